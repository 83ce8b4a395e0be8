//! A plan drafted from what the school agreed to share: each line says where it comes from, and a person takes,
//! changes or leaves it.
//!
//! What the evidence does not say is left open: a goal, a big idea, who sees to it. Nothing is drafted from what the
//! school did not agree to, and that is said. Start at [`draft`].

use serde::Deserialize;

use crate::journey::DoorQuestion;
use crate::{
    Agreement, Answer, Answers, AtTheDoor, BigIdea, Date, Journey, Judged, PracticeCount,
    Practices, Shared, TaskSet, Visited, spread,
};

/// Lines from one kind of evidence, at most.
// Our choice: a plan has six aims at most, and somebody has to read the draft.
const MOST_OF_ONE: usize = 4;

/// What a question at the door would have a plan say, where its answer is not yes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct QuestionAim {
    /// The goal.
    pub goal: String,
    /// What is done for it.
    pub action: String,
    /// How it is seen.
    pub measure: String,
}

type Lines = fn(&DraftFrom<'_>) -> Vec<DraftLine>;

/// What a draft is made from; the agreement decides which of it counts.
#[derive(Debug, Clone, Default)]
pub struct DraftFrom<'d> {
    /// What the school agreed to.
    pub agreement: Option<&'d Agreement>,
    /// Its journey, and what stands at its door.
    pub door: Option<(&'d Journey, &'d AtTheDoor)>,
    /// Its visits in the programme and year.
    pub visits: Vec<&'d Visited>,
    /// The practices, and the school's counts.
    pub counts: Option<(&'d Practices, Vec<&'d PracticeCount>)>,
    /// What it brought to its group, with the task.
    pub tasks: Vec<(&'d TaskSet, &'d Answers)>,
}

/// One line of a draft; what is empty a person fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// The kind of evidence.
    pub source: Shared,
    /// Where it comes from, in a sentence with its day.
    pub from: String,
    /// What will be so.
    pub goal: String,
    /// The big idea, where the evidence says it.
    pub big_idea: Option<BigIdea>,
    /// What is done for it.
    pub action: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub by: Option<Date>,
    /// How both sides will see it.
    pub measure: String,
}

/// A draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its lines: what the door says first, then visits, practices, and what was brought.
    pub lines: Vec<DraftLine>,
    /// The kinds of evidence of which nothing is in it, each with why.
    pub without: Vec<(Shared, String)>,
}

/// Drafts lines of a plan on a day.
#[must_use]
pub fn draft(from: &DraftFrom<'_>, on: Date) -> Draft {
    let kinds: [(Shared, Lines, &str); 4] = [
        (Shared::Door, of_the_door, "no question is answered with less than yes"),
        (Shared::Visits, of_visits, "no action of a visit is open"),
        (
            Shared::Practices,
            of_practices,
            "no practice is counted in half the classes or fewer, and none has become less",
        ),
        (Shared::GapTasks, of_tasks, "nothing was brought in which a wrong answer stands"),
    ];
    let mut made = Draft::default();
    for (source, lines, none) in kinds {
        if !from.agreement.is_some_and(|agreement| agreement.may(source, on)) {
            made.without.push((source, "the school has not agreed to it".to_owned()));
            continue;
        }
        let mut lines = lines(from);
        lines.truncate(MOST_OF_ONE);
        if lines.is_empty() {
            made.without.push((source, none.to_owned()));
        }
        made.lines.extend(lines);
    }
    made
}

fn of_the_door(from: &DraftFrom<'_>) -> Vec<DraftLine> {
    let Some((journey, held)) = from.door else { return Vec::new() };
    let day = held.on.map(|on| format!(" on {}", on.in_words())).unwrap_or_default();
    let line = |question: &DoorQuestion| {
        let aim = question.aim.as_ref()?;
        let says = match held.answers.get(&question.slug)? {
            Answer::Yes => return None,
            Answer::Partly => "in part",
            Answer::NotYet => "not yet",
        };
        Some(DraftLine {
            source: Shared::Door,
            from: format!("The door{day}: “{}” {says}", question.ask),
            goal: aim.goal.clone(),
            big_idea: None,
            action: aim.action.clone(),
            owner: String::new(),
            by: None,
            measure: aim.measure.clone(),
        })
    };
    let (needed, other): (Vec<_>, Vec<_>) =
        journey.questions.iter().partition(|question| question.is_needed);
    needed.into_iter().chain(other).filter_map(line).collect()
}

fn of_visits(from: &DraftFrom<'_>) -> Vec<DraftLine> {
    let mut visits = from.visits.clone();
    visits.sort_by_key(|held| std::cmp::Reverse(held.visit.on));
    let lines = visits.into_iter().flat_map(|held| {
        held.open().map(|(_, action)| DraftLine {
            source: Shared::Visits,
            from: format!(
                "The visit of {} on {}: {}",
                held.visit.by,
                held.visit.on.in_words(),
                held.visit.note
            ),
            goal: String::new(),
            big_idea: None,
            action: action.what.clone(),
            owner: action.who.clone(),
            by: action.by,
            measure: String::new(),
        })
    });
    lines.collect()
}

fn of_practices(from: &DraftFrom<'_>) -> Vec<DraftLine> {
    let Some((practices, counts)) = &from.counts else { return Vec::new() };
    let lines = spread(practices, counts).into_iter().filter_map(|one| {
        let now = one.over.last().copied()?;
        let is_half_or_fewer = u32::from(now.n) * 2 <= u32::from(now.of);
        if one.drift.is_none() && !is_half_or_fewer {
            return None;
        }
        let says = one.drift.clone().unwrap_or_else(|| now.in_words());
        let line = DraftLine {
            source: Shared::Practices,
            from: format!(
                "The school's count of {}: “{}”, {says}",
                now.on.in_words(),
                one.practice.says
            ),
            goal: one.practice.goal.clone(),
            big_idea: one.practice.big_idea,
            action: one.practice.action.clone(),
            owner: String::new(),
            by: None,
            measure: format!(
                "Counted again next term: in more classes than on {}",
                now.on.in_words()
            ),
        };
        Some((one.drift.is_none(), line))
    });
    let mut lines: Vec<(bool, DraftLine)> = lines.collect();
    lines.sort_by_key(|(is_steady, _)| *is_steady);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn of_tasks(from: &DraftFrom<'_>) -> Vec<DraftLine> {
    let mut tasks = from.tasks.clone();
    tasks.sort_by_key(|(_, answers)| std::cmp::Reverse(answers.on));
    let lines = tasks.into_iter().filter_map(|(set, answers)| {
        let wrong = |one: &&crate::AnswerCount| matches!(one.judged, Judged::Wrong(_)) && one.n > 0;
        let most = answers.counts.iter().filter(wrong).max_by_key(|one| one.n)?;
        let because = match &most.judged {
            Judged::Wrong(Some(because)) => format!(" ({because})"),
            _ => String::new(),
        };
        Some(DraftLine {
            source: Shared::GapTasks,
            from: format!(
                "Brought to the group on {}: “{}”, {} of {} wrote {}{because}",
                answers.on.in_words(),
                set.question,
                most.n,
                answers.n(),
                most.answer
            ),
            goal: format!("Pupils can say why {} is not the answer to “{}”", most.answer, set.question),
            big_idea: None,
            action: format!(
                "Plan one lesson together in which {} and {} stand side by side and the class argues which is right",
                most.answer, set.answer
            ),
            owner: String::new(),
            by: None,
            measure: "The same question with other numbers, answers without names".to_owned(),
        })
    });
    lines.collect()
}
