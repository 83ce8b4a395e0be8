//! Same as written: the same numbers and signs in the same places, spaces and kinds of the same sign apart.
//!
//! Every node gets a text made of the texts of its children; two answers are written alike when the texts are.
//! Up to order, the parts of a sum or a product are put in order first.

use crate::limits::Steps;
use crate::tree::{Children, DivideSign, Node, NodeId, TimesSign, Tree};
use crate::value::NoValue;

use super::judge::Case;
use super::judged::{Form, Judged};

// Our choice: longer texts than this are past every school answer.
const LONGEST: usize = 20_000;

/// Judges "same as written".
pub(super) fn same_as_written(
    case: &Case<'_>,
    any_order: bool,
    steps: &mut Steps,
) -> Result<Judged, NoValue> {
    let alike = |any_order, steps: &mut Steps| -> Result<bool, NoValue> {
        Ok(text(case.given, any_order, steps)? == text(case.answer, any_order, steps)?)
    };
    if alike(any_order, steps)? {
        return Ok(Judged::value(true).form(Ok(())));
    }
    let form: Form = if !any_order && alike(true, steps)? {
        Err("another-order".into())
    } else {
        Err("another-form".into())
    };
    let same = case.values(steps)?.same;
    Ok(Judged::value(same).form(form))
}

// A sum keeps its terms apart, and a product its factors, so that they can be put in order.
enum Made {
    Sum(Vec<String>),
    Product(Vec<String>),
    Other(String),
}

fn text(tree: &Tree, any_order: bool, steps: &mut Steps) -> Result<String, NoValue> {
    let mut done: Vec<Made> = Vec::with_capacity(tree.nodes.len());
    for (id, _) in (0..).zip(&tree.nodes) {
        let made = node(tree, NodeId(id), &mut done, any_order);
        let size = match &made {
            Made::Sum(parts) | Made::Product(parts) => parts.iter().map(String::len).sum(),
            Made::Other(text) => text.len(),
        };
        steps.take(1 + size / 64)?;
        if size > LONGEST {
            return Err(NoValue::Undecided("it is too long to compare as written"));
        }
        done.push(made);
    }
    Ok(done.pop().map(|made| joined(made, any_order)).unwrap_or_default())
}

fn joined(made: Made, any_order: bool) -> String {
    let (mut parts, name) = match made {
        Made::Other(text) => return text,
        Made::Sum(parts) => (parts, "sum"),
        Made::Product(parts) => (parts, "product"),
    };
    if any_order {
        parts.sort();
    }
    format!("({name} {})", parts.join(" "))
}

// Every node is the child of one other, so what was made of it is taken and not copied.
fn take(done: &mut [Made], id: NodeId) -> Made {
    let empty = Made::Other(String::new());
    done.get_mut(id.0 as usize)
        .map_or(Made::Other(String::new()), |made| std::mem::replace(made, empty))
}

fn node(tree: &Tree, id: NodeId, done: &mut [Made], any_order: bool) -> Made {
    let mut of = |id: NodeId| joined(take(done, id), any_order);
    match tree.node(id) {
        Node::Add(left, right) => {
            let right = format!("+{}", of(right));
            Made::Sum(with(terms(take(done, left), any_order), right))
        }
        Node::Subtract(left, right) => {
            let right = format!("-{}", of(right));
            Made::Sum(with(terms(take(done, left), any_order), right))
        }
        Node::Times { left, right, sign } => {
            let sign = if sign == TimesSign::Cross { '*' } else { '.' };
            let right = format!("{sign}{}", of(right));
            let parts = match take(done, left) {
                Made::Product(parts) => parts,
                other => vec![format!("{sign}{}", joined(other, any_order))],
            };
            Made::Product(with(parts, right))
        }
        Node::Divide { top, bottom, sign } => {
            let sign = if sign == DivideSign::Bar { '/' } else { '÷' };
            Made::Other(format!("({} {sign} {})", of(top), of(bottom)))
        }
        Node::Numeral(_) => Made::Other(numeral(tree, id)),
        other => Made::Other(plain(tree, other, &mut of)),
    }
}

