//! A hub's first screen: what is late this week, each row with its one action, done in one tap.
//!
//! An action is a fact; what was done by mistake is taken back by another. *Not recorded* is never *not done*.

use std::fmt::Display;
use std::str::FromStr;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Action, AgreementStep, Date, HeldRound, HubFact, InstrumentStep, Late, LearningStep, Noted,
    School, SchoolYear, Urn, What, may_confirm_place, may_join, statements,
};
use serde::Deserialize;

use super::hub_place_dates::not_as_things_stand;
use super::{hub_imports, hub_people, hub_rounds, hub_schools, hub_sessions};
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, in_days};
use crate::layout::{self, HubPlace, token};
use crate::nation_journal;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    pub done: String,
}

/// Late this week.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let leads = visit.is_any_of(&[Role::HubLead]);
    let rows: Vec<Late> =
        journal.late().into_iter().filter(|row| leads || is_for_specialists(row.action)).collect();
    let sessions = journal.book.sessions.all().into_iter();
    let waiting: Vec<_> =
        sessions.filter(|one| one.waits_for_its_register(journal.today)).collect();
    let in_doubt = leads && journal.book.imports.iter().any(|one| !one.doubtful().is_empty());
    let without_lead = hub_people::waits(&journal);
    let to_tell = hub_rounds::waits(&journal);
    let quiet = hub_sessions::quiet(&journal);
    let no_group_waits =
        (!leads || (without_lead.0.is_empty() && to_tell.0.is_empty())) && quiet.0.is_empty();
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { (journal.hub.name) " · " (journal.today.in_words()) } h1 { "Late this week" } }
            (said_done(&visit, &journal, &asked.done, "/hub"))
            @if in_doubt { (hub_imports::waits(&journal)) }
            (hub_sessions::waits(&journal, &waiting))
            @if leads { (to_tell) (without_lead) }
            (quiet)
            @if journal.book.noted.is_empty() { (beginning(leads)) }
            @else if rows.is_empty() && waiting.is_empty() && !in_doubt && no_group_waits { p.told { "Nothing is late. What comes next is below." } }
            @for action in ACTIONS { (section(&visit, &journal, &rows, action)) }
            (controls(&journal))
            (coming(&journal))
            (year_at_a_glance(&journal, leads))
        }
    };
    Ok(layout::hub(&visit, HubPlace::Late, "Late this week", &inside))
}

/// A hub of which nothing is written yet: where to begin.
fn beginning(leads: bool) -> Markup {
    html! { section.sheet.stack {
        h2 { "Where to begin" }
        @if leads {
            p { "Nothing is written of this hub yet. Any of these is a good first step; what you write is kept, and can be taken back." }
            ul.stack-s {
                li { a href="/hub/schools" { "Your schools" } ": who stands where, and what each may join." }
                li { a href="/hub/imports" { "A spreadsheet you have" } ": schools, people, sessions and payments come over with a preview." }
                li { a href="/hub/places" { "Places" } ": how many there are this year, and who has applied." }
                li { a href="/hub/people" { "People" } ": who leads groups, and who is in training." }
            }
        } @else { p { "Nothing is written of this hub yet; its lead begins." } }
    } }
}

const ACTIONS: [Action; 13] = [
    Action::ChaseTheHead,
    Action::ConfirmThePlace,
    Action::WriteTheVisit,
    Action::ReviewThePlan,
    Action::SignThePlan,
    Action::RingTheSchool,
    Action::BookTheVisit,
    Action::TalkOfPractices,
    Action::NameWhoTakesOver,
    Action::AskAgain,
    Action::AskToGoOn,
    Action::SayWhetherCompleted,
    Action::ClaimTheMoney,
];

/// What a specialist does for schools; places and money are the hub lead's.
pub fn is_for_specialists(action: Action) -> bool {
    matches!(
        action,
        Action::RingTheSchool
            | Action::BookTheVisit
            | Action::WriteTheVisit
            | Action::ReviewThePlan
            | Action::SignThePlan
            | Action::TalkOfPractices
            | Action::AskAgain
            | Action::AskToGoOn
    )
}

