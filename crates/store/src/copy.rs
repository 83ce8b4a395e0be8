//! A copy of a whole store, or of one school, as a stream of lines: the same from either engine.
//!
//! The first line says what it is; then each table with its rows, its count and its SHA-256; the last line holds the
//! SHA-256 of all before it, so that a copy cut short or changed is always found. The stream is gzip-compressed.
//! It never reads a row it has not checked. Start at [`Store::copy_to`], [`verify`] and [`Store::restore_from`].

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cell::{Cell, cells};
use crate::engine::Link;
use crate::id::hex;
use crate::migration::KNOWN;
use crate::tables::{TABLES, Table};
use crate::{Micros, Store, StoreError};

/// What the first line says the file is.
const STORE: &str = "store";
const FORMAT: u32 = 1;

/// How many rows travel to the database together.
const ROWS_TOGETHER: usize = 500;

// Our choice: no row we write is near it; a longer line is not one of ours.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// The number of the last migration of the store it was made from.
    pub shape: i64,
    /// The school, when it holds only one.
    pub school: Option<String>,
    /// When it was made.
    pub made_at: Micros,
    /// Each table, in order.
    pub tables: Vec<CopiedTable>,
}

/// One table of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedTable {
    /// The table's name.
    pub name: String,
    /// How many rows it has.
    pub n_rows: u64,
    /// The SHA-256 of its rows, in hexadecimal: the same for the same rows, whatever the engine.
    pub sha256: String,
}

/// Why a copy cannot be made or used. After an error nothing is restored.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// Reading or writing the file failed.
    #[error("the file cannot be read or written ({0})")]
    File(#[from] std::io::Error),
    /// It is not a copy of a store.
    #[error("this is not a backup of a Tenframe store ({why})")]
    NotACopy {
        /// What was found.
        why: String,
    },
    /// It is a copy, and damaged.
    #[error("this backup is damaged at line {line} ({why}): use another")]
    Damaged {
        /// The line, from 1, after decompression.
        line: u64,
        /// What was found.
        why: String,
    },
    /// It was made by a newer program.
    #[error(
        "this backup was made by a newer Tenframe (its shape is {found}; this program knows up to {known}): \
         use the newer program"
    )]
    Newer {
        /// The copy's shape.
        found: i64,
        /// The last shape this program knows.
        known: i64,
    },
    /// The store to restore into is not empty.
    #[error(
        "the store to restore into holds {held} already: give an empty one; nothing was changed"
    )]
    NotEmpty {
        /// What it holds.
        held: String,
    },
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Serialize, Deserialize)]
struct Head {
    tenframe: String,
    format: u32,
    shape: i64,
    school: Option<String>,
    made_at: Micros,
}

#[derive(Serialize, Deserialize)]
struct TableHead {
    table: String,
    columns: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct TableEnd {
    end: String,
    rows: u64,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Tail {
    end_of_backup: u64,
    sha256: String,
}

impl Store {
    /// Copies the store, or one school of it, as it is at one moment; what is written meanwhile is not held up.
    ///
    /// # Errors
    ///
    /// [`CopyError::File`] when `to` cannot be written; [`CopyError::Store`] when the store cannot be read.
    pub async fn copy_to<W: Write + Send + 'static>(
        &self,
        to: W,
        school: Option<&str>,
        made_at: Micros,
    ) -> Result<(Copied, W), CopyError> {
        let school = school.map(str::to_owned);
        // An error of the file is carried out of the read beside the store's own.
        self.read(move |link| Ok(write(link, to, school, made_at))).await?
    }

    /// Puts a whole copy into this store, which must be empty, or one school into a store without it.
    ///
    /// All is written or nothing is. What the store then holds is read back and compared by hash.
    ///
    /// # Errors
    ///
    /// [`CopyError`]; nothing is kept then.
    pub async fn restore_from<R: Read + Send + 'static>(
        &self,
        from: R,
    ) -> Result<Copied, CopyError> {
        let why_not = Arc::new(Mutex::new(None));
        let said = Arc::clone(&why_not);
        let restored = self.write(move |link| {
            restore(link, from).map_err(|error| {
                *said.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                // The writer undoes the whole for any error; the caller is told the one above.
                StoreError::refused("the backup was not restored")
            })
        });
        restored.await.map_err(|error| {
            let said = why_not.lock().unwrap_or_else(PoisonError::into_inner).take();
            said.unwrap_or(CopyError::Store(error))
        })
    }
}

