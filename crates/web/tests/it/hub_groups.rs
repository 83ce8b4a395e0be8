//! Groups kept in hand: what a hub lead changed stays through a new proposal, wishes are met and taken back, and last
//! year's groups begin the next.

use axum::http::StatusCode;
use programme::{Drawn, Group, HubFact, HubLead, SchoolYear, What};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::{Client, Reply};

const SUSTAINING: &str = "primary-sustaining";

impl HubWorld {
    async fn drawn(&self, programme: &str) -> Option<Drawn> {
        self.journal().await.book.groups.get(&(programme.to_owned(), self.year)).cloned()
    }

    /// Does something with the groups of a programme as they stand now.
    async fn with_groups(&self, programme: &str, fields: &[(&str, &str)]) -> Reply {
        let after = self.drawn(programme).await.map(|drawn| drawn.by_fact).unwrap_or_default();
        let year = self.year.to_string();
        let mut all = vec![("programme", programme), ("year", &year), ("after", &after)];
        all.extend(fields);
        self.lead.post("/hub/groups", &all).await
    }

    async fn groups_page(&self, client: &Client, programme: &str) -> String {
        client.get(&format!("/hub/groups?programme={programme}&year={}", self.year)).await.body
    }

    async fn wish(&self, client: &Client, fields: &[(&str, &str)]) -> Reply {
        let year = self.year.to_string();
        let mut all = vec![("programme", DEVELOPMENT), ("year", &year)];
        all.extend(fields);
        client.post("/hub/groups/wishes", &all).await
    }
}

fn is_in(drawn: &Drawn, school: &str) -> bool {
    drawn.groups.iter().any(|group| group.urns.iter().any(|urn| urn == school))
}

