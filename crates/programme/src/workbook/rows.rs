//! The rows of a workbook's sheets made into what an import keeps.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{self, Kind, Row, Table};
use super::{CellProblem, ReadWorkbook, Workbook, WorkbookAsk, year, year_or};
use crate::facts::day_problem;
use crate::likeness::words;
use crate::{
    Appointment, Date, EntryKind, HubFact, ImportedRow, ImportedSession, Likely, Noted, Pence,
    Postcode, RowSays, SchoolYear, TimeOfDay, Urn, What, WrittenSchool, Wrote,
};

/// The hours that are taken where a sheet names none.
// Our choice: an afternoon, as a session is planned on screen.
const HOURS: [&str; 2] = ["13:30", "16:00"];
/// The most rows of a sheet.
const MOST_ROWS: usize = 50_000;
/// A spreadsheet writes a formula that failed so.
const FAILED: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"];

/// Words of a programme's name that say nothing of which it is.
const USUAL: [&str; 8] =
    ["teaching", "for", "mastery", "work", "group", "groups", "programme", "program"];

/// The columns of the days on which something happened.
const DAYS: [(&str, What); 8] = [
    ("interested", What::Interested),
    ("applied", What::SignedUp),
    ("head confirmed", What::HeadConfirmed),
    ("place confirmed", What::PlaceConfirmed),
    ("started", What::Started),
    ("visited", What::Visited),
    ("completed", What::Completed),
    ("left", What::Left),
];

type Told<T> = Result<T, CellProblem>;
/// A school in a programme and year, by its place among those that are written.
type Of = (usize, String, SchoolYear);
/// A school as it is written: the words of its name, its postcode and its number.
type Written = (Vec<String>, Option<Postcode>, Option<Urn>);

/// A workbook while it is read.
pub(super) struct Reading<'a> {
    ask: WorkbookAsk<'a>,
    found: ReadWorkbook,
    by_name: BTreeMap<Written, usize>,
    people: BTreeMap<Of, (Vec<String>, Date)>,
    /// What needs a start before it, with where it stands.
    ended: Vec<(Of, CellProblem)>,
}

impl<'a> Reading<'a> {
    pub fn new(ask: WorkbookAsk<'a>, file: String, remarks: Vec<CellProblem>) -> Self {
        let mut found = ReadWorkbook { remarks, ..ReadWorkbook::default() };
        found.import.file = file;
        found.import.on = Some(ask.today);
        Self { ask, found, by_name: BTreeMap::new(), people: BTreeMap::new(), ended: Vec::new() }
    }

    /// Says that no sheet is one that is known.
    pub fn none_known(&mut self, workbook: &Workbook) {
        let names: Vec<String> =
            workbook.sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
        self.found.problems.push(CellProblem {
            sheet: workbook.sheets.first().map_or_else(String::new, |sheet| sheet.name.clone()),
            row: None,
            column: None,
            says: format!(
                "no sheet has a name that is known: found {}; expected one of {}",
                names.join(", "),
                sheet::expected()
            ),
        });
    }

    /// Reads every row of a sheet.
    pub fn read(&mut self, table: &Table<'_>) {
        if let Some(says) = table.missing() {
            self.found.problems.push(table.problem(says));
            return;
        }
        for (n, row) in table.rows().enumerate() {
            if n == MOST_ROWS {
                let says = format!("it has more than {MOST_ROWS} rows; expected one hub's list");
                self.found.problems.push(table.problem(says));
                return;
            }
            let read = match table.kind {
                Kind::Schools => self.school_row(row),
                Kind::Participants => self.participant(row),
                Kind::Sessions => self.session(row),
                Kind::Attendance => self.attendance(row),
                Kind::Payments => self.payment(row),
            };
            self.found.problems.extend(read.err());
        }
    }

    /// What was read, less what the book has already.
    pub fn done(mut self) -> ReadWorkbook {
        for ((school, programme, year), (people, on)) in std::mem::take(&mut self.people) {
            let says = RowSays::People { people, on };
            self.found.import.rows.push(ImportedRow { school, programme, year, says });
        }
        self.without_a_start();
        self.leave_out_what_is_known();
        self.found
    }

