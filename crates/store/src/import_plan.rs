//! What importing a class list would do, computed from values: no store, no files.
//!
//! A pupil is known by unique pupil number, else by name where that leaves no doubt.
//! Start at [`plan_import`].

use std::collections::{HashMap, HashSet};

use crate::{Class, Pupil, check_upn};

/// One row of a class list, as read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Unique pupil number, if given.
    pub upn: Option<String>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Year group, 0 is Reception; where none is given, the class's own.
    pub year_group: Option<u8>,
}

/// A pupil the school has, with the classes they are in now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPupil {
    /// The pupil.
    pub pupil: Pupil,
    /// The ids of the classes they are in now.
    pub class_ids: Vec<String>,
}

/// What importing a list into a class would do; every row is in exactly one of the first five.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// Rows that make a new pupil, tidied, in file order.
    pub added: Vec<PupilRow>,
    /// Pupils the school knows who join this class, leaving any other.
    pub moved: Vec<MatchedRow>,
    /// Pupils already in this class, something about whom changes.
    pub changed: Vec<MatchedRow>,
    /// Pupils already in this class, just as the row says.
    pub unchanged: Vec<MatchedRow>,
    /// Rows that cannot be used, each with its reason.
    pub refused: Vec<RefusedRow>,
    /// Pupils now in the class whom the list does not name; an import leaves them where they are.
    pub not_listed: Vec<Pupil>,
}

/// A row and the pupil it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedRow {
    /// The row, tidied.
    pub row: PupilRow,
    /// The pupil as the school has them now.
    pub pupil: Pupil,
    /// The ids of the other classes they would leave; empty unless moved.
    pub leaves: Vec<String>,
    /// What would change about them.
    pub differences: Vec<Difference>,
}

/// One thing that would change about a pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What, such as `"family name"`.
    pub what: &'static str,
    /// As it is; empty when there is none.
    pub before: String,
    /// As it would be.
    pub after: String,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Why, for the person who sent the list.
    pub reason: String,
}

/// Says what importing `rows` into `class` would do, given every pupil of the school.
///
/// A row with a known unique pupil number is that pupil. Otherwise a row is the one pupil of that name without a
/// different number: first in the class, then among pupils of the school in the same year group or the one
/// below. Where two could be meant, the row is refused and asks for the number.
pub fn plan_import(class: &Class, existing: &[KnownPupil], rows: &[PupilRow]) -> ImportPlan {
    let mut planner = Planner {
        class,
        existing,
        lines: HashMap::new(),
        upns: HashMap::new(),
        names: HashMap::new(),
    };
    let mut plan = ImportPlan::default();
    for row in rows {
        if let Err(reason) = planner.place(row, &mut plan) {
            plan.refused.push(RefusedRow { line: row.line, reason });
        }
    }
    let named: HashSet<&str> = planner.lines.keys().copied().collect();
    let in_class = existing.iter().filter(|known| known.class_ids.contains(&class.class_id));
    let missing = in_class.filter(|known| !named.contains(known.pupil.pupil_id.as_str()));
    plan.not_listed = missing.map(|known| known.pupil.clone()).collect();
    plan
}

struct Planner<'a> {
    class: &'a Class,
    existing: &'a [KnownPupil],
    /// By pupil: the line that named them.
    lines: HashMap<&'a str, u32>,
    /// By unique pupil number: the line that gave it.
    upns: HashMap<String, u32>,
    /// By folded name, of rows that make a new pupil without a number: the line.
    names: HashMap<(String, String), u32>,
}

impl<'a> Planner<'a> {
    fn place(&mut self, row: &PupilRow, plan: &mut ImportPlan) -> Result<(), String> {
        let row = tidy(row)?;
        if let Some(upn) = &row.upn
            && let Some(line) = self.upns.insert(upn.clone(), row.line)
        {
            return Err(format!("line {line} has the same unique pupil number `{upn}`"));
        }
        match self.find(&row)? {
            Some(known) => self.place_known(row, known, plan),
            None => self.place_new(row, plan),
        }
    }

    fn place_known(
        &mut self,
        row: PupilRow,
        known: &'a KnownPupil,
        plan: &mut ImportPlan,
    ) -> Result<(), String> {
        if let Some(line) = self.lines.insert(&known.pupil.pupil_id, row.line) {
            return Err(format!("line {line} names the same pupil"));
        }
        let here = known.class_ids.contains(&self.class.class_id);
        let leaves = if here { Vec::new() } else { known.class_ids.clone() };
        let differences = differences(&known.pupil, &row);
        let list = match (here, differences.is_empty()) {
            (false, _) => &mut plan.moved,
            (true, false) => &mut plan.changed,
            (true, true) => &mut plan.unchanged,
        };
        list.push(MatchedRow { row, pupil: known.pupil.clone(), leaves, differences });
        Ok(())
    }

