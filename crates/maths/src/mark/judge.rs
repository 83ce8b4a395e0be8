//! Which marker decides for which acceptance: one line each.
//!
//! A marker gets both trees as typed and gives the gates. Most compare the value and then ask for a form.

use crate::Acceptance;
use crate::Number;
use crate::limits::Steps;
use crate::tree::Tree;
use crate::value::{NoValue, Value, evaluate};

use super::{
    Form, Judged, bounds, collected, completed_square, equations, expanded, factorised, formula,
    number_form, of_the_item, power_of_ten, primes, quantity, ratio, remainder, rounded, rules,
    several, single_fraction, surds, time, written,
};

/// What is marked: the response and the answer of the item, both read.
pub(crate) struct Case<'c> {
    pub accept: &'c Acceptance,
    pub given: &'c Tree,
    pub answer: &'c Tree,
}

/// The values of both, and whether they are the same.
pub(crate) struct Values {
    pub given: Value,
    pub answer: Value,
    pub same: bool,
}

impl Case<'_> {
    /// Works out both sides and compares them.
    pub(crate) fn values(&self, steps: &mut Steps) -> Result<Values, NoValue> {
        let given = evaluate(self.given, steps)?;
        let answer = evaluate(self.answer, steps).map_err(of_the_item)?;
        let same = same(&given, &answer, steps)?;
        Ok(Values { given, answer, same })
    }

    /// The value, and then a form of the tree alone.
    pub(crate) fn value_and(
        &self,
        form: impl FnOnce(&Tree) -> Form,
        steps: &mut Steps,
    ) -> Result<Judged, NoValue> {
        let values = self.values(steps)?;
        Ok(Judged::value(values.same).form(form(self.given)))
    }
}

/// Whether two values are the same.
pub(crate) fn same(left: &Value, right: &Value, steps: &mut Steps) -> Result<bool, NoValue> {
    left.same(right, steps)
}

/// Puts the questions of the acceptance to the response.
pub(crate) fn judge(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    match case.accept {
        Acceptance::EqualValue | Acceptance::Expression => {
            Ok(Judged::value(case.values(steps)?.same))
        }
        Acceptance::WholeNumber => case.value_and(number_form::whole_number, steps),
        Acceptance::Fraction => case.value_and(number_form::fraction, steps),
        Acceptance::SimplestForm => case.value_and(number_form::simplest, steps),
        Acceptance::ImproperFraction => case.value_and(number_form::improper, steps),
        Acceptance::MixedNumber => case.value_and(number_form::mixed, steps),
        Acceptance::Decimal => case.value_and(number_form::decimal, steps),
        Acceptance::Expanded => {
            let values = case.values(steps)?;
            Judged::value(values.same).form_or(expanded::expanded(case.given, &values.given))
        }
        Acceptance::Collected => form(case, collected::collected, steps),
        Acceptance::Factorised => {
            let values = case.values(steps)?;
            let form = factorised::factorised(case.given, case.answer, steps);
            Judged::value(values.same).form_or(form)
        }
        Acceptance::SingleFraction => form(case, single_fraction::single_fraction, steps),
        Acceptance::CompletedSquare => form(case, completed_square::completed_square, steps),
        Acceptance::SimplifiedSurd => form(case, surds::simplified_surd, steps),
        Acceptance::RationalisedDenominator => form(case, surds::rationalised, steps),
        Acceptance::Simplified { rules } => {
            form(case, |tree, steps| rules::simplified(tree, rules, steps), steps)
        }
        Acceptance::EquivalentEquation => equations::equivalent(case, steps),
        Acceptance::RearrangedFormula { subject } => formula::rearranged(case, *subject, steps),
        Acceptance::SolutionSet => equations::solution_set(case, steps),
        Acceptance::Inequality => equations::inequality(case, steps),
        Acceptance::SameAsWritten { any_order } => {
            written::same_as_written(case, *any_order, steps)
        }
        Acceptance::DecimalPlaces { .. } | Acceptance::SignificantFigures { .. } => {
            rounded::rounded(case, steps)
        }
        Acceptance::Percentage => percentage(case, steps),
        Acceptance::StandardForm => case.value_and(power_of_ten::standard_form, steps),
        Acceptance::PrimeFactorisation => {
            let same = case.values(steps)?.same;
            Judged::value(same).form_or(primes::product_of_primes(case.given, steps))
        }
        Acceptance::Within { tolerance } => within(case, tolerance, steps),
        Acceptance::WithinRange { low, high } => within_range(case, low, high, steps),
        Acceptance::Ratio | Acceptance::RatioSimplestForm | Acceptance::RatioOneToN => {
            ratio::ratio(case, steps)
        }
        Acceptance::Money => quantity::money(case, steps),
        Acceptance::Time => time::time(case, steps),
        Acceptance::UnitsRequired | Acceptance::UnitsConvertible | Acceptance::UnitsValueOnly => {
            quantity::units(case, steps)
        }
        Acceptance::Coordinates => several::coordinates(case, steps),
        Acceptance::Vector => several::vector(case, steps),
        Acceptance::Set => several::set(case, steps),
        Acceptance::OrderedList { any_order } => several::list(case, *any_order, steps),
        Acceptance::Remainder => remainder::remainder(case, steps),
        Acceptance::ErrorInterval => bounds::error_interval(case, steps),
        Acceptance::Word | Acceptance::Choice => {
            Err(NoValue::Undecided("words are compared as text"))
        }
    }
}

// The value, and then a form that may not be decided.
fn form(
    case: &Case<'_>,
    form: impl FnOnce(&Tree, &mut Steps) -> Result<Form, NoValue>,
    steps: &mut Steps,
) -> Result<Judged, NoValue> {
    let same = case.values(steps)?.same;
    Judged::value(same).form_or(form(case.given, steps))
}

fn within(case: &Case<'_>, tolerance: &Number, steps: &mut Steps) -> Result<Judged, NoValue> {
    let values = case.values(steps)?;
    let (Value::Number(given), Value::Number(answer)) = (&values.given, &values.answer) else {
        return Err(NoValue::Undecided("only numbers are compared within a tolerance"));
    };
    let is_close = (given - answer).abs() <= *tolerance;
    Ok(Judged::value(if is_close { Ok(()) } else { Err("not-close-enough".into()) }))
}

fn within_range(
    case: &Case<'_>,
    low: &Number,
    high: &Number,
    steps: &mut Steps,
) -> Result<Judged, NoValue> {
    let Value::Number(given) = evaluate(case.given, steps)? else {
        return Err(NoValue::Undecided("only numbers are looked for in a range"));
    };
    Ok(Judged::value(if given < *low {
        Err("below-range".into())
    } else if given > *high {
        Err("above-range".into())
    } else {
        Ok(())
    }))
}

// The sign is a unit: 45 for 45% is the right number without it.
fn percentage(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let values = case.values(steps)?;
    if !values.same
        && let (Value::Number(given), Value::Number(answer)) = (&values.given, &values.answer)
        && *given == answer * &Number::from(100)
        && number_form::decimal(case.given).is_ok()
    {
        return Ok(Judged::value(true).unit(Err("sign-left-off".into())));
    }
    Ok(Judged::value(values.same).form(number_form::percentage(case.given)))
}
