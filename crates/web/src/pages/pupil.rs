//! A pupil's page: the question in front of the class, and what becomes of each answer.
//!
//! `now` says what the class is doing; `deliver` takes answers from an outbox, even after sign-out.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Redirect;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::{Form as FormData, Json};
use curriculum::{Form, Screen, Task};
use learning::{
    Author, CheckState, DeviceId, FactBody, LiveLesson, Mode, Outcome, PupilId, Question,
    QuestionId,
};
use maths::{Acceptance, Expects, Item};
use maud::{Markup, PreEscaped, html};
use represent::Representation;
use serde::{Deserialize, Serialize};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use crate::access::Visit;
use crate::answers::{self, Arriving};
use crate::app::App;
use crate::error::PageError;
use crate::expectations::{self, Said};
use crate::live::OpenLesson;
use crate::parts::answer_form;
use crate::parts::beat::deepen_name;
use crate::parts::expects::{self, Awaited};
use crate::parts::rich::{answer as drawn, rich, written};
use crate::parts::task;
use crate::session::{self, Delivery, PupilActor};
use crate::stage::{self, Cursor};
use crate::{clock, layout, planning};

/// What the class is doing, for one pupil's device.
#[derive(Debug, Serialize)]
pub struct Now {
    /// The lesson; empty while the class waits.
    lesson: String,
    /// `wait`, `questions` or `check`.
    phase: &'static str,
    /// The questions in front of the class.
    questions: Vec<Asked>,
    /// What is shown when there is no question left.
    wait: String,
    /// Deepening on the same content, for everyone.
    more: String,
    /// Delivers this pupil's answers for seven days, signed in or not.
    token: String,
    /// Lets this page ask for previews.
    form_token: String,
}

/// One question on a device.
#[derive(Debug, Serialize)]
struct Asked {
    id: String,
    html: String,
    /// What to expect of the answer, as a form with one button for each; empty where nothing came before.
    expect: String,
    choices: Option<Vec<Choice>>,
    /// The fields to fill or tick, as a page draws them; empty for one line and for one choice.
    fields: String,
    keys: Vec<&'static str>,
    answered: Option<String>,
    say: String,
}

/// One answer to choose.
#[derive(Debug, Serialize)]
struct Choice {
    text: String,
    html: String,
}

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    let now = look(&app, &visit, &pupil).await?;
    let json = serde_json::to_string(&now)
        .map_err(|error| PageError::fault(&error.to_string()))?
        .replace('<', "\\u003c");
    let plain = now.questions.iter().find(|question| question.answered.is_none());
    let inside = html! {
        header.row.between.pupil-bar {
            strong { (pupil.name) }
            span #saved.saved role="status" { "Everything is saved." }
            form.inline method="post" action="/sign-out" { (layout::token(&visit)) button.plain.small { "Not " (pupil.name) "?" } }
        }
        div #question.stack {
            @match plain {
                Some(question) => { (plain_form(&visit, question)) (PreEscaped(question.expect.clone())) }
                None => { (PreEscaped(now.wait.clone())) }
            }
        }
        div #more.stack { @if plain.is_none() { (PreEscaped(now.more.clone())) } }
        script #now type="application/json" { (PreEscaped(json)) }
    };
    Ok(layout::pupil("Your question", &["/assets/pupil.js"], &inside))
}

