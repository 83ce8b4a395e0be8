//! An item made ready once, for many responses: its answer read, its misconceptions looked up by value.
//!
//! A wrong number is found among the predicted ones by one look-up; anything else is compared with each of them.
//! Every misconception that gives the response is named. Two of them are two: nothing is guessed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::limits::Steps;
use crate::reading::{Mode, Reading, fold_words, read_counted};
use crate::tree::Tree;
use crate::value::{NoValue, Value, evaluate};
use crate::{Acceptance, Expects, Item, Number};

use super::fingerprint::fingerprint;
use super::judge::{Case, judge};
use super::judged::Judged;
use super::slips::{Slip, slips};
use super::{Gate, Marking, decide, of_the_item, reading_of, word};

/// A wrong answer that a misconception predicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misconception {
    /// Its name among those of the task.
    pub id: String,
    /// The response it leads to, as a pupil would write it.
    pub response: String,
}

/// An item and its misconceptions, read once.
#[derive(Debug, Clone)]
pub struct Prepared {
    item: Item,
    reading: Reading,
    answer: Result<Tree, Marking>,
    ids: Vec<String>,
    // Places among the ids.
    by_number: BTreeMap<Number, Vec<usize>>,
    by_text: BTreeMap<String, Vec<usize>>,
    read: Vec<Predicted>,
    // Places among those read: by their fingerprints, and those without one.
    by_fingerprint: BTreeMap<u64, Vec<usize>>,
    without: Vec<usize>,
}

/// A predicted response as read.
#[derive(Debug, Clone)]
struct Predicted {
    place: usize,
    tree: Tree,
}

/// A response marked, and what may have led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained<'p> {
    /// What marking came to.
    pub marking: Marking,
    /// The misconceptions that give exactly this response, in the order of the task; more than one is ambiguous.
    pub misconceptions: Vec<&'p str>,
    /// Where no misconception does, slips that anyone may make and that give it; more than one is ambiguous.
    pub slips: Vec<Slip>,
}

impl Prepared {
    /// Reads the answer of an item and its misconceptions. One that cannot be read matches nothing.
    #[must_use]
    pub fn new(item: &Item, misconceptions: &[Misconception]) -> Self {
        let reading = reading_of(item).into_owned();
        let answer = read_counted(&item.answer, &reading, Mode::Answer, &mut Steps::default())
            .map_err(|error| Marking::from(of_the_item(error.into())));
        let ids = misconceptions.iter().map(|one| one.id.clone()).collect();
        let mut prepared = Self {
            item: item.clone(),
            reading,
            answer,
            ids,
            by_number: BTreeMap::new(),
            by_text: BTreeMap::new(),
            read: Vec::new(),
            by_fingerprint: BTreeMap::new(),
            without: Vec::new(),
        };
        for (place, one) in misconceptions.iter().enumerate() {
            prepared.add(place, &one.response);
        }
        prepared
    }

    fn add(&mut self, place: usize, response: &str) {
        if self.item.accept.is_text() {
            self.by_text.entry(fold_words(response)).or_default().push(place);
            return;
        }
        let mut steps = Steps::default();
        let Ok(tree) = read_counted(response, &self.reading, Mode::Answer, &mut steps) else {
            return;
        };
        let accept = by_value(&self.item.accept);
        let value = evaluate(&tree, &mut steps);
        let is_number = matches!(value, Ok(Value::Number(_)));
        if let Ok(Value::Number(number)) = value {
            self.by_number.entry(number).or_default().push(place);
        }
        // A number alone is the same as nothing but that number; a number of a unit or a list may be more.
        if !is_number || *accept != Acceptance::EqualValue {
            let alike = match fingerprint(&tree, accept) {
                Some(fingerprint) => self.by_fingerprint.entry(fingerprint).or_default(),
                None => &mut self.without,
            };
            alike.push(self.read.len());
        }
        self.read.push(Predicted { place, tree });
    }

    /// The item.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Marks a response, as [`crate::mark`] does.
    #[must_use]
    pub fn mark(&self, response: &str) -> Marking {
        self.read_and_mark(response, &mut Steps::default()).1
    }

