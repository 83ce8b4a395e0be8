//! How many rows a second SQLite takes when each has a commit of its own: what group commit is compared with.
//!
//! `cargo run -p store --example one_row -- --seconds 5 --on DIR`; the last line is the number. Write-ahead log,
//! every commit flushed, one connection: the fastest way that loses nothing and shares no commit.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ["--seconds", seconds, "--on", folder] = words[..] else {
        // Nothing can be done when even the message cannot be written.
        let _ = writeln!(io::stderr(), "usage: one_row --seconds N --on DIR");
        return ExitCode::from(2);
    };
    let lasts = Duration::from_secs(seconds.parse().expect("a whole number of seconds"));
    let n_rows = insert_for(lasts, &std::path::Path::new(folder).join("one-row.sqlite"));
    writeln!(io::stdout(), "{}", n_rows.expect("SQLite takes rows") / lasts.as_secs().max(1))
        .expect("standard output is open");
    ExitCode::SUCCESS
}

fn insert_for(lasts: Duration, file: &std::path::Path) -> rusqlite::Result<u64> {
    let connection = rusqlite::Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.execute_batch(
        "create table if not exists answer (device text, counter bigint, body text, primary key (device, counter))",
    )?;
    let device = format!("{:?}", Instant::now());
    let body = "{\"kind\":\"responded\",\"text\":\"3/4\",\"question\":\"check-1\"}".repeat(4);
    let mut insert = connection.prepare("insert into answer values (?1, ?2, ?3)")?;
    let begun = Instant::now();
    let mut n_rows = 0_u64;
    while begun.elapsed() < lasts {
        insert.execute((&device, n_rows.cast_signed(), &body))?;
        n_rows += 1;
    }
    Ok(n_rows)
}
