//! One pass over a step's histories: what they are expected to hold under some figures.
//!
//! A sequence's sums never depend on its neighbours: past its end nothing is added and nothing is rounded. Without
//! times and with one question a step, `turning` sums over when each turned; with many forward, then back, sixteen side
//! by side in single precision; with times one after another. Start at `estep`.

use crate::fit::counts::{ONE, StepCounts, stored};
use crate::fit::history::{Block, DAYS, StepHistories, WIDTH};
use crate::fit::parameters::StepFigures;
use crate::fit::turning::turn;
use crate::security::N_FIGURES;

type Lanes = [f32; WIDTH];

/// What the histories are expected to hold under these figures.
pub fn estep(histories: &StepHistories, figures: &StepFigures) -> StepCounts {
    let is_timed = !histories.classes.is_empty();
    let mut counts = StepCounts::new(histories.n_items, is_timed);
    if !is_timed && histories.n_items == 1 {
        turn(histories, figures, &mut counts);
        return counts;
    }
    let mut pass = Pass::of(histories, figures);
    for block in &histories.blocks {
        match is_timed {
            true => pass.one_by_one(block, &mut |weight, one| add_timed(&mut counts, weight, one)),
            false => pass.side_by_side(block, &mut counts),
        }
    }
    counts
}

/// The sums of products of each history's score: how fast its likelihood changes with each figure. Their inverse says
/// how unsure the figures are. In the order of `StepModel::covariance`, each in units of 1/2^28.
pub fn score_products(
    histories: &StepHistories,
    figures: &StepFigures,
) -> [[i128; N_FIGURES]; N_FIGURES] {
    let mut sums = [[0; N_FIGURES]; N_FIGURES];
    let mut pass = Pass::of(histories, figures);
    let model = &figures.figures;
    for block in &histories.blocks {
        pass.one_by_one(block, &mut |weight, one| {
            let score = one.score(model, figures);
            for (row, a) in sums.iter_mut().zip(score) {
                for (sum, b) in row.iter_mut().zip(score) {
                    *sum += i128::from(stored(a * b)) * i128::from(weight);
                }
            }
        });
    }
    sums
}

struct Pass<'a> {
    histories: &'a StepHistories,
    // Per word: how likely from one who is not yet, and from one who is secure.
    likely: Vec<[f32; 2]>,
    pad: u32,
    initial: f32,
    learn: f32,
    // Per kind of gap: learning, and what is kept.
    gaps: Vec<(f64, f64)>,
    before: Vec<Lanes>,
    secure: Vec<Lanes>,
    not_yet: Vec<Lanes>,
}

