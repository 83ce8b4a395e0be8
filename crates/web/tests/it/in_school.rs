//! In a school: a teacher's own record is hers, what a school is told of it points at nobody, and its people work together.

use axum::http::StatusCode;
use programme::{Knows, SchoolFact, Shared};
use store::Staff;
use web::hub_journal::{in_days, today};

use crate::hub::HubWorld;
use crate::world::{Client, Person, STEP, World, add_class, add_staff, give};

async fn staff(world: &World, name: &str, role: &str) -> (Staff, Client) {
    let one =
        add_staff(&world.app, &world.school, &format!("{name}@larkfield.test"), &[role]).await;
    let client = world.as_person(&Person::Staff(one.clone())).await;
    (one, client)
}

async fn page(client: &Client, path: &str) -> String {
    let reply = client.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
    reply.body
}

async fn done(client: &Client, path: &str, fields: &[(&str, &str)]) -> String {
    let reply = client.post(path, fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", reply.body);
    reply.location
}

async fn refused(client: &Client, path: &str, fields: &[(&str, &str)], says: &str) {
    let reply = client.post(path, fields).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    assert!(reply.body.contains(says), "`{says}` is not in\n{}", reply.body);
}

/// What a teacher sees of her own class.
async fn own(world: &World, teacher: &Client) -> String {
    page(teacher, &format!("/own-record?class={}", world.class.class_id)).await
}

/// Rows: R63.
#[tokio::test]
async fn a_teacher_sees_her_own_record_and_adds_what_happened_off_screen_in_one_tap() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let class = world.class.class_id.as_str();
    let today_page = page(&teacher, &format!("/classes/{class}/today")).await;
    assert!(today_page.contains("href=\"/own-record?class="), "her home leads there");
    let empty = own(&world, &teacher).await;
    assert_eq!(empty.matches("We did this off screen").count(), 16, "eight, each with its name");
    assert_eq!(empty.matches("Not recorded in these weeks").count(), 7);
    assert!(empty.contains("No screen can tell this; only you can"), "of the picture kept");
    assert!(!empty.to_lowercase().contains("not done"));
    let to = done(&teacher, "/own-record", &[("class", class), ("practice", "facts")]).await;
    let written = page(&teacher, &to).await;
    let words = format!("Off screen on {}, by your word", today().in_words());
    assert!(written.contains(&words), "{written}");
    let fact = id_in_query(&to);
    done(&teacher, "/own-record/take-back", &[("fact", &fact)]).await;
    assert!(!own(&world, &teacher).await.contains("by your word"));
    let facts = world.app.store.school_facts(&world.school.school_id, 0).await.unwrap();
    assert_eq!(facts.len(), 2, "both stay in the book");
}

fn id_in_query(to: &str) -> String {
    to.split("done=").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn a_word_off_screen_is_of_her_own_class_a_known_practice_and_a_day_of_these_weeks() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (own, far) = (world.class.class_id.as_str(), world.other_class.class_id.as_str());
    let day = |days: i32| in_days(days).to_string();
    let at = |class, practice, on: &str, says: &str| {
        let fields = [("class", class), ("practice", practice), ("on", on)]
            .map(|(k, v)| (k, String::from(v)));
        let says = says.to_owned();
        let teacher = teacher.clone();
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            if says.is_empty() {
                done(&teacher, "/own-record", &fields).await;
            } else {
                refused(&teacher, "/own-record", &fields, &says).await;
            }
        }
    };
    at(own, "facts", &day(-27), "").await;
    at(own, "facts", &day(-28), "not within the last four weeks").await;
    at(own, "facts", &day(0), "").await;
    at(own, "facts", &day(1), "not within the last four weeks").await;
    at(own, "facts", "31-02-2026", "31-02-2026").await;
    at(own, "singing", &day(0), "`singing` is no practice of the list").await;
    at(far, "facts", &day(0), "that is no class of yours").await;
    let (_, other) = staff(&world, "other", "teacher").await;
    let facts = world.app.store.school_facts(&world.school.school_id, 0).await.unwrap();
    assert_eq!(facts.len(), 2);
    let hers = [("fact", facts[0].fact_id.as_str())];
    refused(&other, "/own-record/take-back", &hers, "not yours").await;
}

