//! Same as written: the same numbers and signs in the same places, spaces and kinds of the same sign apart.
//!
//! Every node gets a text made of the texts of its children; two answers are written alike when the texts are.
//! Up to order, the parts of a sum or a product are put in order first.

use crate::limits::Steps;
use crate::tree::{DivideSign, Node, NodeId, TimesSign, Tree};
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
        let made = node(tree, NodeId(id), &done, any_order);
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
    Ok(done.last().map(|made| joined(made, any_order)).unwrap_or_default())
}

fn joined(made: &Made, any_order: bool) -> String {
    let (parts, name) = match made {
        Made::Other(text) => return text.clone(),
        Made::Sum(parts) => (parts, "sum"),
        Made::Product(parts) => (parts, "product"),
    };
    let mut parts = parts.clone();
    if any_order {
        parts.sort();
    }
    format!("({name} {})", parts.join(" "))
}

fn node(tree: &Tree, id: NodeId, done: &[Made], any_order: bool) -> Made {
    let of = |id: NodeId| joined(&done[id.0 as usize], any_order);
    let terms = |id: NodeId| match &done[id.0 as usize] {
        Made::Sum(parts) => parts.clone(),
        other => vec![format!("+{}", joined(other, any_order))],
    };
    match tree.node(id) {
        Node::Add(left, right) => {
            Made::Sum([terms(left), vec![format!("+{}", of(right))]].concat())
        }
        Node::Subtract(left, right) => {
            Made::Sum([terms(left), vec![format!("-{}", of(right))]].concat())
        }
        Node::Times { left, right, sign } => {
            let sign = if sign == TimesSign::Cross { '*' } else { '.' };
            let mut parts = match &done[left.0 as usize] {
                Made::Product(parts) => parts.clone(),
                other => vec![format!("{sign}{}", joined(other, any_order))],
            };
            parts.push(format!("{sign}{}", of(right)));
            Made::Product(parts)
        }
        Node::Divide { top, bottom, sign } => {
            let sign = if sign == DivideSign::Bar { '/' } else { '÷' };
            Made::Other(format!("({} {sign} {})", of(top), of(bottom)))
        }
        Node::Numeral(_) => Made::Other(numeral(tree, id)),
        other => Made::Other(plain(tree, other, &of)),
    }
}

// The value and the places: 1,200 is 1200, and 3.50 is not 3.5.
fn numeral(tree: &Tree, id: NodeId) -> String {
    let Some(numeral) = tree.numeral(id) else { return String::new() };
    let recurring = if numeral.recurring.is_some() { "r" } else { "" };
    format!("{}:{}{recurring}", numeral.value, numeral.places)
}

fn plain(tree: &Tree, node: Node, of: &dyn Fn(NodeId) -> String) -> String {
    let all = |name: &str, children| {
        let parts: Vec<String> = tree.children(children).iter().map(|id| of(*id)).collect();
        format!("({name} {})", parts.join(" "))
    };
    let end = |id: Option<NodeId>| id.map_or_else(|| "none".to_owned(), of);
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
        Node::PlusMinus { left, right } => format!("(plusminus {} {})", end(left), of(right)),
        Node::Compare { left, right, sign } => format!("({sign:?} {} {})", of(left), of(right)),
        Node::Chain { terms, signs } => {
            format!("({:?} {})", tree.signs(terms, signs), all("chain", terms))
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            format!("(interval {} {} {low_closed} {high_closed})", end(low), end(high))
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
        Node::Ratio(all_of) => all("ratio", all_of),
        Node::Coordinates(all_of) => all("point", all_of),
        Node::Vector(all_of) => all("vector", all_of),
        Node::Set(all_of) => all("set", all_of),
        Node::List(all_of) => all("list", all_of),
        Node::Or(all_of) => all("or", all_of),
        Node::And(all_of) => all("and", all_of),
        Node::Compound(all_of) => all("compound", all_of),
        Node::Pi => "pi".to_owned(),
        Node::Word => format!("word {}", tree.word.as_deref().unwrap_or_default()),
        _ => "other".to_owned(),
    }
}
