//! Pieces that several pages show: ten frames, rich text, tasks, pictures of a class.

pub mod beat;
pub mod rich;
pub mod task;
pub mod ten_frame;
