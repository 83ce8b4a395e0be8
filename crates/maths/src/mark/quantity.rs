//! Amounts with units: the number, the unit, and whether another unit says the same amount.
//!
//! The value gate asks whether the number is right, in its own unit or in the answer's; the unit gate asks for the unit.

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::unit::{N_DIMENSIONS, Symbol, Unit};
use crate::value::{NoValue, Value, value_of};
use crate::{Acceptance, Number};

use super::judge::{Case, same};
use super::judged::{Fault, Form, Judged};
use super::number_form::unsigned;

/// An amount as typed: its number and unit, or several units together.
struct Amount {
    number: Value,
    units: Vec<Unit>,
    /// In base units, where it is a number with a known unit.
    base: Option<Measured>,
}

/// The unit of an answer that is one number with one unit.
pub(super) fn unit_of(tree: &Tree) -> Option<Unit> {
    match tree.node(unsigned(tree, tree.root())) {
        Node::Quantity { unit, .. } => Some(*tree.unit(unit)),
        _ => None,
    }
}

/// Whether two units are one unit: `m/s` is `ms⁻¹`, and is not `km/h`.
pub(super) fn same_unit(left: &Unit, right: &Unit) -> bool {
    match (left.dimension().zip(left.size()), right.dimension().zip(right.size())) {
        (Some(left), Some(right)) => left == right,
        // Things that are counted have no size.
        (None, None) => left == right,
        _ => false,
    }
}

/// A number of base units, and what it measures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    pub size: Number,
    pub dimension: [i8; N_DIMENSIONS],
}

/// What a node measures, where it is a number with a known unit; `None` where it has no unit.
pub(super) fn measured(
    tree: &Tree,
    id: NodeId,
    steps: &mut Steps,
) -> Result<Option<Measured>, NoValue> {
    match tree.node(tree.bare(id)) {
        Node::Quantity { amount, unit } => {
            let unit = tree.unit(unit);
            let Value::Number(number) = value_of(tree, amount, steps)? else { return Ok(None) };
            let known = unit.size().zip(unit.dimension());
            Ok(known.map(|(size, dimension)| Measured { size: &number * &size, dimension }))
        }
        Node::Compound(all) => {
            let mut sum: Option<Measured> = None;
            for id in tree.children(all) {
                let Some(part) = measured(tree, *id, steps)? else { return Ok(None) };
                let before = sum.take();
                if before.as_ref().is_some_and(|before| before.dimension != part.dimension) {
                    return Ok(None);
                }
                let before = before.map_or(Number::ZERO, |before| before.size);
                sum = Some(Measured { size: &before + &part.size, ..part });
            }
            Ok(sum)
        }
        Node::Negate(inner) => {
            Ok(measured(tree, inner, steps)?.map(|part| Measured { size: -part.size, ..part }))
        }
        _ => Ok(None),
    }
}

/// The dimension of a known unit by itself, such as `s`.
pub(super) fn dimension_of(symbol: &str) -> Option<[i8; N_DIMENSIONS]> {
    Unit::of(Symbol::of_text(symbol)?).dimension()
}

fn amount(tree: &Tree, steps: &mut Steps) -> Result<Amount, NoValue> {
    let root = tree.bare(tree.root());
    let base = measured(tree, root, steps)?;
    let inner = unsigned(tree, root);
    let (number, units) = match tree.node(inner) {
        Node::Quantity { amount, unit } => {
            let number = value_of(tree, amount, steps)?;
            let number = match (number, inner == root) {
                (Value::Number(number), false) => Value::Number(-number),
                (number, _) => number,
            };
            (number, vec![*tree.unit(unit)])
        }
        Node::Compound(all) => {
            let units = tree.children(all).iter().filter_map(|id| match tree.node(*id) {
                Node::Quantity { unit, .. } => Some(*tree.unit(unit)),
                _ => None,
            });
            (
                Value::Number(base.as_ref().map_or(Number::ZERO, |base| base.size.clone())),
                units.collect(),
            )
        }
        _ => (value_of(tree, root, steps)?, Vec::new()),
    };
    Ok(Amount { number, units, base })
}

impl Amount {
    fn has_units_of(&self, other: &Self) -> bool {
        self.units.len() == other.units.len()
            && self.units.iter().zip(&other.units).all(|(left, right)| same_unit(left, right))
    }

