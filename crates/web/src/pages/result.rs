//! The result of a check: ready, nearly, keep-up, not seen, as ten frames, with the answers behind each name.
//!
//! The list is made already; one tap moves a pupil, one accepts.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use curriculum::Content;
use learning::{
    Cause, CheckResult, CheckState, FactBody, GivenCause, LiveLesson, PupilId, PupilResult, Seen,
    Source, Standing,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::names::Names;
use crate::pages::pretend;
use crate::parts::rich::{answer, capital, written};
use crate::parts::task;
use crate::parts::ten_frame::{self, Counter};

/// Whose answers are open.
#[derive(Debug, Default, Deserialize)]
pub struct Open {
    #[serde(default)]
    pupil: String,
}

/// The counter of a standing.
pub fn counter(standing: Standing) -> Counter {
    match standing {
        Standing::Ready => Counter::Ready,
        Standing::Nearly => Counter::Nearly,
        Standing::KeepUp => Counter::KeepUp,
        Standing::NotSeen => Counter::NotSeen,
    }
}

/// The result, as the evidence stands or as it was accepted.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(chosen): Query<Open>,
) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let names = Names::of_class(&app, visit.class()?).await?;
    let live = open.now().await;
    let result = live.result();
    let chosen = result.pupils.iter().find(|one| one.pupil.as_str() == chosen.pupil);
    let inside = html! {
        (pretend::bar(&app, &visit, &row.lesson_id, "result", live.ended.is_some()))
        div #result data-live.stack-l {
            header.row.between {
                (layout::lesson_head(&app.content, &visit.class()?.name, "result of the check", &live.plan))
                (accept(&visit, &row.lesson_id, &live))
            }
            (state_of(&visit, &row.lesson_id, &live))
            div.side {
                div.stack-l {
                    (frames(&live, &result, &names, chosen))
                    (groups(&app.content, &live, &result, &names, &row.lesson_id))
                }
                aside.stack { @match chosen {
                    Some(one) => { (behind(&app.content, &visit, &row.lesson_id, &live, &names, one)) }
                    None => { div.sheet.quiet { p { "Tap a counter to see the answers behind it, or to move it." } } }
                } }
            }
        }
    };
    Ok(layout::following(&visit, Place::Today, "Result", &row.lesson_id, &inside))
}

