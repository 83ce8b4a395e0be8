//! What the adults of the demo's primary school wrote down: what no screen saw, what they know, meetings, a cycle of
//! coaching, a note on a big idea, what lasts.
//!
//! Invented, and made of the same facts as any school's. Start at [`write`].

use anyhow::Result;
use learning::Author;
use programme::{
    Appointment, BigIdea, CoachingStep, Date, Knows, MeetingPlan, MeetingSaid, SchoolFact,
    TimeOfDay,
};
use store::{Class, School, Staff, Store};
use web::clock;
use web::hub_journal::in_days;

/// Writes it all, each fact by who says so.
pub async fn write(
    store: &Store,
    school: &School,
    lead: &Staff,
    taught: &[(&Staff, &Class)],
) -> Result<()> {
    let id = school.school_id.as_str();
    for (at, (teacher, class)) in taught.iter().enumerate() {
        put(store, id, teacher, of_teacher(at, class)).await?;
    }
    let ids = put(store, id, lead, of_lead(&lead.name)?).await?;
    let said = MeetingSaid {
        saw: "Pairs pointed at the marks of the strip and not at the pieces between them."
            .to_owned(),
        tries: "Fold the strip first, and colour one piece before anybody draws a mark.".to_owned(),
    };
    let held = ids.into_iter().next().map(|meeting| SchoolFact::MeetingHeld { meeting, said });
    put(store, id, lead, held.into_iter().collect()).await?;
    let [(first, _), (second, _), ..] = taught else { return Ok(()) };
    let begun = SchoolFact::CoachingBegun {
        with: second.staff_id.clone(),
        about: "What pairs say when the whole changes".to_owned(),
        on: in_days(-15),
    };
    let Some(cycle) = put(store, id, first, vec![begun]).await?.into_iter().next() else {
        return Ok(());
    };
    let steps = [
        (CoachingStep::Plan, -13, "One question changed: which of the two wholes is longer?"),
        (CoachingStep::Watch, -8, "The pair by the window measured with their rubber."),
        (CoachingStep::Talk, 2, ""),
    ];
    let steps = steps.map(|(step, days, words)| SchoolFact::CoachingDated {
        cycle: cycle.clone(),
        step,
        on: in_days(days),
        words: words.to_owned(),
    });
    put(store, id, first, steps.to_vec()).await?;
    Ok(())
}

/// What a teacher wrote: the first of them said a term ago how she stands to two topics, and is asked again.
fn of_teacher(at: usize, class: &Class) -> Vec<SchoolFact> {
    let off = |practice: &str, days: i32| SchoolFact::DoneOffScreen {
        practice: practice.to_owned(),
        class: class.class_id.clone(),
        on: in_days(days),
    };
    let audited = |strand: &str, knows: Knows, days: i32| SchoolFact::Audited {
        topic: format!("year-{}/{strand}", class.year_group),
        knows,
        on: in_days(days),
    };
    let mut facts = vec![
        SchoolFact::NamesAgreed { agreed: true, on: in_days(-40) },
        off("representation", -11),
        off("stem-sentence", -6),
    ];
    if at == 0 {
        facts.push(audited("fractions", Knows::WorkOn, -170));
        facts.push(audited("fractions", Knows::LikeToSee, -86));
        facts.push(audited("number", Knows::LikeToSee, -120));
        facts.push(audited("number", Knows::CouldExplain, -21));
    } else {
        facts.push(audited("fractions", Knows::WorkOn, -30));
    }
    facts
}

/// What whoever leads mathematics wrote, the meeting that is over first.
fn of_lead(name: &str) -> Result<Vec<SchoolFact>> {
    let lasts = |sign: &str, evidence: &str, days: i32| SchoolFact::LastsSeen {
        sign: sign.to_owned(),
        evidence: evidence.to_owned(),
        by: name.to_owned(),
        on: in_days(days),
    };
    Ok(vec![
        meeting(in_days(-20), "Thirds of a length: what do pupils point at?")?,
        meeting(in_days(12), "Tenths on a line: where is one whole?")?,
        SchoolFact::IdeaNoted {
            idea: BigIdea::Variation,
            text: "We change one number, wait, and ask what stayed. Seen in the lesson on unit fractions of a length."
                .to_owned(),
            by: name.to_owned(),
            on: in_days(-18),
        },
        lasts("timetable", "Ten minutes after assembly for keep-up, in every class", -400),
        lasts("timetable", "The same ten minutes, kept in the week of the play too", -30),
        lasts("facts", "The grids of both classes, looked at in the last week of term", -420),
        lasts("time-together", "Six dates of the group stand in the calendar of the year", -60),
    ])
}

async fn put(
    store: &Store,
    school: &str,
    by: &Staff,
    facts: Vec<SchoolFact>,
) -> Result<Vec<String>> {
    let by = Author::Staff { id: by.staff_id.as_str().into() };
    Ok(store.append_school_facts(school, clock::now(), by, facts).await?)
}

fn meeting(on: Date, looks_at: &str) -> Result<SchoolFact> {
    let at = Appointment {
        on,
        starts: TimeOfDay::read("15:30")?,
        ends: TimeOfDay::read("16:30")?,
        place: "the library".to_owned(),
        is_online: false,
    };
    let meeting = MeetingPlan { at, looks_at: looks_at.to_owned(), step: String::new() };
    Ok(SchoolFact::MeetingPlanned { meeting })
}
