//! `tenframe demo`: an invented primary school and a secondary department, three weeks of history, a lesson ready.
//!
//! The history is made of the same facts as any lesson's, through the same marking; nothing is drawn to look right.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use curriculum::Content;
use futures_util::future::try_join_all;
use jiff::ToSpan;
use jiff::civil::Date;
use learning::key_facts::Set;
use learning::{
    Author, CheckResult, Decision, DeviceId, Fact, FactBody, FactId, KeepUpModel, KeepUpOutcome,
    LiveLesson, Mode, Outcome, Plan, PupilId, Question, Standing,
};
use store::{
    Class, NewClass, NewFact, NewLesson, NewPupil, NewSchool, NewStaff, Place, School, Slot, Staff,
    Store, Timetable,
};
use web::{App, Settings, clock, demo, planning, simple_lesson};

use crate::out::say;
use crate::people::{HAZEL, KESTREL, WILLOW};
use crate::serve;
use crate::{demo_facts, demo_in_school};

#[derive(Debug, Args)]
pub struct Demo {
    /// The folder of the demo's own store.
    #[arg(long, value_name = "DIR", default_value = "tenframe-demo")]
    data: PathBuf,
    /// A PostgreSQL database for the demo's store, in place of a folder.
    #[arg(long, value_name = "URL", conflicts_with_all = ["data", "fresh"])]
    database: Option<String>,
    /// Forget the demo's store and begin again.
    #[arg(long)]
    fresh: bool,
    /// The address and port to serve on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = serve::LISTEN)]
    listen: SocketAddr,
    /// A folder of content laid over what is shipped.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

/// Opens the demo, making its school the first time.
pub async fn run(demo: Demo) -> Result<ExitCode> {
    let listener = serve::listen(demo.listen).await?;
    if demo.fresh {
        forget(&demo.data)?;
    }
    let place = demo.database.map_or_else(|| Place::Folder(demo.data), Place::Server);
    let store = serve::open(&place).await?;
    let settings = Settings { is_demo: true, is_open_to_network: !demo.listen.ip().is_loopback() };
    if settings.is_open_to_network {
        say(
            "Others on the network can open this demo. Imports are switched off; put no real names in.",
        );
    }
    let app = serve::app(&store, demo.content.as_deref(), settings).await?;
    if store.schools().await?.is_empty() {
        say("Making an invented school...");
        make(&app).await?;
    }
    if store.hubs().await?.is_empty() {
        crate::demo_hub::make(&app).await?;
    }
    if store.nations().await?.is_empty() {
        crate::demo_nation::make(&app).await?;
    }
    say(&format!(
        "The demo's store is in {place} (--fresh begins again, --data chooses another folder)"
    ));
    serve::until_stopped(listener, app, store).await
}

/// Removes only a demo's own files.
fn forget(folder: &std::path::Path) -> Result<()> {
    for name in ["tenframe.sqlite", "tenframe.sqlite-wal", "tenframe.sqlite-shm"] {
        let file = folder.join(name);
        if file.exists() {
            std::fs::remove_file(&file).with_context(|| {
                format!("`{}` cannot be removed; is another demo using it?", file.display())
            })?;
        }
    }
    Ok(())
}

/// A class to invent.
struct Invented {
    name: &'static str,
    year_group: u8,
    unit: &'static str,
    /// The step whose lesson is ready to teach; those before it in the unit are history.
    next: &'static str,
    pupils: &'static [(&'static str, &'static str)],
    weeks: u8,
    slots: &'static [(u8, u8, u16)],
    /// The ways it has keep-up; none means at the start of the next lesson.
    keep_up: &'static [KeepUpModel],
    /// The sets of key facts it has met and practised; none for a class that practises none.
    facts: &'static [Set],
}

const PRIMARY: [Invented; 2] = [
    Invented {
        name: "3 Hazel",
        year_group: 3,
        unit: "year-3",
        next: "unit-fraction-of-a-quantity",
        pupils: HAZEL,
        weeks: 1,
        slots: &[(1, 1, 550), (1, 2, 550), (1, 3, 550), (1, 4, 550), (1, 5, 550)],
        keep_up: &[KeepUpModel::AfterAssembly, KeepUpModel::BeforeNextLesson],
        facts: &[
            Set::Table(2),
            Set::Table(5),
            Set::Table(10),
            Set::Table(3),
            Set::Table(4),
            Set::Table(8),
        ],
    },
    Invented {
        name: "4 Willow",
        year_group: 4,
        unit: "year-4",
        next: "mixed-to-improper",
        pupils: WILLOW,
        weeks: 1,
        slots: &[(1, 1, 600), (1, 2, 600), (1, 3, 600), (1, 4, 600), (1, 5, 560)],
        keep_up: &[KeepUpModel::AfterAssembly, KeepUpModel::ShortSession],
        facts: &EVERY_TABLE,
    },
];

const SECONDARY: Invented = Invented {
    name: "8 Kestrel",
    year_group: 8,
    unit: "year-8",
    next: "expand-and-factorise",
    pupils: KESTREL,
    weeks: 2,
    slots: &[(1, 1, 605), (1, 3, 530), (1, 5, 665), (2, 2, 530), (2, 4, 605)],
    keep_up: &[],
    facts: &[],
};

/// The tables from 2 to 12, in the order they are usually taught.
const EVERY_TABLE: [Set; 11] = [
    Set::Table(2),
    Set::Table(5),
    Set::Table(10),
    Set::Table(3),
    Set::Table(4),
    Set::Table(8),
    Set::Table(6),
    Set::Table(9),
    Set::Table(7),
    Set::Table(11),
    Set::Table(12),
];

/// Our choice: three weeks of school days back.
const HISTORY_DAYS: i32 = 21;
/// The most lessons of history in a class.
const HISTORY_LESSONS: usize = 9;

async fn make(app: &App) -> Result<()> {
    let store = &app.store;
    let now = clock::now();
    let primary = add_school(store, "Thistledown Primary School", "primary").await?;
    let teacher = add_staff(store, &primary, "Ms Adeyemi", demo::TEACHER, &["teacher"]).await?;
    let other =
        add_staff(store, &primary, "Mr Fisher-Lowe", demo::OTHER_TEACHER, &["teacher"]).await?;
    let assistant =
        add_staff(store, &primary, "Mrs Kowalczyk", demo::ASSISTANT, &["teaching-assistant"])
            .await?;
    let lead = add_staff(
        store,
        &primary,
        "Mx Rahman",
        demo::LEAD,
        &["maths-lead", "headteacher", "school-administrator"],
    )
    .await?;
    let mut classes = Vec::new();
    for (invented, who) in PRIMARY.iter().zip([teacher, other]) {
        let class = add_class(app, &primary, invented, &who, now).await?;
        store.give_class(&primary.school_id, &class.class_id, &assistant.staff_id).await?;
        classes.push((class, invented, who));
    }
    let taught: Vec<_> = classes.iter().map(|(class, _, who)| (who, class)).collect();
    demo_in_school::write(store, &primary, &lead, &taught).await?;
    let secondary = add_school(store, "Ashdown Vale Academy", "secondary").await?;
    let teacher =
        add_staff(store, &secondary, "Mr Osei-Bright", demo::SECONDARY, &["teacher", "maths-lead"])
            .await?;
    let class = add_class(app, &secondary, &SECONDARY, &teacher, now).await?;
    classes.push((class, &SECONDARY, teacher));
    // One class's past is worked out while another's is written, which a first start feels.
    let pasts = classes.iter().map(|(class, invented, who)| async move {
        keep_up_times(app, class, invented, who).await?;
        demo_facts::history(app, class, who, invented.facts).await?;
        history(app, class, invented, who).await
    });
    try_join_all(pasts).await?;
    Ok(())
}

async fn add_school(store: &Store, name: &str, phase: &str) -> Result<School> {
    let new = NewSchool {
        name: name.to_owned(),
        phase: phase.to_owned(),
        demo: true,
        settings: serde_json::json!({}),
        created_at: clock::now(),
    };
    Ok(store.add_school(new).await?)
}

async fn add_staff(
    store: &Store,
    school: &School,
    name: &str,
    email: &str,
    roles: &[&str],
) -> Result<Staff> {
    let roles = roles.iter().map(|role| (*role).to_owned()).collect();
    let new = NewStaff {
        name: name.to_owned(),
        email: Some(email.to_owned()),
        roles,
        password_hash: None,
        created_at: clock::now(),
    };
    Ok(store.add_staff(&school.school_id, new).await?)
}

async fn add_class(
    app: &App,
    school: &School,
    invented: &Invented,
    teacher: &Staff,
    now: i64,
) -> Result<Class> {
    let unit =
        app.content.year_plan(invented.unit).map(|plan| plan.steps.clone()).unwrap_or_default();
    let slots = invented
        .slots
        .iter()
        .map(|(week, weekday, start)| Slot {
            week: *week,
            weekday: *weekday,
            start: *start,
            minutes: 60,
        })
        .collect();
    let timetable = Timetable { weeks: invented.weeks, slots };
    let new = NewClass {
        name: invented.name.to_owned(),
        year_group: invented.year_group,
        lesson_minutes: 60,
        timetable,
        unit,
        created_at: now,
    };
    let class = app.store.add_class(&school.school_id, new).await?;
    let pupils = invented.pupils.iter().map(|(given_name, family_name)| {
        let pupil = NewPupil {
            upn: None,
            given_name: (*given_name).to_owned(),
            family_name: (*family_name).to_owned(),
            year_group: invented.year_group,
        };
        app.store.add_pupil(&school.school_id, &class.class_id, pupil, now - 60 * DAY)
    });
    // Asked for together, they share a commit.
    try_join_all(pupils).await?;
    app.store.give_class(&school.school_id, &class.class_id, &teacher.staff_id).await?;
    Ok(class)
}

/// When the class has keep-up, said before its first lesson.
async fn keep_up_times(
    app: &App,
    class: &Class,
    invented: &Invented,
    teacher: &Staff,
) -> Result<()> {
    let times = invented.keep_up.iter().map(|model| model.usual(class.lesson_minutes)).collect();
    let set = NewFact {
        school_id: class.school_id.clone(),
        class_id: class.class_id.clone(),
        lesson_id: None,
        at: clock::now() - 60 * DAY,
        by: staff(teacher),
        body: FactBody::KeepUpTimesSet { times },
    };
    app.store.append(vec![set]).await?;
    Ok(())
}

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The lessons before the next one, on the days of the class's own timetable, and the next one planned.
async fn history(app: &App, class: &Class, invented: &Invented, teacher: &Staff) -> Result<()> {
    let at = class.unit.iter().position(|step| step == invented.next).unwrap_or(0);
    let teachable: Vec<&String> = class.unit[..at]
        .iter()
        .filter(|step| simple_lesson::lesson_for(&app.content, step).is_ok())
        .collect();
    let steps = &teachable[teachable.len().saturating_sub(HISTORY_LESSONS)..];
    let days = past_days(class, steps.len());
    let roster: Vec<PupilId> = app
        .store
        .roster(&class.school_id, &class.class_id)
        .await?
        .into_iter()
        .map(|one| PupilId(one.pupil.pupil_id))
        .collect();
    for (idx, (step, (day, start))) in steps.iter().zip(&days).enumerate() {
        let is_last = idx + 1 == steps.len();
        let begins = clock::micros_at(*day, i64::from(*start));
        let telling = Telling { app, class, teacher, roster: &roster, begins, seed: idx };
        if is_last {
            // What the first days were about is asked again, half an hour before the last lesson.
            let long_ago = days.iter().take_while(|(then, _)| days_between(*then, *day) > 7);
            let long_ago = &steps[..long_ago.count().min(2)];
            if !long_ago.is_empty() {
                let before = Telling { begins: begins - 30 * MINUTE, ..telling };
                before.look_back(long_ago).await?;
            }
        }
        telling.lesson(step, is_last).await?;
    }
    let lesson = simple_lesson::lesson_for(&app.content, invented.next).map_err(told)?;
    let plan = planning::plan_of_lesson(&app.content, &lesson).map_err(told)?;
    let now = clock::now();
    let row = add_lesson(app, class, &plan, now).await?;
    let saved = NewFact {
        school_id: class.school_id.clone(),
        class_id: class.class_id.clone(),
        lesson_id: Some(row.lesson_id),
        at: now,
        by: staff(teacher),
        body: FactBody::PlanSaved { plan: Box::new(plan) },
    };
    app.store.append(vec![saved]).await?;
    Ok(())
}

fn told(error: web::PageError) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", error.title, error.say)
}

