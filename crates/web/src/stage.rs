//! What the class sees: a lesson as beats, one for each press of the key.
//!
//! Pure: positions and content in, beats and questions out. It knows no pupil. Start at [`beats`].

use curriculum::{Lesson, Screen, TaskRef};
use learning::QuestionId;

use crate::planning::question_id;

/// What one press of the key shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// A fact, asked or answered.
    Fact {
        /// Position of the fact.
        fact: usize,
        /// Whether its answer is shown.
        told: bool,
    },
    /// A card to judge: what it is, what it is not.
    Card {
        /// Position of the card.
        card: usize,
        /// Whether it is told what it is and why.
        told: bool,
    },
    /// All the cards sorted.
    Sorted,
    /// The stem sentence with its picture, its gaps open or filled.
    Stem {
        /// Position of the task.
        task: usize,
        /// Whether the gaps are filled.
        told: bool,
    },
    /// A question of a sequence: what changed, and what do you expect?
    Ask(usize),
    /// What changed glows, after the class has said it.
    Changed(usize),
    /// The answer, and what happened to it.
    Answer(usize),
    /// What the sequence makes noticeable: asked, then told.
    Noticing {
        /// Whether it is told.
        told: bool,
    },
    /// A vote between two answers: 0 before talking, 1 after.
    Vote(u8),
    /// Pairs talk between the votes.
    TalkItOver,
    /// Which is right, and why.
    WhichIsRight,
    /// A question everyone answers half-way.
    Hinge,
    /// Its answer.
    HingeAnswer,
    /// A statement to judge: always, sometimes, never.
    Statement,
    /// One more case of it, up to this one.
    Case(usize),
    /// Whether it is always, sometimes or never true.
    Truth,
    /// The proof up to this line.
    Proof(usize),
    /// Something to talk about.
    Prompt,
    /// Practice, and then its answers.
    Practise {
        /// Whether the answers are shown.
        told: bool,
    },
    /// A deepening prompt for everyone.
    Deepen(usize),
    /// A question of the check.
    Check(usize),
    /// The check is done.
    CheckDone,
}

/// The beats of a turn's screen, in order; never empty.
pub fn beats(lesson: &Lesson, screen: &Screen) -> Vec<Beat> {
    let both = |n: usize, make: fn(usize, bool) -> Beat| {
        (0..n).flat_map(move |idx| [make(idx, false), make(idx, true)]).collect::<Vec<_>>()
    };
    let beats = match screen {
        Screen::Facts { facts } => both(facts.len(), |fact, told| Beat::Fact { fact, told }),
        Screen::WhatItIs { cards, .. } => {
            let mut beats = both(cards.len(), |card, told| Beat::Card { card, told });
            beats.push(Beat::Sorted);
            beats
        }
        Screen::Stem { tasks, .. } => both(tasks.len(), |task, told| Beat::Stem { task, told }),
        Screen::Sequence { tasks, plan, noticing, .. } => {
            sequence_beats(tasks.len(), &fresh_starts(plan), !noticing.is_empty())
        }
        Screen::TwoAnswers { .. } => {
            vec![Beat::Vote(0), Beat::TalkItOver, Beat::Vote(1), Beat::WhichIsRight]
        }
        Screen::Hinge { .. } => vec![Beat::Hinge, Beat::HingeAnswer],
        Screen::Statement { examples, proof, .. } => {
            let mut beats = vec![Beat::Statement];
            beats.extend((0..examples.len()).map(Beat::Case));
            beats.push(Beat::Truth);
            beats.extend((0..proof.len()).map(Beat::Proof));
            beats
        }
        Screen::Talk { .. } => vec![Beat::Prompt],
        Screen::Practise { .. } => {
            vec![Beat::Practise { told: false }, Beat::Practise { told: true }]
        }
        Screen::Deepen { deepen } => (0..deepen.len()).map(Beat::Deepen).collect(),
        Screen::Check => {
            (0..lesson.check.tasks.len()).map(Beat::Check).chain([Beat::CheckDone]).collect()
        }
    };
    if beats.is_empty() { vec![Beat::Prompt] } else { beats }
}

