//! Key facts of a class: which it has met and has, what the next five minutes ask, who is expected what of a tables check.
//!
//! Counts first, names one click away in register order, answers one click more. The projector names nobody.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use learning::key_facts::{
    Answered, Asking, Expected, Family, KeyFacts, Operation, QUESTIONS, Set, Side, Word,
    five_minutes, forms,
};
use learning::{FactBody, PupilId};
use maud::{Markup, html};
use serde::Deserialize;
use store::Class;

use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::key_facts::{Coming, coming};
use crate::layout::{self, Place, token};
use crate::names::Names;
use crate::parts::rich::{capital, rich, written};

/// What to look into.
#[derive(Debug, Default, Deserialize)]
pub struct Look {
    /// A family, such as `7x8`.
    #[serde(default)]
    fact: String,
    /// `back` for divisions and subtractions.
    #[serde(default)]
    side: String,
    /// `show` for what each pupil may expect of a tables check.
    #[serde(default)]
    expected: String,
}

/// Our choice: fifteen seconds for asking, thinking, telling and saying it together.
const ASKED_IN_FIVE_MINUTES: usize = 20;
/// The words, in the order of [`Word`], with what each means.
const WORDS: [(&str, &str, &str); 4] = [
    ("not yet seen", "fact-not-seen", "nobody has asked yet"),
    ("not yet", "fact-not-yet", "asked, and not yet right and soon often enough to be sure of it"),
    (
        "recalled",
        "fact-recalled",
        "right, soon enough not to interrupt the mathematics, and likely still so in a week",
    ),
    ("fluent", "fact-fluent", "recalled with ease, and used in two ways"),
];

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(look): Query<Look>,
) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let names = Names::of_class(&app, class).await?;
    let pupils = app.roster_of(&class.school_id, &class.class_id).await?;
    let coming = coming(&app, class).await?;
    let inside = app
        .with_key_facts(class, |facts| {
            page(
                &visit,
                class,
                &Seen { facts, pupils: &pupils, names: &names, now: clock::now() },
                &coming,
                &look,
            )
        })
        .await?;
    Ok(layout::staff(&visit, Place::Today, "Key facts", &inside))
}

/// What is looked at.
struct Seen<'a> {
    facts: &'a KeyFacts,
    pupils: &'a [PupilId],
    names: &'a Names,
    now: i64,
}

fn page(visit: &Visit, class: &Class, seen: &Seen<'_>, coming: &Coming, look: &Look) -> Markup {
    let met = seen.facts.families(class.year_group);
    let side = if look.side == "back" { Side::Backwards } else { Side::Forwards };
    let family = Family::try_from(look.fact.clone()).ok().filter(|family| met.contains(family));
    html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href={ "/classes/" (class.class_id) "/today" } { (class.name) } }
                h1 { "Key facts" }
                p.lead { "What is known by heart leaves the mind free for what is new. No clock is shown to pupils, and nobody is compared." }
            }
            (next_five(visit, class, seen, coming, &met))
            (leans_on(class, seen, coming))
            section.stack #facts {
                div.row.between { h2 { "What the class has" }
                    p.row { @for (value, name, one) in [("", "× and +", Side::Forwards), ("back", "÷ and −", Side::Backwards)] {
                        a.act.quiet.small href={ "/classes/" (class.class_id) "/facts?side=" (value) "#facts" } aria-current=[(one == side).then_some("true")] { (name) }
                    } } }
                (key())
                @if met.is_empty() { p.told { "No set of facts has been met yet. Say below which the class has met." } }
                @for operation in [Operation::Plus, Operation::Times] {
                    @if met.iter().any(|family| family.operation() == operation) { (triangle(class, seen, &met, operation, side, family)) }
                }
                @if let Some(family) = family { (by_pupil(seen, family, side)) }
            }
            @if may_expect(class, seen.facts) { (tables_check(class, seen, look.expected == "show")) }
            @if visit.may_teach() { (met_form(visit, class, seen.facts)) }
        }
    }
}

