//! One class: its list, its timetable, its code; pupils in by CSV with a preview, and out.

use axum::Form;
use axum::extract::{Multipart, State};
use axum::response::Redirect;
use learning::{FactBody, PupilId};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Enrolled, ImportPlan, PupilRow, RefusedRow, RefusedRows, Slot, Timetable};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::steps::year_name;
use crate::{class_list, clock, timetable};

/// The class.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let roster = app.store.roster(&class.school_id, &class.class_id).await?;
    let may_change = visit.is_any_of(&[Role::Teacher, Role::MathsLead, Role::SchoolAdministrator]);
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { (year_name(class.year_group)) } h1 { (class.name) } }
                p.row { a.act href={ "/classes/" (class.class_id) "/today" } { "Today" } }
            }
            div.side {
                div.stack-l {
                    (list(&visit, &class.class_id, &roster, may_change))
                    @if may_change { (import_form(&app, &visit, &class.class_id)) }
                }
                aside.stack {
                    div.sheet.quiet.stack-s { p.eyebrow { "Class code" } p.class-code { (class.code) } p.small.soft { "Pupils type this at /join, then pick their name." } (qr(&class.code.to_string())) }
                    (week(&app, &visit, class, may_change))
                }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Classes, &class.name, &inside))
}

/// A picture of the path a pupil opens; the address of the server is typed or scanned with it.
fn qr(code: &str) -> Markup {
    let drawn = qrcode::QrCode::new(format!("/join/{code}")).map(|qr| {
        qr.render::<qrcode::render::svg::Color>().min_dimensions(120, 120).quiet_zone(true).build()
    });
    html! { @if let Ok(svg) = drawn { div.qr role="img" aria-label={ "Code " (code) } { (maud::PreEscaped(svg.trim_start_matches(|c| c != '<').replace("<?xml version=\"1.0\" standalone=\"yes\"?>", ""))) } } }
}

fn list(visit: &Visit, class_id: &str, roster: &[Enrolled], may_change: bool) -> Markup {
    html! {
        section.stack-s {
            h2 { "Class list" span.soft { " · " (roster.len()) } }
            @if roster.is_empty() { p.told { "Nobody yet. Import a class list below." } }
            @else { div.wide-table tabindex="0" role="region" aria-label="Class list" { table {
                thead { tr { th { "Name" } th { "Year" } th { "UPN" } @if may_change { th { span.unseen { "Leave" } } } } }
                tbody { @for one in roster { tr {
                    td { (one.pupil.given_name) " " (one.pupil.family_name) } td { (year_name(one.pupil.year_group)) } td.soft.small { (one.pupil.upn.as_deref().unwrap_or("none")) }
                    @if may_change { td { form.inline method="post" action={ "/classes/" (class_id) "/pupils/leave" } { (token(visit)) button.plain.small name="pupil" value=(one.pupil.pupil_id) { "Take off the list" } } } }
                } } }
            } } }
        }
    }
}

fn import_form(app: &App, visit: &Visit, class_id: &str) -> Markup {
    html! {
        section.sheet.stack #import {
            h2 { "Import a class list" }
            @if app.settings.takes_imports() {
                p { "A CSV file whose first line names the columns: " strong { "Given name" } ", " strong { "Family name" } ", and if you have them " strong { "UPN" } " and " strong { "Year group" } ". You see what would change before anything is written." }
                form.stack method="post" enctype="multipart/form-data" action={ "/classes/" (class_id) "/pupils/preview?_token=" (visit.token) } {
                    div { label for="file" { "File" } input #file type="file" name="file" accept=".csv,text/csv" required; }
                    button.act { "See what would change" }
                }
            } @else { p.told.warn { "Imports are switched off while this demo can be opened from the network. Nothing real belongs in it." } }
        }
    }
}

/// Shows what a file would change; writes nothing.
pub async fn preview_import(
    State(app): State<App>,
    visit: Visit,
    mut form: Multipart,
) -> Result<Markup, PageError> {
    refuse_when_open(&app)?;
    let class = visit.class()?;
    let mut bytes = Vec::new();
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|error| PageError::refused("The file could not be read", error.to_string()))?
    {
        if field.name() == Some("file") {
            bytes = field
                .bytes()
                .await
                .map_err(|error| {
                    PageError::refused("The file could not be read", error.to_string())
                })?
                .to_vec();
        }
    }
    let read = class_list::read(&bytes).map_err(|says| {
        PageError::refused("This is not a class list yet", format!("{says} Nothing was written."))
    })?;
    let mut plan =
        app.store.preview_import(&class.school_id, &class.class_id, read.rows.clone()).await?;
    plan.refused.extend(read.refused);
    plan.refused.sort_by_key(|row| row.line);
    Ok(layout::staff(
        &visit,
        Place::Classes,
        "Import a class list",
        &preview(&visit, class, &read.rows, &plan),
    ))
}

