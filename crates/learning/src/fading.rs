//! How a cause fades: misconceptions come and go from day to day, so what was named on Monday is not known on Friday.
//!
//! Day by day the shares go back to where they were before any answer. A cause is about answers, never about a pupil.
//! Start at `fade`. Source: Brown and VanLehn, "Repair theory" (1980), on how unstable such errors are.

use crate::diagnosis::{NAMED_FROM, State, prior};
use crate::plan::Plan;

/// After this many days half of what the answers told is gone. Our choice: a school week leaves about a third.
pub const HALF_LIFE_DAYS: f64 = 4.0;
/// However strong it was, a cause is not named after this many days. Our choice.
pub const LONGEST_DAYS: u32 = 10;

/// The shares some days after the answers they rest on; they still add up to 1.
pub fn fade(plan: &Plan, weighed: &[(State, f64)], days: u32) -> Vec<(State, f64)> {
    let kept = libm::exp2(-f64::from(days) / HALF_LIFE_DAYS);
    let before = prior(plan);
    let at_first = |state: &State| before.iter().find(|(s, _)| s == state).map_or(0.0, |(_, p)| *p);
    let faded = weighed.iter().map(|(s, p)| (s.clone(), kept * p + (1.0 - kept) * at_first(s)));
    let faded: Vec<(State, f64)> = faded.collect();
    let total: f64 = faded.iter().map(|(_, p)| p).sum();
    faded.into_iter().map(|(s, p)| (s, p / total)).collect()
}

/// For how many days a misconception with these shares may still be named; none when it may not be named at all.
pub fn names_until(plan: &Plan, weighed: &[(State, f64)]) -> Option<u32> {
    let is_named = |days: &u32| {
        let faded = fade(plan, weighed, *days);
        let mut causes = faded.iter().filter(|(s, _)| matches!(s, State::Misconception(_)));
        causes.any(|(_, p)| *p >= NAMED_FROM)
    };
    (0..=LONGEST_DAYS).take_while(is_named).last()
}
