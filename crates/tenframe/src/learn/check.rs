//! `tenframe learn diagnose` and `learn ready`: the questions and answers of one check in, the result out.
//!
//! The same functions as on the teacher's screens, from a file. Answers are compared as text, spaces apart, unless
//! the file says what was seen; `tenframe mark` marks them by value. Start at [`diagnose`].

use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use learning::{
    Asked, Author, CheckResult, Fact, FactBody, FactId, GivenCause, Judgement, KeyPoint,
    LiveLesson, Misconception, NextLesson, Plan, Predicted, Proposal, PupilId, Question, Readiness,
    Rules, Slot, Standing, State, as_of, fade, names_until, places, posterior, probes,
    propose_from, readiness,
};
use serde::{Deserialize, Serialize};

use super::line;

/// Says where each pupil of a check stands and why.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLE)]
pub struct Diagnose {
    /// The check as JSON; `-` reads standard input.
    file: PathBuf,
    /// How many days ago the check was: causes fade.
    #[arg(long, default_value_t = 0, value_name = "DAYS")]
    days: u32,
}

/// Says whether a class goes on after a check.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLE)]
pub struct Ready {
    /// The check as JSON; `-` reads standard input.
    file: PathBuf,
}

const EXAMPLE: &str = r#"A check, with one question and two pupils:

  {"title": "Unit fraction of a quantity",
   "questions": [
     {"id": "one", "text": "Find 1/4 of 20.", "answer": "5", "key_points": ["sharing"],
      "predicted": [{"misconception": "takes-away", "response": "16"}]}],
   "misconceptions": [{"id": "takes-away", "says": "takes the denominator away"}],
   "pupils": [
     {"pupil": "p1", "answers": [{"question": "one", "text": "16"}]},
     {"pupil": "p2", "absent": true}],
   "slots": [{"says": "today at 1:15", "minutes": 20, "adults": 1, "before_next_lesson": true}]}

An answer may say what was seen ("seen": "right", "slip", "wrong", "blank", "not-seen"); a pupil may have the teacher's own
word ("placed": "ready", "given": {"misconception": "takes-away"}).

`diagnose` then writes a line a pupil: {"pupil":"p1","standing":"keep-up","missed":["sharing"],"cause":{"is":"suggested",...},
"because":"...","shares":[{"state":"secure","share":0.3},...],"named_for_days":null,"ask_next":[...]}

`ready` writes one value: {"result":{...},"readiness":{"n_seen":1,"expected":0.3,"low":0,"high":1,...},"proposal":{"propose":
"go-on","says":"...","reasons":[...],...}}"#;

