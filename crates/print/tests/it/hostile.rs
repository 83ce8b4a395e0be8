//! Input that nobody should send: it is printed as itself or refused by name, and never panics.

use crate::paper::{printed, squeezed};
use crate::samples;
use paper::{
    ExitSlips, KeepUp, Picture, Piece, Practice, PrintError, PrintItem, Sheet, SlipsPerPage, Text,
};
use print::pack;
use proptest::prelude::*;

const MARKUP: &str = r##"#panic("x") *a* _b_ $c$ `d` <e> @f \ // [g] = h #import "/etc/passwd""##;

fn one(item: PrintItem) -> Sheet {
    Sheet::Practice(Practice { title: "T".into(), items: vec![item], ..Practice::default() })
}

#[test]
fn markup_prints_as_itself_in_every_field() {
    let text = Text::words(MARKUP);
    let item = PrintItem {
        number: "#1".into(),
        text: text.clone(),
        prompt: Some(MARKUP.into()),
        ..samples::item(1, "")
    };
    let practice = Practice {
        title: MARKUP.into(),
        step: MARKUP.into(),
        class_name: "*4*".into(),
        date: "$1$".into(),
        code: "#A_B*C$D".into(),
        stem: Some(text),
        items: vec![item],
        ..Practice::default()
    };
    let page = squeezed(&printed(&Sheet::Practice(practice))[0]);
    assert_eq!(page.matches(&squeezed(MARKUP)).count(), 5, "{page}");
    for words in ["#A_B*C$D", "*4*", "$1$", "#1"] {
        assert!(page.contains(words), "{words} is not on {page}");
    }
}

#[test]
fn very_long_names_print_whole() {
    let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
    let names = vec![long.clone(), "Siân Ó Brien-Łukaszewska".into(), "Ἀθηνᾶ Иванова".into()];
    let slips = ExitSlips { names: names.clone(), blank: 1, ..samples::slips(SlipsPerPage::Four) };
    let keep_up = KeepUp { pupils: names.clone(), ..samples::keep_up() };
    for sheet in [Sheet::ExitSlips(slips), Sheet::KeepUp(Box::new(keep_up))] {
        let all = squeezed(&printed(&sheet).concat());
        for name in ["Siân Ó Brien-Łukaszewska", "Иванова"] {
            assert!(all.contains(&squeezed(name)), "{name} is not on {all}");
        }
        let letters = all.matches("schlegel").count();
        assert!(letters >= 3, "the long name is cut short: {all}");
    }
}

#[test]
fn too_much_is_refused_by_name() {
    let check = |sheet: Sheet, start: &str| {
        let why = print::sheet(&sheet).expect_err(start).to_string();
        assert!(why.starts_with(start), "{why}");
    };
    let item = samples::item(1, "a");
    check(Sheet::Practice(Practice::default()), "practice sheet \"\": no questions to print");
    check(
        Sheet::Practice(Practice { items: vec![item.clone(); 121], ..Practice::default() }),
        "practice sheet \"\": 121 questions, expected at most 120",
    );
    check(
        one(PrintItem { lines: 255, ..item.clone() }),
        "practice sheet \"T\": the words and drawings do not fit",
    );
    check(
        Sheet::ExitSlips(ExitSlips { blank: 400, ..samples::slips(SlipsPerPage::Two) }),
        "exit slips \"Before you go\": 401 slips, expected at most 400",
    );
    let asks = vec![Text::words(&"word ".repeat(200)); 10];
    check(
        Sheet::KeepUp(Box::new(KeepUp { ask: asks, ..samples::keep_up() })),
        "keep-up page \"Describe parts of a whole that is equally divided\": the words and drawings do not fit",
    );
    assert!(matches!(pack(&[]), Err(PrintError::Nothing { .. })));
}

#[test]
fn drawings_that_are_none_are_refused_and_those_that_ask_for_files_get_none() {
    let drawn = |svg: &str| {
        let drawing = Picture { svg: svg.into(), width: 10, height: 10, alt: String::new() };
        one(PrintItem { drawing: Some(drawing), ..samples::item(1, "a") })
    };
    for bad in ["", "a strip", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect></svg>"] {
        let refused = print::sheet(&drawn(bad));
        assert!(matches!(refused, Err(PrintError::Drawing { .. })), "{bad}: {refused:?}");
    }
    let plain = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"></svg>"#;
    let asks = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><image href="/etc/hostname" width="9" height="9"/></svg>"#;
    assert!(print::sheet(&drawn(plain)).is_ok());
    if let Ok(made) = print::sheet(&drawn(asks)) {
        assert!(!String::from_utf8_lossy(&made).contains("/Subtype/Image"));
    }
}

#[test]
fn a_letter_that_no_font_has_is_still_printed_as_far_as_it_can_be() {
    let sheet =
        one(PrintItem { text: Text::words("name \u{1F9EE} and \u{E000}"), ..samples::item(1, "") });
    assert!(printed(&sheet)[0].contains("name"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_strings_are_printed_or_refused(
        words in any::<String>(), maths in "[-0-9a-z/^()_ +=√²#$]{0,30}", name in any::<String>(), lines in any::<u8>(),
    ) {
        let text = Text(vec![Piece::Words(words.clone()), Piece::Maths(maths.clone()), Piece::Gap(name.clone()), Piece::Maths(words.clone())]);
        let item = PrintItem { number: name.clone(), text: text.clone(), choices: vec![text.clone()], lines, prompt: Some(words.clone()), drawing: None };
        let practice = Practice { title: words.clone(), code: name.clone(), items: vec![item.clone()], ..Practice::default() };
        let slips = ExitSlips { names: vec![name.clone()], items: vec![item.clone()], ..samples::slips(SlipsPerPage::Four) };
        let keep_up = KeepUp { pupils: vec![name], because: text, try_these: vec![item.clone()], recheck: vec![item], ..samples::keep_up() };
        for sheet in [Sheet::Practice(practice), Sheet::ExitSlips(slips), Sheet::KeepUp(Box::new(keep_up))] {
            let fault = matches!(print::sheet(&sheet), Err(PrintError::Typesetter { .. } | PrintError::Drawing { .. }));
            prop_assert!(!fault, "{:?}", print::sheet(&sheet).err());
        }
    }
}
