//! A work group's lesson: chosen for a session, suggestions part by part, versions, what was seen of it.
//!
//! Nobody but people of the schools and the hub is named. Start at [`show`]; choosing is [`choose`], watching is
//! [`super::hub_lesson_watch`], what the schools try is [`super::hub_lesson_task`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    GroupLesson, HubFact, LessonBegun, LessonPart, LessonStep, LessonText, LessonWish, PartKind,
    Session, Suggestion, Tap, Urn,
};
use serde::Deserialize;

use super::hub::{back_to, field, said_done};
use super::hub_session::{find, roster};
use super::hub_sessions::{called, theme};
use super::steps::{Find, year_name};
use super::{hub_lesson_task, hub_lesson_watch};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::group_lesson;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::rich::{rich, written};
use crate::sent::{refused, text};

/// What is asked of a lesson's page.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
    /// An earlier version to read, by its number; 0 is the lesson as it began.
    #[serde(default)]
    version: Option<usize>,
}

/// The lesson an address names.
pub(super) fn lesson_named<'j>(
    journal: &'j HubJournal,
    id: &str,
) -> Result<&'j GroupLesson, PageError> {
    journal.book.lessons.get(id).ok_or_else(|| PageError::not_found("lesson"))
}

/// The sessions that work on a lesson, by day; those that were taken back are not among them.
pub(super) fn sessions_of<'j>(journal: &'j HubJournal, lesson: &GroupLesson) -> Vec<&'j Session> {
    let held = |session: &&Session| lesson.sessions.contains(&session.id);
    journal.book.sessions.all().into_iter().filter(held).collect()
}

/// The session that is worked in now: the last that has begun, else the first to come.
pub(super) fn session_now<'j>(
    journal: &'j HubJournal,
    lesson: &GroupLesson,
) -> Option<&'j Session> {
    let all = sessions_of(journal, lesson);
    let begun = all.iter().rev().find(|one| one.at.on <= journal.today && one.called_off.is_none());
    begun.or_else(|| all.first()).copied()
}

/// "Version 2", "The lesson as it began".
pub(super) fn version_words(lesson: &GroupLesson, version: &str) -> String {
    match lesson.number(version) {
        Some(0) => "the lesson as it began".to_owned(),
        Some(n) => format!("version {n}"),
        None => "a version that was taken back".to_owned(),
    }
}

/// A lesson of a group.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let lesson = lesson_named(&journal, &id)?;
    let here = format!("/hub/lessons/{}", lesson.id);
    let older = asked.version.filter(|n| *n < lesson.versions.len());
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href=(library(lesson)) { "Lessons planned together" } " · " (group_words(&journal, lesson)) }
                h1 { (lesson.begun.title) }
                p.of-step { "Small step: " a href={ "/steps/" (lesson.begun.step) } { (app.content.step(&lesson.begun.step).map_or(&*lesson.begun.step, |step| &*step.name)) } }
            }
            (said_done(&visit, &journal, &asked.done, &here))
            @match older {
                Some(n) => {
                    @let of = n.checked_sub(1).and_then(|at| lesson.versions.get(at));
                    p.told { "You read " (of.map_or_else(|| "the lesson as it began".to_owned(), |one| version_words(lesson, &one.id))) ". " a href=(here) { "The latest is version " (lesson.versions.len()) } "." }
                    (parts(None, &journal, lesson, of.map_or(&lesson.begun.text, |one| &one.text)))
                }
                None => { div.side.hub-side {
                    div.stack-l {
                        (next_version(&visit, &journal, lesson, &here))
                        (parts(Some(&visit), &journal, lesson, lesson.text()))
                    }
                    aside.stack {
                        (hub_lesson_watch::in_short(&visit, &journal, lesson))
                        (hub_lesson_task::in_short(&app, &visit, &journal, lesson))
                        (versions(&journal, lesson, &here))
                        (why_it_works())
                    }
                } }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, &lesson.begun.title, &inside))
}

