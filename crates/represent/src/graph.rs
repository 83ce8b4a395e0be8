//! Graphs of straight lines, quadratics and cubics: through computed points, on to the edges of the grid.
//!
//! A graph may be kept to a range of x, with a filled end where the end belongs to it and an open one where not.

use maths::Number;

use crate::axes::{Axis, Plane, scales};
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::coordinate_grid::{AXES, axes_back, describe_axes, draw_names, page, plane, read_names};
use crate::field::{BuildError, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Point, px, rounded};
use crate::marks::{passes, polyline};
use crate::read_back::ReadBackError;
use crate::read_back::measure::simplest_near;
use crate::read_back::recover::{as_f64, fields, frames, lines, list, paths, spots, unlike};
use crate::read_back::tags::{self, Element};
use crate::words;

/// Graphs on one grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    x: Axis,
    y: Axis,
    curves: Vec<Vec<Number>>, // Coefficients, highest power first, two to four; [m, c] is y = mx + c.
    verticals: Vec<Number>,
    labels: Vec<String>,
    range: Option<[Number; 2]>,
    ends: [bool; 2], // Whether each end of the range belongs to the graph.
    names: [String; 2],
}

/// A coefficient is read as a fraction with at most this denominator. Our choice: finer is not visible.
const FINEST: i64 = 10;

impl Graph {
    pub(crate) const SPEC: KindSpec = kind! {
        "graph": "Straight lines, quadratics and cubics on a coordinate grid.";
        "curves" ("none") "a list of 1 to 3 graphs, each a list of coefficients from the highest power: `[2, 1]` is y = 2x + 1, `[1, 0, -4]` is y = x² − 4";
        "verticals" ("none") "a list of at most 3 numbers: the lines x = that number";
        "labels" ("none") "a list of labels, one for each of `curves`, such as `\"y = 2x + 1\"`";
        "range" ("none") "a list of two numbers: the x between which graphs are drawn";
        "ends" ("\"closed\"") "`\"closed\"`, `\"open\"`, `\"open-closed\"` or `\"closed-open\"`: whether the ends of `range` belong to the graph, left and right";
        "x-from" ("-5") "the number at the left edge";
        "x-to" ("5") "the number at the right edge";
        "x-step" ("a step that fits") "the step across, at most 20 of them";
        "y-from" ("-5") "the number at the bottom edge";
        "y-to" ("5") "the number at the top edge";
        "y-step" ("a step that fits") "the step up, at most 20 of them";
        "x-name" ("x") "the name of the horizontal axis";
        "y-name" ("y") "the name of the vertical axis";
        example r#"curves = [[2, 1]], labels = ["y = 2x + 1"]"#;
        example r#"curves = [[1, 0, -4], [1, 1]]"#;
        example r#"curves = [["-1/2", 3]], range = [-2, 4], ends = "closed-open""#;
        example r#"curves = [[1, 0, -3, 0]], verticals = [2]"#;
        example r#"curves = [[3, 10]], x-from = 0, x-to = 10, y-from = 0, y-to = 40, x-name = "kilometres", y-name = "cost (£)""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let x = Axis::read(fields, AXES[0], (-5, 5), 20)?;
        let y = Axis::read(fields, AXES[1], (-5, 5), 20)?;
        let curves = Self::read_curves(fields)?;
        let verticals = fields.numbers("verticals")?.unwrap_or_default();
        let is_legal = |at: &Number| x.holds(at) && x.is_readable(at);
        if verticals.len() > 3 || !verticals.iter().all(is_legal) {
            return Err(fields.wrong("verticals", "at most 3 numbers on the x axis"));
        }
        if curves.is_empty() && verticals.is_empty() {
            return Err(fields.wrong("curves", "a graph such as [2, 1], which is y = 2x + 1"));
        }
        let range = match fields.numbers("range")? {
            None => None,
            Some(ends) => match <[Number; 2]>::try_from(ends) {
                Ok([from, to]) if from < to && is_legal(&from) && is_legal(&to) => Some([from, to]),
                _ => {
                    return Err(
                        fields.wrong("range", "two numbers on the x axis, the smaller first")
                    );
                }
            },
        };
        let ends = [
            ("closed", [true, true]),
            ("open", [false, false]),
            ("open-closed", [false, true]),
            ("closed-open", [true, false]),
        ];
        let graph = Self {
            labels: fields
                .labels_for("labels", curves.len(), || vec![String::new(); curves.len()])?,
            ends: fields.choice("ends", &ends, Some([true, true]))?,
            names: read_names(fields)?,
            curves,
            verticals,
            range,
            x,
            y,
        };
        graph.check_room(fields)?;
        graph.check_reading(fields)?;
        Ok(graph)
    }

