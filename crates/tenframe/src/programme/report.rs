//! `tenframe programme report`: distinct schools by a named definition. `simulate`: a simulated national history.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use programme::{
    DEFINITIONS, Figure, HIDDEN_BELOW, Programmes, Question, SchoolYear, Simulated, definition,
    report,
};
use serde_json::json;

use super::sources;

/// What to count.
#[derive(Debug, clap::Args)]
pub struct Report {
    /// Which definition; --list names them.
    #[arg(long, value_name = "NAME", required_unless_present = "list")]
    definition: Option<String>,
    /// Name the definitions and stop.
    #[arg(long)]
    list: bool,
    /// What happened: CSV with columns urn, programme, year, what, on and, if wished, hub.
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    events: Option<PathBuf>,
    #[command(flatten)]
    schools: sources::Schools,
    /// Count only this programme; may be given more than once, to count several together.
    #[arg(long = "programme", value_name = "SLUG")]
    programmes: Vec<String>,
    /// The first school year; without it, the first of the events.
    #[arg(long, value_name = "YEAR")]
    from: Option<String>,
    /// The last school year; without it, the last of the events.
    #[arg(long, value_name = "YEAR")]
    to: Option<String>,
    /// Show each hub beside the whole.
    #[arg(long)]
    by_hub: bool,
    /// Hide numbers from 1 up to, not including, this; 1 hides none and is not for publication.
    #[arg(long, value_name = "N", default_value_t = HIDDEN_BELOW)]
    hide_below: u32,
    /// Open each figure to its schools, for the hub's own eyes; needs --hide-below 1.
    #[arg(long)]
    open: bool,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

/// What to simulate.
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// The first school year.
    #[arg(long, value_name = "YEAR")]
    from: String,
    /// The last school year.
    #[arg(long, value_name = "YEAR")]
    to: String,
    /// Another seed makes another history; the same seed the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write its register, links and events into this folder, to try reports on.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

/// Counts.
pub fn run(ask: &Report, known: &Programmes) -> Result<ExitCode> {
    let mut out = crate::out::out();
    let (Some(slug), Some(events), false) = (&ask.definition, &ask.events, ask.list) else {
        for each in &DEFINITIONS {
            writeln!(out, "{}: {}", each.slug, each.sentence)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    if ask.open && ask.hide_below > 1 {
        bail!(
            "--open shows every school, so small numbers would not stay hidden; expected --hide-below 1 with it"
        );
    }
    let definition = definition(slug)?;
    for slug in &ask.programmes {
        if !known.all().any(|programme| programme.slug == *slug) {
            let slugs: Vec<&str> = known.all().map(|programme| programme.slug.as_str()).collect();
            bail!("there is no programme `{slug}`; expected one of {}", slugs.join(", "));
        }
    }
    let (_, lines) = ask.schools.read()?;
    let facts = sources::read_facts(events, known, &lines)?;
    let years = || facts.all().map(|fact| fact.year);
    let year = |text: &Option<String>, found: Option<SchoolYear>| -> Result<SchoolYear> {
        match text {
            Some(text) => Ok(text.parse()?),
            None => found.with_context(|| {
                format!("`{}` has no row; expected --from and --to", events.display())
            }),
        }
    };
    let (from, to) = (year(&ask.from, years().min())?, year(&ask.to, years().max())?);
    in_order(from, to)?;
    let question = Question {
        definition,
        programmes: &ask.programmes,
        from,
        to,
        by_hub: ask.by_hub,
        hidden_below: ask.hide_below,
    };
    let found = report(&question, &facts, &lines);
    let by_number = if ask.schools.links.is_some() {
        found.distinct
    } else {
        "No links were given, so a school that changed its number counts twice."
    };
    if ask.json {
        let mut value = serde_json::to_value(&found)?;
        value["distinct"] = json!(by_number);
        if ask.open {
            value["opened"] = found.figures.iter().map(opened).collect();
        }
        serde_json::to_writer(&mut out, &value)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(
        out,
        "{}: {}\n{by_number}\n{}\n",
        found.definition, found.counts, found.small_numbers
    )?;
    for figure in &found.figures {
        writeln!(out, "{}  {} schools", figure.year, figure.schools)?;
        for hub in &figure.hubs {
            writeln!(out, "         {}: {}", hub.hub, hub.schools)?;
        }
        for school in figure.counted.iter().filter(|_| ask.open) {
            let numbers: Vec<String> = school.numbers.iter().map(ToString::to_string).collect();
            writeln!(out, "         {} ({})", school.school, numbers.join(", "))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn opened(figure: &Figure) -> serde_json::Value {
    json!({ "year": figure.year, "schools": figure.counted })
}

fn in_order(from: SchoolYear, to: SchoolYear) -> Result<()> {
    if to < from {
        bail!("{to} comes before {from}; expected the earlier school year in --from");
    }
    Ok(())
}

/// Simulates.
pub fn run_simulate(ask: &Simulate) -> Result<ExitCode> {
    let (from, to): (SchoolYear, SchoolYear) = (ask.from.parse()?, ask.to.parse()?);
    in_order(from, to)?;
    if to.first_year() - from.first_year() >= 15 {
        bail!("{from} to {to} is more than fifteen school years; expected fifteen at most");
    }
    let made = programme::simulate(from, to, ask.seed);
    if let Some(folder) = &ask.write {
        write_out(&made, folder)?;
    }
    let mut out = crate::out::out();
    if ask.json {
        serde_json::to_writer(&mut out, &made)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{}\n", made.caption)?;
    writeln!(out, "year     leads  signed up  started  attended  completed  returned    ever")?;
    for year in &made.years {
        // Counts do not keep to a width by themselves.
        let words = |count: programme::Count| count.to_string();
        writeln!(
            out,
            "{}  {:>5}  {:>9}  {:>7}  {:>8}  {:>9}  {:>8}  {:>6}",
            year.year,
            year.leads,
            words(year.signed_up),
            words(year.started),
            words(year.attended),
            words(year.completed),
            words(year.returned),
            words(year.ever)
        )?;
    }
    if let Some(forecast) = &made.forecast {
        writeln!(
            out,
            "\nAt the end of {} the forecast for the end of {} would have been {} ({} to {}):",
            forecast.from, forecast.year, forecast.ever, forecast.least, forecast.most
        )?;
        for said in &forecast.assumptions {
            writeln!(out, "  {said}")?;
        }
    }
    writeln!(out, "\nAssumed:")?;
    for said in &made.assumptions {
        writeln!(out, "  {said}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write_out(made: &Simulated, folder: &Path) -> Result<()> {
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        std::fs::write(&file, bytes)
            .with_context(|| format!("`{}` cannot be written", file.display()))
    };
    std::fs::create_dir_all(folder)
        .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let rows = made.facts.all().map(|fact| {
        format!("{},{},{},{},{}\n", fact.urn, fact.programme, fact.year, fact.what, fact.on)
    });
    let events = format!("urn,programme,year,what,on\n{}", rows.collect::<String>());
    write("schools.csv", &made.register.schools_csv())?;
    write("links.csv", made.register.links_csv().as_bytes())?;
    write("events.csv", events.as_bytes())
}
