//! The marks that every drawing is made of, in one line style, and the finished drawing.
//!
//! Colours are written twice: as attributes that print well in grey, and as classes that a screen theme may colour.
//! On `text` the class colours the fill; on a shape `t-ink` and `t-muted` colour the stroke and every other class the fill.
//! Classes that begin `d-` say what part a mark plays; they carry no numbers.

use serde::{Deserialize, Serialize};

use crate::length::{Hundredths, Point, px, text};

/// Ink: lines and text.
pub(crate) const INK: &str = "#1d2530";
const PAPER: &str = "#ffffff";
const DEEP_BLUE: &str = "#1f4e8c";
const WARM_ORANGE: &str = "#e08a1e";
const TINT: &str = "#dbe6f4";
/// The standard colours of rods, 1 to 10, made light enough to write on: white, red, light green, purple, yellow,
/// dark green, black, brown, blue, orange.
const RODS: [&str; 10] = [
    "#ffffff", "#e8827c", "#b5dc7f", "#b793d6", "#f6dc57", "#67aa71", "#9a9ea3", "#bd9068",
    "#7fabe0", "#f0a24a",
];
const MUTED: &str = "#8f959d";
/// The font of every label, as the page and the printed sheet both know it.
pub(crate) const FONT: &str = "Atkinson Hyperlegible Next, sans-serif";

/// Label size. Our choice: with drawings 560 wide it matches 18 px body text on a page.
pub(crate) const LABEL: Hundredths = px(20);

/// A finished drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// The picture, ready to be put into a page or a printed sheet.
    pub svg: String,
    /// Width in pixels at label size 20.
    pub width: u32,
    /// Height in pixels at label size 20.
    pub height: u32,
    /// What kind of picture it is, in a few words.
    pub title: String,
    /// What the picture shows, to be spoken; it never says what the picture leaves unknown.
    pub description: String,
}

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    None,
    Paper,
    Shaded,
    A,
    B,
    Tint,
    ShadedB,
    Rod(usize), // The standard colour of a rod, 1 to 10.
}

/// How a line or an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    None,
    Ink,
    Fine,
    Hair,
    Grid,
    Dashed,
    Guide,
    Curve,
    Thick,
}

/// An empty page that marks are put on.
#[derive(Debug, Clone)]
pub(crate) struct Canvas {
    width: Hundredths,
    height: Hundredths,
    elements: Vec<String>,
}

impl Canvas {
    /// A page of whole pixels, rounded up.
    pub(crate) fn new(width: Hundredths, height: Hundredths) -> Self {
        Self { width: up_to_pixel(width), height: up_to_pixel(height), elements: Vec::new() }
    }

    /// How wide the page is.
    pub(crate) fn width(&self) -> Hundredths {
        self.width
    }

    /// The same page, at least so wide and so tall.
    pub(crate) fn grown_to(self, width: Hundredths, height: Hundredths) -> Self {
        let (width, height) = (up_to_pixel(width), up_to_pixel(height));
        Self { width: self.width.max(width), height: self.height.max(height), ..self }
    }

    /// A rectangle by its top left corner; `radius` rounds the corners.
    pub(crate) fn rect(
        &mut self,
        role: &str,
        at: Point,
        size: Point,
        radius: Hundredths,
        fill: Fill,
        line: Line,
    ) {
        let corner = if radius > 0 { format!(" rx=\"{}\"", text(radius)) } else { String::new() };
        self.elements.push(format!(
            "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{corner}{}/>",
            classes(role, fill, line),
            text(at.0),
            text(at.1),
            text(size.0),
            text(size.1),
            paint(fill, line)
        ));
    }

    /// A straight line.
    pub(crate) fn line(&mut self, role: &str, from: Point, to: Point, line: Line) {
        self.elements.push(line_markup(role, from, to, line));
    }

    /// A path; `d` is in SVG path form.
    pub(crate) fn path(&mut self, role: &str, d: &str, fill: Fill, line: Line) {
        self.elements.push(format!(
            "<path class=\"{}\" d=\"{d}\"{}/>",
            classes(role, fill, line),
            paint(fill, line)
        ));
    }

    /// A circle.
    pub(crate) fn circle(
        &mut self,
        role: &str,
        centre: Point,
        radius: Hundredths,
        fill: Fill,
        line: Line,
    ) {
        self.elements.push(format!(
            "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
            classes(role, fill, line),
            text(centre.0),
            text(centre.1),
            text(radius),
            paint(fill, line)
        ));
    }

    /// Markup that is already complete, such as a label.
    pub(crate) fn push(&mut self, markup: String) {
        self.elements.push(markup);
    }

