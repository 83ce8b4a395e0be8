//! The `tenframe` program: arguments, wiring, `main`.
//!
//! Each command is a module of its own; nothing here knows mathematics. Start at [`main`].

mod backup;
mod backups;
mod check;
mod content;
mod content_new;
mod content_preview;
mod database;
mod demo;
mod demo_evidence;
mod demo_facts;
mod demo_hub;
mod demo_in_school;
mod demo_lessons;
mod demo_nation;
mod demo_people;
mod demo_plans;
mod demo_sessions;
mod demo_shared;
mod doctor;
mod import;
mod import_nation;
mod import_register;
mod import_workbook;
mod learn;
mod mark;
mod out;
mod people;
mod programme;
mod reprint;
mod serve;
mod vary;
mod vary_check;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use store::Place;

/// What is given back by one thread serves the others: with the system's allocator a school morning grew by what
/// lay unused, see decision 0048.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Teaching for mastery in school mathematics.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open an invented school with a lesson ready to teach; nothing to install, nothing to type.
    Demo(demo::Demo),
    /// Serve a school from a folder or a database; an empty one gives a one-time set-up link.
    Serve(serve::Serve),
    /// Bring in pupils, the register of schools, a hub, or what a hub hands on.
    #[command(subcommand)]
    Import(import::Import),
    /// Print a sheet again from the code on it.
    Print(reprint::Print),
    /// Mark a response against an answer, or many as JSON Lines.
    Mark(mark::Mark),
    /// Make a sequence from a task family, or check one that somebody typed.
    Vary(vary::Vary),
    /// Fit, foretell, diagnose, decide or simulate from logs and checks.
    #[command(subcommand)]
    Learn(learn::Learn),
    /// Copy a store, or one school of it, to a file; or check such a file.
    Backup(backup::Backup),
    /// Put a backup back into an empty folder or database.
    Restore(backup::Restore),
    /// Look a store through for damage; fold or mark it again.
    Check(check::Check),
    /// Look at this machine, the store and its backups, and say what to mend.
    Doctor(doctor::Doctor),
    /// Look after a PostgreSQL database that holds a store.
    #[command(subcommand)]
    Database(database::Command),
    /// Look after the content: small steps, task families, lessons.
    #[command(subcommand)]
    Content(content::Command),
    /// Programmes of professional development: work groups of schools.
    #[command(subcommand)]
    Programme(programme::Command),
}

/// Where the store is: a folder, or a PostgreSQL database.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Data {
    /// The folder that holds the store.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The PostgreSQL database that holds the store: postgres://user:password@host:5432/database
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Data {
    fn place(&self) -> Place {
        match (&self.database, &self.data) {
            (Some(address), _) => Place::Server(address.clone()),
            (None, folder) => Place::Folder(folder.clone().unwrap_or_default()),
        }
    }
}

fn main() -> ExitCode {
    begin_log();
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tenframe: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Logs go to standard error; `TENFRAME_LOG` says how much, `TENFRAME_LOG_FORMAT=json` gives one object a line.
fn begin_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TENFRAME_LOG")
        .unwrap_or_else(|_| "warn".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match std::env::var("TENFRAME_LOG_FORMAT").as_deref() {
        Ok("json") => log.json().init(),
        _ => log.init(),
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Vary(vary) => vary::run(&vary),
        Command::Content(command) => content::run(command),
        Command::Mark(mark) => mark::run(mark),
        Command::Programme(command) => programme::run(command),
        Command::Learn(learn) => learn::run(learn),
        Command::Demo(demo) => wait_for(demo::run(demo)),
        Command::Serve(serve) => wait_for(serve::run(serve)),
        Command::Import(import) => wait_for(import::run(import)),
        Command::Print(print) => wait_for(reprint::run(print)),
        Command::Backup(backup) => wait_for(backup::run(backup)),
        Command::Restore(restore) => wait_for(backup::restore(restore)),
        Command::Check(check) => wait_for(check::run(check)),
        Command::Database(command) => wait_for(database::run(command)),
        Command::Doctor(doctor) => wait_for(doctor::run(doctor)),
    }
}

fn wait_for(work: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
