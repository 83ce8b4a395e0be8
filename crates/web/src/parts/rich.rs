//! Rich text as HTML: words, mathematics as MathML, gaps as boxes.
//!
//! Everything is escaped; only MathML written by our own engine is passed through.

use curriculum::{RichText, Span};
use maths::Reading;
use maud::{Markup, PreEscaped, html};

use crate::parts::prose::{self, Part};

/// Rich text on one line.
pub fn rich(text: &RichText) -> Markup {
    rich_with(text, &any_letter())
}

fn rich_with(text: &RichText, reading: &Reading) -> Markup {
    html! { @for span in &text.0 { (draw(span, reading)) } }
}

fn draw(span: &Span, reading: &Reading) -> Markup {
    match span {
        Span::Words(words) => words_with_maths(words, reading),
        Span::Strong(words) => html! { strong { (words_with_maths(words, reading)) } },
        Span::Maths(text) => maths_with(text, reading),
        Span::Gap(_) => html! { span.gap { "\u{a0}\u{a0}\u{a0}" } },
    }
}

/// A stem sentence whose gaps are filled and marked, so that they can be seen to change.
pub fn stem_filled(text: &RichText) -> Markup {
    let reading = any_letter();
    html! {
        @for span in &text.0 {
            @match span {
                Span::Gap(filled) => { strong.changed { (words_or_maths(filled, &reading)) } }
                other => { (draw(other, &reading)) }
            }
        }
    }
}

/// Content text with marks, such as a key point or a stem of a step.
pub fn written(text: &str) -> Markup {
    rich(&RichText::read(text))
}

/// An answer as typed, or with the marks of content: drawn as mathematics where it can be read and as text where not.
/// One element, whatever is in it.
pub fn answer(text: &str) -> Markup {
    if text.contains('`') {
        return html! { span { (written(text)) } };
    }
    let reading = any_letter();
    match named_parts(text) {
        Some(parts) => html! { span { @for (idx, (name, part)) in parts.into_iter().enumerate() {
            @if idx > 0 { "; " } (words_or_maths(name, &reading)) ": " (words_or_maths(part, &reading))
        } } },
        None => words_or_maths(text, &reading),
    }
}

/// The parts of an answer such as `1/2: 0.5; 1/5: 0.2`, each with its name; none where it has no several parts.
fn named_parts(text: &str) -> Option<Vec<(&str, &str)>> {
    let parts: Option<Vec<_>> = text.split("; ").map(|part| part.split_once(": ")).collect();
    parts.filter(|parts| parts.len() > 1)
}

/// An answer as it is read aloud: names a field whose label is drawn as mathematics, which not every reader of pages
/// takes for a name.
pub fn aloud(text: &str) -> String {
    let plain = text.replace('`', "");
    if has_a_word(&plain) {
        return plain;
    }
    maths::to_speech(&plain, &any_letter()).unwrap_or(plain)
}

/// A word such as "quarter" is not the product of its letters.
fn words_or_maths(text: &str, reading: &Reading) -> Markup {
    if has_a_word(text) {
        html! { span { (words_with_maths(text, reading)) } }
    } else {
        maths_with(text, reading)
    }
}

/// Words in which fractions and expressions are drawn, marked or not.
fn words_with_maths(words: &str, reading: &Reading) -> Markup {
    html! { @for part in prose::parts(words) { @match part {
        Part::Words(words) => { (words) }
        Part::Maths(text) => { (maths_with(text, reading)) }
    } } }
}

fn has_a_word(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}

fn maths_with(text: &str, reading: &Reading) -> Markup {
    match maths::to_mathml(text, reading) {
        Ok(mathml) => PreEscaped(mathml),
        Err(_) => html! { span { (text) } },
    }
}

/// For display every letter stands for itself; marking reads with the item's own letters.
pub(super) fn any_letter() -> Reading {
    Reading { letters: ('a'..='z').collect(), ..Reading::default() }
}

/// The words with a capital first letter, where they begin a line.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
