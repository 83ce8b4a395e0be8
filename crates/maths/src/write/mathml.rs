//! MathML Core: stacked fractions, mixed numbers, powers, and gaps as boxes a page can style.
//!
//! Brackets that only hold the top or the bottom of a fraction together are left out, as the bar does their work.

use crate::tree::{CompareSign, DivideSign, Node, NodeId, Numeral, Origin, TimesSign, Tree};

use super::speech;

// Between factors with no sign, so that a reading machine knows it is a product.
const UNWRITTEN_TIMES: char = '\u{2062}';
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
    match numeral.origin {
        Origin::Word => element("mn", &numeral.value.to_string(), out),
        Origin::Digits | Origin::Sign => element("mn", &numeral.text, out),
    }
}

fn compare(sign: CompareSign) -> char {
    match sign {
        CompareSign::Equal => '=',
        CompareSign::NotEqual => '≠',
        CompareSign::Less => '<',
        CompareSign::LessOrEqual => '≤',
        CompareSign::Greater => '>',
        CompareSign::GreaterOrEqual => '≥',
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
