//! What a class may expect the next answer to do, said before it is worked out, and whether it did.
//!
//! The list is short, and made so that it gives nothing away: where doubling is on it, so is halving.
//! It compares answers only; what changed in the task is told elsewhere. Start at [`of_sequence`].

use maths::Number;

use super::view::View;

/// One thing an answer may do, compared with the answer before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expectation {
    /// It is twice as much.
    Doubles,
    /// It is half as much.
    Halves,
    /// It is ten times as much.
    TenTimes,
    /// It is a tenth as much.
    ATenth,
    /// It goes up by one.
    OneMore,
    /// It goes down by one.
    OneLess,
    /// It stays the same.
    Same,
    /// It gets bigger.
    Bigger,
    /// It gets smaller.
    Smaller,
    /// It is another answer, where answers are not numbers.
    Changes,
    /// Something that is not on the list.
    SomethingElse,
}

use Expectation::{
    ATenth, Bigger, Changes, Doubles, Halves, OneLess, OneMore, Same, Smaller, SomethingElse,
    TenTimes,
};

/// Things that are offered together or not at all.
const PAIRS: [[Expectation; 2]; 3] = [[Doubles, Halves], [TenTimes, ATenth], [OneMore, OneLess]];

/// What can be foretold of one task of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foretelling {
    /// What is foretold, such as `the part` or `the answer`.
    pub of: String,
    /// What there is to choose from, in the order in which it is shown.
    pub offered: Vec<Expectation>,
    /// Those of them that come true.
    pub true_ones: Vec<Expectation>,
}

impl Expectation {
    /// Every expectation, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Doubles,
        Halves,
        TenTimes,
        ATenth,
        OneMore,
        OneLess,
        Same,
        Bigger,
        Smaller,
        Changes,
        SomethingElse,
    ];

    /// The name it is kept under, such as `ten-times`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Doubles => "doubles",
            Halves => "halves",
            TenTimes => "ten-times",
            ATenth => "a-tenth",
            OneMore => "one-more",
            OneLess => "one-less",
            Same => "same",
            Bigger => "bigger",
            Smaller => "smaller",
            Changes => "changes",
            SomethingElse => "something-else",
        }
    }

    /// The expectation kept under a name; none for a name of a later version.
    #[must_use]
    pub fn named(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }

    /// On a button: "doubles".
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Doubles => "doubles",
            Halves => "halves",
            TenTimes => "ten times as big",
            ATenth => "a tenth as big",
            OneMore => "one more",
            OneLess => "one less",
            Same => "stays the same",
            Bigger => "gets bigger",
            Smaller => "gets smaller",
            Changes => "changes",
            SomethingElse => "something else",
        }
    }

    /// After "you expected the part": "to double".
    #[must_use]
    pub const fn to_do(self) -> &'static str {
        match self {
            Doubles => "to double",
            Halves => "to halve",
            TenTimes => "to be ten times as big",
            ATenth => "to be a tenth as big",
            OneMore => "to be one more",
            OneLess => "to be one less",
            Same => "to stay the same",
            Bigger => "to get bigger",
            Smaller => "to get smaller",
            Changes => "to change",
            SomethingElse => "to do something else",
        }
    }

    fn holds(self, from: &Number, to: &Number) -> bool {
        let times = |n: i64, one: &Number, other: &Number| &(one * &Number::from(n)) == other;
        match self {
            Doubles => times(2, from, to) && from != to,
            Halves => times(2, to, from) && from != to,
            TenTimes => times(10, from, to) && from != to,
            ATenth => times(10, to, from) && from != to,
            OneMore => to - from == Number::from(1),
            OneLess => from - to == Number::from(1),
            Same => from == to,
            Bigger => to > from,
            Smaller => to < from,
            Changes => from != to,
            SomethingElse => false,
        }
    }
}