/// Where a sequence of questions is explained, and one of the group's own is judged.
fn why_it_works() -> Markup {
    html! { section.sheet.quiet.stack-s {
        h2 { "Why a sequence works" }
        p.small { "Type the questions your group would ask: you are told what changes, what stays, which rule fails and how it is mended." }
        p.row { a.act.quiet.small href="/sequences" { "Try a sequence of your own" } a.act.quiet.small href="/sequences/practice" { "Find the slip in one" } }
    } }
}

/// The library a lesson is kept in.
fn library(lesson: &GroupLesson) -> String {
    let LessonBegun { programme, year, group, .. } = &lesson.begun;
    format!("/hub/lessons?programme={programme}&year={year}&group={group}")
}

/// "Primary Development 2026/27, group 2".
fn group_words(journal: &HubJournal, lesson: &GroupLesson) -> String {
    let short = journal.rules().short(&lesson.begun.programme);
    match lesson.begun.group {
        0 => format!("{short} {}, every school", lesson.begun.year),
        group => format!("{short} {}, group {group}", lesson.begun.year),
    }
}

const KINDS: [(PartKind, &str); 4] = [
    (PartKind::KeyPoint, "Key points"),
    (PartKind::DifficultPoint, "Difficult points"),
    (PartKind::StemSentence, "Stem sentence"),
    (PartKind::Turn, "The lesson, turn by turn"),
];

/// The parts of a version, with what was seen of each; with a form for suggestions where somebody may write.
fn parts(
    visit: Option<&Visit>,
    journal: &HubJournal,
    lesson: &GroupLesson,
    text: &LessonText,
) -> Markup {
    html! { @for (kind, title) in KINDS { @if text.of(kind).next().is_some() { section.stack {
        h2 { (title) }
        @for part in text.of(kind) { article.sheet.quiet.stack-s id=(part.id) {
            @if !part.title.is_empty() { h3 { (part.title) } }
            (words(part))
            (seen(lesson, part))
            @if let Some(visit) = visit { (suggest_form(visit, journal, lesson, part)) }
        } }
    } } } }
}

fn words(part: &LessonPart) -> Markup {
    html! {
        @if part.kind == PartKind::StemSentence { p.stem { (rich(&curriculum::RichText::read_stem(&part.says))) } }
        @else { p { (written(&part.says)) } }
        @if !part.asks.is_empty() { p.small { span.soft { "Next question: " } (written(&part.asks)) } }
    }
}

/// What was seen of a part: what was tapped, and the words of who watched.
fn seen(lesson: &GroupLesson, part: &LessonPart) -> Markup {
    let all: Vec<_> = lesson.seen(&part.id).collect();
    let n = |tap: Tap| all.iter().filter(|(_, seen)| seen.taps.contains(&tap)).count();
    let taps: Vec<String> = Tap::of(part.kind)
        .iter()
        .filter(|tap| n(**tap) > 0)
        .map(|tap| format!("{} ({} of {})", tap.in_words(), n(*tap), lesson.watched.len()))
        .collect();
    html! { @if !all.is_empty() { div.told.stack-s {
        p.small { strong { "Seen in class" } @if !taps.is_empty() { ": " (taps.join(", ")) "." } }
        @for (watched, seen) in &all { @if !seen.words.is_empty() { p.small.as-written { (seen.words) " " span.soft { "(" (watched.by) ", " (watched.on.in_words()) ", " (version_words(lesson, &watched.version)) ")" } } } }
    } } }
}

