//! The coordinate grid: labelled points at crossings, joined if asked for; equal steps on each axis.

use maths::Number;

use crate::axes::{Axis, Plane, scales};
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{passes, polygon, polyline, write_on_plate};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Points on a coordinate grid.
#[derive(Debug, Clone, PartialEq)]
pub struct CoordinateGrid {
    x: Axis,
    y: Axis,
    points: Vec<(Number, Number)>,
    labels: Vec<String>,
    join: Join,
    names: [String; 2],
}

/// How points are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    None,
    Line,
    Shape,
}

const JOINS: [(&str, Join); 3] =
    [("none", Join::None), ("line", Join::Line), ("shape", Join::Shape)];
pub(crate) const AXES: [[&str; 3]; 2] =
    [["x-from", "x-to", "x-step"], ["y-from", "y-to", "y-step"]];

impl CoordinateGrid {
    pub(crate) const SPEC: KindSpec = kind! {
        "coordinate-grid": "A grid with axes in equal steps and points on it, joined if asked for.";
        "x-from" ("0") "the number at the left edge";
        "x-to" ("10") "the number at the right edge";
        "x-step" ("a step that fits") "the step across, at most 20 of them";
        "y-from" ("0") "the number at the bottom edge";
        "y-to" ("10") "the number at the top edge";
        "y-step" ("a step that fits") "the step up, at most 20 of them";
        "points" ("none") "a list of 1 to 10 points, each `[x, y]`";
        "labels" ("none") "a list of labels, one for each point, such as `\"A\"`; `\"?\"` is a blank box";
        "join" ("\"none\"") "`\"none\"`, `\"line\"` or `\"shape\"`: how the points are joined";
        "x-name" ("x") "the name of the horizontal axis";
        "y-name" ("y") "the name of the vertical axis";
        example r#"points = [[2, 3], [7, 3], [7, 8]], labels = ["A", "B", "C"], join = "shape""#;
        example r#"x-from = -6, x-to = 6, y-from = -6, y-to = 6, points = [[-4, 2], [3, -5]], labels = ["P", "Q"], join = "line""#;
        example r#"x-to = 5, y-to = 100, points = [[1, 20], [2, 40], [4, 80]]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let x = Axis::read(fields, AXES[0], (0, 10), 20)?;
        let y = Axis::read(fields, AXES[1], (0, 10), 20)?;
        let points = Self::read_points(fields, &x, &y)?;
        let grid = Self {
            labels: fields
                .labels_for("labels", points.len(), || vec![String::new(); points.len()])?,
            join: match fields.choice("join", &JOINS, Some(Join::None))? {
                _ if points.len() < 2 => Join::None,
                Join::Shape if points.len() < 3 => Join::Line,
                join => join,
            },
            names: read_names(fields)?,
            points,
            x,
            y,
        };
        match grid.placed() {
            Some(_) => Ok(grid),
            None => Err(fields.wrong("labels", "labels short enough to stand beside their points")),
        }
    }

    fn read_points(
        fields: &Reader,
        x: &Axis,
        y: &Axis,
    ) -> Result<Vec<(Number, Number)>, BuildError> {
        let Some(written) = fields.get("points") else { return Ok(Vec::new()) };
        // One point alone is not wrapped in a list of its own.
        let all = match items(written).first().and_then(number_in) {
            Some(_) => vec![written],
            None => items(written).iter().collect(),
        };
        let point = |item: &crate::field::Field| match items(item) {
            [across, up] => {
                let point = (number_in(across)?, number_in(up)?);
                let is_legal = x.holds(&point.0)
                    && y.holds(&point.1)
                    && x.is_readable(&point.0)
                    && y.is_readable(&point.1);
                is_legal.then_some(point)
            }
            _ => None,
        };
        let points: Option<Vec<_>> = all.into_iter().map(point).collect();
        points
            .filter(|points| (1..=10).contains(&points.len()))
            .filter(|points| (1..points.len()).all(|i| !points[..i].contains(&points[i])))
            .ok_or_else(|| {
                fields
                    .wrong("points", "a list of 1 to 10 different points on the grid, each [x, y]")
            })
    }

    fn plane(&self) -> Plane {
        plane(&self.x, &self.y)
    }

