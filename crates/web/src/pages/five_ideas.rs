//! A teacher's own page of the statements on the five big ideas, opened by a link without a name: answer once a round,
//! keep a code, pair with an earlier round by it, take everything out again.
//!
//! Nothing of who answers is asked or kept, and no page shows what one teacher answered. Start at [`show`].

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, State};
use learning::Author;
use maud::{Markup, html};
use programme::{Answered, BigIdea, HubFact, InstrumentStep, Knows, Often};

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::parts::five_ideas::statements;
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused};
use crate::{clock, layout, session};

/// One link of a round.
pub fn link(app: &App, hub_id: &str, round: &str, number: u16) -> String {
    format!("/five-ideas/{}", session::slip_token(app, hub_id, round, number))
}

/// What a link opens.
struct Opened {
    journal: HubJournal,
    round: String,
    /// The mark that the link leaves where it answered.
    slip: String,
}

impl Opened {
    async fn of(app: &App, link: &str) -> Result<Self, PageError> {
        let not_found = || PageError::not_found("round");
        let (hub_id, round, number) = session::read_slip_token(app, link).ok_or_else(not_found)?;
        let hub = app.store.hub(&hub_id).await?.ok_or_else(not_found)?;
        let journal = HubJournal::read(app, hub).await?;
        let slip = session::mark(app, &["answered", &hub_id, &round, &number.to_string()]);
        match journal.book.instrument.round(&round) {
            Some(held) if number < held.round.n_slips => Ok(Self { journal, round, slip }),
            _ => Err(not_found()),
        }
    }

    /// The mark that a code leaves; the same code leaves the same mark with this hub.
    fn mark(&self, app: &App, code: &str) -> String {
        session::mark(app, &["pair", &self.journal.hub.hub_id, code])
    }

    /// Writes down without who and, but for the day, without when.
    async fn write(&self, app: &App, step: InstrumentStep) -> Result<(), PageError> {
        const DAY: i64 = 24 * 3_600_000_000;
        let today = clock::now() / DAY * DAY;
        let hub = &self.journal.hub.hub_id;
        let facts = vec![HubFact::Instrument { step }];
        app.store.append_hub_facts(hub, today, Author::System, facts).await?;
        Ok(())
    }
}

/// The statements, to answer.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
) -> Result<Markup, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let journal = &opened.journal;
    let held = journal.book.instrument.round(&opened.round);
    let held = held.ok_or_else(|| PageError::not_found("round"))?;
    let has_answered = journal.book.instrument.has_answered(&opened.round, &opened.slip);
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (journal.hub.name) " · " (held.round.name) } h1 { "The five big ideas in my lessons" } }
            section.stack-s {
                p.lead { (statements()?.all.len()) " statements about what is done in lessons, and " (statements()?.topics.len()) " about the mathematics itself. Some six minutes; leave open whatever you like." }
                ul {
                    li { "Your name and your school are not asked, and this link does not hold them." }
                    li { "Nobody sees your answers: not the hub, not your headteacher, not whoever gave you the link. Once the round is over the hub sees how many teachers now say more often, the same or less often than before, and only where five or more did; research sees it only if you agree to that below." }
                    li { "Nothing is worked out about you. There is no score and no right answer." }
                    li { "You may take your answers out any day, with the code you are given." }
                }
            }
            @if has_answered { p.told { "This link has answered. If it was not you, ask for another; if it was, there is nothing more to do until the next round." } }
            @else if held.is_over(journal.today) { p.told { "This round was open until " (held.round.closes.in_words()) ". It takes no more answers." } }
            @else { (form(&link)?) }
            (take_out_form(&link))
        }
    };
    Ok(layout::public(&visit, "The five big ideas in my lessons", &inside))
}

