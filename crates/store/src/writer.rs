//! The one writer: takes what arrived while the last commit ran, and commits it together.
//!
//! Each job has a savepoint of its own, so one that fails takes nobody with it; facts that stand next to each other
//! share one, and are gone through again one by one should any of them fail.
//! Nobody is answered before the commit that holds their work is on disk. Work that nobody waits for is kept in its
//! turn all the same. Start at [`Writer::write`].

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, oneshot, watch};

use crate::StoreError;
use crate::engine::{Connection, Link};
use crate::fact::{Appended, Placed, Ready, keep_all};

// Our choice: a class of 30 is one commit; a rush of 900 is one too, and a page still waits under 10 ms.
const JOBS_A_COMMIT: usize = 1024;

// Our choice: beyond this callers wait their turn, so memory stays bounded.
const JOBS_WAITING: usize = 4096;

type Work = Box<dyn FnOnce(Result<&Link<'_>, StoreError>) -> Outcome + Send>;

enum Job {
    /// Given an error instead of a link, it only hands it to its caller.
    Work(Work),
    Append(Append),
}

type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// What is done with a result once it is known whether it is kept.
type Done<T> = Box<dyn FnOnce(Result<T, StoreError>) + Send>;

/// Facts to be kept, and how to tell their caller.
struct Append {
    ready: Ready,
    done: Done<Vec<Appended>>,
}

impl Append {
    fn reply(self, placed: Result<Vec<Placed>, StoreError>) -> Reply {
        Box::new(move |commit| (self.done)(commit.and(placed).map(|at| self.ready.appended(at))))
    }
}

/// What a job leaves: why its work is not to be kept, if it is not, and how to tell its caller.
struct Outcome {
    failed: Option<StoreError>,
    reply: Reply,
}

/// A handle on the writer thread.
pub(crate) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    commits: Arc<AtomicU64>,
    unawaited: Arc<Unawaited>,
}

/// Work that nobody waited for: how much was queued, and how much is over, kept or not.
#[derive(Default)]
struct Unawaited {
    queued: AtomicU64,
    over: watch::Sender<u64>,
}

/// One piece of such work; it is over when this is dropped, whatever became of it.
struct OneUnawaited(Arc<Unawaited>);

impl Drop for OneUnawaited {
    fn drop(&mut self) {
        self.0.over.send_modify(|n| *n += 1);
    }
}

impl Writer {
    /// Starts the writer on its own connection.
    pub fn start(connection: Connection) -> std::io::Result<Self> {
        let (queue, jobs) = mpsc::channel(JOBS_WAITING);
        let commits = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&commits);
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run(&connection, jobs, &counted))?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            thread: Mutex::new(Some(thread)),
            commits,
            unawaited: Arc::default(),
        })
    }

    /// Runs `work` and answers after the commit that holds it.
    ///
    /// Dropping the returned future does not undo work that has been queued.
    pub async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.answered(|done| job(work, done)).await
    }

    /// As [`Writer::write`], for facts: those of many callers are kept together.
    ///
    /// `heard` is called with what was kept, after its commit and before that of later work: in the order of the
    /// store, whoever is answered first. It must be short and wait for nothing.
    pub async fn append(
        &self,
        ready: Ready,
        heard: impl FnOnce(&[Appended]) + Send + 'static,
    ) -> Result<Vec<Appended>, StoreError> {
        let job = |done: Done<Vec<Appended>>| {
            let done = Box::new(move |kept: Result<Vec<Appended>, StoreError>| {
                if let Ok(all) = &kept {
                    heard(all);
                }
                done(kept);
            });
            Job::Append(Append { ready, done })
        };
        self.answered(job).await
    }

    async fn answered<T>(&self, job: impl FnOnce(Done<T>) -> Job) -> Result<T, StoreError>
    where
        T: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        // A caller that has gone away has nothing to be told.
        let job = job(Box::new(move |kept| drop(answer.send(kept))));
        let queue = locked(&self.queue).clone().ok_or(StoreError::Closed)?;
        queue.send(job).await.map_err(|_| StoreError::Closed)?;
        drop(queue);
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues facts and answers at once; what has been queued before them is committed first or with them.
    ///
    /// `heard` is as in [`Writer::append`]. Whoever must see what was kept waits at [`Writer::settled`].
    pub async fn append_soon(
        &self,
        ready: Ready,
        heard: impl FnOnce(&[Appended]) + Send + 'static,
    ) -> Result<(), StoreError> {
        let queue = locked(&self.queue).clone().ok_or(StoreError::Closed)?;
        let place = queue.reserve().await.map_err(|_| StoreError::Closed)?;
        // Nothing is waited for between counting it and queueing it, so that what is counted comes to an end.
        self.unawaited.queued.fetch_add(1, Ordering::SeqCst);
        let one = OneUnawaited(Arc::clone(&self.unawaited));
        let done = Box::new(move |kept: Result<Vec<Appended>, StoreError>| {
            match &kept {
                Ok(all) => heard(all),
                Err(error) => tracing::error!(%error, "work that nobody waited for was not kept"),
            }
            drop(one);
        });
        place.send(Job::Append(Append { ready, done }));
        Ok(())
    }

    /// Waits until all work that nobody waited for, and that had been queued by now, is over.
    pub async fn settled(&self) {
        // The queue is worked through in order, so when as many are over, those queued before now are among them.
        let queued = self.unawaited.queued.load(Ordering::SeqCst);
        let mut over = self.unawaited.over.subscribe();
        // It fails only when the sender is gone, which this writer holds.
        let _ = over.wait_for(|n| *n >= queued).await;
    }

    /// How many commits were made.
    pub fn n_commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// How many jobs wait to be taken.
    pub fn n_waiting(&self) -> usize {
        locked(&self.queue).as_ref().map_or(0, |queue| queue.max_capacity() - queue.capacity())
    }

    /// Takes no more, commits what is waiting, and ends the thread.
    pub fn finish(&self) {
        drop(locked(&self.queue).take());
        let thread = locked(&self.thread).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the store's writer had stopped before it was closed");
        }
    }
}

