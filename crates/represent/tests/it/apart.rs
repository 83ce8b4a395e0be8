//! Whether words stay clear of lines: every text's box against every stroke that could run through it.
//!
//! A stroke drawn before a plate or shape that covers the words does not count; it is not seen.

type Spot = (f64, f64);

#[derive(Debug, Clone)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

struct Mark {
    class: String,
    segments: Vec<(Spot, Spot)>,
    cover: Option<Area>, // What it hides, when it is filled.
}

/// Classes of strokes that run through words on purpose: a digit crossed out.
const ON_PURPOSE: [&str; 2] = ["d-cross", "d-struck"];

/// The first word that a stroke runs through, with the stroke's class.
pub fn crossing(svg: &str) -> Option<String> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut words: Vec<(usize, String, Area)> = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let end = tag.find('>').unwrap();
        let (head, after) = (&tag[..end], &tag[end + 1..]);
        if head.starts_with("text ") {
            let inside = &after[..after.find("</text>").unwrap()];
            words.push((marks.len(), inside.to_owned(), area_of(head, inside)));
        } else if let Some(mark) = mark(head) {
            marks.push(mark);
        }
        rest = after;
    }
    for (place, text, area) in &words {
        for (i, mark) in marks.iter().enumerate() {
            let is_hidden = || {
                i < *place
                    && marks[i + 1..*place]
                        .iter()
                        .any(|over| over.cover.as_ref().is_some_and(|cover| cover.holds(area)))
            };
            if ON_PURPOSE.iter().any(|class| mark.class.contains(class)) {
                continue;
            }
            if mark.segments.iter().any(|segment| area.meets(*segment)) && !is_hidden() {
                return Some(format!("`{}` runs through `{text}`", mark.class));
            }
        }
    }
    None
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

fn length(head: &str, name: &str) -> f64 {
    attribute(head, name).and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

// A little smaller than the words are drawn in our font, so that a hair's breadth is not a fault.
fn area_of(head: &str, inside: &str) -> Area {
    let plain: String = {
        let mut depth = 0;
        let keep = |c: &char| {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => return depth == 0,
            }
            false
        };
        inside.chars().filter(keep).collect()
    };
    let plain = plain
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    let (x, y, size) = (length(head, "x"), length(head, "y"), length(head, "font-size"));
    let half = plain.chars().count() as f64 * size * 0.25;
    Area { left: x - half, right: x + half, top: y - 0.64 * size, bottom: y - 0.02 * size }
}

fn mark(head: &str) -> Option<Mark> {
    let name = head.split(' ').next()?;
    let class = attribute(head, "class").unwrap_or_default().to_owned();
    let has_stroke = attribute(head, "stroke").is_some();
    let is_filled = attribute(head, "fill").is_some_and(|fill| fill != "none");
    let is_solid = is_filled && attribute(head, "fill-opacity").is_none();
    let mut cover = None;
    let points: Vec<Vec<Spot>> = match name {
        "line" => vec![vec![
            (length(head, "x1"), length(head, "y1")),
            (length(head, "x2"), length(head, "y2")),
        ]],
        "rect" => {
            let (x, y, w, h) = (
                length(head, "x"),
                length(head, "y"),
                length(head, "width"),
                length(head, "height"),
            );
            cover = Some(Area { left: x, right: x + w, top: y, bottom: y + h });
            vec![vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]]
        }
        "circle" => {
            let (x, y, r) = (length(head, "cx"), length(head, "cy"), length(head, "r"));
            let inner = r * 0.7;
            cover =
                Some(Area { left: x - inner, right: x + inner, top: y - inner, bottom: y + inner });
            let around = |i: i32| {
                let turn = f64::from(i) * std::f64::consts::TAU / 32.0;
                (x + r * turn.cos(), y + r * turn.sin())
            };
            vec![(0..=32).map(around).collect()]
        }
        "path" => outline(attribute(head, "d")?),
        _ => return None,
    };
    let segments = match has_stroke {
        true => {
            points.iter().flat_map(|run| run.windows(2).map(|pair| (pair[0], pair[1]))).collect()
        }
        false => Vec::new(),
    };
    Some(Mark { class, segments, cover: cover.filter(|_| is_solid) })
}

