//! Working together in a school: the dates of its own research group, and coaching between two colleagues.
//!
//! Everybody of the school sees the meetings. A cycle of coaching is seen by its two, and without their words by whoever
//! leads mathematics. Start at [`show`].

use axum::Form;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use programme::{
    Appointment, COACHING_STEPS, CoachingStep, Cycle, Date, InSchoolMeeting, MeetingPlan,
    MeetingSaid, SchoolBook, SchoolFact, TimeOfDay, in_school_calendar, meetings_drift,
};
use store::Staff;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::today;
use crate::layout::{self, Place, token};
use crate::parts::rich::capital;
use crate::school_book::teaches;
use crate::sent::{Fields, part, refused, text};

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let me = visit.actor()?.staff()?;
    let book = app.school_book(&me.school_id).await?;
    let staff = app.store.staff(&me.school_id).await?;
    let leads = visit.is_any_of(&[Role::MathsLead]);
    let meetings = book.meetings_by_day();
    let is_coming = |one: &&&InSchoolMeeting| one.plan.at.on >= today() && one.said.is_none();
    let coming: Vec<_> = meetings.iter().filter(is_coming).collect();
    let over: Vec<_> = meetings.iter().rev().filter(|one| !is_coming(one)).collect();
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { @if leads { a href="/school" { "School" } } @else { a href="/own-record" { "Your own record" } } }
                h1 { "Working together" }
                p.lead { "A group of colleagues looks at one lesson, says what the class said and did, and tries one thing next. In between, two plan, watch, talk and try again." }
            }
            @if leads { @if let Some(words) = meetings_drift(book.meetings.values(), today()) { p.told.warn { (words) } } }
            div.side.hub-side {
                div.stack-l {
                    section.stack {
                        div.row.between { h2 { "Meetings to come" } a.small href="/school/together.ics" { "For a calendar" } }
                        @if coming.is_empty() { p.soft { "No meeting is planned." } }
                        @for one in &coming { (meeting(&app, &visit, one, leads)) }
                    }
                    @if !over.is_empty() { section.stack { h2 { "Meetings so far" } @for one in &over { (meeting(&app, &visit, one, leads)) } } }
                    (coaching(&visit, &book, &staff, &me.staff_id, leads))
                }
                aside.stack {
                    @if leads { (plan_form(&app, &visit)) }
                    @if visit.may_teach() { (begin_form(&visit, &staff, &me.staff_id)) }
                }
            }
        }
    };
    let place = if leads { Place::School } else { Place::Today };
    Ok(layout::staff(&visit, place, "Working together", &inside))
}

fn meeting(app: &App, visit: &Visit, one: &InSchoolMeeting, leads: bool) -> Markup {
    let step = app.content.step(&one.plan.step);
    let is_over = one.plan.at.on <= today();
    let said = one.said.clone().unwrap_or_default();
    html! { article.sheet.quiet.stack-s id={ "meeting-" (one.id) } {
        h3 { (one.plan.at.in_words()) }
        p { (one.plan.looks_at) }
        @if let Some(step) = step { p.small { "Small step: " a href={ "/steps/" (step.slug) } { (step.name) } } }
        @if let Some(why) = &one.called_off { p.told.warn { "Called off: " (why) } }
        @if one.said.is_some() {
            @if !said.saw.is_empty() { p { strong { "What we saw" } ": " (said.saw) } }
            @if !said.tries.is_empty() { p { strong { "What we try next" } ": " (said.tries) } }
        }
        @if leads && one.called_off.is_none() && is_over { details open[one.said.is_none()] { summary { @if one.said.is_some() { "Put the notes right" } @else { "It took place: write what came of it" } }
            form.stack-s method="post" action="/school/together/change" {
                (token(visit))
                input type="hidden" name="meeting" value=(one.id);
                p.small.soft { "Of the lesson and the mathematics; no pupils' names, and nobody is judged." }
                div { label for={ "saw-" (one.id) } { "What we saw" } textarea id={ "saw-" (one.id) } name="saw" maxlength="1000" { (said.saw) } }
                div { label for={ "tries-" (one.id) } { "What we try next" } textarea id={ "tries-" (one.id) } name="tries" maxlength="1000" { (said.tries) } }
                button.act.quiet.small name="do" value="held" { "Keep it" }
            }
        } }
        @if leads && one.said.is_none() { details { summary { "Move it, or call it off" }
            form.stack-s method="post" action="/school/together/change" {
                (token(visit))
                input type="hidden" name="meeting" value=(one.id);
                (plan_fields(app, Some(&one.plan), &one.id))
                button.act.quiet.small name="do" value="move" { "Keep the change" }
            }
            @if one.called_off.is_none() { form.row method="post" action="/school/together/change" {
                (token(visit))
                input type="hidden" name="meeting" value=(one.id);
                label for={ "why-" (one.id) } { "Why" } input id={ "why-" (one.id) } type="text" name="why" maxlength="200" required;
                button.act.quiet.small name="do" value="call-off" { "Call it off" }
            } }
        } }
    } }
}

