//! The faithful tree: what was typed, sign for sign, in an arena whose children stand before their parents.
//!
//! Nothing is simplified here. The preview a pupil sees and the form of an answer are both read from this tree.
//! Only a plus sign in front of a number leaves no trace.

use crate::Number;

/// An answer or an expression as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub(crate) source: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) spans: Vec<Span>,
    pub(crate) numerals: Vec<Numeral>,
    pub(crate) word: Option<String>,
}

/// The place of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(pub u32);

/// A stretch of the source, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub(crate) fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }
}

/// A number as typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numeral {
    pub value: Number,
    /// Its digits with separators and point as typed, in plain digits.
    pub text: String,
    /// Digits after the decimal point, trailing zeros included.
    pub places: usize,
    pub origin: Origin,
}

/// How a number was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Digits,
    /// A number word, "five".
    Word,
    /// Part of a sign such as ½ or ².
    Sign,
}

/// One node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Node {
    Numeral(u32),
    /// A letter, by its place among the letters the item declares.
    Letter {
        letter: char,
        place: u8,
    },
    /// `1 3/4`: each part is a numeral or a gap.
    Mixed {
        whole: NodeId,
        top: NodeId,
        bottom: NodeId,
    },
    Negate(NodeId),
    Add(NodeId, NodeId),
    Subtract(NodeId, NodeId),
    Times {
        left: NodeId,
        right: NodeId,
        sign: TimesSign,
    },
    Divide {
        top: NodeId,
        bottom: NodeId,
        sign: DivideSign,
    },
    Power {
        base: NodeId,
        exponent: NodeId,
    },
    Percent(NodeId),
    Bracket(NodeId),
    Gap,
    Compare {
        left: NodeId,
        right: NodeId,
        sign: CompareSign,
    },
    Word,
}

/// Whether a multiplication sign was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimesSign {
    Cross,
    Unwritten,
}

/// Whether a division was typed as a fraction bar or as ÷.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DivideSign {
    Bar,
    Obelus,
}

/// How two sides of a statement are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompareSign {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Tree {
    pub(crate) fn of_word(source: &str, word: String) -> Self {
        let end = u32::try_from(source.len()).expect("the text is within the limit");
        Self {
            source: source.to_owned(),
            nodes: vec![Node::Word],
            spans: vec![Span { start: 0, end }],
            numerals: Vec::new(),
            word: Some(word),
        }
    }

    /// The text the tree was read from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    pub(crate) fn root(&self) -> NodeId {
        let last = self.nodes.len().checked_sub(1).expect("a tree has at least one node");
        NodeId(u32::try_from(last).expect("the number of nodes is limited"))
    }

    pub(crate) fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.spans[id.0 as usize]
    }

    /// The node inside any brackets round this one.
    pub(crate) fn bare(&self, id: NodeId) -> NodeId {
        let mut id = id;
        while let Node::Bracket(inner) = self.node(id) {
            id = inner;
        }
        id
    }

    pub(crate) fn numeral(&self, id: NodeId) -> Option<&Numeral> {
        match self.node(id) {
            Node::Numeral(place) => Some(&self.numerals[place as usize]),
            _ => None,
        }
    }
}
