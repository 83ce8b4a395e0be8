//! One change of a hub, or of a nation, at a time: what was looked at before a fact is written still holds when it is.
//!
//! A button pressed twice sends two requests at once; the second looks once the first is written. Start at [`Turns::take`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

/// Who waits for whom, by house; one small entry for each that was ever changed here.
#[derive(Default)]
pub struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

/// A turn; it ends when this is dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held, and let go by dropping")] OwnedMutexGuard<()>);

impl Turns {
    /// Waits until nobody else changes the house.
    pub async fn take(&self, house: &str) -> Turn {
        let own = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(house.to_owned()).or_default())
        };
        Turn(own.lock_owned().await)
    }
}
