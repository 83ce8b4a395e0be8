//! Spoken British English: "one and three quarters", "3 over 17", "x squared".
//!
//! Numbers to twenty are words and larger ones digits; fractions with a school name have it.

use crate::Number;
use crate::lexer::NUMBER_WORDS;
use crate::tree::{
    Children, CompareSign, DivideSign, Function, Node, NodeId, Numeral, Recurring, TimesSign, Tree,
};
use crate::words;

mod measure;

/// The tree as words.
pub(super) fn write(tree: &Tree) -> String {
    let mut words = Vec::new();
    say(tree, tree.root(), &mut words);
    words.join(" ")
}

// Depth is bounded by the limit on tokens.
pub(super) fn say(tree: &Tree, id: NodeId, words: &mut Vec<String>) {
    match tree.node(id) {
        Node::Numeral(place) => words.push(number(&tree.numerals[place as usize])),
        Node::Letter { letter, .. } => words.push(letter.to_string()),
        Node::Gap => words.push("gap".to_owned()),
        Node::Word => words.extend(tree.word.clone()),
        Node::Mixed { whole, top, bottom } => {
            say(tree, whole, words);
            words.push("and".to_owned());
            match one_part(tree, top, bottom) {
                Some(part) => words.push(part),
                None => fraction(tree, top, bottom, words),
            }
        }
        Node::Negate(inner) => {
            words.push(if is_number(tree, inner) { "negative" } else { "minus" }.to_owned());
            say(tree, inner, words);
        }
        Node::Percent(inner) => {
            say(tree, inner, words);
            words.push("per cent".to_owned());
        }
        Node::Bracket(inner) => {
            words.push("open bracket".to_owned());
            say(tree, inner, words);
            words.push("close bracket".to_owned());
        }
        Node::Add(left, right) => two(tree, left, "plus", right, words),
        Node::Subtract(left, right) => two(tree, left, "minus", right, words),
        Node::Times { left, right, sign: TimesSign::Cross } => {
            two(tree, left, "times", right, words)
        }
        Node::Times { left, right, .. } => {
            say(tree, left, words);
            if matches!(tree.node(right), Node::Root { .. }) {
                words.push("times".to_owned());
            }
            say(tree, right, words);
        }
        Node::Divide { top, bottom, sign: DivideSign::Bar } => fraction(tree, top, bottom, words),
        Node::Divide { top, bottom, .. } => two(tree, top, "divided by", bottom, words),
        Node::Power { base, exponent } => power(tree, base, exponent, words),
        Node::Compare { left, right, sign } => two(tree, left, compare(sign), right, words),
        Node::Pi => words.push("pi".to_owned()),
        Node::Root { index, radicand } => {
            words.push(match index {
                2 => "the square root of".to_owned(),
                3 => "the cube root of".to_owned(),
                _ => format!("root {index} of"),
            });
            say(tree, tree.bare(radicand), words);
        }
        Node::Apply { function, argument } => apply(tree, function, argument, words),
        Node::PlusMinus { left: Some(left), right } => {
            two(tree, left, "plus or minus", right, words);
        }
        Node::PlusMinus { left: None, right } => {
            words.push("plus or minus".to_owned());
            say(tree, right, words);
        }
        Node::Remainder { whole, remainder } => two(tree, whole, "remainder", remainder, words),
        Node::Quantity { amount, unit } => measure::quantity(tree, amount, tree.unit(unit), words),
        Node::Time { hours, minutes, seconds, half } => {
            measure::time(hours, minutes, seconds, half, words);
        }
        _ => many(tree, id, words),
    }
}

// The nodes with any number of members.
fn many(tree: &Tree, id: NodeId, words: &mut Vec<String>) {
    match tree.node(id) {
        Node::Ratio(all) => joined(tree, all, "to", words),
        Node::Coordinates(all) => {
            words.push("the point".to_owned());
            joined(tree, all, "comma", words);
        }
        Node::Vector(all) => {
            words.push("the vector".to_owned());
            joined(tree, all, "over", words);
        }
        Node::Set(Children { n: 0, .. }) => words.push("the empty set".to_owned()),
        Node::Set(all) => {
            words.push("the set".to_owned());
            listed(tree, all, words);
        }
        Node::List(all) => listed(tree, all, words),
        Node::Or(all) => joined(tree, all, "or", words),
        Node::And(all) | Node::Compound(all) => joined(tree, all, "and", words),
        Node::Chain { terms, signs } => {
            let signs = tree.signs(terms, signs).iter().map(|sign| Some(*sign)).chain([None]);
            for (n, (term, sign)) in tree.children(terms).iter().zip(signs).enumerate() {
                say(tree, *term, words);
                if n > 0 && sign.is_some_and(|sign| sign != CompareSign::Equal) {
                    words.push("which".to_owned());
                }
                words.extend(sign.map(|sign| compare(sign).to_owned()));
            }
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            let ends = |closed| if closed { "included" } else { "not included" };
            words.push("from".to_owned());
            match low {
                Some(low) => {
                    say(tree, low, words);
                    words.push(ends(low_closed).to_owned());
                }
                None => words.push("negative infinity".to_owned()),
            }
            words.push("to".to_owned());
            match high {
                Some(high) => {
                    say(tree, high, words);
                    words.push(ends(high_closed).to_owned());
                }
                None => words.push("infinity".to_owned()),
            }
        }
        _ => {}
    }
}

