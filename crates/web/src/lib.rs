//! Pages, the live class and sign-in, served by axum from one router table.
//!
//! A handler reads, asks the domain, renders. Facts are durable before a screen shows them.
//! A hub's pages read the hub's own book and nothing of a class; `hub_journal.rs` gathers it.
//! Start at [`router`]; a page is `pages/<name>.rs`, what the class sees is `stage.rs` and `parts/beat.rs`.

mod access;

mod app;
mod assets;

mod error;
mod expectations;
pub mod group_lesson;
mod hub_books;
pub mod hub_journal;
pub mod hub_rules;
mod hub_words;
pub mod hub_workbook;
mod journal;
mod key_facts;
mod layout;
mod live;
mod names;
pub mod nation_journal;
mod own_question;
mod pages;
mod parts;
mod press;
mod pretend;
mod put_out;
mod router;
mod school_book;
mod sent;
mod session;
mod sheet_of;

mod stage;
mod timetable;
mod turns;

pub mod answers;
pub mod class_list;
pub mod clock;
pub mod demo;
pub mod password;
pub mod planning;
pub mod remark;
pub mod simple_lesson;
pub mod xlsx;

pub use access::{Access, Object, Role, Who};
pub use app::{App, Settings};
pub use error::PageError;
pub use pages::agree::link as plan_link;
pub use pages::applied::{application_link, interest_link};
pub use pages::five_ideas::link as five_ideas_link;
pub use pages::hub_group_changes::drawn_groups;
pub use pages::hub_report::{Figures, paper};
pub use pages::learning_counts::link as learning_link;
pub use pages::shares::link as agreement_link;
pub use pages::sheets::pdf_of;
pub use press::Press;
pub use router::{Route, router, table};
