//! What a hub lead does with groups: has them proposed, begins with last year's, changes them by hand, says who is to
//! be kept together or apart.
//!
//! A proposal leaves what was changed by hand. Start at [`change`].

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use programme::{
    ByHand, Drawn, Group, GroupsSoFar, HubFact, Kept, Known, Lead, SchoolYear, Unplaced, Urn,
    candidates, carry_over, leads_now, regroup,
};
use serde::Deserialize;

use super::hub::{back_to, field, school_named};
use super::hub_groups::{address, named, with_names};
use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::nation_journal;
use crate::sent::text;

/// Exchanges tried for each school: a hub of sixty takes a moment, and little is left to gain.
// Our choice.
pub const EFFORT: u32 = 4_000;

/// Before the number of the school with which another changes places.
pub const SWAP: &str = "swap-";

/// What to do with the groups.
#[derive(Debug, Deserialize)]
pub struct Change {
    #[serde(rename = "do")]
    action: String,
    programme: String,
    year: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    urn: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    from: String,
}

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("The groups stay as they were", says)
}

/// The groups as they stand, with every school that holds a place and is in none of them.
pub fn standing(journal: &HubJournal, programme: &str, year: SchoolYear) -> Option<Drawn> {
    let mut drawn = journal.book.groups.get(&(programme.to_owned(), year))?.clone();
    let holders = journal.holders(programme, year);
    let now = |urn: &String| urn.parse::<Urn>().ok().map(|urn| journal.now(urn));
    drawn.unplaced.retain(|one| now(&one.urn).is_some_and(|urn| holders.contains(&urn)));
    let listed = drawn.groups.iter().flat_map(|group| &group.urns);
    let listed: Vec<Urn> =
        listed.chain(drawn.unplaced.iter().map(|one| &one.urn)).filter_map(now).collect();
    let new = holders.into_iter().filter(|urn| !listed.contains(urn));
    drawn.unplaced.extend(new.map(|urn| {
        Unplaced {
            urn: urn.to_string(),
            why: "holds a place since the groups were drawn; propose again, or put it into one"
                .to_owned(),
            by_hand: false,
        }
    }));
    Some(drawn)
}

/// Proposes groups, begins with those of last year, or changes them by hand.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Change>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year: SchoolYear = field(&sent.year)?;
    let drawn = standing(&journal, &sent.programme, year);
    if drawn.as_ref().map_or("", |drawn| &drawn.by_fact) != sent.after {
        return Err(refused(
            "Somebody else changed these groups meanwhile. Look at them again, then make your change.",
        ));
    }
    let (groups, unplaced, changed) = match (sent.action.as_str(), &drawn) {
        ("propose", _) => {
            let so_far = drawn.as_ref();
            let so_far = so_far.map(|drawn| GroupsSoFar::of(drawn, &journal.lines, journal.today));
            let begun = have_met(&journal, &sent.programme, year);
            let so_far = so_far.unwrap_or_default().begun(begun);
            let (groups, unplaced) = proposal(&journal, &sent.programme, year, so_far).await?;
            loses_nobody(&journal, drawn.as_ref(), &unplaced)?;
            (groups, unplaced, None)
        }
        ("begin", None) => {
            let so_far = last_years(&journal, &sent, year)?;
            let (groups, unplaced) = proposal(&journal, &sent.programme, year, so_far).await?;
            (groups, unplaced, None)
        }
        ("begin", Some(_)) => {
            return Err(refused(
                "There are groups already; take them back to begin with last year's.",
            ));
        }
        (_, Some(drawn)) => {
            let made = by_hand(&journal, drawn, &sent, year)?;
            (made.groups, made.unplaced, Some(made.words))
        }
        (_, None) => return Err(refused("There are no groups yet; propose them first.")),
    };
    let back = address(&sent.programme, year);
    let from = Some(journal.today);
    let programme = sent.programme;
    let fact = HubFact::GroupsDrawn { programme, year, groups, unplaced, changed, from };
    let by = visit.actor()?.author();
    let hub = &journal.hub.hub_id;
    let id =
        app.store.append_hub_fact_after(hub, &journal.last_drawing, clock::now(), by, fact).await;
    let id = id.map_err(|error| match error {
        store::StoreError::Refused { why, .. } => refused(why),
        other => other.into(),
    })?;
    Ok(back_to(&back, &id))
}

