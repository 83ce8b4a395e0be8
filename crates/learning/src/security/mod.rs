//! How secure a step is over time: what has been seen of one pupil on one small step, and for how long it holds.
//!
//! Another word than *ready*, which is about the next lesson. A belief is 32 bytes, is folded from facts
//! and can be folded again; it sees one pupil on one step and nothing else the pupil ever did.
//! Start at `Belief`; `StepModel` holds the figures a step is weighed with, `facets` the four words.

mod belief;
mod facets;
mod step_model;

pub use belief::{Belief, Day, Range, Shows, Sighting};
pub use facets::{Facet, Facets, facets};
pub use step_model::{Bounds, Habit, N_FIGURES, Opportunity, StepModel, guess_floor};
