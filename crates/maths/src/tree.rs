//! The faithful tree: what was typed, sign for sign, in an arena whose children stand before their parents.
//!
//! Nothing is simplified here. The preview a pupil sees and the form of an answer are both read from this tree.
//! Only a plus sign in front of a number leaves no trace.

use std::fmt;
use std::ops::Deref;

use crate::Number;
use crate::unit::{Symbol, Unit};

/// An answer or an expression as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub(crate) source: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) spans: Vec<Span>,
    pub(crate) numerals: Vec<Numeral>,
    // The members of ratios, lists and the like, each run unbroken.
    pub(crate) lists: Vec<NodeId>,
    // The signs of chains, each run unbroken.
    pub(crate) signs: Vec<CompareSign>,
    pub(crate) units: Vec<Unit>,
    // The names of declared functions and units that stand in the text, by their place among those of the item.
    pub(crate) names: Vec<(Name, String)>,
    pub(crate) word: Option<String>,
}

/// The place of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(pub u32);

/// The members of a ratio, list and the like: a run of [`Tree::lists`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Children {
    pub from: u32,
    pub n: u32,
}

/// The place of a unit in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitId(pub u32);

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
    pub text: Digits,
    /// Digits after the decimal point, trailing zeros included; what repeats is counted once.
    pub places: usize,
    pub origin: Origin,
    /// Which of the digits after the point repeat for ever.
    pub recurring: Option<Recurring>,
}

/// The digits that repeat for ever: `n` of them, after `first` that do not. They are the last digits of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recurring {
    pub first: u8,
    pub n: u8,
}

// Nearly every number is this short and needs no memory of its own.
const SHORT: usize = 22;

/// The text of a number: kept in place while it is short.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Digits {
    Short { bytes: [u8; SHORT], n: u8 },
    Long(Box<str>),
}

impl Digits {
    pub(crate) fn new(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(n)) => {
                place.copy_from_slice(text.as_bytes());
                Self::Short { bytes, n }
            }
            _ => Self::Long(text.into()),
        }
    }
}

impl Deref for Digits {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Short { bytes, n } => std::str::from_utf8(&bytes[..usize::from(*n)])
                .expect("the bytes of a text, as they were put in"),
            Self::Long(text) => text,
        }
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
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
    /// One sign between two sides; more signs make a `Chain`.
    Compare {
        left: NodeId,
        right: NodeId,
        sign: CompareSign,
    },
    /// `2 < x <= 5`: its terms, and where their signs begin among [`Tree::signs`], one fewer than the terms.
    Chain {
        terms: Children,
        signs: u32,
    },
    /// `x = 2 or x = -2`
    Or(Children),
    /// `x > 1 and x < 3`
    And(Children),
    Word,
    /// `√x`, `∛x`, `sqrt(x)`: a bracket that was typed is a node of its own.
    Root {
        index: u8,
        radicand: NodeId,
    },
    Pi,
    /// `sin x`, `abs(x)`, `|x|`: a bracket that was typed is a node of its own, but for the bars of `|x|`.
    Apply {
        function: Function,
        argument: NodeId,
    },
    /// `3 ± √5`, `±2`
    PlusMinus {
        left: Option<NodeId>,
        right: NodeId,
    },
    /// `2:3`, `1:2:5`
    Ratio(Children),
    /// `(3, 4)`
    Coordinates(Children),
    /// `[2; -1]`: a column.
    Vector(Children),
    /// `{1, 2}`; the empty set has no members.
    Set(Children),
    /// `1, 2, 3`: two members or more.
    List(Children),
    /// `[2, 5)`; an end that is not there is infinite.
    Interval {
        low: Option<NodeId>,
        high: Option<NodeId>,
        low_closed: bool,
        high_closed: bool,
    },
    /// `7 r 2`
    Remainder {
        whole: NodeId,
        remainder: NodeId,
    },
    /// `3 cm²`, `£3.50`
    Quantity {
        amount: NodeId,
        unit: UnitId,
    },
    /// `2 kg 300 g`, `£3 and 20p`: its members are quantities.
    Compound(Children),
    /// `14:05`, `2:05 pm`: as typed, so that 2 in the afternoon is 2 with its half of the day.
    Time {
        hours: u8,
        minutes: u8,
        seconds: Option<u8>,
        half: Option<Half>,
    },
}

/// A function by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Sin,
    Cos,
    Tan,
    /// `sin⁻¹`: the angle, not one over the sine.
    InverseSin,
    InverseCos,
    InverseTan,
    Abs,
    /// Any other that the item declares, by its place among them.
    Named(u8),
}

/// What a name kept in a tree belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Function(u8),
    Unit(u8),
}

/// Which half of the day a time is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Morning,
    Afternoon,
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
    /// `≈`, only in texts for display.
    About,
}

impl Tree {
    pub(crate) fn of_word(source: &str, word: String) -> Self {
        Self { word: Some(word), ..Self::of_one(source, Node::Word) }
    }

    /// A tree of one node.
    pub(crate) fn of_one(source: &str, node: Node) -> Self {
        let end = u32::try_from(source.len()).expect("the text is within the limit");
        Self {
            source: source.to_owned(),
            nodes: vec![node],
            spans: vec![Span { start: 0, end }],
            numerals: Vec::new(),
            lists: Vec::new(),
            signs: Vec::new(),
            units: Vec::new(),
            names: Vec::new(),
            word: None,
        }
    }

