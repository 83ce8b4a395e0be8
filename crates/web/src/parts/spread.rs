//! What a school shares with its hub and how far practices have spread, as both sides read it.
//!
//! The same on the school's own page and on the hub's. Start at [`agreement`] and [`map`].

use std::sync::LazyLock;

use maud::{Markup, html};
use programme::{Agreement, Date, PracticeCount, Practices, Shared, Word, spread, term};

use crate::error::PageError;
use crate::parts::rich::capital;

/// Counts that stand beside each other.
const SHOWN: usize = 4;

/// The practices that are counted, as they are shipped; a test holds them sound.
pub fn practices() -> Result<&'static Practices, PageError> {
    static READ: LazyLock<Result<Practices, Vec<String>>> =
        LazyLock::new(|| Practices::read(include_str!("../../../../data/practices.toml")));
    READ.as_ref().map_err(|problems| PageError::fault(&problems.join("; ")))
}

/// What holds, line by line: what the hub may see and what not.
pub fn agreement(held: &Agreement, on: Date) -> Markup {
    html! {
        p.told { @match (held.said.last(), held.holds(on)) {
            (None, _) => { "Nothing is agreed yet. Until the school says so, the hub sees the reviews of the plan that both signed, and nothing else of this list." }
            (Some(Word::Withdrawn { by, on }), _) => { (by) " took everything back on " (on.in_words()) "." }
            (Some(Word::Agreed(_)), Some(agreed)) => { "Agreed by " (agreed.by) ", " (agreed.role) ", on " (agreed.on.in_words()) ". It ends by itself on " (agreed.until().in_words()) ", and can be taken back any day before." }
            (Some(Word::Agreed(agreed)), None) => { "What " (agreed.by) " agreed ended with its school year, on " (agreed.until().in_words()) "." }
        } }
        ul.clean.checks { @for what in Shared::ALL {
            @let may = held.may(what, on);
            li.not-known[!may] { strong { @if may { "Shown" } @else { "Not shown" } } ": " (what.in_words()) @if may { span.soft.small { ". If it is taken back: " (what.when_taken_back()) } } }
        } }
    }
}

/// Everything the school has said, with its days.
pub fn history(held: &Agreement) -> Markup {
    html! { @if !held.said.is_empty() { details { summary { "What was agreed and taken back" } ol.clean.book { @for word in held.said.iter().rev() { li { @match word {
        Word::Agreed(agreed) => { (agreed.on.in_words()) ": " (agreed.by) ", " (agreed.role) ", agreed to " @if agreed.shares.is_empty() { "nothing" } @else { (agreed.shares.iter().map(|one| one.in_words()).collect::<Vec<_>>().join("; ")) } "." }
        Word::Withdrawn { by, on } => { (on.in_words()) ": " (by) " took everything back." }
    } } } } } } }
}

/// In how many classes each practice is used, over time, with what became less.
pub fn map(practices: &Practices, counts: &[&PracticeCount]) -> Markup {
    let rows = spread(practices, counts);
    let mut days: Vec<Date> = counts.iter().map(|one| one.on).collect();
    days.sort_unstable();
    days.dedup();
    let days = &days[days.len().saturating_sub(SHOWN)..];
    let drifts = rows.iter().filter(|row| row.drift.is_some()).count();
    html! {
        @if days.is_empty() { p.soft { "Nothing is counted yet." } }
        @else {
            @if drifts > 0 { p.told.warn { @if drifts == 1 { "One practice is seen in fewer classes than before." } @else { (drifts) " practices are seen in fewer classes than before." } " That may have a good reason; it is worth a conversation." } }
            div.wide-table tabindex="0" role="region" aria-label="Practices over time" { table.spread {
                thead { tr { th scope="col" { "Classes in which" } @for day in days.iter().rev() { th scope="col" { (capital(&term(*day))) br; span.small.soft { (day.in_words()) } } } } }
                tbody { @for row in &rows { tr {
                    th scope="row" { (row.practice.says) @if let Some(drift) = &row.drift { br; span.tag.warm { "less" } " " span.small { (drift) } } }
                    @for day in days.iter().rev() { td { @match row.over.iter().rev().find(|uses| uses.on == *day) { Some(uses) => { (uses.in_words()) } None => { span.soft { "not counted" } } } } }
                } } }
            } }
            p.small.soft { "Counts of classes, never which: nobody at the hub or here can tell from them who does what. In a school of fewer than five classes they are told in words." }
        }
    }
}
