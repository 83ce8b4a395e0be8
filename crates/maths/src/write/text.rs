//! Plain text in one spacing. What is written here reads back as the same tree.

use crate::tree::{
    Children, CompareSign, DivideSign, Function, Half, Node, NodeId, TimesSign, Tree,
};
use crate::unit::Unit;
use crate::value::{Monomial, Polynomial};

/// The tree as text.
pub(super) fn write(tree: &Tree) -> String {
    let mut out = String::new();
    node(tree, tree.root(), &mut out);
    out
}

// Depth is bounded by the limit on tokens.
fn node(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.node(id) {
        Node::Numeral(place) => out.push_str(&tree.numerals[place as usize].text),
        Node::Letter { letter, .. } => out.push(letter),
        Node::Gap => out.push('_'),
        Node::Word => out.push_str(tree.word.as_deref().unwrap_or_default()),
        Node::Mixed { whole, top, bottom } => {
            node(tree, whole, out);
            two(tree, (top, " ", bottom), "/", out);
        }
        Node::Negate(inner) => {
            out.push('-');
            node(tree, inner, out);
        }
        Node::Percent(inner) => {
            node(tree, inner, out);
            out.push('%');
        }
        Node::Bracket(inner) => {
            out.push('(');
            node(tree, inner, out);
            out.push(')');
        }
        Node::Add(left, right) => two(tree, (left, "", right), " + ", out),
        Node::Subtract(left, right) => two(tree, (left, "", right), " - ", out),
        Node::Times { left, right, sign: TimesSign::Cross } => {
            two(tree, (left, "", right), " × ", out)
        }
        Node::Times { left, right, .. } => {
            let apart = starts_apart(tree, right) || may_seem_recurring(tree, left, right);
            let apart = if apart { " " } else { "" };
            two(tree, (left, "", right), apart, out);
        }
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            let from = out.len();
            node(tree, top, out);
            close_up(out, from);
            out.push('/');
            node(tree, bottom, out);
        }
        Node::Divide { top, bottom, .. } => two(tree, (top, "", bottom), " ÷ ", out),
        Node::Power { base, exponent } => power(tree, base, exponent, out),
        Node::Compare { left, right, sign } => two(tree, (left, "", right), compare(sign), out),
        Node::Pi => out.push('π'),
        Node::Root { index, radicand } => {
            root_sign(index, out);
            node(tree, radicand, out);
        }
        Node::Apply { function, argument } => apply(tree, (function, None), argument, out),
        Node::PlusMinus { left: Some(left), right } => two(tree, (left, "", right), " ± ", out),
        Node::PlusMinus { left: None, right } => {
            out.push('±');
            node(tree, right, out);
        }
        Node::Remainder { whole, remainder } => two(tree, (whole, "", remainder), " r ", out),
        Node::Quantity { amount, unit } => quantity(tree, amount, tree.unit(unit), out),
        Node::Time { hours, minutes, seconds, half } => {
            // The nought in front of 02:05 says that it is in 24 hours.
            if (1..10).contains(&hours)
                && half.is_none()
                && tree.source().trim_start().starts_with('0')
            {
                out.push('0');
            }
            out.push_str(&time(hours, minutes, seconds, half))
        }
        _ => many(tree, id, out),
    }
}

// The nodes with any number of members.
fn many(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.node(id) {
        Node::Ratio(all) => joined(tree, all, ("", ":", ""), out),
        Node::Coordinates(all) => joined(tree, all, ("(", ", ", ")"), out),
        Node::Vector(all) => joined(tree, all, ("[", "; ", "]"), out),
        Node::Set(all) => joined(tree, all, ("{", ", ", "}"), out),
        Node::List(all) => joined(tree, all, ("", ", ", ""), out),
        Node::Or(all) => joined(tree, all, ("", " or ", ""), out),
        Node::And(all) => joined(tree, all, ("", " and ", ""), out),
        Node::Compound(all) => joined(tree, all, ("", " ", ""), out),
        Node::Chain { terms, signs } => {
            let signs = tree.signs(terms, signs).iter().map(|sign| Some(*sign)).chain([None]);
            for (term, sign) in tree.children(terms).iter().zip(signs) {
                node(tree, *term, out);
                out.push_str(sign.map_or("", compare));
            }
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            out.push(if low_closed { '[' } else { '(' });
            match low {
                Some(low) => node(tree, low, out),
                None => out.push_str("-∞"),
            }
            out.push_str(", ");
            match high {
                Some(high) => node(tree, high, out),
                None => out.push('∞'),
            }
            out.push(if high_closed { ']' } else { ')' });
        }
        _ => {}
    }
}

