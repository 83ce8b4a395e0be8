//! Keep-up: who is helped when, the page the adult has in hand, and the ledger over time.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use learning::{
    Carried, CheckResult, Entry, FactBody, GroupKey, Help, KeepUpList, KeepUpOutcome, KeepUpPage,
    LiveLesson, PagePupil, Place as Helped, PupilId, Question, QuestionId, Seen, Try, keep_up_page,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::journal::{self, Journal};
use crate::layout::{self, Place, token};
use crate::names::Names;
use crate::parts::rich::{answer, capital, rich, written};
use crate::parts::task;
use crate::{clock, planning, put_out};

/// Which group's page is open: its position on the list, or a pupil who is on it.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    group: usize,
    #[serde(default)]
    pupil: String,
}

/// The groups of a result with their pages, in the order helped.
pub fn pages(live: &LiveLesson, result: &CheckResult, entries: &[Entry]) -> Vec<KeepUpPage> {
    let mut groups: Vec<(GroupKey, Vec<PupilId>)> = Vec::new();
    // What today found has its page, even for a pupil with something carried that comes first.
    let found = entries.iter().filter(|entry| result.of(&entry.pupil).is_some());
    for (entry, today) in found.filter_map(|entry| Some((entry, entry.today.as_ref()?))) {
        match groups.iter_mut().find(|(key, _)| key == today) {
            Some((_, pupils)) => pupils.push(entry.pupil.clone()),
            None => groups.push((today.clone(), vec![entry.pupil.clone()])),
        }
    }
    groups.iter().map(|(key, pupils)| keep_up_page(&live.plan, result, key, pupils)).collect()
}

/// The list, and one group's page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(which): Query<Which>,
) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let class = visit.class()?;
    let open = app.open_lesson(row).await?;
    let names = Names::of_class(&app, class).await?;
    let live = open.now().await;
    let over_time = app.journal(class).await?;
    let carried: Vec<_> = over_time
        .carried()
        .into_iter()
        .filter(|one| one.lesson.as_str() != row.lesson_id)
        .collect();
    let next = journal::next_lesson(&app, class, &over_time, row).await?;
    let slots = journal::slots(&app, class).await?;
    let result = live.result_in_force();
    let list = live.keep_up_list_from(&result, &carried, &next, &slots);
    let pages = pages(&live, &result, &list.entries);
    let of_pupil =
        |page: &KeepUpPage| page.pupils.iter().any(|one| one.pupil.as_str() == which.pupil);
    let at = pages.iter().position(of_pupil).unwrap_or(which.group);
    let page = pages.get(at);
    let inside = html! {
        div #keep-up data-live.stack-l {
            header.row.between.no-print {
                (layout::lesson_head(&app.content, &class.name, "keep-up", &live.plan))
                @if page.is_some() { form.inline method="post" action={ "/lessons/" (row.lesson_id) "/sheets/keep-up" } { (token(&visit)) input type="hidden" name="group" value=(at); button.act { "Print this page" } } }
            }
            @if live.accepted.is_none() { p.told.warn.no-print { "The result is not accepted yet; this list follows the answers as they stand. " a href={ "/lessons/" (row.lesson_id) "/result" } { "Look at the result" } } }
            div.side.keep-up-side {
                article { @match page {
                    Some(page) => { (adult_page(&app, &visit, &live, &names, page, &Open { class_name: &class.name, lesson_id: &row.lesson_id, over_time: &over_time, group: at })) }
                    None => { div.told { p { "Nobody needs a keep-up page for this lesson." } } }
                } }
                aside.stack.no-print { (the_list(&visit, &row.lesson_id, &names, &list, &pages, &carried, at)) }
            }
        }
    };
    Ok(layout::following(&visit, Place::Today, "Keep-up", &row.lesson_id, &inside))
}

