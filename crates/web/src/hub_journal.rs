//! A hub's own year as its pages need it: its schools, its book, the lines of their numbers, the day.
//!
//! Reads the hub's facts and the public register, and never a class, a lesson or a pupil. Start at
//! [`HubJournal::of`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use learning::Author;
use programme::{
    Action, AgreementStep, Books, Date, Fact, HubBook, HubFact, Journey, Kept, Late, LeadStep,
    LessonStep, MaterialStep, PlaceState, PlanStep, Postcodes, School, SchoolYear, Standing,
    Succession, Urn, Waits, What, late_in_hub, recruit,
};
use store::Hub;

use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_rules::{HubRules, rules};
use crate::nation_journal;
use crate::parts::five_ideas::instrument_words;
use crate::parts::learnt::learning_words;

/// A hub at one moment.
pub struct HubJournal {
    /// The hub.
    pub hub: Hub,
    /// The schools on its list, closed ones too.
    pub schools: BTreeMap<Urn, School>,
    /// What it wrote down, and what follows.
    pub book: Arc<HubBook>,
    /// Which number goes on as which.
    pub lines: Arc<Succession>,
    /// The day.
    pub today: Date,
    /// The school year of the day.
    pub year: SchoolYear,
    /// The last fact that drew groups, taken back or not; empty for none.
    pub last_drawing: String,
    /// Its schools that wait as controls of a study.
    pub waits: Vec<Waits>,
}

/// What the register says of all schools together, as it was last read, by the taking over it belongs to.
#[derive(Default)]
pub struct Lines(RwLock<Option<(String, Read)>>);

/// What is kept of a register.
#[derive(Clone, Default)]
struct Read {
    lines: Arc<Succession>,
    land: Arc<Land>,
    postcodes: Arc<Postcodes>,
}

/// The squares of [`SQUARE_METRES`] on the national grid that hold a school, by their numbers east and north.
pub type Land = BTreeSet<(u32, u32)>;

/// How wide a square of the land is.
pub const SQUARE_METRES: u32 = 10_000;

impl Lines {
    /// Which number goes on as which.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn of(&self, app: &App) -> Result<Arc<Succession>, PageError> {
        Ok(self.read(app).await?.lines)
    }

    /// Where there are schools at all.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn land(&self, app: &App) -> Result<Arc<Land>, PageError> {
        Ok(self.read(app).await?.land)
    }

    /// Where schools stand, by their postcodes.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn postcodes(&self, app: &App) -> Result<Arc<Postcodes>, PageError> {
        Ok(self.read(app).await?.postcodes)
    }

    async fn read(&self, app: &App) -> Result<Read, PageError> {
        let last = app.store.last_register_update().await?.map(|update| update.update_id);
        let Some(last) = last else { return Ok(Read::default()) };
        if let Some((known, read)) = &*self.0.read().unwrap_or_else(PoisonError::into_inner)
            && *known == last
        {
            return Ok(read.clone());
        }
        let (links, register) =
            (app.store.register_links().await?, app.store.school_register().await?);
        let made = tokio::task::spawn_blocking(move || {
            let square = |place: programme::Place| {
                (place.easting / SQUARE_METRES, place.northing / SQUARE_METRES)
            };
            let land = register.schools().filter_map(|school| school.place.map(square)).collect();
            let lines = Succession::of(&links, Some(&register));
            let postcodes = Arc::new(Postcodes::of(&register));
            Read { lines: Arc::new(lines), land: Arc::new(land), postcodes }
        });
        let made = made.await.map_err(|_| PageError::fault("reading the register stopped"))?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((last, made.clone()));
        Ok(made)
    }
}

/// Today as the programme writes a day.
pub fn today() -> Date {
    programme_day(clock::today()).expect("today has a year of four digits")
}

/// A civil date as the programme writes it; nothing outside its years.
fn programme_day(day: jiff::civil::Date) -> Option<Date> {
    let small = |number: i8| u8::try_from(number).ok();
    Date::new(u16::try_from(day.year()).ok()?, small(day.month())?, small(day.day())?)
}

