//! Who is on the keep-up list, in what order, and when each is helped.
//!
//! Everyone who is not ready is on it. Minutes and adults decide the slot and the group, never
//! whether a pupil is listed nor where; nothing here asks how long a pupil may need or what they
//! have ever answered elsewhere. Start at `keep_up_list`.

use serde::{Deserialize, Serialize};

use crate::carried::Carried;
use crate::fact::KeepUpOutcome;
use crate::groups::{GroupKey, group_key, title};
use crate::ids::PupilId;
use crate::live::LiveLesson;
use crate::plan::Plan;
use crate::result::{CheckResult, PupilResult, Standing};

/// The most pupils one adult helps at once. Source: learner model, keep-up groups of 1 to 6.
pub const GROUP_SIZE: usize = 6;
/// How long one group takes, in minutes. Our choice: ten minutes is what a school fits into
/// registration, assembly or the end of lunch.
pub const GROUP_MINUTES: u16 = 10;

/// A time when adults can hold keep-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// When it is, as it is said: "today at 1:15".
    pub says: String,
    /// How long it is, in minutes.
    pub minutes: u16,
    /// How many adults hold it.
    pub adults: u8,
    /// Whether it comes before the class's next lesson begins.
    pub before_next_lesson: bool,
}

/// The class's next lesson and what it leans on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NextLesson {
    /// The step, when it is known.
    pub step: Option<String>,
    /// What it is called.
    pub title: String,
    /// When it is, as it is said: "tomorrow at 9:10".
    pub when: String,
    /// What it needs.
    pub leans_on: Vec<LeansOn>,
}

/// A step, or some of its key points, that a lesson needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeansOn {
    /// The step.
    pub step: String,
    /// The key points of it; empty means all.
    #[serde(default)]
    pub key_points: Vec<String>,
}

/// The keep-up list of a class.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeepUpList {
    /// One entry per pupil who is not ready or is carried, in the order to help.
    pub entries: Vec<Entry>,
    /// The groups that have a place before the next lesson, in order of their slots.
    pub sessions: Vec<Session>,
}

/// One pupil on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The pupil.
    pub pupil: PupilId,
    /// What kind of help.
    pub help: Help,
    /// The step it is about; none for a teacher's own questions.
    pub step: Option<String>,
    /// The key points missed.
    pub key_points: Vec<String>,
    /// What the help is grouped on.
    pub key: GroupKey,
    /// The same in words.
    pub title: String,
    /// Why, in a plain sentence.
    pub because: String,
    /// Whether the next lesson leans on it.
    pub is_needed_next: bool,
    /// How many days it has been carried; none when it is from today's check.
    pub carried_days: Option<u32>,
    /// What else the pupil needs, when there is more than one thing.
    pub also: Vec<String>,
    /// What today's check found to help with, even when something carried comes first; none when nothing.
    #[serde(default)]
    pub today: Option<GroupKey>,
    /// When it is.
    pub place: Place,
    /// How keep-up ended in this lesson; none when it has not been held.
    pub held: Option<KeepUpOutcome>,
}

/// What kind of help a pupil on the list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    /// Keep-up in a group with an adult.
    KeepUp,
    /// Ask first: nothing was seen of them, so nothing is known.
    AskFirst,
    /// Two minutes at the start of the next lesson.
    TwoMinutes,
}

/// When a pupil is helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Place {
    /// In a group before the next lesson.
    Session {
        /// Position in `KeepUpList::sessions`.
        session: usize,
    },
    /// At the start of the next lesson, with the teacher while the others practise.
    StartOfNextLesson,
    /// No place before the next lesson.
    NoPlaceYet {
        /// The next slot, as it is said; empty when none is set.
        next: String,
    },
}

/// A group with its slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Position in the slots given.
    pub slot: usize,
    /// When it is, as it is said.
    pub says: String,
    /// The step it is about.
    pub step: Option<String>,
    /// What the pupils share.
    pub key: GroupKey,
    /// The same in words.
    pub title: String,
    /// One to six pupils, in the order of the list.
    pub pupils: Vec<PupilId>,
}

