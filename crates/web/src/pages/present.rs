//! The projector: one key goes on, one back, one blanks. It names nobody.
//!
//! The page is drawn from [`learning::Projected`] and counts only, so two pupils could swap results unseen.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use learning::{CheckState, FactBody, LiveLesson, Mode, Question};
use maud::{Markup, html};
use serde::Deserialize;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, token};
use crate::live::OpenLesson;
use crate::pages::pretend;
use crate::parts::beat::{self, Stage};
use crate::parts::expects;
use crate::parts::rich::written;
use crate::planning;
use crate::stage::{self, Beat, Cursor};

/// Which question of a check without a lesson is on the board.
#[derive(Debug, Default, Deserialize)]
pub struct OnBoard {
    #[serde(default)]
    q: String,
}

/// The screen for the whole class: the lesson's turns, or the questions of a check that has no lesson about it.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(on): Query<OnBoard>,
) -> Result<Response, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let Some(lesson) = open.look(|live| planning::lesson_in(&live.plan)) else {
        return Ok(board(&app, &*open.now().await, on.q.parse().unwrap_or(1)).into_response());
    };
    let live = open.now().await;
    let (projected, chosen) = (live.projected(), chosen(&live, &lesson));
    let cursor = Cursor::within(&lesson, projected.turn, projected.beat);
    let staged = Stage {
        content: &app.content,
        lesson: &lesson,
        plan: &live.plan,
        projected: &projected,
        chosen: &chosen,
        cursor,
        has_devices: live.mode == Mode::Tablets,
    };
    let title = lesson.turns.get(cursor.turn).map_or("", |turn| turn.title.as_str());
    let inside = html! {
        main #main data-events={ "/lessons/" (row.lesson_id) "/events" } {
            div #beat.beat data-live data-turn=(cursor.turn) data-beat=(cursor.beat) { (beat::draw(&staged)) }
        }
        (expect_buttons(&app, &visit, &row.lesson_id, &lesson, &projected, false))
        footer #foot.frame-foot data-live {
            span { (title) " · " a.desk-link href={ "/lessons/" (row.lesson_id) "/desk" } target="desk" { "Your desk" } @if live.mode == Mode::Tablets { " · class code " strong { (visit.class()?.code) } } }
            (controls(&visit, &row.lesson_id, cursor.back(&lesson).is_some(), cursor.next(&lesson).is_some()))
            span.number { "turn " (cursor.turn + 1) " of " (lesson.turns.len()) }
        }
        p #connection.unseen role="status" {}
        (hand_buttons(&visit, &row.lesson_id, cursor, &lesson, &live.hands, true))
        (pretend::bar(&app, &visit, &row.lesson_id, "present", live.ended.is_some()))
    };
    let page = layout::projector(&lesson.title, projected.blank, &inside);
    Ok(page.into_response())
}

/// One question of a check at a time, read off the board and answered on whiteboards or paper. Nothing on it leads to
/// a page with names.
fn board(app: &App, live: &LiveLesson, q: usize) -> Markup {
    let questions: Vec<&Question> = live.plan.check().collect();
    let at = q.clamp(1, questions.len().max(1));
    let task = questions.get(at - 1).and_then(|one| planning::task_of(&app.content, one));
    let link = |id: &str, to: usize, words: &str| {
        html! {
            @if (1..=questions.len()).contains(&to) { a.act.quiet.small id=(id) href={ "?q=" (to) } { (words) } }
            @else { span {} }
        }
    };
    let inside = html! {
        main #main {
            div #beat.beat data-turn="0" data-beat=(at) {
                p.prompt { "Question " (at) " of " (questions.len()) ". On your own." }
                @match (&task, questions.get(at - 1)) {
                    (Some(task), _) => { (beat::question_with_choices(task, false)) }
                    (None, Some(typed)) => { p.ask { (written(&typed.text)) } }
                    (None, None) => { p.ask { "This check has no questions." } }
                }
            }
        }
        footer #foot.frame-foot {
            span { (live.plan.title) }
            div.row.controls { (link("back", at - 1, "← Back")) (link("next", at + 1, "On →")) }
            span {}
        }
    };
    layout::projector(&live.plan.title, false, &inside)
}

/// How many devices chose each answer of the vote the class is at, before talking and after.
pub fn chosen(live: &LiveLesson, lesson: &curriculum::Lesson) -> [Vec<(String, usize)>; 2] {
    let cursor = Cursor::within(lesson, live.turn, live.beat);
    [0, 2].map(|beat| {
        let asked = stage::asked(lesson, Cursor { beat, ..cursor });
        asked.first().map(|id| counts(live, id)).unwrap_or_default()
    })
}

