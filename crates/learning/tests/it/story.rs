//! An invented lesson and class, and a short way to write what happened.
//!
//! The check asks three questions: `one` and `two` on sharing, `three` on naming a part.
//! Taking the denominator away gives 16 and 25; swapping the parts gives 25 to `two` as well.

use learning::{
    Asked, Author, CheckResult, Contrast, DeviceId, Fact, FactBody, FactId, GivenCause, Judgement,
    KeepUpOutcome, KeyPoint, LiveLesson, Misconception, Mode, Outcome, Plan, Predicted, PupilId,
    Question, QuestionId, Standing, Try,
};

pub const DAY: i64 = 86_400_000_000;
pub const SHARING: &str = "sharing";
pub const NAMING: &str = "naming";
pub const TAKES: &str = "takes-the-denominator-away";
pub const SWAPS: &str = "swaps-the-parts";

pub fn pupil(name: &str) -> PupilId {
    PupilId::from(name)
}

pub fn question(id: &str) -> QuestionId {
    QuestionId::from(id)
}

pub fn class() -> Vec<PupilId> {
    ["ada", "ben", "cai", "dee", "eve"].map(PupilId::from).to_vec()
}

fn asked(
    id: &str,
    text: &str,
    answer: &str,
    key_point: &str,
    predicted: &[(&str, &str)],
) -> Question {
    let tried = |n: u8| Try { text: format!("{id}, try {n}"), answer: n.to_string(), task: None };
    Question {
        id: question(id),
        asked: Asked::Check,
        text: text.to_owned(),
        answer: answer.to_owned(),
        key_points: vec![key_point.to_owned()],
        predicted: predicted
            .iter()
            .map(|(misconception, response)| Predicted {
                misconception: (*misconception).to_owned(),
                response: (*response).to_owned(),
            })
            .collect(),
        choices: 0,
        tries: vec![tried(1), tried(2)],
        task: None,
    }
}

fn misconception(id: &str, says: &str) -> Misconception {
    Misconception {
        id: id.to_owned(),
        says: says.to_owned(),
        put_out: "20 counters and a strip in 4 equal parts.".to_owned(),
        ask: format!("Which part of the picture {says}?"),
        listen_for: format!("“It {says}.”"),
        contrast: Some(Contrast {
            text: "Find 1/2 of 12.".to_owned(),
            answer: "6".to_owned(),
            rule_gives: "10".to_owned(),
            task: None,
        }),
    }
}

/// The plan of the invented lesson.
pub fn plan() -> Plan {
    let point = |id: &str, text: &str| KeyPoint { id: id.to_owned(), text: text.to_owned() };
    let mut hinge = asked("hinge", "Find 1/2 of 8.", "4", SHARING, &[]);
    hinge.asked = Asked::Hinge;
    Plan {
        step: Some("unit-fraction-of-a-quantity".to_owned()),
        title: "Unit fraction of a quantity".to_owned(),
        key_points: vec![
            point(SHARING, "The whole is shared into equal parts."),
            point(NAMING, "The denominator says how many parts."),
        ],
        questions: vec![
            hinge,
            asked("one", "Find 1/4 of 20.", "5", SHARING, &[(TAKES, "16")]),
            asked("two", "Find 1/5 of 30.", "6", SHARING, &[(TAKES, "25"), (SWAPS, "25")]),
            asked("three", "What part is shaded?", "1/3", NAMING, &[(SWAPS, "3")]),
        ],
        recheck: vec![
            asked("one-again", "Find 1/4 of 28.", "7", SHARING, &[]),
            asked("three-again", "What part is shaded now?", "1/6", NAMING, &[]),
        ],
        misconceptions: vec![
            misconception(TAKES, "takes the denominator away"),
            misconception(SWAPS, "swaps the parts round"),
        ],
        stem: "The whole is [whole].".to_owned(),
        put_out: "Strips.".to_owned(),
        lesson: None,
    }
}

/// The facts of an invented lesson, written in order.
#[derive(Default)]
pub struct Story {
    pub facts: Vec<Fact>,
    counter: i64,
    pub now: i64,
}

impl Story {
    /// Adds a fact and gives its id.
    pub fn then(&mut self, body: FactBody) -> FactId {
        self.now += 1;
        let id = FactId(format!("{:04}", self.facts.len()));
        self.facts.push(Fact { id: id.clone(), at: self.now, by: Author::System, body });
        id
    }

    pub fn sends(&mut self, name: &str, to: &str, text: &str) -> FactId {
        self.counter += 1;
        let counter = self.counter;
        self.sends_from(name, to, text, name, counter)
    }

