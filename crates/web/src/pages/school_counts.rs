//! Counts of the whole school that its hub may be given: worked out from the school's own checks and keep-up, as lines to
//! copy, and sent nowhere from here.
//!
//! No class, teacher or pupil is in them. Start at [`show`].

use axum::extract::State;
use learning::security::StepModel;
use learning::{Closed, Lasting, LessonId, Standing};
use maud::{Markup, html};
use programme::{LearningCounts, MEASURES};
use store::Class;

use super::lasting::Shipped;
use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal::today;
use crate::journal::Journal;
use crate::layout::{self, Place};
use crate::parts::learnt::hours_in_words;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// How many days lie between a right answer and the one that shows it has stayed.
const WEEKS: u16 = 21;

/// What is counted of a school, class by class, and how long help was waited for.
#[derive(Default)]
struct Counted {
    ready: (u32, u32),
    kept: (u32, u32),
    in_time: (u32, u32),
    waits: Vec<i64>,
}

/// The counts, with what each means.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let school_id = visit.actor()?.school_id().to_owned();
    let first = today().school_year().first_day();
    let from = clock::now() / DAY * DAY - today().days_since(first) * DAY;
    let mut counted = Counted::default();
    for class in app.store.classes(&school_id).await? {
        counted.of_class(&app, &class, from).await?;
    }
    let counts = counted.counts();
    let lines = lines(&counts);
    let n_lines = lines.lines().count();
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { a href="/school" { "School" } } h1 { "Counts for your hub" } p { "Of the whole school, from " (first.in_words()) " to today. Nothing is sent from here: if you wish your hub to see them, copy the lines and paste them on the page your hub gave you the link to. There you can take them back, too." } }
            @if n_lines == 0 { p.told { "No check of this school year has an accepted result yet, so there is nothing to count." } }
            @else {
                section.sheet.stack { h2 { "The lines" } label.unseen for="lines" { "The lines, to copy" } textarea #lines readonly rows=(n_lines) { (lines) } }
                section.stack {
                    h2 { "What they say" }
                    @for one in &MEASURES { div.stack-s {
                        h3 { (one.name) @if let Some((did, of)) = counts.counts.get(one.slug) { ": " (did) " of " (of) } @else { ": nothing to count yet" } }
                        p.small { (one.sentence) }
                    } }
                    @if let Some(hours) = counts.hours { div.stack-s { h3 { "From the check to the first help: " (hours_in_words(hours)) " for half of those who were helped" } p.small { "Of the help that was recorded. What was not recorded is not in it, which is not the same as not held." } } }
                }
                p.small.soft { "No class, teacher or pupil is in them. Where a number is from 1 to 4, your hub is not shown the share." }
            }
        }
    };
    Ok(layout::staff(&visit, Place::School, "Counts for your hub", &inside))
}

fn lines(counts: &LearningCounts) -> String {
    let mut lines: Vec<String> = MEASURES
        .iter()
        .filter_map(|one| {
            let (did, of) = counts.counts.get(one.slug)?;
            Some(format!("{},{did},{of}", one.slug))
        })
        .collect();
    lines.extend(counts.hours.map(|hours| format!("hours,{hours}")));
    lines.join("\n")
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Counted {
    async fn of_class(&mut self, app: &App, class: &Class, from: i64) -> Result<(), PageError> {
        let journal = app.journal(class).await?;
        self.of_checks(&journal, from);
        let lessons = app.lessons_of(class).await?;
        let shipped = Shipped { content: &app.content };
        let model = StepModel::default();
        let lasting = Lasting::fold(&shipped, &model, lessons.iter().map(|(id, live)| (id, live)));
        let pupils = app.roster_of(&class.school_id, &class.class_id).await?;
        let first_day = learning::security::Day::of(from);
        for step in lasting.steps() {
            for record in pupils.iter().filter_map(|pupil| lasting.record(step, pupil)) {
                let Some(right) = record.seen.iter().find(|seen| seen.right) else { continue };
                let again = record.seen.iter().find(|seen| {
                    seen.day.0 >= right.day.0.saturating_add(WEEKS) && seen.day >= first_day
                });
                if let Some(again) = again {
                    self.kept.1 += 1;
                    self.kept.0 += u32::from(again.right);
                }
            }
        }
        Ok(())
    }

    /// Checks with an accepted result, and the keep-up they asked for.
    fn of_checks(&mut self, journal: &Journal, from: i64) {
        for entry in &journal.lessons {
            let (Some([ready, nearly, keep_up, _]), Some(began)) = (entry.counts, entry.started)
            else {
                continue;
            };
            if began < from {
                continue;
            }
            let later = journal.lessons.iter().filter_map(|one| one.started);
            let next = later.filter(|at| *at > began).min().unwrap_or(i64::MAX);
            let lesson = LessonId(entry.lesson_id.clone());
            let items = journal.ledger.items.iter().filter(|item| item.lesson == lesson);
            let mut mended = 0;
            for item in items {
                let in_time = matches!(item.closed, Some(Closed::ByKeepUp(at)) if at < next);
                if matches!(item.standing, Standing::Nearly | Standing::KeepUp) && in_time {
                    mended += 1;
                }
                let has_left = matches!(item.closed, Some(Closed::Left(_)));
                if item.standing == Standing::KeepUp && !has_left {
                    self.in_time.1 += 1;
                    self.in_time.0 += u32::from(in_time);
                    self.waits.extend(item.held.first().map(|held| (held.at - item.opened).max(0)));
                }
            }
            let seen = ready + nearly + keep_up;
            self.ready.0 += small((ready + mended).min(seen));
            self.ready.1 += small(seen);
        }
    }

    fn counts(mut self) -> LearningCounts {
        self.waits.sort_unstable();
        let middle = self.waits.get(self.waits.len() / 2);
        let all = [("ready", self.ready), ("kept", self.kept), ("in-time", self.in_time)];
        let counted = all.into_iter().filter(|(_, (_, of))| *of > 0);
        LearningCounts {
            counts: counted.map(|(slug, count)| (slug.to_owned(), count)).collect(),
            hours: middle.map(|wait| u32::try_from(wait / HOUR).unwrap_or(u32::MAX)),
            ..LearningCounts::default()
        }
    }
}
