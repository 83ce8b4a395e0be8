//! The five big ideas and the references: the shipped files are sound, and a broken one says what is wrong.

use programme::{BigIdea, Reading};

const IDEAS: &str = include_str!("../../../../data/big-ideas.toml");
const REFERENCES: &str = include_str!("../../../../data/references.toml");

/// Rows in part: R107, R109.
#[test]
fn the_shipped_pages_hold_every_idea_once_with_what_to_read() {
    let reading = Reading::read(IDEAS, REFERENCES).unwrap();
    let ideas: Vec<BigIdea> = reading.ideas.iter().map(|page| page.idea).collect();
    assert_eq!(ideas, BigIdea::ALL);
    for page in &reading.ideas {
        let n = page.see.len() + page.hear.len();
        assert!(
            page.see.len() >= 3 && page.hear.len() >= 2 && n <= 8,
            "{:?} fits a page",
            page.idea
        );
        assert!(page.read.len() >= 2, "{:?}", page.idea);
        assert!(reading.tags().contains(page.idea.in_words()), "{:?}", page.idea);
    }
    assert!(reading.references.iter().filter(|one| one.confirmed.is_none()).count() <= 1);
}

#[test]
fn a_page_or_a_reference_that_is_not_right_is_named() {
    for (ideas, references, says) in [
        (
            IDEAS.replace("name  = \"fluency\"", "name  = \"speed\""),
            REFERENCES.to_owned(),
            "`speed` is none",
        ),
        (
            IDEAS.replace("name  = \"fluency\"", "name  = \"variation\""),
            REFERENCES.to_owned(),
            "fluency has no page",
        ),
        (
            IDEAS.replace("\"hopkins-2016\"", "\"hopkins\""),
            REFERENCES.to_owned(),
            "names the reference `hopkins`",
        ),
        (IDEAS.replace("means =", "mean ="), REFERENCES.to_owned(), "unknown field `mean`"),
        (
            IDEAS.to_owned(),
            REFERENCES.replace("\"hopkins-2016\"", "\"latimier-2021\""),
            "`latimier-2021` stands twice",
        ),
        (
            IDEAS.to_owned(),
            REFERENCES.replace("[\"variation\", \"theory\"]", "[]"),
            "lacks a title, a sentence or a tag",
        ),
    ] {
        let problems = Reading::read(&ideas, &references).unwrap_err().join("\n");
        assert!(problems.contains(says), "{says} is not in {problems}");
    }
}
