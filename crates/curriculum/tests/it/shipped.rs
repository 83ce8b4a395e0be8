//! The content that ships with the program is sound.

use curriculum::Content;

use crate::fixtures::{files_under, folder};

#[test]
fn shipped_content_has_no_problems() {
    let loaded = Content::load(&files_under(&folder("content")));
    let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}