    fn read_curves(fields: &Reader) -> Result<Vec<Vec<Number>>, BuildError> {
        let Some(written) = fields.get("curves") else { return Ok(Vec::new()) };
        let all = match items(written).first().and_then(number_in) {
            Some(_) => vec![written],
            None => items(written).iter().collect(),
        };
        let is_legal = |number: &Number| {
            number.abs() <= Number::from(50) && number.denominator() <= FINEST.into()
        };
        let curve = |item: &crate::field::Field| {
            let curve = items(item)
                .iter()
                .map(|one| number_in(one).filter(is_legal))
                .collect::<Option<Vec<Number>>>()?;
            let is_whole =
                (2..=4).contains(&curve.len()) && (curve.len() == 2 || !curve[0].is_zero());
            is_whole.then_some(curve)
        };
        let curves: Option<Vec<_>> = all.into_iter().map(curve).collect();
        curves.filter(|curves| (1..=3).contains(&curves.len())).ok_or_else(|| {
            fields.wrong(
                "curves",
                "a list of 1 to 3 graphs, each a list of 2 to 4 coefficients such as [2, 1]",
            )
        })
    }

    // Of a short piece of a curve it cannot be told which curve it is.
    fn check_reading(&self, fields: &Reader) -> Result<(), BuildError> {
        let svg = self.canvas().finish("graph", String::new(), String::new()).svg;
        let read = tags::read(&svg).and_then(|svg| Self::read_back(&svg));
        let own = list(self.curves.iter().map(|curve| list(curve.iter().cloned())));
        match read {
            Ok(read) if read.get("curves") == Some(&own) => Ok(()),
            _ => {
                Err(fields.wrong("curves", "graphs of which enough is on the grid to tell them by"))
            }
        }
    }

    fn check_room(&self, fields: &Reader) -> Result<(), BuildError> {
        let plane = plane(&self.x, &self.y);
        for curve in &self.curves {
            let run = self.run(&plane, curve);
            let wide = run.first().zip(run.last()).map_or(0, |(a, b)| b.0 - a.0);
            if wide < px(40) || run.len() < 4 {
                return Err(fields
                    .wrong("curves", "graphs of which a good part is on the grid, in one piece"));
            }
        }
        let value = |curve: &[Number], x: &Number| {
            curve.iter().fold(Number::ZERO, |sum, c| &(&sum * x) + c)
        };
        let is_whole = |ends: &[Number; 2]| {
            self.curves.iter().all(|curve| ends.iter().all(|x| self.y.holds(&value(curve, x))))
        };
        if !self.range.as_ref().is_none_or(is_whole) {
            return Err(fields.wrong("range", "a range at whose ends the graphs are on the grid"));
        }
        let labels = self.placed(&plane);
        if labels.is_none() {
            return Err(fields.wrong("labels", "labels short enough to stand beside their graphs"));
        }
        Ok(())
    }

