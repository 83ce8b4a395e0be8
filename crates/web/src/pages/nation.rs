//! The national view: every hub on a map, reach, completion and who goes on, by the named definitions.
//!
//! Made of what hubs handed on. Schools are told apart by succession over all hubs, small numbers are hidden, every
//! rate has its range, and every figure opens to its definition. Hubs stand in the order of their names, never of
//! their figures. Start at [`show`].

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use programme::{
    Count, DEFINITIONS, Definition, Figure, National, RANGE, RATES, Rate, RateDefinition,
    RateFigure, Report, SchoolYear, Share, forecast_of_counts,
};
use serde::Deserialize;

use super::hub_lists::spreadsheet;
use super::hub_report::name;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, NationPlace};
use crate::nation_journal::{Figures, NationJournal};
use crate::parts::forecast as forecast_words;
use crate::parts::nation_pictures::{HubDot, map, on_a_line};

/// Which figures.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    programme: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    count: String,
}

/// What a page shows, settled from what was asked.
struct Page<'p> {
    journal: &'p NationJournal,
    figures: &'p Figures,
    programme: String,
    year: SchoolYear,
    count: &'static Definition,
}

impl Asked {
    /// The programme asked for; empty for all, and for one that nobody knows.
    fn programme(&self, journal: &NationJournal) -> String {
        let known = journal.rules().stages().find(|slug| *slug == self.programme);
        known.unwrap_or_default().to_owned()
    }

    /// The school year asked for; else the last that is over, else the last there is.
    fn year(&self, journal: &NationJournal, national: &National) -> SchoolYear {
        let all = national.all_years();
        let asked = self.year.parse().ok().filter(|year| all.contains(year));
        let over = all.iter().rev().find(|year| year.last_day() < journal.today);
        asked.or(over.copied()).or(all.last().copied()).unwrap_or(journal.year)
    }

    fn count(&self) -> &'static Definition {
        let asked = DEFINITIONS.iter().find(|known| known.slug == self.count);
        asked
            .or(DEFINITIONS.iter().find(|known| known.slug == "started"))
            .unwrap_or(&DEFINITIONS[0])
    }
}

/// Every hub.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let programme = asked.programme(&journal);
    let figures = journal.figures(&app, &programme).await?;
    let year = asked.year(&journal, &figures.national);
    let page = Page { journal: &journal, figures: &figures, programme, year, count: asked.count() };
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { (journal.nation.name) " · as handed on by " (journal.today.in_words()) } h1 { "Every hub" } }
                p.row { a.act.quiet.small href={ "/nation.csv?programme=" (page.programme) } { "As a spreadsheet" } }
            }
            (captions(&journal))
            @if figures.national.hubs.is_empty() {
                p.told { "No hub has handed anything on yet. A hub lead does so from the report; what comes as a file is brought in with “tenframe import return”." }
            } @else {
                (page.chooser())
                (page.on_a_map())
                (page.reach())
                @for (known, rate) in RATES.iter().zip(page.rates()) { (page.rate(known, rate)) }
                (page.forecast())
                (page.handed_on())
                (definitions(&figures.national))
            }
        }
    };
    Ok(layout::nation(&visit, NationPlace::Figures, "Every hub", &inside))
}

/// What must be said of the figures, before any of them.
fn captions(journal: &NationJournal) -> Markup {
    html! { @for caption in &journal.book.captions { p.told.warn { strong { (caption) } } } }
}

