//! A pupil's answers on their way in: each kept once, whatever the device, the wall or the clock does.

use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use learning::{FactBody, Outcome, PupilId, QuestionId, Seen, Standing};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::world::{Client, STEP, World, facts_of};

/// A check open on tablets, one pupil's device, and its token.
struct Room {
    world: World,
    teacher: Client,
    device: Client,
    lesson: String,
    question: String,
    right: String,
    wrong: String,
    token: String,
}

impl Room {
    async fn new() -> Self {
        let world = World::new().await;
        let teacher = world.as_teacher().await;
        let lesson = world.check(&teacher, STEP).await;
        let device = world.as_pupil(0).await;
        let now = now(&device).await;
        assert_eq!(now["phase"], "check");
        let live = world.folded(&lesson).await;
        let asked = live.plan.check().find(|question| !question.predicted.is_empty()).unwrap();
        Self {
            question: asked.id.0.clone(),
            right: asked.answer.clone(),
            wrong: asked.predicted[0].response.clone(),
            token: now["token"].as_str().unwrap().to_owned(),
            world,
            teacher,
            device,
            lesson,
        }
    }

    fn item(&self, text: &str, counter: i64) -> Value {
        json!({
            "token": self.token, "lesson": self.lesson, "question": self.question, "text": text,
            "device": "tablet-1", "counter": counter, "at": 1,
        })
    }

    /// Sends these from a device that nobody is signed in on.
    async fn send(&self, items: &Value) -> Vec<Value> {
        let reply = self.world.nobody().post_json("/answers", items).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        serde_json::from_str(&reply.body).unwrap()
    }

    async fn send_one(&self, item: Value) -> Value {
        let receipts = self.send(&json!([item])).await;
        assert_eq!(receipts.len(), 1);
        receipts.into_iter().next().unwrap()
    }

    /// Text and lateness of every answer kept.
    async fn kept(&self) -> Vec<(String, bool)> {
        let answers = self.world.facts().await.into_iter().filter_map(|fact| match fact {
            FactBody::Responded { text, late, .. } => Some((text, late)),
            _ => None,
        });
        answers.collect()
    }

    async fn seen(&self) -> Seen {
        let live = self.world.folded(&self.lesson).await;
        let pupil = PupilId(self.world.pupil_id(0).to_owned());
        live.answer(&pupil, &QuestionId(self.question.clone())).seen
    }
}

