//! What is believed of one pupil on one step, updated one answer at a time without going back.
//!
//! 32 bytes: the share secure, how it leans on each of the step's figures (so that every share has an interval), and
//! the days that the four facets rest on. Nothing of other steps enters, save the start. Start at `Belief::seen`.

use serde::{Deserialize, Serialize};

use crate::security::step_model::{Habit, N_FIGURES, Opportunity, StepModel};

/// A day, counted from 1 January 2000, which is day 0 and stands for "never".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub u16);

impl Day {
    const NEVER: Day = Day(0);

    /// The day of a time in microseconds since 1970, by midnights of Greenwich.
    pub fn of(at: i64) -> Day {
        const MICROSECONDS: i64 = 86_400_000_000;
        const FROM_1970_TO_2000: i64 = 10_957;
        let days = at.div_euclid(MICROSECONDS) - FROM_1970_TO_2000;
        Day(u16::try_from(days.max(0)).unwrap_or(u16::MAX))
    }

    /// How many days have gone since an earlier day; 0 when it is not earlier.
    pub fn since(self, earlier: Day) -> u16 {
        self.0.saturating_sub(earlier.0)
    }

    pub(crate) fn is_known(self) -> bool {
        self != Day::NEVER
    }
}

/// What a question asks for, beyond the right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// A procedure carried out.
    Procedure,
    /// The idea: choose, draw, judge.
    Idea,
    /// Depth: explain, prove, find a non-example.
    Depth,
    /// The idea in an unfamiliar form or context.
    Elsewhere,
}

/// One answer as it bears on a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sighting {
    /// The day.
    pub day: Day,
    /// Whether it was right; a slip in form counts as right.
    pub right: bool,
    /// What the question asks for.
    pub shows: Shows,
    /// How the question is answered against the state.
    pub habit: Habit,
}

/// A share with its 95 % interval, all between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The low end.
    pub low: f64,
    /// The share.
    pub share: f64,
    /// The high end.
    pub high: f64,
}

/// What is believed of one pupil on one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belief {
    secure: f32,
    // d log-odds / d figure, in 1/1024.
    leans: [i16; N_FIGURES],
    pub(crate) asked: Day,
    pub(crate) right_from: Day,
    pub(crate) idea: Day,
    pub(crate) lasting: Day,
    pub(crate) deep: Day,
    pub(crate) elsewhere: Day,
    pub(crate) wrong: Day,
    pub(crate) n_answers: u8,
    pub(crate) n_right: u8,
}

const LEAN: f32 = 1024.0;
const START: usize = 0;
const LEARN: usize = 1;
const GUESS: usize = 2;
const SLIP: usize = 3;
const FORGET: usize = 4;
// Away from 0 and 1, so that an odds is always a number.
const LEAST: f32 = 1e-6;

/// Right after at least this many days counts as lasting. Our choice: a week holds a weekend and no lesson on it.
pub(crate) const GAP_DAYS: u16 = 7;

impl Belief {
    /// Before anything was seen. `start` is the step's own, or `StepModel::start_from`.
    pub fn new(start: f64) -> Belief {
        #[allow(clippy::cast_possible_truncation)]
        let secure = (start as f32).clamp(LEAST, 1.0 - LEAST);
        let mut belief = Belief {
            secure,
            leans: [0; N_FIGURES],
            asked: Day::NEVER,
            right_from: Day::NEVER,
            idea: Day::NEVER,
            lasting: Day::NEVER,
            deep: Day::NEVER,
            elsewhere: Day::NEVER,
            wrong: Day::NEVER,
            n_answers: 0,
            n_right: 0,
        };
        belief.lean(START, 1.0);
        belief
    }

    /// After one more answer. Answers come in the order of their days; an earlier day counts as the same day.
    pub fn seen(mut self, model: &StepModel, sighting: &Sighting) -> Belief {
        self.pass(model, sighting.day);
        let Habit { slip, guess } = sighting.habit;
        let (with, without) =
            if sighting.right { (1.0 - slip, guess) } else { (slip, 1.0 - guess) };
        let held = self.secure * with;
        self.set(held / (held + (1.0 - self.secure) * without));
        match sighting.right {
            true => {
                self.lean(SLIP, -slip);
                self.lean(GUESS, guess - 1.0);
            }
            false => {
                self.lean(SLIP, 1.0 - slip);
                self.lean(GUESS, guess);
            }
        }
        self.remember(sighting);
        self
    }