fn write<W: Write>(
    link: &Link<'_>,
    to: W,
    school: Option<String>,
    made_at: Micros,
) -> Result<(Copied, W), CopyError> {
    let shape = KNOWN;
    let mut out =
        Hashed { to: GzEncoder::new(to, Compression::fast()), whole: Sha256::new(), n_lines: 0 };
    out.line(&Head {
        tenframe: STORE.to_owned(),
        format: FORMAT,
        shape,
        school: school.clone(),
        made_at,
    })?;
    let mut tables = Vec::new();
    for table in tables_of(school.as_deref(), shape) {
        let columns = table.columns.iter().map(|&column| column.to_owned()).collect();
        out.line(&TableHead { table: table.name.to_owned(), columns })?;
        let mut hash = RowHash::default();
        each_row(link, table, school.as_deref(), &mut |cells| {
            let line = hash.add(&cells)?;
            out.raw(line)
        })?;
        let copied = hash.end(table.name);
        let (end, rows, sha256) = (copied.name.clone(), copied.n_rows, copied.sha256.clone());
        out.line(&TableEnd { end, rows, sha256 })?;
        tables.push(copied);
    }
    let sha256 = hex(&out.whole.clone().finalize());
    let end_of_backup = out.n_lines;
    out.line(&Tail { end_of_backup, sha256 })?;
    Ok((Copied { shape, school, made_at, tables }, out.to.finish()?))
}

/// Reads a copy through, checking every count and hash; no store is needed.
///
/// # Errors
///
/// [`CopyError::NotACopy`], [`CopyError::Damaged`], [`CopyError::Newer`], [`CopyError::File`].
pub fn verify(from: impl Read) -> Result<Copied, CopyError> {
    read(from, &mut |_| Ok(()), &mut |_, _| Ok(()))
}

fn restore(link: &Link<'_>, from: impl Read) -> Result<Copied, CopyError> {
    let mut waiting: Vec<Vec<Cell>> = Vec::new();
    let mut of: Option<&Table> = None;
    let copied = read(
        from,
        &mut |head| refuse_unless_room(link, head.school.as_deref()),
        &mut |table, row| {
            if let Some(before) = of.filter(|before| before.name != table.name) {
                link.run_each(&before.add, &std::mem::take(&mut waiting))?;
            }
            of = Some(table);
            waiting.push(row);
            if waiting.len() >= ROWS_TOGETHER {
                link.run_each(&table.add, &std::mem::take(&mut waiting))?;
            }
            Ok(())
        },
    )?;
    if let Some(last) = of {
        link.run_each(&last.add, &waiting)?;
    }
    let school = copied.school.as_deref();
    for (table, expected) in tables_of(school, copied.shape).zip(&copied.tables) {
        if &hash_of(link, table, school)? != expected {
            let why = format!("`{}` read back differs from what was written", table.name);
            return Err(CopyError::Store(StoreError::Engine(why)));
        }
    }
    Ok(copied)
}

fn refuse_unless_room(link: &Link<'_>, school: Option<&str>) -> Result<(), CopyError> {
    for table in tables_of(school, KNOWN) {
        let held = hash_of(link, table, school)?;
        if held.n_rows > 0 {
            let held = format!("{} rows of `{}`", held.n_rows, table.name);
            return Err(CopyError::NotEmpty { held });
        }
    }
    Ok(())
}

/// The count and hash of the rows a store holds now, of a whole table or one school's part.
pub(crate) fn hash_of(
    link: &Link<'_>,
    table: &Table,
    school: Option<&str>,
) -> Result<CopiedTable, CopyError> {
    let mut hash = RowHash::default();
    each_row(link, table, school, &mut |cells| hash.add(&cells).map(|_| ()))?;
    Ok(hash.end(table.name))
}

/// The tables of a copy: those that a store of this shape has and, for one school, those that name it.
fn tables_of(school: Option<&str>, shape: i64) -> impl Iterator<Item = &'static Table> {
    let only_school = school.is_some();
    let is_held = move |table: &&Table| table.since <= shape;
    TABLES.iter().filter(is_held).filter(move |table| !only_school || table.read_school.is_some())
}

fn each_row(
    link: &Link<'_>,
    table: &Table,
    school: Option<&str>,
    on_row: &mut dyn FnMut(Vec<Cell>) -> Result<(), CopyError>,
) -> Result<(), CopyError> {
    let (query, cells) = match (&table.read_school, school) {
        (Some(query), Some(school)) => (query, cells![school].to_vec()),
        _ => (&table.read_all, Vec::new()),
    };
    let mut failed = None;
    let outcome = link.each_row(table.name, query, &cells, &mut |row| {
        on_row(row.cells).map_err(|error| {
            failed = Some(error);
            StoreError::refused("the copy was stopped")
        })
    });
    match failed {
        Some(error) => Err(error),
        None => outcome.map_err(CopyError::from),
    }
}

/// Counts and hashes rows as the lines they are written as.
#[derive(Default)]
struct RowHash {
    hash: Sha256,
    n_rows: u64,
    line: Vec<u8>,
}

impl RowHash {
    fn add(&mut self, cells: &[Cell]) -> Result<&[u8], CopyError> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, cells).map_err(std::io::Error::from)?;
        self.line.push(b'\n');
        self.hash.update(&self.line);
        self.n_rows += 1;
        Ok(&self.line)
    }

    fn end(self, name: &str) -> CopiedTable {
        let sha256 = hex(&self.hash.finalize());
        CopiedTable { name: name.to_owned(), n_rows: self.n_rows, sha256 }
    }
}

