//! A log of answers in order: learner by learner, each learner's answers as they came.
//!
//! Four bytes a row, eight with times. Rows are sorted by learner, order, item and mark, so the order of lines in
//! the file does not matter. Start at `Log::rows_of`; `Rows` are what is kept while a file is read.

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
    /// Puts rows in order.
    pub(crate) fn ordered(
        rows: Rows,
        mut learners: Names,
        steps: Names,
        mut items: Names,
        mut items_of: Vec<ItemOf>,
    ) -> Log {
        learners.shrink();
        items.shrink();
        items_of.shrink_to_fit();
        let held = rows.n_bytes() + learners.n_bytes() + items.n_bytes();
        let (answers, times, starts) = rows.in_order();
        let bytes_while_read = held + times.len() * 4;
        Log { learners, steps, items, items_of, starts, answers, times, bytes_while_read }
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

/// The rows of a file while it is read: eight bytes each and twelve with times as long as each learner's rows stand
/// together, as in most files; four more from where they do not.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    // Each is order, item and mark, and minutes where there are times; with the learner before them once learners
    // come back.
    words: Vec<u32>,
    is_timed: bool,
    // Where the rows of each learner begin, by number; of no use once learners come back.
    starts: Vec<u32>,
    n_rows: u32,
    are_scattered: bool,
}

impl Rows {
    pub(crate) fn new(is_timed: bool) -> Rows {
        Rows { is_timed, ..Rows::default() }
    }

    /// Adds a row. Learners are numbered in the order first met.
    pub(crate) fn push(&mut self, learner: u32, order: u32, answer: u32, minutes: Option<u32>) {
        if !self.are_scattered && learner as usize + 1 != self.starts.len() {
            self.meet(learner);
        }
        if self.are_scattered {
            self.words.push(learner);
        }
        self.words.extend_from_slice(&[order, answer]);
        if let Some(minutes) = minutes {
            self.words.push(minutes);
        }
        self.n_rows += 1;
    }

    /// Begins the rows of another learner: one who is new, or one who comes back.
    #[cold]
    fn meet(&mut self, learner: u32) {
        if learner as usize == self.starts.len() {
            self.starts.push(self.n_rows);
        } else {
            self.scatter();
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.n_rows == 0
    }

    fn width(&self) -> usize {
        2 + usize::from(self.is_timed) + usize::from(self.are_scattered)
    }

    /// Writes each row's learner before it, from the last row to the first so that nothing is held twice.
    fn scatter(&mut self) {
        let (narrow, n_rows) = (self.width(), self.n_rows as usize);
        self.are_scattered = true;
        let wide = self.width();
        self.words.resize(n_rows * wide, 0);
        let mut end = n_rows;
        let starts = std::mem::take(&mut self.starts);
        for (learner, start) in starts.into_iter().enumerate().rev() {
            for row in (start as usize..end).rev() {
                self.words.copy_within(row * narrow..(row + 1) * narrow, row * wide + 1);
                self.words[row * wide] = u32::try_from(learner).unwrap_or(u32::MAX);
            }
            end = start as usize;
        }
    }

    fn n_bytes(&self) -> usize {
        4 * (self.words.len() + self.starts.len())
    }

    /// Answers and times by learner, order, item and mark; and where each learner's rows begin, and the last one's end.
    fn in_order(mut self) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
        let (width, n_rows) = (self.width(), self.n_rows as usize);
        let mut starts = std::mem::take(&mut self.starts);
        if self.are_scattered {
            sort(&mut self.words, width);
            let learner = |row: usize| self.words[row * width];
            let begins = |row: &usize| *row == 0 || learner(*row) != learner(*row - 1);
            let firsts = (0..n_rows).filter(begins);
            starts = firsts.map(|row| u32::try_from(row).unwrap_or(u32::MAX)).collect();
            starts.push(self.n_rows);
        } else {
            starts.push(self.n_rows);
            for ends in starts.windows(2) {
                sort(&mut self.words[ends[0] as usize * width..ends[1] as usize * width], width);
            }
        }
        let answer = 1 + usize::from(self.are_scattered);
        let mut words = self.words;
        let times: Vec<u32> = match self.is_timed {
            true => words.chunks_exact(width).map(|row| row[answer + 1]).collect(),
            false => Vec::new(),
        };
        for row in 0..n_rows {
            words[row] = words[row * width + answer];
        }
        words.truncate(n_rows);
        words.shrink_to_fit();
        (words, times, starts)
    }
}

fn sort(words: &mut [u32], width: usize) {
    match width {
        2 => sort_rows(words.as_chunks_mut::<2>().0),
        3 => sort_rows(words.as_chunks_mut::<3>().0),
        _ => sort_rows(words.as_chunks_mut::<4>().0),
    }
}

fn sort_rows<const N: usize>(rows: &mut [[u32; N]]) {
    if !rows.is_sorted() {
        rows.sort_unstable();
    }
}
