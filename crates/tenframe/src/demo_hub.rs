//! The demo's hub: some sixty invented schools, and two years of what a hub lead writes down.
//!
//! The schools are those of the invented register. The history is made of the same facts as any hub's, up to today
//! and never after; what is missing is missing on purpose, so that something is late. Start at [`make`].

use anyhow::Result;
use learning::Author;
use programme::{
    Action, Applied, AskedBy, ClaimRule, Date, Entry, EntryKind, Evidence, Exchange, ExchangeStep,
    HubFact, Invented, Pence, Register, RoundStep, School, SchoolYear, Support, Urn, What, invent,
};
use store::{NewHub, NewStaff, Store};
use web::{App, clock, demo};

use crate::{demo_evidence, demo_people, demo_plans, demo_sessions, demo_shared};

/// The schools of the invented register, and the seed it is made from.
const SCHOOLS: usize = 2_000;
const SEED: u64 = 1;
/// The open schools nearest to the lead school that are on the hub's list.
const PRIMARY: usize = 48;
const SECONDARY: usize = 12;
/// How many of each the work of the years is with.
const DEVELOPMENT: &str = "primary-development";
const READINESS: &str = "mastery-readiness";
const EMBEDDING: &str = "primary-embedding";
const SUSTAINING: &str = "primary-sustaining";
const ADVOCATES: &str = "secondary-development";
const SUPPORT: &str = "secondary-embedding-year-support";

/// Makes the register, the hub, its lead and a specialist, and its two years.
pub async fn make(app: &App) -> Result<()> {
    let store = &app.store;
    let Invented { schools, links } = invent(SEED, SCHOOLS);
    let (now, today) = (clock::now(), web::hub_journal::today());
    let area = Area::of(&schools, today);
    let register = Register::of(schools);
    let summary = serde_json::json!({ "invented": true });
    store.take_register(register, links, now, summary).await?;
    let new = NewHub {
        name: "Northfield Maths Hub".to_owned(),
        demo: true,
        lead_urn: area.lead,
        created_at: now,
    };
    let hub = store.add_hub(new).await?;
    let lead = person(store, &hub.hub_id, "Ms Castellane", demo::HUB_LEAD, "hub-lead").await?;
    person(store, &hub.hub_id, "Mr Abernathy", "specialist@northfield-hub.example", "specialist")
        .await?;
    let all = area.primary.iter().chain(&area.secondary).copied().collect();
    store.add_hub_schools(&hub.hub_id, all, now).await?;
    let by = Author::Staff { id: lead.as_str().into() };
    let facts = Telling::new(today).two_years(&area);
    let ids = store.append_hub_facts(&hub.hub_id, now, by.clone(), facts.clone()).await?;
    let mut also = demo_plans::signed(&facts, &ids);
    for (programme, year) in
        [(DEVELOPMENT, before(today.school_year())), (DEVELOPMENT, today.school_year())]
    {
        let fact = web::drawn_groups(app, &hub, programme, year)
            .await
            .map_err(|error| anyhow::anyhow!("{}: {}", error.title, error.say))?;
        also.push(fact);
        store.append_hub_facts(&hub.hub_id, now, by.clone(), std::mem::take(&mut also)).await?;
    }
    demo_sessions::planned(app, &hub, &by, DEVELOPMENT).await?;
    let planned = facts.iter().find_map(|fact| match fact {
        HubFact::Plan { urn, .. } => Some(*urn),
        _ => None,
    });
    demo_shared::told(app, &hub, &by, planned).await?;
    let mut schools: Vec<Urn> = facts.iter().filter_map(started).collect();
    schools.sort_unstable();
    schools.dedup();
    demo_evidence::told(app, &hub, &by, &schools).await
}

/// The school that started something, where a fact says so.
fn started(fact: &HubFact) -> Option<Urn> {
    match fact {
        HubFact::Happened { urn, what: What::Started, .. } => Some(*urn),
        _ => None,
    }
}

async fn person(
    store: &Store,
    hub_id: &str,
    name: &str,
    email: &str,
    role: &str,
) -> Result<String> {
    let new = NewStaff {
        name: name.to_owned(),
        email: Some(email.to_owned()),
        roles: vec![role.to_owned()],
        password_hash: None,
        created_at: clock::now(),
    };
    Ok(store.add_staff(hub_id, new).await?.staff_id)
}

fn before(year: SchoolYear) -> SchoolYear {
    SchoolYear::beginning_in(year.first_year().saturating_sub(1))
}

/// The schools of the hub, the nearest to the lead school first.
struct Area {
    lead: Urn,
    primary: Vec<Urn>,
    secondary: Vec<Urn>,
}

