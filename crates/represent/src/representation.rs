//! The kinds of representation as one type: built from fields, drawn to SVG.
//!
//! A value of [`Representation`] has been checked: it can always be drawn. Start at [`build`].

use maths::Number;

use crate::algebra_tiles::AlgebraTiles;
use crate::angle::Angle;
use crate::angles_at_a_point::AnglesAtAPoint;
use crate::area_model::AreaModel;
use crate::array::Array;
use crate::balance::Balance;
use crate::bar::Bar;
use crate::bar_chart::BarChart;
use crate::base_ten::BaseTen;
use crate::box_plot::BoxPlot;
use crate::canvas::{Canvas, Drawing};
use crate::circle::Circle;
use crate::clock::Clock;
use crate::column_method::ColumnMethod;
use crate::comparison_bars::ComparisonBars;
use crate::coordinate_grid::CoordinateGrid;
use crate::counters::Counters;
use crate::cubes::Cubes;
use crate::cumulative_frequency::CumulativeFrequency;
use crate::division::Division;
use crate::double_number_line::DoubleNumberLine;
use crate::field::{BuildError, Fields, Reader, nearest};
use crate::function_machine::FunctionMachine;
use crate::gattegno::Gattegno;
use crate::graph::Graph;
use crate::histogram::Histogram;
use crate::hundred_grid::HundredGrid;
use crate::hundred_square::HundredSquare;
use crate::kinds::{KindSpec, kinds};
use crate::line_graph::LineGraph;
use crate::long_multiplication::LongMultiplication;
use crate::net::Net;
use crate::number_line::NumberLine;
use crate::open_number_line::OpenNumberLine;
use crate::parallel_lines::ParallelLines;
use crate::part_whole::PartWhole;
use crate::pictogram::Pictogram;
use crate::pie_chart::PieChart;
use crate::place_value_chart::PlaceValueChart;
use crate::place_value_counters::PlaceValueCounters;
use crate::polygon::Polygon;
use crate::ratio_table::RatioTable;
use crate::read_back::ReadBackError;
use crate::read_back::tags::Element;
use crate::rekenrek::Rekenrek;
use crate::rods::Rods;
use crate::sample_space::SampleSpace;
use crate::scatter_graph::ScatterGraph;
use crate::shape::Shape;
use crate::solid::Solid;
use crate::strips::Strips;
use crate::ten_frame::TenFrame;
use crate::transformation::Transformation;
use crate::tree_diagram::TreeDiagram;
use crate::two_colour_counters::TwoColourCounters;
use crate::two_way_table::TwoWayTable;
use crate::venn::Venn;

macro_rules! representations {
    ($($slug:literal $name:ident $meaning:literal;)* read as fields { $($new_slug:literal $new:ident $new_meaning:literal;)* }) => {
        /// Every kind, in the order in which the documentation lists them.
        pub(crate) const KINDS: &[KindSpec] = &[$($name::SPEC,)* $($new::SPEC,)*];

        /// A checked picture of some mathematics, ready to be drawn.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Representation {
            $(#[doc = $meaning] $name($name),)*
            $(#[doc = $new_meaning] $new($new),)*
        }

        /// Builds the representation that `kind` names from its fields.
        ///
        /// # Errors
        ///
        /// An unknown kind or field (the nearest known name is suggested), a field that is needed but left out, or a
        /// value that cannot be drawn; the message quotes it and says what was expected.
        pub fn build(kind: &str, fields: &Fields) -> Result<Representation, BuildError> {
            let Some(spec) = kinds().iter().find(|spec| spec.slug == kind) else {
                let nearest = nearest(kind, kinds().iter().map(|spec| spec.slug));
                return Err(BuildError::UnknownKind { kind: kind.chars().take(40).collect(), nearest });
            };
            let reader = Reader::new(spec, fields)?;
            match spec.slug {
                $($slug => $name::read(&reader).map(Representation::$name),)*
                $($new_slug => $new::read(&reader).map(Representation::$new),)*
                _ => Err(BuildError::UnknownKind { kind: kind.to_owned(), nearest: None }),
            }
        }

        impl Representation {
            /// The name of its kind in content, such as `number-line`.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $slug,)*
                    $(Self::$new(_) => $new_slug,)*
                }
            }

            /// Draws it; the same value is always drawn the same.
            #[must_use]
            pub fn draw(&self) -> Drawing {
                self.finish(self.canvas())
            }

            /// Draws it with the class `t-change` on everything that the drawing of `before` does not have.
            ///
            /// When a bar in 4 parts follows the same bar in 2, its parts change and its whole stays.
            #[must_use]
            pub fn draw_after(&self, before: &Self) -> Drawing {
                let mut canvas = self.canvas();
                canvas.glow_after(&before.canvas());
                self.finish(canvas)
            }

            fn canvas(&self) -> Canvas {
                match self {
                    $(Self::$name(value) => value.canvas(),)*
                    $(Self::$new(value) => value.canvas(),)*
                }
            }

            fn finish(&self, canvas: Canvas) -> Drawing {
                match self {
                    $(Self::$name(value) => canvas.finish($slug, value.title(), value.description()),)*
                    $(Self::$new(value) => canvas.finish($new_slug, value.title(), value.description()),)*
                }
            }
        }

        /// Reads the fields of a drawing of one of the kinds that are read as fields.
        pub(crate) fn fields_back(kind: &str, svg: &Element) -> Option<Result<(&'static str, Fields), ReadBackError>> {
            match kind {
                $($new_slug => Some($new::read_back(svg).map(|fields| ($new_slug, fields))),)*
                _ => None,
            }
        }
    };
}

