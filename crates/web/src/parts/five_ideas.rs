//! The statements on the five big ideas as pages show them: the ones that are shipped, and what became of answers and
//! of what was seen, as tables.
//!
//! The same rows stand on the screen, on paper and in a spreadsheet. Start at [`statements`].

use std::sync::LazyLock;

use maud::{Markup, html};
use programme::{
    Count, HIDDEN_BELOW, IdeaStatement, InstrumentStep, Observation, Paired, PairedRow, Rate,
    SeenAgain, Statements, first_and_last, ideas_seen,
};

use crate::error::PageError;
use crate::parts::rich::capital;

/// The statements that are asked, as they are shipped; a test holds them sound.
pub fn statements() -> Result<&'static Statements, PageError> {
    static READ: LazyLock<Result<Statements, Vec<String>>> =
        LazyLock::new(|| Statements::read(include_str!("../../../../data/instrument.toml")));
    READ.as_ref().map_err(|problems| PageError::fault(&problems.join("; ")))
}

/// What must be read with the answers of teachers, one sentence each.
pub fn of_answers(paired: &Paired) -> Vec<String> {
    let rounds = paired.rounds.join(", ");
    vec![
        format!(
            "Teachers answered by links without a name, in rounds that are over: {rounds}. Of each who answered in two or more, the first and the last answer make a pair."
        ),
        format!(
            "In pairs: {}. Answered once, and in no figure here: {}. Who was not asked, or did not answer, is not known.",
            paired.pairs, paired.once
        ),
        "What teachers say of their own lessons, not what was seen; who answers twice may differ from who does not. Nothing here says what a change is due to.".to_owned(),
    ]
}

/// The heads of the table of answers.
pub const ANSWER_HEADS: [&str; 7] = [
    "Big idea",
    "In my lessons",
    "Pairs",
    "More often",
    "The same",
    "Less often",
    "More often: share and range",
];

/// The rows of the table of answers.
pub fn answer_rows(statements: &Statements, paired: &Paired) -> Vec<Vec<String>> {
    let row = |one: &PairedRow| {
        let of = statements.all.iter().find(|known| known.slug == one.statement)?;
        Some(paired_cells(&capital(of.idea.in_words()), &of.says, one))
    };
    paired.rows.iter().filter_map(row).collect()
}

/// The heads of the table of what teachers say of their own knowledge.
pub const KNOWS_HEADS: [&str; 7] = [
    "Of",
    "The mathematics",
    "Pairs",
    "Could explain it now, not before",
    "As before",
    "Before, not now",
    "Came to it: share and range",
];

/// The rows of that table; the first cell says what it is of.
pub fn knows_rows(statements: &Statements, paired: &Paired) -> Vec<Vec<String>> {
    let row = |one: &PairedRow| {
        let of = statements.topics.iter().find(|known| known.slug == one.statement)?;
        Some(paired_cells("Knowledge", &capital(&of.says), one))
    };
    paired.knows.iter().filter_map(row).collect()
}

fn paired_cells(first: &str, says: &str, one: &PairedRow) -> Vec<String> {
    let told = |n: Option<usize>| n.map_or("hidden".to_owned(), |n| n.to_string());
    vec![
        first.to_owned(),
        says.to_owned(),
        told(one.pairs),
        told(one.more),
        told(one.same),
        told(one.less),
        share(&one.rate()),
    ]
}

/// "58% (32% to 81%)", or that it is hidden.
pub fn share(rate: &Rate) -> String {
    match rate {
        Rate::Shown(share) => format!(
            "{}% ({}% to {}%)",
            (u32::from(share.per_mille) + 5) / 10,
            share.low / 10,
            share.high.div_ceil(10)
        ),
        Rate::Hidden => "hidden".to_owned(),
        Rate::Nobody => "nobody".to_owned(),
    }
}

