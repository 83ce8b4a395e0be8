//! A hub's spreadsheet brought in by its lead: chosen, looked at, and written by one button.
//!
//! What is brought in is the very file that was looked at; where the book has changed meanwhile it is looked at again.
//! Start at [`preview`]; what was brought is [`super::hub_imports`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use programme::{
    CellProblem, HubFact, Import, Likely, ReadWorkbook, RowSays, SchoolYear, WorkSheet, Workbook,
    known_sheets,
};

use super::hub::back_to;
use super::hub_imports::{HERE, counted};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::hub_workbook::{Against, doubtful, print_of};
use crate::layout::{self, HubPlace, token};
use crate::sent::{Fields, part};
use crate::xlsx;

/// The most bytes of a file.
// Our choice: five years of two hundred and sixty schools are about one.
const MOST_BYTES: usize = 8 << 20;
/// The most bytes that are listened to, so that a browser with a file that is too large still hears why.
pub const MOST_SENT: usize = 64 << 20;
/// The most of one list that a page names.
const MOST_NAMED: usize = 500;

/// The form that chooses a file, and what a spreadsheet may hold.
pub fn chooser(app: &App, visit: &Visit) -> Markup {
    html! {
        section.sheet.stack #bring-in {
            h2 { "Bring a spreadsheet in" }
            @if app.settings.takes_imports() {
                p { "Choose the workbook in which you keep schools, people, sessions, attendance or payments. You see first what it would bring, and nothing is written before you say so." }
                (file_form(visit, "See what it would bring"))
                p.small { a href="/hub/imports/template.xlsx" { "A workbook to fill in" } " has every sheet and heading, and nothing below them." }
                details { summary { "What the sheets and columns are called" } (columns()) }
            } @else { p.told.warn { "Imports are switched off while this demo can be opened from the network. Nothing real belongs in it." } }
        }
    }
}

fn file_form(visit: &Visit, says: &str) -> Markup {
    html! { form.stack method="post" enctype="multipart/form-data" action={ "/hub/imports/preview?_token=" (visit.token) } {
        div { label for="file" { "Workbook " span.soft { "(.xlsx)" } } input #file type="file" name="file" accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" required; }
        button.act { (says) }
    } }
}

fn columns() -> Markup {
    html! { div.stack {
        p.small { "Sheets and columns are found by these names, in any order and beside others; usual other names will do, such as School name or Start date. Those in bold must be there." }
        @for sheet in known_sheets() { div.stack-s {
            h3 { (sheet.name) }
            ul.clean.small { @for column in &sheet.columns { li { @if column.is_needed { strong { (column.name) } } @else { (column.name) } span.soft { " · " (column.expects) } } } }
        } }
    } }
}

/// An empty workbook with every sheet and heading that is known.
pub async fn template() -> Response {
    let known = known_sheets();
    let sheets = known.iter().map(|sheet| WorkSheet {
        name: sheet.name.clone(),
        rows: vec![(1, sheet.columns.iter().map(|column| column.name.clone()).collect())],
    });
    let workbook = Workbook { file: String::new(), sheets: sheets.collect() };
    let is_needed = |sheet: usize, column: usize| {
        known
            .get(sheet)
            .and_then(|sheet| sheet.columns.get(column))
            .is_some_and(|one| one.is_needed)
    };
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let name = r#"attachment; filename="hub-workbook.xlsx""#;
    let file = xlsx::write(&workbook, &is_needed);
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file).into_response()
}

/// Shows what a workbook would bring; writes nothing.
pub async fn preview(
    State(app): State<App>,
    visit: Visit,
    form: Multipart,
) -> Result<Markup, PageError> {
    refuse_when_open(&app)?;
    let (file, bytes) = sent_file(form).await?;
    let journal = HubJournal::of(&app, &visit).await?;
    let bytes: Arc<[u8]> = bytes.into();
    let (read, against) = look(&app, &journal, &file, Arc::clone(&bytes)).await?;
    let id = if may_be_brought(&read) {
        app.looked_at.hold(&journal.hub.hub_id, &file, bytes, print_of(&read.import))
    } else {
        String::new()
    };
    Ok(page(&visit, &journal, &read, &against, &id, ""))
}