/// Rows in part: R63.
#[tokio::test]
async fn what_was_on_the_screen_is_in_her_record_with_its_day_and_lesson() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let lesson = world.plan(&teacher, STEP).await;
    assert!(!own(&world, &teacher).await.contains("In Tenframe on"), "a plan is no lesson");
    done(&teacher, &format!("/lessons/{lesson}/start"), &[("mode", "whiteboards")]).await;
    let begun = own(&world, &teacher).await;
    assert_eq!(begun.matches("In Tenframe on").count(), 1, "one small step, and no more yet");
    assert!(begun.contains(&format!("href=\"/lessons/{lesson}\"")), "{begun}");
    for _ in 0..80 {
        teacher.post(&format!("/lessons/{lesson}/move"), &[("go", "next")]).await;
    }
    let taught = own(&world, &teacher).await;
    assert!(taught.matches("In Tenframe on").count() >= 4, "{taught}");
}

/// Rows in part: R63.
#[tokio::test]
async fn the_lead_asks_by_practice_and_reads_a_class_only_where_its_teacher_agreed() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let (_, head) = staff(&world, "head", "headteacher").await;
    let class = world.class.class_id.as_str();
    done(&teacher, "/own-record", &[("class", class), ("practice", "facts")]).await;
    let small = page(&lead, "/school/practices").await;
    assert!(small.contains("2 classes are not named, too few for a count"), "{small}");
    for name in ["4 Yew", "5 Rowan", "6 Hazel"] {
        add_class(&world.app, &world.school, name).await;
    }
    let five = page(&lead, "/school/practices").await;
    assert!(five.contains("Recorded in 1 of 5 classes"), "{five}");
    assert_eq!(five.matches("Not recorded yet").count(), 7);
    assert!(!five.contains("3 Oak"), "nobody agreed");
    done(&teacher, "/own-record/names", &[("agreed", "yes")]).await;
    let named = page(&lead, "/school/practices").await;
    assert!(
        named.contains("With their teachers&#39; agreement: 3 Oak")
            || named.contains("With their teachers' agreement: 3 Oak"),
        "{named}"
    );
    assert!(!named.contains("of 5 classes"), "beside a name the number would tell of four others");
    let heads = page(&head, "/school/practices").await;
    assert!(!heads.contains("3 Oak"), "the head sees practices, not people");
    done(&teacher, "/own-record/names", &[("agreed", "no")]).await;
    let back = page(&lead, "/school/practices").await;
    assert!(back.contains("Recorded in 1 of 5 classes") && !back.contains("3 Oak"), "{back}");
    assert!(own(&world, &teacher).await.contains("What you said"), "dated, and shown to her");
}

/// Two who teach one class both have to agree.
#[tokio::test]
async fn a_shared_class_is_named_when_both_agreed() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (other, second) = staff(&world, "second", "teacher").await;
    give(&world.app, &world.class, &other).await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let class = world.class.class_id.as_str();
    done(&teacher, "/own-record", &[("class", class), ("practice", "facts")]).await;
    done(&teacher, "/own-record/names", &[("agreed", "yes")]).await;
    assert!(!page(&lead, "/school/practices").await.contains("3 Oak"));
    assert!(!own(&world, &second).await.contains("by your word"), "hers alone");
    done(&second, "/own-record/names", &[("agreed", "yes")]).await;
    assert!(page(&lead, "/school/practices").await.contains("3 Oak"));
}

/// Rows in part: R63.
#[tokio::test]
async fn the_counts_handed_to_the_hub_begin_with_what_the_school_reads() {
    let made = HubWorld::quarry_started().await;
    let world = &made.world;
    for name in ["4 Yew", "5 Rowan", "6 Hazel"] {
        add_class(&world.app, &world.school, name).await;
    }
    let teacher = world.as_teacher().await;
    let class = world.class.class_id.as_str();
    done(&teacher, "/own-record", &[("class", class), ("practice", "facts")]).await;
    let link = made.own_page().await;
    made.agreed(&link, &[Shared::Practices]).await;
    let (_, lead) = staff(world, "lead", "maths-lead").await;
    let filled = page(&lead, &link).await;
    assert!(filled.contains("Filled in from the records of Larkfield Primary"), "{filled}");
    let field = |slug: &str| {
        let at = filled.find(&format!("id=\"uses-{slug}\"")).unwrap();
        filled[at..].split('>').next().unwrap().to_owned()
    };
    assert!(field("facts").contains("value=\"1\""), "{}", field("facts"));
    assert!(!field("check").contains("value="), "not recorded is left empty, and is not none");
    for other in [world.nobody(), teacher] {
        assert!(!page(&other, &link).await.contains("Filled in from"));
    }
}

const KNOWLEDGE: &str = "/own-record/knowledge";