/// What must be read with what was seen in schools, one sentence each.
pub fn of_seen(again: &SeenAgain) -> Vec<String> {
    vec![
        format!(
            "Specialists were in two or more lessons of a school, and again after {} days or more; the first and the last time make a pair. Schools in pairs: {}. Seen once, and in no figure here: {}.",
            programme::AGAIN_AFTER_DAYS,
            again.pairs,
            again.once
        ),
        "Which lessons were seen was not chosen by chance, and who saw them may be who helped. Counts of practices, never a grade; nothing here says what a change is due to.".to_owned(),
    ]
}

/// The heads of the table of what was seen.
pub const SEEN_HEADS: [&str; 7] = [
    "Big idea",
    "In the lessons that were seen",
    "Schools",
    "Seen the last time and not the first",
    "Seen both times",
    "Not seen yet",
    "Seen the first time and not the last",
];

/// The rows of the table of what was seen.
pub fn seen_rows(statements: &Statements, again: &SeenAgain) -> Vec<Vec<String>> {
    let told = |count: Count| match count {
        Count::Shown(n) => n.to_string(),
        _ => "hidden".to_owned(),
    };
    let row = |one: &programme::SeenAgainRow| {
        let of = statements.all.iter().find(|known| known.slug == one.statement)?;
        let mut row = vec![capital(of.idea.in_words()), of.sees.clone(), told(one.of)];
        row.extend(one.parts.map(told));
        Some(row)
    };
    again.rows.iter().filter_map(row).collect()
}

/// Which numbers are hidden, in a sentence.
pub fn hidden() -> String {
    format!(
        "Numbers from 1 to {} are hidden, and others where a hidden one could be worked out.",
        HIDDEN_BELOW - 1
    )
}

/// What was seen in one school over time: a row for each statement, a column for each day, the last first.
pub fn over_time(statements: &Statements, all: &[&Observation]) -> Markup {
    let shown: Vec<&&Observation> = all.iter().rev().take(4).collect();
    html! {
        @if let Some((first, last)) = first_and_last(all) {
            ul.clean.checks { @for one in ideas_seen(statements, first, last).iter().filter(|one| one.of > 0) { li {
                strong { (capital(one.idea.in_words())) } ": of " (one.of) @if one.of == 1 { " practice" } @else { " practices" } " looked for both times, " (one.first) " seen on " (first.on.in_words()) " and " (one.last) " on " (last.on.in_words()) "."
            } } }
        } @else if !all.is_empty() {
            p.soft { "Seen once so far, or twice within " (programme::AGAIN_AFTER_DAYS) " days: there is nothing to compare yet." }
        }
        @if !shown.is_empty() { div.wide-table tabindex="0" role="region" aria-label="What was seen over time" { table.spread {
            thead { tr { th scope="col" { "In the lessons that were seen" } @for one in &shown { th scope="col" { (one.on.in_words()) br; span.small.soft { (one.lessons) " lessons · " (one.by) } } } } }
            tbody { @for statement in &statements.all { tr {
                th scope="row" { (statement.sees) " " span.small.soft { "(" (statement.idea.in_words()) ")" } }
                @for one in &shown { td { (was_seen(one, statement)) } }
            } } }
        } } }
    }
}

/// Something that happened to the statements, in words.
pub fn instrument_words(step: &InstrumentStep) -> String {
    match step {
        InstrumentStep::RoundOpened { round } => format!(
            "{} opened the round “{}” of the five big ideas, with {} links, until {}",
            round.by,
            round.name,
            round.n_slips,
            round.closes.in_words()
        ),
        InstrumentStep::Answered { .. } => "A teacher answered".to_owned(),
        InstrumentStep::TakenOut { .. } => "A teacher took answers out".to_owned(),
        InstrumentStep::Later => {
            "Something that a newer Tenframe wrote of the five big ideas".to_owned()
        }
    }
}

fn was_seen(one: &Observation, statement: &IdeaStatement) -> Markup {
    html! { @match one.seen.get(&statement.slug) {
        Some(true) => { strong { "seen" } }
        Some(false) => { "not this time" }
        None => { span.soft { "not looked for" } }
    } }
}
