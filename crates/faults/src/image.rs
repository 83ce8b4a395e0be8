//! The disk as a power cut would have left it, made from what had been done to its files.
//!
//! What a file held when it was last flushed is there. Of what came after, each write is there, or not, or in part,
//! sector by sector, as chance has it. Start at [`after_power_cut`].

use std::collections::BTreeMap;

use crate::watched::Done;

/// A disk writes this much whole or not at all.
const SECTOR: usize = 512;

/// The files of the folder, by name, had the power gone after `history`; another for another seed.
///
/// A removed file stays removed, and a cut that was not flushed may not have happened.
pub fn after_power_cut(history: &[Done], seed: &mut u64) -> BTreeMap<String, Vec<u8>> {
    let mut flushed: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, done) in history.iter().enumerate() {
        if let Done::Flushed { file } = done {
            flushed.insert(file, place);
        }
    }
    let mut files = BTreeMap::new();
    for (place, done) in history.iter().enumerate() {
        let is_safe = |file: &str| flushed.get(file).is_some_and(|last| *last > place);
        match done {
            Done::Written { file, at, bytes } => {
                let content = files.entry(file.clone()).or_default();
                match is_safe(file) {
                    true => put(content, *at, bytes),
                    false => put_perhaps(content, *at, bytes, seed),
                }
            }
            Done::Cut { file, length } if is_safe(file) || chance(seed).is_multiple_of(2) => {
                files.entry(file.clone()).or_default().resize(*length, 0);
            }
            Done::Removed { file } => drop(files.remove(file)),
            Done::Cut { .. } | Done::Flushed { .. } => {}
        }
    }
    files
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
}

fn put_perhaps(content: &mut Vec<u8>, at: usize, bytes: &[u8], seed: &mut u64) {
    match chance(seed) % 3 {
        0 => {}
        1 => put(content, at, bytes),
        _ => {
            for (place, sector) in bytes.chunks(SECTOR).enumerate() {
                if chance(seed).is_multiple_of(2) {
                    put(content, at + place * SECTOR, sector);
                }
            }
        }
    }
}

/// The next of a row of numbers that is the same for the same seed. SplitMix64: Steele, Lea, Flood (2014).
pub fn chance(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(file: &str, at: usize, byte: u8, length: usize) -> Done {
        Done::Written { file: file.to_owned(), at, bytes: vec![byte; length] }
    }

    fn flushed(file: &str) -> Done {
        Done::Flushed { file: file.to_owned() }
    }

    /// Every content that a thousand seeds give the file, as the first byte of each sector.
    #[track_caller]
    fn check(history: &[Done], expected: &[&[u8]]) {
        let mut found = std::collections::BTreeSet::new();
        for mut seed in 0..1000 {
            let files = after_power_cut(history, &mut seed);
            let content = files.get("a").cloned().unwrap_or_default();
            found.insert(content.iter().step_by(SECTOR).copied().collect::<Vec<u8>>());
        }
        assert_eq!(found, expected.iter().map(|one| one.to_vec()).collect());
    }

    #[test]
    fn what_was_flushed_is_there_and_the_rest_may_not_be() {
        check(&[written("a", 0, 7, 1024), flushed("a")], &[&[7, 7]]);
        check(&[written("a", 0, 7, 512), flushed("b")], &[&[], &[7]]);
        check(&[written("a", 0, 7, 1024)], &[&[], &[0, 7], &[7], &[7, 7]]);
        check(&[written("a", 0, 7, 512), flushed("a"), written("a", 0, 8, 512)], &[&[7], &[8]]);
        let removed = Done::Removed { file: "a".to_owned() };
        check(&[written("a", 0, 7, 512), flushed("a"), removed], &[&[]]);
        let cut = Done::Cut { file: "a".to_owned(), length: 0 };
        check(&[written("a", 0, 7, 512), flushed("a"), cut], &[&[], &[7]]);
    }
}
