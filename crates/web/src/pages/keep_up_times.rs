//! When a class has keep-up: four ways to fit it into the day, each with its own time, one or more of them chosen.
//!
//! What is chosen is a fact, so that it is known since when. It decides the slot, never who is helped.

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use learning::{FactBody, KeepUpModel, KeepUpTime};
use maud::{Markup, html};
use store::NewFact;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::{clock, journal, timetable};

/// A way as the page tells it: its name in forms, its title, what happens, what its time is called.
struct Told {
    model: KeepUpModel,
    field: &'static str,
    title: &'static str,
    says: &'static str,
    time: &'static str,
}

const WAYS: [Told; 4] = [
    Told {
        model: KeepUpModel::AfterAssembly,
        field: "assembly",
        title: "After assembly",
        says: "Teach and check, then the class goes to assembly while you look at the answers. When they come back, groups: help for those who need it, depth for the others.",
        time: "Minutes after the lesson begins",
    },
    Told {
        model: KeepUpModel::WhileOthersGoDeeper,
        field: "deeper",
        title: "While the others go deeper",
        says: "The check comes before the end of the lesson. Those who need it have help at once; the others go deeper into the same mathematics.",
        time: "Minutes after the lesson begins",
    },
    Told {
        model: KeepUpModel::ShortSession,
        field: "session",
        title: "A short session the same day",
        says: "With you or an assistant, at the same time every day: after lunch, or while others read.",
        time: "Time of day",
    },
    Told {
        model: KeepUpModel::BeforeNextLesson,
        field: "before",
        title: "Just before the next lesson",
        says: "At registration, or in the minutes before: for those who would not be able to join the lesson otherwise.",
        time: "Minutes before the lesson",
    },
];

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let times = journal::keep_up_times(&app, class).await?;
    let slots = journal::slots(&app, class).await?;
    let may_change = visit.is_any_of(&[Role::Teacher, Role::MathsLead, Role::SchoolAdministrator]);
    let inside = html! {
        div.stack-l.narrow-read {
            header.stack-s {
                p.eyebrow { a href={ "/classes/" (class.class_id) } { (class.name) } }
                h1 { "When this class has keep-up" }
                p.lead { "Everyone who is not ready is on the list, whatever is chosen here. This says only when each group has its ten minutes." }
            }
            section.told { h2 { "As it stands" }
                @if slots.is_empty() { p { "No slot is coming. Those on the list are helped at the start of the next lesson, up to six; whoever has no place is named on the list." } }
                @else { ul { @for slot in &slots { li { (slot.says) ", " (slot.minutes) " minutes, " (adults(slot.adults)) @if !slot.before_next_lesson { span.soft { " (after the next lesson begins)" } } } } } }
            }
            @if may_change { (form(&visit, class, &times)) }
        }
    };
    Ok(layout::staff(&visit, Place::Classes, "When this class has keep-up", &inside))
}

fn adults(n: u8) -> String {
    if n == 1 { "one adult".to_owned() } else { format!("{n} adults") }
}

fn form(visit: &Visit, class: &store::Class, times: &[KeepUpTime]) -> Markup {
    html! {
        form.stack method="post" action={ "/classes/" (class.class_id) "/keep-up-times" } {
            (token(visit))
            @for way in &WAYS {
                @let chosen = times.iter().find(|time| time.model == way.model);
                @let time = chosen.copied().unwrap_or_else(|| way.model.usual(class.lesson_minutes));
                fieldset.sheet.stack-s {
                    legend.unseen { (way.title) }
                    label.pick { input type="checkbox" name=(way.field) value="on" checked[chosen.is_some()]; strong { (way.title) } }
                    p { (way.says) }
                    div.row {
                        label.small { (way.time) " "
                            @if way.model == KeepUpModel::ShortSession { input.short type="time" name={ (way.field) "-start" } value=(two_digits(time.start)); }
                            @else { input.short type="number" name={ (way.field) "-start" } min="0" max="240" value=(time.start); } }
                        label.small { "Minutes " input.short type="number" name={ (way.field) "-minutes" } min="10" max="60" value=(time.minutes); }
                        label.small { "Adults " input.short type="number" name={ (way.field) "-adults" } min="1" max="6" value=(time.adults); }
                    }
                }
            }
            p.row { button.act { "Save" } a.act.quiet href={ "/classes/" (class.class_id) } { "Change nothing" } }
        }
    }
}

