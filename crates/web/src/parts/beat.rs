//! One beat of a lesson on the projector: large, one idea, names nobody.
//!
//! It is given only what the projector may show: the lesson, the place, and counts.

use curriculum::{
    Content, Form, Lesson, RichText, Screen, Sequence, SequencePlan, Task, TaskRef, Truth,
};
use learning::{Plan, Projected, QuestionId};
use maud::{Markup, html};

use crate::parts::glow::glowing;
use crate::parts::rich::{answer, capital, rich, stem_filled, written};
use crate::parts::{expects, task, ten_frame};
use crate::planning::{self, question_id};
use crate::stage::{Beat, Cursor};

/// What a beat is drawn from.
pub struct Stage<'a> {
    /// Families and concepts.
    pub content: &'a Content,
    /// The lesson as planned.
    pub lesson: &'a Lesson,
    /// Its questions.
    pub plan: &'a Plan,
    /// Counts.
    pub projected: &'a Projected,
    /// How many devices chose each answer in the first vote and in the second: text and count, never who.
    pub chosen: &'a [Vec<(String, usize)>; 2],
    /// The place in the lesson.
    pub cursor: Cursor,
    /// Whether pupils answer on devices.
    pub has_devices: bool,
}

/// Draws the beat.
pub fn draw(stage: &Stage) -> Markup {
    let Some(turn) = stage.lesson.turns.get(stage.cursor.turn) else {
        return html! { p { "This lesson has no turns." } };
    };
    let Some(beat) = stage.cursor.beat_in(stage.lesson) else { return html! {} };
    html! {
        @match (&turn.screen, beat) {
            (Screen::Facts { facts }, Beat::Fact { fact, told }) => { @if let Some(one) = facts.get(fact) {
                p.ask.fact { (rich(&one.question)) }
                p.ask.fact.answer { @if told { (rich(&one.answer)) } @else { "\u{a0}" } }
            } }
            (Screen::WhatItIs { question, cards, .. }, Beat::Card { card, told }) => { @if let Some(one) = cards.get(card) {
                p.prompt { (rich(question)) }
                (card_face(one))
                p.verdict { @if told { strong class=(if one.is { "is" } else { "is-not" }) { (if one.is { "Yes. " } else { "No. " }) } (rich(&one.reason)) } @else { "Thumbs up or down. Why?" } }
            } }
            (Screen::WhatItIs { question, cards, .. }, _) => { p.prompt { (rich(question)) } (sorted(cards)) }
            (Screen::Stem { stem, tasks }, Beat::Stem { task, told }) => { (stem_beat(stage, stem, tasks.get(task), told)) }
            (Screen::Sequence { tasks, plan, noticing, .. }, beat) => { (sequence_beat(stage, tasks, plan, noticing, beat)) }
            (Screen::TwoAnswers { task, .. }, beat) => { (two_answers(stage, task, beat)) }
            (Screen::Hinge { task }, beat) => { (hinge(stage, task, beat)) }
            (Screen::Statement { statement, verdict, examples, proof }, beat) => { (statement_beat(statement, *verdict, examples, proof, beat, stage)) }
            (Screen::Talk { prompt, show }, _) => { @if let Some(show) = show { (task::picture(show)) } p.ask { (rich(prompt)) } }
            (Screen::Practise { tasks, plan, .. }, Beat::Practise { told }) => { (practise(stage, (tasks, plan), told)) }
            (Screen::Deepen { deepen }, Beat::Deepen(idx)) => { @if let Some(one) = deepen.get(idx) { p.prompt { (deepen_name(&one.kind)) } p.ask { (rich(&one.text)) } } }
            (Screen::Check, beat) => { (check(stage, beat)) }
            _ => { p.ask { (turn.title) } }
        }
    }
}

fn pose(stage: &Stage, of: &TaskRef) -> Option<Task> {
    stage.content.pose(of).ok()
}

fn card_face(card: &curriculum::Card) -> Markup {
    html! {
        @if let Some(show) = &card.show { (task::picture(show)) }
        @if let Some(text) = &card.text { p.ask { (rich(text)) } }
    }
}

