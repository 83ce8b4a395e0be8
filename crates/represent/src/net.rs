//! A net: the faces of a cuboid laid flat, or squares joined edge to edge that may or may not fold to a cube.
//!
//! Folds are dashed and the outline is not; everything is to scale.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::write;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, label_at, lines, list, spots, unlike, whole};
use crate::read_back::tags::Element;
use crate::words;

/// Faces laid flat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Net {
    /// Left, top, width and height of each face, in units.
    faces: Vec<[i64; 4]>,
    labels: Vec<String>,
    of: Of,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Of {
    Cuboid([i64; 3]),
    Squares(Vec<[i64; 2]>),
}

const EDGE: Hundredths = px(16);
/// The larger side of the whole net, at most.
const LARGEST: Hundredths = px(420);
/// One unit, at most: a cube of side 1 should not fill a page.
const UNIT: Hundredths = px(64);

impl Net {
    pub(crate) const SPEC: KindSpec = kind! {
        "net": "The faces of a cuboid laid flat, or squares joined edge to edge, some of which fold to a cube.";
        "length" ("none") "the length of the cuboid in units, 1 to 10; with `width` and `height`";
        "width" ("none") "the width of the cuboid in units, 1 to 10";
        "height" ("none") "the height of the cuboid in units, 1 to 10";
        "squares" ("none") "instead of a cuboid: a list of 2 to 8 squares, each `[across, down]` from the top left, 0 to 6";
        "labels" ("none") "a list of labels, one for each face; of a cuboid: back, bottom, front, top, left, right";
        example r#"length = 4, width = 2, height = 3"#;
        example r#"squares = [[1, 0], [0, 1], [1, 1], [2, 1], [1, 2], [1, 3]]"#;
        example r#"squares = [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]]"#;
        example r#"squares = [[1, 0], [0, 1], [1, 1], [2, 1], [1, 2], [1, 3]], labels = ["A", "B", "C", "D", "E", "?"]"#;
    };

    pub(crate) fn read(given: &Reader) -> Result<Self, BuildError> {
        let side = |name: &'static str| given.whole(name, 1, 10);
        let sides = [side("length")?, side("width")?, side("height")?];
        let of = match (given.get("squares"), sides) {
            // A cube is six squares, however large.
            (None, [Some(length), Some(width), Some(height)])
                if length == width && width == height =>
            {
                Of::Squares(laid([1, 1, 1]).iter().map(|face| [face[0], face[1]]).collect())
            }
            (None, [Some(length), Some(width), Some(height)]) => {
                Of::Cuboid([length, width, height])
            }
            (Some(_), [None, None, None]) => Of::Squares(read_squares(given)?),
            _ => {
                return Err(
                    given.wrong("squares", "either `squares`, or `length`, `width` and `height`")
                );
            }
        };
        let faces = match &of {
            Of::Cuboid(sides) => laid(*sides).to_vec(),
            Of::Squares(squares) => squares.iter().map(|at| [at[0], at[1], 1, 1]).collect(),
        };
        let labels =
            given.labels_for("labels", faces.len(), || vec![String::new(); faces.len()])?;
        let net = Self { faces, labels, of };
        let unit = net.unit();
        let fits = |(label, face): (&String, &[i64; 4])| {
            crate::marks::width(label) + px(8) <= face[2] * unit
                && crate::marks::height(label) + px(8) <= face[3] * unit
        };
        if !net.labels.iter().zip(&net.faces).all(fits) {
            return Err(given.wrong("labels", "labels short enough to stand on their faces"));
        }
        Ok(net)
    }

    fn size(&self) -> [i64; 2] {
        [0, 1].map(|axis| {
            self.faces.iter().map(|face| face[axis] + face[axis + 2]).max().unwrap_or(1)
        })
    }

    fn unit(&self) -> Hundredths {
        let [across, down] = self.size();
        (LARGEST / across.max(down)).min(UNIT)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let unit = self.unit();
        let [across, down] = self.size();
        let mut canvas = Canvas::new(2 * EDGE + across * unit, 2 * EDGE + down * unit);
        let place = |at: i64| EDGE + at * unit;
        for face in &self.faces {
            canvas.rect(
                "d-face",
                (place(face[0]), place(face[1])),
                (face[2] * unit, face[3] * unit),
                0,
                Fill::Tint,
                Line::None,
            );
        }
        for [from, to, is_fold] in self.edges() {
            let (role, line) =
                if is_fold == [1, 1] { ("d-fold", Line::Dashed) } else { ("d-edge", Line::Ink) };
            canvas.line(role, (place(from[0]), place(from[1])), (place(to[0]), place(to[1])), line);
        }
        for (label, face) in self.labels.iter().zip(&self.faces) {
            let middle = (place(face[0]) + face[2] * unit / 2, place(face[1]) + face[3] * unit / 2);
            write(&mut canvas, "d-face-label", label, middle);
        }
        canvas
    }

