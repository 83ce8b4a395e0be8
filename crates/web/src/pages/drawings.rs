//! The drawing tool alone: a teacher sets the numbers and takes the picture to her own slides.
//!
//! Every kind of drawing is here, with the fields its own file names; nothing is kept. What is in the form is in the
//! address, so a picture can be come back to. Start at [`show`]; [`picture`] is the file.

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, html};
use represent::{Drawing, FieldSpec, Fields, KindSpec};
use serde::Deserialize;

use crate::access::Visit;
use crate::assets;
use crate::error::PageError;
use crate::layout::{self, Place, safe};
use crate::parts::drawing_words;
use crate::parts::rich::capital;

/// The most fields an address may set: far more than any drawing has.
const MOST_FIELDS: usize = 40;

/// What to look for.
#[derive(Debug, Default, Deserialize)]
pub struct Find {
    /// Letters of the drawing's name or use.
    #[serde(default)]
    pub find: String,
}

/// Every kind of drawing, or those the letters find.
pub async fn all(visit: Visit, Query(wanted): Query<Find>) -> Markup {
    let letters = wanted.find.trim().to_lowercase();
    let found: Vec<&KindSpec> = represent::kinds()
        .iter()
        .filter(|kind| {
            let name = name(kind);
            let words = [name.as_str(), kind.meaning, drawing_words::uses(kind.slug)];
            words.iter().any(|words| words.to_lowercase().contains(&letters))
        })
        .collect();
    let inside = html! {
        div.stack-l {
            header.stack-s {
                h1 { "Drawings" }
                p.lead { "Choose a picture, put in your own numbers, and take it to your slides or your worksheet. Every one is drawn to scale." }
            }
            form.finder method="get" action="/drawings" data-find role="search" {
                label for="find" { "Find a drawing " span.soft { "(such as fraction, bar, clock or angle)" } }
                input #find type="search" name="find" value=(wanted.find.trim()) autocomplete="off";
                noscript { button.act.small { "Find" } }
            }
            div #kinds data-live {
                @if found.is_empty() { p.told { "No drawing is about \"" (wanted.find.trim()) "\". Try one short word, such as \"bar\" or \"grid\"." } }
                ul.clean.gallery { @for kind in &found { (card(kind)) } }
            }
        }
    };
    layout::open(&visit, Place::Steps, "Drawings", "/assets/drawings.js", &inside)
}

fn card(kind: &KindSpec) -> Markup {
    let drawing =
        kind.example_fields().into_iter().next().and_then(|fields| draw(kind, &fields).ok());
    html! {
        li.sheet.quiet {
            a.card href={ "/drawings/" (kind.slug) } {
                div.drawing aria-hidden="true" { @if let Some(drawing) = &drawing { (safe(&drawing.svg)) } }
                strong { (capital(&name(kind))) }
            }
            p.soft.small { (kind.meaning) }
        }
    }
}

/// One drawing with its fields, as the address sets them; its first example when the address sets none.
pub async fn show(
    visit: Visit,
    Path(slug): Path<String>,
    Query(set): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let kind = kind(&slug)?;
    let fields = fields(kind, &set);
    let made = draw(kind, &fields);
    let called = capital(&name(kind));
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/drawings" { "Drawings" } }
                h1 { (called) }
                p.lead { (kind.meaning) }
            }
            div.drawing-bench {
                section { (taken(kind, &made, &set)) }
                form.stack method="get" action={ "/drawings/" (kind.slug) } data-find {
                    (examples(kind))
                    @for field in kind.fields { (input(kind, field, fields.get(field.name))) }
                    noscript { p { button.act.small { "Draw it" } } }
                }
            }
        }
    };
    Ok(layout::open(&visit, Place::Steps, &called, "/assets/drawings.js", &inside))
}

/// The picture as a file of its own, with the letters it is written in.
pub async fn picture(
    Path(slug): Path<String>,
    Query(set): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let kind = kind(&slug)?;
    let drawing = draw(kind, &fields(kind, &set))
        .map_err(|why| PageError::refused("This cannot be drawn", format!("{why}.")))?;
    let name = format!("attachment; filename=\"{}.svg\"", kind.slug);
    Ok((
        [(header::CONTENT_TYPE, "image/svg+xml".to_owned()), (header::CONTENT_DISPOSITION, name)],
        alone(&drawing),
    )
        .into_response())
}

fn kind(slug: &str) -> Result<&'static KindSpec, PageError> {
    let found = represent::kinds().iter().find(|kind| kind.slug == slug);
    found.ok_or_else(|| PageError::not_found("drawing"))
}

fn name(kind: &KindSpec) -> String {
    kind.slug.replace('-', " ")
}

/// The fields that the address sets: blanks are left out, so that they take their defaults.
fn fields(kind: &KindSpec, set: &[(String, String)]) -> Fields {
    if set.is_empty() {
        return kind.example_fields().into_iter().next().unwrap_or_default();
    }
    let typed = set.iter().filter(|(_, value)| !value.trim().is_empty()).take(MOST_FIELDS);
    typed.map(|(name, value)| (name.clone(), represent::written_value(value))).collect()
}

fn draw(kind: &KindSpec, fields: &Fields) -> Result<Drawing, represent::BuildError> {
    represent::build(kind.slug, fields).map(|made| made.draw())
}

