//! Without times nobody forgets: a history is some answers before its learner was secure, and then the rest.
//!
//! So all that is expected of it are sums over when it turned, found in one go forward: no share is worked out row by
//! row, and one logarithm a history says how likely it was. Four side by side, in double precision; none depends on its
//! neighbours. Start at `turn`.

use crate::fit::counts::{StepCounts, are_plain, stored, stored_plain};
use crate::fit::history::{Block, StepHistories, WIDTH};
use crate::fit::parameters::StepFigures;

/// How many histories go side by side.
const LANES: usize = 4;
type Lanes = [f64; LANES];
type Marks = [[u32; 2]; LANES];

/// A ratio beyond this or below its inverse is brought back. Our choice: such odds are certainty, and twice as far is
/// well within the range of numbers.
const FAR: f64 = f64::from_bits((1023 + 300) << 52);
const LOG_FAR: f64 = 300.0 * std::f64::consts::LN_2;

/// Adds what histories whose questions are one are expected to hold.
pub(crate) fn turn(histories: &StepHistories, figures: &StepFigures, counts: &mut StepCounts) {
    let turning = Turning::of(figures);
    let mut found = Found::default();
    for block in &histories.blocks {
        turning.add(&histories.words[block.from..block.from + block.length], block, &mut found);
    }
    found.add_to(counts);
}

/// What figures say of one answer.
struct Turning {
    // How an answer changes what speaks for not yet against secure, the chance of staying not yet with it: as bits,
    // for a wrong answer, and which of them differ for a right one.
    wrong: u64,
    differ: u64,
    // Before the answers, in those terms: secure from the start, turned in any one gap, never turned.
    from_start: f64,
    in_a_gap: f64,
    never: f64,
    // Of an answer of one who is secure.
    log_right: f64,
    log_wrong: f64,
    // So many answers cannot leave the range of numbers; a power of two.
    at_once: usize,
}

/// What is summed of some histories, answer by answer.
#[derive(Debug, Clone, Copy)]
struct Sums {
    // What the answers so far say for not yet against secure.
    ratio: Lanes,
    // That of all gaps so far, one of which it may have turned in.
    turned: Lanes,
    // `turned` at each answer, and at each right one.
    held: Lanes,
    held_right: Lanes,
    // What 1 was scaled to, and how often.
    one: Lanes,
    n_scaled: Lanes,
}

/// What was found of each history: secure at first; stayed and learned; wrong and right while secure.
type Expected = [Lanes; 5];

/// What was found, as stored; four sums of each that are yet to be added up.
#[derive(Debug, Default)]
struct Found {
    expected: [[i64; LANES]; 5],
    // Wrong and right in all.
    marks: [[i64; LANES]; 2],
    n: u64,
    log_likelihood: i128,
}

impl Turning {
    fn of(figures: &StepFigures) -> Turning {
        let (model, item) = (&figures.figures, &figures.items[0]);
        let (learn, stay) = (model.learn[0], 1.0 - model.learn[0]);
        let within = |ratio: f64| ratio.clamp(1.0 / FAR, FAR);
        let wrong = within(stay * (1.0 - item.guess) / item.slip);
        let right = within(stay * item.guess / (1.0 - item.slip));
        let furthest = libm::fabs(libm::log(wrong)).max(libm::fabs(libm::log(right)));
        let is_in_range = |power: &u32| f64::from(1 << power) * furthest <= LOG_FAR;
        Turning {
            wrong: wrong.to_bits(),
            differ: wrong.to_bits() ^ right.to_bits(),
            from_start: model.initial,
            in_a_gap: (1.0 - model.initial) * learn / stay,
            never: (1.0 - model.initial) / stay,
            log_right: libm::log(1.0 - item.slip),
            log_wrong: libm::log(item.slip),
            at_once: 1 << (1..6).take_while(is_in_range).count(),
        }
    }

    fn add(&self, words: &[[u32; WIDTH]], block: &Block, found: &mut Found) {
        let (marks, _) = block.marks.as_chunks::<LANES>();
        let (weights, _) = block.weights.as_chunks::<LANES>();
        for (quad, (marks, weights)) in marks.iter().zip(weights).enumerate() {
            if weights[0] == 0 {
                break;
            }
            let (expected, log) = self.expected(&self.sums(words, quad, marks), marks);
            // Nothing that is expected is more than the number of answers.
            let is_short = block.length < 1_000_000;
            if *weights == [1; LANES] && is_short && are_plain(&log) {
                found.add_single(&expected, &log, marks);
            } else {
                found.add(&expected, &log, marks, weights);
            }
        }
    }

