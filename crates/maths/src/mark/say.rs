//! The one sentence a pupil is told for each outcome: kind, about the work, never about the pupil.

/// The sentence for a note. Every note the marker gives has one.
pub(super) fn sentence(note: &str) -> &'static str {
    match note {
        "correct" => "That is right.",
        "wrong-value" => "This is not equal to the answer yet.",
        "wrong-word" => "This is not the word yet.",
        "wrong-choice" => "This is not the one yet.",
        "not-close-enough" => "This is not close enough to the answer yet.",
        "not-worked-out" => "The value is right; it can be worked out to one number.",
        "not-whole" => "The value is right; it can be written as a whole number.",
        "not-fraction" => "The value is right; it can be written as one fraction.",
        "not-simplest" => "The value is right; it can be written with smaller numbers.",
        "negative-denominator" => {
            "The value is right; the minus sign can go in front of the fraction."
        }
        "not-improper" => {
            "The value is right; it can be written as one fraction that is 1 or more."
        }
        "not-mixed" => "The value is right; it can be written as a whole number and a fraction.",
        "another-whole-left" => "The value is right; the fraction part makes another whole.",
        "brackets-left" => "The expression is equal; the brackets can be multiplied out.",
        "like-terms-left" => "The expression is equal; some terms can be collected together.",
        "not-factorised" => {
            "The expression is equal; it can be written as a product with a bracket."
        }
        "not-fully-factorised" => "The expression is equal; it can be factorised further.",
        "factors-left-apart" => {
            "The expression is equal; the numbers outside the bracket can be multiplied together."
        }
        _ => "This needs another look.",
    }
}
