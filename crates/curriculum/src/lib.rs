//! Small steps, task families, variation and lessons: the content and what can be checked of it.
//!
//! Pure: built from `(path, text)` pairs. Start at `Content`.
