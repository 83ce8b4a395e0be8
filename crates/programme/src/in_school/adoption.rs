//! In how many classes a practice is recorded, told so that no number points at a person. Start at [`told_of`].

use std::collections::BTreeMap;

use crate::HIDDEN_BELOW;

/// One class and one practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassUse {
    /// What the class is called.
    pub class: String,
    /// Whether everybody who teaches it agreed that it may be named.
    pub is_named: bool,
    /// Whether the practice is recorded there, on screen or by a word of its teacher.
    pub is_recorded: bool,
}

/// A practice as it may be told to whoever leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How many classes there are.
    pub of: u16,
    /// In how many of them it is recorded; nothing where the number would point at somebody.
    pub n: Option<u16>,
    /// The classes in which it is recorded and that may be named.
    pub named: Vec<String>,
    /// How many classes may not be named.
    pub n_unnamed: u16,
}

/// Tells a practice over the classes of a school.
///
/// Beside names a number says something of the classes that are not named, so it is told only where these are none, or
/// five at least: then nobody is pointed at.
#[must_use]
pub fn told_of(classes: &[ClassUse]) -> Told {
    let count = |is: fn(&ClassUse) -> bool| {
        u16::try_from(classes.iter().filter(|one| is(one)).count()).unwrap_or(u16::MAX)
    };
    let n_unnamed = count(|one| !one.is_named);
    let may_count = n_unnamed == 0 || u32::from(n_unnamed) >= HIDDEN_BELOW;
    let named = classes.iter().filter(|one| one.is_named && one.is_recorded);
    Told {
        of: count(|_| true),
        n: may_count.then(|| count(|one| one.is_recorded)),
        named: named.map(|one| one.class.clone()).collect(),
        n_unnamed,
    }
}

/// What may be counted of each practice, by its slug: what a school may hand on to its hub.
#[must_use]
pub fn may_hand_on<'s>(
    all: impl IntoIterator<Item = (&'s str, &'s Told)>,
) -> BTreeMap<String, u16> {
    all.into_iter().filter_map(|(slug, told)| Some((slug.to_owned(), told.n?))).collect()
}

impl Told {
    /// In words: "recorded in 4 of 9 classes". Where nothing is recorded it says no more than that.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.n {
            Some(0) => "not recorded yet".to_owned(),
            Some(n) if n == self.of => "recorded in every class".to_owned(),
            Some(n) => format!("recorded in {n} of {} classes", self.of),
            None => match self.n_unnamed {
                1 => "one class is not named, so there is no count".to_owned(),
                n => format!("{n} classes are not named, too few for a count"),
            },
        }
    }
}
