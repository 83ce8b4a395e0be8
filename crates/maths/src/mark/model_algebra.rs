//! Writes a model answer: the value of an answer in the form that an acceptance asks for.
//!
//! For the forms of expressions, equations and inequalities. What is written here must be accepted by its own marker.
//! Start at [`write_in_form`].

use crate::limits::Steps;
use crate::reading::{Mode, ReadError, Reading, read_counted};
use crate::solve::{self, SolutionSet, Stretch};
use crate::tree::CompareSign;
use crate::value::factor::{Factors, factorise};
use crate::value::{
    Monomial, NoValue, Polynomial, Statement, Value, divide, evaluate, gcd, negate,
};
use crate::write::write_polynomial;
use crate::{Acceptance, Number};

use super::single_fraction::lowest_terms;

/// `text` in the form that `accept` asks for: `3(x + 2)` for `3x+6` and `factorised`.
///
/// # Errors
///
/// [`ReadError`] as for [`crate::read`]. `Ok(None)` where the engine has no way of writing that form.
pub(super) fn write_in_form(
    text: &str,
    accept: &Acceptance,
    reading: &Reading,
) -> Result<Option<String>, ReadError> {
    let reading = Reading { expects: accept.expects(), ..reading.clone() };
    let mut steps = Steps::default();
    let tree = read_counted(text, &reading, Mode::Answer, &mut steps)?;
    let written = evaluate(&tree, &mut steps)
        .and_then(|value| write(&value, accept, &reading.letters, &mut steps));
    match written {
        Ok(written) => Ok(written),
        Err(NoValue::Unreadable(unreadable)) => Err(ReadError::Unreadable(unreadable)),
        Err(NoValue::TooLarge(too_large)) => Err(ReadError::TooLarge(too_large)),
        Err(NoValue::Undecided(_)) => Ok(None),
    }
}

type Written = Result<Option<String>, NoValue>;

