//! Times of day in 12 or 24 hours, and lengths of time in any units.

use crate::Number;
use crate::limits::Steps;
use crate::tree::{Half, Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};

use super::judge::Case;
use super::judged::{Form, Judged};
use super::number_form::whole_at;
use super::quantity::{dimension_of, measured};

const HALF_A_DAY: u32 = 12 * 3600;

/// A time as typed.
enum Typed {
    /// Seconds after midnight, and whether the half of the day is known.
    OfDay {
        seconds: u32,
        is_half_known: bool,
    },
    /// Seconds from beginning to end.
    Length(Number),
    Bare(Number),
    /// A measure of something else.
    Other,
}

/// Judges a time of day or a length of time.
pub(super) fn time(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (typed(case.given, steps)?, typed(case.answer, steps)?);
    match (given, answer) {
        (given @ Typed::OfDay { .. }, answer @ Typed::OfDay { .. }) => Ok(of_day(&given, &answer)),
        (Typed::Length(given), Typed::Length(answer)) => Ok(Judged::value(right(given == answer))),
        (Typed::OfDay { seconds, .. }, Typed::Length(answer)) => {
            let same = answer == Number::from(i64::from(seconds));
            Ok(Judged::value(right(same)).form(Err("time-of-day".into())))
        }
        (Typed::Bare(given), Typed::Length(_)) => {
            let is_number = first_number(case.answer, steps)?.is_some_and(|one| one == given);
            Ok(Judged::value(right(is_number)).unit(Err("unit-left-off".into())))
        }
        (Typed::Length(_) | Typed::Bare(_), Typed::OfDay { .. }) => Ok(Judged::value(right(false))),
        (Typed::Other, Typed::OfDay { .. } | Typed::Length(_)) => Ok(Judged::value(right(false))),
        (_, Typed::Bare(_) | Typed::Other) => {
            Err(NoValue::Undecided("the answer of the item is not a time"))
        }
    }
}

fn right(same: bool) -> Form {
    if same { Ok(()) } else { Err("wrong-time".into()) }
}

fn typed(tree: &Tree, steps: &mut Steps) -> Result<Typed, NoValue> {
    let root = tree.bare(tree.root());
    if let Node::Time { hours, minutes, seconds, half } = tree.node(root) {
        let hours = match half {
            Some(Half::Morning) if hours == 12 => 0,
            Some(Half::Afternoon) if hours < 12 => hours + 12,
            _ => hours,
        };
        let (hours, minutes) = (u32::from(hours), u32::from(minutes));
        let seconds = hours * 3600 + minutes * 60 + u32::from(seconds.unwrap_or(0));
        // From one o'clock to a quarter to one a time may be meant for either half.
        let is_half_known = half.is_some() || hours == 0 || hours > 12 || is_in_24_hours(tree);
        return Ok(Typed::OfDay { seconds, is_half_known });
    }
    // Where a length of time is asked for, `1:20` is read as a ratio.
    if let Node::Ratio(all) = tree.node(root)
        && let [hours, minutes] = tree.children(all)
        && let Some((hours, minutes)) = small(tree, *hours).zip(small(tree, *minutes))
    {
        return Ok(Typed::OfDay { seconds: hours * 3600 + minutes * 60, is_half_known: true });
    }
    if let Some(seconds) = hours_and_m(tree, root, steps)? {
        return Ok(Typed::Length(seconds));
    }
    if let Some(length) = measured(tree, root, steps)? {
        let is_time = Some(length.dimension) == dimension_of("s");
        return Ok(if is_time { Typed::Length(length.size) } else { Typed::Other });
    }
    match value_of(tree, root, steps)? {
        Value::Number(number) => Ok(Typed::Bare(number)),
        _ => Err(NoValue::Undecided("it is not a time")),
    }
}

// After hours an `m` is minutes, as in 1h 20m; by itself it is metres.
fn hours_and_m(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Option<Number>, NoValue> {
    let Node::Compound(all) = tree.node(id) else { return Ok(None) };
    let [hours, minutes] = tree.children(all) else { return Ok(None) };
    let Node::Quantity { amount, unit } = tree.node(*minutes) else { return Ok(None) };
    let is_metres = matches!(tree.unit(unit).parts(), [part] if part.power == 1 && tree.symbol_text(part.symbol) == "m");
    let hours = measured(tree, *hours, steps)?;
    let hours = hours.filter(|hours| is_metres && Some(hours.dimension) == dimension_of("s"));
    match (hours, value_of(tree, amount, steps)?) {
        (Some(hours), Value::Number(minutes)) => {
            Ok(Some(&hours.size + &(&minutes * &Number::from(60))))
        }
        _ => Ok(None),
    }
}

fn small(tree: &Tree, id: NodeId) -> Option<u32> {
    let number = whole_at(tree, id)?.to_i64()?;
    u32::try_from(number).ok().filter(|number| *number < 1_000)
}

// A nought in front, as in 02:05, is how 24 hours are written.
fn is_in_24_hours(tree: &Tree) -> bool {
    tree.source().trim_start().starts_with('0')
}

fn of_day(given: &Typed, answer: &Typed) -> Judged {
    let (
        Typed::OfDay { seconds: given, is_half_known: given_known },
        Typed::OfDay { seconds: answer, is_half_known: answer_known },
    ) = (given, answer)
    else {
        return Judged::value(right(false));
    };
    let is_other_half = given % HALF_A_DAY == answer % HALF_A_DAY;
    // Twelve o'clock is noon where an item says no more.
    let answer_known = *answer_known || *answer >= HALF_A_DAY && given != answer;
    match (given == answer, given_known, answer_known) {
        // The item does not say which half of the day; either will do.
        (_, _, false) if is_other_half => Judged::value(true),
        (true, true, _) => Judged::value(true).form(Ok(())),
        (true, false, true) if *answer < HALF_A_DAY => Judged::value(true).form(Ok(())),
        (_, false, true) if is_other_half => Judged::value(true).form(Err("half-left-off".into())),
        (false, true, true) if is_other_half => Judged::value(Err("wrong-half".into()) as Form),
        _ => Judged::value(right(false)),
    }
}

// The number of an answer with one unit.
fn first_number(tree: &Tree, steps: &mut Steps) -> Result<Option<Number>, NoValue> {
    let Node::Quantity { amount, .. } = tree.node(tree.bare(tree.root())) else { return Ok(None) };
    match value_of(tree, amount, steps)? {
        Value::Number(number) => Ok(Some(number)),
        _ => Ok(None),
    }
}
