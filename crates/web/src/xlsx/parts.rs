//! The pieces of a spreadsheet file: its sheets, the texts they share, which formats are days, and the cells.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::date;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// The most rows and columns that are read of a sheet; one hub's lists are far below.
const MOST_ROWS: usize = 100_000;
const MOST_COLUMNS: usize = 200;
/// The most cells of all sheets together, blank ones before a filled one counted, and the most letters in them.
const MOST_CELLS: usize = 1_000_000;
const MOST_LETTERS: usize = 32 << 20;
/// The most bytes of one cell's text: four for each letter that a spreadsheet program lets a cell have.
const LONGEST: usize = 4 * 32_767;

/// The sheets of a workbook with the ids of their parts.
pub struct Book {
    pub sheets: Vec<(String, String)>,
    pub is_1904: bool,
}

/// What a number is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number,
    Day,
    Time,
}

/// What the numbers of each style are shown as.
#[derive(Default)]
pub struct Styles(Vec<Shown>);

/// How much more may be read of a workbook.
pub struct Room {
    cells: usize,
    letters: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: MOST_CELLS, letters: MOST_LETTERS }
    }
}

impl Room {
    fn take(&mut self, n_cells: usize, n_letters: usize) -> Result<(), String> {
        let left = self.cells.checked_sub(n_cells).zip(self.letters.checked_sub(n_letters));
        let (cells, letters) = left.ok_or_else(|| {
            format!(
                "with it the workbook has more than {MOST_CELLS} cells or {} MB of text; save a copy with one hub's lists alone",
                MOST_LETTERS >> 20
            )
        })?;
        (self.cells, self.letters) = (cells, letters);
        Ok(())
    }
}

/// What is needed to read a cell.
pub struct Look<'a> {
    pub texts: &'a [String],
    pub styles: &'a Styles,
    pub is_1904: bool,
}

/// The sheets in their order.
pub fn book(xml: &str) -> Result<Book, String> {
    let mut book = Book { sheets: Vec::new(), is_1904: false };
    each_element(xml, |element| match local(element) {
        "workbookPr" => {
            book.is_1904 = matches!(attribute(element, "date1904").as_deref(), Some("1" | "true"));
        }
        "sheet" => {
            let (name, id) = (attribute(element, "name"), attribute(element, "id"));
            book.sheets.push((name.unwrap_or_default(), id.unwrap_or_default()));
        }
        _ => {}
    })?;
    Ok(book)
}

/// Where the parts stand, by their ids.
pub fn targets(xml: &str) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    each_element(xml, |element| {
        if let (Some(id), Some(to)) = (attribute(element, "Id"), attribute(element, "Target")) {
            found.insert(id, to);
        }
    })?;
    Ok(found)
}

