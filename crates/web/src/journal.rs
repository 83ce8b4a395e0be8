//! A class over time: what was taught, what is carried, which step and lesson come next.
//!
//! Folded from the class's facts each time it is asked; nothing is kept beside them. Start at [`App::journal`].

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use learning::keep_up_times::{Around, DatedSlot, Moment, slots_from};
use learning::{
    Carried, Decision, FactBody, KeepUpModel, KeepUpTime, LeansOn, Ledger, LessonId, Mode,
    NextLesson, Plan, Slot,
};
use store::Class;

use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::timetable::{self, Coming};

/// A class over time.
#[derive(Debug, Default)]
pub struct Journal {
    /// Keep-up across lessons.
    pub ledger: Ledger,
    /// Every lesson with a plan, in the order planned.
    pub lessons: Vec<Entry>,
}

/// One lesson of the class.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The lesson.
    pub lesson_id: String,
    /// Its small step; none for a teacher's own questions.
    pub step: Option<String>,
    /// What it is called.
    pub title: String,
    /// Whether it is a full lesson and not just a check.
    pub is_full: bool,
    /// How its questions are answered; none before it began.
    pub mode: Option<Mode>,
    /// How many questions its check has.
    pub n_asked: usize,
    /// When it began, in microseconds since 1970.
    pub started: Option<i64>,
    /// When it ended.
    pub ended: Option<i64>,
    /// What was decided about going on.
    pub decision: Option<Decision>,
    /// How many were ready, nearly, keep-up and not seen in the accepted result.
    pub counts: Option<[usize; 4]>,
}

/// The kinds of fact a journal is folded from.
const KINDS: [&str; 9] = [
    "plan-saved",
    "lesson-started",
    "lesson-ended",
    "result-accepted",
    "result-reopened",
    "keep-up-held",
    "pupil-left",
    "go-on",
    "placed",
];

impl App {
    /// Folds a class's journal.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn journal(&self, class: &Class) -> Result<Journal, PageError> {
        let facts = self.store.facts_of_class(&class.school_id, &class.class_id, 0, &KINDS).await?;
        let mut journal = Journal::default();
        let mut plans: BTreeMap<String, Plan> = BTreeMap::new();
        for stored in facts {
            let Some(lesson_id) = stored.lesson_id else { continue };
            if let FactBody::PlanSaved { plan } = &stored.fact.body {
                plans.insert(lesson_id.clone(), (**plan).clone());
            }
            let Some(plan) = plans.get(&lesson_id) else { continue };
            journal.ledger.apply(&LessonId(lesson_id.clone()), plan, &stored.fact);
            journal.note(&lesson_id, plan, &stored.fact);
        }
        Ok(journal)
    }
}

impl Entry {
    /// The page it goes on with: the projector, the live grid, or marking what was seen.
    pub fn goes_on_at(&self) -> &'static str {
        match (self.is_full, self.mode) {
            (true, _) => "/present",
            (false, Some(Mode::Tablets)) => "/grid",
            (false, _) => "/marking",
        }
    }
}

impl Journal {
    fn note(&mut self, lesson_id: &str, plan: &Plan, fact: &learning::Fact) {
        let at = self.lessons.iter().position(|entry| entry.lesson_id == lesson_id).unwrap_or_else(
            || {
                self.lessons.push(Entry {
                    lesson_id: lesson_id.to_owned(),
                    step: None,
                    title: String::new(),
                    is_full: false,
                    mode: None,
                    n_asked: 0,
                    started: None,
                    ended: None,
                    decision: None,
                    counts: None,
                });
                self.lessons.len() - 1
            },
        );
        let entry = &mut self.lessons[at];
        match &fact.body {
            FactBody::PlanSaved { .. } => {
                entry.step.clone_from(&plan.step);
                entry.title.clone_from(&plan.title);
                entry.is_full = plan.lesson.is_some();
                entry.n_asked = plan.check().count();
            }
            FactBody::LessonStarted { mode } => {
                entry.mode = Some(*mode);
                entry.started.get_or_insert(fact.at);
            }
            FactBody::LessonEnded => {
                entry.ended.get_or_insert(fact.at);
            }
            FactBody::GoOn { decision, .. } => entry.decision = Some(*decision),
            FactBody::ResultAccepted { result } => {
                entry.counts = Some(learning::Standing::ALL.map(|standing| result.count(standing)));
            }
            FactBody::ResultReopened => entry.counts = None,
            _ => {}
        }
    }