impl Page<'_> {
    fn programme_in_words(&self) -> String {
        if self.programme.is_empty() {
            "every programme".to_owned()
        } else {
            self.journal.rules().short(&self.programme)
        }
    }

    fn is_over(&self) -> bool {
        self.year.last_day() < self.journal.today
    }

    /// The address of a figure opened.
    fn address(&self, slug: &str, year: SchoolYear) -> String {
        format!("/nation/figures/{slug}?programme={}&year={year}", self.programme)
    }

    fn rates(&self) -> &[RateFigure] {
        let of = self.figures.national.rates.iter().find(|one| one.year == self.year);
        of.map_or(&[], |one| &one.rates)
    }

    fn figure(&self) -> Option<&Figure> {
        let reach = self.figures.national.reach.iter();
        let of = reach.filter(|report| report.definition == self.count.slug);
        of.flat_map(|report| &report.figures).find(|figure| figure.year == self.year)
    }

    fn chooser(&self) -> Markup {
        html! { form.row.chooser method="get" action="/nation" {
            div { label for="programme" { "Programme" } select #programme name="programme" {
                option value="" { "Every programme" }
                @for slug in self.journal.rules().stages() { option value=(slug) selected[slug == self.programme] { (self.journal.rules().short(slug)) } }
            } }
            div { label for="year" { "School year" } select #year name="year" { @for year in self.figures.national.all_years() { option value=(year) selected[year == self.year] { (year) } } } }
            div { label for="count" { "On the map" } select #count name="count" { @for known in &DEFINITIONS { option value=(known.slug) selected[known.slug == self.count.slug] { (name(known)) } } } }
            button.act.quiet { "Show" }
        } }
    }

    fn on_a_map(&self) -> Markup {
        let counts = |hub: &str| {
            let of = self.figure().and_then(|figure| figure.hubs.iter().find(|one| one.hub == hub));
            of.map_or(Count::Shown(0), |one| one.schools)
        };
        let dots = self.figures.national.hubs.iter().enumerate().filter_map(|(at, (hub, now))| {
            Some(HubDot {
                number: at + 1,
                name: hub.clone(),
                place: *self.figures.places.get(hub)?,
                count: in_short(counts(hub)),
                is_old: now.is_old,
            })
        });
        let dots: Vec<HubDot> = dots.collect();
        let what = format!("{}, {}, {}", name(self.count), self.programme_in_words(), self.year);
        let n_without = self.figures.national.hubs.len() - dots.len();
        html! {
            section.stack-s {
                h2 { (what) }
                @if let Some(figure) = self.figure() { p.lead { a href=(self.address(self.count.slug, self.year)) { strong { (schools(figure.schools)) } } " in all" @if !self.is_over() { "; the year is not over" } "." } }
                figure.sheet {
                    div.wide-table tabindex="0" role="region" aria-label="Map of the hubs" { (map(&format!("{what}: hubs and their schools"), &dots, &self.figures.land)) }
                    figcaption.small.soft {
                        "Each circle is a hub, where its lead school is; its number is that of the list below, and beside it stands how many schools. "
                        "A dashed circle handed on more than " (programme::STALE_AFTER_DAYS) " days ago; “<5” is a number that is hidden, “–” one that would give it away. "
                        "Shaded squares hold schools; north is up."
                        @if n_without == 1 { " One hub's lead school has no place in the register." } @else if n_without > 1 { " The lead schools of " (n_without) " hubs have no place in the register." }
                    }
                }
            }
        }
    }

    fn reach(&self) -> Markup {
        let years = self.figures.national.all_years();
        let caption = format!("Schools in {}", self.programme_in_words());
        html! {
            section.stack-s {
                h2 { "Reach" }
                div.wide-table tabindex="0" role="region" aria-label=(caption) { table.figures {
                    thead { tr { th scope="col" { (caption) } @for year in &years { th scope="col" { (year) } } } }
                    tbody { @for (definition, report) in DEFINITIONS.iter().zip(&self.figures.national.reach) { tr {
                        th scope="row" { (name(definition)) }
                        @for figure in &report.figures { td.number { a href=(self.address(definition.slug, figure.year)) { (figure.schools) } } }
                    } } }
                } }
                @if years.iter().any(|year| year.last_day() >= self.journal.today) { p.small.soft { "The year " (self.journal.year) " is not over: its figures will rise." } }
            }
        }
    }

    fn rate(&self, known: &RateDefinition, figure: &RateFigure) -> Markup {
        let whole = share(&figure.whole);
        html! {
            section.stack-s #{ "of-" (known.slug) } {
                h2 { a href=(self.address(known.slug, self.year)) { (known.name) } ", " (self.year) }
                p.narrow-read { (known.sentence) @if !self.is_over() { " The year is not over: this will rise." } }
                div.wide-table tabindex="0" role="region" aria-label={ (known.name) ", hub by hub" } { table.rates {
                    thead { tr { th scope="col" { "Hub" } th scope="col" { "From 0 to 100%" } th scope="col" { "Schools" } th scope="col" { "Rate and range" } } }
                    tbody {
                        (rate_row(None, "Every hub together", &figure.whole, None))
                        @for (at, (hub, rate)) in self.figures.national.hubs.keys().enumerate().filter_map(|(at, hub)| Some((at, (hub, figure.hubs.get(hub)?)))) { (rate_row(Some(at + 1), hub, rate, whole)) }
                    }
                } }
                p.small.soft.narrow-read { (RANGE) " The dashed line is every hub together. What a rate is due to, it does not say." }
            }
        }
    }

    /// What the recorded years foretell, apart from the counts.
    fn forecast(&self) -> Markup {
        let ever = self.figures.national.reach.iter().find(|report| report.definition == "ever");
        let over = ever.into_iter().flat_map(|report| &report.figures);
        let over = over.filter(|figure| figure.year.last_day() < self.journal.today);
        let made = forecast_of_counts(over.map(|figure| (figure.year, figure.schools)));
        let of = self.programme_in_words();
        html! {
            section.stack-s #forecast {
                h2 { "Forecast: schools that will ever have begun" }
                p.narrow-read { "In " (of) ", at the end of the school year. A forecast is no count: it stands in no other table of this page." }
                @match &made {
                    Err(why) => { p.told { "There is none: " (why) "." } }
                    Ok(foreseen) => {
                        figure.sheet {
                            (forecast_words::drawn(&format!("Schools that ever began in {of}: recorded years, and a forecast with its range"), foreseen))
                            figcaption.small.soft { "Filled: recorded. Open, with its range: forecast. " @for caption in &self.journal.book.captions { (caption) " " } }
                        }
                        div.wide-table tabindex="0" role="region" aria-label="Forecast" { table.spread {
                            thead { tr { @for head in forecast_words::HEADS { th scope="col" { (head) } } } }
                            tbody { @for row in forecast_words::rows(foreseen) { tr { @for cell in row { td { (cell) } } } } }
                        } }
                        div.stack-s.narrow-read { @for says in &foreseen.assumptions { p.small { (says) } } }
                    }
                }
            }
        }
    }

    fn handed_on(&self) -> Markup {
        html! {
            section.stack-s #hubs {
                h2 { "Who handed on when" }
                ol.clean.hub-list { @for (at, (hub, now)) in self.figures.national.hubs.iter().enumerate() { li {
                    span.number-mark { (at + 1) } span { (hub) " " span.soft.small { (now.on.in_words()) } @if now.is_old { " " span.tag.warm { "more than " (programme::STALE_AFTER_DAYS) " days ago: ask for it" } } }
                } } }
            }
        }
    }
}

