//! The keep-up list: everyone is on it, order by need, slots decide only when.

use std::collections::BTreeSet;

use learning::{
    Carried, Entry, GROUP_SIZE, GroupKey, Help, KeepUpList, KeepUpOutcome, KeepUpPage, LeansOn,
    NextLesson, Place, PupilId, Slot, Standing, keep_up_page,
};
use proptest::prelude::*;

use crate::result::{happen, happenings};
use crate::story::{NAMING, SHARING, Story, TAKES, class, pupil};

pub fn slot(says: &str, minutes: u16, adults: u8, before_next_lesson: bool) -> Slot {
    Slot { says: says.to_owned(), minutes, adults, before_next_lesson }
}

pub fn next() -> NextLesson {
    NextLesson {
        step: Some("non-unit-fraction-of-a-quantity".to_owned()),
        title: "Non-unit fraction of a quantity".to_owned(),
        when: "tomorrow at 9:10".to_owned(),
        leans_on: vec![LeansOn {
            step: "unit-fraction-of-a-quantity".to_owned(),
            key_points: vec![NAMING.to_owned()],
        }],
    }
}

pub fn carried(name: &str, step: &str, days: u32) -> Carried {
    Carried {
        pupil: pupil(name),
        lesson: "before".into(),
        step: Some(step.to_owned()),
        key_points: vec![SHARING.to_owned()],
        key: GroupKey::KeyPoint { id: SHARING.to_owned() },
        title: "Equal parts".to_owned(),
        because: "Not yet.".to_owned(),
        days,
        times_held: 1,
        noticed: String::new(),
    }
}

fn names(list: &KeepUpList) -> Vec<&str> {
    list.entries.iter().map(|e| e.pupil.as_str()).collect()
}

fn entry<'a>(list: &'a KeepUpList, name: &str) -> &'a Entry {
    list.entries.iter().find(|e| e.pupil == pupil(name)).unwrap()
}

fn five_pupils() -> Story {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "1/3"]); // sharing missed, cause named
    story.answers_all("ben", ["5", "6", "4"]); // naming missed, and the next lesson leans on it
    story.answers_all("cai", ["5", "6", "1/3"]); // ready
    story.answers_all("dee", ["10/2", "6", "1/3"]); // nearly
    story.absent("eve", true);
    story
}

#[test]
fn everyone_not_ready_is_on_it_in_the_order_of_need() {
    let list = five_pupils().lesson().keep_up_list(&[], &next(), &[slot("today", 20, 1, true)]);
    assert_eq!(names(&list), ["ben", "ada", "eve", "dee"]);
    let help: Vec<Help> = list.entries.iter().map(|e| e.help).collect();
    assert_eq!(help, [Help::KeepUp, Help::KeepUp, Help::AskFirst, Help::TwoMinutes]);
    assert!(entry(&list, "ben").is_needed_next);
    assert!(!entry(&list, "ada").is_needed_next);
    assert_eq!(entry(&list, "dee").place, Place::StartOfNextLesson);
    assert_eq!(list.sessions.len(), 2);
    assert_eq!(list.sessions[1].key, GroupKey::Cause { misconception: TAKES.to_owned() });
    assert_eq!(list.sessions[1].title, "takes the denominator away");
}

#[test]
fn carried_pupils_come_first_longest_first() {
    let carried =
        [carried("cai", "earlier", 1), carried("dee", "earlier", 4), carried("zoe", "earlier", 9)];
    let list = five_pupils().lesson().keep_up_list(&carried, &next(), &[]);
    // zoe is no longer in the class.
    assert_eq!(names(&list), ["dee", "cai", "ben", "ada", "eve"]);
    assert_eq!(entry(&list, "dee").carried_days, Some(4));
    assert_eq!(entry(&list, "dee").also, ["The whole is shared into equal parts."]);
    assert_eq!(entry(&list, "cai").title, "Equal parts");
}

