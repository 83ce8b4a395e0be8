//! What every school of a group tries between two sessions, and the answers it brings: counts, never names.
//!
//! Answers are judged as a pupil's are, and shown together as one class. Start at [`show`].

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use curriculum::{Task, TaskRef};
use maths::Marking;
use maud::{Markup, html};
use programme::{
    AnswerCount, Answers, GapTask, GroupLesson, HubFact, Judged, LessonStep, Session, TaskSet, Urn,
    WrongAnswer,
};
use serde::Deserialize;

use super::hub::{back_to, field, said_done};
use super::hub_lesson::{lesson_named, session_now, version_words, written_down};
use super::hub_session::roster;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::rich::{answer, written};
use crate::parts::task;
use crate::sent::{refused, text};
use crate::simple_lesson;

type Fields = Vec<(String, String)>;

/// Rows for answers that nothing predicts.
const OTHERS: usize = 5;
/// Our choice: a whole year group of a large school.
const MOST: u32 = 500;
/// Letters of one answer, at most.
const LONGEST: usize = 60;

/// What was written in words is counted and never kept as it was written, since it may name a pupil.
const IN_WORDS: &str = "something else, in words";

/// The words in which numbers, their parts and measures are said.
const OF_NUMBERS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
     fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred \
     hundreds thousand thousands million tens ones tenth tenths hundredth hundredths half halves third thirds quarter \
     quarters fifth fifths sixth sixths eighth eighths point and or of by to is remainder plus minus times divided \
     equals squared cubed sqrt pi yes no true false more less than same always sometimes never km cm mm kg mg ml cl \
     litres metres grams pence pounds minutes hours degrees percent";

/// The session to which a task is brought: the next of the same group after the one it was set at.
fn brought_to<'j>(journal: &'j HubJournal, set: &TaskSet) -> Option<&'j Session> {
    let at = journal.book.sessions.get(&set.session)?;
    let is_next = |one: &&Session| {
        (one.programme.as_str(), one.year, one.group) == (at.programme.as_str(), at.year, at.group)
            && one.called_off.is_none()
            && (one.at.on, one.at.starts) > (at.at.on, at.at.starts)
    };
    journal.book.sessions.all().into_iter().find(is_next)
}

/// The schools that try it.
fn schools(journal: &HubJournal, set: &TaskSet) -> Vec<Urn> {
    let session = journal.book.sessions.get(&set.session);
    let all = session.map(|one| roster(journal, one)).unwrap_or_default();
    all.into_iter().map(|(urn, _)| urn).collect()
}

fn n_brought(journal: &HubJournal, task: &GapTask) -> Markup {
    let all = schools(journal, &task.set).len().max(task.brought.len());
    html! { (task.brought.len()) " of " (all) " schools have brought answers" }
}

/// The tasks of a lesson, and the form that sets one.
pub(super) fn in_short(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    lesson: &GroupLesson,
) -> Markup {
    html! { section.sheet.quiet.stack-s {
        h2 { "Tried in every school" }
        @for held in lesson.tasks.iter().rev() { div.stack-s {
            p { a href={ "/hub/lessons/" (lesson.id) "/tasks/" (held.id) } { (written(&held.set.question)) } }
            p.small.soft { (n_brought(journal, held)) @if let Some(next) = brought_to(journal, &held.set) { ", for " (next.at.on.in_words()) } "." }
        } }
        details open[lesson.tasks.is_empty()] { summary.small { "Set what each school tries and brings" } (set_form(app, visit, lesson)) }
    } }
}

