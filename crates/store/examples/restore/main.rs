//! Fills a store, copies it, restores the copy, compares every hash, and says how long each took.
//!
//! `cargo run --release -p store --example restore -- --answers 1000000 --trials 1`; `--database postgres://...`
//! restores onto a server, in a schema of its own. Ends with `N passed, N failed`. Start at [`trial`].

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use learning::{Author, DeviceId, FactBody, PupilId, QuestionId};
use store::{NewClass, NewFact, NewPupil, NewSchool, Place, Store, Timetable, verify};

// A secondary school, as in R13 of the targets.
const PUPILS: usize = 900;
const CLASSES: usize = 30;
const TOGETHER: usize = 1000;

struct Asked {
    n_trials: u32,
    n_answers: usize,
    server: Option<String>,
}

fn main() -> ExitCode {
    let asked = match read_arguments(std::env::args().skip(1).collect()) {
        Ok(asked) => asked,
        Err(message) => {
            // Nothing can be done when even the message cannot be written.
            let _ = writeln!(io::stderr(), "{message}");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let (mut n_passed, mut n_failed) = (0, 0);
    for number in 1..=asked.n_trials {
        match runtime.block_on(trial(&asked)) {
            Ok(line) => {
                n_passed += 1;
                say(&format!("trial {number}: {line}"));
            }
            Err(wrong) => {
                n_failed += 1;
                say(&format!("trial {number}: {wrong}"));
            }
        }
    }
    say(&format!("{n_passed} passed, {n_failed} failed"));
    ExitCode::from(u8::from(n_failed > 0))
}

fn say(line: &str) {
    writeln!(io::stdout(), "{line}").expect("standard output is open");
}

fn read_arguments(arguments: Vec<String>) -> Result<Asked, String> {
    let mut asked = Asked { n_trials: 1, n_answers: 100_000, server: None };
    let number = |text: &str| -> Result<u32, String> {
        text.parse().map_err(|_| format!("`{text}` is not a whole number"))
    };
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name == "--trials" => asked.n_trials = number(value)?,
            [name, value] if name == "--answers" => asked.n_answers = number(value)? as usize,
            [name, value] if name == "--database" => asked.server = Some(value.clone()),
            _ => {
                return Err(format!(
                    "`{}` is not known: expected --trials N, --answers N or --database URL",
                    pair[0]
                ));
            }
        }
    }
    Ok(asked)
}

async fn trial(asked: &Asked) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(said)?;
    let store = Store::open(folder.path().join("first")).map_err(said)?;
    let filling = Instant::now();
    fill(&store, asked.n_answers).await.map_err(said)?;
    let filled = filling.elapsed();
    let file = folder.path().join("copy.backup");
    let copying = Instant::now();
    let to = BufWriter::new(File::create(&file).map_err(said)?);
    let (copied, to) = store.copy_to(to, None, 0).await.map_err(said)?;
    to.into_inner().map_err(said)?.sync_all().map_err(said)?;
    let copied_in = copying.elapsed();
    let reading = Instant::now();
    if verify(open(&file)?).map_err(said)? != copied {
        return Err("the file read through differs from what was written".to_owned());
    }
    let read_in = reading.elapsed();
    let place = match &asked.server {
        Some(address) => {
            let schema = store::new_id().replace('-', "");
            Place::Server(format!("{address}?schema=restore{schema}"))
        }
        None => Place::Folder(folder.path().join("second")),
    };
    let restoring = Instant::now();
    let other = Store::open_at(&place).await.map_err(said)?;
    if other.restore_from(open(&file)?).await.map_err(said)? != copied {
        return Err("what was restored differs from what was copied".to_owned());
    }
    let restored_in = restoring.elapsed();
    if let Some(wrong) = other.check().await.map_err(said)?.wrong.first() {
        return Err(format!("check says of the restored store: {wrong}"));
    }
    let size = std::fs::metadata(&file).map_err(said)?.len() / 1024;
    let rate = asked.n_answers as u128 * 1000 / restored_in.as_millis().max(1);
    Ok(format!(
        "{PUPILS} pupils, {} answers: filled in {} ms, copied in {} ms ({size} KiB), read through in {} ms, \
         restored and compared in {} ms ({rate} answers/s), nothing wrong",
        asked.n_answers,
        filled.as_millis(),
        copied_in.as_millis(),
        read_in.as_millis(),
        restored_in.as_millis()
    ))
}

fn open(file: &Path) -> Result<BufReader<File>, String> {
    File::open(file).map(BufReader::new).map_err(said)
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

async fn fill(store: &Store, n_answers: usize) -> Result<(), store::StoreError> {
    let (name, phase) = ("Larkfield Secondary".to_owned(), "secondary".to_owned());
    let school =
        NewSchool { name, phase, demo: true, settings: serde_json::json!({}), created_at: 0 };
    let school_id = store.add_school(school).await?.school_id;
    let mut pupils = Vec::new();
    for class in 0..CLASSES {
        let class = NewClass {
            name: format!("8/{class}"),
            year_group: 8,
            lesson_minutes: 60,
            timetable: Timetable { weeks: 1, slots: Vec::new() },
            unit: Vec::new(),
            created_at: 0,
        };
        let class_id = store.add_class(&school_id, class).await?.class_id;
        for pupil in 0..PUPILS / CLASSES {
            let (given_name, family_name) = (format!("Given{pupil}"), "Family".to_owned());
            let pupil = NewPupil { upn: None, given_name, family_name, year_group: 8 };
            let pupil = store.add_pupil(&school_id, &class_id, pupil, 0).await?;
            pupils.push((class_id.clone(), pupil.pupil_id));
        }
    }
    let answers = (0..n_answers).map(|n| answer(&school_id, &pupils[n % PUPILS], n));
    let mut waiting = Vec::with_capacity(TOGETHER);
    for answer in answers {
        waiting.push(answer);
        if waiting.len() == TOGETHER {
            store.append(std::mem::take(&mut waiting)).await?;
        }
    }
    store.append(waiting).await.map(|_| ())
}

fn answer(school_id: &str, (class_id, pupil_id): &(String, String), n: usize) -> NewFact {
    let (pupil, device) = (PupilId(pupil_id.clone()), DeviceId(format!("tablet-{}", n % PUPILS)));
    let counter = i64::try_from(n / PUPILS).unwrap_or(i64::MAX);
    NewFact {
        school_id: school_id.to_owned(),
        class_id: class_id.clone(),
        lesson_id: None,
        at: counter,
        by: Author::Device { pupil: pupil.clone(), device: device.clone() },
        body: FactBody::Responded {
            pupil,
            question: QuestionId::from("check-1"),
            text: format!("{n}/8"),
            device,
            counter,
            device_at: counter,
            late: false,
        },
    }
}
