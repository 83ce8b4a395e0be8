//! Variation practice for teachers: a sequence that does not do what it sets out to do. Find where, mend it, say why.
//!
//! Made from the shipped families by breaking one rule in one place; nothing is kept and nobody is marked.

use axum::extract::{Query, State};
use curriculum::{Broken, Content, SequencePlan, TaskFamily, TaskRef};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::pages::{sequence, steps};
use crate::parts::rich::{answer, capital, rich, written};

/// The most sequences that can be asked for, so that an address stays short.
const MOST: u64 = 9_999;

/// Which sequence, and what the teacher has said of it.
#[derive(Debug, Default, Deserialize)]
pub struct Said {
    /// Which sequence, from 1.
    #[serde(default)]
    n: u64,
    /// The school year to choose from; blank for all.
    #[serde(default)]
    year: String,
    /// The question she points at, from 1.
    #[serde(default)]
    at: Option<usize>,
    /// What she would put there.
    #[serde(default)]
    put: String,
    /// Why the question does not belong, in her words.
    #[serde(default)]
    why: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(said): Query<Said>,
) -> Result<Markup, PageError> {
    let n = said.n.clamp(1, MOST);
    let year = said.year.parse::<u8>().ok();
    let (family, broken) = pick(&app.content, year, n).ok_or_else(|| {
        PageError::refused(
            "There is no sequence to practise on",
            "No task family of that year makes one. Choose another year.",
        )
    })?;
    let found = said.at == Some(broken.at + 1);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/steps" { "Small steps" } " · variation practice" }
                h1 { "Find the slip" }
                p.lead { "This sequence sets out to do one thing. In one place it does not. Find the question, mend it, and say why." }
            }
            form.row.of-year method="get" action="/sequences/practice" {
                label for="year" { "From" }
                select #year name="year" { option value="" { "any year" } @for one in years(&app.content) { option value=(one) selected[year == Some(one)] { (steps::year_name(one)) } } }
                input type="hidden" name="n" value=(n + 1);
                button.act.quiet.small { "Another sequence" }
            }
            div.side.workbench {
                section.stack {
                    @for (idx, of) in broken.tasks.iter().enumerate() { (question(&app, &said, n, idx, of)) }
                }
                aside.stack aria-live="polite" {
                    div.sheet.stack {
                        p.eyebrow { (family.name) }
                        h2 { "It sets out to do this" }
                        (sequence::claims(&broken.plan, Some(family)))
                    }
                    @match said.at {
                        None => { p.soft { "Look at each question beside the one before it. What changed? What stayed? Choose the question that breaks the plan." } }
                        Some(_) if found => { (mending(&app, family, &broken, &said, n)) }
                        Some(at) => { (not_here(&app.content, &broken, at)) }
                    }
                }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, "Find the slip", &inside))
}

/// The family and its broken sequence for a number: families take turns, and each has its own sequences.
fn pick(content: &Content, year: Option<u8>, n: u64) -> Option<(&TaskFamily, Broken)> {
    let of_year = |family: &&TaskFamily| {
        year.is_none_or(|year| content.step(&family.step).is_some_and(|step| step.year == year))
    };
    let families: Vec<&TaskFamily> = content.families().filter(of_year).collect();
    let n_families = u64::try_from(families.len()).ok().filter(|n| *n > 0)?;
    // Neighbouring numbers come from families far apart in the list.
    let first = usize::try_from((n * 37) % n_families).ok()?;
    (0..families.len()).find_map(|turn| {
        let family = families[(first + turn) % families.len()];
        Some((family, curriculum::broken_sequence(content, family, n + n / n_families)?))
    })
}