fn staff(one: &Staff) -> Author {
    Author::Staff { id: one.staff_id.as_str().into() }
}

async fn add_lesson(app: &App, class: &Class, plan: &Plan, at: i64) -> Result<store::Lesson> {
    let new = NewLesson {
        class_id: class.class_id.clone(),
        step: plan.step.clone(),
        title: plan.title.clone(),
        planned_for: None,
        created_at: at,
    };
    Ok(app.store.add_lesson(&class.school_id, new).await?)
}

/// The last `n` lesson times of the class before today, oldest first.
fn past_days(class: &Class, n: usize) -> Vec<(Date, u16)> {
    let today = clock::today();
    let mut days = Vec::new();
    for back in 1..=HISTORY_DAYS {
        let Ok(day) = today.checked_sub(back.days()) else { break };
        let weekday = u8::try_from(day.weekday().to_monday_one_offset()).unwrap_or(1);
        let slot = class.timetable.slots.iter().find(|slot| slot.weekday == weekday);
        if let Some(slot) = slot {
            days.push((day, slot.start));
        }
        if days.len() == n {
            break;
        }
    }
    days.reverse();
    days
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// One lesson of the past, told as facts.
#[derive(Clone, Copy)]
struct Telling<'a> {
    app: &'a App,
    class: &'a Class,
    teacher: &'a Staff,
    roster: &'a [PupilId],
    begins: i64,
    seed: usize,
}

