//! The official register of schools, read by the names of its columns.
//!
//! Bytes in, schools out; every row that is not right is named with its line and the reason, and then nothing of the
//! file may be taken. Columns that are not known are said. Start at [`Register::read`]; `text` reads the bytes,
//! `columns` finds what is where, `row` makes a school of one line.
//!
//! Source of the header: the extract "Get Information about Schools", Department for Education.

mod columns;
mod row;
mod taken;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Date, Place, Postcode, Telephone, Urn};

pub use columns::{Columns, Field, RefusedColumns};
pub(crate) use text::{Record, read_table};

/// Schools of a register, in the order of their numbers, and which columns it had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    schools: BTreeMap<Urn, School>,
    fields: BTreeSet<Field>,
}

/// What the register says of one school; what it leaves blank is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// Its number.
    pub urn: Urn,
    /// Its name.
    pub name: String,
    /// Whether it is open.
    pub status: Option<Status>,
    /// Its first day.
    pub open_date: Option<Date>,
    /// Its last day.
    pub close_date: Option<Date>,
    /// Its phase of education, as the register writes it: `Primary`, `Secondary`, `All-through`.
    pub phase: Option<String>,
    /// Its type, as the register writes it: `Academy converter`.
    pub kind: Option<String>,
    /// The group of types, as the register writes it: `Academies`, `Independent schools`.
    pub type_group: Option<String>,
    /// The number of its local authority.
    pub authority_code: Option<String>,
    /// Its local authority.
    pub authority: Option<String>,
    /// Its region.
    pub region: Option<String>,
    /// Its trust, if it has one.
    pub trust: Option<String>,
    /// The age of its youngest pupils, in years.
    pub low_age: Option<u8>,
    /// The age of its oldest pupils, in years.
    pub high_age: Option<u8>,
    /// How many pupils it has.
    pub n_pupils: Option<u32>,
    /// Its town.
    pub town: Option<String>,
    /// Its postcode.
    pub postcode: Option<Postcode>,
    /// Where it is.
    pub place: Option<Place>,
    /// Its telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<Telephone>,
}

/// Whether a school is open, in the register's four words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// `Open`.
    Open,
    /// `Open, but proposed to close`.
    ProposedToClose,
    /// `Proposed to open`.
    ProposedToOpen,
    /// `Closed`.
    Closed,
}

/// What a file held, and what is not right in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRegister {
    /// The schools whose rows are sound.
    pub register: Register,
    /// Rows that cannot be taken. While there is one, nothing of the file may be.
    pub problems: Vec<RowProblem>,
    /// Cells that were left out although their row is taken.
    pub remarks: Vec<RowProblem>,
    /// The schools whose rows cannot be taken, as far as their numbers could be read.
    pub refused: BTreeSet<Urn>,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// Columns of the official register that nothing here needs.
    pub n_columns_left: usize,
    /// Columns that are not known.
    pub unknown_columns: Vec<String>,
    /// What the file has no column for.
    pub absent: Vec<Field>,
}

/// One thing that is not right, with its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// The line in the file; the header is line 1.
    pub line: u64,
    /// What is not right and what was expected, in words.
    pub says: String,
}

/// How the bytes of a file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// Windows-1252, as the official register comes.
    #[serde(rename = "Windows-1252")]
    Windows1252,
}

/// Why a file as a whole is not a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedRegister {
    /// It is not rows and columns that can be read.
    Table(String),
    /// Its columns are not those that are needed.
    Columns(RefusedColumns),
}

/// The most rows a register may have; the national one has about 65,000 with all closed schools.
const MOST_ROWS: usize = 200_000;

impl Register {
    /// Reads a register from the bytes of a CSV file.
    ///
    /// # Errors
    ///
    /// [`RefusedRegister`] when the file as a whole cannot be read; rows that are not right are told in the result.
    pub fn read(bytes: &[u8], columns: &Columns) -> Result<ReadRegister, RefusedRegister> {
        let table = read_table(bytes, MOST_ROWS).map_err(RefusedRegister::Table)?;
        let found = columns.find(&table.header).map_err(RefusedRegister::Columns)?;
        let mut read = ReadRegister {
            register: Self { schools: BTreeMap::new(), fields: found.fields() },
            problems: Vec::new(),
            remarks: Vec::new(),
            refused: BTreeSet::new(),
            encoding: table.encoding,
            n_columns_left: found.n_left,
            unknown_columns: found.unknown.clone(),
            absent: found.absent(),
        };
        let mut first_lines: BTreeMap<Urn, u64> = BTreeMap::new();
        for record in &table.rows {
            match row::read(record, &found, table.header.len(), &mut read.remarks) {
                Ok(school) => match first_lines.insert(school.urn, record.line) {
                    None => {
                        read.register.schools.insert(school.urn, school);
                    }
                    Some(first) => read.problems.push(RowProblem {
                        line: record.line,
                        says: format!(
                            "{} stands on line {first} already; expected each school once",
                            school.urn
                        ),
                    }),
                },
                Err((urn, says)) => {
                    read.refused.extend(urn);
                    read.problems.push(RowProblem { line: record.line, says });
                }
            }
        }
        Ok(read)
    }

