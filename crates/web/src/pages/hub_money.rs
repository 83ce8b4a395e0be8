//! Money: what each school is due, has claimed and been paid, for one school year, and the same as a spreadsheet.
//!
//! Whole pence throughout; a claim without its condition is refused in words. Start at [`show`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{Redirect, Response};
use maud::{Markup, html};
use programme::{
    Action, ClaimRule, Date, Entry, EntryKind, HubFact, Late, Pence, SchoolYear, Statement, Urn,
    statements, totals,
};
use serde::Deserialize;

use super::hub::{back_to, field, form, said_done, take_back_form};
use super::hub_lists::{file_year, spreadsheet};
use super::hub_places::Asked;
use super::hub_schools::one_check;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::hub_pictures::money_bars;
use crate::sent::text;

/// The year's money.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year = asked.year.parse().unwrap_or(journal.year);
    let all = statements(&journal.books(), year);
    let sums = totals(&all);
    let back = format!("/hub/money?year={year}");
    let bar = |name, pence: Pence| (name, pence.0, pence.to_string());
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.hub.name) } h1 { "Money" } } (years(&journal, year)) }
            (said_done(&visit, &journal, &asked.done, &back))
            @if all.is_empty() { p.told { "No school started a programme in " (year) " whose rule gives money." } }
            @else {
                section.stack { h2 { (year) ": " (sums.n_schools) " entitlements" }
                    (money_bars(&[bar("Entitled", sums.entitled), bar("Due", sums.due), bar("Claimed", sums.claimed), bar("Paid", sums.paid)]))
                    @if sums.corrected != Pence(0) { p { "Put right: " strong { (sums.corrected) } "; so " strong { (sums.paid + sums.corrected) } " came to schools." } }
                    p { strong { (sums.open) } " is still to be paid. " a href={ "/hub/money.csv?year=" (year) } { "As a spreadsheet" } " · " a href={ "/hub/money/claims.pdf?year=" (year) } { "The claim pack" } " · " a href={ "/hub/money/closing.pdf?year=" (year) } { "The closing statement" } }
                }
                ol.clean.late-list { @for one in &all { (row(&visit, &journal, one, &back)) } }
            }
            (asks(&visit, &journal, year))
        }
    };
    Ok(layout::hub(&visit, HubPlace::Money, "Money", &inside))
}

fn years(journal: &HubJournal, year: SchoolYear) -> Markup {
    let first = journal.year.first_year().saturating_sub(3);
    html! { form.row.chooser method="get" action="/hub/money" {
        label.unseen for="year" { "School year" }
        select #year name="year" { @for each in (first..=first + 3).map(SchoolYear::beginning_in) { option value=(each) selected[each == year] { (each) } } }
        button.act.quiet.small { "Show" }
    } }
}

fn row(visit: &Visit, journal: &HubJournal, one: &Statement, back: &str) -> Markup {
    let urn = one.today.unwrap_or(one.urn);
    let is_unmet = one.conditions.iter().any(|check| check.holds != Some(true));
    let offer = Late {
        urn,
        programme: one.programme.clone(),
        year: one.year,
        says: String::new(),
        action: Action::ClaimTheMoney,
    };
    html! { li.late-row {
        div.stack-s {
            div { a.late-school href={ "/hub/schools/" (urn) } { (journal.name(urn)) } p.small.soft { (journal.rules().short(&one.programme)) ", " (one.purpose) @if one.today != Some(one.urn) { ", started as " (one.urn) } } }
            p.money-line.number { span { "entitled " (one.entitled) } span { "due " (one.due) } span { "claimed " (one.claimed) } span { "paid " (one.paid) } @if one.corrected != Pence(0) { span { "put right " (one.corrected) } } }
            @for remark in &one.remarks { p.fault { (remark) } }
            @if is_unmet { ul.clean.checks { @for check in one.conditions.iter().filter(|check| check.holds != Some(true)) { (one_check(check)) } } }
            @else if !one.conditions.is_empty() { details { summary.small { "Every condition is met" } ul.clean.checks { @for check in &one.conditions { (one_check(check)) } } } }
        }
        @if one.due > Pence(0) && one.claimed == Pence(0) { (form(visit, &offer, back)) }
        @else if one.claimed > one.paid + one.corrected { form.row.late-act method="post" action="/hub/money" {
            (token(visit))
            input type="hidden" name="urn" value=(urn);
            input type="hidden" name="programme" value=(one.programme);
            input type="hidden" name="year" value=(one.year);
            button.act.quiet.small name="kind" value="paid" { "Paid today" }
        } }
        (entries(visit, journal, one, back))
    } }
}

