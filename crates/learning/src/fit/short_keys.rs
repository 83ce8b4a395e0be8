//! Numbers by a short key: what the reader looks up in most rows, found in one step.
//!
//! A key is a word, never 0, and what it belongs to, which the caller knows by the number. Twelve bytes a place, five in
//! eight taken at most. Start at `ShortKeys::get`.

/// Numbers by a word and what it belongs to.
#[derive(Debug)]
pub(crate) struct ShortKeys {
    // A power of two long.
    table: Vec<Place>,
    n: usize,
}

/// The lower and the higher half of the word, 0 and 0 where it is free; the number.
type Place = [u32; 3];

impl Default for ShortKeys {
    fn default() -> Self {
        ShortKeys { table: vec![[0; 3]; 64], n: 0 }
    }
}

impl ShortKeys {
    /// The number of a key, if it is here. `of` says what a number belongs to.
    pub(crate) fn get(&self, word: u64, owner: u32, of: impl Fn(u32) -> u32) -> Option<u32> {
        let mask = self.table.len() - 1;
        let mut at = hash(word, owner, mask);
        loop {
            let place = self.table[at];
            let held = word_of(place);
            if held == word && of(place[2]) == owner {
                return Some(place[2]);
            }
            if held == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    /// Puts a key here that is not here yet.
    pub(crate) fn put(&mut self, word: u64, number: u32, of: impl Fn(u32) -> u32) {
        set(&mut self.table, word, of(number), number);
        self.n += 1;
        if self.n * 8 > self.table.len() * 5 {
            let mut longer = vec![[0; 3]; self.table.len() * 2];
            for place in self.table.iter().filter(|place| word_of(**place) != 0) {
                set(&mut longer, word_of(*place), of(place[2]), place[2]);
            }
            self.table = longer;
        }
    }
}

fn word_of(place: Place) -> u64 {
    u64::from(place[0]) | u64::from(place[1]) << 32
}

#[allow(clippy::cast_possible_truncation)]
fn set(table: &mut [Place], word: u64, owner: u32, number: u32) {
    let mask = table.len() - 1;
    let mut at = hash(word, owner, mask);
    while word_of(table[at]) != 0 {
        at = (at + 1) & mask;
    }
    table[at] = [word as u32, (word >> 32) as u32, number];
}

/// A place up to the mask, from the highest bits, which every byte of the key reaches.
#[allow(clippy::cast_possible_truncation)]
fn hash(word: u64, of: u32, mask: usize) -> usize {
    let mixed = word ^ u64::from(of).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed.wrapping_mul(0x517c_c1b7_2722_0a95) >> (mask as u64).leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn what_was_put_is_found_and_nothing_else() {
        let (mut keys, mut known) = (ShortKeys::default(), HashMap::new());
        let owner = |number: u32| number / 900;
        for n in 0..5000 {
            let word = u64::from(n % 700 + 1) << (n % 3 * 20);
            if keys.get(word, owner(n), owner).is_none() {
                keys.put(word, n, owner);
                known.insert((word, owner(n)), n);
            }
        }
        for (word, shift) in (1..900).flat_map(|word| [0, 20, 40].map(|shift| (word, shift))) {
            for of in 0..8 {
                let word = word << shift;
                assert_eq!(keys.get(word, of, owner), known.get(&(word, of)).copied());
            }
        }
        assert!(known.len() > 3000);
        assert_eq!(keys.n, known.len());
    }
}
