//! A script of work on a store, played while its disk fails, and what must be true of the store afterwards.
//!
//! Used by the long form (`main.rs`) and by the short form among the tests. Start at [`play`] and [`compare`].

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use faults::Watched;
use futures_util::future::join_all;
use learning::{Fact, FactBody};
use store::{Store, StoreError};

use crate::desk::Desk;

// Our choice: enough for single commits, shared ones, a log that is folded back into the file, and a second opening.
const ALONE: i64 = 5;
const TOGETHER: usize = 8;
const AFTERWARDS: i64 = 4;

/// How often a step that failed is tried again before the script is given up, as a device does.
const TRIES: usize = 3;

/// An answer that was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The device that sent it.
    pub device: String,
    /// The device's own count.
    pub counter: i64,
    /// The fact's id.
    pub fact_id: String,
    /// How many things had been done to the disk when it was acknowledged.
    pub by: usize,
}

/// What came of playing the script.
#[derive(Debug, Default)]
pub struct Played {
    /// The answers acknowledged, in order.
    pub kept: Vec<Kept>,
    /// The first failure that a step ended with; none where everything was done.
    pub failed: Option<String>,
}

/// Makes a store in `folder`, or goes on with it, sends answers, closes it, opens it again and sends more.
pub async fn play(folder: &Path, disk: &Watched) -> Played {
    let mut script = Script { folder, disk, store: None, played: Played::default() };
    if let Err(error) = script.run().await {
        script.played.failed = Some(error);
    }
    if let Some(store) = script.store.take() {
        store.close().await;
    }
    script.played
}

struct Script<'a> {
    folder: &'a Path,
    disk: &'a Watched,
    store: Option<Store>,
    played: Played,
}

impl Script<'_> {
    async fn run(&mut self) -> Result<(), String> {
        for counter in 0..ALONE {
            self.send_until_kept(vec![("slate".to_owned(), counter)]).await?;
        }
        let many = (0..TOGETHER).map(|device| (format!("tablet-{device}"), 0)).collect();
        self.send_until_kept(many).await?;
        if let Some(store) = self.store.take() {
            store.close().await;
        }
        for counter in ALONE..ALONE + AFTERWARDS {
            self.send_until_kept(vec![("slate".to_owned(), counter)]).await?;
        }
        Ok(())
    }

    /// Sends the answers at once, each in a call of its own, and those that failed again.
    async fn send_until_kept(&mut self, mut answers: Vec<(String, i64)>) -> Result<(), String> {
        let mut why = String::new();
        for _ in 0..TRIES {
            let sent = match self.open().await {
                Ok((store, desk)) => send(&store, &desk, &answers).await,
                Err(error) => {
                    why = error;
                    continue;
                }
            };
            let by = self.disk.n_in_history();
            let mut failed = Vec::new();
            for ((device, counter), kept) in answers.into_iter().zip(sent) {
                match kept {
                    Ok(fact_id) => {
                        let device = device.clone();
                        self.played.kept.push(Kept { device, counter, fact_id, by });
                    }
                    Err(error) => {
                        why = error.to_string();
                        failed.push((device, counter));
                    }
                }
            }
            if failed.is_empty() {
                return Ok(());
            }
            answers = failed;
            self.open_again_if_stopped().await;
        }
        Err(why)
    }

    async fn open(&mut self) -> Result<(Store, Desk), String> {
        let store = match &self.store {
            Some(store) => store.clone(),
            None => Store::open(self.folder).map_err(|error| error.to_string())?,
        };
        self.store = Some(store.clone());
        match Desk::find_or_make(&store).await {
            Ok(desk) => Ok((store, desk)),
            Err(error) => {
                self.open_again_if_stopped().await;
                Err(error.to_string())
            }
        }
    }

    // After a fault the store takes no more until it is opened again, and says so; a full disk needs no such thing.
    async fn open_again_if_stopped(&mut self) {
        let Some(store) = &self.store else { return };
        if matches!(store.health().await, Err(error) if error != StoreError::Full) {
            store.close().await;
            self.store = None;
        }
    }
}

async fn send(
    store: &Store,
    desk: &Desk,
    answers: &[(String, i64)],
) -> Vec<Result<String, StoreError>> {
    let each = answers.iter().map(|(device, counter)| async move {
        let appended = store.append(vec![desk.response(device, *counter)]).await?;
        Ok(appended[0].fact.id.as_str().to_owned())
    });
    join_all(each).await
}

/// What is wrong with the store now that the disk works again; nothing where all is well.
///
/// Everything acknowledged is there, once, in the order of its device; `check` finds nothing; the store takes answers,
/// and those sent again are not kept twice.
pub async fn compare(folder: &Path, kept: &[Kept]) -> Result<(), String> {
    let store = Store::open(folder).map_err(|error| format!("it does not open: {error}"))?;
    let compared = compare_open(&store, kept).await;
    store.close().await;
    compared
}

async fn compare_open(store: &Store, kept: &[Kept]) -> Result<(), String> {
    let said = |error: StoreError| format!("it cannot be used: {error}");
    let desk = Desk::find_or_make(store).await.map_err(said)?;
    let facts = store.facts_of_lesson(&desk.school_id, &desk.lesson_id).await.map_err(said)?;
    let found: HashMap<&str, i64> = facts.iter().map(|fact| (fact.id.as_str(), fact.at)).collect();
    let is_lost = |one: &&Kept| found.get(one.fact_id.as_str()) != Some(&one.counter);
    let n_lost = kept.iter().filter(is_lost).count();
    if n_lost > 0 {
        return Err(format!("{n_lost} of {} acknowledged answers lost", kept.len()));
    }
    in_order(&facts)?;
    let checked = store.check().await.map_err(said)?;
    if let Some(first) = checked.wrong.first() {
        return Err(format!("check says: {first}"));
    }
    let again = kept.iter().map(|one| desk.response(&one.device, one.counter)).collect();
    let again = store.append(again).await.map_err(said)?;
    if again.iter().any(|one| !one.duplicate) {
        return Err("an answer sent again was kept twice".to_owned());
    }
    let new = store.append(vec![desk.response("chalk", 0)]).await.map_err(said)?;
    match new[0].duplicate {
        true => Err("a new answer was taken for an old one".to_owned()),
        false => Ok(()),
    }
}

// Each device sends 0, 1, 2, ... and waits for each, so that is what is there, whatever failed.
fn in_order(facts: &[Fact]) -> Result<(), String> {
    let mut next: BTreeMap<&str, i64> = BTreeMap::new();
    for fact in facts {
        if let FactBody::Responded { device, counter, .. } = &fact.body {
            let expected = next.entry(device.as_str()).or_default();
            if counter != expected {
                return Err(format!("a device's {counter} came where {expected} was expected"));
            }
            *expected = counter + 1;
        }
    }
    Ok(())
}