/// The question as a plain form, for a device without scripts.
fn plain_form(visit: &Visit, question: &Asked) -> Markup {
    html! {
        form.stack method="post" action="/pupil/answer" autocomplete="off" {
            (layout::token(visit))
            input type="hidden" name="question" value=(question.id);
            input type="hidden" name="counter" value=(clock::now());
            div.task { (PreEscaped(question.html.clone())) }
            @if !question.say.is_empty() { p.told role="status" { (question.say) } }
            @match &question.choices {
                Some(choices) => { @for choice in choices { button.option name="text" value=(choice.text) { (PreEscaped(choice.html.clone())) } } }
                None if !question.fields.is_empty() => { (PreEscaped(question.fields.clone())) button.act { "Send" } }
                None => { label for="plain-answer" { "Your answer" } div.answer-line { input #plain-answer type="text" name="text" maxlength="200"; button.act { "Send" } } }
            }
        }
    }
}

/// What the class is doing, as data.
pub async fn now(State(app): State<App>, visit: Visit) -> Result<Json<Now>, PageError> {
    let pupil = visit.actor()?.pupil()?.clone();
    Ok(Json(look(&app, &visit, &pupil).await?))
}

async fn look(app: &App, visit: &Visit, pupil: &PupilActor) -> Result<Now, PageError> {
    let mut now = Now {
        lesson: String::new(),
        phase: "wait",
        questions: Vec::new(),
        wait: waiting("Look at the board.", "Your next question will come here by itself.")
            .into_string(),
        more: String::new(),
        token: session::delivery_token(app, pupil, clock::now()),
        form_token: visit.token.clone(),
    };
    let Some(open) = app.running_lesson(&pupil.school_id, &pupil.class_id).await? else {
        now.wait =
            html! { (waiting("Your lesson has not started yet.", "Keep this page open.")) p.waiting { a.act.quiet href="/pupil/facts" { "Practise facts" } } }.into_string();
        return Ok(now);
    };
    now.lesson.clone_from(&open.row.lesson_id);
    let live = open.now().await;
    let me = PupilId(pupil.pupil_id.clone());
    if !live.pupils().any(|one| *one == me) {
        now.wait = waiting(
            "You are no longer on this class's list.",
            "Answers you sent are kept. Tell your teacher.",
        )
        .into_string();
        return Ok(now);
    }
    if live.mode != Mode::Tablets {
        return Ok(now);
    }
    let asked = asked_now(&live);
    let is_check = asked.iter().any(|id| {
        live.plan.question(id).is_some_and(|question| question.asked == learning::Asked::Check)
    });
    if is_check && live.check == CheckState::Closed {
        now.wait = waiting("The check is over.", "Thank you.").into_string();
        return Ok(now);
    }
    now.phase = if is_check {
        "check"
    } else if asked.is_empty() {
        "wait"
    } else {
        "questions"
    };
    now.questions = asked
        .iter()
        .filter_map(|id| live.plan.question(id))
        .map(|question| one(app, &live, &me, question))
        .collect();
    foretold(&mut now, visit, expects::now(&app.content, &live), &live, &me);
    if is_check {
        now.wait = match now.questions.len() {
            1 => waiting("Your answer is sent.", "You can go back and change it."),
            _ => waiting("You have answered every question.", "You can go back and change one."),
        }
        .into_string();
        now.more = deeper(app, &live).into_string();
    }
    Ok(now)
}

/// The questions in front of the class now.
fn asked_now(live: &LiveLesson) -> Vec<QuestionId> {
    match planning::lesson_in(&live.plan) {
        Some(lesson) => stage::asked(&lesson, Cursor::within(&lesson, live.turn, live.beat)),
        None if live.check != CheckState::NotOpened => {
            live.plan.check().map(|question| question.id.clone()).collect()
        }
        None => Vec::new(),
    }
}

/// Before the answer, one tap says what this pupil expects; after it, what became of that.
fn foretold(
    now: &mut Now,
    visit: &Visit,
    awaited: Option<Awaited>,
    live: &LiveLesson,
    me: &PupilId,
) {
    let Some(awaited) = awaited else { return };
    let said = live.expected.said((awaited.turn, awaited.task), me);
    match (awaited.is_told, now.questions.first_mut(), said) {
        (false, Some(question), said) => {
            question.expect = html! {
                form.expects method="post" action="/pupil/expect" autocomplete="off" {
                    (layout::token(visit))
                    (awaited.buttons(said, false))
                }
            }
            .into_string();
        }
        (true, None, Some(said)) => {
            now.wait = waiting(&awaited.came_true(said), "Look at the board.").into_string();
        }
        _ => {}
    }
}

/// What a pupil expects.
#[derive(Debug, Deserialize)]
pub struct Expect {
    turn: u16,
    task: u16,
    what: String,
}

/// Keeps what a pupil expects of the next answer. It is not marked, and changes nothing once the answer is told.
pub async fn expect(
    State(app): State<App>,
    visit: Visit,
    FormData(sent): FormData<Expect>,
) -> Result<Redirect, PageError> {
    let pupil = visit.actor()?.pupil()?;
    let me = PupilId(pupil.pupil_id.clone());
    let Some(open) = app.running_lesson(&pupil.school_id, &pupil.class_id).await? else {
        return Ok(Redirect::to("/pupil"));
    };
    let live = open.now().await;
    let is_here = live.mode == Mode::Tablets && live.pupils().any(|one| *one == me);
    let picked = expects::now(&app.content, &live)
        .filter(|_| is_here)
        .and_then(|one| one.takes(sent.turn, sent.task, &sent.what));
    if let Some(picked) = picked {
        let by = Author::Device { pupil: me.clone(), device: DeviceId(format!("form-{me}")) };
        let what = picked.slug().to_owned();
        let body = FactBody::Expected { turn: sent.turn, task: sent.task, what, pupil: Some(me) };
        app.record(&open, by, vec![body]).await?;
    }
    Ok(Redirect::to("/pupil"))
}

/// The task with its drawing as the projector shows it: in a sequence, bars are drawn to one scale.
fn as_projected(app: &App, live: &LiveLesson, asked: Task) -> Task {
    if asked.show.as_ref().and_then(Representation::worth).is_none() {
        return asked;
    }
    let Some(lesson) = planning::lesson_in(&live.plan) else { return asked };
    let cursor = Cursor::within(&lesson, live.turn, live.beat);
    let Some(Screen::Sequence { tasks, plan, .. }) =
        lesson.turns.get(cursor.turn).map(|turn| &turn.screen)
    else {
        return asked;
    };
    let all = task::of_sequence(&app.content, tasks, plan);
    all.into_iter().flatten().find(|one| one.of == asked.of).unwrap_or(asked)
}

fn one(app: &App, live: &LiveLesson, me: &PupilId, question: &Question) -> Asked {
    let posed = planning::task_of(&app.content, question).map(|task| as_projected(app, live, task));
    let is_vote =
        question.id.as_str().starts_with("vote-") || question.id.as_str().starts_with("revote-");
    let choices = match &posed {
        _ if is_vote => Some(planning::vote_answers(question)),
        Some(task) if task.form == Form::Choose => Some(task.choices.clone()),
        _ => None,
    };
    let fields = posed.as_ref().filter(|_| !is_vote).and_then(answer_form::fields);
    // What is built or marked is drawn among the fields, set as the pupil sets it.
    let is_set = |task: &Task| matches!(task.form, Form::Build(_) | Form::Plot { .. });
    let html = match &posed {
        Some(task) => {
            html! { p.ask { (rich(&task.text)) } @if !is_vote { @if !is_set(task) { (task::drawing(task)) } } @else { p.soft { "Which is right?" } } }
        }
        None => html! { p.ask { (written(&question.text)) } },
    };
    let cell = live.cell(me, &question.id);
    let last = cell.and_then(|cell| cell.attempts.last());
    let is_unreadable =
        last.is_some_and(|attempt| matches!(attempt.outcome, Some(Outcome::Unreadable { .. })));
    Asked {
        id: question.id.as_str().to_owned(),
        html: html.into_string(),
        expect: String::new(),
        choices: choices.map(|texts| {
            texts
                .into_iter()
                .map(|text| Choice { html: drawn(&text).into_string(), text })
                .collect()
        }),
        fields: fields.map(|fields| fields.into_string()).unwrap_or_default(),
        keys: match &posed {
            Some(task) => keys_of(task),
            None => keys(&answers::typed_item(question)),
        },
        answered: last.filter(|_| !is_unreadable).map(|attempt| attempt.text.clone()),
        say: last
            .and_then(|attempt| attempt.outcome.as_ref())
            .map(unreadable_says)
            .unwrap_or_default(),
    }
}

fn unreadable_says(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Unreadable { say } => answers::quoted(say),
        _ => String::new(),
    }
}

/// The keys for a task: none where nothing is typed; those of the first line where there are several.
fn keys_of(task: &Task) -> Vec<&'static str> {
    match task.form {
        Form::Write | Form::Parts => {
            task.wanted.parts.first().map(|part| keys(&part.item)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The key pad, five keys a row: digits as on a calculator, and what this answer may need. None for what is not a
/// number or algebra in x: the device has a keyboard of its own.
fn keys(item: &Item) -> Vec<&'static str> {
    let is_written = item.accept == Acceptance::Word
        || !matches!(item.reading.expects, Expects::Expression | Expects::Working)
        || item.reading.letters.iter().any(|letter| *letter != 'x');
    if is_written {
        return Vec::new();
    }
    if !item.reading.letters.is_empty() {
        vec![
            "7", "8", "9", "x", "←", "4", "5", "6", "+", "-", "1", "2", "3", "(", ")", "0", "/",
            "space",
        ]
    } else {
        vec!["7", "8", "9", "/", "←", "4", "5", "6", "space", ".", "1", "2", "3", "0"]
    }
}

fn waiting(title: &str, says: &str) -> Markup {
    html! { div.stack.waiting { (crate::parts::ten_frame::mark()) h1 { (title) } p { (says) } } }
}

/// Deepening on the lesson's own content, offered to everyone.
fn deeper(app: &App, live: &LiveLesson) -> Markup {
    let lesson = planning::lesson_in(&live.plan);
    let from_turns =
        lesson.iter().flat_map(|lesson| &lesson.turns).find_map(|turn| match &turn.screen {
            Screen::Deepen { deepen } => deepen.last().cloned(),
            _ => None,
        });
    let from_task = || {
        live.plan
            .check()
            .filter_map(|question| planning::task_of(&app.content, question))
            .flat_map(|task| task.depth)
            .next()
    };
    html! {
        @if let Some(deepen) = from_turns.or_else(from_task) {
            div.sheet.tint.stack-s { p.eyebrow { (deepen_name(&deepen.kind)) } p { (rich(&deepen.text)) } p.soft.small { "On paper. There is no need to send this one." } }
        }
    }
}

/// Tells a pupil's page that the class moved.
pub async fn events(
    State(app): State<App>,
    visit: Visit,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, PageError> {
    let pupil = visit.actor()?.pupil()?;
    let watch = app.class_signal(&pupil.school_id, &pupil.class_id).await.subscribe();
    let stream = BroadcastStream::new(watch).map(|_| Ok(Event::default().data("moved")));
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

/// Text being typed.
#[derive(Debug, Deserialize)]
pub struct Typing {
    question: String,
    text: String,
}

/// How the text reads so far.
#[derive(Debug, Default, Serialize)]
pub struct Preview {
    mathml: String,
    message: String,
}

/// Draws what is being typed from the same tree that is marked; records nothing.
pub async fn preview(
    State(app): State<App>,
    visit: Visit,
    Json(typing): Json<Typing>,
) -> Result<Json<Preview>, PageError> {
    let pupil = visit.actor()?.pupil()?;
    let Some(open) = app.running_lesson(&pupil.school_id, &pupil.class_id).await? else {
        return Ok(Json(Preview::default()));
    };
    let question = open.look(|live| live.plan.question(&QuestionId(typing.question)).cloned());
    let Some(question) = question else { return Ok(Json(Preview::default())) };
    let item = match planning::task_of(&app.content, &question) {
        None => answers::typed_item(&question),
        Some(task) => match task.wanted.only() {
            Some(item) => item.clone(),
            // Of several answers each has its own field; none is read before it is sent.
            None => return Ok(Json(Preview::default())),
        },
    };
    // Words are as they are typed; nothing about them is told before they are sent.
    if item.accept == Acceptance::Word {
        return Ok(Json(Preview::default()));
    }
    let reading = item.reading;
    Ok(Json(match maths::to_mathml(&typing.text, &reading) {
        Ok(mathml) => Preview { mathml, message: String::new() },
        Err(error) => {
            Preview { mathml: String::new(), message: answers::quoted(&error.to_string()) }
        }
    }))
}

/// Takes an answer from a plain form and shows the page again.
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    FormData(sent): FormData<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let pupil = visit.actor()?.pupil()?;
    let of = |name: &str| {
        sent.iter()
            .find(|(known, _)| known == name)
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    };
    if let Some(open) = app.running_lesson(&pupil.school_id, &pupil.class_id).await? {
        let question = QuestionId(of("question"));
        let planned = open.look(|live| live.plan.question(&question).cloned());
        let task = planned.and_then(|planned| planning::task_of(&app.content, &planned));
        let filled = task.filter(|_| of("text").is_empty());
        let counter = of("counter").parse().unwrap_or_else(|_| clock::now());
        let arriving = Arriving {
            pupil: PupilId(pupil.pupil_id.clone()),
            question,
            text: filled
                .and_then(|task| answer_form::written(&task, &sent))
                .unwrap_or_else(|| of("text")),
            device: DeviceId(format!("form-{}", pupil.pupil_id)),
            counter,
            device_at: counter,
        };
        answers::take(&app, &open, arriving).await?;
    }
    Ok(Redirect::to("/pupil"))
}

/// What a device expects, out of its outbox.
#[derive(Debug, Deserialize)]
struct Foretelling {
    turn: u16,
    task: u16,
    what: String,
}

/// One answer out of a device's outbox, or what is expected of one.
#[derive(Debug, Deserialize)]
pub struct Delivered {
    token: String,
    lesson: String,
    question: String,
    text: String,
    /// What is expected of the question; then there is no answer in this item.
    #[serde(default)]
    expect: Option<Foretelling>,
    device: String,
    counter: i64,
    at: i64,
}

/// What became of it; the device may forget it now.
#[derive(Debug, Serialize)]
pub struct Receipt {
    counter: i64,
    question: String,
    text: String,
    kept: bool,
    unreadable: bool,
    again: bool,
    say: String,
}

/// Our choice: a receipt quotes this many characters of an answer, enough to know it by; the device has the whole.
const QUOTED: usize = 60;

/// Our choice: an outbox is emptied fifty answers at a time.
const MOST: usize = 50;

/// Takes answers from an outbox: each stands on its own token, and each is durable before it is acknowledged.
pub async fn deliver(
    State(app): State<App>,
    Json(items): Json<Vec<Delivered>>,
) -> Result<Json<Vec<Receipt>>, PageError> {
    if items.len() > MOST {
        return Err(PageError::refused(
            "Too many answers at once",
            format!("At most {MOST} answers can be sent together."),
        ));
    }
    let mut lessons: HashMap<(String, String), Option<Arc<OpenLesson>>> = HashMap::new();
    let mut receipts = Vec::with_capacity(items.len());
    for item in items {
        receipts.push(deliver_one(&app, &mut lessons, item).await?);
    }
    Ok(Json(receipts))
}

/// The lesson an answer belongs to; on its way nothing is read from the store where the lesson is open.
async fn lesson_of(
    app: &App,
    delivery: &Delivery,
    lesson: &str,
) -> Result<Option<Arc<OpenLesson>>, PageError> {
    if let Some(open) = app.opened(&delivery.school_id, &delivery.class_id, lesson).await {
        return Ok(Some(open));
    }
    let row = app.store.lesson(&delivery.school_id, lesson).await?;
    match row.filter(|row| row.class_id == delivery.class_id) {
        Some(row) => app.open_lesson(&row).await.map(Some),
        None => Ok(None),
    }
}

async fn deliver_one(
    app: &App,
    lessons: &mut HashMap<(String, String), Option<Arc<OpenLesson>>>,
    item: Delivered,
) -> Result<Receipt, PageError> {
    let Delivered { token, lesson, question, text, expect, device, counter, at } = item;
    let mut receipt = Receipt {
        counter,
        question: question.clone(),
        text: text.chars().take(QUOTED).collect(),
        kept: false,
        unreadable: false,
        again: false,
        say: String::new(),
    };
    let Some(delivery) = session::read_delivery(app, &token, clock::now()) else {
        receipt.say = "This answer is older than seven days, or was not made by this school's Tenframe, so it could not be kept. Tell your teacher.".to_owned();
        return Ok(receipt);
    };
    let key = (delivery.school_id.clone(), lesson.clone());
    if !lessons.contains_key(&key) {
        let open = lesson_of(app, &delivery, &lesson).await?;
        lessons.insert(key.clone(), open);
    }
    let Some(Some(open)) = lessons.get(&key) else {
        receipt.say =
            "The lesson this answer belongs to is not here any more. Tell your teacher.".to_owned();
        return Ok(receipt);
    };
    let is_too_long = text.len() > answers::LONGEST;
    let pupil = PupilId(delivery.pupil_id);
    let device = DeviceId(device.chars().take(64).collect());
    if let Some(Foretelling { turn, task, what }) = expect {
        expectations::take(app, open, Said { pupil, device, turn, task, what }).await?;
        receipt.kept = true;
        return Ok(receipt);
    }
    let arriving =
        Arriving { pupil, question: QuestionId(question), text, device, counter, device_at: at };
    let told = answers::take(app, open, arriving).await?;
    receipt.kept = true;
    receipt.unreadable = told.is_unreadable;
    receipt.again = told.is_again;
    receipt.say = if is_too_long {
        "That answer is too long to read. Write it more shortly and send it again.".to_owned()
    } else {
        told.say
    };
    Ok(receipt)
}