fn next_five(
    visit: &Visit,
    class: &Class,
    seen: &Seen<'_>,
    coming: &Coming,
    met: &[Family],
) -> Markup {
    let asked =
        five_minutes(seen.facts, seen.pupils, met, &coming.need(class), ASKED_IN_FIVE_MINUTES);
    html! {
        section.sheet.stack #next {
            div.row.between { h2 { "The next five minutes" }
                @if let Some((at, asked)) = seen.facts.last_held() { span.small.soft { "last held " (clock::local(*at).strftime("%A %-d %B")) ", " (asked.len()) " facts" } } }
            @if asked.is_empty() { p { "There is nothing to ask until the class has met a set of facts." } }
            @else {
                p { "Chosen for what practice now is worth on the day it is needed" @if !coming.title.is_empty() { "; first what " strong { (coming.title) } " leans on" } ". One in five uses a fact instead of saying it." }
                ol.asked { @for one in &asked { li class=[coming.families.contains(&one.family).then_some("for-lesson")] { (written(&one.text())) } } }
                @if visit.is_any_of(&[crate::access::Role::Teacher, crate::access::Role::MathsLead, crate::access::Role::TeachingAssistant]) {
                    form method="post" action={ "/classes/" (class.class_id) "/facts/begin" } { (token(visit)) button.act { "Begin five minutes on the board" } }
                }
            }
            p.small.soft { "Pupils with a device practise by themselves when no lesson is going on: " strong { "Practise facts" } " on their page." }
        }
    }
}

