//! The people of the demo's hub: specialists at every stage, Mastery Advocates, and two schools that share a car.
//!
//! Written as they would have been, up to today. Start at [`told`].

use programme::{Date, HubFact, HubLead, Kept, LeadStep, SchoolYear, Scope, Urn};

use crate::demo_sessions;

const PRIMARY: &str = "primary-specialist";
const SECONDARY: &str = "secondary-specialist";

/// Whom the hub knows, given its schools, the nearest to the lead school first.
pub fn told(primary: &[Urn], secondary: &[Urn], today: Date) -> Vec<HubFact> {
    let year = today.school_year().first_year();
    let mut facts = Vec::new();
    for (name, school, programme, began, capacity, is_trained) in [
        ("Mr Abernathy", primary[0], PRIMARY, year - 5, 2, true),
        ("Mrs Delacroix", primary[9], PRIMARY, year - 3, 2, true),
        ("Dr Oyelaran", primary[20], PRIMARY, year - 1, 1, false),
        ("Ms Whitlock", primary[33], PRIMARY, year, 1, false),
        ("Mr Okonedo", secondary[4], SECONDARY, year - 2, 1, false),
    ] {
        let lead = HubLead {
            name: name.to_owned(),
            urn: school,
            cohort: None,
            capacity,
            is_trained,
            is_active: true,
            programme: Some(programme.to_owned()),
            began: Some(SchoolYear::beginning_in(began)),
        };
        facts.push(HubFact::LeadSet { lead });
    }
    let mut went = |name: &str, step: LeadStep, on: Option<Date>| {
        let on = on.filter(|on| *on <= today);
        facts.extend(on.map(|on| HubFact::LeadWent { name: name.to_owned(), step, on }));
    };
    let completed = |stage: &str| LeadStep::StageCompleted { stage: stage.to_owned() };
    let reaches = |scope| LeadStep::Reaches { scope };
    let summer = |of: u16| Date::new(of, 7, 8);
    went("Mr Abernathy", completed("training-year"), summer(year - 4));
    went("Mr Abernathy", completed("second-year"), summer(year - 3));
    went("Mr Abernathy", LeadStep::Accredited { by: "NCETM".to_owned() }, summer(year - 3));
    for (n, scope) in (0..).zip(Scope::ALL) {
        went("Mr Abernathy", reaches(scope), Date::new(year - 5 + n, 9, 12));
    }
    went("Mrs Delacroix", completed("training-year"), summer(year - 2));
    went("Mrs Delacroix", reaches(Scope::OwnSchool), Date::new(year - 2, 10, 3));
    went("Dr Oyelaran", completed("training-year"), summer(year));
    went("Dr Oyelaran", reaches(Scope::OwnClass), Date::new(year - 1, 9, 20));
    let first = LeadStep::Attended {
        stage: "training-year".to_owned(),
        event: "first residential (autumn)".to_owned(),
    };
    went("Ms Whitlock", first, Date::new(year, 10, 14));
    went("Mr Okonedo", completed("first-year"), summer(year - 1));
    went("Mr Okonedo", completed("second-year"), summer(year));
    let (this, last) = (SchoolYear::beginning_in(year), SchoolYear::beginning_in(year - 1));
    facts.extend(demo_sessions::named(&secondary[0..5], "secondary-development", last));
    facts.extend(demo_sessions::named(&secondary[5..7], "secondary-development", this));
    facts.push(HubFact::SupportGiven {
        urn: secondary[0],
        programme: "secondary-embedding-year-support".to_owned(),
        year: this,
        name: Some("Mr Okonedo".to_owned()),
        on: this.first_day(),
    });
    facts.push(HubFact::SchoolsKept {
        schools: [primary[13], primary[17]],
        kept: Kept::Together,
        why: "Two of their teachers share a car".to_owned(),
        on: this.first_day(),
    });
    facts
}