    // The points of a curve that are on the grid, from the left: the longest run without a break.
    fn run(&self, plane: &Plane, curve: &[Number]) -> Vec<Point> {
        let (from, to) = match &self.range {
            Some([from, to]) => (as_f64(from), as_f64(to)),
            None => (as_f64(&self.x.from), as_f64(&self.x.to)),
        };
        let (low, high) = (as_f64(&self.y.from), as_f64(&self.y.to));
        let coefficients: Vec<f64> = curve.iter().map(as_f64).collect();
        let value = |x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
        let place = |x: f64| -> Point {
            let (left, right) = (as_f64(&self.x.from), as_f64(&self.x.to));
            let across = plane.left as f64 + (x - left) / (right - left) * plane.width as f64;
            let up = (value(x) - low) / (high - low) * plane.height as f64;
            (rounded(across), plane.top + plane.height - rounded(up))
        };
        let (mut best, mut run): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
        let n_pieces = 480;
        let mut before: Option<f64> = None; // The x before this one, when it was off the grid.
        for i in 0..=n_pieces {
            let x = from + (to - from) * f64::from(i) / f64::from(n_pieces);
            let is_on = value(x) >= low - 1e-9 && value(x) <= high + 1e-9;
            let last = from + (to - from) * f64::from(i - 1) / f64::from(n_pieces);
            match (is_on, run.is_empty()) {
                (true, true) => {
                    if let Some(off) = before {
                        run.push(place(edge(off, x, &value, low, high)));
                    }
                    run.push(place(x));
                }
                (true, false) => run.push(place(x)),
                (false, false) => {
                    run.push(place(edge(x, last, &value, low, high)));
                    if run.len() > best.len() {
                        best = std::mem::take(&mut run);
                    }
                    run.clear();
                }
                (false, true) => {}
            }
            before = (!is_on).then_some(x);
        }
        let mut best = if run.len() > best.len() { run } else { best };
        if curve.len() == 2 {
            // A straight line is drawn from end to end, with two places on the way.
            let n = best.len();
            best = [0, n / 3, 2 * n / 3, n.saturating_sub(1)]
                .iter()
                .filter_map(|i| best.get(*i).copied())
                .collect();
        }
        best
    }