/// The facts of the next lesson and who does not have them yet.
fn leans_on(class: &Class, seen: &Seen<'_>, coming: &Coming) -> Markup {
    html! { @if !coming.families.is_empty() {
        section.stack-s {
            h2 { "Before " (coming.title) }
            div.wide-table tabindex="0" role="region" aria-label="Facts the next lesson leans on" { table {
                thead { tr { th { "Fact" } th { "The class" } th { "Not there yet" } } }
                tbody { @for (family, side) in &coming.sides {
                    @let side = *side;
                    @let counts = seen.facts.counts(seen.pupils, *family, side, seen.now);
                    tr {
                        td { a href={ "/classes/" (class.class_id) "/facts?fact=" (query(*family)) @if side == Side::Backwards { "&side=back" } "#facts" } aria-label=(sentence(*family, side).replace('`', "")) { (written(&sentence(*family, side))) } }
                        td.number { (in_words(counts)) }
                        td.small { @let open: Vec<&str> = seen.pupils.iter().filter(|pupil| seen.facts.of(pupil).word(*family, side, seen.now) == Word::NotYet).map(|pupil| seen.names.of(pupil)).collect();
                            @if open.is_empty() { span.soft { "nobody seen who is not" } } @else { details #{ "open-" (query(*family)) @if side == Side::Backwards { "-back" } } { summary { (open.len()) @if open.len() == 1 { " pupil" } @else { " pupils" } } (open.join(", ")) } } }
                    }
                } }
            } }
            p.small.soft { "Put these in a facts box beside the task where the fact is not the point." }
        }
    } }
}

fn key() -> Markup {
    html! { div.key { @for (name, class, means) in WORDS { span title=(means) { span class={ "fact-chip " (class) } aria-hidden="true" {} (name) } } } }
}

/// The families of an operation as half a square, since 7 × 8 and 8 × 7 are one fact.
fn triangle(
    class: &Class,
    seen: &Seen<'_>,
    met: &[Family],
    operation: Operation,
    side: Side,
    open: Option<Family>,
) -> Markup {
    let (least, most) = if operation == Operation::Times { (2, 12) } else { (1, 10) };
    let sign = if operation == Operation::Times { "×" } else { "+" };
    html! {
        div.wide-table tabindex="0" role="region" aria-label={ "The facts of " (sign) } { table.triangle {
            thead { tr { th { (sign) } @for column in least..=most { th scope="col" { (column) } } } }
            tbody { @for row in least..=most { tr {
                th scope="row" { (row) }
                @for column in least..=row {
                    @let family = Family::try_new(operation, column, row).ok().filter(|family| met.contains(family));
                    td { @if let Some(family) = family {
                        @let counts = seen.facts.counts(seen.pupils, family, side, seen.now);
                        a href={ "/classes/" (class.class_id) "/facts?fact=" (query(family)) "&side=" (if side == Side::Backwards { "back" } else { "" }) "#of" } aria-label={ (spoken(family, side)) ": " (in_words(counts)) } aria-current=[(open == Some(family)).then_some("true")] { (bar(counts)) }
                    } }
                }
            } } }
        } }
    }
}

/// One bar for a fact: how much of the class stands at each word.
fn bar(counts: [usize; 4]) -> Markup {
    let all: usize = counts.iter().sum::<usize>().max(1);
    // Fluent first, so that what the class has grows from the left.
    let mut from = 0;
    let parts: Vec<(usize, usize, &str)> = (0..4)
        .rev()
        .map(|word| {
            let width = counts[word] * 40 / all;
            from += width;
            (from - width, width, WORDS[word].1)
        })
        .collect();
    html! { svg.fact-bar viewBox="0 0 40 16" preserveAspectRatio="none" aria-hidden="true" { rect.fact-ground width="40" height="16" {} @for (x, width, class) in parts { @if width > 0 { rect class=(class) x=(x) width=(width) height="16" {} } } } }
}

fn by_pupil(seen: &Seen<'_>, family: Family, side: Side) -> Markup {
    html! {
        section.sheet.stack #of {
            h3 { (written(&sentence(family, side))) }
            @for word in [Word::Fluent, Word::Recalled, Word::NotYet, Word::NotSeen] {
                @let these: Vec<&PupilId> = seen.pupils.iter().filter(|pupil| seen.facts.of(pupil).word(family, side, seen.now) == word).collect();
                @if !these.is_empty() { div {
                    p { strong { (capital(WORDS[word as usize].0)) } " · " (these.len()) " " span.small.soft { (WORDS[word as usize].2) } }
                    ul.row.clean { @for pupil in these { li {
                        @let answers = seen.facts.of(pupil).answers(family);
                        @if answers.is_empty() { (seen.names.of(pupil)) }
                        @else { details #{ "a-" (pupil.as_str()) } { summary { (seen.names.of(pupil)) } ul.small { @for one in answers.iter().rev().take(12) { li { (told(one)) } } } } }
                    } } }
                } }
            }
        }
    }
}

/// "3 Nov: 7 × 8, right, soon".
fn told(one: &Answered) -> Markup {
    let day = clock::local(one.at).strftime("%-d %b").to_string();
    html! {
        (day) ": " (written(&one.asked.text())) " "
        @if one.right { "right" @match one.seconds { Some(seconds) if seconds < 3.0 => { ", soon" } Some(seconds) if seconds > 6.0 => { ", worked out" } Some(_) => { ", after thinking" } None => {} } }
        @else if one.text.is_empty() { "no answer" } @else { "wrote " (one.text) }
    }
}

/// Whether a tables check can be foretold: every table from 2 to 12 was met.
pub fn may_expect(class: &Class, facts: &KeyFacts) -> bool {
    let met = facts.met(class.year_group);
    (2..=12).all(|table| met.contains(&Set::Table(table)))
}

fn tables_check(class: &Class, seen: &Seen<'_>, is_shown: bool) -> Markup {
    let forms = if is_shown { forms() } else { Vec::new() };
    html! {
        section.stack-s #tables-check {
            h2 { "Tables check" }
            p { "The real check has 25 questions, six seconds each. It has no pass mark. From answers seen so far, each pupil may expect about this many if it were today; the range is wide where little was seen. It is for planning practice, and nothing else uses it." }
            @if is_shown {
                div.wide-table tabindex="0" role="region" aria-label="What each pupil may expect" { table {
                    thead { tr { th { "Pupil" } th { "Of 25, nineteen times in twenty" } th { "Facts never asked" } } }
                    tbody { @for pupil in seen.pupils { tr {
                        td { (seen.names.of(pupil)) }
                        @match Expected::of(seen.facts.of(pupil), seen.now, &forms) {
                            Some(one) => { td.number { "about " strong { (format!("{:.0}", one.mean)) } ", from " (one.low) " to " (one.high) " of " (QUESTIONS) } td.number { (one.n_unseen) } }
                            None => { td.soft { "nothing was seen yet" } td {} }
                        }
                    } } }
                } }
            } @else { p { a.act.quiet.small href={ "/classes/" (class.class_id) "/facts?expected=show#tables-check" } { "What each pupil may expect" } } }
            p.small.soft { "Pupils find a practice check beside their facts, with more time or none for whoever has it in the real one. " a href={ "/classes/" (class.class_id) "/facts?side=#facts" } { "Which facts are not there yet" } }
        }
    }
}

fn met_form(visit: &Visit, class: &Class, facts: &KeyFacts) -> Markup {
    let met = facts.met(class.year_group);
    html! {
        details #met { summary { "Which facts this class has met" }
            form.sheet.stack method="post" action={ "/classes/" (class.class_id) "/facts/met" } {
                (token(visit))
                p { "Only these are asked. Tick a set once it has been taught." }
                fieldset { legend.unseen { "Sets" } div.choices { @for set in Set::ALL { label.pick { input type="checkbox" name="set" value=(set.slug()) checked[met.contains(&set)]; (capital(&set.name())) } } } }
                button.act { "Save" }
            }
        }
    }
}

