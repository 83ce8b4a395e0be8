//! Statements in two letters or more: linear equations in their one reduced form, half planes, and points.
//!
//! A system of linear equations is reduced by elimination, so equal systems are equal rows. A curve and a line are
//! solved by putting one into the other. Start at [`same`].

use crate::Number;
use crate::limits::Steps;
use crate::tree::CompareSign;
use crate::value::{Monomial, NoValue, Polynomial, Statement, Value, divide, negate, order, times};

use super::{difference, real_roots, witness};

const BEYOND: NoValue = NoValue::Undecided("the equations cannot be solved exactly");
// Our choice: more systems joined by "or" than any answer has.
const MAX_SYSTEMS: usize = 16;

/// One linear equation: the letters with their coefficients and a constant make 0, and the first coefficient is 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub coefficients: Vec<(u8, Value)>,
    pub constant: Value,
}

/// Whether two statements in several letters are true for the same numbers.
pub(crate) fn same(
    a: &Statement,
    b: &Statement,
    places: &[u8],
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    match (a, b) {
        (
            Statement::Compare { left, sign: CompareSign::Equal, right },
            Statement::Compare { left: other, sign: CompareSign::Equal, right: side },
        ) => {
            let (a, b) = (difference(left, right, steps)?, difference(other, side, steps)?);
            return same_equation(&a, &b, places, steps);
        }
        (Statement::Compare { .. }, Statement::Compare { .. }) => {
            if let (Some(mine), Some(theirs)) = (half_plane(a, steps)?, half_plane(b, steps)?) {
                return Ok(mine == theirs);
            }
        }
        _ => {}
    }
    if has_inequality(a) || has_inequality(b) {
        return same_region(a, b, steps);
    }
    let (mine, theirs) = (systems(a, steps)?, systems(b, steps)?);
    Ok(mine.iter().all(|system| theirs.contains(system))
        && theirs.iter().all(|system| mine.contains(system)))
}

fn same_equation(
    a: &(Polynomial, Polynomial),
    b: &(Polynomial, Polynomial),
    places: &[u8],
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    if is_multiple(&a.0, &b.0, steps)? {
        let same_below = is_multiple(&a.1, &b.1, steps)?;
        if same_below || (never_both_zero(a, steps)? && never_both_zero(b, steps)?) {
            return Ok(true);
        }
    }
    // What is true for all numbers is not an equation with letters left in it.
    if a.0.is_zero() != b.0.is_zero() {
        return Ok(false);
    }
    match (line(&a.0, steps)?, line(&b.0, steps)?) {
        (Some(mine), Some(theirs)) if a.1.is_constant() && b.1.is_constant() => Ok(mine == theirs),
        _ => match witness::differ(a, b, places, steps)? {
            true => Ok(false),
            false => Err(NoValue::Undecided("the two equations may or may not say the same")),
        },
    }
}