fn joined(
    tree: &Tree,
    all: Children,
    (before, between, after): (&str, &str, &str),
    out: &mut String,
) {
    out.push_str(before);
    for (n, member) in tree.children(all).iter().enumerate() {
        out.push_str(if n == 0 { "" } else { between });
        node(tree, *member, out);
    }
    out.push_str(after);
}

// The name of a function stands apart from what it multiplies, and so does the raised number of a root.
fn starts_apart(tree: &Tree, id: NodeId) -> bool {
    let mut id = id;
    loop {
        id = match tree.node(id) {
            Node::Apply { function: Function::Abs, .. } => return false,
            Node::Apply { .. } => return true,
            Node::Root { index, .. } => return index > 4,
            Node::Power { base, .. } => base,
            Node::Quantity { amount, .. } => amount,
            _ => return false,
        };
    }
}

// Before a bar `12 000` would be twelve and the top of a fraction: it is written `12000`.
fn close_up(out: &mut String, from: usize) {
    let is_digit = |found: char| found.is_ascii_digit() || matches!(found, ' ' | '.' | ',');
    let tail = out[from..].trim_end_matches(is_digit).len() + from;
    let number = out[tail..].trim_start().to_owned();
    if number.contains(' ') {
        let start = out.len() - number.len();
        out.truncate(start);
        out.push_str(&number.replace(' ', ""));
    }
}

// `4.5 (54)` is a product, `4.5(54)` a decimal that repeats.
fn may_seem_recurring(tree: &Tree, left: NodeId, right: NodeId) -> bool {
    let mut first = right;
    while let Some(child) = tree.first_child(first)
        && !matches!(tree.node(first), Node::Bracket(_))
    {
        first = child;
    }
    let Node::Bracket(inner) = tree.node(first) else { return false };
    let mut last = left;
    loop {
        last = match tree.node(last) {
            Node::Times { right, .. } => right,
            Node::Power { exponent, .. } => exponent,
            Node::Negate(inner) => inner,
            Node::Root { radicand, .. } => radicand,
            Node::Apply { argument, .. } => argument,
            _ => break,
        };
    }
    let is_decimal = tree.numeral(last).is_some_and(|numeral| numeral.places > 0);
    is_decimal && tree.numeral(inner).is_some_and(|numeral| numeral.places == 0)
}

fn root_sign(index: u8, out: &mut String) {
    match index {
        2 => out.push('√'),
        3 => out.push('∛'),
        4 => out.push('∜'),
        _ => {
            out.push_str(&raised(&index.to_string()));
            out.push('√');
        }
    }
}

// `sin^2 x` keeps its power beside the name; `sin(x)^2` has it after the bracket.
fn power(tree: &Tree, base: NodeId, exponent: NodeId, out: &mut String) {
    if let Node::Apply { function, argument } = tree.node(base)
        && function != Function::Abs
        && !matches!(tree.node(argument), Node::Bracket(_))
    {
        return apply(tree, (function, Some(exponent)), argument, out);
    }
    two(tree, (base, "", exponent), "^", out);
}

fn apply(
    tree: &Tree,
    (function, exponent): (Function, Option<NodeId>),
    argument: NodeId,
    out: &mut String,
) {
    if function == Function::Abs {
        return bars(tree, argument, out);
    }
    out.push_str(tree.function_name(function));
    if let Some(exponent) = exponent {
        out.push('^');
        node(tree, exponent, out);
    }
    if !matches!(tree.node(argument), Node::Bracket(_)) {
        out.push(' ');
    }
    node(tree, argument, out);
}

fn bars(tree: &Tree, argument: NodeId, out: &mut String) {
    out.push('|');
    node(tree, argument, out);
    out.push('|');
}

