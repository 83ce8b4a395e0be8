//! The server may stop at any moment: opened again, every page of a lesson is as it was, to the byte.

use serde_json::{Value, json};
use store::Store;
use web::{App, Press, Settings};

use crate::world::{Client, Person, STEP, World, content};

const PLACES: [&str; 11] = [
    "",
    "/present",
    "/desk",
    "/grid",
    "/marking",
    "/marking?q=1",
    "/marking?q=2",
    "/result",
    "/keep-up",
    "/go-on",
    "/sequence/1",
];

/// Every page of the lesson and of its class. The session and the key outlive the stop, so tokens are the same too.
async fn pages(world: &World, teacher: &Client, pupil: &Client, lesson: &str) -> Vec<String> {
    let class = &world.class.class_id;
    let mut paths: Vec<String> =
        PLACES.iter().map(|place| format!("/lessons/{lesson}{place}")).collect();
    paths.push(format!("/lessons/{lesson}/result?pupil={}", world.pupil_id(0)));
    for place in ["/today", "/ledger", ""] {
        paths.push(format!("/classes/{class}{place}"));
    }
    let mut pages = Vec::new();
    for path in paths {
        let reply = teacher.get(&path).await;
        assert!(!reply.status.is_server_error(), "{path}: {}", reply.status);
        pages.push(format!("{path} {} {}\n{}", reply.status, reply.location, reply.body));
    }
    let mut now: Value = serde_json::from_str(&pupil.get("/pupil/now").await.body).unwrap();
    now["token"] = Value::Null;
    pages.push(now.to_string());
    pages
}

/// Stops as a crash would leave it, but for the file lock: the old application is gone, the store opened again.
async fn stopped(world: World) -> World {
    let World {
        app,
        folder,
        school,
        class,
        other_class,
        far_school,
        far_class,
        teacher,
        pupils,
        place,
    } = world;
    app.store.close().await;
    drop(app);
    let store = Store::open_at(&place).await.unwrap();
    let settings = Settings { is_demo: true, is_open_to_network: false };
    let app = App::new(store, content().clone(), Press(print::sheet), settings).await.unwrap();
    World { app, folder, school, class, other_class, far_school, far_class, teacher, pupils, place }
}

async fn same_after_a_stop(
    world: World,
    teacher: &mut Client,
    pupil: &mut Client,
    lesson: &str,
    when: &str,
) -> World {
    let before = pages(&world, teacher, pupil, lesson).await;
    let world = stopped(world).await;
    teacher.router = world.nobody().router;
    pupil.router = world.nobody().router;
    let after = pages(&world, teacher, pupil, lesson).await;
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(one, other, "{when}");
    }
    world
}

async fn go_to_the_check(teacher: &Client, lesson: &str) {
    for _ in 0..200 {
        teacher.post(&format!("/lessons/{lesson}/move"), &[("go", "next")]).await;
        let desk = teacher.get(&format!("/lessons/{lesson}/desk")).await.body;
        if desk.contains("still have an answer to come") {
            return;
        }
    }
    panic!("the check never opened");
}

async fn answer(world: &World, client: &Client, n: i64, text: &str, place: usize) {
    let now: Value = serde_json::from_str(&client.get("/pupil/now").await.body).unwrap();
    let item = json!([{
        "token": now["token"], "lesson": now["lesson"], "question": now["questions"][place]["id"],
        "text": text, "device": "tablet", "counter": n, "at": 1,
    }]);
    let reply = world.nobody().post_json("/answers", &item).await;
    assert!(reply.body.contains("\"kept\":true"), "{}", reply.body);
}

