//! What teachers say of their lessons and of the mathematics, and what specialists see in schools, asked again: over all
//! hubs, as counts of pairs that hubs handed on for research.
//!
//! A hub that hid a part of a row is in no number of it, and that is said. Start at [`show`].

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use programme::{PRACTICE_CAVEATS, PracticeOf, PracticeOverHubs, RANGE, Statements, over_hubs};

use super::hub_five_ideas::table;
use super::hub_lists::spreadsheet;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, NationPlace};
use crate::nation_journal::NationJournal;
use crate::parts::five_ideas::{share, statements};
use crate::parts::rich::capital;

/// How one kind of row is told.
struct Told {
    of: PracticeOf,
    name: &'static str,
    heads: &'static [&'static str],
}

const TOLD: [Told; 3] = [
    Told {
        of: PracticeOf::TeachersSay,
        name: "What teachers say of their lessons",
        heads: &[
            "Big idea",
            "In my lessons",
            "Hubs",
            "Pairs",
            "More often",
            "The same",
            "Less often",
            "More often: share and range",
        ],
    },
    Told {
        of: PracticeOf::TeachersKnow,
        name: "What teachers say of the mathematics",
        heads: &[
            "Of",
            "The mathematics",
            "Hubs",
            "Pairs",
            "Could explain it now, not before",
            "As before",
            "Before, not now",
            "Came to it: share and range",
        ],
    },
    Told {
        of: PracticeOf::SeenInSchools,
        name: "What specialists see in schools",
        heads: &[
            "Big idea",
            "In the lessons that were seen",
            "Hubs",
            "Schools",
            "Seen the last time and not the first",
            "Seen both times",
            "Seen the first time and not the last",
            "Not seen yet",
            "Came: share and range",
        ],
    },
];

/// The first words of a row: the big idea or what stands for it, and the statement as it is told.
fn words(known: &Statements, one: &PracticeOverHubs) -> [String; 2] {
    if one.of == PracticeOf::TeachersKnow {
        let topic = known.topics.iter().find(|topic| topic.slug == one.statement);
        let says = topic.map_or(one.statement.as_str(), |topic| topic.says.as_str());
        return ["Knowledge".to_owned(), capital(says)];
    }
    match known.all.iter().find(|statement| statement.slug == one.statement) {
        Some(found) => {
            let says = if one.of == PracticeOf::SeenInSchools { &found.sees } else { &found.says };
            [capital(found.idea.in_words()), says.clone()]
        }
        // Of a statement that is asked no more.
        None => [String::new(), one.statement.clone()],
    }
}

/// The rows of one kind, in the order in which the statements are asked.
fn rows(known: &Statements, told: &Told, all: &[PracticeOverHubs]) -> Vec<Vec<String>> {
    let place = |one: &&PracticeOverHubs| {
        let statements = known.all.iter().map(|one| &one.slug);
        let mut asked = statements.chain(known.topics.iter().map(|one| &one.slug));
        asked.position(|slug| *slug == one.statement)
    };
    let mut of: Vec<&PracticeOverHubs> = all.iter().filter(|one| one.of == told.of).collect();
    of.sort_by_key(place);
    of.into_iter().map(|one| row(known, one)).collect()
}

fn row(known: &Statements, one: &PracticeOverHubs) -> Vec<String> {
    let hubs = format!("{} of {}", one.hubs, one.hubs + one.hubs_hidden);
    let [more, same, less, not_yet] = one.parts;
    let mut cells = words(known, one).to_vec();
    cells.push(hubs);
    let n_parts = if one.of == PracticeOf::SeenInSchools { 4 } else { 3 };
    let parts = [more, same, less, not_yet];
    let numbers = std::iter::once(one.pairs).chain(parts.into_iter().take(n_parts));
    // Where no hub told every part there is nothing to add up.
    cells.extend(numbers.map(|n| if one.hubs == 0 { "hidden".to_owned() } else { n.to_string() }));
    cells.push(share(&one.rate()));
    cells
}

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let known = statements()?;
    let all = over_hubs(&journal.book);
    let terms = terms(&journal);
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { a href="/nation/projects" { "Research" } " · " (journal.nation.name) } h1 { "Practice and knowledge, asked again" } p.narrow-read { "Of each teacher or school that was asked or seen twice, the first and the last time make a pair. Counts of pairs, as hubs handed them on" @if let Some(terms) = &terms { ", from " (terms) } ". No answer and no visit is here." } }
                @if !all.is_empty() { p.row { a.act.quiet.small href="/nation/practice.csv" { "As a spreadsheet" } } }
            }
            @for caption in &journal.book.captions { p.told.warn { strong { (caption) } } }
            @if all.is_empty() { p.told { "No hub has handed on counts yet. They go along when a hub hands on, once five teachers who agreed to research have answered in two rounds that are over, or five schools were seen twice." } }
            @for told in &TOLD {
                @let rows = rows(known, told, &all);
                @if !rows.is_empty() { section.stack { h2 { (told.name) } (table(told.name, told.heads, &rows)) } }
            }
            @if !all.is_empty() { section.stack-s.narrow-read {
                h2 { "How to read it" }
                p.small { "Numbers from 1 to " (programme::HIDDEN_BELOW - 1) " of a hub are hidden, and others where a hidden one could be worked out; a hub with something hidden in a row is in no number of that row, and “3 of 4” hubs says so. " (RANGE) }
                @for says in PRACTICE_CAVEATS { p.small { (says) } }
            } }
        }
    };
    Ok(layout::nation(
        &visit,
        NationPlace::Research,
        "Practice and knowledge, asked again",
        &inside,
    ))
}

/// "autumn 2025 to summer 2026", where every hub's rows speak of the same terms.
fn terms(journal: &NationJournal) -> Option<String> {
    let mut all = journal.book.hubs.values().flat_map(|held| &held.practice);
    let first = all.next()?;
    let is_same = all.all(|row| (&row.from, &row.to) == (&first.from, &first.to));
    is_same.then(|| format!("{} to {}", first.from, first.to))
}

/// The same as a spreadsheet.
pub async fn as_csv(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let known = statements()?;
    let all = over_hubs(&journal.book);
    let of = |told: &'static Told| {
        rows(known, told, &all).into_iter().map(|mut cells| {
            let share = cells.pop().unwrap_or_default();
            cells.resize(HEADS.len() - 2, String::new());
            cells.push(share);
            cells.insert(0, told.name.to_owned());
            cells
        })
    };
    let rows: Vec<Vec<String>> = TOLD.iter().flat_map(of).collect();
    spreadsheet("practice", &HEADS, rows)
}

const HEADS: [&str; 10] = [
    "what",
    "of",
    "statement",
    "hubs",
    "pairs",
    "more",
    "same",
    "less",
    "not yet",
    "share of more",
];
