//! The invented register of `fixtures/register/` is what its program writes, and is read without a word.

use std::fs;
use std::path::PathBuf;

use programme::{Columns, Encoding, Register, Succession, Urn, invent};

fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/register");
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn the_fixture_is_what_the_program_writes() {
    let made = invent(1, 2_000);
    assert!(fixture("schools.csv") == made.schools_csv());
    assert!(fixture("links.csv") == made.links_csv().into_bytes());
}

#[test]
fn the_fixture_is_read_whole_and_its_schools_counted_once() {
    let read = Register::read(&fixture("schools.csv"), &Columns::official()).unwrap();
    assert_eq!((read.problems.len(), read.remarks.len()), (0, 0));
    assert_eq!(read.encoding, Encoding::Windows1252);
    assert_eq!(read.unknown_columns, ["Canteen"]);
    assert!(read.register.n_schools() >= 2_000, "{}", read.register.n_schools());
    let links = Succession::read(&fixture("links.csv"), Some(&read.register)).unwrap();
    assert_eq!((links.problems.len(), links.left_out.len()), (0, 0));
    let made = invent(1, 2_000);
    assert_eq!(links.n_links, made.links.len());
    // Every number that ever was, counted today, is one school for each that is open.
    let all: std::collections::BTreeSet<Urn> =
        made.schools.iter().map(|school| school.urn).collect();
    let open = made.schools.iter().filter(|school| school.close_date.is_none()).count();
    let today = programme::Date::new(2026, 1, 1).unwrap();
    assert_eq!(links.succession.distinct(&all, today).len(), open);
}
