//! A lesson for a step: the written one where content has it, else a simple one made from its families.
//!
//! The simple one has the rhythm of a written lesson: see it, say it, vary it, argue about it, practise, deepen, check.

use curriculum::{
    Actor, BigIdeas, CheckPlan, Content, Deepen, Lesson, Phase, PhaseKind, RichText, Screen,
    SequencePlan, SmallStep, TaskFamily, TaskRef, Turn, TurnKind,
};

use crate::error::PageError;

/// The lesson for a step.
///
/// # Errors
///
/// When there is no such step, or no family to ask questions with.
pub fn lesson_for(content: &Content, slug: &str) -> Result<Lesson, PageError> {
    let step = content.step(slug).ok_or_else(|| PageError::not_found("small step"))?;
    match content.lesson(&step.slug) {
        Some(written) => Ok(written.clone()),
        None => simple(content, step),
    }
}

/// The tasks that check a step: those of its lesson, or of the simple lesson.
///
/// # Errors
///
/// As [`lesson_for`].
pub fn check_for(content: &Content, slug: &str) -> Result<Vec<TaskRef>, PageError> {
    lesson_for(content, slug).map(|lesson| lesson.check.tasks)
}

/// What is tried in the minutes before a lesson that builds on this step, and what is asked after it: none of it is asked
/// in the step's own check or recheck.
///
/// # Errors
///
/// As [`lesson_for`].
pub fn before_it(content: &Content, slug: &str) -> Result<BeforeIt, PageError> {
    let check = lesson_for(content, slug)?.check;
    let Some(first) = check.tasks.first() else { return Ok(BeforeIt::default()) };
    let mut used: Vec<TaskRef> = check.tasks.iter().chain(&check.recheck).cloned().collect();
    let tries = curriculum::tries(content, first, &used);
    used.extend(tries.iter().cloned());
    let asked_after = curriculum::recheck(content, std::slice::from_ref(first), &used);
    Ok(BeforeIt { tries, asked_after })
}

/// The tasks of the minutes before a lesson.
#[derive(Debug, Default)]
pub struct BeforeIt {
    /// Up to two, tried with the adult.
    pub tries: Vec<TaskRef>,
    /// Up to one, alone.
    pub asked_after: Vec<TaskRef>,
}

/// Our choice: two rows of four on a sheet, before the ends that matter.
const PRACTISED: usize = 8;
/// Our choice: tasks of a family among which one for each end is looked for.
const TRIED: usize = 400;

fn simple(content: &Content, step: &SmallStep) -> Result<Lesson, PageError> {
    let families: Vec<&TaskFamily> = content.families_of_step(&step.slug).collect();
    let Some(main) = families.first() else {
        return Err(PageError::refused(
            "This step has no questions yet",
            format!(
                "\"{}\" is in the content as a step, without a task family, so no lesson can be made from it. Use \"Just a check\" with your own questions.",
                step.name
            ),
        ));
    };
    let mut turns = Vec::new();
    let examples: Vec<TaskRef> = spread(content, main, 3);
    if !step.stem.is_empty() {
        turns.push(turn(
            TurnKind::Demonstrate,
            Actor::Teacher,
            5,
            "See it and say it",
            "Build the sentence with the picture. Say it together each time it changes.",
            Screen::Stem { stem: step.stem.clone(), tasks: examples.clone() },
        ));
    }
    if let Some(sequence) = varied(content, main) {
        turns.push(turn(
            TurnKind::Explore,
            Actor::Everyone,
            8,
            "One thing changes",
            "Before each one: what changed, and what do you expect?",
            Screen::Sequence {
                family: main.slug.clone(),
                plan: sequence.0,
                tasks: sequence.1,
                noticing: RichText::read(&step.new_mathematics),
            },
        ));
    }
    if let Some((task, other)) = two_answers(content, &families) {
        turns.push(turn(
            TurnKind::Discuss,
            Actor::Pairs,
            6,
            "Two answers",
            "Vote, talk, vote again. Which is right, and how do you know?",
            Screen::TwoAnswers { task, other },
        ));
    }
    let practice = practised(content, &families, &turns);
    let n_practice = practice.len();
    turns.push(turn(
        TurnKind::Practise,
        Actor::Everyone,
        10,
        "Practise",
        "On paper or on devices. Look for what stays the same.",
        Screen::Practise {
            family: main.slug.clone(),
            plan: SequencePlan {
                phases: vec![Phase {
                    kind: PhaseKind::Mixed,
                    focus: None,
                    length: n_practice,
                    chart: None,
                    relation: None,
                }],
            },
            tasks: practice,
            noticing: RichText::default(),
        },
    ));
    let deepen = deepening(content, &families);
    if !deepen.is_empty() {
        turns.push(turn(
            TurnKind::Generalise,
            Actor::Everyone,
            8,
            "Go deeper",
            "For everyone, on the same idea.",
            Screen::Deepen { deepen },
        ));
    }
    turns.push(turn(
        TurnKind::Check,
        Actor::Everyone,
        5,
        "Check",
        "On your own, no talking.",
        Screen::Check,
    ));
    let check = check_tasks(content, step, &families);
    Ok(Lesson {
        step: step.slug.clone(),
        title: step.name.clone(),
        new_mathematics: step.new_mathematics.clone(),
        big_ideas: BigIdeas { coherence: step.why_now.clone(), ..BigIdeas::default() },
        turns,
        check: CheckPlan { recheck: curriculum::recheck(content, &check, &[]), tasks: check },
    })
}

