//! What makes it last: what a school looks at again every year, each with dated evidence. Start at [`Signs::read`].

use serde::Deserialize;

use super::IdeaNote;
use crate::{Date, worded};

/// Days after which evidence is looked for again.
// Our choice: a year.
const YEAR_DAYS: i64 = 365;

/// Something that is to last.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its name in a fact.
    pub slug: String,
    /// What is so where it lasts.
    pub says: String,
    /// What could show it.
    pub look: String,
}

/// All of them, in the order in which they are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signs {
    /// Each of them.
    #[serde(rename = "sign")]
    pub all: Vec<Sign>,
}

/// How a sign stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignStands {
    /// Nothing is written of it.
    NotLookedAt,
    /// Something was seen within a year.
    Seen(Date),
    /// The last that was seen is more than a year old.
    LookAgain(Date),
}

impl Signs {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// In words, with every sign that stands twice or lacks its words.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let read: Self = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let all = read.all.iter().map(|one| (one.slug.as_str(), [&*one.says, &*one.look]));
        let problems = worded::problems("sign", all);
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }

    /// The sign of this name.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Sign> {
        self.all.iter().find(|one| one.slug == slug)
    }
}

impl SignStands {
    /// How a sign stands by what was written of it.
    #[must_use]
    pub fn of(seen: &[IdeaNote], today: Date) -> Self {
        match seen.iter().map(|one| one.on).max() {
            None => Self::NotLookedAt,
            Some(on) if today.days_since(on) > YEAR_DAYS => Self::LookAgain(on),
            Some(on) => Self::Seen(on),
        }
    }
}
