//! A small pool of reading connections; each read sees one moment of the store, whatever is being written.
//!
//! A connection is opened when it is first wanted. Start at [`Readers::read`].

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::StoreError;
use crate::engine::{Connection, Link};

// Our choice: reads are short; more connections would only wait for the same few cores.
const CONNECTIONS: usize = 4;

type Open = dyn Fn() -> Result<Connection, StoreError> + Send + Sync;

/// The pool; cheap to clone.
#[derive(Clone)]
pub(crate) struct Readers {
    open: Arc<Open>,
    idle: Arc<Mutex<Vec<Connection>>>,
    places: Arc<Semaphore>,
}

impl Readers {
    /// A pool that opens its connections by `open`; one is opened now, to see that it can be.
    pub fn open(
        open: impl Fn() -> Result<Connection, StoreError> + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let first = open()?;
        Ok(Self {
            open: Arc::new(open),
            idle: Arc::new(Mutex::new(vec![first])),
            places: Arc::new(Semaphore::new(CONNECTIONS)),
        })
    }

    /// Runs `work` within one read transaction, away from the async threads.
    pub async fn read<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let place =
            Arc::clone(&self.places).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let (idle, open) = (Arc::clone(&self.idle), Arc::clone(&self.open));
        let reading = tokio::task::spawn_blocking(move || {
            let _place = place;
            let known = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = known.map_or_else(|| open(), Ok)?;
            let result = read_once(&connection, work);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            result
        });
        reading
            .await
            .map_err(|error| StoreError::Engine(format!("a read was cut short: {error}")))?
    }

    /// Waits for running reads to end, then closes every connection.
    pub async fn close(&self) {
        let places = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        if let Ok(all) = self.places.acquire_many(places).await {
            self.places.close();
            drop(all);
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn read_once<T>(
    connection: &Connection,
    work: impl FnOnce(&Link<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    connection.begin_reading()?;
    let result = work(&Link::reading(connection));
    connection.roll_back();
    result
}
