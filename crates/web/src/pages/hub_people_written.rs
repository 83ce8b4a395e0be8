//! What is written down of a hub's people: who they are, training, influence, leaving, and whom they help.
//!
//! Each is a fact that can be taken back. Start at [`write`].

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use programme::{
    Date, HandsOver, HubFact, HubLead, LeadStep, SchoolYear, Scope, Urn, groups_led, leads_now,
    stage_now,
};

use super::hub::{field, school_named};
use super::hub_people::{last_years_people, over_field, page_of};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::sent::{Fields, text};

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("Nothing was written", says)
}

fn of<'s>(sent: &'s Fields, name: &str) -> &'s str {
    sent.get(name).map_or("", |typed| typed.trim())
}

/// Writes one thing down.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (fact, back) = match of(&sent, "do") {
        "set" => (set(&journal, &sent)?, page_of(of(&sent, "name"))),
        "support" => (support(&journal, &sent)?, "/hub/people".to_owned()),
        "go-on" => (go_on(&journal, &sent)?, "/hub/people".to_owned()),
        "leave" => (leave(&journal, &sent)?, page_of(of(&sent, "name"))),
        step @ ("attended" | "completed" | "accredited" | "reaches") => {
            (went(&journal, &sent, step)?, page_of(of(&sent, "name")))
        }
        _ => return Err(refused("Expected one of the buttons of this page.")),
    };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    let id = ids.first().map_or("", String::as_str);
    let mark = if back.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{back}{mark}done={id}")))
}

fn person<'j>(journal: &'j HubJournal, sent: &Fields) -> Result<&'j HubLead, PageError> {
    let found = journal.book.leads.get(of(sent, "name"));
    found.ok_or_else(|| refused("Nobody of that name is written down."))
}

/// A day that is not after today.
fn day(journal: &HubJournal, sent: &Fields) -> Result<Date, PageError> {
    let on = Date::read(of(sent, "on")).map_err(|error| refused(format!("{error}.")))?;
    if on > journal.today {
        return Err(refused(format!(
            "{} has not been yet; expected a day up to today.",
            on.in_words()
        )));
    }
    Ok(on)
}

fn set(journal: &HubJournal, sent: &Fields) -> Result<HubFact, PageError> {
    let name = text(of(sent, "name"))?;
    if name.is_empty() || name.chars().count() > 80 {
        return Err(refused("Expected a name of up to 80 letters."));
    }
    let (urn, _) = school_named(journal, of(sent, "urn"))?;
    let slug = of(sent, "programme");
    let known = journal.rules().programmes.all().find(|known| known.slug == slug);
    if known.is_none() && !slug.is_empty() {
        return Err(refused(format!("`{slug}` is no programme that is known.")));
    }
    let began: Option<SchoolYear> = match of(sent, "began") {
        "" => None,
        typed => Some(field(typed)?),
    };
    if let (Some(known), Some(began)) = (known, began) {
        journal
            .rules()
            .programmes
            .rule(&known.slug, began)
            .map_err(|error| refused(format!("{error}.")))?;
    }
    let capacity: u8 = of(sent, "capacity")
        .parse()
        .map_err(|_| refused("Expected how many groups they can lead, 0 to 20."))?;
    let lead = HubLead {
        name,
        urn,
        cohort: None,
        capacity: capacity.min(20),
        is_trained: of(sent, "trained") == "yes",
        is_active: of(sent, "active") == "yes",
        programme: known.map(|known| known.slug.clone()),
        began,
    };
    Ok(HubFact::LeadSet { lead })
}