fn the_list(
    visit: &Visit,
    lesson_id: &str,
    names: &Names,
    list: &KeepUpList,
    pages: &[KeepUpPage],
    carried: &[Carried],
    open: usize,
) -> Markup {
    html! {
        section.stack-s {
            h2 { "Everyone who needs help" }
            @if list.entries.is_empty() { p { "Everyone is ready." } }
            ol.clean.stack-s { @for entry in &list.entries { li.sheet.quiet.tight {
                h3 { (names.of(&entry.pupil)) @if let Some(days) = entry.carried_days { " " span.tag.warm { "carried " (days) @if days == 1 { " day" } @else { " days" } } } }
                p.small { (written(&capital(&entry.title))) }
                // Keep-up that was held has its end to tell and no place to wait for.
                @let ended = entry.held.filter(|_| entry.carried_days.is_none());
                p.small.soft { @if let Some(outcome) = ended { strong { (said(outcome)) } } @else { (when(entry, &list.sessions)) } @if entry.is_needed_next { " · the next lesson leans on it" } @for also in &entry.also { " · also: " (also) } }
                details #{ "why-" (entry.pupil.as_str()) } { summary.small { "Why" } p.small { (written(&entry.because)) } }
                @if entry.carried_days.is_some() { @if let Some(from) = carried.iter().find(|one| one.pupil == entry.pupil && one.title == entry.title) { p.small { a href={ "/lessons/" (from.lesson.as_str()) "/keep-up?pupil=" (entry.pupil.as_str()) } { "The page for this, from that lesson" } } } }
                @if let Some(outcome) = entry.held.filter(|_| entry.carried_days.is_some()) { p.small { strong { "What today found: " (said(outcome)) } } }
                @if entry.help != Help::KeepUp && visit.is_any_of(&[Role::Teacher, Role::MathsLead, Role::TeachingAssistant]) && entry.held.is_none() { (ask_first(visit, lesson_id, &entry.pupil)) }
            } } }
        }
        @if pages.len() > 1 {
            nav.stack-s aria-label="Pages" { h2 { "Pages" }
                @for (idx, page) in pages.iter().enumerate() { a.act.quiet.small href={ "?group=" (idx) } aria-current=[(idx == open).then_some("page")] { (written(&capital(&page.title))) " · " (page.pupils.len()) } }
            }
        }
        p.small { a href={ "/lessons/" (lesson_id) "/go-on" } { "Go on?" } }
    }
}

fn said(outcome: KeepUpOutcome) -> &'static str {
    match outcome {
        KeepUpOutcome::Ready => "ready now",
        KeepUpOutcome::NotYet => "not yet, carried",
    }
}

fn ask_first(visit: &Visit, lesson_id: &str, pupil: &PupilId) -> Markup {
    html! { form.row method="post" action={ "/lessons/" (lesson_id) "/keep-up" } data-quiet {
        (token(visit)) input type="hidden" name="pupil" value=(pupil.as_str()); input type="hidden" name="noticed" value="";
        button.act.quiet.small name="outcome" value="ready" { "Asked: ready" }
        button.act.quiet.small name="outcome" value="not-yet" { "Asked: not yet" }
    } }
}

fn when(entry: &Entry, sessions: &[learning::Session]) -> String {
    match &entry.place {
        Helped::Session { session } => {
            sessions.get(*session).map(|one| one.says.clone()).unwrap_or_default()
        }
        Helped::StartOfNextLesson if entry.help == Help::KeepUp => {
            "with you at the start of the next lesson, while the others practise".to_owned()
        }
        Helped::StartOfNextLesson => "two minutes at the start of the next lesson".to_owned(),
        Helped::NoPlaceYet { next } if next.is_empty() => "no place yet".to_owned(),
        Helped::NoPlaceYet { next } => format!("no place before the next lesson: {next}"),
    }
}

/// Which page is open, of which lesson, and what has been held so far.
struct Open<'a> {
    class_name: &'a str,
    lesson_id: &'a str,
    over_time: &'a Journal,
    group: usize,
}

fn adult_page(
    app: &App,
    visit: &Visit,
    live: &LiveLesson,
    names: &Names,
    page: &KeepUpPage,
    at: &Open<'_>,
) -> Markup {
    html! {
        div.sheet.adult.stack-l {
            header { p.eyebrow { "Ten minutes · " (page.lesson_title) span.print-only { " · " (at.class_name) " · " (clock::day_in_words(clock::today())) } } h2 { (written(&capital(&page.title))) } }
            (what_they_did(app, live, names, page))
            @let needed = put_out::lines(&app.content, page);
            @if !needed.is_empty() { section { h3 { "Put out" } @for line in &needed { p { (written(line)) } } } }
            @if let Some(contrast) = &page.contrast { section.told { h3 { "Try this together: it makes the error fail" }
                (try_it(app, contrast.task.as_ref(), &contrast.text, ""))
                p { "The rule they used gives " strong { (answer(&contrast.rule_gives)) } ". Try that with what is on the table: it does not fit. The answer is " strong { (answer(&contrast.answer)) } "." }
            } }
            @if !page.ask.is_empty() { section { h3 { "Ask" } ul { @for ask in &page.ask { li { (written(ask)) } } } } }
            @if !page.listen_for.is_empty() { section { h3 { "Listen for" } ul { @for line in &page.listen_for { li { (written(line)) } } } } }
            @if !page.stem.is_empty() { p.stem { (rich(&curriculum::RichText::read_stem(&page.stem))) } }
            @if !page.tries.is_empty() { section { h3 { @if page.tries.len() == 1 { "One to try" } @else { "Two to try" } } div.grid2 { @for one in &page.tries { (tried(app, one)) } } } }
            @if !page.recheck.is_empty() { section { h3 { "Recheck, alone, on other numbers" } ol { @for question in &page.recheck { li { (recheck(app, question)) } } } } }
            @if !page.write_your_own.is_empty() { p { (written(&page.write_your_own)) } }
            section.print-only { h3 { "Afterwards" } @for one in &page.pupils { p { strong { (names.of(&one.pupil)) } " \u{25a1} ready \u{2003}\u{25a1} not yet \u{2003}noticed: ________________________________________" } } }
            @if visit.is_any_of(&[Role::Teacher, Role::MathsLead, Role::TeachingAssistant]) { section.no-print.stack { h3 { "Afterwards" } @for one in &page.pupils { (outcome(visit, live, names, &one.pupil, at)) } } }
        }
    }
}

