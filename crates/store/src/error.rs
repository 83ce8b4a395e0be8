//! What can go wrong, in words for the person who runs the store.
//!
//! Values are quoted where they are not about a pupil. Start at [`OpenError`] and [`StoreError`].

use std::path::PathBuf;

/// Why a store could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The path is something other than a folder.
    #[error(
        "`{path}` is not a folder: give the folder that holds, or will hold, `tenframe.sqlite`"
    )]
    NotAFolder {
        /// What was given.
        path: PathBuf,
    },
    /// The folder, or the store in it, cannot be written to.
    #[error(
        "`{path}` cannot be written to ({why}): give another folder, or change who may write there"
    )]
    NotWritable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The address of a database server cannot be read.
    #[error(
        "the database's address cannot be read ({why}); \
         one is written postgres://user:password@host:5432/database"
    )]
    Address {
        /// What was wrong with it; never the password.
        why: String,
    },
    /// The database server cannot be used for a store.
    #[error("`{store}` cannot hold a store ({why})")]
    Unsuitable {
        /// The server.
        store: String,
        /// What is missing and what to do.
        why: String,
    },
    /// The store was made by a newer program.
    #[error(
        "`{store}` was made by a newer Tenframe (its shape is {found}; this program knows up to {known}): \
         use the newer program; nothing was changed"
    )]
    Newer {
        /// The store's file, or its server.
        store: String,
        /// The last migration in the store.
        found: i64,
        /// The last migration this program has.
        known: i64,
    },
    /// The file is not a sound Tenframe store.
    #[error(
        "`{store}` is damaged or is not a Tenframe store ({why}): restore a backup, or give another folder"
    )]
    Damaged {
        /// The store's file, or its server.
        store: String,
        /// What was found.
        why: String,
    },
    /// A migration did not apply; it was rolled back.
    #[error("migration {number} `{name}` did not apply and was rolled back ({why})")]
    Migration {
        /// The number of the migration.
        number: i64,
        /// Its name.
        name: &'static str,
        /// What the database said.
        why: String,
    },
    /// The database refused for another reason, such as another program holding it.
    #[error("`{store}` could not be opened ({why})")]
    Engine {
        /// The store's file, or its server.
        store: String,
        /// What the database said.
        why: String,
    },
}

/// Why a call to an open store failed. After an error nothing of that call is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
    /// No room is left on the disk; it goes on by itself when there is room again.
    #[error("the disk is full: make room, then try again; nothing of this was kept")]
    Full,
    /// The disk refused to keep what was written, so the store takes no more until it is opened again.
    #[error(
        "the disk reported a fault ({why}): nothing more is accepted until the store is opened again"
    )]
    Stopped {
        /// What the database said.
        why: String,
    },
    /// The database server cannot be reached. What was being written may or may not be kept; sent again, it
    /// is kept once.
    #[error(
        "the database cannot be reached ({why}): nothing of this is acknowledged; try again in a moment"
    )]
    Unreachable {
        /// What the line or the server said.
        why: String,
    },
    /// There is no such row in that school.
    #[error("no {what} `{id}` here")]
    NotFound {
        /// `"class"`, `"pupil"`, ...
        what: &'static str,
        /// The id or code that was asked for.
        id: String,
    },
    /// Something that must be the only one of its kind exists already.
    #[error("this {what} is taken already")]
    Taken {
        /// `"staff email"`, `"pupil upn"`, ...
        what: String,
    },
    /// A value that cannot be kept.
    #[error("{why}")]
    Refused {
        /// What was given and what was expected.
        why: String,
    },
    /// A stored row cannot be read back: damage, or a newer program wrote it.
    #[error("stored {what} `{id}` cannot be read ({why})")]
    Unreadable {
        /// The kind of row.
        what: &'static str,
        /// Its id.
        id: String,
        /// What was wrong with it.
        why: String,
    },
    /// The file is damaged or is not a store.
    #[error("the store is damaged ({why}): restore a backup")]
    Damaged {
        /// What the database said.
        why: String,
    },
    /// The database refused for another reason.
    #[error("the database refused: {0}")]
    Engine(String),
}

impl StoreError {
    pub(crate) fn not_found(what: &'static str, id: &str) -> Self {
        Self::NotFound { what, id: id.to_owned() }
    }

    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into() }
    }
}
