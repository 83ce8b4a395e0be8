//! Typed maths as a tree of shapes for the page: what stands over what, what is raised, what is boxed.
//!
//! Never says what anything is worth and never fails: what it cannot shape it prints as typed.
//! Start at `shape`.

use serde::Serialize;

/// A shape on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "k", content = "v", rename_all = "kebab-case")]
pub(crate) enum Shape {
    /// Digits, upright.
    Number(String),
    /// One letter standing for a number, sloped.
    Letter(String),
    /// Words and units, upright.
    Word(String),
    /// A sign between two things, with space around it.
    Binary(String),
    /// A sign of relation, with more space around it.
    Relation(String),
    /// Any other sign, without space.
    Sign(String),
    /// An empty box to write in.
    Gap,
    /// One over the other.
    Fraction(Box<[Shape; 2]>),
    /// A base and what is raised.
    Power(Box<[Shape; 2]>),
    /// Under a root.
    Root(Box<Shape>),
    /// In round brackets.
    Brackets(Box<Shape>),
    /// Side by side.
    Row(Vec<Shape>),
}

/// The longest text that is shaped, in characters; a longer one is printed as typed.
const MAX_CHARS: usize = 400;
/// The deepest nesting of brackets and powers that is shaped.
const MAX_DEPTH: usize = 24;

/// The shape of a typed text.
pub(crate) fn shape(text: &str) -> Shape {
    let typed = || Shape::Word(text.to_owned());
    if text.chars().count() > MAX_CHARS {
        return typed();
    }
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, at: 0 };
    match reader.row(0) {
        Some(row) if reader.at == tokens.len() => row,
        _ => typed(),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(String),
    Name(String),
    Sign(char),
    Gap,
    Space,
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let end = match c {
            '0'..='9' => number_end(&chars, at),
            c if c.is_alphabetic() => run_end(&chars, at, char::is_alphabetic),
            c if c.is_whitespace() => run_end(&chars, at, char::is_whitespace),
            '_' => run_end(&chars, at, |c| c == '_'),
            '[' => gap_end(&chars, at),
            _ => at + 1,
        };
        let piece: String = chars[at..end].iter().collect();
        match c {
            '0'..='9' => out.push(Token::Number(piece)),
            '_' => out.push(Token::Gap),
            '[' if end > at + 1 => out.push(Token::Gap),
            '²' => out.extend([Token::Sign('^'), Token::Number("2".to_owned())]),
            '³' => out.extend([Token::Sign('^'), Token::Number("3".to_owned())]),
            c if c.is_alphabetic() => out.push(Token::Name(piece)),
            c if c.is_whitespace() => out.push(Token::Space),
            c => out.push(Token::Sign(c)),
        }
        at = end;
    }
    out
}

fn run_end(chars: &[char], from: usize, belongs: fn(char) -> bool) -> usize {
    chars[from..].iter().position(|&c| !belongs(c)).map_or(chars.len(), |n| from + n)
}

/// Digits, with a decimal point or a thousands comma only where digits follow it.
fn number_end(chars: &[char], from: usize) -> usize {
    let digits = |at: usize| run_end(chars, at, |c| c.is_ascii_digit());
    let mut end = digits(from);
    while chars.get(end) == Some(&',') && digits(end + 1) == end + 4 {
        end += 4;
    }
    if chars.get(end) == Some(&'.') && digits(end + 1) > end + 1 {
        end = digits(end + 1);
    }
    end
}

