//! What became of practice and of knowledge, as hubs hand it on: counts of pairs, hub by hub, for research.
//!
//! A hub hands on no answer and no observation, only how many pairs went which way, and only of teachers who agreed that
//! research counts them. A row is there where five or more were asked twice, and only of a hub of five schools or more.
//! Start at [`handed_practice`]; what it comes to over hubs is [`over_hubs`].

use serde::{Deserialize, Serialize};

use super::Column;
use crate::{
    Count, Date, HIDDEN_BELOW, Instrument, NationBook, Observation, PairedRow, Rate, SeenAgain,
    Share, Statements, Succession, Urn, change, seen_again, term,
};

use std::collections::BTreeMap;

/// What a pair is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeOf {
    /// What teachers say of their own lessons.
    TeachersSay,
    /// What teachers say of their own knowledge.
    TeachersKnow,
    /// What specialists saw in schools.
    SeenInSchools,
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// Pairs of one statement or topic, with one hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedPractice {
    /// What the pairs are of.
    pub of: PracticeOf,
    /// The statement or topic.
    pub statement: String,
    /// The term of the first time, "autumn 2025".
    pub from: String,
    /// The term of the last time.
    pub to: String,
    /// How many pairs there are.
    pub pairs: usize,
    /// More often, could explain now, seen now: and not the first time. Nothing where that is hidden, and so below.
    pub more: Option<usize>,
    /// The same both times; of what is seen, seen both times.
    pub same: Option<usize>,
    /// The other way round.
    pub less: Option<usize>,
    /// Seen neither time; nothing for what teachers say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_yet: Option<usize>,
}

/// Pairs of one statement or topic over the hubs that told every part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeOverHubs {
    /// What the pairs are of.
    pub of: PracticeOf,
    /// The statement or topic.
    pub statement: String,
    /// How many hubs told every part.
    pub hubs: usize,
    /// How many handed it on with something hidden; they are in no number here.
    pub hubs_hidden: usize,
    /// How many pairs.
    pub pairs: usize,
    /// In the order of [`HandedPractice`]: more, the same, less, not yet.
    pub parts: [usize; 4],
}

/// What each column of a row of practice means.
pub const PRACTICE_CODEBOOK: [Column; 10] = [
    Column {
        name: "hub",
        means: "The hub, under the key it has in the other file of this extract.",
        unit: "twelve letters and digits",
        source: "what hubs handed on",
    },
    Column {
        name: "of",
        means: "What was asked twice: teachers-say is what teachers say of their own lessons, teachers-know what they say of their own knowledge, seen-in-schools what a specialist saw in two lessons or more of a school.",
        unit: "one of the three",
        source: "teachers answer by links without a name, paired by a code each keeps; specialists write down what they saw",
    },
    Column {
        name: "statement",
        means: "The statement or the topic, by its name; its words stand in the codebook.",
        unit: "a name",
        source: "our own, not a published scale and not tested as one",
    },
    Column {
        name: "from",
        means: "The term of the first time: of the first round that is over, or of the earliest first visit.",
        unit: "a term, such as autumn 2025",
        source: "what hubs handed on",
    },
    Column {
        name: "to",
        means: "The term of the last time.",
        unit: "a term",
        source: "what hubs handed on",
    },
    Column {
        name: "pairs",
        means: "How many were asked both the first and the last time: teachers who agreed that research counts them, or schools. Who was asked once is in no pair. A row is there from five pairs upward, and of hubs of five schools or more.",
        unit: "teachers, or schools where of is seen-in-schools",
        source: "as of",
    },
    Column {
        name: "more",
        means: "teachers-say: more often the last time. teachers-know: could explain it to a colleague the last time and not the first. seen-in-schools: seen the last time and not the first.",
        unit: "as pairs; empty where it is hidden: from 1 to 4, or where a hidden one could be worked out",
        source: "as of",
    },
    Column {
        name: "same",
        means: "The same both times; for seen-in-schools, seen both times.",
        unit: "as more",
        source: "as of",
    },
    Column {
        name: "less",
        means: "The other way round than more.",
        unit: "as more",
        source: "as of",
    },
    Column {
        name: "not_yet",
        means: "Seen neither time.",
        unit: "schools; empty for teachers, and as more",
        source: "as of",
    },
];

/// What must be read with these counts, one sentence each.
pub const PRACTICE_CAVEATS: [&str; 4] = [
    "What teachers say is of themselves, and who answers twice may differ from who does not.",
    "Which lessons were seen was not chosen by chance, and who saw them may be who helped.",
    "An answer holds no school, so how many schools its teachers come from is not known; the hub has five or more.",
    "There is no comparison with anybody outside, so nothing here says what a change is due to.",
];

