//! Groups every open, located school of a register extract and says how long it took and how good it is.
//!
//! `cargo run --release -p programme --example national -- FILE [--effort N] [--seed 1] [--only N]`
//! The file is CSV with `urn`, `easting`, `northing` columns. `--only` takes the N schools nearest to the first one.

use std::io::Write;
use std::time::Instant;

use programme::{Candidate, GroupSize, Place, propose, usual_effort};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let file = arguments.first().ok_or("expected a file")?;
    let text = std::fs::read_to_string(file)?;
    let mut schools = read(&text)?;
    if let Some(n) = option("--only") {
        let first =
            schools.first().and_then(|school| school.place).ok_or("no school has a place")?;
        schools.sort_by_key(|school| school.place.map(|place| place.metres_to(first)));
        schools.truncate(n.parse()?);
    }
    let effort: u32 =
        option("--effort").map_or_else(|| Ok(usual_effort(schools.len())), |text| text.parse())?;
    let seed: u64 = option("--seed").map_or(Ok(1), |text| text.parse())?;
    let size = GroupSize { least: 6, most: 7 };
    let started = Instant::now();
    let grouping = propose(&schools, size, &[], seed, effort)?;
    let seconds = started.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{} schools, {} groups, {} unplaced, total {} m, bound {} m ({:.3}), effort {effort}, seed {seed}, {seconds:.2} s",
        schools.len(),
        grouping.groups.len(),
        grouping.unplaced.len(),
        grouping.total_metres,
        grouping.lower_bound_metres,
        grouping.total_metres as f64 / grouping.lower_bound_metres as f64
    )?;
    Ok(())
}

fn read(text: &str) -> Result<Vec<Candidate>, Box<dyn std::error::Error>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().ok_or("the file is empty")?.split(',').collect();
    let column = |name: &str| {
        header.iter().position(|&found| found == name).ok_or(format!("no column {name}"))
    };
    let (urn, easting, northing) = (column("urn")?, column("easting")?, column("northing")?);
    let mut schools = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        let place =
            Place { easting: fields[easting].parse()?, northing: fields[northing].parse()? };
        schools.push(Candidate {
            urn: fields[urn].to_owned(),
            place: Some(place),
            keep_with: Vec::new(),
            keep_apart: Vec::new(),
        });
    }
    Ok(schools)
}