fn share(rate: &Rate) -> Option<&Share> {
    if let Rate::Shown(share) = rate { Some(share) } else { None }
}

fn rate_row(number: Option<usize>, hub: &str, rate: &Rate, whole: Option<&Share>) -> Markup {
    let is_apart = share(rate).zip(whole).is_some_and(|(own, whole)| own.is_apart_from(whole));
    html! { tr.every-hub[number.is_none()] {
        th scope="row" { @if let Some(number) = number { span.number-mark { (number) } " " } (hub) }
        @match rate {
            Rate::Shown(share) => {
                td { (on_a_line(share, whole)) }
                td.number { (share.did) " of " (share.of) }
                td.number { strong { (percent(share)) } " " span.soft { (range(share)) } @if is_apart { " " span.tag { "apart from the whole" } } }
            }
            Rate::Hidden => { td {} td.soft { "hidden" } td.soft { "too few schools to show" } }
            Rate::Nobody => { td {} td.soft { "none" } td.soft { "nobody to speak of" } }
        }
    } }
}

/// "58%", to the nearest.
fn percent(share: &Share) -> String {
    format!("{}%", (u32::from(share.per_mille) + 5) / 10)
}

/// "32% to 81%", outwards.
fn range(share: &Share) -> String {
    format!("{}% to {}%", share.low / 10, share.high.div_ceil(10))
}

/// A count as it stands beside a hub on the map.
fn in_short(count: Count) -> String {
    match count {
        Count::Shown(n) => n.to_string(),
        Count::Below(below) => format!("<{below}"),
        Count::Withheld => "–".to_owned(),
    }
}

fn schools(count: Count) -> String {
    if count == Count::Shown(1) { "1 school".to_owned() } else { format!("{count} schools") }
}

fn definitions(national: &National) -> Markup {
    html! { section.stack-s.narrow-read {
        h2 { "How these figures are counted" }
        dl.definitions {
            @for each in &DEFINITIONS { dt { (name(each)) } dd { (each.sentence) } }
            @for each in &RATES { dt { (each.name) } dd { (each.sentence) } }
        }
        @if let Some(report) = national.reach.first() { p { (report.distinct) " " (report.small_numbers) } }
        p { "A hub hands on its schools and what each did in a programme and year: no teacher, no pupil, no note. A school that was with two hubs counts once in the whole and once with each. Figures tell what happened, not what it caused." }
    } }
}

