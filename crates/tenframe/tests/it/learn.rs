//! `tenframe learn`: logs and checks in, figures and results out; what cannot be read writes nothing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tenframe")).arg("learn").args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaint(output: &Output) -> String {
    assert!(!output.status.success() && output.stdout.is_empty(), "{}", told(output));
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

fn value(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_simulated_school_is_fitted_foretold_and_the_same_for_any_threads() {
    let folder = folder("learn-round");
    let (log, folds) = (path(&folder, "log.csv.gz"), path(&folder, "folds.csv"));
    let made =
        run(&["simulate", "--learners", "120", "--out", &log, "--truth", &path(&folder, "truth")]);
    assert!(made.status.success());
    let truth = std::fs::read_to_string(folder.join("truth")).unwrap();
    assert_eq!(truth.lines().count(), 6);
    let rows: String = (0..120).map(|n| format!("p{n},{}\n", n % 3)).collect();
    std::fs::write(&folds, format!("learner,fold\n{rows}")).unwrap();
    let mut written = Vec::new();
    for threads in ["1", "3"] {
        let out = path(&folder, &format!("figures-{threads}.json"));
        let fitted =
            run(&["fit", &log, "--folds", &folds, "--threads", threads, "--out", &out, "--json"]);
        let fitted = value(&fitted);
        assert_eq!((&fitted["model"], &fitted["rows"]), (&json!("items"), &json!(4320)));
        assert_eq!((&fitted["train_rows"], &fitted["converged"]), (&json!(2880), &json!(true)));
        assert_eq!(fitted["folds"].as_array().unwrap().len(), 3);
        assert_eq!(fitted["pooled"]["rows"], 4320);
        assert!(fitted["pooled"]["auc"].as_f64().unwrap() > 0.6, "{fitted}");
        written.push(std::fs::read(out).unwrap());
    }
    assert_eq!(written[0], written[1]);
    let foretold = run(&["predict", &path(&folder, "figures-1.json"), &log]);
    let lines: Vec<Value> =
        told(&foretold).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4320);
    assert!(lines.iter().all(|l| (0.0..=1.0).contains(&l["chance"].as_f64().unwrap())));
    assert_eq!(lines[0]["from"], "item");
}

#[test]
fn what_cannot_be_fitted_is_named_and_nothing_is_written() {
    let folder = folder("learn-refused");
    let head = "learner,skill,item,correct,order\n";
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let (log, out) = (path(&folder, name), path(&folder, "out.json"));
        std::fs::write(&log, bytes).unwrap();
        let said = complaint(&run(&["fit", &log, "--out", &out, "--json"]));
        assert!(said.contains(expected) && said.contains("nothing was written"), "{said}");
        assert!(!Path::new(&out).exists());
    };
    check("columns.csv", b"learner,correct\n", "the columns `skill`, `item`, `order` are missing");
    check(
        "nan.csv",
        format!("{head}a,s,i,NaN,0\n").as_bytes(),
        "line 2: `correct` is `NaN`; expected 0 or 1",
    );
    check("one.csv", format!("{head}a,s,i,1,0\na,s,i,0,1\n").as_bytes(), "has one learner");
    check("right.csv", format!("{head}a,s,i,1,0\nb,s,i,1,0\n").as_bytes(), "every answer is right");
    check("wrong.csv", format!("{head}a,s,i,0,0\nb,s,i,0,0\n").as_bytes(), "every answer is wrong");
    check("empty.csv", b"", "are missing");
    check("broken.csv.gz", &[0x1f, 0x8b, 8, 0, 1, 2, 3], "is not whole");
    check("not.csv.gz", head.as_bytes(), "is not whole");
    let missing = complaint(&run(&["fit", &path(&folder, "nowhere.csv")]));
    assert!(missing.contains("cannot be read; nothing was written"), "{missing}");
}

