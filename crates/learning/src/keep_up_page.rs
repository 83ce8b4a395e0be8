//! The page the adult has in hand during keep-up.
//!
//! For a known cause it is the misconception's own help; for an unknown one it starts from the key
//! point, and its first questions double as the way to find the cause. It names pupils by id only.
//! Start at `keep_up_page`.

use serde::{Deserialize, Serialize};

use crate::because::{why, work};
use crate::evidence::Answer;
use crate::groups::{GroupKey, title};
use crate::ids::{PupilId, QuestionId};
use crate::plan::{Contrast, Misconception, Plan, Question, Try};
use crate::result::{CheckResult, PupilResult};

/// The page the adult has in hand during keep-up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeepUpPage {
    /// The step; none for a teacher's own questions.
    pub step: Option<String>,
    /// What the lesson was called.
    pub lesson_title: String,
    /// What the pupils share.
    pub key: GroupKey,
    /// The same in words.
    pub title: String,
    /// The pupils, with what they did.
    pub pupils: Vec<PagePupil>,
    /// What to put out; empty when nothing is named.
    pub put_out: String,
    /// A case that makes the error fail, when the cause is known and has one.
    pub contrast: Option<Contrast>,
    /// What to ask, in order.
    pub ask: Vec<String>,
    /// What to listen for, a line each.
    pub listen_for: Vec<String>,
    /// The stem sentence; empty when there is none.
    pub stem: String,
    /// Up to two to try.
    pub tries: Vec<Try>,
    /// The recheck, on other numbers.
    pub recheck: Vec<Question>,
    /// What to write where the plan has nothing on other numbers; empty when it has.
    pub write_your_own: String,
}

/// A pupil on a keep-up page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagePupil {
    /// The pupil.
    pub pupil: PupilId,
    /// What they did, a sentence for each answer that tells something.
    pub did: Vec<String>,
    /// What that says about the cause; none when there is nothing to say.
    pub why: Option<String>,
    /// The answers behind it.
    pub answers: Vec<Answer>,
}

/// How many to try before the recheck. Source: the lesson loop, "two to try".
const TRIES: usize = 2;

/// The keep-up page for these pupils of a result, who share this need.
pub fn keep_up_page(
    plan: &Plan,
    result: &CheckResult,
    key: &GroupKey,
    pupils: &[PupilId],
) -> KeepUpPage {
    let pupils: Vec<&PupilResult> = pupils.iter().filter_map(|p| result.of(p)).collect();
    let points = key_points(plan, key, &pupils);
    let questions = questions_on(plan.check(), &points);
    let help = match key {
        GroupKey::Cause { misconception } => plan.misconception(misconception),
        _ => None,
    };
    let tries = tries(&questions, &pupils);
    let recheck = recheck(plan, &points, &pupils);
    let write_your_own =
        if tries.is_empty() || recheck.is_empty() { own(&questions) } else { String::new() };
    KeepUpPage {
        step: plan.step.clone(),
        lesson_title: plan.title.clone(),
        key: key.clone(),
        title: title(plan, key),
        pupils: pupils.iter().map(|p| page_pupil(plan, p)).collect(),
        put_out: put_out(plan, help),
        contrast: help.and_then(|m| m.contrast.clone()),
        ask: ask(plan, help, &points, &questions),
        listen_for: listen_for(plan, help, &questions),
        stem: plan.stem.clone(),
        tries,
        recheck,
        write_your_own,
    }
}

fn page_pupil(plan: &Plan, pupil: &PupilResult) -> PagePupil {
    PagePupil {
        pupil: pupil.pupil.clone(),
        did: pupil.answers.iter().filter_map(|a| work(plan, a)).collect(),
        why: why(plan, &pupil.cause),
        answers: pupil.answers.clone(),
    }
}

/// The key points the group is about: the one it is grouped on, else all that its pupils missed.
fn key_points<'a>(plan: &'a Plan, key: &GroupKey, pupils: &[&PupilResult]) -> Vec<&'a str> {
    let asked = plan.asked_key_points();
    let is_meant = |point: &&str| match key {
        GroupKey::KeyPoint { id } => id == point,
        _ => pupils.iter().any(|p| p.missed.iter().any(|m| m == point)),
    };
    let meant: Vec<&str> = asked.iter().copied().filter(is_meant).collect();
    if meant.is_empty() { asked } else { meant }
}

