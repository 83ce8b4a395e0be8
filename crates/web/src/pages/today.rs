//! Today: the next lesson by the class's own timetable, who is carried and why, one click to start.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use learning::{Carried, Mode};
use maud::{Markup, html};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::journal::{self, Journal};
use crate::layout::{self, Place, token};
use crate::names::Names;
use crate::pages::classes;
use crate::parts::rich::{capital, written};
use crate::{clock, timetable};

/// Goes to the first class of whoever is signed in.
pub async fn first(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let classes = classes::of_actor(&app, visit.actor()?).await?;
    let Some(class) = soonest(&app, &classes).await? else {
        return Ok(Redirect::to("/classes").into_response());
    };
    Ok(Redirect::to(&format!("/classes/{}/today", class.class_id)).into_response())
}

/// The class whose next lesson is soonest.
async fn soonest<'a>(
    app: &App,
    classes: &'a [store::Class],
) -> Result<Option<&'a store::Class>, PageError> {
    let mut best: Option<(jiff::civil::Date, u16, &store::Class)> = None;
    for class in classes {
        let Some(next) = journal::coming(app, class, 1).await?.first().copied() else { continue };
        if best.is_none_or(|(date, start, _)| (next.date, next.slot.start) < (date, start)) {
            best = Some((next.date, next.slot.start, class));
        }
    }
    Ok(best.map(|(_, _, class)| class).or(classes.first()))
}

/// Today for one class.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let journal = app.journal(class).await?;
    let names = Names::of_class(&app, class).await?;
    let coming = journal::coming(&app, class, 3).await?;
    let others = classes::of_actor(&app, visit.actor()?).await?;
    let carried = journal.carried();
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { (clock::day_in_words(clock::today())) } h1 { (class.name) } }
                @if others.len() > 1 {
                    nav.row aria-label="Your classes" { @for one in others.iter().filter(|one| one.class_id != class.class_id) {
                        a.act.quiet.small href={ "/classes/" (one.class_id) "/today" } { (one.name) }
                    } }
                }
            }
            div.side {
                div.stack-l {
                    (next_lesson(&app, &visit, class, &journal, &coming)?)
                    (carried_list(&journal, &carried, &names, class))
                }
                aside.stack {
                    @if visit.may_teach() { div.sheet.quiet.stack-s {
                        h2 { "Just a check" }
                        p { "Taught from your own scheme? Ask a step's own check, or up to three questions of yours, with tablets, whiteboards or slips." }
                        a.act.quiet href={ "/classes/" (class.class_id) "/check" } { "Just a check" }
                    } }
                    @if visit.may_teach() { div.sheet.quiet.stack-s {
                        h2 { "Your own record" }
                        p { "What your classes' records show of how you teach, and one tap for what no screen saw. For your eyes alone." }
                        a.act.quiet href={ "/own-record?class=" (class.class_id) } { "Your own record" }
                    } }
                    div.sheet.quiet.stack-s {
                        p.eyebrow { "Class code" }
                        p.class-code { (class.code) }
                        p.small.soft { "Pupils go to " span data-host { "this server's address, then " } "/join." }
                        p.small { a href={ "/classes/" (class.class_id) } { "Class list and timetable" } }
                    }
                    (recent(&journal))
                }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Today, &class.name, &inside))
}

