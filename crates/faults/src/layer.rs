//! The file layer: SQLite's own functions with ours before four of them.
//!
//! A file is opened by the system's layer; then its table of functions is exchanged for a copy in which closing,
//! writing, cutting and flushing come to us first. All that is unsafe in this workspace is in this file.
//! Start at [`watch`].

use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::ffi::{
    SQLITE_CANTOPEN, SQLITE_ERROR, SQLITE_FULL, SQLITE_IOERR_DELETE, SQLITE_IOERR_FSYNC,
    SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, SQLITE_OK, sqlite3_file, sqlite3_int64,
    sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};

use crate::watched::{Done, Fate, Watched};

/// An open file of a watched folder.
#[derive(Clone)]
struct Open {
    watched: Watched,
    name: String,
    system: &'static sqlite3_io_methods,
}

/// The system's layer, as an address so that it may be shared between threads.
static SYSTEM: OnceLock<usize> = OnceLock::new();
static WATCHED: Mutex<Vec<Watched>> = Mutex::new(Vec::new());
/// By the address of the file as SQLite knows it.
static OPEN: Mutex<Option<HashMap<usize, Open>>> = Mutex::new(None);
/// Our copies of the system's tables of functions, by the address of the table.
static TABLES: Mutex<Option<HashMap<usize, &'static sqlite3_io_methods>>> = Mutex::new(None);

/// Puts our layer before the system's, the first time, and watches one folder more.
pub(crate) fn watch(folder: Watched) {
    SYSTEM.get_or_init(install);
    locked(&WATCHED).push(folder);
}

fn install() -> usize {
    // SAFETY: a null name asks for the default layer, which lives as long as the program. Ours is a copy of it with
    // two functions exchanged, is never freed, and keeps `pAppData`, which the functions left in place rely on.
    unsafe {
        let system = sqlite3_vfs_find(std::ptr::null());
        assert!(!system.is_null(), "SQLite has a default file layer");
        let ours = sqlite3_vfs {
            pNext: std::ptr::null_mut(),
            zName: c"faults".as_ptr(),
            xOpen: Some(open),
            xDelete: Some(remove),
            ..*system
        };
        let registered = sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 1);
        assert_eq!(registered, SQLITE_OK, "SQLite takes another file layer");
        system as usize
    }
}

