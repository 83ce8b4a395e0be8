//! An extract for research: schools under invented keys, with a codebook, and no cell of fewer than five schools.
//!
//! No number, name, place or day of a school goes with it. Where a school could be told apart by what is left, its hub,
//! then its region, then its phase is withheld; rows that are still alone are left out and counted. Start at
//! [`extract`].

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Arm;
use crate::{Date, Facts, SchoolYear, Succession, Urn, What};

/// What a column of an extract means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name in the first line.
    pub name: &'static str,
    /// What it means.
    pub means: &'static str,
    /// In what it is given, and what it may be.
    pub unit: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// Every column, in order: the codebook.
pub const CODEBOOK: [Column; 12] = [
    Column {
        name: "school",
        means: "The school, under a key made for this extract alone; the same school has another key in any other.",
        unit: "twelve letters and digits",
        source: "made from the school's number with a secret key that is not handed out; numbers of one line have one key",
    },
    Column {
        name: "hub",
        means: "The hub that recorded the year, under a key made for this extract alone.",
        unit: "twelve letters and digits, or withheld",
        source: "what hubs handed on",
    },
    Column {
        name: "region",
        means: "The region the school is in.",
        unit: "a name, not said, or withheld",
        source: "official register of schools",
    },
    Column {
        name: "phase",
        means: "The phase of the school.",
        unit: "a name, not said, or withheld",
        source: "official register of schools",
    },
    Column {
        name: "programme",
        means: "The programme.",
        unit: "its name in the files of rules",
        source: "what hubs handed on",
    },
    Column {
        name: "year",
        means: "The school year of the programme.",
        unit: "September to August, as 2021/22",
        source: "what hubs handed on",
    },
    Column {
        name: "signed_up",
        means: "Whether the school applied for a place. 0 is not recorded, which is not the same as not done; so in the columns after it.",
        unit: "0 or 1",
        source: "what hubs handed on",
    },
    Column {
        name: "started",
        means: "Whether the school began: its teachers were at the first meeting.",
        unit: "0 or 1",
        source: "what hubs handed on",
    },
    Column {
        name: "sessions",
        means: "At how many sessions somebody of the school was recorded.",
        unit: "days; 6 stands for six or more",
        source: "what hubs handed on, from registers taken",
    },
    Column {
        name: "completed",
        means: "Whether the school is recorded as having completed the year.",
        unit: "0 or 1",
        source: "what hubs handed on",
    },
    Column {
        name: "left",
        means: "Whether the school is recorded as having left before the end.",
        unit: "0 or 1",
        source: "what hubs handed on",
    },
    Column {
        name: "arm",
        means: "Where the school was put by the project's last allocation of this programme and year, by chance within strata.",
        unit: "takes-part, waits, or nothing where it was not allocated",
        source: "the allocation, kept with its seed",
    },
];

/// What stands where a value would tell a school apart.
pub const WITHHELD: &str = "withheld";

/// The most sessions that are told.
// Our choice: few schools have more, and those could be told by it.
const MOST_SESSIONS: usize = 6;

/// A school as the register knows it, for an extract.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct School {
    /// Its region.
    pub region: Option<String>,
    /// Its phase.
    pub phase: Option<String>,
}

/// A school in one programme and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractRow {
    /// Its cells, in the order of [`CODEBOOK`].
    pub cells: Vec<String>,
}

/// An extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// Its rows, in the order of the keys, programmes and years.
    pub rows: Vec<ExtractRow>,
    /// How many rows had something withheld.
    pub n_withheld: usize,
    /// How many rows were left out, because fewer schools than the limit were like them.
    pub n_left_out: usize,
}

/// One school in one programme and year, before anything is withheld.
struct Whole {
    school: Urn,
    programme: String,
    year: SchoolYear,
    /// Hub, region, phase: withheld in this order.
    told: [String; 3],
    did: [bool; 4],
    n_sessions: usize,
    arm: Option<Arm>,
}

/// What an extract is made of beside the facts.
pub struct ExtractOf<'o> {
    /// The day on which schools are told apart.
    pub on: Date,
    /// Fewer schools than this are never told apart.
    pub fewest: usize,
    /// Makes a key of a text, the same for the same text.
    pub key: &'o dyn Fn(&str) -> String,
    /// What the register says of a school.
    pub school: &'o dyn Fn(Urn) -> School,
    /// At how many sessions a school was recorded.
    pub n_sessions: &'o dyn Fn(Urn, &str, SchoolYear) -> usize,
    /// Where a school was put.
    pub arm: &'o dyn Fn(Urn, &str, SchoolYear) -> Option<Arm>,
}

