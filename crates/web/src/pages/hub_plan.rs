//! A school's plan of action: written in versions, signed by both sides, looked at again.
//!
//! The school signs by a link of its own; see [`super::agree`]. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Aim, BigIdea, Date, HubFact, Party, Plan, PlanStep, PlanText, Progress, Review, SchoolYear,
    Seen, Shared, Sharing, Signature, Urn, Version,
};

use super::hub::{back_to, field, said_done, school_named};
use super::hub_places::Asked;
use super::hub_schools::stages_of;
use super::{agree, hub_sharing};
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, in_days};
use crate::layout::{self, HubPlace, token};
use crate::parts::plan_words;
use crate::sent::{Fields, part, refused, text};

/// Rows for aims that the form has free, and has at most.
const FREE: usize = 2;
pub(super) const MOST: usize = 6;

/// The plan of a school in a programme and year.
pub(super) struct Opened<'j> {
    pub(super) urn: Urn,
    /// The number the plan is written under: that of the day it was begun.
    held_by: Urn,
    pub(super) programme: String,
    pub(super) year: SchoolYear,
    pub(super) plan: Option<&'j Plan>,
}

impl<'j> Opened<'j> {
    pub(super) fn of(
        journal: &'j HubJournal,
        urn: Urn,
        programme: String,
        year: SchoolYear,
    ) -> Self {
        let found = journal.book.plan_of(&journal.lines.line(urn), &programme, year);
        let (held_by, plan) = match found {
            Some((held_by, plan)) => (held_by, Some(plan)),
            None => (urn, None),
        };
        Self { urn, held_by, programme, year, plan }
    }

    /// As a form says which it is.
    pub(super) fn sent(
        journal: &'j HubJournal,
        urn: &str,
        sent: &Fields,
    ) -> Result<Self, PageError> {
        let (urn, _) = school_named(journal, urn)?;
        let year: SchoolYear = field(part(sent, "year"))?;
        let programme = part(sent, "programme");
        let programmes = &journal.rules().programmes;
        programmes.rule(programme, year).map_err(|error| refused(error.to_string()))?;
        Ok(Self::of(journal, urn, programme.to_owned(), year))
    }

    pub(super) fn here(&self) -> String {
        format!("/hub/schools/{}/plan?programme={}&year={}", self.urn, self.programme, self.year)
    }

    fn plan(&self) -> Result<&'j Plan, PageError> {
        self.plan.ok_or_else(|| refused("there is no plan yet; write it first"))
    }

    /// Writes a version, once it stands up to the rules of a plan.
    pub(super) async fn write_version(
        &self,
        journal: &HubJournal,
        app: &App,
        visit: &Visit,
        text: PlanText,
    ) -> Result<Redirect, PageError> {
        let before = self.plan.and_then(Plan::latest).map(|latest| &latest.text);
        text.check(self.year, before).map_err(|why| refused(why.to_string()))?;
        let by = visit.actor()?.name().to_owned();
        self.write(journal, app, visit, PlanStep::Written { text, by, on: journal.today }).await
    }

    async fn write(
        &self,
        journal: &HubJournal,
        app: &App,
        visit: &Visit,
        step: PlanStep,
    ) -> Result<Redirect, PageError> {
        let (urn, programme, year) = (self.held_by, self.programme.clone(), self.year);
        let fact = HubFact::Plan { urn, programme, year, step };
        let ids = journal.write(app, visit, vec![fact]).await?;
        Ok(back_to(&self.here(), ids.first().map_or("", String::as_str)))
    }
}