    // The middle of each label, clear of the others, of the points and of the axes' numbers.
    fn placed(&self) -> Option<Vec<Point>> {
        let plane = self.plane();
        let points: Vec<Point> = self.points.iter().map(|(x, y)| plane.at(x, y)).collect();
        let mut sides: Vec<(Point, Point)> = match self.join {
            Join::None => Vec::new(),
            _ => points.windows(2).map(|pair| (pair[0], pair[1])).collect(),
        };
        if let (Join::Shape, [first, .., last]) = (self.join, points.as_slice()) {
            sides.push((*last, *first));
        }
        place_labels(&plane, &points, &self.labels, &sides)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let plane = self.plane();
        let mut canvas = page(&plane, &self.names);
        plane.draw_grid(&mut canvas);
        let points: Vec<Point> = self.points.iter().map(|(x, y)| plane.at(x, y)).collect();
        plane.draw_axes(&mut canvas, true);
        draw_names(&mut canvas, &plane, &self.names);
        match self.join {
            Join::Shape if points.len() > 2 => {
                polygon(&mut canvas, "d-shape", &points, Fill::ShadedB, Line::Ink)
            }
            Join::None => {}
            _ if points.len() > 1 => polyline(&mut canvas, "d-joined", &points, Line::Ink),
            _ => {}
        }
        for at in &points {
            canvas.circle("d-at", *at, px(5), Fill::A, Line::Ink);
        }
        plane.draw_numbers(&mut canvas);
        for (label, at) in self.labels.iter().zip(self.placed().unwrap_or_default()) {
            write_on_plate(&mut canvas, "d-point-label", label, at);
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (x, y) = scales(svg)?;
        let places: Vec<(f64, f64)> =
            frames(svg, "d-at")?.iter().map(|frame| frame.middle()).collect();
        let mut points = Vec::new();
        for (across, down) in &places {
            points.push(list([x.number(*across)?, y.number(*down)?]));
        }
        let labels = spots(svg, "d-point-label")?;
        // A label belongs to the point nearest to it.
        let mut named = vec![String::new(); places.len()];
        for label in &labels {
            let away = |at: &(f64, f64)| libm::hypot(at.0 - label.x, at.1 - label.y);
            let nearest =
                (0..places.len()).min_by(|a, b| away(&places[*a]).total_cmp(&away(&places[*b])));
            match nearest.filter(|i| named[*i].is_empty()) {
                Some(i) => named[i] = label.text.clone(),
                None => return unlike("two labels stand at one point"),
            }
        }
        let join = match (svg.with_class("d-shape").next(), svg.with_class("d-joined").next()) {
            (Some(_), _) => "shape",
            (_, Some(_)) => "line",
            _ => "none",
        };
        let mut read = fields([
            ("points", list(points)),
            ("labels", list(named.iter().map(String::as_str))),
            ("join", join.into()),
        ]);
        read.extend(axes_back(svg, &x, &y)?);
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        "A coordinate grid".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![describe_axes("A coordinate grid", &self.x, &self.y, &self.names)];
        for (i, (x, y)) in self.points.iter().enumerate() {
            let name = match self.labels[i].as_str() {
                "" | "?" => "A point".to_owned(),
                label => format!("The point {}", words::label(label)),
            };
            said.push(format!(
                "{name} is at {} across and {} up.",
                words::spoken(x),
                words::spoken(y)
            ));
        }
        said.push(match self.join {
            Join::Line if self.points.len() > 1 => "The points are joined in order.".to_owned(),
            Join::Shape if self.points.len() > 1 => {
                "The points are joined to make a shape.".to_owned()
            }
            _ => return said.join(" "),
        });
        said.join(" ")
    }
}

/// The names of both axes: `x` and `y` unless said otherwise.
pub(crate) fn read_names(fields: &Reader) -> Result<[String; 2], BuildError> {
    let name = |field: &'static str, usual: &str| {
        let name = fields.label(field)?.unwrap_or_else(|| usual.to_owned());
        let label = Label::read(&name);
        match label.width(LABEL) <= px(320) && label.height(LABEL) <= LABEL {
            true => Ok(name),
            false => Err(fields.wrong(field, "a shorter name")),
        }
    };
    Ok([name("x-name", "x")?, name("y-name", "y")?])
}

/// A plane for two axes, as square as they let it be.
pub(crate) fn plane(x: &Axis, y: &Axis) -> Plane {
    let (across, up) = (x.n_steps(), y.n_steps());
    let cell = (px(440) / across).min(px(360) / up).min(px(40)).max(px(16)) / 100 * 100;
    // When one axis has many more steps than the other, each has cells of its own size.
    let side = |n: i64, most: Hundredths| (n * cell).max(most.min(n * px(40))) / n / 100 * 100 * n;
    Plane {
        x: x.clone(),
        y: y.clone(),
        left: px(68),
        top: px(48),
        width: side(across, px(280)).min(px(460)),
        height: side(up, px(240)),
    }
}

/// An empty page with room for a plane and the names of its axes.
pub(crate) fn page(plane: &Plane, names: &[String; 2]) -> Canvas {
    let x_name = Label::read(&names[0]).width(LABEL);
    let right = plane.left + plane.width + px(28);
    let is_long = x_name > px(24);
    let width = if is_long { right } else { right + x_name };
    let below = px(36) + if is_long { px(32) } else { 0 };
    let y_name = plane.origin().0 + Label::read(&names[1]).width(LABEL) / 2 + px(8);
    let under = if is_long { long_name_at(plane, x_name) + x_name / 2 + px(8) } else { 0 };
    Canvas::new(width.max(y_name).max(under), plane.top + plane.height + below)
}