fn joined(tree: &Tree, all: Children, between: &str, words: &mut Vec<String>) {
    for (n, member) in tree.children(all).iter().enumerate() {
        if n > 0 {
            words.push(between.to_owned());
        }
        say(tree, *member, words);
    }
}

// With a pause after each member but the last.
fn listed(tree: &Tree, all: Children, words: &mut Vec<String>) {
    for (n, member) in tree.children(all).iter().enumerate() {
        if n > 0
            && let Some(last) = words.last_mut()
        {
            last.push(',');
        }
        say(tree, *member, words);
    }
}

fn apply(tree: &Tree, function: Function, argument: NodeId, words: &mut Vec<String>) {
    words.push(function_name(tree, function));
    if matches!(function, Function::Named(_)) {
        words.push("of".to_owned());
    }
    say(tree, tree.bare(argument), words);
}

fn function_name(tree: &Tree, function: Function) -> String {
    match function {
        Function::Abs => "the size of",
        Function::Sin => "sine",
        Function::Cos => "cos",
        Function::Tan => "tan",
        Function::InverseSin => "inverse sine",
        Function::InverseCos => "inverse cos",
        Function::InverseTan => "inverse tan",
        Function::Named(_) => tree.function_name(function),
    }
    .to_owned()
}

fn two(tree: &Tree, left: NodeId, sign: &str, right: NodeId, words: &mut Vec<String>) {
    say(tree, left, words);
    words.push(sign.to_owned());
    say(tree, right, words);
}

fn number(numeral: &Numeral) -> String {
    if let Some(recurring) = numeral.recurring {
        return repeating(numeral, recurring);
    }
    let small = (numeral.places == 0).then(|| numeral.value.to_i64()).flatten();
    let word = small
        .and_then(|value| usize::try_from(value).ok())
        .and_then(|value| NUMBER_WORDS.get(value));
    word.map_or_else(|| numeral.text.to_string(), |word| (*word).to_owned())
}

// "0.3 recurring", "0.16 with 6 recurring"
fn repeating(numeral: &Numeral, recurring: Recurring) -> String {
    let digits: String = numeral.text.chars().filter(|found| !"()".contains(*found)).collect();
    if (recurring.first, recurring.n) == (0, 1) {
        return format!("{digits} recurring");
    }
    let block = &digits[digits.len() - usize::from(recurring.n)..];
    format!("{digits} with {block} recurring")
}

fn is_number(tree: &Tree, id: NodeId) -> bool {
    match tree.node(tree.bare(id)) {
        Node::Numeral(_) | Node::Mixed { .. } | Node::Percent(_) | Node::Gap => true,
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            tree.numeral(top).is_some() && tree.numeral(bottom).is_some()
        }
        _ => false,
    }
}

fn fraction(tree: &Tree, top: NodeId, bottom: NodeId, words: &mut Vec<String>) {
    match (tree.numeral(top), tree.numeral(bottom)) {
        (Some(above), Some(below)) if above.places == 0 && below.places == 0 => {
            let plural = above.value != Number::ONE;
            match part_name(&below.value, plural) {
                Some(name) => words.extend([number(above), name]),
                None => words.push(format!("{} over {}", above.text, below.text)),
            }
        }
        _ => two(tree, top, "over", bottom, words),
    }
}

// The school name of one of so many equal parts.
fn part_name(denominator: &Number, plural: bool) -> Option<String> {
    let one = match denominator.to_i64()? {
        1000 => return Some(if plural { "thousandths" } else { "thousandth" }.to_owned()),
        known @ (2..=12 | 20 | 100) => known,
        _ => return None,
    };
    if plural { words::part_names(one) } else { words::part_name(one) }
}

// "a half", "an eighth"
pub(super) fn one_part(tree: &Tree, top: NodeId, bottom: NodeId) -> Option<String> {
    tree.numeral(top).filter(|top| top.value == Number::ONE)?;
    let name = part_name(&tree.numeral(bottom)?.value, false)?;
    let article = if name.starts_with('e') { "an" } else { "a" };
    Some(format!("{article} {name}"))
}

fn power(tree: &Tree, base: NodeId, exponent: NodeId, words: &mut Vec<String>) {
    // The square of a sine is said as it is written: "sine squared x".
    let function = match tree.node(base) {
        Node::Apply { function, argument } if function != Function::Abs => {
            words.push(function_name(tree, function));
            Some(argument)
        }
        _ => {
            say(tree, base, words);
            None
        }
    };
    raised_to(tree, exponent, words);
    if let Some(argument) = function {
        say(tree, tree.bare(argument), words);
    }
}

fn raised_to(tree: &Tree, exponent: NodeId, words: &mut Vec<String>) {
    match tree.numeral(exponent).and_then(|numeral| numeral.value.to_i64()) {
        Some(2) => words.push("squared".to_owned()),
        Some(3) => words.push("cubed".to_owned()),
        _ => {
            words.push("to the power of".to_owned());
            say(tree, tree.bare(exponent), words);
        }
    }
}

fn compare(sign: CompareSign) -> &'static str {
    match sign {
        CompareSign::Equal => "equals",
        CompareSign::NotEqual => "is not equal to",
        CompareSign::Less => "is less than",
        CompareSign::LessOrEqual => "is less than or equal to",
        CompareSign::Greater => "is greater than",
        CompareSign::GreaterOrEqual => "is greater than or equal to",
        CompareSign::About => "is about",
    }
}
