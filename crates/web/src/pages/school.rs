//! Lead a school: every class by step, as pictures; what is not recorded is asked about, never held against anyone.

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use programme::meetings_drift;
use store::NewStaff;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::journal::Journal;
use crate::layout::{self, Place, token};
use crate::pages::set_up::person_fault;
use crate::pages::steps::year_name;
use crate::parts::ten_frame::{self, Counter};
use crate::{clock, hub_journal, password};

/// The school's page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let actor = visit.actor()?;
    let school =
        app.store.school(actor.school_id()).await?.ok_or_else(|| PageError::not_found("school"))?;
    let mut rows = Vec::new();
    for class in app.store.classes(actor.school_id()).await? {
        let journal = app.journal(&class).await?;
        rows.push((class, journal));
    }
    let staff = if actor.roles().contains(&Role::SchoolAdministrator) {
        Some(app.store.staff(actor.school_id()).await?)
    } else {
        None
    };
    let drift = match visit.is_any_of(&[Role::MathsLead]) {
        true => {
            let book = app.school_book(actor.school_id()).await?;
            meetings_drift(book.meetings.values(), hub_journal::today())
        }
        false => None,
    };
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (clock::day_in_words(clock::today())) } h1 { (school.name) } } p.row {
                a.act.quiet.small href="/school/practices" { "How far practices have spread" }
                @if visit.is_any_of(&[Role::MathsLead]) { a.act.quiet.small href="/school/knowledge" { "What we would like to work on" } }
                a.act.quiet.small href="/school/lasts" { "What makes it last" }
                a.act.quiet.small href="/school/together" { "Working together" }
                @for one in app.content.threads() { a.act.quiet.small href={ "/threads/" (one.slug) } { (one.name) " through the years" } } } }
            @if let Some(words) = &drift { p.told.warn { (words) " " a href="/school/together" { "Working together" } } }
            (ten_frame::key(&[Counter::Ready, Counter::Nearly, Counter::KeepUp, Counter::NotSeen]))
            @for (class, journal) in &rows { (class_row(&app, class, journal)) }
            p.small { a href="/school/counts" { "Counts for your hub" } ": of the whole school, to hand on if you wish" }
            @if rows.is_empty() { p.told { "There are no classes yet." } }
            @if let Some(staff) = &staff { (staff_list(&visit, staff, &rows.iter().map(|(class, _)| (class.class_id.as_str(), class.name.as_str())).collect::<Vec<_>>())) }
        }
    };
    Ok(layout::staff(&visit, Place::School, &school.name, &inside))
}

fn class_row(app: &App, class: &store::Class, journal: &Journal) -> Markup {
    let open = journal.carried().len();
    html! {
        section.sheet.stack {
            div.row.between {
                div { p.eyebrow { (year_name(class.year_group)) } h2 { a href={ "/classes/" (class.class_id) "/today" } { (class.name) } } }
                p { a href={ "/classes/" (class.class_id) "/ledger" } { @if open == 0 { "Nobody is waiting for keep-up" } @else { (open) " waiting for keep-up" } } }
            }
            ol.clean.steps-taught { @for slug in &class.unit { @if let Some(step) = app.content.step(slug) {
                @let taught: Vec<_> = journal.lessons.iter().filter(|entry| entry.step.as_deref() == Some(slug) && entry.ended.is_some()).collect();
                @let last = taught.last();
                li.step-taught {
                    a href={ "/steps/" (step.slug) } { (step.name) }
                    @match last {
                        None => { span.soft.small { "no lesson recorded" } }
                        Some(entry) => { @match entry.counts {
                            None => { a.small href={ "/lessons/" (entry.lesson_id) "/result" } { "taught; its result is not accepted yet. Shall we look?" } }
                            Some([ready, nearly, keep_up, not_seen]) => { a.counts-line href={ "/lessons/" (entry.lesson_id) "/result" } {
                                (share(&[(ready, "share-ready"), (nearly, "share-nearly"), (keep_up, "share-keep-up"), (not_seen, "share-not-seen")]))
                                span.small.number { (in_words(&[(ready, "ready"), (nearly, "nearly"), (keep_up, "keep-up"), (not_seen, "not seen")])) }
                            } }
                        } }
                    }
                }
            } } }
            @if class.unit.is_empty() { p.soft { "This class follows no unit yet. " a href={ "/classes/" (class.class_id) } { "Choose the steps it follows" } } }
            (how_soon(&journal.ledger.helped()))
            @let own: Vec<_> = journal.lessons.iter().filter(|entry| entry.step.is_none() && entry.ended.is_some()).collect();
            @if !own.is_empty() { p.small.soft {  @if own.len() == 1 { "1 check that belongs to no one step." } @else { (own.len()) " checks that belong to no one step." } } }
        }
    }
}