/// Where a phase begins: such a task is not compared with the one before it.
fn fresh_starts(plan: &curriculum::SequencePlan) -> Vec<usize> {
    let ends = plan.phases.iter().scan(0, |at, phase| {
        *at += phase.length;
        Some(*at)
    });
    std::iter::once(0).chain(ends).collect()
}

fn sequence_beats(n_tasks: usize, fresh: &[usize], has_noticing: bool) -> Vec<Beat> {
    let mut beats = Vec::new();
    for idx in 0..n_tasks {
        beats.push(Beat::Ask(idx));
        if !fresh.contains(&idx) {
            beats.push(Beat::Changed(idx));
        }
        beats.push(Beat::Answer(idx));
    }
    if has_noticing {
        beats.extend([Beat::Noticing { told: false }, Beat::Noticing { told: true }]);
    }
    beats
}

/// A place in a lesson: turn and beat, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The turn.
    pub turn: usize,
    /// The beat within the turn.
    pub beat: usize,
}

impl Cursor {
    /// The place within the lesson nearest to a stored one, in case turns were taken out since.
    pub fn within(lesson: &Lesson, turn: u16, beat: u16) -> Self {
        let turn = usize::from(turn).min(lesson.turns.len().saturating_sub(1));
        let last = lesson.turns.get(turn).map_or(0, |one| beats(lesson, &one.screen).len() - 1);
        Self { turn, beat: usize::from(beat).min(last) }
    }

    /// The beat shown here; none for a lesson without turns.
    pub fn beat_in(self, lesson: &Lesson) -> Option<Beat> {
        beats(lesson, &lesson.turns.get(self.turn)?.screen).get(self.beat).copied()
    }

    /// One press on; none at the end.
    pub fn next(self, lesson: &Lesson) -> Option<Self> {
        let here = beats(lesson, &lesson.turns.get(self.turn)?.screen).len();
        if self.beat + 1 < here {
            Some(Self { beat: self.beat + 1, ..self })
        } else if self.turn + 1 < lesson.turns.len() {
            Some(Self { turn: self.turn + 1, beat: 0 })
        } else {
            None
        }
    }

    /// One press back; none at the start.
    pub fn back(self, lesson: &Lesson) -> Option<Self> {
        if self.beat > 0 {
            return Some(Self { beat: self.beat - 1, ..self });
        }
        let turn = self.turn.checked_sub(1)?;
        let last = beats(lesson, &lesson.turns.get(turn)?.screen).len() - 1;
        Some(Self { turn, beat: last })
    }
}