/// What each pupil wrote, question by question, and what that says: said once where it is the same for all.
fn what_they_did(app: &App, live: &LiveLesson, names: &Names, page: &KeepUpPage) -> Markup {
    let tells = |given: &learning::Answer| given.seen.is_wrong() || given.seen == Seen::Slip;
    let of = |pupil: &PagePupil, id: &QuestionId| {
        pupil.answers.iter().find(|given| given.question == *id && tells(given)).cloned()
    };
    let asked: Vec<&Question> = live
        .plan
        .check()
        .filter(|question| page.pupils.iter().any(|pupil| of(pupil, &question.id).is_some()))
        .collect();
    let first = page.pupils.first().and_then(|one| one.why.clone());
    let is_shared = page.pupils.iter().all(|one| one.why == first);
    html! {
        section.stack-s { h3 { "What they did" }
            @for question in asked { div.did {
                p { (task::asked(&app.content, question)) span.soft { " Right: " (answer(&question.answer)) } }
                ul { @for (said, who) in alike(&page.pupils, names, |pupil| of(pupil, &question.id)) {
                    li { strong { (who.join(", ")) } @match &said.text { Some(text) if !text.is_empty() => { @if question.choices > 0 { " chose " } @else { " wrote " } strong.answer-small { (answer(text)) } } _ => { @if said.seen == Seen::Blank { " left it blank" } @else { " had it not right" } } } }
                } }
            } }
            @if is_shared { @if let Some(why) = &first { p { (written(why)) } } }
            @else { @for one in &page.pupils { @if let Some(why) = &one.why { p { strong { (names.of(&one.pupil)) } ": " (written(why)) } } } }
        }
    }
}

/// Answers with the names of those who gave them, in the order first met.
fn alike(
    pupils: &[PagePupil],
    names: &Names,
    of: impl Fn(&PagePupil) -> Option<learning::Answer>,
) -> Vec<(learning::Answer, Vec<String>)> {
    let mut found: Vec<(learning::Answer, Vec<String>)> = Vec::new();
    for pupil in pupils {
        let Some(given) = of(pupil) else { continue };
        let name = names.of(&pupil.pupil).to_owned();
        match found.iter_mut().find(|(one, _)| one.text == given.text && one.seen == given.seen) {
            Some((_, who)) => who.push(name),
            None => found.push((given, vec![name])),
        }
    }
    found
}

fn tried(app: &App, one: &Try) -> Markup {
    html! { div { (try_it(app, one.task.as_ref(), &one.text, &one.answer)) } }
}

fn try_it(app: &App, stored: Option<&serde_json::Value>, text: &str, right: &str) -> Markup {
    let posed = stored.and_then(planning::task_ref).and_then(|of| app.content.pose(&of).ok());
    html! {
        @match &posed { Some(posed) => { p.big { (rich(&posed.text)) } (task::drawing(posed)) (task::choices(posed)) } None => { p.big { (written(text)) } } }
        @if !right.is_empty() { p.soft.small { "Answer " (answer(right)) } }
    }
}

fn recheck(app: &App, question: &Question) -> Markup {
    html! { @match planning::task_of(&app.content, question) { Some(posed) => { (rich(&posed.text)) (task::drawing(&posed)) (task::choices(&posed)) } None => { (written(&question.text)) } } span.soft.small { " Answer " (answer(&question.answer)) } }
}

