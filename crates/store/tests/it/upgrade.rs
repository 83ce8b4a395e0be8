//! Every shape ever released opens in this program, with everything it held; a stop in the middle is mended.

use std::path::Path;

use store::{Place, Store};

use crate::fixture::place_in;

/// The shapes, each as the statements that make one.
const SHAPES: [(&str, &str); 1] =
    [("shape 1", include_str!("../../../../fixtures/stores/shape-1.sql"))];

fn make(folder: &Path, text: &str) {
    let raw = rusqlite::Connection::open(folder.join("tenframe.sqlite")).unwrap();
    // The statements are in the order of the tables' names.
    raw.execute_batch("pragma foreign_keys = off").unwrap();
    raw.execute_batch(text).unwrap();
}

#[tokio::test]
async fn every_shape_released_opens_and_is_sound() {
    for (shape, text) in SHAPES {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), text);
        let store = Store::open(folder.path()).unwrap();
        let checked = store.check().await.unwrap();
        assert_eq!(checked.wrong, Vec::<String>::new(), "{shape}");
        assert_eq!(checked.n_rows, 30, "{shape}");
        let school = store.schools().await.unwrap().remove(0);
        let class = store.classes(&school.school_id).await.unwrap().remove(0);
        let facts = store.facts_of_class(&school.school_id, &class.class_id, 0, &[]).await.unwrap();
        assert_eq!(facts.len(), 12, "{shape}");
        store.close().await;
    }
}

#[tokio::test]
async fn what_every_shape_held_is_what_it_holds_now() {
    for (shape, text) in SHAPES {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), text);
        let store = Store::open(folder.path()).unwrap();
        let (copied, _) = store.copy_to(Vec::new(), None, 0).await.unwrap();
        let kept = include_str!("../../../../fixtures/stores/shape-1.hashes.txt");
        let (held, later): (Vec<_>, Vec<_>) = copied.tables.iter().partition(|table| {
            kept.lines().any(|line| line.split(' ').next() == Some(&table.name))
        });
        let told: String = held
            .iter()
            .map(|table| format!("{} {} {}\n", table.name, table.n_rows, table.sha256))
            .collect();
        assert_eq!(told, kept, "{shape}");
        assert!(later.iter().all(|table| table.n_rows == 0), "{shape}");
    }
}

/// Not a test of its own: what the test below starts and kills.
#[tokio::test]
#[ignore = "is started and killed by another test"]
async fn opens_until_killed() {
    if let Ok(place) = std::env::var("UPGRADE_PLACE") {
        Store::open_at(&Place::read(&place)).await.unwrap();
    }
}

#[tokio::test]
async fn a_migration_killed_at_any_moment_is_resumed_or_was_rolled_back() {
    let mut n_unfinished = 0;
    for moment in 0..12_u64 {
        let folder = tempfile::tempdir().unwrap();
        let place = place_in(&folder);
        let text = match &place {
            Place::Folder(folder) => folder.display().to_string(),
            Place::Server(address) => address.clone(),
        };
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["upgrade::opens_until_killed", "--exact", "--ignored"])
            .env("UPGRADE_PLACE", text)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Here the passing of time is what is tested: the moment of the kill.
        std::thread::sleep(std::time::Duration::from_millis(moment * 4));
        n_unfinished += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let store = Store::open_at(&place).await.unwrap();
        assert_eq!(store.check().await.unwrap().wrong, Vec::<String>::new(), "at {moment}");
        store.health().await.unwrap();
        store.close().await;
    }
    assert!(n_unfinished > 0, "every child had ended before it was killed");
}
