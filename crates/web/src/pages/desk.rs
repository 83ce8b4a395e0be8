//! The teacher's desk: a second window or a phone beside the projector, with what to listen for and what to ask next.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use curriculum::{Lesson, Screen, TaskRef, Truth, Turn};
use learning::{CheckState, LiveLesson, Mode};
use maud::{Markup, html};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::lesson::turn_name;
use crate::pages::{present, pretend};
use crate::parts::beat::{self, Stage};
use crate::parts::rich::{answer, rich, written};
use crate::planning;
use crate::stage::{self, Beat, Cursor};

/// The desk.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let Some(lesson) = open.look(|live| planning::lesson_in(&live.plan)) else {
        return Ok(Redirect::to(&format!("/lessons/{}/marking", row.lesson_id)).into_response());
    };
    let live = open.now().await;
    let cursor = Cursor::within(&lesson, live.turn, live.beat);
    let inside = html! {
        (pretend::bar(&app, &visit, &row.lesson_id, "desk", live.ended.is_some()))
        div #desk data-live.stack-l {
            header.row.between {
                (layout::lesson_head(&app.content, &visit.class()?.name, "your desk", &live.plan))
                p.row {
                    a.act.quiet.small href={ "/lessons/" (row.lesson_id) "/present" } target="projector" { "Open the projector" }
                    a.act.quiet.small href={ "/lessons/" (row.lesson_id) "/grid" } { "Live grid" }
                }
            }
            div.desk-now {
                @if let Some(turn) = lesson.turns.get(cursor.turn) { (now(&app, &live, &lesson, turn, cursor)) }
                (on_screen(&app, &live, &lesson, cursor))
            }
            section.sheet.quiet.stack {
                (desk_controls(&visit, &row.lesson_id, &lesson, cursor, live.blank))
                (present::expect_buttons(&app, &visit, &row.lesson_id, &lesson, &live.projected(), true))
                (present::hand_buttons(&visit, &row.lesson_id, cursor, &lesson, &live.hands, false))
            }
            (check_line(&visit, &row.lesson_id, &live))
            (coming(&visit, &row.lesson_id, &lesson, cursor))
        }
    };
    Ok(layout::moving(&visit, Place::Today, &lesson.title, &row.lesson_id, &inside).into_response())
}

fn now(app: &App, live: &LiveLesson, lesson: &Lesson, turn: &Turn, cursor: Cursor) -> Markup {
    let step = app.content.step(&lesson.step);
    let asked = stage::asked(lesson, cursor);
    html! {
        section.sheet.stack {
            p.eyebrow { (turn_name(turn.kind)) " · " (turn.minutes) " minutes · turn " (cursor.turn + 1) " of " (lesson.turns.len()) }
            h2 { (turn.title) }
            p.big { (rich(&turn.say)) }
            dl.pairs {
                @if !turn.listen_for.is_empty() { dt { "Listen for" } dd { (rich(&turn.listen_for)) } }
                @if !turn.next_question.is_empty() { dt { "Ask next" } dd { strong { (rich(&turn.next_question)) } } }
                @if let Some(point) = step.and_then(|step| step.difficult_points.first()) { dt { "Difficult point" } dd { (written(&point.text)) } }
                @if live.mode == Mode::Tablets && !asked.is_empty() { @for (idx, id) in asked.iter().enumerate() { @if let Some(question) = live.plan.question(id) {
                    dt { @if asked.len() > 1 { (idx + 1) ". " } (live.n_answered(id)) " of " (live.here().count()) " answered" }
                    dd { span.soft { "answer " } (answer(&question.answer)) (wrong(live, id)) }
                } } } @else if let Some(good) = good_answer(app, lesson, turn, cursor) { dt { "A good answer" } dd { (good) } }
            }
        }
    }
}

