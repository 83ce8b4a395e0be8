//! What one hub writes down in some years: places, people, sessions, visits with their actions, money, completions.

use learning::Author;
use programme::{
    Action, Appointment, Date, Entry, EntryKind, HubFact, HubLead, Pence, Present, School,
    SchoolYear, TimeOfDay, Urn, Visit, VisitAction, What,
};
use store::Hub;
use web::hub_journal::today;
use web::{App, clock};

use super::Fallible;

/// The stages of primary and of secondary schools, one a year; the last one goes on.
pub const STAGES: [[&str; 4]; 2] = [
    ["primary-development", "primary-embedding", "primary-sustaining", "primary-sustaining"],
    [
        "secondary-development",
        "secondary-embedding-and-sustaining",
        "secondary-embedding-and-sustaining",
        "secondary-embedding-and-sustaining",
    ],
];
/// Schools of one group.
const GROUP: usize = 7;
/// Facts at once.
const BATCH: usize = 2_000;
const NOTE: &str = "Watched Year 3 on parts of a whole; we talked about the unequal strip and who could say why not.";

/// A page's error as this program tells it.
pub fn told(error: web::PageError) -> String {
    format!("{}: {}", error.title, error.say)
}

/// Writes a hub's years, about so many facts for each school and year; gives how many there are.
pub async fn write(
    app: &App,
    hub: &Hub,
    schools: &[&School],
    years: u16,
    a_school_year: usize,
) -> Fallible<usize> {
    let this = today().school_year();
    let mut n = 0;
    let lead = HubLead {
        name: "Ms Okafor-Lindqvist".to_owned(),
        urn: hub.lead_urn,
        cohort: None,
        capacity: 4,
        is_trained: true,
        is_active: true,
        programme: Some("primary-specialist".to_owned()),
        began: Some(SchoolYear::beginning_in(2_019)),
    };
    n += append(app, hub, vec![HubFact::LeadSet { lead }]).await?.len();
    for at in 0..years {
        let year = SchoolYear::beginning_in(this.first_year() + 1 + at - years);
        for phase in [0, 1] {
            let own: Vec<&School> = schools
                .iter()
                .filter(|school| (school.phase.as_deref() == Some("Secondary")) == (phase == 1))
                .copied()
                .collect();
            let stage = STAGES[phase][usize::from(at).min(3)];
            n += one_year(app, hub, &own, stage, year, a_school_year).await?;
        }
    }
    if app.store.hub_facts(&hub.hub_id, 0).await?.len() != n {
        return Err("the store has other facts than were written".into());
    }
    Ok(n)
}

struct Year<'y> {
    stage: &'y str,
    year: SchoolYear,
    facts: Vec<HubFact>,
}

async fn one_year(
    app: &App,
    hub: &Hub,
    schools: &[&School],
    stage: &str,
    year: SchoolYear,
    a_school_year: usize,
) -> Fallible<usize> {
    let mut told = Year { stage, year, facts: Vec::new() };
    for (at, school) in schools.iter().enumerate() {
        told.school(school.urn, at, a_school_year);
    }
    let mut n = 0;
    let mut done = Vec::new();
    for part in told.facts.chunks(BATCH) {
        let ids = append(app, hub, part.to_vec()).await?;
        n += ids.len();
        for (fact, id) in part.iter().zip(ids) {
            if let HubFact::VisitMade { visit, .. } = fact {
                done.push(HubFact::ActionDone { visit: id, action: 0, on: visit.on });
            }
        }
    }
    if a_school_year > 12 {
        for part in done.chunks(BATCH) {
            n += append(app, hub, part.to_vec()).await?.len();
        }
    }
    n += sessions(app, hub, schools, stage, year).await?;
    Ok(n)
}