    fn place_new(&mut self, mut row: PupilRow, plan: &mut ImportPlan) -> Result<(), String> {
        if row.upn.is_none()
            && let Some(line) = self.names.insert(name_of_row(&row), row.line)
        {
            return Err(format!(
                "line {line} has the same name: give both their unique pupil numbers, or leave one out"
            ));
        }
        row.year_group = Some(row.year_group.unwrap_or(self.class.year_group));
        plan.added.push(row);
        Ok(())
    }

    fn find(&self, row: &PupilRow) -> Result<Option<&'a KnownPupil>, String> {
        if row.upn.is_some()
            && let Some(known) = self.existing.iter().find(|known| known.pupil.upn == row.upn)
        {
            return Ok(Some(known));
        }
        let could_be = |known: &&KnownPupil| {
            known.pupil.left_at.is_none()
                && name_of(&known.pupil) == name_of_row(row)
                && (row.upn.is_none() || known.pupil.upn.is_none())
        };
        let here = |known: &&KnownPupil| known.class_ids.contains(&self.class.class_id);
        let in_class: Vec<_> = self.existing.iter().filter(here).filter(could_be).collect();
        if !in_class.is_empty() {
            return only(&in_class, "in this class");
        }
        let year = row.year_group.unwrap_or(self.class.year_group);
        let near = |known: &&KnownPupil| {
            known.pupil.year_group == year || known.pupil.year_group + 1 == year
        };
        let in_school: Vec<_> = self.existing.iter().filter(could_be).filter(near).collect();
        only(&in_school, "in the school")
    }
}

fn only<'a>(found: &[&'a KnownPupil], place: &str) -> Result<Option<&'a KnownPupil>, String> {
    match found {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        several => Err(format!(
            "{} pupils {place} have this name: give the unique pupil number to say which is meant",
            several.len()
        )),
    }
}

fn tidy(row: &PupilRow) -> Result<PupilRow, String> {
    let given_name = one_spaced(&row.given_name);
    let family_name = one_spaced(&row.family_name);
    if given_name.is_empty() || family_name.is_empty() {
        let missing = if given_name.is_empty() { "given" } else { "family" };
        return Err(format!("the {missing} name is missing"));
    }
    // Our choice: no name on a school's roll comes near it; a longer one is a misread file.
    if given_name.chars().count() > 100 || family_name.chars().count() > 100 {
        return Err("a name has more than 100 letters".to_owned());
    }
    if let Some(year) = row.year_group.filter(|&year| year > 13) {
        return Err(format!("`{year}` is not a year group: expected 0 (Reception) to 13"));
    }
    let given = row.upn.as_deref().map(str::trim).filter(|upn| !upn.is_empty());
    let upn = given.map(check_upn).transpose()?;
    Ok(PupilRow { line: row.line, upn, given_name, family_name, year_group: row.year_group })
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name_of(pupil: &Pupil) -> (String, String) {
    (pupil.given_name.to_lowercase(), pupil.family_name.to_lowercase())
}

fn name_of_row(row: &PupilRow) -> (String, String) {
    (row.given_name.to_lowercase(), row.family_name.to_lowercase())
}

fn differences(pupil: &Pupil, row: &PupilRow) -> Vec<Difference> {
    let after = changed_pupil(pupil, row);
    let year = |year: u8| year.to_string();
    let pairs = [
        (
            "unique pupil number",
            pupil.upn.clone().unwrap_or_default(),
            after.upn.unwrap_or_default(),
        ),
        ("given name", pupil.given_name.clone(), after.given_name),
        ("family name", pupil.family_name.clone(), after.family_name),
        ("year group", year(pupil.year_group), year(after.year_group)),
    ];
    let differing = pairs.into_iter().filter(|(_, before, after)| before != after);
    differing.map(|(what, before, after)| Difference { what, before, after }).collect()
}

/// The pupil as the row says; what a row leaves out stays as it is.
pub(crate) fn changed_pupil(pupil: &Pupil, row: &PupilRow) -> Pupil {
    Pupil {
        school_id: pupil.school_id.clone(),
        pupil_id: pupil.pupil_id.clone(),
        upn: row.upn.clone().or_else(|| pupil.upn.clone()),
        given_name: row.given_name.clone(),
        family_name: row.family_name.clone(),
        year_group: row.year_group.unwrap_or(pupil.year_group),
        left_at: None,
    }
}