async fn now(device: &Client) -> Value {
    let reply = device.get("/pupil/now").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

#[tokio::test]
async fn an_answer_is_kept_once_however_often_it_is_sent() {
    let room = Room::new().await;
    let item = room.item(&room.right, 1);
    let first = room.send_one(item.clone()).await;
    assert_eq!(first["kept"], true);
    assert_eq!(first["unreadable"], false);
    let facts = room.world.facts().await;
    for _ in 0..3 {
        assert_eq!(room.send_one(item.clone()).await, first);
    }
    assert_eq!(room.send(&json!([item, item])).await, [first.clone(), first]);
    assert_eq!(room.world.facts().await, facts);
    assert_eq!(room.kept().await, [(room.right.clone(), false)]);
    let n_marked = facts.iter().filter(|fact| matches!(fact, FactBody::Marked { .. })).count();
    assert_eq!(n_marked, 1);
    assert_eq!(room.seen().await, Seen::Right);
}

#[tokio::test]
async fn answers_sent_at_the_same_time_are_each_kept_once() {
    let room = Room::new().await;
    let mut sending = tokio::task::JoinSet::new();
    for counter in [1, 2, 3, 1, 2, 3, 1, 2] {
        let (nobody, items) = (room.world.nobody(), json!([room.item(&room.wrong, counter)]));
        sending.spawn(async move { nobody.post_json("/answers", &items).await.status });
    }
    assert!(sending.join_all().await.into_iter().all(|status| status == StatusCode::OK));
    assert_eq!(room.kept().await.len(), 3);
    let facts = room.world.facts().await;
    let n_marked = facts.iter().filter(|fact| matches!(fact, FactBody::Marked { .. })).count();
    assert_eq!(n_marked, 3);
    let grid = room.teacher.get(&format!("/lessons/{}/grid", room.lesson)).await.body;
    assert!(grid.contains("not right"), "{grid}");
}

#[tokio::test]
async fn only_a_token_made_here_and_not_over_keeps_an_answer() {
    let room = Room::new().await;
    let hour = web::clock::now() / 3_600_000_000;
    let (school, class) = (&room.world.school.school_id, &room.world.class.class_id);
    let named = |pupil: usize, until: i64| {
        format!("{school}~{class}~{}~{until}", room.world.pupil_id(pupil))
    };
    let signed = |named: &str, key: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(format!("delivery\n{named}\n").as_bytes());
        let hex: String =
            mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{named}~{hex}")
    };
    let key = &room.world.app.key;
    let signature = room.token.rsplit('~').next().unwrap().to_owned();
    let other = room.world.as_pupil(1).await;
    let form_token = format!("{}~{}", named(0, hour + 1), other.token);
    for (what, token, keeps) in [
        ("as given", room.token.clone(), true),
        ("the last hour", signed(&named(0, hour), key), true),
        ("over for an hour", signed(&named(0, hour - 1), key), false),
        ("another key", signed(&named(0, hour + 1), b"guess"), false),
        ("another pupil's name", format!("{}~{signature}", named(1, hour + 168)), false),
        ("a form token", form_token, false),
        ("a signature cut short", room.token[..room.token.len() - 2].to_owned(), false),
        ("no signature", named(0, hour + 1), false),
        ("a signature of other letters", format!("{}~\u{e9}\u{e9}", named(0, hour)), false),
        ("nothing", String::new(), false),
    ] {
        let before = room.world.facts().await.len();
        let mut item = room.item(&room.right, i64::try_from(before).unwrap() + 100);
        item["token"] = json!(token);
        let receipt = room.send_one(item).await;
        assert_eq!(receipt["kept"], keeps, "{what}");
        assert_eq!(receipt["say"].as_str().unwrap().is_empty(), keeps, "{what}");
        let added = room.world.facts().await.len() - before;
        assert_eq!(added, if keeps { 2 } else { 0 }, "{what}");
    }
}

#[tokio::test]
async fn a_token_is_good_for_lessons_of_its_own_class_only() {
    let room = Room::new().await;
    let world = &room.world;
    let lead =
        crate::world::add_staff(&world.app, &world.school, "l@x.test", &["maths-lead"]).await;
    let lead = world.as_person(&crate::world::Person::Staff(lead)).await;
    let to = format!("/classes/{}/check", world.other_class.class_id);
    let reply = lead.post(&to, &[("step", STEP), ("mode", "tablets")]).await;
    let other = crate::world::id_in(&reply, "/lessons/");
    let before = facts_of(&world.app, &world.other_class).await;
    for lesson in [other.as_str(), "nothing-like-a-lesson", ""] {
        let mut item = room.item(&room.right, 1);
        item["lesson"] = json!(lesson);
        let receipt = room.send_one(item).await;
        assert_eq!(receipt["kept"], false, "{lesson}");
        assert!(receipt["say"].as_str().unwrap().contains("Tell your teacher"), "{lesson}");
    }
    assert_eq!(facts_of(&world.app, &world.other_class).await, before);
    assert_eq!(room.kept().await, []);
}

#[tokio::test]
async fn an_outbox_is_emptied_fifty_at_a_time() {
    let room = Room::new().await;
    let items = |n: i64| Value::Array((0..n).map(|at| room.item(&room.wrong, at)).collect());
    let refused = room.world.nobody().post_json("/answers", &items(51)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("At most 50"), "{}", refused.body);
    assert_eq!(room.kept().await, []);
    assert_eq!(room.send(&items(50)).await.len(), 50);
    assert_eq!(room.kept().await.len(), 50);
    assert_eq!(room.send(&json!([])).await.len(), 0);
}

#[tokio::test]
async fn an_answer_as_long_as_a_book_is_cut_kept_and_asked_for_again() {
    let room = Room::new().await;
    let long = "7\u{e9}".repeat(350_000);
    let receipt = room.send_one(room.item(&long, 1)).await;
    assert_eq!((&receipt["kept"], &receipt["unreadable"]), (&json!(true), &json!(true)));
    assert!(receipt["say"].as_str().unwrap().contains("too long"), "{receipt}");
    assert!(receipt["text"].as_str().unwrap().len() < 1000);
    let kept = room.kept().await;
    assert_eq!(kept.len(), 1);
    assert!(long.starts_with(&kept[0].0) && kept[0].0.len() <= web::answers::LONGEST);
    assert_eq!(room.seen().await, Seen::Unreadable);
    let larger = "7".repeat(3 * 1024 * 1024);
    let refused = room.world.nobody().post_json("/answers", &json!([room.item(&larger, 2)])).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(room.kept().await.len(), 1);
    room.send_one(room.item(&room.right, 3)).await;
    assert_eq!(room.seen().await, Seen::Right);
}

