//! What a school handed on of its pupils' learning and of keep-up the same day, seen from the hub: something to talk
//! about when coaching.
//!
//! By school and by its own word; never by class or pupil. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{HandedCounts, HubFact, LEARNT_CAVEATS, LearningStep, Urn};

use super::hub::{Done, back_to, said_done, school_named};
use super::learning_counts;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::learnt;
use crate::sent::{Fields, part, refused, text};

/// What to ask about keep-up, whatever the counts are.
const QUESTIONS: [&str; 4] = [
    "When does the class find out who is not there yet: in the lesson, at its end, or later?",
    "Which minutes of the day are for keep-up, and which adult holds them: after assembly, while the others go deeper, in a short session, or just before the next lesson?",
    "What is put out, and what is asked first, when the cause is not known?",
    "What happens to who is not settled before the next lesson?",
];

/// What a school handed on, under whichever of its numbers spoke last.
fn held(journal: &HubJournal, urn: Urn) -> (Urn, HandedCounts) {
    let line = journal.lines.line(urn);
    let of = line.iter().filter_map(|one| Some((*one, journal.book.learning.get(one)?)));
    let last = of.max_by_key(|(_, held)| {
        (held.brought.last().map(|(on, _)| *on), held.asked.as_ref().map(|(_, on)| *on))
    });
    last.map_or((urn, HandedCounts::default()), |(one, held)| (one, held.clone()))
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/learning");
    let (_, held) = held(&journal, urn);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } } h1 { "What pupils learn" } p.narrow-read { "What the school chose to hand on: counts of the whole school. Something to talk about, not to judge by." } }
            (said_done(&visit, &journal, &asked.done, &here))
            div.side.hub-side {
                div.stack-l {
                    section.stack { h2 { "What it handed on" } (learnt::of_school(&held)) }
                    section.stack-s.narrow-read { h2 { "To ask about keep-up the same day" } ul { @for says in QUESTIONS { li { (says) } } } }
                    section.stack-s.narrow-read { h2 { "How to read it" } @for says in LEARNT_CAVEATS { p.small { (says) } } }
                }
                aside.stack { (asking(&app, &visit, &journal, &held, &here)) @if !held.brought.is_empty() { (took_back(&visit, &here)) } }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "What pupils learn", &inside))
}

fn asking(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    held: &HandedCounts,
    here: &str,
) -> Markup {
    html! { section.sheet.stack-s {
        h2 { "Ask the school" }
        @match &held.asked {
            Some((asked, on)) => {
                @let link = learning_counts::link(app, &journal.hub.hub_id, asked);
                p.small { "It hands on and takes back on its own page, by this link of " (on.in_words()) ". Whoever has it can speak for the school, so send it to the headteacher." }
                p.small.link-line { a href=(link) { "The school's page" } }
                label.unseen for="link" { "The link, to copy" }
                input #link type="text" readonly value=(link) data-whole="only-a-path";
                p.small.soft #only-a-path { "Put before it what stands in your browser before “/hub”." }
            }
            None => { p.small { "Only the school itself hands counts on. Make a link and send it to the headteacher." } }
        }
        form method="post" action=(here) { (token(visit)) button.act.quiet.small { @if held.asked.is_some() { "Make a new link; the old one ends" } @else { "Make a link for the school" } } }
    } }
}

fn took_back(visit: &Visit, here: &str) -> Markup {
    html! { form.sheet.quiet.stack-s method="post" action={ (here) "/taken-back" } {
        (token(visit))
        h2 { "The school took it back" }
        p.small { "A word on the telephone is enough. From then on nothing of it is shown or counted." }
        div { label for="by" { "Who of the school says so" } input #by type="text" name="by" maxlength="80" required; }
        button.act.quiet.small { "They took it back" }
    } }
}

/// Makes a link with which the school hands counts on; the one before ends.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    write(&app, &visit, &journal, urn, LearningStep::Asked { on: journal.today }).await
}

/// Writes down that the school took everything back.
pub async fn taken_back(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let by = text(part(&sent, "by"))?;
    if by.is_empty() {
        return Err(refused("write who of the school says so"));
    }
    write(&app, &visit, &journal, urn, LearningStep::TakenBack { by, on: journal.today }).await
}

async fn write(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    urn: Urn,
    step: LearningStep,
) -> Result<Redirect, PageError> {
    let (held_by, _) = held(journal, urn);
    let fact = HubFact::Learning { urn: held_by, step };
    let ids = journal.write(app, visit, vec![fact]).await?;
    let here = format!("/hub/schools/{urn}/learning");
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}
