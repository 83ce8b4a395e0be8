//! The tree diagram: branches from a point sum to 1; every outcome is at one end, once.

use maths::Number;

use crate::canvas::{Canvas, LABEL, Line};
use crate::field::{BuildError, Field, Fields, Reader, items, label_in, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{midway, n, write_on_plate};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, lines, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Two stages of branches with their probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeDiagram {
    first: Vec<Branch>,
    second: Vec<Vec<Branch>>, // One set for each branch of the first stage; none for a tree of one stage.
    has_outcomes: bool,
}

/// A branch read back: the ends of its line, and its outcome with its probability.
type BranchBack = ([(f64, f64); 2], Field);

/// A branch: its outcome and its probability, either of which may be a blank.
#[derive(Debug, Clone, PartialEq)]
struct Branch {
    outcome: String,
    probability: String,
}

const START: Point = (px(20), 0);
const STAGE: Hundredths = px(108);
const SMALL: Hundredths = px(17); // What stands at the ends.
const EDGE: Hundredths = px(20);

impl TreeDiagram {
    pub(crate) const SPEC: KindSpec = kind! {
        "tree-diagram": "Branches with probabilities in one or two stages.";
        "first" ("needed") "a list of 2 or 3 branches, each `[outcome, probability]`; the probabilities sum to 1; `\"?\"` is a blank box";
        "second" ("none") "a list of 2 or 3 branches that follow every first one, or a list of such lists, one for each first branch";
        "outcomes" ("false") "whether the outcome and its probability stand at each end; a product of blanks is a blank";
        example r#"first = [["red", "3/5"], ["blue", "2/5"]], second = [["red", "3/5"], ["blue", "2/5"]]"#;
        example r#"first = [["win", "0.6"], ["lose", "0.4"]], second = [[["win", "0.7"], ["lose", "0.3"]], [["win", "0.2"], ["lose", "?"]]], outcomes = true"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let expected = "a list of 2 or 3 branches, each [outcome, probability], that sum to 1";
        let first = fields
            .get("first")
            .and_then(branches)
            .ok_or_else(|| fields.wrong("first", expected))?;
        let second = match fields.get("second") {
            None => Vec::new(),
            Some(written) => match branches(written) {
                Some(same) => vec![same; first.len()],
                None => {
                    let each: Option<Vec<Vec<Branch>>> =
                        items(written).iter().map(branches).collect();
                    each.filter(|each| each.len() == first.len()).ok_or_else(|| {
                        fields.wrong("second", format!("{expected}, or {} such lists", first.len()))
                    })?
                }
            },
        };
        let tree = Self { first, second, has_outcomes: fields.flag("outcomes", false)? };
        match tree.canvas().width() <= px(576) {
            true => Ok(tree),
            false => Err(fields.wrong("first", "shorter outcomes, so that the tree fits")),
        }
    }

    // How many ends there are, and the pitch between them.
    fn n_ends(&self) -> i64 {
        if self.second.is_empty() {
            n(self.first.len())
        } else {
            n(self.second.iter().map(Vec::len).sum())
        }
    }

    fn pitch(&self) -> Hundredths {
        let all = self.first.iter().chain(self.second.iter().flatten());
        let tall =
            all.map(|branch| Label::read(&branch.probability).height(LABEL)).max().unwrap_or(LABEL);
        if self.second.is_empty() { px(96) } else { (tall + px(36)).max(px(64)) }
    }

    // How long the lines of a stage are: longer where labels are.
    fn reach(branches: &[Branch]) -> Hundredths {
        let widest = branches
            .iter()
            .map(|branch| Label::read(&branch.outcome).width(LABEL))
            .max()
            .unwrap_or(0);
        widest + px(20)
    }

    fn gaps(&self) -> (Hundredths, Hundredths) {
        let second: Vec<Branch> = self.second.iter().flatten().cloned().collect();
        (Self::reach(&self.first), Self::reach(&second))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (pitch, (gap, last_gap)) = (self.pitch(), self.gaps());
        let tall = self.n_ends() * pitch + 2 * EDGE;
        let n_stages = if self.second.is_empty() { 1 } else { 2 };
        let ends = START.0 + n_stages * STAGE + gap + if n_stages == 2 { last_gap } else { 0 };
        let outcomes = self.outcomes();
        let widest = |pick: fn(&(String, String)) -> &String| {
            outcomes.iter().map(|one| Label::read(pick(one)).width(SMALL)).max().unwrap_or(0)
        };
        let (named, worth) = (widest(|one| &one.0), widest(|one| &one.1));
        let right = if self.has_outcomes { named + px(16) + worth + px(8) } else { 0 };
        let mut canvas = Canvas::new(ends + right, tall);
        let start = (START.0, tall / 2);
        let mut end = 0_i64;
        for (i, branch) in self.first.iter().enumerate() {
            let after = self.second.get(i).map_or(1, |second| n(second.len()));
            let y = EDGE + (2 * end + after) * pitch / 2;
            let tip = (START.0 + STAGE, y);
            draw_branch(
                &mut canvas,
                ["d-first", "d-first-outcome", "d-first-probability"],
                branch,
                start,
                tip,
            );
            for (k, branch) in self.second.get(i).into_iter().flatten().enumerate() {
                let from = (tip.0 + gap, y);
                let to = (from.0 + STAGE, EDGE + (2 * (end + n(k)) + 1) * pitch / 2);
                draw_branch(
                    &mut canvas,
                    ["d-second", "d-second-outcome", "d-second-probability"],
                    branch,
                    from,
                    to,
                );
            }
            end += after;
        }
        if self.has_outcomes {
            for (i, (outcome, probability)) in outcomes.iter().enumerate() {
                let y = EDGE + (2 * n(i) + 1) * pitch / 2;
                Label::read(outcome).draw_from(&mut canvas, "d-end", (ends, y), SMALL);
                Label::read(probability).draw_from(
                    &mut canvas,
                    "d-product",
                    (ends + named + px(16), y),
                    SMALL,
                );
            }
        }
        canvas
    }

    // Each end: its outcomes in order, and the product of its probabilities.
    fn outcomes(&self) -> Vec<(String, String)> {
        let mut ends = Vec::new();
        for (i, branch) in self.first.iter().enumerate() {
            match self.second.get(i) {
                None => ends.push((branch.outcome.clone(), branch.probability.clone())),
                Some(second) => ends.extend(second.iter().map(|next| {
                    let product = number_in(&branch.probability.as_str().into())
                        .zip(number_in(&next.probability.as_str().into()))
                        .map(|(a, b)| &a * &b);
                    let is_decimal =
                        branch.probability.contains('.') || next.probability.contains('.');
                    let written = product.map_or("?".to_owned(), |product| match is_decimal {
                        true => product.to_decimal().unwrap_or_else(|| product.to_mixed()),
                        false => product.to_mixed(),
                    });
                    (format!("{}, {}", branch.outcome, next.outcome), written)
                })),
            }
        }
        ends
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let branches = |line: &str| -> Result<Vec<BranchBack>, ReadBackError> {
            let branches = lines(svg, line)?;
            let (outcomes, odds) = (
                spots(svg, &format!("{line}-outcome"))?,
                spots(svg, &format!("{line}-probability"))?,
            );
            if branches.len() != outcomes.len() || branches.len() != odds.len() {
                return unlike("a branch has no outcome or no probability");
            }
            let mut read = Vec::new();
            for ((branch, outcome), odds) in branches.into_iter().zip(outcomes).zip(odds) {
                let middle = ((branch[0].0 + branch[1].0) / 2.0, (branch[0].1 + branch[1].1) / 2.0);
                let is_beside = libm::fabs(odds.x - middle.0) < 4.0
                    && libm::fabs(odds.y - middle.1) < 72.0
                    && (outcome.y - branch[1].1).abs() < 12.0;
                if !is_beside {
                    return unlike("a label does not stand at its branch");
                }
                read.push((branch, list([outcome.text.as_str(), odds.text.as_str()])));
            }
            Ok(read)
        };
        let (first, second) = (branches("d-first")?, branches("d-second")?);
        let mut read = fields([
            ("first", list(first.iter().map(|(_, branch)| branch.clone()))),
            ("outcomes", (!spots(svg, "d-end")?.is_empty()).into()),
        ]);
        if !second.is_empty() {
            let after = |tip: (f64, f64)| {
                let follows =
                    second.iter().filter(move |(line, _)| (line[0].1 - tip.1).abs() < 0.1);
                list(follows.map(|(_, branch)| branch.clone()))
            };
            read.insert("second".to_owned(), list(first.iter().map(|(line, _)| after(line[1]))));
        }
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        format!(
            "A tree diagram with {}",
            words::count(if self.second.is_empty() { 1 } else { 2 }, "stage")
        )
    }

    pub(crate) fn description(&self) -> String {
        let said = |branches: &[Branch]| {
            let each: Vec<String> = branches
                .iter()
                .map(|branch| {
                    format!(
                        "{} with probability {}",
                        branch.outcome,
                        words::shown(&branch.probability)
                    )
                })
                .collect();
            words::list(&each)
        };
        let mut all = vec![format!("{}. First: {}.", self.title(), said(&self.first))];
        for (branch, second) in self.first.iter().zip(&self.second) {
            all.push(format!("After {}: {}.", branch.outcome, said(second)));
        }
        if self.has_outcomes {
            for (outcome, probability) in self.outcomes() {
                all.push(format!("{}: {}.", words::sentence(&outcome), words::shown(&probability)));
            }
        }
        all.join(" ")
    }
}

fn draw_branch(
    canvas: &mut Canvas,
    [line, outcome, odds]: [&str; 3],
    branch: &Branch,
    from: Point,
    to: Point,
) {
    canvas.line(line, from, to, Line::Ink);
    // Above a branch that goes up, below one that goes down, on a level one.
    let (middle, label) = (midway(from, to), Label::read(&branch.probability));
    let rise = to.1 - from.1;
    let away = label.height(LABEL) / 2 + px(6) + label.width(LABEL) * rise.abs() / (2 * STAGE);
    let y = middle.1 + away * rise.signum();
    write_on_plate(canvas, odds, &branch.probability, (middle.0, y));
    Label::read(&branch.outcome).draw_from(canvas, outcome, (to.0 + px(8), to.1), LABEL);
}

// Branches that sum to 1 as far as they are known.
fn branches(written: &Field) -> Option<Vec<Branch>> {
    let branch = |item: &Field| match items(item) {
        [outcome, probability] => {
            let (outcome, probability) = (label_in(outcome)?, label_in(probability)?);
            let is_legal = probability == "?"
                || number_in(&probability.as_str().into())
                    .is_some_and(|p| p >= Number::ZERO && p <= Number::ONE);
            let is_short = !outcome.is_empty()
                && Label::read(&outcome).width(LABEL) <= px(56)
                && Label::read(&probability).width(LABEL) <= px(72);
            (is_legal && is_short).then_some(Branch { outcome, probability })
        }
        _ => None,
    };
    let branches: Vec<Branch> =
        items(written).iter().map(branch).collect::<Option<Vec<Branch>>>()?;
    let known: Option<Vec<Number>> =
        branches.iter().map(|branch| number_in(&branch.probability.as_str().into())).collect();
    let is_whole =
        known.is_none_or(|known| known.iter().fold(Number::ZERO, |sum, p| &sum + p) == Number::ONE);
    ((2..=3).contains(&branches.len()) && is_whole).then_some(branches)
}
