//! The open store: one writer, a few readers, closed in order.
//!
//! What it can keep is in the module of each thing: `fact.rs`, `pupil.rs`, `class.rs` and so on.
//! Start at [`Store::open`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::migration::{inspect, migrate, open_error};
use crate::readers::Readers;
use crate::sqlite::{self, Link};
use crate::writer::Writer;
use crate::{OpenError, StoreError};

/// The name of the file within the store's folder.
const FILE: &str = "tenframe.sqlite";

/// An open store. Cheap to clone; every clone is the same store.
#[derive(Clone)]
pub struct Store {
    writer: Arc<Writer>,
    readers: Readers,
    file: PathBuf,
}

impl Store {
    /// Opens the store in `folder`, making the folder and the store where there is none.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when the folder is not one or cannot be written to, when the store is damaged, and
    /// when a newer program made it. Nothing is changed in the last two cases.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, OpenError> {
        let folder = folder.as_ref();
        prepare(folder)?;
        let file = folder.join(FILE);
        let fails = |error: rusqlite::Error| open_error(&file, &error);
        let mut connection = sqlite::open(&file).map_err(fails)?;
        inspect(&connection, &file)?;
        sqlite::make_durable(&connection).map_err(fails)?;
        migrate(&mut connection, &file)?;
        let readers = Readers::open(&file).map_err(fails)?;
        let writer = Writer::start(connection)
            .map_err(|error| OpenError::Engine { path: file.clone(), why: error.to_string() })?;
        Ok(Self { writer: Arc::new(writer), readers, file })
    }

    /// The file that holds the store.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Commits what is waiting and closes the file. Later calls answer [`StoreError::Closed`].
    pub async fn close(&self) {
        self.readers.close().await;
        let writer = Arc::clone(&self.writer);
        if tokio::task::spawn_blocking(move || writer.finish()).await.is_err() {
            tracing::error!("the store could not be closed in order; nothing acknowledged is lost");
        }
    }

    /// How many commits this process has made; many writes share one.
    pub fn n_commits(&self) -> u64 {
        self.writer.n_commits()
    }

    /// How many writes wait for the writer now.
    pub fn n_waiting(&self) -> usize {
        self.writer.n_waiting()
    }

    pub(crate) async fn read<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.readers.read(work).await
    }

    pub(crate) async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.writer.write(work).await
    }
}

fn prepare(folder: &Path) -> Result<(), OpenError> {
    if folder.exists() && !folder.is_dir() {
        return Err(OpenError::NotAFolder { path: folder.to_owned() });
    }
    fs::create_dir_all(folder)
        .map_err(|error| OpenError::NotWritable { path: folder.to_owned(), why: error.to_string() })
}
