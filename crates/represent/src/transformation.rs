//! A transformation on a grid: the object, what moves it, and the image computed exactly.
//!
//! The mirror line, centre or vector is drawn; the caption says what is done. The image may be left to be drawn.

use maths::Number;

use crate::axes::{Axis, Plane, scales};
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::coordinate_grid::{AXES, axes_back, draw_names, page, plane};
use crate::field::{BuildError, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Point, px};
use crate::marks::{arrow, n, polygon, write_on_plate};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, lines, list, paths, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A polygon and what a transformation makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Transformation {
    x: Axis,
    y: Axis,
    object: Vec<[Number; 2]>,
    how: How,
    has_image: bool,
}

/// What is done to the object.
#[derive(Debug, Clone, PartialEq)]
enum How {
    Reflect(Mirror),
    Rotate { centre: [Number; 2], quarters: i64 }, // Quarter turns anticlockwise, 1 to 3.
    Translate([Number; 2]),
    Enlarge { centre: [Number; 2], factor: Number },
}

/// A mirror line.
#[derive(Debug, Clone, PartialEq)]
enum Mirror {
    Vertical(Number),
    Horizontal(Number),
    Rising,
    Falling,
}

impl Transformation {
    pub(crate) const SPEC: KindSpec = kind! {
        "transformation": "A polygon on a grid and its image in a reflection, rotation, translation or enlargement.";
        "points" ("needed") "a list of 3 to 8 corners `[x, y]` of the object";
        "mirror" ("none") "the mirror line of a reflection: `\"x = 2\"`, `\"y = 1\"`, `\"y = x\"` or `\"y = -x\"`, with any number";
        "turn" ("none") "how far a rotation turns, anticlockwise: 90, 180 or 270 degrees, about `centre`";
        "vector" ("none") "how far a translation moves, as `[right, up]`";
        "factor" ("none") "the scale factor of an enlargement from `centre`";
        "centre" ("[0, 0]") "the centre of a rotation or an enlargement";
        "image" ("true") "whether the image is drawn";
        "x-from" ("-6") "the number at the left edge";
        "x-to" ("6") "the number at the right edge";
        "y-from" ("-6") "the number at the bottom edge";
        "y-to" ("6") "the number at the top edge";
        example r#"points = [[1, 1], [4, 1], [4, 3]], mirror = "x = -1""#;
        example r#"points = [[1, 1], [4, 1], [4, 2], [2, 2], [2, 4], [1, 4]], turn = 90"#;
        example r#"points = [[-5, 1], [-2, 1], [-2, 3], [-5, 3]], vector = [6, -4], image = false"#;
        example r#"points = [[1, 1], [3, 1], [1, 2]], factor = 3, centre = [0, 0], x-from = -1, x-to = 10, y-from = -1, y-to = 7"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let x = Axis::read(fields, AXES[0], (-6, 6), 20)
            .and_then(|axis| whole_axis(fields, axis, "x-to"))?;
        let y = Axis::read(fields, AXES[1], (-6, 6), 20)
            .and_then(|axis| whole_axis(fields, axis, "y-to"))?;
        let is_legal = |[a, b]: &[Number; 2]| {
            x.holds(a) && y.holds(b) && a.denominator() <= 2.into() && b.denominator() <= 2.into()
        };
        let expected = "a list of 3 to 8 corners [x, y] on the grid, whole or half numbers";
        let written = fields.get("points").ok_or_else(|| fields.wrong("points", expected))?;
        let object: Option<Vec<[Number; 2]>> =
            items(written).iter().map(|item| pair(item).filter(is_legal)).collect();
        let Some(object) = object.filter(|object| (3..=8).contains(&object.len())) else {
            return Err(fields.wrong("points", expected));
        };
        let picture = Self {
            how: Self::read_how(fields, &x, &y)?,
            has_image: fields.flag("image", true)?,
            object,
            x,
            y,
        };
        let on_grid = picture.image().iter().all(|[a, b]| {
            picture.x.holds(a)
                && picture.y.holds(b)
                && picture.x.is_readable(a)
                && picture.y.is_readable(b)
        });
        match on_grid {
            true => Ok(picture),
            false => Err(fields.wrong("points", "an object whose image is on the grid as well")),
        }
    }