    fn school_row(&mut self, row: Row<'_>) -> Told<()> {
        let school = self.school_of(row)?;
        let (programme, year) = self.programme_and_year(row)?;
        for (column, what) in DAYS {
            let Some(on) = self.day(row, column)? else { continue };
            if let Some(says) = day_problem(what, on, year) {
                return Err(row.problem(Some(column), says));
            }
            if on > self.ask.today {
                return Err(row.problem(Some(column), format!("{on} has not come yet")));
            }
            let says = RowSays::Happened { what, on };
            let of = (school, programme.clone(), year);
            if matches!(what, What::Visited | What::Completed) {
                let says = format!("{what} in {year} without having started; expected a start");
                self.ended.push((of, row.problem(Some(column), says)));
            }
            let programme = programme.clone();
            self.found.import.rows.push(ImportedRow { school, programme, year, says });
        }
        Ok(())
    }

    fn participant(&mut self, row: Row<'_>) -> Told<()> {
        let school = self.school_of(row)?;
        let (programme, year) = self.programme_and_year(row)?;
        let name = row.needed("name", "who takes part")?.to_owned();
        let on = self.day(row, "from")?.unwrap_or(year.first_day());
        let held = self.people.entry((school, programme, year)).or_insert((Vec::new(), on));
        if !held.0.contains(&name) {
            held.0.push(name);
        }
        held.1 = held.1.max(on);
        Ok(())
    }

    fn session(&mut self, row: Row<'_>) -> Told<()> {
        let on = self.needed_day(row, "date")?;
        let year = year_or(row.text("year"), on).map_err(|says| row.problem(Some("year"), says))?;
        if on.school_year() != year {
            let says = format!("{on} is not in {year}");
            return Err(row.problem(Some("date"), says));
        }
        let programme = self.programme(row, year)?;
        let group = group(row)?.unwrap_or(0);
        let time = |column: &str, usual: &str| {
            TimeOfDay::read(row.text(column).unwrap_or(usual))
                .map_err(|error| row.problem(Some(column), error.to_string()))
        };
        let (starts, ends) = (time("starts", HOURS[0])?, time("ends", HOURS[1])?);
        if ends <= starts {
            let says = format!("it ends at {ends} and starts at {starts}");
            return Err(row.problem(Some("ends"), says));
        }
        if row.text("starts").is_none() || row.text("ends").is_none() {
            let says = format!("no hours are given; {starts} to {ends} is taken");
            self.found.remarks.push(row.problem(None, says));
        }
        let place = row.text("place").unwrap_or_default();
        let is_online = matches!(&*place.to_lowercase(), "online" | "zoom" | "teams");
        let place = if is_online { String::new() } else { place.to_owned() };
        let theme = row.text("theme").unwrap_or_default().to_owned();
        let at = Appointment { on, starts, ends, place, is_online };
        let known = self.in_the_book(&programme, year, group, on);
        let made = ImportedSession { known, programme, year, group, theme, at, there: Vec::new() };
        let sessions = &mut self.found.import.sessions;
        let is_same = |held: &&ImportedSession| {
            held.programme == made.programme && held.group == group && held.at.on == on
        };
        if sessions.iter().any(|held| is_same(&held)) {
            let says = "this session stands on a row above already".to_owned();
            return Err(row.problem(None, says));
        }
        sessions.push(made);
        Ok(())
    }

    fn attendance(&mut self, row: Row<'_>) -> Told<()> {
        let school = self.school_of(row)?;
        let on = self.needed_day(row, "date")?;
        if on > self.ask.today {
            return Err(row.problem(Some("date"), format!("{on} has not come yet")));
        }
        let programme = self.programme(row, on.school_year())?;
        let at = self.session_on(row, &programme, on)?;
        let there = &mut self.found.import.sessions[at].there;
        let of = there.iter().position(|(held, _)| *held == school).unwrap_or_else(|| {
            there.push((school, Vec::new()));
            there.len() - 1
        });
        if let Some(name) = row.text("name")
            && there[of].1.iter().all(|held| held != name)
        {
            there[of].1.push(name.to_owned());
        }
        Ok(())
    }

