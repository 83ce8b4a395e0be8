//! Mark by exception: absent first; tap the wrong; then "The rest were right" or "I did not see the rest".
//!
//! The grid opens *not seen*: nothing is taken for right or wrong until the teacher says.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use learning::{
    Answer, FactBody, Judgement, LiveLesson, Outcome, PupilId, Question, QuestionId, Seen, Source,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::answers;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::names::Names;
use crate::pages::pretend;
use crate::parts::rich::{answer, written};
use crate::parts::task;
use crate::parts::ten_frame::Counter;

/// Which question, and which pupil's answer is being given.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    /// `absent`, or the number of a question from 1.
    #[serde(default)]
    q: String,
    /// A pupil whose answer is being given.
    #[serde(default)]
    pupil: String,
}

/// The page: absent first, then one question at a time.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(at): Query<At>,
) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let names = Names::of_class(&app, visit.class()?).await?;
    let live = open.now().await;
    let questions: Vec<&Question> = live.plan.check().collect();
    let q: Option<usize> = at.q.parse().ok().filter(|q| (1..=questions.len()).contains(q));
    let inside = html! {
        (pretend::bar(&app, &visit, &row.lesson_id, "marking", live.ended.is_some()))
        div #marking data-live.stack {
            header.row.between {
                (layout::lesson_head(&app.content, &visit.class()?.name, "mark by exception", &live.plan))
                p.row {
                    @if live.mode != learning::Mode::Tablets && live.plan.lesson.is_none() && !questions.is_empty() { a.act.quiet.small href={ "/lessons/" (row.lesson_id) "/present" } target="board" { "Show the questions on the board" } }
                    a.act.quiet.small href={ "/lessons/" (row.lesson_id) "/result" } { "Result" }
                }
            }
            (tabs(&live, &questions, q))
            @match q.and_then(|q| questions.get(q - 1).map(|question| (q, *question))) {
                None => { (absent(&visit, &row.lesson_id, &live, &names, questions.len())) }
                Some((q, question)) => { (one(&app, &visit, &row.lesson_id, &live, &names, question, q, questions.len(), &at.pupil)) }
            }
        }
    };
    Ok(layout::following(&visit, Place::Today, "Mark by exception", &row.lesson_id, &inside))
}

fn tabs(live: &LiveLesson, questions: &[&Question], here: Option<usize>) -> Markup {
    html! {
        nav.row.tabs aria-label="Questions" {
            a href="?q=absent" aria-current=[here.is_none().then_some("step")] { "Absent" }
            @for (idx, question) in questions.iter().enumerate() {
                @let open = live.here().filter(|pupil| !live.answer(pupil, &question.id).seen.is_known()).count();
                a href={ "?q=" (idx + 1) } aria-current=[(here == Some(idx + 1)).then_some("step")] { "Question " (idx + 1) @if open > 0 { span.soft { " · " (open) " not seen" } } @else { span.soft { " · done" } } }
            }
        }
    }
}

fn absent(
    visit: &Visit,
    lesson_id: &str,
    live: &LiveLesson,
    names: &Names,
    n_questions: usize,
) -> Markup {
    html! {
        section.stack {
            h2 { "Who is absent?" }
            form.frames method="post" action={ "/lessons/" (lesson_id) "/marking" } data-quiet {
                (token(visit))
                input type="hidden" name="q" value="absent";
                @for (idx, tens) in live.pupils().collect::<Vec<_>>().chunks(10).enumerate() {
                    div.frame.named role="group" aria-label={ "Ten frame " (idx + 1) } { @for pupil in tens {
                        @let is_absent = live.is_absent(pupil);
                        button type="submit" name="do" value={ (if is_absent { "here-" } else { "absent-" }) (pupil.as_str()) } aria-pressed=(is_absent.to_string()) #{ "p-" (pupil.as_str()) } {
                            (if is_absent { Counter::Absent } else { Counter::Open }.draw())
                            span { (names.of(pupil)) @if is_absent { br; "absent" } }
                        }
                    } }
                }
            }
            @if n_questions > 0 { p { a.act href="?q=1" { "Go on to question 1" } } }
        }
    }
}

