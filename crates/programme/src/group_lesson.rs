//! A lesson that a work group plans, watches and discusses together: its versions, what was suggested and seen.
//!
//! The content's own lesson is where it begins; each version is kept in full and never changed. What is seen is what
//! pupils said and did, never who. Start at [`GroupLesson`].

mod suggestion;
mod task;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Date, SchoolYear};

pub use suggestion::{LessonWish, RefusedVersion, Suggestion};
pub use task::{AnswerCount, Answers, GapTask, Judged, TaskSet, Together, WrongAnswer};
pub use words::{LessonPart, LessonText, PartKind};

/// How a group's lesson began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonBegun {
    /// The programme of the group, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group; 0 for every school of the programme.
    pub group: u32,
    /// The session it was chosen for.
    pub session: String,
    /// The small step, by its slug.
    pub step: String,
    /// What the lesson is called.
    pub title: String,
    /// The lesson as the content had it on that day.
    pub text: LessonText,
    /// Who chose it.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// One thing done to a group's lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum LessonStep {
    /// Another session works on it.
    TakenUp {
        /// The session.
        session: String,
    },
    /// Something was suggested.
    Suggested {
        /// What.
        suggestion: Suggestion,
    },
    /// A version was written from what was suggested.
    Written {
        /// The lesson as it is from now on, whole.
        text: LessonText,
        /// The suggestions it takes.
        taken: Vec<String>,
        /// Those that were seen and left.
        left: Vec<String>,
        /// Who wrote it.
        by: String,
        /// The day.
        on: Date,
    },
    /// The lesson was watched; replaces what the same person wrote of it at that session.
    Watched {
        /// What was seen.
        watched: Watched,
    },
    /// Something is tried in every school until the next session.
    TaskSet {
        /// What.
        task: TaskSet,
    },
    /// A school brought answers without names; replaces what it brought before.
    Brought {
        /// The answers.
        answers: Answers,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// What somebody saw who watched the lesson taught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// The session.
    pub session: String,
    /// The version that was taught; empty for the lesson as it began.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Who watched.
    pub by: String,
    /// The day.
    pub on: Date,
    /// What was seen of each key point and difficult point; a part of which nothing was noted is not among them.
    pub seen: Vec<SeenPart>,
    /// Anything else; empty for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub besides: String,
}

/// What was seen of one part of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenPart {
    /// The part.
    pub part: String,
    /// What was tapped.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub taps: BTreeSet<Tap>,
    /// What pupils said and did, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What an observer taps; what is not tapped is not noted, which is not the same as not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tap {
    /// Pupils said the key point in words of their own.
    Said,
    /// Pupils did it.
    Did,
    /// The difficult point came up.
    CameUp,
    /// The class settled it.
    Settled,
}

/// A version that a group wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonVersion {
    /// The fact that wrote it.
    pub id: String,
    /// The lesson, whole.
    pub text: LessonText,
    /// The suggestions it takes.
    pub taken: Vec<String>,
    /// Those that were seen and left.
    pub left: Vec<String>,
    /// Who wrote it.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// A group's lesson as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLesson {
    /// The fact that began it.
    pub id: String,
    /// How it began.
    pub begun: LessonBegun,
    /// The sessions that worked on it, in the order they took it up.
    pub sessions: Vec<String>,
    /// Its versions, the latest last; the lesson as it began is not among them.
    pub versions: Vec<LessonVersion>,
    /// What was suggested, in order, each with the fact that says so.
    pub suggestions: Vec<(String, Suggestion)>,
    /// What was seen, each with the fact that says so; one for each observer of a session.
    pub watched: Vec<(String, Watched)>,
    /// What the schools try, in order.
    pub tasks: Vec<GapTask>,
}

/// A hub's lessons, by the fact that began them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupLessons(BTreeMap<String, GroupLesson>);

impl GroupLesson {
    /// The lesson as it is taught next: the latest version, or as it began.
    #[must_use]
    pub fn text(&self) -> &LessonText {
        self.versions.last().map_or(&self.begun.text, |version| &version.text)
    }

    /// The latest version's fact; empty while there is none.
    #[must_use]
    pub fn latest(&self) -> &str {
        self.versions.last().map_or("", |version| &version.id)
    }

    /// The number of a version from 1; 0 for the lesson as it began; nothing for one that is not known.
    #[must_use]
    pub fn number(&self, version: &str) -> Option<usize> {
        if version.is_empty() {
            return Some(0);
        }
        self.versions.iter().position(|held| held.id == version).map(|at| at + 1)
    }

    /// What a version changed in the one before, a line for each change.
    #[must_use]
    pub fn changes(&self, at: usize) -> Vec<String> {
        let before = at.checked_sub(1).and_then(|at| self.versions.get(at));
        let before = before.map_or(&self.begun.text, |version| &version.text);
        self.versions.get(at).map(|version| version.text.changes(before)).unwrap_or_default()
    }

    /// A suggestion.
    #[must_use]
    pub fn suggestion(&self, id: &str) -> Option<&Suggestion> {
        self.suggestions.iter().find(|(held, _)| held == id).map(|(_, suggestion)| suggestion)
    }