/// `09:05`, as a time field holds it.
fn two_digits(minute: u16) -> String {
    let clock = timetable::clock(minute);
    if clock.len() < 5 { format!("0{clock}") } else { clock }
}

/// Saves when the class has keep-up.
///
/// # Errors
///
/// When a time that was chosen cannot be read; then nothing is changed.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    let field = |name: &str| {
        sent.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let mut times = Vec::new();
    for way in WAYS.iter().filter(|way| field(way.field) == "on") {
        let part = |name: &str| field(&format!("{}-{name}", way.field)).to_owned();
        let read = read(way.model, &part("start"), &part("minutes"), &part("adults"));
        let refused = |told: String| {
            PageError::refused(
                "The times were not changed",
                format!("\"{}\": {told}. Nothing was changed.", way.title),
            )
        };
        times.push(read.map_err(refused)?);
    }
    let new = NewFact {
        school_id: class.school_id.clone(),
        class_id: class.class_id.clone(),
        lesson_id: None,
        at: clock::now(),
        by: visit.actor()?.author(),
        body: FactBody::KeepUpTimesSet { times },
    };
    app.store.append(vec![new]).await?;
    Ok(Redirect::to(&format!("/classes/{}/keep-up-times", class.class_id)))
}

fn read(
    model: KeepUpModel,
    start: &str,
    minutes: &str,
    adults: &str,
) -> Result<KeepUpTime, String> {
    let start = match (model, start.split_once(':')) {
        (KeepUpModel::ShortSession, Some((hour, minute))) => {
            let hour = hour.parse().ok().filter(|hour: &u16| *hour < 24);
            let minute = minute.parse().ok().filter(|minute: &u16| *minute < 60);
            hour.zip(minute).map(|(hour, minute)| hour * 60 + minute)
        }
        (KeepUpModel::ShortSession, None) => None,
        _ => start.parse().ok().filter(|start: &u16| *start <= 240),
    };
    let within = |text: &str, least: u16, most: u16| {
        text.parse().ok().filter(|n: &u16| (least..=most).contains(n))
    };
    let start = start.ok_or("the start is a time such as 13:15, or minutes from 0 to 240")?;
    let minutes = within(minutes, 10, 60).ok_or("the length is from 10 to 60 minutes")?;
    let adults = within(adults, 1, 6).ok_or("from 1 to 6 adults can hold it")?;
    let adults = u8::try_from(adults).unwrap_or(1);
    Ok(KeepUpTime { model, start, minutes, adults })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_or_named() {
        use KeepUpModel::{AfterAssembly, ShortSession};
        let time = |model, start| Ok(KeepUpTime { model, start, minutes: 15, adults: 1 });
        for (model, start, minutes, adults, expected) in [
            (ShortSession, "13:15", "15", "1", time(ShortSession, 795)),
            (ShortSession, "24:15", "15", "1", Err("a time such as 13:15")),
            (ShortSession, "795", "15", "1", Err("a time such as 13:15")),
            (AfterAssembly, "45", "15", "1", time(AfterAssembly, 45)),
            (AfterAssembly, "241", "15", "1", Err("minutes from 0 to 240")),
            (AfterAssembly, "45", "9", "1", Err("from 10 to 60 minutes")),
            (AfterAssembly, "45", "15", "0", Err("from 1 to 6 adults")),
        ] {
            let found = read(model, start, minutes, adults);
            match (&found, &expected) {
                (Err(found), Err(part)) => assert!(found.contains(part), "{found}"),
                _ => assert_eq!(found.ok(), expected.ok(), "{start} {minutes} {adults}"),
            }
        }
    }
}
