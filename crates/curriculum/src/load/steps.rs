//! Reads a file of small steps.

use super::Loading;
use super::file::{File, Table};
use super::picture::read_picture;
use crate::step::{DifficultPoint, KeyPoint, SmallStep};
use crate::text::RichText;

/// Strand names are free words; years run from Reception (0) to Year 11.
const YEARS: std::ops::RangeInclusive<i64> = 0..=11;

pub(super) fn read_steps<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let year = table.required_whole("year", YEARS).and_then(|year| u8::try_from(year).ok());
    let strand = table.required_text("strand");
    let steps = table.tables("step", "a step");
    if steps.is_empty() {
        file.problem(0..0, "this file has no `[[step]]`");
    }
    table.finish();
    for step in steps {
        if let (Some(year), Some(strand)) = (year, strand.clone()) {
            read_step(file, &step, year, strand, loading);
        }
    }
}

fn read_step<'a>(
    file: &'a File<'a>,
    table: &Table<'a>,
    year: u8,
    strand: String,
    loading: &mut Loading,
) {
    let slug = table.required_text("slug");
    let name = table.required_text("name");
    let step = SmallStep {
        slug: slug.clone().unwrap_or_default(),
        name: name.unwrap_or_else(|| slug.clone().unwrap_or_default()),
        year,
        strand,
        criterion: table.plain_texts("criterion"),
        prerequisites: table
            .texts("prerequisites")
            .into_iter()
            .map(|(slug, at)| loading.step_at(file, slug, at))
            .collect(),
        leads_to: Vec::new(),
        new_mathematics: table.required_text("new-mathematics").unwrap_or_default(),
        why_now: table.text("why-now").unwrap_or_default(),
        key_points: read_key_points(file, table),
        difficult_points: read_difficult_points(file, table, loading),
        stem: table.text("stem").unwrap_or_default(),
        words: table.plain_texts("words"),
        put_out: table.text("put-out").unwrap_or_default(),
        picture: table.table("picture", "a picture").and_then(|picture| read_picture(&picture)),
        source: table.text("source").unwrap_or_default(),
        formerly: table.plain_texts("formerly"),
    };
    check_stem(table, &step.stem);
    table.finish();
    if let (Some(slug), Some(entry)) = (slug, table.entry("slug")) {
        loading.claim(file, "step", &slug, entry.value.span());
        if loading.content.steps.iter().all(|known| known.slug != slug) {
            loading.content.steps.push(step);
        }
    }
}

fn read_key_points<'a>(file: &'a File<'a>, table: &Table<'a>) -> Vec<KeyPoint> {
    let mut points: Vec<KeyPoint> = Vec::new();
    for point in table.tables("key-points", "a key point") {
        let id = point.required_text("id").unwrap_or_default();
        let text = point.required_text("text").unwrap_or_default();
        point.finish();
        if points.iter().any(|known| known.id == id) {
            file.problem(point.at.clone(), format!("the key point `{id}` stands here twice"));
        } else {
            points.push(KeyPoint { id, text });
        }
    }
    if points.is_empty() || points.len() > 3 {
        let at = table.entry("key-points").map_or(table.at.clone(), |entry| entry.key_at.clone());
        file.problem(at, format!("a step has one to three key points, found {}", points.len()));
    }
    points
}

fn read_difficult_points<'a>(
    file: &'a File<'a>,
    table: &Table<'a>,
    loading: &mut Loading,
) -> Vec<DifficultPoint> {
    let mut points = Vec::new();
    for point in table.tables("difficult-points", "a difficult point") {
        let misconception = point.text("misconception");
        if let (Some(id), Some(entry)) = (&misconception, point.entry("misconception")) {
            loading.misconception_at(file, id.clone(), entry.value.span());
        }
        points.push(DifficultPoint {
            text: point.required_text("text").unwrap_or_default(),
            listen_for: point.text("listen-for").unwrap_or_default(),
            misconception,
        });
        point.finish();
    }
    points
}

fn check_stem(table: &Table<'_>, stem: &str) {
    let open = stem.matches('[').count();
    if open != stem.matches(']').count()
        || (open == 0 && !stem.is_empty() && RichText::read_stem(stem).is_empty())
    {
        let at = table.entry("stem").map_or(table.at.clone(), |entry| entry.value.span());
        table.file.helpful(
            at,
            "a gap of this stem sentence is not closed",
            "write gaps as [word]",
            "",
        );
    }
}
