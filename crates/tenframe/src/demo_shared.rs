//! What the demo hub's groups share, and one school that agreed what the hub may see and counted its practices twice.
//!
//! Everything is invented. Start at [`told`].

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use learning::Author;
use programme::{
    Agreed, AgreementStep, BigIdea, Consent, HubFact, Licence, Material, MaterialKind,
    MaterialStep, PracticeCount, Reach, Shared, Urn,
};
use store::Hub;
use web::hub_journal::in_days;
use web::{App, clock};

/// How many of nine classes use each practice: in the count before, and in the last.
const COUNTS: [(&str, u16, u16); 6] = [
    ("stem-sentence", 5, 8),
    ("representation", 4, 6),
    ("variation", 5, 3),
    ("facts", 7, 9),
    ("check", 2, 3),
    ("keep-up", 3, 5),
];

/// Writes materials into the hub's book, and what `school` said.
pub async fn told(app: &App, hub: &Hub, by: &Author, school: Option<Urn>) -> Result<()> {
    let append = async |by: &Author, facts: Vec<HubFact>| {
        app.store.append_hub_facts(&hub.hub_id, clock::now(), by.clone(), facts).await
    };
    let added = |material| HubFact::Material { step: MaterialStep::Added { material } };
    let ids = append(by, materials().into_iter().map(added).collect()).await?;
    let [strips, film, ..] = &ids[..] else { return Ok(()) };
    let longer = Material {
        adapts: Some(strips.clone()),
        changed: "Twelve parts instead of ten, so that thirds and quarters both fit".to_owned(),
        ..material(
            "A strip of twelve",
            MaterialKind::Tasks,
            "The Year 4 teachers of group 2",
            Licence::By,
        )
    };
    let consent = Consent {
        kept_by: "the school that was filmed".to_owned(),
        reach: Reach::Hub,
        until: Some(in_days(200)),
        on: in_days(-30),
    };
    let consented = MaterialStep::Consented { material: film.clone(), consent };
    append(by, vec![added(longer), HubFact::Material { step: consented }]).await?;
    if let Some(urn) = school {
        append(&Author::System, said(urn)).await?;
    }
    Ok(())
}

fn material(title: &str, kind: MaterialKind, source: &str, licence: Licence) -> Material {
    Material {
        title: title.to_owned(),
        kind,
        about: "Years 3 and 4, parts of a whole".to_owned(),
        big_idea: Some(BigIdea::RepresentationAndStructure),
        source: source.to_owned(),
        lies: String::new(),
        licence,
        adapts: None,
        changed: String::new(),
        reach: Reach::Anybody,
        by: "Mr Abernathy".to_owned(),
        on: in_days(-40),
    }
}

fn materials() -> Vec<Material> {
    let sequence = Material {
        about: "Year 2, taking away".to_owned(),
        big_idea: Some(BigIdea::Variation),
        ..material(
            "Same difference: twelve take-aways",
            MaterialKind::Tasks,
            "A textbook on the staff-room shelf",
            Licence::RightsKept,
        )
    };
    let slides = Material {
        about: "Year 5, decimals".to_owned(),
        ..material(
            "Slides of the hundred square",
            MaterialKind::Slides,
            "Found on a stick, nobody knows whose",
            Licence::NotKnown,
        )
    };
    vec![
        material(
            "A strip of ten to cut",
            MaterialKind::Tasks,
            "Group 1, at its October session",
            Licence::By,
        ),
        material(
            "Eight minutes of the unequal cut",
            MaterialKind::Video,
            "Group 1, filmed by the host school",
            Licence::ByNc,
        ),
        sequence,
        slides,
    ]
}

/// The school's word, and its two counts.
fn said(urn: Urn) -> Vec<HubFact> {
    let (now, before) = (in_days(-6), in_days(-200));
    let shares: BTreeSet<Shared> = [Shared::PlanReviews, Shared::Practices, Shared::Visits].into();
    let agreed = Agreed {
        shares,
        by: "Mrs Winterbourne".to_owned(),
        role: "headteacher".to_owned(),
        on: in_days(-20).max(in_days(0).school_year().first_day()),
    };
    let counted = |on, of: fn(&(&str, u16, u16)) -> u16| {
        let uses: BTreeMap<String, u16> =
            COUNTS.iter().map(|one| (one.0.to_owned(), of(one))).collect();
        let by = "Mrs Winterbourne".to_owned();
        HubFact::PracticesCounted { urn, counted: PracticeCount { classes: 9, uses, by, on } }
    };
    vec![
        HubFact::Agreement { urn, step: AgreementStep::Asked { on: in_days(-25) } },
        HubFact::Agreement { urn, step: AgreementStep::Agreed { agreed } },
        counted(before, |one| one.1),
        counted(now, |one| one.2),
    ]
}