/// The plan.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let stages = stages_of(&journal, urn);
    let (programme, year) = asked.of(&journal, stages.first().copied().unwrap_or_default());
    let opened = Opened::of(&journal, urn, programme, year);
    let latest = opened.plan.and_then(Plan::latest);
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } } h1 { "Plan of action" } p.of-step { (journal.rules().short(&opened.programme)) " " (year) } }
                form.row.chooser method="get" action={ "/hub/schools/" (urn) "/plan" } {
                    label.unseen for="programme" { "Programme" }
                    select #programme name="programme" { @for slug in &stages { option value=(slug) selected[*slug == opened.programme] { (journal.rules().short(slug)) } } }
                    input type="hidden" name="year" value=(year);
                    button.act.quiet.small { "Show" }
                }
            }
            (said_done(&visit, &journal, &asked.done, &opened.here()))
            p { a.act.quiet.small href={ "/hub/schools/" (urn) "/plan/draft?programme=" (opened.programme) "&year=" (opened.year) } { "Draft from what the school shares" } " " a.small href="/big-ideas" { "The five big ideas, a page for each" } }
            @match (opened.plan, latest) {
                (Some(plan), Some(latest)) => {
                    (standing(plan, latest))
                    div.side.hub-side {
                        div.stack-l {
                            section.stack { h2 { (plan_words::which(plan, latest)) } (plan_words::aims(latest)) }
                            @if !plan.reviews.is_empty() { section.stack { h2 { "Reviews" } @if hub_sharing::may(&journal, urn, Shared::PlanReviews) { @for (_, review) in plan.reviews.iter().rev() { div.sheet.quiet.stack-s { (plan_words::review(plan, review)) } } } @else { p.soft { "It was looked at on " (plan.reviews.iter().map(|(_, review)| review.on.in_words()).collect::<Vec<_>>().join(", ")) ". The school does not share what was seen." } } } }
                            (versions(plan))
                        }
                        aside.stack { (signing(&app, &visit, &journal, &opened, plan, latest)) (review_form(&visit, &opened, plan, latest)) (sharing_form(&visit, &opened, plan)) }
                    }
                    details.sheet { summary { strong { "Write a new version" } } (plan_form(&visit, &opened, Some(latest))) }
                }
                _ => {
                    p.told { "No plan is written yet. Write it together: what will be so at the end, who does what for it by when, and how both of you will see it." }
                    div.sheet { (plan_form(&visit, &opened, None)) }
                }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "Plan of action", &inside))
}

/// What holds, and what waits.
fn standing(plan: &Plan, latest: &Version) -> Markup {
    let agreed = plan.agreed();
    html! {
        @match agreed {
            Some(held) if held.id == latest.id => { p.told { "School and hub have both signed this version." } }
            Some(held) => { p.told { "Version " (plan.number(&held.id).unwrap_or(1)) " holds until both have signed version " (plan.versions.len()) "." } }
            None => { p.told { "No version is signed by both sides yet." } }
        }
        @if let Some(due) = plan.review_due() { p.soft { "To be looked at next on " (due.in_words()) "." } }
    }
}

fn versions(plan: &Plan) -> Markup {
    html! { @if plan.versions.len() > 1 { section.stack-s {
        h2 { "Versions" }
        ol.clean.stack-s { @for (at, version) in plan.versions.iter().enumerate().rev() { li.stack-s {
            h3 { (plan_words::which(plan, version)) }
            (plan_words::signatures(version))
            @if let Some(before) = at.checked_sub(1).and_then(|at| plan.versions.get(at)) {
                details { summary.small { "What it changed" } ul.small { @for change in version.text.changes(&before.text) { li { (change) } } } }
            }
        } } }
    } } }
}

pub(super) fn hidden(visit: &Visit, opened: &Opened<'_>) -> Markup {
    html! {
        (token(visit))
        input type="hidden" name="programme" value=(opened.programme);
        input type="hidden" name="year" value=(opened.year);
    }
}

