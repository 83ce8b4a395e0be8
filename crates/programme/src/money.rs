//! Money for schools: entitled by rule, due when its conditions are met, claimed, paid, corrected. Never twice.
//!
//! An entitlement comes from a start in a programme and school year. A school that changed its number, or came out of
//! others that started, has no second one; two schools that started and then merged keep both. All in whole pence.
//! Start at [`statements`] for where each stands and at [`claim`] to add a claim; `ledger` reads the entries.

mod ledger;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Check, Date, Fact, Facts, Pence, Programmes, Rule, SchoolYear, Succession, Urn, What};

pub use ledger::{Entry, EntryKind, Ledger, ReadLedger};

/// What a hub asks for before it pays, by programme. The claim rules are not public, so they are the hub's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClaimRules {
    /// One rule for each programme that pays.
    #[serde(rename = "claim", default)]
    pub claims: Vec<ClaimRule>,
}

/// What is asked for in one programme from a school year on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClaimRule {
    /// The programme, by its slug.
    pub programme: String,
    /// The first school year in which it holds.
    pub from: SchoolYear,
    /// How many sessions somebody of the school must have been at.
    #[serde(default)]
    pub sessions_attended: u8,
    /// Whether the programme must be recorded as completed.
    #[serde(default)]
    pub is_completed: bool,
    /// Who says so.
    pub source: String,
}

/// Where one school's money for a programme and school year stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The number under which the school started.
    pub urn: Urn,
    /// The school that carries it on today; nothing after a split.
    pub today: Option<Urn>,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// What the rule gives, in pence.
    pub entitled: Pence,
    /// What it is for.
    pub purpose: String,
    /// What must be met first.
    pub conditions: Vec<Check>,
    /// What is to be paid in all: the entitlement once every condition is met, else nothing.
    pub due: Pence,
    /// What has been claimed.
    pub claimed: Pence,
    /// What has been paid.
    pub paid: Pence,
    /// What has been put right, up or down.
    pub corrected: Pence,
    /// What is still to be paid; below nothing when it is to come back.
    pub open: Pence,
    /// What does not agree, in words.
    pub remarks: Vec<String>,
}

/// The closing statement: the sums over all schools.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // Each is the sum of the field of its name in `Statement`.
pub struct Totals {
    pub n_schools: usize,
    pub entitled: Pence,
    pub due: Pence,
    pub claimed: Pence,
    pub paid: Pence,
    pub corrected: Pence,
    pub open: Pence,
}

/// Why a claim is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedClaim {
    /// No start is recorded for the school or one it came from.
    NotStarted {
        /// The school.
        urn: Urn,
    },
    /// The rule gives no money.
    NoMoney {
        /// The programme.
        programme: String,
        /// The school year.
        year: SchoolYear,
    },
    /// A condition is not met.
    Condition {
        /// What is asked.
        asks: String,
        /// Why it does not hold.
        because: String,
    },
    /// It has been claimed before, under this number or one of the same line.
    Twice {
        /// Under which number.
        by: Urn,
        /// When.
        on: Date,
        /// How much.
        pence: Pence,
    },
    /// It is more than the rule gives.
    TooMuch {
        /// What was asked for.
        asked: Pence,
        /// What is due.
        due: Pence,
    },
}

/// What is asked: which programme and school year, by whose rules, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Books<'b> {
    /// The programmes with their rules.
    pub programmes: &'b Programmes,
    /// The hub's own conditions.
    pub rules: &'b ClaimRules,
    /// What happened.
    pub facts: &'b Facts,
    /// Which school goes on as which.
    pub lines: &'b Succession,
    /// What was claimed, paid and corrected so far.
    pub ledger: &'b Ledger,
    /// The day.
    pub on: Date,
}

impl ClaimRules {
    /// Reads a hub's rules: `[[claim]]` with programme, from, sessions-attended, is-completed, source.
    ///
    /// # Errors
    ///
    /// In words, when it is not TOML of that form.
    pub fn read(toml_text: &str) -> Result<Self, String> {
        toml::from_str(toml_text).map_err(|error| error.to_string())
    }

    fn rule(&self, programme: &str, year: SchoolYear) -> Option<&ClaimRule> {
        let held =
            self.claims.iter().filter(|rule| rule.programme == programme && rule.from <= year);
        held.max_by_key(|rule| rule.from)
    }
}

/// Where the money of every school stands, for each programme that pays in a school year, in the order of numbers.
#[must_use]
pub fn statements(books: &Books, year: SchoolYear) -> Vec<Statement> {
    let mut found = Vec::new();
    for programme in books.programmes.all() {
        let Ok((_, rule)) = books.programmes.rule(&programme.slug, year) else { continue };
        if rule.money.is_none() {
            continue;
        }
        let roots = books.roots(&programme.slug, year);
        let mut entries = books.share_out(&programme.slug, year, &roots);
        let by_school = books.by_school(&programme.slug);
        for &root in &roots {
            let own = entries.remove(&root).unwrap_or_default();
            found.extend(books.statement((&programme.slug, rule), &by_school, year, root, &own));
        }
    }
    found
}

