//! Rust source with its comments and quoted text blanked out, so that a rule sees only code.
//!
//! Keeps every line break and column. Not a parser: enough for searching. Start at [`code_only`].

/// `text` with comments, strings and character literals replaced by spaces.
pub fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = blank_until(&chars, at).unwrap_or(at);
        for &c in &chars[at..end] {
            out.push(if c == '\n' { '\n' } else { ' ' });
        }
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            at = end;
        }
    }
    out
}

/// The line, from 1, of each place where `word` stands alone in `code` (no letter, digit or `_` beside it).
pub fn lines_with_word<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).filter_map(move |(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + word.len()..].chars().next();
        let stands_alone = !before.is_some_and(is_part) && !after.is_some_and(is_part);
        stands_alone.then(|| line_of(code, start))
    })
}

/// The line, from 1, of byte `at`.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

// Where the comment or literal that starts at `at` ends, if one starts there.
fn blank_until(chars: &[char], at: usize) -> Option<usize> {
    let next = chars.get(at + 1).copied();
    match chars[at] {
        '/' if next == Some('/') => Some(line_end(chars, at)),
        '/' if next == Some('*') => Some(block_end(chars, at)),
        '"' => Some(string_end(chars, at)),
        'r' | 'b' | 'c' if !follows_a_name(chars, at) => raw_string_end(chars, at),
        '\'' => char_end(chars, at),
        _ => None,
    }
}

fn follows_a_name(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn line_end(chars: &[char], at: usize) -> usize {
    (at..chars.len()).find(|&i| chars[i] == '\n').unwrap_or(chars.len())
}

fn block_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => (depth, i) = (depth + 1, i + 2),
            ('*', '/') => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

// `r"..."`, `r#"..."#`, `br"..."`; plain `b"..."` is left to the next character.
fn raw_string_end(chars: &[char], at: usize) -> Option<usize> {
    let mut i = at + usize::from(chars[at] != 'r');
    if chars.get(i) != Some(&'r') {
        return None;
    }
    i += 1;
    let n_hashes = chars[i..].iter().take_while(|&&c| c == '#').count();
    i += n_hashes;
    if chars.get(i) != Some(&'"') {
        return None;
    }
    let closes = |j: usize| {
        chars[j] == '"'
            && chars[j + 1..].iter().take(n_hashes).filter(|&&c| c == '#').count() == n_hashes
    };
    Some((i + 1..chars.len()).find(|&j| closes(j)).map_or(chars.len(), |j| j + 1 + n_hashes))
}

// A character literal; a lifetime such as `'a` is not one.
fn char_end(chars: &[char], at: usize) -> Option<usize> {
    match (chars.get(at + 1)?, chars.get(at + 2)?) {
        ('\\', _) => (at + 3..chars.len().min(at + 14)).find(|&i| chars[i] == '\'').map(|i| i + 1),
        (_, '\'') => Some(at + 3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left() {
        for (text, expected) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("x \" y") + g"#, r"f(        ) + g"),
            ("r#\"a\"b\"# + c", "         + c"),
            ("br\"a\" + c", "      + c"),
            ("for_r(\"a\")", "for_r(   )"),
            ("'x' + b'\\'' + '\\u{1F}'", "    + b     +         "),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
        ] {
            assert_eq!(code_only(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_is_found_only_whole() {
        let lines: Vec<_> = lines_with_word("f64\nmy_f64 f640\nas f64;", "f64").collect();
        assert_eq!(lines, [1, 3]);
    }
}