fn outcome(
    visit: &Visit,
    live: &LiveLesson,
    names: &Names,
    pupil: &PupilId,
    at: &Open<'_>,
) -> Markup {
    let (lesson_id, group) = (at.lesson_id, at.group);
    let held = live.keep_up_outcome(pupil);
    let items = at.over_time.ledger.items.iter().rev();
    let mut here = items.filter(|one| one.pupil == *pupil && one.lesson.as_str() == lesson_id);
    let noticed = here.next().and_then(|one| one.held.last()).map(|one| one.noticed.as_str());
    html! {
        form.row.outcome method="post" action={ "/lessons/" (lesson_id) "/keep-up" } data-quiet {
            (token(visit))
            input type="hidden" name="pupil" value=(pupil.as_str());
            input type="hidden" name="group" value=(group);
            strong { (names.of(pupil)) }
            label.unseen for={ "noticed-" (pupil.as_str()) } { "What I noticed about " (names.of(pupil)) "'s work" }
            input #{ "noticed-" (pupil.as_str()) } type="text" name="noticed" maxlength="300" placeholder="What I noticed" value=(noticed.unwrap_or_default());
            button.act.quiet.small name="outcome" value="ready" aria-pressed=((held == Some(KeepUpOutcome::Ready)).to_string()) { "Ready" }
            button.act.quiet.small name="outcome" value="not-yet" aria-pressed=((held == Some(KeepUpOutcome::NotYet)).to_string()) { "Not yet" }
            @match held { Some(KeepUpOutcome::Ready) => { span.tag { "ready now" } } Some(KeepUpOutcome::NotYet) => { span.tag.warm { "carried, first on the next list" } } None => {} }
        }
    }
}

/// How keep-up ended for one pupil.
#[derive(Debug, Deserialize)]
pub struct Held {
    pupil: String,
    outcome: KeepUpOutcome,
    #[serde(default)]
    noticed: String,
    /// The page it was ticked on.
    #[serde(default)]
    group: usize,
}

/// Records how keep-up ended: ready, or carried.
pub async fn held(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Held>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let pupil = open
        .look(|live| live.pupils().find(|one| one.as_str() == sent.pupil).cloned())
        .ok_or_else(|| PageError::not_found("pupil in this class"))?;
    let staff = visit.actor()?.staff()?;
    let noticed = sent.noticed.trim().chars().take(300).collect();
    let body = FactBody::KeepUpHeld {
        pupil,
        outcome: sent.outcome,
        noticed,
        held_by: staff.staff_id.as_str().into(),
    };
    app.record(&open, visit.actor()?.author(), vec![body]).await?;
    Ok(Redirect::to(&format!("/lessons/{}/keep-up?group={}", row.lesson_id, sent.group)))
}

/// The ledger: everyone found not ready, and what became of it.
pub async fn ledger(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let journal = app.journal(class).await?;
    let names = Names::of_class(&app, class).await?;
    let day = |at: i64| clock::local(at).strftime("%-d %b").to_string();
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { (class.name) } h1 { "Keep-up ledger" } }
            @if journal.ledger.items.is_empty() { p.told { "Nobody has been found not ready yet." } }
            @else { div.wide-table.stacks tabindex="0" role="region" aria-label="Ledger" { table {
                thead { tr { th { "Found" } th { "Pupil" } th { "Lesson" } th { "Why" } th { "Help" } th { "Now" } } }
                tbody { @for item in journal.ledger.items.iter().rev() {
                    // Of what is settled the reason of its day stays to be read; what is open says what is known now.
                    @let faded = item.faded(clock::now()).filter(|_| item.closed.is_none());
                    @let (title, because) = faded.map_or((&item.title, &item.because), |later| (&later.title, &later.because));
                    tr {
                    td data-label="Found" { (day(item.opened)) } td data-label="Pupil" { strong { (names.of(&item.pupil)) } } td data-label="Lesson" { a href={ "/lessons/" (item.lesson.as_str()) "/result" } { (item.lesson_title) } } td data-label="Why" { (written(&capital(title))) details { summary.small { "Why" } p.small { (written(because)) } } }
                    td data-label="Help" { @for one in &item.held { p.small { (day(one.at)) ": " @if one.outcome == KeepUpOutcome::Ready { "ready" } @else { "not yet" } @if !one.noticed.is_empty() { span.soft { " · " (one.noticed) } } } } @if item.held.is_empty() { span.soft { "none recorded" } } }
                    td data-label="Now" { @match &item.closed { Some(learning::Closed::ByKeepUp(at)) => { "ready since " (day(*at)) } Some(learning::Closed::ByResult(at)) => { "settled by the check of " (day(*at)) } Some(learning::Closed::Left(_)) => { "left the class" } None => { strong { "open" } " " a.small href={ "/lessons/" (item.lesson.as_str()) "/keep-up?pupil=" (item.pupil.as_str()) } { "Help now" } } } }
                } } }
            } } }
        }
    };
    Ok(layout::staff(&visit, Place::Today, "Keep-up ledger", &inside))
}
