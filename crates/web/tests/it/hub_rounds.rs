//! Recruiting at its pages: the public page takes applications while a round is open and wishes to hear more at any
//! time; each has a page of its own; those who asked are told when a round opens, and an address goes when it is taken
//! back.

use axum::http::StatusCode;
use programme::{Applied, AskedBy, Date, Group, HubFact, RoundStep, SchoolYear, Urn, What};
use store::NewHub;
use web::hub_journal::{HubJournal, in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::Reply;

/// A wish to hear more and an application of one school, as facts.
pub fn asked_and_applied(urn: Urn, year: SchoolYear) -> Vec<HubFact> {
    let (programme, on) = (DEVELOPMENT.to_owned(), today());
    let applied = Applied {
        urn,
        programme: programme.clone(),
        year,
        by: "Ms Aldous".to_owned(),
        role: AskedBy::Headteacher,
        address: String::new(),
        on,
    };
    let role = Some(AskedBy::Teacher);
    let contact = "office@school.test".to_owned();
    vec![
        HubFact::InterestShown { urn, programme, year, role, contact, address: None, on },
        HubFact::Applied { applied },
    ]
}

impl HubWorld {
    fn next(&self) -> SchoolYear {
        self.year.next()
    }

    /// A round of Development for the next year, with so many places.
    async fn recruits(&self, opens: Date, closes: Date, places: u16) {
        let (programme, year) = (DEVELOPMENT.to_owned(), self.next());
        let set = HubFact::PlacesSet { programme: programme.clone(), year, places };
        let step = RoundStep::Set { opens, closes };
        self.write(vec![set, HubFact::Round { programme, year, step }]).await;
    }

    async fn public(&self, path: &str, urn: &str, more: &[(&str, &str)]) -> Reply {
        let offer = format!("{DEVELOPMENT} {}", self.next());
        let contact = format!("office@{urn}.test");
        let mut fields = vec![
            ("urn", urn),
            ("role", "leads-mathematics"),
            ("contact", contact.as_str()),
            ("consent", "yes"),
            ("by", "Mr Aske"),
        ];
        for (name, value) in [("hub", self.hub.hub_id.as_str()), ("offer", offer.as_str())] {
            if !more.iter().any(|(known, _)| *known == name) {
                fields.push((name, value));
            }
        }
        fields.retain(|(name, _)| !more.iter().any(|(known, _)| known == name));
        fields.extend(more);
        self.world.nobody().post_bare(path, &fields).await
    }

    async fn apply(&self, urn: &str) -> Reply {
        self.public("/places/apply", urn, &[]).await
    }

    async fn says(&self, link: &str, words: &str) {
        let page = self.world.nobody().get(link).await;
        assert_eq!(page.status, StatusCode::OK, "{link}");
        assert!(page.body.contains(words), "no `{words}` in {}", page.body);
    }

    async fn of_round(&self, what: &str, more: &[(&str, &str)]) -> Reply {
        let year = self.next().to_string();
        let mut fields = vec![("programme", DEVELOPMENT), ("year", year.as_str())];
        fields.extend(more);
        self.lead.post(&format!("/hub/places{what}"), &fields).await
    }

    fn list_of_next(&self, file: &str) -> String {
        format!("/hub/places{file}?programme={DEVELOPMENT}&year={}", self.next())
    }
}

fn refused(reply: &Reply, says: &str) {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.body);
    assert!(reply.body.contains(says), "no `{says}` in {}", reply.body);
}

