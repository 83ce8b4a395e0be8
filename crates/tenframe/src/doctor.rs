//! `tenframe doctor`: looks at the disk, the store, its backups and the clock, and says in words what to mend.
//!
//! It changes nothing in the store. Start at [`run`].

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use jiff::Timestamp;
use store::Place;

use crate::out::say;
use crate::{backup, backups, serve};

#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    data: crate::Data,
    /// Where the backups are; without it, the folder `backups` beside the store.
    #[arg(long, value_name = "DIR")]
    backups: Option<PathBuf>,
    #[command(flatten)]
    secret: backup::Passphrase,
}

/// How many times a small file is flushed to see how fast the disk keeps a promise.
const FLUSHES: u32 = 50;

/// Our choice: flushes a second beyond what a disk without a safe cache can do.
const TOO_GOOD: u128 = 20_000;

/// Our choice: a school-year of answers is far below this many MiB.
const ROOM_MIB: u64 = 1024;

#[derive(Default)]
struct Report {
    n_to_mend: usize,
}

impl Report {
    fn well(&self, what: &str) {
        say(&format!("well: {what}"));
    }

    fn mend(&mut self, what: &str) {
        self.n_to_mend += 1;
        say(&format!("mend: {what}"));
    }
}

/// Looks at everything; the exit code says whether anything is to be mended.
pub async fn run(doctor: Doctor) -> Result<ExitCode> {
    let place = doctor.data.place();
    let mut report = Report::default();
    report.well(&format!("this is Tenframe {}", env!("CARGO_PKG_VERSION")));
    look_at_clock(&mut report);
    if let Place::Folder(folder) = &place {
        look_at_disk(&mut report, folder);
        look_at_room(&mut report, folder);
    }
    look_at_store(&mut report, &place).await;
    let beside = match &place {
        Place::Folder(folder) => Some(serve::backups_beside(folder)),
        Place::Server(_) => None,
    };
    match doctor.backups.or(beside) {
        Some(folder) => look_at_backups(&mut report, &folder, doctor.secret.read()?.as_deref()),
        None => report.mend(
            "no folder of backups was named: give it with --backups DIR, and serve with the same",
        ),
    }
    say(&match report.n_to_mend {
        0 => "nothing to mend".to_owned(),
        n => format!("{n} to mend"),
    });
    Ok(if report.n_to_mend == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

// When this program was written; a clock before it is wrong.
const NOT_BEFORE: &str = "2025-01-01T00:00:00Z";

fn look_at_clock(report: &mut Report) {
    let now = Timestamp::now();
    let is_sound = NOT_BEFORE.parse::<Timestamp>().is_ok_and(|earliest| now >= earliest);
    match is_sound {
        true => report.well(&format!("the clock says {now:.0}")),
        false => report
            .mend(&format!("the clock says {now:.0}: set it, or lessons are put on wrong days")),
    }
}

fn look_at_disk(report: &mut Report, folder: &Path) {
    match flushes_a_second(folder) {
        Ok(rate) if rate > TOO_GOOD => report.mend(&format!(
            "the disk of {} says it flushed {rate} times a second: a disk without a battery cannot; a power cut may lose answers",
            folder.display()
        )),
        Ok(rate) => report.well(&format!("the disk of {} flushes {rate} times a second", folder.display())),
        Err(error) => report.mend(&format!("{} cannot be written to ({error})", folder.display())),
    }
}

fn flushes_a_second(folder: &Path) -> std::io::Result<u128> {
    let path = folder.join(".doctor");
    let mut file = std::fs::File::create(&path)?;
    let begun = Instant::now();
    for _ in 0..FLUSHES {
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
    }
    let took = begun.elapsed().as_micros().max(1);
    std::fs::remove_file(&path)?;
    Ok(u128::from(FLUSHES) * 1_000_000 / took)
}

fn look_at_room(report: &mut Report, folder: &Path) {
    match free_mib(folder) {
        Some(free) if free < ROOM_MIB => {
            report.mend(&format!("only {free} MiB are free in {}: make room", folder.display()));
        }
        Some(free) => report.well(&format!("{free} MiB are free in {}", folder.display())),
        None => report.well("how much room is free is not known on this system"),
    }
}

// The standard library does not say; `df -Pk` is the same on every Unix (POSIX).
fn free_mib(folder: &Path) -> Option<u64> {
    let said = std::process::Command::new("df").arg("-Pk").arg(folder).output().ok()?;
    let text = String::from_utf8(said.stdout).ok()?;
    let free: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(free / 1024)
}

async fn look_at_store(report: &mut Report, place: &Place) {
    let store = match serve::open_existing(place).await {
        Ok(store) => store,
        Err(error) => return report.mend(&format!("{error:#}")),
    };
    match store.health().await {
        Ok(()) => report.well(&format!("the store in {place} can be read and written")),
        Err(error) => report.mend(&format!("the store in {place}: {error}")),
    }
    match store.check().await {
        Ok(checked) if checked.wrong.is_empty() => {
            report.well(&format!("{} rows were looked at and are sound", checked.n_rows));
        }
        Ok(checked) => report.mend(&format!(
            "{} things are wrong in the store: `tenframe check` lists them",
            checked.wrong.len()
        )),
        Err(error) => report.mend(&format!("the store cannot be looked through: {error}")),
    }
    store.close().await;
}

fn look_at_backups(report: &mut Report, folder: &Path, passphrase: Option<&str>) {
    let times = backups::times(folder);
    let Some(last) = times.last() else {
        return report.mend(&format!(
            "there is no backup in {}: `tenframe serve` makes them, or use `tenframe backup`",
            folder.display()
        ));
    };
    let hours = Timestamp::now().duration_since(*last).as_hours();
    let file = folder.join(backups::name(*last));
    match backup::verify(&file, passphrase) {
        Ok(_) if hours > 7 * 24 => report.mend(&format!(
            "the last backup, {}, is {} days old; it is sound",
            file.display(),
            hours / 24
        )),
        Ok(_) => report
            .well(&format!("the last backup, {}, is {hours} hours old and sound", file.display())),
        Err(error) => report.mend(&format!("{error:#}")),
    }
}
