//! Finding a step by what a teacher types: letters of its name, a word of its vocabulary, a code, a number, a sum.
//!
//! `1/4` finds what is about quarters, `3(x+2)` what is about brackets; nothing is found by a number standing in another.
//! Start at [`Wanted::read`].

use crate::nearest::nearest;
use crate::step::SmallStep;
use maths::part_name;

/// What was typed, term by term; a step is found when it answers every one.
pub(crate) struct Wanted(Vec<Term>);

enum Term {
    /// Letters: the beginning of a word.
    Word(String),
    /// A whole number.
    Number(String),
    /// A fraction, such as 3/4.
    Fraction(i64, i64),
    /// Letters with numbers, without spaces: `3(x+2)`.
    Expression(String),
    /// What a fraction *of* something is about; better with it, found without it.
    OfAQuantity,
}

/// Words of a question that say nothing about the step.
const PASSED_OVER: [&str; 12] =
    ["a", "an", "and", "find", "in", "is", "of", "the", "to", "what", "with", "work"];

/// What the sign in a sum is called in the vocabulary of steps.
const SIGNS: [(char, &str); 7] = [
    ('+', "add"),
    ('-', "subtract"),
    ('−', "subtract"),
    ('×', "times"),
    ('*', "times"),
    ('÷', "divide"),
    ('x', "times"),
];

impl Wanted {
    /// Reads what was typed.
    pub(crate) fn read(typed: &str) -> Self {
        let typed = typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut terms: Vec<Term> = words.iter().flat_map(|word| terms_of(word)).collect();
        if terms.iter().any(|term| matches!(term, Term::Fraction(..))) && words.contains(&"of") {
            terms.push(Term::OfAQuantity);
        }
        let is_passed_over =
            |term: &Term| matches!(term, Term::Word(word) if PASSED_OVER.contains(&word.as_str()));
        if !terms.iter().all(is_passed_over) {
            terms.retain(|term| !is_passed_over(term));
        }
        Self(terms)
    }

    /// What a match costs: 0 when the name starts so, more for words further in; none when a term is nowhere.
    pub(crate) fn cost(&self, step: &SmallStep) -> Option<u32> {
        let said = Said::of(step);
        if self.0.is_empty() {
            return None;
        }
        let is_alone = self.0.len() == 1;
        self.0.iter().map(|term| term.cost(step, &said, is_alone)).sum()
    }
}

fn terms_of(word: &str) -> Vec<Term> {
    let word = word.trim_matches(|c: char| "?.,;:!\"'“”".contains(c));
    if let Some((top, bottom)) = word.split_once('/')
        && let (Ok(top), Ok(bottom)) = (top.parse(), bottom.parse())
    {
        return vec![Term::Fraction(top, bottom)];
    }
    let plain = without_commas(word);
    if !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit()) {
        return vec![Term::Number(plain)];
    }
    if is_sum(&plain) {
        let signs = SIGNS.iter().filter(|(sign, _)| plain.contains(*sign));
        return signs.take(1).map(|(_, called)| Term::Word((*called).to_owned())).collect();
    }
    let has_letter = plain.chars().any(char::is_alphabetic);
    let is_letter = plain.len() == 1 && "xyn".contains(plain.as_str());
    if is_letter || has_letter && plain.chars().any(|c| c.is_ascii_digit() || "()+".contains(c)) {
        return vec![Term::Expression(plain)];
    }
    words_of(&plain).into_iter().map(Term::Word).collect()
}

/// Numbers with a sign between or before them, or a sign alone: `431-126`, `7x8`, `+`.
fn is_sum(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let is_sign = |(at, c): (usize, &char)| {
        let is_known = SIGNS.iter().any(|(sign, _)| sign == c);
        is_known && (*c != 'x' || is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)))
    };
    chars.iter().enumerate().any(is_sign)
        && chars.iter().enumerate().all(|one| one.1.is_ascii_digit() || is_sign(one))
}

/// What a step says of itself.
struct Said {
    name: Vec<String>,
    other: Vec<String>,
    /// Its sentences, in lower case.
    sentences: String,
}