fn went(journal: &HubJournal, sent: &Fields, step: &str) -> Result<HubFact, PageError> {
    let lead = person(journal, sent)?;
    let on = day(journal, sent)?;
    let way = journal.book.ways.get(&lead.name).cloned().unwrap_or_default();
    let now = stage_now(lead, &way, &journal.rules().programmes);
    let stages = now.as_ref().map(|now| now.rule.stages.as_slice()).unwrap_or_default();
    let stage = stages.iter().find(|stage| stage.slug == of(sent, "stage"));
    let no_stage =
        || refused("That is no stage of their training; write down programme and first year.");
    let step = match step {
        "attended" => {
            let (stage, event) = (stage.ok_or_else(no_stage)?, of(sent, "event"));
            if !stage.events.iter().any(|known| known == event) {
                return Err(refused(format!(
                    "`{event}` is not in {}; expected one of {}.",
                    stage.name,
                    stage.events.join(", ")
                )));
            }
            LeadStep::Attended { stage: stage.slug.clone(), event: event.to_owned() }
        }
        "completed" => LeadStep::StageCompleted { stage: stage.ok_or_else(no_stage)?.slug.clone() },
        "accredited" => match text(of(sent, "by"))? {
            by if by.is_empty() => return Err(refused("Say by whom they were accredited.")),
            by => LeadStep::Accredited { by },
        },
        _ => {
            let found = Scope::ALL.into_iter().find(|scope| scope.slug() == of(sent, "scope"));
            let scope =
                found.ok_or_else(|| refused("Expected own class, own school or other schools."))?;
            LeadStep::Reaches { scope }
        }
    };
    Ok(HubFact::LeadWent { name: lead.name.clone(), step, on })
}

/// Somebody leaves: each group they lead goes to somebody with room, or to nobody yet.
fn leave(journal: &HubJournal, sent: &Fields) -> Result<HubFact, PageError> {
    let lead = person(journal, sent)?;
    let on = Date::read(of(sent, "on")).map_err(|error| refused(format!("{error}.")))?;
    let people = leads_now(&journal.book, &journal.rules().programmes, journal.today);
    let mut hands_over: Vec<HandsOver> = Vec::new();
    for led in groups_led(&journal.book, &lead.name) {
        if led.year < journal.year {
            continue;
        }
        let to = of(sent, &over_field(led.programme, led.year, led.group));
        let to = (!to.is_empty()).then(|| to.to_owned());
        if let Some(name) = &to {
            let next = people.get(name).filter(|next| next.name != lead.name);
            let next = next.ok_or_else(|| refused(format!("`{name}` is not written down.")))?;
            if !next.is_trained || !next.is_active {
                return Err(refused(format!(
                    "{name} may not lead groups now; expected somebody trained and active."
                )));
            }
            let held =
                groups_led(&journal.book, name).iter().filter(|one| one.year == led.year).count();
            let is_given = |over: &&HandsOver| over.to == to && over.year == led.year;
            let n = held + hands_over.iter().filter(is_given).count();
            if n >= usize::from(next.capacity) {
                return Err(refused(format!(
                    "{name} leads {n} already in {} and has room for {}.",
                    led.year, next.capacity
                )));
            }
        }
        hands_over.push(HandsOver {
            programme: led.programme.to_owned(),
            year: led.year,
            group: led.group,
            to,
        });
    }
    let why = text(of(sent, "why"))?;
    Ok(HubFact::LeadLeft { name: lead.name.clone(), on, why, hands_over })
}

/// The school and programme of a row of Advocates.
fn department(journal: &HubJournal, sent: &Fields) -> Result<(Urn, String), PageError> {
    let (urn, _) = school_named(journal, of(sent, "urn"))?;
    let programme = of(sent, "programme");
    if !journal.holders(programme, journal.year).contains(&urn) {
        return Err(refused(format!(
            "{} holds no place in `{programme}` in {}.",
            journal.name(urn),
            journal.year
        )));
    }
    Ok((urn, programme.to_owned()))
}

fn support(journal: &HubJournal, sent: &Fields) -> Result<HubFact, PageError> {
    let (urn, programme) = department(journal, sent)?;
    let name = match of(sent, "name") {
        "" => None,
        _ => Some(person(journal, sent)?.name.clone()),
    };
    Ok(HubFact::SupportGiven { urn, programme, year: journal.year, name, on: journal.today })
}

/// Last year's Advocates go on this year.
fn go_on(journal: &HubJournal, sent: &Fields) -> Result<HubFact, PageError> {
    let (urn, programme) = department(journal, sent)?;
    let people = last_years_people(journal, urn, &programme);
    let people = people.ok_or_else(|| {
        refused(format!(
            "Nobody of {} was named last year, or somebody is named already.",
            journal.name(urn)
        ))
    })?;
    Ok(HubFact::PeopleNamed { urn, programme, year: journal.year, people, on: journal.today })
}