/// One turn with what is said in it; nothing yet to listen for or to ask next.
pub fn turn(
    kind: TurnKind,
    actor: Actor,
    minutes: u8,
    title: &str,
    say: &str,
    screen: Screen,
) -> Turn {
    Turn {
        kind,
        actor,
        minutes,
        title: title.to_owned(),
        say: RichText::read(say),
        listen_for: RichText::default(),
        next_question: RichText::default(),
        screen,
    }
}

/// `n` tasks evenly over a family's space.
fn spread(content: &Content, family: &TaskFamily, n: usize) -> Vec<TaskRef> {
    let total = family.n_tasks();
    let step = (total / n.max(1)).max(1);
    content.all_tasks(&family.slug, total).step_by(step).take(n).collect()
}

/// Tasks spread over the families, and among them one for each end that matters and was not met before: a lesson so
/// made keeps its own intention, and a changed number is told what it alone breaks.
fn practised(content: &Content, families: &[&TaskFamily], turns: &[Turn]) -> Vec<TaskRef> {
    let mut met: Vec<(String, String)> = Vec::new();
    let mut meets = |task: &TaskRef| {
        let ends = curriculum::ends_met(content, task).into_iter();
        let new: Vec<_> =
            ends.map(|end| (task.family.clone(), end)).filter(|end| !met.contains(end)).collect();
        met.extend(new.iter().cloned());
        !new.is_empty()
    };
    for turn in turns {
        if let Screen::Sequence { tasks, .. } = &turn.screen {
            tasks.iter().for_each(|task| _ = meets(task));
        }
    }
    let mut practice: Vec<TaskRef> =
        families.iter().flat_map(|family| spread(content, family, 4)).take(PRACTISED).collect();
    practice.iter().for_each(|task| _ = meets(task));
    for family in families.iter().filter(|family| !family.ends.is_empty()) {
        practice.extend(content.all_tasks(&family.slug, TRIED).filter(|task| meets(task)));
    }
    practice
}

/// A separation sequence on the first dimension that allows one.
fn varied(content: &Content, family: &TaskFamily) -> Option<(SequencePlan, Vec<TaskRef>)> {
    family.dimensions.iter().find_map(|dimension| {
        let phase = Phase {
            kind: PhaseKind::Separation,
            focus: Some(dimension.name.clone()),
            length: 4,
            chart: None,
            relation: None,
        };
        let plan = SequencePlan { phases: vec![phase] };
        let made = curriculum::sequence(content, family, &plan, 1).ok()?;
        Some((plan, made.tasks.into_iter().map(|one| one.task).collect()))
    })
}

fn two_answers(content: &Content, families: &[&TaskFamily]) -> Option<(TaskRef, String)> {
    families.iter().flat_map(|family| spread(content, family, 12)).find_map(|of| {
        let task = content.pose(&of).ok()?;
        let other = task.predicted.first()?.misconception.clone();
        Some((of, other))
    })
}

fn deepening(content: &Content, families: &[&TaskFamily]) -> Vec<Deepen> {
    let posed =
        families.iter().filter_map(|family| content.pose(spread(content, family, 3).last()?).ok());
    posed.flat_map(|task| task.depth).take(3).collect()
}

/// Two or three tasks: every key point of the step that some family asks, one conceptual where there is one.
fn check_tasks(content: &Content, step: &SmallStep, families: &[&TaskFamily]) -> Vec<TaskRef> {
    let mut chosen: Vec<TaskRef> = Vec::new();
    let mut open: Vec<&str> = step.key_points.iter().map(|point| point.id.as_str()).collect();
    let mut by_use: Vec<&&TaskFamily> = families.iter().collect();
    by_use.sort_by_key(|family| !family.kind.is_conceptual());
    for family in by_use {
        let asks_open = family.key_points.iter().any(|id| open.contains(&id.as_str()));
        if asks_open || chosen.is_empty() {
            chosen.extend(spread(content, family, 3).into_iter().nth(1));
            open.retain(|id| !family.key_points.iter().any(|one| one == id));
        }
    }
    if chosen.len() == 1 {
        let others = curriculum::recheck(content, &chosen, &[]);
        chosen.extend(others);
    }
    chosen.truncate(4);
    chosen
}
