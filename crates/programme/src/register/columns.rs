//! What is in which column: the official names, or those of a hub's own map.
//!
//! Columns are found by name, never by position. Start at [`Columns::find`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// What a column of a register may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // Each is described by the field of `School` with its name.
pub enum Field {
    Urn,
    Name,
    Status,
    OpenDate,
    CloseDate,
    Phase,
    Type,
    TypeGroup,
    AuthorityCode,
    Authority,
    Region,
    Trust,
    LowAge,
    HighAge,
    Pupils,
    Town,
    Postcode,
    Easting,
    Northing,
    Telephone,
}

impl Field {
    /// Every field, in the order they are told.
    pub const ALL: [Self; 20] = [
        Self::Urn,
        Self::Name,
        Self::Status,
        Self::OpenDate,
        Self::CloseDate,
        Self::Phase,
        Self::Type,
        Self::TypeGroup,
        Self::AuthorityCode,
        Self::Authority,
        Self::Region,
        Self::Trust,
        Self::LowAge,
        Self::HighAge,
        Self::Pupils,
        Self::Town,
        Self::Postcode,
        Self::Easting,
        Self::Northing,
        Self::Telephone,
    ];

    /// The name of its column in the official register.
    #[must_use]
    pub fn official(self) -> &'static str {
        match self {
            Self::Urn => "URN",
            Self::Name => "EstablishmentName",
            Self::Status => "EstablishmentStatus (name)",
            Self::OpenDate => "OpenDate",
            Self::CloseDate => "CloseDate",
            Self::Phase => "PhaseOfEducation (name)",
            Self::Type => "TypeOfEstablishment (name)",
            Self::TypeGroup => "EstablishmentTypeGroup (name)",
            Self::AuthorityCode => "LA (code)",
            Self::Authority => "LA (name)",
            Self::Region => "GOR (name)",
            Self::Trust => "Trusts (name)",
            Self::LowAge => "StatutoryLowAge",
            Self::HighAge => "StatutoryHighAge",
            Self::Pupils => "NumberOfPupils",
            Self::Town => "Town",
            Self::Postcode => "Postcode",
            Self::Easting => "Easting",
            Self::Northing => "Northing",
            Self::Telephone => "TelephoneNum",
        }
    }

    /// Its name in a map of columns and in words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Urn => "urn",
            Self::Name => "name",
            Self::Status => "status",
            Self::OpenDate => "open-date",
            Self::CloseDate => "close-date",
            Self::Phase => "phase",
            Self::Type => "type",
            Self::TypeGroup => "type-group",
            Self::AuthorityCode => "authority-code",
            Self::Authority => "authority",
            Self::Region => "region",
            Self::Trust => "trust",
            Self::LowAge => "low-age",
            Self::HighAge => "high-age",
            Self::Pupils => "pupils",
            Self::Town => "town",
            Self::Postcode => "postcode",
            Self::Easting => "easting",
            Self::Northing => "northing",
            Self::Telephone => "telephone",
        }
    }
}

/// The names of the official header, years old and new; most are not needed here.
const OFFICIAL: &str = include_str!("official-columns.txt");

/// Which column of a file holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    names: BTreeMap<Field, String>,
    /// Whether every column named must be there: so in a map of one's own.
    is_own: bool,
    pub(super) open_words: Vec<String>,
    pub(super) closed_words: Vec<String>,
}

/// A map as it is written.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Map {
    columns: BTreeMap<Field, String>,
    #[serde(default)]
    open_words: Vec<String>,
    #[serde(default)]
    closed_words: Vec<String>,
}

/// Why the columns of a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedColumns {
    /// A column that is needed is not there.
    Missing {
        /// Its name.
        column: String,
        /// The columns there are.
        found: Vec<String>,
    },
    /// Two columns have one name.
    Twice {
        /// The name.
        column: String,
    },
    /// The map itself cannot be read, in words.
    Map(String),
}