// The middle of a long name under the axis, across: on the page where the grid is narrower than its name.
fn long_name_at(plane: &Plane, wide: Hundredths) -> Hundredths {
    (plane.left + plane.width / 2).max(wide / 2 + px(8))
}

/// The names of the axes: a short one at the arrow, a long one under the axis.
pub(crate) fn draw_names(canvas: &mut Canvas, plane: &Plane, names: &[String; 2]) {
    let (x0, y0) = plane.origin();
    let (across, up) = (Label::algebra(&names[0]), Label::algebra(&names[1]));
    let wide = across.width(LABEL);
    if wide > px(24) {
        let at = (long_name_at(plane, wide), plane.top + plane.height + px(48));
        Label::read(&names[0]).draw(canvas, "d-x-name", at, LABEL);
    } else {
        across.draw(canvas, "d-x-name", (plane.left + plane.width + px(20) + wide / 2, y0), LABEL);
    }
    let half = up.width(LABEL) / 2;
    let label = if names[1].chars().count() > 2 { Label::read(&names[1]) } else { up };
    label.draw(canvas, "d-y-name", ((x0).max(half + px(8)), plane.top - px(30)), LABEL);
}

/// The fields of both axes, read back.
pub(crate) fn axes_back(
    svg: &Element,
    x: &crate::read_back::recover::Scale,
    y: &crate::read_back::recover::Scale,
) -> Result<Fields, ReadBackError> {
    Ok(fields([
        ("x-from", x.first.clone().into()),
        ("x-to", x.last.clone().into()),
        ("x-step", x.step.clone().into()),
        ("y-from", y.first.clone().into()),
        ("y-to", y.last.clone().into()),
        ("y-step", y.step.clone().into()),
        ("x-name", text(svg, "d-x-name")?.as_str().into()),
        ("y-name", text(svg, "d-y-name")?.as_str().into()),
    ]))
}

/// What is said of a pair of axes.
pub(crate) fn describe_axes(what: &str, x: &Axis, y: &Axis, names: &[String; 2]) -> String {
    let name = |name: &str, usual: &str| {
        if name.is_empty() { usual.to_owned() } else { format!("The {name} axis") }
    };
    format!(
        "{what}. {} goes from {} to {}. {} goes from {} to {}.",
        name(&names[0], "The horizontal axis"),
        words::spoken(&x.from),
        words::spoken(&x.to),
        name(&names[1], "The vertical axis"),
        words::spoken(&y.from),
        words::spoken(&y.to)
    )
}

/// Where labels stand beside their points: the first of eight places that is free; `None` when there is none.
pub(crate) fn place_labels(
    plane: &Plane,
    points: &[Point],
    labels: &[String],
    sides: &[(Point, Point)],
) -> Option<Vec<Point>> {
    let (x0, y0) = plane.origin();
    let mut taken: Vec<(Point, Point)> = points.iter().map(|at| (*at, (px(8), px(8)))).collect();
    // The strips where the numbers of the axes stand, the nought at their corner between them.
    taken.push(((plane.left + plane.width / 2, y0 + px(16)), (plane.width / 2 + px(20), px(14))));
    taken.push(((x0 - px(20), plane.top + plane.height / 2), (px(20), plane.height / 2 + px(14))));
    let mut placed = Vec::new();
    for (at, label) in points.iter().zip(labels) {
        let read = Label::read(label);
        if read.is_empty() {
            placed.push(*at);
            continue;
        }
        let half = (read.width(LABEL) / 2 + px(2), read.height(LABEL).max(LABEL) / 2 + px(1));
        let (dx, dy) = (half.0 + px(7), half.1 + px(7));
        let places = [
            (dx, -dy),
            (-dx, -dy),
            (dx, dy),
            (-dx, dy),
            (0, -dy - px(3)),
            (0, dy + px(3)),
            (dx + px(3), 0),
            (-dx - px(3), 0),
        ];
        let is_free = |middle: &Point| {
            let is_on_page = middle.0 - half.0 >= px(2)
                && middle.0 + half.0 <= plane.left + plane.width + px(24)
                && middle.1 - half.1 >= plane.top - px(16)
                && middle.1 + half.1 <= plane.top + plane.height + px(32);
            let is_apart = taken.iter().all(|(other, size)| {
                (middle.0 - other.0).abs() >= half.0 + size.0
                    || (middle.1 - other.1).abs() >= half.1 + size.1
            });
            is_on_page && is_apart && !sides.iter().any(|(a, b)| passes(*a, *b, *middle, half))
        };
        let middle = places.iter().map(|(dx, dy)| (at.0 + dx, at.1 + dy)).find(is_free)?;
        // Of two points a label is nearest to its own.
        let reach = |other: &Point| (other.0 - middle.0).pow(2) + (other.1 - middle.1).pow(2);
        if points.iter().any(|other| other != at && reach(other) <= reach(at)) {
            return None;
        }
        taken.push((middle, half));
        placed.push(middle);
    }
    Some(placed)
}