/// The texts that cells share, in their order.
pub fn shared_texts(xml: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    let (mut is_text, mut n_sounds) = (false, 0);
    each_event(xml, |event| {
        match event {
            Event::Start(element) => match local(element) {
                "si" => found.push(String::new()),
                "rPh" => n_sounds += 1,
                "t" => is_text = true,
                _ => {}
            },
            Event::Empty(element) if local(element) == "si" => found.push(String::new()),
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => n_sounds -= 1,
                "t" => is_text = false,
                _ => {}
            },
            _ => {}
        }
        if is_text
            && n_sounds == 0
            && let (Some(last), Some(text)) = (found.last_mut(), text_of(event))
        {
            last.push_str(&text);
            if last.len() > LONGEST {
                return Err("a text in it is longer than a cell may be".to_owned());
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// What each style shows its numbers as.
pub fn styles(xml: &str) -> Result<Styles, String> {
    let mut own: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut all = Vec::new();
    let mut is_of_cells = false;
    each_event(xml, |event| {
        match event {
            Event::Start(element) | Event::Empty(element) => match local(element) {
                "numFmt" => {
                    let id = attribute(element, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(element, "formatCode").unwrap_or_default();
                    own.extend(id.map(|id: u32| (id, shown_by(&code))));
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells => {
                    let id = attribute(element, "numFmtId").and_then(|id| id.parse().ok());
                    let id: u32 = id.unwrap_or(0);
                    all.push(own.get(&id).copied().unwrap_or_else(|| usual(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                is_of_cells = false
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(Styles(all))
}

/// The formats that every spreadsheet knows by number (ECMA-376, part 1, 18.8.30).
fn usual(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Shown::Day,
        18..=21 | 32 | 33 | 45..=47 => Shown::Time,
        _ => Shown::Number,
    }
}

/// What a format such as `dd/mm/yyyy` or `[h]:mm` shows; what stands in quotation marks or brackets is no part of it.
fn shown_by(code: &str) -> Shown {
    let (mut is_quoted, mut is_skipped, mut n_brackets) = (false, false, 0);
    let mut letters = String::new();
    for letter in code.to_ascii_lowercase().chars() {
        match letter {
            _ if is_skipped => is_skipped = false,
            '\\' | '_' | '*' if !is_quoted => is_skipped = true,
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => n_brackets += 1,
            ']' if !is_quoted => n_brackets -= 1,
            ';' if !is_quoted => break,
            _ if is_quoted || n_brackets > 0 => {}
            other => letters.push(other),
        }
    }
    if letters.contains("general") {
        Shown::Number
    } else if letters.contains(['d', 'y']) {
        Shown::Day
    } else if letters.contains(['h', 's']) {
        Shown::Time
    } else if letters.contains('m') {
        Shown::Day
    } else {
        Shown::Number
    }
}

/// The rows of a sheet that have a cell, with their numbers.
pub fn rows(
    xml: &str,
    look: &Look<'_>,
    room: &mut Room,
) -> Result<Vec<(u32, Vec<String>)>, String> {
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let mut cell = Cell::default();
    let (mut is_value, mut n_sounds) = (false, 0);
    each_event(xml, |event| {
        match event {
            Event::Start(element) => match local(element) {
                "row" => {
                    let before = rows.last().map_or(0, |(number, _)| *number);
                    let number = attribute(element, "r").and_then(|text| text.parse().ok());
                    if rows.len() == MOST_ROWS {
                        return Err(format!("it has more than {MOST_ROWS} rows"));
                    }
                    rows.push((number.unwrap_or(before + 1), Vec::new()));
                }
                "c" => {
                    let next = rows.last().map_or(0, |(_, cells)| cells.len());
                    cell = Cell::of(element, next);
                }
                "v" | "t" => is_value = true,
                "rPh" => n_sounds += 1,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "v" | "t" => is_value = false,
                "rPh" => n_sounds -= 1,
                "c" => {
                    let text = cell.read(look);
                    if let Some((_, cells)) = rows.last_mut()
                        && !text.is_empty()
                        && cell.column < MOST_COLUMNS
                    {
                        let n_new = (cell.column + 1).saturating_sub(cells.len());
                        room.take(n_new, text.len())?;
                        if n_new > 0 {
                            cells.resize(cell.column + 1, String::new());
                        }
                        cells[cell.column] = text;
                    }
                }
                _ => {}
            },
            _ => {}
        }
        if is_value
            && n_sounds == 0
            && let Some(text) = text_of(event)
        {
            cell.value.push_str(&text);
        }
        Ok(())
    })?;
    rows.retain(|(_, cells)| !cells.is_empty());
    Ok(rows)
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
}

impl Cell {
    fn of(element: &BytesStart<'_>, next: usize) -> Self {
        let place = attribute(element, "r");
        let style = attribute(element, "s").and_then(|text| text.parse().ok());
        Self {
            column: place.and_then(|place| column(&place)).unwrap_or(next),
            kind: attribute(element, "t").unwrap_or_default(),
            style: style.unwrap_or(0),
            value: String::new(),
        }
    }

    fn read(&self, look: &Look<'_>) -> String {
        let value = self.value.trim();
        match &*self.kind {
            "s" => {
                let at = value.parse::<usize>().ok();
                at.and_then(|at| look.texts.get(at))
                    .map_or_else(String::new, |text| text.trim().to_owned())
            }
            "" | "n" => {
                let shown = look.styles.0.get(self.style).copied().unwrap_or(Shown::Number);
                value.parse().map_or_else(|_| value.to_owned(), |n| number(n, shown, look.is_1904))
            }
            "b" => if value == "1" { "yes" } else { "no" }.to_owned(),
            "d" => value.split('T').next().unwrap_or_default().to_owned(),
            _ => value.to_owned(),
        }
    }
}

/// The place of a column, from 0, of a cell such as `AB12`.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters
        .take(4)
        .fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// A number as it is meant: days are counted from the last but one day of 1899, or the first of 1904.
fn number(value: f64, shown: Shown, is_1904: bool) -> String {
    let plain = || {
        let text = format!("{value:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if shown == Shown::Number || !(0.0..200_000.0).contains(&value) {
        return plain();
    }
    if shown == Shown::Time || value < 1.0 {
        let minutes = (value.fract() * 1440.0).round() as u32 % 1440;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    let first = if is_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    first.checked_add((value.trunc() as i32).days()).map_or_else(|_| plain(), |day| day.to_string())
}

fn each_element(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), String> {
    each_event(xml, |event| {
        if let Event::Start(element) | Event::Empty(element) = event {
            take(element);
        }
        Ok(())
    })
}

fn each_event(
    xml: &str,
    mut take: impl FnMut(&Event<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => take(&event)?,
            Err(error) => {
                return Err(format!("it is damaged ({error}); save the spreadsheet again"));
            }
        }
    }
}

fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().into_inner();
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its name, with or without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    // Looking for one name twice among all before it would take long where there are many.
    let mut all = element.attributes();
    all.with_checks(false);
    all.flatten()
        .find_map(|found| {
            let key = found.key.into_inner();
            let is_it = key.rsplit(':').next() == Some(name);
            is_it.then(|| found.normalized_value(XmlVersion::Implicit1_0).ok()).flatten()
        })
        .map(|value| value.into_owned())
}

/// The text an event adds: letters, or one written as `&amp;` or `&#163;`.
fn text_of(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(named) => {
            if let Ok(Some(letter)) = named.resolve_char_ref() {
                return Some(letter.to_string());
            }
            let name: &str = named;
            quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_its_format_means_it() {
        for (value, code, is_1904, expected) in [
            (44_512.0, "dd/mm/yyyy", false, "2021-11-12"),
            (44_512.75, "d mmm yy hh:mm", false, "2021-11-12"),
            (43_050.0, "dd/mm/yyyy", true, "2021-11-12"),
            (61.0, "mmmm", false, "1900-03-01"),
            (0.5625, "h:mm", false, "13:30"),
            (0.666_666_666_6, "[h]:mm", false, "16:00"),
            (0.999_999, "hh:mm", false, "00:00"),
            (2000.0, "General", false, "2000"),
            (2000.5, "#,##0.00", false, "2000.5"),
            (2000.0, "\"day \"0", false, "2000"),
            (2000.0, "[Red]0.00;[Blue]-0.00", false, "2000"),
            (1.999_999_999_99, "0", false, "2"),
            (-3.0, "dd/mm/yyyy", false, "-3"),
        ] {
            assert_eq!(number(value, shown_by(code), is_1904), expected, "{value} as {code}");
        }
    }

    #[test]
    fn texts_come_in_runs_and_with_marks_and_a_cell_may_hold_its_own() {
        let shared = "<sst><si><r><t>St </t></r><r><t>Mary&apos;s</t></r><rPh><t>x</t></rPh></si><si/><si><t>A &amp; B &#163;</t></si></sst>";
        assert_eq!(shared_texts(shared).unwrap(), ["St Mary's", "", "A & B £"]);
        let sheet = r#"<worksheet><sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>own</t></is></c><c r="D2" t="s"><v>0</v></c><c t="b"><v>1</v></c></row><row r="9"/><row r="12"><c r="A12" t="str"><f>x</f><v>made</v></c></row></sheetData></worksheet>"#;
        let texts = ["shared".to_owned()];
        let look = Look { texts: &texts, styles: &Styles::default(), is_1904: false };
        let found = rows(sheet, &look, &mut Room::default()).unwrap();
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let expected: [(u32, Vec<String>); 2] =
            [(2, owned(&["", "own", "", "shared", "yes"])), (12, owned(&["made"]))];
        assert_eq!(found, expected);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let texts = ["four".to_owned()];
        let look = Look { texts: &texts, styles: &Styles::default(), is_1904: false };
        let sheet = r#"<row><c r="C1" t="s"><v>0</v></c><c r="A1" t="s"><v>0</v></c></row>"#;
        for (cells, letters, is_read) in [(3, 8, true), (2, 8, false), (3, 7, false)] {
            let read = rows(sheet, &look, &mut Room { cells, letters });
            assert_eq!(read.is_ok(), is_read, "{cells} cells, {letters} letters: {read:?}");
        }
        let long = |n: usize| format!("<sst><si><t>{}</t></si></sst>", "x".repeat(n));
        assert!(shared_texts(&long(LONGEST)).is_ok());
        assert!(shared_texts(&long(LONGEST + 1)).is_err());
    }

    #[test]
    fn columns_are_counted_in_letters() {
        for (place, expected) in
            [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("AB12", Some(27)), ("7", None)]
        {
            assert_eq!(column(place), expected, "{place}");
        }
    }

    #[test]
    fn damaged_marks_are_refused() {
        for xml in ["<sst><si></sst>", "<a", "<a b=></b>"] {
            assert!(shared_texts(xml).is_err(), "{xml}");
        }
    }
}
