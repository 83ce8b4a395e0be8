//! The one writer: takes what arrived while the last commit ran, and commits it together.
//!
//! Each job has a savepoint of its own, so one that fails takes nobody with it.
//! Nobody is answered before the commit that holds their work is on disk. Work that nobody waits for is kept in its
//! turn all the same. Start at [`Writer::write`].

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, oneshot, watch};

use crate::StoreError;
use crate::engine::{Connection, Link};

// Our choice: a class of 30 is one commit; a rush of 900 is one too, and a page still waits under 10 ms.
const JOBS_A_COMMIT: usize = 1024;

// Our choice: beyond this callers wait their turn, so memory stays bounded.
const JOBS_WAITING: usize = 4096;

// Given an error instead of a link, a job only hands it to its caller.
type Job = Box<dyn FnOnce(Result<&Link<'_>, StoreError>) -> Outcome + Send>;
type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

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
    /// `heard` is called with what was kept, after its commit and before that of later work: in the order of the
    /// store, whoever is answered first. It must be short and wait for nothing.
    /// Dropping the returned future does not undo work that has been queued.
    pub async fn write<T, W, H>(&self, work: W, heard: H) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
        H: FnOnce(&T) + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = job(work, move |kept| {
            if let Ok(value) = &kept {
                heard(value);
            }
            // A caller that has gone away has nothing to be told.
            drop(answer.send(kept));
        });
        let queue = locked(&self.queue).clone().ok_or(StoreError::Closed)?;
        queue.send(job).await.map_err(|_| StoreError::Closed)?;
        drop(queue);
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues `work` and answers at once; what has been queued before it is committed first or with it.
    ///
    /// `heard` is as in [`Writer::write`]. Whoever must see what was kept waits at [`Writer::settled`].
    pub async fn write_soon<T, W, H>(&self, work: W, heard: H) -> Result<(), StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
        H: FnOnce(&T) + Send + 'static,
    {
        let queue = locked(&self.queue).clone().ok_or(StoreError::Closed)?;
        let place = queue.reserve().await.map_err(|_| StoreError::Closed)?;
        // Nothing is waited for between counting it and queueing it, so that what is counted comes to an end.
        self.unawaited.queued.fetch_add(1, Ordering::SeqCst);
        let one = OneUnawaited(Arc::clone(&self.unawaited));
        place.send(job(work, move |kept| {
            match &kept {
                Ok(value) => heard(value),
                Err(error) => tracing::error!(%error, "work that nobody waited for was not kept"),
            }
            drop(one);
        }));
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

fn job<T, W, D>(work: W, done: D) -> Job
where
    T: Send + 'static,
    W: FnOnce(&Link<'_>) -> Result<T, StoreError> + Send + 'static,
    D: FnOnce(Result<T, StoreError>) + Send + 'static,
{
    Box::new(move |link| {
        let result = link.and_then(work);
        Outcome {
            failed: result.as_ref().err().cloned(),
            reply: Box::new(move |commit| {
                done(result.and_then(|value| commit.map(|()| value)));
            }),
        }
    })
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
    while !waiting.is_empty() {
        connection.begin_part()?;
        let Some(job) = waiting.pop_front() else { break };
        let outcome = job(Ok(&Link::writing(connection)));
        replies.push(outcome.reply);
        if connection.has_given_up() {
            return Err(outcome.failed.unwrap_or(StoreError::Full));
        }
        connection.end_part(outcome.failed.is_none())?;
    }
    Ok(())
}

fn refuse(job: Job, error: &StoreError) {
    (job(Err(error.clone())).reply)(Ok(()));
}
