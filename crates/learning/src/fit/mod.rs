//! Fitting the figures of each step to a log of answers, and measuring how well they foretell.
//!
//! Pure: the text of the log comes in pieces, threads and files are the caller's. Sums are whole numbers, so any
//! number of threads or shards gives the same figures to the last bit. The log's columns keep the names such files
//! have (`learner`, `skill`, `item`); here a skill is a small step.
//!
//! `read` the log; `log` in order; `history` what the model sees; `estep` (and `turning` under it), `counts`, `mstep` the
//! seam; `em` the loop; `sharing` what a school hands on;
//! `online` the benchmark's running level; `predict`, `measure` how well it foretells; `simulate` known truth.
//! Start at `Reader`, then `fit`.

mod counts;
mod dice;
mod em;
mod estep;
mod history;
mod level;
mod line;
mod log;
mod measure;
mod mstep;
mod names;
mod parameters;
mod plain;
mod predict;
mod read;
mod read_error;
mod sharing;
mod short_keys;
mod simulate;
mod turning;

pub use counts::{Counts, StepCounts};
pub use dice::Dice;
pub use em::{FitPlan, Fitted, Went, fit, fit_log, fit_step, gather};
pub use estep::{estep, score_products};
pub use history::{Histories, StepHistories};
pub use level::{LevelFigures, fit_level};
pub use log::Log;
pub use measure::{Figures, Tally};
pub use mstep::{Questions, mstep};
pub use names::Names;
pub use parameters::{ItemFigures, Kind, Parameters, StepFigures};
pub use predict::{Basis, Foretold, Predictor, States};
pub use read::Reader;
pub use read_error::ReadError;
pub use sharing::{Next, SchoolCounts, SharedItem, SharedStep};
pub use simulate::{School, SimulatedRow, Truth};
