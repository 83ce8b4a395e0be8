//! Labels: words, numbers, stacked fractions and the empty box that stands for what is not known.
//!
//! `"1 3/4"` is drawn as a mixed number, `"?"` as a box, `"?/8"` as a fraction with a box on top.
//! Widths are estimated generously, so that labels that do not touch here touch in no font.

use crate::canvas::{Canvas, Fill, INK, Line, escape, line_markup};
use crate::length::{Hundredths, Point, px, text};

/// A label, read from its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pieces: Vec<Piece>,
    is_algebra: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Fraction(String, String),
    Sign, // The minus of a fraction.
    Unknown,
}

/// The text that stands for what is not known.
pub(crate) const UNKNOWN: &str = "?";

impl Label {
    /// Reads a label; single-letter names stay upright.
    pub(crate) fn read(raw: &str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for token in raw.split_whitespace() {
            let (sign, rest) = match token.strip_prefix(['-', '−']) {
                Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => ("−", rest),
                _ => ("", token),
            };
            let rest = if rest == "-" { "−" } else { rest };
            if token == UNKNOWN {
                pieces.push(Piece::Unknown);
            } else if let Some((top, bottom)) = as_fraction(rest) {
                if !sign.is_empty() {
                    pieces.push(Piece::Sign);
                }
                pieces.push(Piece::Fraction(top.to_owned(), bottom.to_owned()));
            } else if let Some(Piece::Words(words)) =
                pieces.last_mut().filter(|piece| piece.is_open())
            {
                words.push(' ');
                words.push_str(sign);
                words.push_str(rest);
            } else {
                pieces.push(Piece::Words(format!("{sign}{rest}")));
            }
        }
        Self { pieces, is_algebra: false }
    }

    /// Reads a label of algebra: letters slope, `^2` is raised.
    pub(crate) fn algebra(raw: &str) -> Self {
        let raised = raw.replace("^2", "²").replace("^3", "³");
        Self { is_algebra: true, ..Self::read(&raised) }
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// How wide the label is at text size `size`.
    pub(crate) fn width(&self, size: Hundredths) -> Hundredths {
        let gaps = i64::try_from(self.pieces.len().saturating_sub(1)).unwrap_or_default();
        self.pieces.iter().map(|piece| piece.width(size)).sum::<Hundredths>() + gaps * size / 5
    }

    /// How tall the label is at text size `size`.
    pub(crate) fn height(&self, size: Hundredths) -> Hundredths {
        self.pieces.iter().map(|piece| piece.height(size)).max().unwrap_or_default()
    }

    /// The largest of the label sizes at which the label is at most `width` wide, or `None`.
    pub(crate) fn size_within(&self, width: Hundredths) -> Option<Hundredths> {
        SIZES.into_iter().find(|size| self.width(*size) <= width)
    }

    /// Draws the label with its middle at `centre`.
    pub(crate) fn draw(&self, canvas: &mut Canvas, role: &str, centre: Point, size: Hundredths) {
        if self.is_empty() {
            return;
        }
        let mut left = centre.0 - self.width(size) / 2;
        let mut marks = String::new();
        for piece in &self.pieces {
            let middle = (left + piece.width(size) / 2, centre.1);
            marks.push_str(&piece.markup(middle, size, self.is_algebra));
            left += piece.width(size) + size / 5;
        }
        canvas.push(format!("<g class=\"d-label {role}\">{marks}</g>"));
    }

    /// Draws the label with its left edge at `at`.
    pub(crate) fn draw_from(&self, canvas: &mut Canvas, role: &str, at: Point, size: Hundredths) {
        // Words are placed by their true width, so that lines of them begin in line.
        let wide = match self.pieces.as_slice() {
            [Piece::Words(words)] => {
                words.chars().map(|letter| size * natural_percent(letter) / 100).sum()
            }
            _ => self.width(size),
        };
        let middle = (at.0 + wide / 2).max(self.width(size) / 2);
        self.draw(canvas, role, (middle, at.1), size);
    }
}

/// Label sizes, largest first; the smaller ones only where parts are very narrow.
const SIZES: [Hundredths; 4] = [px(20), px(17), px(14), px(12)];

impl Piece {
    // A word after words joins them.
    fn is_open(&self) -> bool {
        matches!(self, Self::Words(_))
    }

    fn width(&self, size: Hundredths) -> Hundredths {
        match self {
            Self::Words(words) => words_width(words, size),
            Self::Sign => words_width("−", size),
            Self::Fraction(top, bottom) => {
                let digits = fraction_size(size);
                let side = |text: &String| {
                    if text == UNKNOWN { digits * 3 / 2 } else { words_width(text, digits) }
                };
                side(top).max(side(bottom)) + size / 5
            }
            Self::Unknown => box_side(size),
        }
    }

