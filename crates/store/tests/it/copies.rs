//! Copies of a store: read through, put back, from one engine to the other, and refused when damaged.

use std::io::Cursor;

use learning::Author;
use store::{Copied, CopyError, Opened, Place, Sealed, Store, verify};

use crate::fixture::{Fixture, MONDAY, fixture, new_class, new_school};

/// A school with answers, a sheet, a session's worth of everything the fixture has.
async fn taught() -> Fixture {
    let f = fixture().await;
    f.store
        .append((0..40).map(|n| f.response(n % 2, "d1", n as i64, "1/4")).collect())
        .await
        .unwrap();
    f.store.append(vec![f.moved(1)]).await.unwrap();
    let sheet = serde_json::json!({"title": "Unit fractions"});
    f.store
        .issue_sheet(&f.school.school_id, &f.class.class_id, None, MONDAY, Author::System, sheet)
        .await
        .unwrap();
    f.store.secret("delivery").await.unwrap();
    f
}

async fn copy(store: &Store, school: Option<&str>) -> (Copied, Vec<u8>) {
    let (copied, bytes) = store.copy_to(Vec::new(), school, MONDAY).await.unwrap();
    assert_eq!(verify(bytes.as_slice()).unwrap(), copied);
    (copied, bytes)
}

async fn restore(store: &Store, bytes: &[u8]) -> Result<Copied, CopyError> {
    store.restore_from(Cursor::new(bytes.to_vec())).await
}

#[tokio::test]
async fn what_is_restored_is_what_was_copied() {
    let f = taught().await;
    let (copied, bytes) = copy(&f.store, None).await;
    let facts = copied.tables.iter().find(|table| table.name == "fact").unwrap();
    assert_eq!(facts.n_rows, 42);
    let folder = tempfile::tempdir().unwrap();
    let other = Store::open(folder.path()).unwrap();
    assert_eq!(restore(&other, &bytes).await.unwrap(), copied);
    let (again, _) = copy(&other, None).await;
    assert_eq!(again, copied);
    assert_eq!(other.check().await.unwrap().wrong, Vec::<String>::new());
    let full = restore(&other, &bytes).await.unwrap_err().to_string();
    assert_eq!(
        full,
        "the store to restore into holds 1 rows of `school` already: give an empty one; nothing was changed"
    );
}

#[tokio::test]
async fn a_school_goes_alone_to_the_other_engine_and_back() {
    let Ok(server) = std::env::var("TENFRAME_TEST_DATABASE") else {
        return eprintln!("not run on PostgreSQL: TENFRAME_TEST_DATABASE names no server");
    };
    let f = taught().await;
    let far = f.store.add_school(new_school("Saltmarsh")).await.unwrap();
    f.store.add_class(&far.school_id, new_class("Ash")).await.unwrap();
    let school = Some(f.school.school_id.as_str());
    let (copied, bytes) = copy(&f.store, school).await;
    let address = format!("{server}?schema=t{}", store::new_id().replace('-', ""));
    let other = Store::open_at(&Place::read(&address)).await.unwrap();
    other.add_school(new_school("Hillside")).await.unwrap();
    assert_eq!(restore(&other, &bytes).await.unwrap(), copied);
    assert_eq!(other.schools().await.unwrap().len(), 2);
    assert_eq!(other.check().await.unwrap().wrong, Vec::<String>::new());
    let (there, back) = copy(&other, school).await;
    assert_eq!(there, copied);
    let folder = tempfile::tempdir().unwrap();
    let home = Store::open(folder.path()).unwrap();
    assert_eq!(restore(&home, &back).await.unwrap(), copied);
    assert_eq!(home.schools().await.unwrap(), std::slice::from_ref(&f.school));
    let twice = restore(&home, &back).await;
    assert!(matches!(twice, Err(CopyError::NotEmpty { .. })), "{twice:?}");
}

#[tokio::test]
async fn a_copy_made_while_answers_arrive_is_of_one_moment() {
    let f = taught().await;
    let answering = f.store.clone();
    let answers: Vec<_> = (0..200).map(|n| f.response(0, "d2", n, "1/4")).collect();
    let arriving = tokio::spawn(async move {
        for answer in answers {
            answering.append(vec![answer]).await.unwrap();
        }
    });
    for _ in 0..5 {
        let (_, bytes) = copy(&f.store, None).await;
        let folder = tempfile::tempdir().unwrap();
        let other = Store::open(folder.path()).unwrap();
        restore(&other, &bytes).await.unwrap();
        assert_eq!(other.check().await.unwrap().wrong, Vec::<String>::new());
    }
    arriving.await.unwrap();
}

#[tokio::test]
async fn a_damaged_copy_is_refused_and_nothing_is_kept() {
    let f = taught().await;
    let (_, bytes) = copy(&f.store, None).await;
    let folder = tempfile::tempdir().unwrap();
    let other = Store::open(folder.path()).unwrap();
    let mut n_refused = 0;
    let cut = (1..bytes.len()).step_by(97).map(|end| bytes[..end].to_vec());
    let changed = (0..bytes.len()).step_by(31).map(|place| {
        let mut changed = bytes.clone();
        changed[place] ^= 0x10;
        changed
    });
    for damaged in cut.chain(changed) {
        // A bit of the compressed file's own head, such as its time, may change nothing.
        if verify(damaged.as_slice()).is_err() {
            n_refused += 1;
            assert!(restore(&other, &damaged).await.is_err());
            assert_eq!(other.schools().await.unwrap(), []);
        }
    }
    assert!(n_refused > 50, "only {n_refused} damaged copies were refused");
    assert!(restore(&other, &bytes).await.is_ok(), "the sound one still is");
}

#[tokio::test]
async fn a_sealed_copy_needs_its_passphrase() {
    let f = taught().await;
    let sealed = Sealed::new(Vec::new(), "four plain words here").unwrap();
    let (copied, sealed) = f.store.copy_to(sealed, None, MONDAY).await.unwrap();
    let sealed = sealed.finish().unwrap();
    let open = |passphrase| Opened::new(sealed.as_slice(), passphrase);
    assert_eq!(verify(open(Some("four plain words here")).unwrap()).unwrap(), copied);
    assert!(verify(open(Some("other words")).unwrap()).is_err());
    assert!(open(None).is_err());
    let folder = tempfile::tempdir().unwrap();
    let other = Store::open(folder.path()).unwrap();
    let opened = Opened::new(Cursor::new(sealed.clone()), Some("four plain words here")).unwrap();
    assert_eq!(other.restore_from(opened).await.unwrap(), copied);
}
