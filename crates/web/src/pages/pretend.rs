//! The bar that lets a demo's pretend class answer, pause and go on.

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use learning::{CheckState, LiveLesson, Question};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::token;
use crate::planning;
use crate::pretend::Doing;
use crate::stage::{self, Cursor};

/// What to do.
#[derive(Debug, Deserialize)]
pub struct Change {
    #[serde(rename = "do")]
    action: String,
    #[serde(default)]
    from: String,
}

/// The bar on a page of the lesson, such as `grid`; nothing outside a demo, or when the lesson is over.
pub fn bar(app: &App, visit: &Visit, lesson_id: &str, from: &str, is_over: bool) -> Markup {
    let doing = app.pretend.doing(lesson_id);
    html! {
        @if app.settings.is_demo && !(is_over && doing == Doing::Nothing) {
            form #pretend.pretend data-live data-quiet method="post" action={ "/lessons/" (lesson_id) "/pretend" } {
                (token(visit))
                input type="hidden" name="from" value=(from);
                span { "Pretend class" }
                @match doing {
                    Doing::Nothing => { button.act.small #pretend-answer name="do" value="answer" { "Let them answer" } span.soft { "whatever is in front of the class" } }
                    Doing::Answering => { button.act.quiet.small #pretend-pause name="do" value="pause" { "Pause" } span.soft { "answers are coming in" } }
                    Doing::Paused => { button.act.small #pretend-on name="do" value="on" { "Go on" } span.soft { "paused" } }
                }
            }
        }
    }
}

/// Starts, pauses or goes on.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Change>,
) -> Result<Redirect, PageError> {
    if !app.settings.is_demo {
        return Err(PageError::not_found("pretend class"));
    }
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    match sent.action.as_str() {
        "answer" => {
            let questions = open.look(asked);
            app.let_pretend_answer(open, questions);
        }
        "pause" => app.pretend.pause(&row.lesson_id, true),
        _ => app.pretend.pause(&row.lesson_id, false),
    }
    let to = match sent.from.as_str() {
        known @ ("grid" | "result" | "present" | "marking") => known,
        _ => "desk",
    };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)))
}

/// What the pretend class is asked: what is in front of the class, else the check when it is open.
fn asked(live: &LiveLesson) -> Vec<Question> {
    let now = planning::lesson_in(&live.plan)
        .map(|lesson| stage::asked(&lesson, Cursor::within(&lesson, live.turn, live.beat)))
        .unwrap_or_default();
    if now.is_empty() && live.check == CheckState::Open {
        return live.plan.check().cloned().collect();
    }
    now.iter().filter_map(|id| live.plan.question(id)).cloned().collect()
}
