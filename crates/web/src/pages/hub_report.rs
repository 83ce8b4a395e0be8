//! A hub's report: reach by named definitions over the years; every figure opens to its definition and its schools.
//!
//! Page, spreadsheet and PDF are written from one value, [`Figures`], so that they agree. Small numbers are hidden
//! in all three; the opened figure is for the hub's own eyes. No figure says what a programme caused.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use paper::{Report as Paper, ReportTable, Sheet};
use programme::{
    Count, DEFINITIONS, Date, Definition, HIDDEN_BELOW, Question, Report, SchoolYear, definition,
    report, withhold,
};
use serde::Deserialize;

use super::hub_money::plain;
use super::hub_report_more::{self, More};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace};

/// One table of figures: a row for each definition, a column for each school year.
pub struct Table {
    /// The programme, by its slug; empty for all together.
    pub programme: String,
    /// What stands in it.
    pub caption: String,
    /// The reports, in the order of the definitions.
    pub rows: Vec<(&'static Definition, Report)>,
}

/// All figures of the report.
pub struct Figures {
    /// The school years, in order.
    pub years: Vec<SchoolYear>,
    /// The tables: every programme together, then each that has a figure.
    pub tables: Vec<Table>,
}

impl Figures {
    /// The figures of a hub, of this year and the two before it.
    pub fn of(journal: &HubJournal) -> Self {
        let to = journal.year;
        let from = SchoolYear::beginning_in(to.first_year().saturating_sub(2));
        let years: Vec<SchoolYear> =
            (from.first_year()..=to.first_year()).map(SchoolYear::beginning_in).collect();
        let mut slugs = vec![String::new()];
        slugs.extend(journal.rules().stages().map(str::to_owned));
        let table = |programme: String| {
            let chosen: Vec<String> =
                if programme.is_empty() { Vec::new() } else { vec![programme.clone()] };
            let one = |definition: &'static Definition| {
                let question = Question {
                    definition,
                    programmes: &chosen,
                    from,
                    to,
                    by_hub: false,
                    hidden_below: HIDDEN_BELOW,
                };
                (definition, report(&question, &journal.book.facts, &journal.lines))
            };
            let caption = if programme.is_empty() {
                "Every programme".to_owned()
            } else {
                journal.rules().short(&programme)
            };
            Table { programme, caption, rows: DEFINITIONS.iter().map(one).collect() }
        };
        let has_figure = |table: &Table| {
            table
                .rows
                .iter()
                .any(|(_, report)| report.figures.iter().any(|figure| !figure.counted.is_empty()))
        };
        let mut tables: Vec<Table> = slugs.into_iter().map(table).filter(has_figure).collect();
        withhold_across(&mut tables);
        Self { years, tables }
    }

    /// What the report says of a programme, or of all for an empty slug; nothing where it has no such figure.
    fn says(&self, programme: &str, definition: &Definition, year: SchoolYear) -> Option<Count> {
        let table = self.tables.iter().find(|table| table.programme == programme)?;
        let (_, report) = table.rows.iter().find(|(held, _)| held.slug == definition.slug)?;
        let at = self.years.iter().position(|held| *held == year)?;
        report.figures.get(at).map(|figure| figure.schools)
    }

    /// The heads of every table's columns.
    pub fn heads(&self) -> Vec<String> {
        let years = self.years.iter().map(ToString::to_string);
        std::iter::once("Schools".to_owned()).chain(years).collect()
    }
}

/// Withholds what would give a hidden number away: of all programmes together and each of them, and of who ever took
/// part, which grows each year by those who start and did not only return.
fn withhold_across(tables: &mut [Table]) {
    let (n_rows, n_years) = match tables.first() {
        Some(table) => {
            (table.rows.len(), table.rows.first().map_or(0, |(_, one)| one.figures.len()))
        }
        None => return,
    };
    let at = |table: usize, row: usize, year: usize| (table * n_rows + row) * n_years + year;
    let figures = || tables.iter().flat_map(|table| &table.rows).flat_map(|(_, one)| &one.figures);
    let numbers: Vec<usize> = figures().map(|figure| figure.counted.len()).collect();
    let mut shown: Vec<Count> = figures().map(|figure| figure.schools).collect();
    let row = |slug: &str| DEFINITIONS.iter().position(|one| one.slug == slug);
    let mut relations: Vec<Vec<usize>> = Vec::new();
    for year in 0..n_years {
        for row in 0..n_rows {
            relations.push((0..tables.len()).map(|table| at(table, row, year)).collect());
        }
        let (Some(started), Some(returned), Some(ever)) =
            (row("started"), row("returned"), row("ever"))
        else {
            continue;
        };
        for table in 0..tables.len() {
            let before = year.checked_sub(1).map(|before| at(table, ever, before));
            let sides =
                [at(table, ever, year), at(table, returned, year), at(table, started, year)];
            let [all, back, new] = sides.map(|at| numbers[at]);
            // Where it does not hold, nothing follows from it.
            if all + back == new + before.map_or(0, |at| numbers[at]) {
                relations.push(sides.into_iter().chain(before).collect());
            }
        }
    }
    withhold(&numbers, &mut shown, &relations);
    let of_tables = tables.iter_mut().flat_map(|table| &mut table.rows);
    let places = of_tables.flat_map(|(_, report)| &mut report.figures);
    places.zip(shown).for_each(|(figure, shown)| figure.schools = shown);
}

