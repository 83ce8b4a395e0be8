//! Facts: appended, acknowledged when durable, never changed.
//!
//! The device's own id and counter make resending harmless: the first fact stands and is given back.
//! Start at [`Store::append`].

use learning::{Author, Fact, FactBody, FactId};

use crate::cell::{Cell, Row, cells, json, kind_and_json};
use crate::engine::Link;
use crate::registry;
use crate::{Micros, Store, StoreError, new_id};

/// A fact to append; the store gives it an id and a place.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFact {
    /// The school it belongs to.
    pub school_id: String,
    /// The class it belongs to.
    pub class_id: String,
    /// The lesson it belongs to, if any.
    pub lesson_id: Option<String>,
    /// When the server heard of it.
    pub at: Micros,
    /// Who says so.
    pub by: Author,
    /// What happened.
    pub body: FactBody,
}

/// What became of one appended fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    /// The fact as it is kept: for a resend, the one kept the first time.
    pub fact: Fact,
    /// Its place in the class's history, from 1.
    pub seq: i64,
    /// Whether the same device had sent the same counter before; nothing was added.
    pub duplicate: bool,
}

/// A fact with where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFact {
    /// The class it belongs to.
    pub class_id: String,
    /// The lesson it belongs to, if any.
    pub lesson_id: Option<String>,
    /// Its place in the class's history, from 1; the order to fold in.
    pub seq: i64,
    /// The fact.
    pub fact: Fact,
}

impl Store {
    /// Appends facts, all or none, and returns when they are on disk; one entry per fact, in the same order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when a fact names a class, lesson or pupil its school does not have, or is of
    /// the kind [`FactBody::Later`]; [`StoreError::Full`], [`StoreError::Stopped`], [`StoreError::Closed`].
    pub async fn append(&self, facts: Vec<NewFact>) -> Result<Vec<Appended>, StoreError> {
        self.append_and_tell(facts, |_| ()).await
    }

    /// As [`Store::append`]; `heard` is told what was kept before anybody is told of a later fact.
    ///
    /// Callers are answered in any order, so what must follow the order of the store listens here. `heard`
    /// runs between commits: it must be short and wait for nothing.
    ///
    /// # Errors
    ///
    /// As [`Store::append`]; `heard` is not called then.
    pub async fn append_and_tell(
        &self,
        facts: Vec<NewFact>,
        heard: impl FnOnce(&[Appended]) + Send + 'static,
    ) -> Result<Vec<Appended>, StoreError> {
        self.writer().append(Ready::of(facts)?, heard).await
    }

    /// As [`Store::append_and_tell`], without waiting for the commit: for what can be made again from facts that are
    /// kept already, such as a marking. Whoever reads facts reads it too: reading waits for it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Closed`] when it could not be queued, [`StoreError::Refused`] for the kind [`FactBody::Later`].
    /// What goes wrong later is logged, and `heard` is not called.
    pub async fn append_soon(
        &self,
        facts: Vec<NewFact>,
        heard: impl FnOnce(&[Appended]) + Send + 'static,
    ) -> Result<(), StoreError> {
        self.writer().append_soon(Ready::of(facts)?, heard).await
    }

    /// The facts of one lesson, in the order they were written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored fact is damaged.
    pub async fn facts_of_lesson(
        &self,
        school_id: &str,
        lesson_id: &str,
    ) -> Result<Vec<Fact>, StoreError> {
        let cells = cells![school_id, lesson_id].to_vec();
        self.settled().await;
        self.read(move |link| {
            let rows = link.rows("fact", &registry::LIST_FACTS_OF_LESSON, &cells)?;
            rows.iter().map(|row| stored(row).map(|stored| stored.fact)).collect()
        })
        .await
    }

    /// The facts of one class received at or after `since`, in the order they were written.
    ///
    /// `kinds` are tags such as `"keep-up-held"`; empty means every kind.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored fact is damaged.
    pub async fn facts_of_class(
        &self,
        school_id: &str,
        class_id: &str,
        since: Micros,
        kinds: &[&str],
    ) -> Result<Vec<StoredFact>, StoreError> {
        self.facts_of_class_after(school_id, class_id, since, kinds, 0).await
    }

    /// As [`Store::facts_of_class`], and of those only the ones after a place in the class's order: what is new to
    /// whoever has read so far.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored fact is damaged.
    pub async fn facts_of_class_after(
        &self,
        school_id: &str,
        class_id: &str,
        since: Micros,
        kinds: &[&str],
        seq: i64,
    ) -> Result<Vec<StoredFact>, StoreError> {
        let wanted =
            if kinds.is_empty() { String::new() } else { format!(",{},", kinds.join(",")) };
        let cells = cells![school_id, class_id, since, wanted, seq].to_vec();
        self.settled().await;
        self.read(move |link| {
            let rows = link.rows("fact", &registry::LIST_FACTS_OF_CLASS, &cells)?;
            rows.iter().map(stored).collect()
        })
        .await
    }

    /// One fact.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when it is damaged.
    pub async fn fact(
        &self,
        school_id: &str,
        fact_id: &str,
    ) -> Result<Option<StoredFact>, StoreError> {
        let cells = cells![school_id, fact_id].to_vec();
        self.settled().await;
        self.read(move |link| {
            link.row("fact", &registry::READ_FACT, &cells)?.as_ref().map(stored).transpose()
        })
        .await
    }
}