#[test]
fn unknown_items_are_named_unless_allowed() {
    let folder = folder("learn-unknown");
    let (known, other, figures) =
        (path(&folder, "known.csv"), path(&folder, "other.csv"), path(&folder, "figures.json"));
    let head = "learner,skill,item,correct,order\n";
    std::fs::write(&known, format!("{head}a,s,i,1,0\na,s,j,0,1\nb,s,i,1,0\nb,s,j,1,1\n")).unwrap();
    std::fs::write(&other, format!("{head}a,s,k,1,0\n")).unwrap();
    assert!(run(&["fit", &known, "--out", &figures]).status.success());
    let said = complaint(&run(&["predict", &figures, &other]));
    assert!(said.contains("do not know item `k` of `s`; nothing was written"), "{said}");
    let allowed = run(&["predict", &figures, &other, "--allow-unknown"]);
    assert_eq!(value(&allowed)["from"], "skill");
}

#[test]
fn figures_from_which_no_chance_can_be_worked_out_are_refused() {
    let folder = folder("learn-figures");
    let (log, figures) = (path(&folder, "log.csv"), path(&folder, "figures.json"));
    let head = "learner,skill,item,correct,order\n";
    std::fs::write(&log, format!("{head}a,s,i,1,0\na,s,j,0,1\nb,s,i,1,0\nb,s,j,1,1\n")).unwrap();
    assert!(run(&["fit", &log, "--out", &figures]).status.success());
    assert!(run(&["predict", &figures, &log]).status.success());
    let sound: Value = serde_json::from_slice(&std::fs::read(&figures).unwrap()).unwrap();
    let of_step = |name: &'static str| format!("/steps/0/figures/{name}");
    for (at, to, expected) in [
        (of_step("initial"), 0.0, "skill `s`: initial is 0; expected a number between 0 and 1"),
        (of_step("learn/1"), 1.0, "learn after teaching is 1"),
        (of_step("forget"), -0.1, "forget is -0.1"),
        (of_step("slip"), -3.0, "slip is -3"),
        (
            "/steps/0/items/0/guess".to_owned(),
            7.5,
            "guess is 7.5; expected a number between 0 and 1 (item `i`)",
        ),
        ("/steps/0/items/1/slip".to_owned(), 0.999, "add up to 1 or more (item `j`)"),
    ] {
        let mut wrong = sound.clone();
        *wrong.pointer_mut(&at).unwrap() = json!(to);
        std::fs::write(&figures, wrong.to_string()).unwrap();
        let output = run(&["predict", &figures, &log]);
        assert!(output.stdout.is_empty(), "{at}");
        let said = complaint(&output);
        assert!(said.contains(expected) && said.contains("nothing was written"), "{at}: {said}");
    }
}

#[test]
fn folds_that_do_not_match_the_log_are_refused() {
    let folder = folder("learn-folds");
    let (log, folds) = (path(&folder, "log.csv"), path(&folder, "folds.csv"));
    let head = "learner,skill,item,correct,order\n";
    std::fs::write(&log, format!("{head}a,s,i,1,0\na,s,j,0,1\nb,s,i,1,0\nb,s,j,1,1\n")).unwrap();
    for (rows, expected) in [
        ("a,0\nb,1\n", ""),
        ("a,0\nb,1\na,0\n", ""),
        ("a,0\nb,1\na,1\n", "line 4: learner `a` is in fold 1 here and in fold 0 above"),
        ("a,0\nb,1\nc,1\n", "line 4: the log has no learner `c`"),
        ("a,0\n", "has no fold for learner `b`"),
    ] {
        std::fs::write(&folds, format!("learner,fold\n{rows}")).unwrap();
        let output = run(&["fit", &log, "--folds", &folds, "--json"]);
        match expected {
            "" => assert!(output.status.success(), "{rows}"),
            expected => assert!(complaint(&output).contains(expected), "{rows}"),
        }
    }
}