impl Slot {
    /// How many groups it holds, one after another and side by side.
    pub fn groups(&self) -> usize {
        usize::from(self.minutes / GROUP_MINUTES) * usize::from(self.adults)
    }
}

impl NextLesson {
    /// Whether it leans on any of these key points of this step.
    pub fn needs(&self, step: Option<&str>, key_points: &[String]) -> bool {
        self.leans_on.iter().any(|l| {
            let has_point = || key_points.iter().any(|k| l.key_points.contains(k));
            Some(l.step.as_str()) == step && (l.key_points.is_empty() || has_point())
        })
    }
}

impl LiveLesson {
    /// The keep-up list of this lesson: from the accepted result when there is one, else from the
    /// evidence as it stands.
    pub fn keep_up_list(
        &self,
        carried: &[Carried],
        next: &NextLesson,
        slots: &[Slot],
    ) -> KeepUpList {
        self.keep_up_list_from(&self.result_in_force(), carried, next, slots)
    }

    /// The accepted result when there is one, else the result of the evidence as it stands.
    pub fn result_in_force(&self) -> CheckResult {
        self.accepted.as_ref().map_or_else(|| self.result(), |accepted| accepted.result.clone())
    }

    /// The keep-up list that follows from a result of this lesson.
    pub fn keep_up_list_from(
        &self,
        result: &CheckResult,
        carried: &[Carried],
        next: &NextLesson,
        slots: &[Slot],
    ) -> KeepUpList {
        let roster: Vec<PupilId> = self.pupils().cloned().collect();
        let mut list = keep_up_list(&self.plan, result, carried, &roster, next, slots);
        for entry in &mut list.entries {
            entry.held = self.keep_up_outcome(&entry.pupil);
        }
        list
    }
}

/// The keep-up list: carried pupils first; then by kind of help, need for the next lesson, longest
/// carried, and register order. Slots are in the order of time.
pub fn keep_up_list(
    plan: &Plan,
    result: &CheckResult,
    carried: &[Carried],
    roster: &[PupilId],
    next: &NextLesson,
    slots: &[Slot],
) -> KeepUpList {
    let mut entries: Vec<Entry> =
        roster.iter().filter_map(|pupil| entry(plan, result, carried, pupil, next)).collect();
    // A stable sort: ties stay in register order.
    entries.sort_by_key(|e| {
        let days = std::cmp::Reverse(e.carried_days.unwrap_or(0));
        (e.carried_days.is_none(), e.help, !e.is_needed_next, days)
    });
    give_places(entries, slots)
}

/// Whether any slot before the next lesson holds a group.
pub(crate) fn has_slot(slots: &[Slot]) -> bool {
    slots.iter().any(|s| s.before_next_lesson && s.groups() > 0)
}

fn entry(
    plan: &Plan,
    result: &CheckResult,
    carried: &[Carried],
    pupil: &PupilId,
    next: &NextLesson,
) -> Option<Entry> {
    let of_pupil = |c: &&Carried| &c.pupil == pupil;
    let mut today = result.of(pupil).map(|t| from_today(plan, t, next));
    // Today's answers on the same step say more than what was carried; not having been seen does not.
    let is_newer = today.as_ref().is_some_and(|e| e.help != Help::AskFirst);
    let (same, other): (Vec<&Carried>, Vec<&Carried>) = carried
        .iter()
        .filter(of_pupil)
        .partition(|c| is_newer && c.step.is_some() && c.step == plan.step);
    if let Some(today) = &mut today {
        today.carried_days = same.iter().map(|c| c.days).max();
    }
    let is_ready = |e: &Entry| result.of(&e.pupil).is_some_and(|t| t.standing == Standing::Ready);
    let mut needs: Vec<Entry> = other.into_iter().map(|c| from_carried(c, next)).collect();
    needs.extend(today.filter(|e| !is_ready(e)));
    needs.sort_by_key(|e| {
        let days = std::cmp::Reverse(e.carried_days.unwrap_or(0));
        (e.carried_days.is_none(), !e.is_needed_next, days)
    });
    let today = needs.iter().find_map(|e| e.today.clone());
    let rest = needs.split_off(needs.len().min(1));
    let mut first = needs.pop()?;
    first.today = today;
    first.also = rest.into_iter().map(|e| e.title).collect();
    first.also.retain(|t| t != &first.title);
    Some(first)
}