fn system() -> *mut sqlite3_vfs {
    SYSTEM.get().map_or(std::ptr::null_mut(), |address| *address as *mut sqlite3_vfs)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The watched folder that a path is in, and the file's name there.
///
/// # Safety
///
/// `path` is null or a C string.
unsafe fn watched(path: *const c_char) -> Option<(Watched, String)> {
    if path.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller says that it is a C string.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    let path = Path::new(path);
    locked(&WATCHED).iter().find_map(|one| Some((one.clone(), one.name_of(path)?)))
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    path: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite hands over a null or a C string.
    let watched = unsafe { watched(path) };
    if let Some((watched, _)) = &watched
        && watched.fate(0) != Fate::Works
    {
        // SAFETY: SQLite hands over a file to fill in; without functions it is not closed.
        unsafe { (*file).pMethods = std::ptr::null() };
        return SQLITE_CANTOPEN;
    }
    // SAFETY: the system's layer is called with itself and what SQLite handed over; on success it has given the file
    // a table of functions that lives as long as the program, which is then exchanged for a copy of the same.
    unsafe {
        let Some(system_open) = (*system()).xOpen else { return SQLITE_ERROR };
        let code = system_open(system(), path, file, flags, out_flags);
        if let (SQLITE_OK, Some((watched, name))) = (code, watched) {
            let system: &'static sqlite3_io_methods = &*(*file).pMethods;
            let open = Open { watched, name, system };
            locked(&OPEN).get_or_insert_default().insert(file as usize, open);
            (*file).pMethods = table(system);
        }
        code
    }
}

fn table(system: &'static sqlite3_io_methods) -> &'static sqlite3_io_methods {
    let mut tables = locked(&TABLES);
    let known = tables.get_or_insert_default();
    known.entry(std::ptr::from_ref(system) as usize).or_insert_with(|| {
        Box::leak(Box::new(sqlite3_io_methods {
            xClose: Some(close),
            xWrite: Some(write),
            xTruncate: Some(cut),
            xSync: Some(flush),
            ..*system
        }))
    })
}

fn opened(file: *mut sqlite3_file) -> Option<Open> {
    locked(&OPEN).as_ref()?.get(&(file as usize)).cloned()
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let open = locked(&OPEN).as_mut().and_then(|all| all.remove(&(file as usize)));
    let Some(open) = open else { return SQLITE_ERROR };
    let Some(system_close) = open.system.xClose else { return SQLITE_ERROR };
    // SAFETY: the file gets back the functions that the system's layer gave it.
    unsafe {
        (*file).pMethods = open.system;
        system_close(file)
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    let Some(open) = opened(file) else { return SQLITE_ERROR };
    let Some(system_write) = open.system.xWrite else { return SQLITE_ERROR };
    let whole = usize::try_from(length).unwrap_or_default();
    let fate = open.watched.fate(whole);
    // A disk that fails may have written a part.
    let kept = if fate == Fate::Works { whole } else { whole / 2 };
    // SAFETY: SQLite hands over `length` bytes, and `kept` is no more than that.
    let (code, bytes) = unsafe {
        let written = std::slice::from_raw_parts(bytes.cast::<u8>(), kept);
        let kept = c_int::try_from(kept).unwrap_or_default();
        (system_write(file, bytes, kept, at), written.to_vec())
    };
    if code == SQLITE_OK {
        let at = usize::try_from(at).unwrap_or_default();
        open.watched.note(Done::Written { file: open.name, at, bytes });
    }
    match fate {
        Fate::Works => code,
        Fate::Fails => SQLITE_IOERR_WRITE,
        Fate::Full => SQLITE_FULL,
    }
}

unsafe extern "C" fn cut(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    let Some(open) = opened(file) else { return SQLITE_ERROR };
    let Some(system_cut) = open.system.xTruncate else { return SQLITE_ERROR };
    if open.watched.fate(0) != Fate::Works {
        return SQLITE_IOERR_TRUNCATE;
    }
    // SAFETY: the system's own function on a file it opened.
    let code = unsafe { system_cut(file, length) };
    if code == SQLITE_OK {
        let length = usize::try_from(length).unwrap_or_default();
        open.watched.note(Done::Cut { file: open.name, length });
    }
    code
}

unsafe extern "C" fn flush(file: *mut sqlite3_file, flags: c_int) -> c_int {
    let Some(open) = opened(file) else { return SQLITE_ERROR };
    let Some(system_flush) = open.system.xSync else { return SQLITE_ERROR };
    if open.watched.fate(0) != Fate::Works {
        return SQLITE_IOERR_FSYNC;
    }
    // SAFETY: the system's own function on a file it opened.
    let code = unsafe { system_flush(file, flags) };
    if code == SQLITE_OK {
        open.watched.note(Done::Flushed { file: open.name });
    }
    code
}

unsafe extern "C" fn remove(_: *mut sqlite3_vfs, path: *const c_char, sync: c_int) -> c_int {
    // SAFETY: SQLite hands over a null or a C string.
    let watched = unsafe { watched(path) };
    if let Some((watched, _)) = &watched
        && watched.fate(0) != Fate::Works
    {
        return SQLITE_IOERR_DELETE;
    }
    // SAFETY: the system's layer is called with itself and what SQLite handed over.
    let code = unsafe {
        let Some(system_remove) = (*system()).xDelete else { return SQLITE_ERROR };
        system_remove(system(), path, sync)
    };
    if let (SQLITE_OK, Some((watched, file))) = (code, watched) {
        watched.note(Done::Removed { file });
    }
    code
}
