//! The materials register: what groups share, with its source, its licence, what it adapts and who may use it.
//!
//! What may be handed on and what stays, each with why, is worked out from what is written. Start at [`show`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{Redirect, Response};
use maud::{Markup, html};
use programme::{
    BigIdea, Consent, Date, Held, HubFact, Licence, Material, MaterialKind, MaterialStep, Reach,
};
use serde::Deserialize;

use super::hub::{back_to, said_done};
use super::hub_lists::spreadsheet;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused, text};

const HERE: &str = "/hub/materials";

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The big idea.
    #[serde(default)]
    idea: String,
    /// The original that an adaptation is about to be added to.
    #[serde(default)]
    adapts: String,
    /// `yes` for what may be handed on, in the spreadsheet.
    #[serde(default)]
    onward: String,
    #[serde(default)]
    done: String,
}

/// The register.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let all = &journal.book.materials;
    let idea = BigIdea::read(&asked.idea);
    let is_asked = |held: &&Held| idea.is_none() || held.material.big_idea == idea;
    let shown: Vec<&Held> = all.all().iter().rev().filter(is_asked).collect();
    let may = |held: &&Held| all.why_not(held, Reach::Anybody, journal.today).is_empty();
    let (onward, stays): (Vec<&Held>, Vec<&Held>) = shown.into_iter().partition(may);
    let adapts = all.get(&asked.adapts);
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { a href="/hub/lessons" { "Lessons planned together" } } h1 { "Materials" } p { "What our groups share: where it comes from, on what terms, and how far it may go." } }
                @if !all.all().is_empty() { p.row { a.act.quiet.small href="/hub/materials.csv" { "The whole register, as a spreadsheet" } a.act.quiet.small href="/hub/materials.csv?onward=yes" { "What may be handed on" } } }
            }
            (said_done(&visit, &journal, &asked.done, HERE))
            nav.row aria-label="Big idea" {
                a.act.quiet.small href=(HERE) aria-current=[idea.is_none().then_some("true")] { "Everything" }
                @for one in BigIdea::ALL { a.act.quiet.small href={ (HERE) "?idea=" (one.in_words().replace(' ', "+")) } aria-current=[(idea == Some(one)).then_some("true")] { (capital(one.in_words())) } }
            }
            div.side.hub-side {
                div.stack-l {
                    @if all.all().is_empty() { p.told { "Nothing is written down yet. Begin with what a group made last: a title, who made it, and on what terms others may use it." } }
                    @if !onward.is_empty() { section.stack { h2 { "May be handed on to anybody " span.soft.number { (onward.len()) } } @for held in &onward { (one(&visit, &journal, held)) } } }
                    @if !stays.is_empty() { section.stack { h2 { "Does not go to everybody " span.soft.number { (stays.len()) } } @for held in &stays { (one(&visit, &journal, held)) } } }
                    @if !all.all().is_empty() && onward.is_empty() && stays.is_empty() { p.told { "Nothing is about this big idea yet." } }
                }
                (add_form(&visit, adapts))
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, "Materials", &inside))
}

fn one(visit: &Visit, journal: &HubJournal, held: &Held) -> Markup {
    let all = &journal.book.materials;
    let material = &held.material;
    let why = all.why_not(held, Reach::Anybody, journal.today);
    let within = all.why_not(held, Reach::Hub, journal.today);
    let original = material.adapts.as_deref().and_then(|id| all.get(id));
    let n = all.adaptations(&held.id).count();
    html! { article.sheet.stack-s id={ "m-" (held.id) } {
        h3 { (material.title) }
        p { span.tag { (material.kind.in_words()) } " " @if let Some(idea) = material.big_idea { span.tag { (idea.in_words()) } } @if !material.about.is_empty() { " " span.soft { (material.about) } } }
        dl.pairs {
            dt { "From" } dd { (material.source) span.soft { "; written down by " (material.by) " on " (material.on.in_words()) } }
            dt { "Terms" } dd { (material.licence.in_words()) }
            dt { "Meant for" } dd { (material.reach.in_words()) }
            @if material.adapts.is_some() { dt { "Adapts" } dd { @match original { Some(original) => { a href={ "#m-" (original.id) } { (original.material.title) } ", " (original.material.source) } None => { "something that was taken out" } } ". Changed: " (material.changed) } }
            @if material.kind.needs_consent() { dt { "Consent" } dd { (consent_words(held, journal.today)) } }
            @if !material.lies.is_empty() { dt { "Where" } dd { (material.lies) } }
        }
        @if n > 0 { p.small.soft { @if n == 1 { "One adaptation of it is in the register." } @else { (n) " adaptations of it are in the register." } } }
        @if why.is_empty() { p.small { strong { "Name it so" } ": " (all.attribution(held)) } }
        @else { ul.clean.checks {
            @for says in &why { li.not-met { strong { "Not to everybody" } ": " (says) } }
            @if within.is_empty() { li { strong { "To the schools of this hub" } ": yes" } }
        } }
        details { summary.small { "Change something" } div.stack-s {
            p { a.act.quiet.small href={ (HERE) "?adapts=" (held.id) "#add" } { "Add an adaptation of it" } }
            form.row method="post" action="/hub/materials/licence" {
                (token(visit)) input type="hidden" name="material" value=(held.id);
                (licence_fields(&format!("of-{}", held.id), Some(&material.licence)))
                button.act.quiet.small { "These are its terms" }
            }
            @if material.kind.needs_consent() { (consent_forms(visit, held)) }
        } }
    } }
}

