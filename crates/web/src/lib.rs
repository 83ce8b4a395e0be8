//! Pages, the live class and sign-in, served by axum from one router table.
//!
//! Start at `router`.