    /// The sums of four histories, longest first.
    fn sums(&self, words: &[[u32; WIDTH]], quad: usize, marks: &Marks) -> Sums {
        let (zero, one) = ([0.0; LANES], [1.0; LANES]);
        // The first answer has no gap before it: nothing has turned yet.
        let none = [-1.0; LANES];
        let mut sums =
            Sums { ratio: one, turned: none, held: zero, held_right: zero, one, n_scaled: zero };
        let length = |lane: usize| (marks[lane][0] + marks[lane][1]) as usize;
        if length(0) == length(LANES - 1) {
            self.go_on(words, 0..length(0), quad, &mut sums);
            return sums;
        }
        let (mut ended, mut from) = (sums, 0);
        for lane in (0..LANES).rev() {
            self.go_on(words, from..length(lane), quad, &mut sums);
            from = length(lane);
            // What comes after its end is not its own.
            ended.take(&sums, lane);
        }
        ended
    }

    fn go_on(
        &self,
        words: &[[u32; WIDTH]],
        rows: std::ops::Range<usize>,
        quad: usize,
        sums: &mut Sums,
    ) {
        let mut from = rows.start;
        while from < rows.end {
            let full = (from | (self.at_once - 1)) + 1;
            let to = rows.end.min(full);
            self.go_on_a_little(&words[from..to], quad, sums);
            if to == full {
                sums.bring_back();
            }
            from = to;
        }
    }

    // Apart, so that its sums stay in registers.
    #[inline(never)]
    fn go_on_a_little(&self, words: &[[u32; WIDTH]], quad: usize, sums: &mut Sums) {
        let Sums { mut ratio, mut turned, mut held, mut held_right, .. } = *sums;
        for row in words {
            let row = row.as_chunks::<LANES>().0[quad];
            for l in 0..LANES {
                let is_right = u64::from(row[l]).wrapping_neg();
                turned[l] += ratio[l];
                held[l] += turned[l];
                held_right[l] += f64::from_bits(turned[l].to_bits() & is_right);
                ratio[l] *= f64::from_bits(self.wrong ^ (self.differ & is_right));
            }
        }
        (sums.ratio, sums.turned, sums.held, sums.held_right) = (ratio, turned, held, held_right);
    }

    /// What is expected of four histories, and their log-likelihoods.
    fn expected(&self, sums: &Sums, marks: &Marks) -> (Expected, Lanes) {
        let mut expected = [[0.0; LANES]; 5];
        let (mut all, mut log) = ([0.0; LANES], [0.0; LANES]);
        for l in 0..LANES {
            let from_start = self.from_start * sums.one[l];
            let (turned, never) = (self.in_a_gap * sums.turned[l], self.never * sums.ratio[l]);
            all[l] = from_start + turned + never;
            let share = 1.0 / all[l];
            let [n_wrong, n_right] = marks[l].map(|n| f64::from(n.cast_signed()));
            let n = n_wrong + n_right;
            let held = (n * from_start + self.in_a_gap * sums.held[l]) * share;
            let right = (n_right * from_start + self.in_a_gap * sums.held_right[l]) * share;
            let learned = turned * share;
            expected[0][l] = from_start * share;
            expected[1][l] = at_least_nothing(n - held - never * share - learned);
            expected[2][l] = learned;
            expected[3][l] = at_least_nothing(held - right);
            expected[4][l] = right;
            log[l] =
                n_right * self.log_right + n_wrong * self.log_wrong + LOG_FAR * sums.n_scaled[l];
        }
        let of_all = logs(&all);
        for l in 0..LANES {
            log[l] += of_all[l];
        }
        (expected, log)
    }
}

impl Sums {
    fn take(&mut self, other: &Sums, lane: usize) {
        self.ratio[lane] = other.ratio[lane];
        self.turned[lane] = other.turned[lane];
        self.held[lane] = other.held[lane];
        self.held_right[lane] = other.held_right[lane];
        self.one[lane] = other.one[lane];
        self.n_scaled[lane] = other.n_scaled[lane];
    }

    /// Keeps each history's numbers in range, whatever its length.
    fn bring_back(&mut self) {
        for l in 0..LANES {
            if self.ratio[l] > FAR {
                self.ratio[l] /= FAR;
                self.turned[l] /= FAR;
                self.held[l] /= FAR;
                self.held_right[l] /= FAR;
                self.one[l] /= FAR;
                self.n_scaled[l] += 1.0;
            }
            self.ratio[l] = self.ratio[l].max(1.0 / FAR);
        }
    }
}

