//! A school's way to a place on one form: the days that are known, in order, all of them or none.

use axum::http::StatusCode;
use programme::What;
use web::hub_journal::today;

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::{Client, Reply};

const ADVOCATES: &str = "secondary-development";

/// Sends the form for a school and this year.
async fn send(made: &HubWorld, client: &Client, of: (&str, &str), days: &[(&str, &str)]) -> Reply {
    let year = made.year.to_string();
    let back = format!("/hub/schools/{}", of.0);
    let mut fields = vec![("urn", of.0), ("programme", of.1), ("year", &year), ("back", &back)];
    fields.extend(days);
    client.post("/hub/places/dates", &fields).await
}

/// What is written of a school, with its days.
async fn written(made: &HubWorld, number: u32) -> Vec<(What, String)> {
    let journal = made.journal().await;
    let own = journal.book.facts.all().filter(|fact| fact.urn == urn(number));
    own.map(|fact| (fact.what, fact.on.to_string())).collect()
}

/// Rows in part: R52, R84.
#[tokio::test]
async fn applied_confirmed_and_placed_are_written_down_at_once_and_each_is_taken_back_alone() {
    let made = HubWorld::new().await;
    let spring = made.year.first_year();
    let days = [
        ("applied", format!("{spring}-05-20")),
        ("head", format!("{spring}-06-10")),
        ("place", format!("{spring}-06-20")),
    ];
    let days: Vec<(&str, &str)> = days.iter().map(|(name, day)| (*name, day.as_str())).collect();
    let school = ("900008", ADVOCATES);
    // First what is known, then the rest; the days that are written already do no harm.
    let done = send(&made, &made.lead, school, &days[..1]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let done = send(&made, &made.lead, school, &days).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let expected = [What::SignedUp, What::HeadConfirmed, What::PlaceConfirmed];
    let expected: Vec<(What, String)> =
        expected.into_iter().zip(days.iter().map(|(_, day)| (*day).to_owned())).collect();
    assert_eq!(written(&made, 900_008).await, expected);
    let page = made.lead.get(&done.location).await.body;
    for words in ["the headteacher confirmed on 10 June", "the place was confirmed on 20 June"] {
        assert!(
            page.contains(&format!(
                "Noted. Millford High School, Secondary Development {}: {words}",
                made.year
            )),
            "{words} is not on\n{page}"
        );
    }
    let last = done.location.split(',').next_back().unwrap();
    let back = [("fact", last), ("back", "/hub/schools/900008")];
    assert_eq!(made.lead.post("/hub/take-back", &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(written(&made, 900_008).await, expected[..2]);
    for path in ["/hub/schools/900008", "/hub/places?programme=secondary-development"] {
        assert!(made.lead.get(path).await.body.contains("Write these days down"), "{path}");
    }
}

/// Rows in part: R84.
#[tokio::test]
async fn where_one_day_is_refused_nothing_is_written() {
    let made = HubWorld::new().await;
    let (spring, soon) = (made.year.first_year(), made.year.next().first_year() + 1);
    let day = |month_and_day: &str| format!("{spring}-{month_and_day}");
    let (may, june, july) = (day("05-20"), day("06-10"), day("07-01"));
    let later = format!("{soon}-01-10");
    made.write(vec![made.happened(900_009, ADVOCATES, What::SignedUp)]).await;
    let before = made.journal().await.book.noted.len();
    let (eighth, ninth) = (("900008", ADVOCATES), ("900009", ADVOCATES));
    for (school, days, says) in [
        (
            eighth,
            vec![("applied", &*may), ("place", &june)],
            "no confirmation is recorded; ask the headteacher",
        ),
        (eighth, vec![("applied", &may), ("head", &july), ("place", &june)], "after 10 June"),
        (
            eighth,
            vec![("applied", &may), ("head", "soon")],
            "The headteacher confirmed: `soon` is not",
        ),
        (eighth, vec![("applied", &may), ("head", &later)], "has not come yet"),
        (eighth, vec![], "No day was given"),
        (
            ninth,
            vec![("applied", &june), ("head", &june)],
            "written already that Oldtown High School applied for a place on 20 May",
        ),
        (ninth, vec![("applied", &may)], "No day was given that is not written yet"),
        (("", ADVOCATES), vec![("applied", &may)], "No school was chosen"),
        (("900008", "no-such"), vec![("applied", &may)], "no-such"),
    ] {
        let refused = send(&made, &made.lead, school, &days).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}: {days:?}");
        assert!(refused.body.contains(says), "{says} is not in\n{}", refused.body);
        assert_eq!(made.journal().await.book.noted.len(), before, "{says}");
    }
    let refused = send(&made, &made.specialist, eighth, &[("applied", &may)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = send(&made, &made.lead, ("900099", ADVOCATES), &[("applied", &may)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(made.journal().await.book.noted.len(), before);
}

#[tokio::test]
async fn an_application_the_rules_speak_against_is_taken_and_says_so() {
    let made = HubWorld::new().await;
    let on = today().to_string();
    let says = "as things stand the school may not join";
    // Sustaining comes after Development, which the school has not completed.
    for (programme, is_said) in [("primary-sustaining", true), (DEVELOPMENT, false)] {
        let done = send(&made, &made.lead, ("900001", programme), &[("applied", &on)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = made.lead.get(&done.location).await.body;
        assert_eq!(page.contains(says), is_said, "{programme}: {page}");
    }
    let year = made.year.to_string();
    let fields =
        [("what", "signed-up"), ("programme", "primary-embedding"), ("year", &*year), ("on", &on)];
    let done = made.lead.post("/hub/schools/900002", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = made.lead.get(&done.location).await.body;
    assert!(page.contains(says), "the single form says it too: {page}");
    assert!(written(&made, 900_002).await.contains(&(What::SignedUp, on)), "and it is kept");
}
