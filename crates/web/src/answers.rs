//! An answer from a device: kept first, marked after, and told back in kind words.
//!
//! The one path for real pupils and pretend ones. It never says that anything is wrong with a pupil.

use learning::{
    Asked, Author, CheckState, DeviceId, FactBody, FactId, LiveLesson, Outcome, PupilId, Question,
    QuestionId,
};
use maths::{Acceptance, Item, Marking, Reading};

use crate::app::App;
use crate::error::PageError;
use crate::live::OpenLesson;
use crate::{own_question, planning};

/// An answer as it arrives.
#[derive(Debug, Clone)]
pub struct Arriving {
    /// Whose it is.
    pub pupil: PupilId,
    /// The question answered.
    pub question: QuestionId,
    /// What was typed.
    pub text: String,
    /// The device.
    pub device: DeviceId,
    /// The device's own count.
    pub counter: i64,
    /// The device's clock, in microseconds since 1970.
    pub device_at: i64,
}

/// What to tell the pupil.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// It could not be read: asked again, nothing held against anybody.
    pub is_unreadable: bool,
    /// Another look is invited.
    pub is_again: bool,
    /// The words; empty when nothing is said.
    pub say: String,
}

/// Our choice: longer answers are kept to this many bytes and told to be too long; no answer we ask for is near it.
pub const LONGEST: usize = 1000;

/// The version of the marking, written beside every verdict.
pub const ENGINE: &str = concat!("tenframe ", env!("CARGO_PKG_VERSION"));

/// Takes one answer: durable, then marked. The marking is queued and not waited for: should it be lost with the
/// program, the next start makes it again.
///
/// # Errors
///
/// When the store could not keep it.
pub async fn take(app: &App, lesson: &OpenLesson, arriving: Arriving) -> Result<Told, PageError> {
    let question = lesson.look(|live| live.plan.question(&arriving.question).cloned());
    let late = question.as_ref().is_some_and(|question| question.asked == Asked::Check)
        && lesson.look(|live| live.check == CheckState::Closed);
    let text = cut(&arriving.text);
    let by = Author::Device { pupil: arriving.pupil.clone(), device: arriving.device.clone() };
    let body = FactBody::Responded {
        pupil: arriving.pupil,
        question: arriving.question,
        text: text.clone(),
        device: arriving.device,
        counter: arriving.counter,
        device_at: arriving.device_at,
        late,
    };
    let appended = app.record(lesson, by, vec![body]).await?;
    let Some(question) = question else {
        return Ok(Told {
            say: "This question is no longer part of the lesson. Your answer is kept.".to_owned(),
            ..Told::default()
        });
    };
    let marked = mark(app, &question, &text);
    let told = tell(&question, &marked.0, late);
    if let Some(first) = appended.first().filter(|first| !first.duplicate) {
        write_marking(app, lesson, first.fact.id.clone(), marked).await?;
    }
    Ok(told)
}

/// Marks what a stop left unmarked.
pub async fn mark_unmarked(app: &App, lesson: &OpenLesson) -> Result<(), PageError> {
    for (response, question, text) in lesson.look(LiveLesson::unmarked) {
        let Some(question) = lesson.look(|live| live.plan.question(&question).cloned()) else {
            continue;
        };
        write_marking(app, lesson, response, mark(app, &question, &text)).await?;
    }
    Ok(())
}

async fn write_marking(
    app: &App,
    lesson: &OpenLesson,
    response: FactId,
    marked: (Outcome, Vec<String>),
) -> Result<(), PageError> {
    let (outcome, misconceptions) = marked;
    let body = FactBody::Marked { response, engine: ENGINE.to_owned(), outcome, misconceptions };
    app.record_soon(lesson, Author::System, vec![body]).await
}

/// Marks a text against a question: the outcome, and every predicted misconception whose answer it is.
pub fn mark(app: &App, question: &Question, text: &str) -> (Outcome, Vec<String>) {
    match planning::task_of(&app.content, question) {
        Some(task) => {
            let marked = curriculum::mark(&task, text);
            let reply = marked
                .misconceptions
                .first()
                .and_then(|id| task.predicted.iter().find(|one| &one.misconception == id))
                .map(|one| one.reply.to_string());
            let asked: Vec<&str> = task.text.0.iter().filter_map(maths_of).collect();
            let outcome = of_part(outcome(marked.marking, reply), marked.part.as_deref());
            (not_copied(outcome, &asked, text), marked.misconceptions)
        }
        None => {
            let item = typed_item(question);
            let outcome = if item.accept == Acceptance::Word {
                own_question::mark_word(&question.answer, text)
            } else {
                outcome(maths::mark(text, &item), None)
            };
            let asked: Vec<&str> = question.text.split_whitespace().collect();
            let outcome = not_copied(outcome, &asked, text);
            let shown = matches!(&outcome, Outcome::Wrong { note, .. } if note != "copied");
            (outcome, if shown { shown_by(question, text, &item.reading) } else { Vec::new() })
        }
    }
}