fn suggest_form(
    visit: &Visit,
    journal: &HubJournal,
    lesson: &GroupLesson,
    part: &LessonPart,
) -> Markup {
    let is_turn = part.kind == PartKind::Turn;
    let id = |name: &str| format!("{name}-{}", part.id);
    let turns: Vec<&LessonPart> =
        lesson.text().of(PartKind::Turn).filter(|turn| turn.id != part.id).collect();
    html! { details { summary.small { "Suggest something" }
        form.stack-s.suggest method="post" action={ "/hub/lessons/" (lesson.id) "/suggestions" } {
            (token(visit))
            input type="hidden" name="part" value=(part.id);
            div { label for=(id("says")) { "The words" } textarea id=(id("says")) name="says" maxlength="1000" { (part.says) } }
            @if is_turn { div { label for=(id("asks")) { "The next question" } textarea id=(id("asks")) name="asks" maxlength="1000" { (part.asks) } } }
            div { label for=(id("why")) { "Why" } input type="text" id=(id("why")) name="why" maxlength="400" required; }
            (who_select(visit, journal, lesson, &id("who")))
            div.row {
                button.act.small name="wish" value="say" { "Change it to these words" }
                button.act.quiet.small name="wish" value="keep" { "Keep it as it is" }
                button.act.quiet.small name="wish" value="leave-out" { "Leave it out" }
            }
            @if is_turn {
                div.row { div { label for=(id("title")) { "Title of a new turn" } input type="text" id=(id("title")) name="title" maxlength="80"; } button.act.quiet.small name="wish" value="add" { "Add these words as a new turn after it" } }
                div.row { div { label for=(id("after")) { "It stands" } select id=(id("after")) name="after" { option value="" { "first" } @for turn in turns { option value=(turn.id) { "after " (turn.title) } } } } button.act.quiet.small name="wish" value="move" { "Move it there" } }
            }
        }
    } }
}

/// Who suggests: those who take part, as their schools named them, or whoever is signed in.
fn who_select(visit: &Visit, journal: &HubJournal, lesson: &GroupLesson, id: &str) -> Markup {
    let own = visit.actor.as_ref().map_or("", |actor| actor.name());
    let all = session_now(journal, lesson).map(|one| roster(journal, one)).unwrap_or_default();
    html! { div { label for=(id) { "Who suggests it" } select id=(id) name="who" {
        option value="" { (own) }
        @for (urn, people) in &all {
            @for name in people { option value={ (urn) "|" (name) } { (name) ", " (journal.name(*urn)) } }
            @if people.is_empty() { option value={ (urn) "|" } { "Somebody of " (journal.name(*urn)) } }
        }
    } } }
}

/// What was wished, in words that follow what the part is called.
fn wish_words(text: &LessonText, suggestion: &Suggestion) -> String {
    let name = text.name(&suggestion.part).unwrap_or_else(|| format!("“{}”", suggestion.about));
    match &suggestion.wish {
        LessonWish::Keep => format!("Keep {name}"),
        LessonWish::Say { says, asks } => match text.part(&suggestion.part) {
            Some(part) if part.says == *says => format!("Ask next in {name}: “{asks}”"),
            Some(part) if part.asks == *asks => format!("Say in {name}: “{says}”"),
            _ if asks.is_empty() => format!("Say in {name}: “{says}”"),
            _ => format!("Say in {name}: “{says}”, and ask next: “{asks}”"),
        },
        LessonWish::LeaveOut => format!("Leave out {name}"),
        LessonWish::Add { title, says, .. } => format!("Add “{title}” after {name}: “{says}”"),
        LessonWish::StandAfter { after } => {
            let after = after.as_ref().and_then(|after| text.name(after));
            match after {
                Some(after) => format!("Move {name} after {after}"),
                None => format!("Begin with {name}"),
            }
        }
    }
}

/// Who suggested something: "Ms Pell, Larkfield Primary".
fn who_words(journal: &HubJournal, suggestion: &Suggestion) -> String {
    match (suggestion.urn, suggestion.by.as_str()) {
        (Some(urn), "") => format!("somebody of {}", journal.name(urn)),
        (Some(urn), by) => format!("{by}, {}", journal.name(urn)),
        (None, by) => by.to_owned(),
    }
}

