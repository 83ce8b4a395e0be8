//! Writes the invented register of `fixtures/register/`: schools and links as the official files have them.
//!
//! `cargo run -p programme --example invented_register -- FOLDER [--schools 2000] [--seed 1]`
//! The schools are in Windows-1252, as the official file is; a test holds the fixture to what this writes.

use std::fmt::Write;
use std::path::Path;

use programme::{Date, Field, Invented, Link, School, invent};

#[allow(dead_code)] // The test that includes this file calls `schools_csv` and `links_csv` alone.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let folder = arguments.first().ok_or("expected a folder")?;
    let n: usize = option("--schools").map_or(Ok(2_000), |text| text.parse())?;
    let seed: u64 = option("--seed").map_or(Ok(1), |text| text.parse())?;
    let made = invent(seed, n);
    std::fs::write(Path::new(folder).join("schools.csv"), schools_csv(&made)?)?;
    std::fs::write(Path::new(folder).join("links.csv"), links_csv(&made)?)?;
    Ok(())
}

/// The schools with the official names of columns, in Windows-1252, and one column that nobody knows.
pub fn schools_csv(made: &Invented) -> Result<Vec<u8>, std::fmt::Error> {
    let header: Vec<&str> = Field::ALL.iter().map(|field| field.official()).collect();
    let mut out = format!("{},Gender (name),Canteen\n", header.join(","));
    for school in &made.schools {
        let cells: Vec<String> = Field::ALL.iter().map(|&field| cell(school, field)).collect();
        writeln!(out, "{},Mixed,yes", cells.join(","))?;
    }
    // Every letter used is below 256 and the same in Windows-1252.
    Ok(out.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect())
}

fn cell(school: &School, field: Field) -> String {
    let text = match field {
        Field::OpenDate => school.open_date.map(day).unwrap_or_default(),
        Field::CloseDate => school.close_date.map(day).unwrap_or_default(),
        _ => school.says(field).unwrap_or_default(),
    };
    if text.contains(',') { format!("\"{text}\"") } else { text }
}

fn day(date: Date) -> String {
    let text = date.to_string();
    let parts: Vec<&str> = text.split('-').rev().collect();
    parts.join("-")
}

/// The links as the official file tells them: on the pages of both schools, at times without a date.
pub fn links_csv(made: &Invented) -> Result<String, std::fmt::Error> {
    let mut out = String::from("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n");
    let mut rows: Vec<(u32, String)> = Vec::new();
    for (number, link) in made.links.iter().enumerate() {
        let is_merger = made.links.iter().filter(|other| other.to == link.to).count() > 1;
        let kind = match (link.is_split, is_merger) {
            (true, _) => " - Split School",
            (_, true) => " - merged",
            _ => "",
        };
        // Now and then an amalgamation is told on both pages alike.
        let is_vague = is_merger && number % 5 == 0;
        let word = |way: &str| match is_vague {
            true => "Result of Amalgamation".to_owned(),
            false => format!("{way}{kind}"),
        };
        let on = if number % 4 == 3 { String::new() } else { link.on.map(day).unwrap_or_default() };
        let Link { from, to, .. } = link;
        for (urn, other, way) in [(from, to, "Successor"), (to, from, "Predecessor")] {
            let name = made.schools.iter().find(|school| school.urn == *other);
            let name = name.map(|school| school.name.as_str()).unwrap_or_default();
            let name = name.replace('ë', "e");
            let row = format!("{urn},{other},\"{name}\",{},{on}", word(way));
            rows.push((urn.to_string().parse().unwrap_or(0), row));
        }
    }
    rows.sort();
    for (_, row) in rows {
        writeln!(out, "{row}")?;
    }
    Ok(out)
}