/// What an extract of the facts holds.
#[must_use]
pub fn extract(facts: &Facts, lines: &Succession, of: &ExtractOf) -> Extract {
    let ExtractOf { on, fewest, key, school, n_sessions, arm } = *of;
    let mut found: BTreeMap<(Urn, &str, SchoolYear), Whole> = BTreeMap::new();
    let mut counted: BTreeSet<(Urn, &str, SchoolYear)> = BTreeSet::new();
    for fact in facts.all().filter(|fact| What::HANDED_ON.contains(&fact.what)) {
        // The number that carries the school on: one key for all of a line.
        let now = lines.heirs(fact.urn, on).first().copied().unwrap_or(fact.urn);
        let at = (now, fact.programme.as_str(), fact.year);
        let whole = found.entry(at).or_insert_with(|| {
            let known = school(now);
            let said = |text: Option<String>| text.unwrap_or_else(|| "not said".to_owned());
            Whole {
                school: now,
                programme: fact.programme.clone(),
                year: fact.year,
                told: [
                    key(fact.hub.as_deref().unwrap_or("not said")),
                    said(known.region),
                    said(known.phase),
                ],
                did: [false; 4],
                n_sessions: 0,
                arm: None,
            }
        });
        let told = [What::SignedUp, What::Started, What::Completed, What::Left];
        if let Some(place) = told.iter().position(|what| *what == fact.what) {
            whole.did[place] = true;
        }
        whole.arm = whole.arm.or_else(|| arm(fact.urn, &fact.programme, fact.year));
        if counted.insert((fact.urn, fact.programme.as_str(), fact.year)) {
            whole.n_sessions += n_sessions(fact.urn, &fact.programme, fact.year);
        }
    }
    let mut all: Vec<Whole> = found.into_values().collect();
    withhold(&mut all, fewest);
    let crowd = crowds(&all);
    let kept: Vec<bool> = all.iter().map(|one| crowd[&cell(one)].len() >= fewest).collect();
    let n_before = all.len();
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next().unwrap_or(false));
    let n_left_out = n_before - all.len();
    let n_withheld = all.iter().filter(|one| one.told[0] == WITHHELD).count();
    let mut rows: Vec<ExtractRow> = all
        .iter()
        .map(|one| {
            let yes = |did: bool| if did { "1".to_owned() } else { "0".to_owned() };
            let [hub, region, phase] = one.told.clone();
            ExtractRow {
                cells: vec![
                    key(&one.school.to_string()),
                    hub,
                    region,
                    phase,
                    one.programme.clone(),
                    one.year.to_string(),
                    yes(one.did[0]),
                    yes(one.did[1]),
                    one.n_sessions.min(MOST_SESSIONS).to_string(),
                    yes(one.did[2]),
                    yes(one.did[3]),
                    match one.arm {
                        Some(Arm::TakesPart) => "takes-part".to_owned(),
                        Some(Arm::Waits) => "waits".to_owned(),
                        None => String::new(),
                    },
                ],
            }
        })
        .collect();
    rows.sort_by(|a, b| a.cells.cmp(&b.cells));
    Extract { rows, n_withheld, n_left_out }
}

type Cell<'w> = (&'w str, SchoolYear, &'w [String; 3], Option<Arm>);

/// By what a row could be told apart by somebody who knows the school.
fn cell(one: &Whole) -> Cell<'_> {
    (&one.programme, one.year, &one.told, one.arm)
}

fn crowds(all: &[Whole]) -> BTreeMap<Cell<'_>, BTreeSet<Urn>> {
    let mut crowds: BTreeMap<Cell, BTreeSet<Urn>> = BTreeMap::new();
    for one in all {
        crowds.entry(cell(one)).or_default().insert(one.school);
    }
    crowds
}

/// Withholds hub, region and phase in turn where fewer schools are alike, in every row of such a school: one row would
/// else tell what another withholds.
fn withhold(all: &mut [Whole], fewest: usize) {
    for place in 0..3 {
        loop {
            let crowd = crowds(all);
            let is_alone =
                |one: &&Whole| one.told[place] != WITHHELD && crowd[&cell(one)].len() < fewest;
            let alone: BTreeSet<Urn> = all.iter().filter(is_alone).map(|one| one.school).collect();
            if alone.is_empty() {
                break;
            }
            for one in all.iter_mut().filter(|one| alone.contains(&one.school)) {
                WITHHELD.clone_into(&mut one.told[place]);
            }
        }
    }
}
