//! The live grid: pupils by questions as answers arrive, and the commonest wrong answers with counts.

use axum::extract::State;
use learning::{Answer, Asked, LiveLesson, PupilId, Question, QuestionId, Seen};
use maud::{Markup, html};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::names::Names;
use crate::pages::pretend;
use crate::parts::rich::{answer, rich, written};
use crate::parts::ten_frame::Counter;
use crate::planning;
use crate::stage::{self, Cursor};

/// The grid.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let names = Names::of_class(&app, visit.class()?).await?;
    let live = open.look(LiveLesson::clone);
    let questions = shown(&live);
    let inside = html! {
        div #grid data-live.stack {
            header.row.between {
                div { p.eyebrow { (visit.class()?.name) " · live grid" } h1 { (live.plan.title) } }
                p.row { a.act.quiet.small href={ "/lessons/" (row.lesson_id) "/desk" } { "Your desk" } a.act.quiet.small href={ "/lessons/" (row.lesson_id) "/result" } { "Result" } }
            }
            @if questions.is_empty() { p.told { "No question has been asked yet. The grid fills as answers arrive." } }
            @else {
                div.grid-side {
                    (table(&live, &names, &questions))
                    div.stack { @for (idx, question) in questions.iter().enumerate() { (common(&app, &live, question, idx)) } }
                }
                p.small.key {
                    span { (Counter::Ready.draw()) "right" } span { (Counter::Nearly.draw()) "right value, other form" } span { (Counter::KeepUp.draw()) "not right" }
                    span { (Counter::NotSeen.draw()) "sent, could not be read or decided" } span { (Counter::Open.draw()) "nothing yet" }
                }
            }
        }
        (pretend::bar_from(&app, &visit, &row.lesson_id, "grid"))
    };
    Ok(layout::following(&visit, Place::Today, "Live grid", &row.lesson_id, &inside))
}

/// What the grid shows: the check once it is open, else what has been asked so far, newest last; at most eight.
fn shown(live: &LiveLesson) -> Vec<&Question> {
    if live.check != learning::CheckState::NotOpened {
        return live.plan.check().collect();
    }
    let now: Vec<QuestionId> = planning::lesson_in(&live.plan)
        .map(|lesson| stage::asked(&lesson, Cursor::within(&lesson, live.turn, live.beat)))
        .unwrap_or_default();
    let met: Vec<&Question> = live
        .plan
        .questions
        .iter()
        .filter(|question| question.asked != Asked::Check)
        .filter(|question| now.contains(&question.id) || live.n_answered(&question.id) > 0)
        .collect();
    met[met.len().saturating_sub(8)..].to_vec()
}

/// The class in two columns, so that thirty-two pupils are seen without scrolling.
fn table(live: &LiveLesson, names: &Names, questions: &[&Question]) -> Markup {
    let pupils: Vec<&PupilId> = live.pupils().collect();
    let half = pupils.len().div_ceil(2).max(1);
    html! { div.grid-halves { @for part in pupils.chunks(half) { (half_table(live, names, questions, part)) } } }
}

fn half_table(
    live: &LiveLesson,
    names: &Names,
    questions: &[&Question],
    pupils: &[&PupilId],
) -> Markup {
    html! {
        table.grid-table {
            caption.unseen { "Pupils by questions" }
            thead { tr { th scope="col" { "Pupil" } @for idx in 0..questions.len() { th.cell scope="col" { (idx + 1) } } } }
            tbody { @for pupil in pupils {
                tr class=[live.is_absent(pupil).then_some("is-absent")] {
                    th scope="row" { (names.of(pupil)) @if live.is_absent(pupil) { span.soft { " · absent" } } @if live.devices(pupil).len() > 1 { span.soft { " · two devices" } } }
                    @for question in questions { (cell(&live.answer(pupil, &question.id))) }
                }
            } }
        }
    }
}

fn cell(of: &Answer) -> Markup {
    let (counter, words) = match of.seen {
        Seen::Right => (Counter::Ready, "right"),
        Seen::Slip => (Counter::Nearly, "right value, other form"),
        Seen::Wrong => (Counter::KeepUp, "not right"),
        Seen::Blank => (Counter::KeepUp, "left blank"),
        Seen::Unreadable | Seen::Undecided | Seen::Waiting => {
            (Counter::NotSeen, "sent, could not be read or decided")
        }
        Seen::NotSeen => (Counter::Open, "nothing yet"),
    };
    let text = of.text.as_deref().unwrap_or_default();
    html! { td.cell title={ (text) } { (counter.draw()) span.unseen { (words) " " (text) } } }
}

/// One question with its wrong answers, commonest first.
fn common(app: &App, live: &LiveLesson, question: &Question, idx: usize) -> Markup {
    let wrong = live.wrong_answers(&question.id);
    let here = live.here().count().max(1);
    let right =
        live.here().filter(|pupil| live.answer(pupil, &question.id).seen == Seen::Right).count();
    html! {
        section.sheet.quiet.stack-s {
            h3 { (idx + 1) ". " @match planning::task_of(&app.content, question) { Some(task) => { (rich(&task.text)) } None => { (written(&question.text)) } } }
            (bar(&html! { strong { (answer(&question.answer)) } }, right, here, true))
            @for one in wrong.iter().take(4) {
                (bar(&html! { (answer(&one.text)) }, one.pupils.len(), here, false))
                @for id in &one.misconceptions { @if let Some(known) = live.plan.misconception(id) { p.small.soft { (written(&known.says)) } } }
            }
        }
    }
}

/// A bar as long as its share of the class.
pub fn bar(label: &Markup, count: usize, of: usize, is_right: bool) -> Markup {
    let width = count * 200 / of.max(1);
    html! {
        div.answer-bar {
            span.answer-label { (label) }
            svg width="200" height="16" viewBox="0 0 200 16" aria-hidden="true" { rect x="0" y="2" width=(width.max(3)) height="12" rx="4" class=(if is_right { "bar-right" } else { "bar-other" }) {} }
            span.number { (count) }
        }
    }
}
