//! What the demo hub was told and what it saw: two rounds of the statements on the five big ideas, schools seen twice,
//! reports quoted, counts handed on.
//!
//! Everything is invented, the reports and their addresses too. Start at [`told`].

use std::collections::BTreeMap;

use anyhow::Result;
use learning::Author;
use programme::{
    Answered, BigIdea, HubFact, InstrumentStep, Knows, LearningCounts, LearningStep, MEASURES,
    Observation, Often, Quotation, Round, Statements, Urn,
};
use store::Hub;
use web::hub_journal::in_days;
use web::{App, clock};

/// Teachers who answered in both rounds.
const PAIRS: usize = 23;

/// Writes all of it into the hub's book; `schools` are those of its groups.
pub async fn told(app: &App, hub: &Hub, by: &Author, schools: &[Urn]) -> Result<()> {
    let statements = statements()?;
    let append = async |facts: Vec<HubFact>| {
        app.store.append_hub_facts(&hub.hub_id, clock::now(), by.clone(), facts).await
    };
    let rounds = append(vec![round("last autumn", -330), round("this autumn", -12)]).await?;
    let mut facts = Vec::new();
    for (at, id) in rounds.iter().enumerate() {
        facts.extend((0..PAIRS + 4).filter_map(|teacher| answered(&statements, id, at, teacher)));
    }
    facts.push(round("next spring", 30));
    for (at, urn) in schools.iter().take(8).enumerate() {
        facts.push(seen(&statements, *urn, at, -210, 0));
        facts.push(seen(&statements, *urn, at, -9, 4));
    }
    for (at, urn) in schools.iter().take(7).enumerate() {
        facts.push(counted(*urn, u32::try_from(at).unwrap_or(0)));
    }
    facts.extend(schools.iter().zip(SENTENCES).map(|(urn, one)| quoted(*urn, one)));
    append(facts).await?;
    Ok(())
}

/// The statements that are asked, as they are shipped.
pub fn statements() -> Result<Statements> {
    Statements::read(include_str!("../../../data/instrument.toml"))
        .map_err(|problems| anyhow::anyhow!(problems.join("; ")))
}

fn round(name: &str, closes: i32) -> HubFact {
    let round = Round {
        name: name.to_owned(),
        n_slips: 40,
        closes: in_days(closes),
        by: "Mr Abernathy".to_owned(),
        on: in_days(closes - 28),
    };
    HubFact::Instrument { step: InstrumentStep::RoundOpened { round } }
}

/// A teacher's answers in a round; the last four answered in one only.
fn answered(statements: &Statements, round: &str, at: usize, teacher: usize) -> Option<HubFact> {
    if teacher >= PAIRS && teacher % 2 != at {
        return None;
    }
    let answers = statements.all.iter().enumerate().map(|(statement, one)| {
        let before = (teacher * 5 + statement * 7) % 3;
        let now = before + usize::from((teacher + statement) % 5 < 3)
            - usize::from(before > 0 && statement.is_multiple_of(5) && teacher.is_multiple_of(7));
        let often = [Often::Seldom, Often::InSome, Often::InMost];
        (one.slug.clone(), often[(if at == 0 { before } else { now }).min(2)])
    });
    let knows = statements.topics.iter().enumerate().map(|(topic, one)| {
        let at_first = (teacher * 3 + topic * 5) % 3;
        let now = if (teacher + topic * 2).is_multiple_of(3) { 0 } else { at_first };
        (one.slug.clone(), Knows::ALL[if at == 0 { at_first } else { now }])
    });
    let answered = Answered {
        round: round.to_owned(),
        slip: format!("{round} {teacher}"),
        mark: format!("an invented teacher, {teacher}"),
        answers: answers.collect(),
        knows: knows.collect(),
        for_research: true,
    };
    Some(HubFact::Instrument { step: InstrumentStep::Answered { answered } })
}

fn seen(statements: &Statements, urn: Urn, at: usize, on: i32, more: usize) -> HubFact {
    let looked_for = statements
        .all
        .iter()
        .enumerate()
        .filter(|(statement, _)| !(statement + at).is_multiple_of(6));
    let seen = looked_for.map(|(statement, one)| {
        // Some practices came in every school, so that no number of them is small enough to be hidden.
        let by_turns = (at * 4 + statement * 3) % 11 < 4 + more;
        (one.slug.clone(), if statement % 3 == 1 { more > 0 } else { by_turns })
    });
    let observation = Observation {
        lessons: 3,
        seen: seen.collect(),
        note: String::new(),
        by: "Mr Abernathy".to_owned(),
        on: in_days(on),
    };
    HubFact::Observed { urn, observation }
}

fn counted(urn: Urn, at: u32) -> HubFact {
    let of = 900 + at * 130;
    let shares = [of * (78 + at * 2) / 100, of * (61 + at * 3) / 100, of * (52 + at * 5) / 100];
    let counts: BTreeMap<String, (u32, u32)> =
        MEASURES.iter().zip(shares).map(|(one, did)| (one.slug.to_owned(), (did, of))).collect();
    let counts = LearningCounts {
        counts,
        hours: Some(2 + at),
        by: "Mrs Winterbourne".to_owned(),
        role: "headteacher".to_owned(),
    };
    let step =
        LearningStep::Brought { counts, on: in_days(-5).max(in_days(0).school_year().first_day()) };
    HubFact::Learning { urn, step }
}

const SENTENCES: [(&str, BigIdea, i32, &str); 3] = [
    (
        "Pupils point at the drawing and say what each part of it stands for.",
        BigIdea::RepresentationAndStructure,
        -120,
        "3",
    ),
    (
        "Leaders have planned mathematics in small steps, and teachers can say why each comes when it does.",
        BigIdea::Coherence,
        -60,
        "2",
    ),
    (
        "In some classes pupils practise facts often; in others this has only begun.",
        BigIdea::Fluency,
        -900,
        "4",
    ),
];

fn quoted(urn: Urn, (says, theme, on, page): (&str, BigIdea, i32, &str)) -> HubFact {
    let quotation = Quotation {
        says: says.to_owned(),
        report: in_days(on),
        page: page.to_owned(),
        theme,
        lies: "an invented report, in this demo only".to_owned(),
        by: "Mr Abernathy".to_owned(),
        on: in_days(-4),
    };
    HubFact::Quoted { urn, quotation }
}