#[tokio::test]
async fn what_is_not_a_delivery_is_refused_and_keeps_nothing() {
    let room = Room::new().await;
    for value in [json!({}), json!([{}]), json!([[1]]), json!("x"), json!([{ "token": 3 }])] {
        let reply = room.world.nobody().post_json("/answers", &value).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
    }
    assert_eq!(room.kept().await, []);
}

#[tokio::test]
async fn an_answer_to_a_question_that_the_lesson_no_longer_asks_is_kept() {
    let room = Room::new().await;
    let mut elsewhere = room.item("3", 1);
    elsewhere["question"] = json!("check-of-another-lesson");
    let receipt = room.send_one(elsewhere).await;
    assert!(receipt["say"].as_str().unwrap().contains("no longer part of the lesson"));
    assert_eq!(room.kept().await.len(), 1);
}

#[tokio::test]
async fn unreadable_is_asked_again_and_counts_for_nothing_once_it_reads() {
    let room = Room::new().await;
    let receipt = room.send_one(room.item(&format!("{}/", room.right), 1)).await;
    assert_eq!((&receipt["kept"], &receipt["unreadable"]), (&json!(true), &json!(true)));
    assert_eq!(room.seen().await, Seen::Unreadable);
    let asked = now(&room.device).await;
    let one = asked["questions"].as_array().unwrap();
    let one = one.iter().find(|one| one["id"] == room.question.as_str()).unwrap();
    assert_eq!(one["answered"], Value::Null);
    assert_eq!(one["say"], receipt["say"]);
    let receipt = room.send_one(room.item(&room.right, 2)).await;
    assert_eq!((&receipt["unreadable"], &receipt["say"]), (&json!(false), &json!("")));
    assert_eq!(room.seen().await, Seen::Right);
    assert_eq!(room.kept().await.len(), 2, "both are kept");
}

#[tokio::test]
async fn in_the_check_nobody_is_told_whether_they_were_right() {
    let room = Room::new().await;
    let told = |receipt: Value| (receipt["say"].clone(), receipt["again"].clone());
    let right = told(room.send_one(room.item(&room.right, 1)).await);
    let wrong = told(room.send_one(room.item(&room.wrong, 2)).await);
    assert_eq!(right, wrong);
    assert_eq!(right, (json!(""), json!(false)));
}

#[tokio::test]
async fn a_late_answer_is_kept_flagged_and_reopens_what_was_accepted() {
    let room = Room::new().await;
    let (teacher, lesson) = (&room.teacher, &room.lesson);
    room.send_one(room.item(&room.right, 1)).await;
    teacher.post(&format!("/lessons/{lesson}/result"), &[("do", "accept")]).await;
    let propose = teacher.get(&format!("/lessons/{lesson}/go-on")).await.body;
    let decision = if propose.contains("Agree: go on") { "go-on" } else { "stay" };
    teacher.post(&format!("/lessons/{lesson}/go-on"), &[("decision", decision)]).await;
    let result = teacher.get(&format!("/lessons/{lesson}/result")).await.body;
    assert!(result.contains("Accepted.") && !result.contains("came in after"));
    let receipt = room.send_one(room.item(&room.wrong, 2)).await;
    assert!(receipt["say"].as_str().unwrap().contains("after the check had closed"), "{receipt}");
    assert_eq!(room.kept().await, [(room.right.clone(), false), (room.wrong.clone(), true)]);
    let result = teacher.get(&format!("/lessons/{lesson}/result")).await.body;
    assert!(result.contains("Something came in after you accepted"));
    let go_on = teacher.get(&format!("/lessons/{lesson}/go-on")).await.body;
    assert!(go_on.contains("Something has come in since you decided"), "{go_on}");
}

