//! What a teacher says of her own knowledge of the mathematics she teaches, and what a school may plan with.
//!
//! Words of her choice, dated, asked again after a term; no score, no order of people. Her page is hers; the school's
//! counts from five answers upward. Start at [`own`] and [`of_school`].

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use curriculum::{Content, SmallStep};
use maud::{Markup, html};
use programme::{Audit, Knows, SchoolBook, SchoolFact, by_strand};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::today;
use crate::layout::{self, Place, token};
use crate::pages::steps::year_name;
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused};

/// A strand in a year, with its small steps.
struct Topic<'c> {
    slug: String,
    year: u8,
    strand: &'c str,
    steps: Vec<&'c SmallStep>,
}

/// The topics of years, by year and in the order of content.
fn topics<'c>(content: &'c Content, years: &BTreeSet<u8>) -> Vec<Topic<'c>> {
    let mut all: Vec<Topic<'c>> = Vec::new();
    for step in content.steps().iter().filter(|step| years.contains(&step.year)) {
        match all.iter_mut().find(|topic| topic.year == step.year && topic.strand == step.strand) {
            Some(topic) => topic.steps.push(step),
            None => all.push(Topic {
                slug: format!("year-{}/{}", step.year, step.strand),
                year: step.year,
                strand: &step.strand,
                steps: vec![step],
            }),
        }
    }
    all.sort_by_key(|topic| topic.year);
    all
}

/// The years of the classes somebody teaches.
async fn years_taught(app: &App, visit: &Visit) -> Result<BTreeSet<u8>, PageError> {
    let staff = visit.actor()?.staff()?;
    let classes = app.store.classes_of_staff(&staff.school_id, &staff.staff_id).await?;
    Ok(classes.iter().map(|class| class.year_group).collect())
}

/// Her own page.
pub async fn own(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let staff = visit.actor()?.staff()?;
    let years = years_taught(&app, &visit).await?;
    let book = app.school_book(&staff.school_id).await?;
    let topics = topics(&app.content, &years);
    let asked =
        topics.iter().filter(|topic| audit(&book, &staff.staff_id, topic).is_asked(today()));
    let n_asked = asked.count();
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/own-record" { "Your own record" } }
                h1 { "The mathematics you teach" }
                p.lead { "Say of each topic how you stand to it, as you would to a friend. No score comes of it and nobody else opens this page. It is asked again after a term, and your two words stand side by side." }
                p.small.soft { "Whoever leads mathematics sees of a strand how many would like to work on it, once five teachers have said something; never who." }
            }
            @if topics.is_empty() { p.told { @if years.is_empty() { "You teach no class here, so there are no topics to look at." } @else { "There are no small steps yet for the years you teach. The " a href="/steps" { "small steps" } " of the years before may still be of use." } } }
            @else { p role="status" { @match n_asked { 0 => { "You have said something of every topic within this term." } 1 => { "One topic is asked now." } _ => { (n_asked) " topics are asked now." } } } }
            @for topic in &topics { (of_topic(&app, &visit, topic, audit(&book, &staff.staff_id, topic))) }
        }
    };
    Ok(layout::staff(&visit, Place::Today, "The mathematics you teach", &inside))
}

fn audit<'b>(book: &'b SchoolBook, staff: &str, topic: &Topic<'_>) -> &'b Audit {
    static NONE: Audit = Audit(Vec::new());
    book.audits.get(&(staff.to_owned(), topic.slug.clone())).unwrap_or(&NONE)
}