/// The file of the form, and its name.
async fn sent_file(mut form: Multipart) -> Result<(String, Vec<u8>), PageError> {
    let unread = |error: MultipartError| match error.status().as_u16() {
        413 => too_large("The file"),
        _ => refused(format!(
            "The file did not arrive whole ({}). Choose it again",
            error.body_text()
        )),
    };
    while let Some(mut field) = form.next_field().await.map_err(unread)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default();
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        let name: String = name.chars().filter(|letter| !letter.is_control()).take(120).collect();
        let (mut bytes, mut n) = (Vec::new(), 0);
        while let Some(more) = field.chunk().await.map_err(unread)? {
            n += more.len();
            if n <= MOST_BYTES {
                bytes.extend_from_slice(&more);
            }
        }
        return match n {
            0 if name.is_empty() => break,
            0 => Err(refused(format!("`{name}` is empty; expected a workbook saved as .xlsx"))),
            n if n > MOST_BYTES => Err(too_large(&format!("`{name}`"))),
            _ => Ok((name, bytes)),
        };
    }
    Err(refused("No file was chosen; expected a workbook saved as .xlsx".to_owned()))
}

fn too_large(what: &str) -> PageError {
    refused(format!(
        "{what} is larger than {} MB; expected one hub's lists. Save a copy without pictures and other sheets, and choose that",
        MOST_BYTES >> 20
    ))
}

fn refused(says: String) -> PageError {
    PageError::refused(
        "This cannot be brought in",
        format!("{says}. Nothing was written, and your file is as it was."),
    )
}

fn refuse_when_open(app: &App) -> Result<(), PageError> {
    if app.settings.takes_imports() {
        Ok(())
    } else {
        Err(PageError::refused(
            "Imports are switched off",
            "This demo can be opened from the network, so no real list belongs in it. Nothing was written.",
        ))
    }
}

/// Reads a file against the book as it is now.
async fn look(
    app: &App,
    journal: &HubJournal,
    file: &str,
    bytes: Arc<[u8]>,
) -> Result<(ReadWorkbook, Against), PageError> {
    let against = Against {
        book: Arc::clone(&journal.book),
        register: app.store.school_register().await?,
        lines: Arc::clone(&journal.lines),
        own: journal.schools.keys().copied().collect(),
        today: journal.today,
    };
    let name = file.to_owned();
    let work = move || xlsx::read(&name, &bytes).map(|book| (against.read(&book), against));
    let read = tokio::task::spawn_blocking(work).await;
    let read = read.map_err(|_| PageError::fault("reading a workbook stopped"))?;
    read.map_err(|says| refused(format!("`{file}` cannot be read: {says}")))
}

fn may_be_brought(read: &ReadWorkbook) -> bool {
    let import = &read.import;
    read.problems.is_empty() && !(import.rows.is_empty() && import.sessions.is_empty())
}

