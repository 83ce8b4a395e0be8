//! From the content's lesson to the words a work group plans with: key points, difficult points, stem, turns.
//!
//! Only words are taken over, so that a version reads the same when the content changes. Start at [`begin`].

use curriculum::Content;
use programme::{LessonPart, LessonText, PartKind};

use crate::error::PageError;
use crate::simple_lesson;

/// The title and the words of a step's lesson.
///
/// # Errors
///
/// When there is no such step, or no lesson can be made for it.
pub fn begin(content: &Content, step: &str) -> Result<(String, LessonText), PageError> {
    let known = content.step(step).ok_or_else(|| PageError::not_found("small step"))?;
    let lesson = simple_lesson::lesson_for(content, step)?;
    let of = |kind: PartKind, id: String, says: String| LessonPart {
        id,
        kind,
        title: String::new(),
        says,
        asks: String::new(),
    };
    let mut parts = Vec::new();
    for point in &known.key_points {
        let id = format!("key-point-{}", point.id);
        parts.push(of(PartKind::KeyPoint, id, point.text.clone()));
    }
    for (at, point) in known.difficult_points.iter().enumerate() {
        let says = match point.listen_for.as_str() {
            "" => point.text.clone(),
            heard => format!("{} Listen for: {heard}", point.text),
        };
        parts.push(of(PartKind::DifficultPoint, format!("difficult-point-{}", at + 1), says));
    }
    if !known.stem.is_empty() {
        parts.push(of(PartKind::StemSentence, "stem-sentence".to_owned(), known.stem.clone()));
    }
    for (at, turn) in lesson.turns.iter().enumerate() {
        parts.push(LessonPart {
            id: format!("turn-{}", at + 1),
            kind: PartKind::Turn,
            title: turn.title.clone(),
            says: turn.say.marked(),
            asks: turn.next_question.marked(),
        });
    }
    Ok((lesson.title, LessonText { parts }))
}