/// The day `days` after today.
pub fn in_days(days: i32) -> Date {
    use jiff::ToSpan;
    let later = clock::today().checked_add(days.days()).ok();
    later.and_then(programme_day).unwrap_or_else(today)
}

impl HubJournal {
    /// The journal of the hub that whoever asks belongs to.
    ///
    /// # Errors
    ///
    /// [`PageError::not_yours`] for somebody of no hub; when the store cannot be read.
    pub async fn of(app: &App, visit: &Visit) -> Result<Self, PageError> {
        let hub = visit.hub()?.clone();
        Self::read(app, hub).await
    }

    /// The journal of a hub.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn read(app: &App, hub: Hub) -> Result<Self, PageError> {
        let folded = app.hubs.book(app, &hub).await?;
        let schools = app.store.hub_schools(&hub.hub_id).await?;
        let lines = app.lines.of(app).await?;
        let today = today();
        let schools: BTreeMap<Urn, School> =
            schools.into_iter().map(|school| (school.urn, school)).collect();
        let mut waits = nation_journal::waiting(app, today).await?;
        waits.retain(|one| lines.line(one.urn).iter().any(|urn| schools.contains_key(urn)));
        Ok(Self {
            book: folded.book,
            schools,
            waits,
            lines,
            year: today.school_year(),
            today,
            last_drawing: folded.last_drawing,
            hub,
        })
    }

    /// The rules that hold here.
    pub fn rules(&self) -> &'static HubRules {
        rules()
    }

    /// Writes facts down for whoever asks; gives their ids.
    ///
    /// # Errors
    ///
    /// When the store cannot take them.
    pub async fn write(
        &self,
        app: &App,
        visit: &Visit,
        facts: Vec<HubFact>,
    ) -> Result<Vec<String>, PageError> {
        let by: Author = visit.actor()?.author();
        Ok(app.store.append_hub_facts(&self.hub.hub_id, clock::now(), by, facts).await?)
    }

    /// The school with a number, if it is on the list.
    ///
    /// # Errors
    ///
    /// [`PageError::not_found`] for another.
    pub fn school(&self, urn: Urn) -> Result<&School, PageError> {
        self.schools.get(&urn).ok_or_else(|| PageError::not_found("school"))
    }

    /// A school's name, with its number where another open school of the list is called the same; its number alone
    /// where the register does not know it.
    pub fn name(&self, urn: Urn) -> String {
        match self.schools.get(&urn) {
            None => urn.to_string(),
            Some(school) if self.is_shared(&school.name) => format!("{} ({urn})", school.name),
            Some(school) => school.name.clone(),
        }
    }

    fn is_shared(&self, name: &str) -> bool {
        let alike = self.schools.values().filter(|school| school.name == name);
        alike.filter(|school| school.is_open(self.today) != Some(false)).nth(1).is_some()
    }

    /// The number a school has today.
    pub fn now(&self, urn: Urn) -> Urn {
        self.lines.heirs(urn, self.today).first().copied().unwrap_or(urn)
    }

    /// The schools of the list that are open today, by name.
    pub fn open_schools(&self) -> Vec<&School> {
        let mut open: Vec<&School> = self
            .schools
            .values()
            .filter(|school| school.is_open(self.today) != Some(false))
            .collect();
        open.sort_by(|a, b| (&a.name, a.urn).cmp(&(&b.name, b.urn)));
        open
    }

    /// Where a school stands in the journey of its phase, and what it may join in `year`.
    pub fn standing(
        &self,
        school: &School,
        year: SchoolYear,
    ) -> Option<(&'static Journey, Standing)> {
        let rules = self.rules();
        let journey = rules.journey(school)?;
        let facts = &self.book.facts;
        let standing =
            Standing::of(journey, &rules.programmes, school, facts, &self.lines, self.today, year);
        Some((journey, standing))
    }

    /// The books as the money pages need them.
    pub fn books(&self) -> Books<'_> {
        Books {
            programmes: &self.rules().programmes,
            rules: &self.book.claim_rules,
            facts: &self.book.facts,
            lines: &self.lines,
            ledger: &self.book.ledger,
            on: self.today,
        }
    }

    /// What is late this week: of this year, of the recruitment for the next, and money of the last.
    pub fn late(&self) -> Vec<Late> {
        let programmes = &self.rules().programmes;
        let of = |year| {
            late_in_hub(&self.book, programmes, &self.lines, &self.books(), year, self.today)
        };
        let mut rows = of(self.year);
        rows.extend(of(self.year.next()));
        let last = SchoolYear::beginning_in(self.year.first_year().saturating_sub(1));
        rows.extend(of(last).into_iter().filter(|row| {
            matches!(row.action, Action::ClaimTheMoney | Action::ReviewThePlan | Action::AskAgain)
        }));
        rows.retain(|row| !self.waits_for_a_place(row));
        rows.retain(|row| self.waits_as_control(row.urn, &row.programme).is_none());
        rows.sort_by_key(|row| row.action);
        rows
    }

    /// The study for which a school waits with a programme, as a control.
    pub fn waits_as_control(&self, urn: Urn, programme: &str) -> Option<&Waits> {
        if self.waits.is_empty() {
            return None;
        }
        let line = self.lines.line(urn);
        self.waits.iter().find(|one| one.programme == programme && line.contains(&one.urn))
    }

    /// Whether a row asks to confirm a place although the places are taken and the school waits.
    fn waits_for_a_place(&self, row: &Late) -> bool {
        let places = self.book.places.get(&(row.programme.clone(), row.year));
        let Some(&places) = places.filter(|_| row.action == Action::ConfirmThePlace) else {
            return false;
        };
        let asked = (row.programme.as_str(), row.year);
        let list = recruit(&self.book.facts, &self.lines, asked, places.into(), self.today);
        let own = list.applications.iter().find(|one| one.urn == row.urn);
        own.is_some_and(|one| matches!(one.place, PlaceState::Waiting(_)))
    }

    /// The facts of a school's line in one programme and year, by day.
    pub fn own(&self, urn: Urn, programme: &str, year: SchoolYear) -> Vec<&Fact> {
        let line = self.lines.line(urn);
        let mut own = self.book.facts.of_numbers(&line);
        own.retain(|fact| fact.programme == programme && fact.year == year);
        own
    }

    /// The schools that hold a place in a programme and year and have not left, by their numbers of today.
    pub fn holders(&self, programme: &str, year: SchoolYear) -> BTreeSet<Urn> {
        let mut held = BTreeSet::new();
        let is_asked = |fact: &&Fact| {
            fact.programme == programme && fact.year == year && fact.on <= self.today
        };
        for fact in self.book.facts.all().filter(is_asked) {
            let urn = self.now(fact.urn);
            match fact.what {
                What::PlaceConfirmed | What::Started => drop(held.insert(urn)),
                What::Left | What::Declined => drop(held.remove(&urn)),
                _ => {}
            }
        }
        held
    }

    /// A fact in words.
    pub fn words(&self, fact: &HubFact) -> String {
        let of = |urn: &Urn, programme: &str, year: &SchoolYear| {
            format!("{}, {} {year}", self.name(*urn), self.rules().short(programme))
        };
        match fact {
            HubFact::Happened { urn, programme, year, what, on, note } => {
                let note = if note.is_empty() { String::new() } else { format!(". {note}") };
                let what = happened(*what);
                format!("{}: {what} on {}{note}", of(urn, programme, year), on.in_words())
            }
            HubFact::Money { entry } => format!(
                "{}: {} {} on {}",
                of(&entry.urn, &entry.programme, &entry.year),
                entry.pence,
                match entry.kind {
                    programme::EntryKind::Claimed => "claimed",
                    programme::EntryKind::Paid => "paid",
                    programme::EntryKind::Corrected => "put right",
                },
                entry.on.in_words()
            ),
            HubFact::PlacesSet { programme, year, places } => {
                let places =
                    if *places == 1 { "one place".to_owned() } else { format!("{places} places") };
                format!("{places} in {} {year}", self.rules().short(programme))
            }
            HubFact::Asked { urn, programme, year, action, on } => {
                let did = match action {
                    Action::ChaseTheHead => "the headteacher was asked",
                    Action::TalkOfPractices => "what has become less was talked about",
                    Action::AskToGoOn => "it was asked whether the school goes on",
                    _ => "the school was rung",
                };
                format!("{}: {did} on {}", of(urn, programme, year), on.in_words())
            }
            HubFact::VisitBooked { urn, programme, year, on } => {
                format!("{}: visit booked for {}", of(urn, programme, year), on.in_words())
            }
            HubFact::PeopleNamed { urn, programme, year, people, on } => format!(
                "{}: {} take part from {}",
                of(urn, programme, year),
                people.join(" and "),
                on.in_words()
            ),
            HubFact::InterestShown { urn, programme, year, on, .. } => {
                format!("{}: asked to hear more on {}", of(urn, programme, year), on.in_words())
            }
            HubFact::InterestEnded { .. }
            | HubFact::Round { .. }
            | HubFact::Applied { .. }
            | HubFact::PersonLeaves { .. }
            | HubFact::Supported { .. }
            | HubFact::SupportHoursSet { .. }
            | HubFact::Exchange { .. } => self.words_of_schools(fact),
            HubFact::GroupsDrawn { programme, year, changed, .. } => {
                let what = changed.as_deref().unwrap_or("groups proposed");
                format!("{} {year}: {what}", self.rules().short(programme))
            }
            HubFact::SchoolsKept { schools: [a, b], kept, why, .. } => {
                let how = match kept {
                    Kept::Together => "are kept together",
                    Kept::Apart => "are kept apart",
                };
                format!("{} and {} {how}: {why}", self.name(*a), self.name(*b))
            }
            HubFact::LeadSet { lead } => match lead.capacity {
                1 => format!("{} is written down, with room for one group", lead.name),
                n => format!("{} is written down, with room for {n} groups", lead.name),
            },
            HubFact::LeadWent { name, step, on } => {
                format!("{name} {} on {}", lead_step(step), on.in_words())
            }
            HubFact::LeadLeft { name, on, hands_over, .. } => {
                let open = hands_over.iter().filter(|one| one.to.is_none()).count();
                let open = match open {
                    0 => String::new(),
                    1 => "; one group has no lead yet".to_owned(),
                    n => format!("; {n} groups have no lead yet"),
                };
                format!("{name} leads until {}{open}", on.in_words())
            }
            HubFact::SupportGiven { urn, programme, year, name, .. } => {
                let who = name.as_deref().unwrap_or("nobody any more");
                format!("{}: helped by {who}", of(urn, programme, year))
            }
            HubFact::ClaimRulesSet { .. } => "What is asked for before a claim was set".to_owned(),
            HubFact::SessionPlanned { programme, year, group, at, .. } => {
                let of = if *group == 0 { String::new() } else { format!(", group {group}") };
                let short = self.rules().short(programme);
                format!("{short} {year}{of}: session planned for {}", at.in_words())
            }
            HubFact::SessionMoved { at, .. } => format!("Session moved to {}", at.in_words()),
            HubFact::SessionCalledOff { why, .. } => format!("Session called off: {why}"),
            HubFact::RegisterTaken { present, .. } => match present.len() {
                1 => "Register taken: 1 school was there".to_owned(),
                n => format!("Register taken: {n} schools were there"),
            },
            HubFact::SessionNoted { .. } => "What was said is written down".to_owned(),
            HubFact::SessionThemed { theme, .. } => format!("The session is about: {theme}"),
            HubFact::LessonBegun { begun } => format!(
                "{} chose “{}” on {}, to plan together",
                begun.by,
                begun.title,
                begun.on.in_words()
            ),
            HubFact::Lesson { lesson, step } => {
                let title = self.book.lessons.get(lesson).map(|held| held.begun.title.as_str());
                format!("“{}”: {}", title.unwrap_or("a lesson"), self.lesson_words(step))
            }
            HubFact::Offered { offer } => format!(
                "{} shows others: {}, as {} said on {}",
                self.name(offer.urn),
                offer.what,
                offer.by,
                offer.on.in_words()
            ),
            HubFact::Material { step } => self.material_words(step),
            HubFact::DoorAnswered { urn, answers, on } => format!(
                "{}: {} questions at the door answered on {}",
                self.name(*urn),
                answers.len(),
                on.in_words()
            ),
            HubFact::DoorDecided { urn, decision } => format!(
                "{}: {} decided on {} by which door it comes",
                self.name(*urn),
                decision.by,
                decision.on.in_words()
            ),
            HubFact::Plan { urn, programme, year, step } => {
                format!("{}: {}", of(urn, programme, year), plan_words(step))
            }
            HubFact::Agreement { urn, step } => {
                format!("{}: {}", self.name(*urn), agreement_words(step))
            }
            HubFact::PracticesCounted { urn, counted } => format!(
                "{}: in how many classes practices are used was counted on {}",
                self.name(*urn),
                counted.on.in_words()
            ),
            HubFact::Instrument { step } => instrument_words(step),
            HubFact::Observed { urn, observation } => format!(
                "{}: {} was in {} lessons on {}",
                self.name(*urn),
                observation.by,
                observation.lessons,
                observation.on.in_words()
            ),
            HubFact::Learning { urn, step } => {
                format!("{}: {}", self.name(*urn), learning_words(step))
            }
            HubFact::Quoted { urn, quotation } => format!(
                "{}: {} quoted its inspection report of {}",
                self.name(*urn),
                quotation.by,
                quotation.report.in_words()
            ),
            HubFact::VisitMade { urn, programme, year, visit } => {
                let n = match visit.actions.len() {
                    0 => String::new(),
                    1 => " One action was agreed.".to_owned(),
                    n => format!(" {n} actions were agreed."),
                };
                let (on, note) = (visit.on.in_words(), visit.note.trim_end());
                let stop = if n.is_empty() || note.ends_with(['.', '!', '?']) { "" } else { "." };
                format!("{}: was visited on {on}. {note}{stop}{n}", of(urn, programme, year))
            }
            HubFact::ActionDone { on, .. } => {
                format!("An action of a visit was done on {}", on.in_words())
            }
            HubFact::Imported { import } => {
                format!("`{}` was taken over, with {} schools", import.file, import.schools.len())
            }
            HubFact::SchoolDecided { import, school, urn } => {
                let held = self.book.imports.iter().find(|one| one.id == *import);
                let written = held.and_then(|held| held.import.schools.get(*school));
                let written = written.map_or("a school", |written| &written.name);
                match urn {
                    Some(urn) => format!("`{written}` of the spreadsheet is {}", self.name(*urn)),
                    None => format!("The rows of `{written}` are left out"),
                }
            }
            HubFact::TakenBack { .. } => "Something was taken back".to_owned(),
            HubFact::Later => "Written by a newer Tenframe".to_owned(),
        }
    }
}

