//! Paper: a sheet is issued once, as a fact with its code, and made again from that fact whenever it is asked for.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use learning::FactBody;
use maud::{Markup, html};
use serde::Deserialize;
use store::SheetCode;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::token;
use crate::names::Names;
use crate::pages::keep_up;
use crate::press::Press;
use crate::sheet_of::{self, Head, Kind};
use crate::{clock, journal};

/// Which group a keep-up page is for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    group: usize,
}

/// Buttons that issue a lesson's sheets.
pub fn buttons(visit: &Visit, lesson_id: &str, kinds: &[Kind]) -> Markup {
    html! {
        div.row { @for (kind, slug, name) in Kind::ALL { @if kinds.contains(&kind) {
            form.inline method="post" action={ "/lessons/" (lesson_id) "/sheets/" (slug) } target="_blank" { (token(visit)) button.act.quiet.small { (name) } }
        } } }
    }
}

/// Issues a sheet and goes to its PDF.
pub async fn issue(
    State(app): State<App>,
    visit: Visit,
    Path((_, kind)): Path<(String, String)>,
    Form(wanted): Form<Wanted>,
) -> Result<Redirect, PageError> {
    let kind = Kind::read(&kind).ok_or_else(|| PageError::not_found("kind of sheet"))?;
    let row = visit.lesson()?;
    let class = visit.class()?;
    let open = app.open_lesson(row).await?;
    let live = open.now().await;
    let names = Names::of_class(&app, class).await?;
    let step = live
        .plan
        .step
        .as_deref()
        .and_then(|slug| app.content.step(slug))
        .map(|step| step.name.clone())
        .unwrap_or_default();
    let head = Head {
        title: live.plan.title.clone(),
        step,
        class_name: class.name.clone(),
        date: clock::day_in_words(clock::today()),
    };
    let sheet = match kind {
        Kind::Practice => sheet_of::practice(&app.content, &live, head)?,
        Kind::Answers => sheet_of::answers(&app.content, &live, head)?,
        Kind::ExitSlips => sheet_of::exit_slips(&app.content, &live, None, head),
        Kind::NamedSlips => sheet_of::exit_slips(&app.content, &live, Some(&names), head),
        Kind::KeepUp => {
            let over_time = app.journal(class).await?;
            let next = journal::next_lesson(&app, class, &over_time, row).await?;
            // The same list as on the page, so that the group counted there is the group printed here.
            let carried: Vec<_> = over_time
                .carried()
                .into_iter()
                .filter(|one| one.lesson.as_str() != row.lesson_id)
                .collect();
            let slots = journal::slots(&app, class).await?;
            let result = live.result_in_force();
            let list = live.keep_up_list_from(&result, &carried, &next, &slots);
            let pages = keep_up::pages(&live, &result, &list.entries);
            let page = pages.get(wanted.group).ok_or_else(|| {
                PageError::refused(
                    "Nobody needs this page",
                    "There is no keep-up group to print for.",
                )
            })?;
            sheet_of::keep_up(&app.content, &live, &names, page, head)
        }
    };
    // Set once before it is issued, so that a sheet that cannot be printed is never issued.
    app.press.pdf(sheet.clone()).await?;
    let value =
        serde_json::to_value(&sheet).map_err(|error| PageError::fault(&error.to_string()))?;
    let issued = app
        .store
        .issue_sheet(
            &row.school_id,
            &class.class_id,
            Some(&row.lesson_id),
            clock::now(),
            visit.actor()?.author(),
            value,
        )
        .await?;
    Ok(Redirect::to(&format!("/lessons/{}/sheets/{}", row.lesson_id, issued.code)))
}

/// Issues a sheet of a class and of no lesson, and gives its code.
///
/// # Errors
///
/// When it cannot be set; then nothing is issued.
pub async fn issue_for_class(
    app: &App,
    visit: &Visit,
    class: &store::Class,
    sheet: paper::Sheet,
) -> Result<SheetCode, PageError> {
    app.press.pdf(sheet.clone()).await?;
    let value =
        serde_json::to_value(&sheet).map_err(|error| PageError::fault(&error.to_string()))?;
    let by = visit.actor()?.author();
    let issued = app
        .store
        .issue_sheet(&class.school_id, &class.class_id, None, clock::now(), by, value)
        .await?;
    Ok(issued.code)
}

/// The PDF of an issued sheet.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let code = SheetCode::read(&code)
        .map_err(|error| PageError::refused("That is not a sheet's code", error.to_string()))?;
    let issued = app.store.sheet(&code).await?.filter(|sheet| {
        sheet.school_id == visit.lesson().map(|row| row.school_id.clone()).unwrap_or_default()
            && sheet.lesson_id.as_deref() == visit.lesson().ok().map(|row| row.lesson_id.as_str())
    });
    let issued = issued.ok_or_else(|| PageError::not_found("sheet"))?;
    let pdf = pdf_of(app.press, &issued).await?;
    let name = format!("inline; filename=\"tenframe-{code}.pdf\"");
    Ok((
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)],
        pdf,
    )
        .into_response())
}

/// Makes the PDF of an issued sheet again, the same as the first time.
///
/// # Errors
///
/// When the fact holds no sheet this program can set.
pub async fn pdf_of(press: Press, issued: &store::Sheet) -> Result<Vec<u8>, PageError> {
    let FactBody::SheetIssued { code, sheet } = &issued.fact.body else {
        return Err(PageError::fault("a sheet's fact is of another kind"));
    };
    let sheet = serde_json::from_value(sheet.clone())
        .map_err(|error| PageError::fault(&error.to_string()))?;
    press.pdf(sheet_of::with_code(sheet, code)).await
}
