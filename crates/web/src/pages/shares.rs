//! A school's own page of what it shares with its hub, opened by the link the hub gave it: agree, take it back, count
//! how far practices have spread.
//!
//! Only the school agrees, and it sees what the hub sees. A new link ends the one before. Start at [`show`].

use std::collections::{BTreeMap, BTreeSet};

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use learning::Author;
use maud::{Markup, html};
use programme::{
    Agreed, Agreement, AgreementStep, HubFact, PracticeCount, Shared, Urn, may_hand_on,
};
use serde::Deserialize;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::parts::spread;
use crate::school_book::adoption;
use crate::sent::{Fields, part, refused, text};
use crate::{clock, layout, session};

/// Who may speak for a school.
const ROLES: [&str; 3] = ["headteacher", "leads mathematics", "head of department"];

/// The link of a school: made from the fact that asked it.
pub fn link(app: &App, hub_id: &str, asked: &str) -> String {
    format!("/shares/{}", session::agreement_token(app, hub_id, asked))
}

/// The school a link opens.
struct Opened {
    journal: HubJournal,
    urn: Urn,
}

impl Opened {
    async fn of(app: &App, link: &str) -> Result<Self, PageError> {
        let not_found = || PageError::not_found("agreement");
        let (hub_id, asked) = session::read_agreement_token(app, link).ok_or_else(not_found)?;
        let hub = app.store.hub(&hub_id).await?.ok_or_else(not_found)?;
        let journal = HubJournal::read(app, hub).await?;
        let is_asked = |held: &Agreement| held.asked.as_ref().is_some_and(|(id, _)| *id == asked);
        let urn = journal.book.agreements.iter().find(|(_, held)| is_asked(held));
        let urn = urn.map(|(urn, _)| *urn).ok_or_else(not_found)?;
        Ok(Self { journal, urn })
    }

    fn held(&self) -> Agreement {
        self.journal.book.agreements.get(&self.urn).cloned().unwrap_or_default()
    }

    fn counts(&self) -> Vec<&PracticeCount> {
        let line = self.journal.lines.line(self.urn);
        self.journal.book.counts_of(&line).collect()
    }

    async fn write(&self, app: &App, fact: HubFact) -> Result<(), PageError> {
        let hub = &self.journal.hub.hub_id;
        app.store.append_hub_facts(hub, clock::now(), Author::System, vec![fact]).await?;
        Ok(())
    }
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Query(done): Query<Done>,
) -> Result<Markup, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let (journal, held) = (&opened.journal, opened.held());
    let here = format!("/shares/{link}");
    let counts = opened.counts();
    let known = Known::of(&app, &visit).await?;
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (journal.hub.name) } h1 { "What " (journal.name(opened.urn)) " shares" } p { "The hub helps better when it knows how things go, and that is yours to say. This page shows what it may see, and it sees this list too." } }
            @if !done.done.is_empty() { p.told role="status" { "Thank you. It is written down, and holds from now." } }
            section.stack { h2 { "What the hub may see" } (spread::agreement(&held, journal.today)) (spread::history(&held)) }
            (agree_form(&held, journal, &here))
            @if held.holds(journal.today).is_some() { (take_back_form(&here)) }
            section.stack {
                h2 { "How far practices have spread" }
                @if held.may(Shared::Practices, journal.today) { (count_form(&opened, known.as_ref(), &here)?) }
                @else { p.soft { "Counts go to the hub, so they are taken once you have agreed to it above." } }
                (spread::map(spread::practices()?, &counts))
            }
        }
    };
    Ok(layout::public(&visit, "What a school shares", &inside))
}

fn agree_form(held: &Agreement, journal: &HubJournal, here: &str) -> Markup {
    let before = held.holds(journal.today);
    html! { form.sheet.stack method="post" action=(here) {
        h2 { @if before.is_some() { "Change it" } @else { "Agree" } }
        fieldset.stack-s { legend { "The hub may see" } @for what in Shared::ALL { label.option for=(what.slug()) { input type="checkbox" id=(what.slug()) name=(what.slug()) value="yes" checked[held.may(what, journal.today)]; span { (what.in_words()) } } } }
        (who("agree"))
        button.act { "Agree to what is ticked" }
        p.small.soft { "It holds until " (journal.year.last_day().in_words()) ". Your name, what you are there and the day are kept with it and shown to the hub. No teacher, class or pupil is ever shown." }
    } }
}

fn who(of: &str) -> Markup {
    html! {
        div { label for={ "name-" (of) } { "Your name" } input id={ "name-" (of) } type="text" name="name" maxlength="80" autocomplete="name" required; }
        div { label for={ "role-" (of) } { "At the school you are" } select id={ "role-" (of) } name="role" { @for role in ROLES { option { (role) } } } }
    }
}

fn take_back_form(here: &str) -> Markup {
    html! { details.sheet.quiet { summary { "Take everything back" } form.stack method="post" action={ (here) "/take-back" } {
        p.small { "From this moment the hub sees nothing of the list. You need give no reason, nothing else changes, and you can agree again." }
        (who("back"))
        button.act.quiet { "Take everything back" }
    } } }
}

/// What the records of the school of whoever is signed in show, to begin a count with.
struct Known {
    school: String,
    classes: u16,
    uses: BTreeMap<String, u16>,
}