fn counts(live: &LiveLesson, id: &learning::QuestionId) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for pupil in live.here() {
        let Some(text) = live.answer(pupil, id).text else { continue };
        match counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    counts.sort();
    counts
}

/// Back, blank, on: buttons for a mouse, and what the keys press.
pub fn controls(visit: &Visit, lesson_id: &str, has_back: bool, has_next: bool) -> Markup {
    html! {
        form.row.controls method="post" action={ "/lessons/" (lesson_id) "/move" } data-quiet {
            (token(visit))
            button.act.quiet.small #back name="go" value="back" disabled[!has_back] { "← Back" }
            button.act.quiet.small #blank name="go" value="blank" { "Blank" }
            button.act.small #next name="go" value="next" disabled[!has_next] { "On →" }
        }
    }
}

/// Buttons that count hands; on the projector only the keys + and - press them.
pub fn hand_buttons(
    visit: &Visit,
    lesson_id: &str,
    cursor: Cursor,
    lesson: &curriculum::Lesson,
    hands: &BTreeMap<(u16, u8, u8), u16>,
    is_hidden: bool,
) -> Markup {
    let answers: &[&str] = match cursor.beat_in(lesson) {
        Some(Beat::Vote(_)) => &["the first answer", "the second answer"],
        Some(Beat::Statement) => &["“always”", "“sometimes”", "“never”"],
        _ => &[],
    };
    html! {
        div #hands data-live class=[is_hidden.then_some("unseen")] {
            @for (idx, name) in answers.iter().enumerate() {
                form.row method="post" action={ "/lessons/" (lesson_id) "/hands" } data-quiet {
                    (token(visit))
                    input type="hidden" name="answer" value=(idx);
                    @if !is_hidden { input type="hidden" name="from" value="desk"; }
                    span { "Hands for " (name) }
                    button.act.quiet.small #{ "fewer-" (idx + 1) } name="by" value="-1" aria-label={ "one hand fewer for " (name) } { "−" }
                    strong.number { (counted(hands, lesson, cursor, idx)) }
                    button.act.quiet.small #{ "more-" (idx + 1) } name="by" value="1" aria-label={ "one hand more for " (name) } { "+" }
                }
            }
        }
    }
}

/// Buttons that say what the class expects of the next answer; on the screen the keys 1 to 9 press them too.
pub fn expect_buttons(
    app: &App,
    visit: &Visit,
    lesson_id: &str,
    lesson: &curriculum::Lesson,
    projected: &learning::Projected,
    is_desk: bool,
) -> Markup {
    let cursor = Cursor::within(lesson, projected.turn, projected.beat);
    let awaited = expects::at(&app.content, lesson, cursor).filter(|one| !one.is_told);
    let said = awaited.as_ref().and_then(|one| projected.expected.get(&one.task));
    let picked = said.and_then(|said| said.class.as_deref());
    html! {
        div #expects data-live { @if let Some(awaited) = &awaited {
            form.row.expects method="post" action={ "/lessons/" (lesson_id) "/expect" } data-quiet {
                (token(visit))
                @if is_desk { input type="hidden" name="from" value="desk"; }
                (awaited.buttons(picked, true))
            }
            @if is_desk { @if let Some(said) = said { p.soft.small { (expects::split(said)) } } }
        } }
    }
}

/// What the class expects.
#[derive(Debug, Deserialize)]
pub struct Expect {
    turn: u16,
    task: u16,
    what: String,
    #[serde(default)]
    from: String,
}

/// Keeps what the class expects of the next answer; the same again takes it back. Once the answer is told it changes
/// nothing.
pub async fn expect(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Expect>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let (lesson, turn, beat, said) = open.look(|live| {
        let said = live.expected.by_class((sent.turn, sent.task)).map(str::to_owned);
        (planning::lesson_in(&live.plan), live.turn, live.beat, said)
    });
    let lesson = lesson.ok_or_else(|| PageError::not_found("lesson plan"))?;
    let awaited = expects::at(&app.content, &lesson, Cursor::within(&lesson, turn, beat));
    let picked = awaited.and_then(|one| one.takes(sent.turn, sent.task, &sent.what));
    if let Some(picked) = picked {
        let is_again = said.as_deref() == Some(picked.slug());
        let what = if is_again { String::new() } else { picked.slug().to_owned() };
        let body = FactBody::Expected { turn: sent.turn, task: sent.task, what, pupil: None };
        app.record(&open, visit.actor()?.author(), vec![body]).await?;
    }
    let to = if sent.from == "desk" { "desk" } else { "present" };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)))
}