fn accept(visit: &Visit, lesson_id: &str, live: &LiveLesson) -> Markup {
    let is_current = live.accepted.is_some() && live.reopened().is_none();
    html! {
        div.row {
            @if is_current {
                a.act #to-keep-up href={ "/lessons/" (lesson_id) "/keep-up" } { "Keep-up" }
                a.act.quiet #to-go-on href={ "/lessons/" (lesson_id) "/go-on" } { "Go on?" }
            }
            @else if visit.may_teach() { form.inline method="post" action={ "/lessons/" (lesson_id) "/result" } data-quiet { (token(visit)) @let waiting = still_waiting(live); button.act #accept.quiet[waiting] name="do" value="accept" { @if waiting { "Accept as it stands" } @else { "Accept" } } } }
        }
    }
}

/// Whether answers are still to come and nobody has accepted what there is.
fn still_waiting(live: &LiveLesson) -> bool {
    live.accepted.is_none() && live.check != CheckState::NotOpened && !live.waiting_for().is_empty()
}

fn state_of(visit: &Visit, lesson_id: &str, live: &LiveLesson) -> Markup {
    let waiting = live.waiting_for().len();
    html! {
        @if let Some(reopened) = live.reopened() {
            p.told.warn { "Something came in after you accepted: " (reopened.late.len()) @if reopened.late.len() == 1 { " answer" } @else { " answers" } ", " (reopened.changed.len()) @if reopened.changed.len() == 1 { " pupil now stands" } @else { " pupils now stand" } " elsewhere. Your accepted result is unchanged; look, and accept again." }
        } @else if live.accepted.is_some() {
            div.told.row.between {
                p { "Accepted. The keep-up list and the school's page follow this result." }
                @if visit.may_teach() { form.inline method="post" action={ "/lessons/" (lesson_id) "/result" } data-quiet { (token(visit)) button.act.quiet.small #reopen name="do" value="reopen" { "Change it" } } }
            }
        } @else if live.was_reopened {
            p.told.warn { "You took your acceptance back. Move whom you like, and accept again; until then nobody is carried from this check. Keep-up already held is kept." }
        } @else if live.check == CheckState::NotOpened {
            p.told { "The check has not been opened yet." }
        } @else if waiting > 0 {
            p.told.warn { "So far: " (waiting) " of " (live.here().count()) " still have an answer to come or to be marked. A wrong answer is shown at once; nobody is ready before their last answer is in." }
        } @else { p.told { "Every answer is in." } }
    }
}

fn frames(
    live: &LiveLesson,
    result: &CheckResult,
    names: &Names,
    chosen: Option<&PupilResult>,
) -> Markup {
    let n_absent = live.pupils().filter(|pupil| live.is_absent(pupil)).count();
    html! {
        section.stack {
            div.counts { @for standing in Standing::ALL { p { strong.big { (result.count(standing)) } " " @if standing == Standing::NotSeen && still_waiting(live) { "still to come, or not seen" } @else { (standing.words()) } @if standing == Standing::NotSeen && n_absent > 0 { span.soft { " (" (n_absent) " absent)" } } } } }
            div.frames {
                @for (idx, tens) in result.pupils.chunks(10).enumerate() {
                    div.frame.named role="group" aria-label={ "Ten frame " (idx + 1) " of the class" } { @for one in tens {
                        @let answering = answering(live, one);
                        @let counter = if live.is_absent(&one.pupil) { Counter::Absent } else if answering.is_some() { Counter::Answering } else { counter(one.standing) };
                        @let words = answering.clone().unwrap_or_else(|| one.standing.words().to_owned());
                        a href={ "?pupil=" (one.pupil.as_str()) } #{ "p-" (one.pupil.as_str()) } class=[(chosen.is_some_and(|open| open.pupil == one.pupil)).then_some("is-chosen")] title={ (names.of(&one.pupil)) ": " (words) } {
                            (counter.draw())
                            span { (names.of(&one.pupil)) span.unseen { ": " (words) } }
                        }
                    } }
                }
            }
            (ten_frame::key(&[Counter::Ready, Counter::Nearly, Counter::KeepUp, Counter::NotSeen, Counter::Absent]))
            @if result.pupils.iter().any(|one| answering(live, one).is_some()) { (ten_frame::key(&[Counter::Answering])) }
        }
    }
}

/// "2 of 4 answered", for a pupil with answers in and others to come who nothing is said of yet.
fn answering(live: &LiveLesson, one: &PupilResult) -> Option<String> {
    let is_open = still_waiting(live) && !live.is_absent(&one.pupil);
    let n = one.answers.iter().filter(|given| given.seen.is_known()).count();
    let all = live.plan.check().count();
    let is_between = one.standing == Standing::NotSeen && n > 0 && n < all;
    (is_open && is_between).then(|| format!("{n} of {all} answered"))
}

fn groups(
    content: &Content,
    live: &LiveLesson,
    result: &CheckResult,
    names: &Names,
    lesson_id: &str,
) -> Markup {
    html! {
        @if !result.groups.is_empty() {
            section.stack { h2 { "Keep-up, by cause" @if still_waiting(live) { span.soft { ", so far" } } }
                @for group in &result.groups {
                    div.sheet.quiet.stack-s {
                        h3 { (written(&capital(&group.title))) }
                        @for pupil in &group.pupils { @if let Some(one) = result.of(pupil) {
                            div.row.evidence-row { a.name href={ "?pupil=" (pupil.as_str()) } { (names.of(pupil)) } span.evidence { (evidence(content, live, one)) } }
                            @if let Some(why) = learning::why(&live.plan, &one.cause) { p.small.soft { (written(&why)) } }
                        } }
                    }
                }
            }
        }
        @let nearly: Vec<_> = result.with(Standing::Nearly).collect();
        @if !nearly.is_empty() {
            section.stack-s { h2 { "Nearly: two minutes at the start of the next lesson" }
                @for one in nearly { div.row.evidence-row { a.name href={ "?pupil=" (one.pupil.as_str()) } { (names.of(&one.pupil)) } span.evidence { (evidence(content, live, one)) } } }
            }
        }
        @if !result.unasked.is_empty() { p.soft.small { "No question of this check asked about: " (result.unasked.iter().map(|id| live.plan.key_point_text(id)).collect::<Vec<_>>().join("; ")) } }
        @if live.accepted.is_some() { p { a href={ "/lessons/" (lesson_id) "/keep-up" } { "Open the keep-up pages" } } }
    }
}

/// The answers that say so, question by question.
fn evidence(content: &Content, live: &LiveLesson, one: &PupilResult) -> Markup {
    html! {
        @for given in one.answers.iter().filter(|given| given.seen.is_wrong() || given.seen == Seen::Slip) {
            @if let Some(question) = live.plan.question(&given.question) {
                span.evidence-item { span.soft { (task::asked(content, question)) " " @if given.text.as_ref().is_some_and(|text| !text.is_empty()) { @if question.choices > 0 { "Chose" } @else { "Wrote" } } } " " strong { @match &given.text { Some(text) if !text.is_empty() => { (answer(text)) } _ => { @if given.seen == Seen::Blank { "Blank" } @else { "Not right" } } } } }
            }
        }
    }
}

fn behind(
    content: &Content,
    visit: &Visit,
    lesson_id: &str,
    live: &LiveLesson,
    names: &Names,
    one: &PupilResult,
) -> Markup {
    html! {
        div.sheet.stack #behind {
            h2 { (names.of(&one.pupil)) }
            p { strong { @match answering(live, one) { Some(words) => { (words) } None => { (capital(one.standing.words())) } } } "." @if one.standing != one.from_answers { " You placed this pupil here." } }
            @if !one.missed.is_empty() { p { "Missed:" } ul { @for id in &one.missed { li { (written(live.plan.key_point_text(id))) } } } }
            @if let Some(why) = learning::why(&live.plan, &one.cause) { p { (written(&why)) } }
            ol.stack-s { @for given in &one.answers { @if let Some(question) = live.plan.question(&given.question) {
                li {
                    p.small { (task::asked(content, question)) }
                    p { strong { @match &given.text { Some(text) if !text.is_empty() => { (answer(text)) } _ => { (capital(seen_words(given.seen))) } } } @if given.text.as_deref().is_some_and(|text| !text.is_empty()) { " " (verdict(given.seen)) } @if given.seen != Seen::Right { span.soft { " The answer is " (answer(&question.answer)) } } }
                    p.soft.small { (source_words(given.source)) @if given.late { " · after the check had closed" } @for id in &given.misconceptions { @if let Some(known) = live.plan.misconception(id) { " · " (written(&known.says)) } } }
                }
            } } }
            (to_find_out(content, live, one))
            @if visit.may_teach() { (moving(visit, lesson_id, live, one)) }
        }
    }
}

/// Where the answers do not say why: the question whose answer is expected to tell most, and what each answer would say.
fn to_find_out(content: &Content, live: &LiveLesson, one: &PupilResult) -> Markup {
    let is_open = matches!(one.cause, Cause::Unknown | Cause::Suggested { .. });
    let plan = &live.plan;
    let best = (is_open && one.standing == Standing::KeepUp)
        .then(|| {
            learning::probes(
                &plan.recheck,
                &learning::posterior(plan, &one.answers),
                &learning::Rules::default(),
            )
        })
        .and_then(|probes| probes.into_iter().next().filter(|probe| probe.worth > 0.0))
        .and_then(|probe| plan.recheck.iter().find(|question| question.id == probe.question));
    html! { @if let Some(question) = best {
        div.stack-s #find-out {
            p { strong { "To find out why, ask:" } }
            p { (task::asked(content, question)) }
            ul.small { @for predicted in &question.predicted { li { (answer(&predicted.response)) span.soft { " would say: " (written(plan.says(&predicted.misconception))) } } } }
        }
    } }
}

/// Right, wrong or another form, with a sign beside the word.
fn verdict(seen: Seen) -> Markup {
    html! { @match seen {
        Seen::Right => { span.mark-word.right { "✓ right" } }
        Seen::Slip => { span.mark-word { "◐ right value, not the form asked for" } }
        seen if seen.is_wrong() => { span.mark-word.wrong { "✗ not right" } }
        _ => {}
    } }
}

fn moving(visit: &Visit, lesson_id: &str, live: &LiveLesson, one: &PupilResult) -> Markup {
    let hidden =
        html! { (token(visit)) input type="hidden" name="pupil" value=(one.pupil.as_str()); };
    html! {
        form.stack-s method="post" action={ "/lessons/" (lesson_id) "/result" } data-quiet {
            (hidden)
            fieldset { legend { "Move to" } div.choices {
                @for standing in Standing::ALL { @if standing != one.standing { button.act.quiet.small name="do" value={ "place-" (slug(standing)) } { (standing.words()) } } }
            } }
            @if one.standing != one.from_answers { button.plain.small name="do" value="unplace" { "Back to what the answers say: " (one.from_answers.words()) } }
            @if !live.plan.misconceptions.is_empty() && one.standing == Standing::KeepUp {
                details #{ "cause-" (one.pupil.as_str()) } { summary { "Put the cause in yourself" }
                    div.choices {
                        @for known in &live.plan.misconceptions { button.act.quiet.small name="do" value={ "cause-" (known.id) } { (written(&known.says)) } }
                        button.act.quiet.small name="do" value="uncause" { "Leave it to the answers" }
                    }
                }
            }
        }
    }
}