/// Rows in part: R56.
#[tokio::test]
async fn what_a_hub_lead_changed_stays_through_a_new_proposal_until_it_is_let_go() {
    let made = HubWorld::with_seven_schools().await;
    let done = made.with_groups(DEVELOPMENT, &[("do", "propose")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let first = made.drawn(DEVELOPMENT).await.unwrap();
    let (waits, out) = (first.unplaced[0].urn.clone(), first.groups[0].urns[0].clone());
    let put = [("do", "move"), ("urn", waits.as_str()), ("to", "1")];
    let refused = made.with_groups(DEVELOPMENT, &put).await;
    assert!(refused.body.contains("the rule says at most 6"), "{}", refused.body);
    let taken = [("do", "move"), ("urn", out.as_str()), ("to", "0")];
    assert_eq!(made.with_groups(DEVELOPMENT, &taken).await.status, StatusCode::SEE_OTHER);
    assert_eq!(made.with_groups(DEVELOPMENT, &put).await.status, StatusCode::SEE_OTHER);
    let by_hand = made.drawn(DEVELOPMENT).await.unwrap();
    assert_eq!(by_hand.changes.len(), 2);
    assert_eq!(
        made.with_groups(DEVELOPMENT, &[("do", "propose")]).await.status,
        StatusCode::SEE_OTHER
    );
    let again = made.drawn(DEVELOPMENT).await.unwrap();
    assert_eq!(again.groups[0].urns, by_hand.groups[0].urns);
    assert!(is_in(&again, &waits) && !is_in(&again, &out));
    let page = made.groups_page(&made.lead, DEVELOPMENT).await;
    assert!(page.contains("Kept by hand.") && page.contains("was put here on"), "{page}");
    assert!(page.contains("One group is kept as it is; the rest is solved around it."), "{page}");
    let read = made.groups_page(&made.specialist, DEVELOPMENT).await;
    assert!(read.contains("Kept by hand.") && !read.contains("Let it go"), "{read}");
    // Let go, the map decides again.
    for fields in [
        vec![("do", "let-go"), ("to", "1")],
        vec![("do", "let-in"), ("urn", &out)],
        vec![("do", "propose")],
    ] {
        assert_eq!(made.with_groups(DEVELOPMENT, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let last = made.drawn(DEVELOPMENT).await.unwrap();
    assert_eq!(last.groups[0].urns, first.groups[0].urns);
    assert_eq!(last.moves.len(), 2, "{:?}", last.moves);
    let page = made.groups_page(&made.lead, DEVELOPMENT).await;
    assert!(page.contains("2 schools are elsewhere since the last proposal"), "{page}");
}

/// Rows in part: R56.
#[tokio::test]
async fn two_schools_of_full_groups_change_places_in_one_act() {
    let made = HubWorld::new().await;
    let group = |id: u32, urns: &[u32]| Group {
        id,
        urns: urns.iter().map(ToString::to_string).collect(),
        ..Group::default()
    };
    let full = [900_001, 900_002, 900_003, 900_004, 900_005, 900_006];
    let drawn = |groups: Vec<Group>| HubFact::GroupsDrawn {
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        groups,
        unplaced: Vec::new(),
        changed: None,
        from: None,
    };
    let more = [900_007, 900_008, 900_009, 900_010, 900_011, 900_012];
    made.write(vec![drawn(vec![group(1, &full), group(2, &more)])]).await;
    let page = made.groups_page(&made.lead, DEVELOPMENT).await;
    assert!(page.contains("swap with …"), "{page}");
    assert!(page.contains("Group 2 is full: swap with"), "{page}");
    assert!(page.contains("swap with Brook Primary School"), "{page}");
    let act = |urn: &'static str, to: &'static str| {
        let made = &made;
        async move { made.with_groups(DEVELOPMENT, &[("do", "move"), ("urn", urn), ("to", to)]).await }
    };
    for (urn, to, says) in [
        ("900001", "swap-900002", "are both in group 1"),
        ("900001", "swap-900099", "is in no group"),
        ("900001", "", "Choose where the school goes"),
        ("900001", "2", "the rule says at most 6"),
    ] {
        let reply = act(urn, to).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        assert!(reply.body.contains(says), "{says} is not in\n{}", reply.body);
    }
    let done = act("900001", "swap-900007").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let held = made.drawn(DEVELOPMENT).await.unwrap();
    assert_eq!(held.groups[0].urns[0], "900007");
    assert_eq!(held.groups[1].urns[0], "900001");
    assert_eq!(
        held.changes,
        ["Larkfield Primary of group 1 and Brook Primary School of group 2 changed places"]
    );
    let page = made.groups_page(&made.lead, DEVELOPMENT).await;
    assert!(page.contains("Brook Primary School was put here on"), "{page}");
    // With room somewhere, the first choice is a group that has it.
    made.write(vec![drawn(vec![group(1, &full), group(2, &more), group(3, &[900_013])])]).await;
    let page = made.groups_page(&made.lead, DEVELOPMENT).await;
    let choice = page.split("id=\"to-900001\"").nth(1).unwrap().split("</select>").next().unwrap();
    let first = choice.split("<option").nth(1).unwrap();
    assert!(first.contains("to group 3"), "{choice}");
}

/// Rows in part: R57.
#[tokio::test]
async fn a_lead_named_by_hand_is_marked_and_stays() {
    let made = HubWorld::with_seven_schools().await;
    let lead = |name: &str, at| HubFact::LeadSet {
        lead: HubLead {
            name: name.to_owned(),
            urn: urn(at),
            cohort: None,
            capacity: 1,
            is_trained: true,
            is_active: true,
            programme: None,
            began: None,
        },
    };
    made.write(vec![lead("Dr Ferris", 900_002), lead("Ms Outer", 900_009)]).await;
    made.with_groups(DEVELOPMENT, &[("do", "propose")]).await;
    let led = |drawn: Drawn| drawn.groups[0].lead.clone().unwrap();
    assert_eq!(led(made.drawn(DEVELOPMENT).await.unwrap()), "Dr Ferris");
    let named = [("do", "lead"), ("to", "1"), ("lead", "Ms Outer")];
    assert_eq!(made.with_groups(DEVELOPMENT, &named).await.status, StatusCode::SEE_OTHER);
    made.with_groups(DEVELOPMENT, &[("do", "propose")]).await;
    assert_eq!(led(made.drawn(DEVELOPMENT).await.unwrap()), "Ms Outer");
    assert!(made.groups_page(&made.lead, DEVELOPMENT).await.contains(", named by hand"));
    let go = [("do", "let-lead-go"), ("to", "1")];
    assert_eq!(made.with_groups(DEVELOPMENT, &go).await.status, StatusCode::SEE_OTHER);
    made.with_groups(DEVELOPMENT, &[("do", "propose")]).await;
    assert_eq!(led(made.drawn(DEVELOPMENT).await.unwrap()), "Dr Ferris");
}

/// Rows in part: R56.
#[tokio::test]
async fn two_schools_are_kept_apart_with_a_reason_until_it_is_taken_back() {
    let made = HubWorld::with_seven_schools().await;
    let two = [("one", "900001"), ("other", "900002")];
    let why = ("why", "They share a car");
    let apart = [two[0], two[1], ("kept", "apart"), why];
    for (fields, says) in [
        (vec![two[0], ("other", "900001"), ("kept", "apart"), why], "is one school; choose two"),
        (vec![two[0], two[1], why], "together or apart"),
        (vec![two[0], two[1], ("kept", "apart"), ("why", " ")], "Say why"),
    ] {
        let reply = made.wish(&made.lead, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(reply.body.contains(says), "{}", reply.body);
    }
    assert_eq!(made.wish(&made.specialist, &apart).await.status, StatusCode::FORBIDDEN);
    assert!(made.journal().await.book.wishes.is_empty());
    let done = made.wish(&made.lead, &apart).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = made.wish(&made.lead, &apart).await;
    assert!(twice.body.contains("Take that back first"), "{}", twice.body);
    made.with_groups(DEVELOPMENT, &[("do", "propose")]).await;
    let drawn = made.drawn(DEVELOPMENT).await.unwrap();
    assert!(!(is_in(&drawn, "900001") && is_in(&drawn, "900002")));
    let page = made.groups_page(&made.lead, DEVELOPMENT).await;
    assert!(
        page.contains("Larkfield Primary and Quarry Primary School are kept apart, as asked"),
        "{page}"
    );
    assert!(page.contains("They share a car"));
    let read = made.groups_page(&made.specialist, DEVELOPMENT).await;
    assert!(!read.contains("They share a car"), "why is the hub lead's to know");
    let fact = made.journal().await.book.wishes[0].id.clone();
    let back = [("fact", fact.as_str()), ("back", "/hub/groups")];
    assert_eq!(made.specialist.post("/hub/take-back", &back).await.status, StatusCode::FORBIDDEN);
    assert_eq!(made.lead.post("/hub/take-back", &back).await.status, StatusCode::SEE_OTHER);
    assert!(made.journal().await.book.wishes.is_empty());
}

/// Rows in part: R56.
#[tokio::test]
async fn a_proposal_that_would_leave_schools_without_their_group_asks_a_person_first() {
    let made = HubWorld::with_seven_schools().await;
    let propose = [("do", "propose")];
    for (one, other, is_drawn) in [("900001", "900002", true), ("900003", "900004", false)] {
        let before = made.drawn(DEVELOPMENT).await;
        let why = ("why", "They share a hall");
        let wish = [("one", one), ("other", other), ("kept", "apart"), why];
        assert_eq!(made.wish(&made.lead, &wish).await.status, StatusCode::SEE_OTHER);
        let reply = made.with_groups(DEVELOPMENT, &propose).await;
        assert_eq!(reply.status == StatusCode::SEE_OTHER, is_drawn, "{}", reply.body);
        if !is_drawn {
            assert!(reply.body.contains("would leave 6 schools without a group"), "{}", reply.body);
            assert_eq!(made.drawn(DEVELOPMENT).await, before, "the groups stay as they were");
        }
    }
}

/// Rows: R74.
/// Rows in part: R54.
#[tokio::test]
async fn last_years_groups_begin_this_year_with_who_goes_on() {
    let made = HubWorld::new().await;
    let before = SchoolYear::beginning_in(made.year.first_year() - 1);
    let group = Group {
        id: 2,
        urns: (900_001..=900_006).map(|one: u32| one.to_string()).collect(),
        lead: Some("Dr Ferris".to_owned()),
        ..Group::default()
    };
    let lead = HubLead {
        name: "Dr Ferris".to_owned(),
        urn: urn(900_002),
        cohort: None,
        capacity: 1,
        is_trained: true,
        is_active: true,
        programme: None,
        began: None,
    };
    made.write(vec![
        HubFact::LeadSet { lead },
        HubFact::GroupsDrawn {
            programme: DEVELOPMENT.to_owned(),
            year: before,
            groups: vec![group],
            unplaced: Vec::new(),
            changed: None,
            from: None,
        },
    ])
    .await;
    assert!(!made.groups_page(&made.lead, SUSTAINING).await.contains("Begin with"));
    let begin = [("do", "begin"), ("from", DEVELOPMENT)];
    let refused = made.with_groups(SUSTAINING, &begin).await;
    assert!(refused.body.contains("expected at least one"), "{}", refused.body);
    let holds = (900_001..=900_005).chain([900_007]);
    made.write(holds.map(|one| made.happened(one, SUSTAINING, What::PlaceConfirmed)).collect())
        .await;
    let page = made.groups_page(&made.lead, SUSTAINING).await;
    assert!(page.contains("Of the 6 schools in groups of Primary Development"), "{page}");
    assert!(
        page.contains("Hillside Primary School") && page.contains("and holds no place"),
        "{page}"
    );
    assert_eq!(made.with_groups(SUSTAINING, &begin).await.status, StatusCode::SEE_OTHER);
    let drawn = made.drawn(SUSTAINING).await.unwrap();
    assert_eq!(drawn.groups.len(), 1);
    let group = &drawn.groups[0];
    assert_eq!((group.id, group.urns.len(), group.lead.as_deref()), (2, 5, Some("Dr Ferris")));
    assert_eq!(drawn.unplaced[0].urn, "900007");
    let page = made.groups_page(&made.lead, SUSTAINING).await;
    assert!(page.contains("Goes on from group 2 of Primary Development"), "{page}");
    assert!(page.contains("Who does not go on"), "{page}");
    let put = [("do", "move"), ("urn", "900007"), ("to", "2")];
    assert_eq!(made.with_groups(SUSTAINING, &put).await.status, StatusCode::SEE_OTHER);
    let twice = made.with_groups(SUSTAINING, &begin).await;
    assert!(twice.body.contains("There are groups already"), "{}", twice.body);
}