impl Area {
    /// Around the school in the middle of the register that has a place.
    fn of(schools: &[School], today: Date) -> Self {
        let is_open = |school: &&School| {
            school.is_open(today) == Some(true)
                && school.place.is_some()
                && school.type_group.as_deref() != Some("Independent schools")
        };
        let open: Vec<&School> = schools.iter().filter(is_open).collect();
        let lead = open[open.len() / 2];
        let metres = |school: &School| match (school.place, lead.place) {
            (Some(here), Some(there)) => here.metres_to(there),
            _ => u64::MAX,
        };
        let nearest = |phase: &str, n: usize| {
            let mut of: Vec<&School> = open
                .iter()
                .filter(|school| school.phase.as_deref() == Some(phase))
                .copied()
                .collect();
            of.sort_by_key(|school| (metres(school), school.urn));
            of.into_iter().take(n).map(|school| school.urn).collect()
        };
        Self {
            lead: lead.urn,
            primary: nearest("Primary", PRIMARY),
            secondary: nearest("Secondary", SECONDARY),
        }
    }
}

/// Writes facts down as they would have been, up to today.
struct Telling {
    today: Date,
    facts: Vec<HubFact>,
}

impl Telling {
    fn new(today: Date) -> Self {
        Self { today, facts: Vec::new() }
    }

    fn two_years(mut self, area: &Area) -> Vec<HubFact> {
        let year = self.today.school_year();
        let (last, earlier) = (before(year), before(before(year)));
        self.facts.extend(demo_people::told(&area.primary, &area.secondary, self.today));
        self.asked_for_money(last);
        let (p, s) = (&area.primary, &area.secondary);
        // The year before the two: what schools completed then opens the stages after it.
        self.took_part(&p[36..42], DEVELOPMENT, earlier, 3);
        self.took_part(&s[8..10], ADVOCATES, earlier, 3);
        for (programme, places) in
            [(DEVELOPMENT, 12), (READINESS, 8), (EMBEDDING, 6), (ADVOCATES, 6)]
        {
            self.places(programme, last, places);
            self.places(programme, year, if programme == DEVELOPMENT { 14 } else { places });
            self.places(programme, year.next(), places);
        }
        self.took_part(&p[0..12], DEVELOPMENT, last, 3);
        self.took_part(&p[24..30], READINESS, last, 0);
        self.took_part(&p[36..42], EMBEDDING, last, 1);
        self.took_part(&s[0..5], ADVOCATES, last, 2);
        self.money(&p[0..12], DEVELOPMENT, last, 100_000, 10);
        self.money(&s[0..5], ADVOCATES, last, 200_000, 4);
        // This year: some have gone quiet, some wait for their head, one for its place.
        self.takes_part(&p[12..22], DEVELOPMENT, year, 3);
        self.takes_part(&p[24..26], DEVELOPMENT, year, 0);
        self.takes_part(&p[0..6], EMBEDDING, year, 1);
        self.takes_part(&p[36..41], SUSTAINING, year, 0);
        self.takes_part(&p[42..47], READINESS, year, 1);
        self.takes_part(&s[5..8], ADVOCATES, year, 0);
        self.takes_part(&s[0..2], SUPPORT, year, 1);
        self.applied(&[p[22], p[23]], DEVELOPMENT, year, true);
        self.applied(&[p[26], p[27], p[28]], DEVELOPMENT, year, false);
        self.applied(&[s[10]], ADVOCATES, year, true);
        self.applied(&[s[11], s[8]], ADVOCATES, year, false);
        self.facts.extend(demo_sessions::named(&p[12..22], DEVELOPMENT, year));
        self.facts.extend(demo_plans::written(&p[0..6], EMBEDDING, year, self.today));
        self.interest(p[30], DEVELOPMENT, year.next());
        self.interest(p[31], READINESS, year.next());
        self.round(&p[32..34], DEVELOPMENT, year);
        self.in_school(&p[12..16], DEVELOPMENT, year);
        self.facts
    }

    fn asked_for_money(&mut self, from: SchoolYear) {
        let rule = |programme: &str| ClaimRule {
            programme: programme.to_owned(),
            from,
            sessions_attended: 3,
            is_completed: false,
            source: "Northfield Maths Hub (invented)".to_owned(),
        };
        self.facts.push(HubFact::ClaimRulesSet { rules: vec![rule(DEVELOPMENT), rule(ADVOCATES)] });
    }

    fn places(&mut self, programme: &str, year: SchoolYear, places: u16) {
        self.facts.push(HubFact::PlacesSet { programme: programme.to_owned(), year, places });
    }

    /// A day that lies in the past, or is today.
    fn tell(&mut self, urn: Urn, programme: &str, year: SchoolYear, what: What, on: Option<Date>) {
        self.tell_noting(urn, programme, year, what, on, "");
    }

