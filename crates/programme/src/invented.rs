//! An invented register: towns, schools and what became of their numbers, from a seed.
//!
//! No school, place or postcode of it exists: numbers begin with 9 and postcodes with Z, which the real ones do not.
//! For fixtures, demonstrations and simulated histories. Start at [`invent`].

mod files;

use crate::random::Random;
use crate::{Date, Link, Place, Postcode, School, Status, Telephone, Urn};

/// Invented schools, the closed ones among them, and the links between their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invented {
    /// The schools, in the order of their numbers.
    pub schools: Vec<School>,
    /// Which goes on as which.
    pub links: Vec<Link>,
}

const FIRST_NUMBER: u32 = 900_001;
/// Our choice: about as many schools as a town of 60,000 has.
const SCHOOLS_IN_A_TOWN: usize = 25;
/// The years in which numbers change.
const FIRST_CHANGE: u16 = 2012;
const CHANGES_OVER: usize = 13;

const BEGINNINGS: [&str; 20] = [
    "Amber", "Birch", "Cold", "Dun", "Elder", "Fern", "Grey", "Hazel", "Ivel", "Kings", "Lark",
    "Marl", "North", "Oaken", "Pend", "Quarry", "Rush", "Stone", "Thorn", "Wether",
];
const ENDINGS: [&str; 14] = [
    "ley", "ford", "combe", "wick", "by", "ton", "mere", "hurst", "bridge", "field", "stead",
    "worth", "dale", "well",
];
const SURNAMES: [&str; 12] = [
    "Green",
    "Lane",
    "Park",
    "Hill",
    "Brook",
    "Meadow",
    "Church Street",
    "Mill",
    "Orchard",
    "Station Road",
    "St Zoë's",
    "Bishop Aldwin, and All Angels'",
];
/// From the south of the grid to the north.
const REGIONS: [&str; 3] = ["South", "Midlands", "North"];

struct Town {
    name: String,
    place: Place,
    number: usize,
}

/// Invents about `n` schools in all, the same ones for the same seed. There are at most 90,000.
#[must_use]
pub fn invent(seed: u64, n: usize) -> Invented {
    let mut random = Random::new(seed);
    // About one number in nine is that of a school that goes on as another.
    let n_first = (n * 100 / 113).clamp(1, 70_000);
    let towns: Vec<Town> =
        (0..n_first.div_ceil(SCHOOLS_IN_A_TOWN)).map(|number| town(number, &mut random)).collect();
    let mut made = Invented { schools: Vec::new(), links: Vec::new() };
    for at in 0..n_first {
        let urn = made.next_number();
        let school = first_school(urn, &towns[at / SCHOOLS_IN_A_TOWN], &mut random);
        made.schools.push(school);
    }
    for at in 0..n_first {
        match random.below(100) {
            0..13 => made.convert(at, &mut random),
            13 => made.merge(at, &mut random),
            14 if random.below(3) == 0 => made.split(at, &mut random),
            _ => {}
        }
    }
    made
}

fn town(number: usize, random: &mut Random) -> Town {
    let name = format!("{}{}", BEGINNINGS[random.below(20)], ENDINGS[random.below(14)]);
    let place = Place {
        easting: 200_000 + metres(random, 420_000),
        northing: 60_000 + metres(random, 560_000),
    };
    Town { name, place, number }
}

fn first_school(urn: Urn, town: &Town, random: &mut Random) -> School {
    let (phase, word, ages) = match random.below(100) {
        0..82 => ("Primary", "Primary School", (4, 11)),
        82..97 => ("Secondary", "High School", (11, 16)),
        97..99 => ("All-through", "School", (4, 16)),
        _ => ("Not applicable", "Preparatory School", (4, 13)),
    };
    let is_independent = phase == "Not applicable";
    let name = format!("{} {} {word}", town.name, SURNAMES[random.below(12)]);
    // The sum of three throws lies nearer the middle than one.
    let off = |random: &mut Random| (0..3).map(|_| metres(random, 4_000)).sum::<u32>();
    let place = Place {
        easting: town.place.easting + off(random),
        northing: town.place.northing + off(random),
    };
    let authority = town.number / 8;
    School {
        status: Some(Status::Open),
        open_date: Date::new(1950 + small(random, 50), 9, 1),
        phase: Some(phase.to_owned()),
        kind: Some(
            if is_independent { "Other independent school" } else { "Community school" }.to_owned(),
        ),
        type_group: Some(
            if is_independent {
                "Independent schools"
            } else {
                "Local authority maintained schools"
            }
            .to_owned(),
        ),
        authority_code: Some(format!("{}", 1 + authority)),
        authority: Some(format!("County {}", 1 + authority)),
        region: Some(REGIONS[(place.northing / 210_000).min(2) as usize].to_owned()),
        low_age: Some(ages.0),
        high_age: Some(ages.1),
        n_pupils: Some(if ages.1 > 11 { 500 } else { 90 } + metres(random, 400)),
        town: Some(town.name.clone()),
        postcode: postcode(town.number, random),
        place: Some(place),
        // 01632 960000 to 960999 are kept by Ofcom for drama and ring nowhere.
        telephone: Telephone::read(&format!("01632 960{:03}", urn.number() % 1_000)),
        ..School::named(urn, &name)
    }
}

