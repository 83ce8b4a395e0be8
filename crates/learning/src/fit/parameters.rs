//! What a fit gives, and what is written to a file: figures by step and by question, never by learner.
//!
//! Start at `Parameters`.

use serde::{Deserialize, Serialize};

use crate::fit::level::LevelFigures;
use crate::security::{Habit, StepModel};

/// Which model is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A step's own slip and guess.
    Standard,
    /// Each question's own slip and guess, drawn to the step's.
    Items,
    /// Questions, and a level for each learner while the log is read: for the difficulty of questions and for
    /// benchmarks. The level is never written, kept, shown or used for any pupil.
    Ability,
}

/// The figures of every step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// The form of the file: `tenframe-learn-1`.
    pub format: String,
    /// Which model they are of.
    pub model: Kind,
    /// One entry per step, by name.
    pub steps: Vec<StepFigures>,
    /// How the running level moves; none for the other models. It belongs to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelFigures>,
}

/// The figures of one step and its questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepFigures {
    /// The step, as the log names it.
    pub skill: String,
    /// How many answers it was fitted to.
    pub n_answers: u64,
    /// Its figures.
    pub figures: StepModel,
    /// One entry per question, in the log's order; for the standard model one for all of them.
    pub items: Vec<ItemFigures>,
}

/// How one question is answered against the state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemFigures {
    /// The question, as the log names it; empty when it stands for all of the step's.
    pub item: String,
    /// How many answers it was fitted to.
    pub n_answers: u64,
    /// Wrong though secure.
    pub slip: f64,
    /// Right though not yet.
    pub guess: f64,
    /// How much easier (above 0) or harder than its step, in log-odds, whatever the level of those asked; 0 unless
    /// the model is `ability`.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub easier: f64,
}

fn is_nothing(easier: &f64) -> bool {
    *easier == 0.0
}

impl Parameters {
    /// The form of the file this version reads and writes.
    pub const FORMAT: &str = "tenframe-learn-1";

    /// The first figure that no fit gives and from which no chance can be worked out, in words; none when all are
    /// sound. Each is a share between 0 and 1, neither end among them, and what is secure must be right more often
    /// than what is not.
    pub fn wrong(&self) -> Option<String> {
        self.steps.iter().find_map(|step| {
            let model = &step.figures;
            let [practised, taught, keep_up] = model.learn;
            let of_step = [
                ("initial", model.initial),
                ("learn", practised),
                ("learn after teaching", taught),
                ("learn after keep-up", keep_up),
                ("forget", model.forget),
            ];
            let whole = ("the whole skill", model.slip, model.guess, 0.0);
            let items = step.items.iter().map(|i| (i.item.as_str(), i.slip, i.guess, i.easier));
            let of_step = of_step.into_iter().find_map(|(name, share)| is_no_share(name, share));
            let of_items = || {
                [whole].into_iter().chain(items).find_map(|(item, slip, guess, easier)| {
                    let wrong = is_no_share("slip", slip)
                        .or_else(|| is_no_share("guess", guess))
                        .or_else(|| {
                            (slip + guess >= 1.0).then(|| {
                                format!("slip {slip} and guess {guess} add up to 1 or more")
                            })
                        })
                        .or_else(|| {
                            (!easier.is_finite())
                                .then(|| format!("easier is {easier}; expected a number"))
                        });
                    wrong.map(|wrong| format!("{wrong} (item `{item}`)"))
                })
            };
            let wrong = of_step.or_else(of_items)?;
            Some(format!("skill `{}`: {wrong}", step.skill))
        })
    }
}

impl StepFigures {
    /// A step's figures before any fit, with a place for each of its questions.
    pub fn start(model: StepModel, floors: &[f64]) -> StepFigures {
        let of = |floor: &f64| ItemFigures {
            item: String::new(),
            n_answers: 0,
            slip: model.slip,
            guess: model.guess.max(*floor),
            easier: 0.0,
        };
        StepFigures {
            skill: String::new(),
            n_answers: 0,
            items: floors.iter().map(of).collect(),
            figures: model,
        }
    }
}

impl ItemFigures {
    /// The same as a habit.
    pub fn habit(&self) -> Habit {
        #[allow(clippy::cast_possible_truncation)]
        Habit { slip: self.slip as f32, guess: self.guess as f32 }
    }
}

fn is_no_share(name: &str, share: f64) -> Option<String> {
    let is_sound = share > 0.0 && share < 1.0;
    (!is_sound).then(|| format!("{name} is {share}; expected a number between 0 and 1"))
}