/// Rows in part: R72, R98.
#[tokio::test]
async fn a_teacher_says_how_she_stands_to_a_topic_she_teaches_and_reads_both_words() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let first = page(&teacher, KNOWLEDGE).await;
    assert!(first.contains("Fractions, Year 3") && !first.contains("Year 4"), "{first}");
    for helps in [
        format!("/steps/{STEP}"),
        "/threads/fractions".to_owned(),
        "/sequences/practice?year=3".to_owned(),
    ] {
        assert!(first.contains(&format!("href=\"{helps}\"")), "{helps} would help");
    }
    for said in ["score", "level", "rank"] {
        assert!(!first.to_lowercase().replace("no score comes of it", "").contains(said), "{said}");
    }
    let topic = ("topic", "year-3/fractions");
    refused(&teacher, KNOWLEDGE, &[topic, ("knows", "a-lot")], "choose one of the three").await;
    let far = [("topic", "year-4/fractions"), ("knows", "work-on")];
    refused(&teacher, KNOWLEDGE, &far, "no topic of the years you teach").await;
    // What she said a term ago, as the book keeps it.
    let fact =
        SchoolFact::Audited { topic: topic.1.to_owned(), knows: Knows::WorkOn, on: in_days(-90) };
    let by = learning::Author::Staff { id: world.teacher.staff_id.as_str().into() };
    let school = &world.school.school_id;
    world.app.store.append_school_facts(school, web::clock::now(), by, vec![fact]).await.unwrap();
    assert!(page(&teacher, KNOWLEDGE).await.contains("That is a term ago. How is it now?"));
    done(&teacher, KNOWLEDGE, &[topic, ("knows", "could-explain")]).await;
    let now = page(&teacher, KNOWLEDGE).await;
    assert!(now.contains(Knows::CouldExplain.in_words()), "{now}");
    let before =
        format!("Before that, on {}: {}", in_days(-90).in_words(), Knows::WorkOn.in_words());
    assert!(now.contains(&before), "{now}");
    assert!(!now.contains("That is a term ago"));
}

/// Rows in part: R72.
#[tokio::test]
async fn the_lead_reads_what_to_plan_from_five_answers_and_never_who() {
    let world = World::new().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    for (n, name) in ["zora", "quill", "jarek", "wynn", "ottis"].into_iter().enumerate() {
        if n == 4 {
            let four = page(&lead, "/school/knowledge").await;
            assert!(four.contains("Fewer than five teachers have said something"), "{four}");
            assert!(!four.contains("would like to work on some of it"), "{four}");
        }
        let (one, client) = staff(&world, name, "teacher").await;
        give(&world.app, &world.class, &one).await;
        let knows = if n < 2 { "work-on" } else { "like-to-see" };
        done(&client, KNOWLEDGE, &[("topic", "year-3/fractions"), ("knows", knows)]).await;
    }
    let five = page(&lead, "/school/knowledge").await;
    assert!(
        five.contains("2</strong> of the 5 who said something would like to work on some of it"),
        "{five}"
    );
    for name in ["zora", "quill", "jarek", "wynn", "ottis"] {
        assert!(!five.contains(name), "{name}");
    }
    for role in ["headteacher", "teacher"] {
        let (_, other) = staff(&world, &format!("a-{role}"), role).await;
        assert_eq!(other.get("/school/knowledge").await.status, StatusCode::FORBIDDEN, "{role}");
    }
}

const TOGETHER: &str = "/school/together";

async fn plan_meeting(lead: &Client, on: &str) -> String {
    let fields = [
        ("on", on),
        ("starts", "15:30"),
        ("ends", "16:30"),
        ("place", "Room 4"),
        ("looks_at", "Thirds of a length"),
        ("step", ""),
    ];
    let to = done(lead, TOGETHER, &fields).await;
    to.split("#meeting-").nth(1).unwrap().to_owned()
}

