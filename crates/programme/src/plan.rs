//! Plans of action: written in versions, agreed when school and hub have signed the same one, looked at again on a day.
//!
//! A version is named by the fact that wrote it, so a signature says which words it stands under; nothing that was
//! signed is ever changed. Start at [`Plan`].

mod draft;
mod text;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Date;

pub use draft::{Draft, DraftFrom, DraftLine, QuestionAim, draft};
pub use text::{Aim, BigIdea, PlanText, RefusedPlan};

/// A day after which a plan that one side has signed is asked after.
// Our choice: two weeks, so that a governors' or staff meeting can lie between.
const SIGNED_WITHIN_DAYS: i64 = 14;

/// Who agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The school: its headteacher, or who leads mathematics there.
    School,
    /// The hub: its lead, or the specialist.
    Hub,
}

/// One side's word for one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// For which side.
    pub party: Party,
    /// Who.
    pub name: String,
    /// What they are there, such as headteacher.
    pub role: String,
    /// The day.
    pub on: Date,
}

/// How far an aim has come, as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// Nobody has begun.
    NotBegun,
    /// It is under way.
    UnderWay,
    /// It is done.
    Done,
}

/// What was seen of one aim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How far it has come.
    pub progress: Progress,
    /// What shows it; empty where nothing was to hand.
    #[serde(default)]
    pub evidence: String,
}

/// A look back at a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The version it is of.
    pub version: String,
    /// The day.
    pub on: Date,
    /// Who wrote it down.
    pub by: String,
    /// What was seen of each aim, in the order of the version.
    pub seen: Vec<Seen>,
    /// What is kept and changed, in words.
    pub said: String,
    /// The day of the next; nothing where the plan is finished.
    pub next: Option<Date>,
}

/// One thing done to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum PlanStep {
    /// A version was written.
    Written {
        /// What it says.
        text: PlanText,
        /// Who wrote it.
        by: String,
        /// The day.
        on: Date,
    },
    /// The school was given a link to sign with; the one before is over.
    Asked {
        /// The day.
        on: Date,
    },
    /// A version was signed.
    Signed {
        /// The version.
        version: String,
        /// By whom.
        signature: Signature,
    },
    /// The plan was looked at again.
    Reviewed {
        /// What was seen.
        review: Review,
    },
    /// The school said whether its aims may be shown to the schools it works with.
    Sharing {
        /// What it said.
        sharing: Sharing,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// Whether a school's aims may be shown to the schools it works with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// Whether they may.
    pub may: bool,
    /// Who of the school said so.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// A version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The fact that wrote it.
    pub id: String,
    /// What it says.
    pub text: PlanText,
    /// Who wrote it.
    pub by: String,
    /// The day.
    pub on: Date,
    /// Who signed it, at most one for each side.
    pub signatures: Vec<Signature>,
}

/// A school's plan in a programme and year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Its versions, the latest last.
    pub versions: Vec<Version>,
    /// The fact that asked the school to sign, and its day; the last one.
    pub asked: Option<(String, Date)>,
    /// The looks back at it, by day, each with the fact that says so.
    pub reviews: Vec<(String, Review)>,
    /// What the school said last about showing its aims; nothing while it has not been asked, and then they are not.
    pub sharing: Option<Sharing>,
}

/// Why a signature is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedSignature {
    /// There is no such version.
    NoVersion,
    /// Another version was written since.
    Older {
        /// The number of the one that was read.
        read: usize,
        /// The number of the latest.
        latest: usize,
        /// Who wrote the latest.
        by: String,
        /// When.
        on: Date,
    },
    /// That side has signed it.
    Signed(Signature),
    /// Nobody is named.
    Nobody,
}

impl Version {
    /// Who signed it for a side.
    #[must_use]
    pub fn signed_by(&self, party: Party) -> Option<&Signature> {
        self.signatures.iter().find(|one| one.party == party)
    }

    /// Whether both sides signed it.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        [Party::School, Party::Hub].iter().all(|party| self.signed_by(*party).is_some())
    }
}

