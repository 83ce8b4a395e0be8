//! Builds the faithful tree from tokens by binding powers (Pratt's method).
//!
//! From loosest to tightest: "or"; a comma; "and"; comparison; a remainder; `:`; `+ − ±`; `× ÷ /`; a minus in front;
//! a unit; a product without a sign; powers; `%` and `°`.
//! A bar between two plain numbers is one fraction and binds as tightly as a number, so `6÷1/2` divides by a half.
//! Depth is limited; every refusal points at a piece. What is loosest is in `parser/whole.rs`, single things in
//! `parser/first.rs`, numbers in `parser/number.rs`.

mod first;
mod number;
mod whole;

use crate::lexer::{Kind, Lexed, Token};
use crate::limits::{MAX_DEPTH, at_most};
use crate::reading::{Expects, Mode, ReadError};
use crate::tree::{
    Children, CompareSign, DivideSign, Function, Node, NodeId, Numeral, Span, TimesSign, Tree,
    UnitId,
};
use crate::unit::Unit;
use crate::unreadable::Piece;

const REMAINDER: u8 = 7;
const RATIO: u8 = 8;
const SUM: u8 = 10;
const PRODUCT: u8 = 20;
// To the right of a bar: `3/4` inside `x/3/4` is not one fraction.
const AFTER_BAR: u8 = 22;
const MINUS: u8 = 25;
const COMPOUND: u8 = 27;
const UNIT: u8 = 28;
const UNWRITTEN: u8 = 30;
const POWER: u8 = 40;
const PERCENT: u8 = 50;