impl Representation {
    /// What the whole of a bar is worth, where it is named as a number; none for every other kind.
    #[must_use]
    pub fn worth(&self) -> Option<Number> {
        match self {
            Self::Bar(bar) => bar.worth(),
            _ => None,
        }
    }

    /// A bar so long beside the longest shown with it, more than 0 and at most 1; none for another kind, or where its
    /// parts or labels would not fit.
    #[must_use]
    pub fn at_size(&self, size: &Number) -> Option<Self> {
        match self {
            Self::Bar(bar) if *size > Number::ZERO && *size <= Number::ONE => {
                bar.at_size(size).map(Self::Bar)
            }
            _ => None,
        }
    }
}

representations! {
    "bar" Bar "One whole cut in parts.";
    "number-line" NumberLine "A line with numbers at equal intervals.";
    "strips" Strips "The same whole again and again, cut in different numbers of parts.";
    "shape" Shape "A shape cut in parts.";
    "counters" Counters "A set of counters in equal groups.";
    "column-method" ColumnMethod "A column addition or subtraction.";
    "bar-chart" BarChart "A bar chart.";
    "angle" Angle "An angle.";
    "area-model" AreaModel "A rectangle of partial products.";
    "ten-frame" TenFrame "Ten frames.";
    read as fields {
        "rekenrek" Rekenrek "A rekenrek.";
        "part-whole" PartWhole "A part-whole model.";
        "comparison-bars" ComparisonBars "Bars to compare.";
        "open-number-line" OpenNumberLine "An open number line.";
        "base-ten" BaseTen "Base ten blocks.";
        "place-value-counters" PlaceValueCounters "Place value counters.";
        "place-value-chart" PlaceValueChart "A place value chart with digits.";
        "gattegno" Gattegno "A Gattegno chart.";
        "hundred-square" HundredSquare "A hundred square.";
        "array" Array "An array of dots.";
        "rods" Rods "Number rods.";
        "hundred-grid" HundredGrid "A hundred grid.";
        "two-colour-counters" TwoColourCounters "Counters worth 1 and −1.";
        "coordinate-grid" CoordinateGrid "Points on a coordinate grid.";
        "graph" Graph "Graphs on a coordinate grid.";
        "double-number-line" DoubleNumberLine "A double number line.";
        "ratio-table" RatioTable "A ratio table.";
        "function-machine" FunctionMachine "A function machine.";
        "algebra-tiles" AlgebraTiles "Algebra tiles.";
        "balance" Balance "A balance.";
        "pictogram" Pictogram "A pictogram.";
        "pie-chart" PieChart "A pie chart.";
        "line-graph" LineGraph "A line graph.";
        "scatter-graph" ScatterGraph "A scatter graph.";
        "histogram" Histogram "A histogram.";
        "cumulative-frequency" CumulativeFrequency "A cumulative frequency graph.";
        "box-plot" BoxPlot "Box plots.";
        "clock" Clock "A clock face.";
        "venn" Venn "A Venn diagram.";
        "tree-diagram" TreeDiagram "A tree diagram.";
        "sample-space" SampleSpace "A sample space grid.";
        "two-way-table" TwoWayTable "A two-way table.";
        "polygon" Polygon "A polygon.";
        "transformation" Transformation "A transformation on a grid.";
        "long-multiplication" LongMultiplication "A multiplication in columns.";
        "division" Division "A short or long division.";
        "cubes" Cubes "A building of unit cubes.";
        "net" Net "A net.";
        "solid" Solid "A solid shape.";
        "circle" Circle "A circle with some of its parts named.";
        "angles-at-a-point" AnglesAtAPoint "Angles round a point or on a line.";
        "parallel-lines" ParallelLines "Two parallel lines and a transversal.";
    }
}
