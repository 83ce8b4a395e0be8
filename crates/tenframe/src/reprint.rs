//! `tenframe print --code CODE`: the same page again, from the fact it was issued as.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use store::SheetCode;
use web::Press;

use crate::out::say;
use crate::serve;

#[derive(Debug, Args)]
pub struct Print {
    /// The eight characters at the foot of the page.
    #[arg(long)]
    code: String,
    #[command(flatten)]
    data: crate::Data,
    /// The file to write; without it, `tenframe-CODE.pdf` in this folder.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Prints the sheet again.
pub async fn run(print: Print) -> Result<ExitCode> {
    let code = SheetCode::read(&print.code)?;
    let place = print.data.place();
    let store = serve::open(&place).await?;
    let Some(issued) = store.sheet(&code).await? else {
        bail!("no sheet in `{place}` has the code {code}");
    };
    let pdf = web::pdf_of(Press(print::sheet), &issued)
        .await
        .map_err(|error| anyhow::anyhow!("{}: {}", error.title, error.say))?;
    let to = print.to.unwrap_or_else(|| PathBuf::from(format!("tenframe-{code}.pdf")));
    std::fs::write(&to, pdf).with_context(|| format!("`{}` cannot be written", to.display()))?;
    say(&format!("Written to {}", to.display()));
    store.close().await;
    Ok(ExitCode::SUCCESS)
}