    /// The text the tree was read from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether two trees are of one shape with the same numbers, letters and signs, whatever spacing they were typed
    /// with: a number in words is the same as in digits.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        let same_node = |(a, b): (&Node, &Node)| match (a, b) {
            (Node::Numeral(a), Node::Numeral(b)) => {
                let (a, b) = (&self.numerals[*a as usize], &other.numerals[*b as usize]);
                let digits = |text: &'_ str| text.replace(' ', "");
                (&a.value, a.places) == (&b.value, b.places) && digits(&a.text) == digits(&b.text)
            }
            (
                Node::Quantity { amount: a, unit: in_a },
                Node::Quantity { amount: b, unit: in_b },
            ) => a == b && self.unit(*in_a) == other.unit(*in_b),
            (Node::Word, Node::Word) => self.word == other.word,
            _ => a == b,
        };
        (self.nodes.len(), &self.lists, &self.signs)
            == (other.nodes.len(), &other.lists, &other.signs)
            && self.nodes.iter().zip(&other.nodes).all(same_node)
    }

    /// What sort of thing the whole text was read as, in plain words: "fraction", "ratio", "time".
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.node(self.bare(self.root())) {
            Node::Numeral(place) => {
                let numeral = &self.numerals[place as usize];
                match (numeral.recurring, numeral.places) {
                    (Some(_), _) => "recurring decimal",
                    (None, 0) => "whole number",
                    _ => "decimal",
                }
            }
            Node::Letter { .. } => "letter",
            Node::Mixed { .. } => "mixed number",
            Node::Negate(_) => "negative",
            Node::Add(..) => "sum",
            Node::Subtract(..) => "difference",
            Node::Times { .. } => "product",
            Node::Divide { sign: DivideSign::Bar, .. } => "fraction",
            Node::Divide { .. } => "division",
            Node::Power { .. } => "power",
            Node::Percent(_) => "percentage",
            Node::Bracket(_) => "bracket",
            Node::Gap => "gap",
            Node::Compare { sign: CompareSign::Equal, .. } => "equation",
            Node::Compare { .. } => "inequality",
            Node::Chain { .. } => "chain",
            Node::Or(_) => "alternatives",
            Node::And(_) => "statements together",
            Node::Word => "word",
            Node::Root { .. } => "root",
            Node::Pi => "pi",
            Node::Apply { .. } => "function",
            Node::PlusMinus { .. } => "plus or minus",
            Node::Ratio(_) => "ratio",
            Node::Coordinates(_) => "coordinates",
            Node::Vector(_) => "vector",
            Node::Set(_) => "set",
            Node::List(_) => "list",
            Node::Interval { .. } => "interval",
            Node::Remainder { .. } => "remainder",
            Node::Quantity { .. } => "quantity",
            Node::Compound(_) => "quantity in parts",
            Node::Time { .. } => "time",
        }
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

    pub(crate) fn children(&self, children: Children) -> &[NodeId] {
        &self.lists[children.from as usize..][..children.n as usize]
    }

    /// The signs of a chain of `terms`, one between each two.
    pub(crate) fn signs(&self, terms: Children, signs: u32) -> &[CompareSign] {
        &self.signs[signs as usize..][..(terms.n as usize).saturating_sub(1)]
    }

    pub(crate) fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// The name of a function as it is written.
    pub(crate) fn function_name(&self, function: Function) -> &str {
        match function {
            Function::Sin => "sin",
            Function::Cos => "cos",
            Function::Tan => "tan",
            Function::InverseSin => "sin⁻¹",
            Function::InverseCos => "cos⁻¹",
            Function::InverseTan => "tan⁻¹",
            Function::Abs => "abs",
            Function::Named(place) => self.name(Name::Function(place)),
        }
    }

    /// The symbol of a unit as it is written.
    pub(crate) fn symbol_text(&self, symbol: Symbol) -> &str {
        match symbol {
            Symbol::Known(_) => symbol.known().map_or("", |known| known.symbol),
            Symbol::Declared(place) => self.name(Name::Unit(place)),
        }
    }

    fn name(&self, wanted: Name) -> &str {
        self.names.iter().find(|(name, _)| *name == wanted).map_or("", |(_, text)| text)
    }

    /// The first child of a node. The descendants of a node are the unbroken run of nodes just before it, and its
    /// first child's first descendant begins the run.
    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        match self.node(id) {
            Node::Numeral(_)
            | Node::Letter { .. }
            | Node::Gap
            | Node::Word
            | Node::Pi
            | Node::Time { .. } => None,
            Node::Mixed { whole, .. } | Node::Remainder { whole, .. } => Some(whole),
            Node::Negate(inner) | Node::Percent(inner) | Node::Bracket(inner) => Some(inner),
            Node::Add(left, _) | Node::Subtract(left, _) => Some(left),
            Node::Times { left, .. } | Node::Compare { left, .. } => Some(left),
            Node::Divide { top, .. } => Some(top),
            Node::Power { base, .. } => Some(base),
            Node::Root { radicand, .. } => Some(radicand),
            Node::Apply { argument, .. } => Some(argument),
            Node::PlusMinus { left, right } => left.or(Some(right)),
            Node::Interval { low, high, .. } => low.or(high),
            Node::Quantity { amount, .. } => Some(amount),
            Node::Ratio(all)
            | Node::Coordinates(all)
            | Node::Vector(all)
            | Node::Set(all)
            | Node::List(all)
            | Node::Or(all)
            | Node::And(all)
            | Node::Compound(all)
            | Node::Chain { terms: all, .. } => self.children(all).first().copied(),
        }
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