impl Telling<'_> {
    async fn lesson(&self, step: &str, is_last: bool) -> Result<()> {
        let content: &Content = &self.app.content;
        let lesson = simple_lesson::lesson_for(content, step).map_err(told)?;
        let plan = planning::plan_of_lesson(content, &lesson).map_err(told)?;
        let (row, mut live) = self.asked(&plan, 45 * MINUTE, is_last).await?;
        self.tell(
            &row,
            &mut live,
            self.begins + 6 * 60 * MINUTE,
            staff(self.teacher),
            vec![FactBody::GoOn { decision: Decision::GoOn, note: String::new(), proposed: None }],
        )
        .await?;
        Ok(())
    }

    /// Five minutes on steps taught a week or more before, on other numbers than their checks had.
    async fn look_back(&self, steps: &[&String]) -> Result<()> {
        let content: &Content = &self.app.content;
        let mut tasks = Vec::new();
        for step in steps {
            let lesson = simple_lesson::lesson_for(content, step).map_err(told)?;
            tasks.extend(lesson.check.recheck.into_iter().take(2));
        }
        let mut plan = planning::plan_of_check(content, None, &tasks, &[]).map_err(told)?;
        "Looking back".clone_into(&mut plan.title);
        self.asked(&plan, 5 * MINUTE, false).await?;
        Ok(())
    }

    /// A lesson or a check from its beginning to its keep-up; the check is `after` so many microseconds.
    async fn asked(
        &self,
        plan: &Plan,
        after: i64,
        is_last: bool,
    ) -> Result<(store::Lesson, LiveLesson)> {
        let row = add_lesson(self.app, self.class, plan, self.begins).await?;
        let mut live = LiveLesson::new(plan.clone(), self.roster.to_vec());
        let taught = self.begins + after;
        let mut opening = vec![
            FactBody::PlanSaved { plan: Box::new(plan.clone()) },
            FactBody::LessonStarted { mode: Mode::Tablets },
        ];
        let away = self.roster.get((self.seed * 7 + 11) % self.roster.len().max(1));
        opening.extend(away.map(|pupil| FactBody::Absent { pupil: pupil.clone(), absent: true }));
        opening.push(FactBody::CheckOpened);
        self.tell(&row, &mut live, self.begins, staff(self.teacher), opening).await?;
        self.answers(&row, &mut live, plan, taught).await?;
        self.tell(
            &row,
            &mut live,
            taught + 5 * MINUTE,
            staff(self.teacher),
            vec![FactBody::CheckClosed, FactBody::LessonEnded],
        )
        .await?;
        let result = live.result();
        self.tell(
            &row,
            &mut live,
            taught + 6 * MINUTE,
            staff(self.teacher),
            vec![FactBody::ResultAccepted { result: Box::new(result.clone()) }],
        )
        .await?;
        self.keep_up(&row, &mut live, &result, is_last).await?;
        Ok((row, live))
    }

    async fn answers(
        &self,
        row: &store::Lesson,
        live: &mut LiveLesson,
        plan: &Plan,
        at: i64,
    ) -> Result<()> {
        for (q, question) in plan.check().enumerate() {
            let here: Vec<PupilId> = live.here().cloned().collect();
            let mut responses = Vec::new();
            for (idx, pupil) in here.iter().enumerate() {
                let device = DeviceId(format!("pretend-{}", pupil.as_str()));
                let text = self.text(question, pupil, q);
                let counter = at + i64::try_from(q * 1000 + idx).unwrap_or(0);
                responses.push(FactBody::Responded {
                    pupil: pupil.clone(),
                    question: question.id.clone(),
                    text,
                    device,
                    counter,
                    device_at: at,
                    late: false,
                });
            }
            let told = self
                .tell(
                    row,
                    live,
                    at + i64::try_from(q).unwrap_or(0) * MINUTE,
                    Author::System,
                    responses,
                )
                .await?;
            let marked = told.iter().filter_map(|fact| match &fact.body {
                FactBody::Responded { text, .. } => {
                    Some(self.marking(fact.id.clone(), question, text))
                }
                _ => None,
            });
            let marked: Vec<FactBody> = marked.collect();
            self.tell(
                row,
                live,
                at + i64::try_from(q).unwrap_or(0) * MINUTE,
                Author::System,
                marked,
            )
            .await?;
        }
        Ok(())
    }

    fn marking(&self, response: FactId, question: &Question, text: &str) -> FactBody {
        let (outcome, misconceptions): (Outcome, Vec<String>) =
            web::answers::mark(self.app, question, text);
        FactBody::Marked {
            response,
            engine: web::answers::ENGINE.to_owned(),
            outcome,
            misconceptions,
        }
    }

    /// Most are right. In each lesson one or two follow a misconception through, and one misses a single answer.
    fn text(&self, question: &Question, pupil: &PupilId, q: usize) -> String {
        let place = self.roster.iter().position(|one| one == pupil).unwrap_or(0);
        let turn = (place + self.seed * 5) % self.roster.len().max(1);
        let wrong = |n: usize| {
            question
                .predicted
                .get(n)
                .or(question.predicted.first())
                .map_or_else(|| question.answer.clone(), |one| one.response.clone())
        };
        match turn {
            4 => wrong(0),
            13 if q > 0 => wrong(1),
            21 if q == 1 => wrong(0),
            _ => question.answer.clone(),
        }
    }

    /// Keep-up the same day: everyone becomes ready, but for one pupil of the last lesson, who is carried, and those of
    /// the last lesson who are nearly there or were not seen: their two minutes are still to come.
    async fn keep_up(
        &self,
        row: &store::Lesson,
        live: &mut LiveLesson,
        result: &CheckResult,
        is_last: bool,
    ) -> Result<()> {
        // Within the half hour after assembly.
        let at = self.begins + 75 * MINUTE;
        let held = result
            .pupils
            .iter()
            .filter(|one| {
                one.standing == Standing::KeepUp || !is_last && one.standing != Standing::Ready
            })
            .enumerate()
            .map(|(idx, one)| {
                let is_carried = is_last && idx == 0;
                FactBody::KeepUpHeld {
                    pupil: one.pupil.clone(),
                    outcome: if is_carried { KeepUpOutcome::NotYet } else { KeepUpOutcome::Ready },
                    noticed: if is_carried {
                        "Right with help beside, unsure alone".to_owned()
                    } else {
                        String::new()
                    },
                    held_by: self.teacher.staff_id.as_str().into(),
                }
            });
        let held: Vec<FactBody> = held.collect();
        self.tell(row, live, at, staff(self.teacher), held).await?;
        Ok(())
    }

    async fn tell(
        &self,
        row: &store::Lesson,
        live: &mut LiveLesson,
        at: i64,
        by: Author,
        bodies: Vec<FactBody>,
    ) -> Result<Vec<Fact>> {
        let facts = bodies
            .into_iter()
            .map(|body| NewFact {
                school_id: row.school_id.clone(),
                class_id: row.class_id.clone(),
                lesson_id: Some(row.lesson_id.clone()),
                at,
                by: by.clone(),
                body,
            })
            .collect();
        let told: Vec<Fact> =
            self.app.store.append(facts).await?.into_iter().map(|one| one.fact).collect();
        for fact in &told {
            live.apply(fact);
        }
        Ok(told)
    }
}
