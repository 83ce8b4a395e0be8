//! What pupils learn, as schools hand it on: counts of a whole school, by its own word, aggregated with their range.
//!
//! How many were ready by the next lesson, how many still had it weeks later, how much keep-up was done in time. Of
//! schools and never of a class or a pupil; small numbers are hidden, and no figure says what a programme caused.
//! Start at [`learnt`]; what a school says is [`LearningStep`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Count, Date, HIDDEN_BELOW, SchoolYear, Share, Succession, Urn};

/// What a school counted from the first day of the school year to a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningCounts {
    /// For each measure, how many of how many, by its slug; one that was not counted is not here.
    pub counts: BTreeMap<String, (u32, u32)>,
    /// Within how many hours of the check half of those who were helped had their first help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// Who of the school counted.
    pub by: String,
    /// What they are there.
    pub role: String,
}

/// Something a school said of these counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum LearningStep {
    /// The school was given a link to hand counts on with; the one before is over.
    Asked {
        /// The day.
        on: Date,
    },
    /// The school agreed that the hub sees its counts and handed them on.
    Brought {
        /// The counts.
        counts: LearningCounts,
        /// The day they reach to.
        on: Date,
    },
    /// The school took back what it handed on.
    TakenBack {
        /// Who of the school says so.
        by: String,
        /// The day.
        on: Date,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// What a school handed on, as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedCounts {
    /// The fact that gave the school a link, and its day; the last one.
    pub asked: Option<(String, Date)>,
    /// What it handed on and did not take back, in order.
    pub brought: Vec<(Date, LearningCounts)>,
    /// When everything of before was taken back, and by whom; the last time.
    pub taken_back: Option<(String, Date)>,
}

/// Something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Its name in counts.
    pub slug: &'static str,
    /// Its name as it is read.
    pub name: &'static str,
    /// Of which how many did what, in a sentence.
    pub sentence: &'static str,
}

/// Every measure there is.
pub const MEASURES: [Measure; 3] = [
    Measure {
        slug: "ready",
        name: "Ready by the next lesson",
        sentence: "Of the pupils seen at checks, each check by itself, those who were ready at it or by keep-up before the class's next lesson.",
    },
    Measure {
        slug: "kept",
        name: "Still there after three weeks",
        sentence: "Of the steps a pupil had right and was asked again three weeks later or more, those that were right again the first time.",
    },
    Measure {
        slug: "in-time",
        name: "Keep-up settled in time",
        sentence: "Of the times a check found a pupil in need of keep-up, those settled before the class's next lesson.",
    },
];

/// How the range beside these shares is worked out, in a sentence.
pub const CLUSTER_RANGE: &str = "The range is at 95 in 100 from how far the schools lie apart, since pupils of one school are alike: it is as wide as so few schools make it, however many pupils they have.";

/// What must be read with these figures, one sentence each.
pub const LEARNT_CAVEATS: [&str; 3] = [
    "They are of the schools that chose to hand counts on, from the checks those schools held, and not of others.",
    "Schools ask different questions of different pupils, so one school's share is no measure of it beside another's, and a change from year to year may be of who hands on.",
    "There is no comparison with schools outside, so nothing here says what the programme caused.",
];

/// A measure over many schools in a school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learnt {
    /// The school year.
    pub year: SchoolYear,
    /// What is counted.
    pub measure: Measure,
    /// How many schools handed it on.
    pub schools: Count,
    /// The share with its range; nothing where it is hidden.
    pub share: Option<Share>,
}

/// Why counts are not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLearning(String);

// Our choice: more checks of more pupils than the largest school holds in a year.
const MOST: u32 = 1_000_000;

impl LearningCounts {
    /// Whether they can be counts of a school.
    ///
    /// # Errors
    ///
    /// In words, naming the measure.
    pub fn check(&self) -> Result<(), RefusedLearning> {
        let refused = |says: String| Err(RefusedLearning(says));
        if self.by.trim().is_empty() {
            return refused("write your name".to_owned());
        }
        for (slug, (did, of)) in &self.counts {
            let Some(measure) = MEASURES.iter().find(|one| one.slug == *slug) else {
                return refused(format!("`{slug}` is nothing that is counted here"));
            };
            if did > of || *of > MOST {
                return refused(format!(
                    "“{}”: {did} of {of}; expected no more than there are, and {MOST} at most",
                    measure.name
                ));
            }
        }
        if self.counts.values().all(|(_, of)| *of == 0) {
            return refused("nothing is counted; write one measure at least".to_owned());
        }
        Ok(())
    }

    /// One measure as it may be told of a single school: hidden where the number that did, or that did not, is small.
    #[must_use]
    pub fn told(&self, slug: &str) -> Option<Result<(u32, u32), ()>> {
        let (did, of) = *self.counts.get(slug)?;
        let is_small = |n: u32| n > 0 && n < HIDDEN_BELOW;
        Some(if is_small(did) || is_small(of - did) { Err(()) } else { Ok((did, of)) })
    }
}

