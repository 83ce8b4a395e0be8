//! Typst source: an equation with its speech as the alternative text, for paper.
//!
//! Every text stands in a string and every bracket and comma by its name, so that nothing of a text is ever read as
//! markup. It needs no definitions: fractions are drawn at full size, gaps as boxes. Start at `write`.

use crate::tree::{
    Children, CompareSign, DivideSign, Function, Node, NodeId, Numeral, Origin, TimesSign, Tree,
};
use crate::unit::{Unit, UnitPart};

use super::{speech, text};

const GAP: &str =
    "#box(width: 1.5em, height: 1.35em, stroke: 0.8pt, radius: 1.5pt, baseline: 0.35em)";

/// The tree as an equation: `#math.equation(alt: "one half", $display(frac(1, 2))$.body)`.
pub(super) fn write(tree: &Tree) -> String {
    let mut body = String::new();
    row(tree, tree.root(), &mut body);
    let alt = quoted(&speech::write(tree));
    format!("#math.equation(alt: {alt}, $display({body})$.body)")
}

// Puts a piece after what is there. Names and numbers are kept apart; beside a string a space would be seen.
fn put(piece: &str, out: &mut String) {
    let meets = |found: char| found.is_alphanumeric() || ".)".contains(found);
    let apart = out.ends_with(meets)
        && piece.starts_with(|next: char| next.is_alphanumeric() || next == '#');
    out.push_str(if apart { " " } else { "" });
    out.push_str(piece);
}

// A sign with a space on each side, which the typesetter makes as wide as the sign asks for.
fn sign(piece: &str, out: &mut String) {
    out.push(' ');
    out.push_str(piece);
    out.push(' ');
}

// As many pieces as it takes. Depth is bounded by the limit on tokens.
fn row(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.node(id) {
        Node::Numeral(place) => number(&tree.numerals[place as usize], out),
        Node::Letter { letter, .. } => letter_of(letter, out),
        Node::Gap => put(GAP, out),
        Node::Word => put(&quoted(tree.word.as_deref().unwrap_or_default()), out),
        Node::Mixed { whole, top, bottom } => {
            row(tree, whole, out);
            call("frac", &[top, bottom], tree, out);
        }
        Node::Negate(inner) => {
            put("−", out);
            row(tree, inner, out);
        }
        Node::Percent(inner) => {
            row(tree, inner, out);
            put("%", out);
        }
        Node::Bracket(inner) => fenced("paren.l", "paren.r", out, |out| row(tree, inner, out)),
        Node::Add(left, right) => two(tree, left, "+", right, out),
        Node::Subtract(left, right) => two(tree, left, "−", right, out),
        Node::Times { left, right, sign: TimesSign::Cross } => two(tree, left, "×", right, out),
        Node::Times { left, right, .. } => {
            row(tree, left, out);
            row(tree, right, out);
        }
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            call("frac", &[top, bottom], tree, out);
        }
        Node::Divide { top, bottom, .. } => two(tree, top, "÷", bottom, out),
        Node::Power { base, exponent } => power(tree, base, exponent, out),
        Node::Compare { left, right, sign } => two(tree, left, compare(sign), right, out),
        Node::Pi => put("π", out),
        Node::Root { index: 2, radicand } => call("sqrt", &[radicand], tree, out),
        Node::Root { index, radicand } => {
            put(&format!("root({index}, "), out);
            row(tree, tree.bare(radicand), out);
            out.push(')');
        }
        Node::Apply { function: Function::Abs, argument } => call("abs", &[argument], tree, out),
        Node::Apply { function, argument } => {
            name_of(tree, function, out);
            row(tree, argument, out);
        }
        Node::PlusMinus { left: Some(left), right } => two(tree, left, "±", right, out),
        Node::PlusMinus { left: None, right } => {
            put("±", out);
            row(tree, right, out);
        }
        Node::Remainder { whole, remainder } => two(tree, whole, "\"r\"", remainder, out),
        Node::Quantity { amount, unit } => quantity(tree, amount, tree.unit(unit), out),
        Node::Time { hours, minutes, seconds, half } => {
            put(&quoted(&text::time(hours, minutes, seconds, half)), out);
        }
        _ => many(tree, id, out),
    }
}