/// Refuses a proposal that leaves more schools without a group than there are: a person decides that, not a search.
fn loses_nobody(
    journal: &HubJournal,
    before: Option<&Drawn>,
    unplaced: &[Unplaced],
) -> Result<(), PageError> {
    let grouped = before.into_iter().flat_map(|drawn| &drawn.groups).flat_map(|group| &group.urns);
    let now = |urn: &String| urn.parse::<Urn>().ok().map(|urn| journal.now(urn));
    let grouped: BTreeSet<Urn> = grouped.filter_map(now).collect();
    let is_lost = |one: &&Unplaced| now(&one.urn).is_some_and(|urn| grouped.contains(&urn));
    let lost: Vec<&Unplaced> = unplaced.iter().filter(is_lost).collect();
    let n_before = before.map_or(0, |drawn| drawn.unplaced.len());
    let Some(first) = lost.first().filter(|_| unplaced.len() > n_before) else { return Ok(()) };
    let names: Vec<String> = lost.iter().map(|one| named(journal, &one.urn)).collect();
    Err(refused(format!(
        "Groups around what is kept by hand and what you wrote down would leave {} without a group that {} one now ({}): {}. \
         Move schools by hand, let go what is kept, or take a wish back, then propose again.",
        if lost.len() == 1 { "a school".to_owned() } else { format!("{} schools", lost.len()) },
        if lost.len() == 1 { "has" } else { "have" },
        with_names(journal, &first.why),
        names.join(", ")
    )))
}

/// The groups of last year with the schools that go on.
fn last_years(
    journal: &HubJournal,
    sent: &Change,
    year: SchoolYear,
) -> Result<GroupsSoFar, PageError> {
    let before = SchoolYear::beginning_in(year.first_year().saturating_sub(1));
    let (from, to) = ((sent.from.as_str(), before), (sent.programme.as_str(), year));
    let holders = journal.holders(&sent.programme, year);
    let school = |urn: Urn| journal.schools.get(&urn);
    let (book, lines) = (&journal.book, &journal.lines);
    let carried = carry_over(book, lines, from, to, &holders, school, journal.today);
    let carried = carried.filter(|carried| carried.n_going_on > 0);
    let carried = carried.ok_or_else(|| {
        refused(format!(
            "No school of a group of {before} holds a place in {year}; expected at least one."
        ))
    })?;
    Ok(carried.standing)
}

fn by_hand(
    journal: &HubJournal,
    drawn: &Drawn,
    sent: &Change,
    year: SchoolYear,
) -> Result<programme::Changed, PageError> {
    let urn = sent.urn.clone();
    let group = || {
        sent.to.parse::<u32>().map_err(|_| {
            refused(format!("`{}` is not the number of a group; expected one such as 2.", sent.to))
        })
    };
    let with = sent.to.strip_prefix(SWAP).filter(|_| sent.action == "move");
    let is_put = sent.action == "move" && sent.to != "0";
    for urn in std::iter::once(urn.as_str()).chain(with).filter(|_| is_put) {
        let waits = urn.parse().ok().and_then(|urn| journal.waits_as_control(urn, &sent.programme));
        if let Some(waits) = waits {
            return Err(refused(format!(
                "{} {}; it comes into no group before.",
                named(journal, urn),
                nation_journal::in_words(waits)
            )));
        }
    }
    let asked = match sent.action.as_str() {
        "move" if sent.to.is_empty() => {
            return Err(refused("Choose where the school goes, or with whom it changes places."));
        }
        "move" if sent.to == "0" => ByHand::TakeOut { urn },
        "move" if sent.to == "new" => ByHand::Put { urn, to: None },
        "move" => match with {
            Some(with) => ByHand::Swap { urn, with: with.to_owned() },
            None => ByHand::Put { urn, to: Some(group()?) },
        },
        "let-in" => ByHand::LetIn { urn },
        "keep" => ByHand::Keep { group: group()? },
        "let-go" => ByHand::LetGo { group: group()? },
        "lead" => ByHand::Lead { group: group()?, lead: sent.lead.clone() },
        "let-lead-go" => ByHand::LetLeadGo { group: group()? },
        _ => return Err(refused("Expected one of the buttons of this page.")),
    };
    let rule = journal.rules().programmes.rule(&sent.programme, year);
    let known = Known {
        name: &|urn: &str| named(journal, urn),
        place: &|urn: &str| journal.schools.get(&urn.parse::<Urn>().ok()?)?.place,
        leads: &leads_now(&journal.book, &journal.rules().programmes, journal.today),
        size: rule.ok().and_then(|(_, rule)| rule.group_size),
        on: journal.today,
    };
    drawn.change(&asked, &known).map_err(refused)
}

