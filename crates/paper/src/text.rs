//! Words with maths and gaps in them, as one line of a sheet.
//!
//! Never markup: a `#` or a `*` in `Piece::Words` prints as itself. Start at `Text`.

use serde::{Deserialize, Serialize};

/// Words, maths and gaps in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Piece>);

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// Words to stress.
    Strong(String),
    /// Maths as it is typed, such as `1 3/4`, `3(x+2)` or `2/_ = 1/2`.
    Maths(String),
    /// A gap: empty to write in, or already filled.
    Gap(String),
}

/// The longest source that is searched for marks, in bytes.
const MAX_MARKED: usize = 10_000;

impl Text {
    /// Plain words only.
    pub fn words(words: &str) -> Text {
        Text(vec![Piece::Words(words.to_owned())])
    }

    /// Maths only, as it is typed.
    pub fn maths(maths: &str) -> Text {
        Text(vec![Piece::Maths(maths.to_owned())])
    }

    /// Reads "Find `1/4` of 12. The whole is **one** [gap]." as content writes it; whatever is not closed is words.
    /// A source over 10,000 bytes is taken as words.
    pub fn marked(source: &str) -> Text {
        if source.len() > MAX_MARKED {
            return Text::words(source);
        }
        let mut pieces = Vec::new();
        let mut rest = source;
        while let Some((before, piece, after)) = next_mark(rest) {
            push_words(&mut pieces, before);
            pieces.push(piece);
            rest = after;
        }
        push_words(&mut pieces, rest);
        Text(pieces)
    }

    /// The same text with every gap empty.
    #[must_use]
    pub fn with_empty_gaps(&self) -> Text {
        let blank = |piece: &Piece| match piece {
            Piece::Gap(_) => Piece::Gap(String::new()),
            other => other.clone(),
        };
        Text(self.0.iter().map(blank).collect())
    }

    /// The text without marks, for a list or a name; an empty gap is an underscore.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Gap(filled) if filled.is_empty() => out.push('_'),
                Piece::Words(s) | Piece::Strong(s) | Piece::Maths(s) | Piece::Gap(s) => {
                    out.push_str(s)
                }
            }
        }
        out
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Words(s) | Piece::Strong(s) | Piece::Maths(s) => s.is_empty(),
            Piece::Gap(_) => false,
        })
    }
}

impl From<&str> for Text {
    fn from(source: &str) -> Text {
        Text::marked(source)
    }
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    if !words.is_empty() {
        pieces.push(Piece::Words(words.to_owned()));
    }
}

type Mark = (&'static str, &'static str, fn(String) -> Piece);

const MARKS: [Mark; 3] = [
    ("`", "`", Piece::Maths),
    ("**", "**", Piece::Strong),
    ("[", "]", |name| Piece::Gap(name.trim_matches([' ', '_']).to_owned())),
];

/// The first closed mark of a text: what comes before it, its piece, what comes after.
fn next_mark(source: &str) -> Option<(&str, Piece, &str)> {
    let found = |(open, close, piece): Mark| {
        let at = source.find(open)?;
        let inner = &source[at + open.len()..];
        let end = inner.find(close)?;
        let made = piece(inner[..end].to_owned());
        Some((at, (&source[..at], made, &inner[end + close.len()..])))
    };
    MARKS.into_iter().filter_map(found).min_by_key(|(at, _)| *at).map(|(_, parts)| parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[Piece]) {
        assert_eq!(Text::marked(source).0, expected, "{source}");
    }

    fn w(s: &str) -> Piece {
        Piece::Words(s.to_owned())
    }

    #[test]
    fn marks_are_read_and_unclosed_ones_are_words() {
        check("", &[]);
        check("Find `1/4` of 12.", &[w("Find "), Piece::Maths("1/4".into()), w(" of 12.")]);
        check("**Equal** parts", &[Piece::Strong("Equal".into()), w(" parts")]);
        check("[4] is [ ]", &[Piece::Gap("4".into()), w(" is "), Piece::Gap(String::new())]);
        check("cost `5 and #1*", &[w("cost `5 and #1*")]);
        check("``", &[Piece::Maths(String::new())]);
        check("[", &[w("[")]);
    }

    #[test]
    fn gaps_are_emptied() {
        assert_eq!(Text::marked("[4] parts").with_empty_gaps().plain(), "_ parts");
    }
}
