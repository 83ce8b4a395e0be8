//! Sheets as PDF, by whatever sets them.
//!
//! The typesetter is handed in, so that the pages compile beside it and not after it. Start at [`Press::pdf`].

use paper::{PrintError, Sheet};

use crate::error::PageError;

/// Sets a sheet as the bytes of a PDF; the program hands in `print::sheet`.
#[derive(Debug, Clone, Copy)]
pub struct Press(pub fn(&Sheet) -> Result<Vec<u8>, PrintError>);

impl Press {
    /// The PDF of a sheet, set away from the threads that serve pages.
    ///
    /// # Errors
    ///
    /// When the sheet cannot be set as it is, in the typesetter's words.
    pub async fn pdf(self, sheet: Sheet) -> Result<Vec<u8>, PageError> {
        let made = tokio::task::spawn_blocking(move || (self.0)(&sheet))
            .await
            .map_err(|_| PageError::fault("typesetting stopped"))?;
        made.map_err(|error| {
            PageError::refused("This sheet cannot be printed as it is", error.to_string())
        })
    }
}
