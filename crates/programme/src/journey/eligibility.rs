//! What a rule asks of a school or a group, condition by condition: met, not met, or not known.
//!
//! What the register or a rule does not say is never taken for met or not met. Start at [`may_join`],
//! [`may_confirm_place`] and [`group_checks`].

use serde::Serialize;

use crate::{Date, Fact, Programme, Programmes, Rule, School, SchoolYear, Urn, What};

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What is asked, in words.
    pub asks: String,
    /// Whether it is met; nothing when that is not known.
    pub holds: Option<bool>,
    /// Why, in words.
    pub because: String,
    /// Who asks it.
    pub source: String,
}

/// Types of schools that the register groups apart from state-funded ones.
const NOT_STATE_FUNDED: [&str; 4] =
    ["Independent schools", "Welsh schools", "Online provider", "Other types"];
const STATE_FUNDED_SOURCE: &str =
    "Maths Hubs, public pages: the programmes are for state-funded schools in England";

/// Whether all conditions hold; false when one does not, nothing when one is not known.
pub(super) fn all_hold(checks: &[Check]) -> Option<bool> {
    if checks.iter().any(|check| check.holds == Some(false)) {
        return Some(false);
    }
    checks.iter().all(|check| check.holds == Some(true)).then_some(true)
}

/// The conditions for joining a programme in a school year. `own` are the facts of the school's line.
#[must_use]
pub fn may_join(
    programme: &Programme,
    rule: &Rule,
    school: &School,
    own: &[&Fact],
    programmes: &Programmes,
    year: SchoolYear,
) -> Vec<Check> {
    let mut checks =
        vec![phase(programme, rule, school), state_funded(school), open(school, rule, year)];
    if !rule.after.is_empty() {
        checks.push(after(rule, own, programmes, year));
    }
    if rule.once {
        checks.push(once(programme, rule, own, year));
    }
    checks
}

/// The conditions for confirming a place: those for joining, and the headteacher's confirmation dated before.
#[must_use]
pub fn may_confirm_place(
    joining: Vec<Check>,
    programme: &Programme,
    rule: &Rule,
    own: &[&Fact],
    year: SchoolYear,
    on: Date,
) -> Vec<Check> {
    let is_confirmation = |fact: &&&Fact| {
        fact.what == What::HeadConfirmed && fact.programme == programme.slug && fact.year == year
    };
    let confirmed = own.iter().filter(is_confirmation).map(|fact| fact.on).min();
    let asks = "the headteacher confirms before the place is confirmed".to_owned();
    let (holds, because) = match (rule.headteacher_confirms, confirmed) {
        (_, Some(day)) if day <= on => (Some(true), format!("confirmed on {}", day.in_words())),
        (Some(true), Some(day)) => {
            (Some(false), format!("confirmed on {}, after {}", day.in_words(), on.in_words()))
        }
        (Some(true), None) => {
            (Some(false), "no confirmation is recorded; ask the headteacher".to_owned())
        }
        (Some(false), _) => (Some(true), "the rule does not ask for it".to_owned()),
        (None, _) => {
            (None, "no public source says whether it is asked for; the hub decides".to_owned())
        }
    };
    let mut checks = joining;
    checks.push(Check { asks, holds, because, source: rule.source.clone() });
    checks
}

/// The conditions for a group: how many schools, and how many teachers of each, given as number and teachers.
#[must_use]
pub fn group_checks(rule: &Rule, schools: &[(Urn, u8)]) -> Vec<Check> {
    let source = || rule.source.clone();
    let mut checks = Vec::new();
    let n = schools.len();
    checks.push(match rule.group_size {
        None => Check {
            asks: "how many schools make a group".to_owned(),
            holds: None,
            because: "no public source says".to_owned(),
            source: source(),
        },
        Some(size) => {
            let (least, most) = (usize::from(size.least), usize::from(size.most));
            let span = if least == most { format!("{most}") } else { format!("{least} to {most}") };
            let because = match n {
                n if n > most => format!("there are {n}: {} too many", n - most),
                n if n < least => format!("there are {n}: {} too few", least - n),
                n => format!("there are {n}"),
            };
            let holds = Some((least..=most).contains(&n));
            Check { asks: format!("{span} schools in a group"), holds, because, source: source() }
        }
    });
    if let Some(teachers) = rule.teachers {
        let others: Vec<String> = schools
            .iter()
            .filter(|(_, n)| *n != teachers)
            .map(|(urn, n)| format!("{urn} sends {n}"))
            .collect();
        let because = if others.is_empty() { "each does".to_owned() } else { others.join(", ") };
        let asks = match &rule.teacher_roles {
            Some(roles) => format!("{teachers} from each school: {roles}"),
            None => format!("{teachers} from each school"),
        };
        checks.push(Check { asks, holds: Some(others.is_empty()), because, source: source() });
    }
    checks
}