#[test]
fn todays_answers_on_the_same_step_take_the_place_of_what_was_carried() {
    let step = "unit-fraction-of-a-quantity";
    let carried = [carried("ada", step, 2), carried("cai", step, 3), carried("eve", step, 5)];
    let list = five_pupils().lesson().keep_up_list(&carried, &next(), &[]);
    // cai is ready now; eve was absent, which settles nothing.
    assert_eq!(names(&list), ["eve", "ada", "ben", "dee"]);
    assert_eq!(entry(&list, "ada").title, "takes the denominator away");
    assert_eq!(entry(&list, "ada").carried_days, Some(2));
    assert_eq!(entry(&list, "eve").help, Help::KeepUp);
}

#[test]
fn who_has_no_place_is_told_the_next_slot() {
    let slots = [slot("today at 1:15", 10, 1, true), slot("tomorrow at 1:15", 20, 2, false)];
    let list = five_pupils().lesson().keep_up_list(&[], &next(), &slots);
    assert_eq!(entry(&list, "ben").place, Place::Session { session: 0 });
    let later = Place::NoPlaceYet { next: "tomorrow at 1:15".to_owned() };
    assert_eq!(entry(&list, "ada").place, later);
    let slots = [slot("today at 1:15", 10, 1, true)];
    let list = five_pupils().lesson().keep_up_list(&[], &next(), &slots);
    assert_eq!(entry(&list, "ada").place, Place::NoPlaceYet { next: String::new() });
}

#[test]
fn without_a_slot_the_first_six_are_helped_at_the_start_of_the_next_lesson() {
    let mut story = Story::default();
    let roster: Vec<PupilId> = (0..8).map(|n| pupil(&format!("p{n}"))).collect();
    for one in &roster {
        story.answers_all(one.as_str(), ["99", "98", "1/3"]);
    }
    let lesson = learning::LiveLesson::fold(crate::story::plan(), roster, &story.facts);
    let list = lesson.keep_up_list(&[], &next(), &[]);
    let at_start = list.entries.iter().filter(|e| e.place == Place::StartOfNextLesson).count();
    assert_eq!((at_start, list.entries.len()), (GROUP_SIZE, 8));
    assert_eq!(list.entries[6].place, Place::NoPlaceYet { next: String::new() });
}

#[test]
fn what_today_found_is_kept_beside_what_is_carried() {
    let carried = [carried("ada", "earlier", 4), carried("cai", "earlier", 1)];
    let list = five_pupils().lesson().keep_up_list(&carried, &next(), &[]);
    assert_eq!(entry(&list, "ada").title, "Equal parts");
    let today = Some(GroupKey::Cause { misconception: TAKES.to_owned() });
    assert_eq!(entry(&list, "ada").today, today);
    // cai is ready in today's check.
    assert_eq!(entry(&list, "cai").today, None);
    assert_eq!(entry(&list, "dee").today, None);
}

#[test]
fn a_slot_holds_groups_side_by_side_and_one_after_another() {
    for (minutes, adults, groups) in [(9, 3, 0), (10, 1, 1), (25, 2, 4), (30, 0, 0)] {
        assert_eq!(slot("today", minutes, adults, true).groups(), groups);
    }
}

#[test]
fn how_keep_up_ended_is_on_the_list() {
    let mut story = five_pupils();
    story.accepts();
    story.holds("ada", KeepUpOutcome::Ready);
    let list = story.lesson().keep_up_list(&[], &next(), &[]);
    assert_eq!(entry(&list, "ada").held, Some(KeepUpOutcome::Ready));
    assert_eq!(entry(&list, "ben").held, None);
}

#[test]
fn the_list_follows_what_was_accepted_until_it_is_accepted_again() {
    let mut story = five_pupils();
    story.accepts();
    story.answers("cai", "three", "3");
    assert!(!names(&story.lesson().keep_up_list(&[], &next(), &[])).contains(&"cai"));
    story.accepts();
    assert!(names(&story.lesson().keep_up_list(&[], &next(), &[])).contains(&"cai"));
}

