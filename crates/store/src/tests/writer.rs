//! Group commit: who shares a commit, who is told what, and what happens when the disk is full.

use std::sync::mpsc;

use crate::cell::cells;
use crate::engine::sqlite::engine_error;
use crate::tests::{empty_store, sqlite, store_on_server};
use crate::{Store, StoreError, registry};

/// Holds the writer in a job until told to go on, so that a test decides what waits behind it.
async fn hold(store: &Store) -> mpsc::Sender<()> {
    let (go_on, held) = mpsc::channel::<()>();
    let (started, running) = tokio::sync::oneshot::channel();
    let writer = store.clone();
    tokio::spawn(async move {
        let held = writer.write(move |_| {
            started.send(()).unwrap();
            held.recv().map_err(|error| StoreError::refused(error.to_string()))
        });
        held.await.unwrap();
    });
    running.await.unwrap();
    go_on
}

/// Queues writes of secrets named `name-0`, `name-1`, ... and waits until all are in the queue.
async fn queue(
    store: &Store,
    name: &'static str,
    n: usize,
) -> Vec<tokio::task::JoinHandle<Result<(), StoreError>>> {
    let before = store.n_waiting();
    let queued = (0..n).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { add_secret(&store, format!("{name}-{number}")).await })
    });
    let queued = queued.collect();
    while store.n_waiting() < before + n {
        tokio::task::yield_now().await;
    }
    queued
}

async fn add_secret(store: &Store, name: String) -> Result<(), StoreError> {
    store.write(move |link| link.run(&registry::ADD_SECRET, cells![name, "aa"]).map(|_| ())).await
}

async fn has_secret(store: &Store, name: &'static str) -> bool {
    let found = store.read(move |link| link.row("secret", &registry::READ_SECRET, cells![name]));
    found.await.unwrap().is_some()
}

#[tokio::test]
async fn what_arrives_during_a_commit_is_committed_together() {
    let (store, _folder) = empty_store();
    let go_on = hold(&store).await;
    let queued = queue(&store, "a", 64).await;
    go_on.send(()).unwrap();
    for one in queued {
        one.await.unwrap().unwrap();
    }
    assert_eq!(store.n_commits(), 2, "one for the job that held the writer, one for all 64");
}

#[tokio::test]
async fn one_that_fails_takes_nobody_with_it() {
    let (store, _folder) = empty_store();
    let go_on = hold(&store).await;
    let before = queue(&store, "before", 1).await;
    let failing = store.clone();
    let failing = tokio::spawn(async move {
        let failed = failing.write(|link| {
            link.run(&registry::ADD_SECRET, cells!["failing", "aa"])?;
            Err::<(), _>(StoreError::refused("changed my mind"))
        });
        failed.await
    });
    let after = queue(&store, "after", 1).await;
    go_on.send(()).unwrap();
    assert_eq!(failing.await.unwrap(), Err(StoreError::refused("changed my mind")));
    for one in before.into_iter().chain(after) {
        one.await.unwrap().unwrap();
    }
    let kept = (
        has_secret(&store, "before-0").await,
        has_secret(&store, "failing").await,
        has_secret(&store, "after-0").await,
    );
    assert_eq!(kept, (true, false, true));
}

#[tokio::test]
async fn nothing_is_seen_before_its_commit() {
    let (store, _folder) = empty_store();
    let file = store.file().unwrap().to_owned();
    let seen_within = store.write(move |link| {
        link.run(&registry::ADD_SECRET, cells!["form", "aa"])?;
        let other = rusqlite::Connection::open(file).unwrap();
        let n: i64 = other.query_row("select count(*) from secret", [], |row| row.get(0)).unwrap();
        Ok(n)
    });
    assert_eq!(seen_within.await.unwrap(), 0);
    assert!(has_secret(&store, "form").await);
}

#[tokio::test]
async fn closing_commits_what_waits_and_refuses_the_rest() {
    let (store, folder) = empty_store();
    let go_on = hold(&store).await;
    let queued = queue(&store, "a", 10).await;
    let closing = store.clone();
    let closing = tokio::spawn(async move { closing.close().await });
    while store.n_waiting() > 0 {
        tokio::task::yield_now().await;
    }
    go_on.send(()).unwrap();
    closing.await.unwrap();
    for one in queued {
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    assert_eq!(add_secret(&store, "late".to_owned()).await, Err(StoreError::Closed));
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["tenframe.sqlite"], "one tidy file is left");
    let again = Store::open(folder.path()).unwrap();
    assert!(has_secret(&again, "a-9").await);
}

#[tokio::test]
async fn a_full_disk_is_said_and_is_got_over_when_there_is_room() {
    let (store, _folder) = empty_store();
    let limit = |pages: i64| store.write(move |link| set_page_limit(sqlite(link), pages));
    // The engine raises a limit below the file's size to that size.
    limit(1).await.unwrap();
    let mut kept = 0;
    let full = loop {
        match add_secret(&store, format!("{kept}-{}", "x".repeat(500))).await {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 1000, "the limit was not felt");
    };
    assert_eq!(full, StoreError::Full);
    let found = store.read(|link| {
        let count = "select count(*) from secret";
        Ok(sqlite(link).query_row(count, [], |row| row.get::<_, i64>(0)).unwrap())
    });
    assert_eq!(found.await.unwrap(), kept, "reads go on, and what was acknowledged is there");
    limit(10_000).await.unwrap();
    assert_eq!(add_secret(&store, "after".to_owned()).await, Ok(()));
}

