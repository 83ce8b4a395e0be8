//! Paper: practice sheets, answers, exit slips and the keep-up page as PDF.
//!
//! Start at `Sheet`.
