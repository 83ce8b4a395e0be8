//! The files that the programme commands read: register, links, facts; a bad row is named and nothing is done.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use programme::{
    Columns, Date, Facts, Programmes, ReadLinks, ReadRegister, Register, RowProblem, School,
    Succession, Urn,
};

/// The most rows named at once.
const MOST_NAMED: usize = 20;

/// The register and its links.
#[derive(Debug, clap::Args)]
pub struct Schools {
    /// The register of schools: the official CSV, or another with --columns.
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    /// The official file of links between schools' numbers; without it each number is a school.
    #[arg(long, value_name = "FILE")]
    pub links: Option<PathBuf>,
    /// What the register's columns are called: TOML with a table [columns].
    #[arg(long, value_name = "MAP.toml")]
    pub columns: Option<PathBuf>,
}

impl Schools {
    /// The register and the lines of its numbers; both empty where no file is given.
    pub fn read(&self) -> Result<(Register, Succession)> {
        let register = match &self.register {
            Some(file) => {
                let read = read_register(file, self.columns.as_deref())?;
                all_right(file, &read.problems)?;
                Some(read.register)
            }
            None => None,
        };
        let lines = match &self.links {
            Some(file) => {
                let read = read_links(file, register.as_ref())?;
                all_right(file, &read.problems)?;
                read.succession
            }
            None => Succession::default(),
        };
        Ok((register.unwrap_or_default(), lines))
    }

    /// As [`Schools::read`], where a register is needed.
    pub fn read_needed(&self) -> Result<(Register, Succession)> {
        if self.register.is_none() {
            bail!("which schools there are is not said; expected --register FILE");
        }
        self.read()
    }
}

/// The bytes of a file.
pub fn bytes(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("`{}` cannot be read", file.display()))
}

/// Reads a register, with a map of columns if one is given.
pub fn read_register(file: &Path, columns: Option<&Path>) -> Result<ReadRegister> {
    let columns = match columns {
        None => Columns::official(),
        Some(map) => {
            let text = String::from_utf8(bytes(map)?)
                .with_context(|| format!("`{}` is not text", map.display()))?;
            Columns::read(&text).with_context(|| format!("`{}`", map.display()))?
        }
    };
    Register::read(&bytes(file)?, &columns).with_context(|| format!("`{}`", file.display()))
}

/// Reads a file of links.
pub fn read_links(file: &Path, register: Option<&Register>) -> Result<ReadLinks> {
    Succession::read(&bytes(file)?, register)
        .map_err(|says| anyhow::anyhow!("`{}`: {says}", file.display()))
}

/// Reads facts that are sound and do not contradict themselves.
pub fn read_facts(file: &Path, programmes: &Programmes, lines: &Succession) -> Result<Facts> {
    let read = Facts::read(&bytes(file)?, programmes)
        .map_err(|says| anyhow::anyhow!("`{}`: {says}", file.display()))?;
    all_right(file, &read.problems)?;
    let said = read.facts.contradictions(lines);
    if !said.is_empty() && *lines == Succession::default() {
        bail!(
            "`{}` is not ready, so nothing was done; if these schools changed their numbers, give --links FILE:\n  {}",
            file.display(),
            few(&said).join("\n  ")
        );
    }
    refuse(file, &said)?;
    Ok(read.facts)
}

/// Refuses a file with bad rows, each named.
pub fn all_right(file: &Path, problems: &[RowProblem]) -> Result<()> {
    refuse(file, problems)
}

fn refuse(file: &Path, problems: &[impl Display]) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    bail!(
        "`{}` is not ready, so nothing was done:\n  {}",
        file.display(),
        few(problems).join("\n  ")
    )
}

/// The first rows of a list as lines, and how many more there are.
pub fn few(all: &[impl Display]) -> Vec<String> {
    let mut said: Vec<String> = all.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    if all.len() > MOST_NAMED {
        said.push(format!("and {} more", all.len() - MOST_NAMED));
    }
    said
}

/// The day given, or today where none is.
pub fn day(on: Option<&str>) -> Result<Date> {
    match on {
        Some(text) => Ok(Date::read(text)?),
        None => Ok(Date::read(&jiff::Zoned::now().date().to_string())?),
    }
}

/// The school with a number.
pub fn school(register: &Register, urn: &str) -> Result<School> {
    let urn: Urn = urn.parse()?;
    match register.school(urn) {
        Some(school) => Ok(school.clone()),
        None => bail!("the register has no school {urn}"),
    }
}
