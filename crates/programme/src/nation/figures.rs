//! A nation's figures: reach by every definition over the years, rates hub by hub, and who has handed on when.

use std::collections::BTreeMap;

use serde::Serialize;

use super::NationBook;
use crate::reports::{RATES, RateFigure, rate};
use crate::{DEFINITIONS, Date, Question, Report, SchoolYear, Succession, Urn, report};

/// After so many days what a hub handed on is called old.
// Our choice: a half-term and a bit, so that one handing on a half-term keeps up.
pub const STALE_AFTER_DAYS: i64 = 60;

/// Every figure of the national view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct National {
    /// The first and the last school year that hubs handed on; nothing where none has.
    pub years: Option<(SchoolYear, SchoolYear)>,
    /// Reach by every definition, in their order, each over all the years, with each hub.
    pub reach: Vec<Report>,
    /// The rates, year by year.
    pub rates: Vec<NationalYear>,
    /// The hubs, by name.
    pub hubs: BTreeMap<String, HubNow>,
}

/// The rates of one school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NationalYear {
    /// The school year.
    pub year: SchoolYear,
    /// In the order of [`RATES`].
    pub rates: Vec<RateFigure>,
}

/// Where a hub stands with its handing on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubNow {
    /// The number of its lead school.
    pub lead_urn: Urn,
    /// When it handed on last.
    pub on: Date,
    /// Whether that is long ago.
    pub is_old: bool,
}

impl National {
    /// The figures, on a day, of the programmes named by their slugs, or of all together where none is. Numbers below
    /// `hidden_below` are hidden.
    #[must_use]
    pub fn of(
        book: &NationBook,
        lines: &Succession,
        programmes: &[String],
        today: Date,
        hidden_below: u32,
    ) -> Self {
        let own;
        let facts = if programmes.is_empty() {
            &book.facts
        } else {
            own = book.facts.only(programmes);
            &own
        };
        let all_years = || book.facts.all().map(|fact| fact.year);
        let years = all_years().min().zip(all_years().max());
        let mut made =
            Self { years, reach: Vec::new(), rates: Vec::new(), hubs: hubs(book, today) };
        let Some((from, to)) = years else { return made };
        for definition in &DEFINITIONS {
            let question =
                Question { definition, programmes: &[], from, to, by_hub: true, hidden_below };
            made.reach.push(report(&question, facts, lines));
        }
        for first in from.first_year()..=to.first_year() {
            let year = SchoolYear::beginning_in(first);
            let of = |slug| rate(slug, year, facts, lines, hidden_below);
            let rates = RATES.iter().filter_map(|known| of(known.slug)).collect();
            made.rates.push(NationalYear { year, rates });
        }
        made
    }

    /// The school years, in order.
    #[must_use]
    pub fn all_years(&self) -> Vec<SchoolYear> {
        let Some((from, to)) = self.years else { return Vec::new() };
        (from.first_year()..=to.first_year()).map(SchoolYear::beginning_in).collect()
    }
}

fn hubs(book: &NationBook, today: Date) -> BTreeMap<String, HubNow> {
    let now = |(name, held): (&String, &super::HandedOn)| {
        let is_old = today.days_since(held.on) > STALE_AFTER_DAYS;
        (name.clone(), HubNow { lead_urn: held.lead_urn, on: held.on, is_old })
    };
    book.hubs.iter().map(now).collect()
}