fn plan_form(app: &App, visit: &Visit) -> Markup {
    html! { form.sheet.stack-s.no-print method="post" action="/school/together" {
        (token(visit))
        h2 { "Plan a meeting" }
        (plan_fields(app, None, "new"))
        button.act { "Put it in the calendar" }
    } }
}

fn plan_fields(app: &App, plan: Option<&MeetingPlan>, of: &str) -> Markup {
    let at = plan.map(|plan| &plan.at);
    let on = at.map_or(String::new(), |at| at.on.to_string());
    let starts = at.map_or("15:30".to_owned(), |at| at.starts.to_string());
    let ends = at.map_or("16:30".to_owned(), |at| at.ends.to_string());
    let step = plan.and_then(|plan| app.content.step(&plan.step)).map_or("", |step| &step.name);
    html! {
        div { label for={ "on-" (of) } { "On" } input id={ "on-" (of) } type="date" name="on" value=(on) required; }
        div.row {
            div { label for={ "starts-" (of) } { "From" } input id={ "starts-" (of) } type="time" name="starts" value=(starts) required; }
            div { label for={ "ends-" (of) } { "to" } input id={ "ends-" (of) } type="time" name="ends" value=(ends) required; }
        }
        div { label for={ "place-" (of) } { "Where" } input id={ "place-" (of) } type="text" name="place" value=(at.map_or("", |at| &at.place)) maxlength="200"; }
        div { label for={ "looks-" (of) } { "The lesson we look at" } textarea id={ "looks-" (of) } name="looks_at" maxlength="1000" required { (plan.map_or("", |plan| &plan.looks_at)) } }
        div { label for={ "step-" (of) } { "Its small step, " span.soft { "if it has one" } } input id={ "step-" (of) } type="text" name="step" list="small-steps" value=(step) maxlength="200"; }
        @if of == "new" { datalist #small-steps { @for one in app.content.steps() { option value=(one.name) {} } } }
    }
}

fn begin_form(visit: &Visit, staff: &[Staff], me: &str) -> Markup {
    let others: Vec<&Staff> =
        staff.iter().filter(|one| one.staff_id != me && teaches(one)).collect();
    html! { @if !others.is_empty() { form.sheet.quiet.stack-s.no-print method="post" action="/school/together/coaching" {
        (token(visit))
        h2 { "Begin with a colleague" }
        p.small { "Four steps: plan together, watch, talk, try again. What you write of them is for the two of you; whoever leads mathematics sees the days." }
        div { label for="with" { "With" } select #with name="with" { @for one in others { option value=(one.staff_id) { (one.name) } } } }
        div { label for="about" { "What we look at" } input #about type="text" name="about" maxlength="200" required; }
        button.act.quiet { "Begin" }
    } } }
}

fn coaching(visit: &Visit, book: &SchoolBook, staff: &[Staff], me: &str, leads: bool) -> Markup {
    let mut seen: Vec<&Cycle> = book.cycles.values().filter(|one| leads || one.is_of(me)).collect();
    seen.sort_by_key(|one| std::cmp::Reverse(one.on));
    html! { section.stack #coaching {
        h2 { "Coaching" }
        @if seen.is_empty() { p.soft { @if leads { "No two colleagues have begun yet." } @else { "You have begun nothing yet." } } }
        @for one in seen { article.sheet.quiet.stack-s id={ "cycle-" (one.id) } {
            h3 { (names(one, staff)) }
            p { (one.about) " " span.soft.small { "begun on " (one.on.in_words()) } }
            ol.clean.checks { @for step in COACHING_STEPS { li.not-known[!one.steps.contains_key(&step)] {
                strong { (capital(step.in_words())) } ": "
                @match one.steps.get(&step) {
                    Some(day) => { (day.on.in_words()) @if one.is_of(me) && !day.words.is_empty() { br; span.small { (day.words) } } }
                    None => { span.soft { "no day yet" } }
                }
            } } }
            @if one.is_of(me) { (date_form(visit, one)) }
        } }
    } }
}

fn date_form(visit: &Visit, one: &Cycle) -> Markup {
    let next = one.next().unwrap_or(CoachingStep::TryAgain);
    html! { form.stack-s method="post" action="/school/together/coaching" {
        (token(visit))
        input type="hidden" name="cycle" value=(one.id);
        div.row {
            div { label for={ "step-of-" (one.id) } { "Step" } select id={ "step-of-" (one.id) } name="step" { @for step in COACHING_STEPS { option value=(step.slug()) selected[step == next] { (step.in_words()) } } } }
            div { label for={ "day-of-" (one.id) } { "Day" } input id={ "day-of-" (one.id) } type="date" name="on" value=(today()) required; }
        }
        div { label for={ "words-of-" (one.id) } { "For the two of you, " span.soft { "if you like" } } input id={ "words-of-" (one.id) } type="text" name="words" maxlength="1000"; }
        button.act.quiet.small { "Keep the day" }
    } }
}

/// The two of a cycle, by name; who left is said so.
fn names(one: &Cycle, staff: &[Staff]) -> String {
    let name = |id: &String| {
        let found = staff.iter().find(|one| one.staff_id == *id);
        found.map_or_else(|| "somebody who left".to_owned(), |one| one.name.clone())
    };
    format!("{} and {}", name(&one.pair[0]), name(&one.pair[1]))
}

/// A meeting as it is sent.
fn plan(app: &App, sent: &Fields) -> Result<MeetingPlan, PageError> {
    let time =
        |name: &str| TimeOfDay::read(part(sent, name)).map_err(|error| refused(error.to_string()));
    let on = Date::read(part(sent, "on")).map_err(|error| refused(error.to_string()))?;
    let (starts, ends) = (time("starts")?, time("ends")?);
    if ends <= starts {
        return Err(refused(format!("it ends at {ends} and starts at {starts}")));
    }
    let looks_at = text(part(sent, "looks_at"))?;
    if looks_at.is_empty() {
        return Err(refused("write which lesson the meeting looks at"));
    }
    let named = text(part(sent, "step"))?;
    let found = app.content.steps().iter().find(|one| one.name.eq_ignore_ascii_case(&named));
    let step = match (named.as_str(), found) {
        ("", _) => String::new(),
        (_, Some(step)) => step.slug.clone(),
        (_, None) => {
            return Err(refused(format!(
                "`{named}` is the name of no small step; choose one of the list, or leave it empty"
            )));
        }
    };
    let place = text(part(sent, "place"))?;
    Ok(MeetingPlan {
        at: Appointment { on, starts, ends, place, is_online: false },
        looks_at,
        step,
    })
}

/// Plans a meeting.
pub async fn plan_meeting(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let meeting = plan(&app, &sent)?;
    let id = app.write_in_school(&visit, SchoolFact::MeetingPlanned { meeting }).await?;
    Ok(Redirect::to(&format!("/school/together#meeting-{id}")))
}

/// Moves a meeting, calls it off, or writes what came of it.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let book = app.school_book(visit.actor()?.school_id()).await?;
    let held = book.meetings.get(part(&sent, "meeting"));
    let held = held.ok_or_else(|| refused("there is no such meeting"))?;
    let meeting = held.id.clone();
    let fact = match part(&sent, "do") {
        "move" => SchoolFact::MeetingMoved { meeting, to: plan(&app, &sent)? },
        "call-off" => {
            let why = text(part(&sent, "why"))?;
            if why.is_empty() {
                return Err(refused("say why; colleagues will ask"));
            }
            SchoolFact::MeetingCalledOff { meeting, why }
        }
        "held" => {
            if held.plan.at.on > today() {
                let on = held.plan.at.on.in_words();
                return Err(refused(format!("the meeting is on {on}")));
            }
            let said =
                MeetingSaid { saw: text(part(&sent, "saw"))?, tries: text(part(&sent, "tries"))? };
            if said == MeetingSaid::default() {
                return Err(refused("write what was seen, or what is tried next"));
            }
            SchoolFact::MeetingHeld { meeting, said }
        }
        other => {
            return Err(refused(format!("`{other}` is nothing a meeting can have done to it")));
        }
    };
    let to = format!("/school/together#meeting-{}", held.id);
    app.write_in_school(&visit, fact).await?;
    Ok(Redirect::to(&to))
}

/// Begins a cycle with a colleague, or gives a step of one's own its day.
pub async fn coach(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let me = visit.actor()?.staff()?;
    let cycle = part(&sent, "cycle");
    if cycle.is_empty() {
        let with = part(&sent, "with").to_owned();
        let staff = app.store.staff(&me.school_id).await?;
        let is_it = |one: &Staff| one.staff_id == with && with != me.staff_id && teaches(one);
        if !staff.iter().any(is_it) {
            return Err(refused("choose a colleague who teaches here"));
        }
        let about = text(part(&sent, "about"))?;
        if about.is_empty() {
            return Err(refused("write what the two of you look at"));
        }
        let fact = SchoolFact::CoachingBegun { with, about, on: today() };
        let id = app.write_in_school(&visit, fact).await?;
        return Ok(Redirect::to(&format!("/school/together#cycle-{id}")));
    }
    let book = app.school_book(&me.school_id).await?;
    let own = book.cycles.get(cycle).filter(|one| one.is_of(&me.staff_id));
    let own = own.ok_or_else(|| refused("that is nothing you began or were asked for"))?;
    let step = CoachingStep::read(part(&sent, "step"));
    let step = step.ok_or_else(|| refused("choose one of the four steps"))?;
    let on = Date::read(part(&sent, "on")).map_err(|error| refused(error.to_string()))?;
    let words = text(part(&sent, "words"))?;
    let fact = SchoolFact::CoachingDated { cycle: own.id.clone(), step, on, words };
    let to = format!("/school/together#cycle-{}", own.id);
    app.write_in_school(&visit, fact).await?;
    Ok(Redirect::to(&to))
}

/// Every meeting and one's own coaching, as a calendar file.
pub async fn calendar(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let me = visit.actor()?.staff()?;
    let book = app.school_book(&me.school_id).await?;
    let staff = app.store.staff(&me.school_id).await?;
    let own = book.cycles.values().filter(|one| one.is_of(&me.staff_id));
    let cycles = own.map(|one| (one, names(one, &staff)));
    let file = in_school_calendar(book.meetings.values(), cycles, today());
    let name = "attachment; filename=\"working-together.ics\"".to_owned();
    let kind = "text/calendar; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file).into_response())
}