fn set_form(app: &App, visit: &Visit, lesson: &GroupLesson) -> Markup {
    let questions = questions(app, &lesson.begun.step);
    html! { form.stack-s method="post" action={ "/hub/lessons/" (lesson.id) "/tasks" } {
        (token(visit))
        p.small.soft { "Each school teaches " (version_words(lesson, lesson.latest())) ", every pupil answers one question on paper, and the school brings how many wrote what, without names." }
        fieldset.stack-s { legend.small { "The question" }
            @for (at, task) in questions.iter().enumerate() { label.row { input type="radio" name="question" value=(at) checked[at == 0]; span.small { (crate::parts::rich::rich(&task.text)) " " span.soft { "(answer " (answer(task.answer())) ")" } } } }
            label.row { input type="radio" name="question" value="own" checked[questions.is_empty()]; span.small { "A question of our own:" } }
        }
        div { label for="own-text" { "Our question" } input #own-text type="text" name="own-text" maxlength="200"; }
        div { label for="own-answer" { "Its answer" } input #own-answer type="text" name="own-answer" maxlength=(LONGEST); }
        div { label for="also" { "What else to try or bring" } input #also type="text" name="also" maxlength="400"; }
        button.act.quiet.small { "Set it" }
    } }
}

/// The questions of the check of a step's lesson.
fn questions(app: &App, step: &str) -> Vec<Task> {
    let check = simple_lesson::check_for(&app.content, step).unwrap_or_default();
    check.iter().filter_map(|of| app.content.pose(of).ok()).collect()
}

/// A task as it is sent.
#[derive(Debug, Deserialize)]
pub struct Setting {
    question: String,
    #[serde(rename = "own-text", default)]
    own_text: String,
    #[serde(rename = "own-answer", default)]
    own_answer: String,
    #[serde(default)]
    also: String,
}

/// Sets what each school tries.
pub async fn set(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Setting>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let lesson = lesson_named(&journal, &id)?;
    let session = session_now(&journal, lesson);
    let session = session.ok_or_else(|| refused("the lesson has no session; choose it for one"))?;
    let (question, answer, wrong, task) = if sent.question == "own" {
        let (question, answer) = (text(&sent.own_text)?, text(&sent.own_answer)?);
        if question.is_empty() || answer.is_empty() {
            return Err(refused("write the question and its answer"));
        }
        (question, answer, Vec::new(), String::new())
    } else {
        let at: usize = field(&sent.question)?;
        let mut questions = questions(&app, &lesson.begun.step);
        if at >= questions.len() {
            return Err(refused("there is no such question in the check of this lesson"));
        }
        let task = questions.swap_remove(at);
        let of = serde_json::to_string(&task.of)
            .map_err(|error| PageError::fault(&error.to_string()))?;
        (task.text.marked(), task.answer().to_owned(), predicted(&task), of)
    };
    let set = TaskSet {
        session: session.id.clone(),
        version: lesson.latest().to_owned(),
        question,
        answer,
        wrong,
        task,
        also: text(&sent.also)?,
        by: visit.actor()?.name().to_owned(),
        on: journal.today,
    };
    written_down(&app, &visit, &journal, lesson, LessonStep::TaskSet { task: set }).await
}

/// The wrong answers a task predicts, each once, with everything that leads to it.
fn predicted(task: &Task) -> Vec<WrongAnswer> {
    let mut found: Vec<WrongAnswer> = Vec::new();
    for one in &task.predicted {
        match found.iter_mut().find(|held| held.answer == one.response) {
            Some(held) => held.because = format!("{}; or {}", held.because, one.name),
            None => {
                found.push(WrongAnswer { answer: one.response.clone(), because: one.name.clone() })
            }
        }
    }
    found
}

/// What is asked of a task's page.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
    /// The school whose answers are written down.
    #[serde(default)]
    school: String,
}

fn task_named<'l>(lesson: &'l GroupLesson, id: &str) -> Result<&'l GapTask, PageError> {
    lesson.task(id).ok_or_else(|| PageError::not_found("task"))
}

/// The task as the content poses it; nothing for a question of the group's own, and where the content has changed.
fn posed(app: &App, set: &TaskSet) -> Option<Task> {
    let of: TaskRef = serde_json::from_str(&set.task).ok()?;
    app.content.pose(&of).ok()
}

