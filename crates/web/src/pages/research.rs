//! A researcher's page: the extracts granted to them, each with its last day, its codebook and every time it was taken;
//! of schools' years, and of practice and knowledge asked again.
//!
//! Nothing else of the nation is open to a researcher. Taking an extract is a fact; past its day it is refused. Start
//! at [`show`].

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use programme::{
    Arm, CODEBOOK, Column, ExtractOf, ExtractSchool, Granted, HIDDEN_BELOW, NationFact,
    PRACTICE_CAVEATS, PRACTICE_CODEBOOK, Project, Urn, extract, practice_rows,
};

use super::hub_lists::spreadsheet;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, NationPlace, token};
use crate::nation_journal::{self, NationJournal};
use crate::parts::five_ideas::statements;
use crate::session;

/// What whoever asks may take.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let own = own(&journal, &visit)?;
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { (journal.nation.name) } h1 { "Your extracts" } }
            @if own.is_empty() { p.told { "No extract is granted to you. Whoever looks after the project grants one, for a purpose and until a day." } }
            @for (project, granted) in &own { section.sheet.stack-s {
                h2 { (project.text().title) }
                p.lead { (project.text().question) }
                p { "For: " (granted.grant.purpose) }
                @match granted.grant.why_not(journal.today) {
                    Some(says) => { p.told.warn { (says) } }
                    None => {
                        p { "It may be taken until " strong { (granted.grant.until.in_words()) } ". Each time is written down." }
                        div.row {
                            form method="post" action={ "/research/extracts/" (granted.id) } { (token(&visit)) button.act { "Take the schools' years" } }
                            form method="post" action={ "/research/extracts/" (granted.id) "/practice" } { (token(&visit)) button.act.quiet { "Take practice and knowledge" } }
                            a href={ "/research/extracts/" (granted.id) "/codebook.csv" } { "The codebook of both" }
                        }
                    }
                }
                @if !granted.taken.is_empty() { p.small.soft { "Taken on " (granted.taken.iter().map(|on| on.in_words()).collect::<Vec<_>>().join(", ")) "." } }
            } }
            section.stack-s.narrow-read {
                h2 { "What an extract is" }
                p { "Two files. Of schools: one row for each school, programme and school year. A school has a key made for this extract alone. Nothing that fewer than five schools share is told: the hub, then the region, then the phase is withheld, and a row that is still alone is left out." }
                p { "0 means not recorded, which is not the same as not done. Rates of change are not effects: only what was allocated by chance, in the column arm, may be compared as a trial, and only between schools of that allocation." }
                p { "Of practice and knowledge: counts of pairs, the first and the last time a teacher answered or a school was seen, by hub and statement, each with its terms." }
                @for says in PRACTICE_CAVEATS { p { (says) } }
                details { summary { "The columns of schools' years" } (columns(&CODEBOOK)) }
                details { summary { "The columns of practice and knowledge" } (columns(&PRACTICE_CODEBOOK)) }
            }
        }
    };
    Ok(layout::nation(&visit, NationPlace::Extracts, "Your extracts", &inside))
}

fn columns(all: &[Column]) -> Markup {
    html! { dl.definitions { @for column in all { dt { (column.name) } dd { (column.means) " " span.soft { (column.unit) "." } } } } }
}

/// The extracts granted to whoever asks.
fn own<'j>(
    journal: &'j NationJournal,
    visit: &Visit,
) -> Result<Vec<(&'j Project, &'j Granted)>, PageError> {
    let me = visit.actor()?.staff()?.staff_id.clone();
    let all = journal
        .book
        .projects
        .iter()
        .flat_map(|project| project.extracts.iter().map(move |granted| (project, granted)));
    Ok(all.filter(|(_, granted)| granted.grant.to == me).collect())
}

