//! `tenframe programme places`: who holds a place, who waits, who applied twice, and how many places are left.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use programme::{PlaceState, Programmes, SchoolYear, recruit};

use super::sources;

/// Which places.
#[derive(Debug, clap::Args)]
pub struct Places {
    /// What happened: CSV with columns urn, programme, year, what, on.
    #[arg(long, value_name = "FILE")]
    events: PathBuf,
    #[command(flatten)]
    schools: sources::Schools,
    /// The programme, such as primary-development.
    #[arg(long, value_name = "SLUG")]
    programme: String,
    /// The school year.
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// How many places the hub has.
    #[arg(long, value_name = "N")]
    places: usize,
    /// The day; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// One JSON object instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// Tells who holds a place and who waits.
pub fn run(ask: &Places, programmes: &Programmes) -> Result<ExitCode> {
    let year: SchoolYear = ask.year.parse()?;
    let (programme, _) = programmes.rule(&ask.programme, year)?;
    let (_, lines) = ask.schools.read()?;
    let facts = sources::read_facts(&ask.events, programmes, &lines)?;
    let on = sources::day(ask.on.as_deref())?;
    let found = recruit(&facts, &lines, (&programme.slug, year), ask.places, on);
    let mut out = crate::out::out();
    if ask.json {
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    for each in &found.applications {
        let place = match each.place {
            PlaceState::Confirmed => "place confirmed".to_owned(),
            PlaceState::Offered => "a place, not yet confirmed".to_owned(),
            PlaceState::Waiting(n) => format!("waiting, number {n}"),
            PlaceState::Withdrawn => "withdrawn".to_owned(),
            PlaceState::Declined => "no place offered".to_owned(),
        };
        let remarks = each.remarks.iter().map(|said| format!("; {said}"));
        writeln!(
            out,
            "{} applied on {}: {place}{}",
            each.urn,
            each.applied_on.in_words(),
            remarks.collect::<String>()
        )?;
    }
    writeln!(
        out,
        "{} of {} places left in {} {year}",
        found.places_left, found.places, programme.name
    )?;
    Ok(ExitCode::SUCCESS)
}
