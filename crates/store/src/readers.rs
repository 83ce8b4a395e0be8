//! A small pool of read-only connections; each read sees one moment of the store, whatever is being written.
//!
//! Start at [`Readers::read`].

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::StoreError;
use crate::sqlite::{self, Link, engine_error};

// Our choice: reads are short; more connections would only wait for the same few cores.
const CONNECTIONS: usize = 4;

/// The pool; cheap to clone.
#[derive(Clone)]
pub(crate) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    places: Arc<Semaphore>,
}

impl Readers {
    /// Opens the connections.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let idle = (0..CONNECTIONS).map(|_| sqlite::open_reader(path)).collect::<Result<_, _>>()?;
        Ok(Self { idle: Arc::new(Mutex::new(idle)), places: Arc::new(Semaphore::new(CONNECTIONS)) })
    }

    /// Runs `work` within one read transaction, away from the async threads.
    pub async fn read<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let place =
            Arc::clone(&self.places).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let idle = Arc::clone(&self.idle);
        let reading = tokio::task::spawn_blocking(move || {
            let _place = place;
            let connection = take(&idle)?;
            let result = read_once(&connection, work);
            put_back(&idle, connection);
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

fn take(idle: &Mutex<Vec<Connection>>) -> Result<Connection, StoreError> {
    idle.lock().unwrap_or_else(PoisonError::into_inner).pop().ok_or(StoreError::Closed)
}

fn put_back(idle: &Mutex<Vec<Connection>>, connection: Connection) {
    idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
}

fn read_once<T>(
    connection: &Connection,
    work: impl FnOnce(&Link<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.unchecked_transaction().map_err(engine_error)?;
    let result = work(&Link::reading(&transaction));
    transaction.finish().map_err(engine_error)?;
    result
}