/// One of them, while it may be taken.
fn open<'j>(
    journal: &'j NationJournal,
    visit: &Visit,
    id: &str,
) -> Result<(&'j Project, &'j Granted), PageError> {
    let found = own(journal, visit)?.into_iter().find(|(_, granted)| granted.id == id);
    let found = found.ok_or_else(|| PageError::not_found("extract"))?;
    match found.1.grant.why_not(journal.today) {
        Some(says) => Err(PageError::refused("This extract is over", says)),
        None => Ok(found),
    }
}

/// Takes an extract: it is made, the taking is written down, and then it is given.
pub async fn take(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let (project, granted) = open(&journal, &visit, &id)?;
    let register = app.store.school_register().await?;
    let mut arms: BTreeMap<(Urn, String, String), Arm> = BTreeMap::new();
    for (_, allocation) in &project.allocations {
        for one in &allocation.schools {
            for urn in journal.lines.line(one.urn) {
                let at = (urn, allocation.programme.clone(), allocation.year.to_string());
                arms.insert(at, one.arm);
            }
        }
    }
    let key_of = session::extract_keys(&app, &granted.id);
    let school = |urn: Urn| {
        let known = register.school(urn);
        ExtractSchool {
            region: known.and_then(|school| school.region.clone()),
            phase: known.and_then(|school| school.phase.clone()),
        }
    };
    let made = extract(
        &journal.book.facts,
        &journal.lines,
        &ExtractOf {
            on: journal.today,
            fewest: HIDDEN_BELOW as usize,
            key: &key_of,
            school: &school,
            n_sessions: &|urn, programme, year| journal.book.n_sessions(urn, programme, year),
            arm: &|urn, programme, year| {
                arms.get(&(urn, programme.to_owned(), year.to_string())).copied()
            },
        },
    );
    let taken = NationFact::ExtractTaken { extract: granted.id.clone(), on: journal.today };
    nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![taken]).await?;
    let heads: Vec<&str> = CODEBOOK.iter().map(|column| column.name).collect();
    spreadsheet("extract", &heads, made.rows.into_iter().map(|row| row.cells))
}

/// Takes what became of practice and knowledge; written down as taking the extract is.
pub async fn take_practice(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let (_, granted) = open(&journal, &visit, &id)?;
    let rows = practice_rows(&journal.book, &session::extract_keys(&app, &granted.id));
    let taken = NationFact::ExtractTaken { extract: granted.id.clone(), on: journal.today };
    nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![taken]).await?;
    let heads: Vec<&str> = PRACTICE_CODEBOOK.iter().map(|column| column.name).collect();
    spreadsheet("practice", &heads, rows)
}

/// What each column of both files means, and the words of every statement.
pub async fn codebook(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    open(&journal, &visit, &id)?;
    let known = statements()?;
    let words = |column: &Column, name: String| {
        let [means, unit, source] = [column.means, column.unit, column.source].map(str::to_owned);
        vec![name, means, unit, source]
    };
    let of_practice = |column: &Column| words(column, format!("practice: {}", column.name));
    let rows = CODEBOOK.iter().map(|column| words(column, column.name.to_owned()));
    let rows = rows.chain(PRACTICE_CODEBOOK.iter().map(of_practice));
    let own = |slug: &str, says: String| {
        vec![format!("practice: statement {slug}"), says, String::new(), "our own".to_owned()]
    };
    let rows = rows.chain(known.all.iter().map(|one| {
        let idea = one.idea.in_words();
        let says = format!("Teachers: in my lessons {}. Seen: {}. Of {idea}.", one.says, one.sees);
        own(&one.slug, says)
    }));
    let rows = rows.chain(known.topics.iter().map(|one| own(&one.slug, one.says.clone())));
    let rows = rows.chain(PRACTICE_CAVEATS.map(|says| {
        vec!["practice: all of it".to_owned(), says.to_owned(), String::new(), String::new()]
    }));
    let said = journal.book.captions.iter().map(|caption| {
        vec!["of all of it".to_owned(), caption.clone(), String::new(), String::new()]
    });
    spreadsheet("codebook", &["column", "means", "unit", "source"], rows.chain(said))
}
