//! The words of a lesson: key points, difficult points, the stem sentence and the turns in their order.
//!
//! Start at [`LessonText`].

use serde::{Deserialize, Serialize};

use super::suggestion::{LessonWish, RefusedVersion, Suggestion};
use crate::comparison::{self, Compared};

/// What a part of a lesson is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// A key point of the step.
    KeyPoint,
    /// A difficult point of the step.
    DifficultPoint,
    /// The stem sentence.
    StemSentence,
    /// A turn of the lesson, with its question.
    Turn,
}

/// One part of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonPart {
    /// What it is found again by, in every version.
    pub id: String,
    /// What it is.
    pub kind: PartKind,
    /// Its title, where it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its words.
    pub says: String,
    /// The next question of a turn.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asks: String,
}

/// A lesson in words: its parts, the turns in the order they are taught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonText {
    /// The parts.
    pub parts: Vec<LessonPart>,
}

impl PartKind {
    /// In words: "key point".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::KeyPoint => "key point",
            Self::DifficultPoint => "difficult point",
            Self::StemSentence => "stem sentence",
            Self::Turn => "turn",
        }
    }
}

impl LessonText {
    /// A part.
    #[must_use]
    pub fn part(&self, id: &str) -> Option<&LessonPart> {
        self.parts.iter().find(|part| part.id == id)
    }

    /// The parts of one kind, in order.
    pub fn of(&self, kind: PartKind) -> impl Iterator<Item = &LessonPart> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// What a part is called: "key point 2", "turn “Two answers”"; nothing for one that is not there.
    #[must_use]
    pub fn name(&self, id: &str) -> Option<String> {
        let part = self.part(id)?;
        let kind = part.kind.in_words();
        if !part.title.is_empty() {
            return Some(format!("{kind} “{}”", part.title));
        }
        if part.kind == PartKind::StemSentence {
            return Some(kind.to_owned());
        }
        let number = self.of(part.kind).position(|held| held.id == id)? + 1;
        Some(format!("{kind} {number}"))
    }

    /// What it changed in the version before, a line for each change.
    #[must_use]
    pub fn changes(&self, before: &Self) -> Vec<String> {
        let mut said = comparison::changes(&self.compared(), &before.compared());
        for id in self.moved(before) {
            let at = self.parts.iter().position(|part| part.id == id);
            let after = at.and_then(|at| at.checked_sub(1)).and_then(|at| self.parts.get(at));
            let after = after.filter(|part| part.kind == PartKind::Turn);
            let after = after.and_then(|part| self.name(&part.id));
            let name = self.name(id).unwrap_or_default();
            said.push(match after {
                Some(after) => format!("{name} now stands after {after}"),
                None => format!("{name} now comes first"),
            });
        }
        said
    }

    fn compared(&self) -> Vec<Compared> {
        let compared = |part: &LessonPart| Compared {
            id: part.id.clone(),
            name: self.name(&part.id).unwrap_or_default(),
            line: part.says.clone(),
            parts: vec![("words", part.says.clone()), ("next question", part.asks.clone())],
        };
        self.parts.iter().map(compared).collect()
    }

    /// The turns that stand elsewhere, as few as tell the difference: all but a longest run kept in order.
    fn moved(&self, before: &Self) -> Vec<&str> {
        let place = |id: &str| before.of(PartKind::Turn).position(|part| part.id == id);
        let both: Vec<(&str, usize)> = self
            .of(PartKind::Turn)
            .filter_map(|part| Some((part.id.as_str(), place(&part.id)?)))
            .collect();
        // The longest rising run that ends at each turn, with the turn before it in that run.
        let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
        for (at, (_, place)) in both.iter().enumerate() {
            let ahead = (0..at).filter(|&was| both[was].1 < *place);
            let best = ahead.max_by_key(|&was| (runs[was].0, std::cmp::Reverse(was)));
            runs.push((best.map_or(1, |was| runs[was].0 + 1), best));
        }
        let mut kept = vec![false; both.len()];
        let mut last = (0..runs.len()).max_by_key(|&at| (runs[at].0, std::cmp::Reverse(at)));
        while let Some(at) = last {
            kept[at] = true;
            last = runs[at].1;
        }
        both.iter().zip(kept).filter(|(_, kept)| !kept).map(|((id, _), _)| *id).collect()
    }

    /// The words with suggestions taken in; those that keep a part change nothing.
    pub(super) fn with(&self, taken: &[(&str, &Suggestion)]) -> Result<Self, RefusedVersion> {
        let mut text = self.clone();
        let mut touched: Vec<(&str, &str)> = Vec::new();
        // What is left out goes last, so that a new turn may still stand after it.
        let (out, others): (Vec<_>, Vec<_>) =
            taken.iter().partition(|(_, suggestion)| suggestion.wish == LessonWish::LeaveOut);
        for (id, suggestion) in others.into_iter().chain(out) {
            let part = suggestion.part.as_str();
            let name = || self.name(part).unwrap_or_else(|| "a part".to_owned());
            let at = self.part(part).and(text.parts.iter().position(|held| held.id == part));
            let Some(at) = at else { return Err(RefusedVersion::Gone { what: suggestion.was() }) };
            let kind = suggestion.wish.touches();
            if let Some(kind) = kind {
                if touched.contains(&(part, kind)) {
                    return Err(RefusedVersion::Twice { part: name() });
                }
                touched.push((part, kind));
            }
            match &suggestion.wish {
                LessonWish::Keep => {}
                LessonWish::Say { says, asks } => {
                    (text.parts[at].says, text.parts[at].asks) = (says.clone(), asks.clone());
                }
                LessonWish::LeaveOut => drop(text.parts.remove(at)),
                LessonWish::Add { title, says, asks } => text.parts.insert(
                    at + 1,
                    LessonPart {
                        id: (*id).to_owned(),
                        kind: PartKind::Turn,
                        title: title.clone(),
                        says: says.clone(),
                        asks: asks.clone(),
                    },
                ),
                LessonWish::StandAfter { after } => {
                    let moved = text.parts.remove(at);
                    let to = match after {
                        Some(after) => {
                            let found = text.parts.iter().position(|held| held.id == *after);
                            found.ok_or_else(|| RefusedVersion::Gone { what: name() })? + 1
                        }
                        None => {
                            let first = |held: &LessonPart| held.kind == PartKind::Turn;
                            text.parts.iter().position(first).unwrap_or(text.parts.len())
                        }
                    };
                    text.parts.insert(to, moved);
                }
            }
        }
        let gone = self.parts.iter().find(|part| text.of(part.kind).next().is_none());
        if let Some(part) = gone {
            let what = self.name(&part.id).unwrap_or_default();
            return Err(RefusedVersion::LastOfItsKind { what });
        }
        if text == *self { Err(RefusedVersion::Same) } else { Ok(text) }
    }
}
