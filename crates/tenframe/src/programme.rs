//! `tenframe programme ...`: this file puts schools together in work groups by the rule of a programme and year; the
//! other commands stand in its folder.
//!
//! The rules are shipped (`content/programmes/`). Every row that is not right is named with its line; nothing is
//! proposed until all are. The proposal is a proposal: a person decides.

mod journey;
mod money;
mod recruitment;
pub mod register;
mod report;
pub mod sources;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use programme::{
    Candidate, Grouping, Journey, Lead, Place, Programme, Programmes, SchoolYear, Unplaced,
    propose, usual_effort,
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../content/programmes/"]
struct Shipped;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Propose work groups of neighbouring schools.
    Group(Group),
    /// Look a register of schools through and say what it would change; nothing is kept.
    Register(register::Register),
    /// Name the hubs nearest to a school or a postcode.
    Nearest(register::Nearest),
    /// Tell where a school stands in its journey, and what it may join and why.
    Journey(journey::Show),
    /// Tell which door into a journey the answers to the questionnaire recommend.
    Door(journey::DoorOf),
    /// List who holds a place, who waits and who applied twice, and how many places are left.
    Places(recruitment::Places),
    /// List what is late, each with the one thing to do.
    Late(journey::LateIn),
    /// Tell what each school is due, has claimed and been paid.
    Money(money::Money),
    /// Count schools by a named definition, none twice.
    Report(report::Report),
    /// Make a simulated national history, said to be one.
    Simulate(report::Simulate),
}

/// What to group, by which rule.
#[derive(Debug, clap::Args)]
pub struct Group {
    /// The schools: CSV with columns urn, easting, northing and, if wished, phase, keep_with, keep_apart.
    file: PathBuf,
    /// The programme, such as primary-development.
    #[arg(long, value_name = "SLUG")]
    programme: String,
    /// The school year, such as 2021/22.
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// Who could lead: CSV with columns lead, easting, northing and, if wished, groups, trained, active.
    #[arg(long, value_name = "FILE")]
    leads: Option<PathBuf>,
    /// Another seed searches another way; the same seed gives the same groups.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// Runs a `programme` command.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Group(ask) => group(&ask),
        Command::Register(ask) => register::run(&ask),
        Command::Nearest(ask) => register::run_nearest(&ask),
        Command::Journey(ask) => journey::run(&ask, &shipped()?, &shipped_journeys()?),
        Command::Door(ask) => journey::run_door(&ask, &shipped_journeys()?),
        Command::Places(ask) => recruitment::run(&ask, &shipped()?),
        Command::Late(ask) => journey::run_late(&ask, &shipped()?),
        Command::Money(ask) => money::run(&ask, &shipped()?),
        Command::Report(ask) => report::run(&ask, &shipped()?),
        Command::Simulate(ask) => report::run_simulate(&ask),
    }
}

