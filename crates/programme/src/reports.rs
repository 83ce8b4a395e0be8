//! Figures of reach: how many distinct schools signed up, started, attended, completed, returned, ever took part.
//!
//! Every figure names its definition and its day. Schools are counted by succession, so none twice. Small numbers are
//! hidden. Nothing here says what a programme caused. Start at [`report`]; the definitions are [`DEFINITIONS`].

mod definitions;
mod forecast;
mod rates;
mod small_numbers;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{Counted, Date, Fact, Facts, SchoolYear, Succession, Urn, What};

pub use definitions::{DEFINITIONS, Definition, UnknownDefinition, definition};
pub use forecast::{
    Foreseen, ForeseenYear, LEAST_YEARS, NoForecast, Tried, forecast, forecast_of_counts, foresee,
};
pub use rates::{RANGE, RATES, Rate, RateDefinition, RateFigure, Share, rate};
pub(crate) use small_numbers::hide_parts;
pub use small_numbers::{Count, HIDDEN_BELOW, withhold};

/// What to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'q> {
    /// Which definition.
    pub definition: &'q Definition,
    /// The programmes counted together, by their slugs; none for all.
    pub programmes: &'q [String],
    /// The first school year shown.
    pub from: SchoolYear,
    /// The last school year shown.
    pub to: SchoolYear,
    /// Whether each hub is shown beside the whole.
    pub by_hub: bool,
    /// Numbers from 1 up to, not including, this are hidden; 1 hides none.
    pub hidden_below: u32,
}

/// A definition's figures over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The definition, by its slug.
    pub definition: &'static str,
    /// What is counted, in a sentence.
    pub counts: &'static str,
    /// How schools are told apart, in a sentence.
    pub distinct: &'static str,
    /// Which numbers are hidden, in a sentence.
    pub small_numbers: String,
    /// The programmes counted together; none for all.
    pub programmes: Vec<String>,
    /// One figure for each school year, in order.
    pub figures: Vec<Figure>,
}

/// One school year's figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The school year.
    pub year: SchoolYear,
    /// The day on which schools are told apart: the last of the school year.
    pub as_at: Date,
    /// How many schools.
    pub schools: Count,
    /// How many of each hub, when asked for. A school that was with two hubs counts in both.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hubs: Vec<HubFigure>,
    /// The schools themselves, each with the numbers it had: for the hub's own eyes, never published.
    #[serde(skip)]
    pub counted: Vec<Counted>,
}

/// One hub's part of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubFigure {
    /// The hub.
    pub hub: String,
    /// How many schools.
    pub schools: Count,
}

const DISTINCT: &str = "Distinct schools by succession on the last day of the school year: a school that changed its number counts once, schools that merged by then count as one, and a school that split counts as one of those that carry it on.";

/// Counts schools by a definition, for each school year asked for.
#[must_use]
pub fn report(question: &Question, facts: &Facts, lines: &Succession) -> Report {
    let years =
        (question.from.first_year()..=question.to.first_year()).map(SchoolYear::beginning_in);
    Report {
        definition: question.definition.slug,
        counts: question.definition.sentence,
        distinct: DISTINCT,
        small_numbers: small_numbers::sentence(question.hidden_below),
        programmes: question.programmes.to_vec(),
        figures: years.map(|year| figure(question, year, facts, lines)).collect(),
    }
}

fn figure(question: &Question, year: SchoolYear, facts: &Facts, lines: &Succession) -> Figure {
    let as_at = year.last_day();
    let chosen = chosen(question, year, facts, lines);
    let count = |facts: &[&Fact]| {
        let urns: BTreeSet<Urn> = facts.iter().map(|fact| fact.urn).collect();
        lines.distinct(&urns, as_at)
    };
    let counted = count(&chosen);
    let mut of_hub: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    if question.by_hub {
        for &fact in &chosen {
            of_hub.entry(fact.hub.as_deref().unwrap_or("not said")).or_default().push(fact);
        }
    }
    let (names, numbers): (Vec<&str>, Vec<usize>) =
        of_hub.iter().map(|(hub, facts)| (*hub, count(facts).len())).unzip();
    let parts = hide_parts(counted.len(), &numbers, question.hidden_below);
    let hubs = names
        .into_iter()
        .zip(parts)
        .map(|(hub, schools)| HubFigure { hub: hub.to_owned(), schools });
    Figure {
        year,
        as_at,
        schools: Count::of(counted.len(), question.hidden_below),
        hubs: hubs.collect(),
        counted,
    }
}

/// The facts that make a school count in a year.
fn chosen<'f>(
    question: &Question,
    year: SchoolYear,
    facts: &'f Facts,
    lines: &Succession,
) -> Vec<&'f Fact> {
    let is_asked = |fact: &&Fact| {
        question.programmes.is_empty() || question.programmes.contains(&fact.programme)
    };
    let of = |what: What, fits: &dyn Fn(SchoolYear) -> bool| -> Vec<&'f Fact> {
        facts.all().filter(is_asked).filter(|fact| fact.what == what && fits(fact.year)).collect()
    };
    match question.definition.slug {
        "signed-up" => of(What::SignedUp, &|held| held == year),
        "started" => of(What::Started, &|held| held == year),
        "attended" => of(What::Attended, &|held| held == year),
        "completed" => of(What::Completed, &|held| held == year),
        "ever" => of(What::Started, &|held| held <= year),
        // The definitions are those of the list, so this is `returned`.
        _ => {
            let on = year.last_day();
            let before = of(What::Completed, &|held| held.next() == year);
            let completed: BTreeSet<Urn> =
                before.iter().flat_map(|fact| lines.heirs(fact.urn, on)).collect();
            let mut again = of(What::Started, &|held| held == year);
            again.retain(|fact| !lines.heirs(fact.urn, on).is_disjoint(&completed));
            again
        }
    }
}
