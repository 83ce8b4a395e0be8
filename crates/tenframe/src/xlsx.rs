//! Reads a spreadsheet file (.xlsx) as values: names of sheets, rows, cells as texts.
//!
//! A day is given as 2021-08-31, a time as 13:30, whatever its format shows. Formulas are never worked out: what the
//! file holds as their value counts. Everything is bounded. Start at [`read`]; `zip` takes the file apart, `parts`
//! reads its pieces.

mod parts;
mod zip;

use programme::{WorkSheet, Workbook};

use parts::{Look, Styles};

/// What an old or a locked file begins with.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// The most sheets.
const MOST_SHEETS: usize = 64;

/// Reads the bytes of a file; the error says in words what is not right and what to do.
pub fn read(file: &str, bytes: &[u8]) -> Result<Workbook, String> {
    if bytes.starts_with(OLE) {
        return Err("it is an old .xls file or one with a password; save it as .xlsx without one"
            .to_owned());
    }
    let zip = zip::Zip::open(bytes)?;
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
    let mut sheets = Vec::new();
    for (name, id) in book.sheets {
        let target = targets.get(&id).ok_or_else(|| format!("its sheet `{name}` is missing"))?;
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        let Some(text) = zip.text_if_there(&path)? else { continue };
        let rows = parts::rows(&text, &look).map_err(|says| format!("sheet `{name}`: {says}"))?;
        sheets.push(WorkSheet { name, rows });
    }
    Ok(Workbook { file: file.to_owned(), sheets })
}
