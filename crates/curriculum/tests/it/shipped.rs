//! The content that ships with the program is sound.

use curriculum::Content;

use crate::fixtures::{files_under, folder};

#[test]
fn shipped_content_has_no_problems() {
    let loaded = Content::load(&files_under(&folder("content")));
    let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn no_mark_is_left_for_a_pupil_to_read() {
    let content = Content::load_quickly(&files_under(&folder("content"))).content;
    for family in content.families() {
        for of in content.all_tasks(&family.slug, 200) {
            let task = content.pose(&of).expect("every task listed can be posed");
            for span in &task.text.0 {
                let shown = if let curriculum::Span::Words(words) = span { words } else { "" };
                assert!(!shown.contains('`'), "{}: {shown:?}", family.slug);
            }
        }
    }
}
