//! A group's lesson at its pages: chosen, suggested for, written anew, watched on a phone, tried in every school.

use axum::http::StatusCode;
use programme::{
    Date, GroupLesson, HubFact, Judged, LessonBegun, LessonPart, LessonStep, LessonText, Offer,
    PartKind, Party, PlanStep, Sharing, Signature, Tap, TaskSet,
};
use web::hub_journal::{in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::hub_plans::a_plan;
use crate::world::{Reply, STEP};

fn part(id: &str, kind: PartKind, says: &str) -> LessonPart {
    let [id, says] = [id, says].map(str::to_owned);
    LessonPart { id, kind, title: String::new(), says, asks: String::new() }
}

/// A lesson that a session chose.
pub fn a_lesson(session: &str) -> HubFact {
    let begun = LessonBegun {
        programme: DEVELOPMENT.to_owned(),
        year: today().school_year(),
        group: 0,
        session: session.to_owned(),
        step: STEP.to_owned(),
        title: "One equal part".to_owned(),
        text: LessonText { parts: vec![part("k", PartKind::KeyPoint, "The parts are equal.")] },
        by: "Mr Abernathy".to_owned(),
        on: today(),
    };
    HubFact::LessonBegun { begun }
}

/// Something that every school tries.
pub fn a_task(lesson: &str, session: &str) -> HubFact {
    let task = TaskSet {
        session: session.to_owned(),
        version: String::new(),
        question: "Find `1/4` of 20.".to_owned(),
        answer: "5".to_owned(),
        wrong: Vec::new(),
        task: String::new(),
        also: String::new(),
        by: "Mr Abernathy".to_owned(),
        on: today(),
    };
    HubFact::Lesson { lesson: lesson.to_owned(), step: LessonStep::TaskSet { task } }
}

impl HubWorld {
    async fn two_named(&self) {
        let fact = HubFact::PeopleNamed {
            urn: urn(900_001),
            programme: DEVELOPMENT.to_owned(),
            year: self.year,
            people: vec!["Ms Pell".to_owned(), "Mr Dean".to_owned()],
            on: today(),
        };
        self.write(vec![fact]).await;
    }

    /// A session of today and the lesson it chose.
    async fn chosen(&self) -> (String, String) {
        let session = self.session(today()).await;
        let to = format!("/hub/sessions/{session}/lesson");
        let done = self.specialist.post(&to, &[("step", STEP)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let id = done.location.strip_prefix("/hub/lessons/").and_then(|to| to.split('?').next());
        (session, id.unwrap().to_owned())
    }

    async fn lesson(&self, id: &str) -> GroupLesson {
        self.journal().await.book.lessons.get(id).unwrap().clone()
    }

    async fn at_lesson(&self, id: &str, to: &str, fields: &[(&str, &str)]) -> Reply {
        self.specialist.post(&format!("/hub/lessons/{id}{to}"), fields).await
    }

    async fn suggest(&self, id: &str, fields: &[(&str, &str)]) -> Reply {
        self.at_lesson(id, "/suggestions", fields).await
    }

    /// Sets the first question of the lesson's check; gives the task's id.
    async fn set_task(&self, lesson: &str) -> String {
        let done = self.at_lesson(lesson, "/tasks", &[("question", "0")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        self.lesson(lesson).await.tasks[0].id.clone()
    }
}

#[track_caller]
fn refused(reply: &Reply, says: &str) {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.body);
    assert!(reply.body.contains(says), "{says} is not in\n{}", reply.body);
}

/// Rows: R58.
/// Rows in part: R65, R72.
#[tokio::test]
async fn a_session_chooses_a_lesson_and_the_group_writes_it_anew_with_who_suggested_what() {
    let made = HubWorld::with_seven_schools().await;
    made.two_named().await;
    let (session, id) = made.chosen().await;
    let page = made.specialist.get(&format!("/hub/lessons/{id}")).await.body;
    for words in ["Key points", "Difficult points", "Stem sentence", "Two answers", "Ms Pell, Lark"]
    {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let held = made.lesson(&id).await;
    let turns: Vec<&LessonPart> = held.text().of(PartKind::Turn).collect();
    let (second, third) = (turns[1].id.clone(), turns[2].id.clone());
    for (part, wish, says, who) in [
        (second.as_str(), "say", "First the strip cut unequally.", "900001|Ms Pell"),
        (third.as_str(), "keep", "", ""),
        ("key-point-none", "keep", "", ""),
    ] {
        let fields =
            [("part", part), ("wish", wish), ("says", says), ("why", "They look."), ("who", who)];
        let reply = made.suggest(&id, &fields).await;
        if part == "key-point-none" {
            refused(&reply, "is not in the lesson any more");
        } else {
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        }
    }
    let open: Vec<String> =
        made.lesson(&id).await.open().iter().map(|(id, _)| id.clone()).collect();
    let fields = [("after", ""), ("seen", &open[0]), ("seen", &open[1]), ("take", &open[0])];
    let done = made.at_lesson(&id, "/versions", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = made.at_lesson(&id, "/versions", &fields).await;
    refused(&again, "wrote version 1 meanwhile");
    let held = made.lesson(&id).await;
    assert_eq!(held.text().part(&second).unwrap().says, "First the strip cut unequally.");
    assert_eq!(held.versions[0].left, [open[1].clone()]);
    assert_eq!(held.suggestion(&open[0]).unwrap().urn, Some(urn(900_001)));
    let page = made.lead.get(&format!("/hub/lessons/{id}")).await.body;
    for words in
        ["What it changed", "became “First the strip cut unequally.”", "Ms Pell, Larkfield"]
    {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let first = made.lead.get(&format!("/hub/lessons/{id}?version=0")).await.body;
    assert!(first.contains("You read the lesson as it began"), "{first}");
    let page = made.lead.get(&format!("/hub/sessions/{session}")).await.body;
    assert!(page.contains("Plan and discuss it") && page.contains("version 1"), "{page}");
    let library = made.lead.get("/hub/lessons").await.body;
    assert!(library.contains("became “First the strip cut unequally.”"), "{library}");
}

#[tokio::test]
async fn a_suggestion_has_a_reason_and_somebody_of_the_group() {
    let made = HubWorld::with_seven_schools().await;
    made.two_named().await;
    let (_, id) = made.chosen().await;
    let n = made.journal().await.book.noted.len();
    for (why, who, wish, says) in [
        ("", "", "keep", "no reason is given"),
        ("They look.", "900001|Somebody Else", "keep", "is not named for"),
        ("They look.", "900008|", "keep", "is not a school of this group"),
        ("They look.", "", "rank", "`rank` is nothing that can be suggested"),
        ("They look.", "", "leave-out", "is the only one of its kind"),
    ] {
        let fields = [("part", "stem-sentence"), ("wish", wish), ("why", why), ("who", who)];
        refused(&made.suggest(&id, &fields).await, says);
    }
    assert_eq!(made.journal().await.book.noted.len(), n, "nothing was written");
    let fields =
        [("part", "stem-sentence"), ("wish", "keep"), ("why", "They say it."), ("who", "900002|")];
    assert_eq!(made.suggest(&id, &fields).await.status, StatusCode::SEE_OTHER);
    let page = made.lead.get(&format!("/hub/lessons/{id}")).await.body;
    assert!(page.contains("somebody of Quarry Primary School"), "{page}");
}

/// Rows in part: R58, R71.
#[tokio::test]
async fn a_lesson_is_watched_against_its_key_points_and_what_is_sent_twice_counts_once() {
    let made = HubWorld::with_seven_schools().await;
    let (session, id) = made.chosen().await;
    let to = format!("/watch/{session}");
    let page = made.specialist.get(&format!("/hub/lessons/{id}{to}")).await.body;
    for words in ["data-keep-draft", "no pupil's name", "Pupils said it", "It came up"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let held = made.lesson(&id).await;
    let point = held.text().of(PartKind::KeyPoint).next().unwrap().id.clone();
    let hard = held.text().of(PartKind::DifficultPoint).next().unwrap().id.clone();
    let names = [format!("tap-{point}"), format!("words-{hard}"), format!("tap-{hard}")];
    let fields = |words: &'static str, after: &'static str| {
        [
            ("after", after),
            ("version", ""),
            (names[0].as_str(), "pupils said it"),
            (names[2].as_str(), "it came up"),
            (names[1].as_str(), words),
            ("besides", ""),
        ]
    };
    refused(&made.at_lesson(&id, &to, &[("version", "")]).await, "nothing is tapped or written");
    let wrong = [("version", ""), (names[0].as_str(), "it came up")];
    refused(&made.at_lesson(&id, &to, &wrong).await, "is nothing that can be tapped here");
    let first = made.at_lesson(&id, &to, &fields("“four pieces”", "")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let n = made.journal().await.book.noted.len();
    let again = made.at_lesson(&id, &to, &fields("“four pieces”", "")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the answer to the first was lost");
    assert_eq!(made.journal().await.book.noted.len(), n);
    let other = made.at_lesson(&id, &to, &fields("“five pieces”", "")).await;
    refused(&other, "you sent other notes of this lesson meanwhile");
    let held = made.lesson(&id).await;
    let (_, seen) = held.seen(&hard).next().unwrap();
    assert_eq!((seen.words.as_str(), seen.taps.contains(&Tap::CameUp)), ("“four pieces”", true));
    let page = made.lead.get(&format!("/hub/lessons/{id}")).await.body;
    for words in ["Seen in class", "pupils said it (1 of 1)", "“four pieces”"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let elsewhere = made.session(today()).await;
    let none = made.specialist.get(&format!("/hub/lessons/{id}/watch/{elsewhere}")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "that session does not work on it");
}

/// Rows: R60.
#[tokio::test]
async fn each_school_brings_counts_of_answers_and_they_are_shown_as_one_class() {
    let made = HubWorld::with_seven_schools().await;
    let (_, id) = made.chosen().await;
    let task = made.set_task(&id).await;
    let held = made.lesson(&id).await.tasks[0].clone();
    assert!(!held.set.wrong.is_empty(), "the family predicts wrong answers");
    let to = format!("/tasks/{task}");
    let page = made.specialist.get(&format!("/hub/lessons/{id}{to}")).await.body;
    assert!(page.contains("Nothing is brought yet") && page.contains("Not brought."), "{page}");
    let wrong = held.set.wrong[0].answer.clone();
    let pasted = format!("{}\n{wrong}\t3\n\n{}", held.set.answer, held.set.answer);
    let brought = [
        ("school", "900001"),
        ("after", ""),
        ("n-0", "12"),
        ("n-blank", "1"),
        ("other-0", "999"),
        ("n-other-0", "2"),
        ("pasted", pasted.as_str()),
    ];
    let done = made.at_lesson(&id, &to, &brought).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = made.at_lesson(&id, &to, &brought).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let second = [("school", "900002"), ("after", ""), ("n-1", "4")];
    assert_eq!(made.at_lesson(&id, &to, &second).await.status, StatusCode::SEE_OTHER);
    let held = made.lesson(&id).await.tasks[0].clone();
    let told: Vec<(String, u32, usize)> =
        held.together().into_iter().map(|one| (one.answer, one.n, one.n_schools)).collect();
    let expected = [
        (held.set.answer.clone(), 14, 1),
        (wrong.clone(), 7, 2),
        ("999".to_owned(), 2, 1),
        (String::new(), 1, 1),
    ];
    assert_eq!(told, expected);
    let because = Judged::Wrong(Some(held.set.wrong[0].because.clone()));
    assert_eq!(held.together()[1].judged, because);
    let page = made.lead.get(&format!("/hub/lessons/{id}{to}")).await.body;
    for words in ["24 answers", "as predicted", "2 of 7 schools have brought answers"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let other = [("school", "900002"), ("after", ""), ("n-1", "5")];
    refused(&made.at_lesson(&id, &to, &other).await, "answers of this school meanwhile");
    let right = held.brought[&urn(900_002)].0.clone();
    let put_right = [("school", "900002"), ("after", right.as_str()), ("n-1", "5")];
    assert_eq!(made.at_lesson(&id, &to, &put_right).await.status, StatusCode::SEE_OTHER);
    assert_eq!(made.lesson(&id).await.tasks[0].n(), 25);
}

#[tokio::test]
async fn an_answer_that_is_foretold_is_counted_once_however_it_comes() {
    let made = HubWorld::with_seven_schools().await;
    let (_, id) = made.chosen().await;
    let to = format!("/tasks/{}", made.set_task(&id).await);
    let set = made.lesson(&id).await.tasks[0].set.clone();
    let pasted: Vec<&str> = set.wrong.iter().map(|one| &*one.answer).collect();
    let fields =
        [("school", "900001"), ("after", ""), ("n-1", "3"), ("pasted", &pasted.join("\n"))];
    assert_eq!(made.at_lesson(&id, &to, &fields).await.status, StatusCode::SEE_OTHER);
    let counts = made.lesson(&id).await.tasks[0].brought[&urn(900_001)].1.counts.clone();
    assert_eq!(counts.len(), set.wrong.len(), "each once: {counts:?}");
    assert!(counts.iter().all(|one| matches!(one.judged, Judged::Wrong(Some(_)))), "{counts:?}");
}

#[tokio::test]
async fn a_list_with_names_is_not_taken_and_nothing_is_lost() {
    let made = HubWorld::with_seven_schools().await;
    let (_, id) = made.chosen().await;
    let to = format!("/tasks/{}", made.set_task(&id).await);
    for (pasted, says) in [
        ("Zebedee\tsix", "has a second column that is no number"),
        ("Zebedee\t6", "does not begin with an answer that can be read"),
        ("6\t1000", "has a second column that is no number"),
        (
            "6\nZebedee Blotts\n12",
            "`Zebedee Blotts` holds words that the question does not ask for",
        ),
        ("Zebedee Blotts 32", "may name a pupil"),
        ("Z.B.", "may name a pupil"),
    ] {
        let fields = [("school", "900001"), ("after", ""), ("n-0", "12"), ("pasted", pasted)];
        refused(&made.at_lesson(&id, &to, &fields).await, says);
    }
    for (fields, says) in [
        ([("school", "900008"), ("n-0", "1")], "is not a school of this group"),
        ([("school", "900001"), ("n-0", "many")], "`many` is not a number of answers"),
        ([("school", "900001"), ("n-0", "0")], "no answer is counted"),
        ([("school", "900001"), ("n-blank", "501")], "`501` is not a number of answers"),
        ([("school", "900001"), ("other-0", "Zebedee")], "`Zebedee` holds words"),
    ] {
        refused(&made.at_lesson(&id, &to, &fields).await, says);
    }
    assert!(made.lesson(&id).await.tasks[0].brought.is_empty());
    let own = [("question", "own"), ("own-text", "Half of 7?"), ("own-answer", "3.5")];
    assert_eq!(made.at_lesson(&id, "/tasks", &own).await.status, StatusCode::SEE_OTHER);
    let task = made.lesson(&id).await.tasks[1].id.clone();
    let fields =
        [("school", "900001"), ("after", ""), ("n-words", "2"), ("pasted", "7/2\n3.5\n3 1/2\n4")];
    let done = made.at_lesson(&id, &format!("/tasks/{task}"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told: Vec<(String, u32)> = made.lesson(&id).await.tasks[1]
        .together()
        .into_iter()
        .map(|one| (one.answer, one.n))
        .collect();
    let expected = [("3.5", 3), ("something else, in words", 2), ("4", 1)];
    let expected = expected.map(|(answer, n)| (answer.to_owned(), n));
    assert_eq!(told, expected, "equal answers are one");
    refused(
        &made.at_lesson(&id, "/tasks", &[("question", "99")]).await,
        "there is no such question",
    );
}

/// Rows in part: R65, R74.
#[tokio::test]
async fn a_lesson_of_the_library_is_taken_up_again_by_a_later_session() {
    let made = HubWorld::with_seven_schools().await;
    let (_, id) = made.chosen().await;
    let later = made.session(today()).await;
    let page = made.specialist.get(&format!("/hub/sessions/{later}/lesson")).await.body;
    assert!(page.contains("to take up again"), "{page}");
    let found = made.specialist.get(&format!("/hub/sessions/{later}/lesson?find=unit")).await.body;
    assert!(found.contains("Plan it together") && !found.contains("to take up again"), "{found}");
    let to = format!("/hub/sessions/{later}/lesson");
    for _ in 0..2 {
        let done = made.specialist.post(&to, &[("lesson", id.as_str())]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    assert_eq!(made.lesson(&id).await.sessions.len(), 2, "taken up once");
    let none = made.specialist.post(&to, &[("step", "no-such-step")]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    refused(&made.specialist.post(&to, &[]).await, "choose a small step");
}

/// Rows: R92.
#[tokio::test]
async fn themes_are_proposed_from_plans_whose_schools_agreed() {
    let made = HubWorld::with_seven_schools().await;
    let on: Date = in_days(7);
    let on = if on.school_year() == made.year { on } else { today() };
    let session = made.session(on).await;
    made.write(a_plan(urn(900_002), today())).await;
    let noted = made.journal().await.book.noted.clone();
    let is_written =
        |fact: &HubFact| matches!(fact, HubFact::Plan { step: PlanStep::Written { .. }, .. });
    let version = noted.iter().find(|one| is_written(&one.fact)).unwrap().id.clone();
    let step = |step| HubFact::Plan {
        urn: urn(900_002),
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        step,
    };
    let signed = [Party::School, Party::Hub].map(|party| {
        let (name, role) = ("Mrs Ashby".to_owned(), "headteacher".to_owned());
        let signature = Signature { party, name, role, on: today() };
        step(PlanStep::Signed { version: version.clone(), signature })
    });
    made.write(signed.to_vec()).await;
    let to = format!("/hub/sessions/{session}");
    let page = made.specialist.get(&to).await.body;
    assert!(!page.contains("Equal parts"), "nobody asked the school");
    let year = made.year.to_string();
    let fields = |by: &'static str| {
        [("programme", DEVELOPMENT), ("year", year.as_str()), ("may", "yes"), ("by", by)]
    };
    let plan = "/hub/schools/900002/plan";
    let nobody = made.specialist.post(&format!("{plan}/sharing"), &fields(" ")).await;
    refused(&nobody, "write who of the school says so");
    let done = made.specialist.post(&format!("{plan}/sharing"), &fields("Mrs Ashby")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = made.specialist.get(&to).await.body;
    for words in ["Equal parts", "1 of 7 schools", "Representation and structure"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let theme = [("theme", "Representation and structure, from the plans of our schools")];
    let done = made.specialist.post(&format!("{to}/theme"), &theme).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(made.specialist.get("/hub/sessions").await.body.contains(theme[0].1));
    let sharing = Sharing { may: false, by: "Mrs Ashby".to_owned(), on: today() };
    made.write(vec![step(PlanStep::Sharing { sharing })]).await;
    assert!(!made.specialist.get(&to).await.body.contains("Equal parts"), "it is theirs to stop");
}

/// Rows: R93.
#[tokio::test]
async fn who_shows_what_is_found_in_the_library_of_the_group() {
    let made = HubWorld::with_seven_schools().await;
    let fields = |school: &'static str, idea: &'static str, by: &'static str| {
        [
            ("school", school),
            ("what", "Bar models in Year 5"),
            ("idea", idea),
            ("how", "a visit on a Tuesday"),
            ("by", by),
            ("back", "/hub/lessons"),
        ]
    };
    let send =
        async |fields: &[(&str, &str)]| made.specialist.post("/hub/lessons/offers", fields).await;
    refused(&send(&fields("900001", "ability", "Ms Pell")).await, "none of the five big ideas");
    refused(&send(&fields("900001", "fluency", " ")).await, "who of the school said so");
    assert_eq!(
        send(&fields("900099", "fluency", "Ms Pell")).await.status,
        StatusCode::NOT_FOUND,
        "not on the hub's list"
    );
    for school in ["900001", "900008"] {
        let done = send(&fields(school, "variation", "Ms Pell")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let page = made.lead.get("/hub/lessons").await.body;
    assert_eq!(
        page.matches("Bar models in Year 5").count(),
        1,
        "a school of another group: {page}"
    );
    let offers: Vec<(String, Offer)> = made.journal().await.book.offers.clone();
    let back = [("fact", offers[0].0.as_str()), ("back", "/hub/lessons")];
    assert_eq!(made.specialist.post("/hub/take-back", &back).await.status, StatusCode::SEE_OTHER);
    assert!(!made.lead.get("/hub/lessons").await.body.contains("Bar models in Year 5"));
}

/// Rows: R104.
#[tokio::test]
async fn a_group_sees_why_a_sequence_works_or_fails_and_designs_one() {
    let made = HubWorld::with_seven_schools().await;
    let session = made.session(today()).await;
    made.write(vec![a_lesson(&session)]).await;
    let held = made.journal().await.book.lessons.of_session(&session).next().unwrap().id.clone();
    let page = made.specialist.get(&format!("/hub/lessons/{held}")).await.body;
    for link in ["href=\"/sequences\"", "href=\"/sequences/practice\""] {
        assert!(page.contains(link), "no {link} in {page}");
    }
    for client in [&made.specialist, &made.lead] {
        for (typed, says) in [
            // Works, and why; fails, and the mend.
            ("52 - 27\n53 - 28\n54 - 29", "This sequence does what it says"),
            ("52 - 27\n53 - 28\n54 - 28", "Change task 3 to"),
        ] {
            let query = serde_urlencoded::to_string([("questions", typed)]).unwrap();
            let reply = client.get(&format!("/sequences?{query}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{typed}");
            assert!(reply.body.contains(says), "{typed}: no `{says}` in {}", reply.body);
        }
        let found = async |at: u8| {
            let to = format!("/sequences/practice?n=1&at={at}&why=two+things");
            client.get(&to).await.body
        };
        let mut told = 0;
        for at in 2..=4 {
            let page = found(at).await;
            told +=
                usize::from(page.contains("Yes, question") && page.contains("The checker says"));
        }
        assert_eq!(told, 1, "one question does not belong, and the checker says why");
    }
}
