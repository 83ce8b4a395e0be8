//! The ledger: claims, payments and corrections, each a row that is never changed afterwards.
//!
//! A mistake is put right by a correction with its reason. Start at [`Ledger::read`].

use serde::{Deserialize, Serialize};

use crate::register::{RowProblem, read_table};
use crate::{Date, Pence, Programmes, SchoolYear, Urn};

/// What was claimed, paid and corrected, in the order of the days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The school's number on that day.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// What kind of row.
    pub kind: EntryKind,
    /// How much.
    pub pence: Pence,
    /// The day.
    pub on: Date,
    /// The hub's own reference.
    pub reference: String,
    /// Why, for a correction.
    pub why: Option<String>,
}

/// What a row of the ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// The school asked for it.
    Claimed,
    /// It went to the school.
    Paid,
    /// A payment was put right, up or down.
    Corrected,
}

/// A ledger as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLedger {
    /// The entries whose rows are sound.
    pub ledger: Ledger,
    /// Rows that cannot be taken. While there is one, nothing of the list may be.
    pub problems: Vec<RowProblem>,
}

/// Our choice: a nation's payments over ten years.
const MOST_ROWS: usize = 500_000;
const COLUMNS: [&str; 8] = ["urn", "programme", "year", "what", "amount", "on", "reference", "why"];

impl Ledger {
    /// Reads a ledger from CSV: urn, programme, year, what (claimed, paid, corrected), amount in pounds, on, reference,
    /// why.
    ///
    /// # Errors
    ///
    /// In words, when the file as a whole is no such list; rows that are not right are told in the result.
    pub fn read(bytes: &[u8], programmes: &Programmes) -> Result<ReadLedger, String> {
        let table = read_table(bytes, MOST_ROWS)?;
        let mut at = [0; 8];
        for (column, name) in at.iter_mut().zip(COLUMNS) {
            let same = |found: &String| found.eq_ignore_ascii_case(name);
            *column = table.header.iter().position(same).ok_or_else(|| {
                format!(
                    "there is no column `{name}`; found {}; expected {}",
                    table.header.join(", "),
                    COLUMNS.join(", ")
                )
            })?;
        }
        let mut found = ReadLedger { ledger: Self::default(), problems: Vec::new() };
        for record in &table.rows {
            let width = record.check_width(table.header.len());
            let read = width.and_then(|()| entry(at.map(|column| record.cell(column)), programmes));
            match read {
                Ok(entry) => found.ledger.entries.push(entry),
                Err(says) => found.problems.push(RowProblem { line: record.line, says }),
            }
        }
        found.ledger.entries.sort_by_key(|entry| entry.on);
        Ok(found)
    }
}

fn entry(cells: [&str; 8], programmes: &Programmes) -> Result<Entry, String> {
    let [urn, programme, year, what, amount, on, reference, why] = cells;
    let urn: Urn = urn.parse().map_err(|error| format!("urn: {error}"))?;
    let year: SchoolYear = year.parse().map_err(|error| format!("year: {error}"))?;
    let on = Date::read(on).map_err(|error| format!("on: {error}"))?;
    programmes.rule(programme, year).map_err(|error| error.to_string())?;
    let kind = match what {
        "claimed" => EntryKind::Claimed,
        "paid" => EntryKind::Paid,
        "corrected" => EntryKind::Corrected,
        _ => return Err(format!("what is `{what}`; expected claimed, paid or corrected")),
    };
    let pence = Pence::read(amount).ok_or_else(|| {
        format!("amount is `{amount}`; expected pounds such as 2000 or £2,000.00")
    })?;
    if pence < Pence(0) && kind != EntryKind::Corrected {
        return Err(format!("amount is {pence}; expected nothing below 0 but for a correction"));
    }
    let why = (!why.is_empty()).then(|| why.to_owned());
    if kind == EntryKind::Corrected && why.is_none() {
        return Err("why is blank; expected the reason of a correction".to_owned());
    }
    let programme = programme.to_owned();
    Ok(Entry { urn, programme, year, kind, pence, on, reference: reference.to_owned(), why })
}
