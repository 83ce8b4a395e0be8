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
    assert!(wrong.is_empty(), "{n_cases} cases\n{}", wrong.join("\n\n"));
}

/// What the loader and the checks of families and lessons can say, as it stands in their source.
fn sentences() -> Vec<(String, String)> {
    let source = folder("crates/curriculum/src");
    let mut files = files_under(&source.join("load"));
    for name in ["family_check.rs", "lesson_check.rs", "pose_form.rs"] {
        files.push((name.to_owned(), fs::read_to_string(source.join(name)).unwrap()));
    }
    let mut found = Vec::new();
    for (path, text) in files {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines();
        for line in code.filter(|line| !line.trim_start().starts_with("//")) {
            let spoken = quoted(line).into_iter().filter(|literal| is_sentence(literal));
            found.extend(spoken.map(|literal| (path.clone(), literal)));
        }
    }
    found
}

/// The texts in quotes on a line of source, but for what is said when the program itself is wrong.
fn quoted(line: &str) -> Vec<String> {
    let plain = line.replace("'\"'", "'q'").replace("\\\"", "\u{1}");
    let pieces: Vec<&str> = plain.split('"').collect();
    let inside = pieces.iter().enumerate().filter(|(idx, _)| idx % 2 == 1);
    inside
        .filter(|(idx, _)| !pieces[idx - 1].ends_with(".expect("))
        .map(|(_, text)| text.replace('\u{1}', "\""))
        .collect()
}

/// True for words that a person reads: two of them at least, beside the places that values fill.
fn is_sentence(literal: &str) -> bool {
    let words = pieces(literal).join(" ");
    let is_word = |word: &&str| word.chars().any(|c| c.is_ascii_lowercase());
    // `a fact` and the like name a table in other sentences.
    let is_long = literal.len() > 7;
    is_long && words.split_whitespace().filter(is_word).count() > 1
}

/// A sentence of the source between the places that values fill.
fn pieces(literal: &str) -> Vec<String> {
    let kept = literal.replace("{{", "\u{2}").replace("}}", "\u{3}");
    let parts = kept.split('{').enumerate().map(|(idx, part)| match (idx, part.split_once('}')) {
        (0, _) | (_, None) => part.to_owned(),
        (_, Some((_, rest))) => rest.to_owned(),
    });
    parts.map(|part| part.replace('\u{2}', "{").replace('\u{3}', "}")).collect()
}

#[test]
fn everything_that_can_be_said_of_content_has_a_broken_family_that_says_it() {
    let told: Vec<String> = files_under(&folder("fixtures/wrong-on-purpose"))
        .into_iter()
        .filter(|(path, _)| path.ends_with("/expected.txt"))
        .flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let says = |line: &str, pieces: &[String]| {
        let mut rest = line;
        pieces.iter().all(|piece| match rest.find(piece.as_str()) {
            Some(at) => {
                rest = &rest[at + piece.len()..];
                true
            }
            None => false,
        })
    };
    let sentences = sentences();
    assert!(sentences.len() > 150, "{} sentences", sentences.len());
    let unsaid: Vec<String> = sentences
        .iter()
        .filter(|(_, literal)| !told.iter().any(|line| says(line, &pieces(literal))))
        .map(|(path, literal)| format!("{path}: {literal}"))
        .collect();
    assert!(unsaid.is_empty(), "no fixture says\n{}", unsaid.join("\n"));
}
