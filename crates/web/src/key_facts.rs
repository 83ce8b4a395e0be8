//! A class's key facts, folded once and kept up with what is added; and what its next lesson leans on.
//!
//! What is kept here can always be folded again from the facts in the store. Start at [`App::with_key_facts`].

use std::collections::HashMap;

use curriculum::{Content, Screen};
use learning::FactBody;
use learning::key_facts::{Family, KeyFacts, Need, Side};
use store::{Class, NewFact};
use tokio::sync::Mutex;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::{clock, journal};

/// The key facts of classes somebody has looked at.
#[derive(Default)]
pub struct FoldedKeyFacts(Mutex<HashMap<(String, String), Folded>>);

#[derive(Default)]
struct Folded {
    facts: KeyFacts,
    last_seq: i64,
    last_at: i64,
}

/// Facts are read again from this long before the newest, since two that arrive together may be kept in either order.
const OVERLAP: i64 = 10 * 60_000_000;
/// A class whose timetable has no next lesson needs its facts tomorrow. Our choice.
const DAY: i64 = 86_400_000_000;

impl App {
    /// Looks at a class's key facts as they stand; the closure must not wait for anything.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn with_key_facts<T>(
        &self,
        class: &Class,
        look: impl FnOnce(&KeyFacts) -> T,
    ) -> Result<T, PageError> {
        let key = (class.school_id.clone(), class.class_id.clone());
        let mut classes = self.key_facts.0.lock().await;
        let folded = classes.entry(key).or_default();
        let since = folded.last_at - OVERLAP;
        let kinds = KeyFacts::KINDS;
        let facts =
            self.store.facts_of_class(&class.school_id, &class.class_id, since, &kinds).await?;
        for stored in facts {
            if stored.seq <= folded.last_seq {
                continue;
            }
            folded.facts.apply(&stored.fact);
            folded.last_seq = stored.seq;
            folded.last_at = folded.last_at.max(stored.fact.at);
        }
        Ok(look(&folded.facts))
    }

    /// Adds a fact of a class and of no lesson.
    ///
    /// # Errors
    ///
    /// When the store could not keep it.
    pub async fn record_of_class(
        &self,
        visit: &Visit,
        class: &Class,
        bodies: Vec<FactBody>,
    ) -> Result<(), PageError> {
        let by = visit.actor()?.author();
        let fact = |body| NewFact {
            school_id: class.school_id.clone(),
            class_id: class.class_id.clone(),
            lesson_id: None,
            at: clock::now(),
            by: by.clone(),
            body,
        };
        self.store.append(bodies.into_iter().map(fact).collect()).await?;
        Ok(())
    }
}

/// What a class's next lesson leans on, and when it is.
pub struct Coming {
    /// The families its facts belong to, in the lesson's order.
    pub families: Vec<Family>,
    /// The same with the side the lesson asks; a family asked both ways is there twice.
    pub sides: Vec<(Family, Side)>,
    /// What the lesson is called; empty when none is known.
    pub title: String,
    by: i64,
}

impl Coming {
    /// What facts are wanted for.
    pub fn need(&self, class: &Class) -> Need<'_> {
        Need { now: clock::now(), by: self.by, lesson: &self.families, year: class.year_group }
    }
}

/// Looks up a class's next lesson: the one planned, else that of the next small step.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn coming(app: &App, class: &Class) -> Result<Coming, PageError> {
    let journal = app.journal(class).await?;
    let planned = journal.planned().and_then(|entry| entry.step.clone());
    let step = planned.or_else(|| journal.next_step(class).map(str::to_owned));
    let step = step.and_then(|slug| app.content.step(&slug));
    let now = clock::local(clock::now());
    let next = journal::coming(app, class, 2).await?.into_iter().find(|one| one.date > now.date());
    let sides = step.map(|step| sides_of(&app.content, &step.slug)).unwrap_or_default();
    let mut families: Vec<Family> = Vec::new();
    for (family, _) in &sides {
        if !families.contains(family) {
            families.push(*family);
        }
    }
    Ok(Coming {
        families,
        sides,
        title: step.map(|step| step.name.clone()).unwrap_or_default(),
        by: next.map_or(clock::now() + DAY, |one| {
            clock::micros_at(one.date, i64::from(one.slot.start))
        }),
    })
}

/// The families of the facts a step's lesson begins with, and the side it asks.
fn sides_of(content: &Content, step: &str) -> Vec<(Family, Side)> {
    let Some(lesson) = content.lesson(step) else { return Vec::new() };
    let facts = lesson.turns.iter().filter_map(|turn| match &turn.screen {
        Screen::Facts { facts } => Some(facts),
        _ => None,
    });
    let mut sides: Vec<(Family, Side)> = Vec::new();
    for fact in facts.flatten() {
        let question = fact.question.to_string();
        let Some(family) = Family::of_question(&question) else { continue };
        let side = match question.contains(['÷', '-', '−']) {
            true => Side::Backwards,
            false => Side::Forwards,
        };
        if !sides.contains(&(family, side)) {
            sides.push((family, side));
        }
    }
    sides
}
