//! What holds of all the content shipped, as lessons use it: planned, marked, shown.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use curriculum::SmallStep;
use learning::{LiveLesson, Outcome, Plan, Question};
use web::{planning, simple_lesson};

use crate::world::{Client, World, content, id_in};

/// The steps a lesson can be made for.
fn taught() -> Vec<&'static SmallStep> {
    let has_family = |step: &&SmallStep| content().families_of_step(&step.slug).next().is_some();
    content().steps().iter().filter(has_family).collect()
}

#[tokio::test]
async fn every_step_with_a_family_has_a_lesson_whose_check_can_decide() {
    let mut faults = Vec::new();
    for step in taught() {
        let planned = simple_lesson::lesson_for(content(), &step.slug)
            .and_then(|lesson| planning::plan_of_lesson(content(), &lesson));
        match planned {
            Err(error) => faults.push(format!("{}: {} {}", step.slug, error.title, error.say)),
            Ok(plan) => {
                faults.extend(faults_of(step, &plan).iter().map(|f| format!("{}: {f}", step.slug)));
            }
        }
    }
    assert!(taught().len() > 20, "only {} steps can be taught", taught().len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_tried_before_a_lesson_is_asked_nowhere_else() {
    let mut n_tried = 0;
    for step in taught() {
        let check = simple_lesson::lesson_for(content(), &step.slug).unwrap().check;
        let before = simple_lesson::before_it(content(), &step.slug).unwrap();
        n_tried += before.tries.len();
        let own: Vec<_> = before.tries.iter().chain(&before.asked_after).collect();
        for (at, one) in own.iter().enumerate() {
            let elsewhere = check.tasks.iter().chain(&check.recheck);
            for other in elsewhere.chain(own[..at].iter().copied()) {
                let is_same = one.family == other.family && one.given == other.given;
                assert!(!is_same, "{}: {one} is asked twice", step.slug);
            }
        }
    }
    assert!(n_tried > 150, "only {n_tried} to try");
}

#[test]
fn once_the_answer_is_told_no_drawing_still_asks_for_it() {
    let mut n_blank = 0;
    for family in content().families() {
        for of in content().all_tasks(&family.slug, 12) {
            let task = content().pose(&of).unwrap();
            let (Some(show), Some(told)) = (&task.show, &task.told) else { continue };
            let (asks, says) = (show.draw().svg, told.draw().svg);
            let has_blank = |svg: &str| svg.contains(">?<");
            n_blank += usize::from(has_blank(&asks));
            assert!(!has_blank(&says), "{} {of} still asks when it is told", family.slug);
        }
    }
    assert!(n_blank > 10, "only {n_blank} drawings ask for anything");
}

#[test]
fn a_step_is_found_by_its_name_its_words_and_by_numbers_as_they_are_typed() {
    for (typed, first) in [
        ("1/4", "halves-and-quarters"),
        ("1/5", "name-one-part"),
        ("1/4 of 20", "unit-fraction-of-a-quantity"),
        ("quarter", "halves-and-quarters"),
        ("numerator", "name-one-part"),
        ("1000", "estimate-on-a-line-to-1000"),
        ("1,000", "estimate-on-a-line-to-1000"),
        ("100", "numbers-on-a-line-to-100"),
        ("3(x+2)", "expand-and-factorise"),
        ("protractor", "measure-angles-in-degrees"),
        ("3F-2", "unit-fraction-of-a-quantity"),
        ("mix", "mixed-numbers"),
    ] {
        let found = content().find_steps(typed);
        let slugs: Vec<&str> = found.iter().map(|step| step.slug.as_str()).collect();
        assert_eq!(slugs.first(), Some(&first), "{typed}: {slugs:?}");
    }
    let found = content().find_steps("1/4");
    assert!(found.iter().all(|step| step.strand == "fractions"), "a fraction is not part of 100");
    assert!(content().find_steps("431-126").iter().any(|step| step.slug.contains("subtraction")));
    assert!(content().find_steps("zzz").is_empty());
}

fn faults_of(step: &SmallStep, plan: &Plan) -> Vec<String> {
    let mut faults = Vec::new();
    let n_check = plan.check().count();
    if !(2..=4).contains(&n_check) {
        faults.push(format!("{n_check} questions in its check"));
    }
    let mut ids = BTreeSet::new();
    for question in plan.questions.iter().chain(&plan.recheck) {
        if !ids.insert(&question.id) {
            faults.push(format!("two questions have the id `{}`", question.id));
        }
    }
    // What no question asks must be said, so that nobody reads a silence as ready.
    let unasked = LiveLesson::new(plan.clone(), Vec::new()).result().unasked;
    for point in &step.key_points {
        let is_asked = plan.check().any(|question| question.key_points.contains(&point.id));
        if is_asked == unasked.contains(&point.id) {
            faults.push(format!(
                "`{}` is {}asked, and it says otherwise",
                point.id,
                if is_asked { "" } else { "not " }
            ));
        }
    }
    if content().lesson(&step.slug).is_some() && !unasked.is_empty() {
        faults.push(format!("its written lesson never checks {}", unasked.join(", ")));
    }
    let checked: Vec<&str> = plan.check().map(|question| question.text.as_str()).collect();
    for again in &plan.recheck {
        if plan.check().any(|question| question.task == again.task) {
            faults.push(format!("the recheck asks `{}` again; checked: {checked:?}", again.text));
        }
    }
    faults
}

#[tokio::test]
async fn every_answer_a_lesson_predicts_is_marked_as_predicted() {
    let world = World::new().await;
    let mut met: BTreeMap<String, Question> = BTreeMap::new();
    for step in taught() {
        let lesson = simple_lesson::lesson_for(content(), &step.slug).unwrap();
        let plan = planning::plan_of_lesson(content(), &lesson).unwrap();
        for question in plan.questions.into_iter().chain(plan.recheck) {
            met.insert(format!("{} {}", step.slug, question.id), question);
        }
    }
    let (mut n_predicted, mut faults) = (0, Vec::new());
    for (name, question) in &met {
        let marked = web::answers::mark(&world.app, question, &question.answer);
        if marked != (Outcome::Right, Vec::new()) {
            faults.push(format!("{name}: its own answer `{}` is {marked:?}", question.answer));
        }
        for one in &question.predicted {
            n_predicted += 1;
            let (outcome, named) = web::answers::mark(&world.app, question, &one.response);
            let is_wrong = matches!(outcome, Outcome::Wrong { .. } | Outcome::Slip { .. });
            if !is_wrong || !named.contains(&one.misconception) {
                let (response, id) = (&one.response, &one.misconception);
                faults
                    .push(format!("{name}: `{response}` of {id} is {outcome:?} naming {named:?}"));
            }
        }
    }
    assert!(met.len() > 200 && n_predicted > 200, "{} questions, {n_predicted}", met.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The class's screen shows something at every beat of every lesson.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_beat_of_every_lesson_is_drawn() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let mut walks = tokio::task::JoinSet::new();
    for step in taught() {
        let lesson = world.plan(&teacher, &step.slug).await;
        let (teacher, slug) = (teacher.clone(), step.slug.clone());
        walks.spawn(async move { walk(&teacher, &lesson, &slug).await });
    }
    let walked = walks.join_all().await;
    let n: usize = walked.iter().map(|(n, _)| n).sum();
    let faults: Vec<String> = walked.into_iter().flat_map(|(_, faults)| faults).collect();
    assert!(n > 300, "only {n} beats");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

async fn walk(teacher: &Client, lesson: &str, slug: &str) -> (usize, Vec<String>) {
    let to = |place: &str| format!("/lessons/{lesson}/{place}");
    teacher.post(&to("start"), &[("mode", "tablets")]).await;
    let mut faults = Vec::new();
    for beat in 0..300 {
        let page = teacher.get(&to("present")).await;
        let shown = page.body.split("id=\"beat\"").nth(1).unwrap_or_default();
        let shown = shown.split("</main>").next().unwrap_or_default();
        let says: String = shown
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, text)| text.trim())
            .collect();
        let is_bare = says.chars().filter(|letter| letter.is_alphanumeric()).count() < 2;
        if page.status != StatusCode::OK || is_bare {
            faults.push(format!("{slug}, beat {beat}: {} shows `{says}`", page.status));
        }
        for mark in ["{", "}", "[gap]", "NaN"] {
            if says.contains(mark) {
                faults.push(format!("{slug}, beat {beat}: `{mark}` is left in `{says}`"));
            }
        }
        if page.body.contains("id=\"next\" name=\"go\" value=\"next\" disabled") {
            return (beat + 1, faults);
        }
        let moved = teacher.post(&to("move"), &[("go", "next")]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
    }
    faults.push(format!("{slug} has no end"));
    (300, faults)
}

#[tokio::test]
async fn every_step_family_and_thread_has_its_page() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let mut faults = Vec::new();
    let steps = content().steps().iter().map(|step| format!("/steps/{}", step.slug));
    let threads = content().threads().map(|thread| format!("/threads/{}", thread.slug));
    for path in steps.chain(threads) {
        let page = teacher.get(&path).await;
        if page.status != StatusCode::OK || !page.body.contains("<h1") {
            faults.push(format!("{path}: {}", page.status));
        }
    }
    let mut n_sequences = 0;
    for family in content().families() {
        let path = format!("/families/{}", family.slug);
        let page = teacher.get(&path).await;
        let has_sequence = page.body.contains("This sequence does what it says");
        let has_examples = page.body.contains("no separation sequence to show");
        n_sequences += usize::from(has_sequence);
        if page.status != StatusCode::OK || has_sequence == has_examples {
            faults.push(format!("{path}: {} without one sound sequence", page.status));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(n_sequences > 30, "only {n_sequences} families have a varied sequence");
}

#[tokio::test]
async fn one_number_changed_in_a_sequence_is_told_by_the_checker() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let path = format!("/families/{}", crate::world::STEP);
    let page = teacher.get(&path).await.body;
    let name = page.split("name=\"1.").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    for (value, says) in
        [("0", "Question 2 cannot be asked"), ("many", "is not a number such as 12")]
    {
        let tried = teacher.get(&format!("{path}?1.{name}={value}")).await;
        assert_eq!(tried.status, StatusCode::OK);
        assert!(tried.body.contains(says), "{value}: {}", tried.body);
        assert!(!tried.body.contains("This sequence does what it says"), "{value}");
    }
}

#[tokio::test]
async fn a_check_of_typed_questions_is_marked_by_their_answers_or_refused_with_a_reason() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let to = format!("/classes/{}/check", world.class.class_id);
    let before = world.everything().await;
    for (text, answer, says) in [
        ("", "", "type at least one question"),
        ("What is 3 + 4?", "", "has no answer"),
        ("", "7", "has no question"),
    ] {
        let page = teacher.post(&to, &[("text-0", text), ("answer-0", answer)]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(says), "{says}: {}", page.body);
        assert!(page.body.contains(&format!("value=\"{text}\"")), "what was typed is still there");
    }
    assert_eq!(world.everything().await, before);
    for (text, answer, responses) in [
        ("What is 3 + 4?", "7", &[("7", true), ("07", true), ("8", false)][..]),
        ("A half and a quarter?", "3/4", &[("3/4", true), ("6/8", true), ("3", false)]),
        ("Expand 3(x+2)", "3x+6", &[("6+3x", true), ("3(x+2)", false), ("3x+2", false)]),
        ("What is 3 lots of x+2?", "3x+6", &[("6+3x", true), ("3(x+2)", true), ("3x+2", false)]),
        ("Factorise 3x+6", "3(x+2)", &[("(x+2)3", true), ("3x+6", false)]),
        ("Simplify 6/8", "3/4", &[("3/4", true), ("6/8", false)]),
        ("Expand on this: what is 6/8?", "3/4", &[("3/4", true), ("6/8", true)]),
        ("Which shape?", "square", &[("Square", true), ("circle", false)]),
    ] {
        let sent = [("text-0", text), ("answer-0", answer), ("mode", "tablets")];
        let lesson = id_in(&teacher.post(&to, &sent).await, "/lessons/");
        let plan = world.folded(&lesson).await.plan;
        let question = plan.check().next().unwrap();
        assert_eq!((question.text.as_str(), question.answer.as_str()), (text, answer));
        for (response, is_right) in responses {
            let (outcome, _) = web::answers::mark(&world.app, question, response);
            assert_eq!(outcome == Outcome::Right, *is_right, "{text} {response}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_typed_question_that_a_family_asks_has_its_predicted_answers_and_others_have_none() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let to = format!("/classes/{}/check", world.class.class_id);
    // (question, answer, wrong answer, the misconception it shows)
    for (text, answer, response, shows) in [
        ("1/4 of 12", "3", "8", Some("takes-the-denominator-away")),
        ("Find 1/4 of 12", "3", "5", None),
        ("1/4 of 12", "4", "8", None),
        ("1/4 of the pencils", "3", "8", None),
    ] {
        let sent = [("text-0", text), ("answer-0", answer), ("mode", "tablets"), ("sure", "yes")];
        let lesson = id_in(&teacher.post(&to, &sent).await, "/lessons/");
        let plan = world.folded(&lesson).await.plan;
        let question = plan.check().next().unwrap();
        let is_known = text.ends_with("12") && answer == "3";
        assert_eq!(!question.predicted.is_empty(), is_known, "{text} {answer}");
        assert_eq!(!plan.recheck.is_empty(), is_known, "{text} {answer}");
        let (outcome, found) = web::answers::mark(&world.app, question, response);
        assert!(matches!(outcome, Outcome::Wrong { .. }), "{text} {response}: {outcome:?}");
        assert_eq!(found.first().map(String::as_str), shows, "{text} {response}");
        assert!(shows.is_none_or(|id| plan.misconception(id).is_some()), "{text}: help is at hand");
    }
}
