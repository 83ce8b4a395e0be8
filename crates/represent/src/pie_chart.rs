//! The pie chart: angles in proportion that sum to 360 degrees, from the top and clockwise.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line, arc_to};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, around, px, text as length_text};
use crate::marks::write;
use crate::read_back::ReadBackError;
use crate::read_back::measure::{area, outline, simplest_near};
use crate::read_back::recover::{as_f64, fields, list, number, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A circle in sectors.
#[derive(Debug, Clone, PartialEq)]
pub struct PieChart {
    parts: Vec<(String, Number)>,
    show: Show,
    heading: String,
}

/// What is written in the sectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    Names,
    Angles,
    Percentages,
    Values,
}

const SHOWS: [(&str, Show); 4] = [
    ("names", Show::Names),
    ("angles", Show::Angles),
    ("percentages", Show::Percentages),
    ("values", Show::Values),
];
const RADIUS: Hundredths = px(136);
const MIDDLE: Hundredths = px(288);
const MARGIN: Hundredths = px(48); // The room for names over and under the circle.

impl PieChart {
    pub(crate) const SPEC: KindSpec = kind! {
        "pie-chart": "A circle in sectors whose angles are in proportion, from the top and clockwise.";
        "categories" ("needed") "a list of 2 to 8 short names";
        "values" ("needed") "a list of numbers above 0, one for each category; whole numbers whose shares have denominators of at most 180";
        "show" ("\"names\"") "`\"names\"`, `\"angles\"`, `\"percentages\"` or `\"values\"`: what stands in the sectors; names stand outside";
        "title" ("none") "a heading over the chart";
        example r#"categories = ["walk", "bus", "car", "bike"], values = [12, 6, 9, 3], title = "How we come to school""#;
        example r#"categories = ["A", "B", "C"], values = [90, 120, 150], show = "angles""#;
        example r#"categories = ["yes", "no"], values = [3, 1], show = "percentages""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let names = fields.labels("categories")?.unwrap_or_default();
        let is_short =
            |name: &String| !name.is_empty() && Label::read(name).width(LABEL) <= px(120);
        if !(2..=8).contains(&names.len()) || !names.iter().all(is_short) {
            return Err(fields.wrong("categories", "a list of 2 to 8 short names"));
        }
        let values = fields.numbers("values")?.unwrap_or_default();
        let total = values.iter().fold(Number::ZERO, |sum, value| &sum + value);
        let is_large = |value: &Number| value * &Number::from(30) >= total && *value > Number::ZERO;
        // A share is read from the angle between two radii, known to a few thousandths of a degree.
        let is_readable = |value: &Number| {
            value.is_whole()
                && value.checked_div(&total).is_some_and(|share| share.denominator() <= 180.into())
        };
        let is_whole = values.iter().all(is_readable);
        if values.len() != names.len() || !is_whole || !values.iter().all(is_large) {
            return Err(fields.wrong("values", format!("a list of {} whole numbers, each at least a thirtieth of the whole, whose shares have denominators of at most 180", names.len())));
        }
        let chart = Self {
            parts: names.into_iter().zip(values).collect(),
            show: fields.choice("show", &SHOWS, Some(Show::Names))?,
            heading: fields.label("title")?.unwrap_or_default(),
        };
        if Label::read(&chart.heading).width(LABEL) > px(520)
            || Label::read(&chart.heading).height(LABEL) > LABEL
        {
            return Err(fields.wrong("title", "a shorter heading"));
        }
        if !chart.is_clear() {
            return Err(
                fields.wrong("categories", "fewer or shorter names, so that they do not touch")
            );
        }
        Ok(chart)
    }

    fn total(&self) -> Number {
        self.parts.iter().fold(Number::ZERO, |sum, part| &sum + &part.1)
    }