fn examples(kind: &KindSpec) -> Markup {
    let all = kind.example_fields();
    html! {
        @if all.len() > 1 {
            p.row.small { "Begin from example" @for (idx, fields) in all.iter().enumerate() { a.act.quiet.small href={ "/drawings/" (kind.slug) "?" (address(fields)) } { span.unseen { "example " } (idx + 1) } } }
        }
    }
}

fn address(fields: &Fields) -> String {
    let typed = fields.iter().map(|(name, value)| (name, represent::typed(value)));
    serde_urlencoded::to_string(typed.collect::<Vec<_>>()).unwrap_or_default()
}

fn input(kind: &KindSpec, field: &FieldSpec, value: Option<&represent::Field>) -> Markup {
    let typed = value.map(represent::typed).unwrap_or_default();
    let id = format!("f-{}", field.name);
    let choices = if field.is_flag() { vec!["true", "false"] } else { field.choices() };
    let default = field.default.trim_matches('"');
    html! {
        div.field {
            label for=(id) { (capital(&drawing_words::field(kind.slug, field.name))) @if field.default == "needed" { span.soft { " (needed)" } } }
            @if choices.is_empty() { input #(id) type="text" name=(field.name) value=(typed) autocomplete="off" aria-describedby={ (id) "-hint" }; }
            @else { select #(id) name=(field.name) aria-describedby={ (id) "-hint" } {
                @if !choices.contains(&default) { option value="" { "as usual" } }
                @for choice in &choices { option value=(choice) selected[*choice == typed || (typed.is_empty() && *choice == default)] { (in_words(choice)) } }
            } }
            p.hint #{ (id) "-hint" } { (hint(kind, field)) }
        }
    }
}

fn in_words(choice: &str) -> String {
    match choice {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        other => other.replace('-', " "),
    }
}

/// What a field holds, without the marks of the content format, and what it is when left blank.
fn hint(kind: &KindSpec, field: &FieldSpec) -> String {
    let plain = |text: &str| {
        let text = text.replace("`\"\"`", "two quote marks").replace("`\"", "").replace("\"`", "");
        let text = kind.fields.iter().fold(text, |text, other| {
            text.replace(
                &format!("`{}`", other.name),
                &format!("“{}”", drawing_words::field(kind.slug, other.name)),
            )
        });
        text.replace(['`', '"'], "")
    };
    let blank = match field.default {
        "needed" | "none" | "true" | "false" => String::new(),
        _ if !field.choices().is_empty() => String::new(),
        default => format!("; when blank: {}", plain(default)),
    };
    let several =
        if field.meaning.starts_with("a list") { ". Put commas between them" } else { "" };
    capital(&format!("{}{blank}{several}", plain(field.meaning)))
}

fn taken(
    kind: &KindSpec,
    made: &Result<Drawing, represent::BuildError>,
    set: &[(String, String)],
) -> Markup {
    let query = match set.is_empty() {
        true => String::new(),
        false => format!("?{}", serde_urlencoded::to_string(set).unwrap_or_default()),
    };
    html! {
        div #drawn data-live.stack aria-live="polite" {
            @match made {
                Ok(drawing) => {
                    div.sheet.quiet { div.drawing { (safe(&drawing.svg)) } }
                    p.row {
                        a.act.small href={ "/drawings/" (kind.slug) "/picture.svg" (query) } download={ (kind.slug) ".svg" } { "Download SVG" }
                        button.act.quiet.small type="button" hidden data-png={ "/drawings/" (kind.slug) "/picture.svg" (query) } data-name={ (kind.slug) ".png" } { "Download PNG" }
                        button.act.quiet.small type="button" hidden data-copy-picture={ "/drawings/" (kind.slug) "/picture.svg" (query) } { "Copy the picture" }
                        button.act.quiet.small type="button" hidden data-copy-svg={ "/drawings/" (kind.slug) "/picture.svg" (query) } { "Copy as SVG" }
                    }
                    p.small role="status" #taken {}
                    div { p.eyebrow { "Said aloud, or as the alternative text on your slide" } p #said { (drawing.description) } button.act.quiet.small type="button" hidden data-copy-text="said" { "Copy the words" } }
                }
                Err(why) => { div.told.warn { p { strong { "This cannot be drawn yet" } } p { (crate::answers::quoted(&capital(&why.to_string()))) "." } } }
            }
        }
    }
}

/// A drawing that stands alone: the letters it is measured in travel with it.
fn alone(drawing: &Drawing) -> String {
    let faces = [(400, "normal"), (700, "normal")].into_iter().filter_map(|(weight, style)| {
        let path = format!("fonts/atkinson-hyperlegible-next-latin-{weight}-{style}.woff2");
        let font = BASE64_STANDARD.encode(assets::file(&path)?);
        Some(format!(
            "@font-face{{font-family:\"Atkinson Hyperlegible Next\";font-weight:{weight};src:url(data:font/woff2;base64,{font}) format(\"woff2\")}}"
        ))
    });
    let style = format!("<style>{}</style>", faces.collect::<String>());
    match drawing.svg.split_once('>') {
        Some((head, rest)) => format!("{head}>{style}{rest}"),
        None => drawing.svg.clone(),
    }
}
