//! Names by number: each text once, in the order first met.
//!
//! One long text, ends and an open table of numbers: about 20 bytes a name. The hash is fixed, so the same file
//! gives the same numbers everywhere. Start at `Names::number`.

/// Names by number.
#[derive(Debug, Clone)]
pub struct Names {
    text: Vec<u8>,
    ends: Vec<u32>,
    // Number plus one; 0 is free. A power of two long.
    table: Vec<u32>,
    n_in_table: usize,
}

impl Default for Names {
    fn default() -> Self {
        Names { text: Vec::new(), ends: Vec::new(), table: vec![0; 64], n_in_table: 0 }
    }
}

impl Names {
    /// The number of a name, a new one when it is met for the first time.
    pub fn number(&mut self, name: &[u8]) -> u32 {
        let at = match self.look(name) {
            Ok(number) => return number,
            Err(at) => at,
        };
        let number = self.push(name);
        self.table[at] = number + 1;
        self.n_in_table += 1;
        if self.n_in_table * 4 > self.table.len() * 3 {
            self.grow();
        }
        number
    }

    /// A new number for a name that the caller looks up elsewhere: it is not found here.
    pub(crate) fn push(&mut self, name: &[u8]) -> u32 {
        self.text.extend_from_slice(name);
        // Our choice: four billion bytes of names is far beyond any log this reads.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.len() - 1
    }

    /// The number of a name met before.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        self.look(name).ok()
    }

    /// The name with this number; empty for a number that was never given.
    pub fn name(&self, number: u32) -> &str {
        let at = number as usize;
        if at >= self.ends.len() {
            return "";
        }
        std::str::from_utf8(self.bytes(at)).unwrap_or("")
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes it holds.
    pub fn n_bytes(&self) -> usize {
        self.text.len() + 4 * (self.ends.len() + self.table.len())
    }

    /// Gives back the room that was kept for more.
    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn bytes(&self, at: usize) -> &[u8] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    fn look(&self, name: &[u8]) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let mut at = hash(name) & mask;
        loop {
            match self.table[at] {
                0 => return Err(at),
                held if self.bytes(held as usize - 1) == name => return Ok(held - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let mask = self.table.len() * 2 - 1;
        let mut table = vec![0; mask + 1];
        for held in self.table.iter().filter(|held| **held != 0) {
            let mut at = hash(self.bytes(*held as usize - 1)) & mask;
            while table[at] != 0 {
                at = (at + 1) & mask;
            }
            table[at] = *held;
        }
        self.table = table;
    }
}

#[allow(clippy::cast_possible_truncation)]
fn hash(name: &[u8]) -> usize {
    let mut hash: u64 = 0x9e37_79b9_7f4a_7c15;
    for part in name.chunks(8) {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (hash ^ (hash >> 29)) as usize
}
