//! Key facts on the pages: a pupil's calm practice, the class's page, the board, the tables check.

use learning::FactBody;
use learning::key_facts::Set;

use crate::world::{Client, PUPILS, World, facts_of, field};

async fn answers(world: &World) -> Vec<(String, bool)> {
    let facts = facts_of(&world.app, &world.class).await;
    let answers = facts.into_iter().filter_map(|body| match body {
        FactBody::KeyFactAnswered { text, right, .. } => Some((text, right)),
        _ => None,
    });
    answers.collect()
}

/// Copies numbers until facts are asked.
async fn warmed_up(pupil: &Client) {
    for counter in 0..3 {
        let page = pupil.get("/pupil/facts").await.body;
        let number = field(&page, "number").expect("a number to copy");
        let counter = counter.to_string();
        let sent = [
            ("number", number.as_str()),
            ("text", number.as_str()),
            ("millis", "1200"),
            ("counter", counter.as_str()),
            ("n", "0"),
        ];
        let reply = pupil.post("/pupil/facts/copy", &sent).await;
        assert_eq!(reply.location, "/pupil/facts?n=0");
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_pupil_practises_facts_the_class_has_met_and_sees_no_clock() {
    let world = World::new().await;
    let pupil = world.as_person(&world.pupils[0]).await;
    assert!(pupil.get("/pupil").await.body.contains("Practise facts"));
    warmed_up(&pupil).await;
    let page = pupil.get("/pupil/facts").await.body;
    let asked = unescaped(&field(&page, "asked").expect("a fact"));
    for word in ["second", "clock", "timer", "score", "correct"] {
        assert!(!page.to_lowercase().contains(word), "{word}");
    }
    let asking: learning::key_facts::Asking = serde_json::from_str(&asked).unwrap();
    let met = Set::met_before(world.class.year_group);
    assert!(met.iter().any(|set| asking.family.is_in(*set)), "{asked}");
    let answer = asking.answer();
    let send = |text: &str, counter: &str| {
        let fields = [
            ("asked".to_owned(), asked.clone()),
            ("text".to_owned(), text.to_owned()),
            ("millis".to_owned(), "2500".to_owned()),
            ("counter".to_owned(), counter.to_owned()),
            ("n".to_owned(), "0".to_owned()),
        ];
        let pupil = pupil.clone();
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            pupil.post("/pupil/facts", &fields).await.location
        }
    };
    // What is no number is asked again and is nothing; sending twice counts once.
    assert_eq!(send("seven", "90").await, "/pupil/facts?n=0");
    assert_eq!(send(&answer, "91").await, "/pupil/facts?n=1");
    assert_eq!(send(&answer, "91").await, "/pupil/facts?n=1");
    assert_eq!(answers(&world).await, [(answer.clone(), true)]);
    assert!(!pupil.get("/pupil/facts?n=1").await.body.contains("look at this one"));
    assert_eq!(send("1", "92").await, "/pupil/facts?n=1");
    assert!(pupil.get("/pupil/facts?n=2").await.body.contains("look at this one"));
    assert!(pupil.get("/pupil/facts?n=10").await.body.contains("That is ten."));
}

#[tokio::test]
async fn a_fact_the_class_has_not_met_is_not_taken() {
    let world = World::new().await;
    let pupil = world.as_person(&world.pupils[0]).await;
    let asked = r#"{"family":"7x12","task":"recall","turned":false}"#;
    let sent = [("asked", asked), ("text", "84"), ("counter", "1"), ("n", "0")];
    pupil.post("/pupil/facts", &sent).await;
    assert_eq!(answers(&world).await, []);
    // A practice check asks every table, so it waits until every table was met.
    assert_eq!(pupil.get("/pupil/facts/tables-check").await.location, "/pupil/facts");
    let teacher = world.as_teacher().await;
    let sets: Vec<String> = Set::ALL.iter().map(|set| set.slug()).collect();
    let sets: Vec<(&str, &str)> = sets.iter().map(|set| ("set", set.as_str())).collect();
    let to = format!("/classes/{}/facts", world.class.class_id);
    teacher.post(&format!("{to}/met"), &sets).await;
    pupil.post("/pupil/facts", &sent).await;
    assert_eq!(answers(&world).await, [("84".to_owned(), true)]);
    let page = pupil.get("/pupil/facts/tables-check").await.body;
    let seed = field(&page, "seed").expect("a form");
    let form = learning::key_facts::form(seed.parse().unwrap());
    let given: Vec<serde_json::Value> = form
        .iter()
        .enumerate()
        .map(|(idx, one)| {
            let text = if idx < 20 { one.answer() } else { String::new() };
            serde_json::json!({ "text": text, "millis": 3000 })
        })
        .collect();
    let given = serde_json::Value::from(given).to_string();
    let sent = [("seed", seed.as_str()), ("counter", "500"), ("answers", given.as_str())];
    let reply = pupil.post("/pupil/facts/tables-check", &sent).await;
    assert_eq!(reply.location, "/pupil/facts/tables-check?time=&right=20");
    assert_eq!(answers(&world).await.len(), 26);
    let page = teacher.get(&format!("{to}?expected=show")).await.body;
    assert!(page.contains("What each pupil may expect") && page.contains(" of 25"), "{page}");
}

#[tokio::test]
async fn the_class_page_counts_and_the_board_names_nobody() {
    let world = World::new().await;
    let (teacher, pupil) = (world.as_teacher().await, world.as_person(&world.pupils[0]).await);
    let to = format!("/classes/{}/facts", world.class.class_id);
    let asked = r#"{"family":"2x5","task":"recall","turned":false}"#;
    let sent = [("asked", asked), ("text", "9"), ("counter", "1"), ("n", "0")];
    pupil.post("/pupil/facts", &sent).await;
    let page = teacher.get(&format!("{to}?fact=2x5")).await.body;
    assert!(page.contains("1 not yet, 3 not yet seen"), "{page}");
    assert!(page.contains("wrote 9") && page.contains(PUPILS[0].0), "{page}");
    let begun = teacher.post(&format!("{to}/begin"), &[]).await;
    assert_eq!(begun.location, format!("{to}/present"));
    for at in 0..=40 {
        let page = teacher.get(&format!("{to}/present?at={at}")).await.body;
        for (given, family) in PUPILS {
            assert!(!page.contains(given) && !page.contains(family), "{at}: {page}");
        }
    }
    let last = teacher.get(&format!("{to}/present?at=999")).await.body;
    assert!(last.contains("Tell your partner how"), "{last}");
    // In a lesson the class is together.
    let lesson = world.plan(&teacher, crate::world::STEP).await;
    teacher.post(&format!("/lessons/{lesson}/start"), &[("mode", "tablets")]).await;
    assert_eq!(pupil.get("/pupil/facts").await.location, "/pupil");
}

#[tokio::test]
async fn when_a_class_has_keep_up_is_its_own() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let to = format!("/classes/{}/keep-up-times", world.class.class_id);
    assert!(teacher.get(&to).await.body.contains("No slot is coming"));
    let times = |start| {
        [
            ("session", "on"),
            ("session-start", start),
            ("session-minutes", "20"),
            ("session-adults", "2"),
            ("assembly-start", "later"),
        ]
    };
    let refused = teacher.post(&to, &times("25:00")).await;
    assert!(refused.body.contains("Nothing was changed") && refused.body.contains("13:15"));
    assert!(teacher.get(&to).await.body.contains("No slot is coming"));
    teacher.post(&to, &times("00:01")).await;
    let page = teacher.get(&to).await.body;
    assert!(page.contains("0:01, 20 minutes, 2 adults"), "{page}");
    let assistant =
        crate::world::add_staff(&world.app, &world.school, "ta@x.test", &["teaching-assistant"])
            .await;
    crate::world::give(&world.app, &world.class, &assistant).await;
    let assistant = world.as_person(&crate::world::Person::Staff(assistant)).await;
    assert!(!assistant.get(&to).await.body.contains("type=\"checkbox\""));
}