/// Rows: R52.
#[tokio::test]
async fn a_school_applies_by_its_number_and_its_own_page_says_how_it_stands() {
    let made = HubWorld::new().await;
    made.recruits(in_days(-1), in_days(30), 1).await;
    let first = made.apply("900001").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let first = first.location.split('?').next().unwrap().to_owned();
    made.says(&first, "There is a place").await;
    let second = made.apply("900002").await.location;
    made.says(&second, "On the waiting list, number 1").await;
    made.says(&second, "Thank you, the application is in").await;
    refused(&made.apply("900001").await, "stands on the list once");
    refused(&made.apply("900008").await, "Millford High School is Secondary in the register");
    refused(&made.apply("999999").await, "The register has no school 999999");
    refused(&made.public("/places/apply", "900003", &[("consent", "")]).await, "leave to keep it");
    refused(&made.public("/places/apply", "900003", &[("by", " ")]).await, "Your name is needed");
    assert_eq!(made.journal().await.book.applied.len(), 2);
    let page = made.lead.get(&made.list_of_next("")).await.body;
    assert!(page.contains(&second[..second.find('?').unwrap()]), "the hub can give a link again");

    let decline = |why: &'static str| made_decline(&made, why);
    refused(&decline(" ").await, "say why");
    let done = decline("The group of your area is full").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    made.says(&first, "No place was offered").await;
    made.says(&first, "The group of your area is full").await;
    made.says(&second, "There is a place").await;
    refused(&decline("again").await, "no application that waits for a place");
    let letters = made.lead.get(&made.list_of_next(".csv")).await.body;
    for says in [
        "The reason: The group of your area is full.",
        "office@900001.test",
        "there is a place for your school",
        "Please tell us that your headteacher agrees",
    ] {
        assert!(letters.contains(says), "no `{says}` in {letters}");
    }
    let (programme, next) = (DEVELOPMENT.to_owned(), made.next());
    let confirmed = HubFact::Happened {
        urn: urn(900_002),
        programme: programme.clone(),
        year: next,
        what: What::HeadConfirmed,
        on: today(),
        note: String::new(),
    };
    let people = vec!["Ms Pell".to_owned(), "Mr Dean".to_owned()];
    let named =
        HubFact::PeopleNamed { urn: urn(900_002), programme, year: next, people, on: today() };
    made.write(vec![confirmed, named]).await;
    let letters = made.lead.get(&made.list_of_next(".csv")).await.body;
    assert!(letters.contains("Your headteacher confirmed on"), "{letters}");
    assert!(
        !letters.contains("Please tell us that your headteacher"),
        "it has happened: {letters}"
    );
    let year = made.next().to_string();
    let fields = [
        ("action", "confirm-the-place"),
        ("urn", "900002"),
        ("programme", DEVELOPMENT),
        ("year", year.as_str()),
    ];
    assert_eq!(made.lead.post("/hub", &fields).await.status, StatusCode::SEE_OTHER);
    made.says(&second, "The place is confirmed").await;
    let letters = made.lead.get(&made.list_of_next(".csv")).await.body;
    assert!(letters.contains("You named Ms Pell and Mr Dean"), "{letters}");
    let bent = first.replace("/applied/", "/applied/x");
    assert_eq!(made.world.nobody().get(&bent).await.status, StatusCode::NOT_FOUND);
    let other_kind = first.replace("/applied/", "/asked/");
    assert_eq!(made.world.nobody().get(&other_kind).await.status, StatusCode::NOT_FOUND);
}

async fn made_decline(made: &HubWorld, why: &str) -> Reply {
    made.of_round("/decline", &[("urn", "900001"), ("why", why)]).await
}

/// Rows: R54.
#[tokio::test]
async fn applications_are_taken_in_the_round_and_a_wish_to_hear_more_at_any_time() {
    let made = HubWorld::new().await;
    refused(&made.apply("900001").await, "not announced");
    for (opens, closes, on_page, says) in [
        (in_days(2), in_days(9), "open on ", "Applications open on"),
        (in_days(-9), in_days(-2), "closed on ", "Applications closed on"),
    ] {
        made.recruits(opens, closes, 6).await;
        let page = made.world.nobody().get("/places").await.body;
        assert!(page.contains(on_page) && !page.contains("Apply for the school"), "{page}");
        refused(&made.apply("900001").await, says);
        let asked = made.public("/places", "900001", &[]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    }
    assert!(made.journal().await.book.applied.is_empty());
    for (opens, closes, says) in [
        (in_days(9), in_days(2), "closes before it opens"),
        (in_days(9), made.next().next().last_day(), "closes after the school year"),
    ] {
        let (opens, closes) = (opens.to_string(), closes.to_string());
        let reply = made.of_round("/round", &[("opens", &opens), ("closes", &closes)]).await;
        refused(&reply, says);
    }
    let (opens, closes) = (today(), in_days(20));
    let fields = [("opens", opens.to_string()), ("closes", closes.to_string())];
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, day)| (*name, day.as_str())).collect();
    assert_eq!(made.of_round("/round", &fields).await.status, StatusCode::SEE_OTHER);
    let page = made.world.nobody().get("/places").await.body;
    assert!(page.contains("Apply for the school"), "{page}");
    // The round after it begins from the same days, a year later.
    let after = made.next().next();
    let to = format!("/hub/places?programme={DEVELOPMENT}&year={after}");
    let page = made.lead.get(&to).await.body;
    let value = format!("value=\"{}\"", opens.a_year_later());
    assert!(page.contains(&value) && page.contains("As last year"), "no {value} in {page}");
    assert!(page.contains(&after.first_day().in_words()), "the year's own days");
}