/// What the teacher should have ready at this beat, before the screen tells it; none where the beat asks nothing.
fn good_answer(app: &App, lesson: &Lesson, turn: &Turn, cursor: Cursor) -> Option<Markup> {
    let of_task = |of: &TaskRef| {
        let posed = app.content.pose(of).ok()?;
        Some(
            html! { (answer(posed.answer())) @if let Some(why) = &posed.why { span.soft { " · " (rich(why)) } } },
        )
    };
    match (&turn.screen, cursor.beat_in(lesson)?) {
        (Screen::Facts { facts }, Beat::Fact { fact, .. }) => Some(rich(&facts.get(fact)?.answer)),
        (Screen::WhatItIs { cards, .. }, Beat::Card { card, .. }) => {
            let card = cards.get(card)?;
            Some(html! { strong { @if card.is { "Yes. " } @else { "No. " } } (rich(&card.reason)) })
        }
        (
            Screen::Sequence { tasks, .. },
            Beat::Ask(idx) | Beat::Changed(idx) | Beat::Answer(idx),
        ) => of_task(tasks.get(idx)?),
        (Screen::TwoAnswers { task, .. } | Screen::Hinge { task }, _) => of_task(task),
        (Screen::Statement { verdict, .. }, _) => Some(html! { @match verdict {
            Truth::Always => { "Always true" } Truth::Sometimes => { "Sometimes true" } Truth::Never => { "Never true" }
        } }),
        (Screen::Deepen { deepen }, Beat::Deepen(idx)) => {
            let good = &deepen.get(idx)?.answer;
            (!good.is_empty()).then(|| rich(good))
        }
        (Screen::Check, Beat::Check(idx)) => of_task(lesson.check.tasks.get(idx)?),
        _ => None,
    }
}

/// The screen as the class sees it, small.
fn on_screen(app: &App, live: &LiveLesson, lesson: &Lesson, cursor: Cursor) -> Markup {
    let (projected, chosen) = (live.projected(), present::chosen(live, lesson));
    let staged = Stage {
        content: &app.content,
        lesson,
        plan: &live.plan,
        projected: &projected,
        chosen: &chosen,
        cursor,
        has_devices: live.mode == Mode::Tablets,
    };
    html! {
        section.stack-s {
            p.eyebrow { "On the screen" }
            div.on-screen { @if live.blank { p.soft { "The screen is blank." } } @else { (beat::draw(&staged)) } }
        }
    }
}

fn wrong(live: &LiveLesson, id: &learning::QuestionId) -> Markup {
    let wrong = live.wrong_answers(id);
    html! { @if !wrong.is_empty() { span.soft { " · also " } @for (idx, one) in wrong.iter().take(4).enumerate() { @if idx > 0 { ", " } (answer(&one.text)) " (" (one.pupils.len()) ")" } } }
}

fn desk_controls(
    visit: &Visit,
    lesson_id: &str,
    lesson: &Lesson,
    cursor: Cursor,
    is_blank: bool,
) -> Markup {
    html! {
        form.row.controls method="post" action={ "/lessons/" (lesson_id) "/move" } data-quiet {
            (token(visit))
            input type="hidden" name="from" value="desk";
            button.act.quiet #back name="go" value="back" disabled[cursor.back(lesson).is_none()] { "← Back" }
            button.act.quiet #blank name="go" value="blank" { @if is_blank { "Show the screen" } @else { "Blank the screen" } }
            button.act #next name="go" value="next" disabled[cursor.next(lesson).is_none()] { "On →" }
        }
        p.soft.small { "Keys: → on, ← back, B blank. In a vote 1, 2 or 3 choose an answer, and + and − count hands for it; in a sequence 1 to 9 say what the class expects." }
    }
}

fn check_line(visit: &Visit, lesson_id: &str, live: &LiveLesson) -> Markup {
    html! {
        @if live.check != CheckState::NotOpened {
            section.sheet.quiet.row.between {
                p { @let waiting = live.waiting_for().len(); @if waiting == 0 { "Every answer of the check is in." } @else { (waiting) " of " (live.here().count()) " still have an answer to come." } }
                div.row {
                    a.act.quiet.small href={ "/lessons/" (lesson_id) "/marking" } { "Mark by exception" }
                    a.act.quiet.small href={ "/lessons/" (lesson_id) "/result" } { "Result" }
                    @if live.ended.is_none() { form.inline method="post" action={ "/lessons/" (lesson_id) "/end" } { (token(visit)) button.act.small { "End the lesson" } } }
                }
            }
        }
    }
}

fn coming(visit: &Visit, lesson_id: &str, lesson: &Lesson, cursor: Cursor) -> Markup {
    html! {
        details #coming { summary { "All turns: go straight to one" }
            form method="post" action={ "/lessons/" (lesson_id) "/move" } data-quiet {
                (token(visit))
                input type="hidden" name="from" value="desk";
                ol.clean { @for (idx, turn) in lesson.turns.iter().enumerate() { li.step-line {
                    span.tag { (turn.minutes) " min" }
                    span { (turn.title) " " span.soft.small { (turn_name(turn.kind)) } }
                    @if idx == cursor.turn { span.tag.warm { "here" } } @else { button.act.quiet.small name="go" value={ "turn-" (idx) } aria-label={ "Go to " (turn.title) } { "Go there" } }
                } } }
            }
        }
    }
}
