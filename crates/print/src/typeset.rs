//! The typesetter: one template, the fonts, the data of the sheets, and PDF out.
//!
//! Every file but the template and its data is refused, and there is no clock, so that only the value decides the bytes.
//! Start at `sheet`.

use crate::page;
use paper::{PrintError, Sheet};
use serde_json::json;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = concat!(
    include_str!("template/base.typ"),
    include_str!("template/items.typ"),
    include_str!("template/practice.typ"),
    include_str!("template/answers.typ"),
    include_str!("template/slips.typ"),
    include_str!("template/keep_up.typ"),
    include_str!("template/report.typ"),
    include_str!("template/main.typ"),
);

const FACES: [&[u8]; 3] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../fonts/NotoSansMath-Regular.ttf"),
];

/// The most sheets in one file.
const MAX_SHEETS: usize = 200;
/// How many printings a remembered piece of layout outlives its last use. Our choice: what every sheet shares is used
/// again at once, and the rest of a sheet takes megabytes.
const REMEMBERED: usize = 2;

/// One sheet as a PDF file: the same value gives the same bytes.
///
/// # Errors
/// When the sheet is empty, does not keep its promise of one page, or holds a drawing that is not SVG.
pub fn sheet(sheet: &Sheet) -> Result<Vec<u8>, PrintError> {
    pack(std::slice::from_ref(sheet))
}

/// Several sheets in one PDF file, each from a page of its own: a class set, say.
///
/// # Errors
/// As `sheet`; the error names the sheet.
pub fn pack(sheets: &[Sheet]) -> Result<Vec<u8>, PrintError> {
    let Some(first) = sheets.first() else {
        return Err(PrintError::Nothing { what: "a pack".to_owned(), of: "sheets" });
    };
    if sheets.len() > MAX_SHEETS {
        let (of, found) = ("sheets", sheets.len());
        return Err(PrintError::TooMany {
            what: "a pack".to_owned(),
            of,
            found,
            limit: MAX_SHEETS,
        });
    }
    let pages = sheets.iter().map(page::data).collect::<Result<Vec<_>, _>>()?;
    let data = json!({ "title": page::title(first), "sheets": pages }).to_string();
    let made = set(data).map_err(|why| explain(&why, sheets));
    typst::comemo::evict(REMEMBERED);
    made
}

