//! The nearest hub to a school or a postcode, without asking another machine.

use programme::{Hub, Place, locate, nearest};

use crate::register::read;

const SCHOOLS: &str = "URN,EstablishmentName,Postcode,Easting,Northing\n\
    900001,Amberley,ZA1 2BC,400000,300000\n\
    900002,Birchby,ZA1 2BD,402000,300000\n\
    900003,Coldwick,ZA1 9XX,406000,301000\n\
    900004,Dunford,ZA1 2BC,,\n\
    900005,Elderton,,,\n\
    900006,Fernley,ZB7 1AA,500000,200000\n";

fn hubs() -> Vec<Hub> {
    let hub = |name: &str, easting, northing| Hub {
        name: name.to_owned(),
        place: Place { easting, northing },
    };
    vec![
        hub("North Hub", 400_000, 340_000),
        hub("East Hub", 430_000, 300_000),
        hub("Far Hub", 520_000, 190_000),
    ]
}

/// Rows: R106.
/// Rows in part: R94.
#[test]
fn the_nearest_hub_is_found_by_number_postcode_or_district() {
    let register = read(SCHOOLS).register;
    for (asked, how, hub) in [
        ("900001", "the place of Amberley", "East Hub"),
        ("900004", "the place of the one school at ZA1 2BC", "East Hub"),
        ("za12bd", "the place of the one school at ZA1 2BD", "East Hub"),
        ("ZA1 2ZZ", "the middle of the 2 schools in ZA1 2", "East Hub"),
        ("ZA1 5ZZ", "the middle of the 3 schools in ZA1", "East Hub"),
        ("za1", "the middle of the 3 schools in ZA1", "East Hub"),
        ("ZB7", "the place of the one school in ZB7", "Far Hub"),
    ] {
        let found = locate(&register, asked).unwrap();
        assert_eq!(found.how, how, "{asked}");
        let near = nearest(&hubs(), found.place, 2);
        assert_eq!((near.len(), near[0].hub.as_str()), (2, hub), "{asked}");
        assert!(near[0].metres <= near[1].metres, "{asked}");
    }
}

#[test]
fn what_cannot_be_placed_is_said() {
    let register = read(SCHOOLS).register;
    for (asked, says) in [
        ("900099", "the register has no school 900099"),
        ("900005", "does not say where 900005 is; ask by postcode"),
        ("ZC1 1AA", "no school in ZC1 has a place"),
        ("ZC1", "no school in ZC1 has a place"),
        ("Amberley", "`Amberley` is neither a school's number nor a postcode"),
        ("", "`` is neither"),
        ("ZA1 BC2", "neither"),
    ] {
        let error = locate(&register, asked).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}
