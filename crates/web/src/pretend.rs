//! A pretend class for demos: pupils that answer the question in front of the class when asked to,
//! some with real misconceptions, at believable speed, and that can be paused.
//!
//! Their answers take the same path as any pupil's. Pupils signed in on a real device are left alone.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use curriculum::Foretelling;
use learning::{Asked, DeviceId, PupilId, Question};
use store::Who;

use crate::answers::{self, Arriving};
use crate::app::App;
use crate::clock;
use crate::expectations::{self, Said};
use crate::live::OpenLesson;
use crate::parts::expects::{self, Awaited};
use crate::planning;

/// Lessons in which pretend pupils are answering.
#[derive(Default)]
pub struct PretendClasses {
    running: Mutex<HashMap<String, Arc<Answering>>>,
}

/// How far a pretend class has come.
#[derive(Debug, Default)]
pub struct Answering {
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Going,
    Paused,
    Stopped,
}

/// What a pretend class is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Waiting to be asked.
    Nothing,
    /// Answering.
    Answering,
    /// Paused half-way.
    Paused,
}

/// Our choice: a class of thirty answers in about half a minute, so that a visitor can watch it come in.
const BETWEEN_ANSWERS_MS: u64 = 350;

impl PretendClasses {
    /// What the pretend class of a lesson is doing.
    pub fn doing(&self, lesson_id: &str) -> Doing {
        match self.get(lesson_id).map(|answering| answering.read()) {
            Some(State::Going) => Doing::Answering,
            Some(State::Paused) => Doing::Paused,
            _ => Doing::Nothing,
        }
    }

    fn get(&self, lesson_id: &str) -> Option<Arc<Answering>> {
        self.running
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(lesson_id)
            .cloned()
    }

    fn put(&self, lesson_id: &str, answering: Arc<Answering>) {
        self.running
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(lesson_id.to_owned(), answering);
    }

    fn remove(&self, lesson_id: &str) {
        self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(lesson_id);
    }

    /// Pauses, or goes on.
    pub fn pause(&self, lesson_id: &str, on: bool) {
        if let Some(answering) = self.get(lesson_id) {
            answering.set(if on { State::Paused } else { State::Going });
        }
    }
}

impl Answering {
    fn read(&self) -> State {
        *self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn set(&self, to: State) {
        *self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
    }
}

impl App {
    /// Lets the pretend pupils answer these questions; asking again while they answer changes nothing.
    pub fn let_pretend_answer(&self, lesson: Arc<OpenLesson>, questions: Vec<Question>) {
        let id = lesson.row.lesson_id.clone();
        if self.pretend.doing(&id) != Doing::Nothing {
            return;
        }
        let answering = Arc::new(Answering::default());
        self.pretend.put(&id, Arc::clone(&answering));
        let app = self.clone();
        tokio::spawn(async move {
            answer_all(&app, &lesson, &questions, &answering).await;
            answering.set(State::Stopped);
            app.pretend.remove(&id);
            lesson.nudge();
        });
    }
}

async fn answer_all(
    app: &App,
    lesson: &Arc<OpenLesson>,
    questions: &[Question],
    answering: &Answering,
) {
    let real = real_pupils(app, lesson).await;
    let live = lesson.now().await;
    let awaited = expects::now(&app.content, &live).filter(|awaited| !awaited.is_told);
    for (at, question) in questions.iter().enumerate() {
        for (idx, pupil) in live.pupils().enumerate() {
            let nobody_there = real.contains(pupil)
                || live.is_absent(pupil)
                || is_away(idx)
                || live.cell(pupil, &question.id).is_some();
            if nobody_there {
                continue;
            }
            if let Some(said) = awaited.as_ref().and_then(|awaited| said(awaited, pupil, idx))
                && let Err(error) = expectations::take(app, lesson, said).await
            {
                tracing::warn!(?error, "what a pretend pupil expects was not kept");
                return;
            }
            for text in answer_of(app, question, idx, at) {
                wait_turn(answering).await;
                let sent = Arriving {
                    pupil: pupil.clone(),
                    question: question.id.clone(),
                    text,
                    device: device_of(pupil),
                    counter: clock::now(),
                    device_at: clock::now(),
                };
                if let Err(error) = answers::take(app, lesson, sent).await {
                    tracing::warn!(?error, "a pretend answer was not kept");
                    return;
                }
            }
        }
    }
}

/// Waits as long as a class takes between two answers, and for as long as it is paused.
async fn wait_turn(answering: &Answering) {
    loop {
        tokio::time::sleep(Duration::from_millis(BETWEEN_ANSWERS_MS)).await;
        if answering.read() != State::Paused {
            return;
        }
    }
}

async fn real_pupils(app: &App, lesson: &OpenLesson) -> HashSet<PupilId> {
    let row = &lesson.row;
    let sessions = app
        .store
        .sessions_of_class(&row.school_id, &row.class_id, clock::now())
        .await
        .unwrap_or_default();
    let pupils = sessions.into_iter().filter_map(|session| match session.who {
        Who::Pupil(id) => Some(PupilId(id)),
        Who::Staff(_) => None,
    });
    pupils.collect()
}

/// One of every fifteen is away.
fn is_away(idx: usize) -> bool {
    idx % 15 == 11
}

/// What a pretend pupil expects of the next answer: most foresee it, a few something else, a few say nothing.
fn said(awaited: &Awaited, pupil: &PupilId, idx: usize) -> Option<Said> {
    let Foretelling { offered, true_ones, .. } = &awaited.foretelling;
    let what = match idx % 15 {
        2 | 8 => return None,
        3 | 7 | 13 => offered.iter().find(|one| !true_ones.contains(one))?,
        _ => true_ones.first()?,
    };
    Some(Said {
        pupil: pupil.clone(),
        device: device_of(pupil),
        turn: awaited.turn,
        task: awaited.task,
        what: what.slug().to_owned(),
    })
}

fn device_of(pupil: &PupilId) -> DeviceId {
    DeviceId(format!("pretend-{}", pupil.as_str()))
}

/// What a pretend pupil writes, in order: most are right; a few follow the step's misconceptions wherever they apply;
/// one writes something unreadable first; one slips once.
fn answer_of(app: &App, question: &Question, idx: usize, at: usize) -> Vec<String> {
    let right = question.answer.clone();
    let follows = |n: usize| -> Vec<String> {
        let ids = step_misconceptions(app, question);
        let wanted = ids.get(n).or(ids.first());
        let found =
            wanted.and_then(|id| question.predicted.iter().find(|one| &one.misconception == id));
        vec![found.map_or_else(|| right.clone(), |one| one.response.clone())]
    };
    match idx % 15 {
        3 => follows(0),
        7 if question.asked == Asked::Check || at == 0 => follows(1),
        9 if at == 0 => vec![format!("{right}/"), right],
        13 if at == 1 => question
            .predicted
            .first()
            .map_or_else(|| vec![right.clone()], |one| vec![one.response.clone()]),
        _ => vec![right],
    }
}

/// The misconceptions that this question and its family can show, in the order content lists them.
fn step_misconceptions(app: &App, question: &Question) -> Vec<String> {
    let task = planning::task_of(&app.content, question);
    let family = task.and_then(|task| app.content.family(&task.of.family));
    match family {
        Some(family) => family.misconceptions.iter().map(|one| one.id.clone()).collect(),
        None => question.predicted.iter().map(|one| one.misconception.clone()).collect(),
    }
}
