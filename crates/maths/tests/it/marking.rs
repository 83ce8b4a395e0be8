//! Every file of `tests/marking/` is a table of what is marked how; this walks them.
//!
//! A line is `answer | acceptance | response | outcome | note`, and `known shortcoming: why` after it where the engine
//! does what it should not. `letters:`, `words:`, `units:` and `functions:` set what may be written from there on;
//! lines with `#` are the words of the marking manual.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use maths::{
    ACCEPTANCES, Acceptance, Example, Gate, Item, Marking, Prepared, Reading, acceptance_names,
    mark,
};

/// One line of a table.
pub struct Row {
    pub item: Item,
    pub response: String,
    pub outcome: String,
    pub note: String,
    /// Why it should be marked in another way.
    pub known_shortcoming: Option<String>,
}

/// One table: the words at its head and its rows.
pub struct Table {
    pub name: String,
    pub about: Vec<String>,
    pub rows: Vec<Row>,
}

/// The tables in the order of their names.
pub fn tables() -> Vec<Table> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/marking");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            table(name, &fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn table(name: String, text: &str) -> Table {
    let mut table = Table { name, about: Vec::new(), rows: Vec::new() };
    let mut reading = Reading::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(words) = line.strip_prefix('#') {
            table.about.push(words.trim().to_owned());
        } else if let Some(letters) = line.strip_prefix("letters:") {
            reading.letters = letters.chars().filter(|letter| letter.is_alphabetic()).collect();
        } else if let Some(words) = line.strip_prefix("words:") {
            reading.words = names(words);
        } else if let Some(units) = line.strip_prefix("units:") {
            reading.units = names(units);
        } else if let Some(functions) = line.strip_prefix("functions:") {
            reading.functions = names(functions);
        } else {
            table.rows.push(row(line, &reading));
        }
    }
    table
}