/// What was claimed, paid and put right of an entitlement, each to be taken back; and the form for another entry.
fn entries(visit: &Visit, journal: &HubJournal, one: &Statement, back: &str) -> Markup {
    let of = |fact: &HubFact| matches!(fact, HubFact::Money { entry } if entry.programme == one.programme && entry.year == one.year && journal.lines.are_one_line(entry.urn, one.urn));
    let own: Vec<_> = journal.book.noted.iter().filter(|noted| of(&noted.fact)).collect();
    let urn = one.today.unwrap_or(one.urn);
    let id = format!("{urn}-{}", one.programme);
    html! { @if !own.is_empty() { details.money-entries {
        summary.small { "What was written, another amount or day, something to put right" }
        ol.clean.book { @for noted in &own { li.row.between { span { (journal.words(&noted.fact)) } (take_back_form(visit, noted, back)) } } }
        form.sheet.quiet.stack-s method="post" action="/hub/money" {
            (token(visit))
            input type="hidden" name="urn" value=(urn);
            input type="hidden" name="programme" value=(one.programme);
            input type="hidden" name="year" value=(one.year);
            div.row {
                div { label for={ "kind-" (id) } { "It was" } select id={ "kind-" (id) } name="kind" { option value="paid" { "paid" } option value="corrected" { "put right, up or down" } } }
                div { label for={ "amount-" (id) } { "Pounds " span.soft { "(-50 for less)" } } input.short id={ "amount-" (id) } type="text" inputmode="decimal" name="amount" maxlength="16" value=(pounds(one.claimed - one.paid - one.corrected)) required; }
                div { label for={ "on-" (id) } { "On" } input id={ "on-" (id) } type="date" name="on" value=(journal.today) max=(journal.today) required; }
            }
            div { label for={ "reference-" (id) } { "Your reference " span.soft { "(may be blank)" } } input id={ "reference-" (id) } type="text" name="reference" maxlength="80"; }
            div { label for={ "why-" (id) } { "Why " span.soft { "(where something is put right)" } } input id={ "why-" (id) } type="text" name="why" maxlength="300"; }
            button.act.quiet.small { "Write it down" }
        }
    } } }
}

/// What the hub itself asks for before it claims.
fn asks(visit: &Visit, journal: &HubJournal, year: SchoolYear) -> Markup {
    let programmes = &journal.rules().programmes;
    let pays =
        |slug: &&str| programmes.rule(slug, year).is_ok_and(|(_, rule)| rule.money.is_some());
    let held = |slug: &str| {
        let rules = &journal.book.claim_rules.claims;
        rules.iter().find(|rule| rule.programme == slug).map_or(0, |rule| rule.sessions_attended)
    };
    html! {
        section.stack-s.no-print {
            h2 { "What you ask for before you claim" }
            p.soft { "The claim rules are not public, so they are yours: how many sessions somebody of the school must have been at." }
            form.row method="post" action="/hub/money/rules" {
                (token(visit))
                @for slug in journal.rules().stages().filter(pays) {
                    label.row for={ "asks-" (slug) } { (journal.rules().short(slug)) input.short #{ "asks-" (slug) } type="number" min="0" max="30" name=(slug) value=(held(slug)); }
                }
                button.act.quiet.small { "Set" }
            }
        }
    }
}

/// What was paid.
#[derive(Debug, Deserialize)]
pub struct Paid {
    urn: String,
    programme: String,
    year: String,
    kind: String,
    /// Pounds; what is still open where it is not sent.
    amount: Option<String>,
    /// The day; today where it is not sent.
    on: Option<String>,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    why: String,
}

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("Nothing was written", says)
}

