//! Facts read back as they were written, and older programs open newer stores.

use learning::key_facts::{AskedIn, Asking, Family, Operation, Task};
use learning::{
    Author, Decision, DeviceId, Fact, FactBody, GivenCause, Judgement, KeepUpModel, KeepUpOutcome,
    Mode, Outcome, Standing,
};

use crate::story::{Story, plan, pupil, question};

fn check(body: FactBody, kind: &str) {
    let fact = Fact {
        id: "0001".into(),
        at: 1_700_000_000_000_001,
        by: Author::Staff { id: "lee".into() },
        body,
    };
    let json = serde_json::to_string(&fact).unwrap();
    assert_eq!(serde_json::from_str::<Fact>(&json).unwrap(), fact, "{json}");
    assert!(json.contains(&format!(r#""kind":"{kind}""#)), "{json}");
}

#[test]
fn every_fact_reads_back_as_written() {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "1/3"]);
    let result = Box::new(story.lesson().result());
    let (ada, one) = (pupil("ada"), question("one"));
    let wrong = Outcome::Wrong { note: "wrong-value".to_owned(), say: "Look again.".to_owned() };
    check(FactBody::PlanSaved { plan: Box::new(plan()) }, "plan-saved");
    check(FactBody::LessonStarted { mode: Mode::Slips }, "lesson-started");
    check(FactBody::Moved { turn: 1, beat: 2 }, "moved");
    check(FactBody::Blanked { on: true }, "blanked");
    check(FactBody::HandsCounted { turn: 1, vote: 0, answer: 1, count: 12 }, "hands-counted");
    let what = "halves".to_owned();
    check(FactBody::Expected { turn: 1, task: 2, what, pupil: Some(ada.clone()) }, "expected");
    check(story.facts[0].body.clone(), "responded");
    check(
        FactBody::Marked {
            response: "0001".into(),
            engine: "1".to_owned(),
            outcome: wrong,
            misconceptions: vec!["x".to_owned()],
        },
        "marked",
    );
    let judgement = Judgement::Wrong { text: Some("16".to_owned()), misconceptions: vec![] };
    check(
        FactBody::Judged {
            pupil: ada.clone(),
            question: one.clone(),
            judgement,
            by_exception: true,
        },
        "judged",
    );
    check(FactBody::RestWereRight { question: Some(one) }, "rest-were-right");
    check(FactBody::RestNotSeen { question: None }, "rest-not-seen");
    check(FactBody::Absent { pupil: ada.clone(), absent: true }, "absent");
    let cause = Some(GivenCause { misconception: None, words: "tired".to_owned() });
    check(FactBody::CauseGiven { pupil: ada.clone(), cause }, "cause-given");
    check(FactBody::Placed { pupil: ada.clone(), standing: Some(Standing::KeepUp) }, "placed");
    check(FactBody::CheckOpened, "check-opened");
    check(FactBody::CheckClosed, "check-closed");
    check(FactBody::ResultAccepted { result }, "result-accepted");
    check(FactBody::ResultReopened, "result-reopened");
    check(
        FactBody::KeepUpHeld {
            pupil: ada.clone(),
            outcome: KeepUpOutcome::NotYet,
            noticed: "Counts in ones.".to_owned(),
            held_by: "lee".into(),
        },
        "keep-up-held",
    );
    check(
        FactBody::GoOn { decision: Decision::Stay, note: "Monday".to_owned(), proposed: None },
        "go-on",
    );
    let sheet = serde_json::json!({ "kind": "practice" });
    check(FactBody::SheetIssued { code: "ABCD2345".to_owned(), sheet }, "sheet-issued");
    check(FactBody::PupilLeft { pupil: ada }, "pupil-left");
    check(FactBody::LessonEnded, "lesson-ended");
    let times = vec![KeepUpModel::ShortSession.usual(60)];
    check(FactBody::KeepUpTimesSet { times }, "keep-up-times-set");
    check(FactBody::KeyFactsMet { sets: vec!["times-7".to_owned()] }, "key-facts-met");
    let family = Family::try_new(Operation::Times, 8, 7).unwrap();
    let asked = Asking { family, task: Task::Inverse, turned: true };
    check(FactBody::KeyFactsHeld { asked: vec![asked] }, "key-facts-held");
    let (pupil, device) = (pupil("ada"), DeviceId::from("tablet"));
    check(
        FactBody::KeyFactAnswered {
            pupil: pupil.clone(),
            asked,
            text: "7".to_owned(),
            right: true,
            millis: Some(2300),
            within: AskedIn::Practice,
            device: device.clone(),
            counter: 4,
        },
        "key-fact-answered",
    );
    let copied = FactBody::NumberCopied { pupil, digits: 2, millis: 900, device, counter: 5 };
    check(copied, "number-copied");
}

#[test]
fn what_a_later_version_writes_is_passed_over() {
    let by = r#"{"who":"system"}"#;
    let read = |body: &str| {
        let json = format!(r#"{{"id":"1","at":5,"by":{by},"body":{body}}}"#);
        serde_json::from_str::<Fact>(&json).map(|f| f.body)
    };
    let unknown = read(r#"{"kind":"sung","song":"tables","verses":[1,2]}"#);
    assert_eq!(unknown.unwrap(), FactBody::Later);
    let more = read(r#"{"kind":"moved","turn":1,"beat":2,"slowly":true}"#);
    assert_eq!(more.unwrap(), FactBody::Moved { turn: 1, beat: 2 });
    let less = read(r#"{"kind":"rest-were-right"}"#);
    assert_eq!(less.unwrap(), FactBody::RestWereRight { question: None });
    assert!(read(r#"{"kind":"moved","turn":1}"#).is_err());
}
