//! `tenframe import hub WORKBOOK.xlsx [--hub NAME] [--yes]`: a hub's spreadsheet into its book, previewed first.
//!
//! The hub's page *From a spreadsheet* does the same and reads by the same code. A workbook with a cell that is not right
//! writes nothing. What is in doubt waits for a person's decision on that page, where an import is also taken back.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use learning::Author;
use programme::{HubBook, HubFact, Import, Noted, ReadWorkbook, Succession};
use store::{Hub, Store};
use web::hub_workbook::{Against, doubtful};
use web::xlsx;

use crate::out::say;
use crate::programme::sources::{bytes, few};
use crate::serve;

/// Reads a workbook against a hub's book, tells what it would do, and with `yes` does it.
pub async fn run(
    file: &Path,
    hub: Option<&str>,
    yes: bool,
    data: &crate::Data,
) -> Result<ExitCode> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let workbook = xlsx::read(&name, &bytes(file)?)
        .map_err(|says| anyhow::anyhow!("`{}` cannot be read: {says}", file.display()))?;
    let store = serve::open(&data.place()).await?;
    let hub = find_hub(&store, hub).await?;
    let register = store.school_register().await?;
    let lines = Succession::of(&store.register_links().await?, Some(&register));
    let stored = store.hub_facts(&hub.hub_id, 0).await?.into_iter();
    let noted: Vec<Noted> = stored.map(|one| Noted { id: one.fact_id, fact: one.fact }).collect();
    let own = store.hub_schools(&hub.hub_id).await?.into_iter().map(|school| school.urn).collect();
    let against = Against {
        book: Arc::new(HubBook::fold(&hub.name, noted)),
        register,
        lines: Arc::new(lines),
        own,
        today: web::hub_journal::today(),
    };
    let read = against.read(&workbook);
    if !read.problems.is_empty() {
        bail!(
            "`{}` is not ready, so nothing was written:\n  {}",
            file.display(),
            few(&read.problems).join("\n  ")
        );
    }
    tell(&read, &against);
    let import = read.import;
    if import.rows.is_empty() && import.sessions.is_empty() {
        say("Nothing was written: the book has all of it already.");
    } else if yes {
        let fact = HubFact::Imported { import };
        store.append_hub_facts(&hub.hub_id, web::clock::now(), Author::System, vec![fact]).await?;
        say(&format!(
            "Written for {}. On screen it stands under Schools, From a spreadsheet: decide there what is in doubt, or take the whole of it back.",
            hub.name
        ));
    } else {
        say("Nothing was written: this was a preview. Add --yes to write it.");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn find_hub(store: &Store, name: Option<&str>) -> Result<Hub> {
    let hubs = store.hubs().await?;
    let named: Vec<String> = hubs.iter().map(|hub| format!("`{}`", hub.name)).collect();
    let is_meant = |hub: &Hub| name.is_none_or(|name| hub.name.eq_ignore_ascii_case(name));
    let mut meant: Vec<Hub> = hubs.into_iter().filter(is_meant).collect();
    match (meant.pop(), meant.is_empty()) {
        (Some(hub), true) => Ok(hub),
        (Some(_), false) => bail!("expected --hub NAME, one of {}", named.join(", ")),
        (None, _) if named.is_empty() => {
            bail!("there is no hub yet; add one first: tenframe import hub NAME --lead-school URN")
        }
        (None, _) => bail!(
            "there is no hub `{}`; expected one of {}",
            name.unwrap_or_default(),
            named.join(", ")
        ),
    }
}

/// What is new, which schools are meant, and what is in doubt.
fn tell(read: &ReadWorkbook, against: &Against) {
    let import = &read.import;
    let n_there: usize = import.sessions.iter().map(|session| session.there.len()).sum();
    say(&format!(
        "{}: {} schools, {} rows and {} sessions with {n_there} schools there are new; {} the book has already",
        import.file,
        import.schools.len(),
        import.rows.len(),
        import.sessions.len(),
        read.n_known
    ));
    for remark in few(&read.remarks) {
        say(&format!("  {remark}"));
    }
    let taken = against.taken(import).into_iter().map(|(school, one)| {
        format!(
            "`{}` is taken as {} {} ({}%, {})",
            school.name,
            one.urn,
            against.name(one),
            one.percent,
            one.because
        )
    });
    for line in few(&taken.collect::<Vec<_>>()) {
        say(&format!("  {line}"));
    }
    tell_doubtful(import, against);
}

fn tell_doubtful(import: &Import, against: &Against) {
    let doubtful = doubtful(import);
    if doubtful.is_empty() {
        return;
    }
    say(&format!("In doubt, {} schools; their rows wait for your decision:", doubtful.len()));
    for (school, n) in doubtful {
        let written = [&*school.name, &school.postcode].join(" ");
        say(&format!("  `{}` ({}; {n} rows)", written.trim(), school.at));
        for one in &school.likely {
            let name = against.name(one);
            say(&format!("    {}%  {} {name}: {}", one.percent, one.urn, one.because));
        }
        if school.likely.is_empty() {
            say("    the register has no school like it");
        }
    }
}
