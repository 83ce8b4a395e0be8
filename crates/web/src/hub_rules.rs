//! The rules of the programmes and the journeys through them, as they are shipped.
//!
//! Start at [`rules`]; the files are `content/programmes/`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use programme::{Journey, Programmes, School};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../content/programmes/"]
struct Shipped;

/// The folder of the journeys among the programmes.
const JOURNEYS: &str = "journeys/";

/// What is shipped.
pub struct HubRules {
    /// The programmes with their dated rules.
    pub programmes: Programmes,
    /// The journeys of the phases.
    pub journeys: Vec<Journey>,
}

/// The rules; a file that is not sound is left out and logged. A test holds every shipped file sound.
pub fn rules() -> &'static HubRules {
    static RULES: LazyLock<HubRules> = LazyLock::new(load);
    &RULES
}

fn load() -> HubRules {
    let text = |path: &str| {
        let file = Shipped::get(path)?;
        Some((path.to_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    };
    let files: Vec<(String, String)> = Shipped::iter().filter_map(|path| text(&path)).collect();
    let (journeys, programmes): (Vec<_>, Vec<_>) = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .partition(|(path, _)| path.starts_with(JOURNEYS));
    let (programmes, mut problems) = Programmes::load(&programmes);
    let (journeys, more) = Journey::load(&journeys, &programmes);
    problems.extend(more);
    for problem in problems {
        tracing::error!(%problem, "a programme's rules were left out");
    }
    HubRules { programmes, journeys }
}

impl HubRules {
    /// The journey of a school, by its phase; the first where the register does not say one.
    pub fn journey(&self, school: &School) -> Option<&Journey> {
        self.journeys.iter().find(|journey| journey.is_for(school) == Some(true))
    }

    /// A programme's name as hubs say it in short, such as `Primary Development`.
    pub fn short(&self, programme: &str) -> String {
        for journey in &self.journeys {
            if let Some(stage) = journey.stages.iter().find(|stage| stage.programme == programme) {
                let mut phase = journey.slug.clone();
                if let Some(first) = phase.get_mut(0..1) {
                    first.make_ascii_uppercase();
                }
                return format!("{phase} {}", stage.word);
            }
        }
        let named = self.programmes.all().find(|known| known.slug == programme);
        named.map_or_else(|| programme.to_owned(), |known| known.name.clone())
    }

    /// The short names of the stages, with the programmes they mean.
    pub fn called(&self) -> BTreeMap<String, String> {
        self.stages().map(|slug| (self.short(slug), slug.to_owned())).collect()
    }

    /// The programmes that train specialists.
    pub fn trainings(&self) -> impl Iterator<Item = &str> {
        let trains =
            |known: &&programme::Programme| known.rules.iter().any(|rule| !rule.stages.is_empty());
        self.programmes.all().filter(trains).map(|known| &*known.slug)
    }

    /// The programmes of every journey, in the order of the stages.
    pub fn stages(&self) -> impl Iterator<Item = &str> {
        self.journeys.iter().flat_map(|journey| &journey.stages).map(|stage| &*stage.programme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_rule_is_sound_and_every_stage_has_a_short_name() {
        let n_files = Shipped::iter().count();
        assert_eq!(rules().programmes.all().count() + rules().journeys.len(), n_files);
        assert_eq!(rules().short("primary-development"), "Primary Development");
        assert_eq!(rules().short("no-such"), "no-such");
    }
}
