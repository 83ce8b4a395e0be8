//! Research projects: question, partners, methods, findings, in versions; what was allocated and what was handed out.
//!
//! A project is never changed, a new version is written; what was written before stays to be read. Start at [`show`].

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Finding, NationFact, Project, ProjectText};

use super::nation_allocation;
use super::nation_extracts;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, NationPlace, token};
use crate::nation_journal::{self, NationJournal};
use crate::sent::{Fields, part, refused, text};

/// The most findings of a project.
const MOST: usize = 8;
/// The most partners of a project.
const MOST_PARTNERS: usize = 40;

/// The project an address names.
///
/// # Errors
///
/// [`PageError::not_found`] for another.
pub fn named<'j>(journal: &'j NationJournal, id: &str) -> Result<&'j Project, PageError> {
    journal.book.project(id).ok_or_else(|| PageError::not_found("project"))
}

/// Every project, and beginning another.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.nation.name) } h1 { "Research" } } p.row { a.act.quiet.small href="/nation/practice" { "Practice and knowledge, asked again" } } }
            @if journal.book.projects.is_empty() { p.told { "No project is written down yet." } }
            ul.clean.stack { @for project in &journal.book.projects { li.sheet.quiet.stack-s {
                h2 { a href={ "/nation/projects/" (project.id) } { (project.text().title) } }
                p.lead { (project.text().question) }
                p.small.soft { (summary(project)) }
            } } }
            details.sheet open[journal.book.projects.is_empty()] { summary { strong { "Write down a project" } } (project_form(&visit, "/nation/projects", None)) }
        }
    };
    Ok(layout::nation(&visit, NationPlace::Research, "Research", &inside))
}

/// "3 versions, the latest of 3 May 2021; two allocations; one extract open."
fn summary(project: &Project) -> String {
    let n = |n: usize, one: &str| {
        if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
    };
    let latest = project.versions.last().map(|(_, on, _)| on.in_words()).unwrap_or_default();
    format!(
        "{}, the latest of {latest} · {} · {}",
        n(project.versions.len(), "version"),
        n(project.allocations.len(), "allocation"),
        n(project.extracts.len(), "extract")
    )
}

/// One project.
pub async fn one(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let project = named(&journal, &id)?;
    let (by, on, latest) =
        project.versions.last().ok_or_else(|| PageError::fault("a project without a version"))?;
    let people = app.store.staff(&journal.nation.nation_id).await?;
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/nation/projects" { "Research" } " · version " (project.versions.len()) ", " (by) ", " (on.in_words()) } h1 { (latest.title) } }
            (told(latest))
            @if project.versions.len() > 1 { details { summary { "Earlier versions " span.soft.number { (project.versions.len() - 1) } } @for (n, (by, on, text)) in project.versions.iter().enumerate().rev().skip(1) { section.sheet.quiet.stack-s { h3 { "Version " (n + 1) ", " (by) ", " (on.in_words()) } (told(text)) } } } }
            (nation_allocation::part_of_project(&visit, &journal, project))
            (nation_extracts::part_of_project(&visit, &journal, project, &people))
            details.sheet { summary { strong { "Write a new version" } } (project_form(&visit, &format!("/nation/projects/{id}"), Some(project))) }
        }
    };
    Ok(layout::nation(&visit, NationPlace::Research, &latest.title, &inside))
}

/// A version as it is read.
fn told(text: &ProjectText) -> Markup {
    html! { div.stack.narrow-read {
        p.lead { (text.question) }
        @if !text.partners.is_empty() { div { h3 { "Partners" } ul { @for partner in &text.partners { li { (partner) } } } } }
        @if !text.methods.is_empty() { div { h3 { "Methods" } p { (text.methods) } } }
        div { h3 { "Findings" }
            @if text.findings.is_empty() { p.soft { "None is written down." } }
            ul.clean.stack-s { @for finding in &text.findings { li.finding {
                p { (finding.says) }
                p.small.soft { @if finding.is_confirmed { "Read in: " } @else { span.tag.warm { "not confirmed" } " " } @if finding.source.is_empty() { "where it stands is not known" } @else { (finding.source) } }
            } } }
        }
    } }
}

