//! One trial: a program answers from many devices and says what was acknowledged; it is killed; the store is
//! opened again and compared with what it had said.
//!
//! Used by the long form (`main.rs`) and by the short form among the tests. Start at [`run`].

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use learning::{Author, Fact, FactBody, FactId, Outcome};
use store::{NewFact, NewLesson, Place, Store};

use crate::desk::Desk;

use faults::chance;

// R1 of the targets: 64 clients answering.
const CLIENTS: usize = 64;

// Moments at which to kill, after the first answer was acknowledged. Our choice: some while the first commits
// run, some after thousands.
const LATEST_KILL_MS: u64 = 400;

// R1 of the targets.
const READY_WITHIN_MS: u128 = 5000;

/// How many trials lost nothing, and how many did.
pub struct Trials {
    /// Nothing acknowledged was lost, nothing doubled, nothing out of order.
    pub n_passed: u32,
    /// Something was.
    pub n_failed: u32,
}

/// Runs trials on one store that is killed and opened again; `say` gets a line about each.
///
/// `child` makes the command that runs [`answer`] on a place and a lesson. At the end the store is looked through.
pub fn run(
    place: &Place,
    n_trials: u32,
    mut seed: u64,
    child: impl Fn(&str, &str) -> Command,
    mut say: impl FnMut(String),
) -> Trials {
    let runtime = runtime();
    let mut outcome = Trials { n_passed: 0, n_failed: 0 };
    for trial in 1..=n_trials {
        let lesson = runtime.block_on(prepare(place));
        let wait = Duration::from_millis(chance(&mut seed) % LATEST_KILL_MS);
        let acknowledged = kill_after(child(&text(place), &lesson), wait);
        let opening = Instant::now();
        let store =
            runtime.block_on(Store::open_at(place)).expect("the store opens after the kill");
        runtime.block_on(store.health()).expect("the store takes writes after the kill");
        let ready_ms = opening.elapsed().as_millis();
        let mut wrong = runtime.block_on(compare(&store, &lesson, &acknowledged));
        if ready_ms >= READY_WITHIN_MS {
            wrong.get_or_insert_default().push_str("ready too late; ");
        }
        if trial == n_trials {
            let checked = runtime.block_on(store.check()).expect("the store can be looked through");
            wrong = wrong.or(checked.wrong.first().map(|first| format!("check says: {first}")));
        }
        runtime.block_on(store.close());
        let n = acknowledged.len();
        say(match &wrong {
            None => format!("trial {trial}: {n} acknowledged, all there; ready in {ready_ms} ms"),
            Some(wrong) => format!("trial {trial}: {n} acknowledged; {wrong}"),
        });
        outcome.n_passed += u32::from(wrong.is_none());
        outcome.n_failed += u32::from(wrong.is_some());
    }
    outcome
}

/// A place as an argument of a command.
fn text(place: &Place) -> String {
    match place {
        Place::Folder(folder) => folder.display().to_string(),
        Place::Server(address) => address.clone(),
    }
}

/// Answers from many devices at once, and prints each answer once it is acknowledged, until it is killed.
pub fn answer(place: &str, lesson_id: &str) {
    runtime().block_on(async {
        let store = Store::open_at(&Place::read(place)).await.expect("the store opens");
        let place = desk_of(&store, lesson_id).await;
        let clients = (0..CLIENTS).map(|client| {
            let (store, place) = (store.clone(), place.clone());
            tokio::spawn(async move {
                for counter in 0_i64.. {
                    let appended = store
                        .append(vec![place.response(&client.to_string(), counter)])
                        .await
                        .expect("an answer is kept");
                    let id = &appended[0].fact.id;
                    store.append_soon(vec![marking(&place, id)], |_| ()).await.expect("queued");
                    acknowledge(client, counter, id.as_str());
                }
            })
        });
        for client in clients.collect::<Vec<_>>() {
            client.await.expect("a client answers until it is killed");
        }
    });
}

// As the program does: the marking waits in the queue when the answer is acknowledged.
fn marking(place: &Desk, response: &FactId) -> NewFact {
    NewFact {
        school_id: place.school_id.clone(),
        class_id: place.class_id.clone(),
        lesson_id: Some(place.lesson_id.clone()),
        at: 0,
        by: Author::System,
        body: FactBody::Marked {
            response: response.clone(),
            engine: "a trial".to_owned(),
            outcome: Outcome::Right,
            misconceptions: Vec::new(),
        },
    }
}

// One write a line, so that a kill leaves at most the last line cut.
fn acknowledge(client: usize, counter: i64, fact_id: &str) {
    let line = format!("kept {client} {counter} {fact_id}\n");
    std::io::stdout().lock().write_all(line.as_bytes()).expect("the other end is listening");
}

/// Adds a lesson for the next trial, and before the first the school, class and pupil.
async fn prepare(place: &Place) -> String {
    let store = Store::open_at(place).await.expect("the store opens");
    let desk = Desk::find_or_make(&store).await.expect("a desk");
    let (class_id, title) = (desk.class_id, "A lesson that is cut short".to_owned());
    let lesson = NewLesson { class_id, step: None, title, planned_for: None, created_at: 0 };
    let lesson = store.add_lesson(&desk.school_id, lesson).await.expect("a lesson");
    store.close().await;
    lesson.lesson_id
}

