//! What is expected of the next answer of a sequence is kept before the answer is told, and compared with it afterwards.

use learning::FactBody;
use serde_json::{Value, json};

use crate::world::{Client, STEP, World, field};

/// A lesson on tablets at the first question of a sequence that follows another.
struct Asked {
    world: World,
    teacher: Client,
    lesson: String,
    turn: String,
    task: String,
}

impl Asked {
    async fn new() -> Self {
        let world = World::new().await;
        let teacher = world.as_teacher().await;
        let lesson = world.plan(&teacher, STEP).await;
        teacher.post(&format!("/lessons/{lesson}/start"), &[("mode", "tablets")]).await;
        let mut found = Self { world, teacher, lesson, turn: String::new(), task: String::new() };
        for _ in 0..80 {
            let screen = found.screen().await;
            if screen.contains("id=\"expect-1\"") {
                found.turn = field(&screen, "turn").unwrap();
                found.task = field(&screen, "task").unwrap();
                return found;
            }
            found.go("next").await;
        }
        panic!("the lesson has no sequence");
    }

    fn to(&self, place: &str) -> String {
        format!("/lessons/{}/{place}", self.lesson)
    }

    async fn screen(&self) -> String {
        self.teacher.get(&self.to("present")).await.body
    }

    async fn go(&self, way: &str) {
        self.teacher.post(&self.to("move"), &[("go", way)]).await;
    }

    async fn tell(&self) {
        while self.screen().await.contains("id=\"expect-1\"") {
            self.go("next").await;
        }
    }

    async fn says(&self, client: &Client, path: &str, what: &str) {
        client.post(path, &[("turn", &self.turn), ("task", &self.task), ("what", what)]).await;
    }

    /// What was kept: what, and whether a pupil said it.
    async fn kept(&self) -> Vec<(String, bool)> {
        let facts = self.world.facts().await.into_iter();
        facts
            .filter_map(|body| match body {
                FactBody::Expected { what, pupil, .. } => Some((what, pupil.is_some())),
                _ => None,
            })
            .collect()
    }
}

#[tokio::test]
async fn the_class_says_what_it_expects_and_hears_what_came_of_it() {
    let asked = Asked::new().await;
    assert!(!asked.screen().await.contains("You expect"));
    asked.says(&asked.teacher, &asked.to("expect"), "doubles").await;
    assert!(asked.screen().await.contains("You expect the part <strong>to double</strong>"));
    asked.tell().await;
    assert!(
        asked
            .screen()
            .await
            .contains("You expected the part to double. What happened instead, and why?")
    );
    asked.go("back").await;
    asked.says(&asked.teacher, &asked.to("expect"), "halves").await;
    let desk = asked.teacher.get(&asked.to("desk")).await.body;
    assert!(desk.contains("value=\"halves\" aria-pressed=\"true\""), "{desk}");
    asked.tell().await;
    assert!(
        asked.screen().await.contains("You expected the part to halve, and that is what happened.")
    );
    assert_eq!(asked.kept().await, [("doubles".to_owned(), false), ("halves".to_owned(), false)]);
}

#[tokio::test]
async fn only_what_is_offered_is_kept_and_only_before_the_answer() {
    let asked = Asked::new().await;
    let path = asked.to("expect");
    for what in ["trebles", "changes", ""] {
        asked.says(&asked.teacher, &path, what).await;
    }
    let elsewhere = [("turn", asked.turn.as_str()), ("task", "99"), ("what", "halves")];
    asked.teacher.post(&path, &elsewhere).await;
    assert!(asked.kept().await.is_empty());
    asked.says(&asked.teacher, &path, "same").await;
    asked.says(&asked.teacher, &path, "same").await;
    assert_eq!(asked.kept().await, [("same".to_owned(), false), (String::new(), false)]);
    assert!(!asked.screen().await.contains("You expect"), "pressed again it is taken back");
    asked.tell().await;
    let pupil = asked.world.as_pupil(0).await;
    asked.says(&asked.teacher, &path, "halves").await;
    asked.says(&pupil, "/pupil/expect", "halves").await;
    assert_eq!(asked.kept().await.len(), 2, "the answer is told");
}

#[tokio::test]
async fn a_device_says_it_with_one_tap_and_the_screen_only_counts() {
    let asked = Asked::new().await;
    let (one, other) = (asked.world.as_pupil(0).await, asked.world.as_pupil(1).await);
    let now = async |client: &Client| -> Value {
        serde_json::from_str(&client.get("/pupil/now").await.body).unwrap()
    };
    let offered = now(&one).await["questions"][0]["expect"].as_str().unwrap().to_owned();
    assert!(offered.contains("value=\"halves\" aria-pressed=\"false\""), "{offered}");
    asked.says(&one, "/pupil/expect", "doubles").await;
    asked.says(&one, "/pupil/expect", "halves").await;
    asked.says(&other, "/pupil/expect", "same").await;
    let mine = now(&one).await["questions"][0]["expect"].as_str().unwrap().to_owned();
    assert!(mine.contains("value=\"halves\" aria-pressed=\"true\""), "{mine}");
    assert!(asked.screen().await.contains("2 of 4 have said what they expect."));
    asked.tell().await;
    assert!(
        asked.screen().await.contains("On devices, expected to halve: 1, to stay the same: 1.")
    );
    let waits = now(&one).await["wait"].as_str().unwrap().to_owned();
    assert!(
        waits.contains("You expected the part to halve, and that is what happened."),
        "{waits}"
    );
    let waits = now(&other).await["wait"].as_str().unwrap().to_owned();
    assert!(waits.contains("What happened instead, and why?"), "{waits}");
    asked.go("next").await;
    assert!(!asked.screen().await.contains("On devices, expected"), "the next starts afresh");
}

#[tokio::test]
async fn what_was_said_without_a_signal_arrives_late_and_counts() {
    let asked = Asked::new().await;
    let pupil = asked.world.as_pupil(0).await;
    let now: Value = serde_json::from_str(&pupil.get("/pupil/now").await.body).unwrap();
    let item = |counter: i64, task: &str, what: &str| {
        let number = |text: &str| text.parse::<u16>().unwrap();
        json!({
            "token": now["token"], "lesson": asked.lesson, "question": now["questions"][0]["id"],
            "text": "", "expect": { "turn": number(&asked.turn), "task": number(task), "what": what },
            "device": "a-tablet-in-the-cupboard", "counter": counter, "at": 1,
        })
    };
    asked.tell().await;
    let outbox = json!([
        item(1, &asked.task, "halves"),
        item(2, &asked.task, "halves"),
        item(3, &asked.task, "trebles"),
        item(4, "99", "halves"),
    ]);
    let reply = asked.world.nobody().post_json("/answers", &outbox).await;
    let receipts: Vec<Value> = serde_json::from_str(&reply.body).unwrap();
    assert_eq!(receipts.len(), 4, "each may be forgotten by the device");
    assert!(receipts.iter().all(|one| one["kept"] == true && one["say"] == ""), "{receipts:?}");
    assert_eq!(asked.kept().await, [("halves".to_owned(), true)]);
    assert!(asked.screen().await.contains("On devices, expected to halve: 1."));
    let answers = asked.world.facts().await.into_iter();
    let n_answers = answers.filter(|body| matches!(body, FactBody::Responded { .. })).count();
    assert_eq!(n_answers, 0, "what is expected is no answer");
}
