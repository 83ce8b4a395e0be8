//! A plan as one line: `separation:parts:3,fusion:4`, and back.
//!
//! A phase is `kind:focus@chart:length:relation`; the focus is left out for fusion and mixed practice, the chart and
//! the relation where there is none.

use std::fmt;
use std::str::FromStr;

use crate::nearest::{did_you_mean, known};
use crate::plan::{Phase, PhaseKind, Relation, SequencePlan};

/// Why a line is not a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{piece}` is not a phase of a plan: {expected}{}", hint(help))]
pub struct PlanError {
    piece: String,
    expected: String,
    help: String,
}

fn hint(help: &str) -> String {
    if help.is_empty() { String::new() } else { format!("; {help}") }
}

impl Relation {
    /// Every relation a plan may declare.
    pub const ALL: [Self; 5] = [Self::Same, Self::Doubles, Self::Halves, Self::Rises, Self::Falls];

    /// The relation as it is written in plans: `halves`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Doubles => "doubles",
            Self::Halves => "halves",
            Self::Rises => "rises",
            Self::Falls => "falls",
        }
    }

    /// What each answer does, in words: "halves", "stays the same".
    pub fn told(self) -> &'static str {
        if self == Self::Same { "stays the same" } else { self.slug() }
    }
}

impl Phase {
    /// A phase without a chart or a declared relation.
    pub fn new(kind: PhaseKind, focus: Option<&str>, length: usize) -> Self {
        Self { kind, focus: focus.map(str::to_owned), length, ..Self::default() }
    }
}

impl SequencePlan {
    /// A plan of one phase.
    pub fn one(phase: Phase) -> Self {
        Self { phases: vec![phase] }
    }

    /// How many tasks the plan asks for.
    pub fn n_tasks(&self) -> usize {
        self.phases.iter().map(|phase| phase.length).sum()
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.slug())?;
        if let Some(focus) = &self.focus {
            write!(f, ":{focus}")?;
        }
        if let Some(chart) = &self.chart {
            write!(f, "@{chart}")?;
        }
        write!(f, ":{}", self.length)?;
        match self.relation {
            Some(relation) => write!(f, ":{}", relation.slug()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for SequencePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, phase) in self.phases.iter().enumerate() {
            write!(f, "{}{phase}", if idx > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl FromStr for SequencePlan {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let phases = text.split(',').map(|piece| piece.trim().parse()).collect::<Result<_, _>>()?;
        Ok(Self { phases })
    }
}

impl FromStr for Phase {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let error =
            |expected: String, help: String| PlanError { piece: text.to_owned(), expected, help };
        let mut words = text.split(':');
        let named = words.next().unwrap_or_default();
        let kinds = || PhaseKind::ALL.iter().map(|kind| kind.slug());
        let kind = PhaseKind::ALL
            .into_iter()
            .find(|kind| kind.slug() == named)
            .ok_or_else(|| error(known(kinds()), did_you_mean(named, kinds())))?;
        let mut phase = Self { kind, ..Self::default() };
        let mut word = words.next().unwrap_or_default();
        if !word.bytes().all(|c| c.is_ascii_digit()) || word.is_empty() {
            let (focus, chart) = match word.split_once('@') {
                Some((focus, chart)) => (focus, Some(chart.to_owned())),
                None => (word, None),
            };
            phase.focus = Some(focus.to_owned()).filter(|focus| !focus.is_empty());
            phase.chart = chart;
            word = words.next().unwrap_or_default();
        }
        let length = "write it as `separation:parts:3`, with a length from 1 to 200";
        phase.length = word
            .parse()
            .ok()
            .filter(|length| (1..=200).contains(length))
            .ok_or_else(|| error(length.to_owned(), String::new()))?;
        if let Some(word) = words.next() {
            let names = || Relation::ALL.iter().map(|relation| relation.slug());
            let found = Relation::ALL.into_iter().find(|relation| relation.slug() == word);
            phase.relation =
                Some(found.ok_or_else(|| error(known(names()), did_you_mean(word, names())))?);
        }
        match words.next() {
            Some(_) => Err(error(length.to_owned(), String::new())),
            None => Ok(phase),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_reads_back_and_a_wrong_one_says_what_is_wrong() {
        for line in [
            "separation:parts:3",
            "separation:parts:3,fusion:4",
            "separation:parts@by-part:3:halves,generalisation:parts:4,mixed:8",
        ] {
            assert_eq!(line.parse::<SequencePlan>().unwrap().to_string(), line);
        }
        for (line, part) in [
            ("seperation:parts:3", "did you mean `separation`?"),
            ("separation:parts", "write it as `separation:parts:3`"),
            ("separation:parts:0", "length from 1 to 200"),
            ("separation:parts:3:halve", "did you mean `halves`?"),
            ("mixed:3:same:4", "write it as"),
            ("", "`` is not a phase"),
        ] {
            let told = line.parse::<SequencePlan>().unwrap_err().to_string();
            assert!(told.contains(part), "{line}: {told}");
        }
    }
}
