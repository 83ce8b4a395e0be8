//! One line of a register made into a school, or refused with the reason.
//!
//! A blank cell is absent, never a guess; a cell of a kind that cannot be read refuses the row, but for a postcode or a
//! telephone number, which is only left out and said. Start at [`read`].

use super::columns::Found;
use super::text::Record;
use super::{Field, RowProblem, School, Status};
use crate::date::DATE_FORM;
use crate::urn::URN_FORM;
use crate::{Date, Place, Postcode, Telephone, Urn};

/// The extent of the British National Grid, in metres (Ordnance Survey).
const GRID_EAST: u32 = 700_000;
const GRID_NORTH: u32 = 1_300_000;

/// The school of a row; or its number, if that could be read, and why the row is refused.
pub(super) fn read(
    record: &Record,
    columns: &Found,
    n_columns: usize,
    remarks: &mut Vec<RowProblem>,
) -> Result<School, (Option<Urn>, String)> {
    let cells = Cells { record, columns };
    let urn: Option<Urn> = cells.text(Field::Urn).and_then(|text| text.parse().ok());
    school(&cells, urn, n_columns, remarks).map_err(|says| (urn, says))
}

fn school(
    cells: &Cells,
    urn: Option<Urn>,
    n_columns: usize,
    remarks: &mut Vec<RowProblem>,
) -> Result<School, String> {
    cells.record.check_width(n_columns)?;
    let urn = urn.ok_or_else(|| cells.problem(Field::Urn, URN_FORM))?;
    let name = cells
        .text(Field::Name)
        .ok_or_else(|| cells.problem(Field::Name, "the name of a school"))?;
    let (open_date, close_date) = (cells.day(Field::OpenDate)?, cells.day(Field::CloseDate)?);
    if let (Some(opened), Some(closed)) = (open_date, close_date)
        && closed < opened
    {
        return Err(format!(
            "it closes on {closed} and opens on {opened}; expected the opening first"
        ));
    }
    let school = School {
        status: cells.status()?,
        open_date,
        close_date,
        phase: cells.words(Field::Phase),
        kind: cells.words(Field::Type),
        type_group: cells.words(Field::TypeGroup),
        authority_code: cells.words(Field::AuthorityCode),
        authority: cells.words(Field::Authority),
        region: cells.words(Field::Region),
        trust: cells.words(Field::Trust),
        low_age: cells.number(Field::LowAge, "an age in years")?,
        high_age: cells.number(Field::HighAge, "an age in years")?,
        n_pupils: cells.number(Field::Pupils, "a whole number of pupils")?,
        town: cells.words(Field::Town),
        postcode: cells.left_out(
            Field::Postcode,
            "a postcode such as LE2 3AB",
            Postcode::read,
            remarks,
        ),
        telephone: cells.left_out(
            Field::Telephone,
            "a telephone number such as 01632 960123",
            Telephone::read,
            remarks,
        ),
        place: cells.place()?,
        ..School::named(urn, name)
    };
    Ok(school)
}

struct Cells<'r> {
    record: &'r Record,
    columns: &'r Found,
}

impl<'r> Cells<'r> {
    fn text(&self, field: Field) -> Option<&'r str> {
        let cell = self.record.cell(self.columns.at(field)?);
        (!cell.is_empty()).then_some(cell)
    }

    fn words(&self, field: Field) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    fn day(&self, field: Field) -> Result<Option<Date>, String> {
        let read = |text| Date::read(text).map_err(|_| self.problem(field, DATE_FORM));
        self.text(field).map(read).transpose()
    }

    fn number<N: std::str::FromStr>(
        &self,
        field: Field,
        expected: &str,
    ) -> Result<Option<N>, String> {
        let read = |text: &str| text.parse().map_err(|_| self.problem(field, expected));
        self.text(field).map(read).transpose()
    }

    fn status(&self) -> Result<Option<Status>, String> {
        let Some(text) = self.text(Field::Status) else { return Ok(None) };
        let is_one_of = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        if is_one_of(&self.columns.open_words) {
            return Ok(Some(Status::Open));
        }
        if is_one_of(&self.columns.closed_words) {
            return Ok(Some(Status::Closed));
        }
        let all = [Status::Open, Status::ProposedToClose, Status::ProposedToOpen, Status::Closed];
        let found = all.into_iter().find(|status| status.to_string().eq_ignore_ascii_case(text));
        let expected = "Open, Closed, Proposed to open, or Open, but proposed to close";
        found.map(Some).ok_or_else(|| self.problem(Field::Status, expected))
    }

    /// Both coordinates, or neither; the register writes 0 for a place that is not known.
    fn place(&self) -> Result<Option<Place>, String> {
        let form = "whole metres on the British National Grid";
        let metres = |field| self.number::<u32>(field, form).map(|found| found.filter(|&m| m > 0));
        match (metres(Field::Easting)?, metres(Field::Northing)?) {
            (Some(easting), Some(northing)) if easting >= GRID_EAST || northing >= GRID_NORTH => {
                Err(format!(
                    "easting {easting} and northing {northing} are off the British National Grid; expected less than {GRID_EAST} and {GRID_NORTH}"
                ))
            }
            (Some(easting), Some(northing)) => Ok(Some(Place { easting, northing })),
            (None, None) => Ok(None),
            (None, Some(_)) => {
                Err(self.problem(Field::Easting, "both easting and northing, or neither"))
            }
            (Some(_), None) => {
                Err(self.problem(Field::Northing, "both easting and northing, or neither"))
            }
        }
    }

    /// What a cell holds; left out and said where it cannot be read.
    fn left_out<T>(
        &self,
        field: Field,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
        remarks: &mut Vec<RowProblem>,
    ) -> Option<T> {
        let found = read(self.text(field)?);
        if found.is_none() {
            let says = format!("{}; it is left out", self.problem(field, expected));
            remarks.push(RowProblem { line: self.record.line, says });
        }
        found
    }

    fn problem(&self, field: Field, expected: &str) -> String {
        let found: String = self.text(field).unwrap_or_default().chars().take(40).collect();
        format!("{} is `{found}`; expected {expected}", self.columns.name(field))
    }
}