/// One caller's facts, written out before their turn comes.
pub(crate) struct Ready {
    facts: Vec<(String, NewFact)>,
    rows: Vec<Vec<Cell>>,
}

/// What became of one of them.
pub(crate) enum Placed {
    /// It has this place in its class's history.
    At(i64),
    /// The same device had sent the same counter before.
    Before(Box<StoredFact>),
}

impl Ready {
    pub fn of(facts: Vec<NewFact>) -> Result<Self, StoreError> {
        let facts: Vec<(String, NewFact)> =
            facts.into_iter().map(|fact| (new_id(), fact)).collect();
        let rows = facts.iter().map(|(id, fact)| row_of(id, fact)).collect::<Result<_, _>>()?;
        Ok(Self { facts, rows })
    }

    /// What to tell their caller; `placed` has one entry for each.
    pub fn appended(self, placed: Vec<Placed>) -> Vec<Appended> {
        let told = |((id, new), placed): ((String, NewFact), Placed)| match placed {
            Placed::At(seq) => {
                let fact = Fact { id: FactId(id), at: new.at, by: new.by, body: new.body };
                Appended { fact, seq, duplicate: false }
            }
            Placed::Before(first) => Appended { fact: first.fact, seq: first.seq, duplicate: true },
        };
        self.facts.into_iter().zip(placed).map(told).collect()
    }
}

fn row_of(id: &str, new: &NewFact) -> Result<Vec<Cell>, StoreError> {
    if new.body == FactBody::Later {
        return Err(StoreError::refused(
            "a fact of a kind this program does not know cannot be appended",
        ));
    }
    let (device, counter) = device_key(&new.body).unzip();
    let (kind, body) = kind_and_json(&new.body)?;
    Ok(cells![
        &new.school_id,
        id,
        &new.lesson_id,
        &new.class_id,
        kind,
        pupil(&new.body),
        device,
        counter,
        new.at,
        json(&new.by)?,
        body,
    ]
    .to_vec())
}

/// Keeps the facts of several callers, in this order, within the writer's transaction; all or none.
pub(crate) fn keep_all(link: &Link<'_>, all: &[&Ready]) -> Result<Vec<Vec<Placed>>, StoreError> {
    let rows: Vec<&[Cell]> =
        all.iter().flat_map(|ready| ready.rows.iter().map(Vec::as_slice)).collect();
    let mut found = link.row_each("fact", &registry::ADD_FACT, &rows)?.into_iter();
    all.iter()
        .map(|ready| {
            let facts = ready.facts.iter().zip(&mut found);
            facts.map(|((id, new), row)| placed(link, id, new, row)).collect()
        })
        .collect()
}

fn placed(
    link: &Link<'_>,
    id: &str,
    new: &NewFact,
    row: Option<Row>,
) -> Result<Placed, StoreError> {
    if let Some(row) = row {
        return Ok(Placed::At(row.number(0)?));
    }
    let (device, counter) = device_key(&new.body).unzip();
    let first = link
        .row("fact", &registry::FIND_FACT_BY_DEVICE, cells![&new.school_id, device, counter])?
        .ok_or_else(|| StoreError::not_found("fact", id))?;
    Ok(Placed::Before(Box::new(stored(&first)?)))
}

/// Appends one fact within the caller's transaction.
pub(crate) fn append_one(link: &Link<'_>, new: NewFact) -> Result<Appended, StoreError> {
    let ready = Ready::of(vec![new])?;
    let placed = keep_all(link, &[&ready])?.pop().unwrap_or_default();
    ready.appended(placed).pop().ok_or_else(|| StoreError::not_found("fact", ""))
}

/// Reads a row of `school_id, fact_id, lesson_id, class_id, seq, at, author, body`.
pub(crate) fn stored(row: &Row) -> Result<StoredFact, StoreError> {
    Ok(StoredFact {
        class_id: row.text(3)?,
        lesson_id: row.maybe_text(2)?,
        seq: row.number(4)?,
        fact: Fact {
            id: FactId(row.text(1)?),
            at: row.number(5)?,
            by: row.json(6)?,
            body: row.json(7)?,
        },
    })
}

/// The device and its own count, for what comes from a device.
pub(crate) fn device_key(body: &FactBody) -> Option<(&str, i64)> {
    match body {
        FactBody::Responded { device, counter, .. }
        | FactBody::KeyFactAnswered { device, counter, .. }
        | FactBody::NumberCopied { device, counter, .. } => Some((device.as_str(), *counter)),
        _ => None,
    }
}

/// The one pupil a fact is about, if it is about one.
pub(crate) fn pupil(body: &FactBody) -> Option<&str> {
    match body {
        FactBody::Responded { pupil, .. }
        | FactBody::Judged { pupil, .. }
        | FactBody::Absent { pupil, .. }
        | FactBody::CauseGiven { pupil, .. }
        | FactBody::Placed { pupil, .. }
        | FactBody::KeepUpHeld { pupil, .. }
        | FactBody::KeyFactAnswered { pupil, .. }
        | FactBody::NumberCopied { pupil, .. }
        | FactBody::PupilLeft { pupil, .. } => Some(pupil.as_str()),
        _ => None,
    }
}
