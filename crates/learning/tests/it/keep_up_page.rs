//! The page the adult has in hand.

use learning::{Asked, CheckResult, GroupKey, KeepUpPage, Plan, Question, keep_up_page};

use crate::story::{Story, TAKES, plan, question};

fn page_of(plan: &Plan, result: &CheckResult, title: &str) -> KeepUpPage {
    let group = result.groups.iter().find(|g| g.title == title).unwrap();
    keep_up_page(plan, result, &group.key, &group.pupils)
}

fn ids(questions: &[Question]) -> Vec<&str> {
    questions.iter().map(|q| q.id.as_str()).collect()
}

#[test]
fn a_known_cause_brings_its_own_help() {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "1/3"]);
    story.answers_all("ben", ["16", "99", "1/3"]);
    let page = page_of(&plan(), &story.lesson().result(), "takes the denominator away");
    assert_eq!(page.key, GroupKey::Cause { misconception: TAKES.to_owned() });
    assert_eq!(page.pupils.len(), 2);
    assert_eq!(
        page.pupils[0].did,
        [
            "“Find 1/4 of 20”: wrote 16, where 5 is right.",
            "“Find 1/5 of 30”: wrote 25, where 6 is right."
        ]
    );
    assert_eq!(
        page.pupils[0].why.as_deref(),
        Some("Two answers or more agree: takes the denominator away.")
    );
    assert_eq!(
        page.pupils[1].why.as_deref(),
        Some("One answer suggests: takes the denominator away.")
    );
    assert_eq!(page.put_out, "20 counters and a strip in 4 equal parts.");
    let contrast = page.contrast.unwrap();
    assert_ne!(contrast.answer, contrast.rule_gives);
    assert_eq!(page.ask, ["Which part of the picture takes the denominator away?"]);
    assert_eq!(page.listen_for, ["“It takes the denominator away.”"]);
    assert_eq!(page.stem, "The whole is [whole].");
    let tries: Vec<&str> = page.tries.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(tries, ["one, try 1", "two, try 1"]);
    assert_eq!(ids(&page.recheck), ["one-again"]);
    assert!(page.write_your_own.is_empty());
}

#[test]
fn an_unknown_cause_starts_from_the_key_point_and_probes() {
    let mut story = Story::default();
    story.answers_all("ada", ["99", "98", "1/3"]);
    let page = page_of(&plan(), &story.lesson().result(), "The whole is shared into equal parts.");
    assert_eq!(page.pupils[0].why.as_deref(), Some("The answers do not say why yet."));
    assert_eq!(page.put_out, "Strips.");
    assert_eq!(page.contrast, None);
    assert_eq!(
        page.ask,
        [
            "Tell me how you began “Find 1/4 of 20”.",
            "Show me with what is on the table.",
            "Where can you see it? “The whole is shared into equal parts”."
        ]
    );
    assert_eq!(
        page.listen_for,
        [
            "“It takes the denominator away.” – then it may be: takes the denominator away.",
            "“It swaps the parts round.” – then it may be: swaps the parts round."
        ]
    );
    assert_eq!(ids(&page.recheck), ["one-again"]);
    assert_eq!(page.tries.len(), 2);
}

#[test]
fn the_recheck_is_on_other_numbers_than_the_check() {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "3"]);
    let plan = plan();
    let result = story.lesson().result();
    let group = &result.groups[0];
    let page = keep_up_page(&plan, &result, &group.key, &group.pupils);
    assert_eq!(ids(&page.recheck), ["one-again", "three-again"]);
    for again in &page.recheck {
        assert!(plan.check().all(|q| q.text != again.text));
    }
}

#[test]
fn a_typed_question_asks_the_adult_to_write_two_more() {
    let mut typed = plan().question(&question("one")).unwrap().clone();
    typed.key_points.clear();
    typed.predicted.clear();
    typed.tries.clear();
    typed.text = "7 × 8".to_owned();
    typed.asked = Asked::Check;
    let plan = Plan { questions: vec![typed], ..Plan::default() };
    let mut story = Story::default();
    story.answers("ada", "one", "54");
    let result = story.lesson_on(plan.clone()).result();
    let page = page_of(&plan, &result, "7 × 8");
    assert_eq!(
        page.write_your_own,
        "Write two to try and one to recheck, like “7 × 8”, on other numbers."
    );
    assert_eq!(page.ask, ["Tell me how you began “7 × 8”.", "Draw it for me."]);
}