/// How soon help came after a check, and how much of it is settled: counts of a class, and of nobody.
fn how_soon(helped: &learning::Helped) -> Markup {
    let hours = |hours: u32| match hours {
        0 => "within the hour".to_owned(),
        1 => "within 2 hours".to_owned(),
        hours @ 2..24 => format!("within {} hours", hours + 1),
        hours => match hours / 24 + 1 {
            2 => "within 2 days".to_owned(),
            days => format!("within {days} days"),
        },
    };
    html! { @if helped.n_found > 0 {
        p.small #how-soon {
            "Found in need of keep-up: " strong.number { (helped.n_found) }
            @if helped.n_helped == 0 { ". No keep-up has been recorded." }
            @else {
                ". Keep-up recorded for " strong.number { (helped.n_helped) } ", " (helped.n_same_day) " of them on the day of the check"
                @if let Some(middle) = helped.middle_hours { "; half of them " (hours(middle)) }
                "."
            }
            " Settled by now: " strong.number { (helped.n_settled) } "."
        }
    } }
}

/// "26 ready, 3 keep-up": the states somebody is in.
fn in_words(parts: &[(usize, &str)]) -> String {
    let said = parts.iter().filter(|(count, _)| *count > 0);
    said.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

/// Counters in a line, one a pupil, in state order and no pupil order.
fn share(parts: &[(usize, &str)]) -> Markup {
    let total: usize = parts.iter().map(|(count, _)| count).sum();
    let mut at = 0;
    let places: Vec<(usize, &str)> = parts
        .iter()
        .flat_map(|(count, class)| std::iter::repeat_n(*class, *count))
        .map(|class| {
            at += 1;
            (at - 1, class)
        })
        .collect();
    html! { svg.share width=(total * 11 + total.div_ceil(10) * 4) height="12" viewBox={ "0 0 " (total * 11 + total.div_ceil(10) * 4) " 12" } aria-hidden="true" {
        @for (idx, class) in places {
            @let x = idx * 11 + idx / 10 * 4 + 6;
            circle class=(class) cx=(x) cy="6" r="4.2" {}
            @if class == "share-nearly" { path class="share-half" d={ "M" (x) " 1.8a4.2 4.2 0 0 0 0 8.4z" } {} }
        }
    } }
}

fn staff_list(visit: &Visit, staff: &[store::Staff], classes: &[(&str, &str)]) -> Markup {
    html! {
        section.stack #staff {
            h2 { "Staff" }
            div.wide-table tabindex="0" role="region" aria-label="Staff list" { table { thead { tr { th { "Name" } th { "Roles" } th { "Email" } } }
                tbody { @for one in staff.iter().filter(|one| one.left_at.is_none()) { tr { td { (one.name) } td { (one.roles.iter().map(|role| role.replace('-', " ")).collect::<Vec<_>>().join(", ")) } td.soft.email { (one.email.as_deref().unwrap_or("none")) } } } } } }
            details #add-staff { summary { "Add somebody" }
                form.sheet.stack.narrow-left method="post" action="/school/staff" {
                    (token(visit))
                    div { label for="name" { "Name" } input #name type="text" name="name" required maxlength="120"; }
                    div { label for="email" { "Email" } input #email type="email" name="email" required; }
                    div { label for="password" { "First password " span.soft { "(" (password::SHORTEST) " characters or more; tell it them in person)" } } input #password type="password" name="password" required autocomplete="new-password"; }
                    fieldset { legend { "Roles" } div.choices { @for role in [Role::Teacher, Role::TeachingAssistant, Role::MathsLead, Role::Headteacher, Role::SchoolAdministrator] { label.pick { input type="checkbox" name="role" value=(role.slug()); (role.slug().replace('-', " ")) } } } }
                    @if !classes.is_empty() { fieldset { legend { "Classes" } div.choices { @for (id, name) in classes { label.pick { input type="checkbox" name="class" value=(id); (name) } } } } }
                    button.act { "Add" }
                }
            }
        }
    }
}

/// Adds a member of staff with roles and classes.
pub async fn add_staff(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let all = |name: &str| {
        sent.iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect::<Vec<_>>()
    };
    let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
    let (name, email, typed) = (one("name"), one("email"), one("password"));
    if let Some(fault) = person_fault(&name, &email, &typed) {
        return Err(PageError::refused("Nobody was added", fault));
    }
    let roles: Vec<String> = all("role")
        .into_iter()
        .filter(|slug| Role::read(slug).is_some_and(|role| role != Role::Pupil))
        .collect();
    if roles.is_empty() {
        return Err(PageError::refused(
            "Nobody was added",
            "Choose at least one role, such as teacher.",
        ));
    }
    let hash = tokio::task::spawn_blocking(move || password::keep(&typed))
        .await
        .ok()
        .flatten()
        .ok_or_else(|| PageError::fault("a password could not be kept"))?;
    let school_id = visit.actor()?.school_id().to_owned();
    let new = NewStaff {
        name: name.trim().to_owned(),
        email: Some(email.trim().to_lowercase()),
        roles,
        password_hash: Some(hash),
        created_at: clock::now(),
    };
    let staff = app
        .store
        .add_staff(&school_id, new)
        .await
        .map_err(|error| PageError::refused("Nobody was added", error.to_string()))?;
    for class_id in all("class") {
        app.store.give_class(&school_id, &class_id, &staff.staff_id).await?;
    }
    Ok(Redirect::to("/school#staff"))
}
