//! The store at its front door, on a temporary folder.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod fixture;
mod keeps;