fn questions_on<'a>(
    questions: impl Iterator<Item = &'a Question>,
    points: &[&str],
) -> Vec<&'a Question> {
    let is_on = |q: &&Question| q.tests().iter().any(|k| points.contains(k));
    questions.filter(is_on).collect()
}

/// Everything these pupils missed is asked again, since ready means every key point right.
fn recheck(plan: &Plan, points: &[&str], pupils: &[&PupilResult]) -> Vec<Question> {
    let missed = pupils.iter().flat_map(|p| p.missed.iter().map(String::as_str));
    let points: Vec<&str> = points.iter().copied().chain(missed).collect();
    let on_points = questions_on(plan.recheck.iter(), &points);
    on_points.into_iter().cloned().collect()
}

/// Tries on the questions these pupils got wrong first, one from each question before a second.
fn tries(questions: &[&Question], pupils: &[&PupilResult]) -> Vec<Try> {
    let is_wrong = |id: &QuestionId| {
        let mut answers = pupils.iter().flat_map(|p| &p.answers);
        answers.any(|a| &a.question == id && a.seen.is_wrong())
    };
    let (wrong, rest): (Vec<&Question>, Vec<&Question>) =
        questions.iter().copied().partition(|q| is_wrong(&q.id));
    let mut tries: Vec<Try> = Vec::new();
    for of_these in [wrong, rest] {
        for nth in 0..TRIES {
            tries.extend(of_these.iter().filter_map(|q| q.tries.get(nth).cloned()));
        }
    }
    let mut kept: Vec<Try> = Vec::new();
    for one in tries {
        if kept.len() < TRIES && kept.iter().all(|k| k.text != one.text) {
            kept.push(one);
        }
    }
    kept
}

fn own(questions: &[&Question]) -> String {
    let texts = questions.iter().map(|q| quoted(&q.text));
    let texts: Vec<String> = texts.collect();
    format!("Write two to try and one to recheck, like {}, on other numbers.", texts.join(" and "))
}

fn put_out(plan: &Plan, help: Option<&Misconception>) -> String {
    let own = help.map(|m| m.put_out.as_str()).unwrap_or_default();
    if own.is_empty() { plan.put_out.clone() } else { own.to_owned() }
}

fn ask(
    plan: &Plan,
    help: Option<&Misconception>,
    points: &[&str],
    questions: &[&Question],
) -> Vec<String> {
    if let Some(help) = help.filter(|m| !m.ask.is_empty()) {
        return vec![help.ask.clone()];
    }
    let show = match plan.put_out.as_str() {
        "" => "Draw it for me.".to_owned(),
        _ => "Show me with what is on the table.".to_owned(),
    };
    let first = questions.first();
    let say = first.map(|q| format!("Tell me how you began {}.", quoted(&q.text)));
    let points = points.iter().map(|k| {
        let text = plan.key_point_text(k);
        format!("Where can you see it? {}.", quoted(text))
    });
    let is_typed = first.is_some_and(|q| q.key_points.is_empty());
    let points = points.filter(|_| !is_typed);
    say.into_iter().chain([show]).chain(points).collect()
}

/// For a known cause its own line; else one line for each cause that these questions could show.
fn listen_for(plan: &Plan, help: Option<&Misconception>, questions: &[&Question]) -> Vec<String> {
    if let Some(help) = help {
        let lines = [help.listen_for.clone()];
        return lines.into_iter().filter(|l| !l.is_empty()).collect();
    }
    let could_show = |m: &&Misconception| questions.iter().any(|q| q.predicts(&m.id).is_some());
    let lines = plan.misconceptions.iter().filter(could_show).map(|m| {
        let says = m.says.trim_end_matches('.');
        match m.listen_for.as_str() {
            "" => format!("It may be that the work {says}."),
            heard => format!("{} – then it may be: {says}.", heard.trim_end_matches('.')),
        }
    });
    lines.collect()
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.trim().trim_end_matches('.'))
}
