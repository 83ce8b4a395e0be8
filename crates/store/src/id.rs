//! Row ids, times and random tokens.
//!
//! Ids are UUIDv7 text made here, never by a browser. Start at [`new_id`].

use sha2::{Digest, Sha256};
use std::fmt::Write;

use crate::StoreError;

/// A moment: microseconds since 1970-01-01T00:00:00Z.
pub type Micros = i64;

/// A new row id: a UUIDv7 in lower-case text, later than every id this process made before.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// `N` bytes from the machine's own source of randomness.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| StoreError::Engine(format!("no random numbers: {error}")))?;
    Ok(bytes)
}

/// The SHA-256 of a token, in hexadecimal: what is kept in its place.
pub(crate) fn sha256(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