fn consent_words(held: &Held, today: Date) -> String {
    match (&held.consent, held.consent_lacks(Reach::Group, today)) {
        (Some(consent), None) => format!(
            "for {}{}; the answers are kept by {}",
            consent.reach.in_words(),
            consent.until.map(|until| format!(", until {}", until.in_words())).unwrap_or_default(),
            consent.kept_by
        ),
        (_, lacks) => lacks.unwrap_or_default(),
    }
}

fn consent_forms(visit: &Visit, held: &Held) -> Markup {
    let id = |name: &str| format!("{name}-{}", held.id);
    html! {
        form.stack-s method="post" action="/hub/materials/consent" {
            (token(visit)) input type="hidden" name="material" value=(held.id);
            div { label for=(id("kept")) { "Who asked those who are in it, and keeps their answers " span.soft { "(the school, not their names)" } } input id=(id("kept")) type="text" name="kept-by" maxlength="120" required; }
            div { label for=(id("reach")) { "They agree that it goes to" } (reach_select(&id("reach"), Reach::Hub)) }
            div { label for=(id("until")) { "Until " span.soft { "(empty: no end)" } } input id=(id("until")) type="date" name="until"; }
            button.act.quiet.small { "They agree" }
        }
        @if held.consent.is_some() && held.ended.is_none() { form method="post" action="/hub/materials/consent" {
            (token(visit)) input type="hidden" name="material" value=(held.id);
            button.act.quiet.small name="ended" value="yes" { "Somebody agrees no longer" }
        } }
    }
}

fn reach_select(id: &str, chosen: Reach) -> Markup {
    html! { select id=(id) name="reach" { @for one in Reach::ALL { option selected[one == chosen] { (one.in_words()) } } } }
}

fn licence_fields(id: &str, chosen: Option<&Licence>) -> Markup {
    let from = match chosen {
        Some(Licence::Leave { from }) => from.as_str(),
        _ => "",
    };
    let of = |one: &Licence| chosen.is_some_and(|held| held.slug() == one.slug());
    html! {
        div { label for={ "licence-" (id) } { "On what terms" } select id={ "licence-" (id) } name="licence" { @for one in Licence::all() { option value=(one.slug()) selected[of(&one)] { (capital(&one.in_words())) } } } }
        div { label for={ "from-" (id) } { "Who gave leave " span.soft { "(for leave in writing)" } } input id={ "from-" (id) } type="text" name="from" maxlength="120" value=(from); }
    }
}