fn quantity(tree: &Tree, amount: NodeId, unit: &Unit, out: &mut String) {
    let text = unit_text(tree, amount, unit);
    match text.as_str() {
        "£" | "$" | "€" => {
            out.push_str(&text);
            node(tree, amount, out);
        }
        "p" | "°" | "°C" => {
            node(tree, amount, out);
            // `xp` would be two letters.
            out.push_str(if out.ends_with(char::is_alphabetic) { " " } else { "" });
            out.push_str(&text);
        }
        _ => {
            node(tree, amount, out);
            out.push(' ');
            out.push_str(&text);
        }
    }
}

/// A unit as it is written after an amount: `cm²`, `m/s`, `g/cm³`, `days`.
pub(super) fn unit_text(tree: &Tree, amount: NodeId, unit: &Unit) -> String {
    let mut out = String::new();
    let is_one = tree.numeral(amount).is_some_and(|numeral| numeral.value == crate::Number::ONE);
    for (n, part) in unit.parts().iter().enumerate() {
        // Every part but the first is below.
        let below = n > 0;
        out.push_str(if below { "/" } else { "" });
        out.push_str(tree.symbol_text(part.symbol));
        let power = if below { -part.power } else { part.power };
        if power != 1 {
            out.push_str(&raised(&power.to_string()));
        }
    }
    if !is_one && matches!(out.as_str(), "day" | "week") {
        out.push('s');
    }
    out
}

// Digits and a minus sign, raised.
fn raised(text: &str) -> String {
    let raise = |found: char| match found {
        '-' => '⁻',
        _ => "⁰¹²³⁴⁵⁶⁷⁸⁹"
            .chars()
            .zip('0'..='9')
            .find(|(_, digit)| *digit == found)
            .map_or(found, |(up, _)| up),
    };
    text.chars().map(raise).collect()
}

/// A time as it is written: `14:05`, `2:05 pm`.
pub(super) fn time(hours: u8, minutes: u8, seconds: Option<u8>, half: Option<Half>) -> String {
    let seconds = seconds.map_or_else(String::new, |seconds| format!(":{seconds:02}"));
    let half = match half {
        None => "",
        Some(Half::Morning) => " am",
        Some(Half::Afternoon) => " pm",
    };
    let nought = if hours == 0 { "0" } else { "" };
    format!("{nought}{hours}:{minutes:02}{seconds}{half}")
}

fn two(tree: &Tree, (left, before, right): (NodeId, &str, NodeId), sign: &str, out: &mut String) {
    out.push_str(before);
    node(tree, left, out);
    out.push_str(sign);
    node(tree, right, out);
}

fn compare(sign: CompareSign) -> &'static str {
    match sign {
        CompareSign::Equal => " = ",
        CompareSign::NotEqual => " ≠ ",
        CompareSign::Less => " < ",
        CompareSign::LessOrEqual => " ≤ ",
        CompareSign::Greater => " > ",
        CompareSign::GreaterOrEqual => " ≥ ",
        CompareSign::About => " ≈ ",
    }
}

/// A polynomial with its highest powers first: `3x + 6`, `x^2 - 1/2x`.
pub(crate) fn write_polynomial(polynomial: &Polynomial, letters: &[char]) -> String {
    let mut terms: Vec<_> = polynomial.terms().iter().collect();
    // Highest power first; among equals, the letters in the order they are declared.
    terms.sort_by_key(|(monomial, _)| {
        let powers: Vec<i64> = (0..8).map(|place| -i64::from(monomial.power_of(place))).collect();
        (-i64::from(monomial.degree()), powers, monomial.under_root(), monomial.half_pis())
    });
    let mut out = String::new();
    for (monomial, coefficient) in terms {
        let minus = coefficient.is_negative();
        out.push_str(match (out.is_empty(), minus) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        let size = coefficient.abs();
        if *monomial == Monomial::ONE || size != crate::Number::ONE {
            out.push_str(&size.to_string());
        }
        if monomial.under_root() > 1 {
            out.push_str(&format!("√{}", monomial.under_root()));
        }
        match monomial.half_pis() / 2 {
            0 => {}
            1 => out.push('π'),
            power => out.push_str(&format!("π^{power}")),
        }
        for (place, power) in monomial.powers() {
            out.extend(letters.get(usize::from(place)));
            if power > 1 {
                out.push_str(&format!("^{power}"));
            }
        }
    }
    if out.is_empty() { "0".to_owned() } else { out }
}