fn slug(standing: Standing) -> &'static str {
    match standing {
        Standing::Ready => "ready",
        Standing::Nearly => "nearly",
        Standing::KeepUp => "keep-up",
        Standing::NotSeen => "not-seen",
    }
}

fn seen_words(seen: Seen) -> &'static str {
    match seen {
        Seen::Right => "right",
        Seen::Slip => "right value, other form",
        Seen::Wrong => "not right",
        Seen::Blank => "left blank",
        Seen::Unreadable => "could not be read",
        Seen::Undecided => "you decide",
        Seen::NotSeen | Seen::Waiting => "not seen",
    }
}

fn source_words(source: Source) -> &'static str {
    match source {
        Source::Nothing => "nothing recorded",
        Source::Device => "from a device",
        Source::Teacher => "you said so",
        Source::ByException => "marked by exception",
    }
}

/// What was tapped.
#[derive(Debug, Deserialize)]
pub struct Tap {
    #[serde(rename = "do")]
    action: String,
    #[serde(default)]
    pupil: String,
}

/// Moves a pupil, names a cause, or accepts.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Form(tap): Form<Tap>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let live = open.now().await;
    let bodies = said(&live, &tap)?;
    app.record(&open, visit.actor()?.author(), bodies).await?;
    let about = if tap.pupil.is_empty() { String::new() } else { format!("?pupil={}", tap.pupil) };
    Ok(Redirect::to(&format!("/lessons/{}/result{about}", row.lesson_id)))
}

