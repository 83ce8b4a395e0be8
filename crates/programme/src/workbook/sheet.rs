//! The sheets of a workbook that are known, and their columns, by their headings in any order.
//!
//! A sheet may begin with rows of its own, such as a title: the headings are the first row with two that are known.

use super::{CellProblem, WorkSheet, Workbook};

/// How far down the headings may stand.
const MOST_TITLES: usize = 10;

/// What a sheet holds; in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Schools,
    Participants,
    Sessions,
    Attendance,
    Payments,
}

impl Kind {
    pub const ALL: [Self; 5] =
        [Self::Schools, Self::Participants, Self::Sessions, Self::Attendance, Self::Payments];

    /// What such a sheet may be called.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Schools => &["schools", "school list", "recruitment"],
            Self::Participants => &["participants", "people", "teachers", "teacher list"],
            Self::Sessions => &["sessions", "meetings", "dates"],
            Self::Attendance => &["attendance", "register", "registers"],
            Self::Payments => &["payments", "money", "finance", "claims"],
        }
    }

    /// Its columns: whether it must be there, its name, and what else it may be called.
    fn columns(self) -> &'static [(bool, &'static str, &'static [&'static str])] {
        match self {
            Self::Schools => &[
                (true, "school", &["school name", "name of school", "establishment", "name"]),
                (false, "postcode", POSTCODE),
                (false, "urn", URN),
                (true, "programme", PROGRAMME),
                (true, "year", YEAR),
                (false, "interested", &["interest", "expressed interest"]),
                (false, "applied", &["signed up", "application", "application date"]),
                (false, "head confirmed", &["headteacher confirmed", "ht confirmed"]),
                (false, "place confirmed", &["confirmed", "place offered", "offered"]),
                (false, "started", &["start", "start date"]),
                (false, "visited", &["visit", "visit date"]),
                (false, "completed", &["complete", "completion date"]),
                (false, "left", &["withdrew", "withdrawn", "leaving date"]),
            ],
            Self::Participants => &[
                (true, "school", SCHOOL),
                (false, "postcode", POSTCODE),
                (false, "urn", URN),
                (true, "programme", PROGRAMME),
                (true, "year", YEAR),
                (true, "name", NAME),
                (false, "from", &["since", "from date"]),
            ],
            Self::Sessions => &[
                (true, "programme", PROGRAMME),
                (false, "year", YEAR),
                (false, "group", GROUP),
                (true, "date", DATE),
                (false, "starts", &["start", "from", "start time"]),
                (false, "ends", &["end", "to", "end time"]),
                (false, "place", &["venue", "host", "host school", "where"]),
                (false, "theme", &["topic", "about", "title"]),
            ],
            Self::Attendance => &[
                (true, "programme", PROGRAMME),
                (false, "group", GROUP),
                (true, "date", DATE),
                (true, "school", SCHOOL),
                (false, "postcode", POSTCODE),
                (false, "urn", URN),
                (false, "name", NAME),
            ],
            Self::Payments => &[
                (true, "school", SCHOOL),
                (false, "postcode", POSTCODE),
                (false, "urn", URN),
                (true, "programme", PROGRAMME),
                (true, "year", YEAR),
                (true, "what", &["kind", "claimed or paid", "status"]),
                (true, "amount", &["pounds", "sum", "value"]),
                (true, "date", DATE),
                (false, "reference", &["ref", "invoice"]),
                (false, "why", &["reason", "note"]),
            ],
        }
    }
}

const SCHOOL: &[&str] = &["school name", "name of school", "establishment"];
const POSTCODE: &[&str] = &["post code"];
const URN: &[&str] = &["school urn", "school number"];
const PROGRAMME: &[&str] = &["program", "project", "work group", "strand"];
const YEAR: &[&str] = &["school year", "academic year"];
const NAME: &[&str] = &["teacher", "participant", "person", "teacher name", "participant name"];
const GROUP: &[&str] = &["group number", "wg"];
const DATE: &[&str] = &["on", "day", "session date", "date of session", "date paid"];

/// A sheet that is known, for whoever makes or explains one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSheet {
    /// What it is best called.
    pub name: String,
    /// Its columns in their usual order.
    pub columns: Vec<KnownColumn>,
}

/// A column of a sheet that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownColumn {
    /// What it is best called.
    pub name: String,
    /// Whether it must be there.
    pub is_needed: bool,
    /// What is expected in it, in words.
    pub expects: &'static str,
}

/// The sheets that are known, in the order in which they are read.
#[must_use]
pub fn known_sheets() -> Vec<KnownSheet> {
    let headed = |name: &str| match name {
        "urn" => "URN".to_owned(),
        name => {
            let mut name = name.to_owned();
            if let Some(first) = name.get_mut(0..1) {
                first.make_ascii_uppercase();
            }
            name
        }
    };
    let column = |&(is_needed, name, _): &(bool, &'static str, &[&str])| KnownColumn {
        name: headed(name),
        is_needed,
        expects: expects(name),
    };
    let sheet = |kind: Kind| KnownSheet {
        name: headed(kind.names()[0]),
        columns: kind.columns().iter().map(column).collect(),
    };
    Kind::ALL.into_iter().map(sheet).collect()
}

