//! A newer register is looked at before it is taken: what is new, changed, closed, reopened, gone.

use programme::{Changes, Register, Succession, changes};

use crate::register::read;

const HELD: &str = "URN,EstablishmentName,EstablishmentStatus (name),CloseDate,Town\n\
    900001,Amberley,Open,,Amber\n\
    900002,Birchby,Open,,Amber\n\
    900003,Coldwick,Closed,31-08-2015,Amber\n\
    900004,Dunford,Open,,Amber\n\
    900005,Elderton,Open,,Amber\n";

const LINKS: &str = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n\
    900002,900009,Birchby Academy,Successor,01-09-2021\n\
    900009,900002,Birchby,Predecessor,31-08-2021\n";

fn held() -> Register {
    read(HELD).register
}

fn compare(file: &str) -> Changes {
    let links = Succession::read(LINKS.as_bytes(), None).unwrap();
    assert!(links.problems.is_empty());
    changes(&held(), &read(file), &links.succession)
}

/// The changes as a hub lead would note them.
fn noted(found: &Changes) -> Vec<String> {
    let mut notes = Vec::new();
    let field = |urn, changed: &programme::ChangedField| {
        let blank = || "blank".to_owned();
        let (old, new) =
            (changed.old.clone().unwrap_or_else(blank), changed.new.clone().unwrap_or_else(blank));
        format!("{urn} {}: {old} -> {new}", changed.field.name())
    };
    notes.extend(
        found
            .new
            .iter()
            .map(|school| format!("{} new, follows {:?}", school.urn, school.follows.len())),
    );
    for school in &found.changed {
        notes.extend(school.fields.iter().map(|changed| field(school.urn, changed)));
    }
    for school in &found.closed {
        let heirs: Vec<String> = school.goes_on_as.iter().map(ToString::to_string).collect();
        notes.push(format!("{} closed, goes on as {}", school.urn, heirs.join(", ")));
    }
    notes.extend(found.reopened.iter().map(|school| format!("{} reopened", school.urn)));
    notes.extend(found.gone.iter().map(|school| format!("{} gone", school.urn)));
    notes
}

#[test]
fn the_same_register_changes_nothing() {
    let found = compare(HELD);
    assert_eq!(noted(&found), Vec::<String>::new());
    assert_eq!(found.n_unchanged, 5);
}

#[test]
fn each_change_is_told_with_the_old_value_and_the_new() {
    let found = compare(
        "URN,EstablishmentName,EstablishmentStatus (name),CloseDate,Town\n\
        900001,Amberley Green,Open,,\n\
        900002,Birchby,Closed,31-08-2021,Amber\n\
        900003,Coldwick,Open,,Amber\n\
        900005,Elderton,Open,,Amber\n\
        900009,Birchby Academy,Open,,Amber\n",
    );
    assert_eq!(
        noted(&found),
        [
            "900009 new, follows 1",
            "900001 name: Amberley -> Amberley Green",
            "900001 town: Amber -> blank",
            "900002 closed, goes on as 900009",
            "900003 reopened",
            "900004 gone",
        ]
    );
    assert_eq!(found.closed[0].on.unwrap().to_string(), "2021-08-31");
    assert_eq!(found.n_unchanged, 1);
}

#[test]
fn a_file_with_fewer_columns_blanks_nothing() {
    let found = compare(
        "URN,EstablishmentName\n900001,Amberley\n900002,Birchby\n900003,Coldwick\n900004,Dunford\n900005,Elderton\n",
    );
    assert_eq!(noted(&found), Vec::<String>::new());
    let names: Vec<&str> = found.not_compared.iter().map(|field| field.name()).collect();
    assert_eq!(names, ["status", "close-date", "town"]);
}

#[test]
fn a_school_whose_row_is_refused_is_not_called_gone() {
    let file = "URN,EstablishmentName,EstablishmentStatus (name),CloseDate,Town\n\
        900001,Amberley,Open,,Amber\n\
        900002,Birchby,Open,,Amber\n\
        900003,Coldwick,Closed,31-08-2015,Amber\n\
        900004,Dunford,Open,99-99-2020,Amber\n";
    let read = read(file);
    assert_eq!(read.problems.len(), 1);
    assert_eq!(noted(&compare(file)), ["900005 gone"]);
}