/// Builds the tree of a text that was cut into `lexed`.
pub(crate) fn parse(
    text: &str,
    lexed: Lexed,
    expects: Expects,
    mode: Mode,
) -> Result<Tree, ReadError> {
    let n_tokens = lexed.tokens.len();
    if n_tokens == 0 {
        return Err(Piece::new(text, 0, text.len()).empty().into());
    }
    let mut parser = Parser {
        text,
        tokens: lexed.tokens,
        numerals: lexed.numerals,
        units: lexed.units,
        at: 0,
        expects,
        mode,
        n_uprights: 0,
        in_argument: false,
        nodes: Vec::with_capacity(n_tokens + 2),
        spans: Vec::with_capacity(n_tokens + 2),
        lists: Vec::new(),
        signs: Vec::new(),
    };
    parser.whole(0)?;
    if let Some(token) = parser.peek() {
        // Only a closing bracket stops the reading early.
        return Err(parser.piece(token.span).bracket_not_opened().into());
    }
    let Parser { nodes, spans, numerals, lists, signs, units, .. } = parser;
    let source = text.to_owned();
    Ok(Tree { source, nodes, spans, numerals, lists, signs, units, names: lexed.names, word: None })
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    numerals: Vec<Numeral>,
    units: Vec<Unit>,
    at: usize,
    expects: Expects,
    mode: Mode,
    // How many `|` are open since the last bracket.
    n_uprights: usize,
    // In `sin 2x` a bracket or another function is not part of what follows the name.
    in_argument: bool,
    nodes: Vec<Node>,
    spans: Vec<Span>,
    lists: Vec<NodeId>,
    signs: Vec<CompareSign>,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<Token> {
        self.ahead(0)
    }

    fn ahead(&self, n: usize) -> Option<Token> {
        self.tokens.get(self.at + n).copied()
    }

    // Steps over the next token when it is the one wanted.
    fn take(&mut self, wanted: Kind) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == wanted);
        self.at += usize::from(found);
        found
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

    fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    fn span(&self, id: NodeId) -> Span {
        self.spans[id.0 as usize]
    }

    fn children(&mut self, members: &[NodeId]) -> Children {
        let from = u32::try_from(self.lists.len()).expect("the number of tokens is limited");
        let n = u32::try_from(members.len()).expect("the number of tokens is limited");
        self.lists.extend_from_slice(members);
        Children { from, n }
    }

    // A node with the members, from the first to the last of them.
    fn many(&mut self, members: &[NodeId], node: fn(Children) -> Node) -> NodeId {
        let span = match (members.first(), members.last()) {
            (Some(first), Some(last)) => self.span(*first).to(self.span(*last)),
            _ => Span { start: 0, end: 0 },
        };
        let children = self.children(members);
        self.push(node(children), span)
    }

    fn join(&mut self, left: NodeId, right: NodeId, node: Node) -> NodeId {
        let span = self.span(left).to(self.span(right));
        self.push(node, span)
    }

    fn not_too_deep(&self, depth: usize) -> Result<(), ReadError> {
        Ok(at_most(depth as u64, MAX_DEPTH as u64, "brackets inside brackets")?)
    }

    fn expression(&mut self, least: u8, depth: usize) -> Result<NodeId, ReadError> {
        self.not_too_deep(depth)?;
        let mut left = self.first(least, depth)?;
        while let Some(token) = self.peek() {
            let Some(binding) = self.binding(token, left)? else { break };
            if binding < least {
                break;
            }
            left = self.extend(left, token, depth)?;
        }
        Ok(left)
    }

    // How tightly the next token binds to what is on its left; `None` where this expression ends.
    fn binding(&self, token: Token, left: NodeId) -> Result<Option<u8>, ReadError> {
        Ok(Some(match token.kind {
            Kind::Plus | Kind::Minus | Kind::PlusMinus => SUM,
            Kind::Cross | Kind::Obelus | Kind::Bar => PRODUCT,
            Kind::Remainder => REMAINDER,
            Kind::Colon => RATIO,
            Kind::Close(_)
            | Kind::Compare(_)
            | Kind::Comma
            | Kind::Semicolon
            | Kind::And
            | Kind::Or => return Ok(None),
            Kind::Upright if self.n_uprights > 0 => return Ok(None),
            Kind::Open(_) | Kind::Function(_) | Kind::Upright | Kind::EmptySet
                if self.in_argument =>
            {
                return Ok(None);
            }
            kind if self.is_empty_set(left) && !is_sign(kind) => {
                return Err(self.nothing_between(left, token.span));
            }
            Kind::Unit { .. } | Kind::Before(_) | Kind::Numeral(_) | Kind::Vulgar { .. }
                if self.is_measure(left) =>
            {
                return self.after_measure(token).map(Some);
            }
            Kind::Unit { tight: true, .. } if self.is_power(left) => {
                return Err(self.power_again(token));
            }
            Kind::Unit { tight: true, .. } => PERCENT,
            Kind::Unit { .. } => UNIT,
            _ if self.is_measure(left) => return Err(self.unit_not_last(token)),
            Kind::Hat | Kind::Raised(_) | Kind::Percent if self.is_power(left) => {
                return Err(self.power_again(token));
            }
            Kind::Hat | Kind::Raised(_) => POWER,
            Kind::Percent => PERCENT,
            Kind::Numeral(_) | Kind::Vulgar { .. } | Kind::Gap | Kind::Before(_) => {
                self.number_may_follow(left, token)?;
                UNWRITTEN
            }
            Kind::Open(_)
            | Kind::Upright
            | Kind::Letter { .. }
            | Kind::Pi
            | Kind::Function(_)
            | Kind::Root(_)
            | Kind::Infinity
            | Kind::EmptySet => UNWRITTEN,
        }))
    }

    fn is_measure(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Quantity { .. } | Node::Compound(_))
    }

    fn is_empty_set(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Set(Children { n: 0, .. }))
    }

    // Nothing multiplies the empty set, has it as an amount or is its power.
    fn nothing_between(&self, left: NodeId, right: Span) -> ReadError {
        self.piece(self.span(left).to(right)).two_numbers().into()
    }

    // `x²^3` and `4²%` can be read in two ways.
    fn is_power(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Power { .. })
    }

    // `sin²(x)`
    fn is_power_of_function(&self, id: NodeId) -> bool {
        let Node::Power { base, .. } = self.node(id) else { return false };
        matches!(self.node(base), Node::Apply { function, .. } if function != Function::Abs)
    }

    fn power_again(&self, token: Token) -> ReadError {
        let before = self.before().map_or(token.span, |before| before.span);
        self.piece(before.to(token.span)).power_again().into()
    }

    // After an amount with its unit there may be another, as in `2 kg 300 g`, but no second unit.
    fn after_measure(&self, token: Token) -> Result<u8, ReadError> {
        if let Kind::Unit { .. } = token.kind {
            let before = self.before().map_or(token.span, |before| before.span);
            return Err(self.piece(before.to(token.span)).two_units().into());
        }
        Ok(COMPOUND)
    }

    fn unit_not_last(&self, token: Token) -> ReadError {
        let before = self.before().map_or(token.span, |before| before.span);
        self.piece(before.to(token.span)).unit_not_last().into()
    }

    // A number may stand straight after a closing bracket and nowhere else; not after `sin²(x)`, which is also written
    // `sin(x)²`.
    fn number_may_follow(&self, left: NodeId, token: Token) -> Result<(), ReadError> {
        let before = self.before().expect("something was read before this token");
        let both = self.piece(before.span).to(self.piece(token.span));
        let last = match self.node(left) {
            Node::Times { right, sign: TimesSign::Unwritten, .. } => right,
            _ => left,
        };
        match before.kind {
            Kind::Close(_) if self.is_power_of_function(last) => Err(both.two_numbers().into()),
            Kind::Close(_) | Kind::Upright => Ok(()),
            Kind::Letter { .. } if token.kind == Kind::Gap => Ok(()),
            Kind::Letter { .. } => Err(both.number_after_letter().into()),
            _ => Err(both.two_numbers().into()),
        }
    }

    fn extend(&mut self, left: NodeId, token: Token, depth: usize) -> Result<NodeId, ReadError> {
        if self.is_measure(left) && starts_amount(token.kind) {
            return self.compound(left, depth);
        }
        if starts_factor(token.kind) {
            let right = self.expression(UNWRITTEN + 1, depth + 1)?;
            if self.is_empty_set(right) {
                return Err(self.nothing_between(left, self.span(right)));
            }
            let node = Node::Times { left, right, sign: TimesSign::Unwritten };
            return Ok(self.join(left, right, node));
        }
        if token.kind == Kind::Colon {
            return self.ratio(left, depth);
        }
        self.at += 1;
        let mut left = left;
        if matches!(token.kind, Kind::Hat | Kind::Raised(_))
            && matches!(self.node(left), Node::Divide { .. })
        {
            // `½²`
            left = self.bracketed(left);
        }
        let whole = self.span(left).to(token.span);
        match token.kind {
            Kind::Percent => return Ok(self.push(Node::Percent(left), whole)),
            Kind::Unit { unit, .. } => {
                self.may_stand_before(left, unit, token)?;
                return Ok(self.push(Node::Quantity { amount: left, unit: UnitId(unit) }, whole));
            }
            Kind::Raised(place) => {
                let exponent = self.push(Node::Numeral(place), token.span);
                return Ok(self.push(Node::Power { base: left, exponent }, whole));
            }
            _ => {}
        }
        let right = self.expression(right_binding(token.kind), depth + 1)?;
        if token.kind == Kind::Cross
            && let Some(quantity) = self.standard_form_with_unit(left, right)
        {
            return Ok(quantity);
        }
        Ok(self.join(left, right, two_sided(token.kind, left, right)))
    }

    // A sign of money stands before its number; `3£` is read too, but no sign after anything else.
    fn may_stand_before(&self, amount: NodeId, unit: u32, token: Token) -> Result<(), ReadError> {
        let is_money = self.units[unit as usize].is_written_before();
        if !is_money || self.is_plain_number(amount) {
            return Ok(());
        }
        Err(self.piece(token.span).sign_not_before().into())
    }

    // What may follow `£`: a number, a mixed number or a bracket.
    fn is_plain_number(&self, id: NodeId) -> bool {
        matches!(
            self.node(id),
            Node::Numeral(_) | Node::Gap | Node::Mixed { .. } | Node::Bracket(_)
        )
    }

    // `2:3`, `1:2:5`
    fn ratio(&mut self, left: NodeId, depth: usize) -> Result<NodeId, ReadError> {
        let mut parts = vec![left];
        while self.take(Kind::Colon) {
            parts.push(self.expression(RATIO + 1, depth + 1)?);
        }
        Ok(self.many(&parts, Node::Ratio))
    }

    // `2 kg 300 g`, `£3 20p`
    fn compound(&mut self, left: NodeId, depth: usize) -> Result<NodeId, ReadError> {
        let mut parts = vec![left];
        while let Some(token) = self.peek()
            && starts_amount(token.kind)
        {
            let part = self.expression(UNIT, depth + 1)?;
            // The half of `1 kg ½² g` would be written in a bracket, which no amount after another may begin with.
            let is_amount = matches!(self.node(part), Node::Quantity { .. });
            if !is_amount || self.shows_bracket(part) {
                let span = self.span(left).to(self.span(part));
                return Err(self.piece(span).two_numbers().into());
            }
            parts.push(part);
        }
        Ok(self.many(&parts, Node::Compound))
    }

    // In `4.5 × 10^3 m` the unit belongs to the whole number and not to the power of ten.
    fn standard_form_with_unit(&mut self, left: NodeId, right: NodeId) -> Option<NodeId> {
        let Node::Quantity { amount, unit } = self.node(right) else { return None };
        let Node::Power { base, .. } = self.node(amount) else { return None };
        let Node::Numeral(place) = self.node(base) else { return None };
        let is_ten = self.numerals[place as usize].value == crate::Number::from(10);
        if !is_ten || self.is_measure(left) {
            return None;
        }
        let (span, end) = (self.span(left), self.span(right));
        self.nodes[right.0 as usize] = Node::Times { left, right: amount, sign: TimesSign::Cross };
        self.spans[right.0 as usize] = span.to(self.span(amount));
        Some(self.push(Node::Quantity { amount: right, unit }, span.to(end)))
    }
}

