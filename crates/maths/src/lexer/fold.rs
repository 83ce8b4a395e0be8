//! The characters that mean the same to a pupil, folded to one: dashes, crosses, full-width and italic letters.

/// The plain form of a character.
pub(super) fn fold(found: char) -> char {
    match found {
        _ if found.is_ascii() => found,
        '−' | '–' | '—' | '‐' | '‑' | '﹣' => '-',
        '×' | '·' | '⋅' | '∙' | '•' | '✕' | '✖' | '∗' => '*',
        '⁄' | '∕' => '/',
        '∶' => ':',
        '⩽' | '≦' => '≤',
        '⩾' | '≧' => '≥',
        '∣' => '|',
        'ϖ' => 'π',
        'º' | '˚' => '°',
        // Full-width forms stand in the same order as ASCII.
        '\u{FF01}'..='\u{FF5E}' => shifted(found, 0xFF01, '!'),
        // Mathematical italic letters, as copied from a typeset page.
        '\u{1D434}'..='\u{1D44D}' => shifted(found, 0x1D434, 'A'),
        '\u{1D44E}'..='\u{1D467}' => shifted(found, 0x1D44E, 'a'),
        _ => found,
    }
}

fn shifted(found: char, first: u32, to: char) -> char {
    char::from_u32(u32::from(found) - first + u32::from(to)).unwrap_or(found)
}

/// Whether a character is a space of any width, or marks a place without being seen.
pub(crate) fn is_space(found: char) -> bool {
    match found {
        ' ' | '\t'..='\r' => true,
        _ if found.is_ascii() => false,
        '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => true,
        _ => found.is_whitespace(),
    }
}

/// The top and bottom of a fraction that is one character.
pub(super) fn vulgar(found: char) -> Option<(i64, i64)> {
    Some(match found {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// The value of a raised digit.
pub(super) fn superscript(found: char) -> Option<i64> {
    Some(match found {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => i64::from(u32::from(found) - u32::from('⁴')) + 4,
        _ => return None,
    })
}