    // Degrees clockwise from the top at which each sector starts, and where the last ends.
    fn edges(&self) -> Vec<f64> {
        let total = self.total();
        let mut reached = Number::ZERO;
        let mut edges = vec![0.0];
        for (_, value) in &self.parts {
            reached = &reached + value;
            let share = reached.checked_div(&total).unwrap_or(Number::ONE);
            edges.push(as_f64(&share) * 360.0);
        }
        edges
    }

    fn centre(&self) -> Point {
        (MIDDLE, self.head() + MARGIN + RADIUS)
    }

    fn head(&self) -> Hundredths {
        if self.heading.is_empty() { 0 } else { px(40) }
    }

    // Names stand outside, each beside the middle of its sector.
    fn name_at(&self, i: usize) -> Point {
        let edges = self.edges();
        let middle = (edges[i] + edges[i + 1]) / 2.0;
        let label = Label::read(&self.parts[i].0);
        let at = around((0, 0), 1_000, 90.0 - middle);
        let (half, tall) = (label.width(LABEL) / 2, label.height(LABEL) / 2);
        let reach = RADIUS + px(10);
        let rim = around(self.centre(), reach, 90.0 - middle);
        (rim.0 + half * at.0 / 1_000, rim.1 + tall * at.1 / 1_000)
    }

    fn inside(&self, i: usize) -> String {
        let total = self.total();
        let of = |whole: i64| {
            let exact = (&self.parts[i].1 * &Number::from(whole))
                .checked_div(&total)
                .unwrap_or(Number::ZERO);
            exact.to_decimal().filter(|text| text.len() <= 5).unwrap_or_else(|| exact.to_mixed())
        };
        match self.show {
            Show::Names => String::new(),
            Show::Angles => format!("{}°", of(360)),
            Show::Percentages => format!("{}%", of(100)),
            Show::Values => self.parts[i].1.to_string(),
        }
    }

    fn inside_at(&self, i: usize) -> Point {
        let edges = self.edges();
        around(self.centre(), RADIUS * 7 / 10, 90.0 - (edges[i] + edges[i + 1]) / 2.0)
    }

