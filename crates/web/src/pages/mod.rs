//! One module a page, named as its address; the router table says who may open it.

pub mod check;
pub mod class;
pub mod classes;
pub mod desk;
pub mod front;
pub mod go_on;
pub mod grid;
pub mod health;
pub mod join;
pub mod keep_up;
pub mod lesson;
pub mod marking;
pub mod present;
pub mod pretend;
pub mod pupil;
pub mod result;
pub mod school;
pub mod sequence;
pub mod set_up;
pub mod sheets;
pub mod sign_in;
pub mod steps;
pub mod thread;
pub mod today;
