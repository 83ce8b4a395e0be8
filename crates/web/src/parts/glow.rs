//! What changed between two neighbours of a sequence, piece by piece: the number glows, not its whole expression.
//!
//! It compares the words and the MathML that are shown; it adds and leaves out nothing but the mark. Start at [`glowing`].

use curriculum::{RichText, Span};
use maud::{Markup, PreEscaped, html};

use crate::parts::prose::{self, Part};
use crate::parts::rich::rich;

/// The text with every piece marked that the text before it has not.
pub fn glowing(now: &RichText, before: &RichText) -> Markup {
    let mut out = String::new();
    write_row(&pieces(now), &pieces(before), &mut out);
    PreEscaped(out)
}

/// A word with the space after it, or an element with what is inside; markup as it will be shown.
#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Element { name: String, open: String, inside: Vec<Piece> },
}

impl Piece {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one.trim() == two.trim(),
            (Self::Element { name, inside, .. }, Self::Element { name: n, inside: i, .. }) => {
                name == n
                    && inside.len() == i.len()
                    && inside.iter().zip(i).all(|(one, two)| one.is_same(two))
            }
            _ => false,
        }
    }

    /// An element that holds others, so that the change can be looked for inside.
    fn holds_pieces(&self) -> Option<(&str, &[Piece])> {
        match self {
            Self::Element { name, inside, .. }
                if inside.iter().any(|one| matches!(one, Self::Element { .. })) =>
            {
                Some((name, inside))
            }
            _ => None,
        }
    }

    /// Signs that are only there for a reading machine, and spaces, have nothing to glow.
    fn is_seen(&self) -> bool {
        match self {
            Self::Text(text) => {
                text.chars().any(|c| !c.is_whitespace() && !('\u{2061}'..='\u{2064}').contains(&c))
            }
            Self::Element { inside, .. } => inside.iter().any(Self::is_seen),
        }
    }
}

/// Words one by one, and mathematics as the elements it is drawn with.
fn pieces(text: &RichText) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for span in &text.0 {
        match span {
            Span::Words(words) => {
                for part in prose::parts(words) {
                    match part {
                        Part::Words(words) => pieces.extend(words.split_inclusive(' ').map(word)),
                        Part::Maths(maths) => pieces.extend(drawn(Span::Maths(maths.to_owned()))),
                    }
                }
            }
            other => pieces.extend(drawn(other.clone())),
        }
    }
    pieces
}

fn word(word: &str) -> Piece {
    Piece::Text(html! { (word) }.into_string())
}

fn drawn(span: Span) -> Vec<Piece> {
    read_row(&mut rich(&RichText(vec![span])).into_string().as_str())
}

/// Reads markup that this program wrote, up to the end of the element it is inside of.
fn read_row(markup: &mut &str) -> Vec<Piece> {
    let mut row = Vec::new();
    while !markup.is_empty() {
        if let Some(rest) = markup.strip_prefix("</") {
            *markup = rest.split_once('>').map_or("", |(_, rest)| rest);
            break;
        }
        if !markup.starts_with('<') {
            let end = markup.find('<').unwrap_or(markup.len());
            row.push(Piece::Text(markup[..end].to_owned()));
            *markup = &markup[end..];
            continue;
        }
        let end = markup.find('>').map_or(markup.len(), |at| at + 1);
        let open = markup[..end].to_owned();
        *markup = &markup[end..];
        let name = open.trim_matches(['<', '>']).split(' ').next().unwrap_or_default().to_owned();
        let inside = read_row(markup);
        row.push(Piece::Element { name, open, inside });
    }
    row
}

fn write_row(now: &[Piece], before: &[Piece], out: &mut String) {
    for run in runs(now, before) {
        match run {
            Run::Same(piece) => write(piece, false, out),
            Run::Other(now, before) if now.len() == before.len() => {
                now.iter().zip(before).for_each(|(one, was)| write_changed(one, was, out));
            }
            Run::Other(now, _) => now.iter().for_each(|one| write(one, one.is_seen(), out)),
        }
    }
}

/// A piece that took another's place: the change is marked as far inside as the two are built alike.
fn write_changed(now: &Piece, before: &Piece, out: &mut String) {
    match (now, now.holds_pieces(), before.holds_pieces()) {
        (Piece::Element { open, .. }, Some((name, inside)), Some((was, was_inside)))
            if name == was =>
        {
            out.push_str(open);
            write_row(inside, was_inside, out);
            close(name, out);
        }
        _ => write(now, now.is_seen(), out),
    }
}

