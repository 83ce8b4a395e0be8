//! The four facets of knowing a step, each with its own evidence: secure now, lasting, deep, adaptable.
//!
//! They are never added up. What is missing is named, with what would show it; what is old has expired and is asked
//! again. Procedures alone never make a step secure. Start at `facets`. Source: NCETM, "Mastering mathematics
//! means pupils acquiring a deep, long-term, secure and adaptable understanding".

use serde::{Deserialize, Serialize};

use crate::security::belief::{Belief, Day, Range};
use crate::security::step_model::StepModel;

/// What is known of one facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Facet {
    /// It was shown, last on this day.
    Shown {
        /// The day.
        on: Day,
    },
    /// It was shown once, too long ago to count.
    Expired {
        /// The day.
        on: Day,
        /// What would show it again.
        needs: String,
    },
    /// It has not been shown; that says nothing about the pupil.
    Missing {
        /// What would show it.
        needs: String,
    },
}

/// The four facets of one pupil on one step, on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// Right now, on the idea as well as the procedure.
    pub secure_now: Facet,
    /// Right again after a gap of a week or more.
    pub lasting: Facet,
    /// Explains, proves, finds a non-example.
    pub deep: Facet,
    /// Right in an unfamiliar form or context.
    pub adaptable: Facet,
    /// The share secure on that day, with its interval.
    pub secure: Range,
}

/// Secure now from this share up, with the low end of its interval at least `LOW_FROM`. Our choice.
const SECURE_FROM: f64 = 0.90;
const LOW_FROM: f64 = 0.60;
/// Fewer answers than this are an impression. Source: a cause, too, needs two that agree.
const LEAST_ANSWERS: u8 = 2;
/// How long an answer speaks for "now", in days. Our choice: half a term.
const NOW_DAYS: u16 = 42;
/// How long the other three hold, in days. Our choice: two terms.
const LONG_DAYS: u16 = 180;

/// The four facets on a day, from what is believed.
pub fn facets(belief: &Belief, model: &StepModel, today: Day) -> Facets {
    let secure = belief.on(model, today).range(model);
    let idea = held(belief.idea, today, NOW_DAYS);
    Facets {
        secure_now: secure_now(belief, secure, idea, today),
        lasting: facet(belief.lasting, today, "one question right a week or more after another"),
        deep: facet(
            belief.deep,
            today,
            "one task that asks to explain, prove or find a non-example",
        ),
        adaptable: facet(belief.elsewhere, today, "one task in an unfamiliar form or context"),
        secure,
    }
}

impl Facets {
    /// The facets with no evidence that holds today, in words for the teacher, each with what would show it.
    pub fn missing(&self) -> Vec<String> {
        let all = [
            ("secure now", &self.secure_now),
            ("lasting", &self.lasting),
            ("deep", &self.deep),
            ("adaptable", &self.adaptable),
        ];
        let missing = all.into_iter().filter_map(|(name, facet)| match facet {
            Facet::Shown { .. } => None,
            Facet::Missing { needs } => Some(format!("{name}: not shown yet; needs {needs}")),
            Facet::Expired { needs, .. } => {
                Some(format!("{name}: shown too long ago; needs {needs}"))
            }
        });
        missing.collect()
    }
}

fn secure_now(belief: &Belief, secure: Range, idea: Held, today: Day) -> Facet {
    let missing = |needs: &str| Facet::Missing { needs: needs.to_owned() };
    let is_old = belief.asked.is_known() && today.since(belief.asked) > NOW_DAYS;
    match idea {
        _ if belief.n_answers < LEAST_ANSWERS => missing("two answers or more"),
        _ if is_old && belief.right_from.is_known() => {
            Facet::Expired { on: belief.asked, needs: "one question on it now".to_owned() }
        }
        Held::Never => missing("one question on the idea: choose, draw or judge"),
        Held::Expired(on) => Facet::Expired {
            on,
            needs: "one question on the idea: choose, draw or judge".to_owned(),
        },
        Held::Holds(_) if belief.wrong > belief.idea => {
            missing("another answer, since the last was not right")
        }
        Held::Holds(_) if secure.share < SECURE_FROM || secure.low < LOW_FROM => {
            missing("more answers: those seen so far leave it open")
        }
        Held::Holds(on) => Facet::Shown { on },
    }
}

#[derive(Debug, Clone, Copy)]
enum Held {
    Never,
    Expired(Day),
    Holds(Day),
}

fn held(on: Day, today: Day, days: u16) -> Held {
    match on {
        _ if !on.is_known() => Held::Never,
        _ if today.since(on) > days => Held::Expired(on),
        _ => Held::Holds(on),
    }
}

fn facet(on: Day, today: Day, needs: &str) -> Facet {
    match held(on, today, LONG_DAYS) {
        Held::Never => Facet::Missing { needs: needs.to_owned() },
        Held::Expired(on) => Facet::Expired { on, needs: needs.to_owned() },
        Held::Holds(on) => Facet::Shown { on },
    }
}
