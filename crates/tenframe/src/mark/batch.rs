//! JSON Lines in, JSON Lines out, one for each and in order. What is done is written before more is waited for.
//!
//! A bad line gets its error and the rest goes on. A line is held in memory one at a time, and no longer than allowed.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use super::line::{Bad, mark_line};

/// The longest line that is read, in bytes. Our choice: a response of 1 MB and room around it.
const LONGEST: u64 = 4_000_000;

/// Marks every line; false when one of them was bad.
pub fn run(input: impl Read, output: impl Write) -> Result<bool> {
    let (mut input, mut output) = (BufReader::new(input), BufWriter::new(output));
    let (mut bytes, mut n_line, mut all_sound) = (Vec::new(), 0_u64, true);
    loop {
        bytes.clear();
        let n_read = (&mut input).take(LONGEST).read_until(b'\n', &mut bytes)?;
        if n_read == 0 {
            break;
        }
        n_line += 1;
        let is_whole = bytes.ends_with(b"\n") || (n_read as u64) < LONGEST;
        let marked = if is_whole {
            mark_line(if n_line == 1 { without_mark(&bytes) } else { &bytes })
        } else {
            skip_to_end(&mut input)?;
            Err(too_long())
        };
        match marked {
            Ok(marked) => serde_json::to_writer(&mut output, &marked)?,
            Err(bad) => {
                all_sound = false;
                serde_json::to_writer(&mut output, &error(n_line, &bad))?;
            }
        }
        output.write_all(b"\n")?;
        // Nothing more is there yet: whoever waits for an answer gets it now.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(all_sound)
}

// Some editors begin a file with a byte-order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

fn too_long() -> Bad {
    Bad {
        id: Value::Null,
        note: "line-too-long",
        message: format!("the line is longer than {LONGEST} bytes; expected one item a line"),
    }
}

fn skip_to_end(input: &mut impl BufRead) -> Result<()> {
    loop {
        let there = input.fill_buf()?;
        let n_there = there.len();
        match there.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                input.consume(at + 1);
                return Ok(());
            }
            None if n_there == 0 => return Ok(()),
            None => input.consume(n_there),
        }
    }
}

#[derive(Serialize)]
struct BadLine<'b> {
    line: u64,
    id: &'b Value,
    error: Error<'b>,
}

#[derive(Serialize)]
struct Error<'b> {
    note: &'b str,
    message: &'b str,
}

fn error(line: u64, bad: &Bad) -> BadLine<'_> {
    BadLine { line, id: &bad.id, error: Error { note: bad.note, message: &bad.message } }
}
