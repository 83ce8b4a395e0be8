//! What a pupil expects of the next answer of a sequence, from a device's outbox or a pretend pupil.
//!
//! It is kept like an answer and never marked. One said without a signal arrives late and is kept all the same: it was
//! said before that device had heard the answer. Start at [`take`].

use learning::{Author, DeviceId, FactBody, PupilId};

use crate::app::App;
use crate::error::PageError;
use crate::live::OpenLesson;
use crate::parts::expects;
use crate::planning;

/// One thing expected.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who said it.
    pub pupil: PupilId,
    /// The device it was said on.
    pub device: DeviceId,
    /// The turn of the sequence, from 0.
    pub turn: u16,
    /// The task in the sequence, from 0.
    pub task: u16,
    /// What is expected, such as `doubles`.
    pub what: String,
}

/// Keeps it where it was on offer; sent again it changes nothing.
///
/// # Errors
///
/// When the store could not keep it.
pub async fn take(app: &App, lesson: &OpenLesson, said: Said) -> Result<(), PageError> {
    let Said { pupil, device, turn, task, what } = said;
    let plan = lesson.look(|live| {
        let is_new = live.expected.said((turn, task), &pupil) != Some(what.as_str());
        let is_here = is_new && live.pupils().any(|one| *one == pupil);
        planning::lesson_in(&live.plan).filter(|_| is_here)
    });
    let awaited = plan.and_then(|plan| expects::of_task(&app.content, &plan, turn, task));
    let is_offered = awaited.is_some_and(|awaited| awaited.offers(&what).is_some());
    if is_offered {
        let by = Author::Device { pupil: pupil.clone(), device };
        let body = FactBody::Expected { turn, task, what, pupil: Some(pupil) };
        app.record(lesson, by, vec![body]).await?;
    }
    Ok(())
}