fn played(all: &[Vec<(u8, u8)>]) -> Story {
    let mut story = Story::default();
    for (name, what) in class().iter().zip(all) {
        happen(&mut story, name.as_str(), what);
    }
    story
}

fn some_carried() -> impl Strategy<Value = Vec<Carried>> {
    let steps = ["earlier", "unit-fraction-of-a-quantity"];
    let one = (0..5usize, 0..2usize, 0..20u32);
    let made =
        move |(p, s, days): (usize, usize, u32)| carried(class()[p].as_str(), steps[s], days);
    prop::collection::vec(one.prop_map(made), 0..6)
}

fn some_slots() -> impl Strategy<Value = Vec<Slot>> {
    let one = (0..40u16, 0..3u8, any::<bool>());
    prop::collection::vec(one.prop_map(|(m, a, b)| slot("then", m, a, b)), 0..3)
}

fn placed(list: &KeepUpList) -> BTreeSet<PupilId> {
    list.sessions.iter().flat_map(|s| s.pupils.clone()).collect()
}

proptest! {
    #[test]
    fn everyone_not_ready_or_carried_is_listed_once_whatever_the_slots(
        all in prop::collection::vec(happenings(), 5), carried in some_carried(), slots in some_slots()
    ) {
        let story = played(&all);
        let lesson = story.lesson();
        let list = lesson.keep_up_list(&carried, &next(), &slots);
        let without = lesson.keep_up_list(&carried, &next(), &[]);
        prop_assert_eq!(names(&list), names(&without));
        let listed: BTreeSet<&str> = names(&list).into_iter().collect();
        prop_assert_eq!(listed.len(), list.entries.len());
        for of_pupil in &lesson.result().pupils {
            let name = of_pupil.pupil.as_str();
            if of_pupil.standing != Standing::Ready {
                prop_assert!(listed.contains(name));
            }
            let is_carried = carried.iter().any(|c| c.pupil == of_pupil.pupil && c.step != lesson.plan.step);
            if is_carried {
                prop_assert!(listed.contains(name));
            }
        }
    }

    #[test]
    fn everyone_in_need_of_keep_up_has_a_page_with_what_to_ask_and_to_try(
        all in prop::collection::vec(happenings(), 5)
    ) {
        let lesson = played(&all).lesson();
        let result = lesson.result();
        let of = |group: &learning::Group| keep_up_page(&lesson.plan, &result, &group.key, &group.pupils);
        let pages: Vec<KeepUpPage> = result.groups.iter().map(of).collect();
        for one in result.pupils.iter().filter(|one| one.standing == Standing::KeepUp) {
            let own = pages.iter().filter(|page| page.pupils.iter().any(|p| p.pupil == one.pupil));
            let own: Vec<&KeepUpPage> = own.collect();
            prop_assert_eq!(own.len(), 1);
            prop_assert!(!own[0].title.is_empty() && own[0].ask.iter().any(|ask| !ask.is_empty()));
            let has_own = !own[0].tries.is_empty() && !own[0].recheck.is_empty();
            prop_assert_eq!(has_own, own[0].write_your_own.is_empty());
        }
    }

    #[test]
    fn groups_hold_one_to_six_who_share_a_need_and_nobody_twice(
        all in prop::collection::vec(happenings(), 5), carried in some_carried(), slots in some_slots()
    ) {
        let list = played(&all).lesson().keep_up_list(&carried, &next(), &slots);
        for session in &list.sessions {
            prop_assert!((1..=GROUP_SIZE).contains(&session.pupils.len()));
            prop_assert!(slots[session.slot].before_next_lesson);
            for pupil in &session.pupils {
                prop_assert_eq!(&entry(&list, pupil.as_str()).key, &session.key);
            }
        }
        for (at, slot) in slots.iter().enumerate() {
            let held = list.sessions.iter().filter(|s| s.slot == at).count();
            prop_assert!(held <= slot.groups());
        }
        let n: usize = list.sessions.iter().map(|s| s.pupils.len()).sum();
        prop_assert_eq!(placed(&list).len(), n);
        for entry in &list.entries {
            let in_session = placed(&list).contains(&entry.pupil);
            prop_assert_eq!(matches!(entry.place, Place::Session { .. }), in_session);
            // Only keep-up waits or has a group; without a slot the first are helped at the start.
            let at_start = entry.place == Place::StartOfNextLesson;
            prop_assert!(entry.help == Help::KeepUp || at_start);
            let has_slot = slots.iter().any(|s| s.before_next_lesson && s.groups() > 0);
            prop_assert!(!(entry.help == Help::KeepUp && at_start && has_slot));
        }
    }

    #[test]
    fn one_more_adult_takes_nobodys_place(
        all in prop::collection::vec(happenings(), 5), carried in some_carried(), minutes in 0..40u16, adults in 0..3u8
    ) {
        let lesson = played(&all).lesson();
        let fewer = lesson.keep_up_list(&carried, &next(), &[slot("then", minutes, adults, true)]);
        let more = lesson.keep_up_list(&carried, &next(), &[slot("then", minutes, adults + 1, true)]);
        prop_assert!(placed(&fewer).is_subset(&placed(&more)));
    }

    #[test]
    fn longer_expected_help_never_lowers_a_place(
        all in prop::collection::vec(happenings(), 5), carried in some_carried(), slots in some_slots(),
        times_held in 1..30usize, who in 0..5usize, days in 0..30u32
    ) {
        let lesson = played(&all).lesson();
        let before = lesson.keep_up_list(&carried, &next(), &slots);
        // Keep-up that was held again and again foretells a long one: it changes nothing.
        let mut held = carried.clone();
        held.iter_mut().for_each(|c| c.times_held = times_held);
        prop_assert_eq!(&lesson.keep_up_list(&held, &next(), &slots), &before);
        // One more thing to help with never puts a pupil further down.
        let name = class()[who].as_str().to_owned();
        let at = |list: &KeepUpList| names(list).iter().position(|one| *one == name);
        let mut more = carried;
        more.push(self::carried(&name, "another", days));
        let after = at(&lesson.keep_up_list(&more, &next(), &slots));
        prop_assert!(after.is_some() && at(&before).is_none_or(|was| after <= Some(was)));
    }

    #[test]
    fn nobody_waits_while_somebody_lower_opens_a_group(
        all in prop::collection::vec(happenings(), 5), slots in some_slots()
    ) {
        let list = played(&all).lesson().keep_up_list(&[], &next(), &slots);
        let mut is_somebody_waiting = false;
        let mut opened = 0;
        for entry in list.entries.iter().filter(|e| e.help == Help::KeepUp) {
            match entry.place {
                Place::Session { session } if session == opened => {
                    prop_assert!(!is_somebody_waiting);
                    opened += 1;
                }
                Place::NoPlaceYet { .. } => is_somebody_waiting = true,
                _ => {}
            }
        }
    }

    #[test]
    fn two_with_the_same_evidence_keep_register_order_and_get_the_same_offer(same in happenings()) {
        let mut story = Story::default();
        for name in ["eve", "ben"] {
            happen(&mut story, name, &same);
        }
        let list = story.lesson().keep_up_list(&[], &next(), &[slot("then", 10, 1, true)]);
        let found: Vec<&Entry> = list.entries.iter().filter(|e| ["ben", "eve"].contains(&e.pupil.as_str())).collect();
        if let [first, second] = found.as_slice() {
            prop_assert_eq!(first.pupil.as_str(), "ben");
            prop_assert_eq!((&first.key, &first.help, &first.place), (&second.key, &second.help, &second.place));
        } else {
            prop_assert!(found.is_empty());
        }
    }
}
