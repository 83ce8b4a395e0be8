//! Sheets as they come out: what can be read from the paper, page promises, the same bytes again, hostile input.

mod hostile;
mod pages;
mod paper;
mod samples;
