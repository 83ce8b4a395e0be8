//! Signing in and out for staff, and the demo's doors, which need no typing.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use store::SignIn;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::{clock, demo, layout, password, session};

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    /// A path on this server.
    #[serde(default)]
    pub next: String,
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// The sign-in form.
pub async fn show(visit: Visit, Query(next): Query<Next>) -> Markup {
    form(&visit, &next.next, "", "")
}

/// Checks the password, at most ten tries in five minutes for an account.
pub async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Credentials>,
) -> Result<Response, PageError> {
    let email = sent.email.trim().to_lowercase();
    if let SignIn::Refused { until } = app.store.try_sign_in(&email, clock::now()).await? {
        let minutes = (until - clock::now()).max(0) / 60_000_000 + 1;
        return Err(PageError::slow_down(format!(
            "This address has been tried ten times. Wait {minutes} minutes, or ask your school administrator for a new password."
        )));
    }
    let found = app.store.staff_by_email(&email).await?;
    let typed = sent.password.clone();
    let checked = tokio::task::spawn_blocking(move || {
        let right = found
            .iter()
            .find(|staff| {
                staff.password_hash.as_deref().is_some_and(|kept| password::is_kept(&typed, kept))
            })
            .cloned();
        if found.is_empty() {
            // An unknown address takes as long as a known one.
            password::is_kept(&typed, password::nobody());
        }
        right
    });
    let checked = checked.await.map_err(|_| PageError::fault("a password check stopped"))?;
    let Some(staff) = checked else {
        return Ok(form(
            &visit,
            &sent.next,
            &email,
            "That address and password do not belong together. Try again.",
        )
        .into_response());
    };
    app.store.forget_sign_ins(&email).await?;
    let cookie = session::open_staff(&app, &staff.school_id, &staff.staff_id).await?;
    let roles: Vec<Role> = staff.roles.iter().filter_map(|slug| Role::read(slug)).collect();
    let next = if sent.next.is_empty() { Role::first_page(&roles) } else { safe_path(&sent.next) };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response())
}

/// Forgets the session; answers waiting on the device still arrive.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    if let Some(token) = session::cookie_token(&headers) {
        app.store.close_session(token).await?;
    }
    Ok(([(header::SET_COOKIE, session::forget()?)], Redirect::to("/")).into_response())
}

/// Opens one of the demo's doors.
pub async fn enter_demo(
    State(app): State<App>,
    Path(door): Path<String>,
) -> Result<Response, PageError> {
    if !app.settings.is_demo {
        return Err(PageError::not_found("door"));
    }
    let door = demo::DOORS
        .iter()
        .find(|known| known.slug == door)
        .ok_or_else(|| PageError::not_found("door"))?;
    let staff = app
        .store
        .staff_by_email(door.email)
        .await?
        .into_iter()
        .next()
        .ok_or_else(|| PageError::fault("the demo has no such person"))?;
    if door.is_pupil {
        let class =
            app.store.classes_of_staff(&staff.school_id, &staff.staff_id).await?.into_iter().next();
        let class = class.ok_or_else(|| PageError::fault("the demo's teacher has no class"))?;
        return Ok(Redirect::to(&format!("/join/{}", class.code)).into_response());
    }
    let cookie = session::open_staff(&app, &staff.school_id, &staff.staff_id).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(door.opens)).into_response())
}

/// Only a path of this server; anything else goes to today. Browsers pass over tabs and line ends in an address.
fn safe_path(next: &str) -> &str {
    let is_plain = !next.contains(|c: char| c == '\\' || c.is_control());
    let is_safe = next.starts_with('/') && !next.starts_with("//") && is_plain;
    if is_safe { next } else { "/today" }
}

fn form(visit: &Visit, next: &str, email: &str, fault: &str) -> Markup {
    let inside = html! {
        div.narrow.stack {
            h1 { "Sign in" }
            @if !fault.is_empty() { p.told.warn role="alert" { (fault) } }
            form.stack.sheet method="post" action="/sign-in" {
                input type="hidden" name="next" value=(next);
                div { label for="email" { "Email" } input #email type="email" name="email" value=(email) required autocomplete="username" autofocus; }
                div { label for="password" { "Password" } input #password type="password" name="password" required autocomplete="current-password"; }
                button.act { "Sign in" }
            }
            p { "Are you a pupil? " a href="/join" { "Join your class" } }
        }
    };
    layout::public(visit, "Sign in", &inside)
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    #[test]
    fn only_own_paths_are_followed() {
        for (next, goes) in [
            ("/classes/1/today", "/classes/1/today"),
            ("//elsewhere.example", "/today"),
            ("https://elsewhere.example", "/today"),
            ("/\\elsewhere.example", "/today"),
            ("/\t/elsewhere.example", "/today"),
            ("/\r\nSet-Cookie: a=b", "/today"),
            ("", "/today"),
        ] {
            assert_eq!(safe_path(next), goes, "{next:?}");
        }
    }
}