fn heading(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::ChaseTheHead => ("Ask the head", "No confirmation by the headteacher is recorded."),
        Action::ConfirmThePlace => ("Confirm the place", "The school waits for your answer."),
        Action::BookTheVisit => {
            ("Book the visit", "The school is entitled to it, and it is not recorded.")
        }
        Action::WriteTheVisit => (
            "Log the visit",
            "Its day is over, and nothing of it is recorded. If it did not take place, book another day.",
        ),
        Action::ReviewThePlan => (
            "Review the plan",
            "The day is over on which school and hub meant to look at it again.",
        ),
        Action::SignThePlan => (
            "Have the plan signed",
            "It was written two weeks ago or more, and one side has not signed it.",
        ),
        Action::RingTheSchool => (
            "Ring the school",
            "Nothing is recorded for half a term. That may be our list, not them.",
        ),
        Action::TalkOfPractices => (
            "Talk about what has become less",
            "The school itself counts fewer classes than before. There may be a good reason; ask what would help.",
        ),
        Action::NameWhoTakesOver => (
            "Name who takes over",
            "Somebody who takes part leaves, and the school has not named who follows.",
        ),
        Action::AskAgain => {
            ("Ask again", "One school watched another a year ago, or two. What became of it?")
        }
        Action::AskToGoOn => {
            ("Ask whether they go on", "The year ends, and nothing is recorded of the next.")
        }
        Action::SayWhetherCompleted => {
            ("Did they complete?", "The year ends, and neither completed nor left is recorded.")
        }
        Action::ClaimTheMoney => {
            ("Claim the money", "Every condition is met, and nothing is claimed.")
        }
    }
}

fn section(visit: &Visit, journal: &HubJournal, rows: &[Late], action: Action) -> Markup {
    let of: Vec<&Late> = rows.iter().filter(|row| row.action == action).collect();
    let (name, says) = heading(action);
    html! { @if !of.is_empty() {
        section.stack-s {
            h2 { (name) " " span.soft.number { (of.len()) } }
            p.soft { (says) }
            ol.clean.late-list { @for row in &of { li.late-row {
                div { a.late-school href={ "/hub/schools/" (row.urn) } { (journal.name(row.urn)) } p.small.soft { (journal.rules().short(&row.programme)) " " (row.year) ": " (row.says) } @if is_rung(action) { (telephone(journal.schools.get(&row.urn))) } }
                (form(visit, row, "/hub"))
            } } }
        }
    } }
}

/// Whether an action is done by ringing the school.
fn is_rung(action: Action) -> bool {
    matches!(
        action,
        Action::ChaseTheHead | Action::RingTheSchool | Action::AskToGoOn | Action::NameWhoTakesOver
    )
}

/// A school's number to ring, where the register has one.
pub fn telephone(school: Option<&School>) -> Markup {
    let number = school.and_then(|school| school.telephone.as_ref());
    html! { @if let Some(number) = number { p.small { a.telephone href={ "tel:" (number.digits()) } { "Ring " (number) } } } }
}

/// Where an action is done that has a page of its own, and what it is called.
fn own_page(row: &Late) -> Option<(String, &'static str)> {
    let school = format!("/hub/schools/{}", row.urn);
    let plan = || format!("{school}/plan?programme={}&year={}", row.programme, row.year);
    match row.action {
        Action::WriteTheVisit => Some((format!("{school}/visit"), "Log the visit")),
        Action::ReviewThePlan => Some((plan(), "Review the plan")),
        Action::SignThePlan => Some((plan(), "Have it signed")),
        Action::TalkOfPractices => Some((format!("{school}/sharing"), "Look at it")),
        Action::AskAgain => Some((format!("/hub/exchanges?school={}", row.urn), "Ask again")),
        _ => None,
    }
}

