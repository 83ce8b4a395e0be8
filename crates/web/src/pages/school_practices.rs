//! How far practices have spread in a school: asked by practice, in how many classes, never who.
//!
//! Classes are named only to whoever leads mathematics, and only where their teachers agreed. Start at [`show`].

use axum::extract::State;
use maud::{Markup, html};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::parts::rich::capital;
use crate::school_book::adoption;

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let school = visit.actor()?.school_id();
    let book = app.school_book(school).await?;
    let rows = adoption(&app, school, &book).await?;
    let may_name = visit.is_any_of(&[Role::MathsLead]);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/school" { "School" } }
                h1 { "How far practices have spread" }
                p.lead { "In how many classes the last twelve weeks show each practice: on screen, or by a word of its teacher. Not recorded is not the same as not done; it is something to ask about in the staff room." }
            }
            @if let Some((_, told)) = rows.first().filter(|(_, told)| told.n.is_none()) { p.told.warn { (capital(&told.in_words())) ". Each teacher says on her own page whether her classes may be named." } }
            ul.clean.book { @for (practice, told) in &rows { li.stack-s {
                h2 { (capital(&practice.says)) }
                @if told.n.is_some() { p { (capital(&told.in_words())) "." } }
                @if may_name && !told.named.is_empty() { p.small { "With their teachers' agreement: " (told.named.join(", ")) "." } }
                p.small { "To begin with: " (practice.action) "." }
            } } }
            section.told.stack-s {
                p { "A teacher sees her own record, adds what happened off screen, and says herself whether her classes may be named; she can take that back on any day. Nobody else opens her page." }
                p { "Where the classes that are not named are fewer than five, a number would point at somebody, so there is none." }
                p { "When you open the page on which your school shares counts with its hub, in this browser, these numbers stand in it, and you change what you know better before it is sent." }
            }
        }
    };
    Ok(layout::staff(&visit, Place::School, "How far practices have spread", &inside))
}