impl Found {
    /// Adds what was found of four histories that each one learner has.
    fn add_single(&mut self, expected: &Expected, log: &Lanes, marks: &Marks) {
        for (sums, of) in self.expected.iter_mut().zip(expected) {
            let of = stored_plain(of);
            for l in 0..LANES {
                sums[l] += of[l];
            }
        }
        for (mark, sums) in self.marks.iter_mut().enumerate() {
            for l in 0..LANES {
                sums[l] += i64::from(marks[l][mark]);
            }
        }
        self.n += LANES as u64;
        self.log_likelihood += stored_plain(log).map(i128::from).iter().sum::<i128>();
    }

    /// The same, with how many learners have each.
    #[inline(never)]
    fn add(&mut self, expected: &Expected, log: &Lanes, marks: &Marks, weights: &[u32; LANES]) {
        for l in 0..LANES {
            let weight = i64::from(weights[l]);
            for (sums, of) in self.expected.iter_mut().zip(expected) {
                sums[l] += stored(of[l]) * weight;
            }
            for (sums, n) in self.marks.iter_mut().zip(marks[l]) {
                sums[l] += i64::from(n) * weight;
            }
            self.n += u64::from(weights[l]);
            self.log_likelihood += i128::from(stored(log[l])) * i128::from(weight);
        }
    }

    fn add_to(&self, counts: &mut StepCounts) {
        let [first, stayed, learned, wrong, right] = self.expected.map(|of| of.iter().sum::<i64>());
        let [n_wrong, n_right] = self.marks.map(|of| of.iter().sum::<i64>());
        counts.n_histories += self.n;
        counts.first_secure += first;
        counts.gaps[0][0] += stayed;
        counts.gaps[0][1] += learned;
        for (count, of) in counts.items[0].iter_mut().zip([wrong, right, n_wrong, n_right]) {
            *count += of;
        }
        counts.log_likelihood += self.log_likelihood;
    }
}

fn at_least_nothing(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.0 }
}