/// The one action of a row: a link where it has a page of its own, else a form that comes back to `back`.
pub fn form(visit: &Visit, row: &Late, back: &str) -> Markup {
    if let Some((to, name)) = own_page(row) {
        return html! { a.act.small href=(to) { (name) } };
    }
    html! { form.row.late-act method="post" action="/hub" {
        (token(visit))
        input type="hidden" name="back" value=(back);
        input type="hidden" name="action" value=(slug(row.action));
        input type="hidden" name="urn" value=(row.urn);
        input type="hidden" name="programme" value=(row.programme);
        input type="hidden" name="year" value=(row.year);
        @match row.action {
            Action::ChaseTheHead => { button.act.small { "Asked today" } }
            Action::ConfirmThePlace => { button.act.small { "Confirm the place" } }
            Action::RingTheSchool => { button.act.small { "Rang today" } }
            Action::BookTheVisit => { label.unseen for={ "day-" (row.urn) } { "Day of the visit" } input #{ "day-" (row.urn) } type="date" name="day" value=(in_days(14)); button.act.small { "Book the visit" } }
            Action::AskToGoOn => { button.act.small { "Asked today" } }
            Action::NameWhoTakesOver => { label.unseen for={ "name-" (row.urn) } { "Who takes over" } input #{ "name-" (row.urn) } type="text" name="name" maxlength="80" placeholder="Who takes over" required; button.act.small { "Takes over" } }
            Action::SayWhetherCompleted => { button.act.small { "They completed" } button.act.quiet.small name="left" value="yes" { "They left" } }
            Action::ClaimTheMoney => { button.act.small { "Claim it" } }
            Action::WriteTheVisit | Action::ReviewThePlan | Action::SignThePlan | Action::TalkOfPractices | Action::AskAgain => {}
        }
    } }
}

fn slug(action: Action) -> &'static str {
    match action {
        Action::ChaseTheHead => "chase-the-head",
        Action::ConfirmThePlace => "confirm-the-place",
        Action::BookTheVisit => "book-the-visit",
        Action::RingTheSchool => "ring-the-school",
        Action::WriteTheVisit => "write-the-visit",
        Action::ReviewThePlan => "review-the-plan",
        Action::SignThePlan => "sign-the-plan",
        Action::TalkOfPractices => "talk-of-practices",
        Action::NameWhoTakesOver => "name-who-takes-over",
        Action::AskAgain => "ask-again",
        Action::AskToGoOn => "ask-to-go-on",
        Action::SayWhetherCompleted => "say-whether-completed",
        Action::ClaimTheMoney => "claim-the-money",
    }
}

/// In the place of what was written, where it was taken back.
const IS_TAKEN_BACK: &str = "taken-back";
/// The most things that are said to be done at once.
const MOST_DONE: usize = 8;

/// "Noted: ...", each of what was just done, with the way to take it back; or that something was taken back.
pub fn said_done(visit: &Visit, journal: &HubJournal, id: &str, back: &str) -> Markup {
    let find = |id: &str| journal.book.noted.iter().find(|one| one.id == id);
    let noted: Vec<&Noted> = id.split(',').take(MOST_DONE).filter_map(find).collect();
    html! { @if id == IS_TAKEN_BACK {
        div.told role="status" { "Taken back: it counts no longer. Write it down again if that was a slip." }
    } @else if !noted.is_empty() {
        div.told.stack-s role="status" { @for one in noted {
            div.row.between {
                span { "Noted. " (journal.words(&one.fact).trim_end_matches('.')) "." }
                (take_back_form(visit, one, back))
            }
            @if let Some(says) = not_as_things_stand(journal, &one.fact) { p { (says) } }
        } }
    } }
}

/// The way to take a note back, for whoever may.
pub fn take_back_form(visit: &Visit, one: &Noted, back: &str) -> Markup {
    let may = !is_the_schools(&one.fact)
        && (may_be_a_specialists(&one.fact) || visit.is_any_of(&[Role::HubLead]));
    html! { @if may { form.inline method="post" action="/hub/take-back" {
        (token(visit))
        input type="hidden" name="fact" value=(one.id);
        input type="hidden" name="back" value=(back);
        button.plain { "Take it back" }
    } } }
}

/// The schools that wait as controls of a study, which a hub must know.
fn controls(journal: &HubJournal) -> Markup {
    html! { @if !journal.waits.is_empty() {
        section.told.stack-s {
            h2 { "Waiting for a study " span.soft.number { (journal.waits.len()) } }
            p { "Chance decided that these schools wait. Give them no place in the programme before their day; all else goes on as with any school." }
            ul { @for one in &journal.waits { @let now = journal.now(one.urn); li { a href={ "/hub/schools/" (now) } { (journal.name(now)) } ": " (journal.rules().short(&one.programme)) ", until " (one.until.in_words()) ", “" (one.project) "”" } } }
        }
    } }
}

/// Whether a specialist may take it back; the rest is the hub lead's.
fn may_be_a_specialists(fact: &HubFact) -> bool {
    matches!(
        fact,
        HubFact::Asked { .. }
            | HubFact::VisitBooked { .. }
            | HubFact::Happened { .. }
            | HubFact::SessionPlanned { .. }
            | HubFact::SessionMoved { .. }
            | HubFact::SessionCalledOff { .. }
            | HubFact::RegisterTaken { .. }
            | HubFact::SessionNoted { .. }
            | HubFact::SessionThemed { .. }
            | HubFact::LessonBegun { .. }
            | HubFact::Lesson { .. }
            | HubFact::Material { .. }
            | HubFact::Offered { .. }
            | HubFact::VisitMade { .. }
            | HubFact::Observed { .. }
            | HubFact::Quoted { .. }
            | HubFact::Learning { .. }
            | HubFact::ActionDone { .. }
            | HubFact::Plan { .. }
            | HubFact::Agreement { .. }
            | HubFact::Supported { .. }
            | HubFact::Exchange { .. }
            | HubFact::DoorAnswered { .. }
    )
}

/// Whether it is a school's own word, which nobody of the hub takes back.
fn is_the_schools(fact: &HubFact) -> bool {
    match fact {
        HubFact::Agreement { step, .. } => !matches!(step, AgreementStep::Asked { .. }),
        HubFact::PracticesCounted { .. } | HubFact::InterestEnded { .. } => true,
        HubFact::Learning { step, .. } => !matches!(step, LearningStep::Asked { .. }),
        _ => false,
    }
}

/// Why something of the statements on the five big ideas stays; nothing where it may be taken back.
fn why_it_stays(journal: &HubJournal, noted: &Noted) -> Option<&'static str> {
    let HubFact::Instrument { step } = &noted.fact else { return None };
    let is_answered = |held: &HeldRound| held.n_answers() > 0;
    match step {
        InstrumentStep::RoundOpened { .. } => journal.book.instrument.round(&noted.id).is_some_and(is_answered).then_some(
            "Teachers have answered in this round, and their answers would go with it. Let it end on its day.",
        ),
        _ => Some("That is a teacher's own answer. Only who gave it takes it out, with the code."),
    }
}