fn job<T, W>(work: W, done: Done<T>) -> Job
where
    T: Send + 'static,
    W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
{
    Job::Work(Box::new(move |link| {
        let result = link.and_then(work);
        Outcome {
            failed: result.as_ref().err().cloned(),
            reply: Box::new(move |commit| {
                done(result.and_then(|value| commit.map(|()| value)));
            }),
        }
    }))
}

// A lock is never held across work that can panic, so a poisoned one is still sound.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(connection: &Connection, mut jobs: mpsc::Receiver<Job>, commits: &AtomicU64) {
    let mut arrived = Vec::new();
    let mut stopped = None;
    while jobs.blocking_recv_many(&mut arrived, JOBS_A_COMMIT) > 0 {
        let mut waiting: VecDeque<Job> = arrived.drain(..).collect();
        while !waiting.is_empty() {
            match &stopped {
                Some(error) => waiting.drain(..).for_each(|job| refuse(job, error)),
                None => {
                    stopped =
                        commit_together(connection, &mut waiting, commits).err().filter(is_final);
                }
            }
        }
    }
    // A store that was killed is recovered from its log instead.
    connection.tidy_up();
}

// After a failed flush nobody knows what the disk holds, so nothing more is accepted.
fn is_final(error: &StoreError) -> bool {
    matches!(error, StoreError::Stopped { .. })
}

/// Runs jobs from the front, commits them, then answers each; at least one is taken.
///
/// It ends early when the engine gives up the transaction: those it had taken are told so.
fn commit_together(
    connection: &Connection,
    waiting: &mut VecDeque<Job>,
    commits: &AtomicU64,
) -> Result<(), StoreError> {
    let mut replies = Vec::with_capacity(waiting.len());
    let committed = connection
        .begin_writing()
        .and_then(|()| run_each(connection, waiting, &mut replies))
        .and_then(|()| connection.commit());
    if let Err(error) = &committed {
        tracing::error!(%error, jobs = replies.len(), "a commit failed");
        connection.roll_back();
        if replies.is_empty() {
            waiting.drain(..).for_each(|job| refuse(job, error));
        }
    }
    commits.fetch_add(u64::from(committed.is_ok()), Ordering::Relaxed);
    for reply in replies {
        reply(committed.clone());
    }
    committed
}

fn run_each(
    connection: &Connection,
    waiting: &mut VecDeque<Job>,
    replies: &mut Vec<Reply>,
) -> Result<(), StoreError> {
    let link = Link::writing(connection);
    // Of facts that could not be kept together: how many are still to be gone through.
    let mut one_by_one = 0usize;
    while !waiting.is_empty() {
        connection.begin_part()?;
        let Some(job) = waiting.pop_front() else { break };
        let failed = match job {
            Job::Work(work) => {
                let outcome = work(Ok(&link));
                replies.push(outcome.reply);
                outcome.failed
            }
            Job::Append(first) => {
                let mut appends = vec![first];
                while one_by_one == 0
                    && let Some(next) = next_append(waiting)
                {
                    appends.push(next);
                }
                one_by_one = one_by_one.saturating_sub(1);
                let all: Vec<&Ready> = appends.iter().map(|append| &append.ready).collect();
                match keep_all(&link, &all) {
                    Ok(placed) => {
                        let each = appends.into_iter().zip(placed);
                        replies.extend(each.map(|(append, at)| append.reply(Ok(at))));
                        None
                    }
                    Err(_) if appends.len() > 1 && !connection.has_given_up() => {
                        one_by_one = appends.len();
                        appends
                            .into_iter()
                            .rev()
                            .for_each(|one| waiting.push_front(Job::Append(one)));
                        connection.end_part(false)?;
                        continue;
                    }
                    Err(error) => {
                        let each = appends.into_iter();
                        replies.extend(each.map(|append| append.reply(Err(error.clone()))));
                        Some(error)
                    }
                }
            }
        };
        if connection.has_given_up() {
            return Err(failed.unwrap_or(StoreError::Full));
        }
        connection.end_part(failed.is_none())?;
    }
    Ok(())
}

fn next_append(waiting: &mut VecDeque<Job>) -> Option<Append> {
    match waiting.pop_front()? {
        Job::Append(append) => Some(append),
        work @ Job::Work(_) => {
            waiting.push_front(work);
            None
        }
    }
}

fn refuse(job: Job, error: &StoreError) {
    match job {
        Job::Work(work) => (work(Err(error.clone())).reply)(Ok(())),
        Job::Append(append) => (append.done)(Err(error.clone())),
    }
}
