//! The questionnaire at the door: answers lead to a recommendation with reasons; the decision is a person's.
//!
//! A question that is not answered is never taken for *not yet*. Start at [`Journey::advise`] and [`decide`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Journey;
use crate::{Date, QuestionAim};

/// How answers lead to a door.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Questionnaire {
    /// The door for schools that first strengthen what they stand on.
    staged: String,
    /// The door for schools that are secure.
    direct: String,
    /// How many of the questions that are not needed may be open for the direct door.
    open_foundations: usize,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Question {
    /// Its name in a list of answers.
    pub slug: String,
    /// The question.
    pub ask: String,
    /// What speaks for the staged door when the answer is not yes.
    pub not_yet: String,
    /// Whether the direct door needs a yes.
    #[serde(default)]
    pub is_needed: bool,
    /// What a plan drafted from the answers would say, where the answer is not yes.
    #[serde(default, skip_serializing)]
    pub aim: Option<QuestionAim>,
}

/// An answer a school may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// Not yet.
    NotYet,
}

/// What the answers recommend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The door, by its slug; nothing while a needed question is open and the rest would not decide.
    pub door: Option<String>,
    /// The recommendation in a sentence.
    pub says: String,
    /// Why, one for each answer that counts.
    pub reasons: Vec<Reason>,
    /// The questions that are not answered, by their slugs.
    pub unanswered: Vec<String>,
}

/// What one answer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The question, by its slug.
    pub question: String,
    /// The answer.
    pub answer: Answer,
    /// What it speaks for, in words.
    pub says: String,
}

/// What a person decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorDecision {
    /// The door, by its slug.
    pub door: String,
    /// What was recommended then.
    pub recommended: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Date,
    /// Why, when it is not what was recommended.
    pub why: Option<String>,
}

/// What stands at the door of one school: what was answered last, and what was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtTheDoor {
    /// The answers, by the slugs of their questions.
    pub answers: BTreeMap<String, Answer>,
    /// The day of the answers, or of the first decision where nothing was asked.
    pub on: Option<Date>,
    /// The decisions, each with the fact that says so, the latest last.
    pub decisions: Vec<(String, DoorDecision)>,
}

/// Why a decision is not taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedDecision {
    /// There is no such door.
    NoDoor {
        /// What was asked for.
        door: String,
        /// The doors there are.
        known: Vec<String>,
    },
    /// Nobody is named.
    Nobody,
    /// It is not what was recommended, and no reason is given.
    NoReason {
        /// The door decided on.
        door: String,
        /// The door recommended.
        recommended: String,
    },
    /// There is no such question, or the answer is none.
    Answer(String),
}

impl Answer {
    /// Reads `yes`, `partly` or `not-yet`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "yes" => Some(Self::Yes),
            "partly" => Some(Self::Partly),
            "not-yet" => Some(Self::NotYet),
            _ => None,
        }
    }
}