/// The visits booked for the next four weeks.
fn coming(journal: &HubJournal) -> Markup {
    let until = in_days(28);
    let mut booked: Vec<(Date, Urn, &str)> = journal
        .book
        .booked
        .iter()
        .flat_map(|((urn, programme, _), days)| {
            days.range(journal.today..=until).map(|day| (*day, *urn, programme.as_str()))
        })
        .collect();
    booked.sort_unstable();
    html! { @if !booked.is_empty() {
        section.stack-s {
            h2 { "Visits in the next four weeks" }
            ol.clean { @for (day, urn, programme) in booked { li.step-line { span.number.soft { (day.in_words()) } span { a href={ "/hub/schools/" (urn) } { (journal.name(urn)) } span.soft { " · " (journal.rules().short(programme)) } } } } }
        }
    } }
}

/// How many schools take part in each programme this year.
fn year_at_a_glance(journal: &HubJournal, leads: bool) -> Markup {
    let of = |programme: &str| journal.holders(programme, journal.year).len();
    let held: Vec<(&str, usize)> =
        journal.rules().stages().map(|slug| (slug, of(slug))).filter(|(_, n)| *n > 0).collect();
    html! {
        section.stack-s {
            h2 { (journal.year) " so far" }
            div.grid3 { @for (slug, n) in held {
                a.sheet.quiet.glance href=(if leads { format!("/hub/places?programme={slug}&year={}", journal.year) } else { "/hub/schools".to_owned() }) {
                    strong.number { (n) } span { @if n == 1 { "school in " } @else { "schools in " } (journal.rules().short(slug)) }
                }
            } }
        }
    }
}

