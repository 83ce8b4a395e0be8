//! What each sheet promises: its words on its pages, one side where one was promised, the same bytes again.

use crate::paper::{pages_of, printed, squeezed};
use crate::samples;
use paper::{Answer, KeepUp, Practice, PrintError, PrintItem, Sheet, SlipsPerPage, Text, Tint};
use print::pack;

fn contains(page: &str, words: &[&str]) {
    let page = squeezed(page);
    for words in words {
        assert!(page.contains(&squeezed(words)), "\"{words}\" is not on the page: {page}");
    }
}

#[test]
fn the_words_of_a_practice_sheet_are_on_its_page() {
    let practice = samples::practice();
    let pages = printed(&Sheet::Practice(practice.clone()));
    assert_eq!(pages.len(), 1);
    contains(
        &pages[0],
        &[
            &practice.title,
            &practice.step,
            &practice.class_name,
            &practice.date,
            &practice.code,
            "Name",
        ],
    );
    contains(
        &pages[0],
        &["The whole is divided into", "What changed? What do you expect?", "Which is equal to"],
    );
    for item in &practice.items {
        contains(&pages[0], &[&item.number]);
    }
}

#[test]
fn maths_is_printed_with_every_digit() {
    let sheet = |text: &str| {
        let items =
            vec![PrintItem { number: "1".into(), text: text.into(), ..PrintItem::default() }];
        Sheet::Practice(Practice { title: "T".into(), items, ..Practice::default() })
    };
    let check = |text: &str, parts: &[&str]| contains(&printed(&sheet(text))[0], parts);
    check("Find `17/28` of it.", &["17", "28", "Find", "of it."]);
    check("`4 11/13`", &["4", "11", "13"]);
    check("Expand `37(x + 29)`.", &["37(", "+29)"]);
    check("`5 x` #not *markup* $1$ _a_ <b> @c", &["#not *markup* $1$ _a_ <b> @c"]);
}

#[test]
fn answers_say_each_answer() {
    let pages = printed(&Sheet::Answers(samples::answers()));
    contains(
        &pages[0],
        &["Answers", "Unit and non-unit fractions", "The whole doubles", "+6", "K7M2QX9B"],
    );
}

#[test]
fn long_answers_go_on_over_the_page() {
    let mut answers = samples::answers();
    answers.answers = (1..=90)
        .map(|n| Answer {
            number: n.to_string(),
            answer: Text::words(&format!("answer-{n}")),
            ..Answer::default()
        })
        .collect();
    let pages = printed(&Sheet::Answers(answers));
    assert!(pages.len() > 1);
    contains(&pages.concat(), &["answer-1", "answer-90"]);
}

#[test]
fn slips_are_made_for_every_name_and_fill_their_last_page() {
    let check = |per_page: SlipsPerPage, names: usize, blank: u16, pages: usize, slips: usize| {
        let mut value = samples::slips(per_page);
        value.names = (0..names).map(|n| format!("Pupil-{n}")).collect();
        value.blank = blank;
        let printed = printed(&Sheet::ExitSlips(value));
        assert_eq!(printed.len(), pages);
        let all = squeezed(&printed.concat());
        assert_eq!(all.matches("K7M2QX9B").count(), slips);
        (0..names).for_each(|n| contains(&all, &[&format!("Pupil-{n}")]));
        assert_eq!(all.matches("Name").count(), slips - names);
    };
    check(SlipsPerPage::Two, 0, 0, 1, 2);
    check(SlipsPerPage::Two, 2, 0, 1, 2);
    check(SlipsPerPage::Two, 2, 1, 2, 4);
    check(SlipsPerPage::Four, 5, 0, 2, 8);
    check(SlipsPerPage::Four, 0, 30, 8, 32);
}