    /// The pupils who were nearly there and have not been asked since, in the order found.
    pub fn nearly(&self) -> impl Iterator<Item = &learning::Item> {
        let is_nearly = |item: &&learning::Item| item.standing == learning::Standing::Nearly;
        self.ledger.open().filter(is_nearly).filter(|item| item.held.is_empty())
    }

    /// The lesson that has begun and not ended, the latest first.
    pub fn running(&self) -> Option<&Entry> {
        self.lessons.iter().rev().find(|entry| entry.started.is_some() && entry.ended.is_none())
    }

    /// The full lesson planned and not begun, the latest first.
    pub fn planned(&self) -> Option<&Entry> {
        self.lessons.iter().rev().find(|entry| entry.started.is_none() && entry.is_full)
    }

    /// The lesson that ended last.
    pub fn last_taught(&self) -> Option<&Entry> {
        self.lessons.iter().filter(|entry| entry.ended.is_some()).max_by_key(|entry| entry.ended)
    }

    /// The step the class's unit comes to next: the same one after *stay*, else the first not taught after the last one.
    pub fn next_step<'a>(&'a self, class: &'a Class) -> Option<&'a str> {
        // A check without a step, or one on an earlier year's, moves the class nowhere.
        let place =
            |entry: &&Entry| class.unit.iter().position(|one| entry.step.as_ref() == Some(one));
        let taught = self.lessons.iter().filter(|entry| entry.ended.is_some());
        let last = taught.filter(|entry| place(entry).is_some()).max_by_key(|entry| entry.ended);
        if let Some(last) = last.filter(|last| last.decision == Some(Decision::Stay)) {
            return last.step.as_deref();
        }
        let after = last.as_ref().and_then(place).map_or(0, |at| at + 1);
        let is_taught = |step: &str| {
            self.lessons
                .iter()
                .any(|entry| entry.ended.is_some() && entry.step.as_deref() == Some(step))
        };
        class.unit[after..].iter().map(String::as_str).find(|step| !is_taught(step))
    }

    /// Who is carried into the next lesson.
    pub fn carried(&self) -> Vec<Carried> {
        self.ledger.carried(clock::now())
    }
}

/// The day week A is counted from, as the school's settings say; else the first Monday of September.
pub fn week_a_from(settings: &serde_json::Value, today: Date) -> Date {
    let said = settings
        .get("week_a_from")
        .and_then(|value| value.as_str())
        .and_then(|text| text.parse().ok());
    said.unwrap_or_else(|| {
        let year = if today.month() >= 9 { today.year() } else { today.year() - 1 };
        Date::new(year, 9, 1).unwrap_or(today)
    })
}

/// The class's next lessons by its own timetable, from now.
pub async fn coming(app: &App, class: &Class, n: usize) -> Result<Vec<Coming>, PageError> {
    let now = clock::local(clock::now());
    let settings =
        app.store.school(&class.school_id).await?.map(|school| school.settings).unwrap_or_default();
    let minute = u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).unwrap_or(0);
    Ok(timetable::next_lessons(
        &class.timetable,
        week_a_from(&settings, now.date()),
        now.date(),
        minute,
        n,
    ))
}

/// "today at 9:10", "tomorrow at 9:10", "on Monday at 9:10", "on Monday 30 November at 9:10".
pub fn when_in_words(coming: Coming, today: Date) -> String {
    let time = timetable::clock(coming.slot.start);
    let days = today.until(coming.date).map(|span| span.get_days()).unwrap_or(0);
    match days {
        0 => format!("today at {time}"),
        1 => format!("tomorrow at {time}"),
        2..=6 => format!("on {} at {time}", coming.date.strftime("%A")),
        _ => format!("on {} at {time}", clock::day_in_words(coming.date)),
    }
}

