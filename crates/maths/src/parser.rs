//! Builds the faithful tree from tokens by binding powers (Pratt's method).
//!
//! From loosest to tightest: comparison; `+ −`; `× ÷ /`; a minus in front; a product without a sign; powers; `%`.
//! A bar between two plain numbers is one fraction and binds as tightly as a number, so `6÷1/2` divides by a half.
//! Depth is limited; every refusal points at a piece.

use crate::lexer::{Kind, Lexed, Token};
use crate::limits::{MAX_DEPTH, at_most};
use crate::reading::{Mode, ReadError};
use crate::tree::{DivideSign, Node, NodeId, Numeral, Origin, Span, TimesSign, Tree};
use crate::unreadable::Piece;

const COMPARE: u8 = 5;
const SUM: u8 = 10;
const PRODUCT: u8 = 20;
// To the right of a bar: `3/4` inside `x/3/4` is not one fraction.
const AFTER_BAR: u8 = 22;
const MINUS: u8 = 25;
const UNWRITTEN: u8 = 30;
const POWER: u8 = 40;
const PERCENT: u8 = 50;

/// Builds the tree of a text that was cut into `lexed`.
pub(crate) fn parse(text: &str, lexed: Lexed, mode: Mode) -> Result<Tree, ReadError> {
    let mut parser = Parser {
        text,
        tokens: lexed.tokens,
        numerals: lexed.numerals,
        at: 0,
        mode,
        nodes: Vec::new(),
        spans: Vec::new(),
    };
    if parser.tokens.is_empty() {
        return Err(Piece::new(text, 0, text.len()).empty().into());
    }
    parser.expression(0, 0)?;
    if let Some(token) = parser.peek() {
        // Only a closing bracket stops the reading early.
        return Err(parser.piece(token.span).bracket_not_opened().into());
    }
    let Parser { nodes, spans, numerals, .. } = parser;
    Ok(Tree {
        source: text.to_owned(),
        nodes,
        spans,
        numerals,
        lists: Vec::new(),
        signs: Vec::new(),
        units: Vec::new(),
        names: Vec::new(),
        word: None,
    })
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    numerals: Vec<Numeral>,
    at: usize,
    mode: Mode,
    nodes: Vec<Node>,
    spans: Vec<Span>,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<Token> {
        self.ahead(0)
    }

    fn ahead(&self, n: usize) -> Option<Token> {
        self.tokens.get(self.at + n).copied()
    }

    fn before(&self) -> Option<Token> {
        self.tokens.get(self.at.checked_sub(1)?).copied()
    }

    fn piece(&self, span: Span) -> Piece<'t> {
        Piece::new(self.text, span.start as usize, span.end as usize)
    }

    fn push(&mut self, node: Node, span: Span) -> NodeId {
        self.nodes.push(node);
        self.spans.push(span);
        NodeId(u32::try_from(self.nodes.len() - 1).expect("the number of tokens is limited"))
    }

    fn span(&self, id: NodeId) -> Span {
        self.spans[id.0 as usize]
    }

    fn expression(&mut self, least: u8, depth: usize) -> Result<NodeId, ReadError> {
        at_most(depth as u64, MAX_DEPTH as u64, "brackets inside brackets")?;
        let mut left = self.first(least, depth)?;
        while let Some(token) = self.peek() {
            let Some(binding) = self.binding(token)? else { break };
            if binding < least {
                break;
            }
            left = self.extend(left, token, depth)?;
        }
        Ok(left)
    }

    // How tightly the next token binds to what is on its left; `None` for a closing bracket.
    fn binding(&self, token: Token) -> Result<Option<u8>, ReadError> {
        Ok(Some(match token.kind {
            Kind::Close(_) => return Ok(None),
            Kind::Compare(_) => COMPARE,
            Kind::Plus | Kind::Minus => SUM,
            Kind::Cross | Kind::Obelus | Kind::Bar => PRODUCT,
            Kind::Hat | Kind::Raised(_) => POWER,
            Kind::Percent => PERCENT,
            Kind::Open(_) | Kind::Letter { .. } => UNWRITTEN,
            Kind::Numeral(_) | Kind::Vulgar { .. } | Kind::Gap => {
                self.number_may_follow(token)?;
                UNWRITTEN
            }
        }))
    }

    // A number may stand straight after a closing bracket and nowhere else.
    fn number_may_follow(&self, token: Token) -> Result<(), ReadError> {
        let before = self.before().expect("something was read before this token");
        let both = self.piece(before.span).to(self.piece(token.span));
        match before.kind {
            Kind::Close(_) => Ok(()),
            Kind::Letter { .. } if token.kind == Kind::Gap => Ok(()),
            Kind::Letter { .. } => Err(both.number_after_letter().into()),
            _ => Err(both.two_numbers().into()),
        }
    }

    fn extend(&mut self, left: NodeId, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        if matches!(
            token.kind,
            Kind::Open(_)
                | Kind::Letter { .. }
                | Kind::Numeral(_)
                | Kind::Vulgar { .. }
                | Kind::Gap
        ) {
            let right = self.expression(UNWRITTEN + 1, depth + 1)?;
            return Ok(self.join(
                left,
                right,
                Node::Times { left, right, sign: TimesSign::Unwritten },
            ));
        }
        self.at += 1;
        let whole = self.span(left).to(token.span);
        match token.kind {
            Kind::Percent => return Ok(self.push(Node::Percent(left), whole)),
            Kind::Raised(place) => {
                let exponent = self.push(Node::Numeral(place), token.span);
                return Ok(self.push(Node::Power { base: left, exponent }, whole));
            }
            _ => {}
        }
        let right = self.expression(right_binding(token.kind), depth + 1)?;
        Ok(self.join(left, right, two_sided(token.kind, left, right)))
    }

    fn join(&mut self, left: NodeId, right: NodeId, node: Node) -> NodeId {
        let span = self.span(left).to(self.span(right));
        self.push(node, span)
    }

    fn first(&mut self, least: u8, depth: usize) -> Result<NodeId, ReadError> {
        let Some(token) = self.peek() else {
            let last = self.before().expect("an empty text was refused before");
            return Err(self.piece(last.span).missing_after().into());
        };
        self.at += 1;
        match token.kind {
            Kind::Numeral(_) | Kind::Gap => self.number(token, least),
            Kind::Vulgar { top, bottom } => Ok(self.vulgar(top, bottom, token.span)),
            Kind::Letter { letter, place } => {
                Ok(self.push(Node::Letter { letter, place }, token.span))
            }
            Kind::Plus => self.expression(MINUS, depth + 1),
            Kind::Minus => {
                let inner = self.expression(MINUS, depth + 1)?;
                let span = token.span.to(self.span(inner));
                Ok(self.push(Node::Negate(inner), span))
            }
            Kind::Open(open) => self.bracket(open, token, depth),
            _ => Err(self.nothing_to_work_on(token)),
        }
    }

    // A sign or closing bracket stands where a number should.
    fn nothing_to_work_on(&self, token: Token) -> ReadError {
        let piece = self.piece(token.span);
        let before = self.at.checked_sub(2).map(|at| self.tokens[at]);
        let refused = match (before, token.kind) {
            (None, Kind::Close(_)) => piece.bracket_not_opened(),
            (Some(before), Kind::Close(_)) => self.piece(before.span).missing_after(),
            (None, _) => piece.missing_before(),
            (Some(Token { kind: Kind::Open(_), .. }), _) => piece.missing_before(),
            (Some(before), _) => self.piece(before.span).to(piece).two_signs(),
        };
        refused.into()
    }

    fn bracket(&mut self, open: char, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        if let Some(Token { kind: Kind::Close(_), span }) = self.peek() {
            return Err(self.piece(token.span.to(span)).empty_brackets().into());
        }
        let inner = self.expression(0, depth + 1)?;
        match self.peek() {
            Some(Token { kind: Kind::Close(close), span }) if closes(open, close) => {
                self.at += 1;
                Ok(self.push(Node::Bracket(inner), token.span.to(span)))
            }
            _ => Err(self.piece(token.span).bracket_not_closed().into()),
        }
    }

    fn vulgar(&mut self, top: u32, bottom: u32, span: Span) -> NodeId {
        let top = self.push(Node::Numeral(top), span);
        let bottom = self.push(Node::Numeral(bottom), span);
        self.push(Node::Divide { top, bottom, sign: DivideSign::Bar }, span)
    }

    // A number, and the fraction or mixed number it begins if there is one. A gap may stand for any of the parts.
    fn number(&mut self, token: Token, least: u8) -> Result<NodeId, ReadError> {
        if self.is_whole(token) {
            if let Some(Token { kind: Kind::Vulgar { top, bottom }, span }) = self.peek() {
                self.at += 1;
                let whole = self.part(token);
                let top = self.push(Node::Numeral(top), span);
                let bottom = self.push(Node::Numeral(bottom), span);
                return Ok(self.push(Node::Mixed { whole, top, bottom }, token.span.to(span)));
            }
            if let Some((top, bottom)) =
                self.fraction_ahead(0).filter(|&(top, _)| self.may_be_top(top))
            {
                self.at += 3;
                self.not_by_zero(top, bottom)?;
                let (whole, top_id, bottom_id) =
                    (self.part(token), self.part(top), self.part(bottom));
                let node = Node::Mixed { whole, top: top_id, bottom: bottom_id };
                return Ok(self.push(node, token.span.to(bottom.span)));
            }
        }
        self.at -= 1;
        if least < POWER
            && least != AFTER_BAR
            && let Some((top, bottom)) = self.fraction_ahead(0)
            && !matches!(self.ahead(3).map(|next| next.kind), Some(Kind::Hat | Kind::Raised(_)))
        {
            self.at += 3;
            self.not_by_zero(top, bottom)?;
            let (top_id, bottom_id) = (self.part(top), self.part(bottom));
            let node = Node::Divide { top: top_id, bottom: bottom_id, sign: DivideSign::Bar };
            return Ok(self.push(node, top.span.to(bottom.span)));
        }
        self.at += 1;
        Ok(self.part(token))
    }

    fn part(&mut self, token: Token) -> NodeId {
        let node = match token.kind {
            Kind::Numeral(place) => Node::Numeral(place),
            _ => Node::Gap,
        };
        self.push(node, token.span)
    }

    fn fraction_ahead(&self, n: usize) -> Option<(Token, Token)> {
        let (top, bar, bottom) = (self.ahead(n)?, self.ahead(n + 1)?, self.ahead(n + 2)?);
        (self.is_whole(top) && bar.kind == Kind::Bar && self.is_whole(bottom))
            .then_some((top, bottom))
    }

    fn is_whole(&self, token: Token) -> bool {
        match token.kind {
            Kind::Gap => true,
            Kind::Numeral(place) => {
                let numeral = &self.numerals[place as usize];
                numeral.places == 0 && numeral.origin == Origin::Digits
            }
            _ => false,
        }
    }

    // `12 000/4` is not twelve and nought quarters.
    fn may_be_top(&self, token: Token) -> bool {
        match token.kind {
            Kind::Numeral(place) => !self.numerals[place as usize].text.starts_with('0'),
            _ => true,
        }
    }

    fn not_by_zero(&self, top: Token, bottom: Token) -> Result<(), ReadError> {
        match bottom.kind {
            Kind::Numeral(place)
                if self.mode == Mode::Answer && self.numerals[place as usize].value.is_zero() =>
            {
                Err(self.piece(top.span.to(bottom.span)).zero_denominator().into())
            }
            _ => Ok(()),
        }
    }
}

fn closes(open: char, close: char) -> bool {
    matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}'))
}

fn right_binding(kind: Kind) -> u8 {
    match kind {
        Kind::Compare(_) => COMPARE + 1,
        Kind::Plus | Kind::Minus => SUM + 1,
        Kind::Bar => AFTER_BAR,
        // Powers are read from the right: `2^3^2` is 2 to the power 9.
        Kind::Hat => POWER,
        _ => PRODUCT + 1,
    }
}

fn two_sided(kind: Kind, left: NodeId, right: NodeId) -> Node {
    match kind {
        Kind::Compare(sign) => Node::Compare { left, right, sign },
        Kind::Plus => Node::Add(left, right),
        Kind::Minus => Node::Subtract(left, right),
        Kind::Hat => Node::Power { base: left, exponent: right },
        Kind::Obelus => Node::Divide { top: left, bottom: right, sign: DivideSign::Obelus },
        Kind::Bar => Node::Divide { top: left, bottom: right, sign: DivideSign::Bar },
        _ => Node::Times { left, right, sign: TimesSign::Cross },
    }
}
