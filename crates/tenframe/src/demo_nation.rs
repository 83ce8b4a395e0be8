//! The demo's nation: a dozen simulated hubs beside the demo's own, and who looks after all of them.
//!
//! Their schools are those of the invented register, and what happened is simulated, captioned so on every page that
//! shows it. The demo's own hub hands on what it wrote down itself. Start at [`make`].

use anyhow::{Context, Result};
use learning::Author;
use programme::{
    Date, Finding, Grant, HubReturn, NationFact, Place, ProjectText, Register, ReturnedSchool,
    School, SchoolYear, SimulatedHub, Urn, handed_practice, simulate_hubs,
};
use store::NewStaff;
use web::hub_journal::{HubJournal, in_days};
use web::{App, clock, demo};

use crate::demo_evidence;

const SEED: u64 = 1;
/// So many school years are simulated, this one among them.
const YEARS: u16 = 5;
const HUBS: [&str; 12] = [
    "Amber Vale Maths Hub",
    "Birchcombe Maths Hub",
    "Coldmere Maths Hub",
    "Dunwell and Fernbridge Maths Hub",
    "Elderfield Maths Hub",
    "Greywick Maths Hub",
    "Ivelton Maths Hub",
    "Larkstead Maths Hub",
    "Oakenby Maths Hub",
    "Pendale Maths Hub",
    "Rushford Maths Hub",
    "Stonehurst Maths Hub",
];
/// How many days ago each handed on; the last of them is late with it.
const DAYS_AGO: [i32; 12] = [3, 12, 5, 20, 1, 9, 31, 2, 14, 6, 27, 130];

/// Makes the nation, its coordinator, and what the hubs handed on.
pub async fn make(app: &App) -> Result<()> {
    let store = &app.store;
    let (now, today) = (clock::now(), web::hub_journal::today());
    let nation = store.add_nation("The Centre for Maths Hubs", true, now).await?;
    let coordinator = NewStaff {
        name: "Mrs Thackeray-Obi".to_owned(),
        email: Some(demo::NATIONAL.to_owned()),
        roles: vec!["national".to_owned()],
        password_hash: None,
        created_at: now,
    };
    let coordinator = store.add_staff(&nation.nation_id, coordinator).await?;
    let hub = store.hubs().await?.into_iter().next().context("the demo has no hub")?;
    let journal = HubJournal::read(app, hub).await;
    let journal = journal.map_err(|error| anyhow::anyhow!("{}: {}", error.title, error.say))?;
    let register = store.school_register().await?;
    let mut hubs: Vec<SimulatedHub> = apart(&register, journal.hub.lead_urn, today)
        .into_iter()
        .zip(HUBS.into_iter().zip(DAYS_AGO))
        .map(|(lead_urn, (name, ago))| SimulatedHub {
            name: name.to_owned(),
            lead_urn,
            on: in_days(-ago),
        })
        .collect();
    // The schools round the demo's own hub are its own, with what it wrote down and nothing simulated.
    let own = journal.hub.name.clone();
    hubs.push(SimulatedHub { name: own.clone(), lead_urn: journal.hub.lead_urn, on: today });
    let year = today.school_year();
    let from = SchoolYear::beginning_in(year.first_year() + 1 - YEARS);
    let mut returns = simulate_hubs(&register, &journal.lines, &hubs, (from, year), SEED);
    returns.retain(|one| one.hub != own);
    for one in &mut returns {
        one.schools.retain(|school| !journal.schools.contains_key(&school.urn));
    }
    returns.push(HubReturn {
        hub: own,
        lead_urn: journal.hub.lead_urn,
        on: today,
        caption: String::new(),
        schools: ReturnedSchool::all_in(&journal.book.facts),
        practice: handed_practice(
            &journal.book.instrument,
            &journal.book.observations,
            &demo_evidence::statements()?,
            &journal.lines,
            today,
        ),
    });
    let by = Author::Staff { id: coordinator.staff_id.as_str().into() };
    let mut facts: Vec<NationFact> =
        returns.into_iter().map(|returned| NationFact::HandedOn { returned }).collect();
    facts.push(NationFact::ProjectBegun {
        by: coordinator.name.clone(),
        on: in_days(-40),
        text: east_meets_west(),
    });
    let ids = store.append_nation_facts(&nation.nation_id, now, by.clone(), facts).await?;
    let researcher = NewStaff {
        name: "Dr Halloran-Mbeki".to_owned(),
        email: Some(demo::RESEARCHER.to_owned()),
        roles: vec!["researcher".to_owned()],
        password_hash: None,
        created_at: now,
    };
    let researcher = store.add_staff(&nation.nation_id, researcher).await?;
    let granted = NationFact::ExtractGranted {
        project: ids.last().cloned().unwrap_or_default(),
        grant: Grant {
            to: researcher.staff_id,
            name: researcher.name,
            purpose: "Who goes on after a first year, hub by hub".to_owned(),
            on: in_days(-10),
            until: in_days(80),
        },
    };
    store.append_nation_facts(&nation.nation_id, now, by, vec![granted]).await?;
    Ok(())
}

/// The study of two hubs of the East Midlands, as far as it is known here; what nobody read is marked so.
fn east_meets_west() -> ProjectText {
    let finding = |says: &str, source: &str, is_confirmed| Finding {
        says: says.to_owned(),
        source: source.to_owned(),
        is_confirmed,
    };
    ProjectText {
        title: "East Meets West".to_owned(),
        question: "One question asked of two national projects; its wording stands in the report and is not confirmed here.".to_owned(),
        partners: vec![
            "Two Maths Hubs of the East Midlands".to_owned(),
            "National project: textbooks adapted from Singapore".to_owned(),
            "National project: exchange of teachers with Shanghai".to_owned(),
        ],
        methods: "Not confirmed: nobody here has read the report.".to_owned(),
        findings: vec![
            finding(
                "In 2014/15, 71 primary teachers of English schools went to Shanghai, and some 60 teachers from there came to teach in England for a month.",
                "mathshubs.org.uk, England – China",
                true,
            ),
            finding(
                "In the first two years of the hubs, schools of every hub area tried textbooks adapted from Singapore.",
                "Yorkshire Ridings Maths Hub, Singapore textbook research",
                true,
            ),
            finding("What the two hubs concluded from both together.", "", false),
        ],
    }
}

/// A dozen open schools, each as far as can be from those before it and from `first`.
fn apart(register: &Register, first: Urn, today: Date) -> Vec<Urn> {
    let is_open = |school: &&School| school.is_open(today) == Some(true);
    let open: Vec<(Urn, Place)> = register
        .schools()
        .filter(is_open)
        .filter_map(|school| Some((school.urn, school.place?)))
        .collect();
    let mut chosen: Vec<Place> =
        open.iter().filter(|one| one.0 == first).map(|one| one.1).collect();
    let mut urns = Vec::new();
    for _ in HUBS {
        let nearest = |place: Place| chosen.iter().map(|other| other.metres_to(place)).min();
        let Some(&(urn, place)) = open.iter().max_by_key(|(urn, place)| (nearest(*place), *urn))
        else {
            break;
        };
        chosen.push(place);
        urns.push(urn);
    }
    urns
}
