//! A year plan: the small steps of a year in the order a class meets them.

use serde::{Deserialize, Serialize};

/// The steps of a year in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct YearPlan {
    /// The plan's slug, which is its file's name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The school year: 0 is Reception, up to 11.
    pub year: u8,
    /// Slugs of the steps, in order.
    pub steps: Vec<String>,
}