/// Sets the pages; PDF/UA-1 first, and plain tagged PDF where a letter has no glyph in any of the fonts.
fn set(data: String) -> Result<Vec<u8>, String> {
    let world = Paper { data: Bytes::from_string(data) };
    let document: PagedDocument = typst::compile(&world).output.map_err(|all| first(&all))?;
    let accessible =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|why| why.message().to_string())?;
    let options = |standards| PdfOptions {
        ident: Smart::Custom("tenframe".to_owned()),
        creator: Smart::Custom(Some("Tenframe".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options(accessible))
        .or_else(|_| typst_pdf::pdf(&document, &options(PdfStandards::default())))
        .map_err(|all| first(&all))
}

fn first(all: &[SourceDiagnostic]) -> String {
    all.first().map_or_else(String::new, |one| one.message.to_string())
}

/// Turns what the template or the typesetter said into an error about a sheet.
///
/// The template stops with `does-not-fit:SHEET:ITEMS:FIT` where a promise of one page cannot be kept.
fn explain(why: &str, sheets: &[Sheet]) -> PrintError {
    let said = why.split_once("does-not-fit:").map(|(_, rest)| rest);
    let numbers: Vec<usize> = said
        .unwrap_or("")
        .split(|c: char| !c.is_ascii_digit())
        .map_while(|digits| digits.parse().ok())
        .collect();
    let what = |n: usize| sheets.get(n).or(sheets.first()).map_or_else(String::new, page::name);
    match numbers[..] {
        [n, items, fit, ..] if fit > 0 && fit < items => {
            PrintError::DoesNotFit { what: what(n), items, fit }
        }
        [n, ..] => PrintError::TooLong { what: what(n) },
        [] if why.contains("SVG") => PrintError::Drawing { what: what(0), why: why.to_owned() },
        [] => PrintError::Typesetter { what: what(0), why: why.to_owned() },
    }
}

/// What is the same for every printing.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let embedded = FACES.into_iter().chain(typst_assets::fonts());
    let fonts: Vec<Font> = embedded.flat_map(|face| Font::iter(Bytes::new(face))).collect();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(file("sheets.typ"), TEMPLATE.to_owned()),
        data: file("data.json"),
    }
});

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world that one printing sees.
struct Paper {
    data: Bytes,
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        PRESS.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == PRESS.template.id() {
            Ok(PRESS.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == PRESS.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maths::{Expects, Reading};
    use std::fs;
    use std::path::PathBuf;

    /// Every text that the tables of the answer engine say can be read, with what its task allows.
    fn readable() -> Vec<(String, Reading)> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../maths/tests/reading");
        let tables = fs::read_dir(folder).expect("the tables are there");
        let read = |path: PathBuf| rows(&fs::read_to_string(path).expect("a table is text"));
        tables.flat_map(|entry| read(entry.expect("a file").path())).collect()
    }

    fn rows(table: &str) -> Vec<(String, Reading)> {
        let mut reading = Reading::default();
        let mut rows = Vec::new();
        for line in table.lines() {
            let listed =
                |names: &str| names.split(',').map(|name| name.trim().to_owned()).collect();
            match line.split_once(": ") {
                Some(("name", _)) => {}
                Some(("expects", name)) => reading.expects = expects(name),
                Some(("letters", names)) => {
                    reading.letters = names.chars().filter(|c| c.is_alphabetic()).collect();
                }
                Some(("functions", names)) => reading.functions = listed(names),
                Some(("units", names)) => reading.units = listed(names),
                Some(("words", names)) => reading.words = listed(names),
                _ if line.starts_with("# ") || line.starts_with("! ") => {}
                _ => {
                    let text = line.split(" | ").next().unwrap_or_default();
                    rows.push((text.to_owned(), reading.clone()));
                }
            }
        }
        rows
    }

    fn expects(name: &str) -> Expects {
        serde_json::from_value(json!(name)).expect("a kind of answer")
    }

    /// The sources as the answers of one sheet.
    fn set_all(sources: &[String]) -> Result<Vec<u8>, String> {
        let maths = |source: &String| json!([{ "t": "maths", "source": source, "length": 9, "tall": true }]);
        let answers: Vec<_> = sources
            .iter()
            .map(
                |source| json!({ "number": "1", "text": maths(source), "answer": [{ "t": "words", "s": "A" }], "why": null }),
            )
            .collect();
        let sheet = json!({
            "sheet": "answers", "title": "T", "step": "", "class": "", "date": "", "code": "", "answers": answers,
        });
        set(json!({ "title": "T", "sheets": [sheet] }).to_string())
    }

    #[test]
    fn everything_the_engine_writes_is_set_and_can_be_spoken() {
        let rows = readable();
        assert!(rows.len() > 280, "only {} rows were found", rows.len());
        let gaps = ["_/4", "1 _/4", "_(x + 5) = 4x + _", "0.(3)^_"]
            .map(|text| (text.to_owned(), Reading { letters: vec!['x'], ..Reading::default() }));
        let source = |(text, reading): &(String, Reading)| {
            let read = maths::read(text, reading).map(|tree| tree.to_typst());
            read.or_else(|_| maths::to_typst(text, reading)).expect("the table says it is read")
        };
        let sources: Vec<String> = rows.iter().chain(&gaps).map(source).collect();
        let pdf = set_all(&sources).unwrap_or_else(|why| {
            let faulty = sources.iter().find(|source| set_all(&[(*source).clone()]).is_err());
            panic!("{why}: {faulty:?}")
        });
        let has = |words: &str| pdf.windows(words.len()).any(|window| window == words.as_bytes());
        // The standard asks for an alternative text with every equation.
        assert!(has("pdfuaid:part"), "an equation has no alternative text or a sign no glyph");
    }

    #[test]
    fn no_text_of_an_equation_is_markup() {
        let hostile = r##"\" #panic("x") $y$ ] ) _ * \u{41}"##;
        let reading = Reading { words: vec![hostile.to_owned()], ..Reading::default() };
        let source = maths::to_typst(hostile, &reading).expect("a listed word is read");
        assert!(set_all(&[source]).is_ok());
    }
}