/// What was brought, together, and what a school brings.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((id, task)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let lesson = lesson_named(&journal, &id)?;
    let held = task_named(lesson, &task)?;
    let here = format!("/hub/lessons/{}/tasks/{}", lesson.id, held.id);
    let school =
        schools(&journal, &held.set).into_iter().find(|urn| urn.to_string() == asked.school);
    let posed = posed(&app, &held.set);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href={ "/hub/lessons/" (lesson.id) } { (lesson.begun.title) } " · " (version_words(lesson, &held.set.version)) }
                h1 { "What the schools brought" }
                p.lead { (written(&held.set.question)) }
                @if let Some(posed) = &posed { (task::drawing(posed)) }
                @if !held.set.also.is_empty() { p { "Also: " (held.set.also) } }
                p.small.soft { "Set on " (held.set.on.in_words()) " by " (held.set.by) "; " @match brought_to(&journal, &held.set) { Some(next) => { "brought to the session on " (next.at.on.in_words()) "." } None => { "brought to the next session, which is not planned yet." } } }
            }
            (said_done(&visit, &journal, &asked.done, &here))
            div.side.hub-side {
                div.stack-l { @match school { Some(urn) => { (bring_form(&visit, &journal, held, urn, &here, posed.as_ref())) } None => { (together(&journal, held)) } } }
                aside.stack { (who_brought(&journal, held, &here)) }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, "What the schools brought", &inside))
}

/// All schools as one class.
fn together(journal: &HubJournal, held: &GapTask) -> Markup {
    let (all, n) = (held.together(), held.n());
    let most = all.iter().map(|one| one.n).max().unwrap_or(1).max(1);
    html! { section.stack {
        h2 { "All together" @if n > 0 { span.soft.number { " " (n) " answers" } } }
        @if all.is_empty() { p.told { "Nothing is brought yet. Choose a school and write down how many wrote what." } }
        @else {
            table.brought {
                thead { tr { th scope="col" { "Answer" } th scope="col" { "How many" } th scope="col" { "What it tells" } } }
                tbody { @for one in &all { tr {
                    td { @if one.answer.is_empty() { span.soft { "none" } } @else { (answer(&one.answer)) } }
                    td { span.number { (one.n) } " " (bar(one.n, most, &one.judged)) }
                    td { (one.judged) span.soft.small { @if one.n_schools == 1 { ", in 1 school" } @else { ", in " (one.n_schools) " schools" } } }
                } } }
            }
            p.small.soft { "The answers of every school that brought some, as of one class. " (n_brought(journal, held)) "." }
        }
        @for (urn, (_, one)) in &held.brought { @if !one.said.is_empty() { p.as-written { (one.said) " " span.soft.small { "(" (journal.name(*urn)) ")" } } } }
    } }
}

/// A bar as long as the count; right answers are filled, the others are outlined.
fn bar(n: u32, most: u32, judged: &Judged) -> Markup {
    let length = (n * 160 / most).max(2);
    html! { svg.count-bar.right[*judged == Judged::Right] width="164" height="14" viewBox="0 0 164 14" aria-hidden="true" { rect x="1" y="1" width=(length) height="12" rx="3" {} } }
}

fn who_brought(journal: &HubJournal, held: &GapTask, here: &str) -> Markup {
    let mut urns = schools(journal, &held.set);
    urns.extend(held.brought.keys().filter(|urn| !urns.contains(urn)).copied().collect::<Vec<_>>());
    html! { section.sheet.quiet.stack-s {
        h2 { "School by school" }
        p.small.soft { "How many answers each brought, not which: nobody is compared." }
        ul.clean.book { @for urn in urns { li {
            (journal.name(urn)) br;
            span.small { @match held.brought.get(&urn) { Some((_, one)) => { (one.n()) " answers on " (one.on.in_words()) ". " } None => { span.soft { "Not brought. " } } } a href={ (here) "?school=" (urn) } { @if held.brought.contains_key(&urn) { "Put it right" } @else { "Write it down" } } }
        } } }
        p.small { a href=(here) { "All together" } }
    } }
}

/// What a row of the form stands for.
fn rows(set: &TaskSet, posed: Option<&Task>) -> Vec<(String, String)> {
    let mut rows = vec![(set.answer.clone(), "the right answer".to_owned())];
    rows.extend(set.wrong.iter().map(|one| (one.answer.clone(), one.because.clone())));
    for choice in posed.map(|task| task.choices.as_slice()).unwrap_or_default() {
        if rows.iter().all(|(held, _)| held != choice) {
            rows.push((choice.clone(), String::new()));
        }
    }
    rows
}

