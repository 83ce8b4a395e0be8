//! Units, money and times in spoken British English: "three pounds fifty", "five metres per second", "five past two".

use crate::Number;
use crate::lexer::{NUMBER_WORDS, TENS};
use crate::tree::{DivideSign, Half, Node, NodeId, Tree};
use crate::unit::{Symbol, Unit, UnitPart};

use super::say;

/// An amount with its unit.
pub(super) fn quantity(tree: &Tree, amount: NodeId, unit: &Unit, words: &mut Vec<String>) {
    if let Some(spoken) = pounds_and_pence(tree, amount, unit) {
        return words.push(spoken);
    }
    if let Node::Divide { top, bottom, sign: DivideSign::Bar } = tree.node(amount)
        && let (Some(above), Some(below)) = (tree.numeral(top), tree.numeral(bottom))
        && above.value < below.value
    {
        say(tree, amount, words);
        let name = unit_name(tree, unit, true);
        let article =
            if name.starts_with(['a', 'e', 'i', 'o']) || name == "hour" { "an" } else { "a" };
        return words.push(format!("of {article} {name}"));
    }
    say(tree, amount, words);
    let is_one = tree.numeral(amount).is_some_and(|numeral| numeral.value == Number::ONE);
    words.push(unit_name(tree, unit, is_one));
}

// `£3.50` is "three pounds fifty"; `£0.50` is "fifty pence", and an amount with other decimals is said as it stands.
fn pounds_and_pence(tree: &Tree, amount: NodeId, unit: &Unit) -> Option<String> {
    let is_pounds =
        tree.symbol_text(unit.parts().first()?.symbol) == "£" && unit.parts().len() == 1;
    let Node::Numeral(_) = tree.node(amount) else { return None };
    let numeral = tree.numeral(amount).filter(|numeral| is_pounds && numeral.places == 2)?;
    let pence = (&numeral.value * &Number::from(100)).to_i64()?;
    let (whole, rest) = (pence / 100, pence % 100);
    let pounds = if whole == 1 { "pound" } else { "pounds" };
    Some(match (whole, rest) {
        (0, 1) => "one penny".to_owned(),
        (0, _) => format!("{} pence", spoken(rest)),
        (_, 0) => format!("{} {pounds}", spoken(whole)),
        (_, 1..10) => format!("{} {pounds} and {} pence", spoken(whole), spoken(rest)),
        _ => format!("{} {pounds} {}", spoken(whole), spoken(rest)),
    })
}

// Pence, minutes and seconds are said in words: "three pounds fifty", "nine thirty-five".
fn spoken(number: i64) -> String {
    let word = |place: i64| usize::try_from(place).ok().and_then(|place| NUMBER_WORDS.get(place));
    let tens = usize::try_from(number / 10 - 2).ok().and_then(|place| TENS.get(place));
    match (word(number), tens, number % 10) {
        (Some(word), ..) => (*word).to_owned(),
        (None, Some(tens), 0) => (*tens).to_owned(),
        (None, Some(tens), ones) => format!("{tens}-{}", word(ones).copied().unwrap_or_default()),
        _ => number.to_string(),
    }
}

/// The name of a unit: "square centimetres", "metres per second".
fn unit_name(tree: &Tree, unit: &Unit, is_one: bool) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in unit.parts() {
        let below = part.power < 0;
        if below {
            words.push("per".to_owned());
        }
        words.push(part_name(tree, *part, is_one || below));
    }
    words.join(" ")
}

fn part_name(tree: &Tree, part: UnitPart, is_one: bool) -> String {
    let name = match part.symbol {
        Symbol::Known(_) => {
            part.symbol.known().map_or("", |known| if is_one { known.one } else { known.many })
        }
        Symbol::Declared(_) => tree.symbol_text(part.symbol),
    };
    match part.power.unsigned_abs() {
        2 if name == "second" => "second squared".to_owned(),
        1 => name.to_owned(),
        2 => format!("square {name}"),
        3 => format!("cubic {name}"),
        power => format!("{name} to the power of {power}"),
    }
}

/// A time of day: "fourteen oh five", "two thirty pm", "three o'clock".
pub(super) fn time(
    hours: u8,
    minutes: u8,
    seconds: Option<u8>,
    half: Option<Half>,
    words: &mut Vec<String>,
) {
    if let (12, 0, None, Some(half)) = (hours, minutes, seconds, half) {
        let noon = half == Half::Afternoon;
        return words.push(if noon { "twelve noon" } else { "twelve midnight" }.to_owned());
    }
    words.push(spoken(hours.into()));
    match minutes {
        0 if hours > 12 || hours == 0 => words.push("hundred hours".to_owned()),
        0 if half.is_none() => words.push("o'clock".to_owned()),
        0 => {}
        1..10 => words.push(format!("oh {}", spoken(minutes.into()))),
        _ => words.push(spoken(minutes.into())),
    }
    words.extend(seconds.map(|seconds| format!("and {} seconds", spoken(seconds.into()))));
    words.extend(half.map(|half| match half {
        Half::Morning => "am".to_owned(),
        Half::Afternoon => "pm".to_owned(),
    }));
}
