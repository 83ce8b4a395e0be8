//! What can only be seen from inside: the statements, the tables, the writer.
//!
//! Everything else is tested at the front door, in `tests/it`.

mod catalogue;
mod statements;
mod writer;

/// A new store in a folder that is removed with it.
fn empty_store() -> (crate::Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (crate::Store::open(folder.path()).unwrap(), folder)
}