    /// After an opportunity to learn on a day: a lesson, keep-up, practice.
    pub fn had(mut self, model: &StepModel, opportunity: Opportunity, day: Day) -> Belief {
        self.pass(model, day);
        #[allow(clippy::cast_possible_truncation)]
        let learn = model.learn[opportunity.idx()] as f32;
        let was = self.secure;
        self.set(was + (1.0 - was) * learn);
        // The share rises by (1 - was) for each unit of learning, and keeps (1 - learn) of where it was.
        let now = self.secure * (1.0 - self.secure);
        self.shrink((1.0 - learn) * was * (1.0 - was) / now);
        self.lean(LEARN, (1.0 - was) * learn * (1.0 - learn) / now);
        self
    }

    /// As it stands on a later day, when nothing was seen since.
    pub fn on(mut self, model: &StepModel, day: Day) -> Belief {
        self.pass(model, day);
        self
    }

    /// The share secure, with the 95 % interval that comes of the figures being unsure.
    pub fn range(&self, model: &StepModel) -> Range {
        let leans = self.leans.map(|l| f64::from(l) / f64::from(LEAN));
        let mut variance = 0.0;
        for (row, lean) in model.covariance.iter().zip(leans) {
            let along: f64 = row.iter().zip(leans).map(|(c, l)| c * l).sum();
            variance += lean * along;
        }
        let share = f64::from(self.secure);
        let odds = libm::log(share / (1.0 - share));
        let reach = 1.96 * libm::sqrt(variance.max(0.0));
        let back = |odds: f64| 1.0 / (1.0 + libm::exp(-odds));
        Range { low: back(odds - reach), share, high: back(odds + reach) }
    }

    /// The share secure, between 0 and 1.
    pub fn secure(&self) -> f64 {
        f64::from(self.secure)
    }

    /// How many answers it rests on; 255 stands for more.
    pub fn n_answers(&self) -> u8 {
        self.n_answers
    }

    fn pass(&mut self, model: &StepModel, day: Day) {
        let days = if self.asked.is_known() { day.since(self.asked) } else { 0 };
        self.asked = self.asked.max(day);
        if days == 0 {
            return;
        }
        let rate = model.forget * f64::from(days);
        #[allow(clippy::cast_possible_truncation)]
        let (kept, rate) = (libm::exp(-rate) as f32, rate as f32);
        let was = self.secure;
        self.set(was * kept);
        // The log-odds of a share that shrinks by `kept`: d(log p) is kept whole, the rest widens.
        let slope = (1.0 - was) / (1.0 - self.secure);
        self.shrink(slope);
        self.lean(FORGET, -rate / (1.0 - self.secure));
    }

    fn set(&mut self, secure: f32) {
        self.secure = secure.clamp(LEAST, 1.0 - LEAST);
    }

    fn lean(&mut self, at: usize, by: f32) {
        self.leans[at] = stored(f32::from(self.leans[at]) + by * LEAN);
    }

    fn shrink(&mut self, by: f32) {
        self.leans = self.leans.map(|l| stored(f32::from(l) * by));
    }

    fn remember(&mut self, sighting: &Sighting) {
        let day = sighting.day;
        self.n_answers = self.n_answers.saturating_add(1);
        if !sighting.right {
            self.forget_what_it_denies(sighting.shows);
            (self.right_from, self.lasting, self.wrong) = (Day::NEVER, Day::NEVER, day);
            return;
        }
        self.n_right = self.n_right.saturating_add(1);
        if !self.right_from.is_known() {
            self.right_from = day;
        } else if day.since(self.right_from) >= GAP_DAYS {
            self.lasting = day;
        }
        match sighting.shows {
            Shows::Procedure => {}
            Shows::Idea => self.idea = day,
            Shows::Depth => (self.idea, self.deep) = (day, day),
            Shows::Elsewhere => (self.idea, self.elsewhere) = (day, day),
        }
    }

    fn forget_what_it_denies(&mut self, shows: Shows) {
        match shows {
            Shows::Procedure => {}
            Shows::Idea => self.idea = Day::NEVER,
            Shows::Depth => self.deep = Day::NEVER,
            Shows::Elsewhere => self.elsewhere = Day::NEVER,
        }
    }
}

fn stored(lean: f32) -> i16 {
    // A float beyond the ends goes to the nearest end.
    #[allow(clippy::cast_possible_truncation)]
    let whole = libm::rintf(lean) as i16;
    whole
}
