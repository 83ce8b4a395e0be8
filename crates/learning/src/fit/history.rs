//! What the model sees of a log: for each step, every learner's answers to it in order, equal histories counted once.
//!
//! Counting equal histories changes no figure, only the work: a class that meets the same questions in the same order
//! repeats a few histories over and over. It also leaves the learners' names behind. Start at `Histories::of`.

use crate::fit::log::Log;
use crate::security::{Opportunity, guess_floor};

/// The answers of some of a log's learners, gathered by step.
#[derive(Debug, Clone)]
pub struct Histories {
    // Per step: where its words and its runs begin.
    words_from: Vec<u32>,
    runs_from: Vec<u32>,
    // The item within the step, and the mark as the last bit.
    words: Vec<u32>,
    // What came before each word: `class_of`; empty without times.
    classes: Vec<u8>,
    // Where each learner's run of words ends.
    runs: Vec<u32>,
    // Per step, per item within it: the item's number in the log.
    items: Vec<Vec<u32>>,
    // How many answers each of them offers, which says the least share right by luck.
    choices: Vec<Vec<u8>>,
    is_timed: bool,
}

/// How many sequences are weighed side by side.
pub(crate) const WIDTH: usize = 16;

/// The histories of one step: sequences of equal length side by side, longest first.
#[derive(Debug, Clone, Default)]
pub struct StepHistories {
    pub(crate) n_items: usize,
    /// The least share right by luck of each item.
    pub(crate) floors: Vec<f64>,
    pub(crate) blocks: Vec<Block>,
    /// The words of a block, one row a time step; past its end a sequence has `pad`.
    pub(crate) words: Vec<[u32; WIDTH]>,
    /// As words; empty without times.
    pub(crate) classes: Vec<[u8; WIDTH]>,
}

/// Up to `WIDTH` sequences, longest first.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) from: usize,
    pub(crate) length: usize,
    /// How many learners have each sequence; 0 for none.
    pub(crate) weights: [u32; WIDTH],
    /// How many answers of each sequence were wrong, and how many right.
    pub(crate) marks: [[u32; 2]; WIDTH],
}

/// Days gone between two answers are told apart no finer than this. Our choice: daily at first, then coarser.
pub(crate) const DAYS: [u16; 16] = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 63, 91, 140, 210, 365];
/// How many kinds of gap there are: what came between, and the days.
pub(crate) const N_CLASSES: usize = DAYS.len() * Opportunity::ALL.len();

/// The kind of a gap.
pub(crate) fn class_of(after: Opportunity, days: u32) -> u8 {
    let off = |d: &u16| u32::from(*d).abs_diff(days);
    let nearest = (0..DAYS.len()).min_by_key(|at| off(&DAYS[*at])).unwrap_or(0);
    u8::try_from(after.idx() * DAYS.len() + nearest).unwrap_or(0)
}

impl Histories {
    /// The histories of the learners for whom `is_in` holds. Without `by_item` all items of a step are one.
    pub fn of(log: &Log, by_item: bool, is_in: impl Fn(usize) -> bool) -> Histories {
        let n_steps = log.steps.len() as usize;
        let (locals, items, choices) = local_items(log, n_steps, by_item);
        let mut words_from = vec![0u32; n_steps + 1];
        let mut runs_from = vec![0u32; n_steps + 1];
        let mut last_learner = vec![u32::MAX; n_steps];
        let learners = || (0..log.n_learners()).filter(|l| is_in(*l));
        for learner in learners() {
            for row in log.rows_of(learner) {
                let step = log.step_of(log.item(row)) as usize;
                words_from[step + 1] += 1;
                if last_learner[step] as usize != learner {
                    last_learner[step] = u32::try_from(learner).unwrap_or(u32::MAX - 1);
                    runs_from[step + 1] += 1;
                }
            }
        }
        for step in 0..n_steps {
            words_from[step + 1] += words_from[step];
            runs_from[step + 1] += runs_from[step];
        }
        let mut words = vec![0; words_from[n_steps] as usize];
        let mut classes = vec![0; if log.is_timed() { words.len() } else { 0 }];
        let mut runs = vec![0; runs_from[n_steps] as usize];
        let mut next_word = words_from.clone();
        let mut next_run = runs_from.clone();
        let mut minute_before = vec![0; if log.is_timed() { n_steps } else { 0 }];
        last_learner.fill(u32::MAX);
        for learner in learners() {
            for row in log.rows_of(learner) {
                let item = log.item(row);
                let step = log.step_of(item) as usize;
                let at = next_word[step] as usize;
                let local = if by_item { locals[item as usize] } else { 0 };
                words[at] = local << 1 | u32::from(log.is_right(row));
                if last_learner[step] as usize != learner {
                    last_learner[step] = u32::try_from(learner).unwrap_or(u32::MAX - 1);
                    next_run[step] += 1;
                } else if log.is_timed() {
                    let days = log.minute(row).saturating_sub(minute_before[step]) / (24 * 60);
                    classes[at] = class_of(log.after(row), days);
                }
                if log.is_timed() {
                    minute_before[step] = log.minute(row);
                }
                next_word[step] += 1;
                runs[next_run[step] as usize - 1] = next_word[step];
            }
        }
        Histories {
            words_from,
            runs_from,
            words,
            classes,
            runs,
            items,
            choices,
            is_timed: log.is_timed(),
        }
    }

