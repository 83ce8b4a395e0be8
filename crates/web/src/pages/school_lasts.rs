//! What makes it last: a list a school looks at again every year, each line with dated evidence. Start at [`show`].

use std::sync::LazyLock;

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{IdeaNote, SchoolFact, Sign, SignStands, Signs};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::today;
use crate::layout::{self, Place, token};
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused, text};

/// What is shipped; a test holds it sound.
fn signs() -> Result<&'static Signs, PageError> {
    static READ: LazyLock<Result<Signs, Vec<String>>> =
        LazyLock::new(|| Signs::read(include_str!("../../../../data/what-lasts.toml")));
    READ.as_ref().map_err(|problems| PageError::fault(&problems.join("; ")))
}

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let book = app.school_book(visit.actor()?.school_id()).await?;
    let seen = |slug: &str| book.lasts.get(slug).map_or(&[][..], Vec::as_slice);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/school" { "School" } }
                h1 { "What makes it last" }
                p.lead { "Nine things to look at again every year. Write what you saw and where; a line without evidence is one nobody has looked at, and no more than that." }
                p.no-print { button.act.quiet.small type="button" data-print { "Print it" } }
            }
            ol.clean.book { @for one in &signs()?.all { (line(&visit, one, seen(&one.slug))) } }
        }
    };
    Ok(layout::staff(&visit, Place::School, "What makes it last", &inside))
}

fn line(visit: &Visit, one: &Sign, seen: &[IdeaNote]) -> Markup {
    html! { li.stack-s id={ "sign-" (one.slug) } {
        h2 { (one.says) }
        @match SignStands::of(seen, today()) {
            SignStands::NotLookedAt => { p.small.soft { "Not looked at yet. What could show it: " (one.look) "." } }
            SignStands::LookAgain(on) => { p.told.warn.small { "Last seen on " (on.in_words()) ", more than a year ago. Is it still so? What could show it: " (one.look) "." } }
            SignStands::Seen(_) => {}
        }
        @if let Some(last) = seen.last() { p { (capital(&last.text)) " " span.small.soft { (last.by) ", " (last.on.in_words()) } } }
        @if seen.len() > 1 { details.no-print { summary.small { "Seen before" } ol.clean.small { @for note in seen.iter().rev().skip(1) { li { (note.text) " " span.soft { (note.by) ", " (note.on.in_words()) } } } } } }
        @if visit.is_any_of(&[Role::MathsLead, Role::Headteacher]) { details.no-print { summary.small { "Write what shows it" }
            form.row method="post" action="/school/lasts" {
                (token(visit))
                input type="hidden" name="sign" value=(one.slug);
                label.small for={ "evidence-" (one.slug) } { "What was seen, and where" }
                input id={ "evidence-" (one.slug) } type="text" name="evidence" maxlength="1000" required;
                button.act.quiet.small { "Keep it" }
            }
        } }
    } }
}

/// Writes down what shows that something lasts.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let slug = part(&sent, "sign");
    let sign = signs()?.get(slug).ok_or_else(|| refused(format!("`{slug}` is not on the list")))?;
    let evidence = text(part(&sent, "evidence"))?;
    if evidence.is_empty() {
        return Err(refused("write what was seen, and where"));
    }
    let by = visit.actor()?.name().to_owned();
    let fact = SchoolFact::LastsSeen { sign: sign.slug.clone(), evidence, by, on: today() };
    app.write_in_school(&visit, fact).await?;
    Ok(Redirect::to(&format!("/school/lasts#sign-{slug}")))
}