    fn payment(&mut self, row: Row<'_>) -> Told<()> {
        let school = self.school_of(row)?;
        let (programme, year) = self.programme_and_year(row)?;
        let what = row.needed("what", "claimed, paid or corrected")?;
        let kind = match &*what.to_lowercase() {
            "claimed" | "claim" => EntryKind::Claimed,
            "paid" | "payment" => EntryKind::Paid,
            "corrected" | "correction" => EntryKind::Corrected,
            _ => {
                let says = format!("`{what}` is none of claimed, paid and corrected");
                return Err(row.problem(Some("what"), says));
            }
        };
        let amount = row.needed("amount", "pounds such as 2000 or £2,000.00")?;
        let pence = Pence::read(amount).ok_or_else(|| {
            let says =
                format!("`{amount}` is not an amount; expected pounds such as 2000 or £2,000.00");
            row.problem(Some("amount"), says)
        })?;
        if pence < Pence(0) && kind != EntryKind::Corrected {
            let says = format!("{pence} is below nothing; only a correction may be");
            return Err(row.problem(Some("amount"), says));
        }
        let why = row.text("why").map(str::to_owned);
        if kind == EntryKind::Corrected && why.is_none() {
            let says = "it is blank; expected the reason of the correction".to_owned();
            return Err(row.problem(Some("why"), says));
        }
        let on = self.needed_day(row, "date")?;
        let reference = row.text("reference").unwrap_or_default().to_owned();
        let says = RowSays::Money { kind, pence, on, reference, why };
        self.found.import.rows.push(ImportedRow { school, programme, year, says });
        Ok(())
    }

    /// The session that a row of attendance is about.
    fn session_on(&mut self, row: Row<'_>, programme: &str, on: Date) -> Told<usize> {
        let group = group(row)?;
        let is_meant = |of: &str, number: u32, day: Date| {
            of == programme && day == on && group.is_none_or(|group| group == number)
        };
        let sessions = &mut self.found.import.sessions;
        let here: Vec<usize> = (0..sessions.len())
            .filter(|at| {
                let held = &sessions[*at];
                is_meant(&held.programme, held.group, held.at.on)
            })
            .collect();
        match here[..] {
            [at] => return Ok(at),
            [] => {}
            _ => {
                let says = format!("{} sessions are on {on}; expected the group", here.len());
                return Err(row.problem(Some("group"), says));
            }
        }
        let of_book = self.ask.book.sessions.all();
        let of_book: Vec<_> = of_book
            .into_iter()
            .filter(|held| is_meant(&held.programme, held.group, held.at.on))
            .collect();
        let [held] = of_book[..] else {
            let says = format!(
                "{} sessions of {programme} are on {on}; expected one, on the sheet Sessions or in the book",
                of_book.len()
            );
            return Err(row.problem(Some("date"), says));
        };
        sessions.push(ImportedSession {
            known: Some(held.id.clone()),
            programme: held.programme.clone(),
            year: held.year,
            group: held.group,
            theme: held.theme.clone(),
            at: held.at.clone(),
            there: Vec::new(),
        });
        Ok(sessions.len() - 1)
    }

    fn in_the_book(
        &self,
        programme: &str,
        year: SchoolYear,
        group: u32,
        on: Date,
    ) -> Option<String> {
        let mut all = self.ask.book.sessions.all().into_iter();
        let found = all.find(|held| {
            held.programme == programme
                && held.year == year
                && held.group == group
                && held.at.on == on
        });
        found.map(|held| held.id.clone())
    }

    /// The school of a row, found in the register or left in doubt.
    fn school_of(&mut self, row: Row<'_>) -> Told<usize> {
        let name = row.needed("school", "the name of a school")?;
        if FAILED.contains(&name) {
            let says = format!("`{name}` is a formula that failed; expected the name of a school");
            return Err(row.problem(Some("school"), says));
        }
        let urn: Option<Urn> =
            match row.text("urn") {
                None => None,
                Some(text) => Some(text.parse().map_err(|error: crate::UrnError| {
                    row.problem(Some("urn"), error.to_string())
                })?),
            };
        let written = row.text("postcode").unwrap_or_default();
        let postcode = Postcode::read(written);
        let key = (words(name), postcode.clone(), urn);
        if let Some(at) = self.by_name.get(&key).copied().or_else(|| self.same_name(&key)) {
            return Ok(at);
        }
        if postcode.is_none() && !written.is_empty() {
            let says =
                format!("`{written}` is not a postcode; the school is looked for by its name");
            self.found.remarks.push(row.problem(Some("postcode"), says));
        }
        let wrote = Wrote { name, postcode: postcode.as_ref(), urn };
        let (mut sure, mut likely) = self.ask.finder.find(wrote);
        if let Some(urn) = self.decided(name, written) {
            sure = Some(urn);
            let because = "it was decided so before".to_owned();
            likely = vec![Likely { urn, percent: 100, because }];
        }
        if sure.is_some() {
            likely.truncate(1);
        }
        let school = WrittenSchool {
            name: name.to_owned(),
            postcode: written.to_owned(),
            at: row.at(),
            urn: sure,
            likely,
        };
        self.found.import.schools.push(school);
        let at = self.found.import.schools.len() - 1;
        self.by_name.insert(key, at);
        Ok(at)
    }

