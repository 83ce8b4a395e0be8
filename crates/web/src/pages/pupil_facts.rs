//! A pupil's own practice of key facts: one at a time, calm, no clock; and practice for the tables check, with its clock.
//!
//! How long an answer took is sent along and weighed without the pupil's own typing time; nothing of it is shown.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use learning::key_facts::{
    Answered, AskedIn, Asking, Family, Operation, PAUSE_SECONDS, QUESTIONS, SECONDS, Task, form,
    next_for,
};
use learning::{DeviceId, FactBody, PupilId};
use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};
use store::Class;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::key_facts::coming;
use crate::pages::facts::may_expect;
use crate::parts::rich::written;
use crate::parts::ten_frame;
use crate::session::PupilActor;
use crate::{clock, layout};

/// Our choice: ten facts are one ten frame, and about two minutes.
const ROUND: usize = 10;
/// Whoever leaves the page for longer than this was not thinking of the fact.
const LONGEST_MILLIS: u32 = 120_000;

/// How many are done this time.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    n: usize,
}

/// The class a pupil is in, when it is not in a lesson now.
async fn free_class(app: &App, pupil: &PupilActor) -> Result<Option<Class>, PageError> {
    if app.running_lesson(&pupil.school_id, &pupil.class_id).await?.is_some() {
        return Ok(None);
    }
    app.store
        .class(&pupil.school_id, &pupil.class_id)
        .await?
        .map(Some)
        .ok_or_else(|| PageError::not_found("class"))
}

/// The next fact, or a number to copy; in a lesson the class is together, and the pupil's own page says so.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(Done { n }): Query<Done>,
) -> Result<Response, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    let Some(class) = free_class(&app, &pupil).await? else {
        return Ok(Redirect::to("/pupil").into_response());
    };
    let coming = coming(&app, &class).await?;
    let me = PupilId(pupil.pupil_id.clone());
    let (next, last, has_check) = app
        .with_key_facts(&class, |facts| {
            let own = facts.of(&me);
            let need = coming.need(&class);
            let next = if own.needs_copies(need.now) {
                Some(Next::Copy(number_to_copy(need.now)))
            } else {
                let met = facts.families(class.year_group);
                next_for(own, &met, &need, n).map(Next::Ask)
            };
            (next, own.last().cloned(), may_expect(&class, facts))
        })
        .await?;
    let inside = html! {
        header.row.between.pupil-bar {
            strong { (pupil.name) }
            (ten_frame::count(n.min(ROUND), ROUND, "facts done"))
            a.plain.small href="/pupil" { "Back" }
        }
        @match (next, n >= ROUND) {
            (None, _) => { div.stack.waiting { h1 { "No facts yet." } p { "Your teacher says which facts you practise." } } }
            (Some(_), true) => { (finished(last.as_ref(), has_check)) }
            (Some(Next::Copy(number)), false) => { (copy(&visit, number, n)) }
            (Some(Next::Ask(asking)), false) => {
                @if let Some(last) = last.as_ref().filter(|_| n > 0) { (said(last)) }
                (question(&visit, &asking, n))
            }
        }
    };
    Ok(layout::pupil("Facts", &["/assets/facts.js"], &inside).into_response())
}

enum Next {
    Copy(u16),
    Ask(Asking),
}

/// A two-digit number without equal digits; another each time.
fn number_to_copy(now: i64) -> u16 {
    const NUMBERS: [u16; 9] = [47, 62, 95, 38, 71, 84, 53, 29, 16];
    let at = usize::try_from(now.rem_euclid(9_000_000) / 1_000_000).unwrap_or(0);
    NUMBERS[at.min(NUMBERS.len() - 1)]
}

fn copy(visit: &Visit, number: u16, n: usize) -> Markup {
    html! {
        div.stack {
            p.prompt { "First, copy this number. It shows how long typing takes you, so that typing never counts." }
            form.stack data-timed method="post" action="/pupil/facts/copy" autocomplete="off" {
                (hidden(visit, n))
                input type="hidden" name="number" value=(number);
                p.fact-asked { (number) }
                (answer_line())
            }
        }
    }
}

fn question(visit: &Visit, asking: &Asking, n: usize) -> Markup {
    let choices = asking.choices();
    html! {
        form.stack data-timed method="post" action="/pupil/facts" autocomplete="off" {
            (hidden(visit, n))
            input type="hidden" name="asked" value=(serde_json::to_string(asking).unwrap_or_default());
            p.fact-asked.long[asking.text().len() > 16] { (written(&asking.text())) }
            @if choices.is_empty() { (answer_line()) }
            @else { @for way in &choices { button.option name="text" value=(way) { (written(&format!("`{way}`"))) } } }
        }
    }
}

fn hidden(visit: &Visit, n: usize) -> Markup {
    html! {
        (layout::token(visit))
        input type="hidden" name="n" value=(n);
        input type="hidden" name="counter" value=(clock::now());
        input type="hidden" name="millis" value="";
    }
}

