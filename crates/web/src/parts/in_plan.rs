//! What a turn asks, as a plan shows it: its questions with their answers, before anybody has started the lesson.
//!
//! It knows no pupil and changes nothing. Start at [`asked`].

use curriculum::{Content, Lesson, Screen, TaskRef, Truth, Turn};
use maud::{Markup, html};

use crate::parts::beat::deepen_name;
use crate::parts::rich::{answer, rich};
use crate::parts::{task, told_apart};

/// The mathematics of a turn, folded away; the check's stands open.
pub fn asked(content: &Content, lesson: &Lesson, turn: &Turn, idx: usize) -> Markup {
    html! {
        details.in-plan #{ "asks-" (idx) } open[matches!(turn.screen, Screen::Check)] {
            summary.small { "What the class is asked" }
            div.stack-s { (of_screen(content, lesson, &turn.screen)) }
        }
    }
}

fn of_screen(content: &Content, lesson: &Lesson, screen: &Screen) -> Markup {
    html! { @match screen {
        Screen::Facts { facts } => { p.row { @for fact in facts { span.tag { (rich(&fact.question)) " → " (rich(&fact.answer)) } } } }
        Screen::WhatItIs { question, cards, .. } => {
            p { (rich(question)) }
            ul { @for card in cards { li { strong { @if card.is { "It is. " } @else { "It is not. " } } (rich(&card.reason)) } } }
        }
        Screen::Stem { stem, tasks } => { p.stem { (rich(&curriculum::RichText::read_stem(stem))) } (questions(content, tasks, false)) }
        Screen::Sequence { tasks, noticing, .. } | Screen::Practise { tasks, noticing, .. } => {
            (questions(content, tasks, false))
            @if !noticing.is_empty() { p.soft { "To notice: " (rich(noticing)) } }
        }
        Screen::TwoAnswers { task, other } => { @if let Ok(posed) = content.pose(task) {
            p { (rich(&posed.text)) }
            p { strong { (answer(posed.answer())) } " or " @for one in posed.predicted.iter().filter(|one| one.misconception == *other) { strong { (answer(&one.response)) } span.soft { " (" (one.name) ")" } } "?" }
        } }
        Screen::Hinge { task } => {
            (questions(content, std::slice::from_ref(task), true))
            @if let Some(table) = told_apart::of_hinge(content, task) { h4 { "What the question tells apart" } (table) }
        }
        Screen::Statement { statement, verdict, examples, proof } => {
            p { (rich(statement)) " " strong { @match verdict { Truth::Always => { "Always true" } Truth::Sometimes => { "Sometimes true" } Truth::Never => { "Never true" } } } }
            ul { @for case in examples { li { (rich(&case.text)) span.soft { @if case.holds { " · true here" } @else { " · not true here" } } } } }
            @if !proof.is_empty() { ol { @for line in proof { li { (rich(line)) } } } }
        }
        Screen::Talk { prompt, .. } => { p { (rich(prompt)) } }
        Screen::Deepen { deepen } => { ul { @for one in deepen { li { strong { (deepen_name(&one.kind)) ": " } (rich(&one.text)) @if !one.answer.is_empty() { span.soft { " " (rich(&one.answer)) } } } } } }
        Screen::Check => {
            (questions(content, &lesson.check.tasks, true))
            @if let Some(table) = told_apart::table(content, &lesson.check) { h4 { "What the check tells apart" } (table) }
        }
    } }
}

fn questions(content: &Content, tasks: &[TaskRef], drawn: bool) -> Markup {
    html! { ol { @for posed in tasks.iter().filter_map(|of| content.pose(of).ok()) { li {
        (rich(&posed.text)) " " strong.answer-small { (answer(posed.answer())) }
        @if drawn { (task::drawing(&posed)) (task::choices(&posed)) }
    } } } }
}