impl Plan {
    /// Takes a step in; a signature of a version that is not known was taken back with it, and counts for nothing.
    pub(crate) fn take(&mut self, id: &str, step: &PlanStep) {
        match step {
            PlanStep::Written { text, by, on } => self.versions.push(Version {
                id: id.to_owned(),
                text: text.clone(),
                by: by.clone(),
                on: *on,
                signatures: Vec::new(),
            }),
            PlanStep::Asked { on } => self.asked = Some((id.to_owned(), *on)),
            PlanStep::Signed { version, signature } => {
                let held = self.versions.iter_mut().find(|held| held.id == *version);
                if let Some(held) = held
                    && held.signed_by(signature.party).is_none()
                {
                    held.signatures.push(signature.clone());
                }
            }
            PlanStep::Reviewed { review } => {
                self.reviews.push((id.to_owned(), review.clone()));
                self.reviews.sort_by_key(|(_, review)| review.on);
            }
            PlanStep::Sharing { sharing } => self.sharing = Some(sharing.clone()),
            PlanStep::Later => {}
        }
    }

    /// The version written last.
    #[must_use]
    pub fn latest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The latest version that both sides signed: what holds.
    #[must_use]
    pub fn agreed(&self) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.is_agreed())
    }

    /// The number of a version, from 1.
    #[must_use]
    pub fn number(&self, version: &str) -> Option<usize> {
        self.versions.iter().position(|held| held.id == version).map(|at| at + 1)
    }

    /// The signature as it may be written down: of the latest version, once for each side, with a name.
    ///
    /// # Errors
    ///
    /// [`RefusedSignature`] for another version, a side that has signed, or no name.
    pub fn sign(&self, version: &str, signature: Signature) -> Result<Signature, RefusedSignature> {
        let (Some(read), Some(latest)) = (self.number(version), self.latest()) else {
            return Err(RefusedSignature::NoVersion);
        };
        if latest.id != version {
            let (by, on) = (latest.by.clone(), latest.on);
            return Err(RefusedSignature::Older { read, latest: self.versions.len(), by, on });
        }
        if let Some(held) = latest.signed_by(signature.party) {
            return Err(RefusedSignature::Signed(held.clone()));
        }
        let name = signature.name.trim().to_owned();
        if name.is_empty() {
            return Err(RefusedSignature::Nobody);
        }
        Ok(Signature { name, ..signature })
    }

    /// The day on which it is looked at next: what the last review says, or the version that holds; nothing where
    /// it is finished.
    #[must_use]
    pub fn review_due(&self) -> Option<Date> {
        let held = self.agreed().or_else(|| self.latest())?;
        match self.reviews.last() {
            Some((_, review)) if review.on >= held.on => review.next,
            _ => Some(held.text.review_on),
        }
    }

    /// What waits for a signature on a day: the latest version, and the side that has not signed it for two weeks.
    #[must_use]
    pub fn unsigned(&self, on: Date) -> Option<(&Version, Party)> {
        let latest = self.latest()?;
        let waits = on.days_since(latest.on) >= SIGNED_WITHIN_DAYS;
        let party = [Party::Hub, Party::School]
            .into_iter()
            .find(|party| latest.signed_by(*party).is_none())
            .filter(|_| waits)?;
        Some((latest, party))
    }
}

impl Party {
    /// The side in words: "the school", "the hub".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::School => "the school",
            Self::Hub => "the hub",
        }
    }
}

impl Progress {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::NotBegun, Self::UnderWay, Self::Done];

    /// In words: "not begun".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NotBegun => "not begun",
            Self::UnderWay => "under way",
            Self::Done => "done",
        }
    }

    /// The one of these words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.in_words() == text)
    }
}

impl fmt::Display for RefusedSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVersion => f.write_str("there is no such version of this plan"),
            Self::Older { read, latest, by, on } => write!(
                f,
                "you read version {read}, and {by} wrote version {latest} on {}; read that one, then sign it, so that both sides sign the same words",
                on.in_words()
            ),
            Self::Signed(held) => write!(
                f,
                "{} signed this version for {} on {}",
                held.name,
                held.party.in_words(),
                held.on.in_words()
            ),
            Self::Nobody => f.write_str("nobody is named; write the name of who signs"),
        }
    }
}

impl std::error::Error for RefusedSignature {}