/// The groups of a programme and year of which a register was taken.
fn have_met(journal: &HubJournal, programme: &str, year: SchoolYear) -> Vec<u32> {
    let sessions = journal.book.sessions.all();
    let met = sessions
        .into_iter()
        .filter(|one| one.programme == programme && one.year == year && one.register.is_some());
    met.map(|one| one.group).collect()
}

/// Groups of the schools that hold a place, around those there are, each with a lead as far as there are some.
///
/// # Errors
///
/// [`PageError::refused`] where the programme has no rule in the year, or wishes contradict each other.
async fn proposal(
    journal: &HubJournal,
    slug: &str,
    year: SchoolYear,
    so_far: GroupsSoFar,
) -> Result<(Vec<Group>, Vec<Unplaced>), PageError> {
    let rule = journal.rules().programmes.rule(slug, year);
    let (_, rule) = rule.map_err(|error| refused(format!("{error}.")))?;
    let size = rule.group_size;
    let place = |urn: Urn| journal.schools.get(&urn).and_then(|school| school.place);
    let mut holders = journal.holders(slug, year);
    let controls: Vec<Unplaced> = holders
        .iter()
        .filter_map(|&urn| {
            let why = nation_journal::in_words(journal.waits_as_control(urn, slug)?);
            Some(Unplaced { urn: urn.to_string(), why, by_hand: false })
        })
        .collect();
    holders.retain(|&urn| journal.waits_as_control(urn, slug).is_none());
    let schools = candidates(&journal.book, &journal.lines, &holders, place, journal.today);
    let leads = leads_now(&journal.book, &journal.rules().programmes, journal.today);
    let leads: Vec<Lead> = leads
        .into_values()
        .map(|lead| Lead {
            id: lead.name,
            place: place(lead.urn),
            capacity: lead.capacity,
            is_trained: lead.is_trained,
            is_active: lead.is_active,
        })
        .collect();
    let work = move || regroup(&schools, size, &leads, &so_far.around(), 1, EFFORT);
    let made = tokio::task::spawn_blocking(work).await;
    let made = made.map_err(|_| PageError::fault("a proposal of groups stopped"))?;
    let made = made.map_err(|error| {
        let says = with_names(journal, &error.to_string());
        refused(format!("{says}. Take a wish back, or let go what is kept by hand."))
    })?;
    let unplaced = made.unplaced.into_iter().chain(controls).collect();
    Ok((made.groups, unplaced))
}

/// Two schools to keep together or apart.
#[derive(Debug, Deserialize)]
pub struct Wished {
    programme: String,
    year: String,
    #[serde(default)]
    one: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    kept: String,
    #[serde(default)]
    why: String,
}

/// Writes down that two schools are to be kept together or apart.
pub async fn wish(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Wished>,
) -> Result<Redirect, PageError> {
    let refused = |says: String| PageError::refused("Nothing was written", says);
    let journal = HubJournal::of(&app, &visit).await?;
    let year: SchoolYear = field(&sent.year)?;
    let kept = match sent.kept.as_str() {
        "together" => Kept::Together,
        "apart" => Kept::Apart,
        _ => return Err(refused("Say whether the two are to be together or apart.".to_owned())),
    };
    let ((one, _), (other, _)) =
        (school_named(&journal, &sent.one)?, school_named(&journal, &sent.other)?);
    let why = text(&sent.why)?;
    if one == other {
        return Err(refused(format!("{} is one school; choose two.", journal.name(one))));
    }
    if why.is_empty() {
        return Err(refused("Say why, so that whoever reads it next year knows.".to_owned()));
    }
    let is_of =
        |wish: &&programme::Wish| wish.schools.contains(&one) && wish.schools.contains(&other);
    if let Some(held) = journal.book.wishes.iter().find(is_of) {
        return Err(refused(format!(
            "Something is asked of these two already, since {}: {}. Take that back first.",
            held.on.in_words(),
            held.why
        )));
    }
    let fact = HubFact::SchoolsKept { schools: [one, other], kept, why, on: journal.today };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    let back = address(&sent.programme, year);
    Ok(back_to(&back, ids.first().map_or("", String::as_str)))
}

/// Groups as they would be proposed for a hub now, as the fact that draws them; for a demo's history.
///
/// # Errors
///
/// As a proposal on the page.
pub async fn drawn_groups(
    app: &App,
    hub: &store::Hub,
    programme: &str,
    year: SchoolYear,
) -> Result<HubFact, PageError> {
    let journal = HubJournal::read(app, hub.clone()).await?;
    let (groups, unplaced) = proposal(&journal, programme, year, GroupsSoFar::default()).await?;
    let programme = programme.to_owned();
    Ok(HubFact::GroupsDrawn { programme, year, groups, unplaced, changed: None, from: None })
}
