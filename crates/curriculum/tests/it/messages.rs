//! Content that is wrong on purpose, one fault a folder, with the message an author sees kept beside it.
//!
//! With `BLESS=1` the messages are written anew; read the difference before keeping it.

use std::fs;

use curriculum::Content;

use crate::fixtures::{files_under, folder};

#[test]
fn sound_content_has_no_problems() {
    let loaded = Content::load(&files_under(&folder("fixtures/sound-content")));
    let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn each_fault_is_told_with_its_place_and_a_suggestion() {
    let sound = files_under(&folder("fixtures/sound-content"));
    let n_sound = Content::load_quickly(&sound).content.families().count();
    let root = folder("fixtures/wrong-on-purpose");
    let mut n_cases = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&root).unwrap() {
        let case = entry.unwrap().path();
        if !case.is_dir() {
            continue;
        }
        n_cases += 1;
        let mut files = sound.clone();
        for (path, text) in
            files_under(&case).into_iter().filter(|(path, _)| path != "expected.txt")
        {
            files.retain(|(known, _)| *known != path);
            files.push((path, text));
        }
        let loaded = Content::load(&files);
        assert!(!loaded.problems.is_empty(), "{} has no problem", case.display());
        assert!(
            loaded.content.families().count() + 1 >= n_sound,
            "{}: the rest is loaded",
            case.display()
        );
        let told: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        let told = format!("{}\n", told.join("\n\n"));
        let expected = case.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", case.display()));
        }
    }
    assert!(n_cases >= 30, "{n_cases} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
