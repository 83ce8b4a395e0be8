//! Numbers by a short key: what the reader looks up in most rows, found in one step.
//!
//! It stands in front of `Names`, which has every name; a key that is not here is looked up there. Sixteen bytes a
//! place, five in eight taken at most. Start at `ShortKeys::get`.

/// Numbers by a word, never 0, and what it belongs to.
#[derive(Debug)]
pub(crate) struct ShortKeys {
    // A power of two long.
    table: Vec<Place>,
    n: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    // 0 where it is free.
    word: u64,
    of: u32,
    number: u32,
}

impl Default for ShortKeys {
    fn default() -> Self {
        ShortKeys { table: vec![Place::default(); 64], n: 0 }
    }
}

impl ShortKeys {
    /// The number of a key, if it is here.
    pub(crate) fn get(&self, word: u64, of: u32) -> Option<u32> {
        let place = self.table[self.look(word, of)];
        (place.word != 0).then_some(place.number)
    }

    /// Puts a key here.
    pub(crate) fn put(&mut self, word: u64, of: u32, number: u32) {
        let at = self.look(word, of);
        self.n += usize::from(self.table[at].word == 0);
        self.table[at] = Place { word, of, number };
        if self.n * 8 > self.table.len() * 5 {
            let longer = vec![Place::default(); self.table.len() * 2];
            for place in std::mem::replace(&mut self.table, longer) {
                if place.word != 0 {
                    let at = self.look(place.word, place.of);
                    self.table[at] = place;
                }
            }
        }
    }

    /// Where a key is, or would be.
    fn look(&self, word: u64, of: u32) -> usize {
        let mask = self.table.len() - 1;
        let mut at = hash(word, of, mask);
        loop {
            let place = &self.table[at];
            if place.word == 0 || (place.word == word && place.of == of) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }
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
        for n in 0..5000u32 {
            let (word, of) = (u64::from(n % 700) + 1, n / 900);
            keys.put(word, of, n);
            known.insert((word, of), n);
        }
        for word in 1..900 {
            for of in 0..8 {
                assert_eq!(keys.get(word, of), known.get(&(word, of)).copied());
            }
        }
        assert_eq!(keys.n, known.len());
    }
}