/// Rows: R53.
#[tokio::test]
async fn places_left_are_live_for_the_hub_and_for_each_group() {
    let made = HubWorld::with_seven_schools().await;
    let group = |id: u32, numbers: std::ops::RangeInclusive<u32>| Group {
        id,
        urns: numbers.map(|number| number.to_string()).collect(),
        lead: None,
        lead_by_hand: false,
        metres: 0,
        reasons: Vec::new(),
        kept: Vec::new(),
        goes_on_from: Vec::new(),
    };
    let (programme, year) = (DEVELOPMENT.to_owned(), made.year);
    let places = HubFact::PlacesSet { programme: programme.clone(), year, places: 9 };
    let drawn = HubFact::GroupsDrawn {
        programme,
        year,
        groups: vec![group(1, 900_001..=900_005), group(2, 900_006..=900_007)],
        unplaced: Vec::new(),
        changed: None,
        from: None,
    };
    made.write(vec![places, drawn]).await;
    let page = made.world.nobody().get("/places").await.body;
    for says in ["Group 1, around Millford: room for 1", "Group 2, around Millford: room for 2"] {
        assert!(page.contains(says), "no `{says}` in {page}");
    }
    assert!(page.contains("<td class=\"number\">2</td>") && !page.contains("Larkfield"), "{page}");
    made.write(vec![made.happened(900_001, DEVELOPMENT, What::Left)]).await;
    let page = made.world.nobody().get("/places").await.body;
    assert!(page.contains("<td class=\"number\">3</td>"), "{page}");
}