fn bring_form(
    visit: &Visit,
    journal: &HubJournal,
    held: &GapTask,
    urn: Urn,
    here: &str,
    posed: Option<&Task>,
) -> Markup {
    let own = held.brought.get(&urn);
    let counts: &[AnswerCount] = own.map_or(&[], |(_, one)| &one.counts);
    let rows = rows(&held.set, posed);
    let n_of = |text: &str| counts.iter().find(|one| one.answer == text).map(|one| one.n);
    let others: Vec<&AnswerCount> = counts
        .iter()
        .filter(|one| !one.answer.is_empty() && one.answer != IN_WORDS)
        .filter(|one| rows.iter().all(|(text, _)| *text != one.answer))
        .collect();
    let number = |name: &str, n: Option<u32>| html! { input.count type="number" min="0" max=(MOST) inputmode="numeric" id=(name) name=(name) value=[n]; };
    html! { form.sheet.stack method="post" action=(here) {
        (token(visit))
        input type="hidden" name="school" value=(urn);
        input type="hidden" name="after" value=(own.map_or("", |(id, _)| id));
        h2 { (journal.name(urn)) }
        p { "Put the papers in heaps by answer and count each heap. Answers only, no names." }
        @for (at, (text, because)) in rows.iter().enumerate() { div.heap { label for={ "n-" (at) } { strong { (answer(text)) } @if !because.is_empty() { span.soft.small { " " (written(because)) } } } (number(&format!("n-{at}"), n_of(text))) } }
        div.heap { label for="n-blank" { "Nothing written" } (number("n-blank", n_of(""))) }
        div.heap { label for="n-words" { "Something else, in words" } (number("n-words", n_of(IN_WORDS))) }
        fieldset.stack-s { legend { "Other answers" }
            @for at in 0..others.len().max(OTHERS) {
                @let one = others.get(at);
                div.heap {
                    span { label.unseen for={ "other-" (at) } { "Another answer" } input type="text" id={ "other-" (at) } name={ "other-" (at) } maxlength=(LONGEST) value=[one.map(|one| &one.answer)]; }
                    span { label.unseen for={ "n-other-" (at) } { "How many" } (number(&format!("n-other-{at}"), one.map(|one| one.n))) }
                }
            }
        }
        details { summary { "Or paste a column of answers" }
            label for="pasted" { "One answer a line, or an answer, a tab and how many wrote it" }
            textarea #pasted name="pasted" rows="6" maxlength="20000" {}
            p.small.soft { "They are counted for you, beside what stands above. Copy the answers only, never the column with the names." }
        }
        div { label for="said" { "What the teachers say of it " span.soft { "(no pupils' names)" } } textarea #said name="said" maxlength="1000" { (own.map_or("", |(_, one)| &one.said)) } }
        button.act { "Keep what they brought" }
    } }
}

/// Keeps what a school brought.
pub async fn bring(
    State(app): State<App>,
    visit: Visit,
    Path((id, task)): Path<(String, String)>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let lesson = lesson_named(&journal, &id)?;
    let held = task_named(lesson, &task)?;
    let here = format!("/hub/lessons/{}/tasks/{}", lesson.id, held.id);
    let one = |name: &str| sent.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
    let urn: Urn = field(one("school"))?;
    if !schools(&journal, &held.set).contains(&urn) {
        return Err(refused(format!("{urn} is not a school of this group")));
    }
    let posed = posed(&app, &held.set);
    let counts = counted(&held.set, posed.as_ref(), &sent)?;
    if counts.is_empty() {
        return Err(refused("no answer is counted; a school that brought none is not brought"));
    }
    let said = text(&one("said").replace("\r\n", "\n"))?;
    let (by, on) = (visit.actor()?.name().to_owned(), journal.today);
    let answers = Answers { task: held.id.clone(), urn, counts, said, by, on };
    if let Some((id, was)) = held.brought.get(&urn) {
        if (&was.counts, &was.said) == (&answers.counts, &answers.said) {
            return Ok(back_to(&here, id));
        }
        if one("after") != id {
            return Err(refused(format!(
                "{} wrote down {} answers of this school meanwhile; look at them, then put right what differs",
                was.by,
                was.n()
            )));
        }
    }
    let step = LessonStep::Brought { answers };
    let fact = HubFact::Lesson { lesson: lesson.id.clone(), step };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// The counts as they are sent: heaps, other answers, and a pasted column.
fn counted(
    set: &TaskSet,
    posed: Option<&Task>,
    sent: &Fields,
) -> Result<Vec<AnswerCount>, PageError> {
    let one = |name: &str| sent.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
    let number = |name: &str| match one(name).trim() {
        "" => Ok(0),
        typed => typed.parse().ok().filter(|n| *n <= MOST).ok_or_else(|| {
            refused(format!("`{typed}` is not a number of answers; expected 0 to {MOST}"))
        }),
    };
    let mut heaps: Vec<(String, u32)> = Vec::new();
    for (at, (text, _)) in rows(set, posed).into_iter().enumerate() {
        heaps.push((text, number(&format!("n-{at}"))?));
    }
    heaps.push((String::new(), number("n-blank")?));
    heaps.push((IN_WORDS.to_owned(), number("n-words")?));
    let known = words_known(set, posed);
    let is_other = |key: &&str| key.starts_with("other-");
    for name in sent.iter().map(|(key, _)| key.as_str()).filter(is_other) {
        let (typed, n) = (one(name).trim(), number(&format!("n-{name}"))?);
        if typed.is_empty() && n > 0 {
            return Err(refused(format!("{n} wrote another answer; say which")));
        }
        if !typed.is_empty() {
            only_known_words(&known, typed)?;
            heaps.push((typed.to_owned(), n));
        }
    }
    for (typed, n) in pasted(set, posed, one("pasted"))? {
        only_known_words(&known, &typed)?;
        heaps.push((typed, n));
    }
    let mut counts: Vec<AnswerCount> = Vec::new();
    for (typed, n) in heaps.into_iter().filter(|(_, n)| *n > 0) {
        if typed.chars().count() > LONGEST {
            return Err(refused(format!(
                "`{typed}` is too long for an answer; expected {LONGEST} letters at most"
            )));
        }
        let (answer, judged) = match typed.as_str() {
            IN_WORDS => (typed, Judged::Undecided),
            _ => judge(set, posed, &typed),
        };
        match counts.iter_mut().find(|held| held.answer == answer && held.judged == judged) {
            Some(held) => held.n += n,
            None => counts.push(AnswerCount { answer, n, judged }),
        }
    }
    let n: u32 = counts.iter().map(|one| one.n).sum();
    if n > MOST {
        return Err(refused(format!(
            "{n} answers of one school are too many; expected at most {MOST}"
        )));
    }
    Ok(counts)
}

/// The words that an answer may hold: those of the question and of its answers, and those that numbers are said in.
fn words_known(set: &TaskSet, posed: Option<&Task>) -> BTreeSet<String> {
    let texts = [set.question.as_str(), &set.answer, OF_NUMBERS].into_iter();
    let wrong = set.wrong.iter().map(|one| one.answer.as_str());
    let choices = posed.map(|task| task.choices.as_slice()).unwrap_or_default();
    let all = texts.chain(wrong).chain(choices.iter().map(String::as_str));
    all.flat_map(words_of).collect()
}

/// The words of a text, in small letters; a letter that stands alone is none.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphabetic());
    parts.filter(|word| word.chars().count() > 1).map(str::to_lowercase)
}

/// Refuses an answer with a word that no answer to this question needs, or with initials: it may be a pupil's name.
fn only_known_words(known: &BTreeSet<String>, typed: &str) -> Result<(), PageError> {
    match words_of(typed).find(|word| !known.contains(word)) {
        None if !has_initials(typed) => Ok(()),
        _ => Err(refused(format!(
            "`{typed}` holds words that the question does not ask for, and may name a pupil; count it under “{IN_WORDS}”, and copy the answers only, never the column with the names"
        ))),
    }
}

/// Whether a capital letter stands before a full stop, as in `A. K.`.
fn has_initials(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(2).any(|pair| pair[0].is_uppercase() && pair[1] == '.')
}

/// A pasted column: an answer a line, or an answer, a tab and how many. A second column that is no number, or a first
/// that cannot be read beside a second, is refused: it may be a list of names.
fn pasted(
    set: &TaskSet,
    posed: Option<&Task>,
    typed: &str,
) -> Result<Vec<(String, u32)>, PageError> {
    let mut found = Vec::new();
    for (at, line) in typed.lines().enumerate() {
        let line = line.trim_end();
        let says = |what: &str| refused(format!("line {}: `{line}` {what}", at + 1));
        match line.split_once('\t') {
            None if line.is_empty() => {}
            None => found.push((line.trim().to_owned(), 1)),
            Some((answer, n)) => {
                let n = n.trim().parse().ok().filter(|n| *n <= MOST).ok_or_else(|| {
                    says("has a second column that is no number; copy the answers only, or an answer, a tab and how many wrote it")
                })?;
                if matches!(judge(set, posed, answer.trim()), (_, Judged::Undecided)) {
                    return Err(says(
                        "does not begin with an answer that can be read; if the first column is names, copy the answers only",
                    ));
                }
                found.push((answer.trim().to_owned(), n));
            }
        }
    }
    Ok(found)
}

/// What is said of an answer; those that are the same answer are written the same.
fn judge(set: &TaskSet, posed: Option<&Task>, typed: &str) -> (String, Judged) {
    if typed.is_empty() {
        return (String::new(), Judged::Blank);
    }
    let own = || typed.to_owned();
    let Some(task) = posed else {
        let same = maths::same_value(&set.answer, typed, &maths::Reading::default());
        return match same {
            _ if typed == set.answer => (own(), Judged::Right),
            Some(true) => (set.answer.clone(), Judged::Right),
            Some(false) => wrong(set, typed, None),
            None => (own(), Judged::Undecided),
        };
    };
    let marked = curriculum::mark(task, typed);
    match marked.marking {
        Marking::Verdict(verdict) if verdict.is_correct() => (set.answer.clone(), Judged::Right),
        Marking::Verdict(verdict) if verdict.is_slip() => (own(), Judged::OtherForm),
        Marking::Verdict(_) => {
            let of = |id: &String| task.predicted.iter().find(|one| one.misconception == *id);
            let response = marked.misconceptions.iter().find_map(of).map(|one| &one.response);
            wrong(set, typed, response.map(String::as_str))
        }
        Marking::Unreadable(_) | Marking::TooLarge(_) | Marking::Undecided { .. } => {
            (own(), Judged::Undecided)
        }
    }
}

/// A wrong answer with what foretold it: as the marking found, or as the set foretells an answer of this value.
fn wrong(set: &TaskSet, typed: &str, response: Option<&str>) -> (String, Judged) {
    let reading = maths::Reading::default();
    let is_same = |one: &&WrongAnswer| {
        one.answer == typed || maths::same_value(&one.answer, typed, &reading) == Some(true)
    };
    let found = response.and_then(|text| set.wrong.iter().find(|one| one.answer == *text));
    match found.or_else(|| set.wrong.iter().find(is_same)) {
        Some(one) => (one.answer.clone(), Judged::Wrong(Some(one.because.clone()))),
        None => (typed.to_owned(), Judged::Wrong(None)),
    }
}

/// What a session's schools bring to it, on its page.
pub(super) fn to_bring(journal: &HubJournal, session: &Session) -> Markup {
    let mut due: Vec<(&GroupLesson, &GapTask)> = Vec::new();
    for lesson in journal.book.lessons.all() {
        let own = lesson.tasks.iter().filter(|task| {
            brought_to(journal, &task.set).is_some_and(|next| next.id == session.id)
        });
        due.extend(own.map(|task| (lesson, task)));
    }
    html! { @if !due.is_empty() { section.sheet.stack-s {
        h2 { "Brought to this session" }
        @for (lesson, task) in due { p { a href={ "/hub/lessons/" (lesson.id) "/tasks/" (task.id) } { (written(&task.set.question)) } br; span.small.soft { (lesson.begun.title) "; " (n_brought(journal, task)) "." } } }
    } } }
}
