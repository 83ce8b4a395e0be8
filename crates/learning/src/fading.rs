//! How a cause fades: misconceptions come and go from day to day, so what was named on Monday is not known on Friday.
//!
//! Day by day the shares go back to where they were before any answer. A cause is about answers, never about a pupil.
//! Start at `fade`; `as_of` is a result some days later. Source: Brown and VanLehn, "Repair theory" (1980), on how unstable such errors are.

use crate::because::why;
use crate::diagnosis::{Cause, NAMED_FROM, State, posterior, prior};
use crate::plan::Plan;
use crate::result::PupilResult;

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

/// For how many days the cause of a result may be said; none for one that does not fade: the teacher's own word, or
/// nothing to say. A suggestion goes when half of what the answers told is gone.
pub fn lasts(plan: &Plan, pupil: &PupilResult) -> Option<u32> {
    match &pupil.cause {
        Cause::Named { .. } => {
            Some(names_until(plan, &posterior(plan, &pupil.answers)).unwrap_or(0))
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Cause::Suggested { .. } => Some(HALF_LIFE_DAYS as u32),
        Cause::Nothing | Cause::Unknown | Cause::Given { .. } => None,
    }
}

/// A result as it may be told some days later: the answers stand; a cause that has faded is not known.
pub fn as_of(plan: &Plan, pupil: &PupilResult, days: u32) -> PupilResult {
    let mut told = pupil.clone();
    if lasts(plan, pupil).is_none_or(|lasts| days <= lasts) {
        return told;
    }
    told.cause = Cause::Unknown;
    if let (Some(was), Some(is)) = (why(plan, &pupil.cause), why(plan, &told.cause)) {
        told.because = told.because.replace(&was, &is);
    }
    told
}
