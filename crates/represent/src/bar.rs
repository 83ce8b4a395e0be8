//! The bar: one whole cut in parts, some shaded, with a brace over the whole.
//!
//! Equal parts are equal to a hundredth of a pixel; unequal parts are a deliberate non-example or a
//! part-whole model, and are visibly unequal. Start at [`Bar`].

use maths::Number;

use crate::brace::{BRACE, Points, brace};
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, px, share};
use crate::words;

/// A bar cut in parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub(crate) widths: Vec<Number>, // One for each part; only their ratios matter.
    pub(crate) is_equal: bool,
    pub(crate) n_shaded: usize,
    pub(crate) part_labels: Vec<String>, // Empty, or one for each part.
    pub(crate) whole_label: String,
    pub(crate) shaded_label: String,
    pub(crate) size: Number,
    pub(crate) unknown: BarUnknown,
}

/// Which part of a bar is a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarUnknown {
    /// Nothing is blank.
    Nothing,
    /// The label of the whole.
    Whole,
    /// The label of the first part; the other parts have none.
    Part,
    /// The label of the shaded parts together.
    Shaded,
}

pub(crate) const MAX_PARTS: i64 = 24;
const LENGTH: Hundredths = px(520);
const SIDE: Hundredths = px(20);
const THICKNESS: Hundredths = px(64);
// Our choice: the narrowest part in which a pupil can still see and count.
const NARROWEST: Hundredths = px(12);

impl Bar {
    pub(crate) const SPEC: KindSpec = kind! {
        "bar": "One whole cut in parts, some shaded, with a brace over the whole.";
        "whole" ("none") "what the whole is worth; the label over the brace unless `whole-label` says otherwise";
        "parts" ("1, or as many as `unequal` has") "how many parts, 1 to 24";
        "shaded" ("0") "how many parts are shaded, from the left";
        "part-label" ("none") "one label for every part, or a list with one for each part; `\"?\"` is a blank box";
        "whole-label" ("`whole`") "the label over the brace; `\"\"` for no brace";
        "shaded-label" ("none") "the label under a brace below the shaded parts";
        "unequal" ("none") "a list of widths, one for each part: a non-example, or unequal parts of a whole";
        "size" ("1") "how long the bar is beside the longest one shown with it, 1/20 to 1";
        "unknown" ("none") "`\"whole\"`, `\"part\"` or `\"shaded\"`: that label is a blank box";
        example r#"whole = 24, parts = 4, shaded = 1, unknown = "part""#;
        example r#"whole = 24, parts = 4, shaded = 3, part-label = 6, unknown = "shaded""#;
        example r#"parts = 5, shaded = 1, part-label = 7, unknown = "whole""#;
        example r#"whole = 1, parts = 8, shaded = 3, part-label = "1/8", shaded-label = "3/8""#;
        example r#"whole = 1, parts = 3, shaded = 1, unequal = [2, 1, 1]"#;
        example r#"whole = 13, unequal = [8, 5], part-label = [8, "?"]"#;
        example r#"whole = 12, parts = 3, size = "1/2", part-label = 4, shaded = 1"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let unequal = fields.numbers("unequal")?;
        let n_parts = match (&unequal, fields.whole("parts", 1, MAX_PARTS)?) {
            (_, Some(parts)) => parts,
            (Some(widths), None) => i64::try_from(widths.len()).unwrap_or(i64::MAX),
            (None, None) => 1,
        };
        let is_equal = unequal.is_none();
        let widths = match unequal {
            None => vec![Number::ONE; usize::try_from(n_parts).unwrap_or(1)],
            Some(widths) => checked_widths(fields, widths, n_parts)?,
        };
        let n_shaded =
            usize::try_from(fields.whole("shaded", 0, n_parts)?.unwrap_or(0)).unwrap_or(0);
        let size = fields.number("size")?.unwrap_or(Number::ONE);
        if size > Number::ONE || &size * &Number::from(20) < Number::ONE {
            return Err(fields.wrong(
                "size",
                "a number from 1/20 to 1: how long the bar is beside the longest one",
            ));
        }
        let unknown = fields.choice(
            "unknown",
            &[
                ("whole", BarUnknown::Whole),
                ("part", BarUnknown::Part),
                ("shaded", BarUnknown::Shaded),
            ],
            Some(BarUnknown::Nothing),
        )?;
        let whole = fields.label("whole")?;
        let whole_label = fields.label("whole-label")?.or(whole).unwrap_or_default();
        let shaded_label = fields.label("shaded-label")?.unwrap_or_default();
        let part_labels = Self::read_part_labels(fields, n_parts, is_equal)?;
        let bar = Self {
            widths,
            is_equal,
            n_shaded,
            part_labels,
            whole_label,
            shaded_label,
            size,
            unknown,
        };
        bar.check_room(fields)?;
        Ok(bar)
    }

