//! A teacher's own record: what the records of her classes show of each practice, and one tap for what no screen saw.
//!
//! Nobody but she opens it. What is not recorded is not said to be not done. Start at [`show`].

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use learning::practices::{NEVER_ON_SCREEN, Shown};
use maud::{Markup, html};
use programme::{Date, OffScreen, Practice, SchoolBook, SchoolFact, TERM_DAYS};
use serde::Deserialize;
use store::Class;

use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal::{in_days, today};
use crate::layout::{self, Place, token};
use crate::parts::rich::capital;
use crate::parts::spread;
use crate::sent::{Fields, part, refused};

/// How far back a day off screen may lie.
// Our choice: four weeks, while one still remembers.
const REMEMBERED_DAYS: i32 = 28;

/// Which class, and what was just written.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    class: String,
    #[serde(default)]
    done: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let staff = visit.actor()?.staff()?;
    let classes = app.store.classes_of_staff(&staff.school_id, &staff.staff_id).await?;
    let class = classes.iter().find(|one| one.class_id == asked.class).or(classes.first());
    let book = app.school_book(&staff.school_id).await?;
    let shown = match class {
        Some(class) => app.practices_shown(class).await?,
        None => Vec::new(),
    };
    let own = |one: &&OffScreen| one.staff == staff.staff_id;
    let done = book.off_screen.iter().filter(own).find(|one| one.id == asked.done);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { (staff.name) }
                h1 { "Your own record" }
                p.lead { "What the last twelve weeks show of how your class is taught. This page is yours: nobody else opens it, and what is not recorded says nothing about what you do." }
                @if classes.len() > 1 { nav.row aria-label="Your classes" { @for one in &classes {
                    a.act.quiet.small href={ "/own-record?class=" (one.class_id) } aria-current=[(class == Some(one)).then_some("true")] { (one.name) }
                } } }
            }
            @if let Some(one) = done { (just_written(&visit, one)?) }
            div.side.hub-side {
                @match class {
                    Some(class) => { (practices(&visit, class, &shown, &book, &staff.staff_id)?) }
                    None => { p.told { "You teach no class here, so nothing is recorded. Your school's administrator gives you one." } }
                }
                aside.stack {
                    (names(&visit, &book, &staff.staff_id))
                    div.sheet.quiet.stack-s { h2 { "The mathematics itself" } p.small { "What you know of the topics you teach, in your own words and for your own eyes, with pages that help." } a.act.quiet.small href="/own-record/knowledge" { "Look at your topics" } }
                    div.sheet.quiet.stack-s { h2 { "Together" } p.small { "Meetings of the research group, and coaching with a colleague." } a.act.quiet.small href="/school/together" { "Meetings and coaching" } }
                }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Today, "Your own record", &inside))
}

fn just_written(visit: &Visit, one: &OffScreen) -> Result<Markup, PageError> {
    let says = practice(&one.practice)?.says.as_str();
    Ok(html! { div.told.row.between role="status" {
        span { "Written down for " (one.on.in_words()) ": " (says) "." }
        (take_back(visit, &one.id, &one.class))
    } })
}

fn take_back(visit: &Visit, fact: &str, class: &str) -> Markup {
    html! { form.inline method="post" action="/own-record/take-back" {
        (token(visit))
        input type="hidden" name="fact" value=(fact);
        input type="hidden" name="class" value=(class);
        button.plain.small { "Take it back" }
    } }
}

fn practices(
    visit: &Visit,
    class: &Class,
    shown: &[Shown],
    book: &SchoolBook,
    staff: &str,
) -> Result<Markup, PageError> {
    let said = |practice: &Practice| -> Vec<&OffScreen> {
        let own = book.off_screen.iter().filter(|one| one.staff == staff);
        own.filter(|one| one.class == class.class_id && one.practice == practice.slug)
            .filter(|one| today().days_since(one.on) < TERM_DAYS)
            .collect()
    };
    Ok(html! { section.stack {
        div.row.between {
            h2 { (class.name) }
            form.row #off-screen method="post" action="/own-record" {
                (token(visit))
                input type="hidden" name="class" value=(class.class_id);
                label.small for="on" { "Off screen on" }
                input #on type="date" name="on" value=(today()) min=(in_days(1 - REMEMBERED_DAYS)) max=(today()) required;
            }
        }
        ul.clean.book { @for one in &spread::practices()?.all { li.stack-s {
            div.row.between {
                h3 { (capital(&one.says)) }
                button.act.quiet.small form="off-screen" name="practice" value=(one.slug) aria-label={ "We did this off screen: " (one.says) } { "We did this off screen" }
            }
            (on_screen(one, shown))
            @let words = said(one);
            @if !words.is_empty() { ul.clean.small { @for word in words { li.row { span { "Off screen on " (word.on.in_words()) ", by your word" } (take_back(visit, &word.id, &class.class_id)) } } } }
            @if let Some(idea) = one.big_idea { p.small { "Big idea: " a href={ "/big-ideas/" (idea.slug()) } { (capital(idea.in_words())) } } }
        } } }
    } })
}