    fn tell_noting(
        &mut self,
        urn: Urn,
        programme: &str,
        year: SchoolYear,
        what: What,
        on: Option<Date>,
        note: &str,
    ) {
        if let Some(on) = on.map(Date::on_a_weekday).filter(|on| *on <= self.today) {
            let programme = programme.to_owned();
            let note = note.to_owned();
            self.facts.push(HubFact::Happened { urn, programme, year, what, on, note });
        }
    }

    /// A year that is over: all but one complete it, and one leaves.
    fn took_part(&mut self, urns: &[Urn], programme: &str, year: SchoolYear, visits: u8) {
        let (begins, ends) = (year.first_year(), year.first_year() + 1);
        for (at, &urn) in urns.iter().enumerate() {
            self.joined(urn, programme, year, at);
            self.tell(urn, programme, year, What::Started, Date::new(begins, 10, 1));
            let leaves = at == 7;
            let sessions =
                [(begins, 11, 12), (ends, 1, 21), (ends, 3, 4), (ends, 5, 13), (ends, 6, 24)];
            for (n, (y, m, d)) in sessions.into_iter().enumerate() {
                let is_there = (at + n) % 6 != 5 && !(leaves && n > 1);
                if is_there {
                    self.tell(urn, programme, year, What::Attended, Date::new(y, m, d));
                }
            }
            for term in 0..visits.min(if leaves { 1 } else { 3 }) {
                let (y, m) = [(begins, 11), (ends, 2), (ends, 6)][usize::from(term)];
                let note = "Watched a lesson; we talked about where the class would meet the next difficult point.";
                self.tell_noting(
                    urn,
                    programme,
                    year,
                    What::Visited,
                    Date::new(y, m, 3 + at as u8),
                    note,
                );
            }
            let end = if leaves { What::Left } else { What::Completed };
            let day = if leaves { Date::new(ends, 2, 9) } else { Date::new(ends, 7, 8) };
            self.tell(urn, programme, year, end, day);
        }
    }

    /// This year so far: of every four, one has gone quiet since it started.
    fn takes_part(&mut self, urns: &[Urn], programme: &str, year: SchoolYear, visits: u8) {
        let (begins, ends) = (year.first_year(), year.first_year() + 1);
        for (at, &urn) in urns.iter().enumerate() {
            self.joined(urn, programme, year, at);
            self.tell(urn, programme, year, What::Started, Date::new(begins, 9, 24));
            let sessions =
                [(begins, 11, 5), (ends, 1, 20), (ends, 3, 3), (ends, 5, 12), (ends, 6, 23)];
            for (y, m, d) in sessions {
                if at % 4 != 3 {
                    self.tell(urn, programme, year, What::Attended, Date::new(y, m, d));
                }
            }
            let visited = Date::new(begins, 11, 9).filter(|on| *on <= self.today);
            if let Some(on) = visited.filter(|_| visits > 0 && at == 0) {
                let note = "Year 3 cut the strip unequally first; nearly everybody could say why those are no halves.";
                self.facts.push(demo_plans::visit(urn, programme, year, on, note));
            } else if visits > 0 && at % 3 == 0 {
                let note = "The two who take part taught it together; the stem sentence was said by everyone.";
                self.tell_noting(
                    urn,
                    programme,
                    year,
                    What::Visited,
                    Date::new(begins, 11, 9),
                    note,
                );
            }
            if visits > 0 && at % 3 == 1 {
                self.visit(urn, programme, year, at);
            }
        }
    }

    fn visit(&mut self, urn: Urn, programme: &str, year: SchoolYear, at: usize) {
        let at = i32::try_from(at % 12).unwrap_or(0);
        // One was booked for four days ago and is not written down, where the year had begun by then.
        let ago = web::hub_journal::in_days(-4);
        let is_begun = Date::new(year.first_year(), 9, 24).is_some_and(|begun| begun <= ago);
        let on = if at == 4 && is_begun { ago } else { web::hub_journal::in_days(3 + 2 * at) };
        let on = on.on_a_weekday();
        if on.school_year() == year {
            self.facts.push(HubFact::VisitBooked {
                urn,
                programme: programme.to_owned(),
                year,
                on,
            });
        }
    }

    /// From the application to the place, in the spring before the year.
    fn joined(&mut self, urn: Urn, programme: &str, year: SchoolYear, at: usize) {
        let spring = year.first_year();
        let day = |month, day| Date::new(spring, month, day + (at % 9) as u8);
        self.tell(urn, programme, year, What::SignedUp, day(4, 20));
        self.tell(urn, programme, year, What::HeadConfirmed, day(5, 18));
        self.tell(urn, programme, year, What::PlaceConfirmed, day(6, 8));
    }