impl HubJournal {
    /// Something done to a material, in words.
    fn material_words(&self, step: &MaterialStep) -> String {
        let title = |id: &str| {
            let held = self.book.materials.get(id);
            held.map_or("a material", |held| held.material.title.as_str())
        };
        match step {
            MaterialStep::Added { material } => {
                format!("{} added “{}”", material.by, material.title)
            }
            MaterialStep::Licensed { material, licence, by, .. } => {
                format!("“{}”: {}, as {by} found out", title(material), licence.in_words())
            }
            MaterialStep::Consented { material, consent } => format!(
                "“{}”: those who are in it agree that it goes to {}",
                title(material),
                consent.reach.in_words()
            ),
            MaterialStep::ConsentEnded { material, on } => {
                format!("“{}”: somebody agrees no longer, since {}", title(material), on.in_words())
            }
            MaterialStep::Later => "Something that a newer Tenframe wrote of a material".to_owned(),
        }
    }

    /// A step of a group's lesson, in words that follow its title.
    fn lesson_words(&self, step: &LessonStep) -> String {
        match step {
            LessonStep::TakenUp { .. } => "it was taken up again".to_owned(),
            LessonStep::Suggested { suggestion } => {
                let who = match (suggestion.by.as_str(), suggestion.urn) {
                    ("", Some(urn)) => format!("somebody of {}", self.name(urn)),
                    (by, _) => by.to_owned(),
                };
                format!("{who} suggested something on {}", suggestion.on.in_words())
            }
            LessonStep::Written { by, on, .. } => {
                format!("{by} wrote a version on {}", on.in_words())
            }
            LessonStep::Watched { watched } => {
                format!("{} wrote down what was seen on {}", watched.by, watched.on.in_words())
            }
            LessonStep::TaskSet { task } => {
                format!("{} set on {} what each school tries", task.by, task.on.in_words())
            }
            LessonStep::Brought { answers } => {
                format!("{} brought {} answers", self.name(answers.urn), answers.n())
            }
            LessonStep::Later => "something that a newer Tenframe wrote".to_owned(),
        }
    }
}

