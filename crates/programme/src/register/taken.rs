//! Taking a newer register over: schools it has are as it says, the others stay as they were.
//!
//! A column that the file does not have changes nothing, so that a smaller file blanks nothing. Start at
//! [`Register::with`].

use std::collections::BTreeSet;

use super::{Field, ReadRegister, Register, School};

impl Register {
    /// The schools held, each with what the newer file says of it, and the schools that only the file has.
    #[must_use]
    pub fn with(&self, newer: &ReadRegister) -> Self {
        let mut schools = self.schools.clone();
        for (urn, said) in &newer.register.schools {
            match schools.get_mut(urn) {
                Some(held) => held.take(said, &newer.register.fields),
                None => {
                    schools.insert(*urn, said.clone());
                }
            }
        }
        Self { schools, fields: self.fields.union(&newer.register.fields).copied().collect() }
    }

    /// The schools given, of which only some fields are known.
    #[must_use]
    pub fn of_fields(schools: Vec<School>, fields: BTreeSet<Field>) -> Self {
        Self { fields, ..Self::of(schools) }
    }
}

impl School {
    fn take(&mut self, said: &Self, fields: &BTreeSet<Field>) {
        for field in fields {
            match field {
                Field::Urn => {}
                Field::Name => self.name.clone_from(&said.name),
                Field::Status => self.status = said.status,
                Field::OpenDate => self.open_date = said.open_date,
                Field::CloseDate => self.close_date = said.close_date,
                Field::Phase => self.phase.clone_from(&said.phase),
                Field::Type => self.kind.clone_from(&said.kind),
                Field::TypeGroup => self.type_group.clone_from(&said.type_group),
                Field::AuthorityCode => self.authority_code.clone_from(&said.authority_code),
                Field::Authority => self.authority.clone_from(&said.authority),
                Field::Region => self.region.clone_from(&said.region),
                Field::Trust => self.trust.clone_from(&said.trust),
                Field::LowAge => self.low_age = said.low_age,
                Field::HighAge => self.high_age = said.high_age,
                Field::Pupils => self.n_pupils = said.n_pupils,
                Field::Town => self.town.clone_from(&said.town),
                Field::Postcode => self.postcode.clone_from(&said.postcode),
                // A place is its two numbers together.
                Field::Easting | Field::Northing => self.place = said.place,
                Field::Telephone => self.telephone.clone_from(&said.telephone),
            }
        }
    }
}
