//! Answers kept a second: 64 at once sharing commits, beside 64 with a commit each.
//!
//! `cargo bench -p store`. Both keep the same rows, durably; compare the two lines of one run only.

#![allow(missing_docs, reason = "divan's macros make public items")]

use learning::{Author, FactBody};
use store::{NewClass, NewFact, NewSchool, Store, Timetable};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

const ANSWERS: usize = 64;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 40)]
fn sharing_commits(bencher: divan::Bencher<'_, '_>) {
    let bench = Bench::open();
    bencher.counter(divan::counter::ItemsCount::new(ANSWERS)).bench(|| {
        bench.runtime.block_on(async {
            let mut answers = JoinSet::new();
            for _ in 0..ANSWERS {
                let (store, fact) = (bench.store.clone(), bench.fact.clone());
                answers.spawn(async move { store.append(vec![fact]).await });
            }
            answers.join_all().await
        })
    });
}

#[divan::bench(sample_count = 40)]
fn a_commit_each(bencher: divan::Bencher<'_, '_>) {
    let bench = Bench::open();
    bencher.counter(divan::counter::ItemsCount::new(ANSWERS)).bench(|| {
        bench.runtime.block_on(async {
            for _ in 0..ANSWERS {
                bench.store.append(vec![bench.fact.clone()]).await.expect("an answer is kept");
            }
        });
    });
}

struct Bench {
    runtime: Runtime,
    store: Store,
    fact: NewFact,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn open() -> Self {
        let runtime = Runtime::new().expect("a runtime starts");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let store = Store::open(folder.path()).expect("the store opens");
        let fact = runtime.block_on(fact(&store));
        Self { runtime, store, fact, _folder: folder }
    }
}

async fn fact(store: &Store) -> NewFact {
    let (name, phase) = ("Larkfield Primary".to_owned(), "primary".to_owned());
    let school =
        NewSchool { name, phase, demo: true, settings: serde_json::json!({}), created_at: 0 };
    let school_id = store.add_school(school).await.expect("a school").school_id;
    let class = NewClass {
        name: "Oak".to_owned(),
        year_group: 3,
        lesson_minutes: 60,
        timetable: Timetable { weeks: 1, slots: Vec::new() },
        unit: Vec::new(),
        created_at: 0,
    };
    let class_id = store.add_class(&school_id, class).await.expect("a class").class_id;
    let body = FactBody::Moved { turn: 1, beat: 2 };
    NewFact { school_id, class_id, lesson_id: None, at: 0, by: Author::System, body }
}