    fn measures_as(&self, other: &Self) -> bool {
        match (self.units.first(), other.units.first()) {
            (Some(left), Some(right)) => {
                left.dimension().is_some() && left.dimension() == right.dimension()
            }
            _ => false,
        }
    }

    // The same amount, whatever the unit.
    fn equals(&self, other: &Self, steps: &mut Steps) -> Result<bool, NoValue> {
        if self.units.len() == 1 && self.has_units_of(other) {
            return same(&self.number, &other.number, steps);
        }
        if !self.measures_as(other) {
            return Ok(false);
        }
        match (&self.base, &other.base) {
            (Some(left), Some(right)) => Ok(left == right),
            _ => Err(NoValue::Undecided("only numbers are changed from one unit to another")),
        }
    }
}

/// Judges the three acceptances of units.
pub(super) fn units(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (amount(case.given, steps)?, amount(case.answer, steps)?);
    if matches!(given.number, Value::Quantity(_)) {
        // A sum of amounts: as good as its value, its unit included.
        return Ok(Judged::value(case.values(steps)?.same));
    }
    let same_number = same(&given.number, &answer.number, steps)?;
    if given.units.is_empty() && !answer.units.is_empty() {
        let judged = Judged::value(same_number);
        return Ok(match case.accept {
            Acceptance::UnitsValueOnly => judged,
            _ => judged.unit(Err("unit-left-off".into())),
        });
    }
    if given.equals(&answer, steps)? || given.units.is_empty() && same_number {
        let is_asked = *case.accept == Acceptance::UnitsRequired;
        let unit: Form = if is_asked && !given.has_units_of(&answer) {
            Err("another-unit".into())
        } else {
            Ok(())
        };
        return Ok(Judged::value(true).unit(unit));
    }
    let unit: Form = if given.has_units_of(&answer) { Ok(()) } else { Err("wrong-unit".into()) };
    // Two amounts in one unit differ by their number; in two units the number alone may be right.
    let is_right = unit.is_err() && same_number && answer.units.len() < 2;
    Ok(Judged::value(is_right).unit(unit))
}

/// Judges an amount of money.
pub(super) fn money(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (amount(case.given, steps)?, amount(case.answer, steps)?);
    let money = dimension_of("£");
    let is_money = |amount: &Measured| Some(amount.dimension) == money;
    let pounds = match &answer.base {
        Some(base) => is_money(base).then(|| base.size.clone()),
        None => number(&answer),
    };
    let Some(pounds) = pounds else {
        return Err(NoValue::Undecided("the answer of the item is not an amount of money"));
    };
    let typed = number(&given);
    let is_count_of =
        |size: i64| typed.as_ref().is_some_and(|typed| *typed == &pounds * &Number::from(size));
    let is_number_right = is_count_of(1) || is_count_of(100);
    let value =
        |is_right: bool| -> Form { if is_right { Ok(()) } else { Err("wrong-amount".into()) } };
    let digits = pence_digits(case.given);
    let judged = match &given.base {
        None => Judged::value(value(is_number_right)).unit(Err("sign-left-off".into())),
        Some(base) if is_money(base) && base.size == pounds => Judged::value(true).unit(Ok(())),
        Some(_) if is_number_right => Judged::value(true).unit(Err("wrong-sign".into())),
        Some(base) if is_money(base) => Judged::value(value(false)).unit(Ok(())),
        Some(_) => Judged::value(value(false)).unit(Err("wrong-sign".into())),
    };
    Ok(judged.form(digits))
}

fn number(amount: &Amount) -> Option<Number> {
    match &amount.number {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}

// Pounds have no pence after the point or two digits of them: £3 and £3.50, not £3.5.
fn pence_digits(tree: &Tree) -> Form {
    let numerals = (0..).zip(&tree.nodes).map(|(id, _)| NodeId(id));
    let uneven = numerals
        .filter(|id| matches!(tree.node(*id), Node::Numeral(_)))
        .find(|id| tree.numeral(*id).is_some_and(|numeral| !matches!(numeral.places, 0 | 2)));
    uneven.map_or(Ok(()), |id| Err(Fault::at("pence-digits", id)))
}
