//! `tenframe mark`: one response, many as JSON Lines, and the list of acceptances.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenframe"));
    command.arg("mark");
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The lines written for these lines, and the exit status.
fn batch(input: &[u8]) -> (Vec<Value>, Option<i32>) {
    let mut child =
        program().arg("--batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let lines = text(&output.stdout);
    (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

fn one(line: &Value) -> Value {
    let (lines, status) = batch(format!("{line}\n").as_bytes());
    assert_eq!((lines.len(), status), (1, Some(0)), "{line}: {lines:?}");
    lines[0].clone()
}

#[test]
fn a_line_is_marked_with_its_gates_note_and_span() {
    let line = json!({
        "id": "q1", "answer": "1/2", "response": "0.5", "accept": "simplest-form",
        "options": {
            "letters": ["x"], "functions": ["sin"], "units": ["cm", "m"], "words": ["even"],
            "choices": ["A", "B"], "subject": "y", "rules": ["add-zero"], "range": ["1", "2"],
            "tolerance": "0.05", "places": 2, "figures": 3, "order": false,
            "misconceptions": [{ "id": "m1", "response": "1/4" }],
        },
    });
    let expected = json!({
        "id": "q1", "verdict": "form",
        "gates": { "value": "pass", "form": "fail", "precision": "not-asked", "unit": "not-asked" },
        "note": "simplest-form.decimal",
        "message": "The value is right; it can be written as a fraction.",
        "span": [0, 3], "misconception": null,
    });
    assert_eq!(one(&line), expected);
}

#[test]
fn verdicts_come_by_precedence() {
    for (answer, response, accept, options, verdict, note) in [
        ("3/4", "0.75", "equal-value", json!({}), "correct", "equal-value.correct"),
        ("3/4", "0.7", "equal-value", json!({}), "incorrect", "equal-value.wrong-value"),
        ("3/4", "6/8", "simplest-form", json!({}), "form", "simplest-form.not-simplest"),
        (
            "2/3",
            "0.667",
            "decimal-places",
            json!({ "places": 2 }),
            "precision",
            "decimal-places.too-many-places",
        ),
        (
            "2/3",
            "0.667",
            "significant-figures",
            json!({ "figures": 3 }),
            "correct",
            "significant-figures.correct",
        ),
        (
            "3 m",
            "300 cm",
            "units-required",
            json!({ "units": ["m"] }),
            "unit",
            "units-required.another-unit",
        ),
        ("3 m", "300 cm", "units-convertible", json!({}), "correct", "units-convertible.correct"),
        (
            "1.5",
            "1.2",
            "within-range",
            json!({ "range": ["1", "2"] }),
            "correct",
            "within-range.correct",
        ),
        (
            "3.5",
            "3.56",
            "within",
            json!({ "tolerance": "0.05" }),
            "incorrect",
            "within.not-close-enough",
        ),
        // Where both are there, each takes its own.
        (
            "1.5",
            "1.6",
            "within",
            json!({ "tolerance": "0.05", "range": ["1", "2"] }),
            "incorrect",
            "within.not-close-enough",
        ),
        (
            "1.5",
            "1.6",
            "within-range",
            json!({ "tolerance": "0.05", "range": ["1", "2"] }),
            "correct",
            "within-range.correct",
        ),
        (
            "y = 2x + 1",
            "2x = y - 1",
            "rearranged-formula",
            json!({ "subject": "x", "letters": ["x", "y"] }),
            "form",
            "rearranged-formula.subject-not-alone",
        ),
        (
            "x",
            "x + 0",
            "simplified",
            json!({ "rules": ["add-zero"] }),
            "form",
            "simplified.add-zero",
        ),
        ("sin 30", "0.5", "equal-value", json!({}), "correct", "equal-value.correct"),
        (
            "1, 2",
            "2, 1",
            "ordered-list",
            json!({ "order": false }),
            "correct",
            "ordered-list.correct",
        ),
        (
            "even",
            "Even",
            "exact-word",
            json!({ "words": ["even", "odd"] }),
            "correct",
            "word.correct",
        ),
        (
            "B",
            "A",
            "multiple-choice",
            json!({ "choices": ["A", "B"] }),
            "incorrect",
            "choice.wrong-choice",
        ),
        (
            "B",
            "E",
            "multiple-choice",
            json!({ "choices": ["A", "B"] }),
            "unreadable",
            "unknown-word",
        ),
        ("3/4", "  ", "equal-value", json!({}), "unreadable", "blank"),
        ("3/4", "3/", "equal-value", json!({}), "unreadable", "missing-after"),
        ("3/4", "9^9^9", "equal-value", json!({}), "too-large", "too-large"),
        ("3/4", "0^0", "equal-value", json!({}), "undecided", "undecided"),
        ("3x+6", "6+3x", "expanded", json!({}), "correct", "expanded.correct"),
    ] {
        let line = json!({
            "id": 7, "answer": answer, "response": response, "accept": accept, "options": options,
        });
        let marked = one(&line);
        assert_eq!(marked["verdict"], verdict, "{line}: {marked}");
        assert_eq!(marked["note"], note, "{line}: {marked}");
        assert_eq!(marked["id"], 7);
        assert!(marked["message"].as_str().unwrap().len() > 5, "{marked}");
    }
}

#[test]
fn what_may_be_left_out_may_be_left_out() {
    for line in [
        json!({ "id": "q", "answer": "1/2", "response": "50%" }),
        json!({ "id": "q", "answer": "1/2", "response": "50%", "accept": null, "options": null }),
        json!({ "id": "q", "answer": "1/2", "response": "50%", "options": {
            "letters": null, "units": null, "places": null, "misconceptions": null,
        } }),
        // Fields of the asker's own are left alone.
        json!({ "id": "q", "answer": "1/2", "response": "50%", "pupil": 7 }),
    ] {
        let marked = one(&line);
        assert_eq!(marked["note"], "equal-value.correct");
        assert_eq!(marked["span"], Value::Null);
        assert_eq!(marked["misconception"], Value::Null);
        assert_eq!(marked.as_object().unwrap().len(), 7, "{marked}");
    }
}

#[test]
fn a_span_counts_scalar_values() {
    for (response, span) in [
        ("½ + ×", json!([2, 5])),
        ("５ + ", json!([2, 3])),
        (" 3/", json!([2, 3])),
        // Italic letters of mathematics are four bytes long and one scalar value.
        ("1 + \u{1d465}", json!([4, 5])),
        ("e\u{301} + 1", json!([0, 1])),
        ("  ", Value::Null),
    ] {
        let marked = one(&json!({ "id": "q", "answer": "1", "response": response }));
        assert_eq!(marked["verdict"], "unreadable", "{marked}");
        assert_eq!(marked["span"], span, "{response}: {marked}");
    }
}

#[test]
fn a_misconception_is_named_and_two_are_not_guessed_between() {
    let line = |response: &str| {
        json!({
            "id": "q", "answer": "5", "response": response,
            "options": { "misconceptions": [
                { "id": "a", "response": "16" }, { "id": "b", "response": "4" }, { "id": "c", "response": "8/2" },
            ] },
        })
    };
    assert_eq!(one(&line("16"))["misconception"], "a");
    let both = one(&line("4"));
    assert_eq!((&both["misconception"], &both["candidates"]), (&Value::Null, &json!(["b", "c"])));
    assert_eq!(one(&line("5"))["misconception"], Value::Null);
    assert_eq!(one(&line("50"))["slips"], json!(["power-of-ten"]));
}

#[test]
fn a_bad_line_gets_an_error_and_the_rest_goes_on() {
    let good = |id: &str| format!("{{\"id\":\"{id}\",\"answer\":\"1\",\"response\":\"1\"}}\n");
    let bad: [(&[u8], &str, Value); 9] = [
        (b"what\n", "not-json", Value::Null),
        (b"\n", "empty-line", Value::Null),
        (b"[1]\n", "no-id", Value::Null),
        (b"{\"answer\":\"1\",\"response\":\"1\"}\n", "no-id", Value::Null),
        (b"{\"id\":\"x\",\"answer\":\"1\"}\n", "not-an-item", json!("x")),
        (b"{\"id\":\"x\",\"answer\":\"1\",\"response\":\"1\",\"accept\":\"nice\"}\n", "unknown-acceptance", json!("x")),
        (b"{\"id\":\"x\",\"answer\":\"1\",\"response\":\"1\",\"options\":{\"palces\":2}}\n", "not-an-item", json!("x")),
        (b"{\"id\":\"x\",\"answer\":\"1\",\"response\":\"1\",\"options\":{\"letters\":[\"xy\"]}}\n", "bad-option", json!("x")),
        (b"{\"id\":\"\xff\",\"answer\":\"1\",\"response\":\"1\"}\n", "not-utf-8", Value::Null),
    ];
    for (line, note, id) in bad {
        let input = [good("before").as_bytes(), line, good("after").as_bytes()].concat();
        let (lines, status) = batch(&input);
        assert_eq!(status, Some(1));
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!((&lines[0]["id"], &lines[2]["id"]), (&json!("before"), &json!("after")));
        assert_eq!((&lines[1]["line"], &lines[1]["id"]), (&json!(2), &id));
        assert_eq!(lines[1]["error"]["note"], note);
        assert!(lines[1]["error"]["message"].as_str().unwrap().len() > 10);
    }
}

#[test]
fn many_lines_come_back_in_order() {
    let input: String = (0..5_000)
        .map(|n| format!("{{\"id\":\"{n}\",\"answer\":\"{n}\",\"response\":\"{}\"}}\n", n % 7))
        .collect();
    // The last line may end without a line end.
    let (lines, status) = batch(input.trim_end().as_bytes());
    assert_eq!((lines.len(), status), (5_000, Some(0)));
    // Lines may end as on Windows, and the text may begin with a byte-order mark.
    let windows = format!("\u{feff}{}", input.replace('\n', "\r\n"));
    assert_eq!(batch(windows.as_bytes()), (lines.clone(), Some(0)));
    for (n, line) in lines.iter().enumerate() {
        assert_eq!(line["id"], n.to_string());
        assert_eq!(line["verdict"] == "correct", n < 7);
    }
}

#[test]
fn an_answer_is_written_before_the_next_line_is_there() {
    let mut child =
        program().arg("--batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in ["first", "second"] {
        writeln!(stdin, "{}", json!({ "id": id, "answer": "1", "response": "1" })).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_response_of_a_million_characters_is_too_large() {
    let marked = one(&json!({ "id": "q", "answer": "1", "response": "1+".repeat(500_000) }));
    assert_eq!(marked["verdict"], "too-large");
    let line = "x".repeat(5_000_000);
    let (lines, status) =
        batch(format!("{line}\n{{\"id\":1,\"answer\":\"1\",\"response\":\"1\"}}\n").as_bytes());
    assert_eq!(status, Some(1));
    assert_eq!(lines[0]["error"]["note"], "line-too-long");
    assert_eq!(lines[1]["verdict"], "correct");
}

#[test]
fn one_response_is_marked_for_a_person() {
    let output = run(&["3/4", "6/8", "--accept", "simplest-form"]);
    assert!(output.status.success());
    let said = text(&output.stdout);
    assert!(said.starts_with("form (simplest-form.not-simplest)\nThe value is right."), "{said}");
    assert!(said.contains("value: as asked") && said.contains("form: not as asked"), "{said}");
    let said = text(&run(&["-5", "-5"]).stdout);
    assert!(said.starts_with("correct (equal-value.correct)"), "{said}");
    let json = run(&["2/3", "0.67", "--accept", "decimal-places 2", "--json"]);
    let marked: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(marked["verdict"], "correct");
    let options = run(&["y+1", "1+y", "--options", r#"{"letters":["y"]}"#]);
    assert!(text(&options.stdout).starts_with("correct"));
}

#[test]
fn what_cannot_be_run_says_why() {
    for (arguments, said) in [
        (vec!["3/4", "6/8", "--accept", "nice"], "`nice` is not an acceptance; known: equal-value"),
        (vec!["3/4", "6/8", "--options", "{"], "EOF while parsing"),
        (vec!["3/4"], "RESPONSE"),
        (vec![], "ANSWER"),
    ] {
        let output = run(&arguments);
        assert!(!output.status.success());
        let error = text(&output.stderr);
        assert!(error.contains(said), "{arguments:?}: {error}");
    }
}

#[test]
fn every_acceptance_is_listed_with_its_options_and_examples() {
    let list = text(&run(&["--list"]).stdout);
    let all: Value = serde_json::from_slice(&run(&["--list", "--json"]).stdout).unwrap();
    let all = all.as_array().unwrap();
    assert!(all.len() >= 40);
    for about in all {
        let name = about["name"].as_str().unwrap();
        assert!(list.contains(&format!("{name}\n")), "{name}");
        assert!(!about["about"].as_str().unwrap().is_empty());
        assert!(!about["examples"].as_array().unwrap().is_empty(), "{name}");
        let notes = about["outcomes"].as_array().unwrap();
        assert!(notes.iter().any(|one| one["note"] == format!("{name}.correct")), "{name}");
    }
    assert!(list.contains("option places: how many decimal places"));
}
