//! A hub at its pages: what is late is done in one tap, figures agree wherever they are read, and no page, route or
//! figure of a hub leads to a class, a teacher's record or a pupil.

use axum::http::StatusCode;
use learning::Author;
use paper::Sheet;
use programme::{
    Columns, Date, Entry, EntryKind, HubFact, HubLead, Pence, Register, SchoolYear, Urn, What,
};
use store::{Hub, NewHub};
use web::hub_journal::{HubJournal, in_days, today};
use web::{Figures, Object, Role};

use crate::hub_lessons::{a_lesson, a_task};
use crate::world::{Client, PUPILS, Person, STEP, World, add_staff};

pub const DEVELOPMENT: &str = "primary-development";
const ADVOCATES: &str = "secondary-development";
/// Seven primary schools beside each other, the first of them the world's own, and two secondary ones.
const REGISTER: &str = "URN,EstablishmentName,EstablishmentStatus (name),PhaseOfEducation (name),EstablishmentTypeGroup (name),Town,Easting,Northing
900001,Larkfield Primary,Open,Primary,Academies,Millford,400000,300000
900002,Quarry Primary School,Open,Primary,Academies,Millford,401000,300000
900003,Orchard Primary School,Open,Primary,Academies,Millford,400000,301000
900004,Mill Lane Primary School,Open,Primary,Academies,Millford,401000,301000
900005,Station Road Primary School,Open,Primary,Academies,Millford,402000,300000
900006,Hillside Primary School,Open,Primary,Academies,Millford,402000,301000
900007,Brook Primary School,Open,Primary,Academies,Millford,403000,301000
900008,Millford High School,Open,Secondary,Academies,Millford,400500,300500
900009,Oldtown High School,Open,Secondary,Academies,Oldtown,409000,309000
";

/// A hub beside the world's schools, with a lead and a specialist signed in.
pub struct HubWorld {
    pub world: World,
    pub hub: Hub,
    pub lead: Client,
    pub specialist: Client,
    pub year: SchoolYear,
}

pub fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

impl HubWorld {
    pub async fn new() -> Self {
        Self::beside(World::new().await).await
    }

    /// A hub beside a world's schools.
    pub async fn beside(world: World) -> Self {
        let read = Register::read(REGISTER.as_bytes(), &Columns::official()).unwrap();
        let register = Register::default().with(&read);
        let now = web::clock::now();
        let store = &world.app.store;
        store.take_register(register, Vec::new(), now, serde_json::json!({})).await.unwrap();
        let hub = add_hub(&world, "Millford Maths Hub").await;
        let urns = (900_001..=900_009).map(urn).collect();
        store.add_hub_schools(&hub.hub_id, urns, now).await.unwrap();
        let lead = signed_in(&world, &hub, "hub-lead").await;
        let specialist = signed_in(&world, &hub, "specialist").await;
        Self { world, hub, lead, specialist, year: today().school_year() }
    }

    pub async fn write(&self, facts: Vec<HubFact>) {
        let (store, now) = (&self.world.app.store, web::clock::now());
        store.append_hub_facts(&self.hub.hub_id, now, Author::System, facts).await.unwrap();
    }

    /// What happened to a school, on a day of the year before the school year or in it.
    pub fn happened(&self, number: u32, programme: &str, what: What) -> HubFact {
        let spring = self.year.first_year();
        let (month, day) = match what {
            What::SignedUp => (5, 20),
            What::HeadConfirmed => (6, 10),
            What::PlaceConfirmed => (6, 20),
            _ => (9, 1),
        };
        HubFact::Happened {
            urn: urn(number),
            programme: programme.to_owned(),
            year: self.year,
            what,
            on: Date::new(spring, month, day).unwrap(),
            note: String::new(),
        }
    }

    /// Seven primary schools with a place in Development.
    pub async fn with_seven_schools() -> Self {
        let made = Self::new().await;
        let facts = (900_001..=900_007).flat_map(|number| {
            [What::SignedUp, What::PlaceConfirmed]
                .map(|what| made.happened(number, DEVELOPMENT, what))
        });
        let facts: Vec<HubFact> = facts.collect();
        made.write(facts).await;
        made
    }

