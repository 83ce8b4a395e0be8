//! The door a school comes in by: asked on screen, recommended with reasons, decided by a person.

use axum::http::StatusCode;
use web::hub_journal::today;

use crate::hub::{HubWorld, urn};
use crate::world::Reply;

const AT: &str = "/hub/schools/900002/door";

impl HubWorld {
    async fn answers(&self, answers: &[(&str, &str)]) -> Reply {
        self.specialist.post(AT, answers).await
    }

    async fn decides(&self, door: &str, by: &str, why: &str) -> Reply {
        let fields = [("door", door), ("by", by), ("why", why)];
        self.lead.post(&format!("{AT}/decide"), &fields).await
    }
}

/// Rows: R50, R51, R105.
#[tokio::test]
async fn the_answers_recommend_a_door_with_reasons_and_a_person_decides() {
    let made = HubWorld::new().await;
    let page = made.specialist.get(AT).await.body;
    assert!(page.contains("do not settle which door"), "{page}");
    let kept =
        made.answers(&[("leadership", "not-yet"), ("performance", "yes"), ("vision", "")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = made.lead.get(AT).await.body;
    for words in [
        "The answers speak for a staged approach that begins with Mastery Readiness",
        "leading mathematics is strengthened in Readiness",
        "speaks for straight into a Development Work Group",
        "Open is not the same as not yet",
    ] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    for (door, by, why, says) in [
        ("direct", "Mrs Ashby", " ", "expected a reason to stand beside it"),
        ("direct", "", "They begin with a new lead", "nobody is named who decided"),
        ("window", "Mrs Ashby", "", "expected one of staged, direct"),
    ] {
        let refused = made.decides(door, by, why).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{door} {by}");
        assert!(refused.body.contains(says), "{says}: {}", refused.body);
    }
    let decided = made.decides("direct", "Mrs Ashby", "They have a new lead").await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    let page = made.lead.get("/hub/schools/900002").await.body;
    assert!(page.contains("Decided by Mrs Ashby"), "{page}");
    let journal = made.journal().await;
    let held = journal.book.door_of(&journal.lines.line(urn(900_002))).unwrap();
    let (_, decision) = held.decisions.last().unwrap();
    assert_eq!((decision.door.as_str(), decision.on), ("direct", today()));
    assert_eq!(decision.recommended.as_deref(), Some("staged"), "it stays beside the decision");
}

#[tokio::test]
async fn a_door_takes_no_question_or_answer_that_is_not_its_own() {
    let made = HubWorld::new().await;
    for (fields, says) in [
        (&[("windows", "yes")][..], "there is no question `windows`"),
        (&[("vision", "perhaps")], "`perhaps` is no answer"),
    ] {
        let refused = made.answers(fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(refused.body.contains(says), "{says}: {}", refused.body);
    }
    assert!(made.journal().await.book.noted.is_empty());
    let decide = format!("{AT}/decide");
    assert_eq!(made.specialist.post(&decide, &[]).await.status, StatusCode::FORBIDDEN);
    let secondary = made.lead.get("/hub/schools/900008/door").await;
    assert_eq!(secondary.status, StatusCode::OK, "{}", secondary.body);
}