fn sorted(cards: &[curriculum::Card]) -> Markup {
    html! {
        div.cards { @for card in cards {
            figure class=(if card.is { "is" } else { "is-not" }) {
                (card_face(card))
                figcaption { strong { (if card.is { "It is. " } else { "It is not. " }) } (rich(&card.reason)) }
            }
        } }
    }
}

fn stem_beat(stage: &Stage, stem: &str, of: Option<&TaskRef>, told: bool) -> Markup {
    let Some(posed) = of.and_then(|of| pose(stage, of)) else { return html! {} };
    html! {
        @if told { (task::drawing_told(&posed)) } @else { (task::drawing(&posed)) }
        p.ask.say-it { @match &posed.stem {
            Some(filled) if told => { (stem_filled(filled)) }
            Some(filled) => { (rich(filled)) }
            None => { (rich(&RichText::read_stem(stem))) }
        } }
        p.prompt { @if told { "Say it together." } @else { "What goes in the gaps?" } }
    }
}

fn sequence_beat(
    stage: &Stage,
    tasks: &[TaskRef],
    plan: &SequencePlan,
    noticing: &RichText,
    beat: Beat,
) -> Markup {
    let explained = curriculum::check_sequence(stage.content, tasks, plan);
    match beat {
        Beat::Ask(idx) => question_beat(stage, (tasks, plan), idx, &explained, Shown::Asked),
        Beat::Changed(idx) => question_beat(stage, (tasks, plan), idx, &explained, Shown::Changed),
        Beat::Answer(idx) => question_beat(stage, (tasks, plan), idx, &explained, Shown::Answered),
        beat => html! {
            (ladder(stage, (tasks, plan), "ladder", true))
            p.prompt { "What did you notice?" }
            p.ask { @if beat == (Beat::Noticing { told: true }) { (rich(noticing)) } @else { "\u{a0}" } }
        },
    }
}

/// How far a question of a sequence has been opened.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Asked,
    Changed,
    Answered,
}

fn question_beat(
    stage: &Stage,
    (tasks, plan): (&[TaskRef], &SequencePlan),
    idx: usize,
    explained: &Sequence,
    shown: Shown,
) -> Markup {
    let all = task::of_sequence(stage.content, tasks, plan);
    let Some(posed) = all.get(idx).and_then(Option::as_ref) else { return html! {} };
    let step = explained.tasks.get(idx);
    let is_compared = step.is_some_and(|step| !step.changes.is_empty());
    let before = idx.checked_sub(1).filter(|_| is_compared).and_then(|at| all.get(at)?.as_ref());
    html! {
        @if let Some(before) = before {
            p.before { (rich(&before.text)) " " span.answer-small { (answer(before.answer())) } }
            @if before.text == posed.text { div.before-drawing { (task::drawing_told(before)) } }
        }
        p.ask { @match before {
            Some(before) if shown != Shown::Asked => { (glowing(&posed.text, &before.text)) }
            _ => { (rich(&posed.text)) }
        } }
        @match (shown, before) {
            (Shown::Answered, _) => { (task::drawing_told(posed)) }
            (Shown::Changed, Some(before)) => { (task::drawing_after(posed, before)) }
            _ => { (task::drawing(posed)) }
        }
        @if shown != Shown::Answered && posed.form != Form::Choose { (task::choices(posed)) }
        div.below { @match shown {
            Shown::Asked => { p.prompt { @if before.is_none() { "What do you think?" } @else { "What changed? What stayed the same? What do you expect?" } } }
            Shown::Changed => { p.prompt { @if let Some(step) = step { (changed_words(step)) } } }
            Shown::Answered => {
                p.answer { (answer(posed.answer())) }
                p.why { @match step.and_then(|step| step.explanation.as_ref()) {
                    Some(words) => { (written(words)) }
                    None => { @if let Some(why) = &posed.why { (rich(why)) } }
                } }
            }
        } (expected(stage)) }
        (answered(stage, question_id("practice", &tasks[idx])))
    }
}