    pub async fn journal(&self) -> HubJournal {
        HubJournal::read(&self.world.app, self.hub.clone()).await.unwrap()
    }

    /// Plans a session of every school of Development on a day; gives its id.
    pub async fn session(&self, on: Date) -> String {
        let (year, on) = (on.school_year().to_string(), on.to_string());
        let fields = [
            ("programme", DEVELOPMENT),
            ("year", year.as_str()),
            ("group", "0"),
            ("on", on.as_str()),
            ("starts", "13:30"),
            ("ends", "16:00"),
            ("place", "Quarry Primary School"),
            ("theme", "Parts of a whole"),
        ];
        let done = self.specialist.post("/hub/sessions", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let id = done.location.strip_prefix("/hub/sessions/").and_then(|to| to.split('?').next());
        id.unwrap().to_owned()
    }

    /// A session of today, the lesson it chose and what the schools try; gives their ids.
    async fn planned_together(&self) -> (String, String, String) {
        let session = self.session(today()).await;
        self.write(vec![a_lesson(&session)]).await;
        let held = self.journal().await.book.lessons.clone();
        let lesson = held.of_session(&session).next().unwrap().id.clone();
        self.write(vec![a_task(&lesson, &session)]).await;
        let held = self.journal().await.book.lessons.clone();
        let task = held.get(&lesson).unwrap().tasks[0].id.clone();
        (session, lesson, task)
    }

    async fn act(&self, action: &str, number: u32, programme: &str) -> crate::world::Reply {
        let (number, year) = (number.to_string(), self.year.to_string());
        let fields = [
            ("action", action),
            ("urn", number.as_str()),
            ("programme", programme),
            ("year", year.as_str()),
        ];
        self.lead.post("/hub", &fields).await
    }
}

pub async fn add_hub(world: &World, name: &str) -> Hub {
    let new = NewHub {
        name: name.to_owned(),
        demo: true,
        lead_urn: urn(900_001),
        created_at: web::clock::now(),
    };
    world.app.store.add_hub(new).await.unwrap()
}

pub async fn signed_in(world: &World, hub: &Hub, role: &str) -> Client {
    let house = world.app.store.school(&hub.hub_id).await.unwrap().unwrap();
    let email = format!("{role}@{}.test", hub.name.replace(' ', "-").to_lowercase());
    let one = add_staff(&world.app, &house, &email, &[role]).await;
    world.as_person(&Person::Staff(one)).await
}

/// Every page of a hub that is read, with real names in it.
fn pages_of_a_hub([session, lesson, task, round]: [&str; 4]) -> Vec<String> {
    let reads = web::table().into_iter().filter(|route| {
        route.method == "GET" && route.access.object == Object::Hub && !route.path.ends_with(".pdf")
    });
    reads
        .map(|route| {
            let path = route.path.replace("{urn}", "900001").replace("{session}", session);
            let path = path.replace("{group_lesson}", lesson).replace("{gap_task}", task);
            path.replace("{definition}", "started").replace("{round}", round)
        })
        .collect()
}

/// Rows in part: R97.
#[tokio::test]
async fn a_hub_opens_no_class_teacher_or_pupil_by_any_route_or_figure() {
    let made = HubWorld::with_seven_schools().await;
    let teacher = made.world.as_teacher().await;
    let lesson = made.world.plan(&teacher, STEP).await;
    let mut private: Vec<String> =
        PUPILS.iter().flat_map(|(given, family)| [*given, *family]).map(str::to_owned).collect();
    private.extend([made.world.class.name.clone(), made.world.class.class_id.clone()]);
    private.extend([made.world.teacher.staff_id.clone(), lesson.clone()]);
    for client in [&made.lead, &made.specialist] {
        let mut n_refused = 0;
        for route in web::table() {
            if !matches!(route.access.object, Object::Class | Object::Lesson | Object::School) {
                continue;
            }
            let path = route.path.replace("{class}", &made.world.class.class_id);
            let path = path.replace("{lesson}", &lesson).replace("{turn}", "0");
            let path = path.replace("{sheet}", "practice");
            let reply = match route.method {
                "GET" => client.get(&path).await,
                _ => client.post(&path, &[]).await,
            };
            let is_refused = matches!(reply.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            assert!(is_refused, "{} {path} answered {}", route.method, reply.status);
            n_refused += 1;
        }
        assert!(n_refused >= 30, "only {n_refused} routes were tried");
    }
    let (session, lesson, task) = made.planned_together().await;
    let round = made.round("autumn", today()).await;
    let pages = pages_of_a_hub([&session, &lesson, &task, &round]);
    assert!(pages.len() >= 9, "{pages:?}");
    for path in pages {
        let reply = made.lead.get(&path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        for name in &private {
            assert!(!reply.body.contains(name.as_str()), "{path} shows `{name}`");
        }
    }
    let Sheet::Report(paper) = web::paper(&made.journal().await).unwrap() else {
        panic!("not a report")
    };
    let printed = format!("{paper:?}");
    assert!(private.iter().all(|name| !printed.contains(name.as_str())));
}

#[tokio::test]
async fn a_hub_sees_nothing_of_another_hub() {
    let made = HubWorld::with_seven_schools().await;
    let other = add_hub(&made.world, "Saltmarsh Maths Hub").await;
    let other = signed_in(&made.world, &other, "hub-lead").await;
    let (session, lesson, task) = made.planned_together().await;
    let round = made.round("autumn", today()).await;
    for path in pages_of_a_hub([&session, &lesson, &task, &round]) {
        let reply = other.get(&path).await;
        for name in ["Larkfield", "Quarry", "Millford"] {
            assert!(!reply.body.contains(name), "{path} shows {name}");
        }
    }
    let reply = other.post("/hub/schools/900001", &[("what", "visited")]).await;
    assert_ne!(reply.status, StatusCode::SEE_OTHER);
    let off = format!("/hub/sessions/{session}/call-off");
    assert_eq!(other.post(&off, &[("why", "snow")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(made.journal().await.book.noted.len(), 18);
}

/// Rows: R84.
/// Rows in part: R52, R82, R102.
#[tokio::test]
async fn the_headteachers_confirmation_is_dated_before_the_place_is_confirmed() {
    let made = HubWorld::new().await;
    made.write(vec![made.happened(900_008, ADVOCATES, What::SignedUp)]).await;
    let page = made.lead.get("/hub").await.body;
    assert!(page.contains("Ask the head") && page.contains("Millford High School"), "{page}");
    let refused = made.act("confirm-the-place", 900_008, ADVOCATES).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("the headteacher confirms before the place is confirmed"));
    made.write(vec![made.happened(900_008, ADVOCATES, What::HeadConfirmed)]).await;
    assert!(made.lead.get("/hub").await.body.contains("Confirm the place"));
    let places =
        |places| HubFact::PlacesSet { programme: ADVOCATES.to_owned(), year: made.year, places };
    made.write(vec![places(0)]).await;
    let full = made.lead.get("/hub").await.body;
    assert!(!full.contains("Confirm the place"), "a school that waits is not late");
    made.write(vec![places(1)]).await;
    assert_eq!(
        made.act("confirm-the-place", 900_008, ADVOCATES).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(made.lead.get("/hub").await.body.contains("Nothing is late"));
    let held = made.journal().await.holders(ADVOCATES, made.year);
    assert_eq!(held.into_iter().collect::<Vec<_>>(), [urn(900_008)]);
}

/// Rows in part: R102.
#[tokio::test]
async fn what_is_late_is_done_in_one_tap_and_taken_back_in_another() {
    let made = HubWorld::new().await;
    made.write(vec![made.happened(900_008, ADVOCATES, What::SignedUp)]).await;
    let done = made.act("chase-the-head", 900_008, ADVOCATES).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = made.lead.get(&done.location).await.body;
    assert!(page.contains("the headteacher was asked on"), "{page}");
    assert!(page.contains("Nothing is late"), "asked today, it is left in peace for a week");
    let fact = done.location.split("done=").nth(1).unwrap();
    let back = made.lead.post("/hub/take-back", &[("fact", fact), ("back", "/hub")]).await;
    let page = made.lead.get(&back.location).await.body;
    assert!(page.contains("Taken back: it counts no longer"), "{page}");
    assert!(page.contains("Ask the head"), "it is late again: {page}");
    let stored = made.world.app.store.hub_facts(&made.hub.hub_id, 0).await.unwrap();
    assert_eq!(stored.len(), 3, "nothing that was written is lost");
}

/// Rows in part: R59, R69, R68.
#[tokio::test]
async fn a_specialist_writes_a_visit_down_and_not_who_has_a_place() {
    let made = HubWorld::with_seven_schools().await;
    let (year, on) = (made.year.to_string(), today().to_string());
    let write = |what: &'static str| {
        let fields = [
            ("what", what),
            ("programme", DEVELOPMENT),
            ("year", year.as_str()),
            ("on", on.as_str()),
            ("note", "Watched a lesson with two colleagues"),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let client = made.specialist.clone();
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client.post("/hub/schools/900002", &fields).await
        }
    };
    let too_early = write("visited").await;
    assert!(
        too_early.body.contains("write down first that the school started"),
        "{}",
        too_early.body
    );
    assert_eq!(write("started").await.status, StatusCode::SEE_OTHER);
    let done = write("visited").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = made.specialist.get(&done.location).await.body;
    assert!(page.contains("was visited on") && page.contains("Watched a lesson"), "{page}");
    assert_eq!(write("place-confirmed").await.status, StatusCode::FORBIDDEN);
    for path in ["/hub/money", "/hub/places", "/hub/report"] {
        assert_eq!(made.specialist.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

/// Rows: R95.
/// Rows in part: R61.
#[tokio::test]
async fn page_spreadsheet_and_paper_show_the_same_figures_with_small_numbers_hidden() {
    let made = HubWorld::with_seven_schools().await;
    let started = (900_001..=900_006).map(|one| made.happened(one, DEVELOPMENT, What::Started));
    let few = [made.happened(900_001, DEVELOPMENT, What::Attended)];
    made.write(started.chain(few).collect()).await;
    let figures = Figures::of(&made.journal().await);
    let Sheet::Report(paper) = web::paper(&made.journal().await).unwrap() else {
        panic!("not a report")
    };
    let (page, csv) =
        (made.lead.get("/hub/report").await.body, made.lead.get("/hub/report.csv").await.body);
    let mut n_cells = 0;
    for (table, printed) in figures.tables.iter().zip(&paper.tables) {
        assert_eq!((&table.caption, &table.cells()), (&printed.caption, &printed.rows));
        for row in table.cells() {
            let line = format!("{},{}", table.caption, row.join(","));
            assert!(csv.contains(&line), "{line} is not in\n{csv}");
            for cell in &row[1..] {
                assert!(page.contains(&format!(">{cell}</a>")), "{cell} is not on the page");
                n_cells += 1;
            }
        }
    }
    assert_eq!(n_cells, 2 * 6 * 3);
    assert!(csv.contains("Started,0,0,6") && csv.contains("Attended,0,0,fewer than 5"), "{csv}");
    let opened = made.lead.get(&format!("/hub/report/attended?year={}", made.year)).await.body;
    assert!(opened.contains("Larkfield Primary") && opened.contains("fewer than 5"), "{opened}");
    assert!(opened.contains("Not recorded is not the same as not there"));
    let pdf = made.lead.get("/hub/report.pdf").await;
    assert_eq!(pdf.status, StatusCode::OK);
    // A second programme with few: six and a hidden number beside a whole of eight would tell that it is two.
    let also = [900_007, 900_008].map(|one| made.happened(one, ADVOCATES, What::Started));
    made.write(also.to_vec()).await;
    let csv = made.lead.get("/hub/report.csv").await.body;
    for line in
        ["Every programme,Started,0,0,8", "Started,0,0,withheld", "Started,0,0,fewer than 5"]
    {
        assert!(csv.contains(line), "{line} is not in\n{csv}");
    }
    let to = format!("/hub/report/started?programme={DEVELOPMENT}&year={}", made.year);
    let opened = made.lead.get(&to).await.body;
    assert!(opened.contains("<strong>withheld</strong>"), "as the report says it: {opened}");
}

/// Rows in part: R53, R79, R94.
#[tokio::test]
async fn the_public_sees_places_left_and_no_school_and_interest_needs_consent() {
    let made = HubWorld::with_seven_schools().await;
    let places =
        HubFact::PlacesSet { programme: DEVELOPMENT.to_owned(), year: made.year, places: 12 };
    made.write(vec![places]).await;
    let nobody = made.world.nobody();
    let page = nobody.get("/places").await.body;
    assert!(page.contains("<td class=\"number\">5</td>"), "{page}");
    assert!(!page.contains("Larkfield"), "the public page names a school");
    let offer = format!("{DEVELOPMENT} {}", made.year);
    let ask = |number: &'static str, consent: &'static str| {
        let (hub, offer, nobody) = (made.hub.hub_id.clone(), offer.clone(), nobody.clone());
        async move {
            let fields = [
                ("hub", hub.as_str()),
                ("urn", number),
                ("offer", offer.as_str()),
                ("contact", "office@school.test"),
                ("consent", consent),
                ("role", "headteacher"),
            ];
            nobody.post_bare("/places", &fields).await
        }
    };
    assert_eq!(ask("900003", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ask("999999", "yes").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(made.journal().await.book.interest.is_empty());
    assert!(ask("900003", "yes").await.location.starts_with("/asked/"));
    let list = format!("/hub/places?programme={DEVELOPMENT}&year={}", made.year);
    let page = made.lead.get(&list).await.body;
    assert!(
        page.contains("office@school.test") && page.contains("Orchard Primary School"),
        "{page}"
    );
}

/// Rows: R86.
#[tokio::test]
async fn money_is_claimed_once_when_its_conditions_are_met_and_never_before() {
    let made = HubWorld::new().await;
    let whats = [What::SignedUp, What::PlaceConfirmed, What::Started];
    made.write(whats.map(|what| made.happened(900_008, ADVOCATES, what)).to_vec()).await;
    let refused = made.act("claim-the-money", 900_008, ADVOCATES).await;
    assert!(
        refused.body.contains("a condition is not met: the headteacher confirmed"),
        "{}",
        refused.body
    );
    made.write(vec![made.happened(900_008, ADVOCATES, What::HeadConfirmed)]).await;
    assert_eq!(made.act("claim-the-money", 900_008, ADVOCATES).await.status, StatusCode::SEE_OTHER);
    let twice = made.act("claim-the-money", 900_008, ADVOCATES).await;
    assert!(twice.body.contains("£2,000.00 was claimed on"), "{}", twice.body);
    let to = format!("/hub/money.csv?year={}", made.year);
    let csv = made.lead.get(&to).await.body;
    assert!(csv.contains("2000.00,2000.00,2000.00,0.00,0.00,2000.00"), "{csv}");
    let asks = made.lead.post("/hub/money/rules", &[(ADVOCATES, "3")]).await;
    assert_eq!(asks.status, StatusCode::SEE_OTHER, "{}", asks.body);
    assert_eq!(made.journal().await.book.claim_rules.claims[0].sessions_attended, 3);
    let asks = made.lead.post("/hub/money/rules", &[(ADVOCATES, "0")]).await;
    assert_eq!(asks.status, StatusCode::SEE_OTHER);
    let year = made.year.to_string();
    let own = [("urn", "900008"), ("programme", ADVOCATES), ("year", year.as_str())];
    let with = |more: &[(&'static str, &'static str)]| [&own[..], more].concat();
    let first = made.lead.post("/hub/money", &with(&[("kind", "paid")])).await;
    let again = made.lead.post("/hub/money", &with(&[("kind", "paid")])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(again.location, first.location, "pressed twice it is paid once, and said so");
    for (more, says) in [
        (&[("kind", "paid"), ("amount", "1")][..], "more than the £0.00 that is claimed"),
        (&[("kind", "paid"), ("amount", "-1")], "expected more than nothing"),
        (&[("kind", "paid"), ("amount", "lots")], "`lots` is no amount"),
        (&[("kind", "corrected"), ("amount", "-50")], "Say why it is put right"),
        (
            &[("kind", "corrected"), ("amount", "-2000.01"), ("why", "All back")],
            "£2,000.00 came to this school",
        ),
        (&[("kind", "lent"), ("amount", "1")], "`lent` is not known"),
        (&[("kind", "paid"), ("amount", "1"), ("on", "2020-05-01")], "is before the claim"),
    ] {
        let reply = made.lead.post("/hub/money", &with(more)).await;
        assert!(
            reply.status == StatusCode::UNPROCESSABLE_ENTITY && reply.body.contains(says),
            "{more:?}: {}",
            reply.body
        );
    }
    let back = [("kind", "corrected"), ("amount", "-50"), ("why", "One day was not taken")];
    let put_right = made.lead.post("/hub/money", &with(&back)).await;
    assert_eq!(put_right.status, StatusCode::SEE_OTHER, "{}", put_right.body);
    let entries = made.journal().await.book.ledger.entries.clone();
    let told: Vec<(EntryKind, Pence)> =
        entries.iter().map(|one: &Entry| (one.kind, one.pence)).collect();
    let paid = [(EntryKind::Claimed, Pence(200_000)), (EntryKind::Paid, Pence(200_000))];
    assert_eq!(told, [&paid[..], &[(EntryKind::Corrected, Pence(-5_000))]].concat());
    let page = made.lead.get(&format!("/hub/money?year={}", made.year)).await.body;
    assert_eq!(page.matches("Take it back").count(), 3, "each entry can be taken back: {page}");
}

/// Rows in part: R56, R57, R74.
#[tokio::test]
async fn groups_are_proposed_changed_by_hand_and_never_undone_by_somebody_else() {
    let made = HubWorld::with_seven_schools().await;
    let lead = |name: &str, is_trained| HubFact::LeadSet {
        lead: HubLead {
            name: name.to_owned(),
            urn: urn(900_002),
            cohort: None,
            capacity: 1,
            is_trained,
            is_active: true,
            programme: None,
            began: None,
        },
    };
    made.write(vec![lead("Dr Ferris", true), lead("Mr Lowe", false)]).await;
    let year = made.year.to_string();
    let change = |fields: Vec<(&'static str, String)>| {
        let mut fields = fields;
        fields.push(("programme", DEVELOPMENT.to_owned()));
        fields.push(("year", year.clone()));
        let client = made.lead.clone();
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client.post("/hub/groups", &fields).await
        }
    };
    let text = str::to_owned;
    let proposed = change(vec![("do", text("propose")), ("after", String::new())]).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    let drawn =
        |journal: HubJournal| journal.book.groups[&(DEVELOPMENT.to_owned(), made.year)].clone();
    let first = drawn(made.journal().await);
    assert_eq!(first.groups.len(), 1);
    assert_eq!(first.groups[0].lead.as_deref(), Some("Dr Ferris"));
    let page = made.lead.get(&proposed.location).await.body;
    assert!(page.contains("Why these schools") && page.contains("<svg"), "{page}");
    let school = first.groups[0].urns[0].clone();
    let out = || {
        vec![
            ("do", text("move")),
            ("urn", school.clone()),
            ("to", text("0")),
            ("after", first.by_fact.clone()),
        ]
    };
    assert_eq!(change(out()).await.status, StatusCode::SEE_OTHER);
    let moved = drawn(made.journal().await);
    assert!(!moved.groups[0].urns.contains(&school) && moved.changes.len() == 1);
    let late = change(out()).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let untrained = vec![
        ("do", text("lead")),
        ("to", text("1")),
        ("lead", text("Mr Lowe")),
        ("after", moved.by_fact.clone()),
    ];
    let refused = change(untrained).await;
    assert!(refused.body.contains("has not completed the training"), "{}", refused.body);
    let stale = vec![
        ("do", text("lead")),
        ("to", text("1")),
        ("lead", text("Dr Ferris")),
        ("after", first.by_fact.clone()),
    ];
    let refused = change(stale).await;
    assert!(
        refused.body.contains("Somebody else changed these groups meanwhile"),
        "{}",
        refused.body
    );
    assert_eq!(drawn(made.journal().await), moved);
    let back = [("fact", moved.by_fact.as_str()), ("back", "/hub/groups")];
    assert_eq!(made.lead.post("/hub/take-back", &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(drawn(made.journal().await), first, "what was moved by mistake is back");
    assert_eq!(change(out()).await.status, StatusCode::SEE_OTHER);
}

/// Rows in part: R55.
#[tokio::test]
async fn two_are_named_for_a_school_and_a_replacement_keeps_the_history() {
    let made = HubWorld::with_seven_schools().await;
    let year = made.year.to_string();
    let name = |people: &'static str| {
        let (client, year) = (made.lead.clone(), year.clone());
        async move {
            let fields = [("people", people), ("programme", DEVELOPMENT), ("year", year.as_str())];
            client.post("/hub/schools/900003/people", &fields).await
        }
    };
    let one = name("Ms Pell").await;
    assert!(one.body.contains("one name was given and the rule"), "{}", one.body);
    assert_eq!(name("Ms Pell, Mr Dean").await.status, StatusCode::SEE_OTHER);
    assert_eq!(name("Ms Pell, Mrs Ode").await.status, StatusCode::SEE_OTHER);
    let page = made.lead.get("/hub/schools/900003").await.body;
    assert!(page.contains("Ms Pell and Mr Dean") && page.contains("Ms Pell and Mrs Ode"), "{page}");
    assert!(page.contains("value=\"Ms Pell, Mrs Ode\""), "one name is changed and not both typed");
    // What is told late is told with its day, and does not displace who came after.
    let told = async |on: Date| {
        let (on, people) = (on.to_string(), "Ms Pell, Ms Aldous");
        let fields =
            [("people", people), ("programme", DEVELOPMENT), ("year", &*year), ("on", &*on)];
        made.lead.post("/hub/schools/900003/people", &fields).await
    };
    let not_yet = told(in_days(1)).await;
    assert!(not_yet.body.contains("has not come yet"), "{}", not_yet.body);
    assert_eq!(told(in_days(-30)).await.status, StatusCode::SEE_OTHER);
    let book = made.journal().await.book;
    let line = [urn(900_003)].into();
    for (day, expected) in [
        (in_days(-40), "Ms Pell, Ms Aldous"), // Nobody was named earlier: those named first.
        (in_days(-1), "Ms Pell, Ms Aldous"),
        (today(), "Ms Pell, Mrs Ode"),
    ] {
        let people = book.people_on(&line, DEVELOPMENT, made.year, day);
        assert_eq!(people.join(", "), expected, "on {day}");
    }
    assert_eq!(book.people_of(&line, DEVELOPMENT, made.year).join(", "), "Ms Pell, Mrs Ode");
}

#[tokio::test]
async fn a_role_alone_opens_no_hub() {
    let made = HubWorld::new().await;
    let one =
        add_staff(&made.world.app, &made.world.school, "l@x.test", &[Role::HubLead.slug()]).await;
    let client = made.world.as_person(&Person::Staff(one)).await;
    for path in pages_of_a_hub(["of-nobody"; 4]) {
        assert_eq!(client.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