fn form(link: &str) -> Result<Markup, PageError> {
    let statements = statements()?;
    Ok(html! { form.stack-l method="post" action={ "/five-ideas/" (link) } {
        section.sheet.quiet.stack-s {
            h2 { "Have you answered before?" }
            div.narrow-left { label for="code" { "The code you were given then " span.soft { "(leave it empty the first time)" } } input #code type="text" name="code" maxlength="20" autocomplete="off" spellcheck="false"; }
            p.small.soft { "Without it your answers still count as asked once, and in no pair." }
        }
        @for idea in BigIdea::ALL { section.sheet.stack {
            h2 { (capital(idea.in_words())) }
            @for one in statements.of(idea) { fieldset.door-question {
                legend { "In my lessons " (one.says) }
                @for often in Often::ALL { label.option for={ (one.slug) "-" (often.slug()) } { input type="radio" id={ (one.slug) "-" (often.slug()) } name={ "s-" (one.slug) } value=(often.slug()); (capital(often.in_words())) } }
                label.option for={ (one.slug) "-open" } { input type="radio" id={ (one.slug) "-open" } name={ "s-" (one.slug) } value="" checked; "Leave it open" }
            } }
        } }
        section.sheet.stack {
            h2 { "The mathematics itself" }
            p.small.soft { "Whatever the year you teach. None of the three is above another." }
            @for one in &statements.topics { fieldset.door-question {
                legend { (capital(&one.says)) }
                @for knows in Knows::ALL { label.option for={ (one.slug) "-" (knows.slug()) } { input type="radio" id={ (one.slug) "-" (knows.slug()) } name={ "k-" (one.slug) } value=(knows.slug()); (knows.in_words()) } }
                label.option for={ (one.slug) "-open" } { input type="radio" id={ (one.slug) "-open" } name={ "k-" (one.slug) } value="" checked; "Leave it open" }
            } }
        }
        section.sheet.stack {
            label.pick for="agree" { input #agree type="checkbox" name="agree" value="yes" required; "I agree that my answers are kept without my name and counted with those of others" }
            label.pick for="research" { input #research type="checkbox" name="research" value="yes"; "Research may count them too, over all hubs" }
            p { button.act { "Send my answers" } }
            p.small.soft { "You are shown a code, once. Keep it for the next round." }
        }
    } })
}

fn take_out_form(link: &str) -> Markup {
    html! { details.sheet.quiet { summary { "Take my answers out" } form.stack method="post" action={ "/five-ideas/" (link) "/take-out" } {
        p.small { "Every answer given with your code, in this round and in any before, counts no more from this moment." }
        div.narrow-left { label for="out" { "Your code" } input #out type="text" name="code" maxlength="20" autocomplete="off" spellcheck="false" required; }
        button.act.quiet { "Take them out" }
    } } }
}

/// A code as it was typed, without what does not count: spaces, hyphens, small letters.
fn typed_code(sent: &Fields) -> Result<String, PageError> {
    let typed = part(sent, "code");
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if code.is_empty() || session::is_a_pair_code(&code) {
        return Ok(code);
    }
    let cut: String = typed.chars().take(20).collect();
    Err(refused(format!(
        "`{cut}` is no code; expected twelve letters and digits such as `7KXD-2M9T-CHRW`, or leave it empty and you are given a new one. Go back, and your answers are still there"
    )))
}

/// Takes a teacher's answers and shows the code, this once.
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Markup, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let typed = typed_code(&sent)?;
    if part(&sent, "agree") != "yes" {
        return Err(refused(
            "your answers are kept only if you agree; go back and tick it, or close the page",
        ));
    }
    let statements = statements()?;
    let mut answers = BTreeMap::new();
    for one in &statements.all {
        match part(&sent, &format!("s-{}", one.slug)) {
            "" => {}
            chosen => {
                let often = Often::read(chosen)
                    .ok_or_else(|| refused("choose one of the answers of the page"))?;
                answers.insert(one.slug.clone(), often);
            }
        }
    }
    let mut knows = BTreeMap::new();
    for one in &statements.topics {
        match part(&sent, &format!("k-{}", one.slug)) {
            "" => {}
            chosen => {
                let word = Knows::read(chosen)
                    .ok_or_else(|| refused("choose one of the answers of the page"))?;
                knows.insert(one.slug.clone(), word);
            }
        }
    }
    let is_again = !typed.is_empty();
    let code = if is_again { typed } else { session::new_pair_code()? };
    let answered = Answered {
        round: opened.round.clone(),
        slip: opened.slip.clone(),
        mark: opened.mark(&app, &code),
        answers,
        knows,
        for_research: part(&sent, "research") == "yes",
    };
    let held = &opened.journal.book.instrument;
    held.check(&answered, is_again, statements, opened.journal.today)
        .map_err(|why| refused(why.to_string()))?;
    let before = held.before(&opened.round, &answered.mark).map(|held| held.round.name.clone());
    opened.write(&app, InstrumentStep::Answered { answered }).await?;
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (opened.journal.hub.name) } h1 { "Thank you" } }
            @match before {
                Some(round) => { p.lead { "Your answers are kept, and pair with those of " (round) "." } p { "Your code stays the same. Keep it for the next round." } }
                None => {
                    p.lead { "Your answers are kept. This is your code; it is shown this once." }
                    p.pair-code { (session::spaced(&code)) }
                    p { "Write it where you will find it in a year. With it your next answers pair with these, and with it you can take them out. Nobody else has it, and nobody can find it out for you." }
                }
            }
        }
    };
    Ok(layout::public(&visit, "Thank you", &inside))
}

/// Takes out every answer given with a code.
pub async fn take_out(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Markup, PageError> {
    let opened = Opened::of(&app, &link).await?;
    let mark = opened.mark(&app, &typed_code(&sent)?);
    if !opened.journal.book.instrument.knows(&mark) {
        return Err(refused("no answer was given with this code; look at it again"));
    }
    opened.write(&app, InstrumentStep::TakenOut { mark }).await?;
    let inside = html! { div.stack-l.narrow-read { h1 { "They are out" } p.lead { "No answer given with your code counts any more. You need do nothing else." } } };
    Ok(layout::public(&visit, "They are out", &inside))
}