#[tokio::test]
async fn a_lesson_goes_on_where_it_was() {
    let world = World::new().await;
    let mut teacher = world.as_teacher().await;
    let mut pupil = world.as_pupil(0).await;
    let lesson = world.plan(&teacher, STEP).await;
    let to = |place: &str| format!("/lessons/{lesson}/{place}");
    let (me, him) = (world.pupil_id(1).to_owned(), world.pupil_id(2).to_owned());
    let world = same_after_a_stop(world, &mut teacher, &mut pupil, &lesson, "planned").await;

    teacher.post(&to("start"), &[("mode", "tablets")]).await;
    teacher.post(&to("move"), &[("go", "next")]).await;
    teacher.post(&to("move"), &[("go", "blank")]).await;
    let world = same_after_a_stop(world, &mut teacher, &mut pupil, &lesson, "blanked").await;

    teacher.post(&to("move"), &[("go", "blank")]).await;
    go_to_the_check(&teacher, &lesson).await;
    answer(&world, &pupil, 1, "3/", 0).await;
    answer(&world, &pupil, 2, "3", 0).await;
    answer(&world, &pupil, 3, "not a number", 1).await;
    teacher.post(&to("marking"), &[("q", "absent"), ("do", &format!("absent-{me}"))]).await;
    teacher.post(&to("marking"), &[("q", "1"), ("do", &format!("wrong-{him}"))]).await;
    let world = same_after_a_stop(world, &mut teacher, &mut pupil, &lesson, "in the check").await;

    teacher.post(&to("marking"), &[("q", "1"), ("pupil", &him), ("do", "blank")]).await;
    teacher.post(&to("marking"), &[("q", "2"), ("do", "rest-right")]).await;
    let placed = [("pupil", him.as_str()), ("do", "place-nearly")];
    teacher.post(&to("result"), &placed).await;
    let world = same_after_a_stop(world, &mut teacher, &mut pupil, &lesson, "marked").await;

    teacher.post(&to("result"), &[("pupil", &him), ("do", "unplace")]).await;
    teacher.post(&to("result"), &[("do", "accept")]).await;
    let held = [("pupil", him.as_str()), ("outcome", "not-yet"), ("noticed", "counts the parts")];
    teacher.post(&to("keep-up"), &held).await;
    teacher.post(&to("go-on"), &[("decision", "go-on"), ("note", "they argued it well")]).await;
    let world = same_after_a_stop(world, &mut teacher, &mut pupil, &lesson, "decided").await;

    let page = teacher.get(&to("keep-up")).await.body;
    assert!(page.contains("Peregrine"), "{page}");
    let kinds = world.facts().await;
    assert!(kinds.len() > 20, "{} facts", kinds.len());
}

#[tokio::test]
async fn an_answer_left_unmarked_by_a_stop_is_marked_when_the_lesson_is_opened() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let lesson = world.check(&teacher, STEP).await;
    let plan = world.folded(&lesson).await.plan;
    let asked = plan.check().next().unwrap();
    let pupil = learning::PupilId(world.pupil_id(0).to_owned());
    let device = learning::DeviceId("tablet".to_owned());
    let body = learning::FactBody::Responded {
        pupil: pupil.clone(),
        question: asked.id.clone(),
        text: asked.answer.clone(),
        device: device.clone(),
        counter: 1,
        device_at: 1,
        late: false,
    };
    let fact = store::NewFact {
        school_id: world.school.school_id.clone(),
        class_id: world.class.class_id.clone(),
        lesson_id: Some(lesson.clone()),
        at: web::clock::now(),
        by: learning::Author::Device { pupil: pupil.clone(), device },
        body,
    };
    world.app.store.append(vec![fact]).await.unwrap();
    assert_eq!(world.folded(&lesson).await.unmarked().len(), 1);
    let world = stopped(world).await;
    let teacher = world.as_person(&Person::Staff(world.teacher.clone())).await;
    teacher.get(&format!("/lessons/{lesson}/grid")).await;
    let live = world.folded(&lesson).await;
    assert_eq!(live.unmarked().len(), 0);
    assert_eq!(live.answer(&pupil, &asked.id).seen, learning::Seen::Right);
}
