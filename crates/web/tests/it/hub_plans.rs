//! A school's plan of action and its visits: both sides sign the same version, what is overdue is late, and a visit
//! that is sent twice counts once.

use axum::http::StatusCode;
use programme::{Aim, BigIdea, Date, HubFact, Plan, PlanStep, PlanText, Signature, Urn, What};
use web::hub_journal::{in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::Reply;

const QUARRY: u32 = 900_002;
const AT: &str = "/hub/schools/900002";

fn aim(goal: &str) -> Aim {
    Aim {
        goal: goal.to_owned(),
        big_idea: BigIdea::RepresentationAndStructure,
        action: "Plan two lessons together from the strip of ten".to_owned(),
        owner: "the two who take part".to_owned(),
        by: today().school_year().last_day(),
        measure: "Every class says the stem sentence".to_owned(),
        evidence: String::new(),
    }
}

fn step(school: Urn, on: Date, step: PlanStep) -> HubFact {
    HubFact::Plan { urn: school, programme: DEVELOPMENT.to_owned(), year: on.school_year(), step }
}

fn written(school: Urn, on: Date, goal: &str, review_on: Date) -> HubFact {
    let text = PlanText { aims: vec![aim(goal)], review_on };
    step(school, on, PlanStep::Written { text, by: "Mr Abernathy".to_owned(), on })
}

/// A plan, and the fact that asks the school to sign it.
pub fn a_plan(school: Urn, on: Date) -> Vec<HubFact> {
    vec![written(school, on, "Equal parts", on), step(school, on, PlanStep::Asked { on })]
}

impl HubWorld {
    async fn started() -> Self {
        let made = Self::with_seven_schools().await;
        made.write(vec![made.happened(QUARRY, DEVELOPMENT, What::Started)]).await;
        made
    }

    async fn plan(&self) -> Plan {
        let key = (urn(QUARRY), DEVELOPMENT.to_owned(), self.year);
        self.journal().await.book.plans.get(&key).cloned().unwrap_or_default()
    }

    async fn at_plan(&self, to: &str, fields: &[(&str, &str)]) -> Reply {
        let year = self.year.to_string();
        let mut all = vec![("programme", DEVELOPMENT), ("year", year.as_str())];
        all.extend(fields);
        self.specialist.post(&format!("{AT}/plan{to}"), &all).await
    }

    async fn write_plan(&self, after: &str, goal: &str) -> Reply {
        let day = self.year.last_day().to_string();
        let fields = [
            ("after", after),
            ("goal-1", goal),
            ("big-idea-1", "variation"),
            ("action-1", "Plan two lessons together"),
            ("owner-1", "the two who take part"),
            ("by-1", day.as_str()),
            ("measure-1", "Every class says the stem sentence"),
            ("evidence-1", "Five answers without names"),
            ("review-on", day.as_str()),
        ];
        self.at_plan("", &fields).await
    }

    /// The link the plan's page gives the school.
    async fn link(&self) -> String {
        let asked = self.at_plan("/ask", &[]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
        let (asked, _) = self.plan().await.asked.unwrap();
        web::plan_link(&self.world.app, &self.hub.hub_id, &asked)
    }

    async fn school_signs(&self, link: &str, version: &str) -> Reply {
        let fields = [("version", version), ("name", "Mrs Ashby"), ("role", "headteacher")];
        self.world.nobody().post_bare(link, &fields).await
    }

    async fn log(&self, on: &str, note: &str) -> Reply {
        let year = self.year.to_string();
        let fields = [
            ("programme", DEVELOPMENT),
            ("year", year.as_str()),
            ("on", on),
            ("note", note),
            ("what-1", "Try the unequal cut"),
            ("who-1", "Ms Pell"),
            ("by-1", ""),
        ];
        self.specialist.post(&format!("{AT}/visit"), &fields).await
    }
}

/// Rows: R70.
/// Rows in part: R89.
#[tokio::test]
async fn school_and_hub_sign_the_same_version_and_an_older_one_is_refused() {
    let made = HubWorld::started().await;
    let done = made.write_plan("", "Everybody says what a part is").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let first = made.plan().await.versions[0].id.clone();
    let link = made.link().await;
    let page = made.world.nobody().get(&link).await.body;
    for words in ["Everybody says what a part is", "Quarry Primary School", "variation"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert_eq!(made.write_plan(&first, "Everybody argues it").await.status, StatusCode::SEE_OTHER);
    let second = made.plan().await.versions[1].id.clone();
    let older = made.school_signs(&link, &first).await;
    assert_eq!(older.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(older.body.contains("you read version 1, and"), "{}", older.body);
    assert!(older.body.contains("wrote version 2 on"), "{}", older.body);
    let older = made.at_plan("/sign", &[("version", &first)]).await;
    assert!(older.body.contains("both sides sign the same words"), "{}", older.body);
    assert!(made.plan().await.versions.iter().all(|version| version.signatures.is_empty()));
    assert_eq!(made.school_signs(&link, &second).await.status, StatusCode::SEE_OTHER);
    assert!(made.plan().await.agreed().is_none(), "one side is not both");
    let hub = made.at_plan("/sign", &[("version", &second)]).await;
    assert_eq!(hub.status, StatusCode::SEE_OTHER, "{}", hub.body);
    assert_eq!(made.plan().await.agreed().unwrap().id, second);
    let twice = made.school_signs(&link, &second).await;
    assert!(twice.body.contains("Mrs Ashby signed this version for the school"), "{}", twice.body);
    let page = made.lead.get(&format!("{AT}/plan?programme={DEVELOPMENT}")).await.body;
    for words in ["have both signed this version", "“Everybody says what a part is” became"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
}

#[tokio::test]
async fn a_link_opens_one_plan_and_a_new_link_ends_it() {
    let made = HubWorld::started().await;
    made.write_plan("", "Everybody says what a part is").await;
    let other = written(urn(900_003), today(), "Of another school", in_days(30));
    made.write(vec![other]).await;
    let link = made.link().await;
    let nobody = made.world.nobody();
    let page = nobody.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("Of another school") && !page.body.contains("Orchard"));
    let turned = format!("{}0", &link[..link.len() - 1]);
    let turned = if turned == link { format!("{}1", &link[..link.len() - 1]) } else { turned };
    for wrong in [turned.as_str(), "/agree/of-nobody", "/agree/a~b~"] {
        assert_eq!(nobody.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let new = made.link().await;
    assert_eq!(nobody.get(&link).await.status, StatusCode::NOT_FOUND, "the old link has ended");
    assert_eq!(nobody.get(&new).await.status, StatusCode::OK);
    let version = made.plan().await.versions[0].id.clone();
    for (name, role) in [("", "headteacher"), ("Mrs Ashby", "hub lead")] {
        let fields = [("version", version.as_str()), ("name", name), ("role", role)];
        let reply = nobody.post_bare(&new, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}, {role}");
    }
    assert!(made.plan().await.versions[0].signatures.is_empty());
}

#[tokio::test]
async fn a_plan_says_what_it_lacks_and_overwrites_nobodys() {
    let made = HubWorld::started().await;
    let day = made.year.last_day().to_string();
    let whole = [
        ("goal-1", "Equal parts"),
        ("big-idea-1", "variation"),
        ("action-1", "Plan together"),
        ("owner-1", "the two"),
        ("by-1", day.as_str()),
        ("measure-1", "All say it"),
        ("review-on", day.as_str()),
    ];
    for (name, value, says) in [
        ("action-1", "", "aim 1 has no action"),
        ("owner-1", " ", "aim 1 has no owner"),
        ("measure-1", "", "aim 1 has no measure"),
        ("by-1", "soon", "aim 1: "),
        ("by-1", "1999-01-01", "the date of aim 1 is 1 January 1999"),
        ("review-on", "1999-01-01", "the review is 1 January 1999"),
        ("big-idea-1", "worksheets", "`worksheets` is none of the five big ideas"),
    ] {
        let mut fields = whole.to_vec();
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        let reply = made.at_plan("", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    let none = made.at_plan("", &[("review-on", day.as_str())]).await;
    assert!(none.body.contains("the plan has no aim"), "{}", none.body);
    assert!(made.plan().await.versions.is_empty());
    assert_eq!(made.at_plan("", &whole).await.status, StatusCode::SEE_OTHER);
    let second = made.write_plan("", "Another").await;
    assert!(second.body.contains("wrote another version meanwhile"), "{}", second.body);
    let first = made.plan().await.versions[0].id.clone();
    let mut same = whole.to_vec();
    same.push(("after", first.as_str()));
    assert!(made.at_plan("", &same).await.body.contains("nothing was changed"));
    assert_eq!(made.plan().await.versions.len(), 1);
}

/// Rows in part: R70, R102.
#[tokio::test]
async fn a_review_that_is_due_and_a_plan_that_waits_are_late_until_they_are_done() {
    let made = HubWorld::started().await;
    let ago = made.year.first_day();
    made.write(vec![written(urn(QUARRY), ago, "Equal parts", today())]).await;
    let version = made.plan().await.versions[0].id.clone();
    let page = made.specialist.get("/hub").await.body;
    assert!(page.contains("Review the plan") && page.contains("Quarry Primary School"), "{page}");
    let fields = |next: &'static str| {
        [
            ("version", version.clone()),
            ("progress-0", "under way".to_owned()),
            ("seen-0", "Two lessons were planned".to_owned()),
            ("said", "Keep the strip".to_owned()),
            ("next", next.to_owned()),
        ]
    };
    let send = async |next: &'static str| {
        let fields = fields(next);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        made.at_plan("/review", &fields).await
    };
    let past = send("2001-09-01").await;
    assert!(past.body.contains("expected a day after today"), "{}", past.body);
    let done = send("").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(made.specialist.get(&done.location).await.body.contains("Two lessons were planned"));
    let page = made.specialist.get("/hub").await.body;
    assert!(!page.contains("Review the plan"), "{page}");
    let waits = today().days_since(ago) >= 14;
    assert_eq!(page.contains("Have the plan signed"), waits, "{page}");
    let signed = ["mrs", "mr"].map(|name| name.to_owned());
    for (name, party) in signed.into_iter().zip([programme::Party::Hub, programme::Party::School]) {
        let signature = Signature { party, name, role: "lead".to_owned(), on: today() };
        let version = version.clone();
        made.write(vec![step(urn(QUARRY), today(), PlanStep::Signed { version, signature })]).await;
    }
    assert!(!made.specialist.get("/hub").await.body.contains("Have the plan signed"));
}

/// Rows: R69.
/// Rows in part: R68.
#[tokio::test]
async fn a_visit_is_logged_once_with_its_actions_and_one_that_is_not_is_late() {
    let made = HubWorld::started().await;
    let (on, note) = (today().to_string(), "Watched Year 3 cut the strip");
    let (done, at_once) = tokio::join!(made.log(&on, note), made.log(&on, note));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(at_once.location, done.location, "the button was pressed twice");
    let again = made.log(&on, note).await;
    assert_eq!(again.location, done.location, "the answer to the first was lost");
    let journal = made.journal().await;
    assert_eq!(journal.book.visits.len(), 1);
    let n = journal.book.facts.all().filter(|fact| fact.what == What::Visited).count();
    assert_eq!(n, 1, "it counts as a visit everywhere");
    let page = made.lead.get(AT).await.body;
    assert!(page.contains("1 of 3") && page.contains("Try the unequal cut"), "{page}");
    assert!(page.contains("Take it back"), "what is written can be taken back later: {page}");
    let visit = journal.book.visits[0].id.clone();
    let to = format!("{AT}/visit/done");
    let action = async |action: &str| {
        made.specialist.post(&to, &[("visit", &visit), ("action", action)]).await
    };
    assert_eq!(action("7").await.status, StatusCode::NOT_FOUND);
    assert_eq!(action("0").await.status, StatusCode::SEE_OTHER);
    let held = &made.journal().await.book.visits[0];
    assert_eq!(held.open().count(), 0);
    for (on, note, says) in [
        (in_days(1).to_string(), note, "has not come yet"),
        ("soon".to_owned(), note, "soon"),
        (today().to_string(), " ", "say in a sentence"),
        (in_days(-400).to_string(), note, "is before the start in"),
    ] {
        let reply = made.log(&on, note).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{on} {note}");
        assert!(reply.body.contains(says), "{says}: {}", reply.body);
    }
    let booked = HubFact::VisitBooked {
        urn: urn(900_003),
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        on: in_days(-1),
    };
    made.write(vec![made.happened(900_003, DEVELOPMENT, What::Started), booked]).await;
    let page = made.specialist.get("/hub").await.body;
    assert!(page.contains("a visit was booked for"), "{page}");
    assert!(page.contains("/hub/schools/900003/visit"), "{page}");
}