/// What the class expects of this answer, or what came of it.
fn expected(stage: &Stage) -> Markup {
    let awaited = expects::at(stage.content, stage.lesson, stage.cursor);
    let said = awaited.as_ref().and_then(|one| stage.projected.expected.get(&one.task));
    html! { @if let Some(awaited) = awaited { div.awaited { (awaited.on_screen(said, stage.projected.here)) } } }
}

fn changed_words(step: &curriculum::SequenceTask) -> Markup {
    html! {
        @for (idx, change) in step.changes.iter().enumerate() {
            @if idx > 0 { "; " }
            @if idx == 0 { (capital(&change.called)) } @else { (change.called) }
            @if change.to.is_empty() { " " strong { "changes" } } @else { ": " (answer(&change.from)) " → " strong { (answer(&change.to)) } }
        }
        @if step.changes.is_empty() { "A fresh start: everything may be different. " } @else { ". " }
        "Now, what do you expect?"
    }
}

fn two_answers(stage: &Stage, of: &TaskRef, beat: Beat) -> Markup {
    let Some(posed) = pose(stage, of) else { return html! {} };
    let id = question_id(if beat == Beat::Vote(0) { "vote" } else { "revote" }, of);
    let Some(question) = stage.plan.question(&id) else { return html! {} };
    let answers = planning::vote_answers(question);
    html! {
        p.ask { (rich(&posed.text)) }
        @if beat == Beat::WhichIsRight { (task::drawing_told(&posed)) } @else { (task::drawing(&posed)) }
        div.pair { @for (idx, text) in answers.iter().enumerate() {
            div class=[(beat == Beat::WhichIsRight).then_some(if text == &question.answer { "is" } else { "is-not" })] {
                p.ask { (answer(text)) }
                @if beat == Beat::WhichIsRight { (tally(stage, idx, text)) p { @if text == &question.answer { "Right" } @else { "Not this one" } } }
            }
        } }
        @match beat {
            Beat::Vote(0) => { p.prompt { "Which is right? " @if stage.has_devices { "Vote on your own." } @else { "Vote with one hand." } (voted(stage, 0)) } }
            Beat::TalkItOver => { p.prompt { "Convince your partner. What would you draw?" } }
            Beat::Vote(_) => { p.prompt { "Vote again. Who changed their mind, and why?" (voted(stage, 1)) } }
            _ => { @if let Some(why) = &posed.why { p.why { (rich(why)) } } }
        }
    }
}

/// How many hands and devices one answer had in a vote; which answer is told only once the votes are over.
fn votes(stage: &Stage, idx: usize, text: &str, vote: u8) -> usize {
    let answer_idx = u8::try_from(idx).unwrap_or(0);
    let hands = stage.projected.hands.get(&(vote, answer_idx)).copied().unwrap_or(0);
    let chosen = &stage.chosen[usize::from(vote.min(1))];
    let devices = chosen.iter().find(|(chosen, _)| chosen == text).map_or(0, |(_, count)| *count);
    usize::from(hands) + devices
}

/// How many votes were given in all, by hand and by device.
fn all_votes(stage: &Stage, vote: u8) -> usize {
    let hands = stage.projected.hands.iter().filter(|((of, _), _)| *of == vote);
    let hands: usize = hands.map(|(_, count)| usize::from(*count)).sum();
    let devices = &stage.chosen[usize::from(vote.min(1))];
    hands + devices.iter().map(|(_, count)| count).sum::<usize>()
}

/// While a vote is on, only how many have voted.
fn voted(stage: &Stage, vote: u8) -> Markup {
    let n = all_votes(stage, vote);
    html! { @if n > 0 { " " span.number { (n) " of " (stage.projected.here) " have voted." } } }
}