fn answer_line() -> Markup {
    html! { label.unseen for="fact-answer" { "Your answer" } div.answer-line { input #fact-answer type="text" name="text" inputmode="numeric" maxlength="6" autofocus; button.act { "Send" } } }
}

/// What became of the last one: the whole sentence, and a picture where it is worth another look.
fn said(last: &Answered) -> Markup {
    html! {
        @if last.right { p.told role="status" { (written(&last.asked.told())) } }
        @else { div.told.warn.stack-s role="status" { p { "Let's look at this one: " strong { (written(&last.asked.told())) } } (picture(last.asked.family)) } }
    }
}

fn picture(family: Family) -> Markup {
    let drawn = match family.operation() {
        Operation::Times => array(family),
        Operation::Plus => None,
    };
    html! { @if let Some(drawn) = drawn { div.fact-picture role="img" aria-label=(drawn.description) { (PreEscaped(drawn.svg)) } } }
}

/// Rows of dots, cut after five columns where there are more, as fives are seen at once.
fn array(family: Family) -> Option<represent::Drawing> {
    let (rows, columns) = (i64::from(family.small()), i64::from(family.large()));
    let cut = if columns > 5 { 5 } else { 0 };
    let fields = [("rows", rows), ("columns", columns), ("cut-columns", cut)]
        .map(|(name, value)| (name.to_owned(), represent::Field::from(value)));
    represent::build("array", &fields.into_iter().collect()).ok().map(|one| one.draw())
}

fn finished(last: Option<&Answered>, has_check: bool) -> Markup {
    html! {
        @if let Some(last) = last { (said(last)) }
        div.stack.waiting {
            h1 { "That is ten." }
            p { "Ten a day is plenty: facts stay when there is a night between." }
            p.row { a.act href="/pupil" { "Back to my page" } a.act.quiet href="/pupil/facts" { "Ten more" } }
            @if has_check { p.small { a href="/pupil/facts/tables-check" { "Try a practice tables check" } } }
        }
    }
}

/// A fact answered, or a number copied.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    asked: String,
    #[serde(default)]
    number: u16,
    #[serde(default)]
    text: String,
    #[serde(default)]
    millis: String,
    counter: i64,
    #[serde(default)]
    n: usize,
}

impl Sent {
    fn millis(&self) -> Option<u32> {
        self.millis.parse().ok().filter(|millis| *millis <= LONGEST_MILLIS)
    }

    fn device(pupil: &PupilActor) -> DeviceId {
        DeviceId(format!("facts-{}", pupil.pupil_id))
    }
}

/// Keeps an answer and goes on; what cannot be read as a number is asked again and is nothing.
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Sent>,
) -> Result<Redirect, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    let Some(class) = free_class(&app, &pupil).await? else { return Ok(Redirect::to("/pupil")) };
    let again = Redirect::to(&format!("/pupil/facts?n={}", sent.n));
    let Ok(asked) = serde_json::from_str::<Asking>(&sent.asked) else { return Ok(again) };
    let coming = coming(&app, &class).await?;
    let has_met = app
        .with_key_facts(&class, |facts| {
            facts.families(class.year_group).contains(&asked.family)
                || coming.families.contains(&asked.family)
        })
        .await?;
    let text: String = sent.text.trim().chars().take(32).collect();
    let is_read = asked.task == Task::Choose || text.parse::<u32>().is_ok();
    if !has_met || !is_read {
        return Ok(again);
    }
    let body = FactBody::KeyFactAnswered {
        pupil: PupilId(pupil.pupil_id.clone()),
        asked,
        right: asked.is_right(&text),
        text,
        millis: sent.millis(),
        within: AskedIn::Practice,
        device: Sent::device(&pupil),
        counter: sent.counter,
    };
    app.record_of_class(&visit, &class, vec![body]).await?;
    Ok(Redirect::to(&format!("/pupil/facts?n={}", sent.n + 1)))
}

/// Keeps how long a number took to copy, when it was copied rightly.
pub async fn copied(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Sent>,
) -> Result<Redirect, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    let Some(class) = free_class(&app, &pupil).await? else { return Ok(Redirect::to("/pupil")) };
    let is_same = sent.text.trim() == sent.number.to_string();
    let to = Redirect::to(&format!("/pupil/facts?n={}", sent.n));
    let Some(millis) = sent.millis().filter(|_| is_same) else {
        // Without a script nothing is timed, so there is nothing to learn from copying.
        return Ok(to);
    };
    let body = FactBody::NumberCopied {
        pupil: PupilId(pupil.pupil_id.clone()),
        digits: u8::try_from(sent.number.to_string().len()).unwrap_or(2),
        millis,
        device: Sent::device(&pupil),
        counter: sent.counter,
    };
    app.record_of_class(&visit, &class, vec![body]).await?;
    Ok(to)
}

