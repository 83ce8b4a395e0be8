//! How a pupil gets in: the class code, then their name.
//!
//! A code is never enough alone, and a name already in use on another device is asked about first.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Class, ClassCode, Enrolled, SignIn, Who};

use crate::app::App;
use crate::error::PageError;
use crate::{clock, layout, session};

/// The code typed.
#[derive(Debug, Deserialize)]
pub struct Code {
    code: String,
}

/// The name picked.
#[derive(Debug, Deserialize)]
pub struct Picked {
    pupil: String,
    /// Said yes to "Is this you?".
    #[serde(default)]
    really: String,
}

/// Asks for the class code.
pub async fn ask_code() -> Markup {
    code_form("", "")
}

/// Finds the class of a typed code.
pub async fn find_class(
    State(app): State<App>,
    Form(sent): Form<Code>,
) -> Result<Response, PageError> {
    match find(&app, &sent.code).await? {
        Ok(class) => Ok(Redirect::to(&format!("/join/{}", class.code)).into_response()),
        Err(says) => Ok(code_form(&sent.code, &says).into_response()),
    }
}

/// Asks for the name.
pub async fn ask_name(
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Markup, PageError> {
    match find(&app, &code).await? {
        Ok(class) => names(&app, &class).await,
        Err(says) => Ok(code_form(&code, &says)),
    }
}

/// Signs the pupil in, asking first when the name is in use on another device.
pub async fn join(
    State(app): State<App>,
    Path(code): Path<String>,
    Form(sent): Form<Picked>,
) -> Result<Response, PageError> {
    let class = match find(&app, &code).await? {
        Ok(class) => class,
        Err(says) => return Ok(code_form(&code, &says).into_response()),
    };
    let roster = app.store.roster(&class.school_id, &class.class_id).await?;
    let Some(one) = roster.iter().find(|one| one.pupil.pupil_id == sent.pupil) else {
        return Ok(names(&app, &class).await?.into_response());
    };
    let me = Who::Pupil(one.pupil.pupil_id.clone());
    let open = app.store.sessions_of_class(&class.school_id, &class.class_id, clock::now()).await?;
    if sent.really.is_empty() && open.iter().any(|session| session.who == me) {
        return Ok(is_this_you(&class, one).into_response());
    }
    let cookie =
        session::open_pupil(&app, &class.school_id, &class.class_id, &one.pupil.pupil_id).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/pupil")).into_response())
}

async fn find(app: &App, typed: &str) -> Result<Result<Class, String>, PageError> {
    let code = match ClassCode::read(typed) {
        Ok(code) => code,
        Err(_) => {
            return Ok(Err(format!(
                "\"{}\" is not one of our codes. Look at the board again.",
                typed.trim()
            )));
        }
    };
    if let SignIn::Refused { .. } =
        app.store.try_sign_in(&format!("class {code}"), clock::now()).await?
    {
        // A whole class joins within minutes, so only codes that find nothing are held back.
        if app.store.class_by_code(&code).await?.is_none() {
            return Err(PageError::slow_down(
                "This code has been tried many times and finds no class. Ask your teacher for it.",
            ));
        }
    }
    let found = app.store.class_by_code(&code).await?;
    Ok(found.ok_or_else(|| {
        format!("No class has the code {code}. Look at the board again, or ask your teacher.")
    }))
}

fn code_form(code: &str, says: &str) -> Markup {
    layout::pupil(
        "Join your class",
        &[],
        &html! {
            div.stack-l.join {
                (crate::parts::ten_frame::mark())
                h1 { "Join your class" }
                @if !says.is_empty() { p.told.warn role="alert" { (says) } }
                form.stack method="post" action="/join" autocomplete="off" {
                    label for="code" { "Class code" }
                    div.answer-line {
                        input #code type="text" name="code" value=(code) required autofocus autocapitalize="characters" spellcheck="false" maxlength="12" aria-describedby="help";
                        button.act { "Go on" }
                    }
                    p #help.soft.small { "Six letters and digits, on the board." }
                }
            }
        },
    )
}

async fn names(app: &App, class: &Class) -> Result<Markup, PageError> {
    let roster = app.store.roster(&class.school_id, &class.class_id).await?;
    Ok(layout::pupil(
        "Pick your name",
        &[],
        &html! {
            div.stack {
                p.eyebrow { (class.name) }
                h1 { "Pick your name" }
                form.names method="post" action={ "/join/" (class.code) } {
                    @for one in &roster { button.option name="pupil" value=(one.pupil.pupil_id) { (short_name(one)) } }
                }
                @if roster.is_empty() { p.told { "Nobody is on this class's list yet. Tell your teacher." } }
                p.small { a href="/join" { "This is not my class" } }
            }
        },
    ))
}

fn is_this_you(class: &Class, one: &Enrolled) -> Markup {
    layout::pupil(
        "Is this you?",
        &[],
        &html! {
            div.stack {
                h1 { "Is this you, " (one.pupil.given_name) "?" }
                p { (short_name(one)) " is already on another device. If that is you too, go on: answers from both are kept." }
                form.row method="post" action={ "/join/" (class.code) } {
                    input type="hidden" name="really" value="yes";
                    button.act name="pupil" value=(one.pupil.pupil_id) { "Yes, I am " (one.pupil.given_name) }
                    a.act.quiet href={ "/join/" (class.code) } { "No, pick another name" }
                }
            }
        },
    )
}

/// Given name and the first letter of the family name: "Amina K".
pub fn short_name(one: &Enrolled) -> String {
    let initial =
        one.pupil.family_name.chars().next().map(|first| format!(" {first}")).unwrap_or_default();
    format!("{}{initial}", one.pupil.given_name)
}
