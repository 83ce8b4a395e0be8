//! What is late for a hub: each row a school, what is missing, and the one thing to do.
//!
//! Only what a rule asks and no fact records. *Not recorded* is said, never *not done*. Start at [`late`].

mod groups;
mod hub;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Date, Fact, Facts, Programmes, SchoolYear, Succession, Urn, What};

pub use groups::{QuietGroup, quiet_groups};
pub use hub::late_in_hub;

/// One thing that is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Late {
    /// The school's number today.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// What is missing, in words.
    pub says: String,
    /// The one thing to do.
    pub action: Action,
}

/// What a hub does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Ask the headteacher to confirm.
    ChaseTheHead,
    /// Confirm the place.
    ConfirmThePlace,
    /// Book the visit.
    BookTheVisit,
    /// Write down the visit that was booked, or book another day.
    WriteTheVisit,
    /// Look at the plan again with the school.
    ReviewThePlan,
    /// Have the plan signed by the side that has not.
    SignThePlan,
    /// Ring the school and hear how it goes.
    RingTheSchool,
    /// Talk with the school about what is seen in fewer classes than before.
    TalkOfPractices,
    /// Name who takes over from somebody who takes part no longer.
    NameWhoTakesOver,
    /// Ask again what became of what one school took from another.
    AskAgain,
    /// Ask whether the school goes on next year.
    AskToGoOn,
    /// Say whether the programme was completed.
    SayWhetherCompleted,
    /// Claim the money that is due.
    ClaimTheMoney,
}

/// Days of a month before the end of the year from which a visit is late: 1 June.
// Our choice: half a term is left to make it.
const VISITS_BY: (u8, u8) = (6, 1);
/// A headteacher is asked again from 1 July before the year.
// Our choice: before the summer holidays.
const HEADS_BY: (u8, u8) = (7, 1);
/// Days after which an application of which nobody else's word is awaited has waited long enough for its answer.
// Our choice: two weeks.
const ANSWERED_WITHIN_DAYS: i64 = 14;

/// What is late on a day in a school year, in the order of what to do and then of the schools' numbers.
#[must_use]
pub fn late(
    facts: &Facts,
    programmes: &Programmes,
    lines: &Succession,
    year: SchoolYear,
    on: Date,
) -> Vec<Late> {
    let mut of: BTreeMap<(Urn, &str), Vec<&Fact>> = BTreeMap::new();
    for fact in facts.all().filter(|fact| fact.year == year && fact.on <= on) {
        let now = lines.heirs(fact.urn, on).first().copied().unwrap_or(fact.urn);
        of.entry((now, &fact.programme)).or_default().push(fact);
    }
    let mut found: Vec<Late> = of
        .into_iter()
        .filter_map(|((urn, slug), own)| {
            let (says, action) = missing(&own, slug, programmes, year, on)?;
            Some(Late { urn, programme: slug.to_owned(), year, says, action })
        })
        .collect();
    found.sort_by_key(|row| (row.action, row.urn));
    found
}

fn missing(
    own: &[&Fact],
    slug: &str,
    programmes: &Programmes,
    year: SchoolYear,
    on: Date,
) -> Option<(String, Action)> {
    let (_, rule) = programmes.rule(slug, year).ok()?;
    let day_of = |what: What| own.iter().find(|fact| fact.what == what).map(|fact| fact.on);
    if day_of(What::Left).or(day_of(What::Declined)).is_some() {
        return None;
    }
    if day_of(What::Started).is_some() {
        let due = Date::new(year.first_year() + 1, VISITS_BY.0, VISITS_BY.1)?;
        let entitled = rule.visits.as_ref().and_then(|visits| visits.number)?;
        let n = own.iter().filter(|fact| fact.what == What::Visited).count();
        let says = format!("{n} of {entitled} visits recorded by {}", on.in_words());
        return (n < usize::from(entitled) && on >= due).then_some((says, Action::BookTheVisit));
    }
    let signed_up = day_of(What::SignedUp)?;
    let confirmed = day_of(What::HeadConfirmed);
    match (rule.headteacher_confirms, confirmed, day_of(What::PlaceConfirmed)) {
        (Some(true), None, _) => {
            let due = Date::new(year.first_year(), HEADS_BY.0, HEADS_BY.1)?;
            let says = format!(
                "signed up on {} and no confirmation by the headteacher is recorded",
                signed_up.in_words()
            );
            (on >= due).then_some((says, Action::ChaseTheHead))
        }
        (_, Some(day), None) => {
            let says = format!(
                "the headteacher confirmed on {} and the place is not confirmed",
                day.in_words()
            );
            Some((says, Action::ConfirmThePlace))
        }
        (_, None, None) if on.days_since(signed_up) >= ANSWERED_WITHIN_DAYS => {
            let says = format!("applied on {} and waits for an answer", signed_up.in_words());
            Some((says, Action::ConfirmThePlace))
        }
        _ => None,
    }
}
