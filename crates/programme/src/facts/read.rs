//! Reads facts from a CSV list: columns urn, programme, year, what, on and, if wished, hub.

use super::{Fact, Facts, ReadFacts, What};
use crate::register::{Record, RowProblem, read_table};
use crate::{Date, Programmes, SchoolYear, Urn};

/// Our choice: twice a nation's events over five years.
const MOST_ROWS: usize = 2_000_000;

const NEEDED: [&str; 5] = ["urn", "programme", "year", "what", "on"];

impl Facts {
    /// Reads a list of facts.
    ///
    /// # Errors
    ///
    /// In words, when the file as a whole is no such list; rows that are not right are told in the result.
    pub fn read(bytes: &[u8], programmes: &Programmes) -> Result<ReadFacts, String> {
        let table = read_table(bytes, MOST_ROWS)?;
        let place =
            |name: &str| table.header.iter().position(|found| found.eq_ignore_ascii_case(name));
        let mut columns = [0; 5];
        for (column, name) in columns.iter_mut().zip(NEEDED) {
            *column = place(name).ok_or_else(|| {
                format!(
                    "there is no column `{name}`; found {}; expected {} and, if wished, hub",
                    table.header.join(", "),
                    NEEDED.join(", ")
                )
            })?;
        }
        let hub = place("hub");
        let is_known =
            |name: &String| place(name).is_some_and(|at| columns.contains(&at) || Some(at) == hub);
        let mut facts = Vec::new();
        let mut problems = Vec::new();
        for record in &table.rows {
            match read_row(record, columns, hub, table.header.len(), programmes) {
                Ok(fact) => facts.push(fact),
                Err(says) => problems.push(RowProblem { line: record.line, says }),
            }
        }
        let unknown_columns = table.header.iter().filter(|name| !is_known(name)).cloned().collect();
        Ok(ReadFacts { facts: Self::of(facts), problems, unknown_columns })
    }
}

fn read_row(
    record: &Record,
    columns: [usize; 5],
    hub: Option<usize>,
    n_columns: usize,
    programmes: &Programmes,
) -> Result<Fact, String> {
    record.check_width(n_columns)?;
    let [urn, programme, year, what, on] = columns.map(|column| record.cell(column));
    let urn: Urn = urn.parse().map_err(|error| format!("urn: {error}"))?;
    let year: SchoolYear = year.parse().map_err(|error| format!("year: {error}"))?;
    let on = Date::read(on).map_err(|error| format!("on: {error}"))?;
    if !programmes.all().any(|known| known.slug == programme) {
        let known: Vec<&str> = programmes.all().map(|known| known.slug.as_str()).collect();
        return Err(format!(
            "there is no programme `{programme}`; expected one of {}",
            known.join(", ")
        ));
    }
    let found = What::ALL.into_iter().find(|known| known.name() == what);
    let what = found.ok_or_else(|| {
        let known: Vec<&str> = What::ALL.iter().map(|known| known.name()).collect();
        format!("what is `{what}`; expected one of {}", known.join(", "))
    })?;
    if let Some(says) = day_problem(what, on, year) {
        return Err(says);
    }
    let hub = hub.map(|column| record.cell(column)).filter(|text| !text.is_empty());
    Ok(Fact { urn, programme: programme.to_owned(), year, what, on, hub: hub.map(str::to_owned) })
}

/// What is not right with the day of something in a programme's school year; nothing where it is.
pub(crate) fn day_problem(what: What, on: Date, year: SchoolYear) -> Option<String> {
    let is_outside = on > year.last_day() || (what.is_within_the_year() && on < year.first_day());
    is_outside.then(|| {
        format!(
            "{what} on {on} does not lie in {year}; expected a day from {} to {}",
            year.first_day(),
            year.last_day()
        )
    })
}
