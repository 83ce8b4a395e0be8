//! `tenframe database distribute`: spreads a store over the machines of a Citus cluster.
//!
//! What is missing for it is said in words, and nothing is changed then. Start at [`run`].

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use store::{Lies, Place};

use crate::out::say;
use crate::serve;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Spread the tables of a store by school over the machines of a Citus cluster.
    Distribute(Distribute),
}

#[derive(Debug, Args)]
pub struct Distribute {
    /// The PostgreSQL database that holds the store: the coordinator of the cluster.
    #[arg(long, value_name = "URL")]
    database: String,
}

/// Does what is asked of a database.
pub async fn run(command: Command) -> Result<ExitCode> {
    let Command::Distribute(asked) = command;
    let place = Place::read(&asked.database);
    let store = serve::open(&place).await?;
    let distributed = store.distribute().await;
    store.close().await;
    let distributed = distributed.with_context(|| format!("{place} was not distributed"))?;
    for (name, lies, is_new) in &distributed.tables {
        let lies = match lies {
            Lies::BySchool => "spread by school",
            Lies::ByHub => "spread by hub",
            Lies::Everywhere => "whole on every machine",
        };
        say(&format!("{name}: {lies}{}", if *is_new { "" } else { " already" }));
    }
    say(&format!("{place} lies on {} machines", distributed.n_workers));
    Ok(ExitCode::SUCCESS)
}
