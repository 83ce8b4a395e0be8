//! The `tenframe` program: arguments, wiring, `main`.
//!
//! Each command is a module of its own; nothing here knows mathematics. Start at [`main`].

mod content;
mod content_new;
mod content_preview;
mod demo;
mod import;
mod learn;
mod mark;
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
    /// Serve a school from a folder; an empty folder gives a one-time set-up link.
    Serve(serve::Serve),
    /// Bring in pupils from a file.
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
    /// Look after the content: small steps, task families, lessons.
    #[command(subcommand)]
    Content(content::Command),
    /// Programmes of professional development: work groups of schools.
    #[command(subcommand)]
    Programme(programme::Command),
}

/// The options every command with a store has.
#[derive(Debug, clap::Args)]
struct Data {
    /// The folder that holds the store.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TENFRAME_LOG")
        .unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tenframe: {error:#}");
            ExitCode::FAILURE
        }
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
    }
}

fn wait_for(work: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
