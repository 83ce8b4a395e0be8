//! The door a school comes in by: questions answered together, a recommendation with its reasons, a person's decision.
//!
//! A question left open is never taken for *not yet*, and what was recommended stays beside what was decided.
//! Start at [`show`].

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Advice, Answer, AtTheDoor, HubFact, Journey, Urn, decide};

use super::hub::{Done, back_to, said_done, school_named};
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::sent::{Fields, part, refused, text};

/// How an answer is written in a form, and said.
const ANSWERS: [(Answer, &str, &str); 3] = [
    (Answer::Yes, "yes", "Yes"),
    (Answer::Partly, "partly", "In part"),
    (Answer::NotYet, "not-yet", "Not yet"),
];

/// A school's journey, and what stands at its door.
struct Opened<'j> {
    urn: Urn,
    journey: &'static Journey,
    held: Option<&'j AtTheDoor>,
}

impl<'j> Opened<'j> {
    fn of(journal: &'j HubJournal, urn: &str) -> Result<Self, PageError> {
        let (urn, school) = school_named(journal, urn)?;
        let journey = journal.rules().journey(school).ok_or_else(|| {
            refused("the register does not say the school's phase, so it is not known which doors there are")
        })?;
        Ok(Self { urn, journey, held: journal.book.door_of(&journal.lines.line(urn)) })
    }

    fn answers(&self) -> BTreeMap<String, Answer> {
        self.held.map(|held| held.answers.clone()).unwrap_or_default()
    }

    fn advice(&self) -> Result<Advice, PageError> {
        self.journey.advise(&self.answers()).map_err(|why| refused(why.to_string()))
    }

    fn door(&self, slug: &str) -> String {
        let found = self.journey.doors.iter().find(|door| door.slug == slug);
        found.map_or_else(|| slug.to_owned(), |door| door.words.clone())
    }

    fn here(&self) -> String {
        format!("/hub/schools/{}/door", self.urn)
    }
}

/// The questions, what they recommend, and the decision.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::of(&journal, &urn)?;
    let (advice, here) = (opened.advice()?, opened.here());
    let leads = visit.is_any_of(&[Role::HubLead]);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (opened.urn) } { (journal.name(opened.urn)) } } h1 { "Which door?" } p.of-step { (opened.journey.name) } }
            (said_done(&visit, &journal, &asked.done, &here))
            @if let Some(held) = opened.held { (decisions(&opened, held)) }
            div.side.hub-side {
                (questions(&visit, &opened, &here))
                aside.stack {
                    section.sheet.stack-s { h2 { "What the answers say" } (said(&opened, &advice)) }
                    @if leads { (decision_form(&visit, &opened, &advice, &here)) }
                    @else { p.soft { "The hub lead writes down what was decided." } }
                }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "Which door?", &inside))
}

fn decisions(opened: &Opened<'_>, held: &AtTheDoor) -> Markup {
    html! { @for (_, decision) in &held.decisions { p.told {
        "Decided by " (decision.by) " on " (decision.on.in_words()) ": " strong { (opened.door(&decision.door)) } "."
        @match &decision.recommended {
            Some(door) if *door == decision.door => { " The answers said the same." }
            Some(door) => { " The answers spoke for " (opened.door(door)) "." }
            None => { " The answers did not settle it." }
        }
        @if let Some(why) = &decision.why { " Why: " (why) }
    } } }
}

fn said(opened: &Opened<'_>, advice: &Advice) -> Markup {
    let ask = |slug: &str| {
        let found = opened.journey.questions.iter().find(|question| question.slug == slug);
        found.map_or_else(|| slug.to_owned(), |question| question.ask.clone())
    };
    html! {
        p { strong { (advice.says) } }
        @if !advice.reasons.is_empty() { ul.clean.checks { @for reason in &advice.reasons { li.not-met[reason.answer != Answer::Yes] {
            (ask(&reason.question)) " " strong { (ANSWERS.iter().find(|(answer, ..)| *answer == reason.answer).map_or("", |(_, _, says)| says)) }
            span.soft { " · " (reason.says) }
        } } } }
        @if !advice.unanswered.is_empty() { p.small.soft { @if advice.unanswered.len() == 1 { "One question is open." } @else { (advice.unanswered.len()) " questions are open." } " Open is not the same as not yet." } }
    }
}