/// A check in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    #[serde(default)]
    title: String,
    #[serde(default)]
    step: Option<String>,
    #[serde(default)]
    key_points: Vec<KeyPoint>,
    questions: Vec<Asking>,
    #[serde(default)]
    recheck: Vec<Asking>,
    #[serde(default)]
    misconceptions: Vec<Misconception>,
    pupils: Vec<Pupil>,
    #[serde(default)]
    slots: Vec<Slot>,
    #[serde(default)]
    next: NextLesson,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asking {
    id: String,
    #[serde(default)]
    text: String,
    answer: String,
    #[serde(default)]
    key_points: Vec<String>,
    #[serde(default)]
    predicted: Vec<Predicted>,
    #[serde(default)]
    choices: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pupil {
    pupil: String,
    #[serde(default)]
    absent: bool,
    #[serde(default)]
    answers: Vec<Given>,
    #[serde(default)]
    placed: Option<Standing>,
    #[serde(default)]
    given: Option<GivenCause>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    question: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    seen: Option<Saw>,
    #[serde(default)]
    misconceptions: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Saw {
    Right,
    Slip,
    Wrong,
    Blank,
    NotSeen,
}

#[derive(Debug, Serialize)]
struct Diagnosed<'a> {
    #[serde(flatten)]
    result: &'a learning::PupilResult,
    shares: Vec<Share>,
    /// For how many days the cause may be named; none when none may be.
    named_for_days: Option<u32>,
    ask_next: Vec<learning::Probe>,
}

#[derive(Debug, Serialize)]
struct Share {
    state: String,
    share: f64,
}

#[derive(Debug, Serialize)]
struct Decided {
    result: CheckResult,
    readiness: Readiness,
    proposal: Proposal,
}

/// Writes a line a pupil, in the order of the file.
pub fn diagnose(diagnose: &Diagnose) -> Result<()> {
    let check = read(&diagnose.file)?;
    let lesson = check.lesson()?;
    let plan = &lesson.plan;
    let result = lesson.result();
    let mut out = BufWriter::new(crate::out::out());
    for pupil in &result.pupils {
        let weighed = posterior(plan, &pupil.answers);
        let now = fade(plan, &weighed, diagnose.days);
        let asked: Vec<Question> = plan.recheck.iter().chain(&plan.questions).cloned().collect();
        let shares =
            now.iter().map(|(state, share)| Share { state: name(state), share: rounded(*share) });
        let is_named = matches!(pupil.cause, learning::Cause::Named { .. });
        let named = names_until(plan, &weighed).filter(|_| is_named);
        let diagnosed = Diagnosed {
            result: &as_of(plan, pupil, diagnose.days),
            shares: shares.collect(),
            named_for_days: named.and_then(|days| days.checked_sub(diagnose.days)),
            ask_next: probes(&asked, &now, &Rules::default()).into_iter().take(2).collect(),
        };
        line(&mut out, &diagnosed)?;
    }
    out.flush()?;
    Ok(())
}

/// Writes one value: the result, how sure it is, and the proposal.
pub fn ready(ready: &Ready) -> Result<()> {
    let check = read(&ready.file)?;
    let lesson = check.lesson()?;
    let evidence: Vec<_> = lesson.pupils().map(|p| lesson.evidence(p)).collect();
    let result = lesson.result();
    let decided = Decided {
        readiness: readiness(&lesson.plan, &evidence, places(&check.slots)),
        proposal: propose_from(&lesson, &result, &[], &check.next, &check.slots),
        result,
    };
    let mut out = crate::out::out();
    line(&mut out, &decided)?;
    Ok(())
}

fn read(path: &Path) -> Result<Check> {
    let name = path.display();
    let mut text = String::new();
    match path.as_os_str() == "-" {
        true => std::io::stdin().read_to_string(&mut text),
        false => std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text)),
    }
    .with_context(|| format!("`{name}` cannot be read; nothing was written"))?;
    let check: Check = serde_json::from_str(&text)
        .map_err(|e| anyhow!("`{name}` is not a check: {e}; nothing was written"))?;
    let (n_questions, n_pupils) = (check.questions.len(), check.pupils.len());
    if n_questions == 0 || n_pupils == 0 {
        bail!(
            "`{name}` has {n_questions} questions and {n_pupils} pupils; expected one or more of each; nothing was written"
        );
    }
    match check.wrong() {
        Some(wrong) => bail!("`{name}`: {wrong}; nothing was written"),
        None => Ok(check),
    }
}

/// The first that comes a second time.
fn twice<'a>(all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    all.into_iter().find(|one| !seen.insert(*one))
}

impl Check {
    /// What is named twice, or named and not there.
    fn wrong(&self) -> Option<String> {
        let questions = self.questions.iter().chain(&self.recheck);
        if let Some(id) = twice(questions.clone().map(|q| q.id.as_str())) {
            return Some(format!("the question `{id}` is there twice"));
        }
        if let Some(id) = twice(self.misconceptions.iter().map(|m| m.id.as_str())) {
            return Some(format!("the misconception `{id}` is there twice"));
        }
        if let Some(who) = twice(self.pupils.iter().map(|p| p.pupil.as_str())) {
            return Some(format!("the pupil `{who}` is there twice"));
        }
        let is_listed = |id: &str| self.misconceptions.iter().any(|m| m.id == id);
        let unlisted = |id: &str, of: String| {
            (!is_listed(id)).then(|| {
                format!("{of} names the misconception `{id}`, which is not among `misconceptions`")
            })
        };
        for question in questions {
            let of = || format!("question `{}`", question.id);
            let found = question.predicted.iter().find_map(|p| unlisted(&p.misconception, of()));
            if found.is_some() {
                return found;
            }
        }
        self.pupils.iter().find_map(|pupil| {
            let who = || format!("pupil `{}`", pupil.pupil);
            if let Some(id) = twice(pupil.answers.iter().map(|a| a.question.as_str())) {
                return Some(format!("{} answers `{id}` twice", who()));
            }
            let named = pupil.answers.iter().flat_map(|a| a.misconceptions.iter().flatten());
            let given = pupil.given.iter().filter_map(|given| given.misconception.as_ref());
            named.chain(given).find_map(|id| unlisted(id, who()))
        })
    }

