//! The classes somebody may see, and adding one.

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use store::{Class, NewClass, Timetable};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::steps::year_name;
use crate::session::Actor;

/// The classes an actor may see: their own, or the whole school's for those who lead it.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn of_actor(app: &App, actor: &Actor) -> Result<Vec<Class>, PageError> {
    let staff = actor.staff()?;
    let own = app.store.classes_of_staff(&staff.school_id, &staff.staff_id).await?;
    let leads = staff.roles.iter().any(|role| {
        matches!(role, Role::MathsLead | Role::Headteacher | Role::SchoolAdministrator)
    });
    if own.is_empty() && leads { Ok(app.store.classes(&staff.school_id).await?) } else { Ok(own) }
}

/// Every class of the school that this person may see.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let actor = visit.actor()?;
    let administers = actor.roles().contains(&Role::SchoolAdministrator);
    let classes = if administers {
        app.store.classes(actor.school_id()).await?
    } else {
        of_actor(&app, actor).await?
    };
    let inside = html! {
        div.stack-l {
            h1 { "Classes" }
            @if classes.is_empty() { p.told { "You have no classes yet. " @if administers { "Add the first one below." } @else { "Ask your school administrator to add you to one." } } }
            div.grid2 { @for class in &classes {
                div.sheet.quiet.stack-s {
                    p.eyebrow { (year_name(class.year_group)) }
                    h2 { (class.name) }
                    p.row { a.act.small href={ "/classes/" (class.class_id) "/today" } { "Today" } a.act.quiet.small href={ "/classes/" (class.class_id) } { "Class list and timetable" } }
                }
            } }
            @if administers { (add_form(&visit, &app)) }
        }
    };
    Ok(layout::staff(&visit, Place::Classes, "Classes", &inside))
}

fn add_form(visit: &Visit, app: &App) -> Markup {
    html! {
        form.sheet.stack.narrow-left method="post" action="/classes" {
            (token(visit))
            h2 { "Add a class" }
            div { label for="name" { "Name" } input #name type="text" name="name" required maxlength="60" placeholder="4 Willow"; }
            div { label for="year" { "Year group" } select #year name="year_group" { @for year in 0..=11 { option value=(year) { (year_name(year)) } } } }
            div { label for="unit" { "Steps it follows " span.soft { "(can be changed later)" } }
                select #unit name="unit" { option value="" { "None yet" } @for plan in app.content.year_plans() { option value=(plan.slug) { (plan.name) } } } }
            button.act { "Add the class" }
        }
    }
}

/// A class to add.
#[derive(Debug, Deserialize)]
pub struct Add {
    name: String,
    year_group: u8,
    #[serde(default)]
    unit: String,
}

/// Adds a class, then opens it for its list and timetable.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Add>,
) -> Result<Redirect, PageError> {
    let name = sent.name.trim();
    if name.is_empty() || sent.year_group > 11 {
        return Err(PageError::refused(
            "The class was not added",
            "A class needs a name, and a year group from Reception to Year 11.",
        ));
    }
    let unit = app.content.year_plan(&sent.unit).map(|plan| plan.steps.clone()).unwrap_or_default();
    let new = NewClass {
        name: name.to_owned(),
        year_group: sent.year_group,
        lesson_minutes: 60,
        timetable: Timetable { weeks: 1, slots: Vec::new() },
        unit,
        created_at: clock::now(),
    };
    let actor = visit.actor()?;
    let class = app.store.add_class(actor.school_id(), new).await?;
    Ok(Redirect::to(&format!("/classes/{}", class.class_id)))
}