// Each run of a path as points; curves are sampled.
fn outline(d: &str) -> Vec<Vec<Spot>> {
    let mut runs: Vec<Vec<Spot>> = Vec::new();
    let mut tokens = d.split_whitespace();
    let mut next = {
        let tokens = &mut tokens;
        move || tokens.next().map(str::to_owned)
    };
    let mut read = || next();
    let number =
        |text: Option<String>| text.and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    while let Some(command) = read() {
        match command.as_str() {
            "M" => {
                let at = (number(read()), number(read()));
                runs.push(vec![at]);
            }
            "L" => {
                let at = (number(read()), number(read()));
                runs.last_mut().unwrap().push(at);
            }
            "Q" => {
                let bend = (number(read()), number(read()));
                let to = (number(read()), number(read()));
                let run = runs.last_mut().unwrap();
                let from = *run.last().unwrap();
                for i in 1..=12 {
                    let s = f64::from(i) / 12.0;
                    let mix = |a: f64, b: f64, c: f64| {
                        (1.0 - s) * (1.0 - s) * a + 2.0 * s * (1.0 - s) * b + s * s * c
                    };
                    run.push((mix(from.0, bend.0, to.0), mix(from.1, bend.1, to.1)));
                }
            }
            "A" => {
                let (rx, ry) = (number(read()), number(read()));
                read();
                let (is_large, is_clockwise) = (number(read()) > 0.5, number(read()) > 0.5);
                let to = (number(read()), number(read()));
                let run = runs.last_mut().unwrap();
                let from = *run.last().unwrap();
                run.extend(arc(from, to, (rx, ry), is_large, is_clockwise));
            }
            _ => {
                let run = runs.last_mut().unwrap();
                run.push(run[0]);
            }
        }
    }
    runs
}

fn arc(
    from: Spot,
    to: Spot,
    (rx, ry): (f64, f64),
    is_large: bool,
    is_clockwise: bool,
) -> Vec<Spot> {
    // In a space where the ellipse is a circle of radius 1.
    let (a, b) = ((from.0 / rx, from.1 / ry), (to.0 / rx, to.1 / ry));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let half = (dx.hypot(dy) / 2.0).min(1.0);
    let away =
        (1.0 - half * half).max(0.0).sqrt() * if is_large == is_clockwise { -1.0 } else { 1.0 };
    let chord = dx.hypot(dy).max(1e-9);
    let middle = ((a.0 + b.0) / 2.0 - dy / chord * away, (a.1 + b.1) / 2.0 + dx / chord * away);
    let start = (a.1 - middle.1).atan2(a.0 - middle.0);
    let mut sweep = (b.1 - middle.1).atan2(b.0 - middle.0) - start;
    match is_clockwise {
        true if sweep < 0.0 => sweep += std::f64::consts::TAU,
        false if sweep > 0.0 => sweep -= std::f64::consts::TAU,
        _ => {}
    }
    (1..=24)
        .map(|i| {
            let turn = start + sweep * f64::from(i) / 24.0;
            ((middle.0 + turn.cos()) * rx, (middle.1 + turn.sin()) * ry)
        })
        .collect()
}

impl Area {
    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.right >= other.right
            && self.top <= other.top
            && self.bottom >= other.bottom
    }

    // Whether a segment enters the area: clipped against each side in turn.
    fn meets(&self, (from, to): (Spot, Spot)) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        for (slope, room) in sides {
            if slope == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if slope < 0.0 {
                enter = enter.max(room / slope);
            } else {
                leave = leave.min(room / slope);
            }
        }
        enter < leave
    }
}

#[test]
fn a_line_through_a_word_is_found() {
    let text = "<text class=\"t-ink\" x=\"50\" y=\"50\" font-size=\"20\">12</text>";
    let line = "<line class=\"d-tick\" x1=\"0\" y1=\"45\" x2=\"99\" y2=\"45\" fill=\"none\" stroke=\"#000\"/>";
    let plate =
        "<rect class=\"d-plate\" x=\"30\" y=\"30\" width=\"40\" height=\"30\" fill=\"#fff\"/>";
    assert!(crossing(&format!("{line}{text}")).is_some());
    assert!(crossing(&format!("{line}{plate}{text}")).is_none());
    assert!(crossing(&format!("{plate}{text}{line}")).is_some());
    assert!(crossing(&format!("{text}{}", line.replace("45", "60"))).is_none());
}
