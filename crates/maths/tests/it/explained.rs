//! Wrong answers explained: the misconceptions of a task, then slips that anyone may make.

use maths::{
    Gate, Item, Marking, Misconception, Prepared, Reading, Slip, mark, same_answer, same_value,
};

use crate::marking::tables;

fn item(answer: &str, accept: &str) -> Item {
    let reading =
        Reading { letters: vec!['x'], units: vec!["cm".to_owned()], ..Reading::default() };
    let letters = if answer.contains('x') { reading.letters.clone() } else { Vec::new() };
    let accept = accept.parse().unwrap();
    Item { answer: answer.to_owned(), accept, reading: Reading { letters, ..reading } }
}

fn known(pairs: &[(&str, &str)]) -> Vec<Misconception> {
    let one = |(id, response): &(&str, &str)| Misconception {
        id: (*id).to_owned(),
        response: (*response).to_owned(),
    };
    pairs.iter().map(one).collect()
}

#[test]
fn a_misconception_is_matched_by_value() {
    for (answer, accept, of, response, expected) in [
        ("5", "whole-number", "16", "16", vec!["m"]),
        ("5", "whole-number", "16", "16.0", vec!["m"]),
        ("5", "whole-number", "16", "sixteen", vec!["m"]),
        ("5", "whole-number", "16", "17", vec![]),
        ("5", "whole-number", "16", "5", vec![]),
        ("5", "whole-number", "16", "16/", vec![]),
        ("3/4", "simplest-form", "4/6", "2/3", vec!["m"]),
        ("3/4", "simplest-form", "6/8", "6/8", vec!["m"]),
        ("3/4", "simplest-form", "6/8", "12/16", vec![]),
        ("3x+6", "expanded", "3x+2", "2 + 3x", vec!["m"]),
        ("3x+6", "expanded", "3x+2", "3x + 3", vec![]),
        ("(3, 4)", "coordinates", "(4, 3)", "(4.0, 3)", vec!["m"]),
        ("(3, 4)", "coordinates", "(4, 3)", "(4, 4)", vec![]),
        ("£3.50", "money", "£35", "3500p", vec!["m"]),
        ("3 m", "units-required", "30 cm", "30 cm", vec!["m"]),
        ("3 m", "units-required", "3 cm", "3 cm", vec!["m"]),
        ("3 m", "units-required", "3 cm", "3 km", vec![]),
        ("{1, 2, 4}", "set", "{1, 4}", "4, 1", vec!["m"]),
        ("7 r 2", "remainder", "2 r 7", "2 r 7", vec!["m"]),
        ("7 r 2", "remainder", "2 r 7", "2 r 6", vec![]),
        ("3/x", "single-fraction", "(x^2-9)/(x+3)", "x - 3", vec!["m"]),
        ("3/x", "single-fraction", "(x^2-9)/(x+3)", "x + 3", vec![]),
        ("2:3", "ratio-simplest-form", "3:2", "6:4", vec!["m"]),
        ("2:3", "ratio-simplest-form", "3:2", "6:5", vec![]),
        ("1, 2, 3", "ordered-list any-order", "1, 4", "4, 1", vec!["m"]),
        ("1, 2, 3", "ordered-list", "1, 4", "4, 1", vec![]),
        ("√12", "simplified-surd", "3√2", "√18", vec!["m"]),
        ("√12", "simplified-surd", "3√2", "√8", vec![]),
        ("x = 2 or x = -2", "solution-set", "x = 3", "3", vec!["m"]),
        ("x > 3", "inequality", "x > 4", "4 < x", vec!["m"]),
        ("80 min", "time", "1 h 40 min", "100 min", vec!["m"]),
        ("2/3", "decimal-places 2", "0.66", "0.66", vec!["m"]),
        ("even", "word", "odd", "Odd", vec!["m"]),
        ("even", "word", "odd", "even", vec![]),
        ("B", "choice", "C", "c", vec!["m"]),
    ] {
        let item = item(answer, accept);
        let prepared = Prepared::new(&item, &known(&[("m", of)]));
        let explained = prepared.explain(response);
        assert_eq!(explained.misconceptions, expected, "{response} for {answer}, {of} predicted");
        assert_eq!(explained.marking, mark(response, &item));
    }
}

#[test]
fn two_misconceptions_that_give_one_answer_are_both_named() {
    let both = known(&[("adds-both", "5"), ("counts-all", "5.0"), ("other", "6")]);
    let prepared = Prepared::new(&item("4", "whole-number"), &both);
    assert_eq!(prepared.explain("5").misconceptions, ["adds-both", "counts-all"]);
    assert_eq!(prepared.explain("6").misconceptions, ["other"]);
    assert!(prepared.explain("6").slips.is_empty());
}

