//! `tenframe import nation NAME`: the house that hubs hand their figures on to, and who looks after it.
//! `tenframe import return FILE --hub NAME`: what a hub of another server handed on, as its page gave it.
//!
//! A file with a bad row writes nothing. What it holds is told before it is written.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use learning::Author;
use programme::{Facts, HubReturn, NationFact, ReturnedSchool, Urn};
use store::NewStaff;

use crate::out::say;
use crate::programme::sources::{few, read_facts};
use crate::serve;

/// The nation to add, or somebody to add to it.
#[derive(Debug, clap::Args)]
pub struct Nation {
    /// Its name, such as that of the centre that looks after all hubs.
    name: String,
    /// The name of whoever is to sign in.
    #[arg(long, value_name = "NAME")]
    person: String,
    /// The email they sign in with.
    #[arg(long, value_name = "EMAIL")]
    email: String,
    /// A file whose first line is their first password.
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
    /// What they do: look after every hub (national), or study the programme from extracts alone (researcher).
    #[arg(long, value_name = "ROLE", default_value = "national", value_parser = ["national", "researcher"])]
    role: String,
    #[command(flatten)]
    data: crate::Data,
}

/// What a hub handed on.
#[derive(Debug, clap::Args)]
pub struct Return {
    /// The file of the hub's page “Hand on to the nation”: CSV with columns urn, programme, year, what, on and, if wished, hub.
    file: PathBuf,
    /// The hub's name; without it, the one that the file names.
    #[arg(long, value_name = "NAME")]
    hub: Option<String>,
    /// The number of its lead school, which says where it stands on the map.
    #[arg(long, value_name = "URN")]
    lead_school: String,
    /// The day on which it was made; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Say what it holds and write nothing.
    #[arg(long)]
    preview: bool,
    #[command(flatten)]
    data: crate::Data,
}

/// Adds the nation where the store has none, and somebody who looks after it.
pub async fn add(ask: Nation) -> Result<ExitCode> {
    let password = crate::import_register::first_password(&ask.password_file)?;
    let store = serve::open(&ask.data.place()).await?;
    let now = web::clock::now();
    let nation = match store.nations().await?.into_iter().next() {
        Some(known) if known.name == ask.name => known,
        Some(known) => bail!(
            "the store has the nation {}; expected its name, to add somebody to it, and not `{}`",
            known.name,
            ask.name
        ),
        None => store.add_nation(&ask.name, false, now).await?,
    };
    let person = NewStaff {
        name: ask.person,
        email: Some(ask.email.trim().to_lowercase()),
        roles: vec![ask.role.clone()],
        password_hash: Some(
            web::password::keep(&password).context("the password could not be kept")?,
        ),
        created_at: now,
    };
    let person = store.add_staff(&nation.nation_id, person).await?;
    let does = if ask.role == "researcher" { "takes extracts of" } else { "looks after" };
    say(&format!("{} {does} {} and signs in on the front page.", person.name, nation.name));
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Brings in what a hub handed on; it takes the place of what that hub handed on before.
pub async fn bring_in(ask: Return) -> Result<ExitCode> {
    let lead_urn: Urn = ask.lead_school.parse()?;
    let on = crate::programme::sources::day(ask.on.as_deref())?;
    let store = serve::open(&ask.data.place()).await?;
    let nation = store.nations().await?.into_iter().next();
    let nation = nation.context(
        "the store has no nation to hand on to; add it first: tenframe import nation NAME",
    )?;
    let register = store.school_register().await?;
    let lines = programme::Succession::of(&store.register_links().await?, Some(&register));
    let facts = read_facts(&ask.file, &web::hub_rules::rules().programmes, &lines)?;
    let hub = hub_named(&ask, &facts)?;
    let unknown: Vec<String> = facts
        .all()
        .filter(|fact| register.school(fact.urn).is_none())
        .map(|fact| fact.urn.to_string())
        .collect::<std::collections::BTreeSet<String>>()
        .into_iter()
        .collect();
    let returned = HubReturn {
        hub,
        lead_urn,
        on,
        caption: String::new(),
        schools: ReturnedSchool::all_in(&facts),
        practice: Vec::new(),
    };
    let n = returned.schools.len();
    {
        let mut out = std::io::stdout().lock();
        let years = if n == 1 { "school's year" } else { "schools' years" };
        writeln!(out, "{}: {n} {years}, as of {}", returned.hub, on.in_words())?;
        if !unknown.is_empty() {
            writeln!(out, "The register here does not know {}", few(&unknown).join(", "))?;
        }
    }
    if n == 0 {
        bail!("`{}` holds nothing that is handed on; nothing was written", ask.file.display());
    }
    if ask.preview {
        say("Nothing was written: this was a preview.");
    } else {
        let fact = NationFact::HandedOn { returned };
        let now = web::clock::now();
        store.append_nation_facts(&nation.nation_id, now, Author::System, vec![fact]).await?;
        say("Written. It takes the place of what this hub handed on before.");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

fn hub_named(ask: &Return, facts: &Facts) -> Result<String> {
    if let Some(name) = &ask.hub {
        return Ok(name.clone());
    }
    let named: std::collections::BTreeSet<&str> =
        facts.all().filter_map(|fact| fact.hub.as_deref()).collect();
    match named.into_iter().collect::<Vec<_>>()[..] {
        [one] => Ok(one.to_owned()),
        [] => bail!("`{}` names no hub; expected --hub NAME", ask.file.display()),
        _ => bail!("`{}` names several hubs; expected the file of one", ask.file.display()),
    }
}