/// A step of a school's agreement, in words that follow its name.
fn agreement_words(step: &AgreementStep) -> String {
    match step {
        AgreementStep::Asked { on } => {
            format!("a link to say what it shares was made on {}", on.in_words())
        }
        AgreementStep::Agreed { agreed } => {
            format!("{} said on {} what the hub may see", agreed.by, agreed.on.in_words())
        }
        AgreementStep::Withdrawn { by, on } => {
            format!("{by} took back on {} what the hub might see", on.in_words())
        }
        AgreementStep::Later => "something of its agreement that a newer Tenframe wrote".to_owned(),
    }
}

/// A step of a plan, in words that follow a school's name.
fn plan_words(step: &PlanStep) -> String {
    match step {
        PlanStep::Written { by, on, .. } => {
            format!("{by} wrote a version of the plan on {}", on.in_words())
        }
        PlanStep::Asked { on } => {
            format!("a link to sign the plan was made on {}", on.in_words())
        }
        PlanStep::Signed { signature, .. } => format!(
            "{} signed the plan for {} on {}",
            signature.name,
            signature.party.in_words(),
            signature.on.in_words()
        ),
        PlanStep::Reviewed { review } => {
            format!("the plan was looked at on {}", review.on.in_words())
        }
        PlanStep::Sharing { sharing } if sharing.may => {
            format!("{} agreed that its group sees its aims", sharing.by)
        }
        PlanStep::Sharing { sharing } => {
            format!("{} said that its group does not see its aims", sharing.by)
        }
        PlanStep::Later => "something of the plan that a newer Tenframe wrote".to_owned(),
    }
}

/// A step of a specialist, in words that follow a name.
fn lead_step(step: &LeadStep) -> String {
    match step {
        LeadStep::Attended { event, .. } => format!("was at the {event}"),
        LeadStep::StageCompleted { stage } => format!("completed the {}", stage.replace('-', " ")),
        LeadStep::Accredited { by } => format!("was accredited by {by}"),
        LeadStep::Reaches { scope } => format!("began to have influence in {}", scope.in_words()),
        LeadStep::Later => "did something that a newer Tenframe wrote down".to_owned(),
    }
}

/// What happened, in words that follow a school's name.
pub fn happened(what: What) -> &'static str {
    match what {
        What::Interested => "asked to hear more",
        What::SignedUp => "applied for a place",
        What::HeadConfirmed => "the headteacher confirmed",
        What::PlaceConfirmed => "the place was confirmed",
        What::Started => "started",
        What::Attended => "was at a session",
        What::Visited => "was visited",
        What::Completed => "completed",
        What::Left => "left",
        What::Declined => "was not offered a place",
    }
}

/// The thing named by a slug of [`What`].
pub fn what_named(slug: &str) -> Option<What> {
    What::ALL.into_iter().find(|what| what.name() == slug)
}
