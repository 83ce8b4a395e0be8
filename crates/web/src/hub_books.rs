//! The books of hubs that somebody looked at lately: folded once, and then only what is new is read and folded.
//!
//! A book is what follows from the store's facts and nothing else, so it may be forgotten at any moment. Start at
//! [`FoldedHubs::book`].

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use programme::{HubBook, HubFact, Noted};
use store::{Hub, StoredHubFact};

use crate::app::App;
use crate::clock;
use crate::error::PageError;

/// The most books that are kept: more than there are hubs.
// Our choice. A book of five years of two hundred and sixty schools takes some twenty megabytes.
const MOST: usize = 64;

/// A hub's book as it was folded last.
#[derive(Clone)]
pub struct FoldedHub {
    /// What follows from its facts.
    pub book: Arc<HubBook>,
    /// The last fact that drew groups, taken back or not; empty for none.
    pub last_drawing: String,
    last_seq: i64,
    name: String,
    looked_at: i64,
}

impl FoldedHub {
    /// Notes how far facts go, and gives them as they are folded.
    fn reads(&mut self, facts: Vec<StoredHubFact>) -> Vec<Noted> {
        if let Some(last) = facts.last() {
            self.last_seq = last.seq;
        }
        let is_drawing = |one: &&StoredHubFact| matches!(one.fact, HubFact::GroupsDrawn { .. });
        if let Some(drawn) = facts.iter().rev().find(is_drawing) {
            self.last_drawing.clone_from(&drawn.fact_id);
        }
        facts.into_iter().map(|one| Noted { id: one.fact_id, fact: one.fact }).collect()
    }
}

/// The books that are kept, by their hubs.
#[derive(Default)]
pub struct FoldedHubs(RwLock<BTreeMap<String, FoldedHub>>);

impl FoldedHubs {
    /// A hub's book with everything that is in the store now.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn book(&self, app: &App, hub: &Hub) -> Result<FoldedHub, PageError> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&hub.hub_id).cloned();
        let known = known.filter(|known| known.name == hub.name);
        let since = known.as_ref().map_or(0, |known| known.last_seq);
        let new = app.store.hub_facts(&hub.hub_id, since).await?;
        let fresh = || FoldedHub {
            book: Arc::default(),
            last_drawing: String::new(),
            last_seq: 0,
            name: hub.name.clone(),
            looked_at: 0,
        };
        let mut held = known.unwrap_or_else(fresh);
        held.looked_at = clock::now();
        if new.is_empty() {
            self.keep(&hub.hub_id, held.clone());
            return Ok(held);
        }
        let noted = held.reads(new);
        if since == 0 {
            held.book = fold(hub, noted).await?;
        } else {
            // Forgotten here first, so that the book is not copied when nobody else looks at it.
            self.forget(&hub.hub_id);
            if Arc::make_mut(&mut held.book).take_more(&hub.name, noted).is_err() {
                let noted = held.reads(app.store.hub_facts(&hub.hub_id, 0).await?);
                held.book = fold(hub, noted).await?;
            }
        }
        self.keep(&hub.hub_id, held.clone());
        Ok(held)
    }

    fn forget(&self, hub_id: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(hub_id);
    }

    /// Keeps a book, unless somebody kept a newer one meanwhile, and forgets the one not looked at for longest.
    fn keep(&self, hub_id: &str, folded: FoldedHub) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.get(hub_id).is_some_and(|known| known.last_seq > folded.last_seq) {
            return;
        }
        held.insert(hub_id.to_owned(), folded);
        if held.len() > MOST {
            let oldest = held.iter().min_by_key(|(_, one)| one.looked_at);
            let oldest = oldest.map(|(hub_id, _)| hub_id.clone());
            if let Some(hub_id) = oldest {
                held.remove(&hub_id);
            }
        }
    }
}

/// Folds the whole of a hub's facts, on a thread of its own: five years take a while.
async fn fold(hub: &Hub, noted: Vec<Noted>) -> Result<Arc<HubBook>, PageError> {
    let name = hub.name.clone();
    let made = tokio::task::spawn_blocking(move || HubBook::fold(&name, noted)).await;
    made.map(Arc::new).map_err(|_| PageError::fault("folding a hub's book stopped"))
}
