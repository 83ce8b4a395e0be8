//! A simulated national history of primary work groups: invented schools, public figures of how many could lead.
//!
//! Nothing of it happened, and it says so. It is for trying reports at national size and for seeing that counting by
//! succession reaches the scale that was made public. Start at [`simulate`]; `history` makes what happens.
//!
//! Source of the scale: mathshubs.org.uk, September 2016 (140 specialists trained, 560 more in four years); NCETM,
//! primary teaching for mastery report (more than 5,000 primary schools by the end of 2018/19, over 8,000 foreseen for
//! summer 2020).

mod history;
mod hubs;

use serde::Serialize;

use crate::{
    Count, Facts, Foreseen, Invented, Question, Register, SchoolYear, Succession, definition,
    forecast_of_counts, invent, report,
};

pub use hubs::{SimulatedHub, simulate_hubs};

/// A simulated history with its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Simulated {
    /// What must stand under every picture or table made of it.
    pub caption: String,
    /// What was assumed, one sentence each.
    pub assumptions: Vec<String>,
    /// The seed.
    pub seed: u64,
    /// How many schools were invented, closed ones among them.
    pub n_schools: usize,
    /// The school years, in order.
    pub years: Vec<NationYear>,
    /// What the years up to the last but one would have foretold for the last.
    pub forecast: Option<Forecast>,
    /// The same from the counts alone, by the method of the pages.
    pub curve: Option<Foreseen>,
    /// The invented register.
    #[serde(skip)]
    pub register: Invented,
    /// What happened.
    #[serde(skip)]
    pub facts: Facts,
}

/// A school year's figures: distinct schools by succession at its end, by definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // Each is the definition of its name, in `DEFINITIONS`.
pub struct NationYear {
    pub year: SchoolYear,
    /// Trained specialists who led a group.
    pub leads: usize,
    pub signed_up: Count,
    pub started: Count,
    pub attended: Count,
    pub completed: Count,
    pub returned: Count,
    pub ever: Count,
}

/// A forecast of schools that will ever have begun, from what was known a year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// For the end of this school year.
    pub year: SchoolYear,
    /// From the figures up to the end of this one.
    pub from: SchoolYear,
    /// The schools: what had begun, and for each lead the mean of new schools so far.
    pub ever: usize,
    /// The same with the least new schools for a lead in any year so far.
    pub least: usize,
    /// The same with the most.
    pub most: usize,
    /// What it assumes, one sentence each.
    pub assumptions: Vec<String>,
}

/// Specialists trained in each school year, ready to lead in the next.
const TRAINED_A_YEAR: usize = 140;
/// The school year in which the first were trained.
const FIRST_TRAINING: u16 = 2015;
/// About as many primary schools as England has, with those of other phases that an invented register adds.
const SCHOOLS: usize = 23_200;
/// The most school years simulated at once.
const MOST_YEARS: usize = 15;

/// Simulates the school years from `from` to `to`, at most fifteen. The same seed gives the same history.
#[must_use]
pub fn simulate(from: SchoolYear, to: SchoolYear, seed: u64) -> Simulated {
    let register = invent(seed, SCHOOLS);
    let schools = Register::of(register.schools.clone());
    let lines = Succession::of(&register.links, Some(&schools));
    let years: Vec<SchoolYear> = (from.first_year()..=to.first_year())
        .take(MOST_YEARS)
        .map(SchoolYear::beginning_in)
        .collect();
    let led: Vec<(SchoolYear, usize)> =
        years.iter().map(|&year| (year, history::n_leads(year))).collect();
    let facts = history::happen(&schools, &lines, &led, seed);
    let mut figures: Vec<NationYear> = years.iter().map(|&year| NationYear::empty(year)).collect();
    for (figure, (_, n)) in figures.iter_mut().zip(led) {
        figure.leads = n;
    }
    for slug in ["signed-up", "started", "attended", "completed", "returned", "ever"] {
        let Ok(definition) = definition(slug) else { continue };
        let question =
            Question { definition, programmes: &[], from, to, by_hub: false, hidden_below: 1 };
        let found = report(&question, &facts, &lines);
        for (figure, found) in figures.iter_mut().zip(found.figures) {
            *figure.of(slug) = found.schools;
        }
    }
    Simulated {
        caption: format!(
            "Simulated from seed {seed}: invented schools and invented years. No figure here is a fact about any school."
        ),
        assumptions: history::ASSUMPTIONS.iter().map(|&said| said.to_owned()).collect(),
        seed,
        n_schools: register.schools.len(),
        forecast: forecast(&figures),
        curve: curve(&figures),
        years: figures,
        register,
        facts,
    }
}

impl NationYear {
    fn empty(year: SchoolYear) -> Self {
        let none = Count::Shown(0);
        Self {
            year,
            leads: 0,
            signed_up: none,
            started: none,
            attended: none,
            completed: none,
            returned: none,
            ever: none,
        }
    }

    fn of(&mut self, slug: &str) -> &mut Count {
        match slug {
            "signed-up" => &mut self.signed_up,
            "started" => &mut self.started,
            "attended" => &mut self.attended,
            "completed" => &mut self.completed,
            "returned" => &mut self.returned,
            _ => &mut self.ever,
        }
    }
}

/// What the years up to the last but one foretell, from their counts alone.
fn curve(figures: &[NationYear]) -> Option<Foreseen> {
    let (_, known) = figures.split_last()?;
    forecast_of_counts(known.iter().map(|year| (year.year, year.ever))).ok()
}

fn forecast(figures: &[NationYear]) -> Option<Forecast> {
    let (last, known) = figures.split_last()?;
    let number = |count: Count| if let Count::Shown(n) = count { n } else { 0 };
    let held = known.last()?;
    let mut new_schools = Vec::new();
    let mut before = 0;
    for year in known {
        let ever = number(year.ever);
        if year.leads > 0 {
            new_schools.push((ever.saturating_sub(before), year.leads));
        }
        before = ever;
    }
    let (schools, leads) =
        new_schools.iter().fold((0, 0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
    if leads == 0 {
        return None;
    }
    let with = |(schools, leads): (usize, usize)| before + schools * last.leads / leads;
    let each = || new_schools.iter().map(|&pair| with(pair));
    Some(Forecast {
        year: last.year,
        from: held.year,
        ever: with((schools, leads)),
        least: each().min()?,
        most: each().max()?,
        assumptions: vec![
            format!("{} trained specialists lead a group in {}.", last.leads, last.year),
            "Each brings as many schools that had never begun as in the years so far: the mean, and the least and the most of any year.".to_owned(),
            "No more schools merge than before.".to_owned(),
        ],
    })
}