impl Table {
    /// The cells as they are read, each row with its definition's name first.
    pub fn cells(&self) -> Vec<Vec<String>> {
        let row = |(definition, report): &(&Definition, Report)| {
            let figures = report.figures.iter().map(|figure| figure.schools.to_string());
            std::iter::once(name(definition)).chain(figures).collect()
        };
        self.rows.iter().map(row).collect()
    }
}

/// A definition's name in a table: "Signed up".
pub fn name(definition: &Definition) -> String {
    let mut words = definition.slug.replace('-', " ");
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}

fn about(journal: &HubJournal) -> Vec<String> {
    let mut about = vec![
        format!(
            "{}, as recorded by {}. The year {} is not over: its figures will rise.",
            journal.hub.name,
            journal.today.in_words(),
            journal.year
        ),
        "Figures are of schools, never of teachers or pupils, and tell what happened, not what it caused.".to_owned(),
        small_numbers(),
    ];
    let studies: std::collections::BTreeSet<(&str, Date)> =
        journal.waits.iter().map(|one| (one.project.as_str(), one.until)).collect();
    about.extend(studies.into_iter().map(|(project, until)| {
        format!(
            "For “{project}” schools wait until {}, by chance and not by choice: that they have not begun says nothing of them.",
            until.in_words()
        )
    }));
    about
}

fn small_numbers() -> String {
    format!(
        "Numbers from 1 to {} are hidden, and one more where a hidden one could be worked out; 0 is shown.",
        HIDDEN_BELOW - 1
    )
}

/// The report.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let figures = Figures::of(&journal);
    let more = hub_report_more::all(&journal)?;
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.hub.name) } h1 { "Report" } } p.row { a.act.quiet.small href="/hub/report.csv" { "As a spreadsheet" } a.act.quiet.small href="/hub/report.pdf" { "As a PDF" } a.act.quiet.small href="/hub/five-ideas" { "The five big ideas over time" } a.act.quiet.small href="/hub/quotations" { "Quote an inspection report" } a.act.quiet.small href="/hub/year.csv" { "The year, school by school" } a.act.quiet.small href="/hub/hand-on" { "Hand on to the nation" } } }
            div.stack-s.narrow-read { @for line in about(&journal) { p { (line) } } }
            @if figures.tables.is_empty() { p.told { "Nothing is recorded yet." } }
            @for table in &figures.tables { (table_of(&figures, table)) }
            @for more in &more { (more.shown()) }
            section.stack-s.narrow-read { h2 { "How these figures are counted" } dl.definitions { @for each in &DEFINITIONS { dt #{ "is-" (each.slug) } { (name(each)) } dd { (each.sentence) } } } @if let Some((_, report)) = figures.tables.first().and_then(|table| table.rows.first()) { p { (report.distinct) } } }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Report, "Report", &inside))
}

fn table_of(figures: &Figures, table: &Table) -> Markup {
    html! {
        section.stack-s {
            h2 { (table.caption) }
            div.wide-table tabindex="0" role="region" aria-label=(table.caption) { table.figures {
                thead { tr { @for head in figures.heads() { th scope="col" { (head) } } } }
                tbody { @for ((definition, report), cells) in table.rows.iter().zip(table.cells()) { tr {
                    th scope="row" { (cells[0]) }
                    @for (figure, cell) in report.figures.iter().zip(&cells[1..]) {
                        td.number { a href={ "/hub/report/" (definition.slug) "?programme=" (table.programme) "&year=" (figure.year) } { (cell) } }
                    }
                } } }
            } }
        }
    }
}

/// Which figure.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    #[serde(default)]
    programme: String,
    #[serde(default)]
    year: String,
}

/// One figure opened: its definition, its day, and the schools behind it, for the hub's own eyes.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(asked): Query<Opened>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let definition = definition(&slug).map_err(|_| PageError::not_found("definition"))?;
    let year: SchoolYear = asked.year.parse().unwrap_or(journal.year);
    let is_known = journal.rules().stages().any(|known| known == asked.programme);
    let chosen = if is_known { vec![asked.programme.clone()] } else { Vec::new() };
    let question = Question {
        definition,
        programmes: &chosen,
        from: year,
        to: year,
        by_hub: false,
        hidden_below: HIDDEN_BELOW,
    };
    let made = report(&question, &journal.book.facts, &journal.lines);
    let figure = made.figures.first().ok_or_else(|| PageError::not_found("figure"))?;
    let slug = chosen.first().map_or("", String::as_str);
    let says = Figures::of(&journal).says(slug, definition, year).unwrap_or(figure.schools);
    let of =
        chosen.first().map_or("every programme".to_owned(), |slug| journal.rules().short(slug));
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/hub/report" { "Report" } " · " (of) " · " (year) } h1 { (name(definition)) ": " (figure.counted.len()) @if figure.counted.len() == 1 { " school" } @else { " schools" } } }
            div.stack-s.narrow-read {
                p.lead { (definition.sentence) }
                p { (made.distinct) " Here: on " (figure.as_at.in_words()) "." }
                p.soft { "In the report this figure reads " strong { (says) } ". " (small_numbers()) " This page is for the hub alone." }
            }
            ol.clean.school-list { @for one in &figure.counted { li.school-row {
                div { a.late-school href={ "/hub/schools/" (one.school) } { (journal.name(one.school)) } p.small.soft { @if one.numbers.len() > 1 || !one.numbers.contains(&one.school) { "counted once for " (one.numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) } @else { (one.school) } } }
            } } }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Report, &name(definition), &inside))
}

