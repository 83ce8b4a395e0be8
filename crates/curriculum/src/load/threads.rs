//! Reads a thread: one idea through the years.

use super::file::{File, Table};
use super::picture::read_picture;
use super::{Loading, file_slug};
use crate::thread::{Stage, Thread};

pub(super) fn read_thread<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let slug = file_slug(file.path).to_owned();
    let mut thread = Thread {
        slug: slug.clone(),
        name: table.required_text("name").unwrap_or_default(),
        strand: table.required_text("strand").unwrap_or_default(),
        about: table.text("about").unwrap_or_default(),
        stages: Vec::new(),
    };
    for stage in table.tables("stage", "a stage") {
        let year = stage.required_whole("year", 0..=11).and_then(|year| u8::try_from(year).ok());
        let read = Stage {
            year: year.unwrap_or_default(),
            new: stage.required_text("new").unwrap_or_default(),
            picture: stage.table("picture", "a picture").and_then(|picture| read_picture(&picture)),
            words: stage.plain_texts("words"),
            stem: stage.text("stem").unwrap_or_default(),
        };
        stage.finish();
        if thread.stages.last().is_some_and(|last| year.is_some_and(|year| year <= last.year)) {
            file.problem(stage.at.clone(), "the stages stand in the order of years, one a year");
        }
        thread.stages.push(read);
    }
    table.finish();
    if thread.stages.is_empty() {
        file.problem(0..0, "this file has no `[[stage]]`");
    }
    let strands = loading.content.strands();
    if let Some(entry) =
        table.entry("strand").filter(|_| !strands.contains(&thread.strand.as_str()))
    {
        let help = crate::nearest::did_you_mean(&thread.strand, strands.iter().copied());
        file.helpful(
            entry.value.span(),
            format!("no small step is of the strand `{}`", thread.strand),
            help,
            "",
        );
    }
    loading.claim(file, "thread", &slug, 0..0);
    loading.content.threads.insert(slug, thread);
}