/// The sums over statements.
#[must_use]
pub fn totals(statements: &[Statement]) -> Totals {
    let sum = |of: fn(&Statement) -> Pence| statements.iter().map(of).sum();
    Totals {
        n_schools: statements.len(),
        entitled: sum(|each| each.entitled),
        due: sum(|each| each.due),
        claimed: sum(|each| each.claimed),
        paid: sum(|each| each.paid),
        corrected: sum(|each| each.corrected),
        open: sum(|each| each.open),
    }
}

/// The claim that a school may make, or why it may not.
///
/// # Errors
///
/// [`RefusedClaim`], with what is missing or who claimed it before.
pub fn claim(
    books: &Books,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
    pence: Pence,
    reference: &str,
) -> Result<Entry, RefusedClaim> {
    let no_money = || RefusedClaim::NoMoney { programme: programme.to_owned(), year };
    let (_, rule) = books.programmes.rule(programme, year).map_err(|_| no_money())?;
    let roots = books.roots(programme, year);
    let own: Vec<Urn> =
        roots.iter().copied().filter(|&root| books.lines.are_one_line(root, urn)).collect();
    if own.is_empty() {
        return Err(RefusedClaim::NotStarted { urn });
    }
    let mut entries = books.share_out(programme, year, &roots);
    let by_school = books.by_school(programme);
    let mut refused = no_money();
    for root in own {
        let held = entries.remove(&root).unwrap_or_default();
        let Some(statement) = books.statement((programme, rule), &by_school, year, root, &held)
        else {
            continue;
        };
        match refuse(&statement, &held, pence) {
            Some(reason) => refused = reason,
            None => {
                return Ok(Entry {
                    urn,
                    programme: programme.to_owned(),
                    year,
                    kind: EntryKind::Claimed,
                    pence,
                    on: books.on,
                    reference: reference.to_owned(),
                    why: None,
                });
            }
        }
    }
    Err(refused)
}

fn refuse(statement: &Statement, held: &[&Entry], pence: Pence) -> Option<RefusedClaim> {
    if let Some(check) = statement.conditions.iter().find(|check| check.holds != Some(true)) {
        return Some(RefusedClaim::Condition {
            asks: check.asks.clone(),
            because: check.because.clone(),
        });
    }
    if let Some(before) = held.iter().find(|entry| entry.kind == EntryKind::Claimed) {
        return Some(RefusedClaim::Twice { by: before.urn, on: before.on, pence: before.pence });
    }
    let is_too_much = pence > statement.due || pence <= Pence(0);
    is_too_much.then_some(RefusedClaim::TooMuch { asked: pence, due: statement.due })
}

