//! The loosest parts of a text: answers with "or", commas or "and" between them, and statements with `=` or `<`.

use crate::lexer::{Kind, Token};
use crate::reading::ReadError;
use crate::tree::{Children, Node, NodeId, Span};

use super::{Parser, REMAINDER};

/// What a text or the inside of a bracket turned out to be.
pub(super) enum Whole {
    One(NodeId),
    /// Members with commas between them, which make no node yet: a bracket round them says what they are.
    Separated(Children),
    /// Members with semicolons between them: a column.
    Column(Children),
}

impl Parser<'_> {
    /// Reads all there is, and makes one node of it.
    pub(super) fn whole(&mut self, depth: usize) -> Result<NodeId, ReadError> {
        let whole = self.alternatives(depth)?;
        Ok(self.as_node(whole))
    }

    fn as_node(&mut self, whole: Whole) -> NodeId {
        match whole {
            Whole::One(id) => id,
            Whole::Separated(children) => self.members(children, Node::List),
            Whole::Column(children) => self.members(children, Node::Vector),
        }
    }

    fn members(&mut self, children: Children, node: fn(Children) -> Node) -> NodeId {
        let span = self.span_of(children);
        self.push(node(children), span)
    }

    /// From the first member to the last.
    pub(super) fn span_of(&self, children: Children) -> Span {
        let members = &self.lists[children.from as usize..][..children.n as usize];
        match (members.first(), members.last()) {
            (Some(first), Some(last)) => self.span(*first).to(self.span(*last)),
            _ => Span { start: 0, end: 0 },
        }
    }

    /// `x = 2 or x = -2`
    pub(super) fn alternatives(&mut self, depth: usize) -> Result<Whole, ReadError> {
        self.not_too_deep(depth)?;
        let first = self.separated(depth)?;
        if !self.next_is(Kind::Or) {
            return Ok(first);
        }
        let mut members = vec![self.as_node(first)];
        while self.take(Kind::Or) {
            let next = self.separated(depth)?;
            members.push(self.as_node(next));
        }
        Ok(Whole::One(self.many(&members, Node::Or)))
    }

    fn separated(&mut self, depth: usize) -> Result<Whole, ReadError> {
        let first = self.together(depth)?;
        let separator = match self.peek() {
            Some(Token { kind: kind @ (Kind::Comma | Kind::Semicolon), .. }) => kind,
            _ => return Ok(Whole::One(first)),
        };
        let mut members = vec![first];
        while self.take(separator) {
            members.push(self.together(depth)?);
        }
        let children = self.children(&members);
        Ok(if separator == Kind::Comma {
            Whole::Separated(children)
        } else {
            Whole::Column(children)
        })
    }

    fn together(&mut self, depth: usize) -> Result<NodeId, ReadError> {
        let first = self.statement(depth)?;
        if !self.next_is(Kind::And) {
            return Ok(first);
        }
        let mut members = vec![first];
        while self.take(Kind::And) {
            members.push(self.statement(depth)?);
        }
        Ok(self.many(&members, Node::And))
    }

    // One sign compares two sides; more make a chain.
    fn statement(&mut self, depth: usize) -> Result<NodeId, ReadError> {
        let first = self.expression(REMAINDER, depth)?;
        let Some(Token { kind: Kind::Compare(sign), .. }) = self.peek() else { return Ok(first) };
        self.at += 1;
        let second = self.expression(REMAINDER, depth)?;
        if !matches!(self.peek().map(|token| token.kind), Some(Kind::Compare(_))) {
            return Ok(self.join(
                first,
                second,
                Node::Compare { left: first, right: second, sign },
            ));
        }
        let (mut terms, mut signs) = (vec![first, second], vec![sign]);
        while let Some(Token { kind: Kind::Compare(sign), .. }) = self.peek() {
            self.at += 1;
            signs.push(sign);
            terms.push(self.expression(REMAINDER, depth)?);
        }
        let span = self.span(first).to(self.span(terms[terms.len() - 1]));
        let from = u32::try_from(self.signs.len()).expect("the number of tokens is limited");
        self.signs.extend_from_slice(&signs);
        let terms = self.children(&terms);
        Ok(self.push(Node::Chain { terms, signs: from }, span))
    }

    fn next_is(&self, kind: Kind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }
}
