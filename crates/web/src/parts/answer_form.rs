//! What a pupil answers with: boxes to tick, cards to put in order, sort or match, lines to fill, a drawing to set.
//!
//! Every form is made of plain fields, so that it works by keyboard, by touch and without scripts; the answer is one
//! line of text in the end, written here by [`written`] and in the page by `pupil.js`, in the same words.

use curriculum::{Built, Form, Task};
use maud::{Markup, PreEscaped, html};

use crate::layout::safe;
use crate::parts::rich::{aloud, answer};

/// The fields of a form; nothing where an answer is written on one line or one choice is taken.
pub fn fields(task: &Task) -> Option<Markup> {
    let inside = match &task.form {
        Form::Write | Form::Choose => return None,
        Form::Select => select(task),
        Form::Order => order(task),
        Form::Sort(groups) => sort(task, groups),
        Form::Match(with) => pairs(task, with),
        Form::Parts => parts(task),
        Form::Build(states) => build(states),
        Form::Plot { across, up } => plot(task, across, up),
    };
    Some(html! { div.answer-form.stack data-form=(task.form.slug()) { (inside) } })
}

fn select(task: &Task) -> Markup {
    html! {
        fieldset.stack-s { legend { "Tick every one that fits" }
            @for choice in &task.choices { label.option { input type="checkbox" name="take" value=(choice) aria-label=(aloud(choice)); (answer(choice)) } }
        }
    }
}

fn order(task: &Task) -> Markup {
    let n_cards = task.choices.len();
    html! {
        p.soft.small { "Give each one its place: 1 is first." }
        ol.order-cards { @for (idx, choice) in task.choices.iter().enumerate() {
            li.order-card data-card=(choice) {
                span.order-what { (answer(choice)) }
                label.order-place { span.unseen { "Place of " (aloud(choice)) } select name=(format!("place-{idx}")) { @for place in 1..=n_cards { option value=(place) selected[place == idx + 1] { (place) } } } }
            }
        } }
    }
}

fn sort(task: &Task, groups: &[String]) -> Markup {
    html! {
        @for (idx, part) in task.wanted.parts.iter().enumerate() {
            fieldset.sort-card data-part=(part.name) { legend { (answer(&part.name)) }
                div.row { @for group in groups { label.option { input type="radio" name=(format!("part-{idx}")) value=(group) aria-label=(aloud(group)); (answer(group)) } } }
            }
        }
    }
}

fn pairs(task: &Task, with: &[String]) -> Markup {
    html! {
        @for (idx, part) in task.wanted.parts.iter().enumerate() {
            div.part-line data-part=(part.name) {
                label for=(format!("part-{idx}")) { (answer(&part.name)) }
                select id=(format!("part-{idx}")) name=(format!("part-{idx}")) aria-label=(aloud(&part.name)) { option value="" { "goes with …" } @for one in with { option value=(one) { (one) } } }
            }
        }
    }
}

fn parts(task: &Task) -> Markup {
    html! {
        @for (idx, part) in task.wanted.parts.iter().enumerate() {
            div.part-line data-part=(part.name) {
                label for=(format!("part-{idx}")) { (answer(&part.name)) }
                input id=(format!("part-{idx}")) name=(format!("part-{idx}")) aria-label=(aloud(&part.name)) type="text" inputmode="text" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="80";
            }
        }
    }
}

fn build(states: &[Built]) -> Markup {
    let last = states.len().saturating_sub(1);
    html! {
        div.built { @for (idx, state) in states.iter().enumerate() { div.drawing data-response=(state.response) hidden[idx > 0] { (safe(&state.show.draw().svg)) } } }
        div.set-line {
            button.act.quiet type="button" data-step="-1" aria-label="One back" { "−" }
            label.grow { span.unseen { "Move it, or change how many" } input type="range" name="set" min="0" max=(last) step="1" value="0"; }
            button.act.quiet type="button" data-step="1" aria-label="One on" { "+" }
        }
    }
}

