//! The store at its front door, on a temporary folder.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod codes;
mod copies;
mod crash;
mod damage;
#[path = "../../examples/desk/desk.rs"]
mod desk;
mod faults;
mod fixture;
mod hubs;
mod import;
mod keeps;
mod nations;
mod opening;
mod pupils;
mod school_facts;
mod sign_in;
mod sound;
mod upgrade;
