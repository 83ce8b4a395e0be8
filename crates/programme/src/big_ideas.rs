//! The five big ideas, one page each, and what is read about them: data of ours, read from two files of text.
//!
//! A reference says on what day it was confirmed; one that was not is told as not confirmed. Start at [`Reading::read`].

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::BigIdea;

/// The pages and the references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// A page for each idea, in the order of the file.
    pub ideas: Vec<IdeaPage>,
    /// What is read, in the order of the file.
    pub references: Vec<Reference>,
}

/// One idea on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaPage {
    /// The idea.
    pub idea: BigIdea,
    /// What it means, in a sentence.
    pub means: String,
    /// Why it matters.
    pub why: String,
    /// What is seen in a lesson where it is at work.
    pub see: Vec<String>,
    /// What is heard there.
    pub hear: Vec<String>,
    /// What it is not.
    pub not: String,
    /// Something to try tomorrow.
    pub attempt: String,
    /// Where it is found in Tenframe.
    pub here: String,
    /// What to read, by id.
    pub read: Vec<String>,
}

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What it is named by.
    pub id: String,
    /// Who wrote it.
    pub people: String,
    /// The year, where it has one.
    pub year: Option<u16>,
    /// The title.
    pub title: String,
    /// Where it was published.
    #[serde(rename = "where")]
    pub published: String,
    /// What it says, in a sentence of ours.
    pub says: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// The day on which title, people, year and place were confirmed; nothing where they were not.
    pub confirmed: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ideas {
    idea: Vec<WrittenIdea>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenIdea {
    name: String,
    means: String,
    why: String,
    see: Vec<String>,
    hear: Vec<String>,
    not: String,
    r#try: String,
    here: String,
    read: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct References {
    reference: Vec<Reference>,
}

impl Reading {
    /// Reads the two files.
    ///
    /// # Errors
    ///
    /// In words, with every idea that is missing or stands twice and every reference that is not there.
    pub fn read(ideas: &str, references: &str) -> Result<Self, Vec<String>> {
        let parsed: Result<Ideas, _> = toml::from_str(ideas);
        let ideas = parsed.map_err(|error| vec![format!("the ideas: {error}")])?.idea;
        let parsed: Result<References, _> = toml::from_str(references);
        let references = parsed.map_err(|error| vec![format!("the references: {error}")])?;
        let references = references.reference;
        let mut problems = Vec::new();
        let mut ids = BTreeSet::new();
        for one in &references {
            if !ids.insert(one.id.as_str()) {
                problems.push(format!("the reference `{}` stands twice", one.id));
            }
            let is_empty = one.tags.is_empty() || one.title.is_empty() || one.says.is_empty();
            if is_empty {
                problems
                    .push(format!("the reference `{}` lacks a title, a sentence or a tag", one.id));
            }
        }
        let mut pages: Vec<IdeaPage> = Vec::new();
        for one in ideas {
            let Some(idea) = BigIdea::read(&one.name) else {
                let known = BigIdea::ALL.map(BigIdea::in_words).join(", ");
                problems.push(format!("`{}` is none of the five big ideas: {known}", one.name));
                continue;
            };
            for id in one.read.iter().filter(|id| !ids.contains(id.as_str())) {
                problems
                    .push(format!("{} names the reference `{id}`, which is not there", one.name));
            }
            if pages.iter().any(|page| page.idea == idea) {
                problems.push(format!("{} stands twice", one.name));
            }
            let WrittenIdea { means, why, see, hear, not, r#try, here, read, .. } = one;
            pages.push(IdeaPage { idea, means, why, see, hear, not, attempt: r#try, here, read });
        }
        for idea in BigIdea::ALL {
            if pages.iter().all(|page| page.idea != idea) {
                problems.push(format!("{} has no page", idea.in_words()));
            }
        }
        if problems.is_empty() { Ok(Self { ideas: pages, references }) } else { Err(problems) }
    }

    /// A reference.
    #[must_use]
    pub fn reference(&self, id: &str) -> Option<&Reference> {
        self.references.iter().find(|one| one.id == id)
    }

    /// Every tag, in alphabetical order.
    #[must_use]
    pub fn tags(&self) -> BTreeSet<&str> {
        self.references.iter().flat_map(|one| &one.tags).map(String::as_str).collect()
    }
}

impl BigIdea {
    /// Its name in an address: "representation-and-structure".
    #[must_use]
    pub fn slug(self) -> String {
        self.in_words().replace(' ', "-")
    }
}