fn next_lesson(
    app: &App,
    visit: &Visit,
    class: &store::Class,
    journal: &Journal,
    coming: &[timetable::Coming],
) -> Result<Markup, PageError> {
    let when = coming.first().map(|one| journal::when_in_words(*one, clock::today()));
    let when = html! { @match &when { Some(words) => { "Next lesson " (words) } None => { "No lessons in the timetable yet" } } };
    if let Some(running) = journal.running() {
        return Ok(html! {
            section.sheet.stack.next {
                p.eyebrow { "Going on now" }
                div { h2 { (running.title) } (layout::step_line(&app.content, running.step.as_deref(), &running.title)) }
                p { @if running.is_full { "The lesson is where you left it." } @else { "A check with " (running.n_asked) @if running.n_asked == 1 { " question" } @else { " questions" } @match running.mode { Some(Mode::Tablets) => { ", on tablets" } Some(Mode::Slips) => { ", on slips" } _ => { ", on whiteboards" } } (begun(running.started)) "." } }
                @for other in journal.lessons.iter().filter(|entry| entry.started.is_some() && entry.ended.is_none() && entry.lesson_id != running.lesson_id) {
                    div.row.small { span { "Also going on: " a href={ "/lessons/" (other.lesson_id) } { (other.title) } (begun(other.started)) }
                        @if visit.may_teach() { form.inline method="post" action={ "/lessons/" (other.lesson_id) "/end" } { (token(visit)) button.plain.small { "End it" } } }
                    }
                }
                p.row {
                    a.act.huge href={ "/lessons/" (running.lesson_id) (running.goes_on_at()) } { "Go on" }
                    @if running.is_full { a.act.quiet href={ "/lessons/" (running.lesson_id) "/desk" } { "Your desk" } }
                    @else if visit.may_teach() { form.inline method="post" action={ "/lessons/" (running.lesson_id) "/end" } { (token(visit)) button.act.quiet { "End it" } } }
                }
            }
        });
    }
    if let Some(planned) = journal.planned() {
        return Ok(html! {
            section.sheet.stack.next {
                p.eyebrow { (when) }
                div { h2 { (planned.title) } (layout::step_line(&app.content, planned.step.as_deref(), &planned.title)) }
                (leans_on(app, planned.step.as_deref()))
                @if visit.may_teach() {
                    form.row method="post" action={ "/lessons/" (planned.lesson_id) "/start" } {
                        (token(visit))
                        input type="hidden" name="mode" value="tablets";
                        button.act.huge { "Start the lesson" }
                        a.act.quiet href={ "/lessons/" (planned.lesson_id) } { "Look at the plan" }
                    }
                } @else { p { a.act.quiet href={ "/lessons/" (planned.lesson_id) } { "Look at the plan" } } }
            }
        });
    }
    let step = journal.next_step(class).and_then(|slug| app.content.step(slug));
    Ok(match step {
        Some(step) => html! {
            section.sheet.stack.next {
                p.eyebrow { (when) " · the next small step" }
                h2 { (step.name) }
                p.lead { (written(&step.new_mathematics)) }
                (leans_on(app, Some(&step.slug)))
                @if visit.may_teach() {
                    form.row method="post" action={ "/classes/" (class.class_id) "/lessons" } {
                        (token(visit))
                        input type="hidden" name="step" value=(step.slug);
                        button.act.huge { "Plan this lesson" }
                        a.act.quiet href={ "/steps/" (step.slug) } { "Look at the step" }
                    }
                }
            }
        },
        None => html! {
            section.sheet.stack.next {
                p.eyebrow { (when) }
                h2 { "Choose the next small step" }
                p { "This class follows no unit, or its unit is finished." }
                p { a.act href="/steps" { "Find a step" } }
            }
        },
    })
}

fn begun(at: Option<i64>) -> String {
    let at = at.map(|at| clock::local(at).strftime(", begun %-d %b at %H:%M").to_string());
    at.unwrap_or_default()
}

/// What the lesson leans on, and its difficult point.
fn leans_on(app: &App, step: Option<&str>) -> Markup {
    let Some(step) = step.and_then(|slug| app.content.step(slug)) else { return html! {} };
    let facts = app.content.lesson(&step.slug).map(facts_of).unwrap_or_default();
    html! {
        dl.pairs {
            @if !facts.is_empty() { dt { "Facts it leans on" } dd.row { @for fact in facts.iter().take(7) { span.tag { (written(fact)) } } } }
            @if let Some(point) = step.difficult_points.first() {
                dt { "Difficult point" }
                dd { (written(&point.text)) @if !point.listen_for.is_empty() { span.soft { " Listen for: " (written(&point.listen_for)) } } }
            }
            @if !step.put_out.is_empty() { dt { "On the tables" } dd { (written(&step.put_out)) } }
        }
    }
}