fn piped(command: &str, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tenframe"))
        .args(["learn", command, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn a_check() -> Value {
    let asked = |id: &str, answer: &str, gives: &str| {
        json!({"id": id, "text": id, "answer": answer, "key_points": ["sharing"],
            "predicted": [{"misconception": "takes", "response": gives}]})
    };
    let wrote = |pupil: &str, one: &str, two: &str| {
        json!({"pupil": pupil, "answers":
            [{"question": "one", "text": one}, {"question": "two", "text": two}]})
    };
    json!({
        "title": "Unit fraction",
        "questions": [asked("one", "5", "16"), asked("two", "6", "25")],
        "misconceptions": [{"id": "takes", "says": "takes the denominator away"}],
        "pupils": [wrote("p1", "16", "25"), wrote("p2", "5", " 6 "), wrote("p3", "7", "8"),
            {"pupil": "p4", "absent": true}],
        "slots": [{"says": "today", "minutes": 20, "adults": 1, "before_next_lesson": true}],
    })
}

#[test]
fn a_check_is_diagnosed_a_line_a_pupil() {
    let output = piped("diagnose", &a_check().to_string());
    let lines: Vec<Value> =
        told(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let standings: Vec<&str> = lines.iter().map(|l| l["standing"].as_str().unwrap()).collect();
    assert_eq!(standings, ["keep-up", "ready", "keep-up", "not-seen"]);
    assert_eq!(lines[0]["cause"], json!({"is": "named", "misconception": "takes"}));
    assert!(lines[0]["named_for_days"].as_u64().unwrap() >= 1);
    assert_eq!(lines[1]["cause"], json!({"is": "nothing"}));
    assert_eq!(lines[2]["cause"], json!({"is": "unknown"}));
    assert!(lines[2]["named_for_days"].is_null());
}

#[test]
fn a_cause_fades_with_the_days() {
    let folder = folder("learn-days");
    let file = path(&folder, "check.json");
    std::fs::write(&file, a_check().to_string()).unwrap();
    for (days, is_named) in [("0", true), ("999", false)] {
        let output = run(&["diagnose", &file, "--days", days]);
        let first: Value = serde_json::from_str(told(&output).lines().next().unwrap()).unwrap();
        assert_eq!(first["cause"]["is"] == "named", is_named, "{days}: {first}");
        let because = first["because"].as_str().unwrap();
        assert_eq!(because.contains("Two answers or more agree"), is_named, "{because}");
        assert_eq!(first["standing"], "keep-up");
    }
}

#[test]
fn a_check_that_names_something_twice_or_what_is_not_there_is_refused() {
    type Wrong = fn(&mut Value);
    let again: [(Wrong, &str); 6] = [
        (|c| c["questions"][1]["id"] = json!("one"), "the question `one` is there twice"),
        (|c| c["pupils"][1]["pupil"] = json!("p1"), "the pupil `p1` is there twice"),
        (
            |c| c["pupils"][0]["answers"][1]["question"] = json!("one"),
            "pupil `p1` answers `one` twice",
        ),
        (
            |c| c["questions"][0]["predicted"][0]["misconception"] = json!("zz"),
            "question `one` names the misconception `zz`, which is not among `misconceptions`",
        ),
        (
            |c| c["pupils"][2]["given"] = json!({"misconception": "zz"}),
            "pupil `p3` names the misconception `zz`",
        ),
        (
            |c| c["pupils"][0]["answers"][0]["misconceptions"] = json!(["zz"]),
            "pupil `p1` names the misconception `zz`",
        ),
    ];
    for (wrong, expected) in again {
        let mut check = a_check();
        wrong(&mut check);
        for command in ["diagnose", "ready"] {
            let said = complaint(&piped(command, &check.to_string()));
            assert!(said.contains(expected) && said.contains("nothing was written"), "{said}");
        }
    }
}

#[test]
fn a_class_is_decided_with_both_costs() {
    let decided = value(&piped("ready", &a_check().to_string()));
    assert_eq!(decided["proposal"]["propose"], "go-on");
    assert_eq!(decided["readiness"]["n_seen"], 3);
    assert_eq!(decided["readiness"]["n_not_seen"], 1);
    assert_eq!(decided["result"]["groups"].as_array().unwrap().len(), 2);
    let mut wrong = a_check();
    wrong["pupils"][0]["answers"][0]["question"] = json!("nine");
    let said = complaint(&piped("ready", &wrong.to_string()));
    assert!(said.contains("`p1` answers `nine`, which is not a question of this check"), "{said}");
    assert!(complaint(&piped("diagnose", "{")).contains("is not a check"));
}

/// The blocks of JSON on the page of the commands, in order.
fn examples() -> Vec<Value> {
    let page = include_str!("../../../../docs/learn.md");
    let blocks = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(|block| serde_json::from_str(block).unwrap()).collect()
}

#[test]
fn the_page_of_the_commands_shows_what_they_write() {
    let [check, diagnosed, proposal] = examples().try_into().expect("three blocks");
    let lines = told(&piped("diagnose", &check.to_string()));
    assert_eq!(serde_json::from_str::<Value>(lines.lines().next().unwrap()).unwrap(), diagnosed);
    assert_eq!(value(&piped("ready", &check.to_string()))["proposal"], proposal);
}

#[test]
fn schools_hand_on_counts_and_one_set_of_figures_comes_of_them() {
    let folder = folder("learn-share");
    let schools: Vec<String> = (1..=3)
        .map(|n| {
            let log = path(&folder, &format!("school-{n}.csv"));
            let seed = n.to_string();
            let made = run(&[
                "simulate",
                "--seed",
                &seed,
                "--learners",
                "40",
                "--out",
                &log,
                "--truth",
                &path(&folder, "truth"),
            ]);
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            log
        })
        .collect();
    let mut figures: Option<String> = None;
    let mut before = f64::NEG_INFINITY;
    for round in 0..4 {
        let under: Vec<&str> = figures.iter().flat_map(|f| ["--figures", f.as_str()]).collect();
        let counted: Vec<String> = (0..)
            .zip(&schools)
            .map(|(n, log)| {
                let out = path(&folder, &format!("counts-{n}.json"));
                let said =
                    run(&[&["count", log, "--out", &out, "--json"], under.as_slice()].concat());
                assert_eq!(value(&said)["answers"], 1440);
                assert!(!std::fs::read_to_string(&out).unwrap().contains("p12"));
                out
            })
            .collect();
        let out = path(&folder, &format!("figures-{round}.json"));
        let mut merge = vec!["merge", "--out", &out, "--json"];
        merge.extend(under);
        merge.extend(counted.iter().map(String::as_str));
        let merged = value(&run(&merge));
        assert_eq!((&merged["schools"], &merged["answers"]), (&json!(3), &json!(4320)));
        let log_posterior = merged["log_posterior"].as_f64().unwrap();
        assert!(log_posterior > before, "round {round}: {log_posterior} after {before}");
        before = log_posterior;
        figures = Some(out);
    }
    let figures = figures.unwrap();
    assert_eq!(told(&run(&["predict", &figures, &schools[0]])).lines().count(), 1440);
    let out = path(&folder, "refused.json");
    let check = |arguments: &[&str], expected: &str| {
        let said = complaint(&run(arguments));
        assert!(said.contains(expected) && said.contains("nothing was written"), "{said}");
        assert!(!Path::new(&out).exists());
    };
    let counts = path(&folder, "counts-0.json");
    check(
        &["merge", &counts, "--out", &out],
        "counts-0.json` was not counted under the published starting values; count again",
    );
    check(
        &["merge", &counts, "--figures", &figures, "--out", &out],
        "figures-3.json`; count again with these figures",
    );
    check(&["merge", &schools[0], "--out", &out], "is not a file that `learn count` wrote");
    check(
        &["count", &schools[0], "--least", "41", "--out", &out],
        "no skill was met by 41 learners or more",
    );
    check(
        &["count", &schools[0], "--figures", &counts, "--out", &out],
        "is not a file that `learn fit --out` wrote",
    );
}