fn postcode(town: usize, random: &mut Random) -> Option<Postcode> {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    let (area, district) = (letter(town / 90), 1 + town % 90);
    let (sector, x, y) = (random.below(9), letter(random.below(26)), letter(random.below(26)));
    Postcode::read(&format!("Z{area}{district} {sector}{x}{y}"))
}

impl Invented {
    fn next_number(&self) -> Urn {
        let taken = u32::try_from(self.schools.len()).unwrap_or(u32::MAX);
        Urn::new(FIRST_NUMBER.saturating_add(taken)).expect("at most 90,000 schools are invented")
    }

    fn is_open(&self, at: usize) -> bool {
        self.schools[at].close_date.is_none()
    }

    fn close(&mut self, at: usize, on: Date) {
        self.schools[at].status = Some(Status::Closed);
        self.schools[at].close_date = Some(on);
    }

    fn follow(&mut self, before: &[usize], name: String, on: Date, is_split: bool) {
        let urn = self.next_number();
        let first = &self.schools[before[0]];
        let school = School {
            urn,
            name,
            status: Some(Status::Open),
            open_date: Some(on),
            close_date: None,
            kind: Some("Academy converter".to_owned()),
            type_group: Some("Academies".to_owned()),
            trust: first.town.as_ref().map(|town| format!("{town} Learning Trust")),
            ..first.clone()
        };
        for &at in before {
            self.links.push(Link { from: self.schools[at].urn, to: urn, is_split, on: Some(on) });
        }
        self.schools.push(school);
    }

    fn convert(&mut self, at: usize, random: &mut Random) {
        let is_independent = self.schools[at].type_group.as_deref() == Some("Independent schools");
        let (last, first) = change_over(random);
        if self.is_open(at) && !is_independent {
            self.close(at, last);
            self.follow(&[at], self.schools[at].name.clone(), first, false);
        }
    }

    /// Joins a primary school with the next one of its town.
    fn merge(&mut self, at: usize, random: &mut Random) {
        let other = at + 1;
        let is_primary = |at: usize| {
            self.schools.get(at).is_some_and(|school| school.phase.as_deref() == Some("Primary"))
        };
        let are_one_town =
            self.schools.get(other).is_some_and(|next| next.town == self.schools[at].town);
        if !(is_primary(at)
            && is_primary(other)
            && are_one_town
            && self.is_open(at)
            && self.is_open(other))
        {
            return;
        }
        let (last, first) = change_over(random);
        self.close(at, last);
        self.close(other, last);
        let town = self.schools[at].town.clone().unwrap_or_default();
        self.follow(&[at, other], format!("{town} United Primary Academy"), first, false);
    }

    /// Makes two schools of an all-age or large one.
    fn split(&mut self, at: usize, random: &mut Random) {
        if !self.is_open(at) {
            return;
        }
        let (last, first) = change_over(random);
        self.close(at, last);
        let name = self.schools[at].name.clone();
        self.follow(&[at], format!("{name} (East)"), first, true);
        self.follow(&[at], format!("{name} (West)"), first, true);
    }
}

/// The last day of one number and the first of the next: mostly at the turn of the school year.
fn change_over(random: &mut Random) -> (Date, Date) {
    let year = FIRST_CHANGE + small(random, CHANGES_OVER);
    let days = match random.below(4) {
        0 => (Date::new(year, 3, 31), Date::new(year, 4, 1)),
        1 => (Date::new(year, 12, 31), Date::new(year + 1, 1, 1)),
        _ => (Date::new(year, 8, 31), Date::new(year, 9, 1)),
    };
    let exists = "the days named exist in every year";
    (days.0.expect(exists), days.1.expect(exists))
}

fn metres(random: &mut Random, below: usize) -> u32 {
    u32::try_from(random.below(below)).expect("it is below a million")
}

fn small(random: &mut Random, below: usize) -> u16 {
    u16::try_from(random.below(below)).expect("it is below a hundred")
}
