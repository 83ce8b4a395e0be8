//! The one error type a page can end with, and the page that says it in words.
//!
//! Each constructor is named for what happened; the text says what is safe and what to do next.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

/// Why a page could not be shown; becomes a page with a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageError {
    /// The HTTP status.
    pub status: StatusCode,
    /// What happened, in a few words.
    pub title: String,
    /// What is safe and what to do.
    pub say: String,
}

impl PageError {
    fn new(status: StatusCode, title: &str, say: impl Into<String>) -> Self {
        Self { status, title: title.to_owned(), say: say.into() }
    }

    /// The thing named by the address does not exist, or is in another school.
    pub fn not_found(thing: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            &format!("There is no such {thing} here"),
            format!(
                "The address may be mistyped, or the {thing} may have been removed. Nothing was changed."
            ),
        )
    }

    /// Signed in, but with a role or class that does not include this page.
    pub fn not_yours() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "This page belongs to somebody else",
            "You are signed in, but this page is for another role or another class. Ask the person who looks after Tenframe in your school.",
        )
    }

    /// Nobody is signed in.
    pub fn sign_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "Please sign in first",
            "Nothing was changed. Sign in, then try again.",
        )
    }

    /// A change asked for by a page of another site.
    pub fn other_site() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "This change came from another site",
            "Tenframe only takes changes from its own pages. Nothing was changed.",
        )
    }

    /// A form without its token: too old, or from before a new sign-in.
    pub fn old_form() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "This page had been open since before you signed in",
            "Nothing was changed. Go back, reload the page and send it again.",
        )
    }

    /// Something sent is larger than allowed.
    pub fn too_large(thing: &str, bytes: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            &format!("That {thing} is too large"),
            format!("At most {} KiB can be sent here. Nothing was changed.", bytes / 1024),
        )
    }

    /// Something sent could not be used; `say` names it and says what was expected.
    pub fn refused(title: &str, say: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, title, say)
    }

    /// Too many tries.
    pub fn slow_down(say: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many tries", say)
    }

    /// Our own mistake; the detail is logged, not shown.
    pub fn fault(detail: &str) -> Self {
        tracing::error!(detail, "fault");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong on our side",
            "Answers already saved are safe. Try again; if it happens again, restart Tenframe and tell us what you were doing.",
        )
    }
}

impl From<store::StoreError> for PageError {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Full
            | store::StoreError::Stopped { .. }
            | store::StoreError::Unreachable { .. } => {
                tracing::error!(%error, "the store cannot take this now");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "This cannot be saved just now",
                    "What was saved before is safe; this was not. Answers wait on the device and are sent again by themselves. If it goes on, whoever looks after Tenframe should look at the disk or the database.",
                )
            }
            other => Self::fault(&other.to_string()),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let was_sent = self.status == StatusCode::UNPROCESSABLE_ENTITY;
        let body = crate::layout::plain(
            &self.title,
            &html! {
                div.stack {
                    h1 { (self.title) }
                    p.lead.sentence { (self.say) }
                    p.row {
                        @if was_sent { button.act type="button" data-back hidden { "Back to what you wrote" } }
                        a.act.quiet[was_sent] href="/" { "Go to the front page" }
                    }
                }
            },
        );
        (self.status, body).into_response()
    }
}