fn of_topic(app: &App, visit: &Visit, topic: &Topic<'_>, said: &Audit) -> Markup {
    let now = said.now();
    let name = format!("{}, {}", capital(topic.strand), year_name(topic.year));
    html! { section.sheet.quiet.stack-s id={ "topic-" (topic.year) "-" (topic.strand) } {
        h2 { (name) }
        @if let Some((knows, on)) = now { p {
            "On " (on.in_words()) " you said: " strong { (knows.in_words()) } "."
            @if let Some((before, then)) = said.before() { @if before == knows { " The same as on " (then.in_words()) "." } @else { " Before that, on " (then.in_words()) ": " (before.in_words()) "." } }
        } }
        @if now.is_some() && said.is_asked(today()) { p.told.small { "That is a term ago. How is it now?" } }
        form.row method="post" action="/own-record/knowledge" {
            (token(visit))
            input type="hidden" name="topic" value=(topic.slug);
            @for one in Knows::ALL { button.act.quiet.small name="knows" value=(one.slug()) aria-label={ (name) ": " (one.in_words()) } aria-current=[(now.is_some_and(|(knows, _)| knows == one)).then_some("true")] { (one.in_words()) } }
        }
        (help(app, topic))
    } }
}

/// Pages that help with a topic.
fn help(app: &App, topic: &Topic<'_>) -> Markup {
    let is_of = |slug: &str| topic.steps.iter().any(|step| step.slug == slug);
    let concepts: Vec<_> = app.content.concepts().filter(|one| is_of(&one.step)).collect();
    html! { details { summary.small { "Pages that help" } div.stack-s {
        p.small { "Its small steps, each with why it comes now and what pupils find hard: " @for (idx, step) in topic.steps.iter().enumerate() { @if idx > 0 { "; " } a href={ "/steps/" (step.slug) } { (step.name) } } "." }
        @if !concepts.is_empty() { p.small { "What it is and what it is not: " @for (idx, one) in concepts.iter().enumerate() { @if idx > 0 { ", " } a href={ "/concepts/" (one.slug) } { (one.name) } } "." } }
        p.small {
            @if let Some(thread) = app.content.thread_of(topic.strand) { a href={ "/threads/" (thread.slug) } { (thread.name) " through the years" } " · " }
            a href={ "/sequences/practice?year=" (topic.year) } { "Find the slip in a sequence" } " · " a href="/sequences" { "Write a sequence and have it looked at" }
        }
    } } }
}

/// Writes down her word on a topic she teaches.
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let years = years_taught(&app, &visit).await?;
    let topics = topics(&app.content, &years);
    let topic = topics.iter().find(|topic| topic.slug == part(&sent, "topic"));
    let topic = topic.ok_or_else(|| refused("that is no topic of the years you teach"))?;
    let knows = Knows::read(part(&sent, "knows"));
    let knows = knows.ok_or_else(|| refused("choose one of the three sentences"))?;
    let fact = SchoolFact::Audited { topic: topic.slug.clone(), knows, on: today() };
    app.write_in_school(&visit, fact).await?;
    let place = format!("/own-record/knowledge#topic-{}-{}", topic.year, topic.strand);
    Ok(Redirect::to(&place))
}

/// What the school may plan with, for whoever leads mathematics.
pub async fn of_school(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let book = app.school_book(visit.actor()?.school_id()).await?;
    let rows = by_strand(&book.audits);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/school" { "School" } }
                h1 { "What we would like to work on" }
                p.lead { "What teachers said of the mathematics they teach, each on a page of her own. By strand and over all years, and from five answers upward, so that it says what to plan and never who." }
            }
            @if rows.is_empty() { p.told { "Nobody has said anything yet. Each teacher finds her topics on her own record; a quarter of an hour of a staff meeting is enough to begin." } }
            ul.clean.book { @for row in &rows { li.stack-s {
                h2 { (capital(&row.strand)) }
                @match row.n_answered {
                    None => { p.soft { "Fewer than five teachers have said something, so nothing is shown." } }
                    Some(n) => {
                        p { strong.number { (row.n_work_on) } " of the " (n) " who said something would like to work on some of it; " strong.number { (row.n_like_to_see) } " more would like to see some of it explained." }
                        @if row.n_work_on > 0 { p.small { a href="/school/together" { "Plan a meeting about it" } @if let Some(thread) = app.content.thread_of(&row.strand) { " · " a href={ "/threads/" (thread.slug) } { (thread.name) " through the years" } } } }
                    }
                }
            } } }
        }
    };
    Ok(layout::staff(&visit, Place::School, "What we would like to work on", &inside))
}