/// The logarithms of some numbers above 0, to a trillionth.
fn logs(of: &Lanes) -> Lanes {
    // An exponent is stored with this added, in the bits above the lowest 52.
    const BIAS: u64 = 1023;
    // From the root of a half to that of two the series is short.
    const TO_WHOLE: u64 = (1.0f64).to_bits() - std::f64::consts::FRAC_1_SQRT_2.to_bits();
    // A whole number in the lowest bits of this is that much more than 2^52.
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    const OF_BIAS: f64 = WHOLE + 1023.0;
    let mut logs = [0.0; LANES];
    for l in 0..LANES {
        let bits = of[l].to_bits();
        let exponent = (bits + TO_WHOLE) >> 52;
        let near_one = f64::from_bits(bits + (BIAS << 52) - (exponent << 52));
        let exponent = f64::from_bits(exponent | WHOLE.to_bits()) - OF_BIAS;
        let s = (near_one - 1.0) / (near_one + 1.0);
        let z = s * s;
        let rest = 1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0 + z * (1.0 / 13.0)));
        let sum = 1.0 + z * (1.0 / 3.0 + z * (0.2 + z * rest));
        logs[l] = exponent * std::f64::consts::LN_2 + 2.0 * s * sum;
    }
    logs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::counts::read;
    use crate::security::StepModel;
    use proptest::prelude::*;

    /// The histories of a step, longest first, as `Histories::step` lays them out.
    fn laid_out(histories: &mut [Vec<u32>]) -> StepHistories {
        histories.sort_by_key(|history| std::cmp::Reverse(history.len()));
        let mut made = StepHistories { n_items: 1, floors: vec![0.01], ..Default::default() };
        for group in histories.chunks(WIDTH) {
            let (from, length) = (made.words.len(), group[0].len());
            made.words.resize(from + length, [2; WIDTH]);
            let (mut weights, mut marks) = ([0; WIDTH], [[0; 2]; WIDTH]);
            for (lane, history) in group.iter().enumerate() {
                weights[lane] = 1;
                for (at, mark) in history.iter().enumerate() {
                    made.words[from + at][lane] = *mark;
                    marks[lane][*mark as usize] += 1;
                }
            }
            made.blocks.push(Block { from, length, weights, marks });
        }
        made
    }

    /// First secure, stayed, learned, wrong and right while secure, and the log-likelihood: forward and back, row by row.
    fn plainly(histories: &[Vec<u32>], figures: &StepFigures) -> [f64; 6] {
        let (model, item) = (&figures.figures, &figures.items[0]);
        let learn = model.learn[0];
        let likely = |mark: u32| match mark {
            1 => [item.guess, 1.0 - item.slip],
            _ => [1.0 - item.guess, item.slip],
        };
        let mut sums = [0.0; 6];
        for history in histories {
            let (mut secure, mut not_yet) = (model.initial, 1.0 - model.initial);
            let mut after = Vec::new();
            for mark in history {
                let [if_not, if_secure] = likely(*mark);
                let chance = secure * if_secure + not_yet * if_not;
                sums[5] += chance.ln();
                let [is, not] = [secure * if_secure / chance, not_yet * if_not / chance];
                after.push([is, not]);
                (secure, not_yet) = (is + not * learn, not * (1.0 - learn));
            }
            // What later answers say for each state, over their chance.
            let mut later = [1.0, 1.0];
            for (at, mark) in history.iter().enumerate().rev() {
                let [is, not] = after[at];
                if at + 1 < history.len() {
                    let [if_not, if_secure] = likely(history[at + 1]);
                    let chance = (is + not * learn) * if_secure + not * (1.0 - learn) * if_not;
                    let (up, stay) = (if_secure * later[0] / chance, if_not * later[1] / chance);
                    sums[1] += not * (1.0 - learn) * stay;
                    sums[2] += not * learn * up;
                    later = [up, learn * up + (1.0 - learn) * stay];
                }
                sums[3 + *mark as usize] += is * later[0];
                if at == 0 {
                    sums[0] += is * later[0];
                }
            }
        }
        sums
    }

    fn check(histories: &mut [Vec<u32>], [initial, learn, slip, guess]: [f64; 4]) {
        let usual = StepModel::default();
        let learn = [learn, usual.learn[1], usual.learn[2]];
        let model = StepModel { initial, learn, slip, guess, ..usual };
        let figures = StepFigures::start(model, &[0.0]);
        let mut counts = StepCounts::new(1, false);
        turn(&laid_out(histories), &figures, &mut counts);
        let expected = plainly(histories, &figures);
        let [stayed, learned, ..] = counts.gaps[0];
        let [wrong, right, ..] = counts.items[0];
        let found = [counts.first_secure, stayed, learned, wrong, right].map(read);
        let rows: usize = histories.iter().map(Vec::len).sum();
        #[allow(clippy::cast_precision_loss)]
        let near = 1e-8 * rows.max(1) as f64;
        for (found, expected) in found.iter().chain([&counts.log_likelihood()]).zip(expected) {
            assert!((found - expected).abs() < near, "{found} {expected} of {rows} rows");
        }
        assert_eq!(counts.n_histories, histories.len() as u64);
        let in_all = |mark: u32| histories.iter().flatten().filter(|m| **m == mark).count();
        let marks = [0, 1].map(|mark| i64::try_from(in_all(mark)).unwrap());
        assert_eq!(counts.items[0][2..], marks);
    }

    #[test]
    fn long_runs_stay_in_range() {
        let run = |mark: u32, n: usize| vec![mark; n];
        let figures = [0.5, 0.2, 0.005, 0.01];
        check(&mut [run(0, 5000)], figures);
        check(&mut [run(1, 5000)], figures);
        check(&mut [[run(0, 900), run(1, 900)].concat(), run(0, 3)], figures);
        check(&mut [[run(0, 1), run(1, 700), run(0, 40)].concat(), run(1, 39)], figures);
        check(&mut [[0, 1].repeat(800), run(0, 64), run(1, 65), run(1, 1)], figures);
        // Figures that no fit gives, from a file: certain of anything, and learning next to never.
        check(&mut [[0, 1, 1].repeat(40), [1, 0].repeat(9)], [1e-9, 1e-9, 1e-9, 0.3]);
    }

    #[test]
    fn logarithms_are_those_of_the_library() {
        for x in [1.0, 0.5, 2.0, std::f64::consts::FRAC_1_SQRT_2, 1e-300, 3e299, 0.999_999, 7.25] {
            for x in [x, x * 1.37, x / 1.41] {
                let near = 1e-12 * libm::fabs(libm::log(x)).max(1.0);
                assert!(libm::fabs(logs(&[x; LANES])[2] - libm::log(x)) < near, "{x}");
            }
        }
    }

    proptest! {
        #[test]
        fn sums_over_the_turn_are_those_of_going_forward_and_back(
            mut histories in prop::collection::vec(prop::collection::vec(0..2u32, 1..80), 1..40),
            figures in [0.01..0.99f64, 0.001..0.7f64, 0.005..0.49f64, 0.01..0.49f64],
        ) {
            check(&mut histories, figures);
        }
    }
}
