//! A forecast of how many schools will ever have begun, from recorded years alone: a range, with what it assumes.
//!
//! A forecast is no count and never stands among counts. How far the same method missed the recorded years stands with
//! it and widens its range. Start at [`forecast`]; the method is [`foresee`].

use std::fmt;

use serde::Serialize;

use super::report;
use crate::{Count, Date, Facts, Question, SchoolYear, Succession, What, definition};

/// How many school years must be over.
// Two changes from year to year are the least from which a change can be foreseen.
pub const LEAST_YEARS: usize = 3;
/// How many school years are foreseen.
// Our choice: what lies further off is guessed.
const AHEAD: usize = 2;

/// A forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Foreseen {
    /// What it rests on: the school years that are over, each with how many schools had ever begun.
    pub recorded: Vec<(SchoolYear, usize)>,
    /// The years foreseen, in order.
    pub years: Vec<ForeseenYear>,
    /// What the method would have said of recorded years, from those before each.
    pub tried: Vec<Tried>,
    /// How it is made and what it assumes, one sentence each.
    pub assumptions: Vec<String>,
}

/// A school year foreseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForeseenYear {
    /// The school year, at its end.
    pub year: SchoolYear,
    /// The lower end of the range.
    pub low: usize,
    /// The middle.
    pub middle: usize,
    /// The upper end.
    pub high: usize,
}

/// The method tried on a year that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The school year.
    pub year: SchoolYear,
    /// What the years before it would have foretold.
    pub foretold: usize,
    /// What came.
    pub came: usize,
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoForecast {
    /// How many school years are over of which enough is recorded.
    pub years: usize,
}

/// A forecast from the facts of schools, of the school years that are over on a day. Years in which fewer than
/// `hidden_below` schools had ever begun are left out.
///
/// # Errors
///
/// [`NoForecast`] where too few years are over.
pub fn forecast(
    facts: &Facts,
    lines: &Succession,
    on: Date,
    hidden_below: u32,
) -> Result<Foreseen, NoForecast> {
    let started = || facts.all().filter(|fact| fact.what == What::Started).map(|fact| fact.year);
    let none = NoForecast { years: 0 };
    let from = started().min().ok_or(none)?;
    // A year in which nobody began is a year, too.
    let to = SchoolYear::beginning_in(on.school_year().first_year().saturating_sub(1));
    if from > to {
        return Err(none);
    }
    let definition = definition("ever").map_err(|_| none)?;
    let question = Question { definition, programmes: &[], from, to, by_hub: false, hidden_below };
    let figures = report(&question, facts, lines).figures;
    forecast_of_counts(figures.iter().map(|figure| (figure.year, figure.schools)))
}

/// A forecast from counts of schools that had ever begun, of school years that are over, in order and without a gap.
///
/// # Errors
///
/// [`NoForecast`] where too few of them are told.
pub fn forecast_of_counts(
    counts: impl IntoIterator<Item = (SchoolYear, Count)>,
) -> Result<Foreseen, NoForecast> {
    let told = counts.into_iter().filter_map(|(year, count)| match count {
        Count::Shown(n) => Some((year, n)),
        _ => None,
    });
    let told: Vec<(SchoolYear, usize)> = told.collect();
    // Of the years before anybody began, only the last says something: from there it began.
    let began = told.iter().position(|(_, n)| *n > 0).ok_or(NoForecast { years: 0 })?;
    let told = &told[began.saturating_sub(1)..];
    foresee(told).ok_or(NoForecast { years: told.len() })
}

/// Foresees from the school years that are over, in order and without a gap; nothing from fewer than [`LEAST_YEARS`].
#[must_use]
pub fn foresee(recorded: &[(SchoolYear, usize)]) -> Option<Foreseen> {
    let ever: Vec<i64> = recorded.iter().map(|(_, n)| i64::try_from(*n).unwrap_or(0)).collect();
    let (last_year, _) = recorded.last()?;
    let first = middle(&ever)?;
    let tried: Vec<Tried> = (LEAST_YEARS..ever.len())
        .filter_map(|n| {
            let (year, came) = recorded[n];
            Some(Tried { year, foretold: whole(middle(&ever[..n])?[0]), came })
        })
        .collect();
    let missed = tried.iter().map(|one| one.foretold.abs_diff(one.came)).max().unwrap_or(0);
    let changes = changes(&ever);
    let (least, most) = (*changes.iter().min()?, *changes.iter().max()?);
    let low = walk(&ever, least);
    let high = walk(&ever, most);
    let miss = i64::try_from(missed).unwrap_or(0);
    let at_least = *ever.last()?;
    let mut year = *last_year;
    let years = (0..AHEAD).map(|at| {
        year = year.next();
        let by = miss * (i64::try_from(at).unwrap_or(0) + 1);
        ForeseenYear {
            year,
            low: whole(low[at].min(first[at] - by).max(at_least)),
            middle: whole(first[at]),
            high: whole(high[at].max(first[at] + by)),
        }
    });
    let years = years.collect();
    let tried_words = match tried.len() {
        0 => "The method could not be tried on a recorded year: too few are over.".to_owned(),
        n => format!(
            "Tried on {}, it missed by {missed} schools at most; the range is at least as wide, and wider for the second year.",
            if n == 1 { "one recorded year".to_owned() } else { format!("{n} recorded years") }
        ),
    };
    Some(Foreseen {
        recorded: recorded.to_vec(),
        years,
        tried,
        assumptions: vec![
            format!(
                "It rests on the {} school years that are over and on nothing else: no plan, no money, no promise.",
                recorded.len()
            ),
            "The schools new in a year change from year to year as they did on average in the recorded years; for the ends of the range, as in the year with the least change and in the year with the most.".to_owned(),
            tried_words,
            "A school that begins stays counted, so the number never falls; what ends a programme, or fills every place, is not foreseen.".to_owned(),
        ],
    })
}

/// How the schools new in a year changed from year to year.
fn changes(ever: &[i64]) -> Vec<i64> {
    let new: Vec<i64> = ever.windows(2).map(|pair| pair[1] - pair[0]).collect();
    new.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The numbers of the years ahead, when each year brings as many new schools as the last and `change` more.
fn walk(ever: &[i64], change: i64) -> [i64; AHEAD] {
    let n = ever.len();
    let mut new = ever[n - 1] - ever[n - 2];
    let mut held = ever[n - 1];
    std::array::from_fn(|_| {
        new = (new + change).max(0);
        held += new;
        held
    })
}

impl fmt::Display for NoForecast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let so_far = match self.years {
            0 => "none is".to_owned(),
            1 => "one is".to_owned(),
            n => format!("{n} are"),
        };
        write!(
            f,
            "a forecast rests on {LEAST_YEARS} school years that are over and in which enough schools had begun; {so_far}"
        )
    }
}

impl std::error::Error for NoForecast {}

/// The middle of the years ahead; nothing from too few years.
fn middle(ever: &[i64]) -> Option<[i64; AHEAD]> {
    if ever.len() < LEAST_YEARS {
        return None;
    }
    let changes = changes(ever);
    let n = i64::try_from(changes.len()).ok()?;
    // To the nearest whole school.
    let sum: i64 = changes.iter().sum();
    Some(walk(ever, (2 * sum + n).div_euclid(2 * n)))
}

fn whole(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}