impl Books<'_> {
    /// The schools that started, without those that came out of another that did, in the order of their numbers.
    fn roots(&self, programme: &str, year: SchoolYear) -> Vec<Urn> {
        let is_start = |fact: &&Fact| {
            fact.what == What::Started
                && fact.programme == programme
                && fact.year == year
                && fact.on <= self.on
        };
        let started: BTreeSet<Urn> =
            self.facts.all().filter(is_start).map(|fact| fact.urn).collect();
        let came_from_one = |urn: Urn| !self.lines.ancestors(urn).is_disjoint(&started);
        started.iter().copied().filter(|&urn| !came_from_one(urn)).collect()
    }

    /// The entries of each school that started. One for a merged school goes to the part with the least claimed.
    fn share_out(
        &self,
        programme: &str,
        year: SchoolYear,
        roots: &[Urn],
    ) -> BTreeMap<Urn, Vec<&Entry>> {
        let mut of: BTreeMap<Urn, Vec<&Entry>> = BTreeMap::new();
        let entries = self.ledger.entries.iter();
        for entry in entries.filter(|entry| {
            entry.programme == programme && entry.year == year && entry.on <= self.on
        }) {
            let n_alike = |root: Urn| {
                let held = of.get(&root).into_iter().flatten();
                held.filter(|held| held.kind == entry.kind).count()
            };
            let line = self.lines.line(entry.urn);
            let own = line.into_iter().filter(|urn| roots.binary_search(urn).is_ok());
            if let Some(root) = own.min_by_key(|&root| (root != entry.urn, n_alike(root), root)) {
                of.entry(root).or_default().push(entry);
            }
        }
        of
    }

    /// What is known by the day of each number in a programme.
    fn by_school(&self, programme: &str) -> BTreeMap<Urn, Vec<&Fact>> {
        let mut of: BTreeMap<Urn, Vec<&Fact>> = BTreeMap::new();
        let is_known = |fact: &&Fact| fact.programme == programme && fact.on <= self.on;
        for fact in self.facts.all().filter(is_known) {
            of.entry(fact.urn).or_default().push(fact);
        }
        of
    }

    fn statement(
        &self,
        (programme, rule): (&str, &Rule),
        by_school: &BTreeMap<Urn, Vec<&Fact>>,
        year: SchoolYear,
        root: Urn,
        entries: &[&Entry],
    ) -> Option<Statement> {
        let money = rule.money.as_ref()?;
        let line = self.lines.line(root);
        let mut own: Vec<&Fact> =
            line.iter().flat_map(|urn| by_school.get(urn).into_iter().flatten()).copied().collect();
        own.sort_by_key(|fact| fact.on);
        let earlier: BTreeSet<SchoolYear> = own
            .iter()
            .filter(|fact| fact.what == What::Started && fact.year < year)
            .map(|fact| fact.year)
            .collect();
        let entitled = match earlier.len() {
            0 => Pence(i64::from(money.pence)),
            1 => Pence(i64::from(money.second_year_pence.unwrap_or(0))),
            _ => Pence(0),
        };
        let in_year: Vec<&Fact> = own.into_iter().filter(|fact| fact.year == year).collect();
        let conditions = self.conditions(programme, rule, year, &in_year);
        let all_hold = conditions.iter().all(|check| check.holds == Some(true));
        let due = if all_hold { entitled } else { Pence(0) };
        let sum =
            |kind| entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.pence).sum();
        let (claimed, paid, corrected): (Pence, Pence, Pence) =
            (sum(EntryKind::Claimed), sum(EntryKind::Paid), sum(EntryKind::Corrected));
        let open = due - paid - corrected;
        Some(Statement {
            urn: root,
            today: self.lines.successor_of(root, self.on),
            programme: programme.to_owned(),
            year,
            entitled,
            purpose: money.purpose.clone(),
            conditions,
            due,
            claimed,
            paid,
            corrected,
            open,
            remarks: remarks(due, claimed, paid + corrected, entries),
        })
    }

    fn conditions(
        &self,
        programme: &str,
        rule: &Rule,
        year: SchoolYear,
        own: &[&Fact],
    ) -> Vec<Check> {
        let mut checks = Vec::new();
        let first = |what: What| own.iter().find(|fact| fact.what == what).map(|fact| fact.on);
        let mut ask = |asks: String, found: Option<Date>, source: &str| {
            let because = match found {
                Some(day) => format!("recorded on {}", day.in_words()),
                None => "not recorded".to_owned(),
            };
            checks.push(Check {
                asks,
                holds: Some(found.is_some()),
                because,
                source: source.to_owned(),
            });
        };
        if rule.headteacher_confirms == Some(true) {
            ask("the headteacher confirmed".to_owned(), first(What::HeadConfirmed), &rule.source);
        }
        if let Some(hub) = self.rules.rule(programme, year) {
            if hub.is_completed {
                ask("the programme is completed".to_owned(), first(What::Completed), &hub.source);
            }
            let days: BTreeSet<Date> =
                own.iter().filter(|fact| fact.what == What::Attended).map(|fact| fact.on).collect();
            if hub.sessions_attended > 0 {
                checks.push(Check {
                    asks: format!("somebody was at {} sessions or more", hub.sessions_attended),
                    holds: Some(days.len() >= usize::from(hub.sessions_attended)),
                    because: format!("{} recorded", days.len()),
                    source: hub.source.clone(),
                });
            }
        }
        checks
    }
}

fn remarks(due: Pence, claimed: Pence, net_paid: Pence, entries: &[&Entry]) -> Vec<String> {
    let mut said = Vec::new();
    let claims: Vec<&&Entry> =
        entries.iter().filter(|entry| entry.kind == EntryKind::Claimed).collect();
    if let [first, second, ..] = claims[..] {
        said.push(format!(
            "claimed twice: by {} on {} and by {} on {}",
            first.urn, first.on, second.urn, second.on
        ));
    }
    if claimed > due {
        said.push(format!("{claimed} is claimed and {due} is due"));
    }
    if net_paid > claimed {
        said.push(format!("{net_paid} is paid and {claimed} is claimed"));
    }
    if net_paid > due {
        said.push(format!("{} is to come back", net_paid - due));
    }
    said
}

impl fmt::Display for RefusedClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted { urn } => write!(
                f,
                "no start is recorded for {urn} or a school it came from; expected one before a claim"
            ),
            Self::NoMoney { programme, year } => {
                write!(f, "the rule of `{programme}` in {year} gives schools no money")
            }
            Self::Condition { asks, because } => {
                write!(f, "a condition is not met: {asks} ({because})")
            }
            Self::Twice { by, on, pence } => write!(
                f,
                "{pence} was claimed on {} by {by}, which is the same school in its line; expected one claim",
                on.in_words()
            ),
            Self::TooMuch { asked, due } => {
                write!(
                    f,
                    "{asked} is asked for and {due} is due; expected more than nothing and at most that"
                )
            }
        }
    }
}

impl std::error::Error for RefusedClaim {}