/// The columns of one file.
pub(super) struct Found {
    at: BTreeMap<Field, usize>,
    names: BTreeMap<Field, String>,
    pub n_left: usize,
    pub unknown: Vec<String>,
    pub open_words: Vec<String>,
    pub closed_words: Vec<String>,
}

impl Columns {
    /// The columns of the official register.
    #[must_use]
    pub fn official() -> Self {
        Self {
            names: Field::ALL
                .into_iter()
                .map(|field| (field, field.official().to_owned()))
                .collect(),
            is_own: false,
            open_words: Vec::new(),
            closed_words: Vec::new(),
        }
    }

    /// Reads a map: a table `[columns]` of our names and the file's, and `open-words` and `closed-words` for its status.
    ///
    /// # Errors
    ///
    /// [`RefusedColumns::Map`] when it is not TOML of that form, or names no column for `urn` or `name`.
    pub fn read(toml_text: &str) -> Result<Self, RefusedColumns> {
        let map: Map =
            toml::from_str(toml_text).map_err(|error| RefusedColumns::Map(error.to_string()))?;
        for needed in [Field::Urn, Field::Name] {
            if !map.columns.contains_key(&needed) {
                let says =
                    format!("the map has no `{}`; expected the name of its column", needed.name());
                return Err(RefusedColumns::Map(says));
            }
        }
        Ok(Self {
            names: map.columns,
            is_own: true,
            open_words: map.open_words,
            closed_words: map.closed_words,
        })
    }

    /// Finds the columns in a header.
    pub(super) fn find(&self, header: &[String]) -> Result<Found, RefusedColumns> {
        let place = |name: &str| header.iter().position(|found| found.eq_ignore_ascii_case(name));
        for (at, name) in header.iter().enumerate() {
            if !name.is_empty() && place(name) != Some(at) {
                return Err(RefusedColumns::Twice { column: name.clone() });
            }
        }
        let mut at = BTreeMap::new();
        for (&field, name) in &self.names {
            let is_needed = self.is_own || matches!(field, Field::Urn | Field::Name);
            match place(name) {
                Some(column) => {
                    at.insert(field, column);
                }
                None if is_needed => {
                    let found = header.to_vec();
                    return Err(RefusedColumns::Missing { column: name.clone(), found });
                }
                None => {}
            }
        }
        let is_used = |column: &usize| at.values().any(|used| used == column);
        let is_official =
            |name: &str| OFFICIAL.lines().any(|known| known.eq_ignore_ascii_case(name));
        let others = header.iter().enumerate().filter(|(column, _)| !is_used(column));
        let (left, unknown): (Vec<&String>, Vec<&String>) = others
            .map(|(_, name)| name)
            .filter(|name| !name.is_empty())
            .partition(|name| is_official(name));
        Ok(Found {
            n_left: left.len(),
            unknown: unknown.into_iter().cloned().collect(),
            names: self.names.clone(),
            at,
            open_words: self.open_words.clone(),
            closed_words: self.closed_words.clone(),
        })
    }
}

impl Found {
    pub fn at(&self, field: Field) -> Option<usize> {
        self.at.get(&field).copied()
    }

    /// What the file calls a field.
    pub fn name(&self, field: Field) -> &str {
        self.names.get(&field).map_or_else(|| field.name(), String::as_str)
    }

    pub fn fields(&self) -> BTreeSet<Field> {
        self.at.keys().copied().collect()
    }

    pub fn absent(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| !self.at.contains_key(field)).collect()
    }
}

impl fmt::Display for RefusedColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { column, found } => {
                let shown: Vec<&str> = found.iter().take(12).map(String::as_str).collect();
                let more = if found.len() > 12 { ", ..." } else { "" };
                write!(
                    f,
                    "there is no column `{column}`; found {}{more}; a map of columns can say what this file calls it",
                    shown.join(", ")
                )
            }
            Self::Twice { column } => {
                write!(f, "two columns are called `{column}`; expected each name once")
            }
            Self::Map(says) => write!(f, "the map of columns cannot be used: {says}"),
        }
    }
}

impl std::error::Error for RefusedColumns {}