    fn is_clear(&self) -> bool {
        let of = |label: &str, at: Point| {
            let label = Label::read(label);
            (at, label.width(LABEL) / 2 + px(2), label.height(LABEL) / 2 + px(2))
        };
        let names: Vec<_> =
            (0..self.parts.len()).map(|i| of(&self.parts[i].0, self.name_at(i))).collect();
        let insides: Vec<_> =
            (0..self.parts.len()).map(|i| of(&self.inside(i), self.inside_at(i))).collect();
        let is_apart = |boxes: &[(Point, Hundredths, Hundredths)]| {
            boxes.iter().enumerate().all(|(i, a)| {
                boxes[i + 1..].iter().all(|b| {
                    (a.0.0 - b.0.0).abs() >= a.1 + b.1 || (a.0.1 - b.0.1).abs() >= a.2 + b.2
                })
            })
        };
        let edges = self.edges();
        // A label inside its sector stays clear of both radii.
        let fits = |(i, (_, half, tall)): (usize, &(Point, Hundredths, Hundredths))| {
            let angle = (edges[i + 1] - edges[i]).min(180.0) / 2.0 * std::f64::consts::PI / 180.0;
            let room = RADIUS as f64 * 0.7 * libm::sin(angle);
            libm::hypot(*half as f64, *tall as f64) <= room || self.inside(i).is_empty()
        };
        let is_plain = (0..self.parts.len()).all(|i| !self.inside(i).contains('/'));
        // A name drawn over two lines may be taller than the room under the circle, or reach the heading over it.
        let (top, bottom) = (self.head(), self.centre().1 + RADIUS + MARGIN);
        let is_on_page = |(at, half, tall): &(Point, Hundredths, Hundredths)| {
            at.0 >= *half
                && at.0 + half <= 2 * MIDDLE
                && at.1 - tall >= top
                && at.1 + tall <= bottom
        };
        is_plain
            && names.iter().all(is_on_page)
            && is_apart(&names)
            && is_apart(&insides)
            && insides.iter().enumerate().all(fits)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (centre, edges) = (self.centre(), self.edges());
        let mut canvas = Canvas::new(2 * MIDDLE, centre.1 + RADIUS + MARGIN);
        write(&mut canvas, "d-heading", &self.heading, (MIDDLE, px(24)));
        let fills = [Fill::Shaded, Fill::ShadedB, Fill::Paper, Fill::Tint];
        let n_parts = self.parts.len();
        for i in 0..n_parts {
            let (from, to) = (
                around(centre, RADIUS, 90.0 - edges[i]),
                around(centre, RADIUS, 90.0 - edges[i + 1]),
            );
            let point = |at: Point| format!("{} {}", length_text(at.0), length_text(at.1));
            let is_large = edges[i + 1] - edges[i] > 180.0;
            let d = format!(
                "M {} L {} {} Z",
                point(centre),
                point(from),
                arc_to(RADIUS, is_large, true, to)
            );
            // The last sector differs from the first, which it touches.
            let fill =
                if i + 1 == n_parts && n_parts % 4 == 1 { Fill::ShadedB } else { fills[i % 4] };
            canvas.path("d-sector", &d, fill, Line::Ink);
        }
        for i in 0..n_parts {
            write(&mut canvas, "d-name", &self.parts[i].0, self.name_at(i));
            write(&mut canvas, "d-inside", &self.inside(i), self.inside_at(i));
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let names = spots(svg, "d-name")?;
        let mut shares = Vec::new();
        for sector in svg.with_class("d-sector") {
            let outline = outline(sector)?;
            // From one radius to the next, clockwise; the area says whether it is the short way round.
            let (centre, from, to) = (outline.points[0], outline.points[1], outline.points[2]);
            let way = |at: (f64, f64)| libm::atan2(at.1 - centre.1, at.0 - centre.0);
            let turn = (way(to) - way(from)) / std::f64::consts::TAU;
            let share = if turn <= 0.0 { turn + 1.0 } else { turn };
            let by_area = area(&outline) / (std::f64::consts::PI * 136.0 * 136.0);
            if (share - by_area).abs() > 0.01 {
                return unlike("the area of a sector is not its share");
            }
            shares.push(simplest_near(share, 0.000_013)?);
        }
        let sum = shares.iter().fold(Number::ZERO, |sum, share| &sum + share);
        if sum != Number::ONE || shares.len() != names.len() {
            return unlike("the sectors of a pie chart do not make a whole turn");
        }
        // Whole numbers in the same proportion.
        let bottom = shares.iter().fold(1_i64, |so_far, share| {
            let bottom = Number::from(share.denominator()).to_i64().unwrap_or(1);
            so_far / gcd(so_far, bottom) * bottom
        });
        let insides = spots(svg, "d-inside")?;
        let first = insides.first().map_or("", |inside| inside.text.as_str());
        let (show, scale) = match first {
            "" => ("names", Number::from(bottom)),
            text if text.ends_with('°') => ("angles", Number::from(bottom)),
            text if text.ends_with('%') => ("percentages", Number::from(bottom)),
            text => {
                let value = number(text)?;
                ("values", value.checked_div(&shares[0]).unwrap_or(Number::ONE))
            }
        };
        Ok(fields([
            ("categories", list(names.iter().map(|name| name.text.as_str()))),
            ("values", list(shares.iter().map(|share| share * &scale))),
            ("show", show.into()),
            ("title", text(svg, "d-heading")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        match self.heading.as_str() {
            "" => "A pie chart".to_owned(),
            heading => format!("A pie chart: {heading}"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}, from the top and clockwise.", self.title())];
        let total = self.total();
        for (i, (name, value)) in self.parts.iter().enumerate() {
            said.push(match self.show {
                Show::Names => {
                    let share = value.checked_div(&total).unwrap_or(Number::ZERO);
                    format!("{}: {} of the circle.", words::sentence(name), words::spoken(&share))
                }
                _ => format!("{}: {}.", words::sentence(name), words::shown(&self.inside(i))),
            });
        }
        said.join(" ")
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}
