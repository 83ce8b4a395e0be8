//! `tenframe programme money`: what each school is due, has claimed and been paid in a school year.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use programme::{Books, ClaimRules, Ledger, Programmes, SchoolYear, Statement, statements, totals};
use serde_json::json;

use super::sources;

/// For which year.
#[derive(Debug, clap::Args)]
pub struct Money {
    /// What happened: CSV with columns urn, programme, year, what, on.
    #[arg(long, value_name = "FILE")]
    events: PathBuf,
    /// What was claimed, paid and corrected: CSV with columns urn, programme, year, what, amount, on, reference, why.
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// The hub's own conditions: TOML with [[claim]] tables.
    #[arg(long, value_name = "RULES.toml")]
    rules: Option<PathBuf>,
    #[command(flatten)]
    schools: sources::Schools,
    /// The school year.
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// The day; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// One JSON object instead of a list to read; amounts are in pence.
    #[arg(long)]
    json: bool,
}

/// Tells where the money stands.
pub fn run(ask: &Money, programmes: &Programmes) -> Result<ExitCode> {
    let (_, lines) = ask.schools.read()?;
    let facts = sources::read_facts(&ask.events, programmes, &lines)?;
    let ledger = match &ask.ledger {
        Some(file) => {
            let read = Ledger::read(&sources::bytes(file)?, programmes)
                .map_err(|says| anyhow::anyhow!("`{}`: {says}", file.display()))?;
            sources::all_right(file, &read.problems)?;
            read.ledger
        }
        None => Ledger::default(),
    };
    let rules = match &ask.rules {
        Some(file) => ClaimRules::read(&String::from_utf8_lossy(&sources::bytes(file)?))
            .map_err(|says| anyhow::anyhow!("`{}`: {says}", file.display()))?,
        None => ClaimRules::default(),
    };
    let year: SchoolYear = ask.year.parse()?;
    let on = sources::day(ask.on.as_deref())?;
    let books =
        Books { programmes, rules: &rules, facts: &facts, lines: &lines, ledger: &ledger, on };
    let found = statements(&books, year);
    let mut out = crate::out::out();
    if ask.json {
        let value = json!({ "year": year, "on": on, "schools": found, "totals": totals(&found) });
        serde_json::to_writer(&mut out, &value)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    for each in &found {
        tell(&mut out, each)?;
    }
    if found.is_empty() {
        writeln!(out, "No school is recorded as having started a programme that pays in {year}.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let sums = totals(&found);
    writeln!(
        out,
        "{} schools: entitled {}, due {}, claimed {}, paid {}, corrected {}, open {}",
        sums.n_schools, sums.entitled, sums.due, sums.claimed, sums.paid, sums.corrected, sums.open
    )?;
    Ok(ExitCode::SUCCESS)
}

fn tell(out: &mut impl Write, each: &Statement) -> Result<()> {
    let today = match each.today {
        Some(today) if today != each.urn => format!(" (today {today})"),
        _ => String::new(),
    };
    writeln!(
        out,
        "{}{today} {}: entitled {}, due {}, claimed {}, paid {}, corrected {}, open {}",
        each.urn,
        each.programme,
        each.entitled,
        each.due,
        each.claimed,
        each.paid,
        each.corrected,
        each.open
    )?;
    for check in each.conditions.iter().filter(|check| check.holds != Some(true)) {
        writeln!(out, "  not met: {} ({})", check.asks, check.because)?;
    }
    for remark in &each.remarks {
        writeln!(out, "  {remark}")?;
    }
    Ok(())
}
