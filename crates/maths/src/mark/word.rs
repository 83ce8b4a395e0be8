//! Words and choices: compared as text, without regard to letter case and spacing.
//!
//! Where the item lists its words or choices, anything else is unreadable and not wrong.

use crate::limits::{MAX_BYTES, at_most};
use crate::reading::same_words;
use crate::unreadable::Piece;
use crate::{Acceptance, Item};

use super::{Judged, Marking, Verdict};

/// Marks a word or a choice.
pub(super) fn mark_word(response: &str, item: &Item) -> Marking {
    if let Err(too_large) = at_most(response.len() as u64, MAX_BYTES as u64, "characters") {
        return Marking::TooLarge(too_large);
    }
    let piece = Piece::new(response, 0, response.len());
    if response.trim().is_empty() {
        return Marking::Unreadable(piece.empty());
    }
    let words = &item.reading.words;
    let is_word = item.accept == Acceptance::Word;
    if !words.is_empty() && !words.iter().any(|word| same_words(word, response)) {
        return Marking::Unreadable(piece.not_a_listed_word(words));
    }
    let wrong = if is_word { "wrong-word" } else { "wrong-choice" };
    let is_right = same_words(response, &item.answer);
    let found = if is_right { Ok(()) } else { Err(wrong.into()) };
    Marking::Verdict(Verdict::of(&Judged::value(found), &item.accept, response, None))
}
