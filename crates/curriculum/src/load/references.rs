//! What one file says of another, checked when everything has been read: steps, key points, misconceptions, order.

use std::ops::Range;

use super::Loading;
use super::file::File;
use crate::nearest::{did_you_mean, known};
use crate::problem::ContentProblem;

/// A name written in one file for something written in another.
pub(super) struct Reference {
    problem: ContentProblem,
    target: Target,
}

enum Target {
    Step(String),
    EarlierStep { step: String, earlier: String },
    KeyPoint { step: String, id: String },
    Misconception(String),
}

impl Loading {
    /// Notes a step named in a file, and gives its slug back.
    pub(super) fn step_at(&mut self, file: &File<'_>, slug: String, at: Range<usize>) -> String {
        self.refer(
            file,
            at,
            format!("there is no small step `{slug}`"),
            Target::Step(slug.clone()),
        );
        slug
    }

    /// Notes a step that must come before the one a file belongs to.
    pub(super) fn earlier_step_at(
        &mut self,
        file: &File<'_>,
        step: String,
        earlier: String,
        at: Range<usize>,
    ) {
        self.refer(
            file,
            at,
            format!("`{earlier}` is not a small step that comes before `{step}`"),
            Target::EarlierStep { step, earlier },
        );
    }

    pub(super) fn key_point_at(
        &mut self,
        file: &File<'_>,
        step: String,
        id: String,
        at: Range<usize>,
    ) {
        self.refer(
            file,
            at,
            format!("`{id}` is not a key point of the step `{step}`"),
            Target::KeyPoint { step, id },
        );
    }

    pub(super) fn misconception_at(&mut self, file: &File<'_>, id: String, at: Range<usize>) {
        self.refer(
            file,
            at,
            format!("there is no misconception `{id}` in any family"),
            Target::Misconception(id),
        );
    }

    fn refer(&mut self, file: &File<'_>, at: Range<usize>, message: String, target: Target) {
        let problem = ContentProblem::at(file.path, file.text, at, message);
        self.references.push(Reference { problem, target });
    }

    pub(super) fn check_references(&mut self) {
        let content = &self.content;
        for Reference { problem, target } in self.references.drain(..) {
            // What is nearest is looked for only where a name is not known: there are thousands that are.
            let (help, note) = match &target {
                Target::Step(slug) => {
                    if content.step(slug).is_some() {
                        continue;
                    }
                    let slugs = content.steps.iter().map(|step| step.slug.as_str());
                    (did_you_mean(slug, slugs), String::new())
                }
                Target::EarlierStep { step, earlier } => {
                    let before = content.before(step);
                    // A family of an unknown step has been told so once already.
                    if content.step(step).is_none() || before.contains(earlier.as_str()) {
                        continue;
                    }
                    (did_you_mean(earlier, before.iter().copied()), known(before.iter().copied()))
                }
                Target::KeyPoint { step, id } => {
                    // A family of an unknown step has been told so once already.
                    let Some(step) = content.step(step) else { continue };
                    let ids = || step.key_points.iter().map(|point| point.id.as_str());
                    if ids().any(|known| known == id) {
                        continue;
                    }
                    (did_you_mean(id, ids()), known(ids()))
                }
                Target::Misconception(id) => {
                    if content.misconceptions.contains_key(id) {
                        continue;
                    }
                    let ids = content.misconceptions.keys().map(String::as_str);
                    (did_you_mean(id, ids), String::new())
                }
            };
            self.problems.push(problem.with_help(help).with_note(note));
        }
    }

    /// Reports prerequisites that go round in a circle or point to a later year.
    pub(super) fn check_graph(&mut self, files: &[&(String, String)]) {
        let mut found = Vec::new();
        for step in &self.content.steps {
            for before in step.prerequisites.iter().filter_map(|slug| self.content.step(slug)) {
                let circular = before.slug == step.slug
                    || self.content.before(&before.slug).contains(step.slug.as_str());
                if circular {
                    let message = format!(
                        "the steps `{}` and `{}` each come before the other",
                        step.slug, before.slug
                    );
                    found.push((step.slug.clone(), before.slug.clone(), message));
                } else if before.year > step.year {
                    let message = format!(
                        "`{}` is in Year {}, after this step's Year {}",
                        before.slug, before.year, step.year
                    );
                    found.push((step.slug.clone(), before.slug.clone(), message));
                }
            }
        }
        for (slug, before, message) in found {
            self.problems.extend(
                place_of(files, &slug, &before)
                    .map(|(path, text, at)| ContentProblem::at(path, text, at, message)),
            );
        }
    }
}

/// Where a step's file names a prerequisite: the first mention of it after the step's own slug.
fn place_of<'f>(
    files: &[&'f (String, String)],
    slug: &str,
    before: &str,
) -> Option<(&'f str, &'f str, Range<usize>)> {
    let quoted = format!("\"{slug}\"");
    let wanted = format!("\"{before}\"");
    files.iter().filter(|(path, _)| super::folder_of(path) == Some("small-steps")).find_map(
        |(path, text)| {
            let own = text.match_indices(&quoted).find(|(at, _)| {
                text[..*at]
                    .rsplit('\n')
                    .next()
                    .is_some_and(|line| line.trim_start().starts_with("slug"))
            })?;
            let list = own.0 + text[own.0..].find("prerequisites")?;
            let at = list + text[list..].find(&wanted)?;
            Some((path.as_str(), text.as_str(), at..at + wanted.len()))
        },
    )
}
