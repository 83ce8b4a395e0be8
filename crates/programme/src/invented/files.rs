//! An invented register written as the official files are: by header, in Windows-1252, links on both pages.

use super::Invented;
use crate::{Date, Field, Link, School};

impl Invented {
    /// The schools with the official names of columns, in Windows-1252, and one column that nobody knows.
    #[must_use]
    pub fn schools_csv(&self) -> Vec<u8> {
        let header: Vec<&str> = Field::ALL.iter().map(|field| field.official()).collect();
        let mut lines = vec![format!("{},Gender (name),Canteen\n", header.join(","))];
        for school in &self.schools {
            let cells: Vec<String> = Field::ALL.iter().map(|&field| cell(school, field)).collect();
            lines.push(format!("{},Mixed,yes\n", cells.join(",")));
        }
        // Every letter used is below 256 and the same in Windows-1252.
        let letters = lines.iter().flat_map(|line| line.chars());
        letters.map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
    }

    /// The links as the official file tells them: on the pages of both schools, at times without a date.
    #[must_use]
    pub fn links_csv(&self) -> String {
        let mut rows: Vec<(String, String)> = Vec::new();
        let names: std::collections::BTreeMap<_, _> =
            self.schools.iter().map(|school| (school.urn, school.name.replace('ë', "e"))).collect();
        let mut n_before = std::collections::BTreeMap::new();
        for link in &self.links {
            *n_before.entry(link.to).or_insert(0_u32) += 1;
        }
        for (number, link) in self.links.iter().enumerate() {
            let is_merger = n_before.get(&link.to).is_some_and(|&n| n > 1);
            let on =
                if number % 4 == 3 { String::new() } else { link.on.map(day).unwrap_or_default() };
            let Link { from, to, .. } = link;
            for (urn, other, way) in [(from, to, "Successor"), (to, from, "Predecessor")] {
                let name = names.get(other).map(String::as_str).unwrap_or_default();
                let kind = kind(way, link.is_split, is_merger, number);
                rows.push((urn.to_string(), format!("{urn},{other},\"{name}\",{kind},{on}\n")));
            }
        }
        rows.sort();
        let rows: String = rows.into_iter().map(|(_, row)| row).collect();
        format!("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n{rows}")
    }
}

fn kind(way: &str, is_split: bool, is_merger: bool, number: usize) -> String {
    match (is_split, is_merger) {
        (true, _) => format!("{way} - Split School"),
        // Now and then an amalgamation is told on both pages alike.
        (_, true) if number.is_multiple_of(5) => "Result of Amalgamation".to_owned(),
        (_, true) => format!("{way} - merged"),
        _ => way.to_owned(),
    }
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