#[test]
fn keep_up_is_one_side_and_its_recheck() {
    let keep_up = samples::keep_up();
    let pages = printed(&Sheet::KeepUp(Box::new(keep_up.clone())));
    assert_eq!(pages.len(), 2);
    let headings = [
        "They did",
        "Put out",
        "The contrast",
        "Ask",
        "Listen for",
        "Say together",
        "To try",
        "Recheck",
    ];
    contains(&pages[0], &headings);
    contains(
        &pages[0],
        &["Amira K", "Jay P", "wrote", "2 of 7", "Ready", "Not yet", "What I noticed", "H3QD5VTE"],
    );
    contains(
        &pages[0],
        &["Where is the whole? Run your finger along all of it.", "4 equal parts", "one quarter"],
    );
    contains(&pages[1], &["Recheck", "Name", "A ribbon is cut in 7 equal parts.", "H3QD5VTE"]);
    assert!(!pages[1].contains("Answers"), "the pupil's side has the answers: {}", pages[1]);
    let alone = KeepUp { recheck: Vec::new(), ..keep_up.clone() };
    assert_eq!(printed(&Sheet::KeepUp(Box::new(alone))).len(), 1);
    // Before a lesson nobody has done anything yet, and there is nothing to check again.
    let before = KeepUp { is_before: true, did: Vec::new(), ..keep_up };
    let pages = printed(&Sheet::KeepUp(Box::new(before)));
    contains(&pages[0], &["Before the lesson: for the adult", "Why now", "To end with"]);
    contains(&pages[1], &["One to try alone", "Name"]);
    let all = pages.concat();
    for of_keep_up in ["Keep-up", "They did", "Recheck"] {
        assert!(!all.contains(of_keep_up), "{of_keep_up}: {all}");
    }
}

#[test]
fn practice_keeps_to_one_page_or_says_how_many_fit() {
    let sheet = |count: usize, lines: u8| {
        let all = samples::practice();
        let items = all
            .items
            .iter()
            .cycle()
            .take(count)
            .map(|item| PrintItem { lines, ..item.clone() })
            .collect();
        Sheet::Practice(Practice { items, ..all })
    };
    for count in [1, 4, 5, 6, 8, 10, 12] {
        assert_eq!(printed(&sheet(count, 1)).len(), 1, "{count} questions");
    }
    let Err(PrintError::DoesNotFit { items: 40, fit, what }) = print::sheet(&sheet(40, 3)) else {
        panic!("forty questions were let through")
    };
    assert_eq!(what, "practice sheet \"Unit and non-unit fractions\"");
    assert_eq!(printed(&sheet(fit, 3)).len(), 1);
    assert!(matches!(print::sheet(&sheet(fit + 1, 3)), Err(PrintError::DoesNotFit { .. })));
}

#[test]
fn a_large_print_sheet_keeps_its_promise() {
    let practice = Practice { large: true, tint: Some(Tint::Rose), ..samples::practice() };
    let small = Practice { items: practice.items[..6].to_vec(), ..practice };
    assert_eq!(printed(&Sheet::Practice(small)).len(), 1);
}

#[test]
fn the_same_value_makes_the_same_bytes_also_when_read_back() {
    for (name, sheet) in samples::all() {
        let once = print::sheet(&sheet).unwrap();
        let stored = serde_json::to_string(&sheet).unwrap();
        let again: Sheet = serde_json::from_str(&stored).unwrap();
        assert_eq!(again, sheet, "{name}");
        assert!(print::sheet(&again).unwrap() == once, "{name} came out otherwise the second time");
    }
}

#[test]
fn every_sheet_is_accessible_pdf_in_british_english() {
    for (name, sheet) in samples::all() {
        let pdf = print::sheet(&sheet).unwrap();
        let has = |words: &str| pdf.windows(words.len()).any(|window| window == words.as_bytes());
        assert!(has("pdfuaid:part"), "{name} is not PDF/UA");
        assert!(has("en-GB"), "{name} does not say its language");
    }
}

#[test]
fn a_pack_is_its_sheets_one_after_another() {
    let sheets: Vec<Sheet> = samples::all().into_iter().map(|(_, sheet)| sheet).collect();
    let apart: Vec<String> = sheets.iter().flat_map(printed).collect();
    let together = pages_of(&pack(&sheets).unwrap());
    assert_eq!(together, apart);
}
