//! What a question of the teacher's own takes: only its words and its answer are known, so both are asked.
//!
//! The first acceptance that the words and the shape of the answer speak for, and that accepts the teacher's own
//! answer, is taken; what is no mathematics is a word. It never refuses. Start at [`item`].

use std::collections::BTreeSet;

use learning::Outcome;
use maths::{Acceptance, Item, Reading};

use crate::planning::TypedQuestion;

/// The most letters side by side that are read as letters multiplied: four or more are a word. Our choice.
const LONGEST_PRODUCT: usize = 3;

/// Words of a question that ask for a form, whether only an answer with letters or roots can have it, and the form.
static FORMS: [(&str, bool, Acceptance); 18] = [
    ("expand", true, Acceptance::Expanded),
    ("multiply out", true, Acceptance::Expanded),
    ("factorise", true, Acceptance::Factorised),
    ("single fraction", true, Acceptance::SingleFraction),
    ("complete the square", true, Acceptance::CompletedSquare),
    ("completing the square", true, Acceptance::CompletedSquare),
    ("rationalis", true, Acceptance::RationalisedDenominator),
    ("simpl", true, Acceptance::SimplifiedSurd),
    ("simpl", true, Acceptance::Simplified { rules: Vec::new() }),
    ("mixed number", false, Acceptance::MixedNumber),
    ("improper fraction", false, Acceptance::ImproperFraction),
    ("simpl", false, Acceptance::SimplestForm),
    ("as a fraction", false, Acceptance::Fraction),
    ("as a decimal", false, Acceptance::Decimal),
    ("as a percentage", false, Acceptance::Percentage),
    ("standard form", false, Acceptance::StandardForm),
    ("decimal place", false, Acceptance::DecimalPlaces { places: None }),
    ("significant figure", false, Acceptance::SignificantFigures { figures: None }),
];

/// What a question takes, from its words and the answer typed beside it.
pub fn item(text: &str, answer: &str) -> Item {
    let asked = text.to_lowercase();
    let answer = answer.trim();
    let known = letters_of_mathematics(&asked);
    let letters = letters(answer);
    let is_known = letters.iter().all(|letter| known.contains(letter));
    let plain = shapes(&asked, answer, &[]);
    let spoken_for = plain.into_iter().map(|accept| with(answer, accept, &[]));
    let units = is_amount(answer).then(|| with(answer, Acceptance::UnitsConvertible, &[]));
    let algebra = algebra(&asked, answer, &letters, is_known);
    let in_order: Vec<Item> = if is_known {
        spoken_for.chain(algebra).chain(units).collect()
    } else {
        spoken_for.chain(units).chain(algebra).collect()
    };
    in_order.into_iter().find(|item| item.check().is_ok()).unwrap_or_else(|| word(answer))
}

/// What to tell a teacher whose own answer is not what her question comes to; none where that cannot be worked out.
pub fn doubt(typed: &TypedQuestion) -> Option<String> {
    let asked = typed.text.trim();
    let start = ["find ", "work out ", "calculate ", "what is "]
        .iter()
        .find(|start| asked.to_lowercase().starts_with(*start))
        .map_or(0, |start| start.len());
    let sum =
        asked.get(start..)?.trim_end_matches(['?', '=', '.', '_', ' ']).replace(" of ", " × ");
    let reading = Reading::default();
    let is_other = maths::same_value(&sum, typed.answer.trim(), &reading) == Some(false);
    let made = maths::canonical(&sum, &reading).ok().flatten().filter(|_| is_other)?;
    Some(format!(
        "I make \"{asked}\" {made}, and the answer typed is {}. Change it, or tick that it is as you want it; what you typed is still here.",
        typed.answer.trim()
    ))
}

fn with(answer: &str, accept: Acceptance, letters: &[char]) -> Item {
    let expects = accept.expects();
    let reading = Reading { letters: letters.to_vec(), expects, ..Reading::default() };
    Item { answer: answer.to_owned(), accept, reading }
}

fn word(answer: &str) -> Item {
    let reading = Reading { words: vec![answer.to_owned()], ..Reading::default() };
    Item { answer: answer.to_owned(), accept: Acceptance::Word, reading }
}

/// Acceptances that the signs of an answer speak for, the likeliest first; the plain value is the last.
fn shapes(asked: &str, answer: &str, letters: &[char]) -> Vec<Acceptance> {
    let has = |sign: char| answer.contains(sign);
    let mut likely = Vec::new();
    if has('£') || answer.strip_suffix('p').is_some_and(ends_in_digit) {
        likely.push(Acceptance::Money);
    }
    if asked.contains("time") || answer.ends_with("am") || answer.ends_with("pm") {
        likely.push(Acceptance::Time);
    }
    if has(':') && asked.contains("simpl") {
        likely.push(Acceptance::RatioSimplestForm);
    }
    if has(':') {
        likely.extend([Acceptance::Ratio, Acceptance::Time]);
    }
    if answer.contains(['=', '<', '>', '≤', '≥']) {
        likely.extend(statements(asked));
    }
    let has_algebra = !letters.is_empty() || has('√');
    if asked.contains("prime factor") {
        likely.push(Acceptance::PrimeFactorisation);
    }
    let forms = FORMS
        .iter()
        .filter(|(words, for_letters, _)| *for_letters == has_algebra && asked.contains(words))
        .filter(|(_, _, accept)| has('√') || *accept != Acceptance::SimplifiedSurd);
    likely.extend(forms.map(|(_, _, accept)| accept.clone()));
    likely.push(if has_algebra { Acceptance::Expression } else { Acceptance::EqualValue });
    if has('r') {
        likely.push(Acceptance::Remainder);
    }
    if has('(') && has(',') {
        likely.push(Acceptance::Coordinates);
    }
    if has('{') {
        likely.push(Acceptance::Set);
    }
    if has(',') {
        let any_order = !["order", "next", "sequence"].iter().any(|word| asked.contains(word));
        likely.push(Acceptance::OrderedList { any_order });
    }
    likely
}