// The nodes with any number of members.
fn many(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.node(id) {
        Node::Ratio(all) => joined(tree, all, "colon", out),
        Node::List(all) => joined(tree, all, "comma", out),
        Node::Or(all) => joined(tree, all, "\"or\"", out),
        Node::And(all) => joined(tree, all, "\"and\"", out),
        Node::Compound(all) => joined(tree, all, "thick", out),
        Node::Coordinates(all) => {
            fenced("paren.l", "paren.r", out, |out| joined(tree, all, "comma", out));
        }
        Node::Set(all) => {
            fenced("brace.l", "brace.r", out, |out| joined(tree, all, "comma", out));
        }
        Node::Vector(all) => call("vec", tree.children(all), tree, out),
        Node::Chain { terms, signs } => {
            let signs = tree.signs(terms, signs).iter().map(|sign| Some(*sign)).chain([None]);
            for (term, between) in tree.children(terms).iter().zip(signs) {
                row(tree, *term, out);
                if let Some(between) = between {
                    sign(compare(between), out);
                }
            }
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            let open = if low_closed { "bracket.l" } else { "paren.l" };
            let close = if high_closed { "bracket.r" } else { "paren.r" };
            fenced(open, close, out, |out| {
                match low {
                    Some(low) => row(tree, low, out),
                    None => put("−∞", out),
                }
                sign("comma", out);
                match high {
                    Some(high) => row(tree, high, out),
                    None => put("∞", out),
                }
            });
        }
        _ => {}
    }
}

fn two(tree: &Tree, left: NodeId, between: &str, right: NodeId, out: &mut String) {
    row(tree, left, out);
    sign(between, out);
    row(tree, right, out);
}

fn joined(tree: &Tree, all: Children, between: &str, out: &mut String) {
    for (n, member) in tree.children(all).iter().enumerate() {
        if n > 0 {
            sign(between, out);
        }
        row(tree, *member, out);
    }
}

// A function of typst and what it is given, brackets that only hold it together left out.
fn call(name: &str, given: &[NodeId], tree: &Tree, out: &mut String) {
    put(name, out);
    out.push('(');
    for (n, one) in given.iter().enumerate() {
        out.push_str(if n > 0 { ", " } else { "" });
        let inside = if matches!(name, "abs" | "vec") { *one } else { tree.bare(*one) };
        row(tree, inside, out);
    }
    out.push(')');
}

fn fenced(open: &str, close: &str, out: &mut String, inside: impl FnOnce(&mut String)) {
    put("lr(", out);
    out.push_str(open);
    out.push(' ');
    inside(out);
    out.push(' ');
    out.push_str(close);
    out.push(')');
}

// `sin^2 x` keeps its power beside the name; `sin(x)^2` has it after the bracket.
fn power(tree: &Tree, base: NodeId, exponent: NodeId, out: &mut String) {
    put("attach(", out);
    let function = match tree.node(base) {
        Node::Apply { function, argument } if function != Function::Abs => {
            (!text::is_fenced(tree, argument)).then_some((function, argument))
        }
        _ => None,
    };
    match function {
        Some((function, _)) => name_of(tree, function, out),
        None => row(tree, base, out),
    }
    out.push_str(", t: ");
    row(tree, tree.bare(exponent), out);
    out.push(')');
    if let Some((_, argument)) = function {
        row(tree, argument, out);
    }
}

fn name_of(tree: &Tree, function: Function, out: &mut String) {
    match function {
        Function::InverseSin => put("attach(sin, t: −1)", out),
        Function::InverseCos => put("attach(cos, t: −1)", out),
        Function::InverseTan => put("attach(tan, t: −1)", out),
        Function::Sin | Function::Cos | Function::Tan | Function::Abs => {
            put(tree.function_name(function), out);
        }
        Function::Named(_) => {
            let name = tree.function_name(function);
            let mut letters = name.chars();
            match (letters.next(), letters.next()) {
                (Some(only), None) => letter_of(only, out),
                _ => put(&format!("op({})", quoted(name)), out),
            }
        }
    }
}

