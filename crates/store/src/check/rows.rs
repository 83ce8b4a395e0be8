//! What each row of a table must hold, facts apart.
//!
//! Columns are read by their place in `tables.rs`. Start at [`look`].

use serde_json::Value;

use super::{Looker, named};
use crate::cell::Row;
use crate::{ClassCode, SheetCode, StoreError, Timetable, check_upn};
use learning::Author;
use programme::SchoolFact;

/// Looks at one row; an error says that it cannot be read.
pub(super) fn look(looker: &mut Looker, table: &str, row: &Row) -> Result<(), StoreError> {
    match table {
        "school" => school(looker, row),
        "staff" => staff(looker, row),
        "class" => class(looker, row),
        "pupil" => pupil(looker, row),
        "enrolment" => enrolment(looker, row),
        "lesson" => lesson(looker, row),
        "sheet" => sheet(looker, row),
        "session" => session(looker, row),
        "import_batch" => row.json::<Author>(4).and_then(|_| object(looker, row, 5)),
        "school_fact" => row.json::<Author>(5).and_then(|_| row.json::<SchoolFact>(6)).map(|_| ()),
        "class_code" => {
            looker.class_codes.insert(row.text(0)?, (row.text(1)?, row.text(2)?));
            Ok(())
        }
        "sheet_code" => {
            looker.sheet_codes.insert(row.text(0)?, row.text(1)?);
            Ok(())
        }
        "sign_in_attempt" => at_least(looker, row, 1, 1),
        "setup" => hash(looker, row, 0),
        "secret" => hash(looker, row, 1),
        _ => Ok(()),
    }
}

fn school(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    let demo: i64 = row.number(3)?;
    if !(0..=1).contains(&demo) {
        looker.wrong(format!("school `{}` is neither a demo nor not", row.text(0)?));
    }
    object(looker, row, 4)
}

fn staff(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    if row.maybe_text(3)?.is_some_and(|email| email != email.trim().to_lowercase()) {
        looker.wrong(format!("{} has an email that is not in small letters", named(row)));
    }
    row.json::<Vec<String>>(4).map(|_| ())
}

fn class(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    let code = row.text(4)?;
    if ClassCode::read(&code).is_err() {
        looker.wrong(format!("{} has the code `{code}`, which is not one", named(row)));
    }
    looker.classes.insert((row.text(0)?, row.text(1)?), code);
    year_group(looker, row, 3)?;
    at_least(looker, row, 5, 1)?;
    row.json::<Vec<String>>(7)?;
    let timetable: Timetable = row.json(6)?;
    let is_sound = |week: u8, weekday: u8| week <= timetable.weeks && (1..=7).contains(&weekday);
    if !timetable.slots.iter().all(|slot| is_sound(slot.week, slot.weekday)) {
        looker.wrong(format!("{} has a lesson outside its week pattern", named(row)));
    }
    Ok(())
}

fn pupil(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    if let Some(upn) = row.maybe_text(2)?
        && check_upn(&upn).as_ref() != Ok(&upn)
    {
        looker.wrong(format!("{} has a unique pupil number that is not one", named(row)));
    }
    year_group(looker, row, 5)
}

fn enrolment(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    let (school, class, order) = (row.text(0)?, row.text(1)?, row.number::<i64>(3)?);
    if !looker.orders.insert((school, class.clone(), order)) {
        looker.wrong(format!("class `{class}` has two pupils at place {order} of its register"));
    }
    if row
        .maybe_number::<i64>(5)?
        .is_some_and(|left| row.number(4).is_ok_and(|joined: i64| left < joined))
    {
        looker.wrong(format!("pupil `{}` left class `{class}` before joining it", row.text(2)?));
    }
    Ok(())
}

fn lesson(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    looker.lessons.insert((row.text(0)?, row.text(1)?), row.text(2)?);
    Ok(())
}

fn sheet(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    let code = row.text(1)?;
    if SheetCode::read(&code).is_err() {
        looker.wrong(format!("sheet `{code}` has a code that is not one"));
    }
    looker.sheets.push((row.text(0)?, code, row.text(3)?));
    Ok(())
}

fn session(looker: &mut Looker, row: &Row) -> Result<(), StoreError> {
    if row.maybe_text(2)?.is_some() == row.maybe_text(3)?.is_some() {
        looker.wrong("a session belongs to nobody, or to two people");
    }
    if row.number::<i64>(7)? < row.number::<i64>(6)? {
        looker.wrong("a session ends before it begins");
    }
    hash(looker, row, 1)
}

fn year_group(looker: &mut Looker, row: &Row, place: usize) -> Result<(), StoreError> {
    let year: i64 = row.number(place)?;
    if !(0..=13).contains(&year) {
        looker.wrong(format!("{} is in year group {year}", named(row)));
    }
    Ok(())
}

fn at_least(looker: &mut Looker, row: &Row, place: usize, least: i64) -> Result<(), StoreError> {
    let number: i64 = row.number(place)?;
    if number < least {
        looker.wrong(format!("{} has {number} where at least {least} is expected", named(row)));
    }
    Ok(())
}

fn object(looker: &mut Looker, row: &Row, place: usize) -> Result<(), StoreError> {
    if !row.json::<Value>(place)?.is_object() {
        looker.wrong(format!("{} has a value that is not an object", named(row)));
    }
    Ok(())
}

// What it is stays untold: a hash or a secret is never shown.
fn hash(looker: &mut Looker, row: &Row, place: usize) -> Result<(), StoreError> {
    let text = row.text(place)?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != 64 || !text.bytes().all(is_hex) {
        looker.wrong(format!("a {} is not 64 hexadecimal digits", row.what.replace('_', " ")));
    }
    Ok(())
}
