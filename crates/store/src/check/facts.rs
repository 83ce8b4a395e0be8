//! What the facts must hold: each readable, in an unbroken order, at home in its class, and agreeing with itself.
//!
//! Start at [`look`].

use std::collections::HashSet;

use learning::{Author, FactBody};

use super::Looker;
use crate::StoreError;
use crate::cell::{Row, kind_and_json};
use crate::engine::Link;
use crate::fact::{device_key, pupil};
use crate::registry;

/// The class being looked at, whose facts come one after another.
#[derive(Default)]
struct OneClass {
    school: String,
    class: String,
    last_seq: i64,
    responses: HashSet<String>,
}

/// Looks at every fact, class by class.
pub(super) fn look(looker: &mut Looker, link: &Link<'_>) -> Result<(), StoreError> {
    let mut now = OneClass::default();
    link.each_row("fact", &registry::LIST_EVERY_FACT, &[], &mut |row| {
        looker.checked.n_rows += 1;
        let looked = fact(looker, &mut now, &row);
        looker.noted(looked);
        Ok(())
    })
}

fn fact(looker: &mut Looker, now: &mut OneClass, row: &Row) -> Result<(), StoreError> {
    let (school, class, seq, id) =
        (row.text(0)?, row.text(1)?, row.number::<i64>(2)?, row.text(3)?);
    if (&now.school, &now.class) != (&school, &class) {
        let (school, class) = (school.clone(), class.clone());
        *now = OneClass { school, class, ..OneClass::default() };
    }
    if seq != now.last_seq + 1 {
        looker.wrong(format!("class `{class}` has fact {seq} after fact {}", now.last_seq));
    }
    now.last_seq = seq;
    if let Some(lesson) = row.maybe_text(4)?
        && looker.lessons.get(&(school.clone(), lesson.clone())) != Some(&class)
    {
        looker.wrong(format!("fact `{id}` belongs to lesson `{lesson}`, which is not its class's"));
    }
    row.json::<Author>(9)?;
    let body: FactBody = row.json(10)?;
    agrees(looker, &id, row, &body)?;
    match body {
        FactBody::Responded { .. } => drop(now.responses.insert(id)),
        FactBody::Marked { response, .. } if !now.responses.contains(response.as_str()) => {
            looker.wrong(format!(
                "fact `{id}` marks `{}`, which is no answer before it",
                response.as_str()
            ));
        }
        FactBody::SheetIssued { code, .. } => drop(looker.issued.insert((school, id), code)),
        _ => {}
    }
    Ok(())
}

// What a column holds is taken from the body when a fact is written.
fn agrees(looker: &mut Looker, id: &str, row: &Row, body: &FactBody) -> Result<(), StoreError> {
    // A kind of a later program is kept as it is and cannot be looked into.
    if *body == FactBody::Later {
        return Ok(());
    }
    let (device, counter) = device_key(body).unzip();
    let columns = [
        ("kind", row.text(5)? == kind_and_json(body)?.0),
        ("pupil", row.maybe_text(6)?.as_deref() == pupil(body)),
        ("device", row.maybe_text(7)?.as_deref() == device),
        ("counter", row.maybe_number::<i64>(8)? == counter),
    ];
    for (name, _) in columns.iter().filter(|(_, same)| !same) {
        looker.wrong(format!("fact `{id}` has another {name} than its body says"));
    }
    Ok(())
}