    fn read_part_labels(
        fields: &Reader,
        n_parts: i64,
        is_equal: bool,
    ) -> Result<Vec<String>, BuildError> {
        let n_parts = usize::try_from(n_parts).unwrap_or(1);
        match fields.labels("part-label")? {
            None => Ok(Vec::new()),
            Some(one) if one.len() == 1 && (is_equal || n_parts == 1) => {
                Ok(vec![one[0].clone(); n_parts])
            }
            Some(one) if one.len() == 1 && one[0] == UNKNOWN => Ok(vec![one[0].clone(); n_parts]),
            Some(labels) if labels.len() == n_parts => Ok(labels),
            Some(_) => Err(fields.wrong(
                "part-label",
                format!("one label, or a list of {n_parts}, one for each part"),
            )),
        }
    }

    fn check_room(&self, fields: &Reader) -> Result<(), BuildError> {
        self.room().map_err(|(field, expected)| fields.wrong(field, expected))
    }

    // Every part is wide enough to see, and every label is narrower than what it stands in or over; else the field that
    // is in the way, and what it should be.
    fn room(&self) -> Result<(), (&'static str, &'static str)> {
        let edges = self.edges();
        let widths: Vec<Hundredths> = edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
        if widths.iter().any(|width| *width < NARROWEST) {
            let field = if self.is_equal { "size" } else { "unequal" };
            return Err((
                field,
                "parts that are each wide enough to see, at least 1/43 of the page",
            ));
        }
        if self.unknown == BarUnknown::Shaded && self.n_shaded == 0 {
            return Err(("unknown", "\"whole\" or \"part\", because no part is shaded"));
        }
        if self.part_size().is_none() {
            return Err(("part-label", "a label short enough to stand inside its part"));
        }
        let braced = |label: &str, field| match Label::read(label).width(LABEL) <= LENGTH {
            true => Ok(()),
            false => Err((field, "a label no longer than the bar")),
        };
        braced(&self.whole_label, "whole-label")?;
        braced(&self.shaded_label, "shaded-label")
    }

    /// What the whole is worth, where the label over the brace says it as a number.
    pub(crate) fn worth(&self) -> Option<Number> {
        self.whole_label.parse().ok()
    }

    /// The same bar, so long beside the longest shown with it; none where its parts or labels would not fit.
    pub(crate) fn at_size(&self, size: &Number) -> Option<Self> {
        let bar = Self { size: size.clone(), ..self.clone() };
        bar.room().is_ok().then_some(bar)
    }

    fn length(&self) -> Hundredths {
        share(LENGTH, &self.size)
    }

    /// The left edge of each part and the right edge of the last, from the left edge of the page.
    fn edges(&self) -> Vec<Hundredths> {
        let total = self.widths.iter().fold(Number::ZERO, |sum, width| &sum + width);
        let mut reached = Number::ZERO;
        let mut edges = vec![SIDE];
        for width in &self.widths {
            reached = &reached + width;
            let so_far = reached.checked_div(&total).expect("widths are above 0");
            edges.push(SIDE + share(self.length(), &so_far));
        }
        edges
    }

    fn shown_part_labels(&self) -> Vec<Label> {
        let blank = |i: usize| if i == 0 { UNKNOWN } else { "" };
        match self.unknown {
            BarUnknown::Part => (0..self.widths.len()).map(|i| Label::read(blank(i))).collect(),
            _ => self.part_labels.iter().map(|label| Label::read(label)).collect(),
        }
    }

    // One size for all the part labels, so that they look alike.
    fn part_size(&self) -> Option<Hundredths> {
        let edges = self.edges();
        let room =
            |(label, pair): (&Label, &[Hundredths])| label.size_within(pair[1] - pair[0] - px(5));
        let labels = self.shown_part_labels();
        labels
            .iter()
            .zip(edges.windows(2))
            .map(room)
            .try_fold(LABEL, |least, size| Some(least.min(size?)))
    }

    fn shown_whole_label(&self) -> Label {
        Label::read(if self.unknown == BarUnknown::Whole { UNKNOWN } else { &self.whole_label })
    }