fn signing(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    opened: &Opened<'_>,
    plan: &Plan,
    latest: &Version,
) -> Markup {
    let to = format!("/hub/schools/{}/plan", opened.urn);
    html! { section.sheet.stack-s {
        h2 { "Signed" }
        (plan_words::signatures(latest))
        @if latest.signed_by(Party::Hub).is_none() { form method="post" action={ (to) "/sign" } {
            (hidden(visit, opened))
            input type="hidden" name="version" value=(latest.id);
            button.act { "Sign for the hub" }
        } }
        @if latest.signed_by(Party::School).is_none() {
            @if let Some((asked, on)) = &plan.asked {
                @let link = agree::link(app, &journal.hub.hub_id, asked);
                p.small { "The school signs with this link, made on " (on.in_words()) ". Whoever has it can read the plan and sign for the school, so send it to the headteacher." }
                p.small.link-line { a href=(link) { "The school's page" } }
                label.unseen for="link" { "The link, to copy" }
                input #link type="text" readonly value=(link) data-whole="only-a-path";
                p.small.soft #only-a-path { "Put before it what stands in your browser before “/hub”." }
            }
            form method="post" action={ (to) "/ask" } {
                (hidden(visit, opened))
                button.act.quiet.small { @if plan.asked.is_some() { "Make a new link; the old one ends" } @else { "Make a link for the school" } }
            }
        }
    } }
}