    pub fn sends_from(
        &mut self,
        name: &str,
        to: &str,
        text: &str,
        device: &str,
        counter: i64,
    ) -> FactId {
        self.then(FactBody::Responded {
            pupil: pupil(name),
            question: question(to),
            text: text.to_owned(),
            device: DeviceId::from(device),
            counter,
            device_at: 0,
            late: false,
        })
    }

    pub fn marks(&mut self, response: FactId, outcome: Outcome, misconceptions: &[&str]) {
        self.then(FactBody::Marked {
            response,
            engine: "1".to_owned(),
            outcome,
            misconceptions: misconceptions.iter().map(|m| (*m).to_owned()).collect(),
        });
    }

    /// Sends an answer and marks it as the invented plan would.
    pub fn answers(&mut self, name: &str, to: &str, text: &str) {
        let id = self.sends(name, to, text);
        let (outcome, misconceptions) = mark(to, text);
        self.marks(id, outcome, &misconceptions);
    }

    /// Answers `one`, `two` and `three` in turn.
    pub fn answers_all(&mut self, name: &str, texts: [&str; 3]) {
        for (to, text) in ["one", "two", "three"].into_iter().zip(texts) {
            self.answers(name, to, text);
        }
    }

    pub fn judges(&mut self, name: &str, on: &str, judgement: Judgement) {
        self.then(FactBody::Judged {
            pupil: pupil(name),
            question: question(on),
            judgement,
            by_exception: true,
        });
    }

    pub fn expects(&mut self, name: &str, task: u16, what: &str) {
        let pupil = Some(pupil(name));
        self.then(FactBody::Expected { turn: 0, task, what: what.to_owned(), pupil });
    }

    pub fn absent(&mut self, name: &str, absent: bool) {
        self.then(FactBody::Absent { pupil: pupil(name), absent });
    }

    pub fn rest_were_right(&mut self) {
        self.then(FactBody::RestWereRight { question: None });
    }

    pub fn gives_cause(&mut self, name: &str, misconception: Option<&str>, words: &str) {
        self.then(FactBody::CauseGiven {
            pupil: pupil(name),
            cause: Some(GivenCause {
                misconception: misconception.map(str::to_owned),
                words: words.to_owned(),
            }),
        });
    }

    pub fn places(&mut self, name: &str, standing: Option<Standing>) {
        self.then(FactBody::Placed { pupil: pupil(name), standing });
    }

    pub fn accepts(&mut self) -> CheckResult {
        let result = self.lesson().result();
        self.then(FactBody::ResultAccepted { result: Box::new(result.clone()) });
        result
    }

    pub fn holds(&mut self, name: &str, outcome: KeepUpOutcome) {
        self.then(FactBody::KeepUpHeld {
            pupil: pupil(name),
            outcome,
            noticed: "Counted in ones.".to_owned(),
            held_by: "lee".into(),
        });
    }

    pub fn starts(&mut self, mode: Mode) {
        self.then(FactBody::LessonStarted { mode });
        self.then(FactBody::CheckOpened);
    }

    pub fn lesson(&self) -> LiveLesson {
        self.lesson_on(plan())
    }

    pub fn lesson_on(&self, plan: Plan) -> LiveLesson {
        LiveLesson::fold(plan, class(), &self.facts)
    }

    pub fn standing(&self, name: &str) -> Standing {
        let result = self.lesson().result();
        result.of(&pupil(name)).unwrap().standing
    }
}

/// What the invented plan makes of an answer.
pub fn mark(to: &str, text: &str) -> (Outcome, Vec<&'static str>) {
    let wrong = Outcome::Wrong {
        note: "wrong-value".to_owned(),
        say: "Look again at the parts.".to_owned(),
    };
    let slip =
        Outcome::Slip { note: "not-simplest".to_owned(), say: "The right value.".to_owned() };
    match (to, text) {
        (_, "?") => (Outcome::Unreadable { say: "Try writing it again.".to_owned() }, vec![]),
        (_, "prove it") => (Outcome::Undecided { why: "Too hard to decide.".to_owned() }, vec![]),
        ("one", "5") | ("two", "6") | ("three", "1/3") | ("hinge", "4") => (Outcome::Right, vec![]),
        ("one", "10/2") | ("two", "12/2") | ("three", "2/6") => (slip, vec![]),
        ("one", "16") => (wrong, vec![TAKES]),
        ("two", "25") => (wrong, vec![TAKES, SWAPS]),
        ("three", "3") => (wrong, vec![SWAPS]),
        _ => (wrong, vec![]),
    }
}
