//! The table and the plot of what was measured: sizes on a line of powers of ten, rates upwards from nothing.
//!
//! Start at [`table`] and [`svg`].

use std::fmt::Write;

/// One way to grow.
pub struct Line {
    /// What grows.
    pub name: &'static str,
    /// What was measured, from small to large.
    pub points: Vec<Point>,
}

/// One size, and the answers a second kept at it.
pub struct Point {
    /// How many of what grows.
    pub size: u64,
    /// Durable answers a second.
    pub rate: f64,
}

impl Line {
    /// Nothing measured yet.
    pub fn new(name: &'static str) -> Self {
        Self { name, points: Vec::new() }
    }

    /// Adds a measurement.
    pub fn add(&mut self, size: u64, rate: f64) {
        self.points.push(Point { size, rate });
    }
}

/// What was measured, as Markdown.
pub fn table(lines: &[Line]) -> String {
    let mut text =
        "| what grows | size | answers kept a second |\n| --- | --- | --- |\n".to_owned();
    for line in lines {
        for Point { size, rate } in &line.points {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "| {} | {size} | {rate:.0} |", line.name);
        }
    }
    text
}

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 160.0;
const LEFT: f64 = 60.0;
const GAP: f64 = 40.0;

/// The plot: one field for each way to grow, all with the same scale upwards.
pub fn svg(lines: &[Line]) -> String {
    let rates = lines.iter().flat_map(|line| &line.points).map(|point| point.rate);
    let top = rates.fold(1.0, f64::max);
    let whole = LEFT + lines.len() as f64 * (WIDTH + GAP);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} 260\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#222\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<title>Durable answers a second as a store grows</title>\n\
         <text x=\"8\" y=\"18\" font-size=\"13\">Durable answers a second</text>\n"
    );
    for (at, line) in lines.iter().enumerate() {
        field(&mut text, line, LEFT + at as f64 * (WIDTH + GAP), top);
    }
    text.push_str("</svg>\n");
    text
}

fn field(text: &mut String, line: &Line, left: f64, top: f64) {
    let base = 40.0 + HEIGHT;
    let up = |rate: f64| base - rate / top * HEIGHT;
    let log = |size: u64| (size.max(1) as f64).log10();
    let most = line.points.iter().map(|point| log(point.size)).fold(1.0, f64::max);
    let across = |size: u64| left + 8.0 + log(size) / most * (WIDTH - 16.0);
    for part in [0.0, 0.5, 1.0] {
        let y = up(top * part);
        let _ = writeln!(
            text,
            "<line x1=\"{left}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ccc\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{:.0}</text>",
            left + WIDTH,
            left - 4.0,
            y + 4.0,
            top * part
        );
    }
    let points: Vec<String> = line
        .points
        .iter()
        .map(|point| format!("{:.1},{:.1}", across(point.size), up(point.rate)))
        .collect();
    let _ = writeln!(
        text,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>",
        points.join(" ")
    );
    for Point { size, rate } in &line.points {
        let (x, y) = (across(*size), up(*rate));
        let _ = writeln!(
            text,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"#1f5fa8\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            base + 16.0,
            short(*size)
        );
    }
    let _ = writeln!(
        text,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        left + WIDTH / 2.0,
        base + 36.0,
        line.name
    );
}

fn short(size: u64) -> String {
    match size {
        0..1_000 => size.to_string(),
        1_000..1_000_000 => format!("{}k", size / 1_000),
        _ => format!("{:.1}M", size as f64 / 1e6),
    }
}
