//! What an adult asks, listens for and puts out may be said once for a misconception and shared between families.
//!
//! A family that leaves it out takes it from the first family, in the order of slugs, whose words use only names that
//! are known here. Where none can be taken, the author is told which name stands in the way.

use super::file::File;
use super::{Loading, folder_slug};
use crate::family::{Placed, TaskFamily};
use crate::text::Template;

impl Loading {
    pub(super) fn share_words(&mut self, path: &str, text: &str) {
        let slug = folder_slug(path);
        let Some(family) = self.content.families.get(slug) else { return };
        let file = File::new(path, text);
        let mut taken: Vec<(usize, usize, Placed<Template>)> = Vec::new();
        for (at, misconception) in family.misconceptions.iter().enumerate() {
            for (place, (key, own)) in misconception.shared().into_iter().enumerate() {
                // Only a computed misconception is ever helped with; the others are for the teacher's eye.
                if own.is_some() || misconception.response.is_none() {
                    continue;
                }
                let said = self.said(&misconception.id, place);
                let Some(first) = said.first() else { continue };
                match said.iter().find(|(_, words)| unknown_name(words, family).is_none()) {
                    Some((_, words)) => {
                        // A mistake in words from elsewhere is shown where they are used.
                        let at_home = misconception.at.clone();
                        let words = Placed { what: words.what.clone(), at: at_home, inner: None };
                        taken.push((at, place, words));
                    }
                    None => {
                        let name = unknown_name(first.1, family).unwrap_or_default();
                        let message = format!(
                            "the `{key}` of `{}` in the family `{}` speaks of `{name}`, which is not known here",
                            misconception.id, first.0
                        );
                        let help = format!("write `{key}` here too");
                        file.helpful(misconception.at.clone(), message, help, "");
                    }
                }
            }
        }
        self.problems.append(&mut file.problems.borrow_mut());
        if let Some(family) = self.content.families.get_mut(slug) {
            for (at, place, words) in taken {
                *family.misconceptions[at].shared_mut()[place] = Some(words);
            }
        }
    }

    /// What families say in one place of a misconception, each with its slug.
    fn said(&self, id: &str, place: usize) -> Vec<(&str, &Placed<Template>)> {
        let mut said = Vec::new();
        for family in self.content.families.values() {
            let words = family.misconception(id).and_then(|found| found.shared()[place].1.as_ref());
            said.extend(words.map(|words| (family.slug.as_str(), words)));
        }
        said
    }
}

/// The first name in the words that a family does not know.
fn unknown_name(words: &Placed<Template>, family: &TaskFamily) -> Option<String> {
    let known = family.names();
    words
        .what
        .expressions()
        .flat_map(|(_, expression)| expression.names())
        .find(|name| !known.contains(*name))
        .map(str::to_owned)
}
