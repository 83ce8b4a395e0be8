//! Pieces that several pages show: ten frames, rich text, tasks, pictures of a class and of a hub.

pub mod answer_form;
pub mod beat;
pub mod drawing_words;
pub mod expects;
pub mod five_ideas;
pub mod forecast;
pub mod glow;
pub mod hub_pictures;
pub mod in_plan;
pub mod learnt;
pub mod nation_pictures;
pub mod plan_words;
pub mod prose;
pub mod rich;
pub mod spread;
pub mod task;
pub mod ten_frame;
pub mod told_apart;
