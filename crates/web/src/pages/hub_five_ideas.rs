//! The statements on the five big ideas, from the hub: open a round, hand links round, and read counts of pairs once
//! rounds are over.
//!
//! No page of a hub shows an answer, who answered, or of which school. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use maud::{Markup, html};
use programme::{
    Date, HIDDEN_BELOW, HeldRound, HubFact, InstrumentStep, Paired, Round, SeenAgain, change,
    seen_again, term,
};

use super::five_ideas;
use super::hub::{Done, back_to, said_done};
use super::hub_lists::spreadsheet;
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, in_days};
use crate::layout::{self, HubPlace, token};
use crate::parts::five_ideas::{
    ANSWER_HEADS, KNOWS_HEADS, SEEN_HEADS, answer_rows, hidden, knows_rows, of_answers, of_seen,
    seen_rows, statements,
};
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused, text};

const HERE: &str = "/hub/five-ideas";

/// What became of teachers' answers; nothing before two rounds are over.
pub fn answers_of(journal: &HubJournal) -> Result<Option<Paired>, PageError> {
    Ok(change(&journal.book.instrument, statements()?, journal.today, false, HIDDEN_BELOW))
}

/// What was seen again in schools; nothing where none was seen.
pub fn seen_of(journal: &HubJournal) -> Result<Option<SeenAgain>, PageError> {
    let (seen, lines) = (&journal.book.observations, &journal.lines);
    Ok(seen_again(seen, statements()?, lines, journal.today, HIDDEN_BELOW))
}

/// Rounds, and what came of them.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let leads = visit.is_any_of(&[Role::HubLead]);
    let rounds = journal.book.instrument.rounds();
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { (journal.hub.name) } h1 { "The five big ideas over time" } p.narrow-read { "What teachers say of their own lessons, and what specialists see in schools: asked again, and told as counts. No teacher's answer is shown to anybody." } }
                p.row { a.act.quiet.small href="/hub/five-ideas.csv" { "As a spreadsheet" } a.act.quiet.small href="/hub/five-ideas/codebook.csv" { "What each column means" } }
            }
            (said_done(&visit, &journal, &asked.done, HERE))
            div.grid2 {
                section.sheet.quiet.stack-s {
                    h2 { "Rounds" }
                    @if rounds.is_empty() { p.soft { "None yet." } }
                    ol.clean.book { @for held in rounds.iter().rev() { li { (one_round(&journal, held)) } } }
                }
                @if leads { (open_form(&visit, &journal)) }
            }
            (answers(&journal)?)
            (seen(&journal)?)
            (look_form(&journal))
        }
    };
    Ok(layout::hub(&visit, HubPlace::Report, "The five big ideas over time", &inside))
}

fn one_round(journal: &HubJournal, held: &HeldRound) -> Markup {
    let round = &held.round;
    html! {
        p { strong { (capital(&round.name)) } }
        @if held.is_over(journal.today) { p.small { "Over since " (round.closes.in_words()) "; answered: " (programme::Count::of(held.n_answers(), HIDDEN_BELOW)) " of " (round.n_slips) " links." } }
        @else { p.small { "Open until " (round.closes.in_words()) ". How many have answered is told when it is over." } p { a href={ (HERE) "/" (held.id) "/links" } { "The links to hand round" } } }
    }
}

fn answers(journal: &HubJournal) -> Result<Markup, PageError> {
    let paired = answers_of(journal)?;
    Ok(html! { section.stack {
        h2 { "What teachers say of their lessons" }
        @match &paired {
            None => { p.told { "A change is told once two rounds are over. Open one now and the next in a year." } }
            Some(paired) => {
                @for says in of_answers(paired) { p.narrow-read { (says) } }
                @if paired.rows.is_empty() { p.told { "Fewer than " (HIDDEN_BELOW) " teachers answered twice, so nothing more is told." } }
                @else {
                    (table("What teachers say, in pairs", &ANSWER_HEADS, &answer_rows(statements()?, paired)))
                    p.small.soft { (hidden()) " " (programme::RANGE) }
                    h3 { "What they say of the mathematics itself" }
                    p.narrow-read { "One of three sentences of each topic, none above another; told is how many could explain it to a colleague." }
                    (table("What teachers say of the mathematics, in pairs", &KNOWS_HEADS, &knows_rows(statements()?, paired)))
                    p.small.soft { (hidden()) }
                }
            }
        }
    } })
}