/// Writes down a payment, or what puts one right.
pub async fn pay(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Paid>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let urn: Urn = field(&sent.urn)?;
    let year: SchoolYear = field(&sent.year)?;
    let here = format!("/hub/money?year={year}");
    let all = statements(&journal.books(), year);
    let mine = all
        .iter()
        .find(|one| one.programme == sent.programme && journal.lines.are_one_line(one.urn, urn));
    let mine = mine.filter(|one| one.claimed > Pence(0));
    let mine = mine.ok_or_else(|| refused("Nothing is claimed for this school yet."))?;
    let open = mine.claimed - mine.paid - mine.corrected;
    let pence = match &sent.amount {
        None if open > Pence(0) => open,
        None => {
            // Pressed twice: it is said again what was written.
            let is_paid = |fact: &HubFact| matches!(fact, HubFact::Money { entry } if entry.kind == EntryKind::Paid && entry.programme == sent.programme && entry.year == year && journal.lines.are_one_line(entry.urn, urn));
            let last = journal.book.noted.iter().rev().find(|noted| is_paid(&noted.fact));
            return Ok(back_to(&here, last.map_or("", |noted| &noted.id)));
        }
        Some(typed) => Pence::read(typed).ok_or_else(|| {
            refused(format!("`{typed}` is no amount; expected pounds such as 2000 or 1,950.50."))
        })?,
    };
    let on = match &sent.on {
        None => journal.today,
        Some(day) => Date::read(day).map_err(|error| refused(format!("{error}.")))?,
    };
    if on > journal.today {
        return Err(refused(format!("{} has not come yet.", on.in_words())));
    }
    let claimed = journal.book.ledger.entries.iter().filter(|entry| {
        (entry.kind, &*entry.programme, entry.year) == (EntryKind::Claimed, &*sent.programme, year)
            && journal.lines.are_one_line(entry.urn, urn)
    });
    if let Some(claimed) = claimed.map(|entry| entry.on).min().filter(|claimed| on < *claimed) {
        return Err(refused(format!(
            "{} is before the claim, which was made on {}; choose a day from then on.",
            on.in_words(),
            claimed.in_words()
        )));
    }
    let why = text(&sent.why)?;
    let kind = match sent.kind.as_str() {
        "paid" if pence <= Pence(0) => {
            return Err(refused(format!(
                "{pence} cannot be paid; expected more than nothing. What comes back is put right."
            )));
        }
        "paid" if pence > open => {
            return Err(refused(format!(
                "{pence} is more than the {open} that is claimed and not paid yet."
            )));
        }
        "paid" => EntryKind::Paid,
        "corrected" if why.is_empty() => {
            return Err(refused("Say why it is put right, so that whoever closes the year knows."));
        }
        "corrected" if pence == Pence(0) => {
            return Err(refused("Nothing to put right; expected an amount such as 50 or -50."));
        }
        "corrected" if mine.paid + mine.corrected + pence < Pence(0) => {
            return Err(refused(format!(
                "{} came to this school, so at most that can come back.",
                mine.paid + mine.corrected
            )));
        }
        "corrected" => EntryKind::Corrected,
        other => {
            return Err(refused(format!("`{other}` is not known; expected paid or corrected.")));
        }
    };
    let entry = Entry {
        urn,
        programme: sent.programme,
        year,
        kind,
        pence,
        on,
        reference: text(&sent.reference)?,
        why: (kind == EntryKind::Corrected).then_some(why),
    };
    let ids = journal.write(&app, &visit, vec![HubFact::Money { entry }]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// Sets what is asked for before a claim, from this year on; what is sent is a programme and a number each.
pub async fn set_rules(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let mut rules = Vec::new();
    for (slug, n) in sent.iter().filter(|(slug, _)| slug != "_token") {
        let is_known = journal.rules().stages().any(|known| known == slug);
        let n: u8 = n.parse().ok().filter(|n| *n <= 30 && is_known).ok_or_else(|| {
            refused(format!("`{n}` for {slug} cannot be asked for; expected 0 to 30 sessions."))
        })?;
        rules.push(ClaimRule {
            programme: slug.clone(),
            from: SchoolYear::beginning_in(journal.year.first_year().saturating_sub(1)),
            sessions_attended: n,
            is_completed: false,
            source: format!("{}, {}", journal.hub.name, journal.today.in_words()),
        });
    }
    journal.write(&app, &visit, vec![HubFact::ClaimRulesSet { rules }]).await?;
    Ok(Redirect::to("/hub/money"))
}

/// The year's money as a spreadsheet: the same rows as the page.
pub async fn as_csv(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year = asked.year.parse().unwrap_or(journal.year);
    let row = |one: &Statement| {
        vec![
            one.urn.to_string(),
            one.today.map(|urn| urn.to_string()).unwrap_or_default(),
            journal.name(one.today.unwrap_or(one.urn)),
            one.programme.clone(),
            one.year.to_string(),
            pounds(one.entitled),
            pounds(one.due),
            pounds(one.claimed),
            pounds(one.paid),
            pounds(one.corrected),
            pounds(one.open),
        ]
    };
    let all = statements(&journal.books(), year);
    spreadsheet(&format!("money-{}", file_year(year)), &HEADS, all.iter().map(row))
}

/// The heads of the spreadsheet.
const HEADS: [&str; 11] = [
    "urn",
    "today",
    "school",
    "programme",
    "year",
    "entitled",
    "due",
    "claimed",
    "paid",
    "corrected",
    "open",
];

/// Pounds as a spreadsheet reads them: `2000.00`.
pub fn pounds(pence: Pence) -> String {
    let sign = if pence.0 < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", pence.0.abs() / 100, pence.0.abs() % 100)
}

/// A text that no spreadsheet takes for a formula; a number below nothing stays one.
pub fn plain(text: &str) -> String {
    let is_number = text.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    if is_number {
        return text.to_owned();
    }
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