impl PracticeOf {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::TeachersSay, Self::TeachersKnow, Self::SeenInSchools];

    /// Its name in a file.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::TeachersSay => "teachers-say",
            Self::TeachersKnow => "teachers-know",
            Self::SeenInSchools => "seen-in-schools",
            Self::Later => "later",
        }
    }
}

/// What a hub hands on of practice, on a day: what is told of teachers who agreed to research, and of schools seen twice.
#[must_use]
pub fn handed_practice(
    instrument: &Instrument,
    observations: &BTreeMap<Urn, Vec<(String, Observation)>>,
    statements: &Statements,
    lines: &Succession,
    on: Date,
) -> Vec<HandedPractice> {
    let mut all = Vec::new();
    if let Some(paired) = change(instrument, statements, on, true, HIDDEN_BELOW) {
        let (from, to) = paired.days;
        let said = paired.rows.iter().map(|row| (PracticeOf::TeachersSay, row));
        let knew = paired.knows.iter().map(|row| (PracticeOf::TeachersKnow, row));
        let of = |(of, row): (PracticeOf, &PairedRow)| {
            let pairs = row.pairs.filter(|pairs| *pairs > 0)?;
            let (statement, from, to) = (row.statement.clone(), term(from), term(to));
            let (more, same, less) = (row.more, row.same, row.less);
            Some(HandedPractice { of, statement, from, to, pairs, more, same, less, not_yet: None })
        };
        all.extend(said.chain(knew).filter_map(of));
    }
    if let Some(SeenAgain { days: Some((from, to)), rows, .. }) =
        seen_again(observations, statements, lines, on, HIDDEN_BELOW)
    {
        let shown = |count: Count| if let Count::Shown(n) = count { Some(n) } else { None };
        all.extend(rows.iter().filter_map(|row| {
            let [came, stayed, not_yet, went] = row.parts.map(shown);
            Some(HandedPractice {
                of: PracticeOf::SeenInSchools,
                statement: row.statement.clone(),
                from: term(from),
                to: term(to),
                pairs: shown(row.of).filter(|schools| *schools > 0)?,
                more: came,
                same: stayed,
                less: went,
                not_yet,
            })
        }));
    }
    all
}

/// The rows of practice of an extract, in the order of [`PRACTICE_CODEBOOK`]; `key` is that of the extract.
#[must_use]
pub fn practice_rows(book: &NationBook, key: &dyn Fn(&str) -> String) -> Vec<Vec<String>> {
    let told = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
    let of_hub = book.hubs.iter().flat_map(|(hub, held)| {
        held.practice.iter().map(move |row| {
            vec![
                key(hub),
                row.of.slug().to_owned(),
                row.statement.clone(),
                row.from.clone(),
                row.to.clone(),
                row.pairs.to_string(),
                told(row.more),
                told(row.same),
                told(row.less),
                told(row.not_yet),
            ]
        })
    });
    let mut rows: Vec<Vec<String>> = of_hub.collect();
    rows.sort();
    rows
}

/// What hubs handed on, over those that told every part of a row; a row that no hub told whole has no pairs.
#[must_use]
pub fn over_hubs(book: &NationBook) -> Vec<PracticeOverHubs> {
    let mut all: BTreeMap<(PracticeOf, &str), PracticeOverHubs> = BTreeMap::new();
    for row in book.hubs.values().flat_map(|held| &held.practice) {
        let one = all.entry((row.of, &row.statement)).or_insert_with(|| PracticeOverHubs {
            of: row.of,
            statement: row.statement.clone(),
            hubs: 0,
            hubs_hidden: 0,
            pairs: 0,
            parts: [0; 4],
        });
        let not_yet = if row.of == PracticeOf::SeenInSchools { row.not_yet } else { Some(0) };
        match (row.more, row.same, row.less, not_yet) {
            (Some(more), Some(same), Some(less), Some(not_yet)) => {
                one.hubs += 1;
                one.pairs += row.pairs;
                for (sum, n) in one.parts.iter_mut().zip([more, same, less, not_yet]) {
                    *sum += n;
                }
            }
            _ => one.hubs_hidden += 1,
        }
    }
    all.into_values().collect()
}

impl PracticeOverHubs {
    /// The share of pairs that went up, with its range.
    #[must_use]
    pub fn rate(&self) -> Rate {
        if self.pairs == 0 {
            Rate::Hidden
        } else {
            Rate::Shown(Share::new(self.parts[0], self.pairs))
        }
    }
}