    /// A register of the schools given, as if its file had every column.
    #[must_use]
    pub fn of(schools: Vec<School>) -> Self {
        let schools = schools.into_iter().map(|school| (school.urn, school)).collect();
        Self { schools, fields: Field::ALL.into_iter().collect() }
    }

    /// The school with a number.
    #[must_use]
    pub fn school(&self, urn: Urn) -> Option<&School> {
        self.schools.get(&urn)
    }

    /// The schools, in the order of their numbers.
    pub fn schools(&self) -> impl Iterator<Item = &School> {
        self.schools.values()
    }

    /// How many schools it holds.
    #[must_use]
    pub fn n_schools(&self) -> usize {
        self.schools.len()
    }

    /// What it has a column for.
    #[must_use]
    pub fn fields(&self) -> &BTreeSet<Field> {
        &self.fields
    }
}

impl School {
    /// A school with a number and a name, and nothing else known.
    #[must_use]
    pub fn named(urn: Urn, name: &str) -> Self {
        Self {
            urn,
            name: name.to_owned(),
            status: None,
            open_date: None,
            close_date: None,
            phase: None,
            kind: None,
            type_group: None,
            authority_code: None,
            authority: None,
            region: None,
            trust: None,
            low_age: None,
            high_age: None,
            n_pupils: None,
            town: None,
            postcode: None,
            place: None,
            telephone: None,
        }
    }

    /// Whether it is open on a day; nothing when the register does not say.
    ///
    /// The last day of a school still counts as open.
    #[must_use]
    pub fn is_open(&self, on: Date) -> Option<bool> {
        if self.close_date.is_some_and(|last| last < on)
            || self.open_date.is_some_and(|day| on < day)
        {
            return Some(false);
        }
        match (self.status, self.close_date) {
            (_, Some(_)) | (Some(Status::Open | Status::ProposedToClose), None) => Some(true),
            (Some(Status::ProposedToOpen), None) => Some(self.open_date.is_some()),
            (Some(Status::Closed), None) => Some(false),
            (None, None) => None,
        }
    }

    /// What the register says in one of its columns, as words; nothing when it is blank.
    #[must_use]
    pub fn says(&self, field: Field) -> Option<String> {
        let number = |value: Option<u32>| value.map(|value| value.to_string());
        match field {
            Field::Urn => Some(self.urn.to_string()),
            Field::Name => Some(self.name.clone()),
            Field::Status => self.status.map(|status| status.to_string()),
            Field::OpenDate => self.open_date.map(|day| day.to_string()),
            Field::CloseDate => self.close_date.map(|day| day.to_string()),
            Field::Phase => self.phase.clone(),
            Field::Type => self.kind.clone(),
            Field::TypeGroup => self.type_group.clone(),
            Field::AuthorityCode => self.authority_code.clone(),
            Field::Authority => self.authority.clone(),
            Field::Region => self.region.clone(),
            Field::Trust => self.trust.clone(),
            Field::LowAge => number(self.low_age.map(u32::from)),
            Field::HighAge => number(self.high_age.map(u32::from)),
            Field::Pupils => number(self.n_pupils),
            Field::Town => self.town.clone(),
            Field::Postcode => self.postcode.as_ref().map(ToString::to_string),
            Field::Easting => number(self.place.map(|place| place.easting)),
            Field::Northing => number(self.place.map(|place| place.northing)),
            Field::Telephone => self.telephone.as_ref().map(|one| one.digits().to_owned()),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "Open",
            Self::ProposedToClose => "Open, but proposed to close",
            Self::ProposedToOpen => "Proposed to open",
            Self::Closed => "Closed",
        })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.says)
    }
}

impl fmt::Display for RefusedRegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(says) => f.write_str(says),
            Self::Columns(refused) => refused.fmt(f),
        }
    }
}

impl std::error::Error for RefusedRegister {}