fn starts_amount(kind: Kind) -> bool {
    matches!(kind, Kind::Numeral(_) | Kind::Vulgar { .. } | Kind::Before(_))
}

fn is_sign(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Plus
            | Kind::Minus
            | Kind::PlusMinus
            | Kind::Cross
            | Kind::Obelus
            | Kind::Bar
            | Kind::Remainder
            | Kind::Colon
    )
}

fn starts_factor(kind: Kind) -> bool {
    starts_amount(kind)
        || matches!(
            kind,
            Kind::Open(_)
                | Kind::Letter { .. }
                | Kind::Gap
                | Kind::Pi
                | Kind::Function(_)
                | Kind::Root(_)
                | Kind::Upright
                | Kind::Infinity
                | Kind::EmptySet
        )
}

fn right_binding(kind: Kind) -> u8 {
    match kind {
        Kind::Remainder => REMAINDER + 1,
        Kind::Plus | Kind::Minus | Kind::PlusMinus => SUM + 1,
        Kind::Bar => AFTER_BAR,
        // Powers are read from the right: `2^3^2` is 2 to the power 9.
        Kind::Hat => POWER,
        _ => PRODUCT + 1,
    }
}

fn two_sided(kind: Kind, left: NodeId, right: NodeId) -> Node {
    match kind {
        Kind::Remainder => Node::Remainder { whole: left, remainder: right },
        Kind::Plus => Node::Add(left, right),
        Kind::Minus => Node::Subtract(left, right),
        Kind::PlusMinus => Node::PlusMinus { left: Some(left), right },
        Kind::Hat => Node::Power { base: left, exponent: right },
        Kind::Obelus => Node::Divide { top: left, bottom: right, sign: DivideSign::Obelus },
        Kind::Bar => Node::Divide { top: left, bottom: right, sign: DivideSign::Bar },
        _ => Node::Times { left, right, sign: TimesSign::Cross },
    }
}