#[allow(clippy::cast_possible_truncation)]
impl<'a> Pass<'a> {
    fn of(histories: &'a StepHistories, figures: &StepFigures) -> Pass<'a> {
        let model = &figures.figures;
        let mut likely = Vec::with_capacity(histories.n_items * 2 + 1);
        for item in &figures.items {
            likely.push([(1.0 - item.guess) as f32, item.slip as f32]);
            likely.push([item.guess as f32, (1.0 - item.slip) as f32]);
        }
        likely.push([1.0, 1.0]);
        let days = DAYS.iter().map(|d| model.kept_after(f64::from(*d)));
        let kept: Vec<f64> = days.collect();
        let gaps = model.learn.iter().flat_map(|learn| kept.iter().map(move |k| (*learn, *k)));
        Pass {
            histories,
            likely,
            pad: u32::try_from(histories.n_items * 2).unwrap_or(u32::MAX),
            initial: model.initial as f32,
            learn: model.learn[0] as f32,
            gaps: gaps.collect(),
            before: Vec::new(),
            secure: Vec::new(),
            not_yet: Vec::new(),
        }
    }

    /// Sixteen sequences at once.
    fn side_by_side(&mut self, block: &Block, counts: &mut StepCounts) {
        let log_likelihood = self.forward(block);
        let words = &self.histories.words[block.from..block.from + block.length];
        let (learn, pad) = (self.learn, self.pad);
        let mut ratio: Lanes = [1.0; WIDTH];
        let mut learned: Lanes = [0.0; WIDTH];
        let mut from_not: Lanes = [0.0; WIDTH];
        // 1 where a later answer follows.
        let mut followed: Lanes = [0.0; WIDTH];
        let mut smoothed: Lanes = [0.0; WIDTH];
        for (at, word) in words.iter().enumerate().rev() {
            let (before, secure, not_yet) = (&self.before[at], &self.secure[at], &self.not_yet[at]);
            for l in 0..WIDTH {
                let held = secure[l] * ratio[l];
                let real = if word[l] == pad { 0.0 } else { 1.0 };
                smoothed[l] = held;
                learned[l] += followed[l] * not_yet[l] * ratio[l];
                from_not[l] += followed[l] * (1.0 - held);
                let next = held / before[l];
                ratio[l] = if word[l] == pad { 1.0 } else { next };
                followed[l] = real;
            }
            for l in 0..WIDTH {
                if word[l] != pad {
                    let (item, mark) = ((word[l] >> 1) as usize, (word[l] & 1) as usize);
                    let weight = i64::from(block.weights[l]);
                    let held = &mut counts.items[item];
                    // Rounded down: a 2^-28 of an answer at most.
                    held[mark] += i64::from((smoothed[l] * ONE as f32) as i32) * weight;
                    held[2 + mark] += weight;
                }
            }
        }
        for l in 0..WIDTH {
            let weight = i64::from(block.weights[l]);
            if weight == 0 {
                continue;
            }
            counts.n_histories += u64::from(block.weights[l]);
            counts.first_secure += stored(f64::from(smoothed[l])) * weight;
            let learned = f64::from(learned[l]) * f64::from(learn);
            let stayed = (f64::from(from_not[l]) - learned).max(0.0);
            counts.gaps[0][0] += stored(stayed) * weight;
            counts.gaps[0][1] += stored(learned) * weight;
            counts.log_likelihood += i128::from(stored(log_likelihood[l])) * i128::from(weight);
        }
    }

    /// Fills `before`, `secure` and `not_yet`; gives the log-likelihood of each sequence.
    fn forward(&mut self, block: &Block) -> [f64; WIDTH] {
        // Our choice: sixteen shares of at least 1/200 stay above the least number of single precision.
        const AT_ONCE: usize = 16;
        // Far below any count, far above where arithmetic slows.
        const LEAST: f32 = 1e-20;
        let words = &self.histories.words[block.from..block.from + block.length];
        for store in [&mut self.before, &mut self.secure, &mut self.not_yet] {
            if store.len() < block.length {
                store.resize(block.length, [0.0; WIDTH]);
            }
        }
        let (learn, stay, pad) = (self.learn, 1.0 - self.learn, self.pad);
        let mut log_likelihood = [0.0; WIDTH];
        let mut product: Lanes = [1.0; WIDTH];
        let mut p: Lanes = [self.initial; WIDTH];
        let mut q: Lanes = [1.0 - self.initial; WIDTH];
        for (at, word) in words.iter().enumerate() {
            let mut if_not: Lanes = [0.0; WIDTH];
            let mut if_secure: Lanes = [0.0; WIDTH];
            for l in 0..WIDTH {
                [if_not[l], if_secure[l]] = self.likely[word[l] as usize];
            }
            let (before, secure, not_yet) =
                (&mut self.before[at], &mut self.secure[at], &mut self.not_yet[at]);
            for l in 0..WIDTH {
                let (held, other) = (p[l] * if_secure[l], q[l] * if_not[l]);
                let all = held + other;
                let share = 1.0 / all;
                before[l] = p[l];
                let (held, other) = (held * share, other * share);
                secure[l] = if word[l] == pad { p[l] } else { held };
                not_yet[l] = if word[l] == pad { q[l] } else { other };
                product[l] *= if word[l] == pad { 1.0 } else { all };
                p[l] = secure[l] + not_yet[l] * learn;
                let left = not_yet[l] * stay;
                q[l] = if left > LEAST { left } else { LEAST };
            }
            if at % AT_ONCE == AT_ONCE - 1 || at + 1 == words.len() {
                for l in 0..WIDTH {
                    if product[l] != 1.0 {
                        log_likelihood[l] += libm::log(f64::from(product[l]));
                        product[l] = 1.0;
                    }
                }
            }
        }
        log_likelihood
    }

    fn one_by_one(&mut self, block: &Block, take: &mut impl FnMut(u32, &One)) {
        let mut one = One::default();
        for lane in 0..WIDTH {
            if block.weights[lane] > 0 {
                self.weigh_one(block, lane, &mut one);
                take(block.weights[lane], &one);
            }
        }
    }

    fn weigh_one(&self, block: &Block, lane: usize, one: &mut One) {
        let rows = block.from..block.from + block.length;
        let words = self.histories.words[rows.clone()].iter().map(|w| w[lane]);
        one.words.clear();
        one.words.extend(words.take_while(|w| *w != self.pad));
        let n = one.words.len();
        let class = |at: usize| match self.histories.classes.get(block.from + at) {
            Some(classes) => usize::from(classes[lane]),
            None => 0,
        };
        one.post.clear();
        one.gaps.clear();
        one.secure.clear();
        one.log_likelihood = 0.0;
        let mut p = f64::from(self.initial);
        for at in 0..n {
            if at > 0 {
                let (learn, kept) = self.gap(class(at));
                p = (p + (1.0 - p) * learn) * kept;
            }
            let [if_not, if_secure] = self.likely[one.words[at] as usize].map(f64::from);
            let all = p * if_secure + (1.0 - p) * if_not;
            one.log_likelihood += libm::log(all);
            one.post.push((p, p * if_secure / all));
            p = p * if_secure / all;
        }
        one.secure.resize(n, 0.0);
        for at in (0..n).rev() {
            let (_, post) = one.post[at];
            if at + 1 == n {
                one.secure[at] = post;
                continue;
            }
            let (before, _) = one.post[at + 1];
            let (learn, kept) = self.gap(class(at + 1));
            let ahead = one.secure[at + 1];
            let (up, down) = (ahead / before, (1.0 - ahead) / (1.0 - before));
            let learned = (1.0 - post) * learn * kept * up;
            let stayed = (1.0 - post) * (1.0 - learn * kept) * down;
            let held = post * kept * up;
            let lost = post * (1.0 - kept) * down;
            one.secure[at] = held + lost;
            // Who learned and lost it again in one gap looks like one who stayed.
            one.gaps.push((class(at + 1), [stayed, learned, lost, held]));
        }
    }

    fn gap(&self, class: usize) -> (f64, f64) {
        match self.histories.classes.is_empty() {
            true => (f64::from(self.learn), 1.0),
            false => self.gaps[class],
        }
    }
}

/// One sequence, weighed.
#[derive(Default)]
struct One {
    words: Vec<u32>,
    // Before and after the answer.
    post: Vec<(f64, f64)>,
    // After all answers.
    secure: Vec<f64>,
    gaps: Vec<(usize, [f64; 4])>,
    log_likelihood: f64,
}

fn add_timed(counts: &mut StepCounts, weight: u32, one: &One) {
    let weight = i64::from(weight);
    counts.n_histories += weight.unsigned_abs();
    counts.first_secure += stored(one.secure.first().copied().unwrap_or(0.0)) * weight;
    for (class, found) in &one.gaps {
        for (sum, count) in counts.gaps[*class].iter_mut().zip(found) {
            *sum += stored(*count) * weight;
        }
    }
    for (word, secure) in one.words.iter().zip(&one.secure) {
        let (item, mark) = ((word >> 1) as usize, (word & 1) as usize);
        counts.items[item][mark] += stored(*secure) * weight;
        counts.items[item][2 + mark] += weight;
    }
    counts.log_likelihood += i128::from(stored(one.log_likelihood)) * i128::from(weight);
}

impl One {
    /// How fast the log-likelihood changes with start, learning, guess, slip (log-odds) and forgetting (logarithm).
    fn score(&self, model: &crate::security::StepModel, figures: &StepFigures) -> [f64; N_FIGURES] {
        let mut score = [0.0; N_FIGURES];
        score[0] = self.secure.first().copied().unwrap_or(model.initial) - model.initial;
        for (class, [stayed, learned, lost, held]) in &self.gaps {
            let n_days = f64::from(DAYS[class % DAYS.len()]);
            let learn = model.learn[class / DAYS.len()];
            let kept = model.kept_after(n_days);
            let learned_and_lost = stayed * learn * (1.0 - kept) / (1.0 - learn * kept);
            score[1] += learned + learned_and_lost - learn * (stayed + learned);
            if kept < 1.0 {
                let rate = model.forget * n_days;
                score[4] += (lost + learned_and_lost) * rate * kept / (1.0 - kept)
                    - (learned + held) * rate;
            }
        }
        for (word, secure) in self.words.iter().zip(&self.secure) {
            let right = f64::from(word & 1);
            let item = &figures.items[(word >> 1) as usize];
            score[2] += (1.0 - secure) * (right - item.guess);
            score[3] += secure * (1.0 - right - item.slip);
        }
        score
    }
}
