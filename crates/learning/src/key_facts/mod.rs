//! Key facts: which a class has met, how well each pupil has them, and what the next five minutes should ask.
//!
//! Folded from answers; a pupil's words rest on that pupil's answers on that family of facts and nothing else. No clock
//! is shown for any of it outside tables-check practice, and no level is kept. `family` the facts, `asking` a question,
//! `memory` forgetting in hours, `known` one family and one pupil, `class` the fold, `choose` the next five minutes,
//! `tables_check` practice forms, `trial` invented pupils. Start at `KeyFacts::apply`.

mod asking;
mod choose;
mod class;
mod family;
mod known;
mod memory;
mod tables_check;
mod trial;

pub use asking::{AskedIn, Asking, Task};
pub use choose::{Need, five_minutes, gain, next_for};
pub use class::{Answered, KeyFacts, PupilFacts};
pub use family::{Family, FamilyError, Operation, Set};
pub use known::{Known, Side, Word};
pub use memory::{Grade, Memory};
pub use tables_check::{Expected, PAUSE_SECONDS, QUESTIONS, SECONDS, form, forms};
pub use trial::{Rule, Trial};