/// The next lesson after this one and what it leans on.
pub async fn next_lesson(
    app: &App,
    class: &Class,
    journal: &Journal,
    lesson: &store::Lesson,
) -> Result<NextLesson, PageError> {
    let after = lesson.step.as_deref().and_then(|step| {
        let at = class.unit.iter().position(|one| one == step)?;
        class.unit.get(at + 1).map(String::as_str)
    });
    let step = after.or_else(|| journal.next_step(class)).and_then(|slug| app.content.step(slug));
    let today = clock::today();
    let lessons = coming(app, class, 2).await?;
    // A lesson going on now is not the next one.
    let next = lessons.iter().find(|one| one.date > today).or(lessons.last());
    Ok(NextLesson {
        step: step.map(|step| step.slug.clone()),
        title: step.map(|step| step.name.clone()).unwrap_or_default(),
        when: next.map(|one| when_in_words(*one, today)).unwrap_or_default(),
        leans_on: step
            .map(|step| {
                step.prerequisites
                    .iter()
                    .map(|slug| LeansOn { step: slug.clone(), key_points: Vec::new() })
                    .collect()
            })
            .unwrap_or_default(),
    })
}

/// One time in the school's day when adults hold keep-up, as its settings say.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
struct Kept {
    start: u16,
    minutes: u16,
    adults: u8,
}

/// When a class has keep-up: as was set for it, else as its school's settings say, else a short session a day.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn keep_up_times(app: &App, class: &Class) -> Result<Vec<KeepUpTime>, PageError> {
    let kinds = ["keep-up-times-set"];
    let facts = app.store.facts_of_class(&class.school_id, &class.class_id, 0, &kinds).await?;
    if let Some(FactBody::KeepUpTimesSet { times }) =
        facts.into_iter().next_back().map(|f| f.fact.body)
    {
        return Ok(times);
    }
    let settings =
        app.store.school(&class.school_id).await?.map(|school| school.settings).unwrap_or_default();
    let kept: Option<Vec<Kept>> =
        settings.get("keep_up").and_then(|value| serde_json::from_value(value.clone()).ok());
    let model = KeepUpModel::ShortSession;
    Ok(kept.map_or_else(
        || vec![model.usual(class.lesson_minutes)],
        |kept| {
            let time = |one: Kept| KeepUpTime {
                model,
                start: one.start,
                minutes: one.minutes,
                adults: one.adults,
            };
            kept.into_iter().map(time).collect()
        },
    ))
}

/// The keep-up slots from now, as the class's times give them around its last lesson and its next.
pub async fn slots(app: &App, class: &Class) -> Result<Vec<Slot>, PageError> {
    let times = keep_up_times(app, class).await?;
    let now = clock::local(clock::now());
    let today = now.date();
    let began = ["lesson-started"];
    let began = app.store.facts_of_class(&class.school_id, &class.class_id, 0, &began).await?;
    let moment = |date: Date, minute: u16| Moment { day: days_until(today, date), minute };
    let minute_of = |at: &jiff::Zoned| {
        u16::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).unwrap_or(0)
    };
    let lesson = began.last().map(|stored| clock::local(stored.fact.at));
    let next = coming(app, class, 2).await?.into_iter().find(|one| one.date > today);
    let around = Around {
        now: moment(today, minute_of(&now)),
        weekday: u8::try_from(today.weekday().to_monday_one_offset()).unwrap_or(1),
        lesson: lesson.map(|at| moment(at.date(), minute_of(&at))),
        next: next.map(|one| moment(one.date, one.slot.start)),
    };
    Ok(slots_from(&times, &around).into_iter().map(|slot| said(&slot, today)).collect())
}

fn days_until(today: Date, date: Date) -> i32 {
    today.until((jiff::Unit::Day, date)).map(|span| span.get_days()).unwrap_or(0)
}

fn said(dated: &DatedSlot, today: Date) -> Slot {
    let KeepUpTime { model, minutes, adults, .. } = dated.time;
    let date = today.checked_add(dated.at.day.days()).unwrap_or(today);
    let slot = store::Slot { week: 1, weekday: 1, start: dated.at.minute, minutes };
    let when = when_in_words(Coming { date, slot }, today);
    let says = match model {
        KeepUpModel::AfterAssembly => format!("{when}, after assembly"),
        KeepUpModel::WhileOthersGoDeeper => format!("{when}, while the others go deeper"),
        KeepUpModel::ShortSession => when,
        KeepUpModel::BeforeNextLesson => format!("{when}, before the lesson"),
    };
    Slot { says, minutes, adults, before_next_lesson: dated.before_next_lesson }
}
