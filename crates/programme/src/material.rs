//! What a hub's groups share with each other: each with its source, its licence, what it adapts, and who may use it.
//!
//! Only what has a licence that lets it be handed on, or the maker's word, leaves the hub; where a person can be seen
//! or told of in it, only while a consent holds. Start at [`Materials::why_not`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{BigIdea, Date};

/// What a material is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialKind {
    /// A lesson as it is planned.
    Lesson,
    /// Tasks for pupils.
    Tasks,
    /// Slides or drawings.
    Slides,
    /// A paper to read.
    Paper,
    /// A film of a lesson or of people talking.
    Video,
    /// What a school did and what came of it.
    CaseStudy,
}

/// On what terms a material may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Licence {
    /// Creative Commons Attribution.
    By,
    /// Creative Commons Attribution-ShareAlike.
    BySa,
    /// Creative Commons Attribution-NonCommercial.
    ByNc,
    /// Creative Commons Attribution-NonCommercial-ShareAlike.
    ByNcSa,
    /// Creative Commons Attribution-NoDerivatives.
    ByNd,
    /// Open Government Licence.
    OpenGovernment,
    /// The maker, or who holds the rights, gave leave in writing to hand it on and to change it.
    Leave {
        /// Who gave it.
        from: String,
    },
    /// All rights are kept by somebody else.
    RightsKept,
    /// Nobody has said yet.
    NotKnown,
}

/// How far a material is meant to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The group that made it.
    Group,
    /// Every school of the hub.
    Hub,
    /// Anybody.
    Anybody,
}

/// A material as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: MaterialKind,
    /// The year group and step it is for, in words; empty where it is for any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The big idea it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub big_idea: Option<BigIdea>,
    /// Who made it, and where it comes from.
    pub source: String,
    /// Where it lies: an address, or a shelf.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lies: String,
    /// On what terms it may be used.
    pub licence: Licence,
    /// The material it adapts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapts: Option<String>,
    /// What an adaptation changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub changed: String,
    /// How far it is meant to go.
    pub reach: Reach,
    /// Who wrote it down.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// That those who can be seen or told of in a material agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Who asked them and keeps their answers.
    pub kept_by: String,
    /// How far they agree that it goes.
    pub reach: Reach,
    /// The last day, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The day.
    pub on: Date,
}

/// Something done to a material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum MaterialStep {
    /// It was added; it is named by this fact from then on.
    Added {
        /// The material.
        material: Material,
    },
    /// Its licence is known now, or is another.
    Licensed {
        /// The material.
        material: String,
        /// The licence.
        licence: Licence,
        /// Who found out.
        by: String,
        /// The day.
        on: Date,
    },
    /// Those who are in it agree; replaces what was agreed before.
    Consented {
        /// The material.
        material: String,
        /// What they agree to.
        consent: Consent,
    },
    /// Somebody who is in it agrees no longer.
    ConsentEnded {
        /// The material.
        material: String,
        /// The day.
        on: Date,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// A material as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The fact that added it.
    pub id: String,
    /// The material, with the licence known last.
    pub material: Material,
    /// The consent given last.
    pub consent: Option<Consent>,
    /// The day on which it ended before its time.
    pub ended: Option<Date>,
}

/// The materials of a hub, in the order they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Materials {
    held: Vec<Held>,
}

/// Why a material is not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedMaterial(String);

impl Materials {
    /// Takes a step in; one of a material that is not there was taken back with it.
    pub(crate) fn take(&mut self, id: &str, step: &MaterialStep) {
        match step {
            MaterialStep::Added { material } => self.held.push(Held {
                id: id.to_owned(),
                material: material.clone(),
                consent: None,
                ended: None,
            }),
            MaterialStep::Licensed { material, licence, .. } => {
                self.change(material, |held| held.material.licence = licence.clone());
            }
            MaterialStep::Consented { material, consent } => self.change(material, |held| {
                held.consent = Some(consent.clone());
                held.ended = None;
            }),
            MaterialStep::ConsentEnded { material, on } => {
                self.change(material, |held| held.ended = Some(*on));
            }
            MaterialStep::Later => {}
        }
    }

    fn change(&mut self, id: &str, how: impl FnOnce(&mut Held)) {
        if let Some(held) = self.held.iter_mut().find(|held| held.id == id) {
            how(held);
        }
    }

    /// Every one, in the order they were added.
    #[must_use]
    pub fn all(&self) -> &[Held] {
        &self.held
    }

