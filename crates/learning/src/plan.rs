//! The plan as a lesson holds it: the questions a pupil may be asked, with everything needed to
//! judge and to help, so that folding old facts never depends on content that has changed since.
//!
//! It works for a full lesson and for "just a check". It decides nothing. Start at `Plan`.

use serde::{Deserialize, Serialize};

use crate::ids::QuestionId;

/// The plan of one lesson, or of just a check.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The small step's slug; none when a teacher typed her own questions.
    #[serde(default)]
    pub step: Option<String>,
    /// What the lesson is called on screen.
    pub title: String,
    /// The key points, in the step's order. Typed questions are each their own.
    pub key_points: Vec<KeyPoint>,
    /// Every question asked of every pupil, in lesson order.
    pub questions: Vec<Question>,
    /// The same key points on other numbers, for after keep-up.
    #[serde(default)]
    pub recheck: Vec<Question>,
    /// The step's misconceptions, in the order the content lists them.
    #[serde(default)]
    pub misconceptions: Vec<Misconception>,
    /// The step's stem sentence; empty when there is none.
    #[serde(default)]
    pub stem: String,
    /// What to have on the table for this step; empty when nothing is named.
    #[serde(default)]
    pub put_out: String,
    /// The full lesson, when there is one beyond the check.
    #[serde(default)]
    pub lesson: Option<serde_json::Value>,
}

/// What pupils must have grasped, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPoint {
    /// Its id within the step.
    pub id: String,
    /// The sentence.
    pub text: String,
}

/// One question as pupils meet it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its id within the plan, such as `check-1`.
    pub id: QuestionId,
    /// When it is asked.
    pub asked: Asked,
    /// The question in plain words.
    pub text: String,
    /// The right answer as written.
    pub answer: String,
    /// The key points it tests; empty means it is its own.
    #[serde(default)]
    pub key_points: Vec<String>,
    /// The wrong answers that misconceptions lead to.
    #[serde(default)]
    pub predicted: Vec<Predicted>,
    /// How many answers are offered to choose from; 0 when pupils write their own.
    #[serde(default)]
    pub choices: u8,
    /// Two more like it on other numbers, to try in keep-up.
    #[serde(default)]
    pub tries: Vec<Try>,
    /// The task it was posed from, when it came from a family.
    #[serde(default)]
    pub task: Option<serde_json::Value>,
}

/// When a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// Half-way, to know whether to turn back.
    Hinge,
    /// While practising; never part of the result.
    Practice,
    /// At the end: the check decides the three words.
    Check,
}

/// The wrong answer a misconception leads to on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicted {
    /// The misconception's id.
    pub misconception: String,
    /// The answer it leads to.
    pub response: String,
}

/// A question to try, with its answer, and no marking behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// The question in plain words.
    pub text: String,
    /// The right answer as written.
    pub answer: String,
    /// The task it was posed from, when it came from a family.
    #[serde(default)]
    pub task: Option<serde_json::Value>,
}

/// A misconception of the step, and how to help with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misconception {
    /// Its id.
    pub id: String,
    /// What the work shows, about the work: "takes the denominator away".
    pub says: String,
    /// What to put out on the table.
    #[serde(default)]
    pub put_out: String,
    /// What to ask.
    #[serde(default)]
    pub ask: String,
    /// What to listen for.
    #[serde(default)]
    pub listen_for: String,
    /// A case where the error visibly fails.
    #[serde(default)]
    pub contrast: Option<Contrast>,
}

/// A case where a misconception visibly fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contrast {
    /// The question in plain words.
    pub text: String,
    /// The right answer.
    pub answer: String,
    /// What the misconception would give here.
    pub rule_gives: String,
    /// The task it was posed from.
    #[serde(default)]
    pub task: Option<serde_json::Value>,
}

impl Plan {
    /// The questions of the check, in order.
    pub fn check(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|q| q.asked == Asked::Check)
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|q| &q.id == id)
    }

    /// The misconception with this id.
    pub fn misconception(&self, id: &str) -> Option<&Misconception> {
        self.misconceptions.iter().find(|m| m.id == id)
    }

    /// What a misconception looks like in the work; its id when the plan has no words for it.
    pub fn says<'a>(&'a self, id: &'a str) -> &'a str {
        self.misconception(id).map_or(id, |m| m.says.as_str())
    }

    /// The key points the check asks, in the step's order, then those of typed questions.
    pub fn asked_key_points(&self) -> Vec<&str> {
        let mut asked: Vec<&str> = Vec::new();
        let listed = self.key_points.iter().map(|k| k.id.as_str());
        let tested = self.check().flat_map(Question::tests);
        for id in listed.chain(tested) {
            let is_asked = self.check().any(|q| q.tests().contains(&id));
            if is_asked && !asked.contains(&id) {
                asked.push(id);
            }
        }
        asked
    }

    /// The words of a key point; a typed question stands for itself.
    pub fn key_point_text<'a>(&'a self, id: &'a str) -> &'a str {
        let listed = self.key_points.iter().find(|k| k.id == id);
        let typed = self.questions.iter().find(|q| q.id.as_str() == id);
        match (listed, typed) {
            (Some(point), _) => &point.text,
            (None, Some(question)) => &question.text,
            (None, None) => id,
        }
    }
}

impl Question {
    /// The key points it tests: those named, or itself when none is named.
    pub fn tests(&self) -> Vec<&str> {
        if self.key_points.is_empty() {
            vec![self.id.as_str()]
        } else {
            self.key_points.iter().map(String::as_str).collect()
        }
    }

    /// The answer this misconception predicts here, if it predicts one.
    pub fn predicts(&self, misconception: &str) -> Option<&str> {
        let found = self.predicted.iter().find(|p| p.misconception == misconception);
        found.map(|p| p.response.as_str())
    }
}
