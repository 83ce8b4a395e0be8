//! MathML Core: stacked fractions, mixed numbers, powers, and gaps as boxes a page can style.
//!
//! Brackets that only hold the top or the bottom of a fraction together are left out, as the bar does their work.

use crate::tree::{
    Children, CompareSign, DivideSign, Function, Node, NodeId, Numeral, Origin, TimesSign, Tree,
};
use crate::unit::Unit;

use super::{speech, text};

// Between factors with no sign, so that a reading machine knows it is a product.
const UNWRITTEN_TIMES: char = '\u{2062}';
// Between a function and what it is of.
const APPLIED_TO: char = '\u{2061}';
// Between a whole number and its fraction.
const UNWRITTEN_PLUS: char = '\u{2064}';

/// The tree as a `<math>` element.
pub(super) fn write(tree: &Tree) -> String {
    let mut out = String::from("<math alttext=\"");
    escape(&speech::write(tree), &mut out);
    out.push_str("\"><mrow>");
    row(tree, tree.root(), &mut out);
    out.push_str("</mrow></math>");
    out
}

// One element, whatever is inside.
fn one(tree: &Tree, id: NodeId, out: &mut String) {
    let is_one = matches!(
        tree.node(id),
        Node::Numeral(_)
            | Node::Letter { .. }
            | Node::Gap
            | Node::Word
            | Node::Power { .. }
            | Node::Bracket(_)
    ) || matches!(tree.node(id), Node::Divide { sign: DivideSign::Bar, .. });
    if is_one {
        return row(tree, id, out);
    }
    out.push_str("<mrow>");
    row(tree, id, out);
    out.push_str("</mrow>");
}

// As many elements as it takes. Depth is bounded by the limit on tokens.
fn row(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.node(id) {
        Node::Numeral(place) => number(&tree.numerals[place as usize], out),
        Node::Letter { letter, .. } => element("mi", &letter.to_string(), out),
        Node::Gap => out.push_str("<mtext class=\"gap\">\u{A0}</mtext>"),
        Node::Word => element("mtext", tree.word.as_deref().unwrap_or_default(), out),
        Node::Mixed { whole, top, bottom } => {
            row(tree, whole, out);
            operator(UNWRITTEN_PLUS, out);
            fraction(tree, top, bottom, out);
        }
        Node::Negate(inner) => {
            out.push_str("<mo form=\"prefix\">−</mo>");
            row(tree, inner, out);
        }
        Node::Percent(inner) => {
            row(tree, inner, out);
            operator('%', out);
        }
        Node::Bracket(inner) => {
            let mut inside = String::new();
            row(tree, inner, &mut inside);
            // A stretched bracket is wider than a plain one: it grows only round something tall.
            let grows = if inside.contains("<mfrac") { "" } else { " stretchy=\"false\"" };
            out.push_str(&format!("<mrow><mo{grows}>(</mo>{inside}<mo{grows}>)</mo></mrow>"));
        }
        Node::Add(left, right) => two(tree, left, '+', right, out),
        Node::Subtract(left, right) => two(tree, left, '−', right, out),
        Node::Times { left, right, sign: TimesSign::Cross } => two(tree, left, '×', right, out),
        Node::Times { left, right, .. } => two(tree, left, UNWRITTEN_TIMES, right, out),
        Node::Divide { top, bottom, sign: DivideSign::Bar } => fraction(tree, top, bottom, out),
        Node::Divide { top, bottom, .. } => two(tree, top, '÷', bottom, out),
        Node::Power { base, exponent } => {
            out.push_str("<msup>");
            one(tree, base, out);
            one(tree, tree.bare(exponent), out);
            out.push_str("</msup>");
        }
        Node::Compare { left, right, sign } => two(tree, left, compare(sign), right, out),
        Node::Pi => element("mi", "π", out),
        Node::Root { index: 2, radicand } => {
            out.push_str("<msqrt>");
            row(tree, tree.bare(radicand), out);
            out.push_str("</msqrt>");
        }
        Node::Root { index, radicand } => {
            out.push_str("<mroot>");
            one(tree, tree.bare(radicand), out);
            element("mn", &index.to_string(), out);
            out.push_str("</mroot>");
        }
        Node::Apply { function: Function::Abs, argument } => {
            out.push_str("<mrow><mo>|</mo>");
            row(tree, argument, out);
            out.push_str("<mo>|</mo></mrow>");
        }
        Node::Apply { function, argument } => {
            element("mi", tree.function_name(function), out);
            operator(APPLIED_TO, out);
            row(tree, argument, out);
        }
        Node::PlusMinus { left: Some(left), right } => two(tree, left, '±', right, out),
        Node::PlusMinus { left: None, right } => {
            out.push_str("<mo form=\"prefix\">±</mo>");
            row(tree, right, out);
        }
        Node::Remainder { whole, remainder } => {
            row(tree, whole, out);
            element("mtext", "\u{A0}r\u{A0}", out);
            row(tree, remainder, out);
        }
        Node::Quantity { amount, unit } => quantity(tree, amount, tree.unit(unit), out),
        Node::Time { hours, minutes, seconds, half } => {
            element("mtext", &text::time(hours, minutes, seconds, half), out);
        }
        _ => many(tree, id, out),
    }
}