fn add_form(visit: &Visit, adapts: Option<&Held>) -> Markup {
    let original = adapts.map(|held| &held.material);
    let of = |part: fn(&Material) -> &str| original.map_or("", part);
    html! { form.sheet.quiet.stack #add method="post" action=(HERE) {
        (token(visit))
        h2 { @if original.is_some() { "Add an adaptation" } @else { "Add a material" } }
        @if let Some(held) = adapts {
            input type="hidden" name="adapts" value=(held.id);
            p.small { "Of “" (held.material.title) "”, " (held.material.source) ". It stands beside the original, which stays as it is." }
            div { label for="changed" { "What is changed" } input #changed type="text" name="changed" maxlength="400" required; }
        }
        div { label for="title" { "Title" } input #title type="text" name="title" maxlength="200" required; }
        div { label for="kind" { "What it is" } select #kind name="kind" { @for kind in MaterialKind::ALL { option selected[original.is_some_and(|one| one.kind == kind)] { (kind.in_words()) } } } p.small.soft { "People can be seen or told of in a video and a case study: it goes nowhere before they agree." } }
        div { label for="about" { "Year group and step" } input #about type="text" name="about" maxlength="200" value=(of(|one| &one.about)); }
        div { label for="idea" { "Big idea" } select #idea name="idea" { option value="" { "none in particular" } @for idea in BigIdea::ALL { option selected[original.is_some_and(|one| one.big_idea == Some(idea))] { (idea.in_words()) } } } }
        div { label for="source" { "Who made it, and where it comes from" } input #source type="text" name="source" maxlength="200" required; }
        div { label for="lies" { "Where it lies " span.soft { "(an address or a shelf)" } } input #lies type="text" name="lies" maxlength="400"; }
        (licence_fields("new", original.map(|one| &one.licence)))
        div { label for="reach" { "Meant for" } (reach_select("reach", Reach::Hub)) }
        button.act { "Add it" }
    } }
}

fn licence(sent: &Fields) -> Result<Licence, PageError> {
    let (slug, from) = (part(sent, "licence"), text(part(sent, "from"))?);
    let found = Licence::read(slug, &from);
    let found =
        found.ok_or_else(|| refused("choose on what terms it may be used, from the list"))?;
    match &found {
        Licence::Leave { from } if from.is_empty() => {
            Err(refused("write who gave leave to use it"))
        }
        _ => Ok(found),
    }
}

fn reach(sent: &Fields) -> Result<Reach, PageError> {
    Reach::read(part(sent, "reach")).ok_or_else(|| refused("choose for whom it is, from the list"))
}

async fn write(
    journal: &HubJournal,
    app: &App,
    visit: &Visit,
    step: MaterialStep,
) -> Result<Redirect, PageError> {
    let ids = journal.write(app, visit, vec![HubFact::Material { step }]).await?;
    Ok(back_to(HERE, ids.first().map_or("", String::as_str)))
}

/// Adds a material, or an adaptation of one.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let own = |name: &str| text(part(&sent, name));
    let kind = part(&sent, "kind");
    let kind = MaterialKind::read(kind).ok_or_else(|| {
        refused(format!("`{kind}` is no kind of material; choose one of the list"))
    })?;
    let big_idea = match part(&sent, "idea") {
        "" => None,
        idea => Some(
            BigIdea::read(idea)
                .ok_or_else(|| refused(format!("`{idea}` is none of the five big ideas")))?,
        ),
    };
    let adapts = part(&sent, "adapts");
    let material = Material {
        title: own("title")?,
        kind,
        about: own("about")?,
        big_idea,
        source: own("source")?,
        lies: own("lies")?,
        licence: licence(&sent)?,
        adapts: (!adapts.is_empty()).then(|| adapts.to_owned()),
        changed: own("changed")?,
        reach: reach(&sent)?,
        by: visit.actor()?.name().to_owned(),
        on: journal.today,
    };
    journal.book.materials.check(&material).map_err(|why| refused(why.to_string()))?;
    write(&journal, &app, &visit, MaterialStep::Added { material }).await
}

/// The material a form is about.
fn named(journal: &HubJournal, sent: &Fields) -> Result<String, PageError> {
    let held = journal.book.materials.get(part(sent, "material"));
    held.map(|held| held.id.clone()).ok_or_else(|| {
        refused("that material is not in the register any more; look at the page again")
    })
}

/// Says on what terms a material may be used.
pub async fn set_licence(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let material = named(&journal, &sent)?;
    let (licence, by) = (licence(&sent)?, visit.actor()?.name().to_owned());
    let on = journal.today;
    write(&journal, &app, &visit, MaterialStep::Licensed { material, licence, by, on }).await
}

/// Writes down that those who are in a material agree, or that somebody does no longer.
pub async fn set_consent(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (material, on) = (named(&journal, &sent)?, journal.today);
    if part(&sent, "ended") == "yes" {
        return write(&journal, &app, &visit, MaterialStep::ConsentEnded { material, on }).await;
    }
    let kept_by = text(part(&sent, "kept-by"))?;
    if kept_by.is_empty() {
        return Err(refused("write who asked them and keeps their answers"));
    }
    let until = match part(&sent, "until") {
        "" => None,
        until => Some(Date::read(until).map_err(|error| refused(error.to_string()))?),
    };
    if let Some(until) = until.filter(|until| *until < on) {
        return Err(refused(format!("{} is over; expected a day to come", until.in_words())));
    }
    let consent = Consent { kept_by, reach: reach(&sent)?, until, on };
    write(&journal, &app, &visit, MaterialStep::Consented { material, consent }).await
}

const HEADS: [&str; 14] = [
    "title",
    "kind",
    "for",
    "big idea",
    "source",
    "terms",
    "name it so",
    "adapts",
    "what is changed",
    "meant for",
    "may be handed on",
    "why not",
    "where",
    "written down on",
];

/// The register as a spreadsheet; with `onward=yes` only what may be handed on to anybody.
pub async fn as_csv(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let all = &journal.book.materials;
    let is_onward = asked.onward == "yes";
    let rows = all.all().iter().filter_map(|held| {
        let why = all.why_not(held, Reach::Anybody, journal.today);
        (why.is_empty() || !is_onward).then(|| row(&journal, held, &why))
    });
    let name = if is_onward { "materials-to-hand-on" } else { "materials" };
    spreadsheet(name, &HEADS, rows.collect::<Vec<_>>())
}

fn row(journal: &HubJournal, held: &Held, why: &[String]) -> Vec<String> {
    let all = &journal.book.materials;
    let material = &held.material;
    let original = material.adapts.as_deref().and_then(|id| all.get(id));
    vec![
        material.title.clone(),
        material.kind.in_words().to_owned(),
        material.about.clone(),
        material.big_idea.map_or("", BigIdea::in_words).to_owned(),
        material.source.clone(),
        material.licence.in_words(),
        all.attribution(held),
        original.map(|one| one.material.title.clone()).unwrap_or_default(),
        material.changed.clone(),
        material.reach.in_words().to_owned(),
        if why.is_empty() { "yes" } else { "no" }.to_owned(),
        why.join("; "),
        material.lies.clone(),
        material.on.to_string(),
    ]
}
