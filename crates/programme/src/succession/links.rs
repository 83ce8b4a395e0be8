//! Reads the official file of links and settles which way each points.
//!
//! The register says one link on the pages of both schools, sometimes with two dates, sometimes both ways round. The
//! school that closed goes on as the one that did not. What cannot be settled is left out and said.

use std::collections::{BTreeMap, BTreeSet};

use super::{Life, Link, Step, Succession};
use crate::register::{Encoding, Record, RowProblem, read_table};
use crate::{Date, Register, Urn};

/// What a file of links held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLinks {
    /// The lines they make.
    pub succession: Succession,
    /// How many links of succession there are, each counted once.
    pub n_links: usize,
    /// How many rows are of another kind, such as a shared sixth form.
    pub n_others: usize,
    /// Rows that cannot be read. While there is one, nothing of the file may be taken.
    pub problems: Vec<RowProblem>,
    /// Links that can be read and are not followed, and why.
    pub left_out: Vec<RowProblem>,
    /// How the bytes were read.
    pub encoding: Encoding,
}

/// The most rows; the national file has about 34,000.
const MOST_ROWS: usize = 400_000;

const COLUMNS: [&str; 4] = ["URN", "LinkURN", "LinkType", "LinkEstablishedDate"];

/// Which way a row points.
enum Way {
    Onwards {
        is_split: bool,
    },
    Backwards {
        is_split: bool,
    },
    /// The words do not say: an amalgamation told on both pages alike.
    Either,
    /// Not a succession: a shared sixth form, an expansion.
    Neither,
}

impl Succession {
    /// Reads the official file of links; `register` says which schools closed when.
    ///
    /// # Errors
    ///
    /// In words, when the file as a whole is not one of links.
    pub fn read(bytes: &[u8], register: Option<&Register>) -> Result<ReadLinks, String> {
        let table = read_table(bytes, MOST_ROWS)?;
        let at = |name: &str| {
            let same = |found: &String| found.eq_ignore_ascii_case(name);
            table.header.iter().position(same).ok_or_else(|| {
                format!(
                    "there is no column `{name}`; found {}; expected {}",
                    table.header.join(", "),
                    COLUMNS.join(", ")
                )
            })
        };
        let columns = [at(COLUMNS[0])?, at(COLUMNS[1])?, at(COLUMNS[2])?, at(COLUMNS[3])?];
        let (mut links, mut problems, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        let mut n_others = 0;
        for record in &table.rows {
            let line = record.line;
            match read_row(record, columns, table.header.len()) {
                Err(says) => problems.push(RowProblem { line, says }),
                Ok((_, _, _, Way::Neither)) => n_others += 1,
                Ok((urn, other, on, way)) => match settle(urn, other, way, register) {
                    Some((from, to, is_split)) => {
                        links.push((line, Link { from, to, is_split, on }))
                    }
                    None => {
                        let says = format!(
                            "{urn} and {other} became one, and neither the link nor the register says which goes on"
                        );
                        left_out.push(RowProblem { line, says });
                    }
                },
            }
        }
        let (succession, n_links, unsettled) = join(links, register);
        left_out.extend(unsettled);
        Ok(ReadLinks {
            succession,
            n_links,
            n_others,
            problems,
            left_out,
            encoding: table.encoding,
        })
    }
}

fn read_row(
    record: &Record,
    columns: [usize; 4],
    n_columns: usize,
) -> Result<(Urn, Urn, Option<Date>, Way), String> {
    record.check_width(n_columns)?;
    let urn = |column: usize| {
        let text = record.cell(columns[column]);
        text.parse::<Urn>().map_err(|error| format!("{}: {error}", COLUMNS[column]))
    };
    let (from, to) = (urn(0)?, urn(1)?);
    if from == to {
        return Err(format!("{from} is linked to itself; expected another school"));
    }
    let kind = record.cell(columns[2]);
    if kind.is_empty() {
        return Err("LinkType is blank; expected words such as Successor".to_owned());
    }
    let day = record.cell(columns[3]);
    let on = if day.is_empty() {
        None
    } else {
        Some(Date::read(day).map_err(|error| format!("{}: {error}", COLUMNS[3]))?)
    };
    Ok((from, to, on, way(kind)))
}

fn way(kind: &str) -> Way {
    let kind = kind.to_ascii_lowercase();
    let is_split = kind.contains("split");
    if kind.starts_with("successor") {
        Way::Onwards { is_split }
    } else if kind.starts_with("predecessor") {
        Way::Backwards { is_split }
    } else if kind.starts_with("merged") || kind.starts_with("result of amalgamation") {
        Way::Either
    } else {
        Way::Neither
    }
}

fn settle(urn: Urn, other: Urn, way: Way, register: Option<&Register>) -> Option<(Urn, Urn, bool)> {
    match way {
        Way::Onwards { is_split } => Some((urn, other, is_split)),
        Way::Backwards { is_split } => Some((other, urn, is_split)),
        Way::Either => elder(urn, other, register).map(|(from, to)| (from, to, false)),
        Way::Neither => None,
    }
}

// The one that closed first goes on as the other; else the one that opened first.
fn elder(a: Urn, b: Urn, register: Option<&Register>) -> Option<(Urn, Urn)> {
    let (first, second) = (register?.school(a)?, register?.school(b)?);
    let forwards = match (first.close_date, second.close_date) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (Some(x), Some(y)) if x != y => x < y,
        _ => match (first.open_date, second.open_date) {
            (Some(x), Some(y)) if x != y => x < y,
            _ => return None,
        },
    };
    Some(if forwards { (a, b) } else { (b, a) })
}

/// Joins links, given with their lines, into lines of schools: each pair once, none in a circle.
pub(super) fn join(
    links: Vec<(u64, Link)>,
    register: Option<&Register>,
) -> (Succession, usize, Vec<RowProblem>) {
    let mut left_out = Vec::new();
    let mut pairs: BTreeMap<(Urn, Urn), (u64, Link)> = BTreeMap::new();
    for (line, link) in links {
        let (_, held) = pairs.entry((link.from, link.to)).or_insert((line, link));
        held.is_split |= link.is_split;
        held.on = match (held.on, link.on) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    let both_ways: Vec<(Urn, Urn)> =
        pairs.keys().filter(|(a, b)| a < b && pairs.contains_key(&(*b, *a))).copied().collect();
    for (a, b) in both_ways {
        match elder(a, b, register) {
            Some((from, to)) => {
                pairs.remove(&(to, from));
            }
            None => {
                let there = pairs.remove(&(a, b)).map_or(0, |(line, _)| line);
                pairs.remove(&(b, a));
                let says = format!("{a} and {b} are each said to follow the other");
                left_out.push(RowProblem { line: there, says });
            }
        }
    }
    let mut succession = Succession::default();
    let mut n_links = 0;
    for (line, link) in pairs.into_values() {
        if succession.ancestors(link.from).contains(&link.to) {
            let says = format!("{} would follow itself through {}", link.to, link.from);
            left_out.push(RowProblem { line, says });
            continue;
        }
        n_links += 1;
        let step = Step { to: link.to, is_split: link.is_split, on: link.on };
        succession.steps.entry(link.from).or_default().push(step);
        succession.before.entry(link.to).or_default().push(link.from);
    }
    let in_a_link: BTreeSet<Urn> =
        succession.steps.keys().chain(succession.before.keys()).copied().collect();
    for school in in_a_link.into_iter().filter_map(|urn| register?.school(urn)) {
        succession.lives.insert(school.urn, Life { school: school.clone() });
    }
    (succession, n_links, left_out)
}
