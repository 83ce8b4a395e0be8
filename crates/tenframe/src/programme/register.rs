//! `tenframe programme register`: looks a register through and says what it would change. Nothing is kept.
//! `tenframe programme nearest`: the hubs nearest to a school or a postcode.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use programme::{
    ChangedField, Changes, Hub, ReadLinks, ReadRegister, Succession, changes, locate, nearest,
};
use serde_json::json;

use super::sources::{self, few};

/// What to look through.
#[derive(Debug, clap::Args)]
pub struct Register {
    /// The register: the official CSV (UTF-8 or Windows-1252), or another with --columns.
    file: PathBuf,
    /// The official file of links between schools' numbers.
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// What this file calls the columns: TOML with a table [columns].
    #[arg(long, value_name = "MAP.toml")]
    columns: Option<PathBuf>,
    /// An earlier register to compare with.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// What the earlier register calls its columns, if it is not the official one.
    #[arg(long, value_name = "MAP.toml")]
    against_columns: Option<PathBuf>,
    /// One JSON object instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// What to look for.
#[derive(Debug, clap::Args)]
pub struct Nearest {
    /// A school's number, a postcode, or its district such as LE2.
    asked: String,
    /// The hubs: CSV with columns hub and at (the number or postcode of the lead school).
    #[arg(long, value_name = "FILE")]
    hubs: PathBuf,
    /// How many hubs to name.
    #[arg(long, default_value_t = 3)]
    most: usize,
    #[command(flatten)]
    schools: sources::Schools,
    /// One JSON object instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// Looks a register through; a file with a bad row fails, with every bad row named.
pub fn run(ask: &Register) -> Result<ExitCode> {
    let read = sources::read_register(&ask.file, ask.columns.as_deref())?;
    let links = match &ask.links {
        Some(file) => Some(sources::read_links(file, Some(&read.register))?),
        None => None,
    };
    let none = Succession::default();
    let lines = links.as_ref().map_or(&none, |links| &links.succession);
    let compared = match &ask.against {
        Some(file) => {
            let held = sources::read_register(file, ask.against_columns.as_deref())?;
            sources::all_right(file, &held.problems)?;
            Some(changes(&held.register, &read, lines))
        }
        None => None,
    };
    let is_sound =
        read.problems.is_empty() && links.as_ref().is_none_or(|links| links.problems.is_empty());
    let mut out = crate::out::out();
    if ask.json {
        let found = as_json(&read, links.as_ref(), compared.as_ref(), is_sound);
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
    } else {
        tell(&mut out, &read, links.as_ref(), compared.as_ref())?;
        let end = if is_sound {
            "This was a check: nothing was kept."
        } else {
            "This was a check: nothing was kept. Until the lines above are mended, nothing of the file may be taken."
        };
        writeln!(out, "{end}")?;
    }
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn as_json(
    read: &ReadRegister,
    links: Option<&ReadLinks>,
    compared: Option<&Changes>,
    is_sound: bool,
) -> serde_json::Value {
    json!({
        "is_check_only": true,
        "may_be_taken": is_sound,
        "schools": read.register.n_schools(),
        "encoding": read.encoding,
        "problems": read.problems,
        "remarks": read.remarks,
        "unknown_columns": read.unknown_columns,
        "official_columns_not_needed": read.n_columns_left,
        "absent": read.absent,
        "links": links.map(|links| json!({
            "links": links.n_links,
            "of_other_kinds": links.n_others,
            "problems": links.problems,
            "left_out": links.left_out,
        })),
        "changes": compared,
    })
}

fn tell(
    out: &mut impl Write,
    read: &ReadRegister,
    links: Option<&ReadLinks>,
    compared: Option<&Changes>,
) -> Result<()> {
    writeln!(out, "{} schools, read as {}", read.register.n_schools(), read.encoding)?;
    if !read.unknown_columns.is_empty() {
        writeln!(out, "Columns that are not known: {}", read.unknown_columns.join(", "))?;
    }
    if !read.absent.is_empty() {
        let names: Vec<&str> = read.absent.iter().map(|field| field.name()).collect();
        writeln!(out, "No column for: {}", names.join(", "))?;
    }
    list(out, "Rows that cannot be taken", &few(&read.problems))?;
    list(out, "Cells that are left out", &few(&read.remarks))?;
    if let Some(links) = links {
        writeln!(out, "{} links of succession, {} of other kinds", links.n_links, links.n_others)?;
        list(out, "Links that cannot be read", &few(&links.problems))?;
        list(out, "Links that are not followed", &few(&links.left_out))?;
    }
    if let Some(found) = compared {
        tell_changes(out, found)?;
    }
    Ok(())
}

pub fn tell_changes(out: &mut impl Write, found: &Changes) -> Result<()> {
    let joined = |urns: &[programme::Urn]| {
        urns.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let new = found.new.iter().map(|school| match joined(&school.follows) {
        before if before.is_empty() => format!("{} {}", school.urn, school.name),
        before => format!("{} {}, follows {before}", school.urn, school.name),
    });
    list(out, "New", &few(&new.collect::<Vec<_>>()))?;
    let changed = |school: &programme::ChangedSchool| {
        format!("{} {}: {}", school.urn, school.name, fields(&school.fields))
    };
    list(out, "Changed", &few(&found.changed.iter().map(changed).collect::<Vec<_>>()))?;
    let closed = found.closed.iter().map(|school| {
        let on = school.on.map(|day| format!(" on {}", day.in_words())).unwrap_or_default();
        let after = match joined(&school.goes_on_as) {
            after if after.is_empty() => String::new(),
            after => format!(", goes on as {after}"),
        };
        format!("{} {} closed{on}{after}", school.urn, school.name)
    });
    list(out, "Closed", &few(&closed.collect::<Vec<_>>()))?;
    list(out, "Reopened", &few(&found.reopened.iter().map(changed).collect::<Vec<_>>()))?;
    let gone = found.gone.iter().map(|school| format!("{} {}", school.urn, school.name));
    list(out, "Gone from the file (they would stay)", &few(&gone.collect::<Vec<_>>()))?;
    writeln!(
        out,
        "{} new, {} changed, {} closed, {} reopened, {} gone from the file, {} as they were",
        found.new.len(),
        found.changed.len(),
        found.closed.len(),
        found.reopened.len(),
        found.gone.len(),
        found.n_unchanged
    )?;
    Ok(())
}

fn fields(changed: &[ChangedField]) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "blank".to_owned());
    let said = changed.iter().map(|each| {
        format!("{} from {} to {}", each.field.name(), value(&each.old), value(&each.new))
    });
    said.collect::<Vec<_>>().join("; ")
}

fn list(out: &mut impl Write, title: &str, rows: &[String]) -> Result<()> {
    if !rows.is_empty() {
        writeln!(out, "{title}:")?;
    }
    for row in rows {
        writeln!(out, "  {row}")?;
    }
    Ok(())
}

/// Names the nearest hubs.
pub fn run_nearest(ask: &Nearest) -> Result<ExitCode> {
    let (register, _) = ask.schools.read_needed()?;
    let hubs = read_hubs(&ask.hubs, &register)?;
    let located = locate(&register, &ask.asked)?;
    let near = nearest(&hubs, located.place, ask.most);
    let mut out = crate::out::out();
    if ask.json {
        let found = json!({ "asked": ask.asked, "located": located, "hubs": near });
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "From {}:", located.how)?;
    for hub in near {
        writeln!(out, "  {}, {}.{} km", hub.hub, hub.metres / 1_000, hub.metres % 1_000 / 100)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read_hubs(file: &std::path::Path, register: &programme::Register) -> Result<Vec<Hub>> {
    let rows = super::Rows::read(file, &["hub", "at"])?;
    let mut hubs = Vec::new();
    for row in &rows.rows {
        let (name, at) = (row.text("hub"), row.text("at"));
        if name.is_empty() {
            bail!("`{}` line {}: the hub has no name", file.display(), row.line);
        }
        let found = locate(register, at)
            .with_context(|| format!("`{}` line {}: {name}", file.display(), row.line))?;
        hubs.push(Hub { name: name.to_owned(), place: found.place });
    }
    if hubs.is_empty() {
        bail!("`{}` names no hub", file.display());
    }
    Ok(hubs)
}
