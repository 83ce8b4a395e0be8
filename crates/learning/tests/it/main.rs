//! Tests of `learning` at its front door: facts in, states out.

#![allow(clippy::unwrap_used)]

mod attempts;
mod carried;
mod causes;
mod diagnosis;
mod facts;
mod fitting;
mod gate;
mod going_on;
mod keep_up;
mod keep_up_page;
mod key_facts;
mod lasting;
mod live;
mod loop_of_a_lesson;
mod projected;
mod readiness;
mod result;
mod security;
mod sharing;
mod story;