impl Said {
    fn of(step: &SmallStep) -> Self {
        let (words, codes) = (step.words.join(" "), step.criterion.join(" "));
        let points = step.key_points.iter().map(|point| point.text.as_str());
        let sentences: Vec<&str> = points.chain([step.new_mathematics.as_str()]).collect();
        Self {
            name: words_of(&step.name),
            other: words_of(&format!(
                "{} {words} {} {codes} year {}",
                step.slug, step.strand, step.year
            )),
            sentences: sentences.join(" ").to_lowercase(),
        }
    }

    fn has(&self, word: &str) -> Option<u32> {
        let starts =
            |words: &[String]| words.iter().position(|candidate| candidate.starts_with(word));
        let slips = |words: &[String]| {
            word.chars().count() >= 4 && nearest(word, words.iter().map(String::as_str)).is_some()
        };
        let says = || words_of(&self.sentences).iter().any(|one| one.starts_with(word));
        match starts(&self.name) {
            Some(0) => Some(0),
            Some(_) => Some(1),
            None if starts(&self.other).is_some() => Some(2),
            None if word.chars().count() >= 3 && says() => Some(3),
            None if slips(&self.name) || slips(&self.other) => Some(4),
            None => None,
        }
    }

    fn has_number(&self, number: &str) -> Option<u32> {
        let is_in = |words: &[String]| words.iter().any(|word| word == number);
        if is_in(&self.name) {
            Some(0)
        } else if is_in(&self.other) {
            Some(2)
        } else {
            is_in(&words_of(&self.sentences)).then_some(3)
        }
    }
}

impl Term {
    fn cost(&self, step: &SmallStep, said: &Said, is_alone: bool) -> Option<u32> {
        match self {
            Self::Word(word) => said.has(word),
            // The numbers of a question are seldom the step's own: they do not keep it from being found.
            Self::Number(number) => said.has_number(number).or((!is_alone).then_some(3)),
            Self::Fraction(top, bottom) => fraction(*top, *bottom, step, said),
            Self::Expression(text) => expression(text, step, said),
            Self::OfAQuantity => Some(said.has("quantity").map_or(2, |_| 0)),
        }
    }
}

/// A fraction is written in the step, or named in it, or is of the kind it is about; else the strand alone is right.
fn fraction(top: i64, bottom: i64, step: &SmallStep, said: &Said) -> Option<u32> {
    if step.strand != "fractions" {
        return None;
    }
    let written = format!("{top}/{bottom}");
    let mut numbers = said.sentences.split(|c: char| !(c.is_ascii_digit() || c == '/'));
    let part = part_name(bottom);
    let stem = if bottom == 2 { "hal" } else { part.as_deref().unwrap_or("fraction") };
    let kind = match top {
        1 => "unit fraction",
        _ if top > bottom => "improper fraction",
        _ => "numerator",
    };
    let is_named = |words: &[String]| words.iter().any(|word| word.starts_with(stem));
    let is_of_kind = |text: &str| text.to_lowercase().contains(kind);
    Some(if is_named(&said.name) {
        0
    } else if numbers.any(|one| one == written) || is_of_kind(&step.name) {
        1
    } else if is_named(&said.other) {
        2
    } else if is_of_kind(&step.words.join(" ")) {
        3
    } else {
        5
    })
}

/// An expression is a code, or is written in the step, or is of the kind its vocabulary names.
fn expression(text: &str, step: &SmallStep, said: &Said) -> Option<u32> {
    let squeezed: String = said.sentences.split_whitespace().collect();
    let is_code = |code: &String| code.to_lowercase().starts_with(text);
    let about = |word: &str| step.words.iter().any(|known| known.contains(word));
    let has_bracket = text.contains('(');
    if step.criterion.iter().any(is_code) {
        Some(0)
    } else if squeezed.contains(text) {
        Some(1)
    } else if has_bracket && about("bracket") {
        Some(2)
    } else if !has_bracket && (about("coefficient") || about("like terms")) {
        Some(3)
    } else if has_bracket || text.contains('+') {
        None
    } else {
        words_of(text).iter().map(|word| said.has(word)).sum()
    }
}

/// The words of a text in lower case; `1,000` is one.
fn words_of(text: &str) -> Vec<String> {
    without_commas(&text.to_lowercase())
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn without_commas(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let kept = chars
        .iter()
        .enumerate()
        .filter(|(at, c)| **c != ',' || !is_digit(at.checked_sub(1)) || !is_digit(Some(at + 1)));
    kept.map(|(_, c)| c).collect()
}