fn suggestion_line(journal: &HubJournal, text: &LessonText, suggestion: &Suggestion) -> Markup {
    html! {
        span { strong { (written(&wish_words(text, suggestion))) } ". " (written(&suggestion.why)) " " span.soft.small { "(" (who_words(journal, suggestion)) ", " (suggestion.on.in_words()) ")" } }
    }
}

/// What was suggested since the last version, to take or to leave.
fn next_version(visit: &Visit, journal: &HubJournal, lesson: &GroupLesson, here: &str) -> Markup {
    let open = lesson.open();
    let n = lesson.versions.len() + 1;
    html! {
        @if open.is_empty() { p.told { @if lesson.versions.is_empty() { "This is the lesson as it stands in Tenframe. Suggest what to keep and what to change, part by part; a version is made of what you take." } @else { "This is version " (n - 1) ". What you suggest now goes into the next." } } }
        @else { form.sheet.stack method="post" action={ (here) "/versions" } {
            (token(visit))
            input type="hidden" name="after" value=(lesson.latest());
            h2 { "Suggested for version " (n) }
            @for (id, suggestion) in open { label.row.suggestion for={ "take-" (id) } {
                input type="hidden" name="seen" value=(id);
                input type="checkbox" id={ "take-" (id) } name="take" value=(id) checked;
                (suggestion_line(journal, lesson.text(), suggestion))
            } }
            p.small.soft { "What is not ticked is left, and stays to be read." }
            button.act { "Write version " (n) }
        } }
    }
}

fn versions(journal: &HubJournal, lesson: &GroupLesson, here: &str) -> Markup {
    html! { @if !lesson.versions.is_empty() { section.sheet.quiet.stack-s {
        h2 { "Versions" }
        ol.clean.stack { @for (at, version) in lesson.versions.iter().enumerate().rev() {
            @let before = at.checked_sub(1).and_then(|at| lesson.versions.get(at)).map_or(&lesson.begun.text, |one| &one.text);
            li.stack-s {
                h3 { @if at + 1 == lesson.versions.len() { "Version " (at + 1) } @else { a href={ (here) "?version=" (at + 1) } { "Version " (at + 1) } } }
                p.small { "Written by " (version.by) " on " (version.on.in_words()) }
                details { summary.small { "What it changed" } ul.small { @for change in lesson.changes(at) { li { (written(&change)) } } } }
                details { summary.small { "Who suggested what" } ul.small {
                    @for id in &version.taken { @if let Some(one) = lesson.suggestion(id) { li { (suggestion_line(journal, before, one)) } } }
                    @for id in &version.left { @if let Some(one) = lesson.suggestion(id) { li { span.tag { "left" } " " (suggestion_line(journal, before, one)) } } }
                } }
            }
        } }
        p.small { a href={ (here) "?version=0" } { "The lesson as it began" } ", chosen by " (lesson.begun.by) " on " (lesson.begun.on.in_words()) }
    } } }
}

/// The lessons of a session, on its page.
pub(super) fn of_session(journal: &HubJournal, session: &Session, here: &str) -> Markup {
    let all: Vec<&GroupLesson> = journal.book.lessons.of_session(&session.id).collect();
    let is_over = session.at.on <= journal.today && session.called_off.is_none();
    html! { section.sheet.stack {
        h2 { "The lesson" }
        @if all.is_empty() { p.soft { "Plan a lesson together: choose one, say what you keep and change, watch it taught, and write the next version." } }
        @for lesson in &all { div.stack-s {
            p { a.late-school href={ "/hub/lessons/" (lesson.id) } { (lesson.begun.title) } " " span.soft.small { "(" (version_words(lesson, lesson.latest())) ")" } }
            p.row {
                a.act.small href={ "/hub/lessons/" (lesson.id) } { "Plan and discuss it" }
                @if is_over { a.act.quiet.small href={ "/hub/lessons/" (lesson.id) "/watch/" (session.id) } { "Watch it on a phone" } }
            }
        } }
        p { a.act.quiet[!all.is_empty()].small[!all.is_empty()] href={ (here) "/lesson" } { @if all.is_empty() { "Choose a lesson" } @else { "Choose another lesson" } } }
    } }
}

