//! Makes a spreadsheet file of texts: its first rows stand still as headings. Start at [`write`].

use std::fmt::Write as _;

use programme::{WorkSheet, Workbook};

use super::zip;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const TOP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The bytes of a file with a workbook's texts; `is_strong` says which headings are bold, by sheet and column from 0.
#[must_use]
pub fn write(workbook: &Workbook, is_strong: &dyn Fn(usize, usize) -> bool) -> Vec<u8> {
    let (mut list, mut links, mut kinds) = (String::new(), String::new(), String::new());
    let mut parts = Vec::new();
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        let n = at + 1;
        let name = escaped(&sheet.name);
        let _ = write!(list, r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#);
        let _ = write!(
            links,
            r#"<Relationship Id="rId{n}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        );
        let _ = write!(
            kinds,
            r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>"#
        );
        let text = of_sheet(sheet, &|column| is_strong(at, column));
        parts.push((format!("xl/worksheets/sheet{n}.xml"), text));
    }
    let n_styles = workbook.sheets.len() + 1;
    let mut all = vec![
        (
            "[Content_Types].xml",
            format!(
                r#"{TOP}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{kinds}</Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"{TOP}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"{TOP}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><bookViews><workbookView/></bookViews><sheets>{list}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"{TOP}<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="rId{n_styles}" Type="{DOCUMENT}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        ("xl/styles.xml", styles()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect::<Vec<_>>();
    all.extend(parts);
    zip::stored(&all)
}

/// Two looks of a cell: plain, and bold.
fn styles() -> String {
    let font = r#"<sz val="11"/><name val="Calibri"/>"#;
    format!(
        r#"{TOP}<styleSheet xmlns="{MAIN}"><fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>"#
    )
}

fn of_sheet(sheet: &WorkSheet, is_strong: &dyn Fn(usize) -> bool) -> String {
    let mut data = String::new();
    for (at, (number, cells)) in sheet.rows.iter().enumerate() {
        let _ = write!(data, r#"<row r="{number}">"#);
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let style = if at == 0 && is_strong(column) { r#" s="1""# } else { "" };
            let (letters, text) = (letters(column), escaped(cell));
            let _ = write!(
                data,
                r#"<c r="{letters}{number}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#
            );
        }
        data.push_str("</row>");
    }
    let n = sheet.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).max(1);
    format!(
        r#"{TOP}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="{n}" width="18" customWidth="1"/></cols><sheetData>{data}</sheetData></worksheet>"#
    )
}

/// The letters of a column, from 0: A, Z, AA.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", letters(before - 1)),
    }
}

/// A text as XML takes it; what XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let held = text.chars().filter(|letter| !letter.is_control() || "\n\t".contains(*letter));
    let one = |letter: char| match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    };
    held.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered() {
        for (column, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), expected);
        }
    }
}
