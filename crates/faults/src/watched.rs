//! A watched folder: what SQLite does to its files is counted, kept in order, and made to fail as asked.
//!
//! It never touches a file itself. Start at [`Watched::folder`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::layer;

/// What is to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The n-th thing done, from 1; the next one works again.
    Once(u64),
    /// The n-th thing done, from 1, and everything after it.
    From(u64),
    /// The disk is full once so many bytes more have been written.
    Full(u64),
}

/// One thing done to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Bytes were written.
    Written {
        /// The file's name within the folder.
        file: String,
        /// Where, from the file's beginning.
        at: usize,
        /// What.
        bytes: Vec<u8>,
    },
    /// The file was cut or lengthened.
    Cut {
        /// The file's name within the folder.
        file: String,
        /// Its length from then on.
        length: usize,
    },
    /// Everything written to the file so far is on the disk.
    Flushed {
        /// The file's name within the folder.
        file: String,
    },
    /// The file was removed.
    Removed {
        /// The file's name within the folder.
        file: String,
    },
}

/// A folder whose files are watched for as long as the program runs; cheap to clone.
#[derive(Clone)]
pub struct Watched {
    folder: Arc<PathBuf>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    fault: Option<Fault>,
    n_done: u64,
    n_bytes: u64,
    n_failed: u64,
    history: Vec<Done>,
}

/// What is to become of one thing about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Works,
    Fails,
    Full,
}

impl Watched {
    /// Watches what SQLite does from now on to the files of a folder that exists.
    ///
    /// # Errors
    ///
    /// When the folder is not there.
    pub fn folder(folder: &Path) -> std::io::Result<Self> {
        let folder = Arc::new(folder.canonicalize()?);
        let watched = Self { folder, state: Arc::default() };
        layer::watch(watched.clone());
        Ok(watched)
    }

    /// From now on this fails; counting begins again.
    pub fn fail(&self, fault: Fault) {
        let mut state = self.state();
        (state.fault, state.n_done, state.n_bytes, state.n_failed) = (Some(fault), 0, 0, 0);
    }

    /// From now on everything works.
    pub fn mend(&self) {
        self.state().fault = None;
    }

    /// How many things were done, or tried, since counting began.
    pub fn n_done(&self) -> u64 {
        self.state().n_done
    }

    /// How many bytes were written since counting began.
    pub fn n_bytes(&self) -> u64 {
        self.state().n_bytes
    }

    /// How many things were made to fail since counting began.
    pub fn n_failed(&self) -> u64 {
        self.state().n_failed
    }

    /// How many things stand in the history.
    pub fn n_in_history(&self) -> usize {
        self.state().history.len()
    }

    /// Everything that was done, in order.
    pub fn history(&self) -> Vec<Done> {
        self.state().history.clone()
    }

    /// The name of a file within the folder, if the path is one.
    pub(crate) fn name_of(&self, path: &Path) -> Option<String> {
        let name = path.strip_prefix(self.folder.as_path()).ok()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// Decides about a thing that writes so many bytes.
    pub(crate) fn fate(&self, n_bytes: usize) -> Fate {
        let mut state = self.state();
        state.n_done += 1;
        state.n_bytes += n_bytes as u64;
        let fate = match state.fault {
            Some(Fault::Once(nth)) if state.n_done == nth => Fate::Fails,
            Some(Fault::From(nth)) if state.n_done >= nth => Fate::Fails,
            Some(Fault::Full(room)) if n_bytes > 0 && state.n_bytes > room => Fate::Full,
            _ => Fate::Works,
        };
        state.n_failed += u64::from(fate != Fate::Works);
        fate
    }

    pub(crate) fn note(&self, done: Done) {
        self.state().history.push(done);
    }

    // Nothing here can panic while the lock is held.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
