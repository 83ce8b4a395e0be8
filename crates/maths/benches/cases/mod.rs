//! The cases that are measured: of every kind that schools ask for.

use maths::{Acceptance, Item, Reading};

/// An answer, an acceptance and a response: what pupils of Years 1 to 11 are asked and write.
pub type Case = (&'static str, &'static str, &'static str);

/// All of them.
pub const CASES: [Case; 44] = [
    ("5", "whole-number", "5"),
    ("1200", "whole-number", "1,200"),
    ("3/4", "equal-value", "0.75"),
    ("3/4", "simplest-form", "6/8"),
    ("3/4", "simplest-form", "3/4"),
    ("7/4", "mixed-number", "1 3/4"),
    ("7/4", "improper-fraction", "7/4"),
    ("1/2", "equal-value", "½"),
    ("1/3", "decimal", "0.333..."),
    ("2/3", "decimal-places 2", "0.67"),
    ("0.012345", "significant-figures 3", "0.0123"),
    ("45%", "percentage", "45%"),
    ("4500", "standard-form", "4.5 × 10^3"),
    ("360", "prime-factorisation", "2^3 × 3^2 × 5"),
    ("3.5", "within 1/20", "3.52"),
    ("4:6", "ratio-simplest-form", "2:3"),
    ("4:6", "ratio-one-to-n", "1:1.5"),
    ("£3.50", "money", "350p"),
    ("14:05", "time", "2:05 pm"),
    ("80 min", "time", "1 h 20 min"),
    ("3 m", "units-required", "300 cm"),
    ("72 km/h", "units-convertible", "20 m/s"),
    ("(3, -4)", "coordinates", "(3, -4)"),
    ("[2; -1]", "vector", "[2; -1]"),
    ("{1, 2, 3, 4, 6, 12}", "set", "{12, 6, 4, 3, 2, 1}"),
    ("1/4, 0.3, 2/5", "ordered-list", "25%, 0.3, 0.4"),
    ("7 r 2", "remainder", "7 r 2"),
    ("4.5 <= x < 5.5", "error-interval", "4.5 ≤ x < 5.5"),
    ("2 × 3 + 4", "same-as-written any-order", "4 + 3 × 2"),
    ("3x+6", "expanded", "6 + 3x"),
    ("3x+6", "expression", "3(x+2)"),
    ("3(x+2)", "factorised", "3(2+x)"),
    ("x^2+5x+6", "expanded", "x^2+2x+3x+6"),
    ("x^2+5x+6", "factorised", "(x+3)(x+2)"),
    ("x-3", "expression", "(x^2-9)/(x+3)"),
    ("5x", "collected", "2x+3x"),
    ("x^2+6x+10", "completed-square", "(x+3)^2+1"),
    ("√12", "simplified-surd", "2√3"),
    ("1/√2", "rationalised-denominator", "√2/2"),
    ("y = 2x + 1", "equivalent-equation", "2y - 4x = 2"),
    ("y = 2x + 1", "rearranged-formula x", "x = (y-1)/2"),
    ("x = 2 or x = -2", "solution-set", "x = -2 or x = 2"),
    ("x > 3", "inequality", "3 < x"),
    ("even", "word", "Even"),
];

/// What is asked: the answer and the acceptance, with letters where the answer has any.
pub fn item(answer: &str, accept: &str) -> Item {
    let accept: Acceptance = accept.parse().expect("a known acceptance");
    let has_letters = answer.contains(['x', 'y']);
    let letters = if has_letters { vec!['x', 'y'] } else { Vec::new() };
    Item { answer: answer.to_owned(), accept, reading: Reading { letters, ..Reading::default() } }
}
