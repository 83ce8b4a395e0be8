//! Group commit: who shares a commit, who is told what, and what happens when the disk is full.

use std::sync::{Arc, Mutex, mpsc};

use learning::{Author, FactBody, PupilId};

use crate::cell::cells;
use crate::engine::sqlite::engine_error;
use crate::tests::{empty_store, sqlite, store_on_server};
use crate::{
    Appended, NewClass, NewFact, NewPupil, NewSchool, Store, StoreError, Timetable, registry,
};

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

/// A store with one school, one class and one pupil.
struct InSchool {
    store: Store,
    school_id: String,
    class_id: String,
    pupil: PupilId,
    _folder: Option<tempfile::TempDir>,
}

impl InSchool {
    async fn all() -> Vec<InSchool> {
        let (store, folder) = empty_store();
        let mut all = vec![InSchool::new(store, Some(folder)).await];
        if let Some(store) = store_on_server().await {
            all.push(InSchool::new(store, None).await);
        }
        all
    }

    async fn new(store: Store, folder: Option<tempfile::TempDir>) -> InSchool {
        let school = NewSchool {
            name: "Larkfield Primary".to_owned(),
            phase: "primary".to_owned(),
            demo: false,
            settings: serde_json::json!({}),
            created_at: 1,
        };
        let school_id = store.add_school(school).await.unwrap().school_id;
        let class = NewClass {
            name: "Oak".to_owned(),
            year_group: 3,
            lesson_minutes: 60,
            timetable: Timetable { weeks: 1, slots: Vec::new() },
            unit: Vec::new(),
            created_at: 1,
        };
        let class_id = store.add_class(&school_id, class).await.unwrap().class_id;
        let pupil = NewPupil {
            upn: None,
            given_name: "Ada".to_owned(),
            family_name: "Finch".to_owned(),
            year_group: 3,
        };
        let pupil = store.add_pupil(&school_id, &class_id, pupil, 1).await.unwrap();
        let pupil = PupilId(pupil.pupil_id);
        InSchool { store, school_id, class_id, pupil, _folder: folder }
    }

    fn fact(&self, body: FactBody) -> Vec<NewFact> {
        vec![NewFact {
            school_id: self.school_id.clone(),
            class_id: self.class_id.clone(),
            lesson_id: None,
            at: 2,
            by: Author::System,
            body,
        }]
    }

    fn moved(&self, turn: u16) -> Vec<NewFact> {
        self.fact(FactBody::Moved { turn, beat: 0 })
    }

    /// A fact of a class that is not there: the store's rules refuse it.
    fn astray(&self) -> Vec<NewFact> {
        let mut facts = self.moved(0);
        facts.iter_mut().for_each(|fact| fact.class_id = crate::new_id());
        facts
    }

    fn copied(&self, counter: i64) -> Vec<NewFact> {
        let (pupil, device) = (self.pupil.clone(), "tablet".into());
        self.fact(FactBody::NumberCopied { pupil, digits: 2, millis: 900, device, counter })
    }

    /// The turns that were moved to, in the order of the store; none for facts of another kind.
    async fn kept(&self) -> Vec<Option<u16>> {
        let facts = self.store.facts_of_class(&self.school_id, &self.class_id, 0, &[]).await;
        let turn = |body| match body {
            FactBody::Moved { turn, .. } => Some(turn),
            _ => None,
        };
        facts.unwrap().into_iter().map(|stored| turn(stored.fact.body)).collect()
    }
}

/// Queues these, one caller each, in this order.
async fn queue_facts(
    store: &Store,
    all: Vec<Vec<NewFact>>,
    heard: &Arc<Mutex<Vec<i64>>>,
) -> Vec<tokio::task::JoinHandle<Result<Vec<Appended>, StoreError>>> {
    let mut queued = Vec::new();
    for facts in all {
        let (before, heard) = (store.n_waiting(), Arc::clone(heard));
        let caller = store.clone();
        queued.push(tokio::spawn(async move {
            let heard = move |all: &[Appended]| {
                heard.lock().unwrap().extend(all.iter().map(|one| one.seq));
            };
            caller.append_and_tell(facts, heard).await
        }));
        while store.n_waiting() < before + 1 {
            tokio::task::yield_now().await;
        }
    }
    queued
}

