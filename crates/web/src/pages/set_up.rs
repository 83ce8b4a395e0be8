//! The one-time set-up link of an empty store: the school and its first administrator.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use store::{NewSchool, NewStaff};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::{clock, layout, password, session};

/// The form.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
) -> Result<Markup, PageError> {
    works(&app, &link).await?;
    Ok(form(&visit, &link, &SetUp::default(), ""))
}

async fn works(app: &App, link: &str) -> Result<(), PageError> {
    if app.store.setup_link_works(link, clock::now()).await? {
        return Ok(());
    }
    Err(PageError::refused(
        "This set-up link has been used, or is over",
        "A set-up link works once, for a day. Start `tenframe serve` again on the empty folder for a new one, or sign in if the school is already there.",
    ))
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub struct SetUp {
    school: String,
    phase: String,
    name: String,
    email: String,
    password: String,
    #[serde(default)]
    teaches: String,
}

/// Makes the school and its first administrator, both or neither, and signs them in.
pub async fn set_up(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Form(sent): Form<SetUp>,
) -> Result<Response, PageError> {
    works(&app, &link).await?;
    if let Some(fault) = fault(&sent) {
        return Ok(form(&visit, &link, &sent, &fault).into_response());
    }
    let typed = sent.password.clone();
    let hash = tokio::task::spawn_blocking(move || password::keep(&typed))
        .await
        .ok()
        .flatten()
        .ok_or_else(|| PageError::fault("a password could not be kept"))?;
    let now = clock::now();
    let mut roles = vec![Role::SchoolAdministrator.slug().to_owned()];
    if sent.teaches == "yes" {
        roles.extend([Role::Teacher.slug().to_owned(), Role::MathsLead.slug().to_owned()]);
    }
    let school = NewSchool {
        name: sent.school.trim().to_owned(),
        phase: sent.phase.clone(),
        demo: false,
        settings: serde_json::json!({}),
        created_at: now,
    };
    let staff = NewStaff {
        name: sent.name.trim().to_owned(),
        email: Some(sent.email.trim().to_lowercase()),
        roles,
        password_hash: Some(hash),
        created_at: now,
    };
    let (school, staff) = app.store.set_up(&link, now, school, staff).await?;
    let cookie = session::open_staff(&app, &school.school_id, &staff.staff_id).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/classes")).into_response())
}

/// What is wrong with a name, email or password, in words; none when nothing is.
pub fn person_fault(name: &str, email: &str, typed: &str) -> Option<String> {
    let email = email.trim();
    if name.trim().is_empty() {
        return Some("A name is needed.".to_owned());
    }
    if !email.contains('@') || email.starts_with('@') || email.ends_with('@') || email.contains(' ')
    {
        return Some(format!("\"{email}\" is not an email address such as name@school.example."));
    }
    let length = typed.chars().count();
    if length < password::SHORTEST {
        return Some(format!(
            "The password has {length} characters; it needs at least {}. Three words you can remember will do.",
            password::SHORTEST
        ));
    }
    None
}

fn fault(sent: &SetUp) -> Option<String> {
    if sent.school.trim().is_empty() {
        return Some("The school needs a name.".to_owned());
    }
    if !PHASES.iter().any(|(value, _)| *value == sent.phase) {
        return Some("Choose a phase.".to_owned());
    }
    person_fault(&sent.name, &sent.email, &sent.password)
}

const PHASES: [(&str, &str); 3] =
    [("primary", "Primary"), ("secondary", "Secondary"), ("all-through", "All-through")];

fn form(visit: &Visit, link: &str, sent: &SetUp, fault: &str) -> Markup {
    let inside = html! {
        div.narrow.stack {
            h1 { "Set up your school" }
            p { "This link works once. Afterwards you add classes and bring in their lists." }
            @if !fault.is_empty() { p.told.warn role="alert" { (fault) " What you typed is still here." } }
            form.stack.sheet method="post" action={ "/set-up/" (link) } {
                div { label for="school" { "School" } input #school type="text" name="school" value=(sent.school) required maxlength="120" autofocus; }
                div { label for="phase" { "Phase" } select #phase name="phase" { @for (value, name) in PHASES { option value=(value) selected[sent.phase == value] { (name) } } } }
                div { label for="name" { "Your name" } input #name type="text" name="name" value=(sent.name) required maxlength="120" autocomplete="name"; }
                div { label for="email" { "Your email" } input #email type="email" name="email" value=(sent.email) required autocomplete="username"; }
                div { label for="password" { "A password " span.soft { "(" (password::SHORTEST) " characters or more)" } } input #password type="password" name="password" required minlength=(password::SHORTEST) autocomplete="new-password"; }
                label.pick { input type="checkbox" name="teaches" value="yes" checked; "I also teach or lead mathematics" }
                button.act { "Set up the school" }
            }
        }
    };
    layout::public(visit, "Set up your school", &inside)
}