/// Brings in the file that was looked at; where it would bring something else by now, it is looked at again.
pub async fn bring_in(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Response, PageError> {
    refuse_when_open(&app)?;
    let journal = HubJournal::of(&app, &visit).await?;
    let id = part(&sent, "file");
    let Some(held) = app.looked_at.of(&journal.hub.hub_id, id) else {
        return Err(refused(
            "The workbook you looked at is held for an hour, and is let go when others are looked at or the program starts again. Choose it again under From a spreadsheet"
                .to_owned(),
        ));
    };
    // A button pressed twice brings one import.
    let is_there = |fact: &&String| journal.book.imports.iter().any(|one| one.id == **fact);
    if let Some(fact) = held.brought.as_ref().filter(is_there) {
        return Ok(back_to(HERE, fact).into_response());
    }
    let (read, against) = look(&app, &journal, &held.file, Arc::clone(&held.bytes)).await?;
    let print = print_of(&read.import);
    if !may_be_brought(&read) || print != held.print {
        app.looked_at.looked_again(id, print);
        let since = "The hub's book has changed since you looked. Look once more: this is what the workbook would bring now.";
        return Ok(page(&visit, &journal, &read, &against, id, since).into_response());
    }
    let ids = journal.write(&app, &visit, vec![HubFact::Imported { import: read.import }]).await?;
    let fact = ids.first().map_or("", String::as_str);
    app.looked_at.brought(id, fact);
    Ok(back_to(HERE, fact).into_response())
}

fn page(
    visit: &Visit,
    journal: &HubJournal,
    read: &ReadWorkbook,
    against: &Against,
    id: &str,
    since: &str,
) -> Markup {
    let title = if !read.problems.is_empty() {
        "Not ready to bring in"
    } else if may_be_brought(read) {
        "What it would bring"
    } else {
        "Nothing new in it"
    };
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href=(HERE) { "From a spreadsheet" } } h1 { (title) } p.lead { strong { (read.import.file) } ". Nothing is written yet." } }
            @if !since.is_empty() { p.told.warn role="status" { (since) } }
            @if !read.problems.is_empty() { (problems(visit, &read.problems)) }
            @else if may_be_brought(read) { (would_bring(visit, journal, read, against, id)) }
            @else {
                p.told { @if read.n_known == 0 { "No row stands below the headings." } @else { "The book has all of it already: " (counted(read.n_known, "row")) "." } }
                p { a.act.quiet href=(HERE) { "Back to From a spreadsheet" } }
            }
            (left_out(&read.remarks))
        }
    };
    layout::hub(visit, HubPlace::Schools, title, &inside)
}

fn problems(visit: &Visit, all: &[CellProblem]) -> Markup {
    html! {
        section.stack {
            p.told.warn { (counted(all.len(), "thing")) @if all.len() == 1 { " is" } @else { " are" } " not right. Mend them in your spreadsheet program, save, and choose the file again; nothing is written while one is left." }
            div.wide-table.stacks { table {
                thead { tr { th { "Sheet" } th { "Row" } th { "Column" } th { "What is not right" } } }
                tbody { @for one in all.iter().take(MOST_NAMED) { tr {
                    td data-label="Sheet" { span { (one.sheet) } }
                    td.number data-label="Row" { span { @if let Some(row) = one.row { (row) } @else { "all" } } }
                    td data-label="Column" { span { (one.column.as_deref().unwrap_or("all")) } }
                    td data-label="Wrong" { span { (one.says) } }
                } } }
            } }
            (and_more(all.len()))
        }
        section.sheet.stack { h2 { "Choose it again" } (file_form(visit, "See what it would bring")) }
    }
}

fn and_more(n: usize) -> Markup {
    html! { @if n > MOST_NAMED { p.small.soft { "And " (n - MOST_NAMED) " more." } } }
}

