//! A log of answers in order: learner by learner, each learner's answers as they came.
//!
//! Four bytes a row, eight with times. Rows are sorted by learner, order, item and mark, so the order of lines in
//! the file does not matter. Start at `Log::rows_of`.

use std::ops::Range;

use crate::fit::names::Names;
use crate::security::Opportunity;

/// The step of an item, and how many answers it offers; 0 when pupils write their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ItemOf {
    pub(crate) step: u32,
    pub(crate) choices: u8,
}

/// A log of answers in order.
#[derive(Debug, Clone)]
pub struct Log {
    /// The learners by number.
    pub learners: Names,
    /// The steps by number.
    pub steps: Names,
    items: Names,
    items_of: Vec<ItemOf>,
    // Where each learner's rows begin, and where the last one's end.
    starts: Vec<u32>,
    // Item number, and the mark as the last bit.
    answers: Vec<u32>,
    // Minutes since 1970, and what came before as the last two bits; empty without times.
    times: Vec<u32>,
    bytes_while_read: usize,
}

impl Log {
    /// Puts rows in order. Each is learner, order, item and mark, and minutes where there are times.
    pub(crate) fn ordered(
        mut rows: Vec<u32>,
        is_timed: bool,
        learners: Names,
        steps: Names,
        items: Names,
        items_of: Vec<ItemOf>,
    ) -> Log {
        let width = if is_timed { 4 } else { 3 };
        match is_timed {
            true => sort(rows.as_chunks_mut::<4>().0),
            false => sort(rows.as_chunks_mut::<3>().0),
        }
        let n_rows = rows.len() / width;
        let mut bytes_while_read = rows.len() * 4;
        let mut starts = vec![0];
        for row in 1..n_rows {
            if rows[row * width] != rows[(row - 1) * width] {
                starts.push(u32::try_from(row).unwrap_or(u32::MAX));
            }
        }
        starts.push(u32::try_from(n_rows).unwrap_or(u32::MAX));
        let times: Vec<u32> = match is_timed {
            true => rows.chunks_exact(width).map(|row| row[3]).collect(),
            false => Vec::new(),
        };
        bytes_while_read += times.len() * 4;
        for row in 0..n_rows {
            rows[row] = rows[row * width + 2];
        }
        rows.truncate(n_rows);
        rows.shrink_to_fit();
        bytes_while_read += starts.len() * 4 + learners.n_bytes() + items.n_bytes();
        Log { learners, steps, items, items_of, starts, answers: rows, times, bytes_while_read }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.answers.len()
    }

    /// How many learners there are.
    pub fn n_learners(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many items there are; an item asked in two steps is two.
    pub fn n_items(&self) -> usize {
        self.items_of.len()
    }

    /// Whether rows have times or say what came before.
    pub fn is_timed(&self) -> bool {
        !self.times.is_empty()
    }

    /// One value per learner in the order of `rows_of`, from one per learner by their number in `learners`.
    ///
    /// # Panics
    ///
    /// When there is not a value for every number.
    pub fn in_order<T: Clone>(&self, by_number: &[T]) -> Vec<T> {
        (0..self.n_learners()).map(|l| by_number[l].clone()).collect()
    }

    /// The name of a learner.
    pub fn learner_name(&self, learner: usize) -> &str {
        self.learners.name(u32::try_from(learner).unwrap_or(u32::MAX))
    }

    /// The rows of a learner, in order.
    pub fn rows_of(&self, learner: usize) -> Range<usize> {
        self.starts[learner] as usize..self.starts[learner + 1] as usize
    }

    /// The item of a row.
    pub fn item(&self, row: usize) -> u32 {
        self.answers[row] >> 1
    }

    /// Whether a row's answer was right.
    pub fn is_right(&self, row: usize) -> bool {
        self.answers[row] & 1 == 1
    }

    /// The time of a row in minutes since 1970; 0 without times.
    pub fn minute(&self, row: usize) -> u32 {
        self.times.get(row).map_or(0, |t| t >> 2)
    }

    /// What came between the answer before and this one.
    pub fn after(&self, row: usize) -> Opportunity {
        let idx = self.times.get(row).map_or(0, |t| t & 3) as usize;
        Opportunity::ALL.get(idx).copied().unwrap_or(Opportunity::Practised)
    }

    /// The step of an item.
    pub fn step_of(&self, item: u32) -> u32 {
        self.items_of[item as usize].step
    }

    /// How many answers an item offers; 0 when pupils write their own.
    pub fn choices_of(&self, item: u32) -> u8 {
        self.items_of[item as usize].choices
    }

    /// The name of an item within its step.
    pub fn item_name(&self, item: u32) -> &str {
        let key = self.items.name(item);
        key.split('\0').next().unwrap_or(key)
    }

    /// The name of an item's step.
    pub fn step_name_of(&self, item: u32) -> &str {
        self.steps.name(self.step_of(item))
    }

    /// How many answers were right, and how many there are, step by step.
    pub fn rights_by_step(&self) -> Vec<(u64, u64)> {
        let mut counts = vec![(0, 0); self.steps.len() as usize];
        for answer in &self.answers {
            let count = &mut counts[self.step_of(answer >> 1) as usize];
            count.0 += u64::from(answer & 1);
            count.1 += 1;
        }
        counts
    }

    /// The most bytes it held while it was read, and what it holds now.
    pub fn n_bytes(&self) -> (usize, usize) {
        let now = 4 * (self.answers.len() + self.times.len() + self.starts.len())
            + self.learners.n_bytes()
            + self.items.n_bytes();
        (self.bytes_while_read, now)
    }
}

fn sort<const N: usize>(rows: &mut [[u32; N]]) {
    if !rows.is_sorted() {
        rows.sort_unstable();
    }
}