async fn desk_of(store: &Store, lesson_id: &str) -> Desk {
    let desk = Desk::find_or_make(store).await.expect("a desk");
    Desk { lesson_id: lesson_id.to_owned(), ..desk }
}

/// Starts the program, waits for its first acknowledged answer and then `wait`, kills it.
///
/// Gives what it had said was kept: (client, counter, fact id).
fn kill_after(mut command: Command, wait: Duration) -> Vec<(usize, i64, String)> {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let (first, started) = mpsc::channel();
    let listening = listen(&mut child, first);
    // An error means that it ended before it answered; what it said is then compared as it is.
    if started.recv().is_ok() {
        // Here the passing of time is what is tested: the moment of the kill.
        thread::sleep(wait);
    }
    child.kill().expect("our own child can be killed");
    child.wait().expect("a killed child ends");
    listening.join().expect("listening does not fail")
}

fn listen(
    child: &mut Child,
    first: mpsc::Sender<()>,
) -> thread::JoinHandle<Vec<(usize, i64, String)>> {
    let mut said = BufReader::new(child.stdout.take().expect("its output is piped"));
    thread::spawn(move || {
        let mut kept = Vec::new();
        let mut line = String::new();
        while said.read_line(&mut line).unwrap_or(0) > 0 {
            if let Some(one) = line.strip_suffix('\n').and_then(read_line) {
                kept.push(one);
                // Only the first is waited for.
                let _ = first.send(());
            }
            line.clear();
        }
        kept
    })
}

fn read_line(line: &str) -> Option<(usize, i64, String)> {
    let (_, said) = line.split_once("kept ")?;
    let mut words = said.split(' ');
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.to_owned()))
}

/// What is wrong with the store after the kill, if anything.
async fn compare(
    store: &Store,
    lesson_id: &str,
    acknowledged: &[(usize, i64, String)],
) -> Option<String> {
    let place = desk_of(store, lesson_id).await;
    if acknowledged.is_empty() {
        return Some("nothing was acknowledged, so nothing was tested".to_owned());
    }
    let facts = store.facts_of_lesson(&place.school_id, lesson_id).await.expect("facts");
    let mut wrong = lost(&facts, acknowledged);
    wrong += &doubled_or_disordered(&facts);
    wrong += &wrongly_marked(&facts);
    wrong += &resend(store, &place, facts.len(), acknowledged).await;
    Some(wrong).filter(|wrong| !wrong.is_empty())
}

fn lost(facts: &[Fact], acknowledged: &[(usize, i64, String)]) -> String {
    let kept: HashMap<&str, i64> = facts.iter().map(|fact| (fact.id.as_str(), fact.at)).collect();
    let lost =
        acknowledged.iter().filter(|(_, counter, id)| kept.get(id.as_str()) != Some(counter));
    match lost.count() {
        0 => String::new(),
        n => format!("{n} lost; "),
    }
}

// Each device sends 0, 1, 2, ... and waits for each; so that is what must be there.
fn doubled_or_disordered(facts: &[Fact]) -> String {
    let mut next: HashMap<&str, i64> = HashMap::new();
    let mut wrong = String::new();
    for fact in facts {
        if let FactBody::Responded { device, counter, .. } = &fact.body {
            let expected = next.entry(device.as_str()).or_default();
            if counter != expected {
                // Writing to a `String` cannot fail.
                let _ = write!(wrong, "a device's {counter} came where {expected} was expected; ");
            }
            *expected = counter + 1;
        }
    }
    wrong
}

// Each marking comes after its answer, and only once; an answer may still be without.
fn wrongly_marked(facts: &[Fact]) -> String {
    let mut unmarked: HashSet<&FactId> = HashSet::new();
    let mut n_wrong = 0;
    for fact in facts {
        match &fact.body {
            FactBody::Responded { .. } => n_wrong += usize::from(!unmarked.insert(&fact.id)),
            FactBody::Marked { response, .. } => n_wrong += usize::from(!unmarked.remove(response)),
            _ => {}
        }
    }
    if n_wrong == 0 { String::new() } else { format!("{n_wrong} wrongly marked; ") }
}

/// Every device sends its last acknowledged answer again, as it would after the crash: nothing may be added.
async fn resend(
    store: &Store,
    place: &Desk,
    n_before: usize,
    acknowledged: &[(usize, i64, String)],
) -> String {
    let last: HashMap<usize, i64> =
        acknowledged.iter().map(|(client, counter, _)| (*client, *counter)).collect();
    let again = last
        .into_iter()
        .map(|(client, counter)| place.response(&client.to_string(), counter))
        .collect();
    let appended = store.append(again).await.expect("resending is harmless");
    let n_new = appended.iter().filter(|one| !one.duplicate).count();
    let n_after =
        store.facts_of_lesson(&place.school_id, &place.lesson_id).await.expect("facts").len();
    match (n_new, n_after == n_before) {
        (0, true) => String::new(),
        _ => format!("{n_new} doubled by sending again; "),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime starts")
}
