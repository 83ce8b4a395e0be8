//! The nearest hubs to a school, a postcode or a district, found offline from the register itself.
//!
//! A postcode stands where the schools with it stand; else where those of its sector, then its district, stand in the
//! middle. Which of these it was is said. Distances are straight lines. Start at [`locate`] and [`nearest`].

use std::fmt;

use serde::Serialize;

use crate::postcode::read_district;
use crate::{Place, Postcode, Register, School, Urn};

/// A hub and where it is: at its lead school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

/// A hub with its distance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearHub {
    /// Its name.
    pub hub: String,
    /// The straight distance in metres.
    pub metres: u64,
}

/// Where something is, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Located {
    /// The place.
    pub place: Place,
    /// How it is known, in words.
    pub how: String,
}

/// Where the schools of a register stand, by their postcodes.
#[derive(Debug, Clone, Default)]
pub struct Postcodes(Vec<(Postcode, Place)>);

/// Why something cannot be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotLocated {
    /// The text is neither a school's number nor a postcode.
    Unreadable {
        /// The text.
        text: String,
    },
    /// The register has no such school.
    NoSchool {
        /// Its number.
        urn: Urn,
    },
    /// The school is in the register without a place, and its postcode leads no further.
    NoPlace {
        /// Its number.
        urn: Urn,
    },
    /// No school of that district has a place.
    NoDistrict {
        /// The district.
        district: String,
    },
}

/// Finds where a school's number, a postcode or a postcode district is.
///
/// # Errors
///
/// [`NotLocated`] when the text cannot be read, or the register does not lead to a place.
pub fn locate(register: &Register, text: &str) -> Result<Located, NotLocated> {
    let text = text.trim();
    if let Ok(urn) = text.parse::<Urn>() {
        let school = register.school(urn).ok_or(NotLocated::NoSchool { urn })?;
        if let Some(place) = school.place {
            return Ok(Located { place, how: format!("the place of {}", school.name) });
        }
        let known = Postcodes::of(register);
        let by_postcode = school.postcode.as_ref().and_then(|code| known.around(code));
        return by_postcode.ok_or(NotLocated::NoPlace { urn });
    }
    Postcodes::of(register).locate(text)
}

/// The hubs nearest to a place, nearest first; equal distances in the order of their names.
#[must_use]
pub fn nearest(hubs: &[Hub], from: Place, n: usize) -> Vec<NearHub> {
    let mut found: Vec<NearHub> = hubs
        .iter()
        .map(|hub| NearHub { hub: hub.name.clone(), metres: from.metres_to(hub.place) })
        .collect();
    found.sort_by(|a, b| a.metres.cmp(&b.metres).then_with(|| a.hub.cmp(&b.hub)));
    found.truncate(n);
    found
}

impl Postcodes {
    /// Those of a register.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let of = |school: &School| Some((school.postcode.clone()?, school.place?));
        Self(register.schools().filter_map(of).collect())
    }

    /// Where a postcode or a postcode district is.
    ///
    /// # Errors
    ///
    /// [`NotLocated`] when the text is neither, or no school of that district has a place.
    pub fn locate(&self, text: &str) -> Result<Located, NotLocated> {
        if let Some(postcode) = Postcode::read(text) {
            let refused = || NotLocated::NoDistrict { district: postcode.district().to_owned() };
            return self.around(&postcode).ok_or_else(refused);
        }
        let unreadable = || NotLocated::Unreadable { text: text.chars().take(40).collect() };
        let district = read_district(text).ok_or_else(unreadable)?;
        let found = middle(self, &format!("in {district}"), |code| code.district() == district);
        found.ok_or(NotLocated::NoDistrict { district })
    }

    /// Where a postcode is: where schools with it stand, or in the middle of its sector, or of its district.
    #[must_use]
    pub fn around(&self, postcode: &Postcode) -> Option<Located> {
        let of = |part: &str, is_there: &dyn Fn(&Postcode) -> bool| {
            middle(self, &format!("in {part}"), is_there)
        };
        middle(self, &format!("at {postcode}"), |code| code == postcode)
            .or_else(|| of(postcode.sector(), &|code| code.sector() == postcode.sector()))
            .or_else(|| of(postcode.district(), &|code| code.district() == postcode.district()))
    }
}

fn middle(
    known: &Postcodes,
    where_: &str,
    is_there: impl Fn(&Postcode) -> bool,
) -> Option<Located> {
    let there = known.0.iter().filter(|(code, _)| is_there(code));
    let places: Vec<Place> = there.map(|(_, place)| *place).collect();
    let n = u64::try_from(places.len()).ok().filter(|&n| n > 0)?;
    let mean = |of: fn(&Place) -> u32| {
        let sum: u64 = places.iter().map(|place| u64::from(of(place))).sum();
        u32::try_from(sum / n).expect("a mean of u32 is a u32")
    };
    let place =
        Place { easting: mean(|place| place.easting), northing: mean(|place| place.northing) };
    let how = match n {
        1 => format!("the place of the one school {where_}"),
        n => format!("the middle of the {n} schools {where_}"),
    };
    Some(Located { place, how })
}

impl fmt::Display for NotLocated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { text } => write!(
                f,
                "`{text}` is neither a school's number nor a postcode; expected six digits, a postcode such as LE2 3AB, or its district LE2"
            ),
            Self::NoSchool { urn } => write!(f, "the register has no school {urn}"),
            Self::NoPlace { urn } => {
                write!(f, "the register does not say where {urn} is; ask by postcode")
            }
            Self::NoDistrict { district } => {
                write!(
                    f,
                    "no school in {district} has a place in the register; ask by a school's number"
                )
            }
        }
    }
}

impl std::error::Error for NotLocated {}
