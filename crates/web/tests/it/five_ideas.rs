//! The statements on the five big ideas: answered by a link without a name, paired by a code, told as counts; and what
//! is seen in a school, again.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use programme::{Answered, Date, HubFact, InstrumentStep, Observation, Often, Round};
use web::hub_journal::{in_days, today};

use crate::hub::{HubWorld, urn};
use crate::world::Reply;

const HERE: &str = "/hub/five-ideas";
const QUARRY: &str = "/hub/schools/900002/observation";

/// A round that is open until a day.
pub fn a_round(name: &str, closes: Date) -> HubFact {
    let (name, by) = (name.to_owned(), "A. Lead".to_owned());
    let round = Round { name, n_slips: 12, closes, by, on: closes };
    HubFact::Instrument { step: InstrumentStep::RoundOpened { round } }
}

impl HubWorld {
    /// Opens a round until a day; gives its id.
    pub async fn round(&self, name: &str, closes: Date) -> String {
        self.write(vec![a_round(name, closes)]).await;
        let held = self.journal().await.book.instrument.clone();
        held.rounds().last().unwrap().id.clone()
    }

    fn slip(&self, round: &str, number: u16) -> String {
        web::five_ideas_link(&self.world.app, &self.hub.hub_id, round, number)
    }

    async fn answer(&self, slip: &str, code: &str, often: &str) -> Reply {
        let fields = [("code", code), ("s-why-now", often), ("agree", "yes")];
        self.world.nobody().post_bare(slip, &fields).await
    }

    /// Answers of a round that is over: one for each code, with how often.
    async fn answered(&self, round: &str, all: &[(&str, Often)]) {
        let one = |(mark, often): &(&str, Often)| {
            let answered = Answered {
                round: round.to_owned(),
                slip: format!("slip of {mark}"),
                mark: (*mark).to_owned(),
                answers: [("why-now".to_owned(), *often)].into(),
                knows: BTreeMap::new(),
                for_research: true,
            };
            HubFact::Instrument { step: InstrumentStep::Answered { answered } }
        };
        self.write(all.iter().map(one).collect()).await;
    }
}

/// The code that a page shows, this once.
fn code_on(page: &str) -> String {
    let after = page.split("pair-code\">").nth(1).unwrap_or_else(|| panic!("no code on {page}"));
    after.split('<').next().unwrap().to_owned()
}

/// Rows in part: R98, R99.
#[tokio::test]
async fn a_teacher_answers_without_a_name_and_pairs_by_a_code_of_her_own() {
    let made = HubWorld::with_seven_schools().await;
    let autumn = made.round("autumn", in_days(10)).await;
    let slip = made.slip(&autumn, 0);
    let page = made.world.nobody().get(&slip).await.body;
    for says in [
        "Your name and your school are not asked",
        "There is no score",
        "Leave it open",
        "Ratio and proportion",
        "I could explain to a colleague why it works",
    ] {
        assert!(page.contains(says), "{says} is not on {page}");
    }
    let unasked = [("s-why-now", "in-some")];
    let refused = made.world.nobody().post_bare(&slip, &unasked).await;
    assert!(refused.body.contains("only if you agree"), "{}", refused.body);
    let unread = [("k-ratio", "work-on"), ("s-why-now", "in-some"), ("agree", "yes")];
    let first = made.world.nobody().post_bare(&slip, &unread).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let code = code_on(&first.body);
    let again = made.answer(&slip, "", "in-most").await;
    assert!(again.body.contains("this link has answered"), "{}", again.body);
    let same = made.answer(&made.slip(&autumn, 1), &code, "in-most").await;
    assert!(same.body.contains("no earlier round") || same.body.contains("in this round already"));
    let spring = made.round("spring", in_days(20)).await;
    for (code, says) in [
        ("7KXD-2M9T-CHRW", "no earlier round has an answer with this code"),
        ("my code", "`my code` is no code"),
    ] {
        let refused = made.answer(&made.slip(&spring, 0), code, "in-most").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(says), "{}", refused.body);
    }
    let odd = [("k-ratio", "very well"), ("agree", "yes")];
    let refused = made.world.nobody().post_bare(&made.slip(&spring, 0), &odd).await;
    assert!(refused.body.contains("choose one of the answers"), "{}", refused.body);
    let typed = code.to_lowercase().replace('-', " ");
    let second = made.answer(&made.slip(&spring, 0), &typed, "in-most").await;
    assert!(second.body.contains("pair with those of autumn"), "{}", second.body);
    assert!(!second.body.contains(&code), "a code is shown once");
    for path in [HERE, "/hub", "/hub/report", "/hub/five-ideas.csv", "/hub/schools/900002"] {
        let body = made.lead.get(path).await.body;
        assert!(!body.contains(&code) && !body.contains("In most lessons"), "{path}: {body}");
    }
    let journal = made.journal().await;
    let kept = format!("{:?}", journal.book.noted);
    assert!(!kept.contains(&code.replace('-', "")), "the code is kept nowhere");
    let answered = journal.book.noted.iter().rev().find(|one| {
        matches!(&one.fact, HubFact::Instrument { step: InstrumentStep::Answered { .. } })
    });
    let fields = [("fact", answered.unwrap().id.as_str()), ("back", HERE)];
    let refused = made.lead.post("/hub/take-back", &fields).await;
    assert!(refused.body.contains("a teacher's own answer"), "{}", refused.body);
    let out = [("code", code.as_str())];
    let done = made.world.nobody().post_bare(&format!("{slip}/take-out"), &out).await;
    assert!(done.body.contains("No answer given with your code counts any more"));
    let held = made.journal().await.book.instrument.clone();
    assert!(held.rounds().iter().all(|round| round.n_answers() == 0));
    let again = made.world.nobody().post_bare(&format!("{slip}/take-out"), &out).await;
    assert!(again.body.contains("no answer was given with this code"), "{}", again.body);
}

