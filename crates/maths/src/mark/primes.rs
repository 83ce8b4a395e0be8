//! A product of primes in index form: every factor a prime, each prime once, powers where a prime comes more often.

use crate::Number;
use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::NoValue;

use super::judged::{Fault, Form};
use super::number_form::whole_at;

/// Written as a product of primes in index form; a prime alone is one.
pub(super) fn product_of_primes(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let factors = factors(tree);
    let mut bases: Vec<i64> = Vec::with_capacity(factors.len());
    for id in &factors {
        let (base, exponent) = match tree.node(*id) {
            Node::Power { base, exponent } => (base, Some(exponent)),
            _ => (*id, None),
        };
        let Some(number) = whole_at(tree, base).and_then(|base| base.to_i64()) else {
            return Ok(Err(Fault::at("not-a-product", *id)));
        };
        if number == 1 && factors.len() > 1 {
            return Ok(Err(Fault::at("one-is-not-prime", *id)));
        }
        if !is_prime(number, steps)? {
            let is_alone = factors.len() == 1 && exponent.is_none();
            let outcome = if is_alone { "not-a-product" } else { "not-prime" };
            return Ok(Err(Fault::at(outcome, *id)));
        }
        if let Some(exponent) = exponent {
            match whole_at(tree, exponent) {
                Some(power) if power > Number::ONE => {}
                _ => return Ok(Err(Fault::at("power-of-one", *id))),
            }
        }
        bases.push(number);
    }
    let repeated = (1..bases.len()).find(|at| bases[..*at].contains(&bases[*at]));
    Ok(match repeated {
        Some(at) => Err(Fault::at("not-index-form", factors[at])),
        None => Ok(()),
    })
}

// The factors of a product as written, from the left.
fn factors(tree: &Tree) -> Vec<NodeId> {
    let (mut found, mut waiting) = (Vec::new(), vec![tree.root()]);
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Bracket(inner) => waiting.push(inner),
            Node::Times { left, right, .. } => waiting.extend([right, left]),
            _ => found.push(id),
        }
    }
    found
}

fn is_prime(number: i64, steps: &mut Steps) -> Result<bool, NoValue> {
    if number < 2 {
        return Ok(false);
    }
    let mut divisor = 2;
    while divisor * divisor <= number {
        steps.take(1)?;
        if number % divisor == 0 {
            return Ok(false);
        }
        divisor += if divisor == 2 { 1 } else { 2 };
    }
    Ok(true)
}