/// Rows: R79.
#[tokio::test]
async fn who_asked_is_told_when_a_round_opens_and_an_address_goes_when_it_is_taken_back() {
    let made = HubWorld::new().await;
    let asked = made.public("/places", "900001", &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let link = asked.location.split('?').next().unwrap().to_owned();
    let trains = format!("primary-specialist {}", made.next());
    let more = [("role", "would-train"), ("offer", trains.as_str())];
    assert_eq!(made.public("/places", "900002", &more).await.status, StatusCode::SEE_OTHER);
    refused(&made.public("/places", "900003", &[("role", "a friend")]).await, "one of the list");
    let page = made.lead.get(&made.list_of_next("")).await.body;
    for says in ["leads mathematics · Primary", "office@900001.test", "Larkfield Primary"] {
        assert!(page.contains(says), "no `{says}` in {page}");
    }
    let page = made
        .lead
        .get(&format!("/hub/places?programme=primary-specialist&year={}", made.next()))
        .await
        .body;
    assert!(page.contains("would train as a specialist · Primary"), "{page}");
    assert!(!made.lead.get("/hub").await.body.contains("Tell who asked"), "no round is open");
    refused(&made.of_round("/told", &[]).await, "nobody waits to be told");

    made.recruits(in_days(-1), in_days(30), 6).await;
    let first = made.lead.get("/hub").await.body;
    assert!(first.contains("Tell who asked") && first.contains("#to-tell"), "{first}");
    let page = made.lead.get(&made.list_of_next("")).await.body;
    assert!(page.contains("They were told today") && page.contains("You asked to hear"), "{page}");
    assert_eq!(made.of_round("/told", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!made.lead.get("/hub").await.body.contains("Tell who asked"), "told once");
    assert!(made.lead.get(&made.list_of_next("")).await.body.contains("; told on "));

    made.says(&link, "Delete my address").await;
    for _ in 0..2 {
        let reply = made.world.nobody().post_bare(&link, &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    }
    made.says(&link, "The address is deleted").await;
    for path in [made.list_of_next(""), made.list_of_next(".csv")] {
        assert!(!made.lead.get(&path).await.body.contains("office@900001.test"), "{path}");
    }
    let store = &made.world.app.store;
    let facts = store.hub_facts(&made.hub.hub_id, 0).await.unwrap();
    let kept = facts.iter().find_map(|one| match &one.fact {
        HubFact::InterestShown { address, .. } => address.clone(),
        _ => None,
    });
    assert!(store.addresses(vec![kept.unwrap()]).await.unwrap().is_empty(), "gone for good");
    let ended =
        made.journal().await.book.noted.iter().rev().find_map(|one| {
            matches!(one.fact, HubFact::InterestEnded { .. }).then(|| one.id.clone())
        });
    let back = [("fact", ended.as_deref().unwrap()), ("back", "/hub")];
    refused(&made.lead.post("/hub/take-back", &back).await, "the school's own word");
}

/// Rows: R94.
#[tokio::test]
async fn an_enquiry_goes_to_the_hub_that_has_the_school_or_else_to_the_nearest() {
    let made = HubWorld::new().await;
    let store = &made.world.app.store;
    let hub = async |name: &str, lead: u32| {
        let new = NewHub {
            name: name.to_owned(),
            demo: true,
            lead_urn: urn(lead),
            created_at: web::clock::now(),
        };
        store.add_hub(new).await.unwrap()
    };
    let east = hub("Oldtown Maths Hub", 900_009).await;
    store.add_hub_schools(&east.hub_id, vec![urn(900_007)], web::clock::now()).await.unwrap();
    let page = made.world.nobody().get("/places?near=900009").await.body;
    let at = |name: &str| page.find(&format!("<h2>{name}")).unwrap();
    assert!(page.contains("The nearest hub is <strong>Oldtown Maths Hub"), "{page}");
    assert!(at("Oldtown Maths Hub") < at("Millford Maths Hub"), "the nearest stands first");
    for (typed, says) in [
        ("900099", "the register has no school 900099"),
        ("somewhere", "is neither a school"),
        ("LE1 4ZZ", "no school in LE1 has a place"),
    ] {
        let to = format!("/places?near={}", typed.replace(' ', "+"));
        assert!(made.world.nobody().get(&to).await.body.contains(says), "{typed}");
    }
    // On the list of the first hub: it goes there, wherever the school is.
    let about = format!("secondary-development {}", made.next());
    let listed = [("hub", ""), ("offer", about.as_str())];
    let listed = made.public("/places", "900009", &listed).await;
    made.says(&listed.location, "Thank you: Millford Maths Hub has it").await;
    let held = made.journal().await.book.interest.len();
    assert_eq!(held, 1);
    // On nobody's list: the nearest.
    let far = "URN,EstablishmentName,PhaseOfEducation (name),Easting,Northing\n900011,Windmill Primary,Primary,408500,309000\n900012,Faraway Primary,Primary,600000,500000\n900013,Nowhere Primary,Primary,,\n";
    let read = programme::Register::read(far.as_bytes(), &programme::Columns::official()).unwrap();
    let register = store.school_register().await.unwrap().with(&read);
    let now = web::clock::now();
    store.take_register(register, Vec::new(), now, serde_json::json!({})).await.unwrap();
    let near = made.public("/places", "900011", &[("hub", "")]).await;
    made.says(&near.location, "Thank you: Oldtown Maths Hub has it").await;
    let journal = HubJournal::read(&made.world.app, east).await.unwrap();
    assert_eq!(journal.book.interest.len(), 1);
    for (number, says) in [
        ("900012", "Ask the Maths Hub of your own area"),
        ("900013", "The register does not say where 900013 is"),
    ] {
        refused(&made.public("/places", number, &[("hub", "")]).await, says);
    }
    let page = made.world.nobody().get("/places?near=900012").await.body;
    assert!(page.contains("yours is most likely not here"), "{page}");
}
