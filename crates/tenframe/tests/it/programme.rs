//! `tenframe programme`: a register looked through, schools counted, journeys, money, from files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenframe"));
    command.current_dir(folder).arg("programme").args(arguments).output().unwrap()
}

fn fixture(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/register");
    folder.join(name).to_str().unwrap().to_owned()
}

/// What is written, and whether it went well.
fn told(folder: &Path, arguments: &[&str]) -> (String, bool) {
    let output = run(folder, arguments);
    let both = [output.stdout, output.stderr].concat();
    (String::from_utf8(both).unwrap(), output.status.success())
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, arguments);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {output:?}"))
}

/// A folder with the schools of three rows and what happened to them.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "schools.csv",
        "URN,EstablishmentName,EstablishmentStatus (name),EstablishmentTypeGroup (name),PhaseOfEducation (name),CloseDate,Postcode,Easting,Northing\n\
        900001,Amberley School,Closed,Local authority maintained schools,Secondary,31-12-2021,ZA1 2BC,400000,300000\n\
        900011,Amberley Academy,Open,Academies,Secondary,,ZA1 2BC,400000,300000\n\
        900002,Birchby School,Open,Academies,Secondary,,ZB1 2BC,450000,300000\n",
    );
    write(
        "links.csv",
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n900001,900011,Amberley Academy,Successor,31-12-2021\n",
    );
    write(
        "events.csv",
        "urn,programme,year,what,on\n\
        900001,secondary-development,2021/22,signed-up,20-05-2021\n\
        900001,secondary-development,2021/22,head-confirmed,01-06-2021\n\
        900001,secondary-development,2021/22,started,05-10-2021\n\
        900011,secondary-development,2021/22,attended,12-03-2022\n\
        900011,secondary-development,2021/22,completed,05-07-2022\n\
        900002,secondary-development,2021/22,signed-up,20-05-2021\n",
    );
    write(
        "ledger.csv",
        "urn,programme,year,what,amount,on,reference,why\n\
        900001,secondary-development,2021/22,claimed,2000,01-11-2021,A1,\n\
        900011,secondary-development,2021/22,paid,2000,01-02-2022,P1,\n",
    );
    write("hubs.csv", "hub,at\nEast Hub,900002\nWest Hub,ZA1 2BC\n");
    folder
}

const SOURCES: [&str; 4] = ["--register", "schools.csv", "--links", "links.csv"];

#[test]
fn a_register_is_looked_through_and_nothing_is_kept() {
    let folder = small();
    let (schools, links) = (fixture("schools.csv"), fixture("links.csv"));
    let found = json(folder.path(), &["register", &schools, "--links", &links, "--json"]);
    assert_eq!((&found["is_check_only"], &found["may_be_taken"]), (&true.into(), &true.into()));
    assert_eq!(found["encoding"], "Windows-1252");
    assert_eq!(found["unknown_columns"], serde_json::json!(["Canteen"]));
    let newer = folder.path().join("newer.csv");
    let text = fs::read_to_string(folder.path().join("schools.csv")).unwrap();
    fs::write(&newer, text.replace("Birchby School", "Birchby Green School")).unwrap();
    let (said, is_well) =
        told(folder.path(), &["register", "newer.csv", "--against", "schools.csv"]);
    assert!(
        is_well
            && said.contains(
                "900002 Birchby Green School: name from Birchby School to Birchby Green School"
            ),
        "{said}"
    );
    assert!(said.contains("This was a check: nothing was kept."), "{said}");
    fs::write(&newer, text + "900003,Coldwick\n").unwrap();
    let (said, is_well) = told(folder.path(), &["register", "newer.csv"]);
    assert!(!is_well && said.contains("line 5: the row has 2 cells and the header 9"), "{said}");
}