fn project_form(visit: &Visit, to: &str, project: Option<&Project>) -> Markup {
    let empty = ProjectText::default();
    let text = project.map_or(&empty, Project::text);
    let n = (text.findings.len() + 2).clamp(3, MOST);
    html! { form.stack method="post" action=(to) {
        (token(visit))
        input type="hidden" name="after" value=(project.map_or(0, |project| project.versions.len()));
        div { label for="title" { "Title" } input #title type="text" name="title" value=(text.title) maxlength="200" required; }
        div { label for="question" { "The question" } input #question type="text" name="question" value=(text.question) maxlength="400" required; }
        div { label for="partners" { "Partners, one a line" } textarea #partners name="partners" aria-describedby="partners-hint" { (text.partners.join("\n")) } p.hint #partners-hint { "Hubs, schools, universities; no teacher and no pupil by name." } }
        div { label for="methods" { "Methods" } textarea #methods name="methods" { (text.methods) } }
        fieldset.stack { legend { "Findings" }
            @for at in 1..=n {
                @let own = text.findings.get(at - 1);
                div.stack-s {
                    div { label for={ "finding-" (at) } { "Finding " (at) } input #{ "finding-" (at) } type="text" name={ "finding-" (at) } value=(own.map_or("", |one| &one.says)) maxlength="600"; }
                    div { label for={ "source-" (at) } { "Where finding " (at) " stands: report, year, page" } input #{ "source-" (at) } type="text" name={ "source-" (at) } value=(own.map_or("", |one| &one.source)) maxlength="300"; }
                    label.option for={ "confirmed-" (at) } { input #{ "confirmed-" (at) } type="checkbox" name={ "confirmed-" (at) } value="yes" checked[own.is_some_and(|one| one.is_confirmed)]; "Somebody read finding " (at) " there" }
                }
            }
        }
        p { button.act { @if project.is_some() { "Write this version" } @else { "Write it down" } } }
    } }
}

fn written(sent: &Fields) -> Result<ProjectText, PageError> {
    let own = |name: &str| text(part(sent, name));
    let partners: Vec<String> = part(sent, "partners")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    if partners.len() > MOST_PARTNERS || partners.iter().any(|one| one.chars().count() > 200) {
        return Err(refused(format!(
            "a partner is a line of up to 200 letters, and there may be {MOST_PARTNERS}"
        )));
    }
    let mut findings = Vec::new();
    for at in 1..=MOST {
        let says = own(&format!("finding-{at}"))?;
        if says.is_empty() {
            continue;
        }
        let source = own(&format!("source-{at}"))?;
        let is_confirmed = part(sent, &format!("confirmed-{at}")) == "yes";
        findings.push(Finding { says, source, is_confirmed });
    }
    let text = ProjectText {
        title: own("title")?,
        question: own("question")?,
        partners,
        methods: own("methods")?,
        findings,
    };
    match text.problem() {
        Some(says) => Err(refused(says)),
        None => Ok(text),
    }
}

/// Begins a project.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let by = visit.actor()?.name().to_owned();
    let fact = NationFact::ProjectBegun { by, on: journal.today, text: written(&sent)? };
    let ids = nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![fact]).await?;
    Ok(to(ids.first().map_or("", String::as_str)))
}

/// Writes a new version, on the one that was looked at.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let project = named(&journal, &id)?;
    if part(&sent, "after") != project.versions.len().to_string() {
        return Err(refused(
            "somebody wrote another version meanwhile; go back, copy what you wrote, look at theirs, then write yours",
        ));
    }
    let by = visit.actor()?.name().to_owned();
    let text = written(&sent)?;
    let fact = NationFact::ProjectWritten { project: id.clone(), by, on: journal.today, text };
    nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![fact]).await?;
    Ok(to(&id))
}

/// Back to a project.
pub fn to(id: &str) -> Redirect {
    Redirect::to(&format!("/nation/projects/{id}"))
}
