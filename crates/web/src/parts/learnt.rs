//! What a school handed on of its pupils' learning, and many schools together, as pages show it.
//!
//! The school and its hub read the same. Start at [`of_school`] and [`rows`].

use maud::{Markup, html};
use programme::{Count, HandedCounts, LearningStep, Learnt, MEASURES, Share};

/// What one school handed on, year by year, the last first.
pub fn of_school(held: &HandedCounts) -> Markup {
    let years = held.years();
    html! {
        @if years.is_empty() { p.soft { @match &held.taken_back { Some((by, on)) => { (by) " took back on " (on.in_words()) " what was handed on." } None => { "Nothing is handed on." } } } }
        @for year in years.iter().rev() { @if let Some((on, counts)) = held.last_of(*year) {
            div.sheet.quiet.stack-s {
                h3 { (year) span.soft { " · to " (on.in_words()) ", by " (counts.by) ", " (counts.role) } }
                ul.clean.checks {
                    @for one in &MEASURES { @match counts.told(one.slug) {
                        None => { li.not-known { strong { (one.name) } ": not counted" } }
                        Some(Err(())) => { li.not-known { strong { (one.name) } ": hidden, as a number in it is from 1 to 4" } }
                        Some(Ok((_, 0))) => { li.not-known { strong { (one.name) } ": there was none" } }
                        Some(Ok((did, of))) => { li { strong { (one.name) } ": " (did) " of " (of) } }
                    } }
                    @if let Some(hours) = counts.hours { li { strong { "From the check to the first help" } ": " (hours_in_words(hours)) " for half of those who were helped" } }
                }
            }
        } }
    }
}

/// "within 3 hours".
pub fn hours_in_words(hours: u32) -> String {
    match hours {
        0 => "within the hour".to_owned(),
        hours @ 1..24 => format!("within {} hours", hours + 1),
        hours => format!("within {} days", hours / 24 + 1),
    }
}

/// A step of what a school hands on, in words that follow its name.
pub fn learning_words(step: &LearningStep) -> String {
    match step {
        LearningStep::Asked { on } => {
            format!("a link to hand counts of learning on was made on {}", on.in_words())
        }
        LearningStep::Brought { counts, on } => {
            format!("{} handed counts of learning on, on {}", counts.by, on.in_words())
        }
        LearningStep::TakenBack { by, on } => {
            format!("{by} took counts of learning back on {}", on.in_words())
        }
        LearningStep::Later => "something of its counts that a newer Tenframe wrote".to_owned(),
    }
}

/// The heads of the table of many schools.
pub const HEADS: [&str; 5] =
    ["School year", "What is counted", "Schools", "Of all together", "Share and range"];

/// The rows of the table of many schools.
pub fn rows(all: &[Learnt]) -> Vec<Vec<String>> {
    let hidden = || "hidden".to_owned();
    let row = |one: &Learnt| {
        let schools = match one.schools {
            Count::Shown(n) => n.to_string(),
            other => other.to_string(),
        };
        let (of, share) = match &one.share {
            Some(share) => (format!("{} of {}", share.did, share.of), in_words(share)),
            None => (hidden(), hidden()),
        };
        vec![one.year.to_string(), one.measure.name.to_owned(), schools, of, share]
    };
    all.iter().map(row).collect()
}

fn in_words(share: &Share) -> String {
    format!(
        "{}% ({}% to {}%)",
        (u32::from(share.per_mille) + 5) / 10,
        share.low / 10,
        share.high.div_ceil(10)
    )
}