/// Rows in part: R98, R99.
#[tokio::test]
async fn a_hub_reads_counts_of_pairs_when_rounds_are_over_and_never_an_answer() {
    use Often::{InMost, InSome, Seldom};
    let made = HubWorld::with_seven_schools().await;
    let autumn = made.round("autumn", in_days(-200)).await;
    let codes = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
    let first: Vec<(&str, Often)> = codes[..10].iter().map(|code| (*code, InSome)).collect();
    made.answered(&autumn, &first).await;
    let page = made.specialist.get(HERE).await.body;
    assert!(page.contains("A change is told once two rounds are over"), "{page}");
    let summer = made.round("summer", today()).await;
    let more = |n: usize, often| codes[..n].iter().map(move |code| (*code, often));
    made.answered(&summer, &more(10, InMost).collect::<Vec<_>>()).await;
    let page = made.lead.get(HERE).await.body;
    assert!(
        page.contains("A change is told once two rounds are over"),
        "a round that is open: {page}"
    );
    let spring = made.round("spring", in_days(-5)).await;
    let now: Vec<(&str, Often)> =
        codes[1..].iter().map(|code| (*code, if *code < "g" { InMost } else { Seldom })).collect();
    made.answered(&spring, &now).await;
    let page = made.lead.get(HERE).await.body;
    for says in ["in rounds that are over: autumn, spring", "In pairs: 9", "fewer than 5", "hidden"]
    {
        assert!(page.contains(says), "{says} is not on {page}");
    }
    let sheet = made.lead.get("/hub/five-ideas.csv").await.body;
    let line = sheet.lines().find(|line| line.contains("grows out of an earlier one")).unwrap();
    assert!(line.contains(",9,"), "{line}");
    let book = made.lead.get("/hub/five-ideas/codebook.csv").await.body;
    for column in sheet.lines().next().unwrap().split(',').filter(|name| !name.contains('"')) {
        assert!(book.contains(column), "the codebook does not say what {column} is");
    }
    let teacher = made.world.as_teacher().await;
    for path in [HERE, "/hub/five-ideas.csv"] {
        let status = teacher.get(path).await.status;
        assert_eq!(status, StatusCode::FORBIDDEN, "no school's own people read {path}");
    }
}

