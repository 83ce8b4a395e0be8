//! A sheet as the data that the template reads: texts cut into pieces, maths as typst source with spoken words.
//!
//! Also where the limits are: how many of each thing, how long a text, how big a drawing. Start at `data`.

use crate::maths_text::{is_tall, source};
use paper::{Picture, Piece, PrintError, PrintItem, Sheet, Text};
use serde_json::{Value, json};

/// The most questions or answers on one sheet.
const MAX_ITEMS: usize = 120;
/// The most slips of one printing.
const MAX_SLIPS: usize = 400;
/// The most pupils on one keep-up page.
const MAX_PUPILS: usize = 12;
/// The most columns of a table in a report.
const MAX_COLUMNS: usize = 12;
/// The most rows of a table in a report.
const MAX_ROWS: usize = 2_000;
/// The longest text, in characters; the rest is left out with an ellipsis.
const MAX_CHARS: usize = 1_200;
/// The biggest drawing, in bytes of SVG.
const MAX_SVG: usize = 400_000;
/// The longest run without a space that is not offered a place to break, in characters.
const MAX_RUN: usize = 24;

/// The kind and title of a sheet, for an error.
pub(crate) fn name(sheet: &Sheet) -> String {
    let (kind, title) = match sheet {
        Sheet::Practice(s) => ("practice sheet", &s.title),
        Sheet::Answers(s) => ("answers", &s.title),
        Sheet::ExitSlips(s) => ("exit slips", &s.title),
        Sheet::KeepUp(s) => ("keep-up page", &s.step),
        Sheet::Report(s) => ("report", &s.title),
    };
    let short: String = title.chars().filter(|c| !c.is_control()).take(60).collect();
    format!("{kind} \"{short}\"")
}

/// The title of a printed sheet, as a reader of PDF shows it.
pub(crate) fn title(sheet: &Sheet) -> String {
    let title = match sheet {
        Sheet::Practice(s) => s.title.clone(),
        Sheet::Answers(s) => format!("Answers: {}", s.title),
        Sheet::ExitSlips(s) => format!("Exit slips: {}", s.title),
        Sheet::KeepUp(s) if s.is_before => format!("Before the lesson: {}", s.step),
        Sheet::KeepUp(s) => format!("Keep-up: {}", s.step),
        Sheet::Report(s) => s.title.clone(),
    };
    clean(&title)
}

/// What the template reads for one sheet.
///
/// # Errors
/// When there is nothing to print, or more than one sheet may hold.
pub(crate) fn data(sheet: &Sheet) -> Result<Value, PrintError> {
    let guard = Guard { what: name(sheet) };
    match sheet {
        Sheet::Practice(s) => {
            guard.count("questions", s.items.len(), MAX_ITEMS)?;
            Ok(json!({
                "sheet": "practice", "title": clean(&s.title), "step": clean(&s.step), "class": clean(&s.class_name),
                "date": clean(&s.date), "code": clean(&s.code), "large": s.large, "tint": s.tint,
                "stem": s.stem.as_ref().map(text), "items": guard.items(&s.items)?,
            }))
        }
        Sheet::Answers(s) => {
            guard.count("answers", s.answers.len(), MAX_ITEMS)?;
            let answer = |a: &paper::Answer| {
                json!({
                    "number": clean(&a.number), "text": text(&a.text), "answer": text(&a.answer),
                    "why": a.why.as_ref().map(text),
                })
            };
            Ok(json!({
                "sheet": "answers", "title": clean(&s.title), "step": clean(&s.step), "class": clean(&s.class_name),
                "date": clean(&s.date), "code": clean(&s.code),
                "answers": s.answers.iter().map(answer).collect::<Vec<_>>(),
            }))
        }
        Sheet::ExitSlips(s) => slips(s, &guard),
        Sheet::KeepUp(s) => keep_up(s, &guard),
        Sheet::Report(s) => report(s, &guard),
    }
}

fn report(s: &paper::Report, guard: &Guard) -> Result<Value, PrintError> {
    guard.count("tables", s.tables.len(), MAX_ITEMS)?;
    let cells = |row: &Vec<String>| row.iter().map(|cell| clean(cell)).collect::<Vec<_>>();
    let table = |table: &paper::ReportTable| -> Result<Value, PrintError> {
        guard.count("columns in one table", table.heads.len(), MAX_COLUMNS)?;
        guard.at_most("rows in one table", table.rows.len(), MAX_ROWS)?;
        let n = table.heads.len();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                let mut row = cells(row);
                row.resize(n, String::new());
                row
            })
            .collect();
        Ok(json!({ "caption": clean(&table.caption), "heads": cells(&table.heads), "rows": rows }))
    };
    Ok(json!({
        "sheet": "report", "title": clean(&s.title), "of": clean(&s.of), "date": clean(&s.date), "step": "", "code": clean(&s.code),
        "class": clean(&s.of), "about": cells(&s.about),
        "tables": s.tables.iter().map(table).collect::<Result<Vec<_>, _>>()?,
        "definitions": s.definitions.iter().map(|(name, says)| json!({ "name": clean(name), "says": clean(says) })).collect::<Vec<_>>(),
    }))
}

fn slips(s: &paper::ExitSlips, guard: &Guard) -> Result<Value, PrintError> {
    guard.count("questions", s.items.len(), MAX_ITEMS)?;
    let asked = (s.names.len() + usize::from(s.blank)).max(1);
    guard.count("slips", asked, MAX_SLIPS)?;
    let per_page = s.per_page.count();
    let mut names: Vec<String> = s.names.iter().map(|name| clean(name)).collect();
    names.resize(asked.next_multiple_of(per_page), String::new());
    Ok(json!({
        "sheet": "exit-slips", "title": clean(&s.title), "step": clean(&s.step), "class": clean(&s.class_name),
        "date": clean(&s.date), "code": clean(&s.code), "items": guard.items(&s.items)?, "names": names,
        "across": per_page / 2,
    }))
}

