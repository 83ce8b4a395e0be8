//! A hub's sessions: those that wait for their register, those that come, those that were; and planning one.
//!
//! Start at [`show`]; one session is [`super::hub_session`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Appointment, Date, HubFact, SchoolYear, Session, TimeOfDay, quiet_groups};
use serde::Deserialize;

use super::hub::{back_to, field, said_done};
use super::hub_places::{Asked, chooser};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::sent::{LONG, refused, text};

/// The sessions of a programme and year.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = asked.of(&journal, "primary-development");
    let all = journal.book.sessions.all();
    let waiting: Vec<&Session> =
        all.iter().copied().filter(|one| one.waits_for_its_register(journal.today)).collect();
    let of = |one: &&&Session| one.programme == programme && one.year == year;
    let (coming, gone): (Vec<&Session>, Vec<&Session>) =
        all.iter().filter(of).copied().partition(|one| one.at.on > journal.today);
    let short = journal.rules().short(&programme);
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.hub.name) } h1 { "Sessions" } p { a href={ "/hub/lessons?programme=" (programme) "&year=" (year) } { "Lessons planned together" } " · " a href="/hub/exchanges" { "Schools that watch each other" } } } (chooser(&journal, "/hub/sessions", &programme, year)) }
            (said_done(&visit, &journal, &asked.done, "/hub/sessions"))
            (waits(&journal, &waiting))
            div.side.hub-side {
                div.stack-l {
                    section.stack-s { h2 { "To come in " (short) " " (year) }
                        @if coming.is_empty() { p.soft { "None is planned." } }
                        (list(&journal, &coming))
                    }
                    @if !gone.is_empty() { section.stack-s { h2 { "Held" } (list(&journal, &gone.into_iter().rev().collect::<Vec<_>>())) } }
                }
                (plan_form(&visit, &journal, &programme, year))
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, "Sessions", &inside))
}

/// Sessions that are over and whose register nobody has taken.
pub fn waits(journal: &HubJournal, waiting: &[&Session]) -> Markup {
    html! { @if !waiting.is_empty() {
        section.stack-s {
            h2 { "Who was there? " span.soft.number { (waiting.len()) } }
            p.soft { "These sessions are over, and nobody has written down who was there." }
            ol.clean.late-list { @for one in waiting { li.late-row {
                div { a.late-school href={ "/hub/sessions/" (one.id) } { (called(journal, one)) } p.small.soft { (one.at.in_words()) } }
                a.act.small href={ "/hub/sessions/" (one.id) } { "Take the register" }
            } } }
        }
    } }
}

/// Groups that have not met for a term, with none planned.
pub fn quiet(journal: &HubJournal) -> Markup {
    let quiet = quiet_groups(&journal.book, journal.year, journal.today);
    html! { @if !quiet.is_empty() {
        section.stack-s {
            h2 { "Plan a session " span.soft.number { (quiet.len()) } }
            p.soft { "These groups have not met for a term, as far as is recorded, and no session is planned." }
            ol.clean.late-list { @for one in &quiet { li.late-row {
                @let to = format!("/hub/sessions?programme={}&year={}", one.programme, one.year);
                div { a.late-school href=(to) { (journal.rules().short(&one.programme)) " " (one.year) ", group " (one.group) } p.small.soft { (one.says()) } }
                a.act.small href=(to) { "Plan a session" }
            } } }
        }
    } }
}

/// What a session is called: its programme, year and group.
pub fn called(journal: &HubJournal, session: &Session) -> String {
    let short = journal.rules().short(&session.programme);
    match session.group {
        0 => format!("{short} {}, every school", session.year),
        group => format!("{short} {}, group {group}", session.year),
    }
}

fn list(journal: &HubJournal, sessions: &[&Session]) -> Markup {
    html! { ol.clean.late-list { @for one in sessions { li.late-row {
        div {
            a.late-school href={ "/hub/sessions/" (one.id) } { (theme(one)) }
            p.small.soft { (called(journal, one)) ": " (one.at.in_words()) @if let Some(why) = &one.called_off { "; called off: " (why) } }
        }
        (state(one))
    } } } }
}

/// What it is about, or its day where nobody has said.
pub fn theme(session: &Session) -> String {
    if session.theme.is_empty() {
        format!("Session on {}", session.at.on.in_words())
    } else {
        session.theme.clone()
    }
}

