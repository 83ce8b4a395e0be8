//! A school's own page to hand on counts of what its pupils learn, opened by the link the hub gave it: typed, or from
//! the file its Tenframe writes; taken back any day.
//!
//! Counts of the whole school and never of a class or a pupil. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use learning::Author;
use maud::{Markup, html};
use programme::{HandedCounts, HubFact, LearningCounts, LearningStep, MEASURES, Urn};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::parts::learnt;
use crate::sent::{Fields, part, refused, text};
use crate::{clock, layout, session};

/// Who may speak for a school.
const ROLES: [&str; 3] = ["headteacher", "leads mathematics", "head of department"];

/// The link of a school: made from the fact that asked it.
pub fn link(app: &App, hub_id: &str, asked: &str) -> String {
    format!("/learning/{}", session::learning_token(app, hub_id, asked))
}

/// The school a link opens.
struct Opened {
    journal: HubJournal,
    urn: Urn,
}

impl Opened {
    async fn of(app: &App, link: &str) -> Result<Self, PageError> {
        let not_found = || PageError::not_found("page");
        let (hub_id, asked) = session::read_learning_token(app, link).ok_or_else(not_found)?;
        let hub = app.store.hub(&hub_id).await?.ok_or_else(not_found)?;
        let journal = HubJournal::read(app, hub).await?;
        let is_asked =
            |held: &HandedCounts| held.asked.as_ref().is_some_and(|(id, _)| *id == asked);
        let urn = journal.book.learning.iter().find(|(_, held)| is_asked(held));
        let urn = urn.map(|(urn, _)| *urn).ok_or_else(not_found)?;
        Ok(Self { journal, urn })
    }

    fn held(&self) -> HandedCounts {
        self.journal.book.learning.get(&self.urn).cloned().unwrap_or_default()
    }

    async fn write(&self, app: &App, step: LearningStep) -> Result<(), PageError> {
        let (hub, urn) = (&self.journal.hub.hub_id, self.urn);
        let facts = vec![HubFact::Learning { urn, step }];
        app.store.append_hub_facts(hub, clock::now(), Author::System, facts).await?;
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
    let here = format!("/learning/{link}");
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (journal.hub.name) } h1 { "What pupils of " (journal.name(opened.urn)) " learn" } p { "Counts of the whole school, if you wish to hand them on. They are yours: the hub sees what stands here and nothing behind it, and you can take it back any day." } }
            @match done.done.as_str() {
                "1" => { p.told role="status" { "Thank you. It is handed on." } }
                "0" => { p.told role="status" { "It is taken back. Nothing of it counts any more." } }
                _ => {}
            }
            section.stack { h2 { "What the hub sees now" } (learnt::of_school(&held)) }
            (form(journal, &here))
            @if !held.brought.is_empty() { (take_back_form(&here)) }
        }
    };
    Ok(layout::public(&visit, "What pupils learn", &inside))
}