/// The end of `[ ]`, or just after the bracket where that is not what it is.
fn gap_end(chars: &[char], from: usize) -> usize {
    let close = run_end(chars, from + 1, |c| c == ' ' || c == '_');
    if chars.get(close) == Some(&']') { close + 1 } else { from + 1 }
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn peek_sign(&self) -> Option<char> {
        match self.peek() {
            Some(Token::Sign(c)) => Some(*c),
            _ => None,
        }
    }

    /// Everything up to a closing bracket or the end.
    fn row(&mut self, depth: usize) -> Option<Shape> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut shapes: Vec<Shape> = Vec::new();
        while let Some(token) = self.peek() {
            match token {
                Token::Sign(')') => break,
                Token::Space => self.at += 1,
                Token::Sign(c) if *c != '(' && *c != '√' => {
                    let signed = sign(*c, shapes.last());
                    self.at += 1;
                    shapes.push(signed);
                }
                _ => {
                    let product = self.product(depth)?;
                    if shapes.last().is_some_and(|before| stand_apart(before, &product)) {
                        shapes.push(Shape::Word(" ".to_owned()));
                    }
                    shapes.push(product);
                }
            }
        }
        Some(one_or_row(shapes))
    }

    /// Factors that touch, such as `3(x+2)`, and what they may stand over.
    fn product(&mut self, depth: usize) -> Option<Shape> {
        let mut factors = vec![self.power(depth)?];
        while self.starts_factor() {
            factors.push(self.power(depth)?);
        }
        let mut shape = one_or_row(factors);
        while self.slash() {
            let under = self.power(depth)?;
            shape = Shape::Fraction(Box::new([bare(shape), bare(under)]));
        }
        Some(shape)
    }

    fn starts_factor(&self) -> bool {
        match self.peek() {
            Some(Token::Number(_) | Token::Name(_) | Token::Gap) => true,
            Some(Token::Sign(c)) => *c == '(' || *c == '√',
            _ => false,
        }
    }

    /// Steps over a fraction bar, with or without space, if something stands after it.
    fn slash(&mut self) -> bool {
        let from = self.at;
        self.spaces();
        if self.peek_sign() == Some('/') {
            self.at += 1;
            self.spaces();
            if self.starts_factor() {
                return true;
            }
        }
        self.at = from;
        false
    }

    fn spaces(&mut self) {
        while self.peek() == Some(&Token::Space) {
            self.at += 1;
        }
    }

    fn power(&mut self, depth: usize) -> Option<Shape> {
        let base = self.atom(depth)?;
        if self.peek_sign() != Some('^') {
            return Some(base);
        }
        self.at += 1;
        let raised = if self.peek_sign().is_some_and(|c| c == '-' || c == '−') {
            self.at += 1;
            Shape::Row(vec![Shape::Sign("−".to_owned()), self.atom(depth)?])
        } else {
            self.atom(depth)?
        };
        Some(Shape::Power(Box::new([base, bare(raised)])))
    }

    fn atom(&mut self, depth: usize) -> Option<Shape> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Number(digits) => Some(Shape::Number(digits)),
            Token::Gap => Some(Shape::Gap),
            Token::Name(name) if name == "sqrt" && self.peek_sign() == Some('(') => {
                self.root(depth)
            }
            Token::Name(name) if name.chars().count() == 1 => Some(Shape::Letter(name)),
            Token::Name(name) => Some(Shape::Word(name)),
            Token::Sign('√') => self.root(depth),
            Token::Sign('(') => {
                let inner = self.row(depth + 1)?;
                (self.peek_sign() == Some(')')).then(|| self.at += 1)?;
                Some(Shape::Brackets(Box::new(inner)))
            }
            _ => None,
        }
    }

    fn root(&mut self, depth: usize) -> Option<Shape> {
        (depth < MAX_DEPTH).then_some(())?;
        let under = self.atom(depth + 1)?;
        Some(Shape::Root(Box::new(bare(under))))
    }
}

/// A sign as it is printed; a plus or minus with nothing before it stands close to what follows.
fn sign(c: char, before: Option<&Shape>) -> Shape {
    let printed = match c {
        '-' | '−' => '−',
        '*' | '×' | '·' => '×',
        other => other,
    }
    .to_string();
    let opens = !matches!(before, Some(s) if !matches!(s, Shape::Binary(_) | Shape::Relation(_)));
    match c {
        '+' | '-' | '−' if opens => Shape::Sign(printed),
        '+' | '-' | '−' | '*' | '×' | '·' | '÷' | ':' | '/' => Shape::Binary(printed),
        '=' | '<' | '>' | '≤' | '≥' | '≠' | '≈' => Shape::Relation(printed),
        _ => Shape::Sign(printed),
    }
}