fn state(session: &Session) -> Markup {
    let n = session.register.as_ref().map(|(_, present)| present.len());
    html! {
        @match (&session.called_off, n) {
            (Some(_), _) => { span.tag { "called off" } }
            (None, Some(1)) => { span.tag { "1 school there" } }
            (None, Some(n)) => { span.tag { (n) " schools there" } }
            (None, None) => {}
        }
    }
}

fn plan_form(visit: &Visit, journal: &HubJournal, programme: &str, year: SchoolYear) -> Markup {
    let drawn = journal.book.groups.get(&(programme.to_owned(), year));
    html! {
        form.sheet.stack method="post" action="/hub/sessions" {
            (token(visit))
            h2 { "Plan a session" }
            input type="hidden" name="programme" value=(programme);
            input type="hidden" name="year" value=(year);
            div { label for="group" { "For" } select #group name="group" {
                @if let Some(drawn) = drawn { @for group in &drawn.groups { option value=(group.id) { "Group " (group.id) @if let Some(lead) = &group.lead { ", led by " (lead) } } } }
                option value="0" { "Every school of " (journal.rules().short(programme)) }
            } }
            (appointment(None))
            div { label for="about-what" { "About" } input #about-what type="text" name="theme" maxlength=(LONG); }
            button.act { "Plan it" }
        }
    }
}

/// The fields of when and where.
pub fn appointment(at: Option<&Appointment>) -> Markup {
    let (on, starts, ends) = match at {
        Some(at) => (at.on.to_string(), at.starts.to_string(), at.ends.to_string()),
        None => (String::new(), "13:30".to_owned(), "16:00".to_owned()),
    };
    let place = at.map_or("", |at| &at.place);
    html! {
        div { label for="on" { "On" } input #on type="date" name="on" value=(on) required; }
        div.row {
            div { label for="starts" { "From" } input #starts type="time" name="starts" value=(starts) required; }
            div { label for="ends" { "to" } input #ends type="time" name="ends" value=(ends) required; }
        }
        div { label for="place" { "At " span.soft { "(the school that is host, or the address of the meeting)" } } input #place type="text" name="place" value=(place) maxlength="200"; }
        label.row for="online" { input #online type="checkbox" name="online" value="yes" checked[at.is_some_and(|at| at.is_online)]; "Online" }
    }
}

/// When and where, as they are sent.
#[derive(Debug, Deserialize)]
pub struct When {
    on: String,
    starts: String,
    ends: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    online: String,
}

impl When {
    /// The appointment, within the school year it belongs to.
    ///
    /// # Errors
    ///
    /// [`PageError::refused`] for a day or a time that is none, an end before its start, or a day of another year.
    pub fn read(&self, year: SchoolYear) -> Result<Appointment, PageError> {
        let on = Date::read(&self.on).map_err(|error| refused(error.to_string()))?;
        let time = |text: &str| TimeOfDay::read(text).map_err(|error| refused(error.to_string()));
        let (starts, ends) = (time(&self.starts)?, time(&self.ends)?);
        if ends <= starts {
            return Err(refused(format!("it ends at {ends} and starts at {starts}")));
        }
        if on.school_year() != year {
            return Err(refused(format!(
                "{} is not in {year}; choose the year the session belongs to first",
                on.in_words()
            )));
        }
        Ok(Appointment {
            on,
            starts,
            ends,
            place: text(&self.place)?,
            is_online: self.online == "yes",
        })
    }
}

/// A session to plan.
#[derive(Debug, Deserialize)]
pub struct Plan {
    programme: String,
    year: String,
    group: u32,
    #[serde(default)]
    theme: String,
    #[serde(flatten)]
    when: When,
}

/// Plans a session.
pub async fn plan(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Plan>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year: SchoolYear = field(&sent.year)?;
    let programmes = &journal.rules().programmes;
    programmes.rule(&sent.programme, year).map_err(|error| refused(error.to_string()))?;
    let drawn = journal.book.groups.get(&(sent.programme.clone(), year));
    let is_drawn = drawn.is_some_and(|all| all.groups.iter().any(|one| one.id == sent.group));
    if sent.group != 0 && !is_drawn {
        return Err(refused(format!("there is no group {} in {year}", sent.group)));
    }
    let (at, theme) = (sent.when.read(year)?, text(&sent.theme)?);
    let fact =
        HubFact::SessionPlanned { programme: sent.programme, year, group: sent.group, theme, at };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    let id = ids.first().map_or("", String::as_str);
    Ok(back_to(&format!("/hub/sessions/{id}"), id))
}
