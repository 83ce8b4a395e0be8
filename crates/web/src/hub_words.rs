//! Facts of a hub in words that a hub lead reads: of rounds, applications, support, and schools that watch each other.
//!
//! The others stand in [`HubJournal::words`], which asks here.

use programme::{Exchange, ExchangeStep, HubFact, RoundStep, SchoolYear, Urn, hours};

use crate::hub_journal::HubJournal;

impl HubJournal {
    /// A fact of recruiting or of work with schools, in words; nothing for another.
    pub(crate) fn words_of_schools(&self, fact: &HubFact) -> String {
        let of = |urn: &Urn, programme: &str, year: &SchoolYear| {
            format!("{}, {} {year}", self.name(*urn), self.rules().short(programme))
        };
        match fact {
            HubFact::InterestEnded { interest, on } => {
                let held = self.book.interest.iter().find(|one| one.id == *interest);
                let who = held.map_or_else(|| "A school".to_owned(), |one| self.name(one.urn));
                format!(
                    "{who} asked on {} not to be written to, and its address is deleted",
                    on.in_words()
                )
            }
            HubFact::Round { programme, year, step } => {
                let short = self.rules().short(programme);
                match step {
                    RoundStep::Set { opens, closes } => format!(
                        "{short} {year}: schools apply from {} to {}",
                        opens.in_words(),
                        closes.in_words()
                    ),
                    RoundStep::Told { on } => {
                        format!("{short} {year}: those who asked were told on {}", on.in_words())
                    }
                    RoundStep::Later => {
                        "Something of a round that a newer Tenframe wrote".to_owned()
                    }
                }
            }
            HubFact::Applied { applied } => format!(
                "{}: {} ({}) applied on {}",
                of(&applied.urn, &applied.programme, &applied.year),
                applied.by,
                applied.role.in_words(),
                applied.on.in_words()
            ),
            HubFact::PersonLeaves { urn, programme, year, name, on } => {
                format!("{}: {name} takes part until {}", of(urn, programme, year), on.in_words())
            }
            HubFact::Supported { urn, programme, year, support } => format!(
                "{}: {} of support by {} on {}, for {}",
                of(urn, programme, year),
                hours(support.minutes.into()),
                support.by,
                support.on.in_words(),
                support.purpose
            ),
            HubFact::SupportHoursSet { programme, year, hours } => {
                format!(
                    "{} {year}: {hours} h of support for each school",
                    self.rules().short(programme)
                )
            }
            HubFact::Exchange { step } => self.exchange_words(step),
            _ => String::new(),
        }
    }

    /// Something about two schools that watch each other, in words.
    fn exchange_words(&self, step: &ExchangeStep) -> String {
        let schools = |one: &Exchange| {
            format!("{} at a lesson of {}", self.name(one.guest), self.name(one.host))
        };
        match step {
            ExchangeStep::Made { exchange } => {
                format!("{} on {}", schools(exchange), exchange.on.in_words())
            }
            ExchangeStep::AskedAgain { exchange, again } => {
                let held = self.book.exchanges.iter().find(|one| one.id == *exchange);
                let what =
                    held.map_or_else(|| "an exchange".to_owned(), |one| schools(&one.exchange));
                format!("{} asked again on {} of {what}", again.by, again.on.in_words())
            }
            ExchangeStep::Later => {
                "Something of an exchange that a newer Tenframe wrote".to_owned()
            }
        }
    }
}
