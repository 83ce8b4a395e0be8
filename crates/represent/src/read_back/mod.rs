//! Recovers the numbers of a drawing from its geometry: widths, positions, angles and label texts.
//!
//! Classes say which mark is a part or a tick; every number comes from coordinates and words.
//! Start at [`read_back`].

mod angle;
mod area_model;
mod bar;
mod bar_chart;
mod column_method;
mod counters;
pub(crate) mod measure;
mod number_line;
pub(crate) mod recover;
mod shape;
mod strips;
pub(crate) mod tags;
mod ten_frame;

use maths::Number;

use crate::column_method::Operation;
use crate::field::Fields;
use crate::representation::fields_back;
use crate::shape::Outline;
use crate::ten_frame::CounterState;

/// Why a drawing could not be read back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadBackError {
    message: String,
}

impl ReadBackError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

/// What a drawing shows, read from the drawing alone.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadBack {
    /// A bar.
    Bar {
        /// Each part's share of the bar, from the left.
        parts: Vec<Number>,
        /// Whether each part is shaded, from the left.
        shaded: Vec<bool>,
        /// The labels in the parts, from the left.
        part_labels: Vec<String>,
        /// The label over the brace, or the empty text.
        whole_label: String,
        /// The label under the shaded parts, or the empty text.
        shaded_label: String,
        /// The bar's length as a share of the longest.
        size: Number,
    },
    /// A number line.
    NumberLine {
        /// The number at each tick, from the left.
        ticks: Vec<Number>,
        /// The labels under ticks, from the left.
        tick_labels: Vec<String>,
        /// The number at each marked point, from the left.
        marks: Vec<Number>,
        /// The labels over marked points, from the left.
        mark_labels: Vec<String>,
        /// The number at the blank box.
        ask: Option<Number>,
        /// How many ends have an arrow.
        n_arrows: usize,
    },
    /// Fraction strips.
    Strips {
        /// Each strip, from the top.
        rows: Vec<StripBack>,
        /// The labels beside strips, from the top.
        labels: Vec<String>,
    },
    /// A shape cut in parts.
    Shape {
        /// What shape it is.
        outline: Outline,
        /// Each part's share of the whole area.
        shares: Vec<Number>,
        /// The numbers of the shaded parts, from 1.
        shaded: Vec<i64>,
    },
    /// Counters.
    Counters {
        /// How many counters are in each group, and how many of those are shaded.
        groups: Vec<(usize, usize)>,
    },
    /// A column method.
    ColumnMethod {
        /// What is done with the two numbers.
        operation: Operation,
        /// The top number.
        top: i64,
        /// The bottom number.
        bottom: i64,
        /// The answer, when one is written.
        answer: Option<i64>,
        /// Every column of the top number that is changed, ones first.
        exchanges: Vec<Exchange>,
        /// The places that a 1 is carried to, counted from the ones.
        carried: Vec<usize>,
    },
    /// A bar chart.
    BarChart {
        /// Each category with its value, from the left; an unknown one has none.
        bars: Vec<(String, Option<Number>)>,
        /// The step of the axis.
        step: Number,
        /// The label of the value axis, or the empty text.
        axis_label: String,
        /// The label of the category axis, or the empty text.
        category_label: String,
        /// The heading, or the empty text.
        heading: String,
    },
    /// An angle.
    Angle {
        /// Its size.
        degrees: i64,
        /// The direction of its first arm, in degrees anticlockwise from rightwards.
        turn: i64,
        /// The lengths of its arms.
        arms: Vec<Number>,
        /// Its label, or the empty text.
        label: String,
        /// What a protractor's inner scale says at the second arm.
        inner_scale: Option<Number>,
        /// What a protractor's outer scale says at the second arm.
        outer_scale: Option<Number>,
    },
    /// An area model.
    AreaModel {
        /// The labels down the left side.
        left: Vec<String>,
        /// The labels along the top.
        top: Vec<String>,
        /// What is written in the cells, in reading order; empty where nothing is.
        cells: Vec<String>,
        /// Each row's share of the height.
        heights: Vec<Number>,
        /// Each column's share of the width.
        widths: Vec<Number>,
    },
    /// Ten frames.
    TenFrame {
        /// What stands in each cell, in reading order, frame by frame.
        cells: Vec<Option<CounterState>>,
    },
    /// Any other kind: the fields that would draw it again.
    Fields {
        /// The kind's name in content.
        kind: &'static str,
        /// Its fields, as the drawing shows them.
        fields: Fields,
    },
}

/// One strip, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripBack {
    /// How many wholes it has.
    pub n_wholes: usize,
    /// How many equal parts each whole is cut in.
    pub n_parts: usize,
    /// How many parts are shaded.
    pub n_shaded: usize,
    /// How much is shaded, in wholes, from the widths.
    pub shaded: Number,
}

/// One changed digit of a column subtraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// The column, counted from the ones.
    pub place: usize,
    /// The digit as it was written.
    pub from: i64,
    /// What the column is worth in the end.
    pub becomes: i64,
}

/// Reads the numbers of a drawing back from its geometry.
///
/// # Errors
///
/// The drawing is not well formed, is not one of ours, or its marks do not fit together.
pub fn read_back(svg: &str) -> Result<ReadBack, ReadBackError> {
    let svg = tags::read(svg)?;
    let kind = svg.attribute("class").split(' ').find_map(|class| class.strip_prefix("d-"));
    match kind {
        Some("bar") => bar::read(&svg),
        Some("number-line") => number_line::read(&svg),
        Some("strips") => strips::read(&svg),
        Some("shape") => shape::read(&svg),
        Some("counters") => counters::read(&svg),
        Some("column-method") => column_method::read(&svg),
        Some("bar-chart") => bar_chart::read(&svg),
        Some("angle") => angle::read(&svg),
        Some("area-model") => area_model::read(&svg),
        Some("ten-frame") => ten_frame::read(&svg),
        other => match other.and_then(|kind| fields_back(kind, &svg)) {
            Some(read) => read.map(|(kind, fields)| ReadBack::Fields { kind, fields }),
            None => Err(ReadBackError::new("this is not a drawing of a kind that is known")),
        },
    }
}
