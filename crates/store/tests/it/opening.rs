//! Opening: what is made, what is refused and in which words.

use std::fs;
use std::path::Path;

use store::Store;

use crate::fixture::{fixture, new_school};

/// Opens `folder` and gives what is said, with the folder written as `DIR`.
fn said(folder: &Path, root: &Path) -> String {
    match Store::open(folder) {
        Ok(_) => "opened".to_owned(),
        Err(error) => error.to_string().replace(root.to_str().unwrap(), "DIR"),
    }
}

#[tokio::test]
async fn a_folder_is_made_where_there_is_none() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("a/b");
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.file(), Some(folder.join("tenframe.sqlite").as_path()));
    assert_eq!(store.schools().await.unwrap(), []);
}

#[tokio::test]
async fn what_was_kept_is_there_when_opened_again() {
    let f = fixture().await;
    f.store.append(vec![f.moved(1)]).await.unwrap();
    let before = f.store.facts_of_lesson(&f.school.school_id, &f.lesson.lesson_id).await.unwrap();
    f.store.close().await;
    let again = Store::open_at(&f.place).await.unwrap();
    let after = again.facts_of_lesson(&f.school.school_id, &f.lesson.lesson_id).await.unwrap();
    assert_eq!(after, before);
    assert_eq!(after.len(), 1);
}

#[test]
fn what_is_not_a_folder_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("notes.txt");
    fs::write(&file, "notes").unwrap();
    assert_eq!(
        said(&file, root.path()),
        "`DIR/notes.txt` is not a folder: give the folder that holds, or will hold, `tenframe.sqlite`"
    );
    assert_eq!(
        said(&file.join("data"), root.path()),
        "`DIR/notes.txt/data` cannot be written to (Not a directory (os error 20)): \
         give another folder, or change who may write there"
    );
}

#[test]
fn a_file_that_is_not_a_store_is_refused_and_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("tenframe.sqlite");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("create table recipe (name text)").unwrap();
    drop(other);
    let before = fs::read(&file).unwrap();
    assert_eq!(
        said(root.path(), root.path()),
        "`DIR/tenframe.sqlite` is damaged or is not a Tenframe store (it holds tables of another program): \
         restore a backup, or give another folder"
    );
    assert_eq!(fs::read(&file).unwrap(), before);
    fs::write(&file, "not a database, though long enough to be looked at".repeat(100)).unwrap();
    assert_eq!(
        said(root.path(), root.path()),
        "`DIR/tenframe.sqlite` is damaged or is not a Tenframe store (file is not a database): \
         restore a backup, or give another folder"
    );
}

#[tokio::test]
async fn a_newer_store_is_refused_in_words_and_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let store = Store::open(root.path()).unwrap();
    store.add_school(new_school("Larkfield")).await.unwrap();
    store.close().await;
    let file = root.path().join("tenframe.sqlite");
    let newer = rusqlite::Connection::open(&file).unwrap();
    newer.execute_batch("insert into migration values (99, 'later')").unwrap();
    drop(newer);
    let before = fs::read(&file).unwrap();
    assert_eq!(
        said(root.path(), root.path()),
        "`DIR/tenframe.sqlite` was made by a newer Tenframe (its shape is 99; this program knows up to 4): \
         use the newer program; nothing was changed"
    );
    assert_eq!(fs::read(&file).unwrap(), before);
}