impl Known {
    async fn of(app: &App, visit: &Visit) -> Result<Option<Self>, PageError> {
        const LEADS: [Role; 3] = [Role::MathsLead, Role::Headteacher, Role::SchoolAdministrator];
        let Some(actor) = visit.actor.as_ref().filter(|_| visit.is_any_of(&LEADS)) else {
            return Ok(None);
        };
        let Some(school) = app.store.school(actor.school_id()).await? else { return Ok(None) };
        let book = app.school_book(&school.school_id).await?;
        let told = adoption(app, &school.school_id, &book).await?;
        let classes = told.first().map_or(0, |(_, told)| told.of);
        let uses = may_hand_on(told.iter().map(|(practice, told)| (practice.slug.as_str(), told)));
        Ok((!uses.is_empty()).then_some(Self { school: school.name, classes, uses }))
    }
}

fn count_form(opened: &Opened, known: Option<&Known>, here: &str) -> Result<Markup, PageError> {
    let last = known.map(|known| known.classes).or(opened.counts().last().map(|one| one.classes));
    let uses =
        |slug: &str| known.and_then(|known| known.uses.get(slug).copied()).filter(|n| *n > 0);
    Ok(html! { form.sheet.stack method="post" action={ (here) "/count" } {
        h3 { "Count again" }
        p.small { "Ask in the staff room how many classes, not which. Leave empty what nobody has counted: empty is not none." }
        @if let Some(known) = known { p.told.small { "Filled in from the records of " (known.school) " over the last twelve weeks: what was on screen, and what teachers wrote down. Change what you know better." } }
        div.narrow-left { label for="classes" { "Classes in the school, or in the department" } input #classes type="number" name="classes" min="1" max="300" inputmode="numeric" value=[last] required; }
        div.count-lines { @for one in &spread::practices()?.all { label for={ "uses-" (one.slug) } { (one.says) } input id={ "uses-" (one.slug) } type="number" name={ "uses-" (one.slug) } min="0" max="300" inputmode="numeric" value=[uses(&one.slug)]; } }
        div.narrow-left { label for="counted-by" { "Who counted" } input #counted-by type="text" name="name" maxlength="80" autocomplete="name" required; }
        button.act { "Send the counts to the hub" }
    } })
}

/// The name of who speaks for the school.
fn name(sent: &Fields) -> Result<String, PageError> {
    let name = text(part(sent, "name"))?;
    if name.is_empty() || name.chars().count() > 80 {
        return Err(refused("write your name"));
    }
    Ok(name)
}

fn role(sent: &Fields) -> Result<String, PageError> {
    let role = part(sent, "role");
    let known = ROLES.contains(&role);
    known.then(|| role.to_owned()).ok_or_else(|| {
        refused(format!("`{}` is not known; expected one of {}", cut(role), ROLES.join(", ")))
    })
}

fn back(link: &str) -> Redirect {
    Redirect::to(&format!("/shares/{link}?done=1"))
}

/// Agrees to what is ticked, for the school.
pub async fn agree(
    State(app): State<App>,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let is_ticked = |what: &Shared| part(&sent, what.slug()) == "yes";
    let shares: BTreeSet<Shared> = Shared::ALL.into_iter().filter(is_ticked).collect();
    let agreed = Agreed { shares, by: name(&sent)?, role: role(&sent)?, on: opened.journal.today };
    let step = AgreementStep::Agreed { agreed };
    opened.write(&app, HubFact::Agreement { urn: opened.urn, step }).await?;
    Ok(back(&link))
}

/// Takes everything back, for the school.
pub async fn take_back(
    State(app): State<App>,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let opened = Opened::of(&app, &link).await?;
    if opened.held().holds(opened.journal.today).is_none() {
        return Err(refused("nothing is agreed, so there is nothing to take back"));
    }
    let step = AgreementStep::Withdrawn { by: name(&sent)?, on: opened.journal.today };
    opened.write(&app, HubFact::Agreement { urn: opened.urn, step }).await?;
    Ok(back(&link))
}

/// Sends a count to the hub; refused while the school has not agreed that the hub sees it.
pub async fn count(
    State(app): State<App>,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let on = opened.journal.today;
    if !opened.held().may(Shared::Practices, on) {
        return Err(refused("counts go to the hub, and nobody has agreed to it; agree first"));
    }
    let practices = spread::practices()?;
    let number = |name: &str, typed: &str| {
        let read = typed.trim().parse::<u16>();
        read.map_err(|_| refused(format!("{name}: `{}` is no number of classes", cut(typed))))
    };
    let classes = number("the classes of the school", part(&sent, "classes"))?;
    let mut uses = BTreeMap::new();
    for one in &practices.all {
        let typed = part(&sent, &format!("uses-{}", one.slug));
        if !typed.trim().is_empty() {
            uses.insert(one.slug.clone(), number(&one.says, typed)?);
        }
    }
    let counted = PracticeCount { classes, uses, by: name(&sent)?, on };
    counted.check(practices).map_err(|why| refused(why.to_string()))?;
    opened.write(&app, HubFact::PracticesCounted { urn: opened.urn, counted }).await?;
    Ok(back(&link))
}

fn cut(typed: &str) -> String {
    typed.chars().take(40).collect()
}
