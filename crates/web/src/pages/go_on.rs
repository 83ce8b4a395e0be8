//! Go on? A proposal with its reasons, what is unsure and what each way costs; the teacher decides in one tap.

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use learning::{Decision, FactBody, LiveLesson, NextLesson, Proposal, propose};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::journal;
use crate::layout::{self, Place, token};
use crate::parts::rich::written;

/// The proposal.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let live = open.now().await;
    let (now, next) = proposal(&app, &visit, &live).await?;
    let decided = live.decision.as_ref().filter(|decided| !decided.is_reopened && !now.is_reopened);
    // What was agreed stays as it was read, whatever has become known since.
    let kept = decided.and_then(|decided| decided.proposed.as_deref());
    let proposal = kept.unwrap_or(&now);
    let inside = html! {
        div #go-on data-live.stack-l.narrow-read {
            header { p.eyebrow { (visit.class()?.name) " · " (live.plan.title) } h1 { (proposal.says) } }
            @if let Some(decided) = decided {
                p.told { @match decided.decision { Decision::GoOn => { "Agreed: the class goes on." } Decision::Stay => { "Agreed: one more lesson on this step." } } @if !decided.note.is_empty() { " " (decided.note) } " " span.small { "What follows is " @if kept.is_some() { "what you read when you decided, on " (clock::day_in_words(clock::local(decided.at).date())) "." } @else { "how it stands now." } } }
                @if let Some(slug) = next.step.as_deref().filter(|_| decided.decision == Decision::GoOn) { p.row { a.act href={ "/classes/" (visit.class()?.class_id) "/today" } { "To today" } a.act.quiet href={ "/steps/" (slug) } { "Look at " (next.title) } } }
                @else { p { a.act href={ "/classes/" (visit.class()?.class_id) "/today" } { "To today" } } }
            } @else if now.is_reopened { p.told.warn { "Something has come in since you decided. Here is the proposal as it stands now." } }
            section.stack-s { h2 { "Why" } ul { @for reason in &proposal.reasons { li { (written(reason)) } } } }
            section.stack-s { h2 { "Not sure" } @if proposal.unsure.is_empty() { p { "Everything was seen." } } @else { ul { @for one in &proposal.unsure { li { (written(one)) } } } } }
            @if !proposal.how_sure.is_empty() || !proposal.settle.is_empty() { section.stack-s { h2 { "How sure" } @if !proposal.how_sure.is_empty() { p { (proposal.how_sure) } } @if !proposal.settle.is_empty() { p { "What would settle it:" } ul { @for one in &proposal.settle { li { (written(one)) } } } } } }
            section.grid2 { div { p.eyebrow { "Going on costs" } p { (proposal.cost_of_going_on) } } div { p.eyebrow { "Staying costs" } p { (proposal.cost_of_staying) } } }
            @if visit.may_teach() && decided.is_none() { (decide_form(&visit, &row.lesson_id, proposal)) }
        }
    };
    Ok(layout::following(&visit, Place::Today, "Go on?", &row.lesson_id, &inside))
}

async fn proposal(
    app: &App,
    visit: &Visit,
    live: &LiveLesson,
) -> Result<(Proposal, NextLesson), PageError> {
    let (row, class) = (visit.lesson()?, visit.class()?);
    let over_time = app.journal(class).await?;
    let carried: Vec<_> = over_time
        .carried()
        .into_iter()
        .filter(|one| one.lesson.as_str() != row.lesson_id)
        .collect();
    let next = journal::next_lesson(app, class, &over_time, row).await?;
    let slots = journal::slots(app, class).await?;
    Ok((propose(live, &carried, &next, &slots), next))
}

fn decide_form(visit: &Visit, lesson_id: &str, proposal: &Proposal) -> Markup {
    let (agree, other, other_value) = match proposal.propose {
        Decision::GoOn => ("Agree: go on", "Stay one more lesson instead", "stay"),
        Decision::Stay => ("Agree: stay one more lesson", "Go on instead", "go-on"),
    };
    let agree_value = if proposal.propose == Decision::GoOn { "go-on" } else { "stay" };
    html! {
        form method="post" action={ "/lessons/" (lesson_id) "/go-on" } data-quiet { (token(visit)) button.act.huge #agree name="decision" value=(agree_value) { (agree) } }
        details #override { summary { (other) }
            form.stack-s method="post" action={ "/lessons/" (lesson_id) "/go-on" } data-quiet {
                (token(visit))
                label for="note" { "Why? " span.soft { "(a line for yourself and your colleagues)" } }
                textarea #note name="note" required maxlength="500" {}
                button.act.quiet name="decision" value=(other_value) { (other) }
            }
        }
    }
}

/// What the teacher decided.
#[derive(Debug, Deserialize)]
pub struct Decided {
    decision: Decision,
    #[serde(default)]
    note: String,
}

/// Records the decision; a note is asked for only against the proposal.
pub async fn decide(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Decided>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let live = open.now().await;
    let (proposal, _) = proposal(&app, &visit, &live).await?;
    let note = sent.note.trim();
    if sent.decision != proposal.propose && note.is_empty() {
        return Err(PageError::refused(
            "A note is needed to decide otherwise",
            "Say in a line why you decide against the proposal; nothing was changed.",
        ));
    }
    app.record(
        &open,
        visit.actor()?.author(),
        vec![FactBody::GoOn {
            decision: sent.decision,
            note: note.to_owned(),
            proposed: Some(Box::new(proposal)),
        }],
    )
    .await?;
    Ok(Redirect::to(&format!("/lessons/{}/go-on", row.lesson_id)))
}