    // The middle of each label: beside its graph, near the right end, clear of the axes' numbers.
    fn placed(&self, plane: &Plane) -> Option<Vec<Point>> {
        let mut taken: Vec<(Point, Point)> = Vec::new();
        let mut placed = Vec::new();
        for (curve, label) in self.curves.iter().zip(&self.labels) {
            let read = Label::algebra(label);
            let half = (read.width(LABEL) / 2 + px(3), read.height(LABEL) / 2 + px(2));
            let run = self.run(plane, curve);
            let (x0, y0) = plane.origin();
            let is_free = |middle: &Point| {
                let inside = middle.0 - half.0 >= plane.left
                    && middle.0 + half.0 <= plane.left + plane.width
                    && middle.1 - half.1 >= plane.top
                    && middle.1 + half.1 <= plane.top + plane.height;
                let off_axes = (middle.1 + half.1 < y0 - px(2) || middle.1 - half.1 > y0 + px(30))
                    && (middle.0 - half.0 > x0 + px(2) || middle.0 + half.0 < x0 - px(44));
                let apart = taken.iter().all(|(other, size): &(Point, Point)| {
                    (middle.0 - other.0).abs() >= half.0 + size.0
                        || (middle.1 - other.1).abs() >= half.1 + size.1
                });
                // Graphs do not run under it.
                let clear = self.curves.iter().all(|other| {
                    let run = self.run(plane, other);
                    run.windows(2).all(|pair| !passes(pair[0], pair[1], *middle, half))
                });
                inside && off_axes && apart && clear
            };
            if read.is_empty() {
                placed.push((0, 0));
                continue;
            }
            let n = run.len();
            let spots = (0..n).rev().flat_map(|i| {
                let at = run[i];
                let (dx, dy) = (half.0 + px(10), half.1 + px(6));
                [
                    (at.0 + dx, at.1),
                    (at.0 - dx, at.1),
                    (at.0, at.1 - dy),
                    (at.0, at.1 + dy),
                    (at.0 + dx, at.1 + dy),
                    (at.0 - dx, at.1 - dy),
                ]
            });
            let mut spots = spots.step_by(if n > 40 { 5 } else { 1 });
            let middle = spots.find(is_free)?;
            taken.push((middle, half));
            placed.push(middle);
        }
        Some(placed)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let plane = plane(&self.x, &self.y);
        let mut canvas = page(&plane, &self.names);
        plane.draw_grid(&mut canvas);
        plane.draw_axes(&mut canvas, true);
        draw_names(&mut canvas, &plane, &self.names);
        for at in &self.verticals {
            let x = plane.across(at);
            canvas.line("d-vertical", (x, plane.top), (x, plane.top + plane.height), Line::Curve);
        }
        for curve in &self.curves {
            let run = self.run(&plane, curve);
            polyline(&mut canvas, "d-curve", &run, Line::Curve);
            if let Some([from, to]) = &self.range {
                let edges = [
                    (plane.across(from), run.first(), self.ends[0]),
                    (plane.across(to), run.last(), self.ends[1]),
                ];
                for (x, end, is_closed) in edges {
                    if let Some(end) = end.filter(|end| (end.0 - x).abs() <= 1) {
                        let fill = if is_closed { Fill::A } else { Fill::Paper };
                        canvas.circle("d-end", *end, px(6), fill, Line::Ink);
                    }
                }
            }
        }
        plane.draw_numbers(&mut canvas);
        for (label, at) in self.labels.iter().zip(self.placed(&plane).unwrap_or_default()) {
            if !label.is_empty() {
                let read = Label::algebra(label);
                let (wide, tall) = (read.width(LABEL) + px(4), read.height(LABEL) + px(2));
                canvas.rect(
                    "d-plate",
                    (at.0 - wide / 2, at.1 - tall / 2),
                    (wide, tall),
                    0,
                    Fill::Paper,
                    Line::None,
                );
                read.draw(&mut canvas, "d-curve-label", at, LABEL);
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (x, y) = scales(svg)?;
        let runs = paths(svg, "d-curve")?;
        let mut curves = Vec::new();
        for run in &runs {
            let points: Vec<(f64, f64)> =
                run.iter().map(|(across, down)| (x.value(*across), y.value(*down))).collect();
            curves.push(list(fit(&points)?));
        }
        let mut verticals = Vec::new();
        for [from, _] in lines(svg, "d-vertical")? {
            verticals.push(x.number(from.0)?);
        }
        let labels = spots(svg, "d-curve-label")?;
        let mut read = fields([("curves", list(curves)), ("verticals", list(verticals))]);
        if !labels.is_empty() {
            // A label is beside its own graph: nearer to it than to any other.
            let mut named = vec![String::new(); runs.len()];
            for label in &labels {
                let away = |run: &Vec<(f64, f64)>| {
                    run.windows(2)
                        .map(|pair| distance(pair[0], pair[1], (label.x, label.y)))
                        .fold(f64::INFINITY, f64::min)
                };
                let nearest = (0..runs.len())
                    .filter(|i| named[*i].is_empty())
                    .min_by(|a, b| away(&runs[*a]).total_cmp(&away(&runs[*b])));
                if let Some(i) = nearest {
                    named[i] = label.text.replace('²', "^2").replace('³', "^3");
                }
            }
            read.insert("labels".to_owned(), list(named.iter().map(String::as_str)));
        }
        let ends = frames(svg, "d-end")?;
        if let (false, Some(run)) = (ends.is_empty(), runs.first()) {
            let (left, right) = (run[0].0, run[run.len() - 1].0);
            read.insert("range".to_owned(), list([x.number(left)?, x.number(right)?]));
            let is_closed = |at: f64| {
                ends.iter().any(|end| (end.middle().0 - at).abs() < 0.1 && end.fill == "#1f4e8c")
            };
            let ends = match (is_closed(left), is_closed(right)) {
                (true, true) => "closed",
                (true, false) => "closed-open",
                (false, true) => "open-closed",
                (false, false) => "open",
            };
            read.insert("ends".to_owned(), ends.into());
        }
        read.extend(axes_back(svg, &x, &y)?);
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        match self.curves.len() + self.verticals.len() {
            1 => "A graph".to_owned(),
            n => format!("{n} graphs on one grid"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![describe_axes(&self.title(), &self.x, &self.y, &self.names)];
        for (curve, label) in self.curves.iter().zip(&self.labels) {
            let kind = match curve.len() {
                2 => "A straight line",
                3 => "A quadratic curve",
                _ => "A cubic curve",
            };
            let name = if label.is_empty() {
                String::new()
            } else {
                format!(", labelled {},", words::shown(label))
            };
            let zero = curve.last().expect("two coefficients or more");
            said.push(match zero {
                zero if self.range.is_none()
                    && self.x.holds(&Number::ZERO)
                    && self.y.holds(zero) =>
                {
                    format!("{kind}{name} crosses the vertical axis at {}.", words::spoken(zero))
                }
                _ => format!("{kind}{name} is drawn."),
            });
            if let [slope, _] = curve.as_slice() {
                said.push(match slope {
                    slope if slope.is_zero() => "It is level.".to_owned(),
                    slope if *slope > Number::ZERO => {
                        format!("It goes up {} for each 1 across.", words::spoken(slope))
                    }
                    slope => {
                        format!("It goes down {} for each 1 across.", words::spoken(&slope.abs()))
                    }
                });
            }
        }
        for at in &self.verticals {
            said.push(format!("A vertical line stands at {}.", words::spoken(at)));
        }
        if let Some([from, to]) = &self.range {
            let end = |is_closed: bool| if is_closed { "a filled end" } else { "an open end" };
            said.push(format!(
                "It is drawn from {}, with {}, to {}, with {}.",
                words::spoken(from),
                end(self.ends[0]),
                words::spoken(to),
                end(self.ends[1])
            ));
        }
        said.join(" ")
    }
}

// The x between one off the grid and one on it at which the curve reaches the edge.
fn edge(off: f64, on: f64, value: &impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut off, mut on) = (off, on);
    for _ in 0..40 {
        let middle = (off + on) / 2.0;
        let is_on = value(middle) >= low && value(middle) <= high;
        if is_on { on = middle } else { off = middle }
    }
    on
}

fn distance(a: (f64, f64), b: (f64, f64), at: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let along = ((at.0 - a.0) * dx + (at.1 - a.1) * dy) / (dx * dx + dy * dy).max(1e-9);
    let along = along.clamp(0.0, 1.0);
    libm::hypot(at.0 - a.0 - along * dx, at.1 - a.1 - along * dy)
}

// The coefficients of the polynomial of least degree, up to 3, that runs through all the points.
fn fit(points: &[(f64, f64)]) -> Result<Vec<Number>, ReadBackError> {
    let n = points.len();
    for degree in 1..=3_usize {
        let chosen: Vec<(f64, f64)> = (0..=degree).map(|i| points[i * (n - 1) / degree]).collect();
        let coefficients = through(&chosen);
        let exact = coefficients
            .iter()
            .map(|c| simplest_near(*c, 0.004))
            .collect::<Result<Vec<Number>, _>>();
        let Ok(exact) = exact else { continue };
        let value = |x: f64| exact.iter().fold(0.0, |sum, c| sum * x + as_f64(c));
        let span = points.iter().map(|at| at.1).fold(f64::NEG_INFINITY, f64::max)
            - points.iter().map(|at| at.1).fold(f64::INFINITY, f64::min);
        let is_fine = exact.iter().all(|c| c.denominator() <= FINEST.into());
        if is_fine && points.iter().all(|(x, y)| libm::fabs(value(*x) - y) < 0.002 * span.max(1.0))
        {
            return Ok(exact);
        }
    }
    unlike("a curve is not a polynomial of degree 1 to 3")
}

// Newton's interpolation, multiplied out, highest power first.
fn through(points: &[(f64, f64)]) -> Vec<f64> {
    let n = points.len();
    let mut table: Vec<f64> = points.iter().map(|at| at.1).collect();
    for level in 1..n {
        for i in (level..n).rev() {
            table[i] = (table[i] - table[i - 1]) / (points[i].0 - points[i - level].0);
        }
    }
    let mut product: Vec<f64> = vec![table[n - 1]];
    for i in (0..n - 1).rev() {
        // product * (x - x_i) + table[i]
        let mut next = product.clone();
        next.push(0.0);
        for (k, c) in product.iter().enumerate() {
            next[k + 1] -= c * points[i].0;
        }
        *next.last_mut().expect("at least one term") += table[i];
        product = next;
    }
    product
}
