//! Spreadsheet files (.xlsx) read as values and written: names of sheets, rows, cells as texts.
//!
//! A day is given as 2021-08-31, a time as 13:30, whatever its format shows. Formulas are never worked out: what the
//! file holds as their value counts. Everything is bounded. Start at [`read`]; `zip` takes the file apart, `parts`
//! reads its pieces, `write` makes one.

mod parts;
mod write;
mod zip;

use programme::{WorkSheet, Workbook};

use parts::{Look, Room, Styles};

pub use write::write;

/// What an old or a locked file begins with.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// The most sheets.
const MOST_SHEETS: usize = 64;

/// Reads the bytes of a file; the error says in words what is not right and what to do.
///
/// # Errors
///
/// In words that go on from the file's name, such as "it has a password".
pub fn read(file: &str, bytes: &[u8]) -> Result<Workbook, String> {
    if let Some(says) = other_kind(bytes) {
        return Err(says.to_owned());
    }
    let zip = zip::Zip::open(bytes)?;
    if let Some(says) = other_package(&zip) {
        return Err(says.to_owned());
    }
    let book = parts::book(&zip.text("xl/workbook.xml")?)?;
    if book.sheets.len() > MOST_SHEETS {
        return Err(format!("it has {} sheets; expected at most {MOST_SHEETS}", book.sheets.len()));
    }
    let targets = parts::targets(&zip.text("xl/_rels/workbook.xml.rels")?)?;
    let texts = match zip.text_if_there("xl/sharedStrings.xml")? {
        Some(text) => parts::shared_texts(&text)?,
        None => Vec::new(),
    };
    let styles = match zip.text_if_there("xl/styles.xml")? {
        Some(text) => parts::styles(&text)?,
        None => Styles::default(),
    };
    let look = Look { texts: &texts, styles: &styles, is_1904: book.is_1904 };
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for (name, id) in book.sheets {
        let target = targets.get(&id).ok_or_else(|| format!("its sheet `{name}` is missing"))?;
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        let Some(text) = zip.text_if_there(&path)? else { continue };
        let rows = parts::rows(&text, &look, &mut room);
        let rows = rows.map_err(|says| format!("sheet `{name}`: {says}"))?;
        sheets.push(WorkSheet { name, rows });
    }
    Ok(Workbook { file: file.to_owned(), sheets })
}

/// What is said of a file that is no package at all.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|found| found == wide)
    };
    if bytes.starts_with(OLE) {
        return Some(if holds("EncryptedPackage") {
            "it has a password; open it, take the password off and save it as .xlsx"
        } else if holds("Workbook") {
            "it is an old .xls file; open it and save it as .xlsx"
        } else {
            "it is an old .xls file or one with a password; save it as .xlsx without one"
        });
    }
    let is_text = !bytes.is_empty() && !bytes.starts_with(b"PK") && !bytes.contains(&0);
    is_text.then_some(
        "it is text, such as a .csv file, and not a spreadsheet saved as .xlsx; open it in your spreadsheet program and save it as .xlsx",
    )
}

/// What is said of a package of another program.
fn other_package(zip: &zip::Zip<'_>) -> Option<&'static str> {
    if zip.has("xl/workbook.xml") {
        None
    } else if zip.has("xl/workbook.bin") {
        Some("it is a binary spreadsheet (.xlsb); open it and save it as .xlsx")
    } else if zip.has("word/document.xml") {
        Some("it is a text document and not a spreadsheet; choose the .xlsx file")
    } else if zip.has("content.xml") {
        Some("it is an OpenDocument file (.ods); open it and save it as .xlsx")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(sheets: &[(&str, &[&[&str]])]) -> Workbook {
        let row = |cells: &&[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        let sheet = |(name, rows): &(&str, &[&[&str]])| WorkSheet {
            name: (*name).to_owned(),
            rows: (1..).zip(rows.iter().map(row)).collect(),
        };
        Workbook { file: "Hub.xlsx".to_owned(), sheets: sheets.iter().map(sheet).collect() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let written = book(&[
            (
                "Schools",
                &[&["School", "", "Year"], &["St Mary's & <All> \"Saints\"", "£2", "2021/22"]],
            ),
            ("Payments", &[&["Amount"]]),
        ]);
        assert_eq!(read("Hub.xlsx", &write(&written, &|_, _| true)).unwrap(), written);
    }

    #[test]
    fn a_file_of_another_kind_is_named_for_what_it_is() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let ole = |inside: &str| [OLE, &[0; 8], &utf16(inside)].concat();
        let package = |name: &str| zip::stored(&[(name.to_owned(), "x".to_owned())]);
        for (bytes, expected) in [
            (b"School,Postcode\n".to_vec(), "such as a .csv file"),
            (ole("EncryptedPackage"), "it has a password"),
            (ole("Workbook"), "it is an old .xls file; open it"),
            (ole("else"), "it is an old .xls file or one with a password"),
            (package("xl/workbook.bin"), "(.xlsb)"),
            (package("word/document.xml"), "a text document"),
            (package("content.xml"), "(.ods)"),
            (package("photo.jpg"), "it has no part `xl/workbook.xml`"),
            (
                b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
                "not a spreadsheet saved as .xlsx, or it is cut short",
            ),
            (Vec::new(), "not a spreadsheet saved as .xlsx, or it is cut short"),
        ] {
            let says = read("Hub.xlsx", &bytes).unwrap_err();
            assert!(says.contains(expected), "{expected} is not in {says}");
        }
    }
}