fn terms(made: Made, any_order: bool) -> Vec<String> {
    match made {
        Made::Sum(parts) => parts,
        other => vec![format!("+{}", joined(other, any_order))],
    }
}

fn with(mut parts: Vec<String>, one_more: String) -> Vec<String> {
    parts.push(one_more);
    parts
}

// The value and the places: 1,200 is 1200, and 3.50 is not 3.5.
fn numeral(tree: &Tree, id: NodeId) -> String {
    let Some(numeral) = tree.numeral(id) else { return String::new() };
    let recurring = if numeral.recurring.is_some() { "r" } else { "" };
    format!("{}:{}{recurring}", numeral.value, numeral.places)
}

fn plain(tree: &Tree, node: Node, of: &mut dyn FnMut(NodeId) -> String) -> String {
    match node {
        Node::Letter { place, .. } => format!("letter{place}"),
        Node::Mixed { whole, top, bottom } => {
            format!("(mixed {} {} {})", of(whole), of(top), of(bottom))
        }
        Node::Negate(inner) => format!("(minus {})", of(inner)),
        Node::Power { base, exponent } => format!("(power {} {})", of(base), of(exponent)),
        Node::Percent(inner) => format!("(percent {})", of(inner)),
        Node::Bracket(inner) => format!("(bracket {})", of(inner)),
        Node::Root { index, radicand } => format!("(root{index} {})", of(radicand)),
        Node::Apply { function, argument } => {
            format!("({} {})", tree.function_name(function), of(argument))
        }
        Node::PlusMinus { left, right } => format!("(plusminus {} {})", end(left, of), of(right)),
        Node::Compare { left, right, sign } => format!("({sign:?} {} {})", of(left), of(right)),
        Node::Chain { terms, signs } => {
            format!("({:?} {})", tree.signs(terms, signs), all(tree, "chain", terms, of))
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            format!("(interval {} {} {low_closed} {high_closed})", end(low, of), end(high, of))
        }
        Node::Remainder { whole, remainder } => {
            format!("(remainder {} {})", of(whole), of(remainder))
        }
        Node::Quantity { amount, unit } => {
            let unit = tree.unit(unit);
            let parts = unit.parts().iter();
            let unit: Vec<String> = parts
                .map(|part| format!("{}^{}", tree.symbol_text(part.symbol), part.power))
                .collect();
            format!("(quantity {} {})", of(amount), unit.join(" "))
        }
        Node::Time { hours, minutes, seconds, half } => {
            format!("(time {hours} {minutes} {seconds:?} {half:?})")
        }
        Node::Ratio(all_of) => all(tree, "ratio", all_of, of),
        Node::Coordinates(all_of) => all(tree, "point", all_of, of),
        Node::Vector(all_of) => all(tree, "vector", all_of, of),
        Node::Set(all_of) => all(tree, "set", all_of, of),
        Node::List(all_of) => all(tree, "list", all_of, of),
        Node::Or(all_of) => all(tree, "or", all_of, of),
        Node::And(all_of) => all(tree, "and", all_of, of),
        Node::Compound(all_of) => all(tree, "compound", all_of, of),
        Node::Pi => "pi".to_owned(),
        Node::Word => format!("word {}", tree.word.as_deref().unwrap_or_default()),
        _ => "other".to_owned(),
    }
}

fn all(tree: &Tree, name: &str, members: Children, of: &mut dyn FnMut(NodeId) -> String) -> String {
    let parts: Vec<String> = tree.children(members).iter().map(|id| of(*id)).collect();
    format!("({name} {})", parts.join(" "))
}

fn end(id: Option<NodeId>, of: &mut dyn FnMut(NodeId) -> String) -> String {
    id.map_or_else(|| "none".to_owned(), of)
}