fn statements(asked: &str) -> Vec<Acceptance> {
    let mut found = Vec::new();
    if asked.contains("subject") || asked.contains("rearrange") {
        found.push(Acceptance::RearrangedFormula { subject: None });
    }
    found.extend([Acceptance::SolutionSet, Acceptance::Inequality, Acceptance::EquivalentEquation]);
    found
}

/// An answer read with its letters; none when they spell a word.
fn algebra(asked: &str, answer: &str, letters: &[char], is_known: bool) -> Vec<Item> {
    let only_letters = answer.chars().all(char::is_alphabetic);
    let is_word =
        runs(answer).any(|run| run.len() > LONGEST_PRODUCT) || (only_letters && !is_known);
    if letters.is_empty() || is_word {
        return Vec::new();
    }
    let likely = shapes(asked, answer, letters);
    likely.into_iter().map(|accept| with(answer, accept, letters)).collect()
}

/// An amount with letters behind it, such as `3 cm`.
fn is_amount(answer: &str) -> bool {
    answer.starts_with(|c: char| c.is_ascii_digit()) && answer.contains(char::is_alphabetic)
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// Lower-case letters side by side, without the words that join solutions.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| !c.is_ascii_lowercase());
    pieces.filter(|run| !run.is_empty() && !matches!(*run, "or" | "and"))
}

fn letters(answer: &str) -> Vec<char> {
    runs(answer).flat_map(str::chars).collect::<BTreeSet<char>>().into_iter().collect()
}

/// Letters a question uses as letters: standing alone, or beside a number, a sign or a bracket.
fn letters_of_mathematics(asked: &str) -> BTreeSet<char> {
    let beside =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "+-−×*/=^()²³".contains(c));
    let mut found = BTreeSet::new();
    for run in runs(asked).filter(|run| run.len() <= LONGEST_PRODUCT) {
        let at = run.as_ptr() as usize - asked.as_ptr() as usize;
        let before = asked[..at].chars().next_back();
        let after = asked[at + run.len()..].chars().next();
        if run.len() == 1 || beside(before) || beside(after) {
            found.extend(run.chars());
        }
    }
    found
}

/// Words of which exactly one is meant: another of the same row is not right. Every other word is for the teacher.
const EITHER: [&[&str]; 4] =
    [&["yes", "no"], &["true", "false"], &["odd", "even"], &["always", "sometimes", "never"]];

/// Marks a worded answer: right when it says the same, not right when it says the other of two, else for the teacher.
///
/// Never tells what the answer is.
pub fn mark_word(answer: &str, text: &str) -> Outcome {
    let (meant, said) = (plain(answer), plain(text));
    if said.is_empty() {
        return Outcome::Unreadable { say: "Write your answer, then send it.".to_owned() };
    }
    if meant == said {
        return Outcome::Right;
    }
    let row = EITHER.iter().find(|row| row.contains(&meant.as_str()));
    match row.and_then(|row| row.iter().find(|word| first(&said) == **word)) {
        Some(word) if *word == meant => Outcome::Right,
        Some(_) => Outcome::Wrong {
            note: "word.other".to_owned(),
            say: "Look at the question once more.".to_owned(),
        },
        None => Outcome::Undecided { why: "worded answers are for the teacher to read".to_owned() },
    }
}

/// A worded answer with what does not matter taken away: capitals, spaces, an article in front, a stop behind.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = words.join(" ");
    let words = words.trim_matches(|c: char| ".,!?\"'“”‘’".contains(c));
    let said = ["a ", "an ", "the "].iter().find_map(|article| words.strip_prefix(article));
    match said.unwrap_or(words) {
        "y" => "yes".to_owned(),
        "n" => "no".to_owned(),
        said => said.to_owned(),
    }
}

