//! What a teacher uses before any lesson: the drawing tool, and the checker of her own questions.

use axum::http::StatusCode;
use curriculum::Screen;
use web::planning;

use crate::world::{World, id_in};

#[tokio::test]
async fn every_kind_of_drawing_can_be_drawn_with_other_numbers_and_taken_away() {
    let world = World::new().await;
    let anybody = world.nobody();
    let all = anybody.get("/drawings").await.body;
    for kind in represent::kinds() {
        let path = format!("/drawings/{}", kind.slug);
        assert!(all.contains(&format!("href=\"{path}\"")), "{path} is not on the page of all");
        let page = anybody.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("Said aloud"), "{path}: {}", page.body);
        for field in kind.fields {
            assert!(
                page.body.contains(&format!("name=\"{}\"", field.name)),
                "{path} {}",
                field.name
            );
        }
        let file = anybody.get(&format!("{path}/picture.svg")).await;
        assert!(file.body.starts_with("<svg xmlns=") && file.body.contains("font/woff2"), "{path}");
    }
}

#[tokio::test]
async fn a_drawing_shows_what_the_address_says_or_why_it_cannot() {
    let world = World::new().await;
    let anybody = world.nobody();
    for (address, says) in [
        ("bar?whole=30&parts=5&shaded=2", "A bar cut in 5 equal parts. 2 parts are shaded"),
        ("bar?whole=&parts=5", "A bar cut in 5 equal parts"),
        ("bar?parts=99", "cannot be drawn yet"),
        ("bar?parts=five", "cannot be drawn yet"),
        ("bar?colour=red", "has no field"),
        ("number-line?to=2&per=4&ask=5%2F4", "number line"),
    ] {
        let page = anybody.get(&format!("/drawings/{address}")).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.body.contains(says), "{address}: {}", page.body);
    }
    assert_eq!(anybody.get("/drawings/sausage").await.status, StatusCode::NOT_FOUND);
    let refused = anybody.get("/drawings/bar/picture.svg?parts=99").await;
    assert_ne!(refused.status, StatusCode::OK);
    assert!(refused.body.contains("This cannot be drawn"), "{}", refused.body);
}

#[tokio::test]
async fn typed_questions_are_judged_and_the_mend_is_offered() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    for (typed, says, never) in [
        ("", "The verdict stands here", "Something broke"),
        ("hello", "No question known here", "This sequence does what it says"),
        ("52 - 27\n53 - 28\n54 - 29", "This sequence does what it says", "One change mends it"),
        ("52 - 27\n53 - 28\n54 - 28", "Change task 3 to", "This sequence does what it says"),
        ("52 - 27\nhello\n54 - 29", "Line 2", "No question known here"),
        ("52 - 27\n153 - 28", "is fine to ask", "Teach from it"),
    ] {
        let query = serde_urlencoded::to_string([("questions", typed)]).unwrap();
        let page = teacher.get(&format!("/sequences?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{typed}");
        assert!(page.body.contains(says), "{typed}: {}", page.body);
        assert!(!page.body.contains(never), "{typed} says {never}");
    }
}

#[tokio::test]
async fn typed_questions_are_taught_practised_or_asked() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let to = format!("/classes/{}/sequence", world.class.class_id);
    let typed = "24 ÷ 2\n24 ÷ 4\n24 ÷ 8";
    for (used, is_there) in [
        (
            "teach",
            (|screen| matches!(screen, Screen::Sequence { tasks, .. } if tasks.len() == 3))
                as fn(&Screen) -> bool,
        ),
        ("practise", |screen| matches!(screen, Screen::Practise { tasks, .. } if tasks.len() == 3)),
    ] {
        let lesson =
            id_in(&teacher.post(&to, &[("questions", typed), ("use", used)]).await, "/lessons/");
        let planned = planning::lesson_in(&world.folded(&lesson).await.plan).unwrap();
        let n = planned.turns.iter().filter(|turn| is_there(&turn.screen)).count();
        assert_eq!(n, 1, "{used}");
        assert_eq!(teacher.get(&format!("/lessons/{lesson}")).await.status, StatusCode::OK);
    }
    let checked =
        id_in(&teacher.post(&to, &[("questions", typed), ("use", "check")]).await, "/lessons/");
    let plan = world.folded(&checked).await.plan;
    let asked: Vec<&str> = plan.check().map(|question| question.answer.as_str()).collect();
    assert_eq!(asked, ["12", "6", "3"]);
    let before = world.everything().await;
    for nothing in ["", "hello", "153 - 28"] {
        let refused = teacher.post(&to, &[("questions", nothing), ("use", "teach")]).await;
        assert_ne!(refused.status, StatusCode::SEE_OTHER, "{nothing}");
        assert!(
            refused.body.contains("Your questions were not used"),
            "{nothing}: {}",
            refused.body
        );
    }
    assert_eq!(world.everything().await, before);
}

#[tokio::test]
async fn the_slip_is_found_mended_and_explained() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let mut n_found = 0;
    for n in 1..=6 {
        let asked = teacher.get(&format!("/sequences/practice?n={n}")).await;
        assert_eq!(asked.status, StatusCode::OK, "{n}");
        assert!(!asked.body.contains("Yes, question"), "{n}: told before it was asked");
        for at in 2..=4 {
            let told = teacher.get(&format!("/sequences/practice?n={n}&at={at}")).await.body;
            let is_found = told.contains("Yes, question");
            assert_ne!(is_found, told.contains("Look again"), "{n} {at}: {told}");
            n_found += usize::from(is_found);
            if is_found {
                let put =
                    teacher.get(&format!("/sequences/practice?n={n}&at={at}&put=hello")).await;
                assert!(put.body.contains("“hello”"), "{n}: {}", put.body);
                assert!(!put.body.contains("It holds"), "{n}");
                assert!(!put.body.contains("The checker says"), "{n}: told before she said why");
                let why =
                    teacher.get(&format!("/sequences/practice?n={n}&at={at}&why=two+things")).await;
                let (hers, ours) = why.body.split_once("The checker says").unwrap();
                assert!(hers.contains("You say") && hers.contains("two things"), "{n}");
                assert!(ours.contains("Here ") || ours.contains("Each answer"), "{n}: {ours}");
            }
        }
    }
    assert_eq!(n_found, 6, "each has one slip");
    let none = teacher.get("/sequences/practice?year=77").await;
    assert!(none.body.contains("Choose another year"), "{}", none.body);
}
