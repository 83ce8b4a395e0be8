//! Backups by the clock while a school is served: made beside the store, read back, thinned by age.
//!
//! Kept are all of the last two days, then the last of each day for a month, then the last of each month.
//! A backup that fails is said in the log and tried again. Start at [`keep`] and [`thin`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Store;

use crate::backup;

/// Our choice: at most four hours of a day's work rest on one disk alone, besides the store itself.
const EVERY: Duration = Duration::from_secs(4 * 3600);

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(60);

const BEGINS: &str = "tenframe-";
const ENDS: &str = ".backup";

/// Makes backups in `folder` for as long as the program serves.
pub async fn keep(store: Store, folder: PathBuf, passphrase: Option<String>) {
    let mut commits = None;
    loop {
        let now = Timestamp::now();
        let is_due = times(&folder)
            .last()
            .is_none_or(|last| now.duration_since(*last).unsigned_abs() >= EVERY);
        // Nothing written since the last one: it is still whole.
        if is_due && commits != Some(store.n_commits()) {
            let n_commits = store.n_commits();
            match make(&store, &folder, passphrase.as_deref(), now).await {
                Ok(()) => commits = Some(n_commits),
                Err(error) => {
                    tracing::error!(error = %format!("{error:#}"), folder = %folder.display(), "no backup was made");
                }
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn make(
    store: &Store,
    folder: &Path,
    passphrase: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join(name(now));
    let copied = backup::to_file(store, &file, None, passphrase).await?;
    let n_rows: u64 = copied.tables.iter().map(|table| table.n_rows).sum();
    tracing::info!(file = %file.display(), n_rows, "a backup was made and read back");
    for old in thin(&times(folder), now) {
        std::fs::remove_file(folder.join(name(old)))?;
    }
    Ok(())
}

/// The name of a backup made then.
pub fn name(at: Timestamp) -> String {
    format!("{BEGINS}{}{ENDS}", at.strftime("%Y%m%dT%H%M%SZ"))
}

/// When the backups in a folder were made, the oldest first.
pub fn times(folder: &Path) -> Vec<Timestamp> {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut times: Vec<Timestamp> = names
        .filter_map(|entry| {
            let name = entry.file_name();
            let stamp = name.to_str()?.strip_prefix(BEGINS)?.strip_suffix(ENDS)?;
            let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", stamp).ok()?;
            Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
        })
        .collect();
    times.sort_unstable();
    times
}

/// Which of these may go at `now`; the newest never does.
pub fn thin(times: &[Timestamp], now: Timestamp) -> Vec<Timestamp> {
    const DAY: i64 = 24 * 3600;
    let mut kept = BTreeSet::new();
    let mut gone = Vec::new();
    for &time in times.iter().rev() {
        let age = now.as_second() - time.as_second();
        let date = time.to_zoned(TimeZone::UTC).date();
        let group = match age {
            age if age < 2 * DAY => continue,
            age if age < 31 * DAY => format!("day {date}"),
            _ => format!("month {}-{}", date.year(), date.month()),
        };
        if !kept.insert(group) {
            gone.push(time);
        }
    }
    gone.retain(|time| Some(time) != times.last());
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, times: &[&str], expected: &[&str]) {
        let read = |text: &&str| text.parse::<Timestamp>().unwrap();
        let times: Vec<Timestamp> = times.iter().map(read).collect();
        let gone = thin(&times, now.parse().unwrap());
        assert_eq!(gone, expected.iter().map(read).collect::<Vec<_>>());
    }

    #[test]
    fn old_backups_are_thinned_by_age() {
        let now = "2021-11-22T12:00:00Z";
        check(now, &[], &[]);
        check(now, &["2021-11-22T04:00:00Z", "2021-11-22T08:00:00Z"], &[]);
        check(
            now,
            &["2021-11-10T04:00:00Z", "2021-11-10T08:00:00Z", "2021-11-11T08:00:00Z"],
            &["2021-11-10T04:00:00Z"],
        );
        check(
            now,
            &["2021-08-01T04:00:00Z", "2021-08-30T04:00:00Z", "2021-09-01T04:00:00Z"],
            &["2021-08-01T04:00:00Z"],
        );
        // A clock put back makes a backup look as if it came from the future: it is kept.
        check(now, &["2021-11-10T04:00:00Z", "2021-12-24T04:00:00Z"], &[]);
    }

    #[test]
    fn a_name_says_when_it_was_made() {
        let folder = tempfile::tempdir().unwrap();
        let at: Timestamp = "2021-11-22T12:34:56Z".parse().unwrap();
        for file in [name(at), "notes.txt".to_owned(), "tenframe-yesterday.backup".to_owned()] {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        assert_eq!(name(at), "tenframe-20211122T123456Z.backup");
        assert_eq!(times(folder.path()), [at]);
    }
}