fn seen(journal: &HubJournal) -> Result<Markup, PageError> {
    let again = seen_of(journal)?;
    Ok(html! { section.stack {
        h2 { "What specialists see in schools" }
        @match &again {
            None => { p.told { "Nobody has written down yet what was seen. Choose a school below." } }
            Some(again) => {
                @for says in of_seen(again) { p.narrow-read { (says) } }
                @if again.rows.is_empty() { p.told { "Fewer than " (HIDDEN_BELOW) " schools were seen twice, so nothing more is told here. Each school's own page shows what was seen in it." } }
                @else { (table("What was seen again, in schools", &SEEN_HEADS, &seen_rows(statements()?, again))) p.small.soft { (hidden()) } }
            }
        }
    } })
}

/// A table of words and numbers; the first two columns are words.
pub fn table(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> Markup {
    html! { div.wide-table tabindex="0" role="region" aria-label=(caption) { table.spread {
        thead { tr { @for head in heads { th scope="col" { (head) } } } }
        tbody { @for row in rows { tr { @for (at, cell) in row.iter().enumerate() {
            @if at == 1 { th scope="row" { (cell) } } @else { td { (cell) } }
        } } } }
    } } }
}

fn open_form(visit: &Visit, journal: &HubJournal) -> Markup {
    html! { form.sheet.quiet.stack-s method="post" action=(HERE) {
        (token(visit))
        h2 { "Open a round" }
        div { label for="name" { "Its name" } input #name type="text" name="name" maxlength="60" value=(term(journal.today)) required; }
        div { label for="slips" { "How many links" } input #slips type="number" name="slips" min="1" max=(programme::MOST_SLIPS) value="40" inputmode="numeric" required; }
        div { label for="closes" { "Open until" } input #closes type="date" name="closes" value=(in_days(28)) required; }
        button.act.quiet.small { "Open it" }
        p.small.soft { "Hand a link to each teacher, in no order and without a list. A link answers once." }
    } }
}

fn look_form(journal: &HubJournal) -> Markup {
    html! { section.stack-s {
        h2 { "Write down what was seen in a school" }
        p.small { "After two lessons or more. It speaks of the school, and holds no name." }
        details { summary { "Choose a school" } ul.clean.columns { @for school in journal.open_schools() {
            @let line = journal.lines.line(school.urn);
            @let last = journal.book.observations_of(&line).last().map(|(_, one)| one.on);
            li { a href={ "/hub/schools/" (school.urn) "/observation" } { (school.name) } @if let Some(on) = last { span.soft.small { " · seen on " (on.in_words()) } } }
        } } }
    } }
}

/// Opens a round.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let slips = part(&sent, "slips").trim();
    let n_slips = slips.parse().map_err(|_| {
        let cut: String = slips.chars().take(20).collect();
        refused(format!("`{cut}` is no number of links"))
    })?;
    let round = Round {
        name: text(part(&sent, "name"))?,
        n_slips,
        closes: Date::read(part(&sent, "closes")).map_err(|error| refused(error.to_string()))?,
        by: visit.actor()?.name().to_owned(),
        on: journal.today,
    };
    if let Some(says) = round.problem() {
        return Err(refused(says));
    }
    let mut named = journal.book.instrument.rounds().iter();
    if named.any(|held| held.round.name == round.name) {
        return Err(refused(format!(
            "there is a round “{}” already; give this one another name",
            round.name
        )));
    }
    let step = InstrumentStep::RoundOpened { round };
    let ids = journal.write(&app, &visit, vec![HubFact::Instrument { step }]).await?;
    Ok(back_to(HERE, ids.first().map_or("", String::as_str)))
}

/// The links of a round, to print and cut, or to copy.
pub async fn links(
    State(app): State<App>,
    visit: Visit,
    Path(round): Path<String>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let held = journal.book.instrument.round(&round);
    let held = held.ok_or_else(|| PageError::not_found("round"))?;
    let hub_id = &journal.hub.hub_id;
    let all = (0..held.round.n_slips).map(|number| five_ideas::link(&app, hub_id, &round, number));
    let all: Vec<String> = all.collect();
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href=(HERE) { "The five big ideas over time" } } h1 { "Links of " (held.round.name) } }
            div.stack-s.narrow-read {
                p.lead { "One link a teacher. Shuffle them, and keep no list of who had which: that is what lets teachers answer freely." }
                p { "Which links have answered is not shown, so nobody is reminded by name; remind everybody, until " (held.round.closes.in_words()) "." }
                p.soft #only-a-path { "Put before each what stands in your browser before “/hub”." }
            }
            ol.slips { @for link in &all { li.sheet.quiet { a href=(link) data-whole="only-a-path" { (link) } } } }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Report, "Links of a round", &inside))
}

