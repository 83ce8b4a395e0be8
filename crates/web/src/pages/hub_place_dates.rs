//! A school's way to a place on one form: applied, the headteacher confirmed, the place confirmed.
//!
//! Each day may be blank; the facts are written in their order, all of them or none. Start at [`write`].

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Date, Fact, HubFact, PlaceState, Recruitment, SchoolYear, Urn, What, may_join};

use super::hub::{back_to, field, school_named, why_not_confirm_on};
use super::hub_schools::stages_of;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, happened};
use crate::layout::token;
use crate::sent::{Fields, part, refused};

/// The days of the form, in the order in which they come to be.
const STEPS: [(&str, &str, What); 3] = [
    ("applied", "Applied for a place", What::SignedUp),
    ("head", "The headteacher confirmed", What::HeadConfirmed),
    ("place", "The place was confirmed", What::PlaceConfirmed),
];

/// The form on a school's page.
pub fn of_school(visit: &Visit, journal: &HubJournal, urn: Urn) -> Markup {
    let years = [journal.year.next(), journal.year];
    html! {
        form.sheet.stack #place method="post" action="/hub/places/dates" {
            (token(visit))
            input type="hidden" name="urn" value=(urn);
            input type="hidden" name="back" value={ "/hub/schools/" (urn) };
            h2 { "Its way to a place" }
            div { label for="place-programme" { "In" } select #place-programme name="programme" { @for slug in stages_of(journal, urn) { option value=(slug) { (journal.rules().short(slug)) } } } }
            div { label for="place-year" { "School year" } select #place-year name="year" { @for year in years { option value=(year) { (year) } } } }
            (days(journal))
            button.act { "Write these days down" }
        }
    }
}

/// The form beside the list of those who applied.
pub fn of_list(
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    list: &Recruitment,
) -> Markup {
    let has_a_place = |urn: Urn| {
        let mut all = list.applications.iter();
        all.any(|one| one.urn == urn && one.place == PlaceState::Confirmed)
    };
    let mut offered = journal.open_schools();
    offered.retain(|school| {
        stages_of(journal, school.urn).contains(&programme) && !has_a_place(school.urn)
    });
    html! { @if !offered.is_empty() {
        form.sheet.stack #dates method="post" action="/hub/places/dates" {
            (token(visit))
            input type="hidden" name="programme" value=(programme);
            input type="hidden" name="year" value=(year);
            input type="hidden" name="back" value={ "/hub/places?programme=" (programme) "&year=" (year) };
            h2 { "Write down a school" }
            div { label for="place-school" { "School" } select #place-school name="urn" required { option value="" { "Choose a school" } @for school in &offered { option value=(school.urn) { (journal.name(school.urn)) } } } }
            (days(journal))
            button.act { "Write these days down" }
        }
    } }
}

fn days(journal: &HubJournal) -> Markup {
    html! {
        @for (name, label, _) in STEPS { div { label for={ "place-" (name) } { (label) } input #{ "place-" (name) } type="date" name=(name) max=(journal.today); } }
        p.small.soft { "Leave blank what has not come yet." }
    }
}

/// Writes down the days that are given.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    if part(&sent, "urn").is_empty() {
        return Err(refused("No school was chosen; choose one of the list"));
    }
    let (urn, _) = school_named(&journal, part(&sent, "urn"))?;
    let year: SchoolYear = field(part(&sent, "year"))?;
    let programme = part(&sent, "programme");
    let rule = journal.rules().programmes.rule(programme, year);
    rule.map_err(|error| refused(error.to_string()))?;
    let held = journal.own(urn, programme, year);
    let mut new: Vec<Fact> = Vec::new();
    for (name, label, what) in STEPS {
        let typed = part(&sent, name).trim();
        if typed.is_empty() {
            continue;
        }
        let on = Date::read(typed).map_err(|error| refused(format!("{label}: {error}")))?;
        if on > journal.today {
            return Err(refused(format!("{label}: {} has not come yet", on.in_words())));
        }
        match held.iter().find(|fact| fact.what == what) {
            Some(fact) if fact.on == on => continue,
            Some(fact) => {
                return Err(refused(format!(
                    "It is written already that {} {} on {}; take that back first, or leave this day blank",
                    journal.name(urn),
                    happened(what),
                    fact.on.in_words()
                )));
            }
            None => {}
        }
        if what == What::PlaceConfirmed {
            why_not_confirm_on(&journal, urn, programme, year, &new, on)?;
        }
        new.push(Fact { urn, programme: programme.to_owned(), year, what, on, hub: None });
    }
    if new.is_empty() {
        return Err(refused("No day was given that is not written yet; fill in at least one"));
    }
    let fact = |fact: Fact| HubFact::Happened {
        urn: fact.urn,
        programme: fact.programme,
        year: fact.year,
        what: fact.what,
        on: fact.on,
        note: String::new(),
    };
    let ids = journal.write(&app, &visit, new.into_iter().map(fact).collect()).await?;
    Ok(back_to(part(&sent, "back"), &ids.join(",")))
}

/// Of an application that the rules speak against: that it is kept, and what is asked. Nothing of anything else.
pub fn not_as_things_stand(journal: &HubJournal, fact: &HubFact) -> Option<String> {
    let HubFact::Happened { urn, programme: slug, year, what: What::SignedUp, .. } = fact else {
        return None;
    };
    let programmes = &journal.rules().programmes;
    let (programme, rule) = programmes.rule(slug, *year).ok()?;
    let school = journal.schools.get(urn)?;
    let own: Vec<&Fact> = journal.book.facts.of_line(*urn, &journal.lines).collect();
    let checks = may_join(programme, rule, school, &own, programmes, *year);
    let check = checks.into_iter().find(|check| check.holds == Some(false))?;
    Some(format!(
        "The application is kept, but as things stand the school may not join: it is asked that {}: {}. Its place cannot be confirmed until that is put right.",
        check.asks, check.because
    ))
}