    /// How many steps there are.
    pub fn n_steps(&self) -> usize {
        self.items.len()
    }

    /// How many answers there are.
    pub fn n_rows(&self) -> usize {
        self.words.len()
    }

    /// How many bytes it holds.
    pub fn n_bytes(&self) -> usize {
        4 * (self.words.len() + self.runs.len()) + self.classes.len()
    }

    /// The log's numbers of each step's items, in the order they are kept here; empty when items are one.
    pub(crate) fn items(&self) -> &[Vec<u32>] {
        &self.items
    }

    /// The same, and what was answered is let go.
    pub fn into_items(self) -> Vec<Vec<u32>> {
        self.items
    }

    /// The histories of one step. With `is_counted` equal ones are counted once; the figures are the same.
    pub fn step(&self, step: usize, is_counted: bool) -> StepHistories {
        let runs = self.runs_from[step] as usize..self.runs_from[step + 1] as usize;
        let mut begin = self.words_from[step] as usize;
        let mut spans: Vec<Span> = Vec::with_capacity(runs.len());
        for end in &self.runs[runs] {
            spans.push((u32::try_from(begin).unwrap_or(u32::MAX), *end));
            begin = *end as usize;
        }
        let counted = if is_counted { self.count_equal(spans) } else { by_length(spans) };
        self.laid_out(step, &counted)
    }

    fn sequence(&self, span: Span) -> (&[u32], &[u8]) {
        let range = span.0 as usize..span.1 as usize;
        let classes: &[u8] = if self.is_timed { &self.classes[range.clone()] } else { &[] };
        (&self.words[range], classes)
    }

    fn count_equal(&self, mut spans: Vec<Span>) -> Vec<(Span, u32)> {
        // Short marks pack into a number, which sorts faster than the words themselves.
        let packed = |span: &Span| {
            let (words, classes) = self.sequence(*span);
            if !classes.is_empty() || words.len() > 62 || words.iter().any(|w| *w > 1) {
                return None;
            }
            Some(words.iter().fold(1u64, |bits, w| bits << 1 | u64::from(*w)))
        };
        let mut short: Vec<(u64, Span)> = Vec::new();
        let mut long: Vec<Span> = Vec::new();
        for span in spans.drain(..) {
            match packed(&span) {
                Some(bits) => short.push((bits, span)),
                None => long.push(span),
            }
        }
        short.sort_unstable_by_key(|(bits, _)| std::cmp::Reverse(*bits));
        let length = |s: &Span| s.1 - s.0;
        long.sort_unstable_by(|a, b| {
            length(b).cmp(&length(a)).then_with(|| self.sequence(*a).cmp(&self.sequence(*b)))
        });
        let mut counted: Vec<(Span, u32)> = Vec::new();
        for span in long {
            match counted.last_mut() {
                Some((last, n)) if self.sequence(*last) == self.sequence(span) => *n += 1,
                _ => counted.push((span, 1)),
            }
        }
        let mut last_bits = 0;
        for (bits, span) in short {
            match counted.last_mut() {
                Some((_, n)) if bits == last_bits => *n += 1,
                _ => counted.push((span, 1)),
            }
            last_bits = bits;
        }
        counted.sort_by_key(|(span, _)| std::cmp::Reverse(length(span)));
        counted
    }