/// Rows in part: R65, R102.
#[tokio::test]
async fn a_research_group_has_dates_a_lesson_and_what_is_tried_next() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let step = world.app.content.step(STEP).unwrap().name.clone();
    let fields = |on: &str, ends: &str, step: &str| {
        [("on", on), ("starts", "15:30"), ("ends", ends), ("looks_at", "Thirds"), ("step", step)]
            .map(|(key, value)| (key, value.to_owned()))
    };
    for (on, ends, step, says) in [
        ("2026-02-31", "16:30", "", "2026-02-31"),
        ("2026-12-07", "15:00", "", "it ends at 15:00 and starts at 15:30"),
        ("2026-12-07", "16:30", "Singing", "`Singing` is the name of no small step"),
    ] {
        let sent = fields(on, ends, step);
        let sent: Vec<(&str, &str)> =
            sent.iter().map(|(key, value)| (*key, value.as_str())).collect();
        refused(&lead, TOGETHER, &sent, says).await;
    }
    let (coming, over) = (in_days(14).to_string(), in_days(-3).to_string());
    let sent = fields(&coming, "16:30", &step);
    let sent: Vec<(&str, &str)> = sent.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let next = done(&lead, TOGETHER, &sent).await.split("#meeting-").nth(1).unwrap().to_owned();
    let last = plan_meeting(&lead, &over).await;
    let held = [
        ("meeting", last.as_str()),
        ("do", "held"),
        ("saw", "They counted lines."),
        ("tries", "Fold first."),
    ];
    let early = [("meeting", next.as_str()), ("do", "held"), ("saw", "Nothing yet")];
    refused(&lead, "/school/together/change", &early, "the meeting is on").await;
    done(&lead, "/school/together/change", &held).await;
    let seen = page(&teacher, TOGETHER).await;
    for says in [
        "Thirds",
        "What we saw</strong>: They counted lines.",
        "What we try next</strong>: Fold first.",
        &format!("href=\"/steps/{STEP}\""),
    ] {
        assert!(seen.contains(says), "{says} is not in\n{seen}");
    }
    assert!(!seen.contains("Plan a meeting"), "the lead plans");
    assert_eq!(teacher.post(TOGETHER, &held).await.status, StatusCode::FORBIDDEN);
    let off = [("meeting", next.as_str()), ("do", "call-off"), ("why", "Snow")];
    done(&lead, "/school/together/change", &off).await;
    let file = page(&teacher, "/school/together.ics").await;
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 2);
    assert!(file.contains("STATUS:CANCELLED") && file.contains("Called off: Snow"), "{file}");
}

/// Rows in part: R102.
#[tokio::test]
async fn a_term_without_a_meeting_is_told_to_the_lead_in_words_and_to_nobody_else() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    assert!(!page(&lead, TOGETHER).await.contains("last met on"), "nothing to drift from");
    plan_meeting(&lead, &in_days(-84).to_string()).await;
    for path in [TOGETHER, "/school"] {
        assert!(
            page(&lead, path).await.contains("12 weeks ago, and no meeting is planned"),
            "{path}"
        );
    }
    assert!(!page(&teacher, TOGETHER).await.contains("weeks ago"));
    plan_meeting(&lead, &in_days(7).to_string()).await;
    assert!(!page(&lead, TOGETHER).await.contains("weeks ago"));
}

/// Rows in part: R65.
#[tokio::test]
async fn two_colleagues_go_round_a_cycle_and_their_words_are_theirs() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (second, other) = staff(&world, "second", "teacher").await;
    let (_, third) = staff(&world, "third", "teacher").await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let to = "/school/together/coaching";
    let about = ("about", "What pairs say when the whole changes");
    refused(
        &teacher,
        to,
        &[("with", world.teacher.staff_id.as_str()), about],
        "choose a colleague",
    )
    .await;
    refused(
        &teacher,
        to,
        &[("with", second.staff_id.as_str()), ("about", "")],
        "what the two of you look at",
    )
    .await;
    let begun = done(&teacher, to, &[("with", second.staff_id.as_str()), about]).await;
    let cycle = begun.split("#cycle-").nth(1).unwrap();
    let day = today().to_string();
    let watch = [
        ("cycle", cycle),
        ("step", "watch"),
        ("on", day.as_str()),
        ("words", "They pointed at the whole."),
    ];
    refused(&third, to, &watch, "nothing you began or were asked for").await;
    done(&other, to, &watch).await;
    for (who, client, sees, reads) in [
        ("first", &teacher, true, true),
        ("second", &other, true, true),
        ("third", &third, false, false),
        ("lead", &lead, true, false),
    ] {
        let seen = page(client, TOGETHER).await;
        assert_eq!(seen.contains(about.1), sees, "{who}");
        assert_eq!(seen.contains("They pointed at the whole."), reads, "{who}");
    }
    let file = page(&other, "/school/together.ics").await;
    assert!(file.contains(&format!("UID:{cycle}-watch@tenframe")), "{file}");
    assert!(!page(&lead, "/school/together.ics").await.contains("VEVENT"));
}