fn phase(programme: &Programme, rule: &Rule, school: &School) -> Check {
    let is_taken = |phase: &str| {
        programme.phases.is_empty()
            || programme.phases.iter().any(|known| known.eq_ignore_ascii_case(phase))
    };
    let (holds, because) = match school.phase.as_deref() {
        Some(phase) => (Some(is_taken(phase)), format!("the register says {phase}")),
        None => (None, "the register does not say its phase".to_owned()),
    };
    let asks = if programme.phases.is_empty() {
        "any phase".to_owned()
    } else {
        format!("its phase is one of {}", programme.phases.join(", "))
    };
    Check { asks, holds, because, source: rule.source.clone() }
}

fn state_funded(school: &School) -> Check {
    let (holds, because) = match school.type_group.as_deref() {
        Some(group) => (
            Some(!NOT_STATE_FUNDED.iter().any(|known| known.eq_ignore_ascii_case(group))),
            format!("the register says {group}"),
        ),
        None => (None, "the register does not say of what type it is".to_owned()),
    };
    let (asks, source) = ("it is state-funded".to_owned(), STATE_FUNDED_SOURCE.to_owned());
    Check { asks, holds, because, source }
}

fn open(school: &School, rule: &Rule, year: SchoolYear) -> Check {
    let first = year.first_day();
    let holds = school.is_open(first);
    let because = match (holds, school.close_date) {
        (Some(true), Some(last)) if last < year.last_day() => {
            format!("it closes on {}, within the year: settle who goes on", last.in_words())
        }
        (Some(true), _) => "the register says so".to_owned(),
        (Some(false), Some(last)) => format!("it closed on {}", last.in_words()),
        (Some(false), None) => "the register says that it is not".to_owned(),
        (None, _) => "the register does not say".to_owned(),
    };
    let asks = format!("it is open on {}", first.in_words());
    Check { asks, holds, because, source: rule.source.clone() }
}

fn after(rule: &Rule, own: &[&Fact], programmes: &Programmes, year: SchoolYear) -> Check {
    let name = |slug: &String| {
        let found = programmes.all().find(|known| known.slug == *slug);
        found.map_or_else(|| slug.clone(), |programme| programme.name.clone())
    };
    let names: Vec<String> = rule.after.iter().map(name).collect();
    let is_before = |fact: &&&Fact| {
        fact.what == What::Completed && rule.after.contains(&fact.programme) && fact.year < year
    };
    let (holds, because) = match own.iter().find(is_before) {
        Some(fact) => {
            (true, format!("{} completed {} in {}", fact.urn, name(&fact.programme), fact.year))
        }
        None => (false, "no completion is recorded for it or a school it came from".to_owned()),
    };
    let asks = format!("it completed {} before", names.join(" or "));
    Check { asks, holds: Some(holds), because, source: rule.source.clone() }
}

fn once(programme: &Programme, rule: &Rule, own: &[&Fact], year: SchoolYear) -> Check {
    let is_earlier = |fact: &&&Fact| {
        fact.what == What::Started && fact.programme == programme.slug && fact.year < year
    };
    let (holds, because) = match own.iter().find(is_earlier) {
        Some(fact) => (false, format!("{} took part in {}", fact.urn, fact.year)),
        None => (true, "no earlier start is recorded for it or a school it came from".to_owned()),
    };
    let asks = "a school takes part once".to_owned();
    Check { asks, holds: Some(holds), because, source: rule.source.clone() }
}