/// Six sessions of each group of neighbours, with their registers.
async fn sessions(
    app: &App,
    hub: &Hub,
    schools: &[&School],
    stage: &str,
    year: SchoolYear,
) -> Fallible<usize> {
    let (begins, ends) = (year.first_year(), year.first_year() + 1);
    let days = [
        (begins, 10, 5),
        (begins, 11, 12),
        (ends, 1, 21),
        (ends, 3, 4),
        (ends, 5, 13),
        (ends, 6, 24),
    ];
    let (starts, ends_at) = (TimeOfDay::read("13:30")?, TimeOfDay::read("16:00")?);
    let mut n = 0;
    for (group, members) in (1_u32..).zip(schools.chunks(GROUP)) {
        let days = days.iter().filter_map(|&(y, m, d)| Date::new(y, m, d));
        let planned: Vec<HubFact> = days
            .filter(|on| *on <= today())
            .map(|on| HubFact::SessionPlanned {
                programme: stage.to_owned(),
                year,
                group,
                theme: "Parts of a whole".to_owned(),
                at: Appointment {
                    on,
                    starts,
                    ends: ends_at,
                    place: "in turn".to_owned(),
                    is_online: false,
                },
            })
            .collect();
        let ids = append(app, hub, planned).await?;
        let registers: Vec<HubFact> = ids
            .iter()
            .enumerate()
            .map(|(at, session)| HubFact::RegisterTaken {
                session: session.clone(),
                present: members
                    .iter()
                    .enumerate()
                    .filter(|(school, _)| (school + at) % 8 != 7)
                    .map(|(_, school)| Present { urn: school.urn, people: people(school.urn) })
                    .collect(),
            })
            .collect();
        n += ids.len() + append(app, hub, registers).await?.len();
    }
    Ok(n)
}

fn people(urn: Urn) -> Vec<String> {
    ["Ms Alder", "Mr Bracken"].map(|name| format!("{name} {}", urn.number() % 100)).to_vec()
}

impl Year<'_> {
    fn happened(&mut self, urn: Urn, what: What, on: Option<Date>) {
        let Some(on) = on.filter(|on| *on <= today()) else { return };
        self.facts.push(HubFact::Happened {
            urn,
            programme: self.stage.to_owned(),
            year: self.year,
            what,
            on,
            note: String::new(),
        });
    }

    /// Most complete; of fourteen one leaves, and of one nothing is said.
    fn school(&mut self, urn: Urn, at: usize, a_school_year: usize) {
        let (begins, ends) = (self.year.first_year(), self.year.first_year() + 1);
        let (stage, year) = (self.stage.to_owned(), self.year);
        let spring = u8::try_from(at % 20).unwrap_or(0) + 1;
        self.happened(urn, What::SignedUp, Date::new(begins, 4, spring));
        self.happened(urn, What::HeadConfirmed, Date::new(begins, 5, spring));
        self.happened(urn, What::PlaceConfirmed, Date::new(begins, 6, spring));
        self.happened(urn, What::Started, Date::new(begins, 9, 24));
        let visits = [(begins, 11, 9), (ends, 2, 3), (ends, 6, 2)];
        // Four to apply and begin, two to name and end, two of money, a question; each visit is booked, made, acted on.
        let n_visits = a_school_year.saturating_sub(9).div_ceil(3).min(3);
        let visits = visits.into_iter().take(n_visits).filter_map(|(y, m, d)| Date::new(y, m, d));
        let visits: Vec<Date> = visits.filter(|on| *on <= today()).collect();
        if let Some(on) = Date::new(begins, 9, 20).filter(|on| *on <= today()) {
            let people = people(urn);
            let programme = stage.clone();
            self.facts.push(HubFact::PeopleNamed { urn, programme, year, people, on });
            let (programme, action) = (stage.clone(), Action::RingTheSchool);
            self.facts.push(HubFact::Asked { urn, programme, year, action, on });
        }
        for on in visits {
            let programme = stage.clone();
            self.facts.push(HubFact::VisitBooked { urn, programme, year, on });
            let action = VisitAction {
                what: "Try it with Year 4".to_owned(),
                who: "Ms Alder".to_owned(),
                by: None,
            };
            let visit = Visit {
                on,
                by: "Ms Okafor-Lindqvist".to_owned(),
                note: NOTE.to_owned(),
                actions: vec![action],
            };
            let programme = stage.clone();
            self.facts.push(HubFact::VisitMade { urn, programme, year, visit });
        }
        match at % 14 {
            6 => self.happened(urn, What::Left, Date::new(ends, 2, 9)),
            13 => {}
            _ => self.happened(urn, What::Completed, Date::new(ends, 7, 8)),
        }
        for (kind, on) in [
            (EntryKind::Claimed, Date::new(ends, 6, 26)),
            (EntryKind::Paid, Date::new(ends, 7, 17)),
        ] {
            let Some(on) = on.filter(|on| *on <= today() && at % 14 < 13) else { continue };
            let entry = Entry {
                urn,
                programme: stage.clone(),
                year,
                kind,
                pence: Pence(100_000),
                on,
                reference: format!("H-{urn}"),
                why: None,
            };
            self.facts.push(HubFact::Money { entry });
        }
    }
}

async fn append(app: &App, hub: &Hub, facts: Vec<HubFact>) -> Fallible<Vec<String>> {
    if facts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(app.store.append_hub_facts(&hub.hub_id, clock::now(), Author::System, facts).await?)
}