fn plot(task: &Task, across: &[String], up: &[String]) -> Markup {
    let corners = [(across.first(), up.first()), (across.last(), up.last())];
    let spots: Vec<(String, String)> =
        corners.into_iter().filter_map(|(across, up)| spot(task, across?, up?)).collect();
    let places = |name: &str, said: &str, all: &[String]| html! { label { (said) " " select name=(name) { option value="" { "–" } @for one in all { option value=(one) { (one) } } } } };
    html! {
        @if let (Some(shown), [low, high]) = (&task.show, spots.as_slice()) {
            div.drawing.plotting data-low=(format!("{} {}", low.0, low.1)) data-high=(format!("{} {}", high.0, high.1)) { (safe(&shown.draw().svg)) }
        }
        div.row { (places("across", "Across", across)) (places("up", "Up", up)) }
    }
}

/// Where on the drawing a point of the grid stands, read from the grid with that point on it.
fn spot(task: &Task, across: &str, up: &str) -> Option<(String, String)> {
    let mut picture = task.picture.clone()?;
    let number = |text: &str| text.parse::<i64>().ok().map(curriculum::Value::from);
    let point = curriculum::Value::List(vec![number(across)?, number(up)?]);
    picture.fields.insert("points".to_owned(), curriculum::Value::List(vec![point]));
    let svg = picture.build().ok()?.draw().svg;
    let circle = svg.split("<circle class=\"d-at").nth(1)?;
    let at = |name: &str| Some(circle.split(name).nth(1)?.split('"').next()?.to_owned());
    Some((at(" cx=\"")?, at(" cy=\"")?))
}

/// The answer that filled fields come to, in one line; nothing when the answer is a line of its own.
pub fn written(task: &Task, filled: &[(String, String)]) -> Option<String> {
    let of = |name: &str| {
        filled.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
    };
    let text = match &task.form {
        Form::Write | Form::Choose => return None,
        Form::Select => {
            let taken =
                filled.iter().filter(|(name, _)| name == "take").map(|(_, text)| text.as_str());
            taken.collect::<Vec<_>>().join(", ")
        }
        Form::Order => {
            let place =
                |idx: usize| of(&format!("place-{idx}")).parse::<usize>().unwrap_or(idx + 1);
            let mut cards: Vec<(usize, &str)> = task
                .choices
                .iter()
                .enumerate()
                .map(|(idx, card)| (place(idx), card.as_str()))
                .collect();
            cards.sort_by_key(|(place, _)| *place);
            cards.into_iter().map(|(_, card)| card).collect::<Vec<_>>().join(", ")
        }
        Form::Sort(_) | Form::Match(_) | Form::Parts => {
            let line = |(idx, part): (usize, &curriculum::Part)| {
                format!("{}: {}", part.name, of(&format!("part-{idx}")))
            };
            task.wanted.parts.iter().enumerate().map(line).collect::<Vec<_>>().join("; ")
        }
        Form::Build(states) => {
            let set = of("set").parse::<usize>().ok().and_then(|idx| states.get(idx));
            set.map(|state| state.response.clone()).unwrap_or_default()
        }
        Form::Plot { .. } => match (of("across"), of("up")) {
            ("", _) | (_, "") => String::new(),
            (across, up) => format!("({across}, {up})"),
        },
    };
    Some(text)
}

/// What there is to answer with, where nothing can be filled in: on the projector, in a plan, beside a list.
pub fn shown(task: &Task) -> Markup {
    let list =
        |all: Vec<&str>| html! { ul.choices-shown { @for one in all { li { (answer(one)) } } } };
    match &task.form {
        Form::Write | Form::Build(_) | Form::Plot { .. } => PreEscaped(String::new()),
        Form::Choose | Form::Select | Form::Order => {
            list(task.choices.iter().map(String::as_str).collect())
        }
        Form::Parts => {
            html! { ul.choices-shown { @for part in &task.wanted.parts { li { (answer(&part.name)) " " span.gap { "\u{a0}\u{a0}\u{a0}" } } } } }
        }
        Form::Sort(groups) | Form::Match(groups) => html! {
            (list(task.wanted.parts.iter().map(|part| part.name.as_str()).collect()))
            ul.choices-shown.groups { @for group in groups { li { (answer(group)) } } }
        },
    }
}
