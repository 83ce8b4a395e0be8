//! Sets of numbers on the line, exactly: finitely many ends, and which of the stretches between them are in.
//!
//! Ends are rational numbers or surds in order. Every set has one form, so equal sets are equal values.
//! Start at [`SolutionSet`].

use crate::limits::Steps;
use crate::value::{NoValue, Value, order};

/// A union of intervals and single numbers.
///
/// `inside` goes from left to right: the stretch before the first end, the first end, the stretch after it, and so on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SolutionSet {
    ends: Vec<Value>,
    inside: Vec<bool>,
}

/// One unbroken part of a set: its ends, if it has any, and whether they belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretch {
    pub low: Option<(Value, bool)>,
    pub high: Option<(Value, bool)>,
}

impl SolutionSet {
    /// Every number.
    pub(crate) fn all() -> Self {
        Self { ends: Vec::new(), inside: vec![true] }
    }

    /// No number.
    pub(crate) fn none() -> Self {
        Self { ends: Vec::new(), inside: vec![false] }
    }

    /// From ends in order and what is inside; there is one more stretch than ends.
    pub(crate) fn of_cells(ends: Vec<Value>, inside: Vec<bool>) -> Self {
        let mut set =
            Self { ends: Vec::new(), inside: inside.first().copied().into_iter().collect() };
        for (end, cells) in ends.into_iter().zip(inside[1..].chunks_exact(2)) {
            // An end with the same on both sides and itself is none.
            let before = set.inside.last().copied().unwrap_or(false);
            if cells != [before, before] {
                set.ends.push(end);
                set.inside.extend(cells);
            }
        }
        set
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.inside.contains(&true)
    }

    /// Where it begins and stops, in order.
    pub(crate) fn ends(&self) -> &[Value] {
        &self.ends
    }

    /// Whether the stretches between the ends are those of another set with the same ends.
    pub(crate) fn is_open_like(&self, other: &Self) -> bool {
        self.inside.iter().step_by(2).eq(other.inside.iter().step_by(2))
            && self.inside.iter().step_by(2).any(|inside| *inside)
    }

    pub(crate) fn is_everything(&self) -> bool {
        !self.inside.contains(&false)
    }

    /// The numbers, when the set has no stretches in it.
    pub(crate) fn points(&self) -> Option<&[Value]> {
        self.inside.iter().step_by(2).all(|inside| !inside).then_some(&self.ends)
    }

    /// Its unbroken parts from left to right.
    pub(crate) fn stretches(&self) -> Vec<Stretch> {
        let mut parts = Vec::new();
        let mut open: Option<Option<(Value, bool)>> = self.inside[0].then_some(None);
        for (at, end) in self.ends.iter().enumerate() {
            let (is_in, after) = (self.inside[2 * at + 1], self.inside[2 * at + 2]);
            if let Some(low) = open.take() {
                if is_in && after {
                    open = Some(low);
                    continue;
                }
                parts.push(Stretch { low, high: Some((end.clone(), is_in)) });
            } else if is_in && !after {
                let point = Some((end.clone(), true));
                parts.push(Stretch { low: point.clone(), high: point });
            }
            if after {
                open = Some(Some((end.clone(), is_in)));
            }
        }
        parts.extend(open.map(|low| Stretch { low, high: None }));
        parts
    }

    /// The numbers in either set.
    pub(crate) fn or(&self, other: &Self, steps: &mut Steps) -> Result<Self, NoValue> {
        self.combine(other, |a, b| a || b, steps)
    }

    /// The numbers in both sets.
    pub(crate) fn and(&self, other: &Self, steps: &mut Steps) -> Result<Self, NoValue> {
        self.combine(other, |a, b| a && b, steps)
    }

    /// The numbers in this set that are not in the other.
    pub(crate) fn without(&self, other: &Self, steps: &mut Steps) -> Result<Self, NoValue> {
        self.combine(other, |a, b| a && !b, steps)
    }

    fn combine(
        &self,
        other: &Self,
        keep: impl Fn(bool, bool) -> bool,
        steps: &mut Steps,
    ) -> Result<Self, NoValue> {
        let (mut mine, mut theirs) = (0, 0);
        let (mut ends, mut inside) = (Vec::new(), vec![keep(self.inside[0], other.inside[0])]);
        while mine < self.ends.len() || theirs < other.ends.len() {
            steps.take(1)?;
            let side = match (self.ends.get(mine), other.ends.get(theirs)) {
                (Some(a), Some(b)) => order(a, b, steps)?,
                (Some(_), None) => std::cmp::Ordering::Less,
                _ => std::cmp::Ordering::Greater,
            };
            // What each set says of the end itself, then of the stretch after it.
            let (at_mine, at_theirs) =
                (2 * mine + usize::from(side.is_le()), 2 * theirs + usize::from(side.is_ge()));
            inside.push(keep(self.inside[at_mine], other.inside[at_theirs]));
            if side.is_le() {
                ends.push(self.ends[mine].clone());
                mine += 1;
            } else {
                ends.push(other.ends[theirs].clone());
            }
            if side.is_ge() {
                theirs += 1;
            }
            inside.push(keep(self.inside[2 * mine], other.inside[2 * theirs]));
        }
        Ok(Self::of_cells(ends, inside))
    }

    /// The squares of the numbers in the set, none of which is negative.
    pub(crate) fn squared(self, steps: &mut Steps) -> Result<Self, NoValue> {
        let mut ends = Vec::with_capacity(self.ends.len());
        for end in self.ends {
            ends.push(crate::value::times(end.clone(), end, steps)?);
        }
        Ok(Self { ends, inside: self.inside })
    }

    /// The numbers below or above `end`, and `end` itself if it is `closed`.
    pub(crate) fn half_line(end: Value, is_above: bool, is_closed: bool) -> Self {
        Self { ends: vec![end], inside: vec![!is_above, is_closed, is_above] }
    }
}