    fn read_how(fields: &Reader, x: &Axis, y: &Axis) -> Result<How, BuildError> {
        let centre = match fields.get("centre") {
            None => [Number::ZERO, Number::ZERO],
            Some(written) => pair(written)
                .filter(|[a, b]| a.denominator() <= 2.into() && b.denominator() <= 2.into())
                .ok_or_else(|| fields.wrong("centre", "a point [x, y] on the grid"))?,
        };
        let needs_centre = fields.get("turn").is_some() || fields.get("factor").is_some();
        if needs_centre && !(x.holds(&centre[0]) && y.holds(&centre[1])) {
            return Err(fields.wrong("centre", "a point [x, y] on the grid"));
        }
        let named = ["mirror", "turn", "vector", "factor"]
            .into_iter()
            .filter(|field| fields.get(field).is_some());
        let named: Vec<&'static str> = named.collect();
        match named.as_slice() {
            ["mirror"] => {
                let text = fields.label("mirror")?.unwrap_or_default();
                let mirror = mirror(&text).filter(|mirror| match mirror {
                    Mirror::Vertical(at) => x.holds(at) && at.denominator() <= 2.into(),
                    Mirror::Horizontal(at) => y.holds(at) && at.denominator() <= 2.into(),
                    Mirror::Rising => diagonal(x, y, 1).is_some(),
                    Mirror::Falling => diagonal(x, y, -1).is_some(),
                });
                mirror.map(How::Reflect).ok_or_else(|| {
                    fields.wrong(
                        "mirror",
                        "a line on the grid such as \"x = 2\", \"y = 1\", \"y = x\" or \"y = -x\"",
                    )
                })
            }
            ["turn"] => match fields.whole("turn", 90, 270)?.filter(|turn| turn % 90 == 0) {
                Some(turn) => Ok(How::Rotate { centre, quarters: turn / 90 }),
                None => Err(fields.wrong("turn", "90, 180 or 270")),
            },
            ["vector"] => {
                let vector = fields
                    .get("vector")
                    .and_then(pair)
                    .filter(|[a, b]| a.is_whole() && b.is_whole() && !(a.is_zero() && b.is_zero()));
                vector
                    .map(How::Translate)
                    .ok_or_else(|| fields.wrong("vector", "whole numbers [right, up], not both 0"))
            }
            ["factor"] => {
                let factor = fields.number("factor")?.unwrap_or(Number::ONE);
                let is_legal = factor != Number::ONE
                    && !factor.is_zero()
                    && factor.abs() <= Number::from(10)
                    && factor.denominator() <= 4.into();
                match is_legal {
                    true => Ok(How::Enlarge { centre, factor }),
                    false => {
                        Err(fields
                            .wrong("factor", "a scale factor such as 2, 1/2 or -1, not 0 or 1"))
                    }
                }
            }
            [] | [_] => {
                Err(fields.wrong("mirror", "one of `mirror`, `turn`, `vector` and `factor`"))
            }
            [_, other, ..] => {
                Err(fields.wrong(other, "only one of `mirror`, `turn`, `vector` and `factor`"))
            }
        }
    }

    fn image(&self) -> Vec<[Number; 2]> {
        let moved = |[x, y]: &[Number; 2]| -> [Number; 2] {
            match &self.how {
                How::Reflect(Mirror::Vertical(at)) => [&(at + at) - x, y.clone()],
                How::Reflect(Mirror::Horizontal(at)) => [x.clone(), &(at + at) - y],
                How::Reflect(Mirror::Rising) => [y.clone(), x.clone()],
                How::Reflect(Mirror::Falling) => [-y, -x],
                How::Translate([right, up]) => [x + right, y + up],
                How::Enlarge { centre: [a, b], factor } => {
                    [a + &(factor * &(x - a)), b + &(factor * &(y - b))]
                }
                How::Rotate { centre: [a, b], quarters } => {
                    let (dx, dy) = (x - a, y - b);
                    match quarters {
                        1 => [a - &dy, b + &dx],
                        2 => [a - &dx, b - &dy],
                        _ => [a + &dy, b - &dx],
                    }
                }
            }
        };
        self.object.iter().map(moved).collect()
    }