    /// A school that is written elsewhere with more than its name is the same, if only one is.
    fn same_name(&self, key: &(Vec<String>, Option<Postcode>, Option<Urn>)) -> Option<usize> {
        if key.1.is_some() || key.2.is_some() {
            return None;
        }
        let same: BTreeSet<usize> =
            self.by_name.iter().filter(|(held, _)| held.0 == key.0).map(|(_, at)| *at).collect();
        if same.len() == 1 { same.into_iter().next() } else { None }
    }

    /// The school that a person said is meant, when the same was written before.
    fn decided(&self, name: &str, postcode: &str) -> Option<Urn> {
        let imports = self.ask.book.imports.iter().rev();
        imports
            .flat_map(|import| import.decided.iter().map(move |(at, urn)| (import, *at, *urn)))
            .find_map(|(import, at, urn)| {
                let school = import.import.schools.get(at)?;
                (school.name == name && school.postcode == postcode).then_some(urn?)
            })
    }

    fn programme_and_year(&self, row: Row<'_>) -> Told<(String, SchoolYear)> {
        let text = row.needed("year", "a school year such as 2021/22")?;
        let year = year(text).map_err(|says| row.problem(Some("year"), says))?;
        Ok((self.programme(row, year)?, year))
    }

    fn programme(&self, row: Row<'_>, year: SchoolYear) -> Told<String> {
        let text = row.needed("programme", "the name of a programme")?;
        let programmes = self.ask.programmes;
        let slug = self.called(text).ok_or_else(|| {
            let known = self.near(text).join(", ");
            let says = format!("there is no programme `{text}`; expected one of {known}");
            row.problem(Some("programme"), says)
        })?;
        programmes
            .rule(&slug, year)
            .map_err(|error| row.problem(Some("year"), error.to_string()))?;
        Ok(slug)
    }

    /// The programme that is called so, by its short name, its long one or its slug; or so but for words that many
    /// programmes have, if only one is.
    fn called(&self, text: &str) -> Option<String> {
        let names = self.names();
        let asked = words(text);
        let same = names.iter().find(|(name, _)| words(name) == asked);
        if let Some((_, slug)) = same {
            return Some((*slug).to_owned());
        }
        let asked = telling(text);
        let alike = names.iter().filter(|(name, _)| telling(name) == asked);
        let alike: BTreeSet<&str> = alike.map(|(_, slug)| *slug).collect();
        let mut alike = alike.into_iter();
        alike.next().filter(|_| alike.next().is_none()).map(str::to_owned)
    }

    /// Every name a programme goes by, with its slug.
    fn names(&self) -> Vec<(&'a str, &'a str)> {
        let short = self.ask.called.iter().map(|(name, slug)| (&**name, &**slug));
        let long = self.ask.programmes.all();
        let long = long.flat_map(|one| [(&*one.slug, &*one.slug), (&*one.name, &*one.slug)]);
        short.chain(long).collect()
    }

