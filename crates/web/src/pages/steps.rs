//! Small steps: found by three letters, and one step whole with what comes before and after it.

use axum::extract::{Path, Query, State};
use curriculum::SmallStep;
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::parts::rich::{rich, written};
use crate::parts::{task, told_apart};
use crate::simple_lesson;

/// What to look for.
#[derive(Debug, Default, Deserialize)]
pub struct Find {
    /// Letters of the step's name.
    #[serde(default)]
    pub find: String,
}

/// Every step by year, or those the letters find.
pub async fn find(State(app): State<App>, visit: Visit, Query(wanted): Query<Find>) -> Markup {
    let letters = wanted.find.trim();
    let found = if letters.is_empty() {
        app.content.steps().iter().collect()
    } else {
        app.content.find_steps(letters)
    };
    let inside = html! {
        div.stack-l {
            div.row.between {
                h1 { "Small steps" }
                p.row { @for one in app.content.threads() { a.act.quiet.small href={ "/threads/" (one.slug) } { (one.name) " through the years" } } a.act.quiet.small href="/concepts" { "What it is and what it is not" } a.act.quiet.small href="/big-ideas" { "Five big ideas" } a.act.quiet.small href="/sequences" { "Check your own questions" } a.act.quiet.small href="/sequences/practice" { "Find the slip" } a.act.quiet.small href="/drawings" { "Drawings" } }
            }
            form.finder method="get" action="/steps" data-find role="search" {
                label for="find" { "Find a step " span.soft { "(three letters are enough, or numbers such as 1/4)" } }
                input #find type="search" name="find" value=(letters) autocomplete="off" autofocus[letters.is_empty()];
                noscript { button.act.small { "Find" } }
            }
            div #steps data-live { (list(&found, letters)) }
        }
    };
    layout::staff(&visit, Place::Steps, "Small steps", &inside)
}

/// Every step by year; what was looked for, best first.
fn list(steps: &[&SmallStep], letters: &str) -> Markup {
    if !letters.is_empty() && !steps.is_empty() {
        return html! { ul.clean { @for step in steps { (line(step, true)) } } };
    }
    let mut years: Vec<u8> = steps.iter().map(|step| step.year).collect();
    years.sort_unstable();
    years.dedup();
    html! {
        @if steps.is_empty() { p.told { "No step is about \"" (letters) "\". Try the first three letters of one word, such as \"fra\", or a number such as \"1/4\"." } }
        @for year in years {
            section.stack-s.year {
                h2 { (year_name(year)) }
                ul.clean { @for step in steps.iter().filter(|step| step.year == year) { (line(step, false)) } }
            }
        }
    }
}

fn line(step: &SmallStep, with_year: bool) -> Markup {
    html! {
        li.step-line {
            div { a href={ "/steps/" (step.slug) } { (step.name) } p.soft.small { (written(&step.new_mathematics)) } }
            span.codes { @if with_year { span.soft.small { (year_name(step.year)) } " " } @for code in &step.criterion { span.tag { (code) } " " } }
        }
    }
}

/// "Reception", "Year 4".
pub fn year_name(year: u8) -> String {
    if year == 0 { "Reception".to_owned() } else { format!("Year {year}") }
}

