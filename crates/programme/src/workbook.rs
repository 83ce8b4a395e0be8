//! A hub's spreadsheet read as what the hub would have written down: schools, people, sessions, attendance, money.
//!
//! Sheets and columns are found by their headings, schools by [`Finder`]. Reads values, never a file; writes nothing.
//! Every cell that is not right is named with its sheet, row and column, and then nothing may be taken. Start at
//! [`read_workbook`]; `sheet` finds the columns, `rows` reads them.

mod rows;
mod sheet;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::{Date, Finder};
use crate::{HubBook, Import, Programmes, SchoolYear, Succession};

pub use sheet::{KnownColumn, KnownSheet, known_sheets};

/// A workbook as values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The name of the file.
    pub file: String,
    /// Its sheets.
    pub sheets: Vec<WorkSheet>,
}

/// A sheet as values: days written as 2021-08-31, times as 13:30, numbers as digits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkSheet {
    /// Its name.
    pub name: String,
    /// Its rows with the number each has in the sheet, from 1; a blank cell is empty.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// What a workbook is read against.
#[derive(Clone, Copy)]
pub struct WorkbookAsk<'a> {
    /// The programmes and their rules.
    pub programmes: &'a Programmes,
    /// Other names of the programmes, by which hubs know them, with their slugs.
    pub called: &'a BTreeMap<String, String>,
    /// The lines of their numbers.
    pub lines: &'a Succession,
    /// The schools by name.
    pub finder: &'a Finder<'a>,
    /// The hub's book as it is.
    pub book: &'a HubBook,
    /// The day.
    pub today: Date,
}

/// What a workbook holds, and what is not right in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadWorkbook {
    /// What may be taken when nothing is wrong: without what the book has already.
    pub import: Import,
    /// Cells that are not right. While there is one, nothing may be taken.
    pub problems: Vec<CellProblem>,
    /// What was left out or taken as usual.
    pub remarks: Vec<CellProblem>,
    /// How many rows the book has already.
    pub n_known: usize,
}

/// One thing that is not right, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CellProblem {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1; nothing for the sheet as a whole.
    pub row: Option<u32>,
    /// The heading of the column; nothing for the row as a whole.
    pub column: Option<String>,
    /// What is not right and what was expected, in words.
    pub says: String,
}

/// Reads a workbook against a hub's book.
#[must_use]
pub fn read_workbook(workbook: &Workbook, ask: WorkbookAsk<'_>) -> ReadWorkbook {
    let (sheets, remarks) = sheet::find(workbook);
    let mut reading = rows::Reading::new(ask, workbook.file.clone(), remarks);
    if sheets.is_empty() {
        reading.none_known(workbook);
    }
    for kind in sheet::Kind::ALL {
        for table in sheets.iter().filter(|table| table.kind == kind) {
            reading.read(table);
        }
    }
    reading.done()
}

/// The year, or that of a day where none is written.
fn year_or(text: Option<&str>, on: Date) -> Result<SchoolYear, String> {
    text.map_or(Ok(on.school_year()), year)
}

/// A school year as spreadsheets write it: `2021/22`, `2021-22` or `2021/2022`.
fn year(text: &str) -> Result<SchoolYear, String> {
    let plain = text.replace(['-', '–'], "/").replace(' ', "");
    let ends = plain.split_once('/').filter(|(_, last)| last.len() == 4);
    let short = ends.and_then(|(first, last)| Some(format!("{first}/{}", last.get(2..)?)));
    let refused =
        |_| format!("`{text}` is not a school year; expected two years in a row such as 2021/22");
    short.as_deref().unwrap_or(&plain).parse().map_err(refused)
}

impl fmt::Display for CellProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sheet `{}`", self.sheet)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, ": {}", self.says)
    }
}