fn said(live: &LiveLesson, tap: &Tap) -> Result<Vec<FactBody>, PageError> {
    if tap.action == "accept" {
        let close = (live.check == CheckState::Open).then_some(FactBody::CheckClosed);
        let end = live.ended.is_none().then_some(FactBody::LessonEnded);
        let accepted = FactBody::ResultAccepted { result: Box::new(live.result()) };
        return Ok(close.into_iter().chain(end).chain([accepted]).collect());
    }
    if tap.action == "reopen" {
        return Ok(live.accepted.iter().map(|_| FactBody::ResultReopened).collect());
    }
    let pupil: PupilId = live
        .pupils()
        .find(|pupil| pupil.as_str() == tap.pupil)
        .cloned()
        .ok_or_else(|| PageError::not_found("pupil in this class"))?;
    if let Some(to) = tap.action.strip_prefix("place-") {
        let standing = Standing::ALL
            .into_iter()
            .find(|standing| slug(*standing) == to)
            .ok_or_else(|| PageError::not_found("standing"))?;
        return Ok(vec![FactBody::Placed { pupil, standing: Some(standing) }]);
    }
    if let Some(id) = tap.action.strip_prefix("cause-") {
        let known = live.plan.misconception(id).ok_or_else(|| PageError::not_found("cause"))?;
        let cause = GivenCause { misconception: Some(known.id.clone()), words: String::new() };
        return Ok(vec![FactBody::CauseGiven { pupil, cause: Some(cause) }]);
    }
    Ok(match tap.action.as_str() {
        "unplace" => vec![FactBody::Placed { pupil, standing: None }],
        "uncause" => vec![FactBody::CauseGiven { pupil, cause: None }],
        _ => Vec::new(),
    })
}