#[test]
fn every_command_answers_from_files() {
    let folder = small();
    let with = |arguments: &[&'static str]| [arguments, &SOURCES[..]].concat();
    for (arguments, says) in [
        (with(&["nearest", "ZA1 2BC", "--hubs", "hubs.csv"]), "West Hub, 0.0 km"),
        (
            with(&["journey", "900011", "--events", "events.csv", "--on", "01-10-2022"]),
            "Development: completed, 2021/22.",
        ),
        (
            with(&["journey", "900002", "--on", "01-10-2022", "--year", "2023/24"]),
            "not met: it completed",
        ),
        (
            with(&[
                "places",
                "--events",
                "events.csv",
                "--programme",
                "secondary-development",
                "--year",
                "2021/22",
                "--places",
                "3",
                "--on",
                "01-07-2022",
            ]),
            "1 of 3 places left",
        ),
        (
            with(&["late", "--events", "events.csv", "--year", "2021/22", "--on", "01-08-2021"]),
            "900002 secondary-development: signed up on 20 May 2021",
        ),
        (
            with(&[
                "money",
                "--events",
                "events.csv",
                "--ledger",
                "ledger.csv",
                "--year",
                "2021/22",
                "--on",
                "01-07-2022",
            ]),
            "900001 (today 900011) secondary-development: entitled £2,000.00, due £2,000.00, claimed £2,000.00, paid £2,000.00, corrected £0.00, open £0.00",
        ),
        (
            with(&[
                "report",
                "--definition",
                "ever",
                "--events",
                "events.csv",
                "--hide-below",
                "1",
            ]),
            "2021/22  1 schools",
        ),
        (
            with(&["report", "--definition", "ever", "--events", "events.csv"]),
            "fewer than 5 schools",
        ),
        (
            vec!["door", "--journey", "primary", "--answer", "leadership=not-yet"],
            "speak for a staged approach",
        ),
        (vec!["report", "--list"], "completed: Schools recorded as having completed"),
    ] {
        let (said, is_well) = told(folder.path(), &arguments);
        assert!(is_well && said.contains(says), "{arguments:?}: {said}");
    }
    for (arguments, says) in [
        (
            with(&["report", "--definition", "evr", "--events", "events.csv"]),
            "expected one of signed-up",
        ),
        (
            with(&["report", "--definition", "ever", "--events", "events.csv", "--open"]),
            "small numbers would not stay hidden",
        ),
        (with(&["journey", "900009"]), "the register has no school 900009"),
        (vec!["journey", "900001"], "expected --register FILE"),
        (
            vec!["door", "--journey", "primary", "--answer", "leadership"],
            "`leadership` is no answer",
        ),
        (with(&["late", "--events", "ledger.csv", "--year", "2021/22"]), "what is `claimed`"),
    ] {
        let (said, is_well) = told(folder.path(), &arguments);
        assert!(!is_well && said.contains(says), "{arguments:?}: {said}");
    }
}

#[test]
fn a_picture_of_the_journey_is_written() {
    let folder = small();
    let arguments = [
        "journey",
        "900011",
        "--events",
        "events.csv",
        "--on",
        "01-10-2022",
        "--svg",
        "journey.svg",
    ];
    let (said, is_well) = told(folder.path(), &[&arguments[..], &SOURCES[..]].concat());
    assert!(is_well, "{said}");
    let picture = fs::read_to_string(folder.path().join("journey.svg")).unwrap();
    assert!(picture.starts_with("<svg") && picture.contains("Amberley Academy"), "{picture}");
}

#[test]
fn a_simulated_history_can_be_reported_on_again() {
    let folder = tempfile::tempdir().unwrap();
    let made = json(
        folder.path(),
        &[
            "simulate", "--from", "2016/17", "--to", "2017/18", "--seed", "3", "--write", "made",
            "--json",
        ],
    );
    assert!(made["caption"].as_str().unwrap().contains("No figure here is a fact"));
    let report = json(
        folder.path(),
        &[
            "report",
            "--definition",
            "ever",
            "--events",
            "made/events.csv",
            "--register",
            "made/schools.csv",
            "--links",
            "made/links.csv",
            "--hide-below",
            "1",
            "--json",
        ],
    );
    for at in 0..2 {
        assert_eq!(report["figures"][at]["schools"], made["years"][at]["ever"], "year {at}");
    }
}