#[tokio::test]
async fn a_pupil_taken_off_the_list_in_the_lesson_loses_nothing_and_troubles_nobody() {
    let room = Room::new().await;
    let (world, teacher) = (&room.world, &room.teacher);
    room.send_one(room.item(&room.right, 1)).await;
    let to = format!("/classes/{}/pupils/leave", world.class.class_id);
    teacher.post(&to, &[("pupil", world.pupil_id(0))]).await;
    let receipt = room.send_one(room.item(&room.wrong, 2)).await;
    assert_eq!(receipt["kept"], true);
    assert_eq!(room.kept().await.len(), 2);
    for place in ["grid", "result", "marking?q=1"] {
        let page = teacher.get(&format!("/lessons/{}/{place}", room.lesson)).await;
        assert_eq!(page.status, StatusCode::OK, "{place}");
        assert!(!page.body.contains("Zebedee"), "{place} still names who has left");
        assert!(page.body.contains("Ottoline"), "{place} lost somebody else");
    }
    let asked = now(&room.device).await;
    assert!(asked["questions"].as_array().unwrap().is_empty());
    assert!(asked["wait"].as_str().unwrap().contains("no longer on this class"), "{asked}");
}

#[tokio::test]
async fn two_devices_as_one_pupil_and_one_device_as_two_are_kept_apart_and_shown() {
    let room = Room::new().await;
    let mut second = room.item(&room.wrong, 1);
    second["device"] = json!("tablet-2");
    room.send(&json!([room.item(&room.right, 1), second])).await;
    let grid = room.teacher.get(&format!("/lessons/{}/grid", room.lesson)).await.body;
    assert_eq!(grid.matches("two devices").count(), 1);
    let other = room.world.as_pupil(1).await;
    let mut shared = room.item(&room.right, 2);
    shared["token"] = now(&other).await["token"].clone();
    room.send_one(shared).await;
    assert_eq!(room.kept().await.len(), 3);
    let live = room.world.folded(&room.lesson).await;
    let other = PupilId(room.world.pupil_id(1).to_owned());
    assert_eq!(live.answer(&other, &QuestionId(room.question.clone())).seen, Seen::Right);
}

#[tokio::test]
async fn an_outbox_is_delivered_after_sign_out_and_a_plain_form_will_do() {
    let room = Room::new().await;
    let text = room.right.as_str();
    let sent = [("question", room.question.as_str()), ("text", text), ("counter", "7")];
    let reply = room.device.post("/pupil/answer", &sent).await;
    assert_eq!((reply.status, reply.location.as_str()), (StatusCode::SEE_OTHER, "/pupil"));
    assert_eq!(room.kept().await.len(), 1);
    room.device.post("/sign-out", &[]).await;
    assert_eq!(room.device.get("/pupil").await.location, "/join");
    let receipt = room.send_one(room.item(&room.wrong, 1)).await;
    assert_eq!(receipt["kept"], true);
    assert_eq!(room.kept().await.len(), 2);
}

#[tokio::test]
async fn a_misconception_followed_through_the_check_is_named_on_the_result() {
    let room = Room::new().await;
    let live = room.world.folded(&room.lesson).await;
    let misconception = live
        .plan
        .misconceptions
        .iter()
        .find(|one| live.plan.check().filter(|asked| asked.predicts(&one.id).is_some()).count() > 1)
        .expect("a misconception that two questions of the check can show");
    let mut items = Vec::new();
    for (idx, question) in live.plan.check().enumerate() {
        let text = question.predicts(&misconception.id).unwrap_or(&question.answer);
        let mut item = room.item(text, i64::try_from(idx).unwrap());
        item["question"] = json!(question.id.as_str());
        items.push(item);
    }
    room.send(&Value::Array(items)).await;
    let after = room.world.folded(&room.lesson).await;
    let result = after.result();
    let one = result.of(&PupilId(room.world.pupil_id(0).to_owned())).unwrap();
    assert_eq!(one.standing, Standing::KeepUp);
    let is_named = room.world.facts().await.into_iter().any(|fact| {
        matches!(fact, FactBody::Marked { outcome: Outcome::Wrong { .. }, misconceptions, .. }
            if misconceptions.contains(&misconception.id))
    });
    assert!(is_named, "{}", misconception.id);
    let page = room.teacher.get(&format!("/lessons/{}/result", room.lesson)).await.body;
    assert!(page.contains("Keep-up, by cause") && page.contains("Zebedee"));
}
