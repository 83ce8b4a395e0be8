//! The rows and columns of a file: UTF-8 or Windows-1252, comma-separated, with a header.
//!
//! Knows nothing of schools. The lines it names are those an editor shows. Start at [`read_table`].

use encoding_rs::WINDOWS_1252;

use super::Encoding;

/// A file as rows of cells.
pub(crate) struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Record>,
    pub encoding: Encoding,
}

/// One row, with the line it begins on.
pub(crate) struct Record {
    pub line: u64,
    cells: csv::StringRecord,
}

impl Record {
    /// The cell of a column, without the spaces round it; blank when the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Whether it has a cell for each of `n_columns` columns; the error says what is not right.
    pub fn check_width(&self, n_columns: usize) -> Result<(), String> {
        let n_cells = self.cells.len();
        let likely = match n_cells {
            n if n < n_columns => "it is cut short, or a quotation mark is not closed",
            n if n > n_columns => {
                "a comma stands outside quotation marks, or it is a row of another file"
            }
            _ => return Ok(()),
        };
        Err(format!("the row has {n_cells} cells and the header {n_columns}; {likely}"))
    }
}

/// Reads a file; rows that are blank from end to end are left out. The error is in words.
pub(crate) fn read_table(bytes: &[u8], most_rows: usize) -> Result<Table, String> {
    let (text, encoding) = decode(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = reader
        .headers()
        .map_err(|error| format!("the first line cannot be read: {error}"))?
        .iter()
        .map(str::to_owned)
        .collect();
    if header.iter().all(String::is_empty) {
        return Err(
            "the file is empty; expected a first line with the names of the columns".to_owned()
        );
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let cells = record.map_err(|error| format!("the file is not rows and columns: {error}"))?;
        if cells.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() == most_rows {
            return Err(format!("the file has more than {most_rows} rows; expected one register"));
        }
        let line = cells.position().map_or(0, csv::Position::line);
        rows.push(Record { line, cells });
    }
    Ok(Table { header, rows, encoding })
}

// UTF-8 with or without its mark; else Windows-1252, which reads any bytes.
fn decode(bytes: &[u8]) -> Result<(String, Encoding), String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.contains(&0) {
        return Err(
            "the file is not plain text in UTF-8 or Windows-1252; expected CSV, saved as such"
                .to_owned(),
        );
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => (WINDOWS_1252.decode(bytes).0.into_owned(), Encoding::Windows1252),
    };
    Ok((text.replace("\r\n", "\n"), encoding))
}
