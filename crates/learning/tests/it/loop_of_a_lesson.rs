//! One lesson from start to the next: four pupils, as a classroom has them.

use learning::{
    Cause, Decision, FactBody, GroupKey, Help, KeepUpOutcome, Ledger, LiveLesson, Mode, Place,
    PupilId, Standing, keep_up_page, propose,
};

use crate::keep_up::{next, slot};
use crate::story::{Story, TAKES, plan, pupil, question};

fn roster() -> Vec<PupilId> {
    ["ada", "ben", "cai", "dee"].map(PupilId::from).to_vec()
}

fn lesson(story: &Story) -> LiveLesson {
    LiveLesson::fold(plan(), roster(), &story.facts)
}

#[test]
fn the_loop_ends_on_the_right_list() {
    let mut story = Story::default();
    story.starts(Mode::Tablets);
    story.absent("dee", true);
    // ada takes the denominator away; ben writes something unreadable, then the right answer.
    story.answers_all("ada", ["16", "25", "1/3"]);
    story.answers("ben", "one", "?");
    story.answers_all("ben", ["5", "6", "1/3"]);
    assert_eq!(lesson(&story).waiting_for(), [pupil("cai")]);
    // cai was offline while the class moved on two questions; the answers come in order, once each.
    story.then(FactBody::Moved { turn: 1, beat: 0 });
    story.then(FactBody::Moved { turn: 2, beat: 0 });
    for (counter, (to, text)) in
        [("one", "5"), ("two", "6"), ("three", "1/3")].into_iter().enumerate()
    {
        for _ in 0..2 {
            let counter = i64::try_from(counter).unwrap();
            let id = story.sends_from("cai", to, text, "offline", counter);
            story.marks(id, learning::Outcome::Right, &[]);
        }
    }
    assert!(lesson(&story).waiting_for().is_empty());
    let result = lesson(&story).result();
    let standings: Vec<Standing> = result.pupils.iter().map(|p| p.standing).collect();
    assert_eq!(standings, [Standing::KeepUp, Standing::Ready, Standing::Ready, Standing::NotSeen]);
    assert_eq!(result.pupils[0].cause, Cause::Named { misconception: TAKES.to_owned() });
    assert_eq!(lesson(&story).cell(&pupil("cai"), &question("one")).unwrap().attempts.len(), 1);

    story.then(FactBody::ResultAccepted { result: Box::new(result.clone()) });
    let slots = [slot("today at 1:15", 10, 1, true)];
    let list = lesson(&story).keep_up_list(&[], &next(), &slots);
    let helps: Vec<(&str, Help)> =
        list.entries.iter().map(|e| (e.pupil.as_str(), e.help)).collect();
    assert_eq!(helps, [("ada", Help::KeepUp), ("dee", Help::AskFirst)]);
    assert_eq!(list.entries[0].place, Place::Session { session: 0 });
    let session = &list.sessions[0];
    assert_eq!(session.key, GroupKey::Cause { misconception: TAKES.to_owned() });
    let page = keep_up_page(&plan(), &result, &session.key, &session.pupils);
    assert_eq!(page.pupils[0].did.len(), 2);
    assert!(page.contrast.is_some());
    let proposal = propose(&lesson(&story), &[], &next(), &slots);
    assert_eq!(proposal.propose, Decision::GoOn);
    assert_eq!(proposal.unsure, ["1 is absent: ask one question when they are back."]);

    story.holds("ada", KeepUpOutcome::NotYet);
    let mut ledger = Ledger::default();
    for fact in &story.facts {
        ledger.apply(&"monday".into(), &plan(), fact);
    }
    let carried = ledger.carried(story.now);
    let tomorrow = LiveLesson::new(plan(), roster());
    let list = tomorrow.keep_up_list(&carried, &next(), &slots);
    assert_eq!(list.entries[0].pupil, pupil("ada"));
    assert_eq!(list.entries[0].carried_days, Some(0));
    assert!(list.entries[0].because.ends_with("Noticed in keep-up: Counted in ones."));
}