/// The questions in front of the class here, for pupils with a device.
pub fn asked(lesson: &Lesson, cursor: Cursor) -> Vec<QuestionId> {
    let Some(turn) = lesson.turns.get(cursor.turn) else { return Vec::new() };
    let one = |prefix: &str, task: Option<&TaskRef>| {
        task.map(|task| question_id(prefix, task)).into_iter().collect()
    };
    match (&turn.screen, cursor.beat_in(lesson)) {
        (Screen::Sequence { tasks, .. }, Some(Beat::Ask(idx) | Beat::Changed(idx))) => {
            one("practice", tasks.get(idx))
        }
        (Screen::TwoAnswers { task, .. }, Some(Beat::Vote(0))) => one("vote", Some(task)),
        (Screen::TwoAnswers { task, .. }, Some(Beat::Vote(_))) => one("revote", Some(task)),
        (Screen::Hinge { task }, Some(Beat::Hinge)) => one("hinge", Some(task)),
        (Screen::Practise { tasks, .. }, Some(Beat::Practise { told: false })) => {
            tasks.iter().map(|task| question_id("practice", task)).collect()
        }
        (Screen::Check, Some(_)) => {
            lesson.check.tasks.iter().map(|task| question_id("check", task)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether this place is the check.
pub fn is_check(lesson: &Lesson, cursor: Cursor) -> bool {
    lesson.turns.get(cursor.turn).is_some_and(|turn| matches!(turn.screen, Screen::Check))
}

#[cfg(test)]
mod tests {
    use curriculum::{Actor, CheckPlan, RichText, Turn, TurnKind};

    use super::*;

    fn turn(screen: Screen) -> Turn {
        Turn {
            kind: TurnKind::Explore,
            actor: Actor::Everyone,
            minutes: 1,
            title: String::new(),
            say: RichText::default(),
            listen_for: RichText::default(),
            next_question: RichText::default(),
            screen,
        }
    }

    fn task(family: &str) -> TaskRef {
        TaskRef { family: family.to_owned(), ..TaskRef::default() }
    }

    fn lesson() -> Lesson {
        let sequence = Screen::Sequence {
            family: "f".to_owned(),
            plan: curriculum::SequencePlan::default(),
            tasks: vec![task("a"), task("b")],
            noticing: RichText::read("x"),
        };
        Lesson {
            turns: vec![
                turn(sequence),
                turn(Screen::Hinge { task: task("h") }),
                turn(Screen::Check),
            ],
            check: CheckPlan { tasks: vec![task("c"), task("d")], recheck: Vec::new() },
            ..Lesson::default()
        }
    }

    #[test]
    fn what_changed_is_shown_only_after_the_question_and_before_the_answer() {
        let lesson = lesson();
        let shown = beats(&lesson, &lesson.turns[0].screen);
        assert_eq!(
            shown,
            [
                Beat::Ask(0),
                Beat::Answer(0),
                Beat::Ask(1),
                Beat::Changed(1),
                Beat::Answer(1),
                Beat::Noticing { told: false },
                Beat::Noticing { told: true }
            ]
        );
    }

    #[test]
    fn a_new_phase_is_not_compared_with_the_task_before_it() {
        use curriculum::{Phase, PhaseKind, SequencePlan};
        let phase = |length| Phase {
            kind: PhaseKind::Separation,
            focus: Some("parts".to_owned()),
            length,
            chart: None,
            relation: None,
        };
        let plan = SequencePlan { phases: vec![phase(2), phase(2)] };
        assert_eq!(fresh_starts(&plan), [0, 2, 4]);
        let shown = sequence_beats(4, &fresh_starts(&plan), false);
        let changed: Vec<&Beat> =
            shown.iter().filter(|beat| matches!(beat, Beat::Changed(_))).collect();
        assert_eq!(changed, [&Beat::Changed(1), &Beat::Changed(3)]);
    }

    #[test]
    fn going_on_and_back_meet_every_beat_once() {
        let lesson = lesson();
        let mut cursor = Cursor::default();
        let mut on = vec![cursor];
        while let Some(next) = cursor.next(&lesson) {
            cursor = next;
            on.push(cursor);
        }
        assert_eq!(on.len(), 7 + 2 + 3);
        let mut back = vec![cursor];
        while let Some(before) = cursor.back(&lesson) {
            cursor = before;
            back.push(cursor);
        }
        back.reverse();
        assert_eq!(on, back);
    }

    #[test]
    fn only_the_question_in_front_of_the_class_is_asked() {
        let lesson = lesson();
        for (turn, beat, families) in [
            (0, 0, vec!["practice a"]),
            (0, 1, vec![]),
            (0, 3, vec!["practice b"]),
            (1, 0, vec!["hinge h"]),
            (1, 1, vec![]),
            (2, 0, vec!["check c", "check d"]),
        ] {
            let wanted: Vec<QuestionId> = families
                .iter()
                .filter_map(|text| text.split_once(' '))
                .map(|(prefix, family)| question_id(prefix, &task(family)))
                .collect();
            assert_eq!(asked(&lesson, Cursor { turn, beat }), wanted, "turn {turn} beat {beat}");
        }
    }

    #[test]
    fn a_place_left_behind_by_an_edit_is_brought_within_the_lesson() {
        let lesson = lesson();
        assert_eq!(Cursor::within(&lesson, 9, 9), Cursor { turn: 2, beat: 2 });
        assert_eq!(Cursor::within(&lesson, 1, 9), Cursor { turn: 1, beat: 1 });
    }
}