    // Every stretch of one unit round the faces, each once: from, to, and whether two faces meet there.
    fn edges(&self) -> Vec<[[i64; 2]; 3]> {
        let mut all: Vec<[[i64; 2]; 3]> = Vec::new();
        for face in &self.faces {
            let [left, top, width, height] = *face;
            let across = (0..width)
                .flat_map(|i| [top, top + height].map(|y| [[left + i, y], [left + i + 1, y]]));
            let down = (0..height)
                .flat_map(|i| [left, left + width].map(|x| [[x, top + i], [x, top + i + 1]]));
            for [from, to] in across.chain(down) {
                match all.iter_mut().find(|edge| edge[0] == from && edge[1] == to) {
                    Some(edge) => edge[2] = [1, 1],
                    None => all.push([from, to, [0, 0]]),
                }
            }
        }
        all
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let faces = frames(svg, "d-face")?;
        let Some(first) = faces.first() else { return unlike("a net has no faces") };
        let labels = spots(svg, "d-face-label")?;
        let named = |face: &crate::read_back::recover::Frame| {
            label_at(&labels, face.middle(), 2.0).unwrap_or_default().to_owned()
        };
        let labels: Vec<String> = faces.iter().map(named).collect();
        let is_square = |face: &crate::read_back::recover::Frame| {
            face.width == face.height && face.width == first.width
        };
        let mut read = if faces.iter().all(is_square) {
            let unit = first.width;
            let mut squares = Vec::new();
            for face in &faces {
                squares
                    .push(list([whole((face.x - 16.0) / unit)?, whole((face.y - 16.0) / unit)?]));
            }
            fields([("squares", list(squares))])
        } else {
            // The outline is drawn a unit at a time.
            let (Some([from, to]), Some(bottom)) =
                (lines(svg, "d-edge")?.first().copied(), faces.get(1))
            else {
                return unlike("a net has no outline");
            };
            let unit = (to.0 - from.0).abs() + (to.1 - from.1).abs();
            let [length, width, height] = [
                whole(first.width / unit)?,
                whole(bottom.height / unit)?,
                whole(first.height / unit)?,
            ];
            fields([("length", length.into()), ("width", width.into()), ("height", height.into())])
        };
        read.insert("labels".to_owned(), list(labels.iter().map(String::as_str)));
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        match self.of {
            Of::Cuboid(_) => "The net of a cuboid".to_owned(),
            Of::Squares(_) => format!(
                "{} joined edge to edge",
                words::sentence(&words::count(crate::marks::n(self.faces.len()), "square"))
            ),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = match &self.of {
            Of::Cuboid([length, width, height]) => format!(
                "The net of a cuboid that is {length} long, {width} wide and {height} high: two faces {length} by {height}, two {length} by {width} and two {width} by {height}."
            ),
            Of::Squares(squares) => {
                let down = squares.iter().map(|at| at[1]).max().unwrap_or(0);
                let row = |y: i64| {
                    let mut places: Vec<i64> =
                        squares.iter().filter(|at| at[1] == y).map(|at| at[0] + 1).collect();
                    places.sort_unstable();
                    words::list(&places.iter().map(ToString::to_string).collect::<Vec<_>>())
                };
                let rows: Vec<String> = (0..=down).map(row).collect();
                format!(
                    "{}. The columns they stand in, row by row: {}.",
                    self.title(),
                    rows.join("; ")
                )
            }
        };
        if self.labels.iter().any(|label| !label.is_empty()) {
            said.push_str(&format!(" On the faces: {}.", words::shown_list(&self.labels)));
        }
        said
    }
}

// Back, bottom, front and top one under the other, left and right beside the bottom.
fn laid([length, width, height]: [i64; 3]) -> [[i64; 4]; 6] {
    let (second, third, fourth) = (height, height + width, 2 * height + width);
    [
        [height, 0, length, height],
        [height, second, length, width],
        [height, third, length, height],
        [height, fourth, length, width],
        [0, second, height, width],
        [height + length, second, height, width],
    ]
}

fn read_squares(given: &Reader) -> Result<Vec<[i64; 2]>, BuildError> {
    let refused = || {
        given.wrong("squares", "a list of 2 to 8 different squares, each [across, down] from 0 to 6, joined edge to edge, the first row and column among them")
    };
    let place = |field: &crate::field::Field| {
        number_in(field).and_then(|number| number.to_i64()).filter(|at| (0..=6).contains(at))
    };
    let square = |field: &crate::field::Field| match items(field) {
        [across, down] => Some([place(across)?, place(down)?]),
        _ => None,
    };
    let written = given.get("squares").map_or(&[][..], items);
    let squares: Vec<[i64; 2]> =
        written.iter().map(square).collect::<Option<_>>().ok_or_else(refused)?;
    let is_new = (1..squares.len()).all(|idx| !squares[..idx].contains(&squares[idx]));
    let starts = |axis: usize| squares.iter().any(|at| at[axis] == 0);
    let mut reached = vec![0_usize];
    let mut next = 0;
    while let Some(from) = reached.get(next).copied() {
        for (idx, at) in squares.iter().enumerate() {
            let apart = (at[0] - squares[from][0]).abs() + (at[1] - squares[from][1]).abs();
            if apart == 1 && !reached.contains(&idx) {
                reached.push(idx);
            }
        }
        next += 1;
    }
    let is_joined = reached.len() == squares.len();
    match (2..=8).contains(&squares.len()) && is_new && is_joined && starts(0) && starts(1) {
        true => Ok(squares),
        false => Err(refused()),
    }
}