fn write(value: &Value, accept: &Acceptance, letters: &[char], steps: &mut Steps) -> Written {
    match accept {
        Acceptance::Expression
        | Acceptance::Expanded
        | Acceptance::Collected
        | Acceptance::SimplifiedSurd
        | Acceptance::RationalisedDenominator
        | Acceptance::Simplified { .. } => Ok(plain(value, letters)),
        Acceptance::Factorised => factorised(value, letters, steps),
        Acceptance::SingleFraction => single_fraction(value, letters, steps),
        Acceptance::CompletedSquare => completed_square(value, letters, steps),
        Acceptance::SolutionSet | Acceptance::Inequality => match value {
            Value::Statement(statement) => solved(statement, letters, steps),
            _ => Ok(None),
        },
        Acceptance::EquivalentEquation => match value {
            Value::Statement(statement) => equation(statement, letters, steps),
            _ => Ok(None),
        },
        Acceptance::RearrangedFormula { subject } => match (value, subject) {
            (Value::Statement(statement), Some(subject)) => {
                formula(statement, *subject, letters, steps)
            }
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

fn plain(value: &Value, letters: &[char]) -> Option<String> {
    let polynomial = value.to_polynomial().filter(Polynomial::is_plain)?;
    Some(write_polynomial(&polynomial, letters))
}

fn factorised(value: &Value, letters: &[char], steps: &mut Steps) -> Written {
    let Some(polynomial) = value.to_polynomial().filter(|it| !it.is_zero()) else {
        return Ok(None);
    };
    let Factors { number, letters: outside, brackets } = factorise(&polynomial, steps)?;
    let mut out = String::new();
    if let ([(only, 1)], true) = (&brackets[..], number == Number::ONE && outside == Monomial::ONE)
    {
        return Ok(Some(write_polynomial(only, letters)));
    }
    let front = write_polynomial(&Polynomial::of_term(outside, number), letters);
    match front.as_str() {
        "1" if !brackets.is_empty() => {}
        "-1" if !brackets.is_empty() => out.push('-'),
        front => out.push_str(front),
    }
    for (bracket, times) in brackets {
        out.push_str(&format!("({})", write_polynomial(&bracket, letters)));
        if times > 1 {
            out.push_str(&format!("^{times}"));
        }
    }
    Ok(Some(out))
}

fn single_fraction(value: &Value, letters: &[char], steps: &mut Steps) -> Written {
    let Some((top, bottom)) = lowest_terms(value, steps)? else { return Ok(None) };
    let (above, below) = (write_polynomial(&top, letters), write_polynomial(&bottom, letters));
    Ok(Some(if below == "1" { above } else { format!("({above})/({below})") }))
}

fn completed_square(value: &Value, letters: &[char], steps: &mut Steps) -> Written {
    let Some(polynomial) = value.to_polynomial().filter(Polynomial::is_rational) else {
        return Ok(None);
    };
    let [place] = polynomial.letters()[..] else { return Ok(None) };
    if polynomial.degree() != 2 {
        return Ok(None);
    }
    let coefficient = |power: u32| {
        let found = polynomial.terms().iter().find(|(it, _)| it.power_of(place) == power);
        found.map_or(Number::ZERO, |(_, number)| number.clone())
    };
    let (a, b, c) = (coefficient(2), coefficient(1), coefficient(0));
    let Some(p) = b.checked_div(&(&a * &Number::from(2))) else { return Ok(None) };
    let q = &c - &(&a * &(&p * &p));
    let inside = Polynomial::of_letter(place).plus(Polynomial::of_number(p.clone()), steps)?;
    let front = match a.to_string().as_str() {
        "1" => String::new(),
        "-1" => "-".to_owned(),
        front => front.to_owned(),
    };
    let inside = write_polynomial(&inside, letters);
    let square = if p.is_zero() { format!("{inside}^2") } else { format!("({inside})^2") };
    Ok(Some(format!("{front}{square}{}", tail(&q))))
}

// A number that is added or taken away, or nothing for 0.
fn tail(number: &Number) -> String {
    match number {
        number if number.is_zero() => String::new(),
        number if number.is_negative() => format!(" - {}", number.abs()),
        number => format!(" + {number}"),
    }
}

fn solved(statement: &Statement, letters: &[char], steps: &mut Steps) -> Written {
    match solve::letters(statement)[..] {
        [place] => {
            let Some(letter) = letters.get(usize::from(place)) else { return Ok(None) };
            Ok(set(&solve::solutions(statement, place, steps)?, *letter))
        }
        [] => Ok(None),
        _ => {
            if let Some((line, sign)) = solve::half_plane(statement, steps)?
                && sign != CompareSign::Equal
            {
                return half_plane(&line, sign, letters, steps);
            }
            points(&solve::systems(statement, steps)?, letters)
        }
    }
}

fn constant(value: &Value) -> Option<String> {
    plain(value, &[])
}

fn set(set: &SolutionSet, letter: char) -> Option<String> {
    if set.is_everything() {
        return None;
    }
    if set.is_empty() {
        return Some("{}".to_owned());
    }
    let parts: Option<Vec<String>> =
        set.stretches().iter().map(|stretch| part(stretch, letter)).collect();
    Some(parts?.join(" or "))
}

fn part(Stretch { low, high }: &Stretch, letter: char) -> Option<String> {
    let less = |is_in: bool| if is_in { "<=" } else { "<" };
    let more = |is_in: bool| if is_in { ">=" } else { ">" };
    Some(match (low, high) {
        (Some((low, true)), Some((high, true))) if low == high => {
            format!("{letter} = {}", constant(low)?)
        }
        (Some((low, low_in)), Some((high, high_in))) => {
            let (low, high) = (constant(low)?, constant(high)?);
            format!("{low} {} {letter} {} {high}", less(*low_in), less(*high_in))
        }
        (Some((low, is_in)), None) => format!("{letter} {} {}", more(*is_in), constant(low)?),
        (None, Some((high, is_in))) => format!("{letter} {} {}", less(*is_in), constant(high)?),
        (None, None) => return None,
    })
}

fn points(systems: &[Vec<solve::Line>], letters: &[char]) -> Written {
    let mut points = Vec::new();
    for system in systems {
        let mut sides = Vec::new();
        for line in system {
            let [(place, _)] = line.coefficients[..] else { return Ok(None) };
            let (Some(letter), Some(value)) =
                (letters.get(usize::from(place)), constant(&negate(line.constant.clone())?))
            else {
                return Ok(None);
            };
            sides.push(format!("{letter} = {value}"));
        }
        points.push(sides.join(" and "));
    }
    Ok(match &points[..] {
        [only] => Some(only.clone()),
        _ => None,
    })
}

fn linear(line: &solve::Line, steps: &mut Steps) -> Result<Polynomial, NoValue> {
    let mut sum =
        line.constant.to_polynomial().unwrap_or_else(|| Polynomial::of_number(Number::ZERO));
    for (place, coefficient) in &line.coefficients {
        if let Some(coefficient) = coefficient.to_polynomial() {
            sum = sum.plus(coefficient.times(&Polynomial::of_letter(*place), steps)?, steps)?;
        }
    }
    Ok(sum)
}

fn half_plane(
    line: &solve::Line,
    sign: CompareSign,
    letters: &[char],
    steps: &mut Steps,
) -> Written {
    let sign = match sign {
        CompareSign::Less => "<",
        CompareSign::LessOrEqual => "<=",
        CompareSign::Greater => ">",
        CompareSign::GreaterOrEqual => ">=",
        _ => return Ok(None),
    };
    let sum = linear(line, steps)?;
    Ok(sum.is_plain().then(|| format!("{} {sign} 0", write_polynomial(&sum, letters))))
}

// With whole coefficients, everything on the left: 2x - y + 1 = 0.
fn equation(statement: &Statement, letters: &[char], steps: &mut Steps) -> Written {
    let Statement::Compare { left, sign: CompareSign::Equal, right } = statement else {
        return Ok(None);
    };
    let (top, bottom) = solve::difference(left, right, steps)?;
    if !bottom.is_constant() || !top.is_rational() || top.is_constant() {
        return Ok(None);
    }
    let (_, whole) = gcd::primitive(&top, steps)?;
    Ok(Some(format!("{} = 0", write_polynomial(&whole, letters))))
}

fn formula(statement: &Statement, subject: char, letters: &[char], steps: &mut Steps) -> Written {
    let Statement::Compare { left, sign: CompareSign::Equal, right } = statement else {
        return Ok(None);
    };
    let place = letters.iter().position(|letter| *letter == subject);
    let Some(place) = place.and_then(|place| u8::try_from(place).ok()) else { return Ok(None) };
    let (top, _) = solve::difference(left, right, steps)?;
    if top.degree_in(place) != 1 || !top.is_rational() {
        return Ok(None);
    }
    let leading = Value::of_polynomial(gcd::coefficient_of(&top, place, 1, steps)?);
    let rest = Value::of_polynomial(gcd::coefficient_of(&top, place, 0, steps)?);
    let value = divide(negate(rest)?, leading, steps)?;
    Ok(single_fraction(&value, letters, steps)?.map(|text| format!("{subject} = {text}")))
}
