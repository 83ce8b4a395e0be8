//! `tenframe import register FILE [--links FILE] [--columns MAP.toml] [--preview]`: the public register into a store.
//! `tenframe import hub NAME --lead-school URN`: a hub, the schools of its authorities, and its lead.
//! `tenframe import hub WORKBOOK.xlsx`: see `import_workbook`.
//!
//! A file with a bad row writes nothing. What changes is told before it is written.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use programme::{Succession, Urn, changes};
use serde_json::json;
use store::{NewHub, NewStaff, Store};

use crate::out::say;
use crate::programme::register::tell_changes;
use crate::programme::sources::{all_right, few, read_links, read_register};
use crate::serve;

/// The register to bring in.
#[derive(Debug, clap::Args)]
pub struct Register {
    /// The register: the official CSV (UTF-8 or Windows-1252), or another with --columns.
    file: PathBuf,
    /// The official file of links between schools' numbers.
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// What this file calls the columns: TOML with a table [columns].
    #[arg(long, value_name = "MAP.toml")]
    columns: Option<PathBuf>,
    /// Say what would change and write nothing.
    #[arg(long)]
    preview: bool,
    #[command(flatten)]
    data: crate::Data,
}

/// Takes a register over; a file with a bad row writes nothing.
pub async fn run(ask: Register) -> Result<ExitCode> {
    let read = read_register(&ask.file, ask.columns.as_deref())?;
    all_right(&ask.file, &read.problems)?;
    let store = serve::open(&ask.data.place()).await?;
    let held = store.school_register().await?;
    let after = held.with(&read);
    let links = match &ask.links {
        Some(file) => {
            let links = read_links(file, Some(&after))?;
            all_right(file, &links.problems)?;
            links.succession
        }
        None => Succession::of(&store.register_links().await?, Some(&after)),
    };
    let found = changes(&held, &read, &links);
    {
        let mut out = std::io::stdout().lock();
        if !read.unknown_columns.is_empty() {
            writeln!(out, "Columns that are not known: {}", read.unknown_columns.join(", "))?;
        }
        for row in few(&read.remarks) {
            writeln!(out, "left out: {row}")?;
        }
        if held.n_schools() == 0 {
            writeln!(
                out,
                "{} schools, {} links of succession",
                after.n_schools(),
                links.links().len()
            )?;
        } else {
            tell_changes(&mut out, &found)?;
        }
    }
    if ask.preview {
        say("Nothing was written: this was a preview.");
    } else {
        let summary = json!({
            "new": found.new.len(), "changed": found.changed.len(), "closed": found.closed.len(),
            "reopened": found.reopened.len(), "gone": found.gone.len(),
        });
        store.take_register(after, links.links(), web::clock::now(), summary).await?;
        say("Written.");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The hub to add, or the workbook of one that is there.
#[derive(Debug, clap::Args)]
pub struct Hub {
    /// Its name, such as "Northfield Maths Hub"; or the workbook of a hub that is there, an .xlsx file.
    #[arg(value_name = "NAME or WORKBOOK.xlsx")]
    name: String,
    /// For a workbook: the name of the hub, where the store has several.
    #[arg(long = "hub", value_name = "NAME")]
    of: Option<String>,
    /// For a workbook: write it; without this it is only looked at.
    #[arg(long)]
    yes: bool,
    /// The number of its lead school.
    #[arg(long, value_name = "URN")]
    lead_school: Option<String>,
    /// A local authority of its area, by its name in the register; give it once for each.
    #[arg(long, value_name = "NAME")]
    authority: Vec<String>,
    /// The email of the hub lead, who signs in with it.
    #[arg(long, value_name = "EMAIL")]
    email: Option<String>,
    /// The name of the hub lead.
    #[arg(long, value_name = "NAME")]
    lead: Option<String>,
    /// A file whose first line is the hub lead's first password.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    #[command(flatten)]
    data: crate::Data,
}

/// The first line of a file, as somebody's first password.
pub fn first_password(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("`{}` cannot be read", file.display()))?;
    let password = text.lines().next().unwrap_or_default().to_owned();
    if password.chars().count() < web::password::SHORTEST {
        bail!(
            "the password in `{}` is too short; expected {} characters or more",
            file.display(),
            web::password::SHORTEST
        );
    }
    Ok(password)
}

/// Adds a hub, the open schools of its authorities, and its lead; or reads a workbook of one that is there.
pub async fn add_hub(ask: Hub) -> Result<ExitCode> {
    let file = Path::new(&ask.name);
    if file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("xlsx")) {
        return crate::import_workbook::run(file, ask.of.as_deref(), ask.yes, &ask.data).await;
    }
    let (Some(lead_urn), Some(email), Some(lead), Some(password_file)) =
        (ask.lead_school, ask.email, ask.lead, ask.password_file)
    else {
        bail!(
            "a hub is added with --lead-school, --email, --lead and --password-file; the spreadsheet of one that is there ends in .xlsx, and `{}` does not",
            ask.name
        );
    };
    let lead_urn: Urn = lead_urn.parse()?;
    let password = first_password(&password_file)?;
    let store = serve::open(&ask.data.place()).await?;
    let register = store.school_register().await?;
    if register.school(lead_urn).is_none() {
        bail!(
            "the register has no school {lead_urn}; bring it in first: tenframe import register FILE"
        );
    }
    for named in &ask.authority {
        authority_is_known(&register, named)?;
    }
    let today = web::hub_journal::today();
    let is_of_area = |name: Option<&str>| {
        ask.authority.iter().any(|known| name.is_some_and(|name| name.eq_ignore_ascii_case(known)))
    };
    let of_area = register.schools().filter(|school| {
        school.urn == lead_urn
            || (is_of_area(school.authority.as_deref()) && school.is_open(today) != Some(false))
    });
    let urns: Vec<Urn> = of_area.map(|school| school.urn).collect();
    let now = web::clock::now();
    if let Some(held) = store.hubs().await?.into_iter().find(|hub| hub.name == ask.name) {
        return more_schools(&store, &held, lead_urn, urns, now).await;
    }
    let hash = web::password::keep(&password).context("the password could not be kept")?;
    let hub =
        store.add_hub(NewHub { name: ask.name, demo: false, lead_urn, created_at: now }).await?;
    let n = urns.len();
    store.add_hub_schools(&hub.hub_id, urns, now).await?;
    let lead = NewStaff {
        name: lead,
        email: Some(email.trim().to_lowercase()),
        roles: vec!["hub-lead".to_owned()],
        password_hash: Some(hash),
        created_at: now,
    };
    store.add_staff(&hub.hub_id, lead).await?;
    say(&format!("{} is added with {n} schools. Its lead signs in on the front page.", hub.name));
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Refuses an authority that no school of the register is in: a mistyped one would bring in nobody.
fn authority_is_known(register: &programme::Register, named: &str) -> Result<()> {
    let all = register.schools().filter_map(|school| school.authority.as_deref());
    let all: BTreeSet<&str> = all.collect();
    if all.iter().any(|known| known.eq_ignore_ascii_case(named)) {
        return Ok(());
    }
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    let alike: Vec<&str> = all.into_iter().filter(|known| first(known) == first(named)).collect();
    let alike =
        if alike.is_empty() { String::new() } else { format!(", such as {}", alike.join(", ")) };
    bail!(
        "no school of the register is in `{named}`; expected an authority as it is written there{alike}"
    )
}

/// Adds to the list of a hub that is here; its people stay as they are.
async fn more_schools(
    store: &Store,
    hub: &store::Hub,
    lead_urn: Urn,
    urns: Vec<Urn>,
    now: store::Micros,
) -> Result<ExitCode> {
    if hub.lead_urn != lead_urn {
        bail!(
            "`{}` is here already and its lead school is {}; expected that number to add schools to it, or another name for another hub",
            hub.name,
            hub.lead_urn
        );
    }
    let held: BTreeSet<Urn> =
        store.hub_schools(&hub.hub_id).await?.into_iter().map(|school| school.urn).collect();
    let new: Vec<Urn> = urns.into_iter().filter(|urn| !held.contains(urn)).collect();
    let (n, all) = (new.len(), held.len() + new.len());
    store.add_hub_schools(&hub.hub_id, new, now).await?;
    say(&format!(
        "{} is here already: {n} more schools, {all} in all. Its people stay as they are.",
        hub.name
    ));
    Ok(ExitCode::SUCCESS)
}