fn questions(visit: &Visit, opened: &Opened<'_>, here: &str) -> Markup {
    let answers = opened.answers();
    html! { form.sheet.stack method="post" action=(here) {
        (token(visit))
        h2 { "Answer together" }
        @if opened.journey.questions.is_empty() { p.soft { "There is one door into this journey, so nothing is asked." } }
        @for question in &opened.journey.questions { fieldset.door-question {
            legend { (question.ask) }
            @for (answer, slug, says) in ANSWERS { label.option { input type="radio" name=(question.slug) value=(slug) checked[answers.get(&question.slug) == Some(&answer)]; span { (says) } } }
            label.option { input type="radio" name=(question.slug) value="" checked[!answers.contains_key(&question.slug)]; span { "Open" } }
        } }
        @if !opened.journey.questions.is_empty() { button.act { "Keep the answers" } }
    } }
}

fn decision_form(visit: &Visit, opened: &Opened<'_>, advice: &Advice, here: &str) -> Markup {
    html! { form.sheet.quiet.stack-s method="post" action={ (here) "/decide" } {
        (token(visit))
        h2 { "What was decided" }
        p.small { "A person decides, whatever the answers say." }
        div { label for="door" { "The school comes by" } select #door name="door" { @for door in &opened.journey.doors { option value=(door.slug) selected[advice.door.as_deref() == Some(&*door.slug)] { (door.words) } } } }
        div { label for="by" { "Decided by" } input #by type="text" name="by" maxlength="80" required; }
        div { label for="why" { "Why " span.soft { "(needed where it is not what the answers say)" } } input #why type="text" name="why" maxlength="400"; }
        button.act.quiet { "Keep the decision" }
    } }
}

/// Keeps the answers; a question left open is left out.
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::of(&journal, &urn)?;
    let mut answers = BTreeMap::new();
    for (slug, typed) in sent.iter().filter(|(slug, typed)| *slug != "_token" && !typed.is_empty())
    {
        let answer = Answer::read(typed).ok_or_else(|| {
            refused(format!("`{}` is no answer; expected yes, partly or not-yet", cut(typed)))
        })?;
        answers.insert(slug.clone(), answer);
    }
    opened.journey.advise(&answers).map_err(|why| refused(why.to_string()))?;
    if opened.held.is_some_and(|held| held.answers == answers) {
        return Ok(back_to(&opened.here(), ""));
    }
    let fact = HubFact::DoorAnswered { urn: opened.urn, answers, on: journal.today };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&opened.here(), ids.first().map_or("", String::as_str)))
}

fn cut(typed: &str) -> String {
    typed.chars().take(40).collect()
}

/// Keeps what a person decided, with what the answers recommended then.
pub async fn decided(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::of(&journal, &urn)?;
    let advice = opened.advice()?;
    let own = |name: &str| text(part(&sent, name));
    let (door, by, why) = (own("door")?, own("by")?, own("why")?);
    let decision = decide(opened.journey, &advice, &door, &by, journal.today, Some(&why));
    let decision = decision.map_err(|why| refused(why.to_string()))?;
    let fact = HubFact::DoorDecided { urn: opened.urn, decision };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&opened.here(), ids.first().map_or("", String::as_str)))
}

/// The door of a school, as its page tells of it; nothing where its journey has one door.
pub fn in_short(journal: &HubJournal, urn: Urn) -> Markup {
    let opened = Opened::of(journal, &urn.to_string()).ok();
    let opened = opened.filter(|opened| opened.journey.doors.len() > 1);
    html! { @if let Some(opened) = opened {
        section.sheet.quiet.stack-s {
            h2 { "Which door?" }
            @match opened.held.and_then(|held| held.decisions.last()) {
                Some((_, decision)) => { p { "Decided by " (decision.by) " on " (decision.on.in_words()) ": " (opened.door(&decision.door)) "." } }
                None => { p.soft { @if opened.held.is_some() { "Answered, and not decided yet." } @else { "Not asked yet." } } }
            }
            p { a.act.quiet.small href=(opened.here()) { "The questions" } }
        }
    } }
}