/// The page on which a session chooses its lesson.
pub async fn choose(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Query(wanted): Query<Find>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let here = format!("/hub/sessions/{}", session.id);
    let letters = wanted.find.trim();
    let mut steps: Vec<&curriculum::SmallStep> = if letters.is_empty() {
        app.content.lessons().filter_map(|lesson| app.content.step(&lesson.step)).collect()
    } else {
        app.content.find_steps(letters)
    };
    if letters.is_empty() {
        steps.sort_by_key(|step| step.year);
    }
    let held: Vec<&GroupLesson> = journal
        .book
        .lessons
        .all()
        .filter(|lesson| !lesson.sessions.contains(&session.id))
        .collect();
    let button = |name: &str, value: &str, words: &str| {
        html! { form.inline method="post" action={ (here) "/lesson" } { (token(&visit)) input type="hidden" name=(name) value=(value); button.act.quiet.small { (words) } } }
    };
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href=(here) { (theme(session)) } " · " (called(&journal, session)) } h1 { "Choose a lesson" } }
            form.finder method="get" action={ (here) "/lesson" } role="search" {
                label for="find" { "Find a small step " span.soft { "(three letters are enough, or numbers such as 1/4)" } }
                input #find type="search" name="find" value=(letters) autocomplete="off";
                button.act.quiet.small { "Find" }
            }
            @if letters.is_empty() && !held.is_empty() { section.stack-s {
                h2 { "From the library, to take up again" }
                ul.clean.late-list { @for lesson in held { li.late-row {
                    div { strong { (lesson.begun.title) } p.small.soft { (group_words(&journal, lesson)) ", " (version_words(lesson, lesson.latest())) } }
                    (button("lesson", &lesson.id, "Take it up"))
                } } }
            } }
            section.stack-s {
                h2 { @if letters.is_empty() { "Lessons that are written turn by turn" } @else { "Found" } }
                @if steps.is_empty() { p.told { "No step is about “" (letters) "”. Try the first three letters of one word, such as “fra”." } }
                ul.clean.late-list { @for step in steps { li.late-row {
                    div { strong { (step.name) } p.small.soft { (year_name(step.year)) ". " (written(&step.new_mathematics)) } }
                    (button("step", &step.slug, "Plan it together"))
                } } }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, "Choose a lesson", &inside))
}

/// What a session chose.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    step: String,
    #[serde(default)]
    lesson: String,
}

/// Begins a lesson for a session, or takes one of the library up again.
pub async fn chosen(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Form(sent): Form<Chosen>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    if !sent.lesson.is_empty() {
        let lesson = lesson_named(&journal, &sent.lesson)?;
        let here = format!("/hub/lessons/{}", lesson.id);
        if lesson.sessions.contains(&session.id) {
            return Ok(back_to(&here, ""));
        }
        let step = LessonStep::TakenUp { session: session.id.clone() };
        return written_down(&app, &visit, &journal, lesson, step).await;
    }
    if sent.step.is_empty() {
        return Err(refused("choose a small step, or a lesson of the library"));
    }
    let (title, text) = group_lesson::begin(&app.content, &sent.step)?;
    let begun = LessonBegun {
        programme: session.programme.clone(),
        year: session.year,
        group: session.group,
        session: session.id.clone(),
        step: sent.step,
        title,
        text,
        by: visit.actor()?.name().to_owned(),
        on: journal.today,
    };
    let ids = journal.write(&app, &visit, vec![HubFact::LessonBegun { begun }]).await?;
    let id = ids.first().map_or("", String::as_str);
    Ok(back_to(&format!("/hub/lessons/{id}"), id))
}