/// Writes lines and keeps the hash of all of them.
struct Hashed<W: Write> {
    to: W,
    whole: Sha256,
    n_lines: u64,
}

impl<W: Write> Hashed<W> {
    fn line(&mut self, value: &impl Serialize) -> Result<(), CopyError> {
        let mut line = serde_json::to_vec(value).map_err(std::io::Error::from)?;
        line.push(b'\n');
        self.raw(&line)
    }

    fn raw(&mut self, line: &[u8]) -> Result<(), CopyError> {
        self.whole.update(line);
        self.n_lines += 1;
        Ok(self.to.write_all(line)?)
    }
}

type OnHead<'a> = dyn FnMut(&Head) -> Result<(), CopyError> + 'a;
type OnCells<'a> = dyn FnMut(&'static Table, Vec<Cell>) -> Result<(), CopyError> + 'a;

fn read(
    from: impl Read,
    on_head: &mut OnHead<'_>,
    on_row: &mut OnCells<'_>,
) -> Result<Copied, CopyError> {
    let mut lines = Lines {
        from: BufReader::new(GzDecoder::new(from)),
        whole: Sha256::new(),
        n: 0,
        text: Vec::new(),
    };
    let head = read_head(&mut lines)?;
    on_head(&head)?;
    let mut tables = Vec::new();
    for table in tables_of(head.school.as_deref(), head.shape) {
        tables.push(read_table(&mut lines, table, on_row)?);
    }
    let (so_far, n_lines) = (hex(&lines.whole.clone().finalize()), lines.n);
    let tail: Tail = lines.next()?;
    if tail.end_of_backup != n_lines || tail.sha256 != so_far {
        return Err(lines.damaged("the hash of the whole does not fit"));
    }
    Ok(Copied { shape: head.shape, school: head.school, made_at: head.made_at, tables })
}

fn read_head(lines: &mut Lines<impl BufRead>) -> Result<Head, CopyError> {
    let not = |why: String| CopyError::NotACopy { why };
    let head: Head = lines.next().map_err(|error| match error {
        CopyError::File(error) => CopyError::File(error),
        error => not(error.to_string()),
    })?;
    if head.tenframe != STORE || head.format != FORMAT {
        return Err(not(format!("it holds `{}`, format {}", head.tenframe, head.format)));
    }
    match head.shape > KNOWN {
        true => Err(CopyError::Newer { found: head.shape, known: KNOWN }),
        false => Ok(head),
    }
}

fn read_table(
    lines: &mut Lines<impl BufRead>,
    table: &'static Table,
    on_row: &mut OnCells<'_>,
) -> Result<CopiedTable, CopyError> {
    let head: TableHead = lines.next()?;
    if head.table != table.name || head.columns != table.columns {
        return Err(lines.damaged(&format!("expected the table `{}`", table.name)));
    }
    let mut hash = RowHash::default();
    loop {
        lines.advance()?;
        if lines.text.starts_with(b"{") {
            let end: TableEnd = lines.value()?;
            let copied = hash.end(table.name);
            let same =
                end.end == table.name && end.rows == copied.n_rows && end.sha256 == copied.sha256;
            return if same {
                Ok(copied)
            } else {
                Err(lines.damaged("the table's hash does not fit"))
            };
        }
        let row: Vec<Cell> = lines.value()?;
        if row.len() != table.columns.len() {
            return Err(lines.damaged("a row has too many or too few values"));
        }
        hash.add(&row)?;
        on_row(table, row)?;
    }
}

/// Reads lines and keeps the hash of all of them.
struct Lines<R> {
    from: R,
    whole: Sha256,
    n: u64,
    text: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    fn advance(&mut self) -> Result<(), CopyError> {
        self.text.clear();
        self.n += 1;
        let read = (&mut self.from).take(LONGEST_LINE).read_until(b'\n', &mut self.text);
        match read {
            Ok(_) if self.text.ends_with(b"\n") => {
                self.whole.update(&self.text);
                Ok(())
            }
            Ok(_) => Err(self.damaged("it ends here, too early")),
            Err(error) if error.kind() == std::io::ErrorKind::Other => Err(CopyError::File(error)),
            Err(error) => Err(self.damaged(&error.to_string())),
        }
    }

    fn value<T: for<'de> Deserialize<'de>>(&self) -> Result<T, CopyError> {
        serde_json::from_slice(&self.text).map_err(|error| self.damaged(&error.to_string()))
    }

    fn next<T: for<'de> Deserialize<'de>>(&mut self) -> Result<T, CopyError> {
        self.advance()?;
        self.value()
    }

    fn damaged(&self, why: &str) -> CopyError {
        CopyError::Damaged { line: self.n, why: why.to_owned() }
    }
}