/// What to do.
#[derive(Debug, Deserialize)]
pub struct Act {
    action: String,
    urn: String,
    programme: String,
    year: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    left: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    back: String,
}

/// Does a row's one action.
pub async fn act(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Act>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let action = ACTIONS.into_iter().find(|known| slug(*known) == sent.action);
    let action = action.ok_or_else(|| refused("expected one of the actions of this page"))?;
    if !is_for_specialists(action) && !visit.is_any_of(&[Role::HubLead]) {
        return Err(PageError::not_yours());
    }
    let urn: Urn = field(&sent.urn)?;
    let year: SchoolYear = field(&sent.year)?;
    journal.school(urn)?;
    let fact = fact_of(&journal, action, urn, &sent, year)?;
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&sent.back, ids.first().map_or("", String::as_str)))
}

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("Nothing was noted", says)
}

/// Reads a field of a form: a school's number, a school year.
///
/// # Errors
///
/// [`PageError::refused`] with what was expected.
pub fn field<T: FromStr<Err: Display>>(typed: &str) -> Result<T, PageError> {
    typed
        .trim()
        .parse()
        .map_err(|error| PageError::refused("Nothing was written", format!("{error}.")))
}

/// The school an address names, if it is on the hub's list.
///
/// # Errors
///
/// [`PageError::not_found`] for another, and for what is no number.
pub fn school_named<'j>(
    journal: &'j HubJournal,
    named: &str,
) -> Result<(Urn, &'j School), PageError> {
    let urn: Urn = named.parse().map_err(|_| PageError::not_found("school"))?;
    Ok((urn, journal.school(urn)?))
}

fn fact_of(
    journal: &HubJournal,
    action: Action,
    urn: Urn,
    sent: &Act,
    year: SchoolYear,
) -> Result<HubFact, PageError> {
    let (programme, on) = (sent.programme.clone(), journal.today);
    let happened = |what: What| HubFact::Happened {
        urn,
        programme: programme.clone(),
        year,
        what,
        on,
        note: String::new(),
    };
    Ok(match action {
        Action::ChaseTheHead
        | Action::RingTheSchool
        | Action::TalkOfPractices
        | Action::AskToGoOn => HubFact::Asked { urn, programme, year, action, on },
        Action::ConfirmThePlace => {
            why_not_confirm(journal, urn, &programme, year)?;
            happened(What::PlaceConfirmed)
        }
        Action::BookTheVisit => {
            let day = Date::read(&sent.day).map_err(|error| refused(error.to_string()))?;
            if day < on || day > year.last_day() {
                return Err(refused(format!(
                    "A visit on {} cannot be booked; expected a day from today to {}.",
                    day.in_words(),
                    year.last_day().in_words()
                )));
            }
            HubFact::VisitBooked { urn, programme, year, on: day }
        }
        Action::SayWhetherCompleted if sent.left == "yes" => happened(What::Left),
        Action::SayWhetherCompleted => happened(What::Completed),
        Action::ClaimTheMoney => {
            let books = journal.books();
            let mine = statements(&books, year)
                .into_iter()
                .find(|one| one.programme == programme && journal.lines.are_one_line(one.urn, urn));
            let due = mine.map_or(programme::Pence(0), |one| one.due);
            let entry = programme::claim(&books, urn, &programme, year, due, "")
                .map_err(|why| refused(format!("{why}.")))?;
            HubFact::Money { entry }
        }
        Action::NameWhoTakesOver => {
            let people = hub_schools::taking_over(journal, urn, &programme, year, &sent.name)?;
            HubFact::PeopleNamed { urn, programme, year, people, on }
        }
        Action::WriteTheVisit | Action::ReviewThePlan | Action::SignThePlan | Action::AskAgain => {
            return Err(refused("That is done on the school's own page."));
        }
    })
}