/// Writes down what is done to a lesson, and goes back to its page.
pub(super) async fn written_down(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    lesson: &GroupLesson,
    step: LessonStep,
) -> Result<Redirect, PageError> {
    let fact = HubFact::Lesson { lesson: lesson.id.clone(), step };
    let ids = journal.write(app, visit, vec![fact]).await?;
    let here = format!("/hub/lessons/{}", lesson.id);
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// A suggestion as it is sent.
#[derive(Debug, Deserialize)]
pub struct Suggested {
    part: String,
    wish: String,
    #[serde(default)]
    says: String,
    #[serde(default)]
    asks: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    who: String,
}

/// Writes a suggestion down.
pub async fn suggest(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Suggested>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let lesson = lesson_named(&journal, &id)?;
    let session = session_now(&journal, lesson);
    let typed = |typed: &str| text(&typed.replace("\r\n", "\n"));
    let (says, asks, title) = (typed(&sent.says)?, typed(&sent.asks)?, typed(&sent.title)?);
    let wish = match sent.wish.as_str() {
        "keep" => LessonWish::Keep,
        "say" => LessonWish::Say { says, asks },
        "leave-out" => LessonWish::LeaveOut,
        "add" => LessonWish::Add { title, says, asks },
        "move" => {
            LessonWish::StandAfter { after: Some(sent.after).filter(|after| !after.is_empty()) }
        }
        other => return Err(refused(format!("`{other}` is nothing that can be suggested"))),
    };
    let (by, urn) = match sent.who.as_str() {
        "" => (visit.actor()?.name().to_owned(), None),
        who => {
            let (urn, name) = who.split_once('|').unwrap_or((who, ""));
            let urn: Urn = field(urn)?;
            let all = session.map(|one| roster(&journal, one)).unwrap_or_default();
            let of = all.iter().find(|(known, _)| *known == urn);
            let (_, people) = of.ok_or_else(|| {
                refused(format!("{urn} is not a school of this group; choose who suggests it"))
            })?;
            let is_known = people.iter().any(|known| known == name);
            let is_somebody = name.is_empty() && people.is_empty();
            if !is_known && !is_somebody {
                return Err(refused(format!(
                    "`{name}` is not named for {}; name who takes part on its page",
                    journal.name(urn)
                )));
            }
            (name.to_owned(), Some(urn))
        }
    };
    let now = lesson.text();
    let about = now.part(&sent.part).map(|part| part.says.clone()).unwrap_or_default();
    let suggestion = Suggestion {
        session: session.map(|one| one.id.clone()).unwrap_or_default(),
        part: sent.part,
        about,
        wish,
        why: text(&sent.why)?,
        by,
        urn,
        on: journal.today,
    };
    suggestion.check(now).map_err(|why| refused(why.to_string()))?;
    written_down(&app, &visit, &journal, lesson, LessonStep::Suggested { suggestion }).await
}

/// Writes the next version from what was ticked; one that somebody else wrote meanwhile is not overwritten unseen.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let lesson = lesson_named(&journal, &id)?;
    let of = |name: &str| -> Vec<&str> {
        let own = sent.iter().filter(|(key, _)| key == name);
        own.map(|(_, value)| value.as_str()).collect()
    };
    if of("after").first() != Some(&lesson.latest()) {
        let who = lesson.versions.last().map_or("somebody", |version| &version.by);
        return Err(refused(format!(
            "{who} wrote version {} meanwhile; look at it, then take what is still open",
            lesson.versions.len()
        )));
    }
    let taken = of("take");
    let text = lesson.with(&taken).map_err(|why| refused(why.to_string()))?;
    let is_left = |id: &&str| !taken.contains(id) && lesson.suggestion(id).is_some();
    let own = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let left = own(of("seen").into_iter().filter(is_left).collect());
    let (taken, by) = (own(taken), visit.actor()?.name().to_owned());
    let step = LessonStep::Written { text, taken, left, by, on: journal.today };
    written_down(&app, &visit, &journal, lesson, step).await
}
