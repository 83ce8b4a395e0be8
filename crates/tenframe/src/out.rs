//! What commands write to standard output, and what happens when nobody reads on, as in `tenframe content list | head`.
//!
//! That is no fault: whoever stopped reading has what they wanted. [`say`] lets a command finish its work unheard;
//! [`out`] ends a command that only writes. Any other failure to write is told.

use std::io::{self, ErrorKind, StdoutLock, Write};

/// Writes a line for the person at the terminal.
pub fn say(line: &str) {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("tenframe: the answer cannot be written: {error}");
            std::process::exit(1);
        }
        _ => {}
    }
}

/// Standard output for a command that does nothing but write.
pub fn out() -> Out {
    Out(io::stdout().lock())
}

/// Standard output that ends the program quietly when nobody reads on.
pub struct Out(StdoutLock<'static>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        heard(self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        heard(self.0.flush())
    }
}

fn heard<T>(written: io::Result<T>) -> io::Result<T> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        other => other,
    }
}