fn group(group: &Group) -> Result<ExitCode> {
    let programmes = shipped()?;
    let year: SchoolYear = group.year.parse()?;
    let (programme, rule) = programmes.rule(&group.programme, year)?;
    let Some(size) = rule.group_size else {
        bail!(
            "no public source says how many schools make a group of `{}` in {year} ({}); a hub that knows adds it to the rule",
            programme.slug,
            rule.source
        );
    };
    let rows = Rows::read(&group.file, &["urn", "easting", "northing"])?;
    let (schools, of_another_phase) = schools(&rows, programme)?;
    let leads = match &group.leads {
        Some(file) => leads(&Rows::read(file, &["lead", "easting", "northing"])?)?,
        None => Vec::new(),
    };
    let mut grouping = propose(&schools, size, &leads, group.seed, usual_effort(schools.len()))?;
    grouping.unplaced.extend(of_another_phase);
    let mut out = crate::out::out();
    if group.json {
        serde_json::to_writer(&mut out, &grouping)?;
        writeln!(out)?;
    } else {
        write_out(&mut out, &grouping, &format!("{} {year}", programme.name))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn shipped() -> Result<Programmes> {
    let files = shipped_files(|path| !path.starts_with(JOURNEYS));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (programmes, problems) = Programmes::load(&files);
    if let Some(problem) = problems.first() {
        bail!("{problem}");
    }
    Ok(programmes)
}

/// The folder of the journeys among the programmes.
const JOURNEYS: &str = "journeys/";

fn shipped_journeys() -> Result<Vec<Journey>> {
    let files = shipped_files(|path| path.starts_with(JOURNEYS));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (journeys, problems) = Journey::load(&files, &shipped()?);
    if let Some(problem) = problems.first() {
        bail!("{problem}");
    }
    Ok(journeys)
}

fn shipped_files(is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    Shipped::iter()
        .filter(|path| is_wanted(path))
        .filter_map(|path| {
            let file = Shipped::get(&path)?;
            Some((format!("programmes/{path}"), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

fn write_out(out: &mut impl Write, grouping: &Grouping, title: &str) -> Result<()> {
    writeln!(out, "{title}: {} groups\n", grouping.groups.len())?;
    for group in &grouping.groups {
        let lead = group.lead.as_deref().map(|lead| format!(", led by {lead}")).unwrap_or_default();
        writeln!(out, "Group {}{lead}: {}", group.id, group.urns.join(", "))?;
        for reason in &group.reasons {
            writeln!(out, "  {reason}")?;
        }
    }
    for Unplaced { urn, why, .. } in &grouping.unplaced {
        writeln!(out, "{urn} has no place: {why}")?;
    }
    for lead in &grouping.unused_leads {
        writeln!(out, "{} leads no further group: {}", lead.lead, lead.why)?;
    }
    writeln!(
        out,
        "\n{} m over all pairs in a group; no such grouping is below {} m",
        grouping.total_metres, grouping.lower_bound_metres
    )?;
    Ok(())
}

fn schools(rows: &Rows, programme: &Programme) -> Result<(Vec<Candidate>, Vec<Unplaced>)> {
    let mut schools = Vec::new();
    let mut refused = Vec::new();
    let mut problems = Vec::new();
    for row in &rows.rows {
        let urn = row.text("urn").to_owned();
        if urn.is_empty() || !urn.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.push(row.problem("urn", "the number of a school in the official register"));
            continue;
        }
        let phase = row.text("phase");
        let may_join = |known: &String| known.eq_ignore_ascii_case(phase);
        if !phase.is_empty()
            && !programme.phases.is_empty()
            && !programme.phases.iter().any(may_join)
        {
            let why = format!(
                "its phase is {phase}; {} takes {}",
                programme.name,
                programme.phases.join(", ")
            );
            refused.push(Unplaced { urn, why, by_hand: false });
            continue;
        }
        match row.place() {
            Ok(place) => schools.push(Candidate {
                urn,
                place,
                keep_with: row.list("keep_with"),
                keep_apart: row.list("keep_apart"),
            }),
            Err(problem) => problems.push(problem),
        }
    }
    // A wish that concerns a school of another phase is met by its absence.
    for school in &mut schools {
        let stays = |other: &String| !refused.iter().any(|gone: &Unplaced| gone.urn == *other);
        school.keep_with.retain(stays);
        school.keep_apart.retain(stays);
    }
    rows.all_right(problems)?;
    Ok((schools, refused))
}

fn leads(rows: &Rows) -> Result<Vec<Lead>> {
    let mut leads = Vec::new();
    let mut problems = Vec::new();
    for row in &rows.rows {
        match lead(row) {
            Ok(lead) => leads.push(lead),
            Err(problem) => problems.push(problem),
        }
    }
    rows.all_right(problems)?;
    Ok(leads)
}

fn lead(row: &Row) -> Result<Lead, String> {
    let id = row.text("lead").to_owned();
    if id.is_empty() {
        return Err(row.problem("lead", "a name or number for the lead"));
    }
    let place = row.place()?;
    if place.is_none() {
        return Err(row.problem("easting", "where the lead starts from, in metres"));
    }
    let capacity = match row.text("groups") {
        "" => 1,
        text => text
            .parse()
            .map_err(|_| row.problem("groups", "how many groups they can lead, 0 to 255"))?,
    };
    Ok(Lead { id, place, capacity, is_trained: row.yes("trained")?, is_active: row.yes("active")? })
}

/// The rows of a CSV file, by the names of their columns.
struct Rows {
    file: String,
    rows: Vec<Row>,
}

/// One row, with its line in the file.
struct Row {
    line: u64,
    fields: BTreeMap<String, String>,
}

/// The most problems named at once.
const MOST_NAMED: usize = 20;

impl Rows {
    fn read(file: &Path, needed: &[&str]) -> Result<Self> {
        let name = file.display().to_string();
        let text = std::fs::read(file).with_context(|| format!("`{name}` cannot be read"))?;
        let text = String::from_utf8_lossy(&text);
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header: Vec<String> =
            reader.headers()?.iter().map(|field| field.to_ascii_lowercase()).collect();
        for column in needed {
            if !header.iter().any(|found| found == column) {
                bail!(
                    "`{name}` has no column `{column}`; found {}; expected {}",
                    header.join(", "),
                    needed.join(", ")
                );
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.with_context(|| format!("`{name}` is not CSV"))?;
            let line = record.position().map_or(0, csv::Position::line);
            let fields = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
            rows.push(Row { line, fields });
        }
        Ok(Self { file: name, rows })
    }

    fn all_right(&self, problems: Vec<String>) -> Result<()> {
        if problems.is_empty() {
            return Ok(());
        }
        let more = problems.len().saturating_sub(MOST_NAMED);
        let mut said: Vec<String> = problems.into_iter().take(MOST_NAMED).collect();
        if more > 0 {
            said.push(format!("and {more} more"));
        }
        bail!("`{}` is not ready, so nothing was proposed:\n  {}", self.file, said.join("\n  "))
    }
}

impl Row {
    fn text(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    fn list(&self, column: &str) -> Vec<String> {
        let split = |found: char| found == ';' || found == ',' || found.is_whitespace();
        let parts = self.text(column).split(split).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }

    /// Both coordinates, or neither.
    fn place(&self) -> Result<Option<Place>, String> {
        let metres = |column: &str| match self.text(column) {
            "" => Ok(None),
            text => text
                .parse::<u32>()
                .map(Some)
                .map_err(|_| self.problem(column, "whole metres on the British National Grid")),
        };
        match (metres("easting")?, metres("northing")?) {
            (Some(easting), Some(northing)) => Ok(Some(Place { easting, northing })),
            (None, None) => Ok(None),
            (None, Some(_)) => {
                Err(self.problem("easting", "both easting and northing, or neither"))
            }
            (Some(_), None) => {
                Err(self.problem("northing", "both easting and northing, or neither"))
            }
        }
    }

    fn yes(&self, column: &str) -> Result<bool, String> {
        match self.text(column).to_ascii_lowercase().as_str() {
            "" | "yes" | "y" | "true" => Ok(true),
            "no" | "n" | "false" => Ok(false),
            _ => Err(self.problem(column, "yes or no")),
        }
    }

    fn problem(&self, column: &str, expected: &str) -> String {
        let found: String = self.text(column).chars().take(40).collect();
        format!("line {}: {column} is `{found}`; expected {expected}", self.line)
    }
}
