//! One trial: a history, a look through what came of it, and the same of a copy restored elsewhere.
//!
//! Used by the long form (`main.rs`) and by the short form among the tests. Start at [`trial`].

use std::io::Cursor;

use faults::chance;
use store::{Place, Store};

use super::history::live;

// Our choice: up to some three hundred things happen.
const MOST_EVENTS: u64 = 300;

/// Gives how many rows were looked at, or what `check` says of a store that is sound.
pub async fn trial(places: &[Place; 2], seed: &mut u64) -> Result<u64, String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let n_events = u32::try_from(chance(seed) % MOST_EVENTS).unwrap_or_default();
    let store = Store::open_at(&places[0]).await.map_err(|error| said(&error))?;
    live(&store, seed, n_events).await.map_err(|error| said(&error))?;
    let n_rows = look(&store).await?;
    let (copied, bytes) = store.copy_to(Vec::new(), None, 0).await.map_err(|error| said(&error))?;
    let other = Store::open_at(&places[1]).await.map_err(|error| said(&error))?;
    let restored = other.restore_from(Cursor::new(bytes)).await.map_err(|error| said(&error))?;
    if restored != copied {
        return Err("what was restored differs from what was copied".to_owned());
    }
    look(&other).await?;
    store.close().await;
    other.close().await;
    Ok(n_rows)
}

async fn look(store: &Store) -> Result<u64, String> {
    let checked = store.check().await.map_err(|error| error.to_string())?;
    match checked.wrong.first() {
        Some(first) => Err(format!("a false alarm: {first}")),
        None => Ok(checked.n_rows),
    }
}
