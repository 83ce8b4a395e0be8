//! Plain text in one spacing. What is written here reads back as the same tree.

use crate::tree::{CompareSign, DivideSign, Node, NodeId, Numeral, Origin, TimesSign, Tree};
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
        Node::Times { left, right, .. } => two(tree, (left, "", right), "", out),
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            two(tree, (top, "", bottom), "/", out)
        }
        Node::Divide { top, bottom, .. } => two(tree, (top, "", bottom), " ÷ ", out),
        Node::Power { base, exponent } => two(tree, (base, "", exponent), "^", out),
        Node::Compare { left, right, sign } => two(tree, (left, "", right), compare(sign), out),
    }
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
    }
}

/// Whether a numeral is a plain whole number in digits, as against a decimal or a word.
pub(super) fn is_whole(numeral: &Numeral) -> bool {
    numeral.places == 0 && matches!(numeral.origin, Origin::Digits | Origin::Sign)
}

/// A polynomial with its highest powers first: `3x + 6`, `x^2 - 1/2x`.
pub(crate) fn write_polynomial(polynomial: &Polynomial, letters: &[char]) -> String {
    let mut terms: Vec<_> = polynomial.terms().iter().collect();
    // Highest power first; among equals, the letters in the order they are declared.
    terms.sort_by_key(|(monomial, _)| {
        let powers: Vec<i64> = (0..8).map(|place| -i64::from(monomial.power_of(place))).collect();
        (-i64::from(monomial.degree()), powers)
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
        for (place, power) in monomial.powers() {
            out.extend(letters.get(usize::from(place)));
            if power > 1 {
                out.push_str(&format!("^{power}"));
            }
        }
    }
    if out.is_empty() { "0".to_owned() } else { out }
}