/// Whether two shapes typed with a space between them keep it: words from anything, a number from a number.
fn stand_apart(before: &Shape, after: &Shape) -> bool {
    let word = |shape: &Shape| matches!(shape, Shape::Word(_));
    let whole = |shape: &Shape| matches!(shape, Shape::Number(_));
    let spaced = matches!(before, Shape::Binary(_) | Shape::Relation(_));
    !spaced && (word(before) || word(after)) || (whole(before) && whole(after))
}

/// A shape without the brackets that a fraction bar, a root or a raised place makes needless.
fn bare(shape: Shape) -> Shape {
    match shape {
        Shape::Brackets(inner) => *inner,
        other => other,
    }
}

fn one_or_row(mut shapes: Vec<Shape>) -> Shape {
    if shapes.len() == 1 {
        return shapes.remove(0);
    }
    Shape::Row(shapes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The shape written out plainly: fractions `{a|b}`, powers `a^{b}`, roots `√{a}`, gaps `□`.
    fn plain(shape: &Shape) -> String {
        match shape {
            Shape::Number(s) | Shape::Word(s) | Shape::Sign(s) => s.clone(),
            Shape::Letter(s) => format!("<{s}>"),
            Shape::Binary(s) | Shape::Relation(s) => format!(" {s} "),
            Shape::Gap => "□".to_owned(),
            Shape::Fraction(two) => format!("{{{}|{}}}", plain(&two[0]), plain(&two[1])),
            Shape::Power(two) => format!("{}^{{{}}}", plain(&two[0]), plain(&two[1])),
            Shape::Root(inner) => format!("√{{{}}}", plain(inner)),
            Shape::Brackets(inner) => format!("({})", plain(inner)),
            Shape::Row(shapes) => shapes.iter().map(plain).collect(),
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(&shape(text)), expected, "{text}");
    }

    #[test]
    fn school_maths_is_shaped_as_it_is_written() {
        check("3/4", "{3|4}");
        check("1 3/4", "1{3|4}");
        check("3(x+2)", "3(<x> + 2)");
        check("3 (x + 2) = 3x + _", "3(<x> + 2) = 3<x> + □");
        check("2/[ ] = 1/2", "{2|□} = {1|2}");
        check("(x+1)/(x-1)", "{<x> + 1|<x> − 1}");
        check("2x/3", "{2<x>|3}");
        check("x^2 - 3x²", "<x>^{2} − 3<x>^{2}");
        check("10^-3", "10^{−3}");
        check("-3 + -4", "−3 + −4");
        check("1/2/3", "{{1|2}|3}");
        check("12 ÷ 4 * 2", "12 ÷ 4 × 2");
        check("sqrt(x+1)", "√{<x> + 1}");
        check("1,250.5 g", "1,250.5<g>");
        check("5 cm", "5 cm");
        check("1/2, 3/4", "{1|2},{3|4}");
        check("1/4 < ?", "{1|4} < ?");
        check("£3.50", "£3.50");
        check("1 2 3", "1 2 3");
        check("6 = even", "6 = even");
    }

    #[test]
    fn what_cannot_be_shaped_is_printed_as_typed() {
        for text in ["3(", "3)", "(", ")", "2^", "x^^2", &"(".repeat(200), &"9".repeat(500)] {
            assert_eq!(shape(text), Shape::Word(text.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn shaping_never_panics_and_keeps_every_digit(text in "[-0-9a-z/^()_\\[\\] .,+×÷√²#$*\\\\]{0,60}") {
            let digits = |s: &str| s.chars().filter(|c| c.is_ascii_digit() || *c == '²').count();
            prop_assert_eq!(digits(&plain(&shape(&text))), digits(&text));
        }

        #[test]
        fn any_text_is_shaped(text in any::<String>()) {
            let _ = plain(&shape(&text));
        }
    }
}
