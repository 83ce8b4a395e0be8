//! Builds the tree of an expression. Depth is limited, so that neither reading nor evaluating can overflow.

use std::ops::Range;

use super::ExpressionError;
use super::functions::Function;
use super::lex::{Token, tokens};
use crate::value::Value;

/// How deep brackets and operators may nest. Our choice: shipped expressions stay under 10.
const DEPTH_LIMIT: usize = 60;

/// How many names, numbers and symbols an expression may have: a long chain is a deep tree.
const TOKEN_LIMIT: usize = 600;

/// One node with the bytes it was read from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NodeKind {
    Literal(Value),
    Name(String),
    List(Vec<Node>),
    Not(Box<Node>),
    Minus(Box<Node>),
    Binary(Binary, Box<Node>, Box<Node>),
    If(Box<[Node; 3]>),
    Call { function: Function, arguments: Vec<Node>, bug: Option<Box<Node>> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Mod,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl Node {
    pub(crate) fn each_name<'a>(&'a self, visit: &mut impl FnMut(&'a str, Range<usize>)) {
        match &self.kind {
            NodeKind::Literal(_) => {}
            NodeKind::Name(name) => visit(name, self.span.clone()),
            NodeKind::List(items) => items.iter().for_each(|item| item.each_name(visit)),
            NodeKind::Not(inner) | NodeKind::Minus(inner) => inner.each_name(visit),
            NodeKind::Binary(_, left, right) => {
                left.each_name(visit);
                right.each_name(visit);
            }
            NodeKind::If(parts) => parts.iter().for_each(|part| part.each_name(visit)),
            NodeKind::Call { arguments, bug, .. } => {
                arguments.iter().for_each(|argument| argument.each_name(visit));
                if let Some(bug) = bug {
                    bug.each_name(visit);
                }
            }
        }
    }
}

pub(super) fn parse(source: &str) -> Result<Node, ExpressionError> {
    let tokens = tokens(source)?;
    if tokens.len() > TOKEN_LIMIT {
        return Err(ExpressionError::new(0..source.len(), "this expression is too long")
            .with_help("name a part of it in [let]"));
    }
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let node = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(node),
        _ => Err(parser.unexpected("the end of the expression or an operator")),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    depth: usize,
}

type Parsed = Result<Node, ExpressionError>;

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn span(&self) -> Range<usize> {
        self.tokens[self.at].1.clone()
    }

    fn advance(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    fn takes_symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Token::Symbol(s) if *s == symbol);
        if found {
            self.advance();
        }
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Name(name) if name == word);
        if found {
            self.advance();
        }
        found
    }

    fn unexpected(&self, expected: &str) -> ExpressionError {
        let found = match self.peek() {
            Token::End => "the end".to_owned(),
            Token::Number(number) => format!("`{number}`"),
            Token::Text(text) => format!("'{text}'"),
            Token::Name(name) => format!("`{name}`"),
            Token::Symbol(symbol) => format!("`{symbol}`"),
        };
        let error =
            ExpressionError::new(self.span(), format!("expected {expected}, found {found}"));
        match self.peek() {
            Token::Symbol("=") if self.at > 0 => {
                error.with_help("one `=` compares; comparisons cannot be chained, use `and`")
            }
            _ => error,
        }
    }

    fn expect_symbol(&mut self, symbol: &'static str) -> Result<(), ExpressionError> {
        if self.takes_symbol(symbol) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{symbol}`")))
        }
    }

    fn deeper(&mut self, step: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= DEPTH_LIMIT {
            return Err(ExpressionError::new(self.span(), "this expression is nested too deeply")
                .with_help("name a part of it in [let]"));
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }

    fn expression(&mut self) -> Parsed {
        self.deeper(|parser| {
            let start = parser.span().start;
            if !parser.takes_word("if") {
                return parser.any();
            }
            let condition = parser.expression()?;
            if !parser.takes_word("then") {
                return Err(parser.unexpected("`then`"));
            }
            let yes = parser.expression()?;
            if !parser.takes_word("else") {
                return Err(parser.unexpected("`else`"));
            }
            let no = parser.expression()?;
            let span = start..no.span.end;
            Ok(Node { kind: NodeKind::If(Box::new([condition, yes, no])), span })
        })
    }

    fn any(&mut self) -> Parsed {
        let mut left = self.all()?;
        while self.takes_word("or") {
            left = self.joined(Binary::Or, left, Self::all)?;
        }
        Ok(left)
    }

    fn all(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while self.takes_word("and") {
            left = self.joined(Binary::And, left, Self::negation)?;
        }
        Ok(left)
    }

    fn negation(&mut self) -> Parsed {
        let start = self.span().start;
        if !self.takes_word("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::negation)?;
        let span = start..inner.span.end;
        Ok(Node { kind: NodeKind::Not(Box::new(inner)), span })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let operator = match self.peek() {
            Token::Symbol("=") => Binary::Equal,
            Token::Symbol("!=") => Binary::NotEqual,
            Token::Symbol("<") => Binary::Less,
            Token::Symbol("<=") => Binary::LessOrEqual,
            Token::Symbol(">") => Binary::Greater,
            Token::Symbol(">=") => Binary::GreaterOrEqual,
            _ => return Ok(left),
        };
        self.advance();
        if matches!(self.peek(), Token::Symbol("=")) {
            return Err(ExpressionError::new(self.span(), "`==` is written `=` here"));
        }
        self.joined(operator, left, Self::sum)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Token::Symbol("+") => Binary::Add,
                Token::Symbol("-") => Binary::Subtract,
                _ => return Ok(left),
            };
            self.advance();
            left = self.joined(operator, left, Self::product)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        loop {
            let operator = match self.peek() {
                Token::Symbol("*") => Binary::Multiply,
                Token::Symbol("/") => Binary::Divide,
                Token::Name(name) if name == "mod" => Binary::Mod,
                _ => return Ok(left),
            };
            self.advance();
            left = self.joined(operator, left, Self::signed)?;
        }
    }

    fn signed(&mut self) -> Parsed {
        let start = self.span().start;
        if !self.takes_symbol("-") {
            return self.power();
        }
        let inner = self.deeper(Self::signed)?;
        let span = start..inner.span.end;
        Ok(Node { kind: NodeKind::Minus(Box::new(inner)), span })
    }

    fn power(&mut self) -> Parsed {
        let base = self.primary()?;
        if !self.takes_symbol("^") {
            return Ok(base);
        }
        self.joined(Binary::Power, base, Self::primary)
    }

    fn joined(&mut self, operator: Binary, left: Node, right: fn(&mut Self) -> Parsed) -> Parsed {
        let right = right(self)?;
        let span = left.span.start..right.span.end;
        Ok(Node { kind: NodeKind::Binary(operator, Box::new(left), Box::new(right)), span })
    }

    fn primary(&mut self) -> Parsed {
        let span = self.span();
        let literal = |value| Ok(Node { kind: NodeKind::Literal(value), span: span.clone() });
        match self.peek().clone() {
            Token::Number(number) => {
                self.advance();
                literal(Value::Number(number))
            }
            Token::Text(text) => {
                self.advance();
                literal(Value::Text(text))
            }
            Token::Symbol("(") => {
                self.advance();
                let inner = self.expression()?;
                self.expect_symbol(")")?;
                Ok(inner)
            }
            Token::Symbol("[") => self.list(),
            Token::Name(name) => self.name(&name, span),
            _ => Err(self.unexpected("a number, a name or a bracket")),
        }
    }

    fn name(&mut self, name: &str, span: Range<usize>) -> Parsed {
        if ["and", "or", "then", "else", "mod"].contains(&name) {
            return Err(self.unexpected("a number, a name or a bracket"));
        }
        if name == "if" {
            return self.expression();
        }
        self.advance();
        if let "true" | "false" = name {
            return Ok(Node { kind: NodeKind::Literal(Value::Flag(name == "true")), span });
        }
        if self.takes_symbol("(") {
            return self.call(name, span);
        }
        Ok(Node { kind: NodeKind::Name(name.to_owned()), span })
    }

    fn call(&mut self, name: &str, span: Range<usize>) -> Parsed {
        let function = Function::named(name, span.clone())?;
        let mut arguments = Vec::new();
        let mut bug = None;
        while !self.takes_symbol(")") {
            if !arguments.is_empty() || bug.is_some() {
                self.expect_symbol(",")?;
            }
            if function.takes_bug() && self.takes_named("bug") {
                bug = Some(Box::new(self.expression()?));
            } else {
                arguments.push(self.expression()?);
            }
        }
        let span = span.start..self.tokens[self.at - 1].1.end;
        function.check_count(arguments.len(), span.clone())?;
        Ok(Node { kind: NodeKind::Call { function, arguments, bug }, span })
    }

    fn takes_named(&mut self, word: &str) -> bool {
        let named = matches!(self.peek(), Token::Name(name) if name == word)
            && matches!(self.tokens.get(self.at + 1), Some((Token::Symbol("="), _)));
        if named {
            self.advance();
            self.advance();
        }
        named
    }

    fn list(&mut self) -> Parsed {
        let start = self.span().start;
        self.advance();
        let mut items = Vec::new();
        while !self.takes_symbol("]") {
            if !items.is_empty() {
                self.expect_symbol(",")?;
            }
            items.push(self.expression()?);
        }
        let span = start..self.tokens[self.at - 1].1.end;
        Ok(Node { kind: NodeKind::List(items), span })
    }
}