    /// The marks alone, to be put inside a group.
    pub(crate) fn into_markup(self) -> String {
        self.elements.join("")
    }

    /// Marks with `t-change` every element that `before` does not have.
    pub(crate) fn glow_after(&mut self, before: &Self) {
        for element in &mut self.elements {
            if !before.elements.contains(element) {
                *element = element.replacen("class=\"", "class=\"t-change ", 1);
            }
        }
    }

    /// The finished drawing of kind `kind`.
    pub(crate) fn finish(self, kind: &str, title: String, description: String) -> Drawing {
        let (width, height) = (self.width / 100, self.height / 100);
        let body = self.elements.join("");
        let (spoken_title, spoken) = (escape(&title), escape(&description));
        let id = fingerprint(&[kind, &spoken_title, &spoken, &body]);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing d-{kind}\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\" font-family=\"{FONT}\">\
             <title id=\"{id}-title\">{spoken_title}</title><desc id=\"{id}-desc\">{spoken}</desc>{body}</svg>"
        );
        let side = |length: Hundredths| u32::try_from(length).unwrap_or_default();
        Drawing { svg, width: side(width), height: side(height), title, description }
    }
}

/// A line's markup.
pub(crate) fn line_markup(role: &str, from: Point, to: Point, line: Line) -> String {
    format!(
        "<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>",
        classes(role, Fill::None, line),
        text(from.0),
        text(from.1),
        text(to.0),
        text(to.1),
        paint(Fill::None, line)
    )
}

/// A circular arc's end in a path: `A r r 0 large sweep x y`.
pub(crate) fn arc_to(radius: Hundredths, is_large: bool, is_clockwise: bool, to: Point) -> String {
    format!(
        "A {r} {r} 0 {} {} {} {}",
        u8::from(is_large),
        u8::from(is_clockwise),
        text(to.0),
        text(to.1),
        r = text(radius)
    )
}

/// Text made safe between tags and in quoted attributes.
pub(crate) fn escape(raw: &str) -> String {
    let mut safe = String::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no way to write these.
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => safe.push(letter),
        }
    }
    safe
}

fn up_to_pixel(length: Hundredths) -> Hundredths {
    (length + 99).div_euclid(100) * 100
}

fn classes(role: &str, fill: Fill, line: Line) -> String {
    let line = match line {
        Line::None => "",
        Line::Ink | Line::Fine | Line::Hair | Line::Guide | Line::Thick => " t-ink",
        Line::Curve => " t-line-a",
        Line::Grid | Line::Dashed => " t-muted",
    };
    let fill = match fill {
        Fill::None | Fill::Rod(_) => "",
        Fill::Paper => " t-paper",
        Fill::Shaded | Fill::A => " t-a",
        Fill::B | Fill::ShadedB => " t-b",
        Fill::Tint => " t-tint",
    };
    format!("{role}{line}{fill}")
}

fn paint(fill: Fill, line: Line) -> String {
    let fill = match fill {
        Fill::None => "none".to_owned(),
        Fill::Paper => PAPER.to_owned(),
        // Half strength keeps the lines between shaded parts clear, on screen and on a grey printer.
        Fill::Shaded => format!("{DEEP_BLUE}\" fill-opacity=\"0.45"),
        Fill::ShadedB => format!("{WARM_ORANGE}\" fill-opacity=\"0.45"),
        Fill::Rod(length) => RODS[(length - 1) % 10].to_owned(),
        Fill::A => DEEP_BLUE.to_owned(),
        Fill::B => WARM_ORANGE.to_owned(),
        Fill::Tint => TINT.to_owned(),
    };
    let line = match line {
        Line::None => String::new(),
        Line::Ink => format!(" stroke=\"{INK}\" stroke-width=\"2.5\""),
        Line::Fine => format!(" stroke=\"{INK}\" stroke-width=\"1.25\""),
        Line::Hair => format!(" stroke=\"{INK}\" stroke-width=\"0.75\""),
        Line::Grid => format!(" stroke=\"{MUTED}\" stroke-width=\"1.25\""),
        Line::Dashed => {
            format!(" stroke=\"{MUTED}\" stroke-width=\"2.5\" stroke-dasharray=\"5 5\"")
        }
        Line::Curve => format!(" stroke=\"{DEEP_BLUE}\" stroke-width=\"3.5\""),
        Line::Thick => format!(" stroke=\"{INK}\" stroke-width=\"5\""),
        Line::Guide => format!(" stroke=\"{INK}\" stroke-width=\"2.5\" stroke-dasharray=\"2 6\""),
    };
    format!(" fill=\"{fill}\"{line}")
}

// FNV-1a: short, and the same on every machine.
fn fingerprint(texts: &[&str]) -> String {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("d{hash:016x}")
}