fn keep_up(s: &paper::KeepUp, guard: &Guard) -> Result<Value, PrintError> {
    guard.count("pupils", s.pupils.len(), MAX_PUPILS)?;
    let lists = [s.did.len(), s.ask.len(), s.listen_for.len(), s.try_these.len(), s.recheck.len()];
    guard.at_most("lines under one heading", lists.into_iter().max().unwrap_or(0), MAX_ITEMS)?;
    let did = |d: &paper::Did| {
        json!({
            "question": text(&d.question), "verb": clean(d.verb.as_deref().unwrap_or("wrote")),
            "response": text(&d.response), "answer": d.answer.as_ref().map(text),
        })
    };
    let panel = |p: &paper::Panel| -> Result<Value, PrintError> {
        Ok(json!({ "text": text(&p.text), "drawing": guard.drawing(p.drawing.as_ref())? }))
    };
    let contrast = match &s.contrast {
        Some(c) => {
            json!({ "say": text(&c.say), "left": panel(&c.left)?, "right": panel(&c.right)? })
        }
        None => Value::Null,
    };
    Ok(json!({
        "sheet": "keep-up", "before": s.is_before, "pupils": s.pupils.iter().map(|p| clean(p)).collect::<Vec<_>>(), "step": clean(&s.step),
        "class": clean(&s.class_name), "date": clean(&s.date), "code": clean(&s.code),
        "did": s.did.iter().map(did).collect::<Vec<_>>(), "because": text(&s.because), "put_out": text(&s.put_out),
        "put_out_drawing": guard.drawing(s.put_out_drawing.as_ref())?, "contrast": contrast, "ask": texts(&s.ask),
        "listen_for": texts(&s.listen_for), "stem": s.stem.as_ref().map(text), "try": guard.items(&s.try_these)?,
        "try_answers": texts(&s.try_answers), "recheck": guard.items(&s.recheck)?,
        "recheck_answers": texts(&s.recheck_answers),
    }))
}

/// Counts things of one sheet and refuses too many.
struct Guard {
    what: String,
}

impl Guard {
    fn count(&self, of: &'static str, found: usize, limit: usize) -> Result<(), PrintError> {
        if found == 0 {
            return Err(PrintError::Nothing { what: self.what.clone(), of });
        }
        self.at_most(of, found, limit)
    }

    fn at_most(&self, of: &'static str, found: usize, limit: usize) -> Result<(), PrintError> {
        if found > limit {
            return Err(PrintError::TooMany { what: self.what.clone(), of, found, limit });
        }
        Ok(())
    }

    fn items(&self, items: &[PrintItem]) -> Result<Vec<Value>, PrintError> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn item(&self, item: &PrintItem) -> Result<Value, PrintError> {
        self.at_most("choices in one question", item.choices.len(), MAX_ITEMS)?;
        Ok(json!({
            "number": clean(&item.number), "text": text(&item.text), "drawing": self.drawing(item.drawing.as_ref())?,
            "choices": texts(&item.choices), "lines": item.lines, "prompt": item.prompt.as_deref().map(clean),
        }))
    }

    fn drawing(&self, drawing: Option<&Picture>) -> Result<Value, PrintError> {
        let Some(picture) = drawing else { return Ok(Value::Null) };
        self.at_most("bytes in one drawing", picture.svg.len(), MAX_SVG)?;
        if !picture.svg.contains("<svg") {
            return Err(PrintError::Drawing {
                what: self.what.clone(),
                why: "no <svg> in it".to_owned(),
            });
        }
        let side = |n: u32| n.clamp(1, 10_000);
        let (width, height) = (side(picture.width), side(picture.height));
        let alt = if picture.alt.trim().is_empty() {
            "A drawing".to_owned()
        } else {
            clean(&picture.alt)
        };
        Ok(json!({ "svg": picture.svg, "width": width, "height": height, "alt": alt }))
    }
}

fn texts(all: &[Text]) -> Vec<Value> {
    all.iter().map(text).collect()
}

fn text(text: &Text) -> Value {
    let pieces = text.0.iter().take(MAX_CHARS).map(|piece| match piece {
        Piece::Words(s) => json!({ "t": "words", "s": clean(s) }),
        Piece::Strong(s) => json!({ "t": "strong", "s": clean(s) }),
        Piece::Gap(s) => json!({ "t": "gap", "s": clean(s) }),
        Piece::Maths(s) => maths(s),
    });
    pieces.collect()
}

/// Typed maths as typst source, or as the words they are where it cannot be read.
fn maths(typed: &str) -> Value {
    match source(typed) {
        Some(source) => {
            let (length, tall) = (typed.chars().count(), is_tall(&source));
            json!({ "t": "maths", "source": source, "length": length, "tall": tall })
        }
        None => json!({ "t": "words", "s": clean(typed) }),
    }
}

/// Words that the page can hold: no control characters, not endless, a long run given places to break.
fn clean(words: &str) -> String {
    let mut out = String::new();
    let mut run = 0;
    for (n, c) in words.chars().enumerate() {
        if n == MAX_CHARS {
            out.push('…');
            break;
        }
        let c = if c.is_control() { ' ' } else { c };
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if run > MAX_RUN {
            out.push('\u{200b}');
            run = 1;
        }
        out.push(c);
    }
    out
}
