//! Polygons from exact data: marks for equal sides, parallel sides and right angles, labels at vertices and sides.
//!
//! Marks must be true; when values are falsified on purpose the figure says that it is not drawn accurately.

mod reading;

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, around, px, rounded, share};
use crate::marks::{beside, midway, n, passes, polygon, polyline, toward, write};
use crate::words;

/// A polygon with its marks and labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    corners: Corners,
    names: Vec<String>,
    sides: Vec<String>,
    angles: Vec<String>,
    equal: Vec<i64>,    // For each side how many short strokes it has.
    parallel: Vec<i64>, // For each side how many arrow heads it has.
    has_right_angles: bool,
    diagonals: Vec<[usize; 2]>,
    is_accurate: bool,
}

/// Where the corners are.
#[derive(Debug, Clone, PartialEq)]
enum Corners {
    At(Vec<[Number; 2]>),
    Regular { n: i64, turn: i64 },
}

const WIDEST: Hundredths = px(380);
const TALLEST: Hundredths = px(280);

impl Polygon {
    pub(crate) const SPEC: KindSpec = kind! {
        "polygon": "A polygon drawn from its corners, with labels and with marks for equal and parallel sides and right angles.";
        "points" ("needed, or `regular`") "a list of 3 to 10 corners `[x, y]`, in order round the polygon, up being larger y";
        "regular" ("none") "how many sides a regular polygon has, 3 to 12; instead of `points`";
        "turn" ("0") "how far a regular polygon is turned, in whole degrees anticlockwise";
        "names" ("none") "a list of labels outside the corners, such as `\"A\"`";
        "sides" ("none") "a list of labels beside the sides, from first corner to second and so on; `\"?\"` is a blank box";
        "angles" ("none") "a list of labels inside the corners";
        "equal" ("none") "a list of how many short strokes each side has, 0 to 3: the same number on equal sides";
        "parallel" ("none") "a list of how many arrow heads each side has, 0 to 2: the same number on parallel sides";
        "right-angles" ("true") "whether right angles have their square mark";
        "diagonals" ("none") "a list of pairs of corner numbers, from 1, joined by dashed lines";
        "accurate" ("true") "false when labels or marks are false on purpose: the figure says that it is not drawn accurately";
        example r#"points = [[0, 0], [4, 0], [4, 3]], names = ["A", "B", "C"], sides = ["4 cm", "3 cm", "?"]"#;
        example r#"points = [[0, 0], [6, 0], [8, 3], [2, 3]], equal = [1, 2, 1, 2], parallel = [1, 2, 1, 2]"#;
        example r#"regular = 6, equal = [1, 1, 1, 1, 1, 1], angles = ["a", "", "", "", "", ""]"#;
        example r#"points = [[0, 0], [5, 1], [4, 4]], angles = ["50°", "60°", "?"], accurate = false"#;
        example r#"points = [[0, 0], [4, 0], [4, 4], [0, 4]], diagonals = [[1, 3], [2, 4]], equal = [1, 1, 1, 1], names = ["P", "Q", "R", "S"]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let corners = Self::read_corners(fields)?;
        let count = match &corners {
            Corners::At(points) => points.len(),
            Corners::Regular { n, .. } => usize::try_from(*n).unwrap_or(3),
        };
        let labels = |field| fields.labels_for(field, count, || vec![String::new(); count]);
        let marks = |field: &'static str, most: i64| match fields.wholes(field, 0, most, count)? {
            None => Ok(vec![0; count]),
            Some(marks) if marks.len() == count => Ok(marks),
            Some(_) => {
                Err(fields.wrong(field, format!("a list of {count} numbers, one for each side")))
            }
        };
        let figure = Self {
            names: labels("names")?,
            sides: labels("sides")?,
            angles: labels("angles")?,
            equal: marks("equal", 3)?,
            parallel: marks("parallel", 2)?,
            has_right_angles: fields.flag("right-angles", true)?,
            diagonals: Self::read_diagonals(fields, count)?,
            is_accurate: fields.flag("accurate", true)?,
            corners,
        };
        figure.check_marks(fields)?;
        if !figure.is_clear() {
            let field = ["angles", "sides", "names"]
                .into_iter()
                .find(|field| fields.is_written(field))
                .unwrap_or("points");
            return Err(fields.wrong(
                field,
                "fewer or shorter labels, or corners further apart, so that nothing touches",
            ));
        }
        Ok(figure)
    }

    fn read_corners(fields: &Reader) -> Result<Corners, BuildError> {
        let regular = fields.whole("regular", 3, 12)?;
        let turn = fields.whole("turn", -360, 360)?.unwrap_or(0);
        let Some(written) = fields.get("points") else {
            return match regular {
                Some(n) => Ok(Corners::Regular { n, turn: turn.rem_euclid(360) }),
                None => Err(fields.wrong("points", "a list of 3 to 10 corners, each [x, y]")),
            };
        };
        if regular.is_some() {
            return Err(fields.wrong("regular", "either `points` or `regular`, not both"));
        }
        let is_legal =
            |number: &Number| number.abs() <= Number::from(100) && number.denominator() <= 4.into();
        let corner = |item: &crate::field::Field| match items(item) {
            [x, y] => Some([number_in(x).filter(is_legal)?, number_in(y).filter(is_legal)?]),
            _ => None,
        };
        let points: Option<Vec<[Number; 2]>> = items(written).iter().map(corner).collect();
        let expected = "a list of 3 to 10 corners [x, y] going once round, no two sides crossing, each at most 100 and in quarters";
        let points = points.filter(|points| (3..=10).contains(&points.len()));
        let Some(points) = points else { return Err(fields.wrong("points", expected)) };
        let least = |i: usize| points.iter().map(|at| at[i].clone()).min().unwrap_or(Number::ZERO);
        let (left, low) = (least(0), least(1));
        let points: Vec<[Number; 2]> = points.iter().map(|[x, y]| [x - &left, y - &low]).collect();
        match is_simple(&points) {
            true => Ok(Corners::At(points)),
            false => Err(fields.wrong("points", expected)),
        }
    }

    fn read_diagonals(fields: &Reader, count: usize) -> Result<Vec<[usize; 2]>, BuildError> {
        let Some(written) = fields.get("diagonals") else { return Ok(Vec::new()) };
        let corner = |item: &crate::field::Field| {
            let i = usize::try_from(number_in(item)?.to_i64()?).ok()?;
            (1..=count).contains(&i).then(|| i - 1)
        };
        let pair = |item: &crate::field::Field| match items(item) {
            [a, b] => {
                let (a, b) = (corner(a)?, corner(b)?);
                let apart = a.abs_diff(b);
                (apart > 1 && apart < count - 1).then_some([a, b])
            }
            _ => None,
        };
        let all: Option<Vec<[usize; 2]>> = items(written).iter().map(pair).collect();
        all.filter(|all| all.len() <= 9).ok_or_else(|| {
            fields.wrong(
                "diagonals",
                format!("a list of pairs of corners from 1 to {count} that are not neighbours"),
            )
        })
    }

    // Equal marks stand on sides of one length and parallel marks on sides of one direction, unless said otherwise.
    fn check_marks(&self, fields: &Reader) -> Result<(), BuildError> {
        let Corners::At(points) = &self.corners else {
            let first = self.equal[0];
            return match self.is_accurate
                && self.equal.iter().any(|mark| *mark != first && *mark != 0 && first != 0)
            {
                true => Err(fields.wrong("equal", "one mark, because all sides are equal")),
                false => Ok(()),
            };
        };
        if !self.is_accurate {
            return Ok(());
        }
        let count = points.len();
        let side = |i: usize| {
            let (a, b) = (&points[i], &points[(i + 1) % count]);
            [&b[0] - &a[0], &b[1] - &a[1]]
        };
        let squared = |[x, y]: [Number; 2]| &(&x * &x) + &(&y * &y);
        for i in 0..count {
            for j in i + 1..count {
                let same_length = squared(side(i)) == squared(side(j));
                if self.equal[i] > 0 && self.equal[i] == self.equal[j] && !same_length {
                    return Err(fields.wrong(
                        "equal",
                        "the same mark only on sides of the same length (or `accurate = false`)",
                    ));
                }
                let (a, b) = (side(i), side(j));
                let same_way = &a[0] * &b[1] == &a[1] * &b[0];
                if self.parallel[i] > 0 && self.parallel[i] == self.parallel[j] && !same_way {
                    return Err(fields.wrong(
                        "parallel",
                        "the same mark only on parallel sides (or `accurate = false`)",
                    ));
                }
            }
        }
        Ok(())
    }

    // The space round the polygon: room for the widest label beside a side.
    fn edge(&self) -> Hundredths {
        let labels =
            self.sides.iter().chain(&self.names).map(|label| Label::read(label).width(LABEL));
        (labels.max().unwrap_or(0) + px(24)).max(px(52))
    }

    // How long a unit is on the page.
    fn unit(&self) -> Hundredths {
        match &self.corners {
            Corners::Regular { .. } => px(136),
            Corners::At(points) => {
                let most =
                    |i: usize| points.iter().map(|at| at[i].clone()).max().unwrap_or(Number::ONE);
                let fit = |room: Hundredths, size: &Number| {
                    Number::from(room / 100)
                        .checked_div(size)
                        .unwrap_or(Number::from(40))
                        .floor()
                        .to_i64()
                        .unwrap_or(40)
                };
                let whole = fit(WIDEST, &most(0)).min(fit(TALLEST, &most(1))).min(80);
                if whole > 0 { px(whole) } else { px(1) }
            }
        }
    }

    // The corners on the page, with the top left of them at nought.
    fn places(&self) -> Vec<Point> {
        let unit = self.unit();
        let raw: Vec<Point> = match &self.corners {
            Corners::At(points) => {
                points.iter().map(|[x, y]| (share(unit, x), -share(unit, y))).collect()
            }
            // The first side of an unturned regular polygon lies at the bottom.
            Corners::Regular { n, turn } => (0..*n)
                .map(|i| {
                    let step = 360.0 / *n as f64;
                    around((0, 0), unit, -90.0 - step / 2.0 + step * i as f64 + *turn as f64)
                })
                .collect(),
        };
        let left = raw.iter().map(|at| at.0).min().unwrap_or(0);
        let top = raw.iter().map(|at| at.1).min().unwrap_or(0);
        raw.iter().map(|at| (at.0 - left + self.edge(), at.1 - top + self.edge())).collect()
    }

    // Whether the corners go round anticlockwise as a reader sees them.
    fn turns_left(places: &[Point]) -> bool {
        let count = places.len();
        let doubled: i64 = (0..count)
            .map(|i| {
                let (a, b) = (places[i], places[(i + 1) % count]);
                (a.0 / 10) * (b.1 / 10) - (b.0 / 10) * (a.1 / 10)
            })
            .sum();
        doubled < 0
    }

    // A place on the line that halves the angle at a corner, inside when `away` is above nought.
    fn bisector(places: &[Point], i: usize, away: Hundredths) -> Point {
        let count = places.len();
        let (at, before, after) =
            (places[i], places[(i + count - 1) % count], places[(i + 1) % count]);
        let (to_before, to_after) = (toward(at, before, px(100)), toward(at, after, px(100)));
        let (x, y) = (to_before.0 + to_after.0 - 2 * at.0, to_before.1 + to_after.1 - 2 * at.1);
        // A reflex corner, or a straight one, points the other way or nowhere.
        let cross = (to_before.0 - at.0) as f64 * (to_after.1 - at.1) as f64
            - (to_before.1 - at.1) as f64 * (to_after.0 - at.0) as f64;
        let length = libm::hypot(x as f64, y as f64);
        let is_left = Self::turns_left(places);
        let (x, y) = if length < 200.0 {
            let (dx, dy) = ((after.0 - at.0) as f64, (after.1 - at.1) as f64);
            if is_left { (dy, -dx) } else { (-dy, dx) }
        } else {
            (x as f64, y as f64)
        };
        let length = libm::hypot(x, y).max(1.0);
        let is_reflex = (cross > 0.0) != is_left && length > 200.0;
        let way = if is_reflex { -1.0 } else { 1.0 };
        (
            at.0 + rounded(way * x / length * away as f64),
            at.1 + rounded(way * y / length * away as f64),
        )
    }

    // Every label with its role and its middle.
    fn labels(&self, places: &[Point]) -> Vec<(&'static str, String, Point)> {
        let count = places.len();
        let outward = if Self::turns_left(places) { -1 } else { 1 };
        let mut labels = Vec::new();
        for i in 0..count {
            let size = |label: &str| {
                let label = Label::read(label);
                (label.width(LABEL), label.height(LABEL).max(px(16)))
            };
            if !self.names[i].is_empty() {
                let (wide, tall) = size(&self.names[i]);
                labels.push((
                    "d-name",
                    self.names[i].clone(),
                    Self::bisector(places, i, -(wide.max(tall) / 2 + px(10))),
                ));
            }
            let (from, to) = (places[i], places[(i + 1) % count]);
            if !self.sides[i].is_empty() {
                let (wide, tall) = size(&self.sides[i]);
                // As far off as the side's slope needs.
                let (dx, dy) = ((to.0 - from.0).abs() as f64, (to.1 - from.1).abs() as f64);
                let length = libm::hypot(dx, dy).max(1.0);
                let reach = rounded((wide as f64 * dy + tall as f64 * dx) / (2.0 * length));
                labels.push((
                    "d-side",
                    self.sides[i].clone(),
                    beside(from, to, outward * (reach + px(8))),
                ));
            }
            if !self.angles[i].is_empty() {
                let (wide, tall) = size(&self.angles[i]);
                let sharp =
                    libm::sin((self.angle(places, i) / 2.0).min(std::f64::consts::FRAC_PI_2));
                let reach = libm::hypot(wide as f64, tall as f64) / 2.0;
                let away =
                    rounded((reach + 500.0) / sharp).max(px(28) + rounded(reach)).min(px(120));
                labels.push(("d-angle", self.angles[i].clone(), Self::bisector(places, i, away)));
            }
        }
        labels
    }

    // The angle inside a corner, in radians.
    fn angle(&self, places: &[Point], i: usize) -> f64 {
        let count = places.len();
        let (at, before, after) =
            (places[i], places[(i + count - 1) % count], places[(i + 1) % count]);
        let way = |to: Point| libm::atan2((at.1 - to.1) as f64, (to.0 - at.0) as f64);
        let turn = std::f64::consts::TAU;
        let between = way(before) - way(after);
        let left = ((between % turn) + turn) % turn;
        if Self::turns_left(places) { left } else { turn - left }
    }

    fn is_right(&self, places: &[Point], i: usize) -> bool {
        match &self.corners {
            Corners::Regular { n, .. } => *n == 4,
            Corners::At(points) => {
                let count = points.len();
                let (at, before, after) =
                    (&points[i], &points[(i + count - 1) % count], &points[(i + 1) % count]);
                let dot = &(&(&before[0] - &at[0]) * &(&after[0] - &at[0]))
                    + &(&(&before[1] - &at[1]) * &(&after[1] - &at[1]));
                dot.is_zero() && self.angle(places, i) < std::f64::consts::PI
            }
        }
    }

    // Whether no label touches another, a side or a diagonal.
    fn is_clear(&self) -> bool {
        let places = self.places();
        let count = places.len();
        let labels = self.labels(&places);
        let boxes: Vec<(Point, Point)> = labels
            .iter()
            .map(|(_, text, at)| {
                let label = Label::read(text);
                (*at, (label.width(LABEL) / 2 + px(1), label.height(LABEL).max(px(16)) / 2))
            })
            .collect();
        let long_enough = (0..count).all(|i| {
            let (a, b) = (places[i], places[(i + 1) % count]);
            libm::hypot((b.0 - a.0) as f64, (b.1 - a.1) as f64) >= 3_200.0
        });
        let mut segments: Vec<(Point, Point)> =
            (0..count).map(|i| (places[i], places[(i + 1) % count])).collect();
        segments.extend(self.diagonals.iter().map(|[a, b]| (places[*a], places[*b])));
        let apart = boxes.iter().enumerate().all(|(i, a)| {
            boxes[i + 1..].iter().all(|b| {
                (a.0.0 - b.0.0).abs() >= a.1.0 + b.1.0 || (a.0.1 - b.0.1).abs() >= a.1.1 + b.1.1
            })
        });
        let (wide, tall) = self.size(&places);
        let on_page = boxes.iter().all(|(at, half)| {
            at.0 - half.0 >= 0
                && at.1 - half.1 >= 0
                && at.0 + half.0 <= wide
                && at.1 + half.1 <= tall
        });
        // Squares and arcs at corners take some room as well.
        let clear = boxes
            .iter()
            .all(|(at, half)| segments.iter().all(|(a, b)| !passes(*a, *b, *at, *half)));
        long_enough && apart && clear && on_page
    }

    fn size(&self, places: &[Point]) -> Point {
        let most =
            |pick: fn(&Point) -> i64| places.iter().map(pick).max().unwrap_or(0) + self.edge();
        (most(|at| at.0), most(|at| at.1))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let places = self.places();
        let (count, (wide, tall)) = (places.len(), self.size(&places));
        let note = Label::read(if self.is_accurate { "" } else { "not drawn accurately" });
        let below = if note.is_empty() { 0 } else { px(28) };
        let mut canvas = Canvas::new(wide.max(note.width(px(17)) + px(32)), tall + below);
        // A unit, so that lengths are there to be read.
        canvas.rect(
            "d-unit",
            (self.edge(), self.edge()),
            (self.unit(), 0),
            0,
            Fill::None,
            Line::None,
        );
        polygon(&mut canvas, "d-polygon", &places, Fill::Tint, Line::Ink);
        for [a, b] in &self.diagonals {
            canvas.line("d-diagonal", places[*a], places[*b], Line::Guide);
        }
        for i in 0..count {
            let (from, to) = (places[i], places[(i + 1) % count]);
            draw_strokes(&mut canvas, from, to, self.equal[i]);
            draw_heads(&mut canvas, from, to, self.parallel[i], self.equal[i] > 0);
            if self.has_right_angles && self.is_right(&places, i) {
                let before = places[(i + count - 1) % count];
                let (a, b) = (toward(from, before, px(14)), toward(from, to, px(14)));
                let corner = (a.0 + b.0 - from.0, a.1 + b.1 - from.1);
                polyline(&mut canvas, "d-right-angle", &[a, corner, b], Line::Fine);
            } else if !self.angles[i].is_empty() {
                self.draw_arc(&mut canvas, &places, i);
            }
        }
        for (role, label, at) in self.labels(&places) {
            write(&mut canvas, role, &label, at);
        }
        note.draw_from(&mut canvas, "d-note", (px(16), tall + px(8)), px(17));
        canvas
    }

    fn draw_arc(&self, canvas: &mut Canvas, places: &[Point], i: usize) {
        let count = places.len();
        let (at, before, after) =
            (places[i], places[(i + count - 1) % count], places[(i + 1) % count]);
        let radius = px(20);
        let (from, to) = (toward(at, after, radius), toward(at, before, radius));
        let is_large = self.angle(places, i) > std::f64::consts::PI;
        let d = format!(
            "M {} {} {}",
            crate::length::text(from.0),
            crate::length::text(from.1),
            crate::canvas::arc_to(radius, is_large, !Self::turns_left(places), to)
        );
        canvas.path("d-arc", &d, Fill::None, Line::Fine);
    }

    fn name(&self) -> String {
        let count = match &self.corners {
            Corners::At(points) => n(points.len()),
            Corners::Regular { n, .. } => *n,
        };
        let name = match count {
            3 => "triangle",
            4 => "quadrilateral",
            5 => "pentagon",
            6 => "hexagon",
            7 => "heptagon",
            8 => "octagon",
            9 => "nonagon",
            10 => "decagon",
            11 => "polygon with 11 sides",
            _ => "polygon with 12 sides",
        };
        name.to_owned()
    }

    pub(crate) fn title(&self) -> String {
        let name = self.name();
        match self.corners {
            Corners::Regular { n: 4, .. } => "A square".to_owned(),
            Corners::Regular { n: 3, .. } => "An equilateral triangle".to_owned(),
            Corners::Regular { .. } => format!("A regular {name}"),
            Corners::At(_) if name.starts_with('o') => format!("An {name}"),
            Corners::At(_) => format!("A {name}"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let places = self.places();
        let mut said = vec![format!("{}.", self.title())];
        for (labels, thing) in
            [(&self.names, "corner"), (&self.sides, "side"), (&self.angles, "angle")]
        {
            let shown: Vec<String> = labels
                .iter()
                .enumerate()
                .filter(|(_, label)| !label.is_empty())
                .map(|(i, label)| {
                    format!("the {} is {}", words::ordinal(n(i) + 1), words::shown(label))
                })
                .collect();
            if shown.len() == labels.len() {
                let all = words::shown_list(labels);
                said.push(format!("In order round it the {thing}s are {all}."));
            } else if !shown.is_empty() {
                said.push(format!("Of the {thing}s, {}.", words::list(&shown)));
            }
        }
        let right = (0..places.len())
            .filter(|i| self.has_right_angles && self.is_right(&places, *i))
            .count();
        if right > 0 {
            said.push(format!(
                "{} marked.",
                words::sentence(&words::count_is(n(right), "right angle"))
            ));
        }
        for (marks, what) in [(&self.equal, "equal"), (&self.parallel, "parallel")] {
            for mark in 1..=3 {
                let sides: Vec<String> = (0..marks.len())
                    .filter(|i| marks[*i] == mark)
                    .map(|i| words::ordinal(n(i) + 1))
                    .collect();
                if sides.len() > 1 {
                    said.push(format!("The {} sides are marked {what}.", words::list(&sides)));
                }
            }
        }
        if !self.diagonals.is_empty() {
            said.push(format!(
                "{} drawn.",
                words::sentence(&words::count_is(n(self.diagonals.len()), "diagonal"))
            ));
        }
        if !self.is_accurate {
            said.push("It is not drawn accurately.".to_owned());
        }
        said.join(" ")
    }
}

// Short strokes across the middle of a side.
fn draw_strokes(canvas: &mut Canvas, from: Point, to: Point, count: i64) {
    let middle = midway(from, to);
    for k in 0..count {
        let at = toward(middle, to, (2 * k - count + 1) * px(3));
        let along = toward(at, to, px(100));
        let (x, y) = (along.0 - at.0, along.1 - at.1);
        let (x, y) = (x * 7 / 100, y * 7 / 100);
        canvas.line("d-stroke", (at.0 - y, at.1 + x), (at.0 + y, at.1 - x), Line::Ink);
    }
}

// Arrow heads along a side; past the middle when strokes stand there.
fn draw_heads(canvas: &mut Canvas, from: Point, to: Point, count: i64, is_beside: bool) {
    // Parallel sides point the same way: rightwards, or up.
    let (from, to) = if (from.0, -from.1) < (to.0, -to.1) { (from, to) } else { (to, from) };
    let middle = midway(from, to);
    for k in 0..count {
        let along = (2 * k - count + 1) * px(4) + if is_beside { px(24) } else { px(4) };
        let tip = toward(middle, to, along);
        let back = toward(tip, from, px(8));
        let (x, y) = ((tip.0 - back.0) * 6 / 8, (tip.1 - back.1) * 6 / 8);
        polyline(
            canvas,
            "d-parallel",
            &[(back.0 - y, back.1 + x), tip, (back.0 + y, back.1 - x)],
            Line::Ink,
        );
    }
}

// Whether the sides go once round without crossing or touching, and no corner is straight through nothing.
fn is_simple(points: &[[Number; 2]]) -> bool {
    let count = points.len();
    let cross = |o: &[Number; 2], a: &[Number; 2], b: &[Number; 2]| {
        &(&(&a[0] - &o[0]) * &(&b[1] - &o[1])) - &(&(&a[1] - &o[1]) * &(&b[0] - &o[0]))
    };
    let side = |i: usize| (&points[i], &points[(i + 1) % count]);
    let differ = (0..count).all(|i| !points[i + 1..].contains(&points[i]));
    let bends = (0..count)
        .all(|i| !cross(&points[i], &points[(i + 1) % count], &points[(i + 2) % count]).is_zero());
    let apart = (0..count).all(|i| {
        (i + 2..count).filter(|j| !(i == 0 && *j == count - 1)).all(|j| {
            let ((a, b), (c, d)) = (side(i), side(j));
            let one = (cross(a, b, c) > Number::ZERO) != (cross(a, b, d) > Number::ZERO);
            let two = (cross(c, d, a) > Number::ZERO) != (cross(c, d, b) > Number::ZERO);
            !(one && two)
        })
    });
    differ && bends && apart
}
