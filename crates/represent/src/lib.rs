//! Representations as values, drawn to SVG and read back from the geometry.
//!
//! Pure: a drawing is a function of its numbers; no files, clock or chance.
//! Start at [`build`], which turns fields into a [`Representation`]; [`Representation::draw`] draws it;
//! [`read_back`] recovers the numbers from a finished drawing. [`kinds`] lists every kind with its fields.

mod angle;
mod area_model;
mod bar;
mod bar_chart;
mod brace;
mod canvas;
mod column_method;
mod counters;
mod field;
mod kinds;
mod label;
mod length;
mod number_line;
mod read_back;
mod representation;
mod shape;
mod strips;
mod ten_frame;
mod words;

pub use angle::{Angle, AngleLabel};
pub use area_model::AreaModel;
pub use bar::{Bar, BarUnknown};
pub use bar_chart::BarChart;
pub use canvas::Drawing;
pub use column_method::{Answer, ColumnMethod, Operation};
pub use counters::{Arrange, Counters};
pub use field::{BuildError, Field, Fields};
pub use kinds::{FieldSpec, KindSpec, catalogue, kinds};
pub use number_line::{Labels, NumberForm, NumberLine};
pub use read_back::{Exchange, ReadBack, ReadBackError, StripBack, read_back};
pub use representation::{Representation, build};
pub use shape::{Cut, Outline, Shape};
pub use strips::{Strip, Strips};
pub use ten_frame::{CounterState, TenFrame};