impl Journey {
    /// What the answers, by the slugs of their questions, recommend.
    ///
    /// # Errors
    ///
    /// [`RefusedDecision::Answer`] for an answer to a question that is not asked.
    pub fn advise(&self, answers: &BTreeMap<String, Answer>) -> Result<Advice, RefusedDecision> {
        if let Some(slug) =
            answers.keys().find(|slug| !self.questions.iter().any(|q| q.slug == **slug))
        {
            let known: Vec<&str> =
                self.questions.iter().map(|question| question.slug.as_str()).collect();
            let says =
                format!("there is no question `{slug}`; expected one of {}", known.join(", "));
            return Err(RefusedDecision::Answer(says));
        }
        let Some(how) = &self.questionnaire else {
            let door = &self.doors[0];
            let says = format!("There is one door: {}.", door.words);
            return Ok(Advice {
                door: Some(door.slug.clone()),
                says,
                reasons: Vec::new(),
                unanswered: Vec::new(),
            });
        };
        let (mut reasons, mut unanswered) = (Vec::new(), Vec::new());
        let (mut needed_open, mut needed_unanswered, mut others_open) = (0, 0, 0);
        for question in &self.questions {
            let Some(&answer) = answers.get(&question.slug) else {
                unanswered.push(question.slug.clone());
                needed_unanswered += usize::from(question.is_needed);
                continue;
            };
            let is_open = answer != Answer::Yes;
            needed_open += usize::from(is_open && question.is_needed);
            others_open += usize::from(is_open && !question.is_needed);
            let says = match (is_open, question.is_needed) {
                (true, _) => {
                    format!("speaks for {}: {}", self.words(&how.staged), question.not_yet)
                }
                (false, true) => format!("speaks for {}", self.words(&how.direct)),
                (false, false) => continue,
            };
            reasons.push(Reason { question: question.slug.clone(), answer, says });
        }
        let may_be_open = how.open_foundations;
        let n_others_unanswered = unanswered.len() - needed_unanswered;
        let door = if needed_open > 0 || others_open > may_be_open {
            Some(&how.staged)
        } else if needed_unanswered == 0 && others_open + n_others_unanswered <= may_be_open {
            Some(&how.direct)
        } else {
            None
        };
        let says = match door {
            Some(door) => {
                format!("The answers speak for {}. Headteacher and hub decide.", self.words(door))
            }
            None => "The answers so far do not settle which door; the questions left open would."
                .to_owned(),
        };
        Ok(Advice { door: door.cloned(), says, reasons, unanswered })
    }

    pub(super) fn check_questionnaire(&self) -> Result<(), String> {
        let is_door = |slug: &String| self.doors.iter().any(|door| door.slug == *slug);
        match &self.questionnaire {
            None if self.doors.len() > 1 => {
                Err("there are two doors and no [questionnaire] that says which".to_owned())
            }
            Some(how) if !is_door(&how.staged) || !is_door(&how.direct) => Err(format!(
                "the questionnaire names `{}` and `{}`; expected two of the doors",
                how.staged, how.direct
            )),
            _ => Ok(()),
        }
    }

    fn words(&self, door: &str) -> String {
        let found = self.doors.iter().find(|known| known.slug == door);
        found.map_or_else(|| door.to_owned(), |door| door.words.clone())
    }
}

/// Takes down what a person decided about the door.
///
/// # Errors
///
/// [`RefusedDecision`] when there is no such door, nobody is named, or it is another than recommended without a reason.
pub fn decide(
    journey: &Journey,
    advice: &Advice,
    door: &str,
    by: &str,
    on: Date,
    why: Option<&str>,
) -> Result<DoorDecision, RefusedDecision> {
    if !journey.doors.iter().any(|known| known.slug == door) {
        let known = journey.doors.iter().map(|known| known.slug.clone()).collect();
        return Err(RefusedDecision::NoDoor { door: door.chars().take(40).collect(), known });
    }
    if by.trim().is_empty() {
        return Err(RefusedDecision::Nobody);
    }
    let why = why.map(str::trim).filter(|why| !why.is_empty());
    if let Some(recommended) = &advice.door
        && recommended != door
        && why.is_none()
    {
        let (door, recommended) = (door.to_owned(), recommended.clone());
        return Err(RefusedDecision::NoReason { door, recommended });
    }
    Ok(DoorDecision {
        door: door.to_owned(),
        recommended: advice.door.clone(),
        by: by.trim().to_owned(),
        on,
        why: why.map(str::to_owned),
    })
}

impl fmt::Display for RefusedDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDoor { door, known } => {
                write!(f, "there is no door `{door}`; expected one of {}", known.join(", "))
            }
            Self::Nobody => f.write_str("nobody is named who decided; expected a person"),
            Self::NoReason { door, recommended } => write!(
                f,
                "the answers recommend `{recommended}` and the decision is `{door}`; expected a reason to stand beside it"
            ),
            Self::Answer(says) => f.write_str(says),
        }
    }
}

impl std::error::Error for RefusedDecision {}