/// The counts as a spreadsheet.
pub async fn as_csv(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let known = statements()?;
    let mut rows = Vec::new();
    if let Some(paired) = answers_of(&journal)? {
        let both = answer_rows(known, &paired).into_iter().chain(knows_rows(known, &paired));
        rows.extend(both.map(|cells| {
            let [idea, says, n, more, same, less, share] = seven(cells);
            vec!["teachers".to_owned(), idea, says, n, more, same, less, String::new(), share]
        }));
    }
    if let Some(again) = seen_of(&journal)? {
        rows.extend(seen_rows(known, &again).into_iter().map(|cells| {
            let [idea, sees, n, came, stayed, not_yet, went] = seven(cells);
            vec!["schools".to_owned(), idea, sees, n, came, stayed, went, not_yet, String::new()]
        }));
    }
    let heads = CODEBOOK.map(|(name, _)| name);
    spreadsheet("five-ideas", &heads, rows)
}

fn seven(cells: Vec<String>) -> [String; 7] {
    let mut cells = cells.into_iter();
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// What each column of the spreadsheet is.
const CODEBOOK: [(&str, &str); 9] = [
    (
        "of",
        "teachers: what they say of their own lessons; schools: what a specialist saw in two lessons or more of a school",
    ),
    (
        "big idea",
        "The big idea the statement belongs to; knowledge where it is of the mathematics itself.",
    ),
    ("statement", "The statement or topic; our own words, not a published scale."),
    (
        "pairs",
        "How many teachers answered it, or in how many schools it was looked for, both the first and the last time. Who was asked once is in no pair. From 1 to 4 it reads hidden; so in every column of numbers, and where a hidden one could be worked out.",
    ),
    (
        "more",
        "Teachers: said more often the last time; of knowledge, could explain it to a colleague the last time and not the first. Schools: seen the last time and not the first.",
    ),
    ("same", "Teachers: said the same. Schools: seen both times."),
    ("less", "Teachers: the other way round. Schools: seen the first time and not the last."),
    ("not yet", "Schools: seen neither time. Empty for teachers."),
    (
        "share that went up, with its range",
        "More of pairs, with Wilson's range at 95 in 100; for teachers. It says nothing of what a change is due to.",
    ),
];

/// What each column of the spreadsheet means.
pub async fn codebook(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let columns = CODEBOOK.map(|(name, means)| vec![name.to_owned(), means.to_owned()]);
    let mut said = Vec::new();
    if let Some(paired) = answers_of(&journal)? {
        said.extend(of_answers(&paired));
    }
    if let Some(again) = seen_of(&journal)? {
        said.extend(of_seen(&again));
    }
    let said = said.into_iter().map(|says| vec!["of all of it".to_owned(), says]);
    spreadsheet("five-ideas-codebook", &["column", "means"], columns.into_iter().chain(said))
}