fn would_bring(
    visit: &Visit,
    journal: &HubJournal,
    read: &ReadWorkbook,
    against: &Against,
    id: &str,
) -> Markup {
    let (taken, doubtful) = (against.taken(&read.import), doubtful(&read.import));
    let place = |one: &Likely| {
        let school = against.register.school(one.urn);
        let town = school.and_then(|school| school.town.as_deref());
        // Schools of one town may share a name.
        let postcode = school.and_then(|school| school.postcode.as_ref());
        let postcode = postcode.map(|postcode| format!(" {postcode}")).unwrap_or_default();
        town.map_or(String::new(), |town| format!(", {town}{postcode}"))
    };
    html! {
        section.stack {
            (new_rows(journal, &read.import))
            @if read.n_known > 0 { p.soft { (counted(read.n_known, "row")) @if read.n_known == 1 { " is" } @else { " are" } " in the book already and " @if read.n_known == 1 { "is" } @else { "are" } " left as " @if read.n_known == 1 { "it is." } @else { "they are." } } }
        }
        @if !doubtful.is_empty() { section.stack-s {
            h2 { "Which school is it? " span.soft.number { (doubtful.len()) } }
            p { "These stay in doubt: you say which school is meant once it is brought in. Until then their rows count for nothing." }
            ul.clean.stack { @for (school, n) in doubtful.iter().take(MOST_NAMED) { li {
                strong { (school.name) } @if !school.postcode.is_empty() { " " (school.postcode) } span.small.soft { " · " (school.at) ", " (counted(*n, "row")) }
                @if school.likely.is_empty() { p.small.soft { "The register has no school like it." } }
                @else { ul.clean.small { @for one in &school.likely { li { (against.name(one)) (place(one)) span.soft { " · " (one.urn) " · " span.number { (one.percent) "%" } ": " (one.because) } } } } }
            } } }
            (and_more(doubtful.len()))
        } }
        @if !taken.is_empty() { details { summary { "Schools the register calls otherwise " span.soft.number { (taken.len()) } }
            ul.clean.book { @for (school, one) in taken.iter().take(MOST_NAMED) { li { (school.name) " is taken as " strong { (against.name(one)) } (place(one)) span.small.soft { " · " (one.urn) " · " span.number { (one.percent) "%" } ": " (one.because) } } } }
            (and_more(taken.len()))
        } }
        form.row method="post" action="/hub/imports/bring-in" {
            (token(visit))
            input type="hidden" name="file" value=(id);
            button.act { "Bring it in" }
            a.act.quiet href=(HERE) { "Leave it" }
        }
        p.small.soft { "It is one import: the whole of it can be taken back, and what you write on screen afterwards stays." }
    }
}

/// What is new of one programme and year.
#[derive(Default)]
struct New {
    schools: BTreeSet<usize>,
    days: usize,
    people: usize,
    payments: usize,
    sessions: usize,
}

fn new_rows(journal: &HubJournal, import: &Import) -> Markup {
    let mut all: BTreeMap<(SchoolYear, String), New> = BTreeMap::new();
    for row in &import.rows {
        let new = all.entry((row.year, row.programme.clone())).or_default();
        new.schools.insert(row.school);
        match &row.says {
            RowSays::Happened { .. } => new.days += 1,
            RowSays::People { people, .. } => new.people += people.len(),
            RowSays::Money { .. } => new.payments += 1,
        }
    }
    for session in &import.sessions {
        let new = all.entry((session.year, session.programme.clone())).or_default();
        new.schools.extend(session.there.iter().map(|(school, _)| *school));
        new.sessions += 1;
    }
    html! { div.wide-table.stacks { table {
        thead { tr { th { "New in" } th { "Schools" } th { "Dates" } th { "People" } th { "Sessions" } th { "Payments" } } }
        tbody { @for ((year, programme), new) in &all { tr {
            td data-label="New in" { span { (journal.rules().short(programme)) " " (year) } }
            td.number data-label="Schools" { span { (new.schools.len()) } }
            td.number data-label="Dates" { span { (new.days) } }
            td.number data-label="People" { span { (new.people) } }
            td.number data-label="Sessions" { span { (new.sessions) } }
            td.number data-label="Payments" { span { (new.payments) } }
        } } }
    } } }
}

fn left_out(all: &[CellProblem]) -> Markup {
    html! { @if !all.is_empty() { details open[all.len() <= 5] {
        summary { "Left out, or taken as usual " span.soft.number { (all.len()) } }
        ul.clean.small { @for one in all.iter().take(MOST_NAMED) { li { (one) } } }
        (and_more(all.len()))
    } } }
}