fn review_form(visit: &Visit, opened: &Opened<'_>, plan: &Plan, latest: &Version) -> Markup {
    let version = plan.agreed().unwrap_or(latest);
    html! { form.sheet.quiet.stack-s method="post" action={ "/hub/schools/" (opened.urn) "/plan/review" } {
        (hidden(visit, opened))
        input type="hidden" name="version" value=(version.id);
        h2 { "Look at it again" }
        @for (at, aim) in version.text.aims.iter().enumerate() { fieldset {
            legend.small { (at + 1) ". " (aim.goal) }
            label.unseen for={ "progress-" (at) } { "How far" }
            select #{ "progress-" (at) } name={ "progress-" (at) } { @for one in Progress::ALL { option value=(one.in_words()) selected[one == Progress::UnderWay] { (one.in_words()) } } }
            label.unseen for={ "seen-" (at) } { "What shows it" }
            input #{ "seen-" (at) } type="text" name={ "seen-" (at) } maxlength="400" placeholder="What shows it";
        } }
        div { label for="said" { "What we keep and change " span.soft { "(no pupils' names)" } } textarea #said name="said" maxlength="1000" {} }
        div { label for="next" { "Next look " span.soft { "(empty: the plan is finished)" } } input #next type="date" name="next" value=(in_days(84)); }
        button.act.quiet { "Keep the review" }
    } }
}

/// Whether the school's group sees its aims: asked of the school, and no for as long as it has not said.
fn sharing_form(visit: &Visit, opened: &Opened<'_>, plan: &Plan) -> Markup {
    let may = plan.sharing.as_ref().is_some_and(|sharing| sharing.may);
    html! { form.sheet.quiet.stack-s method="post" action={ "/hub/schools/" (opened.urn) "/plan/sharing" } {
        (hidden(visit, opened))
        h2 { "Shown to the group" }
        p.small { @match &plan.sharing {
            None => { "The school has not been asked, so its aims are not shown to its group." }
            Some(held) if held.may => { (held.by) " agreed on " (held.on.in_words()) " that the group sees its aims; they propose themes for the next session." }
            Some(held) => { (held.by) " said on " (held.on.in_words()) " that the group does not see its aims." }
        } }
        div { label for="sharing-by" { "Who of the school says so" } input #sharing-by type="text" name="by" maxlength="80" required; }
        button.act.quiet.small name="may" value=(if may { "no" } else { "yes" }) { @if may { "They are not shown any more" } @else { "The group may see its aims" } }
    } }
}

fn plan_form(visit: &Visit, opened: &Opened<'_>, latest: Option<&Version>) -> Markup {
    let held: &[Aim] = latest.map_or(&[], |latest| &latest.text.aims);
    let n = (held.len() + FREE).min(MOST);
    let review = latest.map_or_else(|| in_days(84), |latest| latest.text.review_on);
    html! { form.stack method="post" action={ "/hub/schools/" (opened.urn) "/plan" } {
        (hidden(visit, opened))
        input type="hidden" name="after" value=(latest.map_or("", |latest| &latest.id));
        @for at in 1..=n { (aim_fields(at, held.get(at - 1))) }
        div.narrow-left { label for="review-on" { "Both sides look at it again on" } input #review-on type="date" name="review-on" value=(review) required; }
        p.soft { "An aim whose goal and action are emptied is left out. Both sides sign the new version; until then the one before holds." }
        button.act { @if latest.is_some() { "Keep as a new version" } @else { "Keep the plan" } }
    } }
}

fn aim_fields(at: usize, aim: Option<&Aim>) -> Markup {
    let line = |name: &str, label: &str, value: &str| {
        let id = format!("{name}-{at}");
        html! { div { label for=(id) { (label) } input #(id) type="text" name=(id) value=(value) maxlength="400"; } }
    };
    let of = |part: fn(&Aim) -> &str| aim.map_or("", part);
    html! { fieldset.aim-fields {
        legend { "Aim " (at) @if aim.is_none() && at > 1 { span.soft { " if there is one" } } }
        (line("goal", "Goal: what will be so", of(|aim| &aim.goal)))
        div { label for={ "big-idea-" (at) } { "Big idea" } select #{ "big-idea-" (at) } name={ "big-idea-" (at) } { @for idea in BigIdea::ALL { option value=(idea.in_words()) selected[aim.is_some_and(|aim| aim.big_idea == idea)] { (idea.in_words()) } } } }
        (line("action", "Action", of(|aim| &aim.action)))
        (line("owner", "Who sees to it", of(|aim| &aim.owner)))
        div { label for={ "by-" (at) } { "By" } input #{ "by-" (at) } type="date" name={ "by-" (at) } value=[aim.map(|aim| aim.by.to_string())]; }
        (line("measure", "How we shall see it", of(|aim| &aim.measure)))
        (line("evidence", "What will show it", of(|aim| &aim.evidence)))
    } }
}

/// Writes a version; one that somebody else wrote meanwhile is not overwritten unseen.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::sent(&journal, &urn, &sent)?;
    let latest = opened.plan.and_then(Plan::latest);
    written_meanwhile(latest, &sent)?;
    opened.write_version(&journal, &app, &visit, plan_text(&sent)?).await
}

/// Refuses what was written after another version than the latest.
pub(super) fn written_meanwhile(latest: Option<&Version>, sent: &Fields) -> Result<(), PageError> {
    if latest.map_or("", |latest| &latest.id) == part(sent, "after") {
        return Ok(());
    }
    let who = latest.map_or("somebody", |latest| &latest.by);
    Err(refused(format!(
        "{who} wrote another version meanwhile; go back, copy what you wrote, look at theirs, then write yours"
    )))
}

fn plan_text(sent: &Fields) -> Result<PlanText, PageError> {
    let mut aims = Vec::new();
    for at in 1..=MOST {
        let is_empty = |name: &str| part(sent, &format!("{name}-{at}")).trim().is_empty();
        if !is_empty("goal") || !is_empty("action") {
            aims.push(aim(sent, at, "aim")?);
        }
    }
    Ok(PlanText { aims, review_on: review_on(sent)? })
}

/// An aim as a form sends it; `what` is what the form calls it.
pub(super) fn aim(sent: &Fields, at: usize, what: &str) -> Result<Aim, PageError> {
    let own = |name: &str| text(part(sent, &format!("{name}-{at}")));
    let idea = own("big-idea")?;
    let big_idea = BigIdea::read(&idea)
        .ok_or_else(|| refused(format!("{what} {at}: `{idea}` is none of the five big ideas")))?;
    let by = Date::read(&own("by")?).map_err(|error| refused(format!("{what} {at}: {error}")))?;
    Ok(Aim {
        goal: own("goal")?,
        big_idea,
        action: own("action")?,
        owner: own("owner")?,
        by,
        measure: own("measure")?,
        evidence: own("evidence")?,
    })
}

/// The day on which both sides look at the plan again.
pub(super) fn review_on(sent: &Fields) -> Result<Date, PageError> {
    let review_on = Date::read(part(sent, "review-on"));
    review_on.map_err(|error| refused(format!("the review: {error}")))
}

/// Signs the latest version for the hub.
pub async fn sign(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::sent(&journal, &urn, &sent)?;
    let leads = visit.is_any_of(&[Role::HubLead]);
    let signature = Signature {
        party: Party::Hub,
        name: visit.actor()?.name().to_owned(),
        role: if leads { "hub lead" } else { "specialist" }.to_owned(),
        on: journal.today,
    };
    let version = part(&sent, "version").to_owned();
    let signature = opened.plan()?.sign(&version, signature);
    let signature = signature.map_err(|why| refused(why.to_string()))?;
    opened.write(&journal, &app, &visit, PlanStep::Signed { version, signature }).await
}

/// Makes a link with which the school reads the plan and signs; the one before ends.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::sent(&journal, &urn, &sent)?;
    opened.plan()?;
    opened.write(&journal, &app, &visit, PlanStep::Asked { on: journal.today }).await
}

/// Writes down what was seen of the version that holds.
pub async fn review(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::sent(&journal, &urn, &sent)?;
    let plan = opened.plan()?;
    let held = plan.agreed().or_else(|| plan.latest());
    let held = held.filter(|held| held.id == part(&sent, "version")).ok_or_else(|| {
        refused("another version holds since you opened this page; look at that one")
    })?;
    let mut seen = Vec::new();
    for at in 0..held.text.aims.len() {
        let how = part(&sent, &format!("progress-{at}"));
        let progress = Progress::read(how)
            .ok_or_else(|| refused(format!("aim {}: say how far it has come", at + 1)))?;
        seen.push(Seen { progress, evidence: text(part(&sent, &format!("seen-{at}")))? });
    }
    let next = match part(&sent, "next") {
        "" => None,
        next => Some(Date::read(next).map_err(|error| refused(error.to_string()))?),
    };
    if let Some(next) = next
        && (next <= journal.today || next > opened.year.next().last_day())
    {
        return Err(refused(format!(
            "the next look is on {}; expected a day after today, and before the end of {}",
            next.in_words(),
            opened.year.next()
        )));
    }
    let (said, by) = (text(part(&sent, "said"))?, visit.actor()?.name().to_owned());
    let version = held.id.clone();
    let review = Review { version, on: journal.today, by, seen, said, next };
    opened.write(&journal, &app, &visit, PlanStep::Reviewed { review }).await
}

/// Writes down whether a school's aims are shown to its group.
pub async fn share(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::sent(&journal, &urn, &sent)?;
    opened.plan()?;
    let by = text(part(&sent, "by"))?;
    if by.is_empty() {
        return Err(refused("write who of the school says so"));
    }
    let sharing = Sharing { may: part(&sent, "may") == "yes", by, on: journal.today };
    opened.write(&journal, &app, &visit, PlanStep::Sharing { sharing }).await
}

/// The plans of a school this year and last, as its page tells of them.
pub fn in_short(journal: &HubJournal, urn: Urn) -> Markup {
    let line = journal.lines.line(urn);
    let plans = journal
        .book
        .plans
        .iter()
        .filter(|((who, ..), plan)| line.contains(who) && plan.latest().is_some());
    let plans: Vec<_> = plans.collect();
    html! {
        @for ((_, slug, year), plan) in &plans { p {
            a href={ "/hub/schools/" (urn) "/plan?programme=" (slug) "&year=" (year) } { (journal.rules().short(slug)) " " (year) } ": "
            @match plan.agreed() { Some(held) => { "version " (plan.number(&held.id).unwrap_or(1)) " signed by both" } None => { "not signed by both yet" } }
            @if let Some(due) = plan.review_due() { "; next look " (due.in_words()) }
        } }
        @if plans.is_empty() { p.soft { "No plan is written yet." } }
    }
}