fn preview(visit: &Visit, class: &store::Class, rows: &[PupilRow], plan: &ImportPlan) -> Markup {
    let writes = plan.added.len() + plan.moved.len() + plan.changed.len();
    html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (class.name) } h1 { "What would change" } p { "Nothing has been written yet." } }
            @if !plan.refused.is_empty() { (refused(&plan.refused)) }
            (group("New pupils", plan.added.iter().map(|row| (row.line, format!("{} {}", row.given_name, row.family_name), String::new())).collect()))
            (group("Moved from another class", plan.moved.iter().map(|one| (one.row.line, format!("{} {}", one.pupil.given_name, one.pupil.family_name), differences(one))).collect()))
            (group("Changed", plan.changed.iter().map(|one| (one.row.line, format!("{} {}", one.pupil.given_name, one.pupil.family_name), differences(one))).collect()))
            @if !plan.unchanged.is_empty() { p { (plan.unchanged.len()) " already in the class, just as the file says." } }
            @if !plan.not_listed.is_empty() { p.told { (plan.not_listed.len()) " now in the class are not in the file; they stay: " (plan.not_listed.iter().map(|pupil| format!("{} {}", pupil.given_name, pupil.family_name)).collect::<Vec<_>>().join(", ")) "." } }
            form.row method="post" action={ "/classes/" (class.class_id) "/pupils" } {
                (token(visit))
                input type="hidden" name="rows" value=(serde_json::to_string(&rows.iter().map(Kept::from).collect::<Vec<_>>()).unwrap_or_default());
                @if writes > 0 { button.act { @if plan.refused.is_empty() { "Write these " (writes) } @else { "Write these " (writes) ", leaving out the lines above" } } }
                a.act.quiet href={ "/classes/" (class.class_id) } { "Change nothing" }
            }
        }
    }
}

fn refused(rows: &[RefusedRow]) -> Markup {
    html! { section.told.warn { h2 { (rows.len()) @if rows.len() == 1 { " line" } @else { " lines" } " cannot be used" } ul { @for row in rows { li { "Line " (row.line) ": " (crate::answers::quoted(&row.reason)) } } } } }
}

fn group(title: &str, rows: Vec<(u32, String, String)>) -> Markup {
    html! { @if !rows.is_empty() { section { h2 { (title) span.soft { " · " (rows.len()) } } ul { @for (line, name, says) in rows { li { (name) span.soft.small { " line " (line) @if !says.is_empty() { " · " (says) } } } } } } } }
}

fn differences(one: &store::MatchedRow) -> String {
    one.differences
        .iter()
        .map(|change| {
            format!(
                "{}: {} → {}",
                change.what,
                if change.before.is_empty() { "none" } else { &change.before },
                change.after
            )
        })
        .collect::<Vec<_>>()
        .join("; ")
}

/// A row carried from the preview to the import.
#[derive(Debug, serde::Serialize, Deserialize)]
struct Kept {
    line: u32,
    upn: Option<String>,
    given: String,
    family: String,
    year: Option<u8>,
}

impl From<&PupilRow> for Kept {
    fn from(row: &PupilRow) -> Self {
        Self {
            line: row.line,
            upn: row.upn.clone(),
            given: row.given_name.clone(),
            family: row.family_name.clone(),
            year: row.year_group,
        }
    }
}

impl From<Kept> for PupilRow {
    fn from(kept: Kept) -> Self {
        Self {
            line: kept.line,
            upn: kept.upn,
            given_name: kept.given,
            family_name: kept.family,
            year_group: kept.year,
        }
    }
}

/// The previewed rows, sent back.
#[derive(Debug, Deserialize)]
pub struct Rows {
    rows: String,
}

