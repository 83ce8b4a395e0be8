//! A hub's spreadsheet read against its book, alike for the page and for `tenframe import hub`; and the files that were
//! looked at on the page, held for a while so that what is brought in is what was looked at.
//!
//! Start at [`Against::read`] and at [`LookedAt`].

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use programme::{
    Date, Finder, HubBook, Import, Likely, ReadWorkbook, Register, Succession, Urn, Workbook,
    WorkbookAsk, WrittenSchool, read_workbook,
};
use sha2::{Digest, Sha256};

use crate::clock;
use crate::hub_rules::rules;

/// What a workbook is read against.
pub struct Against {
    /// The hub's book.
    pub book: Arc<HubBook>,
    /// The schools there are.
    pub register: Register,
    /// Which number goes on as which.
    pub lines: Arc<Succession>,
    /// The schools of the hub's own list.
    pub own: BTreeSet<Urn>,
    /// The day.
    pub today: Date,
}

impl Against {
    /// Reads a workbook; takes a moment where it is long.
    #[must_use]
    pub fn read(&self, workbook: &Workbook) -> ReadWorkbook {
        let finder = Finder::new(&self.register, &self.lines, self.own.clone(), self.today);
        let ask = WorkbookAsk {
            programmes: &rules().programmes,
            called: &rules().called(),
            lines: &self.lines,
            finder: &finder,
            book: &self.book,
            today: self.today,
        };
        read_workbook(workbook, ask)
    }

    /// What a school that may be meant is called in the register.
    #[must_use]
    pub fn name(&self, one: &Likely) -> &str {
        self.register.school(one.urn).map_or("", |school| &school.name)
    }

    /// The schools that are taken for one which the register calls otherwise.
    #[must_use]
    pub fn taken<'i>(&self, import: &'i Import) -> Vec<(&'i WrittenSchool, &'i Likely)> {
        let sure = import.schools.iter().filter(|school| school.urn.is_some());
        let taken = sure.filter_map(|school| Some((school, school.likely.first()?)));
        taken.filter(|(school, one)| self.name(one) != school.name).collect()
    }
}

/// The schools whose rows would wait for a decision, with how many.
#[must_use]
pub fn doubtful(import: &Import) -> Vec<(&WrittenSchool, usize)> {
    let all = import.schools.iter().enumerate();
    let waiting = all.map(|(at, school)| (school, import.n_rows_of(at)));
    waiting.filter(|(school, n)| school.urn.is_none() && *n > 0).collect()
}

/// How long a file is held once it was looked at, in microseconds.
// Our choice: to ring a school about a name before the button is pressed.
const HELD_FOR: i64 = 60 * 60 * 1_000_000;
/// The most files of one hub, and the most bytes of all hubs together, that are held; the oldest go first.
const MOST_OF_A_HUB: usize = 3;
const MOST_BYTES: usize = 32 << 20;

/// Spreadsheets that were looked at. Memory alone: after a restart a file is chosen again.
#[derive(Default)]
pub struct LookedAt(Mutex<Vec<Looked>>);

/// A spreadsheet that was looked at.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What the form names it by.
    pub id: String,
    /// The name of the file.
    pub file: String,
    /// The file as it came.
    pub bytes: Arc<[u8]>,
    /// What it would have brought.
    pub print: [u8; 32],
    /// The fact that brought it, once it was brought in.
    pub brought: Option<String>,
    hub_id: String,
    at: i64,
}

/// A number for what a file would bring: another one where anything of it is another.
#[must_use]
pub fn print_of(import: &Import) -> [u8; 32] {
    Sha256::digest(serde_json::to_vec(import).unwrap_or_default()).into()
}

impl LookedAt {
    /// Holds a file for a hub; gives what to name it by.
    pub fn hold(&self, hub_id: &str, file: &str, bytes: Arc<[u8]>, print: [u8; 32]) -> String {
        let (id, at) = (store::new_id(), clock::now());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Looked {
            id: id.clone(),
            file: file.to_owned(),
            bytes,
            print,
            brought: None,
            hub_id: hub_id.to_owned(),
            at,
        });
        tidy(&mut all, at);
        id
    }

    /// A file that is held for a hub.
    pub fn of(&self, hub_id: &str, id: &str) -> Option<Looked> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tidy(&mut all, clock::now());
        all.iter().find(|one| one.hub_id == hub_id && one.id == id).cloned()
    }

    /// Remembers what it would bring now.
    pub fn looked_again(&self, id: &str, print: [u8; 32]) {
        self.change(id, |one| one.print = print);
    }

    /// Remembers the fact that brought it.
    pub fn brought(&self, id: &str, fact: &str) {
        self.change(id, |one| one.brought = Some(fact.to_owned()));
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Looked)) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = all.iter_mut().find(|one| one.id == id) {
            change(one);
        }
    }
}

/// Lets go what is old or too much. The list is in the order of its days.
fn tidy(all: &mut Vec<Looked>, now: i64) {
    let (mut kept, mut n_bytes) = (Vec::new(), 0);
    for one in all.drain(..).rev() {
        n_bytes += one.bytes.len();
        let is_of_it = |held: &&Looked| held.hub_id == one.hub_id;
        let n_of_it = kept.iter().filter(is_of_it).count();
        if now - one.at <= HELD_FOR && n_of_it < MOST_OF_A_HUB && n_bytes <= MOST_BYTES {
            kept.push(one);
        }
    }
    kept.reverse();
    *all = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(hub: &str, id: &str, n_bytes: usize, at: i64) -> Looked {
        Looked {
            id: id.to_owned(),
            file: "Hub.xlsx".to_owned(),
            bytes: vec![0; n_bytes].into(),
            print: [0; 32],
            brought: None,
            hub_id: hub.to_owned(),
            at,
        }
    }

    #[test]
    fn few_files_are_held_and_for_a_while_and_the_latest_stay() {
        for (held, now, expected) in [
            (vec![("a", "1", 1, 0), ("b", "2", 1, 0)], HELD_FOR, "1 2"),
            (vec![("a", "1", 1, 0), ("b", "2", 1, 5)], HELD_FOR + 1, "2"),
            (
                vec![("a", "1", 1, 0), ("a", "2", 1, 0), ("b", "3", 1, 0), ("a", "4", 1, 0)],
                0,
                "1 2 3 4",
            ),
            (
                vec![("a", "1", 1, 0), ("a", "2", 1, 0), ("a", "3", 1, 0), ("a", "4", 1, 0)],
                0,
                "2 3 4",
            ),
            (vec![("a", "1", 1, 0), ("b", "2", MOST_BYTES, 0)], 0, "2"),
        ] {
            let told = format!("{held:?}");
            let all = held.into_iter().map(|(hub, id, n, at)| looked(hub, id, n, at));
            let mut all: Vec<Looked> = all.collect();
            tidy(&mut all, now);
            let ids: Vec<&str> = all.iter().map(|one| &*one.id).collect();
            assert_eq!(ids.join(" "), expected, "{told}");
        }
    }
}