// Whether a quotient that is to be 0 has no point where its bottom is 0 too: 12 - xy is not 0 where x is.
fn never_both_zero(
    (top, bottom): &(Polynomial, Polynomial),
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    if bottom.terms().len() != 1 {
        return Ok(bottom.is_constant());
    }
    let zero = Polynomial::of_number(Number::ZERO);
    if top.terms().iter().any(|(monomial, _)| monomial.has_half_power()) {
        return Ok(false);
    }
    for place in bottom.letters() {
        let there = top.substitute(place, &zero, steps)?;
        if there.is_zero() || !there.is_constant() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether one polynomial is a number, not 0, times the other.
pub(crate) fn is_multiple(
    a: &Polynomial,
    b: &Polynomial,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    let (Some((first, x)), Some((other, y))) = (leading(a, steps)?, leading(b, steps)?) else {
        return Ok(a.is_zero() && b.is_zero());
    };
    Ok(first == other && a.times(&y, steps)? == b.times(&x, steps)?)
}

// The letters of the last term and the constant they are multiplied by.
fn leading(
    polynomial: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<(Monomial, Polynomial)>, NoValue> {
    let Some((last, _)) = polynomial.terms().last() else { return Ok(None) };
    let letters = last.letters();
    let terms: Vec<_> = polynomial
        .terms()
        .iter()
        .filter(|(monomial, _)| monomial.letters() == letters)
        .map(|(monomial, coefficient)| (monomial.irrational(), coefficient.clone()))
        .collect();
    Ok(Some((letters, Polynomial::of_terms(terms, steps)?)))
}

/// The linear equation `polynomial = 0` in its one form; `None` when it is not linear or has no letters.
pub(crate) fn line(polynomial: &Polynomial, steps: &mut Steps) -> Result<Option<Line>, NoValue> {
    let Some(mut row) = row(polynomial, steps)? else { return Ok(None) };
    let Some(pivot) = row[..8].iter().position(|value| !value.is_zero()) else { return Ok(None) };
    scale_to_one(&mut row, pivot, steps)?;
    Ok(Some(of_row(&row)))
}

fn of_row(row: &[Value]) -> Line {
    let coefficients = row[..8].iter().zip(0..).filter(|(value, _)| !value.is_zero());
    Line {
        coefficients: coefficients.map(|(value, place)| (place, value.clone())).collect(),
        constant: row[8].clone(),
    }
}

// The coefficients of the eight letters and the constant, for a linear polynomial.
fn row(polynomial: &Polynomial, steps: &mut Steps) -> Result<Option<Vec<Value>>, NoValue> {
    let mut columns = vec![Vec::new(); 9];
    for (monomial, coefficient) in polynomial.terms() {
        let column = match (monomial.degree(), monomial.has_half_power()) {
            (0, _) => 8,
            (1, false) => usize::from(monomial.powers().next().map_or(0, |(place, _)| place)),
            _ => return Ok(None),
        };
        columns[column].push((monomial.irrational(), coefficient.clone()));
    }
    let mut row = Vec::with_capacity(9);
    for terms in columns {
        row.push(Value::of_polynomial(Polynomial::of_terms(terms, steps)?));
    }
    Ok(Some(row))
}

fn scale_to_one(row: &mut [Value], pivot: usize, steps: &mut Steps) -> Result<(), NoValue> {
    let by = row[pivot].clone();
    for value in row.iter_mut() {
        *value = divide(value.clone(), by.clone(), steps)?;
    }
    Ok(())
}

/// A linear inequality in its one form: the line, and whether its left side is above, below or at 0.
pub(crate) fn half_plane(
    statement: &Statement,
    steps: &mut Steps,
) -> Result<Option<(Line, CompareSign)>, NoValue> {
    let Statement::Compare { left, sign, right } = statement else { return Ok(None) };
    let (top, bottom) = difference(left, right, steps)?;
    let (Some(line), Some((_, leading))) = (line(&top, steps)?, first_coefficient(&top, steps)?)
    else {
        return Ok(None);
    };
    if !bottom.is_constant() {
        return Ok(None);
    }
    let zero = Value::Number(Number::ZERO);
    let below = order(&Value::of_polynomial(leading), &zero, steps)?.is_lt()
        != order(&Value::of_polynomial(bottom), &zero, steps)?.is_lt();
    Ok(Some((line, if below { super::turned(*sign) } else { *sign })))
}

// The lowest letter and its coefficient, as `line` makes it 1.
fn first_coefficient(
    polynomial: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<(u8, Polynomial)>, NoValue> {
    let Some(place) = polynomial.letters().first().copied() else { return Ok(None) };
    let terms: Vec<_> = polynomial
        .terms()
        .iter()
        .filter(|(monomial, _)| monomial.has_letter(place))
        .map(|(monomial, coefficient)| (monomial.irrational(), coefficient.clone()))
        .collect();
    Ok(Some((place, Polynomial::of_terms(terms, steps)?)))
}

fn has_inequality(statement: &Statement) -> bool {
    match statement {
        Statement::Compare { sign, .. } => *sign != CompareSign::Equal,
        Statement::And(all) | Statement::Or(all) => all.iter().any(has_inequality),
    }
}

// Regions are the same when they have the same half planes; with others they may still be the same.
fn same_region(a: &Statement, b: &Statement, steps: &mut Steps) -> Result<bool, NoValue> {
    const REGIONS: NoValue = NoValue::Undecided("the two regions may or may not be the same");
    let (Some(mine), Some(theirs)) = (half_planes(a, steps)?, half_planes(b, steps)?) else {
        return Err(REGIONS);
    };
    let same =
        mine.iter().all(|one| theirs.contains(one)) && theirs.iter().all(|one| mine.contains(one));
    if same { Ok(true) } else { Err(REGIONS) }
}

fn half_planes(
    statement: &Statement,
    steps: &mut Steps,
) -> Result<Option<Vec<(Line, CompareSign)>>, NoValue> {
    match statement {
        Statement::Compare { .. } => Ok(half_plane(statement, steps)?.map(|one| vec![one])),
        Statement::And(all) => {
            let mut found = Vec::new();
            for one in all {
                match half_planes(one, steps)? {
                    Some(more) => found.extend(more),
                    None => return Ok(None),
                }
            }
            Ok(Some(found))
        }
        Statement::Or(_) => Ok(None),
    }
}

/// The linear systems that a statement of equations comes to, each reduced; an impossible one is left out.
pub(crate) fn systems(statement: &Statement, steps: &mut Steps) -> Result<Vec<Vec<Line>>, NoValue> {
    let mut found = Vec::new();
    for equations in alternatives(statement, steps)? {
        solve(Vec::new(), equations, &mut found, 0, steps)?;
    }
    Ok(found)
}

// Each way in which the statement can be true, as equations with 0 on the right.
fn alternatives(statement: &Statement, steps: &mut Steps) -> Result<Vec<Vec<Polynomial>>, NoValue> {
    let all = match statement {
        Statement::Compare { left, sign: CompareSign::Equal, right } => {
            let (top, bottom) = difference(left, right, steps)?;
            let has_root = top.terms().iter().any(|(monomial, _)| monomial.has_half_power());
            if !bottom.is_constant() || has_root {
                return Err(BEYOND);
            }
            return Ok(vec![vec![top]]);
        }
        Statement::Compare { .. } => return Err(BEYOND),
        Statement::Or(all) => {
            let mut found = Vec::new();
            for one in all {
                found.extend(alternatives(one, steps)?);
            }
            return Ok(found);
        }
        Statement::And(all) => all,
    };
    let mut found = vec![Vec::new()];
    for one in all {
        let more = alternatives(one, steps)?;
        if found.len() * more.len() > MAX_SYSTEMS {
            return Err(BEYOND);
        }
        found = found
            .iter()
            .flat_map(|equations| {
                more.iter().map(|others| [equations.clone(), others.clone()].concat())
            })
            .collect();
    }
    Ok(found)
}

// Puts equations into the rows one after the other; a curve waits until one letter is left in it.
fn solve(
    mut rows: Vec<Vec<Value>>,
    mut equations: Vec<Polynomial>,
    found: &mut Vec<Vec<Line>>,
    depth: usize,
    steps: &mut Steps,
) -> Result<(), NoValue> {
    if depth > 4 || found.len() > MAX_SYSTEMS {
        return Err(BEYOND);
    }
    let mut waiting = Vec::new();
    while let Some(equation) = equations.pop() {
        let equation = put_in(&equation, &rows, steps)?;
        if equation.is_zero() {
            continue;
        }
        if equation.is_constant() {
            return Ok(());
        }
        match row(&equation, steps)? {
            Some(row) => {
                add_row(&mut rows, row, steps)?;
                equations.append(&mut waiting);
            }
            None => waiting.push(equation),
        }
    }
    let Some(at) = waiting.iter().position(|equation| equation.letters().len() == 1) else {
        if !waiting.is_empty() {
            return Err(BEYOND);
        }
        let system: Vec<Line> = rows.iter().map(|row| of_row(row)).collect();
        if !found.contains(&system) {
            found.push(system);
        }
        return Ok(());
    };
    let equation = waiting.swap_remove(at);
    let place = equation.letters()[0];
    for (root, _) in real_roots(&equation, place, steps)? {
        let root = root.to_polynomial().ok_or(BEYOND)?;
        let mut equations = waiting.clone();
        equations.push(Polynomial::of_letter(place).minus(root, steps)?);
        solve(rows.clone(), equations, found, depth + 1, steps)?;
    }
    Ok(())
}

// The equation with what the rows say in place of their letters.
fn put_in(
    equation: &Polynomial,
    rows: &[Vec<Value>],
    steps: &mut Steps,
) -> Result<Polynomial, NoValue> {
    let mut equation = equation.clone();
    for row in rows {
        let Some(pivot) = row[..8].iter().position(|value| !value.is_zero()) else { continue };
        let mut rest = Polynomial::of_number(Number::ZERO);
        for (at, value) in row.iter().enumerate().skip(pivot + 1) {
            let coefficient = value.to_polynomial().ok_or(BEYOND)?;
            let letter = u8::try_from(at).ok().filter(|at| *at < 8).map(Polynomial::of_letter);
            rest = rest.minus(
                letter
                    .map_or(Ok(coefficient.clone()), |letter| letter.times(&coefficient, steps))?,
                steps,
            )?;
        }
        equation = equation.substitute(pivot as u8, &rest, steps)?;
    }
    Ok(equation)
}

// Adds a row that has no pivot letter of the others, and clears its own from them.
fn add_row(
    rows: &mut Vec<Vec<Value>>,
    mut row: Vec<Value>,
    steps: &mut Steps,
) -> Result<(), NoValue> {
    let Some(pivot) = row[..8].iter().position(|value| !value.is_zero()) else { return Ok(()) };
    scale_to_one(&mut row, pivot, steps)?;
    for other in rows.iter_mut().filter(|other| !other[pivot].is_zero()) {
        let by = negate(other[pivot].clone())?;
        for (value, new) in other.iter_mut().zip(&row) {
            let change = times(by.clone(), new.clone(), steps)?;
            *value = crate::value::add(value.clone(), change, steps)?;
        }
    }
    rows.push(row);
    rows.sort_by_key(|row| row[..8].iter().position(|value| !value.is_zero()));
    Ok(())
}