/// One figure opened: its definition, its day, and the hubs behind it.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let programme = asked.programme(&journal);
    let figures = journal.figures(&app, &programme).await?;
    let year = asked.year(&journal, &figures.national);
    let count = asked.count();
    let page = Page { journal: &journal, figures: &figures, programme, year, count };
    let reach = figures.national.reach.iter().find(|report| report.definition == slug);
    let rate = RATES.iter().find(|known| known.slug == slug);
    let (title, inside) = match (reach, rate) {
        (Some(report), _) => page.reach_opened(report)?,
        (None, Some(known)) => {
            let own = page.rates().iter().find(|figure| figure.definition == known.slug);
            let inside = html! { @if let Some(figure) = own { (page.rate(known, figure)) } @else { p.told { "No hub has handed on anything of " (year) "." } } };
            (known.name.to_owned(), inside)
        }
        (None, None) if DEFINITIONS.iter().any(|known| known.slug == slug) => {
            let inside = html! { p.told { "No hub has handed anything on yet." } };
            ("No figure yet".to_owned(), inside)
        }
        (None, None) => return Err(PageError::not_found("definition")),
    };
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/nation?programme=" (page.programme) "&year=" (year) } { "Every hub" } " · " (page.programme_in_words()) " · " (year) } h1 { (title) } }
            (captions(&journal))
            (inside)
        }
    };
    Ok(layout::nation(&visit, NationPlace::Figures, &title, &inside))
}

impl Page<'_> {
    fn reach_opened(&self, report: &Report) -> Result<(String, Markup), PageError> {
        let figure = report.figures.iter().find(|figure| figure.year == self.year);
        let figure = figure.ok_or_else(|| PageError::not_found("figure"))?;
        let definition = DEFINITIONS.iter().find(|known| known.slug == report.definition);
        let word = definition.map(name).unwrap_or_default();
        let inside = html! {
            div.stack-s.narrow-read {
                p.lead { (report.counts) }
                p { (report.distinct) " Here: on " (figure.as_at.in_words()) "." }
                p.soft { (report.small_numbers) }
            }
            div.wide-table tabindex="0" role="region" aria-label={ (word) ", hub by hub" } { table.figures {
                thead { tr { th scope="col" { "Hub" } th scope="col" { "Schools" } th scope="col" { "Handed on" } } }
                tbody { @for one in &figure.hubs { tr {
                    th scope="row" { (one.hub) }
                    td.number { (one.schools) }
                    td { @if let Some(now) = self.figures.national.hubs.get(&one.hub) { (now.on.in_words()) } }
                } } }
            } }
            p.soft.narrow-read { "Which schools these are, each hub's own report opens." }
        };
        Ok((format!("{word}: {}", schools(figure.schools)), inside))
    }
}

/// Every figure of a programme as a spreadsheet: one row for each measure, hub and school year.
pub async fn as_csv(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let programme = asked.programme(&journal);
    let figures = journal.figures(&app, &programme).await?;
    let of = if programme.is_empty() {
        "Every programme".to_owned()
    } else {
        journal.rules().short(&programme)
    };
    let said = journal.book.captions.iter().cloned().collect::<Vec<_>>().join(" ");
    const EVERY: &str = "Every hub together";
    let mut rows = Vec::new();
    let row = |measure: &str, year: SchoolYear, hub: &str, numbers: [String; 4], means: &str| {
        let mut row = vec![of.clone(), measure.to_owned(), year.to_string(), hub.to_owned()];
        row.extend(numbers);
        row.extend([means.to_owned(), said.clone()]);
        row
    };
    let none = String::new;
    for (known, report) in DEFINITIONS.iter().zip(&figures.national.reach) {
        for figure in &report.figures {
            let numbers = |count: Count| [count.to_string(), none(), none(), none()];
            let word = name(known);
            rows.push(row(&word, figure.year, EVERY, numbers(figure.schools), known.sentence));
            for one in &figure.hubs {
                let numbers = numbers(one.schools);
                rows.push(row(&word, figure.year, &one.hub, numbers, known.sentence));
            }
        }
    }
    for year in &figures.national.rates {
        for (known, figure) in RATES.iter().zip(&year.rates) {
            let hubs = figure.hubs.iter().map(|(hub, rate)| (hub.as_str(), rate));
            for (hub, rate) in std::iter::once((EVERY, &figure.whole)).chain(hubs) {
                let numbers = match rate {
                    Rate::Shown(share) => [
                        format!("{} of {}", share.did, share.of),
                        percent(share),
                        format!("{}%", share.low / 10),
                        format!("{}%", share.high.div_ceil(10)),
                    ],
                    Rate::Hidden => ["hidden".to_owned(), none(), none(), none()],
                    Rate::Nobody => ["none".to_owned(), none(), none(), none()],
                };
                rows.push(row(known.name, year.year, hub, numbers, known.sentence));
            }
        }
    }
    spreadsheet("every-hub", &HEADS, rows)
}

const HEADS: [&str; 10] = [
    "programme",
    "measure",
    "school year",
    "hub",
    "schools",
    "rate",
    "range from",
    "range to",
    "definition",
    "to be said of it",
];
