//! Encryption of a backup by a passphrase: nobody without it can read the file or change it unseen.
//!
//! The key is Argon2id of the passphrase and a random salt; the file is cut into pieces of 64 KiB, each sealed by
//! XChaCha20-Poly1305 under a nonce that holds its number and whether it is the last, so that pieces cannot be
//! left out, exchanged or cut off. Start at [`Sealed::new`] and [`Opened::new`].

use std::io::{self, Read, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::id::random_bytes;

/// How a sealed file begins.
const MARK: &[u8; 19] = b"tenframe sealed v1\n";
const SALT: usize = 16;
const PREFIX: usize = 19;
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

// RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;

fn cipher(passphrase: &str, salt: &[u8]) -> io::Result<XChaCha20Poly1305> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).map_err(io::Error::other)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(io::Error::other)?;
    XChaCha20Poly1305::new_from_slice(&key).map_err(io::Error::other)
}

fn nonce(prefix: [u8; PREFIX], number: u32, is_last: bool) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..PREFIX].copy_from_slice(&prefix);
    nonce[PREFIX..23].copy_from_slice(&number.to_be_bytes());
    nonce[23] = u8::from(is_last);
    nonce.into()
}

/// Seals what is written to it.
pub struct Sealed<W: Write> {
    to: W,
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX],
    number: u32,
    piece: Vec<u8>,
}

impl<W: Write> Sealed<W> {
    /// Begins a sealed file.
    ///
    /// # Errors
    ///
    /// When `to` cannot be written, or the machine gives no random numbers.
    pub fn new(mut to: W, passphrase: &str) -> io::Result<Self> {
        let salt: [u8; SALT] = random_bytes().map_err(io::Error::other)?;
        let prefix: [u8; PREFIX] = random_bytes().map_err(io::Error::other)?;
        to.write_all(MARK)?;
        to.write_all(&salt)?;
        to.write_all(&prefix)?;
        let cipher = cipher(passphrase, &salt)?;
        Ok(Self { to, cipher, prefix, number: 0, piece: Vec::with_capacity(PIECE) })
    }

    /// Seals the last piece; without it the file cannot be opened.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.to)
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let sealed = self
            .cipher
            .encrypt(&nonce(self.prefix, self.number, is_last), self.piece.as_slice())
            .map_err(|_| io::Error::other("a piece could not be sealed"))?;
        self.to.write_all(&sealed)?;
        self.piece.clear();
        self.number = self
            .number
            .checked_add(1)
            .ok_or_else(|| io::Error::other("a sealed file can hold no more"))?;
        Ok(())
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece is sealed only when more follows, so that the last is never empty by chance.
        if self.piece.len() == PIECE && !bytes.is_empty() {
            self.seal(false)?;
        }
        let n = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Reads a backup, sealed or not.
pub struct Opened<R: Read> {
    from: R,
    // None for a file that is not sealed.
    cipher: Option<XChaCha20Poly1305>,
    prefix: [u8; PREFIX],
    number: u32,
    piece: Vec<u8>,
    at: usize,
    ahead: Vec<u8>,
    is_done: bool,
}

impl<R: Read> Opened<R> {
    /// Looks whether the file is sealed, and if so makes the key.
    ///
    /// # Errors
    ///
    /// When it is sealed and there is no passphrase, or it cannot be read. A wrong passphrase is told by the
    /// first read.
    pub fn new(mut from: R, passphrase: Option<&str>) -> io::Result<Self> {
        let mut begins = Vec::new();
        (&mut from).take(MARK.len() as u64).read_to_end(&mut begins)?;
        let mut opened = Self {
            from,
            cipher: None,
            prefix: [0; PREFIX],
            number: 0,
            piece: Vec::new(),
            at: 0,
            ahead: Vec::new(),
            is_done: false,
        };
        if begins != MARK {
            opened.piece = begins;
            return Ok(opened);
        }
        let passphrase = passphrase.ok_or_else(|| {
            io::Error::other("it is encrypted: give its passphrase with --passphrase-file FILE")
        })?;
        let mut salt = [0; SALT];
        opened.from.read_exact(&mut salt)?;
        opened.from.read_exact(&mut opened.prefix)?;
        opened.cipher = Some(cipher(passphrase, &salt)?);
        opened.ahead = opened.take_piece()?;
        Ok(opened)
    }

    fn take_piece(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = Vec::with_capacity(PIECE + TAG);
        (&mut self.from).take((PIECE + TAG) as u64).read_to_end(&mut piece)?;
        Ok(piece)
    }

    // One piece is read ahead, since only the last is sealed as the last.
    fn open_next(&mut self) -> io::Result<()> {
        let Some(cipher) = self.cipher.clone() else {
            self.piece = self.take_piece()?;
            self.at = 0;
            self.is_done = self.piece.is_empty();
            return Ok(());
        };
        let next = if self.ahead.len() == PIECE + TAG { self.take_piece()? } else { Vec::new() };
        let is_last = next.is_empty();
        let sealed = std::mem::replace(&mut self.ahead, next);
        self.piece = cipher
            .decrypt(&nonce(self.prefix, self.number, is_last), sealed.as_slice())
            .map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, "wrong passphrase, or the file was changed")
        })?;
        self.at = 0;
        self.number += 1;
        self.is_done = is_last;
        Ok(())
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() && !self.is_done {
            self.open_next()?;
        }
        let n = into.len().min(self.piece.len() - self.at);
        into[..n].copy_from_slice(&self.piece[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(bytes: &[u8], passphrase: &str) -> Vec<u8> {
        let mut sealed = Sealed::new(Vec::new(), passphrase).unwrap();
        sealed.write_all(bytes).unwrap();
        sealed.finish().unwrap()
    }

    fn open(bytes: &[u8], passphrase: Option<&str>) -> Result<Vec<u8>, String> {
        let mut opened = Opened::new(bytes, passphrase).map_err(|error| error.to_string())?;
        let mut out = Vec::new();
        opened.read_to_end(&mut out).map(|_| out).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_sealed_opens_the_same_whatever_its_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let sealed = seal(&bytes, "four plain words here");
            assert_eq!(open(&sealed, Some("four plain words here")), Ok(bytes), "{length}");
        }
    }

    #[test]
    fn a_file_that_is_not_sealed_is_read_as_it_is() {
        for text in ["", "short", "long enough to be longer than the mark"] {
            assert_eq!(open(text.as_bytes(), None), Ok(text.as_bytes().to_vec()));
        }
    }

    #[test]
    fn a_change_or_a_wrong_passphrase_is_found() {
        let sealed = seal(&vec![7; 2 * PIECE + 9], "four plain words here");
        let wrong = Err("wrong passphrase, or the file was changed".to_owned());
        assert_eq!(open(&sealed, Some("four plain words")), wrong);
        assert_eq!(
            open(&sealed, None),
            Err("it is encrypted: give its passphrase with --passphrase-file FILE".to_owned())
        );
        let begins = MARK.len() + SALT + PREFIX;
        for place in [begins, begins + PIECE + TAG + 3, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(open(&changed, Some("four plain words here")), wrong, "byte {place}");
        }
        let cut_at_a_piece = &sealed[..begins + 2 * (PIECE + TAG)];
        assert_eq!(open(cut_at_a_piece, Some("four plain words here")), wrong);
        let without_one = [&sealed[..begins], &sealed[begins + PIECE + TAG..]].concat();
        assert_eq!(open(&without_one, Some("four plain words here")), wrong);
    }
}
