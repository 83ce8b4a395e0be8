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
            let from = out.len();
            node(tree, whole, out);
            close_up(tree, out, from);
            out.push(' ');
            over(tree, top, bottom, out);
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
            over(tree, top, bottom, out);
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
        Node::Set(Children { n: 0, .. }) => out.push('∅'),
        Node::Set(all) => joined(tree, all, ("{", ", ", "}"), out),
        Node::List(all) => joined(tree, all, ("", ", ", ""), out),
        Node::Or(all) => joined(tree, all, ("", " or ", ""), out),
        Node::And(all) => joined(tree, all, ("", " and ", ""), out),
        Node::Compound(all) => compound(tree, all, out),
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

// `£3 250 1/2p` would be 3250 and a half, and `£3 1/2p` three and a half: before what may belong to their number the
// pounds are written in words.
fn compound(tree: &Tree, all: Children, out: &mut String) {
    let members = tree.children(all);
    for (n, member) in members.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { " " });
        let next = members.get(n + 1).map(|next| {
            let mut text = String::new();
            node(tree, *next, &mut text);
            text
        });
        match tree.node(*member) {
            Node::Quantity { amount, unit }
                if tree.unit(unit).is_written_before()
                    && next.is_some_and(|next| belongs(tree, amount, &next)) =>
            {
                let known = tree.unit(unit).parts()[0].symbol.known();
                node(tree, amount, out);
                out.push(' ');
                out.push_str(known.map_or("", |known| known.many));
            }
            _ => node(tree, *member, out),
        }
    }
}

// Whether what comes after an amount would be read as part of its number; after `£3` stands `250p` for pence.
fn belongs(tree: &Tree, amount: NodeId, next: &str) -> bool {
    let is_pence = starts_group(next) && &next[3..] == "p" && tree.numeral(amount).is_some();
    !is_pence && (starts_group(next) || starts_fraction(next))
}

// Whether a text begins with exactly three digits, as a group of thousands does.
fn starts_group(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}

fn starts_fraction(text: &str) -> bool {
    text.trim_start_matches(|found: char| found.is_ascii_digit()).starts_with('/')
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
            Node::Apply { function: Function::Abs, argument } => return !fits_bars(tree, argument),
            Node::Apply { .. } => return true,
            Node::Root { index, .. } => return index > 4,
            Node::Power { base, .. } => base,
            Node::Quantity { amount, .. } => amount,
            _ => return false,
        };
    }
}

fn over(tree: &Tree, top: NodeId, bottom: NodeId, out: &mut String) {
    let from = out.len();
    node(tree, top, out);
    close_up(tree, out, from);
    out.push('/');
    node(tree, bottom, out);
}

// Before a bar `12 000` would be twelve and the top of a fraction: it is written `12000`.
fn close_up(tree: &Tree, out: &mut String, from: usize) {
    let spaced = |text: &&str| text.contains(' ') && out[from..].ends_with(*text);
    let texts = tree.numerals.iter().map(|numeral| &*numeral.text);
    if let Some(number) = texts.filter(spaced).max_by_key(|text| text.len()) {
        out.truncate(out.len() - number.len());
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
            Node::PlusMinus { left: None, right } => right,
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
        && !is_fenced(tree, argument)
    {
        return apply(tree, (function, Some(exponent)), argument, out);
    }
    two(tree, (base, "", exponent), "^", out);
}

/// Whether a node is written between brackets of some kind.
pub(super) fn is_fenced(tree: &Tree, id: NodeId) -> bool {
    matches!(
        tree.node(id),
        Node::Bracket(_)
            | Node::Coordinates(_)
            | Node::Vector(_)
            | Node::Set(_)
            | Node::Interval { .. }
    )
}

fn apply(
    tree: &Tree,
    (function, exponent): (Function, Option<NodeId>),
    argument: NodeId,
    out: &mut String,
) {
    if function == Function::Abs {
        let (open, close) = if fits_bars(tree, argument) { ("|", "|") } else { ("abs(", ")") };
        out.push_str(open);
        node(tree, argument, out);
        return out.push_str(close);
    }
    out.push_str(tree.function_name(function));
    let mut of = String::new();
    node(tree, argument, &mut of);
    if let Some(exponent) = exponent {
        power_of_name(tree, exponent, &of, out);
    }
    if !matches!(tree.node(argument), Node::Bracket(_)) {
        out.push(' ');
    }
    out.push_str(&of);
}

// `sin^2 345` would be a power of 2345: before three digits the power is raised.
fn power_of_name(tree: &Tree, exponent: NodeId, of: &str, out: &mut String) {
    let mut power = String::new();
    node(tree, exponent, &mut power);
    if starts_group(of) && power.bytes().all(|byte| byte.is_ascii_digit()) {
        out.push_str(&raised(&power));
    } else {
        out.push('^');
        out.push_str(&power);
    }
}

// Between bars stands an expression without bars of its own; `abs(x = 2)` and `abs(3|x|)` keep their name.
fn fits_bars(tree: &Tree, argument: NodeId) -> bool {
    let is_statement = matches!(
        tree.node(argument),
        Node::Compare { .. } | Node::Chain { .. } | Node::Or(_) | Node::And(_) | Node::List(_)
    );
    !is_statement && !holds_bars(tree, argument)
}

fn holds_bars(tree: &Tree, id: NodeId) -> bool {
    let is_bars = |node: &Node| matches!(node, Node::Apply { function: Function::Abs, .. });
    let first = std::iter::successors(Some(id), |id| tree.first_child(*id)).last();
    let from = first.map_or(id.0, |first| first.0);
    tree.nodes[from as usize..=id.0 as usize].iter().any(is_bars)
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
        // `m/£` would end in a sign that waits for its number.
        let sign = tree.symbol_text(part.symbol);
        let is_money = below && matches!(sign, "£" | "$" | "€");
        let name = part.symbol.known().filter(|_| is_money).map(|known| known.one);
        out.push_str(name.unwrap_or(sign));
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
