//! Cuts an expression into tokens. A hyphen between letters belongs to a name; a minus sign has space round it.

use std::ops::Range;

use maths::Number;

use super::ExpressionError;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Number),
    Text(String),
    Name(String),
    Symbol(&'static str),
    End,
}

/// Symbols, longest first.
const SYMBOLS: [&str; 17] =
    ["!=", "<=", ">=", "+", "-", "*", "/", "^", "=", "<", ">", "(", ")", "[", "]", ",", "|"];

pub(super) fn tokens(source: &str) -> Result<Vec<(Token, Range<usize>)>, ExpressionError> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, length) = token(&source[at..]).map_err(|error| error.moved(at))?;
        out.push((token, at..at + length));
        at += length;
    }
    out.push((Token::End, source.len()..source.len()));
    Ok(out)
}

fn token(rest: &str) -> Result<(Token, usize), ExpressionError> {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = name_length(rest);
        return Ok((Token::Name(rest[..length].to_owned()), length));
    }
    if first == '\'' || first == '"' {
        return text(rest, first);
    }
    if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
        return Ok((Token::Symbol(symbol), symbol.len()));
    }
    let help = match first {
        '×' => "write `*` to multiply",
        '÷' => "write `/` to divide",
        '−' => "write `-` to subtract",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '≠' => "write `!=`",
        '%' => "write `mod` for the remainder",
        _ => "",
    };
    Err(ExpressionError::new(
        0..first.len_utf8(),
        format!("`{first}` cannot stand in an expression"),
    )
    .with_help(help))
}

fn number(rest: &str) -> Result<(Token, usize), ExpressionError> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if rest[length..].starts_with('.') {
        let places = digits(&rest[length + 1..]);
        if places > 0 {
            length += 1 + places;
        }
    }
    let written = &rest[..length];
    let too_long = || {
        ExpressionError::new(
            0..length,
            format!("`{written}` is not a number that can be used here"),
        )
    };
    if length > 60 {
        return Err(ExpressionError::new(0..length, "this number has more than 60 digits"));
    }
    let number: Number = written.parse().map_err(|_| too_long())?;
    Ok((Token::Number(number), length))
}

fn name_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 1;
    while length < bytes.len() {
        let word = bytes[length].is_ascii_alphanumeric() || bytes[length] == b'_';
        let hyphen = bytes[length] == b'-'
            && bytes[length - 1].is_ascii_alphanumeric()
            && bytes.get(length + 1).is_some_and(u8::is_ascii_alphabetic);
        if !word && !hyphen {
            break;
        }
        length += 1;
    }
    length
}

fn text(rest: &str, quote: char) -> Result<(Token, usize), ExpressionError> {
    match rest[1..].find(quote) {
        Some(length) => Ok((Token::Text(rest[1..=length].to_owned()), length + 2)),
        None => Err(ExpressionError::new(0..rest.len(), "this text has no closing quote")
            .with_help(format!("close it with {quote}"))),
    }
}
