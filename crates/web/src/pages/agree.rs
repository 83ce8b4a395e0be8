//! A school's own page of its plan of action, opened by the link the hub gave it: read, and sign the latest version.
//!
//! Whoever has the link reads this one plan and nothing else; a new link ends the one before, and the end of the
//! school year after the plan's ends it. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use learning::Author;
use maud::{Markup, html};
use programme::{HubFact, OfSchool, Party, Plan, PlanStep, Sharing, Signature};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::parts::plan_words;
use crate::sent::{refused, text};
use crate::{clock, layout, session};

/// Who may sign for a school.
const ROLES: [&str; 3] = ["headteacher", "leads mathematics", "head of department"];

/// The link with which a school signs: made from the fact that asked it to.
pub fn link(app: &App, hub_id: &str, asked: &str) -> String {
    format!("/agree/{}", session::plan_token(app, hub_id, asked))
}

/// The plan a link opens.
struct Opened {
    journal: HubJournal,
    of: OfSchool,
}

impl Opened {
    /// Finds it again from the link.
    async fn of(app: &App, link: &str) -> Result<Self, PageError> {
        let not_found = || PageError::not_found("plan");
        let (hub_id, asked) = session::read_plan_token(app, link).ok_or_else(not_found)?;
        let hub = app.store.hub(&hub_id).await?.ok_or_else(not_found)?;
        let journal = HubJournal::read(app, hub).await?;
        let is_asked = |plan: &Plan| plan.asked.as_ref().is_some_and(|(id, _)| *id == asked);
        let held = journal.book.plans.iter().find(|(_, plan)| is_asked(plan));
        let of = held.map(|(of, _)| of.clone()).ok_or_else(not_found)?;
        if journal.today > of.2.next().last_day() {
            return Err(not_found());
        }
        Ok(Self { journal, of })
    }

    fn plan(&self) -> Result<&Plan, PageError> {
        self.journal.book.plans.get(&self.of).ok_or_else(|| PageError::not_found("plan"))
    }
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    signed: String,
}

/// The plan, to read and sign.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Query(done): Query<Done>,
) -> Result<Markup, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let (urn, slug, year) = &opened.of;
    let plan = opened.plan()?;
    let latest = plan.latest().ok_or_else(|| PageError::not_found("plan"))?;
    let journal = &opened.journal;
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (journal.hub.name) } h1 { "Plan of action: " (journal.name(*urn)) } p.of-step { (journal.rules().short(slug)) " " (year) } }
            @if !done.signed.is_empty() { p.told role="status" { "Thank you. Your signature stands under this version." } }
            section.stack { h2 { (plan_words::which(plan, latest)) } (plan_words::aims(latest)) }
            @if let Some((_, review)) = plan.reviews.last() { section.stack { h2 { "Last looked at" } div.sheet.quiet.stack-s { (plan_words::review(plan, review)) } } }
            section.sheet.stack {
                h2 { "Signed" }
                (plan_words::signatures(latest))
                @if latest.signed_by(Party::School).is_none() { form.stack method="post" action={ "/agree/" (link) } {
                    input type="hidden" name="version" value=(latest.id);
                    div { label for="name" { "Your name" } input #name type="text" name="name" maxlength="80" autocomplete="name" required; }
                    div { label for="role" { "At the school you are" } select #role name="role" { @for role in ROLES { option { (role) } } } }
                    label.row for="sharing" { input #sharing type="checkbox" name="sharing" value="yes" checked[plan.sharing.as_ref().is_some_and(|held| held.may)]; "The schools we work with may see our aims, so that the next session can be about them" }
                    button.act { "Sign version " (plan.versions.len()) " for the school" }
                    p.small.soft { "Your name, what you are there, and the day are kept with the plan and shown to the hub." }
                } }
            }
        }
    };
    Ok(layout::public(&visit, "Plan of action", &inside))
}

/// A signature for the school.
#[derive(Debug, Deserialize)]
pub struct Signing {
    version: String,
    name: String,
    role: String,
    #[serde(default)]
    sharing: String,
}

/// Signs the latest version for the school; an older one is refused.
pub async fn sign(
    State(app): State<App>,
    Path(link): Path<String>,
    Form(sent): Form<Signing>,
) -> Result<Redirect, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let name = text(&sent.name)?;
    if name.chars().count() > 80 || !ROLES.contains(&sent.role.as_str()) {
        return Err(refused(format!("expected a name, and one of {}", ROLES.join(", "))));
    }
    let on = opened.journal.today;
    let sharing = Sharing { may: sent.sharing == "yes", by: name.clone(), on };
    let signature = Signature { party: Party::School, name, role: sent.role, on };
    let signature = opened.plan()?.sign(&sent.version, signature);
    let signature = signature.map_err(|why| refused(why.to_string()))?;
    let (urn, programme, year) = opened.of.clone();
    let fact = |step| HubFact::Plan { urn, programme: programme.clone(), year, step };
    let signed = fact(PlanStep::Signed { version: sent.version, signature });
    let facts = vec![signed, fact(PlanStep::Sharing { sharing })];
    let hub = &opened.journal.hub.hub_id;
    app.store.append_hub_facts(hub, clock::now(), Author::System, facts).await?;
    Ok(Redirect::to(&format!("/agree/{link}?signed=1")))
}
