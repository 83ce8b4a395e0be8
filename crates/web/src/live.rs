//! Open lessons: folded from their facts, kept in step with the store, and told to whoever watches.
//!
//! A fact is applied only after it is durable, and in the order of the store whoever is answered first, so what
//! a screen shows is what a restart would show.
//! Start at [`App::open_lesson`] and [`App::record`].

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use learning::{Author, Fact, FactBody, FactId, LiveLesson, PupilId};
use store::{Appended, NewFact, Store};
use tokio::sync::{Mutex, broadcast};

use crate::answers;
use crate::app::App;
use crate::clock;
use crate::error::PageError;

/// What changed, for those who watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The class moved: another turn, beat, blank, check opened or closed.
    Moved,
    /// An answer, a judgement, anything else.
    Changed,
}

/// A school and a class of it.
type ClassKey = (String, String);

/// The lessons somebody has open.
#[derive(Default)]
pub struct OpenLessons {
    lessons: Mutex<HashMap<(String, String), Arc<OpenLesson>>>,
    classes: Mutex<HashMap<(String, String), broadcast::Sender<()>>>,
    /// The lesson each class is in, once asked; forgotten when one starts or ends.
    running: Mutex<HashMap<ClassKey, Option<Arc<OpenLesson>>>>,
}

impl OpenLessons {
    /// How many lessons are held in memory.
    pub async fn n_open(&self) -> usize {
        self.lessons.lock().await.len()
    }
}

/// One lesson as it stands.
pub struct OpenLesson {
    /// The row it belongs to.
    pub row: store::Lesson,
    store: Store,
    state: RwLock<Folded>,
    /// Durable and not yet applied, in the order of the store.
    arrived: Arc<std::sync::Mutex<Vec<Fact>>>,
    signal: broadcast::Sender<Signal>,
    /// When somebody last opened it, in microseconds since 1970.
    opened_at: AtomicI64,
}

/// A lesson as it stands. The facts it was folded from are in the store, not here: a school year of them would not fit.
///
/// Whoever draws a page holds it as it was; applying a fact meanwhile makes a copy, which shares the plan.
struct Folded {
    live: Arc<LiveLesson>,
    /// What was applied since the facts began to be read for folding again, while they are being read.
    meanwhile: Option<Vec<Fact>>,
}

/// Our choice: longer than any lesson; then one that nobody looks at leaves memory, and comes back when it is opened.
const KEPT_OPEN: i64 = 2 * 3_600_000_000;

/// Our choice: a watcher this far behind is told once that something changed.
const SIGNALS: usize = 64;

impl OpenLesson {
    /// Looks at the lesson; the closure must not wait for anything.
    pub fn look<T>(&self, at: impl FnOnce(&LiveLesson) -> T) -> T {
        self.catch_up();
        // A poisoned lock only means that a reader panicked; the state is whole between facts.
        at(&self.state.read().unwrap_or_else(PoisonError::into_inner).live)
    }

    /// The lesson as it is now, to be held while a page is drawn; what happens later does not change it.
    ///
    /// Every answer acknowledged by now is in it with its marking.
    pub async fn now(&self) -> Arc<LiveLesson> {
        self.store.settled().await;
        self.catch_up();
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner).live)
    }

    /// What changes from now on.
    pub fn watch(&self) -> broadcast::Receiver<Signal> {
        self.signal.subscribe()
    }

    /// Asks whoever watches to look again.
    pub fn nudge(&self) {
        let _ = self.signal.send(Signal::Changed);
    }

    // The state is locked before the queue is emptied, so that nobody else applies a later fact first.
    fn catch_up(&self) {
        if self.arrived.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
            return;
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.take(&self.arrived);
    }

    /// From now on what is applied is kept for [`OpenLesson::refold`] too.
    fn begin_refold(&self) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.meanwhile = Some(Vec::new());
    }

    /// Folds the lesson again with another class list, for everybody who holds it, from the facts read meanwhile and
    /// those that came after.
    fn refold(&self, roster: Vec<PupilId>, facts: &[Fact]) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.take(&self.arrived);
        let read: HashSet<&FactId> = facts.iter().map(|fact| &fact.id).collect();
        let mut live = LiveLesson::fold(learning::Plan::default(), roster, facts);
        for fact in state.meanwhile.take().unwrap_or_default() {
            if !read.contains(&fact.id) {
                live.apply(&fact);
            }
        }
        state.live = Arc::new(live);
    }

    fn new_facts(&self, by: &Author, bodies: Vec<FactBody>) -> Vec<NewFact> {
        let at = clock::now();
        let new = |body| NewFact {
            school_id: self.row.school_id.clone(),
            class_id: self.row.class_id.clone(),
            lesson_id: Some(self.row.lesson_id.clone()),
            at,
            by: by.clone(),
            body,
        };
        bodies.into_iter().map(new).collect()
    }

    /// Whether anybody holds it, watches it or opened it lately.
    fn is_wanted(self: &Arc<Self>, now: i64) -> bool {
        let is_recent = now - self.opened_at.load(Ordering::Relaxed) < KEPT_OPEN;
        is_recent || Arc::strong_count(self) > 1 || self.signal.receiver_count() > 0
    }
}

