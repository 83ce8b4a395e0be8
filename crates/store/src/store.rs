//! The open store: one writer, a few readers, closed in order.
//!
//! What it can keep is in the module of each thing: `fact.rs`, `pupil.rs`, `class.rs` and so on.
//! Start at [`Store::open`] and [`Store::connect`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::ErrorCode;

use crate::engine::postgres::Session;
use crate::engine::server::{Server, is_server};
use crate::engine::{Connection, Link, sqlite};
use crate::migration::{inspect, migrate, open_error};
use crate::readers::Readers;
use crate::writer::Writer;
use crate::{OpenError, StoreError};

/// The name of the file within a store's folder.
pub const FILE: &str = "tenframe.sqlite";

/// Where a store is kept.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// In a folder of this machine, by SQLite.
    Folder(PathBuf),
    /// In a PostgreSQL database: `postgres://user:password@host:5432/database?schema=name`.
    Server(String),
}

/// An open store. Cheap to clone; every clone is the same store.
#[derive(Clone)]
pub struct Store {
    writer: Arc<Writer>,
    readers: Readers,
    file: Option<PathBuf>,
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
        let shown = file.display().to_string();
        let fails = |error: rusqlite::Error| sqlite_open_error(&file, &error);
        let connection = Connection::Sqlite(sqlite::open(&file).map_err(fails)?);
        inspect(&connection, &shown)?;
        if let Connection::Sqlite(sqlite) = &connection {
            sqlite::make_durable(sqlite).map_err(fails)?;
        }
        migrate(&connection, &shown)?;
        let path = file.clone();
        let reader = move || {
            sqlite::open_reader(&path).map(Connection::Sqlite).map_err(sqlite::engine_error)
        };
        Self::start(connection, reader, &shown, Some(file.clone()))
    }

    /// Opens the store in a PostgreSQL database, making its tables where there are none.
    ///
    /// The address is `postgres://user:password@host:5432/database`, with `?schema=NAME` for tables of their
    /// own and `&sslrootcert=FILE` for a certificate the system does not know.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when the address cannot be read, the server cannot be reached or used, when a newer
    /// program made the store, or when the schema holds another program's tables.
    pub async fn connect(address: &str) -> Result<Self, OpenError> {
        let server = Server::read(address)?;
        let opening = tokio::task::spawn_blocking(move || {
            let shown = server.shown.clone();
            let fails = |error| open_error(&shown, error);
            let session = Session::connect(&server).map_err(fails)?;
            session.check_suitable()?;
            let connection = Connection::Postgres(Box::new(session));
            inspect(&connection, &shown)?;
            migrate(&connection, &shown)?;
            let reader = move || {
                Session::connect(&server).map(|session| Connection::Postgres(Box::new(session)))
            };
            Self::start(connection, reader, &shown, None)
        });
        let cut_short =
            |error: tokio::task::JoinError| OpenError::Address { why: error.to_string() };
        opening.await.map_err(cut_short)?
    }

    /// Opens the store in either kind of place.
    ///
    /// # Errors
    ///
    /// As [`Store::open`] and [`Store::connect`].
    pub async fn open_at(place: &Place) -> Result<Self, OpenError> {
        match place {
            Place::Folder(folder) => Self::open(folder),
            Place::Server(address) => Self::connect(address).await,
        }
    }

    fn start(
        connection: Connection,
        reader: impl Fn() -> Result<Connection, StoreError> + Send + Sync + 'static,
        shown: &str,
        file: Option<PathBuf>,
    ) -> Result<Self, OpenError> {
        let readers = Readers::open(reader).map_err(|error| open_error(shown, error))?;
        let writer = Writer::start(connection).map_err(|error| OpenError::Engine {
            store: shown.to_owned(),
            why: error.to_string(),
        })?;
        Ok(Self { writer: Arc::new(writer), readers, file })
    }

    /// The file that holds the store; none on a server.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Commits what is waiting and closes the store. Later calls answer [`StoreError::Closed`].
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

    /// Whether the store can be read and takes what is written now; writes nothing.
    ///
    /// # Errors
    ///
    /// What a write would answer.
    pub async fn health(&self) -> Result<(), StoreError> {
        self.read(|_| Ok(())).await?;
        self.write(|_| Ok(())).await
    }

    /// Waits until what was queued by now without being waited for is kept, or has failed; see
    /// [`Store::append_soon`].
    pub async fn settled(&self) {
        self.writer.settled().await;
    }

    pub(crate) async fn read<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.readers.read(work).await
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    pub(crate) async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.writer.write(work).await
    }
}

impl Place {
    /// A server's address where the text is one, else a folder.
    pub fn read(text: &str) -> Self {
        match is_server(text) {
            true => Self::Server(text.to_owned()),
            false => Self::Folder(text.into()),
        }
    }
}

impl std::fmt::Display for Place {
    /// The folder, or the server without its password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Server(address) => match Server::read(address) {
                Ok(server) => f.write_str(&server.shown),
                Err(_) => f.write_str("postgres://"),
            },
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

fn prepare(folder: &Path) -> Result<(), OpenError> {
    if folder.exists() && !folder.is_dir() {
        return Err(OpenError::NotAFolder { path: folder.to_owned() });
    }
    fs::create_dir_all(folder)
        .map_err(|error| OpenError::NotWritable { path: folder.to_owned(), why: error.to_string() })
}

fn sqlite_open_error(file: &Path, error: &rusqlite::Error) -> OpenError {
    let (store, why) = (file.display().to_string(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            OpenError::Damaged { store, why }
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            OpenError::NotWritable { path: file.to_owned(), why }
        }
        _ => OpenError::Engine { store, why },
    }
}