/// What is expected in a column, in words.
fn expects(column: &str) -> &'static str {
    match column {
        "school" => "its name as you write it",
        "postcode" => "of the school",
        "urn" => "the school's number of six digits",
        "programme" => "such as Primary Development",
        "year" => "a school year such as 2021/22",
        "name" => "of one person",
        "group" => "its number; blank for every group",
        "starts" | "ends" => "a time such as 13:30",
        "place" => "where it was, or online",
        "theme" => "what it was about",
        "what" => "claimed, paid or corrected",
        "amount" => "pounds such as 2000",
        "reference" => "your own",
        "why" => "the reason of a correction",
        _ => "a day such as 31/08/2021",
    }
}

/// A sheet with its columns.
#[derive(Debug)]
pub(super) struct Table<'w> {
    pub kind: Kind,
    pub sheet: &'w WorkSheet,
    /// Where the headings stand among the rows.
    head: usize,
    columns: Vec<(&'static str, usize)>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'w> {
    table: &'w Table<'w>,
    pub number: u32,
    cells: &'w [String],
}

/// The sheets that are known, and what is left out.
pub(super) fn find(workbook: &Workbook) -> (Vec<Table<'_>>, Vec<CellProblem>) {
    let (mut found, mut remarks) = (Vec::new(), Vec::new());
    for sheet in &workbook.sheets {
        let plain = plain(&sheet.name);
        let is_called = |name: &&str| plain == *name || plain.starts_with(&format!("{name} "));
        let kind = Kind::ALL.into_iter().find(|kind| kind.names().iter().any(is_called));
        let remark =
            |says: String| CellProblem { sheet: sheet.name.clone(), row: None, column: None, says };
        match kind {
            None => remarks.push(remark("it is not one that is known; it is left out".to_owned())),
            Some(kind) => {
                let (table, unknown) = Table::of(kind, sheet);
                if !unknown.is_empty() {
                    let says = format!("left out are the columns {}", unknown.join(", "));
                    remarks.push(remark(says));
                }
                found.push(table);
            }
        }
    }
    (found, remarks)
}

/// The names a workbook's sheets are expected to have.
pub(super) fn expected() -> String {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.names()[0]).collect();
    names.join(", ")
}

impl<'w> Table<'w> {
    fn of(kind: Kind, sheet: &'w WorkSheet) -> (Self, Vec<String>) {
        let known = |cell: &String| {
            let cell = plain(cell);
            let mut columns = kind.columns().iter();
            columns.find(|(_, name, also)| *name == cell || also.contains(&&*cell)).map(|one| one.1)
        };
        let n_known = |cells: &[String]| cells.iter().filter(|cell| known(cell).is_some()).count();
        let mut first = sheet.rows.iter().take(MOST_TITLES);
        let head = first.position(|(_, cells)| n_known(cells) >= 2).unwrap_or(0);
        let mut columns: Vec<(&'static str, usize)> = Vec::new();
        let mut unknown = Vec::new();
        for (at, cell) in
            sheet.rows.get(head).map_or(&[][..], |(_, cells)| cells).iter().enumerate()
        {
            match known(cell) {
                Some(name) if columns.iter().all(|(held, _)| *held != name) => {
                    columns.push((name, at));
                }
                _ if cell.is_empty() => {}
                _ => unknown.push(format!("`{cell}`")),
            }
        }
        (Self { kind, sheet, head, columns }, unknown)
    }

    /// What is missing of its columns, in words; nothing when it can be read.
    pub fn missing(&self) -> Option<String> {
        let needed = self.kind.columns().iter().filter(|(is_needed, _, _)| *is_needed);
        let is_there = |name: &str| self.columns.iter().any(|(held, _)| *held == name);
        let missing: Vec<&str> = needed.map(|one| one.1).filter(|name| !is_there(name)).collect();
        let heads = || match self.sheet.rows.get(self.head) {
            None => "the sheet is empty".to_owned(),
            Some((_, cells)) => format!("found {}", cells.join(", ")),
        };
        (!missing.is_empty())
            .then(|| format!("there is no column {}; {}", missing.join(" and no column "), heads()))
    }

    /// Its rows below the headings that are not blank from end to end.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let below = self.sheet.rows.iter().skip(self.head + 1);
        below
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
            .map(|(number, cells)| Row { table: self, number: *number, cells })
    }

    /// A problem of the sheet as a whole.
    pub fn problem(&self, says: String) -> CellProblem {
        CellProblem { sheet: self.sheet.name.clone(), row: None, column: None, says }
    }
}

impl<'w> Row<'w> {
    /// A cell by the name of its column; nothing where it is blank or there is no such column.
    pub fn text(&self, column: &str) -> Option<&'w str> {
        let (_, at) = self.table.columns.iter().find(|(name, _)| *name == column)?;
        self.cells.get(*at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// A cell that must not be blank.
    pub fn needed(&self, column: &'static str, expected: &str) -> Result<&'w str, CellProblem> {
        let blank = || self.problem(Some(column), format!("it is blank; expected {expected}"));
        self.text(column).ok_or_else(blank)
    }

    /// What is not right with a cell, or with the row.
    pub fn problem(&self, column: Option<&str>, says: String) -> CellProblem {
        let heads = self.table.sheet.rows.get(self.table.head);
        let written = |name: &str| {
            let at = self.table.columns.iter().find(|(held, _)| *held == name)?.1;
            heads?.1.get(at).cloned()
        };
        CellProblem {
            sheet: self.table.sheet.name.clone(),
            row: Some(self.number),
            column: column.map(|name| written(name).unwrap_or_else(|| name.to_owned())),
            says,
        }
    }

    /// Where it stands, in words.
    pub fn at(&self) -> String {
        format!("{}, row {}", self.table.sheet.name, self.number)
    }
}

/// A heading in small letters, its words apart by one space.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['_', '-', '*', ':'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