/// Rows in part: R109.
#[tokio::test]
async fn a_school_writes_its_own_words_beside_a_big_idea_in_versions() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let idea = "/big-ideas/variation";
    let note = |text| [("idea", "variation"), ("text", text)];
    done(&teacher, "/big-ideas/notes", &note("One thing changes.")).await;
    done(&lead, "/big-ideas/notes", &note("One thing changes, and the class says which.")).await;
    refused(&lead, "/big-ideas/notes", &note(" "), "write something").await;
    refused(
        &lead,
        "/big-ideas/notes",
        &[("idea", "luck"), ("text", "x")],
        "`luck` is none of the five",
    )
    .await;
    let seen = page(&teacher, idea).await;
    assert!(seen.contains("One thing changes, and the class says which."), "{seen}");
    assert!(seen.contains("Versions before"), "{seen}");
    assert!(!page(&teacher, "/big-ideas/fluency").await.contains("One thing changes,"));
    let far = add_staff(&world.app, &world.far_school, "far@saltmarsh.test", &["teacher"]).await;
    let far = world.as_person(&Person::Staff(far)).await;
    assert!(!page(&far, idea).await.contains("One thing changes,"), "another school's words");
}

/// Rows in part: R109.
#[tokio::test]
async fn a_hub_reads_the_big_ideas_from_a_plan_and_never_a_schools_words() {
    let made = HubWorld::quarry_started().await;
    let teacher = made.world.as_teacher().await;
    let note = [("idea", "variation"), ("text", "One thing changes.")];
    done(&teacher, "/big-ideas/notes", &note).await;
    for path in ["/hub/schools/900002/plan", "/hub/schools/900002/plan/draft"] {
        assert!(page(&made.specialist, path).await.contains("href=\"/big-ideas\""), "{path}");
    }
    let seen = page(&made.specialist, "/big-ideas/variation").await;
    assert!(!seen.contains("One thing changes.") && !seen.contains("In our school, in our words"));
}

/// Rows in part: R91.
#[tokio::test]
async fn what_makes_it_last_has_dated_evidence_and_a_line_without_is_not_looked_at() {
    let world = World::new().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let (_, administrator) = staff(&world, "office", "school-administrator").await;
    let at = "/school/lasts";
    assert_eq!(page(&lead, at).await.matches("Not looked at yet").count(), 9);
    let seen = [("sign", "two-lead"), ("evidence", "Mr Ode led the second meeting.")];
    refused(&lead, at, &[("sign", "luck"), ("evidence", "x")], "`luck` is not on the list").await;
    refused(&lead, at, &[("sign", "two-lead"), ("evidence", " ")], "write what was seen").await;
    done(&lead, at, &seen).await;
    let read = page(&administrator, at).await;
    assert!(read.contains("Mr Ode led the second meeting."), "{read}");
    assert!(read.contains(&format!("lead, {}", today().in_words())), "{read}");
    assert_eq!(read.matches("Not looked at yet").count(), 8);
    assert_eq!(administrator.post(at, &seen).await.status, StatusCode::FORBIDDEN);
}

/// Rows in part: R103.
#[tokio::test]
async fn help_on_the_day_of_the_check_is_counted_for_the_school_and_names_nobody() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let (_, lead) = staff(&world, "lead", "maths-lead").await;
    let lesson = world.check(&teacher, STEP).await;
    let pupil = world.pupil_id(0);
    let wrong = format!("wrong-{pupil}");
    for q in ["1", "2", "3"] {
        teacher.post(&format!("/lessons/{lesson}/marking"), &[("q", q), ("do", &wrong)]).await;
        teacher
            .post(&format!("/lessons/{lesson}/marking"), &[("q", q), ("do", "rest-right")])
            .await;
    }
    done(&teacher, &format!("/lessons/{lesson}/result"), &[("do", "accept")]).await;
    assert!(page(&lead, "/school").await.contains("No keep-up has been recorded"));
    let before = own(&world, &teacher).await.matches("In Tenframe on").count();
    let held = [("pupil", pupil), ("outcome", "ready")];
    done(&teacher, &format!("/lessons/{lesson}/keep-up"), &held).await;
    let school = page(&lead, "/school").await;
    assert!(school.contains("1 of them on the day of the check"), "{school}");
    assert!(!school.contains("Zebedee") && !school.contains("Quillfeather"));
    let after = own(&world, &teacher).await.matches("In Tenframe on").count();
    assert_eq!(after, before + 1, "and it is in her own record");
}