fn counted(
    hands: &BTreeMap<(u16, u8, u8), u16>,
    lesson: &curriculum::Lesson,
    cursor: Cursor,
    answer: usize,
) -> u16 {
    let vote = if let Some(Beat::Vote(vote)) = cursor.beat_in(lesson) { vote } else { 0 };
    let turn = u16::try_from(cursor.turn).unwrap_or(u16::MAX);
    let answer = u8::try_from(answer).unwrap_or(u8::MAX);
    hands.get(&(turn, vote, answer)).copied().unwrap_or(0)
}

/// Which way to go.
#[derive(Debug, Deserialize)]
pub struct Go {
    go: String,
    /// Where to come back to: the projector or the desk.
    #[serde(default)]
    from: String,
}

/// Moves the class on or back, or blanks the screen.
pub async fn go(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Go>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let lesson = open
        .look(|live| planning::lesson_in(&live.plan))
        .ok_or_else(|| PageError::not_found("lesson plan"))?;
    let bodies = moves(&open, &lesson, &sent.go);
    if !bodies.is_empty() {
        app.record(&open, visit.actor()?.author(), bodies).await?;
    }
    let to = if sent.from == "desk" { "desk" } else { "present" };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)))
}

fn moves(open: &OpenLesson, lesson: &curriculum::Lesson, go: &str) -> Vec<FactBody> {
    let (turn, beat, blank, check) =
        open.look(|live| (live.turn, live.beat, live.blank, live.check));
    let here = Cursor::within(lesson, turn, beat);
    let there = match go {
        "next" if blank => None,
        "next" => here.next(lesson),
        "back" if blank => None,
        "back" => here.back(lesson),
        to if to.starts_with("turn-") => {
            let turn = to["turn-".len()..].parse().ok().filter(|turn| *turn < lesson.turns.len());
            turn.map(|turn| Cursor { turn, beat: 0 })
        }
        "blank" => return vec![FactBody::Blanked { on: !blank }],
        _ => None,
    };
    let mut bodies = Vec::new();
    if blank {
        bodies.push(FactBody::Blanked { on: false });
    }
    let Some(there) = there else { return bodies };
    let at = |idx: usize| u16::try_from(idx).unwrap_or(u16::MAX);
    bodies.push(FactBody::Moved { turn: at(there.turn), beat: at(there.beat) });
    if stage::is_check(lesson, there) && check == CheckState::NotOpened {
        bodies.push(FactBody::CheckOpened);
    }
    bodies
}

/// One hand more or fewer.
#[derive(Debug, Deserialize)]
pub struct Hand {
    answer: u8,
    by: i32,
    #[serde(default)]
    from: String,
}

/// Counts hands for one answer of the vote the class is at.
pub async fn count_hands(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Hand>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let lesson = open
        .look(|live| planning::lesson_in(&live.plan))
        .ok_or_else(|| PageError::not_found("lesson plan"))?;
    let (turn, vote, count) = open.look(|live| {
        let cursor = Cursor::within(&lesson, live.turn, live.beat);
        let vote = match cursor.beat_in(&lesson) {
            Some(Beat::Vote(vote)) => vote,
            _ => 0,
        };
        (live.turn, vote, live.hands.get(&(live.turn, vote, sent.answer)).copied().unwrap_or(0))
    });
    let count = u16::try_from((i32::from(count) + sent.by.clamp(-1, 1)).max(0)).unwrap_or(0);
    app.record(
        &open,
        visit.actor()?.author(),
        vec![FactBody::HandsCounted { turn, vote, answer: sent.answer, count }],
    )
    .await?;
    let to = if sent.from == "desk" { "desk" } else { "present" };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)))
}

/// Tells staff pages that something changed; they ask for themselves again.
pub async fn events(
    State(app): State<App>,
    visit: Visit,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, PageError> {
    let open = app.open_lesson(visit.lesson()?).await?;
    // A watcher that fell behind is told once: the page it then asks for is whole.
    let stream = BroadcastStream::new(open.watch()).map(|_| Ok(Event::default().data("changed")));
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}
