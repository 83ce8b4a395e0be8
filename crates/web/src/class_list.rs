//! Reads a class list from CSV: headed columns in any order, UTF-8 or Windows-1252.
//!
//! Pure: bytes in, rows and faults out; what they would change is the store's to say. Start at [`read`].

use store::{PupilRow, RefusedRow};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClassList {
    /// Rows that can be read.
    pub rows: Vec<PupilRow>,
    /// Rows that cannot, each with its line and reason.
    pub refused: Vec<RefusedRow>,
}

/// Our choice: a class or a year group, never a whole school in one file by mistake.
const MOST_ROWS: usize = 500;

/// What a column may be called, in small letters without spaces or punctuation.
const UPN: &[&str] = &["upn", "uniquepupilnumber", "uniqueid"];
const GIVEN: &[&str] = &[
    "givenname",
    "forename",
    "firstname",
    "givennames",
    "legalforename",
    "preferredforename",
    "preferredname",
];
const FAMILY: &[&str] = &["familyname", "surname", "lastname", "legalsurname", "preferredsurname"];
const YEAR: &[&str] = &["yeargroup", "year", "ncyear", "yeartaught", "nationalcurriculumyear"];

/// Reads a class list.
///
/// # Errors
///
/// In words, when the file as a whole is not a class list: empty, no known columns, too many rows.
pub fn read(bytes: &[u8]) -> Result<ClassList, String> {
    let text = decode(bytes);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heads = reader
        .headers()
        .map_err(|error| format!("The first line could not be read: {error}"))?
        .clone();
    let columns = Columns::find(&heads)?;
    let mut list = ClassList::default();
    for record in reader.records() {
        if list.rows.len() + list.refused.len() >= MOST_ROWS {
            return Err(format!(
                "The file has more than {MOST_ROWS} rows. Send one class at a time."
            ));
        }
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => {
                let line = record.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(0));
                match columns.row(&record, line) {
                    Ok(row) => list.rows.push(row),
                    Err(reason) => list.refused.push(RefusedRow { line, reason }),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(0));
                list.refused.push(RefusedRow {
                    line,
                    reason: "the line could not be read as comma-separated values".to_owned(),
                });
            }
        }
    }
    if list.rows.is_empty() && list.refused.is_empty() {
        return Err("The file has a heading and no pupils below it.".to_owned());
    }
    Ok(list)
}

/// UTF-8 with or without its mark; else Windows-1252, which reads any bytes.
fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    // One kind of line end, so that the lines named are those an editor shows.
    text.replace("\r\n", "\n")
}

struct Columns {
    upn: Option<usize>,
    given: usize,
    family: usize,
    year: Option<usize>,
}

impl Columns {
    fn find(heads: &csv::StringRecord) -> Result<Self, String> {
        let folded: Vec<String> = heads
            .iter()
            .map(|head| {
                head.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
            })
            .collect();
        let of = |names: &[&str]| folded.iter().position(|head| names.contains(&head.as_str()));
        let heads: Vec<&str> = heads.iter().collect();
        let missing = |what: &str, like: &str| {
            format!(
                "There is no column for the {what}. The first line must name the columns, with one called \"{like}\"; it has: {}.",
                heads.join(", ")
            )
        };
        Ok(Self {
            upn: of(UPN),
            given: of(GIVEN).ok_or_else(|| missing("given name", "Given name"))?,
            family: of(FAMILY).ok_or_else(|| missing("family name", "Family name"))?,
            year: of(YEAR),
        })
    }

    fn row(&self, record: &csv::StringRecord, line: u32) -> Result<PupilRow, String> {
        let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let maybe = |at: Option<usize>| at.map(field).filter(|text| !text.is_empty());
        let (given_name, family_name) = (field(self.given), field(self.family));
        if given_name.is_empty() && family_name.is_empty() {
            return Err("there is no name".to_owned());
        }
        let year_group = maybe(self.year).map(|text| year(&text)).transpose()?;
        Ok(PupilRow { line, upn: maybe(self.upn), given_name, family_name, year_group })
    }
}

/// "4", "Year 4", "Y4", "R", "Reception".
fn year(text: &str) -> Result<u8, String> {
    let folded = text.to_lowercase();
    let folded = folded.trim_start_matches("year").trim_start_matches('y').trim();
    if matches!(folded, "r" | "reception") {
        return Ok(0);
    }
    folded
        .parse()
        .ok()
        .filter(|year| *year <= 11)
        .ok_or_else(|| format!("`{text}` is not a year group: Reception, or 1 to 11"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(bytes: &[u8]) -> String {
        match read(bytes) {
            Err(fault) => format!("fault: {fault}"),
            Ok(list) => {
                let rows = list.rows.iter().map(|row| {
                    format!(
                        "{}:{}/{}/{:?}/{:?}",
                        row.line, row.given_name, row.family_name, row.upn, row.year_group
                    )
                });
                let refused = list.refused.iter().map(|row| format!("{}!{}", row.line, row.reason));
                rows.chain(refused).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn class_lists_as_schools_write_them_are_read() {
        for (file, wanted) in [
            (
                &b"UPN,Given name,Family name,Year group\nA1,Amina,Khan,4\n"[..],
                "2:Amina/Khan/Some(\"A1\")/Some(4)",
            ),
            (b"Surname,Forename\nKhan,Amina\n", "2:Amina/Khan/None/None"),
            (
                b"\xef\xbb\xbfForename,Surname,NC Year\r\nZo\xc3\xab,Price,Year 4\r\n",
                "2:Zo\u{eb}/Price/None/Some(4)",
            ),
            (b"Forename,Surname\nZo\xeb,Price\n", "2:Zo\u{eb}/Price/None/None"),
            (
                b"Forename,Surname,Year\n\"Lee, Jr\",Oyelaran,R\n,,\n",
                "2:Lee, Jr/Oyelaran/None/Some(0)",
            ),
        ] {
            assert_eq!(summary(file), wanted);
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        for (file, wanted) in [
            (
                &b"Forename,Surname,Year\nAmina,Khan,thirteen\nTom,Price,4\n"[..],
                "3:Tom/Price/None/Some(4) 2!`thirteen` is not a year group: Reception, or 1 to 11",
            ),
            (b"Forename,Surname,UPN\n,,X1\n", "2!there is no name"),
            (
                b"name,class\nAmina,4W\n",
                "fault: There is no column for the given name. The first line must name the columns, with one called \"Given name\"; it has: name, class.",
            ),
            (b"Forename,Surname\n", "fault: The file has a heading and no pupils below it."),
        ] {
            assert_eq!(summary(file), wanted);
        }
    }
}