#[allow(
    clippy::too_many_arguments,
    reason = "one page drawn from one place; a struct would only rename them"
)]
fn one(
    app: &App,
    visit: &Visit,
    lesson_id: &str,
    live: &LiveLesson,
    names: &Names,
    question: &Question,
    q: usize,
    n_questions: usize,
    chosen: &str,
) -> Markup {
    let not_seen =
        live.here().filter(|pupil| !live.answer(pupil, &question.id).seen.is_known()).count();
    let chosen = live.pupils().find(|pupil| pupil.as_str() == chosen);
    html! {
        section.stack {
            div.sheet.quiet.row.between {
                p.big { (task::asked(&app.content, question)) }
                p { span.soft { "Answer " } strong { (answer(&question.answer)) } }
            }
            p { "Tap whoever was not right. Nothing is recorded for the others until you say so below." }
            form.frames method="post" action={ "/lessons/" (lesson_id) "/marking" } data-quiet {
                (token(visit))
                input type="hidden" name="q" value=(q);
                @for (idx, tens) in live.pupils().collect::<Vec<_>>().chunks(10).enumerate() {
                    div.frame.named role="group" aria-label={ "Ten frame " (idx + 1) } { @for pupil in tens { (place(live, names, question, pupil, chosen)) } }
                }
            }
            @if let Some(pupil) = chosen { (what_they_wrote(visit, lesson_id, live, names, question, pupil, q)) }
            form.row method="post" action={ "/lessons/" (lesson_id) "/marking" } data-quiet {
                (token(visit))
                input type="hidden" name="q" value=(q);
                @if not_seen > 0 {
                    button.act #rest-right name="do" value="rest-right" { "The rest were right (" (not_seen) ")" }
                    button.act.quiet #rest-not-seen name="do" value="rest-not-seen" { "I did not see the rest" }
                } @else { button.plain #rest-not-seen name="do" value="rest-not-seen" { "Take back: I did not see the rest" } }
                @if q < n_questions { a.act.quiet href={ "?q=" (q + 1) } { "Question " (q + 1) } } @else { a.act.quiet href={ "/lessons/" (lesson_id) "/result" } { "See the result" } }
            }
        }
    }
}

fn place(
    live: &LiveLesson,
    names: &Names,
    question: &Question,
    pupil: &PupilId,
    chosen: Option<&PupilId>,
) -> Markup {
    let seen = live.answer(pupil, &question.id);
    let is_absent = live.is_absent(pupil);
    let counter = if is_absent { Counter::Absent } else { counter_of(&seen) };
    html! {
        button type="submit" name="do" value={ "wrong-" (pupil.as_str()) } disabled[is_absent] #{ "p-" (pupil.as_str()) } class=[(chosen == Some(pupil)).then_some("is-chosen")] {
            (counter.draw())
            span { (names.of(pupil)) br; span.soft { (said_of(&seen, is_absent, question.choices > 0)) } }
        }
    }
}

/// The counter for one answer.
pub fn counter_of(of: &Answer) -> Counter {
    match of.seen {
        Seen::Right => Counter::Ready,
        Seen::Slip => Counter::Nearly,
        Seen::Wrong | Seen::Blank => Counter::KeepUp,
        _ => Counter::NotSeen,
    }
}

/// What the cell of a pupil says; an answer is cut to what a cell holds.
fn said_of(of: &Answer, is_absent: bool, is_choice: bool) -> Markup {
    if is_absent {
        return html! { "absent" };
    }
    let given = of.text.as_deref().filter(|text| !text.is_empty());
    let verb = if is_choice { "chose " } else { "wrote " };
    let wrote = |words: &str| match given {
        Some(text) if text.chars().count() <= HELD => html! { (verb) (answer(text)) },
        Some(text) => html! { (verb) (text.chars().take(HELD).collect::<String>()) "…" },
        None => html! { (words) },
    };
    match of.seen {
        Seen::Right if of.source == Source::ByException => html! { "right, by exception" },
        Seen::Right => html! { "right" },
        Seen::Slip => wrote("other form"),
        Seen::Wrong => wrote("not right"),
        Seen::Blank => html! { "blank" },
        Seen::Unreadable => html! { "could not be read" },
        Seen::Undecided => html! { "you decide" },
        Seen::NotSeen | Seen::Waiting => html! { "not seen" },
    }
}

/// Our choice: as many characters of an answer as a cell holds on two lines.
const HELD: usize = 16;

