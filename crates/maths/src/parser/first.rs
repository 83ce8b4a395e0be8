//! What an expression can begin with: a number, a letter, a sign in front, a bracket, a root, a function.

use crate::lexer::{Kind, Token};
use crate::reading::{Expects, Mode, ReadError};
use crate::tree::{Children, DivideSign, Function, Node, NodeId, Span, UnitId};

use super::whole::Whole;
use super::{AFTER_BAR, MINUS, POWER, Parser, REMAINDER, UNWRITTEN};

impl Parser<'_> {
    pub(super) fn first(&mut self, least: u8, depth: usize) -> Result<NodeId, ReadError> {
        let Some(token) = self.peek() else {
            let last = self.before().expect("an empty text was refused before");
            return Err(self.piece(last.span).missing_after().into());
        };
        self.at += 1;
        match token.kind {
            Kind::Numeral(_) | Kind::Gap => self.number(token, least),
            Kind::Vulgar { top, bottom } => {
                let fraction = self.vulgar(top, bottom, token.span);
                // `2^½` and `3/½` are written with a bracket round the fraction.
                let holds_together = least < POWER && least != AFTER_BAR;
                Ok(if holds_together { fraction } else { self.bracketed(fraction) })
            }
            Kind::Letter { letter, place } => {
                Ok(self.push(Node::Letter { letter, place }, token.span))
            }
            Kind::Pi => Ok(self.push(Node::Pi, token.span)),
            Kind::EmptySet => {
                let none = self.children(&[]);
                Ok(self.push(Node::Set(none), token.span))
            }
            Kind::Plus
                if matches!(
                    self.at.checked_sub(2).map(|at| self.tokens[at].kind),
                    Some(Kind::Bar | Kind::Hat)
                ) =>
            {
                Err(self.nothing_to_work_on(token))
            }
            Kind::Plus => self.expression(MINUS.max(least), depth + 1),
            Kind::Minus | Kind::PlusMinus => {
                let inner = self.expression(MINUS.max(least), depth + 1)?;
                let span = token.span.to(self.span(inner));
                let node = if token.kind == Kind::Minus {
                    Node::Negate(inner)
                } else {
                    Node::PlusMinus { left: None, right: inner }
                };
                Ok(self.push(node, span))
            }
            Kind::Open(open) => self.bracket(open, token, depth),
            Kind::Upright => self.uprights(token, depth),
            Kind::Root(index) => self.root(index, token, depth),
            Kind::Raised(place) => self.raised_root(place, token, depth),
            Kind::Function(function) => self.function(function, token, depth),
            Kind::Before(unit) => self.money(UnitId(unit), token, depth),
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
        if let Some(Token { kind: Kind::Close(close), span }) = self.peek() {
            let whole = token.span.to(span);
            if (open, close) == ('{', '}') && self.takes_sets() {
                self.at += 1;
                let none = self.children(&[]);
                return Ok(self.push(Node::Set(none), whole));
            }
            return Err(self.piece(whole).empty_brackets().into());
        }
        let outside = (self.n_uprights, self.in_argument);
        (self.n_uprights, self.in_argument) = (0, false);
        let found = if self.expects == Expects::Interval && open != '{' && self.has_comma_inside() {
            self.interval(open, token, depth)
        } else {
            self.round(open, token, depth)
        };
        (self.n_uprights, self.in_argument) = outside;
        found
    }

    fn takes_sets(&self) -> bool {
        self.mode == Mode::Display
            || matches!(
                self.expects,
                Expects::Set
                    | Expects::List
                    | Expects::Statement
                    | Expects::Working
                    | Expects::Interval
                    | Expects::Coordinates
                    | Expects::Vector
            )
    }

    // What stands inside a bracket says what the bracket is.
    fn round(&mut self, open: char, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let whole = self.alternatives(depth + 1)?;
        let Some(Token { kind: Kind::Close(close), span }) = self.peek() else {
            return Err(self.piece(token.span).bracket_not_closed().into());
        };
        if !closes(open, close) {
            return Err(self.piece(token.span).bracket_not_closed().into());
        }
        self.at += 1;
        let is_set = open == '{' && self.takes_sets();
        let node = match whole {
            Whole::One(inner) if is_set => Node::Set(self.children(&[inner])),
            Whole::Separated(children) if is_set => Node::Set(children),
            Whole::One(inner) => Node::Bracket(inner),
            Whole::Separated(children) => Node::Coordinates(children),
            Whole::Column(children) => Node::Vector(children),
        };
        Ok(self.push(node, token.span.to(span)))
    }

    // Whether a comma stands in this bracket and in none inside it.
    fn has_comma_inside(&self) -> bool {
        let mut n_open = 0;
        for token in &self.tokens[self.at..] {
            match token.kind {
                Kind::Open(_) => n_open += 1,
                Kind::Close(_) if n_open == 0 => return false,
                Kind::Close(_) => n_open -= 1,
                Kind::Comma if n_open == 0 => return true,
                _ => {}
            }
        }
        false
    }

    // `[2, 5)`
    fn interval(&mut self, open: char, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let low = self.end(Kind::Minus, depth)?;
        if !self.take(Kind::Comma) {
            return Err(self.piece(token.span).interval().into());
        }
        let high = self.end(Kind::Plus, depth)?;
        let Some(Token { kind: Kind::Close(close), span }) = self.peek() else {
            return Err(self.piece(token.span).bracket_not_closed().into());
        };
        self.at += 1;
        let whole = token.span.to(span);
        if close == '}' {
            return Err(self.piece(whole).interval().into());
        }
        let (low_closed, high_closed) = (open == '[', close == ']');
        let node = Node::Interval { low, high, low_closed, high_closed };
        Ok(self.push(node, whole))
    }

    // One end of an interval; `None` for infinity with the sign that this end takes.
    fn end(&mut self, sign: Kind, depth: usize) -> Result<Option<NodeId>, ReadError> {
        let signed = self.peek().is_some_and(|token| token.kind == sign);
        let ahead = self.ahead(usize::from(signed)).map(|token| token.kind);
        if ahead == Some(Kind::Infinity) && (signed || sign == Kind::Plus) {
            self.at += 1 + usize::from(signed);
            return Ok(None);
        }
        if ahead == Some(Kind::Infinity)
            && let Some(token) = self.ahead(usize::from(signed))
        {
            return Err(self.piece(token.span).interval().into());
        }
        self.expression(REMAINDER, depth + 1).map(Some)
    }

    // `|x|`
    fn uprights(&mut self, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let outside = (self.n_uprights, self.in_argument);
        (self.n_uprights, self.in_argument) = (outside.0 + 1, false);
        let argument = self.expression(REMAINDER, depth + 1)?;
        (self.n_uprights, self.in_argument) = outside;
        let Some(Token { kind: Kind::Upright, span }) = self.peek() else {
            return Err(self.piece(token.span).bracket_not_closed().into());
        };
        self.at += 1;
        let node = Node::Apply { function: Function::Abs, argument };
        Ok(self.push(node, token.span.to(span)))
    }

    // A root takes the one thing after it: a number, a letter or a bracket.
    fn root(&mut self, index: u8, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let refused = |parser: &Self| parser.piece(token.span).root().into();
        let Some(next) = self.peek() else { return Err(refused(self)) };
        self.at += 1;
        let radicand = match next.kind {
            Kind::Numeral(_) | Kind::Gap => self.part(next),
            Kind::Vulgar { top, bottom } => {
                let fraction = self.vulgar(top, bottom, next.span);
                self.bracketed(fraction)
            }
            Kind::Letter { letter, place } => self.push(Node::Letter { letter, place }, next.span),
            Kind::Pi => self.push(Node::Pi, next.span),
            Kind::Open(open) => {
                self.not_too_deep(depth)?;
                let inner = self.bracket(open, next, depth)?;
                if !matches!(self.node(inner), Node::Bracket(_)) {
                    return Err(refused(self));
                }
                inner
            }
            Kind::Root(inner) => {
                self.not_too_deep(depth)?;
                self.root(inner, next, depth + 1)?
            }
            _ => return Err(refused(self)),
        };
        let span = token.span.to(self.span(radicand));
        Ok(self.push(Node::Root { index, radicand }, span))
    }

    // `⁵√32`
    fn raised_root(&mut self, place: u32, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let index = self.numerals[place as usize].value.to_i64().and_then(|n| u8::try_from(n).ok());
        let index = index.filter(|index| (2..=9).contains(index));
        match (index, self.peek()) {
            (Some(index), Some(next)) if next.kind == Kind::Root(2) => {
                self.at += 1;
                self.root(index, token, depth)
            }
            _ => Err(self.nothing_to_work_on(token)),
        }
    }

    // `sin x`, `sin(x)`, `sin^2 x`
    fn function(
        &mut self,
        function: Function,
        token: Token,
        depth: usize,
    ) -> Result<NodeId, ReadError> {
        let exponent = match (self.peek().map(|next| next.kind), self.ahead(1)) {
            // A size has no power before its bracket.
            _ if function == Function::Abs => None,
            (Some(Kind::Raised(_)), _) => self.peek(),
            (Some(Kind::Hat), Some(digits)) if matches!(digits.kind, Kind::Numeral(_)) => {
                self.at += 1;
                Some(digits)
            }
            _ => None,
        };
        self.at += usize::from(exponent.is_some());
        let mut argument = self.argument(token, depth)?;
        if function == Function::Abs
            && let Node::Bracket(inner) = self.node(argument)
        {
            // `abs(x)` is `|x|`: the bracket, which stands last, only says where it ends.
            self.nodes.pop();
            self.spans.pop();
            argument = inner;
        }
        let end = self.before().map_or(token.span, |before| before.span);
        let span = if function == Function::Abs {
            token.span.to(end)
        } else {
            token.span.to(self.span(argument))
        };
        let applied = self.push(Node::Apply { function, argument }, span);
        let Some(exponent) = exponent else { return Ok(applied) };
        let (Kind::Raised(place) | Kind::Numeral(place)) = exponent.kind else {
            return Ok(applied);
        };
        let exponent = self.push(Node::Numeral(place), exponent.span);
        Ok(self.push(Node::Power { base: applied, exponent }, span))
    }

    fn argument(&mut self, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let Some(next) = self.peek() else {
            return Err(self.piece(token.span).missing_after().into());
        };
        if let Kind::Open(open) = next.kind {
            self.not_too_deep(depth)?;
            self.at += 1;
            let inside = self.bracket(open, next, depth)?;
            return match self.node(inside) {
                Node::Set(Children { n: 0, .. }) => {
                    Err(self.piece(self.span(inside)).empty_brackets().into())
                }
                _ => Ok(inside),
            };
        }
        if next.kind == Kind::EmptySet {
            return Err(self.piece(token.span).missing_after().into());
        }
        let outside = self.in_argument;
        self.in_argument = true;
        let argument = self.expression(UNWRITTEN, depth + 1);
        self.in_argument = outside;
        let argument = argument?;
        // In `sin ½²` the bracket that is needed round the half would end what the sine is of.
        let is_whole = matches!(self.node(argument), Node::Bracket(_));
        Ok(if !is_whole && self.shows_bracket(argument) {
            self.bracketed(argument)
        } else {
            argument
        })
    }

    // `£3.50`: the amount is the number after the sign.
    fn money(&mut self, unit: UnitId, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        let amount = match self.peek() {
            Some(next) if matches!(next.kind, Kind::Numeral(_) | Kind::Gap) => {
                self.at += 1;
                self.number(next, POWER)?
            }
            Some(Token { kind: Kind::Vulgar { top, bottom }, span }) => {
                self.at += 1;
                let fraction = self.vulgar(top, bottom, span);
                self.bracketed(fraction)
            }
            Some(next) if matches!(next.kind, Kind::Open('(')) => {
                self.not_too_deep(depth)?;
                self.at += 1;
                self.bracket('(', next, depth)?
            }
            _ => return Err(self.piece(token.span).missing_after().into()),
        };
        let span = token.span.to(self.span(amount));
        if matches!(
            self.node(amount),
            Node::Vector(_) | Node::Coordinates(_) | Node::Interval { .. }
        ) {
            return Err(self.piece(span).two_numbers().into());
        }
        Ok(self.push(Node::Quantity { amount, unit }, span))
    }

    /// A node in a bracket that was not typed but is needed to write it.
    pub(super) fn bracketed(&mut self, inner: NodeId) -> NodeId {
        let span = self.span(inner);
        self.push(Node::Bracket(inner), span)
    }

    /// Whether a bracket would be written of a node outside of the roots and functions in it.
    pub(super) fn shows_bracket(&self, id: NodeId) -> bool {
        match self.node(id) {
            Node::Bracket(_) => true,
            Node::Times { left, right, .. } => {
                self.shows_bracket(left) || self.shows_bracket(right)
            }
            Node::Divide { top, .. } => self.shows_bracket(top),
            Node::Power { base, .. } => self.shows_bracket(base),
            Node::Percent(inner) => self.shows_bracket(inner),
            Node::Quantity { amount, unit } => {
                !self.units[unit.0 as usize].is_written_before() && self.shows_bracket(amount)
            }
            _ => false,
        }
    }

    pub(super) fn vulgar(&mut self, top: u32, bottom: u32, span: Span) -> NodeId {
        let top = self.push(Node::Numeral(top), span);
        let bottom = self.push(Node::Numeral(bottom), span);
        self.push(Node::Divide { top, bottom, sign: DivideSign::Bar }, span)
    }
}

fn closes(open: char, close: char) -> bool {
    matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}'))
}
