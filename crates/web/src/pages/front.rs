//! The front page: what Tenframe is, and in a demo three doors that need no typing.

use axum::extract::State;
use maud::{Markup, html};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::layout;
use crate::parts::ten_frame;

/// The front page.
pub async fn show(State(app): State<App>, visit: Visit) -> Markup {
    let inside = html! {
        section.hero {
            div.stack {
                h1.hero-title { "The whole class moves together, and nobody is left behind." }
                p.lead { "Tenframe helps a class learn mathematics in small, connected steps: plan the step, teach it from one screen, ask a few questions at the end, and know before the next lesson who needs help and why." }
                @if app.settings.is_demo { p.soft { "Choose a door. Nothing to type; the school is invented." } }
                @else { p.row { a.act href="/sign-in" { "Sign in" } a.act.quiet href="/join" { "Join a class" } } }
            }
            div.hero-picture aria-hidden="true" { (hero_frames()) }
        }
        @if app.settings.is_demo {
            section.grid3.doors {
                (door("teach", "Teach a lesson", "Year 3 fractions, with a pretend class that answers when you ask it to.", &picture_strip()))
                (door("lead", "Lead a school", "Every class by step: what was taught, who is being helped, what is not recorded.", &picture_lead()))
                (door("pupil", "Be a pupil", "Answer the question in front of the class, on this device or on another.", &picture_pupil()))
            }
            p.soft.small { "Bring schools together? " (inline_door("hub", "Run a hub")) " of some sixty schools: who is late, places, work groups on a map, money, the report. " (inline_door("nation", "Look at every hub")) ": reach, completion and who goes on, on a map. " (inline_door("research", "Take an extract")) " as a researcher. " br; "Prefer Year 8? " (inline_door("teach-secondary", "Teach expanding and factorising")) }
        }
        section.grid3.what {
            div.stack-s { h2 { "Variation that means something" } p { "One thing changes at a time. Each sequence is checked against its own intention, and the checker says what broke." } }
            div.stack-s { h2 { "Known the moment the last answer is in" } p { "Ready for the next lesson, nearly, keep-up, not seen; with the answers that say so, one tap away." } }
            div.stack-s { h2 { "Help the same day" } p { "A page an adult can teach from: what to put out, what to ask, what to listen for, two to try." } }
        }
        p.soft { "Only a picture for your own slides? " a href="/drawings" { "Draw one with your own numbers" } ", without signing in." }
        @if let Some(actor) = &visit.actor {
            p { "You are signed in as " (actor.name()) ". " a href=(Role::first_page(actor.roles())) { "Go on" } }
        }
    };
    layout::public(&visit, "Teaching for mastery", &inside)
}

fn door(to: &str, name: &str, says: &str, picture: &Markup) -> Markup {
    html! {
        form method="post" action={ "/demo/" (to) } {
            button.door { (picture) strong { (name) } span { (says) } }
        }
    }
}

fn inline_door(to: &str, name: &str) -> Markup {
    html! { form.inline method="post" action={ "/demo/" (to) } { button.plain { (name) } } }
}

/// Three ten frames: a class of thirty.
fn hero_frames() -> Markup {
    let states = [[ten_frame::Counter::Ready; 10], [ten_frame::Counter::Ready; 10], {
        let mut last = [ten_frame::Counter::Ready; 10];
        last[4..7].fill(ten_frame::Counter::Nearly);
        last[7..9].fill(ten_frame::Counter::KeepUp);
        last[9] = ten_frame::Counter::NotSeen;
        last
    }];
    html! { @for frame in states { div.frame { @for counter in frame { span { (counter.draw()) } } } } }
}

fn drawing(kind: &str, fields: &[(&str, represent::Field)]) -> Markup {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    represent::build(kind, &fields)
        .map_or_else(|_| html! {}, |picture| layout::safe(&picture.draw().svg))
}

fn whole(number: i64) -> represent::Field {
    represent::Field::Number(maths::Number::from(number))
}

fn picture_strip() -> Markup {
    drawing(
        "bar",
        &[
            ("whole", whole(4)),
            ("parts", whole(4)),
            ("shaded", whole(1)),
            ("whole-label", represent::Field::Text(String::new())),
        ],
    )
}

fn picture_lead() -> Markup {
    drawing("ten-frame", &[("total", whole(10)), ("filled", whole(8))])
}

fn picture_pupil() -> Markup {
    drawing(
        "number-line",
        &[
            ("from", whole(0)),
            ("to", whole(1)),
            ("per", whole(4)),
            ("labels", represent::Field::Text("ends".to_owned())),
        ],
    )
}