#[tokio::test]
async fn what_is_heard_is_in_the_order_of_the_store() {
    for school in InSchool::all().await {
        let (store, heard) = (&school.store, Arc::default());
        let go_on = hold(store).await;
        let before = store.n_commits();
        let queued = queue_facts(store, (0..50).map(|n| school.moved(n)).collect(), &heard).await;
        go_on.send(()).unwrap();
        for (seq, one) in (1..).zip(queued) {
            assert_eq!(one.await.unwrap().unwrap()[0].seq, seq);
        }
        assert_eq!(*heard.lock().unwrap(), (1..=50).collect::<Vec<i64>>());
        assert_eq!(school.kept().await, (0..50).map(Some).collect::<Vec<_>>());
        assert_eq!(store.n_commits() - before, 2, "one for what held the writer, one for all 50");
    }
}

#[tokio::test]
async fn a_fact_that_is_refused_takes_no_other_with_it() {
    for school in InSchool::all().await {
        let (store, heard) = (&school.store, Arc::default());
        // What is refused, among how many that stand together; the first, one within, the last, two, all.
        for refused in [&[0][..], &[2], &[4], &[1, 3], &[0, 1, 2, 3, 4]] {
            let (before, go_on) = (school.kept().await.len(), hold(store).await);
            let of = |n: u16| match refused.contains(&n) {
                true => school.astray(),
                false => school.moved(n),
            };
            let queued = queue_facts(store, (0..5).map(of).collect(), &heard).await;
            go_on.send(()).unwrap();
            for (n, one) in (0..).zip(queued) {
                let told = one.await.unwrap();
                let is_refused = matches!(told, Err(StoreError::Refused { .. }));
                assert_eq!(is_refused, refused.contains(&n), "{n} of {refused:?}: {told:?}");
            }
            let expected: Vec<_> = (0..5).filter(|n| !refused.contains(n)).map(Some).collect();
            assert_eq!(school.kept().await[before..], expected, "{refused:?}");
        }
        let kept = i64::try_from(school.kept().await.len()).unwrap();
        assert_eq!(*heard.lock().unwrap(), (1..=kept).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn what_is_sent_twice_within_one_commit_is_kept_once() {
    for school in InSchool::all().await {
        let (store, heard) = (&school.store, Arc::default());
        let go_on = hold(store).await;
        let all = [3, 3, 4, 3].map(|counter| school.copied(counter)).to_vec();
        let queued = queue_facts(store, all, &heard).await;
        go_on.send(()).unwrap();
        let mut told = Vec::new();
        for one in queued {
            let one = one.await.unwrap().unwrap().remove(0);
            told.push((one.seq, one.duplicate));
        }
        assert_eq!(told, [(1, false), (1, true), (2, false), (1, true)]);
        assert_eq!(school.kept().await.len(), 2);
    }
}

#[tokio::test]
async fn what_nobody_waits_for_is_kept_in_its_turn() {
    for school in InSchool::all().await {
        let store = &school.store;
        // Nothing was queued: there is nothing to wait for.
        store.settled().await;
        let (before, go_on) = (store.n_commits(), hold(store).await);
        let (tell, heard) = mpsc::channel();
        for turn in [7, 8] {
            let tell = tell.clone();
            let heard = move |all: &[Appended]| tell.send(all[0].seq).unwrap();
            store.append_soon(school.moved(turn), heard).await.unwrap();
        }
        // One that fails is over too, and is told to nobody.
        store.append_soon(school.astray(), |_| unreachable!()).await.unwrap();
        assert_eq!(heard.try_recv(), Err(mpsc::TryRecvError::Empty), "the writer is held");
        let waiting = tokio::spawn({
            let store = store.clone();
            async move { store.settled().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "what is waited for has not been committed");
        go_on.send(()).unwrap();
        waiting.await.unwrap();
        assert_eq!(heard.try_iter().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(school.kept().await, [Some(7), Some(8)]);
        assert_eq!(
            store.n_commits() - before,
            2,
            "one for what held the writer, one for the three"
        );
        store.close().await;
        let late = store.append_soon(school.moved(9), |_| unreachable!()).await;
        assert_eq!(late, Err(StoreError::Closed));
        store.settled().await;
    }
}

#[tokio::test]
async fn closing_commits_what_nobody_waits_for() {
    let (store, folder) = empty_store();
    let school = InSchool::new(store, None).await;
    let store = &school.store;
    let go_on = hold(store).await;
    store.append_soon(school.moved(1), |_| ()).await.unwrap();
    let closing = tokio::spawn({
        let store = store.clone();
        async move { store.close().await }
    });
    tokio::task::yield_now().await;
    go_on.send(()).unwrap();
    closing.await.unwrap();
    let again = Store::open(folder.path()).unwrap();
    assert_eq!(InSchool { store: again, ..school }.kept().await, [Some(1)]);
}