/// Says which sets of facts the class has met.
pub async fn save_met(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    let is_sent = |set: &Set| sent.iter().any(|(key, value)| key == "set" && *value == set.slug());
    let sets = Set::ALL.iter().filter(|set| is_sent(set)).map(|set| set.slug()).collect();
    app.record_of_class(&visit, class, vec![FactBody::KeyFactsMet { sets }]).await?;
    Ok(Redirect::to(&format!("/classes/{}/facts", class.class_id)))
}

/// Begins five minutes with the class: what is asked is kept, and shown on the board.
pub async fn begin(State(app): State<App>, visit: Visit) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    let pupils = app.roster_of(&class.school_id, &class.class_id).await?;
    let coming = coming(&app, class).await?;
    let asked = app
        .with_key_facts(class, |facts| {
            let met = facts.families(class.year_group);
            five_minutes(facts, &pupils, &met, &coming.need(class), ASKED_IN_FIVE_MINUTES)
        })
        .await?;
    if asked.is_empty() {
        return Ok(Redirect::to(&format!("/classes/{}/facts", class.class_id)));
    }
    app.record_of_class(&visit, class, vec![FactBody::KeyFactsHeld { asked }]).await?;
    Ok(Redirect::to(&format!("/classes/{}/facts/present", class.class_id)))
}

/// How far the five minutes have come: two presses a fact, asked and told.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    #[serde(default)]
    at: usize,
}

/// The five minutes on the board: one fact at a time, then its answer. It names nobody and shows no clock.
pub async fn present(
    State(app): State<App>,
    visit: Visit,
    Query(At { at }): Query<At>,
) -> Result<Response, PageError> {
    let class = visit.class()?;
    let held = app.with_key_facts(class, |facts| facts.last_held().cloned()).await?;
    let Some((_, asked)) = held else {
        return Ok(Redirect::to(&format!("/classes/{}/facts", class.class_id)).into_response());
    };
    let to = format!("/classes/{}/facts/present", class.class_id);
    let n_beats = asked.len() * 2;
    let at = at.min(n_beats);
    let inside = html! {
        main #main { div.beat { @match asked.get(at / 2) { Some(one) => { (beat(one, at % 2 == 1)) } None => { p.ask { "Which of these did you work out? Tell your partner how." } } } } }
        footer.frame-foot {
            a.desk-link href={ "/classes/" (class.class_id) "/facts" } { "Key facts" }
            span.number { @if at < n_beats { (at / 2 + 1) " of " (asked.len()) } }
            form.row.controls method="get" action=(to) {
                button.act.quiet.small #back name="at" value=(at.saturating_sub(1)) disabled[at == 0] { "← Back" }
                button.act.small #next name="at" value=(at + 1) disabled[at >= n_beats] { "On →" }
            }
        }
    };
    Ok(layout::projector("Key facts", false, &inside).into_response())
}

fn beat(one: &Asking, is_told: bool) -> Markup {
    let choices = one.choices();
    html! {
        @if choices.is_empty() {
            p.ask.fact { (rich(&curriculum::RichText::read(&if is_told { one.told() } else { one.text() }))) }
        } @else {
            p.ask { (written(&one.text())) }
            ul.lettered { @for (letter, way) in ["A", "B", "C"].iter().zip(&choices) { li class=[(is_told && *way == one.answer()).then_some("is")] { strong { (letter) } (written(&format!("`{way}`"))) } } }
        }
        p.prompt { @if is_told { "Say it together." } @else { "Show me." } }
    }
}

fn in_words(counts: [usize; 4]) -> String {
    let said = (0..4).rev().filter(|word| counts[*word] > 0);
    said.map(|word| format!("{} {}", counts[word], WORDS[word].0)).collect::<Vec<_>>().join(", ")
}

fn query(family: Family) -> String {
    String::from(family).replace('+', "%2B")
}

fn sentence(family: Family, side: Side) -> String {
    let (small, large, whole) = (family.small(), family.large(), family.whole());
    match (family.operation(), side) {
        (Operation::Times, Side::Forwards) => format!("`{small} × {large} = {whole}`"),
        (Operation::Times, Side::Backwards) => format!("`{whole} ÷ {small} = {large}`"),
        (Operation::Plus, Side::Forwards) => format!("`{small} + {large} = {whole}`"),
        (Operation::Plus, Side::Backwards) => format!("`{whole} − {small} = {large}`"),
    }
}

fn spoken(family: Family, side: Side) -> String {
    sentence(family, side).replace('`', "")
}