    /// Marks a response and names what may have led to it.
    #[must_use]
    pub fn explain(&self, response: &str) -> Explained<'_> {
        let (tree, marking) = self.read_and_mark(response, &mut Steps::default());
        let Marking::Verdict(verdict) = &marking else { return Explained::only(marking) };
        if verdict.is_correct() {
            return Explained::only(marking);
        }
        let places = match &tree {
            None => self.by_text.get(&fold_words(response)).cloned().unwrap_or_default(),
            Some(given) if verdict.value == Gate::Fail || verdict.unit == Gate::Fail => {
                self.matching(given)
            }
            Some(given) => self.written_like(given),
        };
        let misconceptions: Vec<&str> = places
            .into_iter()
            .filter_map(|place| self.ids.get(place))
            .map(String::as_str)
            .collect();
        let slips = match (&tree, &self.answer) {
            (Some(given), Ok(answer)) if misconceptions.is_empty() => {
                let case = Case { accept: &self.item.accept, given, answer };
                slips(&case, verdict)
            }
            _ => Vec::new(),
        };
        Explained { marking, misconceptions, slips }
    }

    fn read_and_mark(&self, response: &str, steps: &mut Steps) -> (Option<Tree>, Marking) {
        if self.item.accept.is_text() {
            return (None, word::mark_word(response, &self.item));
        }
        let given = match read_counted(response, &self.reading, Mode::Answer, steps) {
            Ok(given) => given,
            Err(error) => return (None, Marking::from(NoValue::from(error))),
        };
        let marking = match &self.answer {
            Ok(answer) => decide(&given, answer, &self.item.accept, steps)
                .map_or_else(Marking::from, Marking::Verdict),
            Err(of_the_item) => of_the_item.clone(),
        };
        (Some(given), marking)
    }

    // The misconceptions whose response is the same in value.
    fn matching(&self, given: &Tree) -> Vec<usize> {
        let mut steps = Steps::default();
        let mut places = match evaluate(given, &mut steps) {
            Ok(Value::Number(number)) => self.by_number.get(&number).cloned().unwrap_or_default(),
            _ => Vec::new(),
        };
        let accept = by_value(&self.item.accept);
        let is_same = |other: &&Predicted| {
            let case = Case { accept, given, answer: &other.tree };
            let is_same = |judged: Judged| judged.value == Gate::Pass && judged.unit != Gate::Fail;
            judge(&case, &mut Steps::default()).is_ok_and(is_same)
        };
        let may_be = self.may_be_same(given, accept);
        places.extend(may_be.filter(is_same).map(|other| other.place));
        places.sort_unstable();
        places.dedup();
        places
    }

    // Those with the fingerprint of the response and those without one, or all where the response has none.
    fn may_be_same(&self, given: &Tree, accept: &Acceptance) -> impl Iterator<Item = &Predicted> {
        let some = if self.by_fingerprint.is_empty() { None } else { fingerprint(given, accept) };
        let alike: Vec<&Vec<usize>> = match some {
            Some(fingerprint) => self.by_fingerprint.get(&fingerprint).into_iter().collect(),
            None => self.by_fingerprint.values().collect(),
        };
        let places = alike.into_iter().chain([&self.without]).flatten();
        places.filter_map(|place| self.read.get(*place))
    }

    // Where the value is right and the form is not, only a response written alike is the one predicted.
    fn written_like(&self, given: &Tree) -> Vec<usize> {
        let accept = Acceptance::SameAsWritten { any_order: false };
        let alike = |answer: &Tree| {
            let case = Case { accept: &accept, given, answer };
            judge(&case, &mut Steps::default())
                .is_ok_and(|judged| judged.form == Gate::Pass && judged.value == Gate::Pass)
        };
        let alike = self.read.iter().filter(|other| alike(&other.tree));
        alike.map(|other| other.place).collect()
    }
}

// What compares two answers by their value alone.
pub(super) fn by_value(accept: &Acceptance) -> &Acceptance {
    match accept.expects() {
        Expects::Quantity => &Acceptance::UnitsConvertible,
        Expects::Expression => match accept {
            Acceptance::DecimalPlaces { .. } | Acceptance::SignificantFigures { .. } => {
                &Acceptance::UnitsConvertible
            }
            _ => &Acceptance::EqualValue,
        },
        _ => accept,
    }
}

impl Explained<'_> {
    fn only(marking: Marking) -> Self {
        Self { marking, misconceptions: Vec::new(), slips: Vec::new() }
    }
}
