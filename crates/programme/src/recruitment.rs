//! Applications for the places of a programme: who holds one, who waits and as which, who applied twice.
//!
//! Folded from facts: first come, first on the list; a place is held from its confirmation until the school leaves. A
//! school that applied under two numbers of one line stands once. Start at [`recruit`].

mod round;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Date, Fact, Facts, SchoolYear, Succession, Urn, What};

pub use round::{
    Applied, AskedBy, Interest, RecruitmentRound, RefusedRound, RoundState, RoundStep, has_applied,
    round_days, to_tell,
};

/// Where the recruitment for a programme and school year stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recruitment {
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The day.
    pub on: Date,
    /// How many places there are.
    pub places: usize,
    /// How many are neither held nor wanted by a school that applied. This is what the public may see.
    pub places_left: usize,
    /// The schools, in the order in which they applied.
    pub applications: Vec<Application>,
}

/// One school's application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Application {
    /// The school's number on the day.
    pub urn: Urn,
    /// When it applied first.
    pub applied_on: Date,
    /// Where it stands.
    pub place: PlaceState,
    /// What to know before deciding, in words: applied twice, or under an earlier number.
    pub remarks: Vec<String>,
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceState {
    /// The place is confirmed.
    Confirmed,
    /// There is a place for it, not yet confirmed.
    Offered,
    /// It waits, first, second, ...
    Waiting(usize),
    /// It left or withdrew.
    Withdrawn,
    /// The hub did not offer it a place.
    Declined,
}

/// Puts the applications for `places` in order.
#[must_use]
pub fn recruit(
    facts: &Facts,
    lines: &Succession,
    (programme, year): (&str, SchoolYear),
    places: usize,
    on: Date,
) -> Recruitment {
    let mut of: BTreeMap<Urn, Vec<&Fact>> = BTreeMap::new();
    let is_asked = |fact: &&Fact| fact.programme == programme && fact.year == year && fact.on <= on;
    // Who applied first, and of one day whose application was written down first.
    let mut came: BTreeMap<Urn, usize> = BTreeMap::new();
    for (at, fact) in facts.all().enumerate().filter(|(_, fact)| is_asked(fact)) {
        let now = lines.heirs(fact.urn, on).first().copied().unwrap_or(fact.urn);
        of.entry(now).or_default().push(fact);
        if fact.what == What::SignedUp {
            came.entry(now).or_insert(at);
        }
    }
    let mut applications: Vec<Application> =
        of.iter().filter_map(|(&urn, own)| application(urn, own)).collect();
    applications.sort_by_key(|each| came.get(&each.urn));
    let is_held = |each: &Application| each.place == PlaceState::Confirmed;
    let mut free = places.saturating_sub(applications.iter().filter(|each| is_held(each)).count());
    let mut n_waiting = 0;
    for each in applications.iter_mut().filter(|each| each.place == PlaceState::Offered) {
        if free > 0 {
            free -= 1;
        } else {
            n_waiting += 1;
            each.place = PlaceState::Waiting(n_waiting);
        }
    }
    let programme = programme.to_owned();
    Recruitment { programme, year, on, places, places_left: free, applications }
}

fn application(urn: Urn, own: &[&Fact]) -> Option<Application> {
    let signed: Vec<&&Fact> = own.iter().filter(|fact| fact.what == What::SignedUp).collect();
    let first = signed.first()?;
    // What was said last about the place stands: a school may leave and apply again.
    let says_place = |fact: &&&Fact| {
        matches!(
            fact.what,
            What::SignedUp | What::PlaceConfirmed | What::Started | What::Left | What::Declined
        )
    };
    let mut place = PlaceState::Offered;
    for fact in own.iter().filter(says_place) {
        place = match (fact.what, place) {
            (What::Left, _) => PlaceState::Withdrawn,
            (What::Declined, _) => PlaceState::Declined,
            (What::SignedUp, PlaceState::Confirmed) => PlaceState::Confirmed,
            (What::SignedUp, _) => PlaceState::Offered,
            _ => PlaceState::Confirmed,
        };
    }
    let mut remarks = Vec::new();
    for again in signed.iter().skip(1) {
        remarks.push(if again.urn == first.urn {
            format!("applied again on {}", again.on.in_words())
        } else {
            format!(
                "applied as {} and again as {} on {}",
                first.urn,
                again.urn,
                again.on.in_words()
            )
        });
    }
    if first.urn != urn && signed.len() == 1 {
        remarks.push(format!("applied as {}, which is {urn} now", first.urn));
    }
    Some(Application { urn, applied_on: first.on, place, remarks })
}