    fn height(&self, size: Hundredths) -> Hundredths {
        match self {
            Self::Words(_) | Self::Sign => size,
            Self::Fraction(top, bottom) => {
                let digits = fraction_size(size);
                let side = |text: &String| if text == UNKNOWN { digits * 3 / 2 } else { digits };
                // Both sides of the bar are given the same room, so that the bar stays in the middle.
                2 * side(top).max(side(bottom)) + size / 2
            }
            Self::Unknown => box_side(size),
        }
    }

    fn markup(&self, middle: Point, size: Hundredths, is_algebra: bool) -> String {
        match self {
            Self::Words(words) => text_markup(words, middle, size, is_algebra),
            Self::Sign => text_markup("−", middle, size, false),
            Self::Unknown => box_markup(middle, size),
            Self::Fraction(top, bottom) => {
                let digits = fraction_size(size);
                let half = self.width(size) / 2;
                let side = |text: &str, way: i64| {
                    if text == UNKNOWN {
                        box_markup(
                            (middle.0, middle.1 + way * (digits * 3 / 4 + size / 5)),
                            digits * 15 / 16,
                        )
                    } else {
                        let away = digits / 2 + size / 6;
                        text_markup(text, (middle.0, middle.1 + way * away), digits, is_algebra)
                    }
                };
                let bar = line_markup(
                    "d-bar",
                    (middle.0 - half, middle.1),
                    (middle.0 + half, middle.1),
                    Line::Ink,
                );
                let bar = bar.replace("stroke-width=\"2.5\"", "stroke-width=\"1.75\"");
                format!("{}{bar}{}", side(top, -1), side(bottom, 1))
            }
        }
    }
}

fn fraction_size(size: Hundredths) -> Hundredths {
    size * 9 / 10
}

fn box_side(size: Hundredths) -> Hundredths {
    size * 8 / 5
}

fn as_fraction(token: &str) -> Option<(&str, &str)> {
    let (top, bottom) = token.split_once('/')?;
    let is_side = |side: &str| {
        let is_digits = (1..=5).contains(&side.len()) && side.bytes().all(|b| b.is_ascii_digit());
        let is_letter = side.len() == 1 && side.bytes().all(|b| b.is_ascii_lowercase());
        is_digits || is_letter || side == UNKNOWN
    };
    (is_side(top) && is_side(bottom)).then_some((top, bottom))
}

/// A generous estimate of how wide words are at text size `size`.
pub(crate) fn words_width(words: &str, size: Hundredths) -> Hundredths {
    words.chars().map(|letter| size * percent_of_em(letter) / 100).sum()
}

// Measured on Atkinson Hyperlegible Next and rounded up, then raised to at least 0.6 of the size.
fn percent_of_em(letter: char) -> i64 {
    match letter {
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 95,
        'A'..='Z' | '&' => 74,
        _ if letter.is_ascii() => 62,
        '−' | '×' | '÷' | '²' | '³' | '£' | '°' => 64,
        _ => 100,
    }
}

// How wide letters are on average in Atkinson Hyperlegible Next, to the nearest few hundredths of the size.
fn natural_percent(letter: char) -> i64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '\'' | ' ' | '|' => 27,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 37,
        'm' | 'M' | 'W' => 86,
        'w' => 78,
        'A'..='Z' => 66,
        _ => 56,
    }
}

fn text_markup(words: &str, middle: Point, size: Hundredths, is_algebra: bool) -> String {
    // Digits and capitals are about 0.67 of the size tall, so this puts their middle on the middle.
    let baseline = middle.1 + size * 34 / 100;
    format!(
        "<text class=\"t-ink\" x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\" fill=\"{INK}\">{}</text>",
        text(middle.0),
        text(baseline),
        text(size),
        if is_algebra { slope_letters(words) } else { escape(words) }
    )
}

fn slope_letters(words: &str) -> String {
    let slope = |letter: char| match letter {
        'a'..='z' => format!("<tspan font-style=\"italic\">{letter}</tspan>"),
        other => escape(&other.to_string()),
    };
    words.chars().map(slope).collect()
}

fn box_markup(middle: Point, size: Hundredths) -> String {
    let side = box_side(size);
    let mut canvas = String::from("<g class=\"d-unknown\">");
    let corner = (middle.0 - side / 2, middle.1 - side / 2);
    let mut page = Canvas::new(0, 0);
    page.rect("d-box", corner, (side, side), px(6), Fill::Paper, Line::Ink);
    canvas.push_str(&page.into_markup());
    canvas.push_str(&text_markup(UNKNOWN, middle, size, false));
    canvas.push_str("</g>");
    canvas
}