    /// The programmes that may be meant, as every page calls them: those with all the words, else all.
    fn near(&self, text: &str) -> Vec<&'a str> {
        let name = |one: &'a crate::Programme| {
            let mut short = self.ask.called.iter();
            short.find(|(_, slug)| **slug == one.slug).map_or(&*one.name, |(name, _)| &**name)
        };
        let all: Vec<&str> = self.ask.programmes.all().map(name).collect();
        let asked = telling(text);
        let has_all = |name: &&&str| asked.iter().all(|word| telling(name).contains(word));
        let near: Vec<&str> = all.iter().filter(has_all).copied().collect();
        if near.is_empty() || asked.is_empty() { all } else { near }
    }

    fn day(&self, row: Row<'_>, column: &str) -> Told<Option<Date>> {
        let read = |text: &str| {
            Date::read(text).map_err(|error| row.problem(Some(column), error.to_string()))
        };
        row.text(column).map(read).transpose()
    }

    fn needed_day(&self, row: Row<'_>, column: &'static str) -> Told<Date> {
        row.needed(column, "a day such as 31/08/2021")?;
        self.day(row, column)?.ok_or_else(|| row.problem(Some(column), "it is blank".to_owned()))
    }

    /// Refuses what needs a start of a school that is sure, where neither the workbook nor the book has one.
    fn without_a_start(&mut self) {
        let import = &self.found.import;
        let is_start =
            |says: &RowSays| matches!(says, RowSays::Happened { what: What::Started, .. });
        let mut started: BTreeSet<Of> = import
            .rows
            .iter()
            .filter(|row| is_start(&row.says))
            .map(|row| (row.school, row.programme.clone(), row.year))
            .collect();
        for session in &import.sessions {
            let of = |school: usize| (school, session.programme.clone(), session.year);
            started.extend(session.there.iter().map(|(school, _)| of(*school)));
        }
        for (of, problem) in std::mem::take(&mut self.ended) {
            let Some(urn) = import.schools[of.0].urn.filter(|_| !started.contains(&of)) else {
                continue;
            };
            let mut facts = self.ask.book.facts.of_line(urn, self.ask.lines);
            let has_started = facts.any(|fact| {
                fact.what == What::Started && fact.programme == of.1 && fact.year == of.2
            });
            if !has_started {
                self.found.problems.push(problem);
            }
        }
        self.found.problems.sort();
    }

    /// Leaves out rows that say what the book says already, and registers that were taken.
    fn leave_out_what_is_known(&mut self) {
        let book = self.ask.book;
        let held: Vec<&HubFact> = book.noted.iter().map(|noted: &Noted| &noted.fact).collect();
        let waiting: Vec<(&str, &str, &ImportedRow)> = book
            .imports
            .iter()
            .flat_map(|one| one.import.rows.iter().map(move |row| (one, row)))
            .filter_map(|(one, row)| {
                let school = one.import.schools.get(row.school)?;
                school.urn.is_none().then_some((&*school.name, &*school.postcode, row))
            })
            .collect();
        let import = &mut self.found.import;
        let n_before = import.rows.len() + import.sessions.len();
        let schools = &import.schools;
        let is_known = |row: &ImportedRow| {
            let school = &schools[row.school];
            match school.urn {
                Some(urn) => {
                    let fact = row.fact(urn);
                    held.iter().any(|one| is_same(one, &fact))
                }
                None => waiting.iter().any(|(name, postcode, one)| {
                    *name == school.name
                        && *postcode == school.postcode
                        && (&one.programme, one.year, &one.says)
                            == (&row.programme, row.year, &row.says)
                }),
            }
        };
        import.rows.retain(|row| !is_known(row));
        let has_register = |session: &ImportedSession| {
            let held = session.known.as_deref().and_then(|id| book.sessions.get(id));
            held.is_some_and(|held| held.register.is_some() || session.there.is_empty())
        };
        import.sessions.retain(|session| !has_register(session));
        self.found.n_known = n_before - import.rows.len() - import.sessions.len();
    }
}

/// The words of a programme's name that tell it from others.
fn telling(name: &str) -> Vec<String> {
    let mut words = words(name);
    words.retain(|word| !USUAL.contains(&&**word));
    words
}

/// The same but for what was noted beside it.
fn is_same(a: &HubFact, b: &HubFact) -> bool {
    match (a, b) {
        (
            HubFact::Happened { urn, programme, year, what, on, .. },
            HubFact::Happened { urn: u, programme: p, year: y, what: w, on: o, .. },
        ) => (urn, programme, year, what, on) == (u, p, y, w, o),
        _ => a == b,
    }
}

/// The number of a group, written as `3` or `Group 3`; nothing where it is blank.
fn group(row: Row<'_>) -> Told<Option<u32>> {
    let Some(text) = row.text("group") else { return Ok(None) };
    let plain = text.to_lowercase().replace("group", "");
    let refused = || row.problem(Some("group"), format!("`{text}` is not the number of a group"));
    plain.trim().parse().map(Some).map_err(|_| refused())
}
