//! What is expected of the next answer of a sequence, said before it is told: the list to pick from, and what came of it.
//!
//! It names nobody: on the projector there is the class's own word and, from devices, counts. Start at [`at`].

use curriculum::{Content, Expectation, Foretelling, Lesson, Screen, foretellings};
use learning::{Foretold, LiveLesson};
use maud::{Markup, html};

use crate::planning;
use crate::stage::{Beat, Cursor};

/// A question of a sequence that follows another, so that something can be expected of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The turn, from 0.
    pub turn: u16,
    /// The task in the turn's sequence, from 0.
    pub task: u16,
    /// Whether its answer is on the screen.
    pub is_told: bool,
    /// What there is to expect, and what comes true.
    pub foretelling: Foretelling,
}

/// What can be expected here; none where the class is not at such a question.
pub fn at(content: &Content, lesson: &Lesson, cursor: Cursor) -> Option<Awaited> {
    let (idx, is_told) = match cursor.beat_in(lesson)? {
        Beat::Ask(idx) | Beat::Changed(idx) => (idx, false),
        Beat::Answer(idx) => (idx, true),
        _ => return None,
    };
    let (turn, task) = (u16::try_from(cursor.turn).ok()?, u16::try_from(idx).ok()?);
    Some(Awaited { is_told, ..of_task(content, lesson, turn, task)? })
}

/// What can be expected where the class of an open lesson is.
pub fn now(content: &Content, live: &LiveLesson) -> Option<Awaited> {
    let lesson = planning::lesson_in(&live.plan)?;
    at(content, &lesson, Cursor::within(&lesson, live.turn, live.beat))
}

/// What can be expected of a task of a sequence before its answer is told.
pub fn of_task(content: &Content, lesson: &Lesson, turn: u16, task: u16) -> Option<Awaited> {
    let Screen::Sequence { tasks, plan, .. } = &lesson.turns.get(usize::from(turn))?.screen else {
        return None;
    };
    let foretelling = foretellings(content, tasks, plan).into_iter().nth(usize::from(task))??;
    Some(Awaited { turn, task, is_told: false, foretelling })
}

impl Awaited {
    /// What may be recorded when this was picked here: only something that was offered, and only before the answer.
    pub fn takes(&self, turn: u16, task: u16, what: &str) -> Option<Expectation> {
        let is_here = self.turn == turn && self.task == task && !self.is_told;
        self.offers(what).filter(|_| is_here)
    }

    /// The expectation of this name, when it stands on the list.
    pub fn offers(&self, what: &str) -> Option<Expectation> {
        Expectation::named(what).filter(|picked| self.foretelling.offered.contains(picked))
    }

    /// The buttons to pick from, inside a form that the caller opens; the keys 1 to 9 press them on the screen.
    pub fn buttons(&self, picked: Option<&str>, has_keys: bool) -> Markup {
        html! {
            input type="hidden" name="turn" value=(self.turn);
            input type="hidden" name="task" value=(self.task);
            span.expect-of { @if has_keys { "We expect " } @else { "I expect " } (self.foretelling.of) ":" }
            @for (idx, one) in self.foretelling.offered.iter().enumerate() {
                button.act.quiet.small #{ "expect-" (idx + 1) } name="what" value=(one.slug()) aria-pressed=(if picked == Some(one.slug()) { "true" } else { "false" }) {
                    @if has_keys { span.key-of aria-hidden="true" { (idx + 1) } " " }
                    (one.says())
                }
            }
        }
    }

    /// "You expected the part to halve, and that is what happened."; nothing for a name of a later version.
    pub fn came_true(&self, what: &str) -> String {
        let Some(expected) = Expectation::named(what) else { return String::new() };
        let said = format!("You expected {} {}", self.foretelling.of, expected.to_do());
        if self.foretelling.true_ones.contains(&expected) {
            format!("{said}, and that is what happened.")
        } else if expected == Expectation::SomethingElse {
            format!("{said}. Did it?")
        } else {
            format!("{said}. What happened instead, and why?")
        }
    }

    /// Under a question on the screen: what the class expects, or what came of it.
    pub fn on_screen(&self, said: Option<&Foretold>, here: usize) -> Markup {
        let Some(said) = said else { return html! {} };
        let n: usize = said.devices.values().sum();
        html! {
            p.expected {
                @match (&said.class, self.is_told) {
                    (Some(what), true) => { (self.came_true(what)) " " }
                    (Some(what), false) => { @if let Some(one) = Expectation::named(what) { "You expect " (self.foretelling.of) " " strong { (one.to_do()) } ". " } }
                    (None, _) => {}
                }
                @if n > 0 { span.number { @if self.is_told { (split(said)) } @else { (n) " of " (here) " have said what they expect." } } }
            }
        }
    }
}

/// "On devices, expected: to halve 8, to double 3." The most first.
pub fn split(said: &Foretold) -> Markup {
    let mut counts: Vec<(&str, usize)> = said
        .devices
        .iter()
        .filter_map(|(what, n)| Some((Expectation::named(what)?.to_do(), *n)))
        .collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    html! { @if !counts.is_empty() { "On devices, expected " @for (idx, (what, n)) in counts.iter().enumerate() { @if idx > 0 { ", " } (what) ": " (n) } "." } }
}