fn arrive(arrived: &std::sync::Mutex<Vec<Fact>>, appended: &[Appended]) {
    let fresh = appended.iter().filter(|one| !one.duplicate).map(|one| one.fact.clone());
    arrived.lock().unwrap_or_else(PoisonError::into_inner).extend(fresh);
}

impl Folded {
    fn take(&mut self, arrived: &std::sync::Mutex<Vec<Fact>>) {
        let arrived = std::mem::take(&mut *arrived.lock().unwrap_or_else(PoisonError::into_inner));
        if !arrived.is_empty() {
            let live = Arc::make_mut(&mut self.live);
            arrived.iter().for_each(|fact| live.apply(fact));
        }
        if let Some(meanwhile) = &mut self.meanwhile {
            meanwhile.extend(arrived);
        }
    }
}

impl App {
    /// Opens a lesson, folding its facts the first time; answers left unmarked by a stop are marked then.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn open_lesson(&self, row: &store::Lesson) -> Result<Arc<OpenLesson>, PageError> {
        let key = (row.school_id.clone(), row.lesson_id.clone());
        let now = clock::now();
        let mut open = self.live.lessons.lock().await;
        if let Some(lesson) = open.get(&key) {
            lesson.opened_at.store(now, Ordering::Relaxed);
            return Ok(Arc::clone(lesson));
        }
        open.retain(|_, lesson| lesson.is_wanted(now));
        let roster = self.roster_of(&row.school_id, &row.class_id).await?;
        let facts = self.store.facts_of_lesson(&row.school_id, &row.lesson_id).await?;
        let live = LiveLesson::fold(learning::Plan::default(), roster, &facts);
        let lesson = Arc::new(OpenLesson {
            row: row.clone(),
            store: self.store.clone(),
            state: RwLock::new(Folded { live: Arc::new(live), meanwhile: None }),
            arrived: Arc::default(),
            signal: broadcast::channel(SIGNALS).0,
            opened_at: AtomicI64::new(now),
        });
        open.insert(key, Arc::clone(&lesson));
        drop(open);
        answers::mark_unmarked(self, &lesson).await?;
        Ok(lesson)
    }

    /// A lesson that is open already; none when it is not, or is another class's.
    pub async fn opened(
        &self,
        school_id: &str,
        class_id: &str,
        lesson_id: &str,
    ) -> Option<Arc<OpenLesson>> {
        let key = (school_id.to_owned(), lesson_id.to_owned());
        let open = self.live.lessons.lock().await;
        let lesson = open.get(&key).filter(|lesson| lesson.row.class_id == class_id)?;
        lesson.opened_at.store(clock::now(), Ordering::Relaxed);
        Some(Arc::clone(lesson))
    }

    /// Records what happened: durable first, then applied, then told to whoever watches.
    ///
    /// # Errors
    ///
    /// When the store could not keep it; then nothing changed.
    pub async fn record(
        &self,
        lesson: &OpenLesson,
        by: Author,
        bodies: Vec<FactBody>,
    ) -> Result<Vec<Appended>, PageError> {
        let is_move = bodies.iter().any(moves_the_class);
        let starts_or_ends = bodies
            .iter()
            .any(|body| matches!(body, FactBody::LessonStarted { .. } | FactBody::LessonEnded));
        let (facts, arrived) = (lesson.new_facts(&by, bodies), Arc::clone(&lesson.arrived));
        let heard = move |appended: &[Appended]| arrive(&arrived, appended);
        let appended = self.store.append_and_tell(facts, heard).await?;
        lesson.catch_up();
        if starts_or_ends {
            self.forget_running(&lesson.row.school_id, &lesson.row.class_id).await;
        }
        // Nobody watching is not a fault.
        let _ = lesson.signal.send(if is_move { Signal::Moved } else { Signal::Changed });
        if is_move {
            let _ = self.class_signal(&lesson.row.school_id, &lesson.row.class_id).await.send(());
        }
        Ok(appended)
    }

    /// Records what can be made again from what is kept, such as a marking: it is queued, and applied and told once
    /// it is durable.
    ///
    /// # Errors
    ///
    /// When the store is closed.
    pub async fn record_soon(
        &self,
        lesson: &OpenLesson,
        by: Author,
        bodies: Vec<FactBody>,
    ) -> Result<(), PageError> {
        let (arrived, signal) = (Arc::clone(&lesson.arrived), lesson.signal.clone());
        let heard = move |appended: &[Appended]| {
            arrive(&arrived, appended);
            // Nobody watching is not a fault.
            let _ = signal.send(Signal::Changed);
        };
        Ok(self.store.append_soon(lesson.new_facts(&by, bodies), heard).await?)
    }

    /// The lesson a class is in now.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn running_lesson(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Option<Arc<OpenLesson>>, PageError> {
        let key = (school_id.to_owned(), class_id.to_owned());
        let mut running = self.live.running.lock().await;
        if let Some(known) = running.get(&key) {
            return Ok(known.clone());
        }
        let found = self.find_running(school_id, class_id).await?;
        running.insert(key, found.clone());
        Ok(found)
    }

    async fn find_running(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Option<Arc<OpenLesson>>, PageError> {
        let Some(class) = self.store.class(school_id, class_id).await? else { return Ok(None) };
        let journal = self.journal(&class).await?;
        let Some(entry) = journal.running() else { return Ok(None) };
        let Some(row) = self.store.lesson(school_id, &entry.lesson_id).await? else {
            return Ok(None);
        };
        self.open_lesson(&row).await.map(Some)
    }

    async fn forget_running(&self, school_id: &str, class_id: &str) {
        self.live.running.lock().await.remove(&(school_id.to_owned(), class_id.to_owned()));
    }

    /// The channel that tells a class's pupils that the class moved.
    pub async fn class_signal(&self, school_id: &str, class_id: &str) -> broadcast::Sender<()> {
        let mut classes = self.live.classes.lock().await;
        let key = (school_id.to_owned(), class_id.to_owned());
        classes.entry(key).or_insert_with(|| broadcast::channel(SIGNALS).0).clone()
    }

    /// Folds the open lessons of a class again, after its class list changed. Whoever holds one sees the same.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn refold_lessons_of(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<(), PageError> {
        // Held while the list is read, so that an older list never comes after a newer one.
        let open = self.live.lessons.lock().await;
        let roster = self.roster_of(school_id, class_id).await?;
        for lesson in open.values() {
            if lesson.row.school_id == school_id && lesson.row.class_id == class_id {
                lesson.begin_refold();
                let facts = self.store.facts_of_lesson(school_id, &lesson.row.lesson_id).await?;
                // What had been committed when they were read has been told to the lesson once this has been.
                self.store.health().await?;
                lesson.refold(roster.clone(), &facts);
                lesson.nudge();
            }
        }
        drop(open);
        self.forget_running(school_id, class_id).await;
        let _ = self.class_signal(school_id, class_id).await.send(());
        Ok(())
    }

    /// The pupils of a class, in register order.
    pub async fn roster_of(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Vec<PupilId>, PageError> {
        let roster = self.store.roster(school_id, class_id).await?;
        Ok(roster.into_iter().map(|one| PupilId(one.pupil.pupil_id)).collect())
    }
}

fn moves_the_class(body: &FactBody) -> bool {
    matches!(
        body,
        FactBody::Moved { .. }
            | FactBody::Blanked { .. }
            | FactBody::LessonStarted { .. }
            | FactBody::LessonEnded
            | FactBody::CheckOpened
            | FactBody::CheckClosed
            | FactBody::PlanSaved { .. }
    )
}