/// The votes for one answer; both votes side by side where two were taken.
fn tally(stage: &Stage, idx: usize, text: &str) -> Markup {
    let taken: Vec<usize> = [0, 1]
        .into_iter()
        .filter(|vote| all_votes(stage, *vote) > 0)
        .map(|vote| votes(stage, idx, text, vote))
        .collect();
    html! {
        @if let Some((last, before)) = taken.split_last() {
            p.tally {
                @if let Some(first) = before.first() { span.soft { (first) " → " } }
                strong { (last) }
                span.soft { @if *last == 1 { " vote" } @else { " votes" } }
            }
        }
    }
}

fn hinge(stage: &Stage, of: &TaskRef, beat: Beat) -> Markup {
    let Some(posed) = pose(stage, of) else { return html! {} };
    html! {
        (question_with_choices(&posed, beat == Beat::HingeAnswer))
        @if beat == Beat::HingeAnswer { @if posed.form != Form::Choose { p.answer { (answer(posed.answer())) } } @if let Some(why) = &posed.why { p.why { (rich(why)) } } }
        @else { p.prompt { "Everyone answers. No talking yet." } (answered(stage, question_id("hinge", of))) }
    }
}

/// A question with its drawing and the answers it offers.
pub fn question_with_choices(posed: &Task, told: bool) -> Markup {
    html! {
        p.ask { (rich(&posed.text)) }
        @if told { (task::drawing_told(posed)) } @else { (task::drawing(posed)) }
        @if posed.form != Form::Choose { (task::choices(posed)) }
        @else {
            ul.lettered { @for (idx, choice) in posed.choices.iter().enumerate() { @let is_right = told && choice.as_str() == posed.answer(); li class=[is_right.then_some("is")] { strong { (letter(idx)) } " " (answer(choice)) @if is_right { " ✓" span.unseen { " right" } } } } }
        }
    }
}

/// A, B, C, D.
fn letter(idx: usize) -> char {
    u8::try_from(idx).ok().and_then(|idx| b'A'.checked_add(idx)).map_or('?', char::from)
}

fn statement_beat(
    statement: &RichText,
    verdict: Truth,
    examples: &[curriculum::Example],
    proof: &[RichText],
    beat: Beat,
    stage: &Stage,
) -> Markup {
    let n_cases = match beat {
        Beat::Statement => 0,
        Beat::Case(idx) => idx + 1,
        _ => examples.len(),
    };
    let n_lines = if let Beat::Proof(idx) = beat { idx + 1 } else { 0 };
    let truth = match verdict {
        Truth::Always => "Always true",
        Truth::Sometimes => "Sometimes true",
        Truth::Never => "Never true",
    };
    html! {
        p.ask { (rich(statement)) }
        @if beat == Beat::Statement {
            div.pair.three { @for word in ["Always", "Sometimes", "Never"] { div { p { (word) } } } }
            p.prompt { "Always, sometimes or never true? Try a case." (voted(stage, 0)) }
        }
        @if n_cases > 0 && n_lines == 0 {
            ul.cases-tried { @for case in examples.iter().take(n_cases) { li class=(if case.holds { "is" } else { "is-not" }) { (rich(&case.text)) span.soft { @if case.holds { " · true here" } @else { " · not true here" } } } } }
        }
        @if matches!(beat, Beat::Truth | Beat::Proof(_)) { p.answer { (truth) }
            @if beat == Beat::Truth && all_votes(stage, 0) > 0 { p.prompt { "You voted: " @for (idx, word) in ["always", "sometimes", "never"].iter().enumerate() { @if idx > 0 { ", " } (word) " " strong { (votes(stage, idx, word, 0)) } } "." } }
        }
        @if n_lines > 0 { ol.proof { @for line in proof.iter().take(n_lines) { li { (rich(line)) } } } }
    }
}

