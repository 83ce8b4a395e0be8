//! Builds [`Content`] from `(path, text)` pairs and reports every problem in one run.
//!
//! Files are read kind by kind: steps, families, concepts and key facts, then lessons, which name all of them.
//! What one file says of another is checked at the end. A broken file or table never stops the rest.

mod answers;
mod ask;
mod card_space;
mod charts;
mod concepts;
mod domain;
mod families;
mod file;
mod key_facts;
mod lessons;
mod names;
mod picture;
mod references;
mod shared_words;
mod space;
mod steps;
mod threads;
mod year_plans;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::DeTable;

use crate::content::{Content, MisconceptionCard};
use crate::problem::{ContentProblem, Loaded};
use file::{File, Table};
use references::Reference;

/// What is gathered while files are read.
#[derive(Default)]
pub(super) struct Loading {
    content: Content,
    problems: Vec<ContentProblem>,
    references: Vec<Reference>,
    /// Where each slug was first written, by kind and slug.
    claims: BTreeMap<(&'static str, String), String>,
    /// Families that could not be loaded; what names them has been told why already.
    broken_families: BTreeSet<String>,
    /// Whether the tasks of families are tried.
    tries_tasks: bool,
}

/// The folders that hold content, in the order they are read; the others are left alone.
const FOLDERS: [&str; 7] =
    ["small-steps", "task-families", "concepts", "key-facts", "threads", "lessons", "year-plans"];
/// Folders that other parts of the program read.
const OTHER_FOLDERS: [&str; 1] = ["programmes"];

impl Content {
    /// Loads content from `(path, text)` pairs and checks all of it, the tasks of every family included.
    ///
    /// Paths are relative to the content folder (`small-steps/year-3/fractions.toml`), or start with more folders.
    pub fn load(files: &[(String, String)]) -> Loaded {
        load(files, true)
    }

    /// Loads content as [`Content::load`] does, without trying the tasks of families: for content whose tasks have
    /// been tried before, such as what is built into the program.
    pub fn load_quickly(files: &[(String, String)]) -> Loaded {
        load(files, false)
    }
}

fn load(files: &[(String, String)], tries_tasks: bool) -> Loaded {
    let mut loading = Loading { tries_tasks, ..Loading::default() };
    let mut sorted: Vec<&(String, String)> = files.iter().collect();
    // Sample answers are tried on their family, so they are read after it.
    let place = |path: &str| (path.ends_with("/answers.txt"), path.to_owned());
    sorted.sort_by_key(|(path, _)| place(path));
    for (path, text) in &sorted {
        loading.check_place(path, text);
    }
    for folder in FOLDERS {
        let in_folder =
            || sorted.iter().copied().filter(|(path, _)| folder_of(path) == Some(folder));
        if folder != "task-families" {
            in_folder().for_each(|(path, text)| loading.read_file(folder, path, text));
            continue;
        }
        let is_family = |path: &str| path.ends_with("/family.toml");
        let families: Vec<&(String, String)> =
            in_folder().filter(|(path, _)| is_family(path)).collect();
        let others = in_folder().filter(|(path, _)| !is_family(path));
        families.iter().for_each(|(path, text)| loading.read_file(folder, path, text));
        // Words that one family takes from another are part of its tasks, so they come before the tasks are tried.
        loading.gather_misconceptions();
        families.iter().for_each(|(path, text)| loading.share_words(path, text));
        families.iter().for_each(|(path, text)| loading.try_tasks(path, text));
        others.for_each(|(path, text)| loading.read_file(folder, path, text));
        loading.order_steps();
    }
    loading.check_references();
    loading.check_graph(&sorted);
    loading.problems.sort();
    loading.problems.dedup();
    Loaded { content: loading.content, problems: loading.problems }
}

impl Loading {
    fn read_file(&mut self, folder: &str, path: &str, text: &str) {
        let file = File::new(path, text);
        if folder == "task-families" && path.ends_with("/answers.txt") {
            let family = self.content.families.get(folder_slug(path));
            if let Some(family) = family.filter(|_| self.tries_tasks) {
                answers::check_answers(&file, family);
            }
        } else if path.ends_with(".toml") {
            let (table, errors) = DeTable::parse_recoverable(text);
            file.syntax(&errors);
            if !errors.is_empty() && folder == "task-families" {
                self.broken_families.insert(folder_slug(path).to_owned());
            }
            if errors.is_empty() {
                let root = Table::new(&file, "this file", 0..0, table.get_ref());
                self.read_table(folder, &file, &root);
            }
        }
        self.problems.append(&mut file.problems.borrow_mut());
    }