fn write(piece: &Piece, is_marked: bool, out: &mut String) {
    match piece {
        Piece::Text(text) if is_marked => {
            // The stop of an escaped sign such as `&quot;` is part of it.
            let is_plain = |c: char| ".,:?!".contains(c) || c == ';' && !text.contains('&');
            let word = text.trim_end().trim_end_matches(is_plain);
            out.push_str(&format!("<span class=\"glow\">{word}</span>{}", &text[word.len()..]));
        }
        Piece::Text(text) => out.push_str(text),
        Piece::Element { name, open, inside } => {
            out.push_str(&if is_marked { marked(open) } else { open.clone() });
            inside.iter().for_each(|one| write(one, false, out));
            close(name, out);
        }
    }
}

fn marked(open: &str) -> String {
    if open.contains(" class=\"") {
        open.replacen(" class=\"", " class=\"glow ", 1)
    } else {
        format!("{} class=\"glow\">", open.trim_end_matches('>'))
    }
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// A stretch of neighbours' pieces: the same in both, or other in the two.
enum Run<'p> {
    Same(&'p Piece),
    Other(&'p [Piece], &'p [Piece]),
}

/// The pieces in order, those that both have aligned so that as many as possible stay.
fn runs<'p>(now: &'p [Piece], before: &'p [Piece]) -> Vec<Run<'p>> {
    let kept = kept(now, before);
    let mut runs = Vec::new();
    let (mut at, mut was) = (0, 0);
    for (i, j) in kept.into_iter().chain([(now.len(), before.len())]) {
        if at < i {
            runs.push(Run::Other(&now[at..i], &before[was..j]));
        }
        if let Some(piece) = now.get(i) {
            runs.push(Run::Same(piece));
        }
        (at, was) = (i + 1, j + 1);
    }
    runs
}

/// The positions of the longest row of pieces that both have in the same order. Questions are a few dozen pieces.
fn kept(now: &[Piece], before: &[Piece]) -> Vec<(usize, usize)> {
    let (n, m) = (now.len(), before.len());
    let mut most = vec![vec![0_usize; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            most[i][j] = if now[i].is_same(&before[j]) {
                most[i + 1][j + 1] + 1
            } else {
                most[i + 1][j].max(most[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut kept) = (0, 0, Vec::new());
    while i < n && j < m {
        if now[i].is_same(&before[j]) {
            kept.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if most[i + 1][j] >= most[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What glows in the second text, in order, without markup.
    fn glows(before: &str, now: &str) -> Vec<String> {
        let shown = glowing(&RichText::read(now), &RichText::read(before)).into_string();
        let plain = |markup: &str| {
            let mut text = String::new();
            let mut is_tag = false;
            for c in markup.chars() {
                match c {
                    '<' => is_tag = true,
                    '>' => is_tag = false,
                    _ if !is_tag => text.push(c),
                    _ => {}
                }
            }
            text
        };
        let untouched = rich(&RichText::read(now)).into_string();
        assert_eq!(plain(&shown), plain(&untouched), "nothing is added or left out");
        shown
            .split("class=\"glow")
            .skip(1)
            .map(|rest| {
                let inside = rest.split_once('>').map_or("", |(_, inside)| inside);
                let mut depth = 1;
                let mut end = inside.len();
                for (at, _) in inside.match_indices('<') {
                    depth += if inside[at..].starts_with("</") { -1 } else { 1 };
                    if depth == 0 {
                        end = at;
                        break;
                    }
                }
                plain(&inside[..end])
            })
            .collect()
    }

    #[test]
    fn only_the_number_that_changed_glows() {
        for (before, now, wanted) in [
            ("What is `1/4` of 20?", "What is `1/8` of 20?", vec!["8"]),
            ("What is `1/4` of 20?", "What is `1/4` of 24?", vec!["24"]),
            ("What is `1/4` of 20?", "What is `3/8` of 20?", vec!["3", "8"]),
            ("Expand `3(x + 2)`.", "Expand `3(x + 5)`.", vec!["5"]),
            ("Expand `3(x + 2)`.", "Expand `3(x - 2)`.", vec!["−"]),
            ("Expand `3(x + 2)`.", "Expand `6(x + 2)`.", vec!["6"]),
            ("`2 1/4`", "`2 3/4`", vec!["3"]),
            ("`431 - 126`", "`431 - 127`", vec!["127"]),
            ("What is `1/4` of 20?", "What is `1/4` of 20?", vec![]),
        ] {
            assert_eq!(glows(before, now), wanted, "{before} -> {now}");
        }
    }

    #[test]
    fn a_piece_put_in_glows_and_what_follows_it_does_not() {
        assert_eq!(glows("Shade `1/4` now.", "Shade exactly `1/4` now."), ["exactly"]);
        assert_eq!(glows("Expand `3(x + 2)`.", "Expand `3(2x + 2)`.").concat(), "2");
    }
}
