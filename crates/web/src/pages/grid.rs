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
use crate::parts::rich::{answer, written};
use crate::parts::task;
use crate::parts::ten_frame::Counter;
use crate::planning;
use crate::stage::{self, Cursor};

/// The grid.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let names = Names::of_class(&app, visit.class()?).await?;
    let live = open.now().await;
    let questions = shown(&live);
    let inside = html! {
        (pretend::bar(&app, &visit, &row.lesson_id, "grid", live.ended.is_some()))
        div #grid data-live.stack {
            header.row.between {
                (layout::lesson_head(&app.content, &visit.class()?.name, "live grid", &live.plan))
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

/// One question with its answers: the right one, the same value in another form, then the wrong ones, commonest first.
fn common(app: &App, live: &LiveLesson, question: &Question, idx: usize) -> Markup {
    let wrong = live.wrong_answers(&question.id);
    let here = live.here().count().max(1);
    let count = |seen: Seen| {
        live.here().filter(|pupil| live.answer(pupil, &question.id).seen == seen).count()
    };
    let not_read = count(Seen::Unreadable) + count(Seen::Undecided);
    let drawn = |text: &str| html! { (answer(text)) };
    html! {
        section.sheet.quiet.stack-s {
            h3 { (idx + 1) ". " (task::asked(&app.content, question)) }
            (bar(&html! { strong { (drawn(&question.answer)) } }, is_long(&question.answer), count(Seen::Right), here, "bar-right"))
            @for (text, n) in slips(live, &question.id) {
                (bar(&html! { (drawn(&text)) }, is_long(&text), n, here, "bar-slip"))
                p.small.soft { "the right value in another form" }
            }
            @for one in wrong.iter().take(4) {
                (bar(&html! { (drawn(&one.text)) }, is_long(&one.text), one.pupils.len(), here, "bar-other"))
                @for id in &one.misconceptions { @if let Some(known) = live.plan.misconception(id) { p.small.soft { (written(&known.says)) } } }
            }
            @if count(Seen::Blank) > 0 { (bar(&html! { span.soft { "left blank" } }, false, count(Seen::Blank), here, "bar-other")) }
            @if not_read > 0 { p.small.soft { (not_read) @if not_read == 1 { " answer" } @else { " answers" } " could not be read or decided yet." } }
        }
    }
}

/// Right values in another form than was asked for, commonest first; answers nobody wrote down count as one.
fn slips(live: &LiveLesson, question: &QuestionId) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for pupil in live.here() {
        let given = live.answer(pupil, question);
        if given.seen != Seen::Slip {
            continue;
        }
        let text = given.text.unwrap_or_else(|| "another form".to_owned()).trim().to_owned();
        match found.iter_mut().find(|(known, _)| *known == text) {
            Some((_, n)) => *n += 1,
            None => found.push((text, 1)),
        }
    }
    found.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    found
}

/// Our choice: a label longer than this stands over its bar, not squeezed beside it.
const BESIDE: usize = 12;

fn is_long(text: &str) -> bool {
    text.chars().count() > BESIDE
}

/// A bar as long as its share of the class.
fn bar(label: &Markup, is_long: bool, count: usize, of: usize, class: &str) -> Markup {
    let width = count * 200 / of.max(1);
    html! {
        div class=(if is_long { "answer-bar is-long" } else { "answer-bar" }) {
            span.answer-label { (label) }
            svg width="200" height="16" viewBox="0 0 200 16" aria-hidden="true" { rect x="0" y="2" width=(width.max(3)) height="12" rx="4" class=(class) {} }
            span.number { (count) }
        }
    }
}