fn letter_of(letter: char, out: &mut String) {
    if letter.is_ascii_alphabetic() {
        put(letter.encode_utf8(&mut [0; 4]), out);
    } else {
        put(&format!("italic({})", quoted(&letter.to_string())), out);
    }
}

// Units are upright; pounds stand before and pence after without a space.
fn quantity(tree: &Tree, amount: NodeId, unit: &Unit, out: &mut String) {
    let symbol = text::unit_text(tree, amount, unit);
    match symbol.as_str() {
        "£" | "$" | "€" => {
            put(&quoted(&symbol), out);
            row(tree, amount, out);
        }
        "p" | "°" | "°C" => {
            row(tree, amount, out);
            put(&quoted(&symbol), out);
        }
        _ => {
            row(tree, amount, out);
            out.push(' ');
            parts(tree, unit, &symbol, out);
        }
    }
}

// `"m/s"`, or with raised powers `attach("cm", t: 2)`.
fn parts(tree: &Tree, unit: &Unit, whole: &str, out: &mut String) {
    let power = |n: usize, part: &UnitPart| if n > 0 { -part.power } else { part.power };
    if unit.parts().iter().enumerate().all(|(n, part)| power(n, part) == 1) {
        return put(&quoted(whole), out);
    }
    for (n, part) in unit.parts().iter().enumerate() {
        if n > 0 {
            put("\"/\"", out);
        }
        let symbol = quoted(tree.symbol_text(part.symbol));
        match power(n, part) {
            1 => put(&symbol, out),
            power => {
                let minus = if power < 0 { "−" } else { "" };
                out.push_str(&format!("attach({symbol}, t: {minus}{})", power.unsigned_abs()));
            }
        }
    }
}

fn number(numeral: &Numeral, out: &mut String) {
    let written;
    let text = match numeral.origin {
        Origin::Word => {
            written = numeral.value.to_string();
            &written
        }
        Origin::Digits | Origin::Sign => &*numeral.text,
    };
    match numeral.recurring {
        Some(recurring) => repeating(text, usize::from(recurring.n), out),
        None => digits(text, out),
    }
}

fn digits(text: &str, out: &mut String) {
    let plain = text.starts_with(|found: char| found.is_ascii_digit())
        && text.ends_with(|found: char| found.is_ascii_digit())
        && text.chars().all(|found| found.is_ascii_digit() || found == '.');
    if plain && !out.ends_with(|found: char| found.is_ascii_digit()) {
        put(text, out);
    } else {
        put(&quoted(text), out);
    }
}

// A dot stands over the first and the last of the `n` digits that repeat.
fn repeating(text: &str, n: usize, out: &mut String) {
    let plain: String = text.chars().filter(|found| !"()".contains(*found)).collect();
    let (before, block) = plain.split_at(plain.len().saturating_sub(n));
    digits(before, out);
    let dotted = |digit: &str, out: &mut String| put(&format!("dot({digit})"), out);
    dotted(&block[..1], out);
    if n > 2 {
        put(&block[1..n - 1], out);
    }
    if n > 1 {
        dotted(&block[n - 1..], out);
    }
}

fn compare(sign: CompareSign) -> &'static str {
    match sign {
        CompareSign::Equal => "=",
        CompareSign::NotEqual => "≠",
        CompareSign::Less => "<",
        CompareSign::LessOrEqual => "≤",
        CompareSign::Greater => ">",
        CompareSign::GreaterOrEqual => "≥",
        CompareSign::About => "≈",
    }
}

// A string of typst.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for found in text.chars() {
        match found {
            '"' | '\\' => out.extend(['\\', found]),
            _ if found.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(found))),
            _ => out.push(found),
        }
    }
    out.push('"');
    out
}
