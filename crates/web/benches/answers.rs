//! One answer end to end, beside a bare handler that returns the same bytes; and the grid of a full class.
//!
//! `cargo bench -p web`. In process, through the whole router, durable; compare lines of one run only.

#![allow(missing_docs, reason = "divan's macros make public items")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::sync::atomic::{AtomicI64, Ordering};

use axum::routing::post;
use axum::{Json, Router};
use learning::{Asked, Question};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use world::{Client, STEP, World};

#[path = "../tests/it/world.rs"]
#[allow(dead_code, reason = "the tests use the rest of it")]
mod world;

/// A class and what its grid shows at most.
const PUPILS: usize = 32;
const QUESTIONS: usize = 8;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 200)]
fn one_answer(bencher: divan::Bencher<'_, '_>) {
    let class = Class::new(1);
    let counter = AtomicI64::new(1_000_000);
    bencher
        .with_inputs(|| class.item(0, 0, counter.fetch_add(1, Ordering::Relaxed)))
        .bench_local_values(|item| class.send(&class.nobody, &json!([item])));
}

#[divan::bench(sample_count = 200)]
fn a_bare_handler(bencher: divan::Bencher<'_, '_>) {
    let class = Class::new(1);
    let receipts = class.send(&class.nobody, &json!([class.item(0, 0, 1)]));
    let answer = move |Json(items): Json<Vec<Value>>| {
        let receipts = receipts.clone();
        async move {
            assert_eq!(items.len(), 1);
            receipts
        }
    };
    let router = Router::new().route("/answers", post(answer));
    let bare = Client { router, cookie: None, token: String::new() };
    bencher
        .with_inputs(|| json!([class.item(0, 0, 2)]))
        .bench_local_values(|items| class.send(&bare, &items));
}

#[divan::bench(sample_count = 50)]
fn the_grid_of_a_full_class(bencher: divan::Bencher<'_, '_>) {
    let class = Class::new(PUPILS);
    for pupil in 0..PUPILS {
        let items: Vec<Value> =
            (0..QUESTIONS).zip(0..).map(|(asked, at)| class.item(pupil, asked, at)).collect();
        class.send(&class.nobody, &Value::Array(items));
    }
    let path = format!("/lessons/{}/grid", class.lesson);
    bencher.bench_local(|| class.runtime.block_on(class.teacher.get(&path)).body.len());
}

/// A lesson begun, with what each pupil's device needs to answer.
struct Class {
    runtime: Runtime,
    teacher: Client,
    nobody: Client,
    lesson: String,
    questions: Vec<Question>,
    tokens: Vec<String>,
    _world: World,
}

impl Class {
    fn new(n_pupils: usize) -> Self {
        let runtime = Runtime::new().unwrap();
        runtime.block_on(Self::open(n_pupils)).held_by(runtime)
    }

    async fn open(n_pupils: usize) -> Begun {
        let mut world = World::new().await;
        for idx in world.pupils.len()..n_pupils {
            let one = world::add_pupil(&world.app, &world.class, &format!("P{idx}"), "Q").await;
            world.pupils.push(one);
        }
        let teacher = world.as_teacher().await;
        let lesson = world.plan(&teacher, STEP).await;
        teacher.post(&format!("/lessons/{lesson}/start"), &[("mode", "tablets")]).await;
        let mut tokens = Vec::new();
        for idx in 0..n_pupils {
            let now = world.as_pupil(idx).await.get("/pupil/now").await.body;
            let now: Value = serde_json::from_str(&now).unwrap();
            tokens.push(now["token"].as_str().unwrap().to_owned());
        }
        let asked = world.folded(&lesson).await.plan.questions.clone();
        let questions: Vec<Question> =
            asked.into_iter().filter(|one| one.asked == Asked::Practice).take(QUESTIONS).collect();
        assert_eq!(questions.len(), QUESTIONS);
        Begun { teacher, lesson, questions, tokens, world }
    }

    /// Every fifth answer is the first one predicted; the others are right.
    fn item(&self, pupil: usize, question: usize, counter: i64) -> Value {
        let asked = &self.questions[question];
        let predicted = asked.predicted.first().filter(|_| (pupil + question) % 5 == 4);
        let text = predicted.map_or(&asked.answer, |one| &one.response);
        json!({
            "token": self.tokens[pupil], "lesson": self.lesson, "question": asked.id.as_str(),
            "text": text, "device": format!("tablet-{pupil}"), "counter": counter, "at": 1,
        })
    }

    fn send(&self, client: &Client, items: &Value) -> String {
        let reply = self.runtime.block_on(client.post_json("/answers", items));
        assert!(reply.status.is_success(), "{}", reply.body);
        reply.body
    }
}

struct Begun {
    teacher: Client,
    lesson: String,
    questions: Vec<Question>,
    tokens: Vec<String>,
    world: World,
}

impl Begun {
    fn held_by(self, runtime: Runtime) -> Class {
        Class {
            runtime,
            nobody: self.world.nobody(),
            teacher: self.teacher,
            lesson: self.lesson,
            questions: self.questions,
            tokens: self.tokens,
            _world: self.world,
        }
    }
}