fn form(journal: &HubJournal, here: &str) -> Markup {
    html! { form.stack-l method="post" action=(here) {
        section.sheet.stack {
            h2 { "Hand counts on" }
            p { "From " (journal.year.first_day().in_words()) " to today. A school that teaches with Tenframe finds all of it on its own page, under “Counts for your hub”: copy the lines and paste them here. Or write the numbers below; leave empty what nobody has counted." }
            div { label for="lines" { "The lines of your Tenframe " span.soft { "(they take the place of the numbers below)" } } textarea #lines name="lines" rows="5" maxlength="1000" spellcheck="false" {} }
            @for one in &MEASURES { fieldset.stack-s {
                legend { (one.name) }
                p.small { (one.sentence) }
                div.row {
                    div { label for={ (one.slug) "-did" } { "How many did" } input #{ (one.slug) "-did" } type="number" name={ (one.slug) "-did" } min="0" inputmode="numeric"; }
                    div { label for={ (one.slug) "-of" } { "Of how many" } input #{ (one.slug) "-of" } type="number" name={ (one.slug) "-of" } min="0" inputmode="numeric"; }
                }
            } }
            div.narrow-left { label for="hours" { "Hours from the check to the first help, the middle of all " span.soft { "(if you know it)" } } input #hours type="number" name="hours" min="0" max="2000" inputmode="numeric"; }
        }
        section.sheet.stack {
            div.narrow-left { label for="name" { "Your name" } input #name type="text" name="name" maxlength="80" autocomplete="name" required; }
            div.narrow-left { label for="role" { "At the school you are" } select #role name="role" { @for role in ROLES { option { (role) } } } }
            label.pick for="agree" { input #agree type="checkbox" name="agree" value="yes" required; "The school agrees that the hub sees these counts, talks with us about them, and counts them with those of other schools" }
            button.act { "Hand them on" }
            p.small.soft { "Where a number is from 1 to 4 the share is not shown, for the school's own sake too. In a report the school is never named." }
        }
    } }
}

fn take_back_form(here: &str) -> Markup {
    html! { details.sheet.quiet { summary { "Take it back" } form.stack method="post" action={ (here) "/take-back" } {
        p.small { "From this moment nothing of it is shown or counted. You need give no reason, and you can hand on again." }
        div.narrow-left { label for="name-back" { "Your name" } input #name-back type="text" name="name" maxlength="80" autocomplete="name" required; }
        button.act.quiet { "Take it back" }
    } } }
}

fn name(sent: &Fields) -> Result<String, PageError> {
    let name = text(part(sent, "name"))?;
    if name.is_empty() || name.chars().count() > 80 {
        return Err(refused("write your name"));
    }
    Ok(name)
}

fn cut(typed: &str) -> String {
    typed.chars().take(40).collect()
}

fn number(what: &str, typed: &str) -> Result<u32, PageError> {
    let read = typed.trim().parse();
    read.map_err(|_| refused(format!("{what}: `{}` is no whole number", cut(typed))))
}

/// The counts that were typed, number by number.
fn typed(sent: &Fields) -> Result<LearningCounts, PageError> {
    let mut made = LearningCounts::default();
    for one in &MEASURES {
        let [did, of] = ["did", "of"].map(|end| part(sent, &format!("{}-{end}", one.slug)).trim());
        match (did, of) {
            ("", "") => {}
            ("", _) | (_, "") => {
                return Err(refused(format!(
                    "“{}”: one number is missing; expected both, how many did and of how many",
                    one.name
                )));
            }
            (did, of) => {
                let counted = (number(one.name, did)?, number(one.name, of)?);
                made.counts.insert(one.slug.to_owned(), counted);
            }
        }
    }
    let hours = part(sent, "hours").trim();
    if !hours.is_empty() {
        made.hours = Some(number("the hours to the first help", hours)?);
    }
    Ok(made)
}

/// The counts of lines such as `ready,412,450`, as a school's own page writes them.
pub fn read_lines(lines: &str) -> Result<LearningCounts, PageError> {
    let mut made = LearningCounts::default();
    for (at, line) in lines.lines().map(str::trim).enumerate() {
        let at = at + 1;
        let cells: Vec<&str> = line.split([',', '\t']).map(str::trim).collect();
        match cells[..] {
            [""] | ["measure", ..] => {}
            ["hours", hours] | ["hours", hours, ""] => {
                made.hours = Some(number(&format!("line {at}"), hours)?);
            }
            [slug, did, of] if MEASURES.iter().any(|one| one.slug == slug) => {
                let what = format!("line {at}");
                let counted = (number(&what, did)?, number(&what, of)?);
                made.counts.insert(slug.to_owned(), counted);
            }
            _ => {
                let known = MEASURES.map(|one| one.slug).join(", ");
                return Err(refused(format!(
                    "line {at}, `{}`, is no count; expected one of {known} with two numbers, such as `ready,412,450`, or `hours,3`",
                    cut(line)
                )));
            }
        }
    }
    Ok(made)
}

/// Hands counts on, for the school.
pub async fn hand_on(
    State(app): State<App>,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let by = name(&sent)?;
    let role = part(&sent, "role");
    if !ROLES.contains(&role) {
        let says = format!("`{}` is not known; expected one of {}", cut(role), ROLES.join(", "));
        return Err(refused(says));
    }
    if part(&sent, "agree") != "yes" {
        return Err(refused("counts go to the hub only if the school agrees; go back and tick it"));
    }
    let lines = part(&sent, "lines");
    let made = if lines.trim().is_empty() { typed(&sent)? } else { read_lines(lines)? };
    let counts = LearningCounts { by, role: role.to_owned(), ..made };
    counts.check().map_err(|why| refused(why.to_string()))?;
    let on = opened.journal.today;
    opened.write(&app, LearningStep::Brought { counts, on }).await?;
    Ok(Redirect::to(&format!("/learning/{link}?done=1")))
}

/// Takes everything back, for the school.
pub async fn take_back(
    State(app): State<App>,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let by = name(&sent)?;
    if opened.held().brought.is_empty() {
        return Err(refused("nothing is handed on, so there is nothing to take back"));
    }
    opened.write(&app, LearningStep::TakenBack { by, on: opened.journal.today }).await?;
    Ok(Redirect::to(&format!("/learning/{link}?done=0")))
}
