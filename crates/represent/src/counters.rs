//! Counters: a set in equal groups, some shaded, with the whole set outlined.
//!
//! In an array each row is a group; rows are equal and columns line up.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::words;

/// A set of counters in equal groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    pub(crate) total: i64,
    pub(crate) groups: i64, // Always a factor of `total`.
    pub(crate) n_shaded: i64,
    pub(crate) shades_groups: bool,
    pub(crate) arrange: Arrange,
}

/// How counters are set out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrange {
    /// One row for each group; a single group in rows of ten.
    Array,
    /// All in one row, with a space between groups.
    Row,
}

const MAX_COUNTERS: i64 = 100;
const MAX_IN_ROW: i64 = 12;
const MAX_ONE_ROW: i64 = 24;
const EDGE: Hundredths = px(8);
const PAD: Hundredths = px(12);
const PITCH: Hundredths = px(36);

impl Counters {
    pub(crate) const SPEC: KindSpec = kind! {
        "counters": "A set of counters in equal groups, outlined as one whole.";
        "total" ("needed") "how many counters, 1 to 100";
        "groups" ("1") "how many equal groups, a factor of `total`, at most 12";
        "shaded-groups" ("0") "how many groups are shaded";
        "shaded" ("0") "how many counters are shaded; instead of `shaded-groups`";
        "arrange" ("\"array\"") "`\"array\"` (a row for each group) or `\"row\"` (all in one row)";
        example r#"total = 12, groups = 3, shaded-groups = 1"#;
        example r#"total = 12, groups = 4, shaded-groups = 3, arrange = "row""#;
        example r#"total = 23, shaded = 7"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let total = fields.needed_whole("total", 1, MAX_COUNTERS)?;
        let groups = fields.whole("groups", 1, MAX_IN_ROW)?.unwrap_or(1);
        if total % groups != 0 {
            return Err(
                fields.wrong("groups", format!("a number of equal groups of {total} counters"))
            );
        }
        let arrange = fields.choice(
            "arrange",
            &[("array", Arrange::Array), ("row", Arrange::Row)],
            Some(Arrange::Array),
        )?;
        if arrange == Arrange::Row && total > MAX_ONE_ROW {
            return Err(fields.wrong(
                "arrange",
                format!("\"array\", because a row holds at most {MAX_ONE_ROW} counters"),
            ));
        }
        if arrange == Arrange::Array && groups > 1 && total / groups > MAX_IN_ROW {
            return Err(fields.wrong(
                "groups",
                format!("enough groups for at most {MAX_IN_ROW} counters in each"),
            ));
        }
        let by_groups = fields.whole("shaded-groups", 0, groups)?;
        let by_counters = fields.whole("shaded", 0, total)?;
        let n_shaded = match (by_groups, by_counters) {
            (Some(_), Some(_)) => {
                return Err(fields.wrong("shaded", "either `shaded` or `shaded-groups`, not both"));
            }
            (Some(n), None) => n * (total / groups),
            (None, n) => n.unwrap_or(0),
        };
        Ok(Self { total, groups, n_shaded, shades_groups: by_groups.is_some(), arrange })
    }

    fn in_each(&self) -> i64 {
        self.total / self.groups
    }

    pub(crate) fn canvas(&self) -> Canvas {
        match self.arrange {
            Arrange::Array => self.array(),
            Arrange::Row => self.row(),
        }
    }

    fn array(&self) -> Canvas {
        let across = if self.groups > 1 { self.in_each() } else { self.total.min(10) };
        let down = (self.total + across - 1) / across;
        let down_pitch = if self.groups > 1 { px(48) } else { PITCH };
        let (inside, tall) = (across * PITCH + px(8), (down - 1) * down_pitch + PITCH + px(8));
        let mut canvas = Canvas::new(inside + 2 * (EDGE + PAD), tall + 2 * (EDGE + PAD));
        canvas.rect(
            "d-set",
            (EDGE, EDGE),
            (inside + 2 * PAD, tall + 2 * PAD),
            px(8),
            Fill::None,
            Line::Ink,
        );
        let (left, top) = (EDGE + PAD + px(4), EDGE + PAD + px(4));
        if self.groups > 1 {
            for row in 0..down {
                let at = (left - px(4), top + row * down_pitch - px(4));
                canvas.rect("d-group", at, (inside, PITCH + px(8)), px(8), Fill::Tint, Line::None);
            }
        }
        for i in 0..self.total {
            let x = left + (i % across) * PITCH + PITCH / 2;
            let y = top + (i / across) * down_pitch + PITCH / 2;
            canvas.circle("d-counter", (x, y), px(13), self.fill(i), Line::Ink);
        }
        canvas
    }

    fn row(&self) -> Canvas {
        let gap = if self.groups > 1 { px(12) } else { 0 };
        let room = px(560) - 2 * (EDGE + PAD) - (self.groups - 1) * gap - px(8);
        // Whole pixels, so that every counter is the same.
        let pitch = (room / self.total / 100 * 100).min(PITCH);
        let inside = self.total * pitch + (self.groups - 1) * gap + px(8);
        let mut canvas = Canvas::new(inside + 2 * (EDGE + PAD), pitch + px(8) + 2 * (EDGE + PAD));
        canvas.rect(
            "d-set",
            (EDGE, EDGE),
            (inside + 2 * PAD, pitch + px(8) + 2 * PAD),
            px(8),
            Fill::None,
            Line::Ink,
        );
        let (left, top) = (EDGE + PAD + px(4), EDGE + PAD + px(4));
        let start = |group: i64| left + group * (self.in_each() * pitch + gap);
        if self.groups > 1 {
            for group in 0..self.groups {
                let at = (start(group) - px(4), top - px(4));
                canvas.rect(
                    "d-group",
                    at,
                    (self.in_each() * pitch + px(8), pitch + px(8)),
                    px(8),
                    Fill::Tint,
                    Line::None,
                );
            }
        }
        for i in 0..self.total {
            let x = start(i / self.in_each()) + (i % self.in_each()) * pitch + pitch / 2;
            canvas.circle(
                "d-counter",
                (x, top + pitch / 2),
                pitch * 13 / 36,
                self.fill(i),
                Line::Ink,
            );
        }
        canvas
    }

    fn fill(&self, i: i64) -> Fill {
        if i < self.n_shaded { Fill::A } else { Fill::Paper }
    }

    pub(crate) fn title(&self) -> String {
        match self.groups {
            1 => words::count(self.total, "counter"),
            groups => format!("{} in {groups} equal groups", words::count(self.total, "counter")),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![match self.groups {
            1 => format!("A set of {}.", words::count(self.total, "counter")),
            groups => format!(
                "A set of counters in {groups} equal groups, with {} in each group.",
                self.in_each()
            ),
        }];
        if self.shades_groups && self.groups > 1 {
            let shaded = self.n_shaded / self.in_each();
            said.push(format!("{} shaded.", words::sentence(&words::count_is(shaded, "group"))));
        } else if self.n_shaded > 0 {
            said.push(format!(
                "{} shaded.",
                words::sentence(&words::count_is(self.n_shaded, "counter"))
            ));
        }
        said.join(" ")
    }
}
