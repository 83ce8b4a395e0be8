//! What inspection reports say of mathematics: quotations with school, day, page, theme and where to read them.
//!
//! A quotation without its provenance is refused in words; no grade is asked for. Start at [`show`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{BigIdea, Date, HeldQuotation, HubFact, Quotation};

use super::hub::{Done, back_to, said_done, school_named};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused, text};

const HERE: &str = "/hub/quotations";

/// Every quotation by theme, and the form.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let held = &journal.book.quotations;
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { (journal.hub.name) } h1 { "What inspection reports say" } p.narrow-read { "A sentence of a report, word for word, with where it stands. It goes into the hub's report with all of that. No grade is kept." } }
            (said_done(&visit, &journal, &asked.done, HERE))
            div.side.hub-side {
                div.stack-l {
                    @if held.is_empty() { p.told { "Nothing is quoted yet." } }
                    @for theme in BigIdea::ALL {
                        @let of: Vec<&HeldQuotation> = held.iter().filter(|one| one.quotation.theme == theme).collect();
                        @if !of.is_empty() { section.stack { h2 { (capital(theme.in_words())) } @for one in of { (quoted(&visit, &journal, one)) } } }
                    }
                }
                (form(&visit, &journal))
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Report, "What inspection reports say", &inside))
}

fn quoted(visit: &Visit, journal: &HubJournal, held: &HeldQuotation) -> Markup {
    let one = &held.quotation;
    html! { figure.sheet.stack-s {
        blockquote { p { "“" (one.says) "”" } }
        figcaption.stack-s {
            p { a href={ "/hub/schools/" (held.urn) } { (journal.name(held.urn)) } ", inspection report of " (one.report.in_words()) ", page " (one.page) "." }
            p.small { "To be read at: " (one.lies) ". " (one.written(held.urn, &journal.book.facts, &journal.lines).in_words()) }
            p.small.soft { "Written down by " (one.by) " on " (one.on.in_words()) "." }
            form method="post" action="/hub/take-back" {
                (token(visit))
                input type="hidden" name="fact" value=(held.id);
                input type="hidden" name="back" value=(HERE);
                button.plain { "Take it out" }
            }
        }
    } }
}

fn form(visit: &Visit, journal: &HubJournal) -> Markup {
    html! { form.sheet.quiet.stack method="post" action=(HERE) {
        (token(visit))
        h2 { "Quote a report" }
        div { label for="urn" { "School" } select #urn name="urn" required { option value="" { "choose" } @for school in journal.open_schools() { option value=(school.urn) { (journal.name(school.urn)) } } } }
        div { label for="says" { "The sentence, word for word " span.soft { "(no names)" } } textarea #says name="says" maxlength="600" required {} }
        div { label for="idea" { "What it is about" } select #idea name="theme" { @for theme in BigIdea::ALL { option { (theme.in_words()) } } } }
        div { label for="report" { "Day of the report" } input #report type="date" name="report" max=(journal.today) required; }
        div { label for="page" { "Page" } input #page type="text" name="page" maxlength="20" required; }
        div { label for="lies" { "Where it can be read " span.soft { "(an address)" } } input #lies type="text" name="lies" maxlength="300" required; }
        button.act { "Quote it" }
    } }
}

/// Writes a quotation down; one without its provenance is refused.
pub async fn quote(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let named = part(&sent, "urn");
    if named.is_empty() {
        return Err(refused(
            "a quotation stands here with where it comes from, and the school is missing; choose it",
        ));
    }
    let (urn, _) = school_named(&journal, named)?;
    let own = |name: &str| text(part(&sent, name));
    let theme = part(&sent, "theme");
    let theme = BigIdea::read(theme)
        .ok_or_else(|| refused(format!("`{}` is none of the five big ideas", cut(theme))))?;
    let report = part(&sent, "report");
    if report.is_empty() {
        return Err(refused(
            "a quotation stands here with where it comes from, and the day of the report is missing; write it in",
        ));
    }
    let quotation = Quotation {
        says: own("says")?,
        report: Date::read(report).map_err(|error| refused(error.to_string()))?,
        page: own("page")?,
        theme,
        lies: own("lies")?,
        by: visit.actor()?.name().to_owned(),
        on: journal.today,
    };
    quotation.check(journal.today).map_err(|why| refused(why.to_string()))?;
    let is_same = |held: &&HeldQuotation| {
        held.urn == urn
            && held.quotation.says == quotation.says
            && held.quotation.report == quotation.report
    };
    if let Some(held) = journal.book.quotations.iter().find(is_same) {
        return Ok(back_to(HERE, &held.id));
    }
    let ids = journal.write(&app, &visit, vec![HubFact::Quoted { urn, quotation }]).await?;
    Ok(back_to(HERE, ids.first().map_or("", String::as_str)))
}

fn cut(typed: &str) -> String {
    typed.chars().take(40).collect()
}