/// One step whole.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Markup, PageError> {
    let step = app.content.step(&slug).ok_or_else(|| PageError::not_found("small step"))?;
    let inside = html! {
        div.side {
            article.stack-l {
                header.stack-s {
                    p.eyebrow { (year_name(step.year)) " · " (step.strand) @for code in &step.criterion { " · " (code) } }
                    h1 { (step.name) }
                    p.lead { (written(&step.new_mathematics)) }
                }
                @if let Some(picture) = &step.picture { div.sheet.quiet { (task::picture(picture)) } }
                @if !step.stem.is_empty() { p.stem { (rich(&curriculum::RichText::read_stem(&step.stem))) } }
                section.stack-s { h2 { "Key points" } ol { @for point in &step.key_points { li { (written(&point.text)) } } } }
                @if !step.difficult_points.is_empty() {
                    section.stack-s { h2 { "Difficult points" }
                        @for point in &step.difficult_points {
                            div.told.warn { p { (written(&point.text)) } @if !point.listen_for.is_empty() { p.small { "Listen for: " (written(&point.listen_for)) } } }
                        }
                    }
                }
                (concepts(&app, step))
                (questions(&app, step))
                (told_apart(&app, step))
            }
            aside.stack {
                (teach(&app, &visit, step).await?)
                div.sheet.quiet.stack {
                    (linked("Builds on", &app, &step.prerequisites))
                    (linked("Leads to", &app, &step.leads_to))
                    @if !step.why_now.is_empty() { div { p.eyebrow { "Why this, why now" } p { (written(&step.why_now)) } } }
                    @if !step.put_out.is_empty() { div { p.eyebrow { "On the tables" } p { (written(&step.put_out)) } } }
                    @if !step.words.is_empty() { div { p.eyebrow { "Words" } p { (step.words.join(", ")) } } }
                }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, &step.name, &inside))
}

/// The concepts that the step teaches, each with the usual example.
fn concepts(app: &App, step: &SmallStep) -> Markup {
    let taught: Vec<_> = app.content.concepts().filter(|one| one.step == step.slug).collect();
    html! {
        @if !taught.is_empty() {
            section.stack-s {
                h2 { "What it is and what it is not" }
                @for concept in taught {
                    div.sheet.quiet.stack-s {
                        div.row.between { h3 { (written(&concept.name)) } a href={ "/concepts/" (concept.slug) } { "Cards to sort" } }
                        p { (rich(&concept.definition)) }
                    }
                }
            }
        }
    }
}

fn questions(app: &App, step: &SmallStep) -> Markup {
    html! {
        section.stack-s {
            h2 { "Kinds of question" }
            @for family in app.content.families_of_step(&step.slug) {
                div.sheet.quiet.stack-s {
                    div.row.between { h3 { (family.name) } a href={ "/families/" (family.slug) } { "See a varied sequence" } }
                    @if let Some(first) = app.content.all_tasks(&family.slug, 1).next() {
                        @if let Ok(posed) = app.content.pose(&first) { div.task { p { (rich(&posed.text)) } (task::drawing(&posed)) } }
                    }
                }
            }
        }
    }
}

/// What the step's check tells apart.
fn told_apart(app: &App, step: &SmallStep) -> Markup {
    let Ok(lesson) = simple_lesson::lesson_for(&app.content, &step.slug) else { return html! {} };
    let table = told_apart::table(&app.content, &lesson.check);
    html! { @if let Some(table) = table { section.stack-s { h2 { "What the check tells apart" } (table) } } }
}

async fn teach(app: &App, visit: &Visit, step: &SmallStep) -> Result<Markup, PageError> {
    let actor = visit.actor()?;
    if !actor.roles().iter().any(|role| matches!(role, Role::Teacher | Role::MathsLead)) {
        return Ok(html! {});
    }
    let classes = crate::pages::classes::of_actor(app, actor).await?;
    Ok(html! {
        @if !classes.is_empty() && app.content.families_of_step(&step.slug).next().is_some() {
            div.sheet.stack {
                h2 { "Use this step" }
                @for class in &classes {
                    div.stack-s {
                        p.eyebrow { (class.name) }
                        form.row method="post" action={ "/classes/" (class.class_id) "/lessons" } {
                            (token(visit))
                            input type="hidden" name="step" value=(step.slug);
                            button.act.small { "Plan the lesson" }
                            a.act.quiet.small href={ "/classes/" (class.class_id) "/check?step=" (step.slug) } { "Just a check" }
                        }
                    }
                }
            }
        }
    })
}

fn linked(title: &str, app: &App, slugs: &[String]) -> Markup {
    html! {
        @if !slugs.is_empty() {
            div { p.eyebrow { (title) }
                ul.clean { @for slug in slugs { @if let Some(step) = app.content.step(slug) {
                    li { a href={ "/steps/" (step.slug) } { (step.name) } " " span.soft.small { (year_name(step.year)) } }
                } } }
            }
        }
    }
}