impl HandedCounts {
    /// Takes a step in.
    pub(crate) fn take(&mut self, id: &str, step: &LearningStep) {
        match step {
            LearningStep::Asked { on } => self.asked = Some((id.to_owned(), *on)),
            LearningStep::Brought { counts, on } => {
                // A second count of the same day puts the first right.
                self.brought.retain(|(day, _)| day != on);
                self.brought.push((*on, counts.clone()));
            }
            LearningStep::TakenBack { by, on } => {
                self.brought.clear();
                self.taken_back = Some((by.clone(), *on));
            }
            LearningStep::Later => {}
        }
    }

    /// The last counts of a school year.
    #[must_use]
    pub fn last_of(&self, year: SchoolYear) -> Option<&(Date, LearningCounts)> {
        self.brought.iter().filter(|(on, _)| on.school_year() == year).max_by_key(|(on, _)| *on)
    }

    /// The school years of which counts stand, in order.
    #[must_use]
    pub fn years(&self) -> Vec<SchoolYear> {
        let mut years: Vec<SchoolYear> =
            self.brought.iter().map(|(on, _)| on.school_year()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// Every measure over the schools that handed it on, year by year, a school once by the number that carries it on.
#[must_use]
pub fn learnt(
    held: &BTreeMap<Urn, HandedCounts>,
    lines: &Succession,
    on: Date,
    hidden_below: u32,
) -> Vec<Learnt> {
    let mut of_year: BTreeMap<SchoolYear, BTreeMap<Urn, &(Date, LearningCounts)>> = BTreeMap::new();
    for (urn, counts) in held {
        let now = lines.heirs(*urn, on).first().copied().unwrap_or(*urn);
        for year in counts.years() {
            let Some(last) = counts.last_of(year) else { continue };
            let schools = of_year.entry(year).or_default();
            let is_later = schools.get(&now).is_none_or(|known| known.0 < last.0);
            if is_later {
                schools.insert(now, last);
            }
        }
    }
    let mut all = Vec::new();
    for (year, schools) in of_year {
        for measure in MEASURES {
            let counts = schools.values().filter_map(|(_, one)| one.counts.get(measure.slug));
            let counts: Vec<(u64, u64)> = counts
                .filter(|(_, of)| *of > 0)
                .map(|(did, of)| (u64::from(*did), u64::from(*of)))
                .collect();
            if counts.is_empty() {
                continue;
            }
            let told = Count::of(counts.len(), hidden_below);
            let share =
                if matches!(told, Count::Shown(_)) { share(&counts, hidden_below) } else { None };
            all.push(Learnt { year, measure, schools: told, share });
        }
    }
    all
}

/// The share over schools, with a range from how far they lie apart; nothing from one school, or where a number is
/// small.
fn share(counts: &[(u64, u64)], hidden_below: u32) -> Option<Share> {
    let (did, of) = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let is_small = |n: u64| n > 0 && n < u64::from(hidden_below);
    let n = counts.len();
    if n < 2 || of == 0 || is_small(did) || is_small(of - did) {
        return None;
    }
    // The ratio of two sums, and its variance from what each school adds: n/(n-1) times the sum of (d - r o)² over O².
    // In whole numbers d O - D o, whose squares over O⁴; the root comes last.
    let squares = counts.iter().map(|&(own_did, own_of)| {
        let apart =
            (u128::from(own_did) * u128::from(of)).abs_diff(u128::from(did) * u128::from(own_of));
        // Half a million schools of a million each stay far below the limit once a thousandth of `of` is taken out.
        let apart = apart * 1_000 / u128::from(of);
        apart * apart
    });
    let squares: u128 = squares.sum();
    let (n_schools, t) = (n as u128, u128::from(t_of(n - 1)));
    // A thousandth of a school's answers is the unit of the root, and t stands in thousandths.
    let half = t * (squares * n_schools / (n_schools - 1)).isqrt() / 1_000 / u128::from(of);
    let half = u16::try_from(half.min(1_000)).ok()? + 1;
    let per_mille = u16::try_from((2_000 * did + of) / (2 * of)).ok()?;
    Some(Share {
        did: usize::try_from(did).ok()?,
        of: usize::try_from(of).ok()?,
        per_mille,
        low: per_mille.saturating_sub(half),
        high: (per_mille + half).min(1_000),
    })
}

/// Student's t at 95 in 100 in thousandths, for so many degrees of freedom; between those of the table, the one below.
// Source: any table of Student's distribution, such as NIST's handbook of statistical methods, 1.3.6.7.2.
fn t_of(freedom: usize) -> u32 {
    const TABLE: [(usize, u32); 16] = [
        (1, 12_706),
        (2, 4_303),
        (3, 3_182),
        (4, 2_776),
        (5, 2_571),
        (6, 2_447),
        (7, 2_365),
        (8, 2_306),
        (9, 2_262),
        (10, 2_228),
        (12, 2_179),
        (15, 2_131),
        (20, 2_086),
        (30, 2_042),
        (60, 2_000),
        (120, 1_980),
    ];
    let below = TABLE.iter().rev().find(|(known, _)| *known <= freedom);
    below.map_or(TABLE[0].1, |(_, t)| *t)
}

impl fmt::Display for RefusedLearning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RefusedLearning {}