#[tokio::test]
async fn the_gate_says_what_comes_next_builds_on_and_asks() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let to = format!("/classes/{}/gate", world.class.class_id);
    let page = teacher.get(&to).await.body;
    let step = world.app.content.step(crate::world::STEP).unwrap();
    for before in &step.prerequisites {
        assert!(page.contains(&format!("id=\"of-{before}\"")), "{before}: {page}");
    }
    assert!(page.contains("4 not seen") && !page.contains("Not yet: "), "{page}");
    let asked = teacher.post(&to, &[("mode", "tablets")]).await;
    let lesson = crate::world::id_in(&asked, "/lessons/");
    let plan = world.folded(&lesson).await.plan;
    assert!((1..=5).contains(&plan.questions.len()), "{:?}", plan.questions.len());
    let first = &step.prerequisites[0];
    // Nobody was seen to lack it, so there is nobody to print a page for.
    let printed = teacher.post(&format!("{to}/{first}/pre-teach"), &[]).await;
    assert_eq!(printed.status, axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    assert!(printed.body.contains("no pupils to print"), "{}", printed.body);
    // What the key points are called stands in the plan, whichever step each question belongs to.
    for point in plan.asked_key_points() {
        let text = plan.key_point_text(point);
        assert!(text != point && text.contains(' '), "{point} is called {text}");
    }
    // The check moved the class nowhere in its unit.
    let ended = teacher.post(&format!("/lessons/{lesson}/end"), &[]).await;
    assert!(ended.status.is_redirection(), "{}", ended.status);
    let next = |page: &str| {
        page.split("The next lessons: ")
            .nth(1)
            .unwrap()
            .split("They build")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(next(&teacher.get(&to).await.body), next(&page));
}

#[tokio::test]
async fn the_questions_of_a_check_stand_on_the_board_one_at_a_time_and_name_nobody() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let to = format!("/classes/{}/gate", world.class.class_id);
    let asked = teacher.post(&to, &[("mode", "whiteboards")]).await;
    let lesson = crate::world::id_in(&asked, "/lessons/");
    let board = format!("/lessons/{lesson}/present");
    let marking = teacher.get(&format!("/lessons/{lesson}/marking")).await.body;
    assert!(marking.contains(&format!("href=\"{board}\"")), "{marking}");
    let n = world.folded(&lesson).await.plan.check().count();
    // Past either end the nearest question stands there.
    for (q, shown) in
        [("", 1), ("?q=1", 1), ("?q=2", 2.min(n)), ("?q=99", n), ("?q=0", 1), ("?q=two", 1)]
    {
        let page = teacher.get(&format!("{board}{q}")).await.body;
        assert!(page.contains(&format!("Question {shown} of {n}")), "{q}: {page}");
        assert_eq!(page.contains("id=\"back\""), shown > 1, "{q}");
        assert_eq!(page.contains("id=\"next\""), shown < n, "{q}");
        assert!(!page.contains("/marking"), "{q} leads to a page with names");
        for name in ["Zebedee", "Ottoline"] {
            assert!(!page.contains(name), "{q} names {name}");
        }
    }
}
