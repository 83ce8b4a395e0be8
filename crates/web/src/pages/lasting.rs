//! What has lasted: the four facets of a class on each step it was taught, and the answers behind them.
//!
//! Counts first, names one click away, evidence one click more. Nothing here orders pupils or adds facets up.

use axum::extract::{Query, State};
use curriculum::{Content, Kind};
use learning::security::{Day, Facet, Facets, Shows, StepModel};
use learning::{Asked, Curriculum, Lasting, LessonId, LiveLesson, Plan, PupilId, Question, Record};
use maud::{Markup, html};
use serde::Deserialize;
use store::Class;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::names::Names;
use crate::parts::rich::capital;
use crate::parts::task;
use crate::{clock, planning};

/// The four facets, with what each asks for.
const FACETS: [(&str, &str); 4] = [
    ("secure now", "right lately, on the idea as well as the procedure"),
    ("lasting", "right again a week or more after"),
    ("deep", "explains, proves, or finds what it is not"),
    ("adaptable", "right in a form the lesson had not used"),
];

/// The step to look into.
#[derive(Debug, Default, Deserialize)]
pub struct Look {
    #[serde(default)]
    step: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(look): Query<Look>,
) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let names = Names::of_class(&app, class).await?;
    let lessons = app.lessons_of(class).await?;
    let model = StepModel::default();
    let shipped = Shipped { content: &app.content };
    let lasting = Lasting::fold(&shipped, &model, lessons.iter().map(|(id, live)| (id, live)));
    let today = Day::of(clock::now());
    let pupils = app.roster_of(&class.school_id, &class.class_id).await?;
    let of = |step: &str| -> Vec<(&PupilId, Option<Facets>)> {
        pupils.iter().map(|pupil| (pupil, lasting.facets(&model, step, pupil, today))).collect()
    };
    let shown: Vec<&str> = in_order(class, &lasting);
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href={ "/classes/" (class.class_id) "/today" } { (class.name) } }
                h1 { "What has lasted" }
                p.lead { "Knowing a step has four sides. Each needs its own evidence, and old evidence is asked for again. Not shown yet says nothing about a pupil: it says what to ask." }
                dl.pairs { @for (name, asks) in FACETS { dt { (capital(name)) } dd { (asks) } } }
            }
            @if shown.is_empty() { p.told { "No check with a step has been answered yet. After the first one, this page begins." } }
            @for step in &shown {
                @let facets = of(step);
                section.sheet.stack #{ "of-" (step) } {
                    div.row.between { h2 { @match app.content.step(step) { Some(known) => { a href={ "/steps/" (known.slug) } { (known.name) } } None => { (step) } } }
                        @if look.step != **step { a.act.quiet.small href={ "/classes/" (class.class_id) "/lasting?step=" (step) "#of-" (step) } { "Pupils and answers" } }
                        @else { a.act.quiet.small href={ "/classes/" (class.class_id) "/lasting#of-" (step) } { "Close" } } }
                    (counts(&facets))
                    @if look.step == **step { (by_pupil(&app, &lasting, step, &facets, &names, &lessons)) }
                }
            }
            p.small.soft { a href="/steps" { "Small steps" } " say what each builds on. How this is decided, with its limits, is in the documentation, “How Tenframe decides”." }
        }
    };
    Ok(layout::staff(&visit, Place::Today, "What has lasted", &inside))
}

/// The steps of the class's unit in their order, then any others.
fn in_order<'a>(class: &'a Class, lasting: &'a Lasting) -> Vec<&'a str> {
    let known: Vec<&str> = lasting.steps().collect();
    let planned = class.unit.iter().map(String::as_str).filter(|step| known.contains(step));
    let mut shown: Vec<&str> = planned.collect();
    let others: Vec<&str> = known.into_iter().filter(|step| !shown.contains(step)).collect();
    shown.extend(others);
    shown
}

fn four(facets: &Facets) -> [&Facet; 4] {
    [&facets.secure_now, &facets.lasting, &facets.deep, &facets.adaptable]
}