/// Refuses a confirmation that a condition speaks against; what is not known is the hub's to decide.
pub fn why_not_confirm(
    journal: &HubJournal,
    urn: Urn,
    slug: &str,
    year: SchoolYear,
) -> Result<(), PageError> {
    why_not_confirm_on(journal, urn, slug, year, &[], journal.today)
}

/// The same for a day, with what is about to be written beside what the book has.
pub fn why_not_confirm_on(
    journal: &HubJournal,
    urn: Urn,
    slug: &str,
    year: SchoolYear,
    new: &[programme::Fact],
    on: Date,
) -> Result<(), PageError> {
    if let Some(waits) = journal.waits_as_control(urn, slug) {
        return Err(PageError::refused(
            "The place was not confirmed",
            format!(
                "{} {}. Chance decided it, and a place before would spoil the comparison; ask whoever looks after the study.",
                journal.name(urn),
                nation_journal::in_words(waits)
            ),
        ));
    }
    let programmes = &journal.rules().programmes;
    let (programme, rule) =
        programmes.rule(slug, year).map_err(|error| refused(format!("{error}.")))?;
    let school = journal.school(urn)?;
    let own = journal.book.facts.of_line(urn, &journal.lines).chain(new);
    let own: Vec<&programme::Fact> = own.collect();
    let joining = may_join(programme, rule, school, &own, programmes, year);
    let checks = may_confirm_place(joining, programme, rule, &own, year, on);
    match checks.iter().find(|check| check.holds == Some(false)) {
        None => Ok(()),
        Some(check) => Err(PageError::refused(
            "The place was not confirmed",
            format!(
                "It is asked that {}: {}. Once that is put right, confirm the place again.",
                check.asks, check.because
            ),
        )),
    }
}

/// Back to a page of the hub, which says what was done.
pub fn back_to(back: &str, id: &str) -> Redirect {
    let is_ours = (back == "/hub" || back.starts_with("/hub/"))
        && back.chars().all(|c| c.is_ascii_alphanumeric() || "/-?=&%".contains(c));
    let back = if is_ours { back } else { "/hub" };
    let mark = if back.contains('?') { '&' } else { '?' };
    Redirect::to(&if id.is_empty() { back.to_owned() } else { format!("{back}{mark}done={id}") })
}

/// What to take back.
#[derive(Debug, Deserialize)]
pub struct TakeBack {
    fact: String,
    #[serde(default)]
    back: String,
}

/// Takes back what was written by mistake; both facts stay in the book.
pub async fn take_back(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<TakeBack>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let noted = journal.book.noted.iter().find(|one| one.id == sent.fact);
    let noted = noted.ok_or_else(|| PageError::not_found("note"))?;
    if is_the_schools(&noted.fact) {
        return Err(PageError::refused(
            "Nothing was taken back",
            "That is the school's own word, and only the school changes it, on its own page. Ask it to.",
        ));
    }
    if let Some(says) = why_it_stays(&journal, noted) {
        return Err(PageError::refused("Nothing was taken back", says));
    }
    if !may_be_a_specialists(&noted.fact) && !visit.is_any_of(&[Role::HubLead]) {
        return Err(PageError::not_yours());
    }
    // The page of what is gone is gone with it.
    let back = match noted.fact {
        HubFact::SessionPlanned { .. } => "/hub/sessions",
        HubFact::LessonBegun { .. } => "/hub/lessons",
        _ => &sent.back,
    };
    let back = back.to_owned();
    journal.write(&app, &visit, vec![HubFact::TakenBack { fact: sent.fact }]).await?;
    Ok(back_to(&back, IS_TAKEN_BACK))
}