/// One question of a practice check, for the script.
#[derive(Debug, Serialize)]
struct Posed {
    text: String,
    html: String,
}

/// Which practice check, and whether with more time.
#[derive(Debug, Default, Deserialize)]
pub struct Sitting {
    #[serde(default)]
    time: String,
    #[serde(default)]
    right: Option<usize>,
}

/// A practice check: 25 questions as in the real one, its clock on the screen, since the real one shows it.
pub async fn tables_check(
    State(app): State<App>,
    visit: Visit,
    Query(sitting): Query<Sitting>,
) -> Result<Response, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    let Some(class) = free_class(&app, &pupil).await? else {
        return Ok(Redirect::to("/pupil").into_response());
    };
    let may = app.with_key_facts(&class, |facts| may_expect(&class, facts)).await?;
    if !may {
        return Ok(Redirect::to("/pupil/facts").into_response());
    }
    let now = clock::now();
    let seed = now.unsigned_abs();
    let posed: Vec<Posed> = form(seed)
        .iter()
        .map(|one| Posed {
            text: one.text().replace('`', ""),
            html: written(&one.text()).into_string(),
        })
        .collect();
    let json = serde_json::to_string(&posed).unwrap_or_default().replace('<', "\\u003c");
    let inside = html! {
        header.row.between.pupil-bar { strong { (pupil.name) } a.plain.small href="/pupil" { "Back" } }
        div #sitting.stack data-seconds=(SECONDS) data-pause=(PAUSE_SECONDS) data-time=(sitting.time) {
            @if let Some(right) = sitting.right { p.told role="status" { "You had " strong { (right.min(QUESTIONS)) " of " (QUESTIONS) } @if sitting.time == "none" { " right" } @else { " in time" } ". Your page knows which to practise next." } }
            h1 { "Practice tables check" }
            p { "Twenty-five questions. Six seconds for each, then three seconds to breathe. It is only practice." }
            p.row { button.act #begin type="button" hidden { "Begin" } a.act.quiet.small href="/pupil/facts/tables-check?time=next" { "With a Next button" } a.act.quiet.small href="/pupil/facts/tables-check?time=none" { "Without a clock" } }
            noscript { p { "This page needs scripts for its clock. " a href="/pupil/facts" { "Practise without one" } } }
            form #sheet method="post" action="/pupil/facts/tables-check" {
                (layout::token(&visit))
                input type="hidden" name="seed" value=(seed);
                input type="hidden" name="counter" value=(now);
                input type="hidden" name="time" value=(sitting.time);
                input type="hidden" name="answers" value="[]";
            }
        }
        script #posed type="application/json" { (PreEscaped(json)) }
    };
    Ok(layout::pupil("Practice tables check", &["/assets/tables-check.js"], &inside)
        .into_response())
}

/// What was answered on a practice check.
#[derive(Debug, Deserialize)]
pub struct Sheet {
    seed: u64,
    counter: i64,
    #[serde(default)]
    time: String,
    answers: String,
}

/// One answer of it.
#[derive(Debug, Deserialize)]
struct Given {
    text: String,
    millis: u32,
}

/// Keeps a practice check: the form is made again from its seed, so only answers are taken from the page.
pub async fn keep_tables_check(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Sheet>,
) -> Result<Redirect, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    let Some(class) = free_class(&app, &pupil).await? else { return Ok(Redirect::to("/pupil")) };
    let may = app.with_key_facts(&class, |facts| may_expect(&class, facts)).await?;
    let given: Vec<Given> = serde_json::from_str(&sent.answers).unwrap_or_default();
    if !may || given.is_empty() {
        return Ok(Redirect::to("/pupil/facts/tables-check"));
    }
    let mut n_right = 0;
    let bodies: Vec<FactBody> = form(sent.seed)
        .into_iter()
        .zip(given)
        .enumerate()
        .map(|(idx, (asked, given))| {
            let text: String = given.text.trim().chars().take(6).collect();
            let right = asked.is_right(&text);
            n_right += usize::from(right);
            FactBody::KeyFactAnswered {
                pupil: PupilId(pupil.pupil_id.clone()),
                asked,
                text,
                right,
                millis: Some(given.millis).filter(|millis| *millis <= LONGEST_MILLIS),
                within: AskedIn::TablesCheck,
                device: DeviceId(format!("tables-check-{}", pupil.pupil_id)),
                counter: sent.counter.saturating_add(i64::try_from(idx).unwrap_or(0)),
            }
        })
        .collect();
    app.record_of_class(&visit, &class, bodies).await?;
    let time = if sent.time == "next" || sent.time == "none" { sent.time } else { String::new() };
    Ok(Redirect::to(&format!("/pupil/facts/tables-check?time={time}&right={n_right}")))
}
