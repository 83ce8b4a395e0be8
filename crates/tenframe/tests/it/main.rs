//! The program as people run it: arguments, standard input, what is written, the exit status.

#![allow(clippy::unwrap_used)] // A program that cannot be started should stop its test.

mod import_hub;
mod learn;
mod mark;
mod programme;
mod unread;