/// How many have shown each facet, and how many were never seen on the step at all.
fn counts(facets: &[(&PupilId, Option<Facets>)]) -> Markup {
    let n = facets.len();
    let seen: Vec<&Facets> = facets.iter().filter_map(|(_, facets)| facets.as_ref()).collect();
    let with = |idx: usize, is: fn(&Facet) -> bool| {
        seen.iter().filter(|facets| is(four(facets)[idx])).count()
    };
    html! {
        ul.facets { @for (idx, (name, _)) in FACETS.iter().enumerate() {
            @let shown = with(idx, |facet| matches!(facet, Facet::Shown { .. }));
            @let expired = with(idx, |facet| matches!(facet, Facet::Expired { .. }));
            li { strong { (capital(name)) } svg.facet-bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" { rect width=(percent(shown, n)) height="8" {} } span.small.number { (shown) " of " (n) @if expired > 0 { ", " (expired) " to be asked again" } } }
        } }
        @if seen.len() < n { p.small.soft { (n - seen.len()) @if n - seen.len() == 1 { " pupil has" } @else { " pupils have" } " not been seen on this step." } }
    }
}

fn percent(part: usize, whole: usize) -> usize {
    (100 * part).checked_div(whole).unwrap_or(0)
}

fn by_pupil(
    app: &App,
    lasting: &Lasting,
    step: &str,
    facets: &[(&PupilId, Option<Facets>)],
    names: &Names,
    lessons: &[(LessonId, LiveLesson)],
) -> Markup {
    html! {
        div.wide-table.stacks tabindex="0" role="region" aria-label="Pupils" { table {
            thead { tr { th { "Pupil" } @for (name, _) in FACETS { th { (capital(name)) } } th { "Answers" } } }
            tbody { @for (pupil, facets) in facets { tr {
                td data-label="Pupil" { strong { (names.of(pupil)) } }
                @match facets {
                    Some(facets) => { @for (facet, (name, _)) in four(facets).into_iter().zip(FACETS) { td data-label=(capital(name)) { (cell(facet)) } } }
                    None => { td data-label="" colspan="4" { span.soft { "not seen on this step" } } }
                }
                td data-label="Answers" { @if let Some(record) = lasting.record(step, pupil).filter(|record| !record.seen.is_empty()) { (behind(app, record, lessons, pupil)) } }
            } } }
        } }
    }
}

fn cell(facet: &Facet) -> Markup {
    html! { @match facet {
        Facet::Shown { on } => { span.tag { "shown" } " " span.small.soft { (day(*on)) } }
        Facet::Expired { on, needs } => { span.tag.warm { "ask again" } " " span.small.soft { "last " (day(*on)) "; needs " (needs) } }
        Facet::Missing { needs } => { span.small.soft { "needs " (needs) } }
    } }
}

/// The answers a belief rests on, each a link to the check it was in.
fn behind(
    app: &App,
    record: &Record,
    lessons: &[(LessonId, LiveLesson)],
    pupil: &PupilId,
) -> Markup {
    html! {
        details { summary.small { (record.seen.len()) @if record.seen.len() == 1 { " answer" } @else { " answers" } }
            ul.small { @for one in &record.seen { li {
                @let live = lessons.iter().find(|(id, _)| *id == one.lesson).map(|(_, live)| live);
                (day(one.day)) ": "
                @match one.question.as_ref().and_then(|id| live.and_then(|live| live.plan.question(id))) {
                    Some(question) => { a href={ "/lessons/" (one.lesson.as_str()) "/result?pupil=" (pupil.as_str()) } { (task::asked(&app.content, question)) } }
                    None => { a href={ "/lessons/" (one.lesson.as_str()) "/keep-up" } { "recheck at keep-up" } }
                }
                @if one.right { " right" } @else { " not right" }
            } } }
        }
    }
}

fn day(day: Day) -> String {
    let micros = (i64::from(day.0) + 10_957) * 86_400_000_000;
    clock::local(micros).strftime("%-d %b").to_string()
}

/// What the shipped content says of questions.
pub struct Shipped<'c> {
    /// The content.
    pub content: &'c Content,
}

impl Curriculum for Shipped<'_> {
    fn asks(&self, plan: &Plan, question: &Question) -> Option<(String, Shows)> {
        let Some(of) = question.task.as_ref().and_then(planning::task_ref) else {
            return Some((plan.step.clone()?, Shows::Procedure));
        };
        let family = self.content.family(&of.family)?;
        let shows = if asks_to_judge(question) {
            Shows::Depth
        } else if is_in_another_form(plan, question, &of) {
            Shows::Elsewhere
        } else if matches!(family.kind, Kind::Procedural) {
            Shows::Procedure
        } else {
            Shows::Idea
        };
        Some((family.step.clone(), shows))
    }

    fn builds_on(&self, step: &str) -> Vec<String> {
        self.content.step(step).map(|step| step.prerequisites.clone()).unwrap_or_default()
    }
}

/// Whether the answer is a judgement of a statement: always, sometimes or never true.
fn asks_to_judge(question: &Question) -> bool {
    matches!(question.answer.as_str(), "always" | "sometimes" | "never")
}

/// Whether the lesson practised this family, and never in the form the question has.
fn is_in_another_form(plan: &Plan, question: &Question, of: &curriculum::TaskRef) -> bool {
    let practised: Vec<curriculum::TaskRef> = plan
        .questions
        .iter()
        .filter(|one| one.asked == Asked::Practice && one.id != question.id)
        .filter_map(|one| planning::task_ref(one.task.as_ref()?))
        .filter(|one| one.family == of.family)
        .collect();
    !practised.is_empty() && practised.iter().all(|one| one.choice != of.choice)
}

impl App {
    /// The lessons of a class that have begun, in the order begun, each folded from its facts.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn lessons_of(
        &self,
        class: &Class,
    ) -> Result<Vec<(LessonId, LiveLesson)>, PageError> {
        let roster = self.roster_of(&class.school_id, &class.class_id).await?;
        let facts = self.store.facts_of_class(&class.school_id, &class.class_id, 0, &[]).await?;
        let mut lessons: Vec<(LessonId, LiveLesson)> = Vec::new();
        for stored in facts {
            let Some(id) = stored.lesson_id else { continue };
            let at = lessons.iter().position(|(known, _)| known.as_str() == id);
            let at = at.unwrap_or_else(|| {
                lessons.push((LessonId(id), LiveLesson::new(Plan::default(), roster.clone())));
                lessons.len() - 1
            });
            lessons[at].1.apply(&stored.fact);
        }
        lessons.retain(|(_, live)| live.started.is_some());
        lessons.sort_by_key(|(_, live)| live.started);
        Ok(lessons)
    }
}
