//! The groups of one year begin the next: with the schools that go on, their lead and what they kept in hand.
//!
//! Who does not go on is named with why. The groups that come of it are a start: [`crate::regroup`] puts new schools into
//! the room that is left. Start at [`carry_over`].

use std::collections::BTreeSet;

use super::GroupsSoFar;
use crate::{Date, Drawn, Fact, GoesOn, Group, HubBook, School, SchoolYear, Succession, Urn, What};

/// The groups of an earlier year as they begin a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedOver {
    /// The schools that go on, in the groups they were in.
    pub standing: GroupsSoFar,
    /// How many schools go on.
    pub n_going_on: usize,
    /// Who does not go on.
    pub not_going_on: Vec<NotGoingOn>,
}

/// A school of an earlier group that does not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotGoingOn {
    /// Its number then.
    pub urn: String,
    /// The group it was in.
    pub group: u32,
    /// Why, in words that follow its name.
    pub why: String,
}

/// The drawings of the year before that groups of a programme may go on from, by programme.
pub fn earlier_groups(
    book: &HubBook,
    year: SchoolYear,
) -> impl Iterator<Item = (&str, SchoolYear, &Drawn)> {
    let all = book.groups.iter();
    all.filter(move |((_, earlier), _)| earlier.next() == year)
        .map(|((programme, earlier), drawn)| (programme.as_str(), *earlier, drawn))
}

/// Carries the groups of a programme and year, `from`, over into another, `to`; `holders` hold a place there.
///
/// `school` looks a number up in the register. Nothing where no groups were drawn.
pub fn carry_over<'s>(
    book: &HubBook,
    lines: &Succession,
    from: (&str, SchoolYear),
    to: (&str, SchoolYear),
    holders: &BTreeSet<Urn>,
    school: impl Fn(Urn) -> Option<&'s School>,
    on: Date,
) -> Option<CarriedOver> {
    let drawn = book.groups.get(&(from.0.to_owned(), from.1))?;
    let mut groups = Vec::new();
    let mut not_going_on = Vec::new();
    let mut placed: BTreeSet<Urn> = BTreeSet::new();
    for group in &drawn.groups {
        let mut urns: Vec<String> = Vec::new();
        for was in group.urns.iter().filter_map(|urn| urn.parse::<Urn>().ok()) {
            let heirs = lines.heirs(was, on);
            let heir = heirs.iter().find(|urn| holders.contains(urn)).copied();
            match heir {
                // Two that became one school go on once.
                Some(heir) if placed.insert(heir) => urns.push(heir.to_string()),
                Some(heir) => not_going_on.push(NotGoingOn {
                    urn: was.to_string(),
                    group: group.id,
                    why: format!("is one school with another that goes on, {heir}"),
                }),
                None => not_going_on.push(NotGoingOn {
                    urn: was.to_string(),
                    group: group.id,
                    why: why_not(book, lines, was, &heirs, from, to, school(was), on),
                }),
            }
        }
        if !urns.is_empty() {
            let goes_on = GoesOn {
                programme: from.0.to_owned(),
                year: from.1,
                id: group.id,
                urns: urns.clone(),
            };
            groups.push(Group {
                id: group.id,
                urns,
                lead: group.lead.clone(),
                goes_on_from: vec![goes_on],
                ..Group::default()
            });
        }
    }
    let standing = GroupsSoFar::new(groups, Vec::new(), lines, on);
    Some(CarriedOver { standing, n_going_on: placed.len(), not_going_on })
}

/// Why a school does not go on, by what is recorded of its line.
#[expect(clippy::too_many_arguments, reason = "each is one thing that is looked at")]
fn why_not(
    book: &HubBook,
    lines: &Succession,
    was: Urn,
    heirs: &BTreeSet<Urn>,
    from: (&str, SchoolYear),
    to: (&str, SchoolYear),
    school: Option<&School>,
    on: Date,
) -> String {
    let line = lines.line(was);
    let day_of = |what: What, (programme, year): (&str, SchoolYear)| {
        let is_asked = |fact: &&Fact| {
            fact.what == what
                && fact.programme == programme
                && fact.year == year
                && fact.on <= on
                && line.contains(&fact.urn)
        };
        book.facts.all().filter(is_asked).last().map(|fact| fact.on)
    };
    let is_closed = school.is_some_and(|school| school.is_open(on) == Some(false));
    if is_closed && (heirs.is_empty() || heirs.iter().eq([&was])) {
        return match school.and_then(|school| school.close_date) {
            Some(day) => format!("closed on {}, and no school goes on from it", day.in_words()),
            None => "is closed, and no school goes on from it".to_owned(),
        };
    }
    let goes_on: Vec<String> =
        heirs.iter().filter(|urn| **urn != was).map(ToString::to_string).collect();
    let as_another = match goes_on.as_slice() {
        [] => String::new(),
        all => format!("goes on as {}, ", all.join(" and ")),
    };
    let ended = match (day_of(What::Left, from), day_of(What::Completed, from)) {
        (Some(day), _) => format!("left on {}", day.in_words()),
        (None, Some(day)) => format!("completed on {}", day.in_words()),
        (None, None) => "has neither a completion nor a leaving recorded".to_owned(),
    };
    let wants = match (day_of(What::Left, to), day_of(What::SignedUp, to)) {
        _ if day_of(What::Declined, to).is_some() => "and was not offered a place".to_owned(),
        (Some(day), _) => format!("and gave its place up on {}", day.in_words()),
        (None, Some(day)) => {
            format!("and applied on {}; its place is not confirmed", day.in_words())
        }
        (None, None) => "and holds no place".to_owned(),
    };
    format!("{as_another}{ended}, {wants}")
}
