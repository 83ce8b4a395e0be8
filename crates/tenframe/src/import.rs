//! `tenframe import pupils FILE.csv --class NAME`: the same list, preview and refusal as the page.
//! `tenframe import register FILE`: the public register of schools, with a preview of what changes.
//! `tenframe import hub NAME`: a hub with the schools of its area and its lead, or the spreadsheet of one.
//! `tenframe import nation NAME`, `tenframe import return FILE`: who hubs hand on to, and what one handed on.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use learning::Author;
use store::{Class, ImportPlan, RefusedRows, Store};

use crate::out::say;
use crate::serve;

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Bring a class list in from a CSV file with headed columns.
    Pupils {
        /// The file: UPN, given name, family name, year group; UTF-8 or Windows-1252.
        file: PathBuf,
        /// The class's name.
        #[arg(long, value_name = "NAME")]
        class: String,
        /// Say what would change and write nothing.
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        data: crate::Data,
    },
    /// Bring the public register of schools in, or a newer one; schools it no longer has stay.
    Register(crate::import_register::Register),
    /// Add a hub with its lead school, the schools of its authorities and a lead who signs in; or bring in its .xlsx.
    Hub(crate::import_register::Hub),
    /// Add the nation that hubs hand their figures on to, with somebody who looks after it and signs in.
    Nation(crate::import_nation::Nation),
    /// Bring in what a hub of another server handed on.
    Return(crate::import_nation::Return),
}

/// Imports; a file with a bad row writes nothing.
pub async fn run(import: Import) -> Result<ExitCode> {
    let (file, class, preview, data) = match import {
        Import::Pupils { file, class, preview, data } => (file, class, preview, data),
        Import::Register(ask) => return crate::import_register::run(ask).await,
        Import::Hub(ask) => return crate::import_register::add_hub(ask).await,
        Import::Nation(ask) => return crate::import_nation::add(ask).await,
        Import::Return(ask) => return crate::import_nation::bring_in(ask).await,
    };
    let bytes =
        std::fs::read(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    let list = web::class_list::read(&bytes).map_err(|says| {
        anyhow::anyhow!("`{}` is not a class list yet: {says} Nothing was written", file.display())
    })?;
    let store = serve::open(&data.place()).await?;
    let class = find_class(&store, &class).await?;
    let mut plan =
        store.preview_import(&class.school_id, &class.class_id, list.rows.clone()).await?;
    plan.refused.extend(list.refused);
    plan.refused.sort_by_key(|row| row.line);
    tell(&plan, &class);
    let code = if !plan.refused.is_empty() {
        say("Nothing was written. Mend the lines above and import again.");
        ExitCode::FAILURE
    } else if preview {
        say("Nothing was written: this was a preview.");
        ExitCode::SUCCESS
    } else {
        store
            .import_pupils(
                &class.school_id,
                &class.class_id,
                list.rows,
                RefusedRows::StopAll,
                web::clock::now(),
                Author::System,
            )
            .await?;
        say("Written.");
        ExitCode::SUCCESS
    };
    store.close().await;
    Ok(code)
}

async fn find_class(store: &Store, name: &str) -> Result<Class> {
    let mut all = Vec::new();
    for school in store.schools().await? {
        all.extend(store.classes(&school.school_id).await?);
    }
    let names: Vec<String> = all.iter().map(|class| format!("\"{}\"", class.name)).collect();
    let mut found = all.into_iter().filter(|class| class.name.eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (Some(class), None) => Ok(class),
        (Some(_), Some(_)) => bail!(
            "more than one class is called \"{name}\"; rename one on its page first. Nothing was written"
        ),
        (None, _) if names.is_empty() => {
            bail!("there is no class \"{name}\": this store has none yet. Nothing was written")
        }
        (None, _) => bail!(
            "there is no class \"{name}\"; there are {}. Nothing was written",
            names.join(", ")
        ),
    }
}

fn tell(plan: &ImportPlan, class: &Class) {
    for row in &plan.refused {
        say(&format!("line {}: {}", row.line, row.reason));
    }
    say(&format!(
        "{}: {} new, {} moved from another class, {} changed, {} as they were, {} refused, {} in the class and not in the file (they stay)",
        class.name,
        plan.added.len(),
        plan.moved.len(),
        plan.changed.len(),
        plan.unchanged.len(),
        plan.refused.len(),
        plan.not_listed.len()
    ));
}
