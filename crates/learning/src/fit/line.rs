//! Splits any line of a log at its commas, minding quotes: slower than `plain`, and for what that leaves.
//!
//! Start at `Line::find`; `unquote` when the line has quotes.

const MOST_VALUES: usize = 64;

/// Where the values of one line end. Our choice: 64 columns are more than any log of answers has.
#[derive(Debug)]
pub(crate) struct Line {
    commas: [usize; MOST_VALUES - 1],
    pub(crate) n_values: usize,
    pub(crate) has_quotes: bool,
}

impl Line {
    pub(crate) fn new() -> Line {
        Line { commas: [0; MOST_VALUES - 1], n_values: 1, has_quotes: false }
    }

    /// Finds the end of the first line of a text, and the commas before it.
    pub(crate) fn find(&mut self, text: &[u8]) -> Option<usize> {
        (self.n_values, self.has_quotes) = (1, false);
        for (at, byte) in text.iter().enumerate() {
            match byte {
                b',' => self.comma(at),
                b'\n' => return Some(at),
                b'"' => self.has_quotes = true,
                _ => {}
            }
        }
        None
    }

    fn comma(&mut self, at: usize) {
        if let Some(comma) = self.commas.get_mut(self.n_values - 1) {
            *comma = at;
            self.n_values += 1;
        }
    }

    pub(crate) fn value<'a>(&self, text: &'a [u8], at: usize) -> &'a [u8] {
        let from = if at == 0 { 0 } else { self.commas[at - 1] + 1 };
        let end = if at + 1 == self.n_values { text.len() } else { self.commas[at] };
        &text[from..end]
    }
}

/// Splits a line at its commas, minding quotes; a quote within quotes is written twice.
pub(crate) fn unquote(line: &[u8]) -> Vec<Vec<u8>> {
    let mut values = vec![Vec::new()];
    let mut is_quoted = false;
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let value = values.last_mut().expect("there is always one");
        match byte {
            b'"' if is_quoted && bytes.peek() == Some(&b'"') => {
                bytes.next();
                value.push(b'"');
            }
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => values.push(Vec::new()),
            byte => value.push(byte),
        }
    }
    values
}