    /// One.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Held> {
        self.held.iter().find(|held| held.id == id)
    }

    /// The adaptations of one.
    pub fn adaptations<'m>(&'m self, id: &'m str) -> impl Iterator<Item = &'m Held> {
        self.held.iter().filter(move |held| held.material.adapts.as_deref() == Some(id))
    }

    /// Whether a material may be written down as it is.
    ///
    /// # Errors
    ///
    /// In words: what is empty, or why the original may not be adapted so.
    pub fn check(&self, material: &Material) -> Result<(), RefusedMaterial> {
        let refused = |says: String| Err(RefusedMaterial(says));
        for (part, text) in [("title", &material.title), ("source", &material.source)] {
            if text.trim().is_empty() {
                return refused(format!("it has no {part}; write it in"));
            }
        }
        if let Licence::Leave { from } = &material.licence
            && from.trim().is_empty()
        {
            return refused("write who gave leave to use it".to_owned());
        }
        let Some(original) = &material.adapts else { return Ok(()) };
        let Some(original) = self.get(original) else {
            return refused(
                "the original it adapts is not in the register; add that first".to_owned(),
            );
        };
        if material.changed.trim().is_empty() {
            return refused(
                "say what the adaptation changed, so that nobody takes it for the original"
                    .to_owned(),
            );
        }
        let (name, terms) = (&original.material.title, &original.material.licence);
        if !terms.lets_adapt() {
            return refused(format!(
                "“{name}” may not be adapted: {}; use it as it is, or ask who made it",
                terms.in_words()
            ));
        }
        if terms.asks_for_the_same() && material.licence != *terms {
            return refused(format!(
                "“{name}” asks that adaptations carry its own licence, {}; choose that",
                terms.in_words()
            ));
        }
        if matches!(terms, Licence::ByNc)
            && matches!(material.licence, Licence::By | Licence::BySa | Licence::OpenGovernment)
        {
            return refused(format!(
                "“{name}” may not be sold, and {} would let somebody; choose a licence that is not for selling",
                material.licence.in_words()
            ));
        }
        Ok(())
    }

    /// Why a material may not go as far as `reach` on a day, a sentence for each reason; nothing when it may.
    #[must_use]
    pub fn why_not(&self, held: &Held, reach: Reach, on: Date) -> Vec<String> {
        let mut why = Vec::new();
        let material = &held.material;
        if material.reach < reach {
            why.push(format!("it is meant for {}", material.reach.in_words()));
        }
        match &material.licence {
            Licence::NotKnown => {
                why.push("nobody has said yet on what terms it may be used".to_owned())
            }
            Licence::RightsKept => {
                why.push(
                    "all rights are kept by somebody else; name where it is found instead"
                        .to_owned(),
                );
            }
            _ => {}
        }
        why.extend(held.consent_lacks(reach, on));
        let originals = self.originals(held);
        let last = originals.last().copied().unwrap_or(held);
        if last.material.adapts.is_some() {
            why.push("the original it adapts was taken out of the register".to_owned());
        }
        for original in originals {
            let (title, terms) = (&original.material.title, &original.material.licence);
            if !terms.lets_adapt() {
                let terms = terms.in_words();
                why.push(format!("what it adapts, “{title}”, may not be adapted: {terms}"));
            }
            let lacks = original.consent_lacks(reach, on);
            why.extend(lacks.map(|says| format!("of what it adapts, “{title}”: {says}")));
        }
        why
    }

    /// What a material adapts, and what that adapts, the nearest first.
    fn originals(&self, held: &Held) -> Vec<&Held> {
        let mut found: Vec<&Held> = Vec::new();
        let mut next = held.material.adapts.as_deref();
        while let Some(original) = next.and_then(|id| self.get(id)) {
            if original.id == held.id || found.iter().any(|one| one.id == original.id) {
                break;
            }
            found.push(original);
            next = original.material.adapts.as_deref();
        }
        found
    }

    /// What may go to anybody on a day.
    #[must_use]
    pub fn for_anybody(&self, on: Date) -> Vec<&Held> {
        let may = |held: &&Held| self.why_not(held, Reach::Anybody, on).is_empty();
        self.held.iter().filter(may).collect()
    }

    /// How it is named when it is used: title, source, licence, and the original with its own source.
    #[must_use]
    pub fn attribution(&self, held: &Held) -> String {
        let one = |held: &Held| {
            let material = &held.material;
            format!("“{}”, {}, {}", material.title, material.source, material.licence.in_words())
        };
        let originals = self.originals(held).into_iter();
        originals
            .fold(one(held), |said, original| format!("{said}; adapted from {}", one(original)))
    }
}