fn names(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn row(line: &str, reading: &Reading) -> Row {
    let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let (parts, known_shortcoming) = match &parts[..] {
        [first @ .., why] if why.starts_with("known shortcoming: ") => {
            (first, why.strip_prefix("known shortcoming: ").map(str::to_owned))
        }
        all => (all, None),
    };
    let [answer, accept, response, outcome, note] = parts[..] else {
        panic!("`{line}` should be `answer | acceptance | response | outcome | note`");
    };
    let accept = accept.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
    let item = Item { answer: answer.to_owned(), accept, reading: reading.clone() };
    Row {
        item,
        response: response.to_owned(),
        outcome: outcome.to_owned(),
        note: note.to_owned(),
        known_shortcoming,
    }
}

/// The stable name of what happened, or for what was not decided the reason.
pub fn note(marking: &Marking) -> &str {
    match marking {
        Marking::TooLarge(too_large) => too_large.what,
        Marking::Undecided { why } => why,
        _ => marking.note(),
    }
}

#[test]
fn every_row_is_marked_as_its_table_says() {
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for table in tables() {
        for row in &table.rows {
            n_rows += 1;
            let marking = mark(&row.response, &row.item);
            if marking.outcome() != row.outcome || note(&marking) != row.note {
                wrong.push(format!(
                    "{}: {} | {} | {}: expected {} | {}, found {} | {}",
                    table.name,
                    row.item.answer,
                    row.item.accept,
                    row.response,
                    row.outcome,
                    row.note,
                    marking.outcome(),
                    note(&marking)
                ));
            }
        }
    }
    assert!(n_rows >= 1_500, "only {n_rows} rows were found");
    assert!(wrong.is_empty(), "{} of {n_rows} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_item_accepts_its_own_answer() {
    for table in tables() {
        for row in table.rows {
            // Some answers are given in another form on purpose: they are the value, as content computes it.
            let Err(error) = row.item.check() else { continue };
            // An item that cannot be decided is one of the rows.
            if row.outcome == "undecided" {
                continue;
            }
            assert!(
                matches!(error, maths::ItemError::OwnAnswerRefused { .. }),
                "{}: {}: {error}",
                table.name,
                row.item.answer
            );
        }
    }
}

#[test]
fn every_verdict_says_something_kind() {
    for table in tables() {
        for row in &table.rows {
            let said = mark(&row.response, &row.item).say();
            assert!(said.ends_with('.') && said.len() > 10, "{said}");
            assert_ne!(said, "This needs another look.", "{} has no sentence of its own", row.note);
            for blame in ["you", "wrong", "mistake", "invalid", "error"] {
                assert!(!said.to_lowercase().split(' ').any(|word| word == blame), "{said}");
            }
        }
    }
}

#[test]
fn every_note_that_can_be_given_stands_in_a_table() {
    let tables = tables();
    let seen: BTreeSet<&str> =
        tables.iter().flat_map(|table| &table.rows).map(|row| row.note.as_str()).collect();
    let never: Vec<&str> = ACCEPTANCES
        .iter()
        .flat_map(|about| about.outcomes)
        .map(|outcome| outcome.note)
        .filter(|note| !seen.contains(note))
        .collect();
    assert!(never.is_empty(), "no row gives {}", never.join(", "));
}

#[test]
fn every_acceptance_has_its_table() {
    let names: BTreeSet<String> = tables().into_iter().map(|table| table.name).collect();
    for name in acceptance_names() {
        assert!(names.contains(name), "tests/marking/{name}.txt is missing");
    }
}

#[test]
fn the_gates_say_what_the_outcome_says() {
    for table in tables() {
        for row in &table.rows {
            let Marking::Verdict(verdict) = mark(&row.response, &row.item) else { continue };
            let wanted = [
                ("incorrect", verdict.value),
                ("unit", verdict.unit),
                ("form", verdict.form),
                ("precision", verdict.precision),
            ]
            .into_iter()
            .find(|(_, gate)| *gate == Gate::Fail)
            .map_or("correct", |(name, _)| name);
            assert_eq!(row.outcome, wanted, "{} for {}", row.response, row.item.answer);
            assert_eq!(verdict.span.is_none(), verdict.is_correct());
            assert!(verdict.span.is_none_or(|span| row.response.get(span).is_some()));
        }
    }
}

#[test]
fn an_item_made_ready_marks_the_same() {
    for table in tables() {
        for row in &table.rows {
            let prepared = Prepared::new(&row.item, &[]);
            assert_eq!(prepared.mark(&row.response), mark(&row.response, &row.item));
            assert_eq!(prepared.explain(&row.response).marking, mark(&row.response, &row.item));
        }
    }
}

#[test]
fn the_examples_of_the_list_are_true() {
    let letters = |example: &Example| {
        let has_letters = ["x", "y"].map(|letter| example.answer.contains(letter));
        if has_letters.contains(&true) { vec!['x', 'y'] } else { Vec::new() }
    };
    for example in ACCEPTANCES.iter().flat_map(|about| about.examples) {
        let accept: Acceptance = example.accept.parse().unwrap();
        let reading = Reading { letters: letters(example), ..Reading::default() };
        let item = Item { answer: example.answer.to_owned(), accept, reading };
        let outcome = |response: &str| mark(response, &item).outcome();
        assert_eq!(outcome(example.accepted), "correct", "{example:?}");
        assert_ne!(outcome(example.refused), "correct", "{example:?}");
        assert!(
            ["incorrect", "unit", "form", "precision"].contains(&outcome(example.refused)),
            "{example:?}: {}",
            outcome(example.refused)
        );
    }
}

#[test]
fn an_acceptance_is_written_as_it_is_read() {
    let options = [
        "same-as-written any-order",
        "decimal-places 2",
        "significant-figures 3",
        "within 1/20",
        "within-range -1 1/2",
        "rearranged-formula y",
        "ordered-list any-order",
        "simplified add-zero times-one",
    ];
    let plain = acceptance_names().filter(|name| !name.starts_with("within"));
    for text in plain.chain(options) {
        let accept: Acceptance = text.parse().unwrap();
        assert_eq!(accept.to_string(), text);
        assert_eq!(serde_json::to_string(&accept).unwrap(), format!("\"{text}\""));
    }
    for (other, name) in
        [("exact-word", "word"), ("multiple-choice", "choice"), ("units", "units-required")]
    {
        assert_eq!(other.parse::<Acceptance>().unwrap().to_string(), name);
    }
}

#[test]
fn an_acceptance_that_does_not_fit_is_refused_with_the_reason() {
    for (text, said) in [
        ("hole-number", "`hole-number` is not an acceptance; known: equal-value"),
        ("within", "`within`: expected a tolerance of 0 or more"),
        ("within -1", "`within`: expected a tolerance of 0 or more"),
        ("within-range 2 1", "`within-range`: expected a tolerance of 0 or more"),
        ("significant-figures 0", "`significant-figures`: expected 1 significant figure or more"),
        ("decimal-places two", "`decimal-places two`: expected other options"),
        ("fraction 3", "`fraction 3`: expected other options"),
        ("rearranged-formula xy", "`rearranged-formula xy`: expected other options"),
        ("simplified add-nothing", "`simplified add-nothing`: expected other options"),
    ] {
        let error = text.parse::<Acceptance>().unwrap_err().to_string();
        assert!(error.starts_with(said), "{text}: {error}");
    }
}