fn what_they_wrote(
    visit: &Visit,
    lesson_id: &str,
    live: &LiveLesson,
    names: &Names,
    question: &Question,
    pupil: &PupilId,
    q: usize,
) -> Markup {
    html! {
        form.sheet.tint.stack method="post" action={ "/lessons/" (lesson_id) "/marking" } data-quiet {
            (token(visit))
            input type="hidden" name="q" value=(q);
            input type="hidden" name="pupil" value=(pupil.as_str());
            h3 { "What did " (names.of(pupil)) " write?" }
            div.choices {
                @for one in &question.predicted {
                    button.act.quiet.small name="do" value={ "wrote-" (one.response) } { (answer(&one.response)) @if let Some(known) = live.plan.misconception(&one.misconception) { span.soft.small { (written(&known.says)) } } }
                }
                button.act.quiet.small name="do" value="blank" { "Left it blank" }
                button.act.quiet.small name="do" value="right" { "It was right" }
                button.act.quiet.small name="do" value="unsay" { "I did not see it" }
            }
            div.row { label.unseen for="text" { "Something else" } input #text type="text" name="text" maxlength="200" placeholder="Something else" autocomplete="off"; button.act.small name="do" value="typed" { "Keep this answer" } }
        }
    }
}

/// What was tapped.
#[derive(Debug, Deserialize)]
pub struct Tap {
    q: String,
    #[serde(rename = "do")]
    action: String,
    #[serde(default)]
    pupil: String,
    #[serde(default)]
    text: String,
}

/// Records what the teacher said.
pub async fn mark(
    State(app): State<App>,
    visit: Visit,
    Form(tap): Form<Tap>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let live = open.now().await;
    let question =
        tap.q.parse::<usize>().ok().and_then(|q| live.plan.check().nth(q.checked_sub(1)?)).cloned();
    let bodies = said(&app, &live, question.as_ref(), &tap)?;
    let asks_what = tap.action.strip_prefix("wrong-").map(str::to_owned);
    app.record(&open, visit.actor()?.author(), bodies).await?;
    let about = asks_what.map(|pupil| format!("&pupil={pupil}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/lessons/{}/marking?q={}{about}", row.lesson_id, tap.q)))
}

fn said(
    app: &App,
    live: &LiveLesson,
    question: Option<&Question>,
    tap: &Tap,
) -> Result<Vec<FactBody>, PageError> {
    let known = |id: &str| {
        live.pupils()
            .find(|pupil| pupil.as_str() == id)
            .cloned()
            .ok_or_else(|| PageError::not_found("pupil in this class"))
    };
    if let Some(id) = tap.action.strip_prefix("absent-") {
        return Ok(vec![FactBody::Absent { pupil: known(id)?, absent: true }]);
    }
    if let Some(id) = tap.action.strip_prefix("here-") {
        return Ok(vec![FactBody::Absent { pupil: known(id)?, absent: false }]);
    }
    let question = question.ok_or_else(|| PageError::not_found("question"))?;
    let id: Option<QuestionId> = Some(question.id.clone());
    match tap.action.as_str() {
        "rest-right" => return Ok(vec![FactBody::RestWereRight { question: id }]),
        "rest-not-seen" => return Ok(vec![FactBody::RestNotSeen { question: id }]),
        _ => {}
    }
    let (pupil, judgement) = match tap.action.split_once('-') {
        Some(("wrong", id)) => {
            (known(id)?, Judgement::Wrong { text: None, misconceptions: Vec::new() })
        }
        Some(("wrote", text)) => (known(&tap.pupil)?, judged(app, question, text)),
        _ => (
            known(&tap.pupil)?,
            match tap.action.as_str() {
                "blank" => Judgement::Blank,
                "right" => Judgement::Right,
                "typed" if !tap.text.trim().is_empty() => judged(app, question, tap.text.trim()),
                "typed" => Judgement::Wrong { text: None, misconceptions: Vec::new() },
                _ => Judgement::NotSeen,
            },
        ),
    };
    Ok(vec![FactBody::Judged {
        pupil,
        question: question.id.clone(),
        judgement,
        by_exception: true,
    }])
}

/// An answer the teacher read out is marked as any other; what cannot be read is taken at her word: not right.
fn judged(app: &App, question: &Question, text: &str) -> Judgement {
    let text: String = text.chars().take(200).collect();
    match answers::mark(app, question, &text) {
        (Outcome::Right, _) => Judgement::Right,
        (Outcome::Slip { .. }, _) => Judgement::Slip { text: Some(text) },
        (_, misconceptions) => Judgement::Wrong { text: Some(text), misconceptions },
    }
}