    /// Applied for this year; the head has confirmed, or has not.
    fn applied(&mut self, urns: &[Urn], programme: &str, year: SchoolYear, is_confirmed: bool) {
        for (at, &urn) in urns.iter().enumerate() {
            let day = |month, day| Date::new(year.first_year(), month, day + at as u8);
            self.tell(urn, programme, year, What::SignedUp, day(5, 26));
            if is_confirmed {
                self.tell(urn, programme, year, What::HeadConfirmed, day(6, 19));
            }
        }
        if let (Some(&urn), false) = (urns.last(), is_confirmed) {
            let on = Date::new(year.first_year(), 7, 3).filter(|on| *on <= self.today);
            let programme = programme.to_owned();
            let action = Action::ChaseTheHead;
            self.facts.extend(on.map(|on| HubFact::Asked { urn, programme, year, action, on }));
        }
    }

    /// The round of the year after: open since a fortnight, two schools have applied.
    fn round(&mut self, urns: &[Urn], programme: &str, year: SchoolYear) {
        let (programme, next) = (programme.to_owned(), year.next());
        let (opens, closes) = (web::hub_journal::in_days(-14), web::hub_journal::in_days(60));
        let step = RoundStep::Set { opens, closes };
        self.facts.push(HubFact::Round { programme: programme.clone(), year: next, step });
        let by = [("Ms Ferreira", AskedBy::LeadsMathematics), ("Mr Obi", AskedBy::Headteacher)];
        for ((by, role), urn) in by.into_iter().zip(urns) {
            let (urn, programme, by) = (*urn, programme.clone(), by.to_owned());
            let (address, on) = (String::new(), self.today);
            let applied = Applied { urn, programme, year: next, by, role, address, on };
            self.facts.push(HubFact::Applied { applied });
        }
    }

    /// Support that was given, and one school at a lesson of another more than a year ago.
    fn in_school(&mut self, urns: &[Urn], programme: &str, year: SchoolYear) {
        let [host, guest, ..] = urns else { return };
        let programme = programme.to_owned();
        let set = |hours| HubFact::SupportHoursSet { programme: programme.clone(), year, hours };
        self.facts.push(set(6));
        let support = Support {
            on: self.today,
            by: "Mr Abernathy".to_owned(),
            minutes: 90,
            purpose: "Planned Year 3 fractions with the two who take part".to_owned(),
        };
        let (urn, of) = (*host, programme.clone());
        self.facts.push(HubFact::Supported { urn, programme: of, year, support });
        let exchange = Exchange {
            programme,
            year: before(year),
            host: *host,
            guest: *guest,
            on: web::hub_journal::in_days(-372),
            people: Vec::new(),
            looked_at: "How a stem sentence carries the step from halves to thirds".to_owned(),
            claim: "Every class of Year 3 says it together".to_owned(),
            evidence: Evidence::PupilsWork,
            shown_by: "Twelve books, copied without names".to_owned(),
        };
        self.facts.push(HubFact::Exchange { step: ExchangeStep::Made { exchange } });
    }

    fn interest(&mut self, urn: Urn, programme: &str, year: SchoolYear) {
        let (programme, on) = (programme.to_owned(), self.today);
        let (contact, role) = ("office@school.example".to_owned(), Some(AskedBy::LeadsMathematics));
        self.facts.push(HubFact::InterestShown {
            urn,
            programme,
            year,
            role,
            contact,
            address: None,
            on,
        });
    }

    /// The first `n` of the schools have claimed, and all but the last two of them are paid.
    fn money(&mut self, urns: &[Urn], programme: &str, year: SchoolYear, pence: i64, n: usize) {
        let entry = |urn: Urn, kind: EntryKind, on: Date| Entry {
            urn,
            programme: programme.to_owned(),
            year,
            kind,
            pence: Pence(pence),
            on,
            reference: format!("NMH-{urn}"),
            why: None,
        };
        let (claimed, paid) =
            (Date::new(year.first_year() + 1, 6, 26), Date::new(year.first_year() + 1, 7, 17));
        // The eighth school left in February with two sessions: nothing is due to it.
        let claimants =
            urns.iter().enumerate().filter(|(at, _)| *at != 7).map(|(_, urn)| *urn).take(n);
        for (at, urn) in claimants.enumerate() {
            let mut add = |kind, on: Option<Date>| {
                let on = on.filter(|on| *on <= self.today);
                self.facts.extend(on.map(|on| HubFact::Money { entry: entry(urn, kind, on) }));
            };
            add(EntryKind::Claimed, claimed);
            if at + 2 < n {
                add(EntryKind::Paid, paid);
            }
        }
    }
}