/// The tasks one under the other. Those that say the same words are told apart by their drawings.
fn ladder(
    stage: &Stage,
    (tasks, plan): (&[TaskRef], &SequencePlan),
    class: &str,
    told: bool,
) -> Markup {
    let posed: Vec<Task> =
        task::of_sequence(stage.content, tasks, plan).into_iter().flatten().collect();
    let is_drawn = |one: &Task| {
        one.show.is_some() && posed.iter().filter(|other| other.text == one.text).count() > 1
    };
    // What is answered on a drawing cannot be asked without it.
    let is_set = |one: &Task| matches!(one.form, Form::Build(_) | Form::Plot { .. });
    let is_close = class.contains("two") && lines(&posed) > LINES;
    html! {
        @if let Some(drawn) = posed.iter().find(|one| is_drawn(one)) { p.prompt { (rich(&drawn.text)) } }
        ol class={ (class) @if is_close { " close" } } { @for one in &posed {
            li {
                @if !is_drawn(one) { (rich(&one.text)) }
                @if is_drawn(one) || is_set(one) { @if told { (task::drawing_told(one)) } @else { (task::drawing(one)) } }
                @if !told && one.form != Form::Choose { (task::choices(one)) }
                @if told { " " strong.answer-small { (answer(one.answer())) } }
            }
        } }
    }
}

/// Lines of large writing that two columns have room for. Measured on a screen of 1920 by 1080.
const LINES: usize = 9;
/// Letters in a line of one of two columns.
const LETTERS: usize = 34;

/// About how many lines the tasks take in two columns: words, and what there is to tick, sort or match.
fn lines(posed: &[Task]) -> usize {
    let of_task = |one: &Task| {
        let words = one.text.to_string().chars().count().div_ceil(LETTERS);
        let cards = match one.form {
            Form::Write | Form::Choose => 0,
            Form::Sort(_) | Form::Match(_) => 3,
            _ => 2,
        };
        words + cards
    };
    posed.chunks(2).map(|row| row.iter().map(of_task).max().unwrap_or(0)).sum()
}

fn practise(stage: &Stage, of: (&[TaskRef], &SequencePlan), told: bool) -> Markup {
    html! {
        (ladder(stage, of, if of.0.len() > 8 { "ladder two many" } else { "ladder two" }, told))
        p.prompt { @if told { "Which one surprised you?" } @else { "Look for what changes from one to the next, and say what you expect before you work it out." } }
    }
}

/// What a deepening prompt asks, in the field's words.
pub fn deepen_name(kind: &str) -> &'static str {
    match kind {
        "reverse" => "Turn it round",
        "find-all" => "Find them all",
        "change-one" => "Change one thing",
        "spot-the-error" => "Find the error",
        "prove" => "Prove it",
        "make-your-own" => "Make your own",
        "new-context" => "Somewhere new",
        _ => "Explain",
    }
}

fn check(stage: &Stage, beat: Beat) -> Markup {
    let ids: Vec<QuestionId> =
        stage.lesson.check.tasks.iter().map(|of| question_id("check", of)).collect();
    let n_done = ids
        .iter()
        .map(|id| stage.projected.answered.get(id).copied().unwrap_or(0))
        .min()
        .unwrap_or(0);
    let n_answers: usize =
        ids.iter().map(|id| stage.projected.answered.get(id).copied().unwrap_or(0)).sum();
    html! {
        @if let Beat::Check(idx) = beat { @if let Some(posed) = stage.lesson.check.tasks.get(idx).and_then(|of| pose(stage, of)) {
            p.prompt { "Question " (idx + 1) " of " (ids.len()) ". On your own." }
            (question_with_choices(&posed, false))
        } } @else {
            p.ask { "Thank you. That is the end of the check." }
            p.prompt { "Those who have finished: the deeper question is on your screen or sheet." }
        }
        @if stage.has_devices {
            div.projected-count { (ten_frame::count(n_done, stage.projected.here, "have answered every question")) p.prompt { (n_answers) @if n_answers == 1 { " answer is in. " } @else { " answers are in. " } (n_done) " of " (stage.projected.here) " have answered every question" } }
        }
    }
}

fn answered(stage: &Stage, id: QuestionId) -> Markup {
    let count = stage.projected.answered.get(&id).copied().unwrap_or(0);
    html! { @if stage.has_devices && count > 0 { p.prompt.number { (count) " of " (stage.projected.here) " have answered" } } }
}
