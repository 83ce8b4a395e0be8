//! Programmes of professional development: their dated rules, and schools put together in work groups.
//!
//! Pure: no files, clock, network or chance beyond a seed. Rules are data keyed by programme and school year, with
//! their source; editing this year's never rewrites the past. It knows nothing of pupils, classes or lessons.
//! Start at [`propose`] for work groups and at [`Programmes`] for the rules.

mod grouping;
mod place;
mod rules;
mod school_year;

pub use grouping::{
    Candidate, Group, Grouping, Lead, RefusedGrouping, Unplaced, UnusedLead, propose, usual_effort,
};
pub use place::Place;
pub use rules::{GroupSize, Money, Programme, Programmes, Rule, RuleProblem, UnknownRule, Visits};
pub use school_year::{SchoolYear, SchoolYearError};