#[tokio::test]
async fn only_a_hub_lead_opens_a_round_and_what_is_not_right_is_said() {
    let made = HubWorld::with_seven_schools().await;
    let (soon, late, gone) =
        (in_days(20).to_string(), in_days(300).to_string(), in_days(-1).to_string());
    let open = async |name: &str, slips: &str, closes: &str| {
        made.lead.post(HERE, &[("name", name), ("slips", slips), ("closes", closes)]).await
    };
    for (name, slips, closes, says) in [
        ("", "40", &soon, "the round has no name"),
        ("autumn", "0", &soon, "0 links; expected from 1 to 400"),
        ("autumn", "some", &soon, "`some` is no number of links"),
        ("autumn", "40", &gone, "is over; expected a day to come"),
        ("autumn", "40", &late, "a round is open for 100 days at most"),
    ] {
        let reply = open(name, slips, closes).await;
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    assert_eq!(open("autumn", "40", &soon).await.status, StatusCode::SEE_OTHER);
    assert!(open("autumn", "40", &soon).await.body.contains("there is a round “autumn” already"));
    let id = made.journal().await.book.instrument.rounds()[0].id.clone();
    let links = made.specialist.get(&format!("{HERE}/{id}/links")).await.body;
    assert_eq!(links.matches("<a href=\"/five-ideas/").count(), 40);
    let past = web::five_ideas_link(&made.world.app, &made.hub.hub_id, &id, 40);
    assert_eq!(made.world.nobody().get(&past).await.status, StatusCode::NOT_FOUND);
    let unsigned = made.slip(&id, 1).replace("~1~", "~2~");
    assert_eq!(made.world.nobody().get(&unsigned).await.status, StatusCode::NOT_FOUND);
}

/// Rows: R99.
/// Rows in part: R98.
#[tokio::test]
async fn what_is_seen_in_a_school_is_seen_again_and_speaks_of_no_teacher() {
    let made = HubWorld::with_seven_schools().await;
    let day = today().to_string();
    let look = async |lessons: &str, seen: &str| {
        let fields = [("on", day.as_str()), ("lessons", lessons), ("s-two-answers", seen)];
        made.specialist.post(QUARRY, &fields).await
    };
    for (lessons, seen, says) in [
        ("1", "seen", "speaks of the school and not of one teacher"),
        ("three", "seen", "`three` is no number of lessons"),
        ("3", "", "nothing was looked for"),
        ("3", "good", "choose one of the answers"),
    ] {
        let reply = look(lessons, seen).await;
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    let before = Observation {
        lessons: 2,
        seen: [("two-answers".to_owned(), false), ("near-miss".to_owned(), true)].into(),
        note: String::new(),
        by: "Mr Abernathy".to_owned(),
        on: in_days(-90),
    };
    made.write(vec![HubFact::Observed { urn: urn(900_002), observation: before }]).await;
    assert_eq!(look("3", "seen").await.status, StatusCode::SEE_OTHER);
    assert_eq!(look("3", "seen").await.status, StatusCode::SEE_OTHER, "sent again, it counts once");
    let page = made.specialist.get(QUARRY).await.body;
    for says in [
        "Mathematical thinking",
        "of 1 practice looked for both times, 0 seen on",
        "not looked for",
    ] {
        assert!(page.contains(says), "{says} is not on {page}");
    }
    let held = made.journal().await.book.observations[&urn(900_002)].len();
    assert_eq!(held, 2);
    let whole = made.lead.get(HERE).await.body;
    assert!(whole.contains("Fewer than 5 schools were seen twice"), "{whole}");
    for number in 900_003..=900_007 {
        let one = |on, seen| Observation {
            lessons: 2,
            seen: [("two-answers".to_owned(), seen)].into(),
            note: String::new(),
            by: "Mr Abernathy".to_owned(),
            on,
        };
        let of = |observation| HubFact::Observed { urn: urn(number), observation };
        made.write(vec![of(one(in_days(-100), false)), of(one(in_days(-1), true))]).await;
    }
    let whole = made.lead.get(HERE).await.body;
    assert!(whole.contains("Schools in pairs: 6") && whole.contains("never a grade"), "{whole}");
    let sheet = made.lead.get("/hub/five-ideas.csv").await.body;
    let line = sheet.lines().find(|line| line.contains("two answers stood side by side")).unwrap();
    assert!(line.ends_with(",6,6,0,0,0,"), "{line}");
}
