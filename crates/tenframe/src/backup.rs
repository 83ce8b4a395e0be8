//! `tenframe backup` and `tenframe restore`: a whole store or one school in one file, checked before it counts.
//!
//! A file is written beside its name, flushed, read back and checked, and only then given its name.
//! Start at [`run`], [`restore`] and [`to_file`].

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use store::{Copied, Opened, Sealed, Store};

use crate::out::say;
use crate::serve;

#[derive(Debug, Args)]
pub struct Backup {
    /// The folder that holds the store.
    #[arg(long, value_name = "DIR", required_unless_present_any = ["verify", "database"], conflicts_with = "verify")]
    data: Option<PathBuf>,
    /// The PostgreSQL database that holds the store, in place of a folder.
    #[arg(long, value_name = "URL", conflicts_with_all = ["data", "verify"])]
    database: Option<String>,
    /// The file to write.
    #[arg(long, value_name = "FILE", required_unless_present = "verify")]
    to: Option<PathBuf>,
    /// Only this school, by its name or id; it can be restored into another store.
    #[arg(long, value_name = "NAME", conflicts_with = "verify")]
    school: Option<String>,
    /// Read a backup through and check every count and hash; no store is needed.
    #[arg(long, value_name = "FILE")]
    verify: Option<PathBuf>,
    #[command(flatten)]
    secret: Passphrase,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    data: crate::Data,
    #[command(flatten)]
    secret: Passphrase,
}

/// How a backup is encrypted, if it is.
#[derive(Debug, Clone, Args)]
pub struct Passphrase {
    /// A file whose first line is the passphrase that encrypts the backup; keep it elsewhere than the backup.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// The passphrase, if a file was named.
    pub fn read(&self) -> Result<Option<String>> {
        let Some(file) = &self.passphrase_file else { return Ok(None) };
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("`{}` cannot be read", file.display()))?;
        let passphrase = text.lines().next().unwrap_or_default().trim();
        if passphrase.chars().count() < SHORTEST {
            bail!(
                "the passphrase in `{}` has fewer than {SHORTEST} characters: use four words or more",
                file.display()
            );
        }
        Ok(Some(passphrase.to_owned()))
    }
}

/// Our choice, as for a password without a second factor (Cyber Essentials: 12).
const SHORTEST: usize = 12;

/// Makes a backup, or checks one.
pub async fn run(backup: Backup) -> Result<ExitCode> {
    let passphrase = backup.secret.read()?;
    if let Some(file) = &backup.verify {
        tell("sound", file, &verify(file, passphrase.as_deref())?);
        return Ok(ExitCode::SUCCESS);
    }
    let data = crate::Data { data: backup.data, database: backup.database };
    let to = backup.to.context("give the file to write with --to FILE")?;
    let store = serve::open_existing(&data.place()).await?;
    let school = match &backup.school {
        Some(name) => Some(find_school(&store, name).await?),
        None => None,
    };
    let copied = to_file(&store, &to, school.as_deref(), passphrase.as_deref()).await?;
    tell("written and read back", &to, &copied);
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup back.
pub async fn restore(restore: Restore) -> Result<ExitCode> {
    let passphrase = restore.secret.read()?;
    let begun = std::time::Instant::now();
    // Read through first, so that a damaged file is refused before a store is made.
    verify(&restore.file, passphrase.as_deref())?;
    let place = restore.data.place();
    let store = serve::open(&place).await?;
    let from = open(&restore.file, passphrase.as_deref())?;
    let restored = store.restore_from(from).await;
    store.close().await;
    let copied =
        restored.with_context(|| format!("`{}` was not restored", restore.file.display()))?;
    tell("restored, and read back the same,", &restore.file, &copied);
    say(&format!("The store in {place} is ready, after {} s", begun.elapsed().as_secs()));
    Ok(ExitCode::SUCCESS)
}

/// Copies a store to a file that appears only when it is whole, on disk and checked.
pub async fn to_file(
    store: &Store,
    to: &Path,
    school: Option<&str>,
    passphrase: Option<&str>,
) -> Result<Copied> {
    let part = to.with_extension("part");
    let made = write(store, &part, school, passphrase).await;
    let made = made.and_then(|copied| {
        let found = verify(&part, passphrase)?;
        if found != copied {
            bail!("what was read back differs from what was written");
        }
        std::fs::rename(&part, to)?;
        if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            // The new name is on disk only when its folder is; not every system can flush one.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(copied)
    });
    if made.is_err() {
        // Nothing half-made is left; the reason is told below.
        let _ = std::fs::remove_file(&part);
    }
    made.with_context(|| format!("`{}` was not written", to.display()))
}

async fn write(
    store: &Store,
    part: &Path,
    school: Option<&str>,
    passphrase: Option<&str>,
) -> Result<Copied> {
    let file = BufWriter::new(private(part)?);
    let now = web::clock::now();
    let (copied, file) = match passphrase {
        Some(passphrase) => {
            let sealed = Sealed::new(file, passphrase)?;
            let (copied, sealed) = store.copy_to(sealed, school, now).await?;
            (copied, sealed.finish()?)
        }
        None => store.copy_to(file, school, now).await?,
    };
    let mut file = file;
    file.flush()?;
    file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
    Ok(copied)
}

// A backup holds children's names: nobody else on the machine may read it.
fn private(path: &Path) -> Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("`{}` cannot be written", path.display()))
}

fn open(file: &Path, passphrase: Option<&str>) -> Result<Opened<BufReader<File>>> {
    let opened =
        File::open(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    Opened::new(BufReader::new(opened), passphrase)
        .with_context(|| format!("`{}` cannot be opened", file.display()))
}

/// Reads a backup through and checks it.
pub fn verify(file: &Path, passphrase: Option<&str>) -> Result<Copied> {
    store::verify(open(file, passphrase)?)
        .with_context(|| format!("`{}` cannot be used", file.display()))
}

async fn find_school(store: &Store, name: &str) -> Result<String> {
    let schools = store.schools().await?;
    let is_it = |school: &&store::School| school.school_id == name || school.name == name;
    let mut found = schools.iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(school), None) => Ok(school.school_id.clone()),
        (Some(_), Some(_)) => bail!("more than one school is called `{name}`: give its id"),
        (None, _) => {
            let names: Vec<String> =
                schools.iter().map(|one| format!("`{}` ({})", one.name, one.school_id)).collect();
            bail!("there is no school `{name}`; there are: {}", names.join(", "))
        }
    }
}

fn tell(what: &str, file: &Path, copied: &Copied) {
    let count = |name: &str| {
        let table = copied.tables.iter().find(|table| table.name == name);
        table.map_or(0, |table| table.n_rows)
    };
    say(&format!(
        "{} is {what}: {} schools, {} pupils, {} lessons, {} facts; {} tables, every hash as it should be",
        file.display(),
        count("school"),
        count("pupil"),
        count("lesson"),
        count("fact"),
        copied.tables.len()
    ));
}
