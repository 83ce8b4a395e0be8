//! The kinds of representation as one type: built from fields, drawn to SVG.
//!
//! A value of [`Representation`] has been checked: it can always be drawn. Start at [`build`].

use crate::angle::Angle;
use crate::area_model::AreaModel;
use crate::bar::Bar;
use crate::bar_chart::BarChart;
use crate::canvas::{Canvas, Drawing};
use crate::column_method::ColumnMethod;
use crate::counters::Counters;
use crate::field::{BuildError, Fields, Reader, nearest};
use crate::kinds::kinds;
use crate::number_line::NumberLine;
use crate::shape::Shape;
use crate::strips::Strips;
use crate::ten_frame::TenFrame;

macro_rules! representations {
    ($($slug:literal $name:ident $meaning:literal;)*) => {
        /// A checked picture of some mathematics, ready to be drawn.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Representation {
            $(#[doc = $meaning] $name($name),)*
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
                _ => Err(BuildError::UnknownKind { kind: kind.to_owned(), nearest: None }),
            }
        }

        impl Representation {
            /// The name of its kind in content, such as `number-line`.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $slug,)*
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
                }
            }

            fn finish(&self, canvas: Canvas) -> Drawing {
                match self {
                    $(Self::$name(value) => canvas.finish($slug, value.title(), value.description()),)*
                }
            }
        }
    };
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
}
