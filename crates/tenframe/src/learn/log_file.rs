//! Files of answers, plain or gzip, read a piece at a time; and which learner is in which fold.
//!
//! Every complaint names the file and says that nothing was written. Start at [`read`].

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use flate2::bufread::MultiGzDecoder;
use learning::fit::{Log, Parameters, Reader};

/// What every complaint about a file ends with.
pub const NOTHING: &str = "nothing was written";

/// Reads a log.
pub fn read(path: &Path) -> Result<Log> {
    let mut reader = Reader::default();
    let mut file = open(path)?;
    let mut piece = vec![0; 64 * 1024];
    let name = path.display();
    loop {
        let n =
            file.read(&mut piece).map_err(|e| anyhow!("`{name}` is not whole: {e}; {NOTHING}"))?;
        if n == 0 {
            break;
        }
        reader.take(&piece[..n]).map_err(|e| anyhow!("`{name}`: {e}; {NOTHING}"))?;
    }
    reader.end().map_err(|e| anyhow!("`{name}`: {e}; {NOTHING}"))
}

fn open(path: &Path) -> Result<Box<dyn Read>> {
    let cannot = || format!("`{}` cannot be read; {NOTHING}", path.display());
    let mut file = BufReader::with_capacity(64 * 1024, File::open(path).with_context(cannot)?);
    let is_gzip = file.fill_buf().with_context(cannot)?.starts_with(&[0x1f, 0x8b]);
    let says_gzip = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
    Ok(if is_gzip || says_gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
}

/// Reads figures that `learn fit --out` or `learn merge --out` wrote, and the text they stood in.
pub fn figures(path: &Path) -> Result<(Parameters, Vec<u8>)> {
    let name = path.display();
    let text =
        std::fs::read(path).with_context(|| format!("`{name}` cannot be read; {NOTHING}"))?;
    let figures: Parameters = serde_json::from_slice(&text).with_context(|| {
        format!("`{name}` is not a file that `learn fit --out` wrote; {NOTHING}")
    })?;
    if figures.format != Parameters::FORMAT {
        let (found, expected) = (&figures.format, Parameters::FORMAT);
        bail!("`{name}` has the format `{found}`; expected `{expected}`; {NOTHING}");
    }
    if let Some(wrong) = figures.wrong() {
        bail!("`{name}`: {wrong}; {NOTHING}");
    }
    Ok((figures, text))
}

/// Refuses a log from which nothing can be learned.
pub fn must_tell(path: &Path, log: &Log) -> Result<()> {
    let name = path.display();
    if log.n_learners() < 2 {
        bail!("`{name}` has one learner, and a fit needs two or more; {NOTHING}");
    }
    let counts = log.rights_by_step().into_iter();
    let (rights, all) = counts.fold((0, 0), |sum, step| (sum.0 + step.0, sum.1 + step.1));
    match rights {
        0 => bail!("`{name}`: every answer is wrong, so nothing can be told apart; {NOTHING}"),
        n if n == all => {
            bail!("`{name}`: every answer is right, so nothing can be told apart; {NOTHING}")
        }
        _ => Ok(()),
    }
}

/// The fold of each learner of the log, and how many folds there are. The file has columns `learner` and `fold`.
pub fn folds(path: &Path, log: &Log) -> Result<(Vec<usize>, usize)> {
    let name = path.display();
    let mut text = String::new();
    open(path)?
        .read_to_string(&mut text)
        .map_err(|e| anyhow!("`{name}` is not whole: {e}; {NOTHING}"))?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').map(str::trim).collect();
    let place = |column: &str| {
        let at = header.iter().position(|h| h.trim_start_matches('\u{feff}') == column);
        at.ok_or_else(|| anyhow!("`{name}`: the column `{column}` is missing; {NOTHING}"))
    };
    let (learner, fold) = (place("learner")?, place("fold")?);
    let mut folds = vec![usize::MAX; log.learners.len() as usize];
    for (at, line) in lines.enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let values: Vec<&str> = line.split(',').map(str::trim).collect();
        let value = |at: usize| values.get(at).copied().unwrap_or_default();
        let number: usize = value(fold).parse().ok().filter(|n| *n < 1000).ok_or_else(|| {
            let found = value(fold);
            anyhow!("`{name}` line {}: `fold` is `{found}`; expected a whole number below 1000; {NOTHING}", at + 2)
        })?;
        let who = value(learner);
        let known = log.learners.find(who.as_bytes()).ok_or_else(|| {
            anyhow!("`{name}` line {}: the log has no learner `{who}`; {NOTHING}", at + 2)
        })?;
        match &mut folds[known as usize] {
            kept if *kept == usize::MAX || *kept == number => *kept = number,
            kept => bail!(
                "`{name}` line {}: learner `{who}` is in fold {number} here and in fold {kept} above; {NOTHING}",
                at + 2
            ),
        }
    }
    if let Some(missing) = folds.iter().position(|f| *f == usize::MAX) {
        let who = log.learners.name(u32::try_from(missing).unwrap_or(u32::MAX));
        bail!("`{name}` has no fold for learner `{who}`; {NOTHING}");
    }
    let n_folds = folds.iter().max().map_or(0, |m| m + 1);
    let mut found = vec![false; n_folds];
    folds.iter().for_each(|f| found[*f] = true);
    if found.iter().filter(|f| **f).count() < 2 {
        bail!("`{name}` has one fold; to hold answers out there must be two or more; {NOTHING}");
    }
    Ok((log.in_order(&folds), n_folds))
}
