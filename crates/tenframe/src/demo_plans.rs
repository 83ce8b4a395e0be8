//! The demo hub's plans of action and a visit with its actions: one plan to look at again, one that holds, one that the
//! school has not signed.
//!
//! Everything is invented. Start at [`written`]; [`signed`] needs the facts those became.

use programme::{
    Aim, BigIdea, Date, HubFact, Party, PlanStep, PlanText, SchoolYear, Signature, Urn, Visit,
    VisitAction,
};
use web::hub_journal::in_days;

/// What a school sets itself: the goal, the big idea, the action and how both will see it.
const AIMS: [(&str, BigIdea, &str, &str); 3] = [
    (
        "Every class says what the parts are, and of what whole",
        BigIdea::RepresentationAndStructure,
        "The two who take part plan three lessons with their year colleagues from the same bar",
        "In five minutes in each room the stem sentence is said by everyone",
    ),
    (
        "Practice changes one thing at a time, and teachers can say which",
        BigIdea::Variation,
        "Each year group writes one sequence a half term and argues it at the staff meeting",
        "Six sequences with what stays the same written beside them",
    ),
    (
        "Nobody counts on fingers for what can be known",
        BigIdea::Fluency,
        "Four minutes on the facts of the week, three days of five",
        "Answers without names, at the start and at the end of the half term",
    ),
];

/// The first version of each school's plan, where the autumn has come.
pub fn written(urns: &[Urn], programme: &str, year: SchoolYear, today: Date) -> Vec<HubFact> {
    let Some(on) = Date::new(year.first_year(), 10, 8).filter(|on| *on <= today) else {
        return Vec::new();
    };
    let plan = |(at, urn): (usize, &Urn)| {
        let review_on = if at == 0 { in_days(-3).max(on) } else { in_days(40 + 7 * at as i32) };
        let text = PlanText { aims: aims(at, year), review_on };
        let by = "Mr Abernathy".to_owned();
        step(*urn, programme, year, PlanStep::Written { text, by, on })
    };
    urns.iter().take(AIMS.len()).enumerate().map(plan).collect()
}

fn aims(at: usize, year: SchoolYear) -> Vec<Aim> {
    let by = Date::new(year.first_year() + 1, 5, 21).unwrap_or(year.last_day());
    let aim = |n: usize| {
        let (goal, big_idea, action, measure) = AIMS[(at + n) % AIMS.len()];
        Aim {
            goal: goal.to_owned(),
            big_idea,
            action: action.to_owned(),
            owner: if n == 0 { "the two who take part" } else { "the mathematics lead" }.to_owned(),
            by,
            measure: measure.to_owned(),
            evidence: "One lesson watched by both of us".to_owned(),
        }
    };
    vec![aim(0), aim(1)]
}

fn step(urn: Urn, programme: &str, year: SchoolYear, step: PlanStep) -> HubFact {
    HubFact::Plan { urn, programme: programme.to_owned(), year, step }
}

/// The signatures under the plans among `facts`, whose ids are `ids`: of both sides, but the last plan's school.
pub fn signed(facts: &[HubFact], ids: &[String]) -> Vec<HubFact> {
    let mut plans = Vec::new();
    for (fact, id) in facts.iter().zip(ids) {
        if let HubFact::Plan { urn, programme, year, step: PlanStep::Written { on, .. } } = fact {
            plans.push((*urn, programme, *year, *on, id));
        }
    }
    let last = plans.len().saturating_sub(1);
    let mut signed = Vec::new();
    for (at, (urn, programme, year, on, id)) in plans.into_iter().enumerate() {
        let sides = [
            (Party::Hub, "Mr Abernathy", "specialist"),
            (Party::School, "Mrs Winterbourne", "headteacher"),
        ];
        for (party, name, role) in sides.into_iter().take(if at == last { 1 } else { 2 }) {
            let signature = Signature { party, name: name.to_owned(), role: role.to_owned(), on };
            let version = id.clone();
            signed.push(step(urn, programme, year, PlanStep::Signed { version, signature }));
        }
    }
    signed
}

/// A visit with what came of it.
pub fn visit(urn: Urn, programme: &str, year: SchoolYear, on: Date, note: &str) -> HubFact {
    let action = |what: &str, who: &str| VisitAction {
        what: what.to_owned(),
        who: who.to_owned(),
        by: Date::new(year.first_year() + 1, 1, 15),
    };
    let visit = Visit {
        on,
        by: "Mr Abernathy".to_owned(),
        note: note.to_owned(),
        actions: vec![
            action(
                "Watch the same lesson in Year 4, with the unequal cut first",
                "the mathematics lead",
            ),
            action("Send the sequence we looked at", "Mr Abernathy"),
        ],
    };
    HubFact::VisitMade { urn, programme: programme.to_owned(), year, visit }
}
