//! Staff passwords: Argon2id, kept as our own text with its salt and costs.
//!
//! Costs follow OWASP's password storage advice (19 MiB, 2 passes, 1 lane).

use std::sync::{Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Block, Params, Version};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const LENGTH: usize = 32;

/// The room one check needs, kept and used again: taken anew by many at once, the system would not get it all back.
/// So passwords are checked one after another.
static ROOM: Mutex<Vec<Block>> = Mutex::new(Vec::new());

/// The shortest password taken (Cyber Essentials: 12 characters where there is no second factor).
pub const SHORTEST: usize = 12;

/// Makes the kept form of a password: `argon2id$memory$passes$lanes$salt$hash`.
pub fn keep(password: &str) -> Option<String> {
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).ok()?;
    let hash = hash(password, &salt, (MEMORY_KIB, PASSES, LANES))?;
    Some(format!("argon2id${MEMORY_KIB}${PASSES}${LANES}${}${}", hex(&salt), hex(&hash)))
}

/// Whether a password is the one kept. Takes as long for a wrong one as for a right one.
pub fn is_kept(password: &str, kept: &str) -> bool {
    let parts: Vec<&str> = kept.split('$').collect();
    let ["argon2id", memory, passes, lanes, salt, wanted] = parts[..] else { return false };
    let costs = (memory.parse(), passes.parse(), lanes.parse());
    let (Ok(memory), Ok(passes), Ok(lanes)) = costs else { return false };
    let (Some(salt), Some(wanted)) = (unhex(salt), unhex(wanted)) else { return false };
    let Some(found) = hash(password, &salt, (memory, passes, lanes)) else { return false };
    found.len() == wanted.len()
        && found.iter().zip(&wanted).fold(0, |all, (left, right)| all | (left ^ right)) == 0
}

/// A kept form that no password fits, so that an unknown account takes as long as a known one.
pub fn nobody() -> &'static str {
    "argon2id$19456$2$1$00000000000000000000000000000000$0000000000000000000000000000000000000000000000000000000000000000"
}

fn hash(password: &str, salt: &[u8], (memory, passes, lanes): (u32, u32, u32)) -> Option<Vec<u8>> {
    let params = Params::new(memory, passes, lanes, Some(LENGTH)).ok()?;
    let (n_blocks, mut out) = (params.block_count(), vec![0; LENGTH]);
    // What a panic left in it is written over.
    let mut room = ROOM.lock().unwrap_or_else(PoisonError::into_inner);
    if room.len() < n_blocks {
        room.resize(n_blocks, Block::new());
    }
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut room[..n_blocks])
        .ok()?;
    Some(out)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_kept_is_taken() {
        let kept = keep("a long enough one").expect("chance is to be had");
        assert!(is_kept("a long enough one", &kept));
        for (other, form) in [
            ("a long enough onf", kept.as_str()),
            ("", &kept),
            ("a long enough one", nobody()),
            ("x", "argon2id$x"),
        ] {
            assert!(!is_kept(other, form), "{other:?} against {form:?}");
        }
    }
}
