//! The demo hub's sessions: one that was held, one that waits for its register, one to come, for each group.
//!
//! The teachers are invented, and nothing is told of a day that has not come but that it is planned. Start at
//! [`planned`] for the sessions and at [`named`] for who takes part.

use anyhow::Result;
use learning::Author;
use programme::{
    Appointment, Date, Group, HubFact, Present, Said, SchoolYear, TimeOfDay, Urn, What,
};
use store::Hub;
use web::hub_journal::{HubJournal, in_days};
use web::{App, clock};

use crate::demo_lessons;

/// Invented teachers: title and family name.
const TEACHERS: [&str; 12] = [
    "Ms Aldersley",
    "Mr Brockhurst",
    "Mrs Cadwallader",
    "Miss Dunmore",
    "Mr Eastlake",
    "Ms Fairweather",
    "Mrs Goldhawk",
    "Mr Harrowgate",
    "Miss Inskip",
    "Ms Jellicoe",
    "Mr Kettleborough",
    "Mrs Lampard",
];

/// The two who take part for each of the schools, from the first day of the year.
pub fn named(urns: &[Urn], programme: &str, year: SchoolYear) -> Vec<HubFact> {
    let two = |(at, urn): (usize, &Urn)| HubFact::PeopleNamed {
        urn: *urn,
        programme: programme.to_owned(),
        year,
        people: [2 * at, 2 * at + 1].map(|at| TEACHERS[at % TEACHERS.len()].to_owned()).to_vec(),
        on: year.first_day(),
    };
    urns.iter().enumerate().map(two).collect()
}

/// Plans the sessions of every group of a programme and year, and takes the register of the first.
pub async fn planned(app: &App, hub: &Hub, by: &Author, programme: &str) -> Result<()> {
    let journal = HubJournal::read(app, hub.clone())
        .await
        .map_err(|error| anyhow::anyhow!("{}: {}", error.title, error.say))?;
    let year = journal.year;
    let Some(drawn) = journal.book.groups.get(&(programme.to_owned(), year)) else { return Ok(()) };
    let mut held = Vec::new();
    let mut planned = Vec::new();
    for group in &drawn.groups {
        let day = i32::try_from(group.id).unwrap_or(0);
        let plan = |on: Date, theme: &str| plan(&journal, group, (programme, year), on, theme);
        let first = Date::new(year.first_year(), 10, 6 + u8::try_from(group.id % 20).unwrap_or(0));
        if let Some(on) = first.map(Date::on_a_weekday).filter(|on| *on <= journal.today) {
            held.push((
                plan(on, "What a part is, and what it is not"),
                register(&journal, group, programme),
            ));
        }
        for (on, theme) in [
            (in_days(-2 - day), "One lesson on equal parts: planned together, watched, discussed"),
            (in_days(12 + day), "Where fractions meet the number line"),
        ] {
            let on = on.on_a_weekday();
            if on.school_year() == year {
                planned.push(plan(on, theme));
            }
        }
    }
    let append = async |facts: Vec<HubFact>| {
        app.store.append_hub_facts(&hub.hub_id, clock::now(), by.clone(), facts).await
    };
    append(planned).await?;
    for (at, (plan, present)) in held.into_iter().enumerate() {
        let ids = append(vec![plan]).await?;
        let Some(session) = ids.into_iter().next() else { continue };
        let taken = HubFact::RegisterTaken { session: session.clone(), present };
        let noted = HubFact::SessionNoted { session: session.clone(), said: said() };
        append(vec![taken, noted]).await?;
        if at == 0 {
            demo_lessons::planned(app, hub, by, &session).await?;
        }
    }
    Ok(())
}

fn plan(
    journal: &HubJournal,
    group: &Group,
    (programme, year): (&str, SchoolYear),
    on: Date,
    theme: &str,
) -> HubFact {
    let host = group.urns.first().and_then(|urn| urn.parse().ok());
    let time = |text: &str| TimeOfDay::read(text).expect("a time written here is one");
    HubFact::SessionPlanned {
        programme: programme.to_owned(),
        year,
        group: group.id,
        theme: theme.to_owned(),
        at: Appointment {
            on,
            starts: time("13:30"),
            ends: time("16:00"),
            place: host.map(|urn: Urn| journal.name(urn)).unwrap_or_default(),
            is_online: false,
        },
    }
}

/// Those of the group that have been to a session at all: the others have gone quiet on purpose.
fn register(journal: &HubJournal, group: &Group, programme: &str) -> Vec<Present> {
    let urns = group.urns.iter().filter_map(|urn| urn.parse().ok());
    let comes = |urn: &Urn| {
        let own = journal.own(*urn, programme, journal.year);
        own.iter().any(|fact| fact.what == What::Attended)
    };
    let present = |urn: Urn| {
        let line = journal.lines.line(urn);
        Present { urn, people: journal.book.people_of(&line, programme, journal.year) }
    };
    urns.filter(comes).map(present).collect()
}

fn said() -> Said {
    Said {
        lesson: "A strip cut in equal parts, and one cut unequally; Year 3".to_owned(),
        keep: "The unequal cut: everybody had a reason, and the stem sentence was needed to say it".to_owned(),
        change: "Let them say what stays the same before the parts light up".to_owned(),
        task: "Teach it with your own class, and bring three answers without names: one right, two to argue about".to_owned(),
    }
}
