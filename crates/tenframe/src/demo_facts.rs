//! Key facts in the demo's history: ten facts a day for some weeks, answered as invented pupils would.
//!
//! Facts come round in turn, easy ones more often; each pupil knows some well, some a little and a few not.

use anyhow::Result;
use learning::fit::Dice;
use learning::key_facts::{AskedIn, Asking, Family, KeyFacts, Set, Task};
use learning::{Author, DeviceId, Fact, FactBody, FactId, PupilId};
use store::{Class, NewFact, Staff};
use web::{App, clock};

/// Our choice: enough for some facts to be recalled and others not yet.
const SCHOOL_DAYS: i64 = 15;
const A_DAY: usize = 10;
/// What is asked of a family the first time, the second and so on.
const TASKS: [Task; 5] = [Task::Recall, Task::Recall, Task::Missing, Task::Recall, Task::Choose];
const DAY: i64 = 86_400_000_000;
const SECOND: i64 = 1_000_000;

/// Tells the history of a class; `sets` is what it has met, none for a class that practises no facts.
pub async fn history(app: &App, class: &Class, teacher: &Staff, sets: &[Set]) -> Result<()> {
    if sets.is_empty() {
        return Ok(());
    }
    let mut telling = Telling { class, facts: KeyFacts::default(), told: Vec::new() };
    let began = clock::now() - (SCHOOL_DAYS + 5) * DAY;
    let met = FactBody::KeyFactsMet { sets: sets.iter().map(|set| set.slug()).collect() };
    telling.tell(began, Author::Staff { id: teacher.staff_id.as_str().into() }, met);
    let roster = app.store.roster(&class.school_id, &class.class_id).await?;
    for (place, one) in roster.iter().enumerate() {
        let pupil = PupilId(one.pupil.pupil_id.clone());
        // One in ten has been away and is not seen.
        if place % 10 != 9 {
            telling.pupil(&pupil, place, began);
        }
    }
    app.store.append(telling.told).await?;
    Ok(())
}

struct Telling<'a> {
    class: &'a Class,
    facts: KeyFacts,
    told: Vec<NewFact>,
}

impl Telling<'_> {
    fn pupil(&mut self, pupil: &PupilId, place: usize, began: i64) {
        let mut dice = Dice::new(place as u64 * 7919 + u64::from(self.class.year_group));
        let typing = 900 + 100 * u32::try_from(place % 7).unwrap_or(0);
        for n in 0..3 {
            let at = began + (n + 1) * 20 * SECOND;
            self.copied(pupil, typing + 40 * u32::try_from(n).unwrap_or(0), at);
        }
        let families = self.facts.families(self.class.year_group);
        // What is nearly always right, by number: small factors, fives and tens before the others.
        let ease = |family: Family| {
            let hard = f64::from(family.small()) * f64::from(family.large()) / 144.0;
            let is_easy =
                [2, 5, 10, 11].iter().any(|one| [family.small(), family.large()].contains(one));
            if is_easy { 0.97 } else { 0.95 - 0.5 * hard }
        };
        let easy = families.iter().copied().filter(|family| ease(*family) > 0.96);
        let round: Vec<Family> = easy.chain(families.iter().copied()).collect();
        let mut in_turn = round.iter().copied().cycle();
        for day in 0..SCHOOL_DAYS {
            for n in 0..A_DAY {
                let at = began
                    + (day + 1 + day / 5 * 2) * DAY
                    + i64::try_from(n).unwrap_or(0) * 12 * SECOND;
                let Some(family) = in_turn.next() else { return };
                let seen = self.facts.of(pupil).answers(family).len();
                let task = TASKS[seen % TASKS.len()];
                let asked = Asking { family, task, turned: n % 2 == 1 };
                let keen = f64::from(u8::try_from(seen.min(4)).unwrap_or(0)) * 0.05;
                let right = dice.happens((ease(asked.family) + keen).min(0.99));
                let thinking = 900 + dice.below(if right { 1900 } else { 5000 });
                let millis = typing + u32::try_from(thinking).unwrap_or(0);
                self.answered(pupil, asked, right, millis, at);
            }
        }
    }

    fn copied(&mut self, pupil: &PupilId, millis: u32, at: i64) {
        let device = device(pupil);
        let body =
            FactBody::NumberCopied { pupil: pupil.clone(), digits: 2, millis, device, counter: at };
        self.tell(at, Author::System, body);
    }

    fn answered(&mut self, pupil: &PupilId, asked: Asking, right: bool, millis: u32, at: i64) {
        let wrong = || {
            let choices = asked.choices();
            let other = choices.into_iter().find(|way| !asked.is_right(way));
            let near = asked.answer().parse::<u32>().map(|answer| (answer + 1).to_string());
            other.or(near.ok()).unwrap_or_default()
        };
        let body = FactBody::KeyFactAnswered {
            pupil: pupil.clone(),
            text: if right { asked.answer() } else { wrong() },
            asked,
            right,
            millis: Some(millis),
            within: AskedIn::Practice,
            device: device(pupil),
            counter: at,
        };
        self.tell(at, Author::System, body);
    }

    fn tell(&mut self, at: i64, by: Author, body: FactBody) {
        let fact = Fact { id: FactId(String::new()), at, by: by.clone(), body: body.clone() };
        self.facts.apply(&fact);
        self.told.push(NewFact {
            school_id: self.class.school_id.clone(),
            class_id: self.class.class_id.clone(),
            lesson_id: None,
            at,
            by,
            body,
        });
    }
}

fn device(pupil: &PupilId) -> DeviceId {
    DeviceId(format!("facts-{}", pupil.as_str()))
}