fn first(said: &str) -> &str {
    said.split([' ', ',', '.']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use maths::Marking;

    use super::*;

    #[test]
    fn the_words_and_the_answer_say_what_is_accepted() {
        for (text, answer, accept) in [
            ("What is 3 + 4?", "7", "equal-value"),
            (
                "Write 2405 in words as a number",
                "two thousand four hundred and five",
                "equal-value",
            ),
            ("Simplify 6/8", "3/4", "simplest-form"),
            ("Expand on this: what is 6/8?", "3/4", "equal-value"),
            ("Write 0.75 as a fraction", "3/4", "fraction"),
            ("Write 3/4 as a decimal", "0.75", "decimal"),
            ("Round 3.456 to 2 decimal places", "3.46", "decimal-places"),
            ("Expand 3(x+2)", "3x+6", "expanded"),
            ("What is 3 lots of x+2?", "3x+6", "expression"),
            ("Factorise 3x+6", "3(x+2)", "factorised"),
            ("Simplify 3ab × 2", "6ab", "simplified"),
            ("Simplify a × b", "ab", "simplified"),
            ("Simplify √12", "2√3", "simplified-surd"),
            ("Which shape?", "square", "word"),
            ("Is 7 odd or even?", "odd", "word"),
            ("Is it always true?", "sometimes", "word"),
            ("Is a half more than a quarter?", "yes", "word"),
            ("Is 1/2 = 2/4?", "no", "word"),
            ("Which word means the number below the bar?", "denominator", "word"),
            ("Say why 2/4 is a half", "two of the four equal parts", "word"),
            ("How long is it?", "3 cm", "units-convertible"),
            ("How many metres is 300 cm?", "3 m", "units-convertible"),
            ("Simplify m + m + m", "3m", "simplified"),
            ("How much is left?", "£3.50", "money"),
            ("How much is left?", "85p", "money"),
            ("What time is shown?", "14:05", "time"),
            ("Write as a ratio: 4 red, 6 blue", "4:6", "ratio"),
            ("Simplify 4:6", "2:3", "ratio-simplest-form"),
            ("What is 23 ÷ 4?", "5 r 3", "remainder"),
            ("Where is the point?", "(3, 4)", "coordinates"),
            ("List the factors of 6", "1, 2, 3, 6", "ordered-list any-order"),
            ("Write in order: 3, 1, 2", "1, 2, 3", "ordered-list"),
            ("Solve 2x + 1 = 5", "x = 2", "solution-set"),
            ("Solve x² = 4", "x = 2 or x = -2", "solution-set"),
            ("Solve 2x + 1 < 5", "x < 2", "solution-set"),
            ("Make x the subject of y = 2x", "x = y/2", "rearranged-formula"),
        ] {
            let item = item(text, answer);
            assert_eq!(item.accept.to_string(), accept, "{text} {answer}");
            assert_eq!(item.check(), Ok(()), "{text} {answer}");
        }
    }

    #[test]
    fn a_worded_answer_is_right_the_other_of_two_or_for_the_teacher_and_never_told() {
        for (answer, text, expected) in [
            ("square", "a Square.", "right"),
            ("square", "rectangle", "teacher"),
            ("square", "sqare", "teacher"),
            ("yes", "Y", "right"),
            ("yes", "yes, it is", "right"),
            ("yes", "no", "wrong"),
            ("no", "yes", "wrong"),
            ("even", "odd", "wrong"),
            ("even", "it is even", "teacher"),
            ("sometimes", "always", "wrong"),
            ("the parts are the same size", "The parts are the same size!", "right"),
            ("the parts are the same size", "they are equal", "teacher"),
            ("square", "  ", "again"),
        ] {
            let outcome = mark_word(answer, text);
            let found = match &outcome {
                Outcome::Right => "right",
                Outcome::Wrong { say, .. } => {
                    assert!(!say.contains(answer), "{say}");
                    "wrong"
                }
                Outcome::Undecided { .. } => "teacher",
                _ => "again",
            };
            assert_eq!(found, expected, "{answer} {text}");
        }
    }

    #[test]
    fn an_answer_that_is_not_what_the_question_comes_to_is_doubted() {
        // (question, answer, what it comes to; none when there is nothing to say)
        for (text, answer, made) in [
            ("1/4 of 12", "4", Some("3")),
            ("1/4 of 12", "3", None),
            ("What is 36 + 10?", "37", Some("46")),
            ("36 + 10 =", "46", None),
            ("Find 1/2 of 7.", "3 1/2", None),
            ("23 ÷ 5", "4 r 3", None),
            ("Round 348 to the nearest ten", "400", None),
            ("What is a quarter of 12?", "4", Some("3")),
            ("9^9^9", "1", None),
            ("Expand 3(x + 2)", "3x + 2", None),
        ] {
            let typed = TypedQuestion { text: text.to_owned(), answer: answer.to_owned() };
            let said = doubt(&typed);
            assert_eq!(said.is_some(), made.is_some(), "{text}: {said:?}");
            let (said, made) = (said.unwrap_or_default(), made.unwrap_or_default());
            assert!(said.contains(made), "{text}: {said}");
        }
    }

    #[test]
    fn whatever_is_typed_can_be_asked_and_its_own_answer_is_right() {
        for answer in
            ["a b c d e f g h i j", "1/0", "9^9^9", "((((", "???", "the quick brown fox jumps", "ñ"]
        {
            let item = item("What is it?", answer);
            let marking = maths::mark(answer, &item);
            assert!(
                matches!(&marking, Marking::Verdict(verdict) if verdict.is_correct()),
                "{answer}: {marking:?}"
            );
        }
    }
}
