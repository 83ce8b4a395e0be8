//! The progression page: one idea through the years, with its pictures, words and stem sentences.

use axum::extract::{Path, State};
use maud::{Markup, html};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::pages::steps::year_name;
use crate::parts::rich::{rich, written};
use crate::parts::task;

/// One idea from Reception to Year 11, as far as content describes it.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Markup, PageError> {
    let thread = app
        .content
        .threads()
        .find(|one| one.slug == slug)
        .ok_or_else(|| PageError::not_found("progression"))?;
    let inside = html! {
        article.stack-l.thread {
            header.stack-s {
                p.eyebrow { "One idea through the years" }
                h1 { (thread.name) }
                p.lead { (written(&thread.about)) }
                p.no-print { button.act.quiet.small type="button" data-print { "Print this as the school's policy" } }
            }
            ol.clean.thread-years {
                @for stage in &thread.stages {
                    li.thread-year {
                        div.thread-when { strong { (year_name(stage.year)) } }
                        div.thread-what.stack-s {
                            h2 { (written(&stage.new)) }
                            @if let Some(picture) = &stage.picture { (task::picture(picture)) }
                            @if !stage.stem.is_empty() { p.stem { (rich(&curriculum::RichText::read_stem(&stage.stem))) } }
                            @if !stage.words.is_empty() { p.soft { "Words: " (stage.words.join(", ")) } }
                            @let steps: Vec<_> = app.content.steps().iter().filter(|step| step.strand == thread.strand && step.year == stage.year).collect();
                            @if !steps.is_empty() {
                                details { summary { (steps.len()) @if steps.len() == 1 { " small step" } @else { " small steps" } }
                                    ol { @for step in steps { li { a href={ "/steps/" (step.slug) } { (step.name) } } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, &thread.name, &inside))
}