/// What the records show of one practice, with the last lesson it was seen in.
fn on_screen(practice: &Practice, shown: &[Shown]) -> Markup {
    let seen: Vec<&Shown> = shown.iter().filter(|one| one.practice == practice.slug).collect();
    let days: BTreeSet<_> = seen.iter().map(|one| clock::local(one.at).date()).collect();
    html! { @match seen.last() {
        Some(last) => { p.small {
            "In Tenframe on " strong.number { (days.len()) } @if days.len() == 1 { " day" } @else { " days" } ", last on " (clock::day_in_words(clock::local(last.at).date()))
            @if let Some(lesson) = &last.lesson { ", in " a href={ "/lessons/" (lesson.as_str()) } { (last.title) } }
        } }
        None if NEVER_ON_SCREEN.contains(&practice.slug.as_str()) => { p.small.soft { "No screen can tell this; only you can." } }
        None => { p.small.soft { "Not recorded in these weeks." } }
    } }
}

fn names(visit: &Visit, book: &SchoolBook, staff: &str) -> Markup {
    let said = book.names.get(staff).map_or(&[][..], Vec::as_slice);
    let agreed = book.may_name(staff);
    html! { form.sheet.quiet.stack-s #names method="post" action="/own-record/names" {
        (token(visit))
        h2 { "What others see" }
        p.small { "Whoever leads mathematics sees in how many classes a practice is recorded. A number is shown only where it points at nobody. Your headteacher sees the same, and never a class; the hub sees what the school agreed to hand on, and never a class." }
        p.small { strong { @if agreed { "Your classes may be named to whoever leads mathematics." } @else { "Your classes are not named to anybody." } } }
        @if agreed { button.act.quiet.small name="agreed" value="no" { "Do not name them any more" } }
        @else { button.act.quiet.small name="agreed" value="yes" { "They may be named" } }
        p.small.soft { "It is for you to say, holds from that moment, and can be taken back on any day." }
        @if !said.is_empty() { details { summary.small { "What you said" } ol.clean.small { @for word in said.iter().rev() { li { (word.on.in_words()) ": " @if word.agreed { "they may be named" } @else { "they are not named" } } } } } }
    } }
}

fn practice(slug: &str) -> Result<&'static Practice, PageError> {
    let found = spread::practices()?.all.iter().find(|one| one.slug == slug);
    found.ok_or_else(|| refused(format!("`{slug}` is no practice of the list")))
}

/// Writes down that a class of hers did a practice off screen.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let staff = visit.actor()?.staff()?;
    let classes = app.store.classes_of_staff(&staff.school_id, &staff.staff_id).await?;
    let class = classes.into_iter().find(|one| one.class_id == part(&sent, "class"));
    let class = class.ok_or_else(|| refused("that is no class of yours"))?.class_id;
    let practice = practice(part(&sent, "practice"))?.slug.clone();
    let on = match part(&sent, "on") {
        "" => today(),
        typed => Date::read(typed).map_err(|error| refused(error.to_string()))?,
    };
    let ago = today().days_since(on);
    if !(0..i64::from(REMEMBERED_DAYS)).contains(&ago) {
        return Err(refused(format!(
            "{} is not within the last four weeks; choose a day up to today",
            on.in_words()
        )));
    }
    let to = format!("/own-record?class={class}");
    let id = app.write_in_school(&visit, SchoolFact::DoneOffScreen { practice, class, on }).await?;
    Ok(Redirect::to(&format!("{to}&done={id}")))
}

/// Takes back something of hers.
pub async fn take_it_back(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let staff = visit.actor()?.staff()?;
    let book = app.school_book(&staff.school_id).await?;
    let fact = part(&sent, "fact");
    let own = book.off_screen.iter().find(|one| one.id == fact && one.staff == staff.staff_id);
    let own = own.ok_or_else(|| refused("that is not there any more, or not yours"))?;
    let to = format!("/own-record?class={}", own.class);
    app.write_in_school(&visit, SchoolFact::TakenBack { fact: fact.to_owned() }).await?;
    Ok(Redirect::to(&to))
}

/// Says whether her classes may be named to whoever leads mathematics.
pub async fn say_names(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let agreed = match part(&sent, "agreed") {
        "yes" => true,
        "no" => false,
        other => return Err(refused(format!("`{other}` is neither yes nor no"))),
    };
    app.write_in_school(&visit, SchoolFact::NamesAgreed { agreed, on: today() }).await?;
    Ok(Redirect::to("/own-record#names"))
}