/// The figures as a spreadsheet.
pub async fn as_csv(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let figures = Figures::of(&journal);
    // Tables of other widths stand under the figures, each under its own name.
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let fails = |_| PageError::fault("a spreadsheet could not be written");
    let mut heads = vec!["programme".to_owned()];
    heads.extend(figures.heads());
    heads.push("definition".to_owned());
    out.write_record(&heads).map_err(fails)?;
    for table in &figures.tables {
        for ((definition, _), cells) in table.rows.iter().zip(table.cells()) {
            let mut row = vec![plain(&table.caption)];
            row.extend(cells);
            row.push(definition.sentence.to_owned());
            out.write_record(&row).map_err(fails)?;
        }
    }
    for more in hub_report_more::all(&journal)? {
        out.write_record([""]).map_err(fails)?;
        out.write_record([more.caption]).map_err(fails)?;
        for says in &more.about {
            out.write_record([plain(says)]).map_err(fails)?;
        }
        if more.rows.is_empty() {
            continue;
        }
        out.write_record(&more.heads).map_err(fails)?;
        for row in &more.rows {
            out.write_record(row.iter().map(|cell| plain(cell))).map_err(fails)?;
        }
    }
    let bytes =
        out.into_inner().map_err(|_| PageError::fault("a spreadsheet could not be written"))?;
    let name = "attachment; filename=\"report.csv\"";
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, name)],
        bytes,
    )
        .into_response())
}

/// The report as it is printed.
///
/// # Errors
///
/// A fault when the statements on the five big ideas are not sound.
pub fn paper(journal: &HubJournal) -> Result<Sheet, PageError> {
    let figures = Figures::of(journal);
    let more = hub_report_more::all(journal)?;
    let mut definitions: Vec<(String, String)> =
        DEFINITIONS.iter().map(|one| (name(one), one.sentence.to_owned())).collect();
    definitions.extend(more.iter().map(|more| (more.caption.to_owned(), more.about.join(" "))));
    let table = |table: &Table| ReportTable {
        caption: table.caption.clone(),
        heads: figures.heads(),
        rows: table.cells(),
    };
    Ok(Sheet::Report(Paper {
        title: format!("Report of {}", journal.hub.name),
        of: journal.hub.name.clone(),
        date: journal.today.in_words(),
        about: about(journal),
        tables: figures
            .tables
            .iter()
            .map(table)
            .chain(more.iter().filter(|more| !more.rows.is_empty()).map(More::printed))
            .collect(),
        definitions,
        ..Paper::default()
    }))
}

/// The report as a PDF.
pub async fn as_pdf(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let pdf = app.press.pdf(paper(&journal)?).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf).into_response())
}