    fn read_table<'a>(&mut self, folder: &str, file: &'a File<'a>, root: &Table<'a>) {
        match folder {
            "small-steps" => steps::read_steps(file, root, self),
            "task-families" => {
                let slug = folder_slug(file.path).to_owned();
                match families::read_family(file, root, &slug, self) {
                    Some(family) => {
                        self.content.families.insert(slug, family);
                    }
                    None => {
                        self.broken_families.insert(slug);
                    }
                }
            }
            "concepts" => concepts::read_concept(file, root, self),
            "key-facts" => key_facts::read_key_facts(file, root, self),
            "threads" => threads::read_thread(file, root, self),
            "year-plans" => year_plans::read_year_plan(file, root, self),
            _ => lessons::read_lesson(file, root, self),
        }
    }

    /// Tries the tasks of one family.
    fn try_tasks(&mut self, path: &str, text: &str) {
        let Some(family) = self.content.families.get(folder_slug(path)) else { return };
        if !self.tries_tasks {
            return;
        }
        let file = File::new(path, text);
        let year = self.content.step(&family.step).map_or(11, |step| step.year);
        crate::family_check::check_family(family, year, &mut |failure, note| {
            file.failure(&failure, note)
        });
        self.problems.append(&mut file.problems.borrow_mut());
    }

    /// Reports a file that stands where nothing would read it.
    fn check_place(&mut self, path: &str, text: &str) {
        let problem = |message: String| ContentProblem::at(path, text, 0..0, message);
        let known = folder_of(path).is_some()
            || OTHER_FOLDERS.iter().any(|other| path.split('/').any(|part| part == *other));
        if path.ends_with(".toml") && !known {
            let note = crate::nearest::known(FOLDERS);
            self.problems
                .push(problem("nothing reads a file in this folder".to_owned()).with_note(note));
        }
        if folder_of(path) == Some("task-families")
            && path.ends_with(".toml")
            && !path.ends_with("/family.toml")
        {
            self.problems.push(problem(
                "a family is written in `family.toml`, in a folder named by its slug".to_owned(),
            ));
        }
    }

    /// Notes where a slug is written, and reports the second place.
    fn claim(&mut self, file: &File<'_>, kind: &'static str, slug: &str, at: Range<usize>) {
        let sound = !slug.is_empty()
            && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !slug.starts_with('-');
        if !sound {
            let help = "write lower-case words joined by hyphens";
            file.helpful(at.clone(), format!("`{slug}` cannot be a slug"), help, "");
        }
        if let Some(place) = self.claims.insert((kind, slug.to_owned()), file.path.to_owned()) {
            file.problem(at, format!("the {kind} `{slug}` is already in {place}"));
        }
    }

    /// One card for each misconception; a family that leaves words out takes them from one that says them.
    fn gather_misconceptions(&mut self) {
        let mut cards: BTreeMap<String, MisconceptionCard> = BTreeMap::new();
        for family in self.content.families.values() {
            for misconception in &family.misconceptions {
                let card = cards.entry(misconception.id.clone()).or_default();
                card.id.clone_from(&misconception.id);
                card.families.push(family.slug.clone());
                if card.name.is_empty() {
                    card.name.clone_from(&misconception.name);
                }
                if card.from.is_empty() {
                    card.from.clone_from(&misconception.from);
                }
            }
        }
        for card in cards.values_mut().filter(|card| card.name.is_empty()) {
            card.name = crate::pose::spaced(&card.id);
        }
        for family in self.content.families.values_mut() {
            for misconception in &mut family.misconceptions {
                misconception.name.clone_from(&cards[&misconception.id].name);
                misconception.from.clone_from(&cards[&misconception.id].from);
            }
        }
        self.content.misconceptions = cards;
    }

    fn order_steps(&mut self) {
        self.content.steps.sort_by_key(|step| step.year);
        let links: Vec<(String, String)> = self
            .content
            .steps
            .iter()
            .flat_map(|step| {
                step.prerequisites.iter().map(|before| (before.clone(), step.slug.clone()))
            })
            .collect();
        for (before, after) in links {
            if let Some(step) = self.content.steps.iter_mut().find(|step| step.slug == before) {
                step.leads_to.push(after);
            }
        }
    }
}

/// Which content folder a path lies in.
fn folder_of(path: &str) -> Option<&'static str> {
    FOLDERS.into_iter().find(|folder| path.split('/').rev().skip(1).any(|part| part == *folder))
}

/// The name of the folder a file lies in.
fn folder_slug(path: &str) -> &str {
    path.rsplit('/').nth(1).unwrap_or_default()
}

/// The name of a file without its ending.
fn file_slug(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".toml").unwrap_or(name)
}