/// The predicted misconceptions whose answer a wrong answer to a typed question is.
fn shown_by(question: &Question, text: &str, reading: &Reading) -> Vec<String> {
    let same = |response: &str| maths::same_value(response, text, reading) == Some(true);
    let gives = question.predicted.iter().filter(|one| same(&one.response));
    gives.map(|one| one.misconception.clone()).collect()
}

fn maths_of(span: &curriculum::Span) -> Option<&str> {
    if let curriculum::Span::Maths(maths) = span { Some(maths) } else { None }
}

/// The question's own expression sent back has the right value and shows nothing: it is not a slip of form.
fn not_copied(outcome: Outcome, asked: &[&str], text: &str) -> Outcome {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_copied = asked.iter().any(|one| plain(one.trim_end_matches(['.', '?'])) == plain(text));
    match outcome {
        Outcome::Slip { say, .. } if is_copied => Outcome::Wrong { note: "copied".to_owned(), say },
        outcome => outcome,
    }
}

/// What a question of the teacher's own takes.
pub fn typed_item(question: &Question) -> Item {
    own_question::item(&question.text, &question.answer)
}

/// Of several answers, what is said names the one it is about.
fn of_part(outcome: Outcome, part: Option<&str>) -> Outcome {
    let Some(part) = part else { return outcome };
    let about = |say: String| format!("For “{part}”: {say}");
    match outcome {
        Outcome::Slip { note, say } => Outcome::Slip { note, say: about(say) },
        Outcome::Unreadable { say } => Outcome::Unreadable { say: about(say) },
        other => other,
    }
}

fn outcome(marking: Marking, reply: Option<String>) -> Outcome {
    match marking {
        Marking::Verdict(verdict) if verdict.is_correct() => Outcome::Right,
        Marking::Verdict(verdict) if verdict.is_slip() => {
            Outcome::Slip { note: verdict.note.to_owned(), say: verdict.say.to_owned() }
        }
        Marking::Verdict(verdict) => Outcome::Wrong {
            note: verdict.note.to_owned(),
            say: reply.unwrap_or_else(|| verdict.say.to_owned()),
        },
        Marking::Unreadable(unreadable) => Outcome::Unreadable { say: unreadable.message },
        Marking::TooLarge(too_large) => Outcome::Unreadable { say: too_large.to_string() },
        Marking::Undecided { why } => Outcome::Undecided { why },
    }
}

/// In the check nobody is told whether they were right; elsewhere wrong invites another look.
fn tell(question: &Question, outcome: &Outcome, late: bool) -> Told {
    let quiet = |say: &str| Told { say: say.to_owned(), ..Told::default() };
    match outcome {
        Outcome::Unreadable { say } => {
            Told { is_unreadable: true, is_again: true, say: quoted(say) }
        }
        _ if late => quiet(
            "Your answer came after the check had closed. It is kept, and your teacher will see it.",
        ),
        _ if is_vote(question) => quiet("Your vote is sent. Be ready to say why."),
        _ if question.asked == Asked::Hinge => quiet("Your answer is sent."),
        _ if question.asked == Asked::Check => quiet(""),
        Outcome::Right => quiet("Yes. How do you know?"),
        Outcome::Slip { say, .. } => Told { is_again: true, say: say.clone(), ..Told::default() },
        Outcome::Wrong { say, .. } => Told {
            is_again: true,
            say: format!("Let's look at this one. {say}"),
            ..Told::default()
        },
        Outcome::Undecided { .. } => quiet("Your teacher will look at this one with you."),
    }
}

/// A message for a child: what it points at stands in quotation marks.
pub fn quoted(message: &str) -> String {
    message.replace('`', "\"")
}

/// Votes are about what to discuss: nobody is told who was right before the class has talked.
pub fn is_vote(question: &Question) -> bool {
    let id = question.id.as_str();
    id.starts_with("vote-") || id.starts_with("revote-")
}

fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].to_owned()
}