// The nodes with any number of members.
fn many(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.node(id) {
        Node::Ratio(all) => joined(tree, all, "<mo>:</mo>", out),
        Node::List(all) => joined(tree, all, COMMA, out),
        Node::Or(all) => joined(tree, all, "<mtext>\u{A0}or\u{A0}</mtext>", out),
        Node::And(all) => joined(tree, all, "<mtext>\u{A0}and\u{A0}</mtext>", out),
        Node::Compound(all) => joined(tree, all, "<mtext>\u{A0}</mtext>", out),
        Node::Coordinates(all) => fenced(tree, ('(', all, ')'), out),
        Node::Set(all) => fenced(tree, ('{', all, '}'), out),
        Node::Vector(all) => {
            out.push_str("<mrow><mo>(</mo><mtable>");
            for member in tree.children(all) {
                out.push_str("<mtr><mtd>");
                row(tree, *member, out);
                out.push_str("</mtd></mtr>");
            }
            out.push_str("</mtable><mo>)</mo></mrow>");
        }
        Node::Chain { terms, signs } => {
            let signs = tree.signs(terms, signs).iter().map(|sign| Some(*sign)).chain([None]);
            for (term, sign) in tree.children(terms).iter().zip(signs) {
                row(tree, *term, out);
                if let Some(sign) = sign {
                    operator(compare(sign), out);
                }
            }
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            out.push_str("<mrow>");
            operator(if low_closed { '[' } else { '(' }, out);
            match low {
                Some(low) => row(tree, low, out),
                None => out.push_str("<mo form=\"prefix\">−</mo><mi>∞</mi>"),
            }
            out.push_str(COMMA);
            match high {
                Some(high) => row(tree, high, out),
                None => element("mi", "∞", out),
            }
            operator(if high_closed { ']' } else { ')' }, out);
            out.push_str("</mrow>");
        }
        _ => {}
    }
}

const COMMA: &str = "<mo separator=\"true\">,</mo>";

fn joined(tree: &Tree, all: Children, between: &str, out: &mut String) {
    for (n, member) in tree.children(all).iter().enumerate() {
        out.push_str(if n == 0 { "" } else { between });
        row(tree, *member, out);
    }
}

fn fenced(tree: &Tree, (open, all, close): (char, Children, char), out: &mut String) {
    out.push_str("<mrow>");
    operator(open, out);
    joined(tree, all, COMMA, out);
    operator(close, out);
    out.push_str("</mrow>");
}

// Units are upright; pounds stand before and pence after without a space.
fn quantity(tree: &Tree, amount: NodeId, unit: &Unit, out: &mut String) {
    let symbol = text::unit_text(tree, amount, unit);
    match symbol.as_str() {
        "£" | "$" | "€" => {
            element("mtext", &symbol, out);
            row(tree, amount, out);
        }
        "p" | "°" | "°C" => {
            row(tree, amount, out);
            element("mtext", &symbol, out);
        }
        _ => {
            row(tree, amount, out);
            element("mtext", &format!("\u{A0}{symbol}"), out);
        }
    }
}

fn two(tree: &Tree, left: NodeId, sign: char, right: NodeId, out: &mut String) {
    row(tree, left, out);
    operator(sign, out);
    row(tree, right, out);
}

fn fraction(tree: &Tree, top: NodeId, bottom: NodeId, out: &mut String) {
    out.push_str("<mfrac>");
    one(tree, tree.bare(top), out);
    one(tree, tree.bare(bottom), out);
    out.push_str("</mfrac>");
}

fn number(numeral: &Numeral, out: &mut String) {
    if let Some(recurring) = numeral.recurring {
        return repeating(&numeral.text, usize::from(recurring.n), out);
    }
    match numeral.origin {
        Origin::Word => element("mn", &numeral.value.to_string(), out),
        Origin::Digits | Origin::Sign => element("mn", &numeral.text, out),
    }
}

// A dot stands over the first and the last of the `n` digits that repeat.
fn repeating(text: &str, n: usize, out: &mut String) {
    let digits: String = text.chars().filter(|found| !"()".contains(*found)).collect();
    let (before, block) = digits.split_at(digits.len().saturating_sub(n));
    out.push_str("<mrow>");
    element("mn", before, out);
    dotted(&block[..1], out);
    if n > 2 {
        element("mn", &block[1..n - 1], out);
    }
    if n > 1 {
        dotted(&block[n - 1..], out);
    }
    out.push_str("</mrow>");
}

fn dotted(digit: &str, out: &mut String) {
    out.push_str("<mover accent=\"true\">");
    element("mn", digit, out);
    out.push_str("<mo>˙</mo></mover>");
}

fn compare(sign: CompareSign) -> char {
    match sign {
        CompareSign::Equal => '=',
        CompareSign::NotEqual => '≠',
        CompareSign::Less => '<',
        CompareSign::LessOrEqual => '≤',
        CompareSign::Greater => '>',
        CompareSign::GreaterOrEqual => '≥',
        CompareSign::About => '≈',
    }
}

fn operator(sign: char, out: &mut String) {
    element("mo", sign.encode_utf8(&mut [0; 4]), out);
}

fn element(name: &str, content: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escape(content, out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn escape(text: &str, out: &mut String) {
    for found in text.chars() {
        match found {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(found),
        }
    }
}
