//! A seeded school with known truth, for tests, demonstrations and measuring a fit against what it should have found.
//!
//! Everything follows from the seed. It is invented: no figure of it says anything of real pupils. Start at `School::rows`.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::fit::dice::Dice;
use crate::fit::parameters::ItemFigures;
use crate::security::{Opportunity, StepModel};

/// A school to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct School {
    /// Everything follows from it.
    pub seed: u64,
    /// How many learners.
    pub n_learners: u32,
    /// How many steps; each learner meets all of them.
    pub n_steps: u32,
    /// How many questions each step has; 0 or 1 for one slip and guess.
    pub n_items: u32,
    /// How many answers each learner gives on a step.
    pub n_answers: u32,
    /// Whether days pass between answers, so that something is forgotten, and some are after keep-up or a lesson.
    pub with_times: bool,
}

impl Default for School {
    fn default() -> Self {
        School { seed: 1, n_learners: 240, n_steps: 6, n_items: 8, n_answers: 6, with_times: false }
    }
}

/// What is true of one step of a simulated school.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// The step.
    pub skill: String,
    /// Its figures.
    pub figures: StepModel,
    /// Its questions.
    pub items: Vec<ItemFigures>,
}

/// One answer of a simulated school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimulatedRow {
    /// The learner, from 0.
    pub learner: u32,
    /// The step, from 0.
    pub step: u32,
    /// The question within the step, from 0.
    pub item: u32,
    /// Whether the answer was right.
    pub is_right: bool,
    /// Its place among the learner's answers, from 0.
    pub order: u32,
    /// The day it was given, from 0; 0 without times.
    pub day: u32,
    /// What came between the answer before on this step and this one.
    pub after: Opportunity,
    /// Whether the step was secure when it was asked: what no log holds.
    pub is_secure: bool,
}

impl School {
    /// What is true of each step: figures well inside their bounds, drawn from the seed.
    pub fn truth(&self) -> Vec<Truth> {
        let mut dice = Dice::new(self.seed);
        (0..self.n_steps).map(|step| self.step(step, &mut dice)).collect()
    }

    fn step(&self, step: u32, dice: &mut Dice) -> Truth {
        let mut between = |low: f64, high: f64| low + (high - low) * dice.share();
        let figures = StepModel {
            initial: between(0.25, 0.6),
            learn: [between(0.08, 0.25), between(0.25, 0.45), between(0.25, 0.45)],
            forget: between(0.002, 0.008),
            guess: between(0.1, 0.25),
            slip: between(0.05, 0.15),
            ..StepModel::default()
        };
        let n_items = self.n_items.max(1);
        let items = (0..n_items).map(|item| {
            let alone = n_items == 1;
            let mut about = |at: f64| if alone { at } else { at * (0.5 + dice.share()) };
            ItemFigures {
                item: format!("q{step}-{item}"),
                n_answers: 0,
                slip: about(figures.slip),
                guess: about(figures.guess),
                easier: 0.0,
            }
        });
        let items = items.collect();
        Truth { skill: format!("step-{step}"), figures, items }
    }

    /// Every answer, learner by learner, step by step. Each learner's come from the seed and their own number alone.
    pub fn rows(&self, truth: &[Truth], mut take: impl FnMut(SimulatedRow)) {
        let base = Dice::new(self.seed).roll();
        for learner in 0..self.n_learners {
            // Rolled once, so that no learner's numbers are another's a step later.
            let own = Dice::new(base.wrapping_add(u64::from(learner))).roll();
            let mut dice = Dice::new(own);
            let mut order = 0;
            for (step, truth) in (0u32..).zip(truth) {
                let mut is_secure = dice.happens(truth.figures.initial);
                let mut day = 0;
                for answer in 0..self.n_answers {
                    let mut after = Opportunity::Practised;
                    if answer > 0 {
                        let days = if self.with_times { gap(&mut dice) } else { 0 };
                        after = if self.with_times { event(&mut dice) } else { after };
                        day += days;
                        is_secure = later(&truth.figures, is_secure, after, days, &mut dice);
                    }
                    let item = u32::try_from(dice.below(truth.items.len())).unwrap_or(0);
                    let of = &truth.items[item as usize];
                    let chance = if is_secure { 1.0 - of.slip } else { of.guess };
                    let is_right = dice.happens(chance);
                    take(SimulatedRow {
                        learner,
                        step,
                        item,
                        is_right,
                        order,
                        day,
                        after,
                        is_secure,
                    });
                    order += 1;
                }
            }
        }
    }

    /// The rows as the text of a log, header first.
    pub fn csv(&self, truth: &[Truth]) -> String {
        let mut text = self.header();
        self.rows(truth, |row| self.line(truth, &row, &mut text));
        text
    }

    /// The first line of the log.
    pub fn header(&self) -> String {
        let more = if self.with_times { ",time,after" } else { "" };
        format!("learner,skill,item,correct,order{more}\n")
    }

    /// Adds one row to the text of a log.
    pub fn line(&self, truth: &[Truth], row: &SimulatedRow, text: &mut String) {
        let of = &truth[row.step as usize];
        let (skill, item) = (&of.skill, &of.items[row.item as usize].item);
        let right = u8::from(row.is_right);
        // Writing to a text cannot fail.
        let _ = write!(text, "p{},{skill},{item},{right},{}", row.learner, row.order);
        if self.with_times {
            // From a morning in September.
            const FROM: u64 = 1_788_253_200;
            let time = FROM + u64::from(row.day) * 86_400;
            let after = match row.after {
                Opportunity::Practised => "practised",
                Opportunity::Taught => "taught",
                Opportunity::KeepUp => "keep-up",
            };
            let _ = write!(text, ",{time},{after}");
        }
        text.push('\n');
    }
}

fn gap(dice: &mut Dice) -> u32 {
    // Only gaps that the model tells apart, so that truth and model mean the same.
    const GAPS: [u32; 8] = [0, 1, 1, 2, 7, 14, 42, 91];
    GAPS[dice.below(GAPS.len())]
}

fn event(dice: &mut Dice) -> Opportunity {
    match dice.below(6) {
        0 => Opportunity::Taught,
        1 => Opportunity::KeepUp,
        _ => Opportunity::Practised,
    }
}

fn later(model: &StepModel, was: bool, after: Opportunity, days: u32, dice: &mut Dice) -> bool {
    let has_learned = was || dice.happens(model.learn[after.idx()]);
    has_learned && dice.happens(model.kept_after(f64::from(days)))
}