fn facts_of(lesson: &curriculum::Lesson) -> Vec<String> {
    let facts = lesson.turns.iter().find_map(|turn| match &turn.screen {
        curriculum::Screen::Facts { facts } => Some(facts),
        _ => None,
    });
    facts
        .map(|facts| {
            facts.iter().map(|fact| format!("`{}`", fact.question.to_string().trim())).collect()
        })
        .unwrap_or_default()
}

fn carried_list(
    journal: &Journal,
    carried: &[Carried],
    names: &Names,
    class: &store::Class,
) -> Markup {
    html! {
        section.stack-s {
            h2 { "Carried into this lesson" }
            @if carried.is_empty() { p { "Nobody is waiting for keep-up." } }
            @for one in carried {
                div.sheet.quiet.row.between {
                    div {
                        h3 { (names.of(&one.pupil)) }
                        p { (written(&capital(&one.title))) }
                        details #{ "why-" (one.pupil.as_str()) } { summary.small { "The answers that say so" } p.small { (written(&one.because)) } }
                        p.soft.small { (lesson_title(journal, one)) @if one.days > 0 { " · carried for " (one.days) @if one.days == 1 { " day" } @else { " days" } } @if !one.noticed.is_empty() { " · noticed: " (one.noticed) } }
                    }
                    a.act.quiet.small href={ "/lessons/" (one.lesson.as_str()) "/keep-up?pupil=" (one.pupil.as_str()) } { "Ten minutes' help" }
                }
            }
            @let nearly: Vec<_> = journal.nearly().collect();
            @if !nearly.is_empty() { div.sheet.quiet.stack-s {
                p { strong { "Nearly there: two minutes at the start" } }
                ul { @for item in &nearly { li { strong { (names.of(&item.pupil)) } ": " (written(&item.lesson_title)) " " a.small href={ "/lessons/" (item.lesson.as_str()) "/keep-up" } { "What to ask" } } } }
            } }
            @let not_seen: Vec<_> = journal.ledger.not_seen().collect();
            @if !not_seen.is_empty() { details #not-seen { summary.small { "Not seen in a check: " (not_seen.len()) } p.soft.small { @for (idx, item) in not_seen.iter().enumerate() { @if idx > 0 { ", " } (names.of(&item.pupil)) " (" (item.lesson_title) ")" } "." } } }
            p.small { a href={ "/classes/" (class.class_id) "/ledger" } { "The keep-up ledger" } " · " a href={ "/classes/" (class.class_id) "/lasting" } { "What has lasted" } " · " a href={ "/classes/" (class.class_id) "/facts" } { "Key facts" } " · " a href={ "/classes/" (class.class_id) "/gate" } { "Before what comes next" } }
        }
    }
}

fn lesson_title<'a>(journal: &'a Journal, one: &Carried) -> &'a str {
    let entry = journal.lessons.iter().find(|entry| entry.lesson_id == one.lesson.as_str());
    entry.map_or("", |entry| entry.title.as_str())
}

fn recent(journal: &Journal) -> Markup {
    let done: Vec<_> =
        journal.lessons.iter().rev().filter(|entry| entry.ended.is_some()).take(5).collect();
    html! {
        @if !done.is_empty() {
            div.sheet.quiet.stack-s { p.eyebrow { "Lately" }
                ul.clean.stack-s { @for entry in done { li { a href={ "/lessons/" (entry.lesson_id) "/result" } { (entry.title) }
                    @if let Some(at) = entry.ended { span.soft.small { " " (clock::local(at).strftime("%a %-d %b").to_string()) } } } } }
            }
        }
    }
}
