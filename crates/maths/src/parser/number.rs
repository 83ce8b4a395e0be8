//! A number, and the fraction or mixed number it begins if there is one: `3/4`, `1 3/4`, `2½`.

use crate::lexer::{Kind, Token};
use crate::reading::{Mode, ReadError};
use crate::tree::{DivideSign, Node, NodeId, Origin};

use super::{AFTER_BAR, POWER, Parser};

impl Parser<'_> {
    /// The number at a token that was stepped over. A gap may stand for any of its parts.
    pub(super) fn number(&mut self, token: Token, least: u8) -> Result<NodeId, ReadError> {
        if let Some(Token { kind: Kind::Vulgar { top, bottom }, span }) = self.peek()
            && self.is_whole(token)
        {
            self.at += 1;
            let whole = self.part(token);
            let top = self.push(Node::Numeral(top), span);
            let bottom = self.push(Node::Numeral(bottom), span);
            return Ok(self.push(Node::Mixed { whole, top, bottom }, token.span.to(span)));
        }
        if self.is_whole(token)
            && let Some((top, bottom)) =
                self.fraction_ahead(0).filter(|(top, _)| self.may_be_top(*top))
        {
            self.at += 3;
            self.not_by_zero(top, bottom)?;
            let (whole, top_id, bottom_id) = (self.part(token), self.part(top), self.part(bottom));
            let node = Node::Mixed { whole, top: top_id, bottom: bottom_id };
            return Ok(self.push(node, token.span.to(bottom.span)));
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

    /// The node of a number or a gap.
    pub(super) fn part(&mut self, token: Token) -> NodeId {
        let node = match token.kind {
            Kind::Numeral(place) => Node::Numeral(place),
            _ => Node::Gap,
        };
        self.push(node, token.span)
    }

    fn fraction_ahead(&self, n: usize) -> Option<(Token, Token)> {
        let (top, bar, bottom) = (self.ahead(n)?, self.ahead(n + 1)?, self.ahead(n + 2)?);
        (bar.kind == Kind::Bar && self.is_whole(top) && self.is_whole(bottom))
            .then_some((top, bottom))
    }

    fn is_whole(&self, token: Token) -> bool {
        match token.kind {
            Kind::Gap => true,
            Kind::Numeral(place) => {
                let numeral = &self.numerals[place as usize];
                numeral.places == 0 && numeral.origin != Origin::Sign
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