/// What can be foretold of each task from the one before it; none for the first of a phase, and for a change of family.
pub(super) fn of_sequence(views: &[View<'_>], phases: &[usize]) -> Vec<Option<Foretelling>> {
    let is_joined = |idx: usize| {
        idx > 0
            && phases[idx] == phases[idx - 1]
            && views[idx - 1].task.family == views[idx].task.family
    };
    let numbers = |idx: usize| Some((views[idx - 1].answer_number()?, views[idx].answer_number()?));
    let steps: Vec<(Number, Number)> =
        (1..views.len()).filter(|idx| is_joined(*idx)).filter_map(numbers).collect();
    let offered = offered(&steps);
    let one = |idx: usize| {
        let name = &views[idx].family?.ask.answer_name;
        let (before, after) = (views[idx - 1].answer.as_ref()?, views[idx].answer.as_ref()?);
        let (offered, true_ones) = match numbers(idx) {
            Some((from, to)) => {
                let holding = offered.iter().copied().filter(|one| one.holds(&from, &to));
                (offered.clone(), holding.collect())
            }
            None => {
                let true_one = if before == after { Same } else { Changes };
                (vec![Same, Changes], vec![true_one])
            }
        };
        Some(Foretelling { of: format!("the {name}"), offered, true_ones })
    };
    (0..views.len()).map(|idx| is_joined(idx).then(|| one(idx)).flatten()).collect()
}

/// What is offered of numbers: the same for every task of a sequence, so that the list tells of none of them.
fn offered(steps: &[(Number, Number)]) -> Vec<Expectation> {
    let happens = |one: Expectation| steps.iter().any(|(from, to)| one.holds(from, to));
    let mut offered: Vec<Expectation> =
        PAIRS.into_iter().filter(|pair| pair.iter().any(|one| happens(*one))).flatten().collect();
    if offered.is_empty() {
        offered.extend([Doubles, Halves]);
    }
    offered.extend([Same, Bigger, Smaller, SomethingElse]);
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_true_is_what_the_numbers_do() {
        for (from, to, wanted) in [
            (12, 6, vec![Halves, Smaller, Changes]),
            (6, 12, vec![Doubles, Bigger, Changes]),
            (1, 2, vec![Doubles, OneMore, Bigger, Changes]),
            (7, 70, vec![TenTimes, Bigger, Changes]),
            (70, 7, vec![ATenth, Smaller, Changes]),
            (5, 4, vec![OneLess, Smaller, Changes]),
            (5, 5, vec![Same]),
            (0, 0, vec![Same]),
            (-4, -8, vec![Doubles, Smaller, Changes]),
            (3, 8, vec![Bigger, Changes]),
        ] {
            let (from, to) = (Number::from(from), Number::from(to));
            let found: Vec<Expectation> =
                Expectation::ALL.into_iter().filter(|one| one.holds(&from, &to)).collect();
            assert_eq!(found, wanted, "{from} to {to}");
        }
    }

    #[test]
    fn the_list_gives_nothing_away() {
        let n = |from: i64, to: i64| (Number::from(from), Number::from(to));
        for (steps, first) in [
            (vec![n(12, 6), n(6, 3)], vec![Doubles, Halves]),
            (vec![n(12, 13), n(13, 14)], vec![OneMore, OneLess]),
            (vec![n(7, 70), n(70, 700)], vec![TenTimes, ATenth]),
            (vec![n(8, 4), n(4, 3)], vec![Doubles, Halves, OneMore, OneLess]),
            (vec![n(8, 5)], vec![Doubles, Halves]),
            (vec![], vec![Doubles, Halves]),
        ] {
            let found = offered(&steps);
            let (named, rest) = found.split_at(first.len());
            assert_eq!(named, first, "{steps:?}");
            assert_eq!(rest, [Same, Bigger, Smaller, SomethingElse], "{steps:?}");
        }
    }

    #[test]
    fn a_kept_name_is_read_back() {
        for one in Expectation::ALL {
            assert_eq!(Expectation::named(one.slug()), Some(one));
        }
        assert_eq!(Expectation::named("trebles"), None);
    }
}
