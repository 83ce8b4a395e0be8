//! The pages as a browser meets them: one school in a store of its own, requests through the whole router.
//!
//! Start at `world.rs`; each other file is one promise.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod access;
mod answers;
mod content;
mod expects;
mod facts;
mod five_ideas;
mod forms;
mod hub;
mod hub_agreements;
mod hub_doors;
mod hub_evidence;
mod hub_groups;
mod hub_imports;
mod hub_learning;
mod hub_lessons;
mod hub_materials;
mod hub_people;
mod hub_place_dates;
mod hub_plans;
mod hub_rounds;
mod hub_sessions;
mod hub_years;
mod import;
mod in_school;
mod nation;
mod research;
mod restart;
mod sign_in;
mod swap;
mod tools;
mod world;