#[test]
fn slips_that_anyone_may_make_are_named_and_never_guessed() {
    for (answer, accept, response, expected) in [
        ("5", "equal-value", "-5", vec![Slip::OneSign]),
        ("5", "equal-value", "50", vec![Slip::PowerOfTen]),
        ("5", "equal-value", "0.05", vec![Slip::PowerOfTen]),
        ("5", "equal-value", "51", vec![]),
        ("5", "equal-value", "1/5", vec![Slip::InvertedDivision]),
        ("1/10", "equal-value", "10", vec![Slip::PowerOfTen, Slip::InvertedDivision]),
        ("3x+6", "expanded", "3x-6", vec![Slip::OneSign]),
        ("3x+6", "expanded", "-3x-6", vec![Slip::OneSign]),
        ("3x+6", "expanded", "3x", vec![Slip::DroppedTerm]),
        ("3x+6", "expanded", "3x+2", vec![]),
        ("x^2+6x+9", "expanded", "x^2+9", vec![Slip::DroppedTerm, Slip::SquaredEachTerm]),
        ("x^2+6x+9", "expanded", "x^2+6x", vec![Slip::DroppedTerm]),
        ("(x+3)^2", "expression", "x^2+9", vec![Slip::DroppedTerm, Slip::SquaredEachTerm]),
        ("1/2+1/3", "equal-value", "2/5", vec![Slip::AddedDenominators]),
        ("1/2+1/3", "equal-value", "2/6", vec![]),
        ("3/4-1/3", "equal-value", "2/1", vec![Slip::AddedDenominators]),
        ("3 m", "units-convertible", "30 cm", vec![Slip::PowerOfTen, Slip::Unit]),
        ("2 h", "units-convertible", "7200 min", vec![Slip::Unit]),
        ("17.86", "decimal-places 1", "17.7", vec![Slip::EarlyRounding]),
        ("17.86", "decimal-places 1", "19.9", vec![]),
        ("5", "equal-value", "5", vec![]),
        ("3/4", "simplest-form", "6/8", vec![]),
        ("5", "equal-value", "5/", vec![]),
    ] {
        let prepared = Prepared::new(&item(answer, accept), &[]);
        assert_eq!(prepared.explain(response).slips, expected, "{response} for {answer}");
    }
}

#[test]
fn a_misconception_comes_before_a_slip() {
    let prepared = Prepared::new(&item("5", "equal-value"), &known(&[("place-value", "50")]));
    let explained = prepared.explain("50");
    assert_eq!(explained.misconceptions, ["place-value"]);
    assert!(explained.slips.is_empty());
}

#[test]
fn slips_have_names_and_words() {
    for slip in [Slip::OneSign, Slip::Unit, Slip::EarlyRounding] {
        let name = serde_json::to_value(slip).unwrap();
        assert_eq!(name, slip.name());
        assert!(slip.describe().len() > 10);
    }
}

#[test]
fn an_item_whose_answer_cannot_be_read_is_for_the_teacher() {
    let prepared = Prepared::new(&item("3/", "equal-value"), &[]);
    assert!(matches!(prepared.mark("3"), Marking::Undecided { .. }));
    assert!(matches!(prepared.mark("3/"), Marking::Unreadable(_)));
}

#[test]
fn what_is_found_at_once_is_what_comparing_one_by_one_finds() {
    let mut n_found = 0;
    for table in tables() {
        for rows in table.rows.chunk_by(|a, b| a.item == b.item).flat_map(|rows| rows.chunks(24)) {
            let item = &rows[0].item;
            let all: Vec<(&str, &str)> =
                rows.iter().map(|row| (row.response.as_str(), row.response.as_str())).collect();
            let prepared = Prepared::new(item, &known(&all));
            for row in rows {
                let Marking::Verdict(verdict) = mark(&row.response, item) else { continue };
                if verdict.value == Gate::Pass && verdict.unit != Gate::Fail {
                    continue;
                }
                let found = prepared.explain(&row.response).misconceptions;
                for (other, _) in &all {
                    let is_same = same_answer(&row.response, other, item) == Some(true);
                    let is_same_number =
                        same_value(&row.response, other, &item.reading) == Some(true);
                    let is_found = found.contains(other);
                    assert!(is_found || !is_same, "{}: {} and {other}", table.name, row.response);
                    assert!(
                        !is_found || is_same || is_same_number,
                        "{}: {} and {other}",
                        table.name,
                        row.response
                    );
                    n_found += usize::from(is_found);
                }
            }
        }
    }
    assert!(n_found > 500, "only {n_found} were found");
}