fn set_page_limit(connection: &rusqlite::Connection, pages: i64) -> Result<(), StoreError> {
    connection
        .pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0))
        .map(|_| ())
        .map_err(engine_error)
}

#[tokio::test]
async fn the_same_is_true_on_a_server() {
    let Some(store) = store_on_server().await else { return };
    let go_on = hold(&store).await;
    let before = queue(&store, "before", 1).await;
    let failing = store.clone();
    let failing = tokio::spawn(async move {
        let failed = failing.write(|link| {
            link.run(&registry::ADD_SECRET, cells!["failing", "aa"])?;
            // A statement the server refuses, so that its transaction has failed.
            link.run(&registry::ADD_SETUP, cells!["h", 1])?;
            link.run(&registry::ADD_SETUP, cells!["h", 1]).map(|_| ())
        });
        failed.await
    });
    while store.n_waiting() < 2 {
        tokio::task::yield_now().await;
    }
    let after = queue(&store, "after", 64).await;
    go_on.send(()).unwrap();
    assert!(matches!(failing.await.unwrap(), Err(StoreError::Taken { .. })));
    for one in before.into_iter().chain(after) {
        one.await.unwrap().unwrap();
    }
    assert_eq!(store.n_commits(), 2, "one for the job that held the writer, one for the rest");
    let kept = (
        has_secret(&store, "before-0").await,
        has_secret(&store, "failing").await,
        has_secret(&store, "after-63").await,
    );
    assert_eq!(kept, (true, false, true));
}

#[tokio::test]
async fn a_lost_line_is_mended_and_nothing_false_is_acknowledged() {
    let Some(store) = store_on_server().await else { return };
    add_secret(&store, "before".to_owned()).await.unwrap();
    // The server ends the writer's own session in the middle of its work.
    let cut = store.write(|link| {
        link.run(&registry::ADD_SECRET, cells!["cut", "aa"])?;
        link.connection().execute("select pg_terminate_backend(pg_backend_pid())")
    });
    assert!(matches!(cut.await, Err(StoreError::Unreachable { .. })));
    add_secret(&store, "after".to_owned()).await.unwrap();
    let kept = (
        has_secret(&store, "before").await,
        has_secret(&store, "cut").await,
        has_secret(&store, "after").await,
    );
    assert_eq!(kept, (true, false, true));
}

#[tokio::test]
async fn what_is_heard_is_in_the_order_of_the_store() {
    let (store, _folder) = empty_store();
    let heard = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let go_on = hold(&store).await;
    let mut queued = Vec::new();
    for number in 0..50 {
        let (store, heard) = (store.clone(), std::sync::Arc::clone(&heard));
        let before = store.n_waiting();
        queued.push(tokio::spawn({
            let store = store.clone();
            async move {
                store
                    .write_and_tell(
                        move |link| {
                            link.run(&registry::ADD_SECRET, cells![format!("n-{number}"), "aa"])?;
                            Ok(number)
                        },
                        move |number| heard.lock().unwrap().push(*number),
                    )
                    .await
            }
        }));
        while store.n_waiting() < before + 1 {
            tokio::task::yield_now().await;
        }
    }
    go_on.send(()).unwrap();
    for one in queued {
        one.await.unwrap().unwrap();
    }
    assert_eq!(*heard.lock().unwrap(), (0..50).collect::<Vec<i32>>());
}

#[tokio::test]
async fn what_nobody_waits_for_is_kept_in_its_turn() {
    let (store, _folder) = empty_store();
    // Nothing was queued: there is nothing to wait for.
    store.settled().await;
    let go_on = hold(&store).await;
    let (tell, heard) = mpsc::channel();
    let add = |name: &'static str| {
        move |link: &crate::engine::Link<'_>| {
            link.run(&registry::ADD_SECRET, cells![name, "aa"]).map(|_| name)
        }
    };
    for name in ["first", "second"] {
        let tell = tell.clone();
        store.write_soon(add(name), move |name| tell.send(*name).unwrap()).await.unwrap();
    }
    // One that fails is over too, and is told to nobody.
    let failing = |_: &crate::engine::Link<'_>| Err::<(), _>(StoreError::refused("not this one"));
    store.write_soon(failing, |()| unreachable!()).await.unwrap();
    assert_eq!(heard.try_recv(), Err(mpsc::TryRecvError::Empty), "the writer is held");
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.settled().await }
    });
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished(), "what is waited for has not been committed");
    go_on.send(()).unwrap();
    waiting.await.unwrap();
    assert_eq!(heard.try_iter().collect::<Vec<_>>(), ["first", "second"]);
    assert!(has_secret(&store, "first").await && has_secret(&store, "second").await);
    assert_eq!(store.n_commits(), 2, "one for the job that held the writer, one for the three");
    store.close().await;
    let late = store.write_soon(add("late"), |_| unreachable!()).await;
    assert_eq!(late, Err(StoreError::Closed));
    store.settled().await;
}

#[tokio::test]
async fn closing_commits_what_nobody_waits_for() {
    let (store, folder) = empty_store();
    let go_on = hold(&store).await;
    let add = |link: &crate::engine::Link<'_>| {
        link.run(&registry::ADD_SECRET, cells!["soon", "aa"]).map(|_| ())
    };
    store.write_soon(add, |()| ()).await.unwrap();
    let closing = tokio::spawn({
        let store = store.clone();
        async move { store.close().await }
    });
    tokio::task::yield_now().await;
    go_on.send(()).unwrap();
    closing.await.unwrap();
    let again = Store::open(folder.path()).unwrap();
    assert!(has_secret(&again, "soon").await);
}