    fn caption(&self) -> String {
        let at = |[x, y]: &[Number; 2]| format!("({}, {})", short(x), short(y));
        match &self.how {
            How::Reflect(mirror) => format!("reflection in {}", mirror_text(mirror)),
            How::Rotate { centre, quarters } => {
                format!("rotation {}° anticlockwise about {}", quarters * 90, at(centre))
            }
            How::Translate([right, up]) => {
                let way = |by: &Number, on: &str, back: &str| match by.is_zero() {
                    true => None,
                    false => Some(format!(
                        "{} {}",
                        short(&by.abs()),
                        if by.is_negative() { back } else { on }
                    )),
                };
                let ways: Vec<String> = [way(right, "right", "left"), way(up, "up", "down")]
                    .into_iter()
                    .flatten()
                    .collect();
                format!("translation {}", ways.join(" and "))
            }
            How::Enlarge { centre, factor } => {
                format!("enlargement, scale factor {}, centre {}", factor.to_mixed(), at(centre))
            }
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let plane = plane(&self.x, &self.y);
        let names = ["x".to_owned(), "y".to_owned()];
        let base = page(&plane, &names);
        let caption = Label::read(&self.caption());
        let top = plane.top + plane.height + px(36);
        let mut canvas =
            base.grown_to(caption.width(LABEL) + px(32), top + caption.height(LABEL) + px(16));
        plane.draw_grid(&mut canvas);
        plane.draw_axes(&mut canvas, true);
        draw_names(&mut canvas, &plane, &names);
        let places = |corners: &[[Number; 2]]| -> Vec<Point> {
            corners.iter().map(|[x, y]| plane.at(x, y)).collect()
        };
        let (object, image) = (places(&self.object), places(&self.image()));
        polygon(&mut canvas, "d-object", &object, Fill::Shaded, Line::Ink);
        if self.has_image {
            polygon(&mut canvas, "d-image", &image, Fill::ShadedB, Line::Ink);
        }
        self.draw_how(&mut canvas, &plane, &object, &image);
        plane.draw_numbers(&mut canvas);
        let [a, b] = [&object, &image].map(|corners| beside_numbers(&plane, centre_of(corners)));
        write_on_plate(&mut canvas, "d-object-name", "A", a);
        if self.has_image && libm::hypot((a.0 - b.0) as f64, (a.1 - b.1) as f64) > 2_400.0 {
            write_on_plate(&mut canvas, "d-image-name", "B", b);
        }
        caption.draw_from(
            &mut canvas,
            "d-caption",
            (px(16), top + caption.height(LABEL) / 2),
            LABEL,
        );
        canvas
    }

    fn draw_how(&self, canvas: &mut Canvas, plane: &Plane, object: &[Point], image: &[Point]) {
        let cross = |canvas: &mut Canvas, [x, y]: &[Number; 2]| {
            let at = plane.at(x, y);
            canvas.circle("d-centre", at, px(5), Fill::Paper, Line::Ink);
        };
        match &self.how {
            How::Reflect(mirror) => {
                let (from, to) = match mirror {
                    Mirror::Vertical(at) => (plane.at(at, &self.y.from), plane.at(at, &self.y.to)),
                    Mirror::Horizontal(at) => {
                        (plane.at(&self.x.from, at), plane.at(&self.x.to, at))
                    }
                    Mirror::Rising | Mirror::Falling => {
                        let sign = if *mirror == Mirror::Rising { 1 } else { -1 };
                        let (from, to) = diagonal(&self.x, &self.y, sign)
                            .unwrap_or((Number::ZERO, Number::ZERO));
                        let sign = Number::from(sign);
                        (plane.at(&from, &(&from * &sign)), plane.at(&to, &(&to * &sign)))
                    }
                };
                canvas.line("d-mirror", from, to, Line::Guide);
            }
            How::Translate(_) => arrow(canvas, "d-vector", object[0], image[0]),
            How::Rotate { centre, .. } | How::Enlarge { centre, .. } => cross(canvas, centre),
        }
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (x, y) = scales(svg)?;
        let at = |(across, down): (f64, f64)| {
            Ok::<_, ReadBackError>([x.number(across)?, y.number(down)?])
        };
        let objects = paths(svg, "d-object")?;
        let Some(object) = objects.first() else { return unlike("a transformation has an object") };
        let corners = object.iter().map(|place| at(*place)).collect::<Result<Vec<_>, _>>()?;
        let mut read = fields([
            ("points", list(corners.iter().map(|corner| list(corner.clone())))),
            ("image", (!paths(svg, "d-image")?.is_empty()).into()),
        ]);
        let images = paths(svg, "d-image")?;
        let caption = text(svg, "d-caption")?;
        if let Some([from, to]) = lines(svg, "d-mirror")?.first() {
            read.insert("mirror".to_owned(), mirror_back(at(*from)?, at(*to)?).as_str().into());
        } else if let Some([from, to]) = lines(svg, "d-vector")?.first() {
            let (from, to) = (at(*from)?, at(*to)?);
            read.insert("vector".to_owned(), list([&to[0] - &from[0], &to[1] - &from[1]]));
        } else {
            let centres = frames(svg, "d-centre")?;
            let Some(centre) = centres.first() else {
                return unlike("a transformation has no centre");
            };
            let centre = at(centre.middle())?;
            let image = images
                .first()
                .map(|image| image.iter().map(|place| at(*place)).collect::<Result<Vec<_>, _>>())
                .transpose()?;
            let (field, value) = turn_or_factor(&corners, image.as_deref(), &centre, &caption)?;
            read.insert(field.to_owned(), value.into());
            read.insert("centre".to_owned(), list(centre));
        }
        let mut axes = axes_back(svg, &x, &y)?;
        axes.retain(|name, _| !name.ends_with("-step") && !name.ends_with("-name"));
        read.extend(axes);
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        let kind = match self.how {
            How::Reflect(_) => "A reflection",
            How::Rotate { .. } => "A rotation",
            How::Translate(_) => "A translation",
            How::Enlarge { .. } => "An enlargement",
        };
        format!("{kind} on a grid")
    }

    pub(crate) fn description(&self) -> String {
        let corners = |corners: &[[Number; 2]]| {
            let each: Vec<String> =
                corners.iter().map(|[x, y]| format!("({}, {})", short(x), short(y))).collect();
            words::list(&each)
        };
        let mut said = vec![format!(
            "{}. The corners of the object A are at {}.",
            self.title(),
            corners(&self.object)
        )];
        said.push(format!("{}.", words::sentence(&self.caption())));
        said.push(match self.has_image {
            true => format!("The corners of the image B are at {}.", corners(&self.image())),
            false => "The image is to be drawn.".to_owned(),
        });
        said.join(" ")
    }
}

fn pair(item: &crate::field::Field) -> Option<[Number; 2]> {
    match items(item) {
        [x, y] => Some([number_in(x)?, number_in(y)?]),
        _ => None,
    }
}

fn short(number: &Number) -> String {
    number.to_decimal().unwrap_or_else(|| number.to_mixed()).replace('-', "−")
}

fn whole_axis(fields: &Reader, axis: Axis, field: &'static str) -> Result<Axis, BuildError> {
    let span = &axis.to - &axis.from;
    match axis.from.is_whole() && axis.to.is_whole() && span <= Number::from(20) {
        true => Ok(Axis { step: Number::ONE, ..axis }),
        false => Err(fields.wrong(field, "whole numbers at most 20 apart")),
    }
}

fn mirror(text: &str) -> Option<Mirror> {
    let plain: String =
        text.replace('−', "-").chars().filter(|letter| !letter.is_whitespace()).collect();
    match plain.as_str() {
        "y=x" => return Some(Mirror::Rising),
        "y=-x" => return Some(Mirror::Falling),
        _ => {}
    }
    let (letter, number) = plain.split_once('=')?;
    let number = number_in(&number.into())?;
    match letter {
        "x" => Some(Mirror::Vertical(number)),
        "y" => Some(Mirror::Horizontal(number)),
        _ => None,
    }
}

fn mirror_text(mirror: &Mirror) -> String {
    match mirror {
        Mirror::Vertical(at) => format!("x = {}", short(at)),
        Mirror::Horizontal(at) => format!("y = {}", short(at)),
        Mirror::Rising => "y = x".to_owned(),
        Mirror::Falling => "y = −x".to_owned(),
    }
}

fn mirror_back(from: [Number; 2], to: [Number; 2]) -> String {
    if from[0] == to[0] {
        return format!("x = {}", from[0]);
    }
    match (from[1] == to[1], from[0] == from[1]) {
        (true, _) => format!("y = {}", from[1]),
        (_, true) if to[0] == to[1] => "y = x".to_owned(),
        _ => "y = -x".to_owned(),
    }
}

// The x between which y = x, or y = −x, is on the grid.
fn diagonal(x: &Axis, y: &Axis, sign: i64) -> Option<(Number, Number)> {
    let (low, high) = match sign {
        1 => (y.from.clone(), y.to.clone()),
        _ => (-&y.to, -&y.from),
    };
    let (from, to) = (x.from.clone().max(low), x.to.clone().min(high));
    (&to - &from >= Number::from(2)).then_some((from, to))
}

// The place itself, or the nearest one where a name does not stand on the numbers of an axis.
fn beside_numbers(plane: &Plane, at: Point) -> Point {
    let (x0, y0) = plane.origin();
    let (low, left) = (y0 + px(17), x0 - px(20));
    let y = match at.1 - low {
        apart if apart.abs() >= px(20) => at.1,
        apart if apart < 0 => low - px(32),
        _ => low + px(20),
    };
    let x = match at.0 - left {
        apart if apart.abs() >= px(28) => at.0,
        apart if apart < 0 => left - px(28),
        _ => left + px(36),
    };
    (x, y)
}

// A place inside a shape for its name: of the middles of its corners, three by three and all together, the one
// furthest from every side.
fn centre_of(corners: &[Point]) -> Point {
    let count = corners.len();
    let middle = |some: &[Point]| {
        let sum = |pick: fn(&Point) -> i64| some.iter().map(pick).sum::<i64>() / n(some.len());
        (sum(|at| at.0), sum(|at| at.1))
    };
    let mut places = vec![middle(corners)];
    for i in 0..count {
        places.push(middle(&[corners[i], corners[(i + 1) % count], corners[(i + 2) % count]]));
    }
    let room = |at: &Point| {
        let mut is_inside = false;
        let mut nearest = i64::MAX;
        for i in 0..count {
            let (a, b) = (corners[i], corners[(i + 1) % count]);
            if (a.1 > at.1) != (b.1 > at.1) {
                let x = a.0 + (b.0 - a.0) * (at.1 - a.1) / (b.1 - a.1);
                is_inside ^= at.0 < x;
            }
            let length = libm::hypot((b.0 - a.0) as f64, (b.1 - a.1) as f64).max(1.0);
            let area = ((b.0 - a.0) * (at.1 - a.1) - (b.1 - a.1) * (at.0 - a.0)).abs() as f64;
            nearest = nearest.min((area / length) as i64);
        }
        if is_inside { nearest } else { -nearest }
    };
    places.into_iter().max_by_key(room).unwrap_or(corners[0])
}

// Which of the two it is, from the image where it is drawn, else from the caption.
fn turn_or_factor(
    object: &[[Number; 2]],
    image: Option<&[[Number; 2]]>,
    centre: &[Number; 2],
    caption: &str,
) -> Result<(&'static str, Number), ReadBackError> {
    let said = |after: &str| {
        let rest = caption.split(after).nth(1)?;
        let end = rest.find(['°', ',']).unwrap_or(rest.len());
        number_in(&rest[..end].trim().into())
    };
    let from_caption = said("rotation ")
        .map(|turn| ("turn", turn))
        .or(said("scale factor ").map(|factor| ("factor", factor)));
    let Some((field, written)) = from_caption else {
        return unlike("a caption says neither turn nor factor");
    };
    let Some(image) = image else { return Ok((field, written)) };
    for (before, after) in object.iter().zip(image) {
        let (a, b) = (
            [&before[0] - &centre[0], &before[1] - &centre[1]],
            [&after[0] - &centre[0], &after[1] - &centre[1]],
        );
        let quarter = |k: i64| match k {
            1 => [-&a[1], a[0].clone()],
            2 => [-&a[0], -&a[1]],
            _ => [a[1].clone(), -&a[0]],
        };
        let found = match field {
            "turn" => (1..=3).find(|k| quarter(*k) == b).map(|k| Number::from(90 * k)),
            _ => b[0].checked_div(&a[0]).or_else(|| b[1].checked_div(&a[1])),
        };
        let is_centre = a[0].is_zero() && a[1].is_zero();
        if !is_centre {
            return match found {
                Some(found) if found == written => Ok((field, found)),
                _ => unlike("the image is not what the caption says"),
            };
        }
    }
    Ok((field, written))
}
