//! Plain British English for what a drawing shows, ready to be spoken.

use maths::Number;

/// `1 part`, `4 parts`.
pub(crate) fn count(n: i64, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// `1 part is`, `4 parts are`; none of them is `no parts are`.
pub(crate) fn count_is(n: i64, thing: &str) -> String {
    match n {
        0 => format!("no {thing}s are"),
        1 => format!("1 {thing} is"),
        _ => format!("{n} {thing}s are"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1st`, `2nd`, `23rd`.
pub(crate) fn ordinal(n: i64) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// A sentence's first letter made large.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A number as it is said: `24`, `3 quarters`, `negative 1 and 1 half`.
pub(crate) fn spoken(number: &Number) -> String {
    label(&number.to_mixed())
}

/// A label as it is said, and `not known` for a blank.
pub(crate) fn shown(text: &str) -> String {
    match text {
        "?" => "not known".to_owned(),
        "" => "not labelled".to_owned(),
        text => label(text),
    }
}

/// Several labels as they are said.
pub(crate) fn shown_list(texts: &[String]) -> String {
    list(&texts.iter().map(|text| shown(text)).collect::<Vec<_>>())
}

/// A label as it is said; `3/4` is `3 quarters`, `-2` is `negative 2`.
pub(crate) fn label(text: &str) -> String {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut said: Vec<String> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let (sign, rest) = match token.strip_prefix(['-', '−']) {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                ("negative ", rest)
            }
            _ => ("", *token),
        };
        let fraction = rest.split_once('/').and_then(|(top, bottom)| fraction(top, bottom));
        let follows_whole = i > 0
            && tokens[i - 1].trim_start_matches(['-', '−']).bytes().all(|b| b.is_ascii_digit());
        said.push(match fraction {
            Some(words) if follows_whole => format!("and {words}"),
            Some(words) => format!("{sign}{words}"),
            None => format!("{sign}{rest}"),
        });
    }
    said.join(" ")
        .replace('²', " squared")
        .replace('³', " cubed")
        .replace("^2", " squared")
        .replace("^3", " cubed")
}

fn fraction(top: &str, bottom: &str) -> Option<String> {
    let is_number = |side: &str| {
        !side.is_empty() && side.len() <= 5 && side.bytes().all(|b| b.is_ascii_digit())
    };
    let blank = |side: &str| if side == "?" { "blank".to_owned() } else { side.to_owned() };
    if !is_number(bottom) || !is_number(top) {
        let is_side = |side: &str| is_number(side) || side.len() == 1;
        return (is_side(top) && is_side(bottom))
            .then(|| format!("{} over {}", blank(top), blank(bottom)));
    }
    let is_one = top == "1";
    let (one, several) = match bottom {
        "2" => ("half", "halves"),
        "3" => ("third", "thirds"),
        "4" => ("quarter", "quarters"),
        "5" => ("fifth", "fifths"),
        "6" => ("sixth", "sixths"),
        "7" => ("seventh", "sevenths"),
        "8" => ("eighth", "eighths"),
        "9" => ("ninth", "ninths"),
        "10" => ("tenth", "tenths"),
        "11" => ("eleventh", "elevenths"),
        "12" => ("twelfth", "twelfths"),
        "20" => ("twentieth", "twentieths"),
        "100" => ("hundredth", "hundredths"),
        _ => return Some(format!("{top} over {bottom}")),
    };
    Some(format!("{top} {}", if is_one { one } else { several }))
}
