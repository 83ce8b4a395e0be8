//! Reads a year plan.

use super::file::{File, Table};
use super::{Loading, file_slug};
use crate::year_plan::YearPlan;

pub(super) fn read_year_plan<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let slug = file_slug(file.path).to_owned();
    let name = table.required_text("name").unwrap_or_default();
    let year = table
        .required_whole("year", 0..=11)
        .and_then(|year| u8::try_from(year).ok())
        .unwrap_or_default();
    let steps = table
        .texts("steps")
        .into_iter()
        .map(|(step, at)| loading.step_at(file, step, at))
        .collect();
    table.finish();
    loading.claim(file, "year plan", &slug, 0..0);
    loading.content.year_plans.push(YearPlan { slug, name, year, steps });
}
