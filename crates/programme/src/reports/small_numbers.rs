//! Hides small numbers, and enough of the others that none can be worked out by taking away.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Numbers from 1 up to, not including, this are hidden unless a hub chooses otherwise.
// Our choice, as is usual in published statistics of schools.
pub const HIDDEN_BELOW: u32 = 5;

/// A number of schools, or that it is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// The number.
    Shown(usize),
    /// A number from 1 up to, not including, this.
    Below(u32),
    /// Any number; shown, it would give away another that is hidden.
    Withheld,
}

impl Count {
    /// A number, hidden when it lies from 1 up to `below`.
    #[must_use]
    pub fn of(n: usize, below: u32) -> Self {
        let is_small = n > 0 && u32::try_from(n).is_ok_and(|n| n < below);
        if is_small { Self::Below(below) } else { Self::Shown(n) }
    }
}

/// The parts of a whole: when just one part is hidden, the smallest other is withheld with it.
pub(crate) fn hide_parts(whole: usize, parts: &[usize], below: u32) -> Vec<Count> {
    let mut shown: Vec<Count> = parts.iter().map(|&n| Count::of(n, below)).collect();
    let n_hidden = shown.iter().filter(|count| matches!(count, Count::Below(_))).count();
    if n_hidden == 1 && matches!(Count::of(whole, below), Count::Shown(_)) {
        let others = (0..parts.len()).filter(|&at| matches!(shown[at], Count::Shown(n) if n > 0));
        if let Some(smallest) = others.min_by_key(|&at| parts[at]) {
            shown[smallest] = Count::Withheld;
        }
    }
    shown
}

/// Numbers that stand in one report and depend on each other: in each relation, a list of places, any one of them
/// follows from the others. Where just one of a relation is hidden, the smallest other is withheld with it, until no
/// relation gives a hidden number away.
///
/// Two relations that share two hidden numbers could still give them away together; that is not looked for.
pub fn withhold(numbers: &[usize], shown: &mut [Count], relations: &[Vec<usize>]) {
    let is_shown = |count: &Count| matches!(count, Count::Shown(_));
    loop {
        let given_away = relations.iter().find_map(|relation| {
            let open: Vec<usize> =
                relation.iter().copied().filter(|&at| is_shown(&shown[at])).collect();
            let others = open.iter().copied().filter(|&at| numbers[at] > 0);
            (open.len() + 1 == relation.len()).then(|| others.min_by_key(|&at| numbers[at]))?
        });
        match given_away {
            Some(at) => shown[at] = Count::Withheld,
            None => break,
        }
    }
}

pub(super) fn sentence(below: u32) -> String {
    if below <= 1 {
        return "No number is hidden: not for publication.".to_owned();
    }
    format!(
        "Numbers from 1 to {} are hidden, and one more where a hidden one could be worked out.",
        below - 1
    )
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(n) => write!(f, "{n}"),
            Self::Below(below) => write!(f, "fewer than {below}"),
            Self::Withheld => f.write_str("withheld"),
        }
    }
}

/// `{"n":12}`, `{"n":null,"fewer_than":5}` or `{"n":null,"withheld":true}`.
impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Shown(n) => map.serialize_entry("n", n)?,
            Self::Below(below) => {
                map.serialize_entry("n", &None::<usize>)?;
                map.serialize_entry("fewer_than", below)?;
            }
            Self::Withheld => {
                map.serialize_entry("n", &None::<usize>)?;
                map.serialize_entry("withheld", &true)?;
            }
        }
        map.end()
    }
}