    /// The suggestions that no version has taken or left, in order.
    #[must_use]
    pub fn open(&self) -> Vec<&(String, Suggestion)> {
        let is_settled = |id: &String| {
            self.versions.iter().any(|one| one.taken.contains(id) || one.left.contains(id))
        };
        self.suggestions.iter().filter(|(id, _)| !is_settled(id)).collect()
    }

    /// The next version, with some of the open suggestions.
    ///
    /// # Errors
    ///
    /// [`RefusedVersion`] when two of them speak against each other, a part is gone, or nothing would change.
    pub fn with(&self, taken: &[&str]) -> Result<LessonText, RefusedVersion> {
        let open = self.open();
        let mut chosen = Vec::new();
        for id in taken {
            let found = open.iter().find(|(held, _)| held == id);
            let (id, suggestion) = found.ok_or(RefusedVersion::Settled)?;
            chosen.push((id.as_str(), suggestion));
        }
        self.text().with(&chosen)
    }

    /// What somebody wrote who watched at a session.
    #[must_use]
    pub fn watched_by(&self, session: &str, by: &str) -> Option<&(String, Watched)> {
        self.watched.iter().find(|(_, one)| one.session == session && one.by == by)
    }

    /// What was seen of a part, by everybody who watched.
    pub fn seen<'l>(&'l self, part: &'l str) -> impl Iterator<Item = (&'l Watched, &'l SeenPart)> {
        let of = move |(_, one): &'l (String, Watched)| {
            one.seen.iter().find(|seen| seen.part == part).map(|seen| (one, seen))
        };
        self.watched.iter().filter_map(of)
    }

    /// A task.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<&GapTask> {
        self.tasks.iter().find(|task| task.id == id)
    }

    fn take(&mut self, id: &str, step: &LessonStep) {
        match step {
            LessonStep::TakenUp { session } => {
                if !self.sessions.contains(session) {
                    self.sessions.push(session.clone());
                }
            }
            LessonStep::Suggested { suggestion } => {
                self.suggestions.push((id.to_owned(), suggestion.clone()));
            }
            LessonStep::Written { text, taken, left, by, on } => {
                self.versions.push(LessonVersion {
                    id: id.to_owned(),
                    text: text.clone(),
                    taken: taken.clone(),
                    left: left.clone(),
                    by: by.clone(),
                    on: *on,
                });
            }
            LessonStep::Watched { watched } => {
                let is_other =
                    |held: &Watched| held.session != watched.session || held.by != watched.by;
                self.watched.retain(|(_, held)| is_other(held));
                self.watched.push((id.to_owned(), watched.clone()));
            }
            LessonStep::TaskSet { task } => {
                self.tasks.push(GapTask {
                    id: id.to_owned(),
                    set: task.clone(),
                    brought: BTreeMap::new(),
                });
            }
            LessonStep::Brought { answers } => {
                let held = self.tasks.iter_mut().find(|task| task.id == answers.task);
                if let Some(held) = held {
                    held.brought.insert(answers.urn, (id.to_owned(), answers.clone()));
                }
            }
            LessonStep::Later => {}
        }
    }
}

impl GroupLessons {
    /// Every lesson, the latest begun first.
    pub fn all(&self) -> impl Iterator<Item = &GroupLesson> {
        self.0.values().rev()
    }

    /// One lesson.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&GroupLesson> {
        self.0.get(id)
    }

    /// The lessons a session works on.
    pub fn of_session<'l>(&'l self, session: &'l str) -> impl Iterator<Item = &'l GroupLesson> {
        self.all().filter(move |lesson| lesson.sessions.iter().any(|held| held == session))
    }

    /// Takes a lesson in that begins.
    pub(crate) fn begin(&mut self, id: &str, begun: &LessonBegun) {
        let lesson = GroupLesson {
            id: id.to_owned(),
            sessions: vec![begun.session.clone()],
            begun: begun.clone(),
            versions: Vec::new(),
            suggestions: Vec::new(),
            watched: Vec::new(),
            tasks: Vec::new(),
        };
        self.0.insert(id.to_owned(), lesson);
    }

    /// Takes in what was done to a lesson; one that is not known was taken back, and nothing is changed.
    pub(crate) fn take(&mut self, lesson: &str, id: &str, step: &LessonStep) {
        if let Some(held) = self.0.get_mut(lesson) {
            held.take(id, step);
        }
    }
}

impl Tap {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Said, Self::Did, Self::CameUp, Self::Settled];

    /// Those of a kind of part.
    #[must_use]
    pub fn of(kind: PartKind) -> &'static [Self] {
        match kind {
            PartKind::KeyPoint => &[Self::Said, Self::Did],
            PartKind::DifficultPoint => &[Self::CameUp, Self::Settled],
            PartKind::StemSentence | PartKind::Turn => &[],
        }
    }

    /// In words: "pupils said it".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Said => "pupils said it",
            Self::Did => "pupils did it",
            Self::CameUp => "it came up",
            Self::Settled => "the class settled it",
        }
    }

    /// The one of these words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tap| tap.in_words() == text)
    }
}