/// Writes the previewed rows in one transaction.
pub async fn import(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Rows>,
) -> Result<Redirect, PageError> {
    refuse_when_open(&app)?;
    let class = visit.class()?;
    let kept: Vec<Kept> = serde_json::from_str(&sent.rows).map_err(|_| {
        PageError::refused(
            "The rows were not as previewed",
            "Choose the file again. Nothing was written.",
        )
    })?;
    let rows = kept.into_iter().map(PupilRow::from).collect();
    app.store
        .import_pupils(
            &class.school_id,
            &class.class_id,
            rows,
            RefusedRows::LeaveOut,
            clock::now(),
            visit.actor()?.author(),
        )
        .await?;
    app.refold_lessons_of(&class.school_id, &class.class_id).await?;
    Ok(Redirect::to(&format!("/classes/{}", class.class_id)))
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

/// Who leaves.
#[derive(Debug, Deserialize)]
pub struct Leaver {
    pupil: String,
}

/// Takes a pupil off the list; what they answered is kept, and a running lesson goes on without them.
pub async fn leave(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Leaver>,
) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    app.store.leave_class(&class.school_id, &class.class_id, &sent.pupil, clock::now()).await?;
    if let Some(open) = app.running_lesson(&class.school_id, &class.class_id).await? {
        app.record(
            &open,
            visit.actor()?.author(),
            vec![FactBody::PupilLeft { pupil: PupilId(sent.pupil) }],
        )
        .await?;
    }
    app.refold_lessons_of(&class.school_id, &class.class_id).await?;
    Ok(Redirect::to(&format!("/classes/{}", class.class_id)))
}

const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

fn week(app: &App, visit: &Visit, class: &store::Class, may_change: bool) -> Markup {
    let pattern = &class.timetable;
    html! {
        div.sheet.quiet.stack-s {
            h2 { "Week pattern" }
            ul.clean { @for slot in &pattern.slots { li { @if pattern.weeks > 1 { (if slot.week == 1 { "Week A " } else { "Week B " }) } (DAYS.get(usize::from(slot.weekday).saturating_sub(1)).copied().unwrap_or("Weekend")) " " (timetable::clock(slot.start)) ", " (slot.minutes) " min" } } }
            @if pattern.slots.is_empty() { p.soft { "No lessons yet." } }
            p.small { a href={ "/classes/" (class.class_id) "/keep-up-times" } { "When this class has keep-up" } }
            @if may_change {
                details #week-edit { summary { "Change the week and the steps" }
                    form.stack-s method="post" action={ "/classes/" (class.class_id) "/timetable" } {
                        (token(visit))
                        p.small { "Tick the days and give the time the lesson starts." }
                        fieldset { legend.unseen { "Weeks" } div.choices { label.pick { input type="radio" name="weeks" value="1" checked[pattern.weeks < 2]; "Every week" } label.pick { input type="radio" name="weeks" value="2" checked[pattern.weeks > 1]; "Week A and B" } } }
                        @for week in 1..=2_u8 { fieldset { legend.small { @if week == 1 { "Every week, or week A" } @else { "Week B" } }
                            @for (idx, day) in DAYS.iter().enumerate() {
                                @let weekday = u8::try_from(idx + 1).unwrap_or(1);
                                @let slot = pattern.slots.iter().find(|slot| slot.week == week && slot.weekday == weekday);
                                label.small { (day) input type="time" name={ "start-" (week) "-" (weekday) } value=(slot.map(|slot| format!("{:02}:{:02}", slot.start / 60, slot.start % 60)).unwrap_or_default()); }
                            } } }
                        label.small for="minutes" { "Minutes" } input.short #minutes type="number" name="minutes" min="10" max="180" value=(class.lesson_minutes);
                        label.small for="unit" { "Steps it follows" } select #unit name="unit" { option value="" { "Leave as they are" } @for plan in app.content.year_plans() { option value=(plan.slug) { (plan.name) } } }
                        button.act.small { "Save" }
                    }
                }
            }
        }
    }
}

/// Saves the week pattern and the unit.
pub async fn save_timetable(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let mut class = visit.class()?.clone();
    let field = |name: &str| {
        sent.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    };
    let minutes: u16 = field("minutes").parse().unwrap_or(class.lesson_minutes).clamp(10, 180);
    let weeks = if field("weeks") == "2" { 2 } else { 1 };
    let mut slots = Vec::new();
    for (name, value) in &sent {
        let Some(("start", place)) = name.split_once('-') else { continue };
        let parsed = place.split_once('-').and_then(|(week, weekday)| {
            Some((week.parse::<u8>().ok()?, weekday.parse::<u8>().ok()?))
        });
        let time = value.split_once(':').and_then(|(hour, minute)| {
            Some((hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?))
        });
        let (Some((week, weekday)), Some((hour, minute))) = (parsed, time) else { continue };
        if week <= weeks && hour < 24 && minute < 60 {
            slots.push(Slot { week, weekday, start: hour * 60 + minute, minutes });
        }
    }
    slots.sort_by_key(|slot| (slot.week, slot.weekday, slot.start));
    class.lesson_minutes = minutes;
    class.timetable = Timetable { weeks, slots };
    if let Some(plan) = app.content.year_plan(field("unit")) {
        class.unit.clone_from(&plan.steps);
    }
    let class_id = class.class_id.clone();
    app.store.change_class(class).await?;
    Ok(Redirect::to(&format!("/classes/{class_id}")))
}
