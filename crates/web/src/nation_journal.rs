//! What a nation's pages need: what hubs handed on, folded once, and the figures of it, worked out once.
//!
//! A figure is asked for many times and changes only when a hub hands on, the register is taken over or the day turns;
//! so book and figures are kept, and only facts that are new are read. Start at [`NationJournal::of`].

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use programme::{
    Date, HIDDEN_BELOW, NationBook, NationFact, National, NotedOfNation, Place, SchoolYear,
    Succession, Waits,
};
use store::Nation;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{Land, today};
use crate::hub_rules::{HubRules, rules};

/// A nation at one moment.
pub struct NationJournal {
    /// The nation.
    pub nation: Nation,
    /// What hubs handed on.
    pub book: Arc<NationBook>,
    /// Which number goes on as which.
    pub lines: Arc<Succession>,
    /// The day.
    pub today: Date,
    /// The school year of the day.
    pub year: SchoolYear,
}

/// The figures of some programmes, and where the hubs are.
pub struct Figures {
    /// The figures.
    pub national: National,
    /// Where each hub's lead school is, by the hub's name; not there for a school that the register does not place.
    pub places: BTreeMap<String, Place>,
    /// Where there are schools at all.
    pub land: Arc<Land>,
}

/// What was folded last.
#[derive(Default)]
pub struct FoldedNation(RwLock<Option<Kept>>);

struct Kept {
    nation_id: String,
    last_seq: i64,
    noted: Vec<NotedOfNation>,
    book: Arc<NationBook>,
    /// By the programme asked for, each with the day it was worked out on and the lines it was worked out with.
    figures: BTreeMap<String, (Date, Arc<Succession>, Arc<Figures>)>,
}

impl NationJournal {
    /// The journal of the nation that whoever asks belongs to.
    ///
    /// # Errors
    ///
    /// [`PageError::not_yours`] for somebody of no nation; when the store cannot be read.
    pub async fn of(app: &App, visit: &Visit) -> Result<Self, PageError> {
        let nation = visit.nation()?.clone();
        Self::read(app, nation).await
    }

    /// The journal of a nation.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn read(app: &App, nation: Nation) -> Result<Self, PageError> {
        let book = app.nation.book(app, &nation.nation_id).await?;
        let lines = app.lines.of(app).await?;
        let today = today();
        Ok(Self { nation, book, lines, today, year: today.school_year() })
    }

    /// The rules that hold here.
    pub fn rules(&self) -> &'static HubRules {
        rules()
    }

    /// The figures of one programme, by its slug, or of all together.
    ///
    /// # Errors
    ///
    /// When the register cannot be read.
    pub async fn figures(&self, app: &App, programme: &str) -> Result<Arc<Figures>, PageError> {
        if let Some(kept) = app.nation.figures(self, programme) {
            return Ok(kept);
        }
        let mut places = BTreeMap::new();
        for (hub, held) in &self.book.hubs {
            let school = app.store.register_school(held.lead_urn).await?;
            if let Some(place) = school.and_then(|school| school.place) {
                places.insert(hub.clone(), place);
            }
        }
        let land = app.lines.land(app).await?;
        let (book, lines, today) = (Arc::clone(&self.book), Arc::clone(&self.lines), self.today);
        let slugs: Vec<String> =
            (!programme.is_empty()).then(|| programme.to_owned()).into_iter().collect();
        let made = tokio::task::spawn_blocking(move || {
            National::of(&book, &lines, &slugs, today, HIDDEN_BELOW)
        });
        let national =
            made.await.map_err(|_| PageError::fault("working out the nation's figures stopped"))?;
        let figures = Arc::new(Figures { national, places, land });
        app.nation.keep(self, programme, &figures);
        Ok(figures)
    }
}

impl FoldedNation {
    async fn book(&self, app: &App, nation_id: &str) -> Result<Arc<NationBook>, PageError> {
        let known = {
            let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
            let own = held.as_ref().filter(|kept| kept.nation_id == nation_id);
            own.map(|kept| (kept.last_seq, Arc::clone(&kept.book)))
        };
        let since = known.as_ref().map_or(0, |known| known.0);
        let new = app.store.nation_facts(nation_id, since).await?;
        if let (true, Some((_, book))) = (new.is_empty(), known) {
            return Ok(book);
        }
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_none_or(|kept| kept.nation_id != nation_id) {
            *held = Some(Kept {
                nation_id: nation_id.to_owned(),
                last_seq: 0,
                noted: Vec::new(),
                book: Arc::default(),
                figures: BTreeMap::new(),
            });
        }
        let Some(kept) = held.as_mut() else { return Err(PageError::fault("nothing was folded")) };
        // Somebody else may have folded some of them meanwhile.
        let new = new.into_iter().filter(|one| one.seq > kept.last_seq);
        let new: Vec<(i64, NotedOfNation)> =
            new.map(|one| (one.seq, NotedOfNation { id: one.fact_id, fact: one.fact })).collect();
        if let Some((last, _)) = new.last() {
            kept.last_seq = *last;
            kept.noted.extend(new.into_iter().map(|(_, noted)| noted));
            kept.book = Arc::new(NationBook::fold(&kept.noted));
            kept.figures.clear();
        }
        Ok(Arc::clone(&kept.book))
    }

    fn figures(&self, journal: &NationJournal, programme: &str) -> Option<Arc<Figures>> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let kept = held.as_ref().filter(|kept| Arc::ptr_eq(&kept.book, &journal.book))?;
        let (day, lines, figures) = kept.figures.get(programme)?;
        let is_now = *day == journal.today && Arc::ptr_eq(lines, &journal.lines);
        is_now.then(|| Arc::clone(figures))
    }

    fn keep(&self, journal: &NationJournal, programme: &str, figures: &Arc<Figures>) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let own = held.as_mut().filter(|kept| Arc::ptr_eq(&kept.book, &journal.book));
        if let Some(kept) = own {
            let one = (journal.today, Arc::clone(&journal.lines), Arc::clone(figures));
            kept.figures.insert(programme.to_owned(), one);
        }
    }
}

/// Every school that waits as a control of a study on a day; none where the store has no nation.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn waiting(app: &App, on: Date) -> Result<Vec<Waits>, PageError> {
    match app.store.nations().await?.into_iter().next() {
        Some(nation) => Ok(app.nation.book(app, &nation.nation_id).await?.waiting(on)),
        None => Ok(Vec::new()),
    }
}

/// "waits as a control of “...” until 31 August 2027".
pub fn in_words(waits: &Waits) -> String {
    format!("waits as a control of “{}” until {}", waits.project, waits.until.in_words())
}

/// Writes facts down for a nation; gives their ids.
///
/// # Errors
///
/// When the store cannot take them.
pub async fn write(
    app: &App,
    nation_id: &str,
    visit: &Visit,
    facts: Vec<NationFact>,
) -> Result<Vec<String>, PageError> {
    let by = visit.actor()?.author();
    Ok(app.store.append_nation_facts(nation_id, crate::clock::now(), by, facts).await?)
}
