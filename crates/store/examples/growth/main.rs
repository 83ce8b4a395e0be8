//! How many answers a second are kept as a store grows: by pupils who answer, by schools, by answers it holds already.
//!
//! `cargo run --release -p store --example growth -- --answers 2000000 --seconds 5 --to docs/growth` writes a table
//! (`growth.md`) and a plot (`growth.svg`); `--database postgres://...` does the same on a server. Start at [`grow`].

mod plot;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use desk::Desk;
use plot::{Line, Point};
use store::{NewSchool, Place, Store, StoreError};

#[path = "../desk/desk.rs"]
mod desk;

const TOGETHER: usize = 1000;

struct Asked {
    n_answers: u64,
    seconds: u64,
    to: PathBuf,
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
    let lines = runtime.block_on(grow(&asked)).expect("the store takes answers");
    std::fs::create_dir_all(&asked.to).expect("the folder can be made");
    for (name, text) in [("growth.md", plot::table(&lines)), ("growth.svg", plot::svg(&lines))] {
        std::fs::write(asked.to.join(name), text).expect("the folder can be written to");
    }
    ExitCode::SUCCESS
}

fn say(line: &str) {
    writeln!(io::stdout(), "{line}").expect("standard output is open");
}

fn read_arguments(arguments: Vec<String>) -> Result<Asked, String> {
    let mut asked =
        Asked { n_answers: 200_000, seconds: 3, to: PathBuf::from("growth"), server: None };
    let number = |text: &str| -> Result<u64, String> {
        text.parse().map_err(|_| format!("`{text}` is not a whole number"))
    };
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name == "--answers" => asked.n_answers = number(value)?,
            [name, value] if name == "--seconds" => asked.seconds = number(value)?.max(1),
            [name, value] if name == "--to" => asked.to = value.into(),
            [name, value] if name == "--database" => asked.server = Some(value.clone()),
            _ => {
                return Err(format!(
                    "`{}` is not known: expected --answers N, --seconds N, --to DIR or --database URL",
                    pair[0]
                ));
            }
        }
    }
    Ok(asked)
}

/// Measures three ways to grow, each on a store of its own.
async fn grow(asked: &Asked) -> Result<Vec<Line>, StoreError> {
    let mut by_pupils = Line::new("pupils answering at once");
    let (store, _folder) = empty(asked).await;
    let desk = Desk::find_or_make(&store).await?;
    for n_pupils in [1, 8, 64, 256, 900] {
        let rate = rate(&store, std::slice::from_ref(&desk), n_pupils, asked.seconds).await?;
        by_pupils.add(n_pupils as u64, rate);
    }
    let mut by_schools = Line::new("schools in one store, 64 pupils answering");
    let (store, _folder) = empty(asked).await;
    let mut desks = Vec::new();
    for n_schools in [1, 10, 100, 1000] {
        while desks.len() < n_schools {
            store.add_school(school(desks.len())).await?;
            desks.push(Desk::find_or_make(&store).await?);
        }
        by_schools.add(n_schools as u64, rate(&store, &desks, 64, asked.seconds).await?);
    }
    let mut by_answers = Line::new("answers the store holds already, 64 pupils answering");
    let (store, _folder) = empty(asked).await;
    let desk = Desk::find_or_make(&store).await?;
    let mut n_held = 0;
    for part in [0, 1, 4, 16, 64] {
        let wanted = asked.n_answers * part / 64;
        while n_held < wanted {
            let answers = (0..TOGETHER).map(|at| desk.response("old", n_held as i64 + at as i64));
            store.append(answers.collect()).await?;
            n_held += TOGETHER as u64;
        }
        let rate = rate(&store, std::slice::from_ref(&desk), 64, asked.seconds).await?;
        by_answers.add(n_held, rate);
    }
    for line in [&by_pupils, &by_schools, &by_answers] {
        for Point { size, rate } in &line.points {
            say(&format!("{}: {size}: {rate:.0} answers a second", line.name));
        }
    }
    Ok(vec![by_pupils, by_schools, by_answers])
}

// Schools are listed as they were made, and a desk is made in the last.
fn school(number: usize) -> NewSchool {
    NewSchool {
        name: format!("School {number:06}"),
        phase: "primary".to_owned(),
        demo: true,
        settings: serde_json::json!({}),
        created_at: number as i64 + 1,
    }
}

async fn empty(asked: &Asked) -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let place = match &asked.server {
        Some(address) => {
            Place::Server(format!("{address}?schema=growth{}", store::new_id().replace('-', "")))
        }
        None => Place::Folder(folder.path().to_owned()),
    };
    (Store::open_at(&place).await.expect("the store opens"), folder)
}

/// Each pupil answers, waits for the acknowledgement and answers again; gives acknowledged answers a second.
async fn rate(
    store: &Store,
    desks: &[Desk],
    n_pupils: usize,
    seconds: u64,
) -> Result<f64, StoreError> {
    let run = store::new_id();
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let pupils: Vec<_> = (0..n_pupils)
        .map(|pupil| {
            let (store, run) = (store.clone(), run.clone());
            // Every school has somebody answering, however many there are.
            let own: Vec<Desk> = desks.iter().skip(pupil).step_by(n_pupils).cloned().collect();
            let own = if own.is_empty() { vec![desks[pupil % desks.len()].clone()] } else { own };
            tokio::spawn(async move {
                let mut n_kept = 0_i64;
                while Instant::now() < until {
                    let desk = &own[n_kept as usize % own.len()];
                    let answer = desk.response(&format!("{run}-{pupil}"), n_kept);
                    store.append(vec![answer]).await?;
                    n_kept += 1;
                }
                Ok::<i64, StoreError>(n_kept)
            })
        })
        .collect();
    let mut n_kept = 0;
    for pupil in pupils {
        n_kept += pupil.await.expect("a pupil answers until time is up")?;
    }
    Ok(n_kept as f64 / begun.elapsed().as_secs_f64())
}