fn from_today(plan: &Plan, today: &PupilResult, next: &NextLesson) -> Entry {
    let key = group_key(plan, today);
    let help = match today.standing {
        Standing::NotSeen => Help::AskFirst,
        Standing::Nearly => Help::TwoMinutes,
        Standing::KeepUp | Standing::Ready => Help::KeepUp,
    };
    let title = match help {
        Help::AskFirst => plan.title.clone(),
        _ => title(plan, &key),
    };
    Entry {
        pupil: today.pupil.clone(),
        help,
        step: plan.step.clone(),
        key_points: today.missed.clone(),
        title,
        key,
        because: today.because.clone(),
        is_needed_next: next.needs(plan.step.as_deref(), &today.missed),
        carried_days: None,
        also: Vec::new(),
        today: (help == Help::KeepUp).then(|| group_key(plan, today)),
        place: Place::StartOfNextLesson,
        held: None,
    }
}

fn from_carried(carried: &Carried, next: &NextLesson) -> Entry {
    Entry {
        pupil: carried.pupil.clone(),
        help: Help::KeepUp,
        step: carried.step.clone(),
        key_points: carried.key_points.clone(),
        key: carried.key.clone(),
        title: carried.title.clone(),
        because: match carried.noticed.as_str() {
            "" => carried.because.clone(),
            noticed => format!("{} Noticed in keep-up: {noticed}", carried.because),
        },
        is_needed_next: next.needs(carried.step.as_deref(), &carried.key_points),
        carried_days: Some(carried.days),
        also: Vec::new(),
        today: None,
        place: Place::StartOfNextLesson,
        held: None,
    }
}

/// Gives each keep-up pupil, in list order, a place in a group that shares their need, else in a new
/// group while the slots before the next lesson hold one more. Without a slot before the next lesson the first
/// group's worth is helped at its start.
fn give_places(mut entries: Vec<Entry>, slots: &[Slot]) -> KeepUpList {
    let places = slots.iter().enumerate().filter(|(_, s)| s.before_next_lesson);
    let mut free = places.flat_map(|(at, slot)| std::iter::repeat_n((at, slot), slot.groups()));
    let later = slots.iter().find(|s| !s.before_next_lesson && s.groups() > 0);
    let next = later.map_or("", |s| s.says.as_str());
    let mut at_start = if has_slot(slots) { 0 } else { GROUP_SIZE };
    let mut sessions: Vec<Session> = Vec::new();
    for entry in entries.iter_mut().filter(|e| e.help == Help::KeepUp) {
        let has_room =
            |s: &Session| s.key == entry.key && s.step == entry.step && s.pupils.len() < GROUP_SIZE;
        let mut session = sessions.iter().position(has_room);
        if session.is_none()
            && let Some((at, slot)) = free.next()
        {
            sessions.push(Session {
                slot: at,
                says: slot.says.clone(),
                step: entry.step.clone(),
                key: entry.key.clone(),
                title: entry.title.clone(),
                pupils: Vec::new(),
            });
            session = Some(sessions.len() - 1);
        }
        entry.place = match session {
            Some(session) => {
                sessions[session].pupils.push(entry.pupil.clone());
                Place::Session { session }
            }
            None if at_start > 0 => {
                at_start -= 1;
                Place::StartOfNextLesson
            }
            None => Place::NoPlaceYet { next: next.to_owned() },
        };
    }
    KeepUpList { entries, sessions }
}