fn years(content: &Content) -> Vec<u8> {
    let mut years: Vec<u8> = content
        .families()
        .filter_map(|family| content.step(&family.step).map(|step| step.year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn question(app: &App, said: &Said, n: u64, idx: usize, of: &TaskRef) -> Markup {
    let Ok(posed) = app.content.pose(of) else { return html! {} };
    let is_chosen = said.at == Some(idx + 1);
    html! {
        div.sheet.quiet.row.between #{ "step-" (idx) } {
            p.big { span.number-mark { (idx + 1) } " " (rich(&posed.text)) " " strong.answer-small { (answer(posed.answer())) } }
            @if idx > 0 {
                a.act.small.quiet[!is_chosen] href={ "/sequences/practice?n=" (n) "&year=" (said.year) "&at=" (idx + 1) } aria-current=[is_chosen.then_some("true")] { @if is_chosen { "You chose this one" } @else { "This one" } }
            }
        }
    }
}

/// Why the question chosen keeps to the plan, from the checker's own words for the step before it.
fn not_here(content: &Content, broken: &Broken, at: usize) -> Markup {
    let judged = curriculum::check_sequence(content, &broken.tasks, &broken.plan);
    let told = at.checked_sub(1).and_then(|idx| judged.tasks.get(idx));
    html! {
        div.told.warn.stack-s {
            p { strong { "Look again" } }
            @match told.and_then(|one| one.explanation.as_ref()) {
                Some(words) => { p { "From question " (at.saturating_sub(1)) " to question " (at) ": " (written(words)) } }
                None => { p { "The first question is where the sequence begins: it cannot break it." } }
            }
            p { "Is that what the sequence sets out to do? The slip may be in the question beside it." }
        }
    }
}

/// The place is found: a box for the mend, and one for the reason; the checker's reason comes after hers.
fn mending(app: &App, family: &TaskFamily, broken: &Broken, said: &Said, n: u64) -> Markup {
    let judged = curriculum::check_sequence(&app.content, &broken.tasks, &broken.plan);
    let why = judged.failures().next().map(|check| check.why.clone()).unwrap_or_default();
    let at = broken.at + 1;
    html! {
        div.told.stack-s { p { strong { "Yes, question " (at) } } p { "There the sequence does not do what it sets out to do." } }
        form.sheet.stack method="get" action="/sequences/practice" {
            input type="hidden" name="n" value=(n); input type="hidden" name="year" value=(said.year); input type="hidden" name="at" value=(at);
            div { label for="put" { "What would you put there?" } input #put type="text" name="put" value=(said.put) autocomplete="off" maxlength="200"; }
            div { label for="why" { "Why does it not belong?" } textarea #why name="why" rows="3" maxlength="400" { (said.why) } p.soft.small { "What did the slip change? What would a pupil no longer notice?" } }
            button.act.small { "Try it" }
        }
        @if !said.put.trim().is_empty() { (tried(app, family, broken, said.put.trim())) }
        @if said.why.trim().is_empty() { p.soft { "Say why in your own words; the checker's words then come beside them." } }
        @else { div.told.stack-s {
            p { strong { "You say" } } p { (said.why.trim()) }
            p { strong { "The checker says" } } p { (written(&why)) }
        } }
    }
}

fn tried(app: &App, family: &TaskFamily, broken: &Broken, put: &str) -> Markup {
    let (lines, problems) = curriculum::read_typed(&app.content, put, Some(&family.slug));
    let Some(line) = lines.into_iter().next() else {
        let why = problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
        return html! { p.told.warn { (capital(why)) "." } };
    };
    let mut mended = broken.tasks.clone();
    mended[broken.at] = line.task;
    verdict(app, broken, &mended, &broken.plan)
}

fn verdict(app: &App, broken: &Broken, mended: &[TaskRef], plan: &SequencePlan) -> Markup {
    let judged = curriculum::check_sequence(&app.content, mended, plan);
    let ours = app.content.pose(&broken.sound).map(|task| task.text).ok();
    let is_ours = mended.get(broken.at) == Some(&broken.sound);
    html! {
        @match judged.failures().next() {
            None => { div.told.stack-s { p { strong { "It holds" } } p { "With your question the sequence does what it sets out to do." @if let Some(ours) = ours.filter(|_| !is_ours) { " Ours was " (rich(&ours)) "." } } } }
            Some(check) => { div.told.warn.stack-s { p { strong { "Not yet" } } p { (written(&check.why)) } } }
        }
    }
}