    fn laid_out(&self, step: usize, counted: &[(Span, u32)]) -> StepHistories {
        let floors: Vec<f64> = self.choices[step].iter().map(|n| guess_floor(*n)).collect();
        let n_items = floors.len();
        let pad = u32::try_from(n_items * 2).unwrap_or(u32::MAX);
        let mut made = StepHistories { n_items, floors, ..Default::default() };
        for group in counted.chunks(WIDTH) {
            let length = group.first().map_or(0, |(s, _)| (s.1 - s.0) as usize);
            let from = made.words.len();
            made.words.resize(from + length, [pad; WIDTH]);
            if self.is_timed {
                made.classes.resize(from + length, [0; WIDTH]);
            }
            let (mut weights, mut marks) = ([0; WIDTH], [[0; 2]; WIDTH]);
            for (lane, (span, weight)) in group.iter().enumerate() {
                weights[lane] = *weight;
                let (words, classes) = self.sequence(*span);
                for (at, word) in words.iter().enumerate() {
                    made.words[from + at][lane] = *word;
                    marks[lane][(word & 1) as usize] += 1;
                }
                for (at, class) in classes.iter().enumerate() {
                    made.classes[from + at][lane] = *class;
                }
            }
            made.blocks.push(Block { from, length, weights, marks });
        }
        made
    }
}

impl StepHistories {
    /// How many questions they tell apart.
    pub fn n_items(&self) -> usize {
        self.n_items
    }

    /// How many answers a pass goes over, equal histories counted once.
    pub fn n_rows(&self) -> usize {
        let pad = u32::try_from(self.n_items * 2).unwrap_or(u32::MAX);
        self.words.iter().flatten().filter(|w| **w != pad).count()
    }

    /// How many bytes it holds.
    pub fn n_bytes(&self) -> usize {
        self.words.len() * WIDTH * 4 + self.classes.len() * WIDTH
    }

    /// These histories in `n` parts, as shards would hold them.
    pub fn split(&self, n: usize) -> Vec<StepHistories> {
        let size = self.blocks.len().div_ceil(n.max(1)).max(1);
        let part = |blocks: &[Block]| StepHistories { blocks: blocks.to_vec(), ..self.clone() };
        self.blocks.chunks(size).map(part).collect()
    }

    /// These histories with every one counted `n` times over, as that many equal classes would give.
    pub fn times(mut self, n: u32) -> StepHistories {
        for block in &mut self.blocks {
            block.weights = block.weights.map(|w| w.saturating_mul(n));
        }
        self
    }
}

fn by_length(mut spans: Vec<Span>) -> Vec<(Span, u32)> {
    spans.sort_by_key(|s| std::cmp::Reverse(s.1 - s.0));
    spans.into_iter().map(|s| (s, 1)).collect()
}

/// Where the words of a sequence begin and end.
type Span = (u32, u32);

type LocalItems = (Vec<u32>, Vec<Vec<u32>>, Vec<Vec<u8>>);

/// Each item's place in its step, each step's items, and how many answers they offer.
fn local_items(log: &Log, n_steps: usize, by_item: bool) -> LocalItems {
    let mut locals = vec![0; log.n_items()];
    let mut items: Vec<Vec<u32>> = vec![Vec::new(); n_steps];
    let mut choices: Vec<Vec<u8>> = vec![Vec::new(); n_steps];
    for (item, local) in (0u32..).zip(&mut locals) {
        let step = log.step_of(item) as usize;
        let offered = log.choices_of(item);
        if by_item {
            *local = u32::try_from(items[step].len()).unwrap_or(0);
            items[step].push(item);
            choices[step].push(offered);
        } else if choices[step].is_empty() {
            choices[step].push(offered);
        } else if guess_floor(offered) < guess_floor(choices[step][0]) {
            // Of several kinds of question the step takes the least floor.
            choices[step][0] = offered;
        }
    }
    (locals, items, choices)
}