    /// The check as a lesson holds it, told by the teacher's word on every answer.
    fn lesson(&self) -> Result<LiveLesson> {
        let plan = Plan {
            step: self.step.clone(),
            title: self.title.clone(),
            key_points: self.key_points.clone(),
            questions: self.questions.iter().map(|q| q.question()).collect(),
            recheck: self.recheck.iter().map(|q| q.question()).collect(),
            misconceptions: self.misconceptions.clone(),
            ..Plan::default()
        };
        let roster: Vec<PupilId> = self.pupils.iter().map(|p| p.pupil.as_str().into()).collect();
        let mut bodies = Vec::new();
        for pupil in &self.pupils {
            bodies.extend(pupil.facts(&plan)?);
        }
        let facts = (0i64..).zip(bodies).map(|(at, body)| Fact {
            id: FactId(format!("{at:08}")),
            at,
            by: Author::System,
            body,
        });
        let facts: Vec<Fact> = facts.collect();
        Ok(LiveLesson::fold(plan, roster, &facts))
    }
}

impl Asking {
    fn question(&self) -> Question {
        Question {
            id: self.id.as_str().into(),
            asked: Asked::Check,
            text: if self.text.is_empty() { self.id.clone() } else { self.text.clone() },
            answer: self.answer.clone(),
            key_points: self.key_points.clone(),
            predicted: self.predicted.clone(),
            choices: self.choices,
            tries: Vec::new(),
            task: None,
        }
    }
}

impl Pupil {
    fn facts(&self, plan: &Plan) -> Result<Vec<FactBody>> {
        let pupil: PupilId = self.pupil.as_str().into();
        let mut facts = Vec::new();
        for given in &self.answers {
            let asked = plan.question(&given.question.as_str().into()).ok_or_else(|| {
                let (who, what) = (&self.pupil, &given.question);
                anyhow!("pupil `{who}` answers `{what}`, which is not a question of this check; nothing was written")
            })?;
            facts.push(FactBody::Judged {
                pupil: pupil.clone(),
                question: asked.id.clone(),
                judgement: given.judgement(asked),
                by_exception: false,
            });
        }
        if self.absent {
            facts.push(FactBody::Absent { pupil: pupil.clone(), absent: true });
        }
        if let Some(standing) = self.placed {
            facts.push(FactBody::Placed { pupil: pupil.clone(), standing: Some(standing) });
        }
        if let Some(cause) = &self.given {
            facts.push(FactBody::CauseGiven { pupil, cause: Some(cause.clone()) });
        }
        Ok(facts)
    }
}

impl Given {
    fn judgement(&self, asked: &Question) -> Judgement {
        let text = self.text.as_deref().map(ink);
        let is_right = text.as_deref() == Some(ink(&asked.answer).as_str());
        let saw = self.seen.unwrap_or(match &text {
            None => Saw::NotSeen,
            Some(text) if text.is_empty() => Saw::Blank,
            Some(_) if is_right => Saw::Right,
            Some(_) => Saw::Wrong,
        });
        match saw {
            Saw::Right => Judgement::Right,
            Saw::Slip => Judgement::Slip { text: self.text.clone() },
            Saw::Wrong => Judgement::Wrong {
                text: self.text.clone(),
                misconceptions: self.misconceptions.clone().unwrap_or_else(|| {
                    let gives = |p: &&Predicted| Some(ink(&p.response)) == text;
                    asked.predicted.iter().filter(gives).map(|p| p.misconception.clone()).collect()
                }),
            },
            Saw::Blank => Judgement::Blank,
            Saw::NotSeen => Judgement::NotSeen,
        }
    }
}

/// A text without its spaces.
fn ink(text: &str) -> String {
    text.split_whitespace().collect()
}

fn name(state: &State) -> String {
    match state {
        State::Secure => "secure".to_owned(),
        State::NotYet => "not-yet".to_owned(),
        State::Misconception(id) => format!("misconception {id}"),
        State::UnknownSystem => "unknown-system".to_owned(),
    }
}

fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
