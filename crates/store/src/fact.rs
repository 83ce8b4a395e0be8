//! Facts: appended, acknowledged when durable, never changed.
//!
//! The device's own id and counter make resending harmless: the first fact stands and is given back.
//! Start at [`Store::append`].

use learning::{Author, Fact, FactBody, FactId};

use crate::cell::{Row, cells, json, kind_and_json};
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
        let append = move |link: &Link<'_>| append_all(link, facts);
        self.write_and_tell(append, |appended: &Vec<Appended>| heard(appended)).await
    }

    /// As [`Store::append_and_tell`], without waiting for the commit: for what can be made again from facts that are
    /// kept already, such as a marking. Whoever reads facts reads it too: reading waits for it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Closed`] when it could not be queued. What goes wrong later is logged, and `heard` is not called.
    pub async fn append_soon(
        &self,
        facts: Vec<NewFact>,
        heard: impl FnOnce(&[Appended]) + Send + 'static,
    ) -> Result<(), StoreError> {
        let append = move |link: &Link<'_>| append_all(link, facts);
        self.write_soon(append, |appended: &Vec<Appended>| heard(appended)).await
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
        let wanted =
            if kinds.is_empty() { String::new() } else { format!(",{},", kinds.join(",")) };
        let cells = cells![school_id, class_id, since, wanted].to_vec();
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

fn append_all(link: &Link<'_>, facts: Vec<NewFact>) -> Result<Vec<Appended>, StoreError> {
    facts.into_iter().map(|fact| append_one(link, fact)).collect()
}

/// Appends one fact within the caller's transaction.
pub(crate) fn append_one(link: &Link<'_>, new: NewFact) -> Result<Appended, StoreError> {
    if new.body == FactBody::Later {
        return Err(StoreError::refused(
            "a fact of a kind this program does not know cannot be appended",
        ));
    }
    let (device, counter) = device_key(&new.body).unzip();
    let (kind, body) = kind_and_json(&new.body)?;
    let id = new_id();
    let added = link.row(
        "fact",
        &registry::ADD_FACT,
        cells![
            &new.school_id,
            &id,
            &new.lesson_id,
            &new.class_id,
            kind,
            pupil(&new.body),
            device,
            counter,
            new.at,
            json(&new.by)?,
            body,
        ],
    )?;
    if let Some(row) = added {
        let fact = Fact { id: FactId(id), at: new.at, by: new.by, body: new.body };
        return Ok(Appended { fact, seq: row.number(0)?, duplicate: false });
    }
    let first = link
        .row("fact", &registry::FIND_FACT_BY_DEVICE, cells![&new.school_id, device, counter])?
        .ok_or_else(|| StoreError::not_found("fact", &id))?;
    let first = stored(&first)?;
    Ok(Appended { fact: first.fact, seq: first.seq, duplicate: true })
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