impl Held {
    /// Why consent does not reach so far on a day; nothing where none is needed, or it does.
    #[must_use]
    pub fn consent_lacks(&self, reach: Reach, on: Date) -> Option<String> {
        if !self.material.kind.needs_consent() {
            return None;
        }
        let Some(consent) = &self.consent else {
            return Some(
                "people can be seen or told of in it, and no consent is recorded".to_owned(),
            );
        };
        if let Some(day) = self.ended {
            return Some(format!(
                "somebody who is in it agrees no longer, since {}",
                day.in_words()
            ));
        }
        if let Some(until) = consent.until.filter(|until| *until < on) {
            return Some(format!("the consent held until {}", until.in_words()));
        }
        (consent.reach < reach)
            .then(|| format!("those who are in it agreed to {} only", consent.reach.in_words()))
    }
}

impl MaterialKind {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Lesson, Self::Tasks, Self::Slides, Self::Paper, Self::Video, Self::CaseStudy];

    /// In words: "case study".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Lesson => "lesson plan",
            Self::Tasks => "tasks",
            Self::Slides => "slides or drawings",
            Self::Paper => "paper",
            Self::Video => "video",
            Self::CaseStudy => "case study",
        }
    }

    /// The one of these words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.in_words() == text)
    }

    /// Whether people can be seen or told of in it.
    #[must_use]
    pub fn needs_consent(self) -> bool {
        matches!(self, Self::Video | Self::CaseStudy)
    }
}

impl Reach {
    /// Every one, the nearest first.
    pub const ALL: [Self; 3] = [Self::Group, Self::Hub, Self::Anybody];

    /// In words: "the schools of this hub".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Group => "the group that made it",
            Self::Hub => "the schools of this hub",
            Self::Anybody => "anybody",
        }
    }

    /// The one of these words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.in_words() == text)
    }
}

impl Licence {
    /// Every one; leave names nobody yet.
    #[must_use]
    pub fn all() -> [Self; 9] {
        [
            Self::NotKnown,
            Self::By,
            Self::BySa,
            Self::ByNc,
            Self::ByNcSa,
            Self::ByNd,
            Self::OpenGovernment,
            Self::Leave { from: String::new() },
            Self::RightsKept,
        ]
    }

    /// Its name in a form.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Self::By => "by",
            Self::BySa => "by-sa",
            Self::ByNc => "by-nc",
            Self::ByNcSa => "by-nc-sa",
            Self::ByNd => "by-nd",
            Self::OpenGovernment => "open-government",
            Self::Leave { .. } => "leave",
            Self::RightsKept => "rights-kept",
            Self::NotKnown => "not-known",
        }
    }

    /// The one of a name in a form, with who gave leave.
    #[must_use]
    pub fn read(slug: &str, from: &str) -> Option<Self> {
        let found = Self::all().into_iter().find(|one| one.slug() == slug)?;
        Some(match found {
            Self::Leave { .. } => Self::Leave { from: from.trim().to_owned() },
            other => other,
        })
    }

    /// In words that say what it is: "CC BY-SA: name the maker, and share alike".
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::By => "CC BY: name the maker".to_owned(),
            Self::BySa => "CC BY-SA: name the maker, share alike".to_owned(),
            Self::ByNc => "CC BY-NC: name the maker, not for selling".to_owned(),
            Self::ByNcSa => "CC BY-NC-SA: name the maker, not for selling, share alike".to_owned(),
            Self::ByNd => "CC BY-ND: name the maker, unchanged".to_owned(),
            Self::OpenGovernment => "Open Government Licence: name the source".to_owned(),
            Self::Leave { from } if from.is_empty() => {
                "leave in writing, changes included".to_owned()
            }
            Self::Leave { from } => format!("with the leave of {from}, changes included"),
            Self::RightsKept => "all rights kept".to_owned(),
            Self::NotKnown => "terms not known yet".to_owned(),
        }
    }

    fn lets_adapt(&self) -> bool {
        !matches!(self, Self::ByNd | Self::RightsKept | Self::NotKnown)
    }

    fn asks_for_the_same(&self) -> bool {
        matches!(self, Self::BySa | Self::ByNcSa)
    }
}

impl fmt::Display for RefusedMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RefusedMaterial {}
