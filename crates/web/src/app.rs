//! Everything a request may use: the store, the content, the open lessons, the settings.
//!
//! One value, cheap to clone; nothing is global. Start at [`App::new`].

use std::ops::Deref;
use std::sync::Arc;

use curriculum::Content;
use store::{Store, StoreError};

use crate::hub_books::FoldedHubs;
use crate::hub_journal::Lines;
use crate::hub_workbook::LookedAt;
use crate::key_facts::FoldedKeyFacts;
use crate::live::OpenLessons;
use crate::nation_journal::FoldedNation;
use crate::press::Press;
use crate::pretend::PretendClasses;
use crate::school_book::FoldedPractices;
use crate::turns::Turns;

/// How this server was started.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Invented people, doors that need no typing.
    pub is_demo: bool,
    /// Reachable from other machines.
    pub is_open_to_network: bool,
}

impl Settings {
    /// What every page must say of this server; none when there is nothing to say.
    pub fn notice(&self) -> Option<&'static str> {
        (self.is_demo && self.is_open_to_network).then_some(
            "This is a demo that others on the network can open. Everybody in it is invented; do not put real names in. Imports are switched off.",
        )
    }

    /// Whether real people's data may be brought in.
    pub fn takes_imports(&self) -> bool {
        !(self.is_demo && self.is_open_to_network)
    }
}

/// The application: cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] holds.
pub struct Parts {
    /// Where facts are kept.
    pub store: Store,
    /// Small steps, families, lessons.
    pub content: Content,
    /// Lessons somebody has open.
    pub live: OpenLessons,
    /// Key facts of classes somebody has looked at.
    pub key_facts: FoldedKeyFacts,
    /// What the records of classes show of practices, where somebody has looked.
    pub practices: FoldedPractices,
    /// Pretend pupils that answer when asked.
    pub pretend: PretendClasses,
    /// Which school's number goes on as which, as last read from the register.
    pub lines: Lines,
    /// The books of hubs that somebody looked at lately.
    pub hubs: FoldedHubs,
    /// Spreadsheets that hub leads looked at and may bring in.
    pub looked_at: LookedAt,
    /// What the nation's hubs handed on, as last folded.
    pub nation: FoldedNation,
    /// Who changes which hub or nation now.
    pub turns: Turns,
    /// Sets sheets as PDF.
    pub press: Press,
    /// How this server was started.
    pub settings: Settings,
    /// The key that signs form tokens and delivery tokens; kept in the store.
    pub key: Vec<u8>,
    /// When this program began to serve.
    pub started: std::time::Instant,
}

impl App {
    /// The application on an open store.
    ///
    /// # Errors
    ///
    /// When the signing key cannot be read from the store or made.
    pub async fn new(
        store: Store,
        content: Content,
        press: Press,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        let key = store.secret("signing").await?.into_bytes();
        Ok(Self(Arc::new(Parts {
            store,
            content,
            live: OpenLessons::default(),
            key_facts: FoldedKeyFacts::default(),
            practices: FoldedPractices::default(),
            pretend: PretendClasses::default(),
            lines: Lines::default(),
            hubs: FoldedHubs::default(),
            looked_at: LookedAt::default(),
            nation: FoldedNation::default(),
            turns: Turns::default(),
            press,
            settings,
            key,
            started: std::time::Instant::now(),
        })))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