    fn shown_shaded_label(&self) -> Label {
        Label::read(if self.unknown == BarUnknown::Shaded { UNKNOWN } else { &self.shaded_label })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (whole, shaded) = (self.shown_whole_label(), self.shown_shaded_label());
        let above = if whole.is_empty() { px(8) } else { whole.height(LABEL) + BRACE + px(24) };
        let below = if shaded.is_empty() || self.n_shaded == 0 {
            px(8)
        } else {
            shaded.height(LABEL) + BRACE + px(24)
        };
        let mut canvas = Canvas::new(LENGTH + 2 * SIDE, above + THICKNESS + below);
        let edges = self.edges();
        let (left, right) = (edges[0], edges[edges.len() - 1]);
        if !whole.is_empty() {
            brace(&mut canvas, "d-whole-brace", left, right, above - px(8), Points::Up);
            let middle = px(8) + whole.height(LABEL) / 2;
            let centre = within((left + right) / 2, whole.width(LABEL), LENGTH + 2 * SIDE);
            whole.draw(&mut canvas, "d-whole-label", (centre, middle), LABEL);
        }
        let size = self.part_size().unwrap_or(LABEL);
        let labels = self.shown_part_labels();
        for (i, pair) in edges.windows(2).enumerate() {
            let fill = if i < self.n_shaded { Fill::Shaded } else { Fill::Paper };
            canvas.rect(
                "d-part",
                (pair[0], above),
                (pair[1] - pair[0], THICKNESS),
                0,
                fill,
                Line::Ink,
            );
        }
        for (label, pair) in labels.iter().zip(edges.windows(2)) {
            label.draw(
                &mut canvas,
                "d-part-label",
                ((pair[0] + pair[1]) / 2, above + THICKNESS / 2),
                size,
            );
        }
        if self.n_shaded > 0 && !shaded.is_empty() {
            let bottom = above + THICKNESS;
            let right = edges[self.n_shaded];
            brace(&mut canvas, "d-shaded-brace", left, right, bottom + px(8), Points::Down);
            let middle = bottom + BRACE + px(16) + shaded.height(LABEL) / 2;
            let centre = within((left + right) / 2, shaded.width(LABEL), LENGTH + 2 * SIDE);
            shaded.draw(&mut canvas, "d-shaded-label", (centre, middle), LABEL);
        }
        canvas
    }

    pub(crate) fn title(&self) -> String {
        let parts = i64::try_from(self.widths.len()).unwrap_or_default();
        match (self.is_equal, parts) {
            (_, 1) => "A bar".to_owned(),
            (true, _) => format!("A bar in {parts} equal parts"),
            (false, _) => format!("A bar in {parts} unequal parts"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let parts = i64::try_from(self.widths.len()).unwrap_or_default();
        let shaded = i64::try_from(self.n_shaded).unwrap_or_default();
        let mut said = vec![match (self.is_equal, parts) {
            (_, 1) => "A bar that is not cut.".to_owned(),
            (true, _) => format!("A bar cut in {parts} equal parts."),
            (false, _) => format!("A bar cut in {parts} parts that are not equal."),
        }];
        if shaded > 0 || (parts > 1 && self.part_labels.is_empty()) {
            said.push(format!(
                "{}.",
                words::sentence(&format!("{} shaded", words::count_is(shaded, "part")))
            ));
        }
        said.extend(self.describe_parts());
        said.extend(describe(
            "The shaded parts together are",
            &self.shaded_label,
            self.unknown == BarUnknown::Shaded,
        ));
        said.extend(describe(
            "The whole bar is",
            &self.whole_label,
            self.unknown == BarUnknown::Whole,
        ));
        said.join(" ")
    }

    fn describe_parts(&self) -> Option<String> {
        if self.unknown == BarUnknown::Part {
            return Some("What the first part is worth is not known.".to_owned());
        }
        let first = self.part_labels.first()?;
        if self.part_labels.iter().all(|label| label == first) {
            return match first.as_str() {
                "" => None,
                UNKNOWN => Some("What each part is worth is not known.".to_owned()),
                _ => Some(format!("Each part is {}.", words::label(first))),
            };
        }
        let said = |label: &String| match label.as_str() {
            "" => "no label".to_owned(),
            UNKNOWN => "not known".to_owned(),
            _ => words::label(label),
        };
        let labels: Vec<String> = self.part_labels.iter().map(said).collect();
        Some(format!("From the left the parts are {}.", words::list(&labels)))
    }
}

fn describe(start: &str, label: &str, is_unknown: bool) -> Option<String> {
    match label {
        _ if is_unknown => Some(format!("{start} not known.")),
        UNKNOWN => Some(format!("{start} not known.")),
        "" => None,
        _ => Some(format!("{start} {}.", words::label(label))),
    }
}

// A label wider than a short bar moves right until it is on the page.
fn within(centre: Hundredths, width: Hundredths, page: Hundredths) -> Hundredths {
    centre.max(px(4) + width / 2).min(page - px(4) - width / 2)
}

/// Widths for unequal parts: one for each part, above nought, and seen to differ.
pub(crate) fn checked_widths(
    fields: &Reader,
    widths: Vec<Number>,
    n_parts: i64,
) -> Result<Vec<Number>, BuildError> {
    let expected = |what: &str| Err(fields.wrong("unequal", what));
    if i64::try_from(widths.len()) != Ok(n_parts) || widths.len() < 2 || n_parts > MAX_PARTS {
        return expected(&format!(
            "a list of {} widths, one for each part",
            n_parts.clamp(2, MAX_PARTS)
        ));
    }
    if widths.iter().any(|width| *width <= Number::ZERO) {
        return expected("widths above 0");
    }
    let (least, most) =
        (widths.iter().min().expect("two or more"), widths.iter().max().expect("two or more"));
    if most * &Number::from(100) < least * &Number::from(115) {
        return expected(
            "widths seen to be unequal: the widest at least 15% wider than the narrowest",
        );
    }
    Ok(widths)
}
