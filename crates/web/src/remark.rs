//! Marking again what was marked before, after the engine or the content has changed.
//!
//! What was said then stays written; where the verdict differs a new marking is added, and what a teacher judged is
//! left alone. Start at [`everything`].

use std::collections::HashMap;

use learning::{Author, Fact, FactBody, FactId, Outcome, QuestionId};

use crate::answers::{ENGINE, mark};
use crate::app::App;
use crate::error::PageError;

/// What marking a store again came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarked {
    /// How many answers were marked again.
    pub n_answers: usize,
    /// Those whose marking differs, each in words without a name or the answer.
    pub changed: Vec<String>,
}

/// A response and the marking that stands.
struct Marked {
    response: FactId,
    question: QuestionId,
    text: String,
    outcome: Outcome,
    misconceptions: Vec<String>,
}

/// Marks every answer of every lesson again, and adds a marking where it differs.
///
/// # Errors
///
/// When the store cannot be read or written; markings added before that stay.
pub async fn everything(app: &App) -> Result<Remarked, PageError> {
    let mut remarked = Remarked::default();
    for school in app.store.schools().await? {
        for class in app.store.classes(&school.school_id).await? {
            for row in app.store.lessons_of_class(&school.school_id, &class.class_id).await? {
                lesson(app, &row, &mut remarked).await?;
            }
        }
    }
    Ok(remarked)
}

async fn lesson(app: &App, row: &store::Lesson, remarked: &mut Remarked) -> Result<(), PageError> {
    let facts = app.store.facts_of_lesson(&row.school_id, &row.lesson_id).await?;
    let open = app.open_lesson(row).await?;
    for marked in standing(&facts) {
        // A question taken out of the lesson since then has no answer to mark against.
        let Some(question) = open.look(|live| live.plan.question(&marked.question).cloned()) else {
            continue;
        };
        remarked.n_answers += 1;
        let (outcome, misconceptions) = mark(app, &question, &marked.text);
        if outcome == marked.outcome && misconceptions == marked.misconceptions {
            continue;
        }
        let (lesson, response) = (&row.lesson_id, marked.response);
        let (before, after) = (word(&marked.outcome), word(&outcome));
        remarked.changed.push(format!(
            "lesson {lesson}, question {}, response {}: {before} before, {after} now",
            marked.question.as_str(),
            response.as_str()
        ));
        let engine = ENGINE.to_owned();
        let body = FactBody::Marked { response, engine, outcome, misconceptions };
        app.record(&open, Author::System, vec![body]).await?;
    }
    Ok(())
}

// The marking written last is the one that stands; answers never marked are marked when a lesson is opened.
fn standing(facts: &[Fact]) -> Vec<Marked> {
    let mut marked: Vec<Marked> = Vec::new();
    let mut at: HashMap<&FactId, usize> = HashMap::new();
    let mut asked: HashMap<&FactId, (&QuestionId, &String)> = HashMap::new();
    for fact in facts {
        match &fact.body {
            FactBody::Responded { question, text, .. } => {
                asked.insert(&fact.id, (question, text));
            }
            FactBody::Marked { response, outcome, misconceptions, .. } => {
                let Some(&(question, text)) = asked.get(response) else { continue };
                let one = Marked {
                    response: response.clone(),
                    question: question.clone(),
                    text: text.clone(),
                    outcome: outcome.clone(),
                    misconceptions: misconceptions.clone(),
                };
                match at.get(response) {
                    Some(&known) => marked[known] = one,
                    None => {
                        at.insert(response, marked.len());
                        marked.push(one);
                    }
                }
            }
            _ => {}
        }
    }
    marked
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Right => "right",
        Outcome::Slip { .. } => "a slip",
        Outcome::Wrong { .. } => "wrong",
        Outcome::Unreadable { .. } => "unreadable",
        Outcome::Undecided { .. } => "undecided",
    }
}
