//! What a person changes in groups: a school put elsewhere or taken out, a group kept as it is, a lead named.
//!
//! Every change is marked as a person's, so that a new proposal leaves it, and can be let go. Start at
//! [`Drawn::change`].

use std::collections::BTreeMap;

use crate::{Date, Drawn, Group, GroupSize, HubLead, Place, Unplaced};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByHand {
    /// A school goes to a group.
    Put {
        /// The school.
        urn: String,
        /// The number of the group; nothing for a new one.
        to: Option<u32>,
    },
    /// Two schools of two groups change places.
    Swap {
        /// The one.
        urn: String,
        /// The other.
        with: String,
    },
    /// A school is taken out of its group.
    TakeOut {
        /// The school.
        urn: String,
    },
    /// A school that was taken out may be placed by a proposal again.
    LetIn {
        /// The school.
        urn: String,
    },
    /// A group stays as it is.
    Keep {
        /// Its number.
        group: u32,
    },
    /// A proposal may change a group again.
    LetGo {
        /// Its number.
        group: u32,
    },
    /// Somebody leads a group.
    Lead {
        /// Its number.
        group: u32,
        /// Who.
        lead: String,
    },
    /// A proposal may name another lead.
    LetLeadGo {
        /// Its number.
        group: u32,
    },
}

/// What is known around a change.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// What a school is called.
    pub name: &'k dyn Fn(&str) -> String,
    /// Where a school is.
    pub place: &'k dyn Fn(&str) -> Option<Place>,
    /// Who may lead.
    pub leads: &'k BTreeMap<String, HubLead>,
    /// How many schools make a group, where that is said.
    pub size: Option<GroupSize>,
    /// The day.
    pub on: Date,
}

/// Groups after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The groups.
    pub groups: Vec<Group>,
    /// Schools without one.
    pub unplaced: Vec<Unplaced>,
    /// What was changed, in words.
    pub words: String,
}

impl Drawn {
    /// The groups after a change by hand.
    ///
    /// # Errors
    ///
    /// In words a hub lead can act on: a group that is full, a lead who has no room, a number there is none of.
    pub fn change(&self, change: &ByHand, known: &Known) -> Result<Changed, String> {
        let mut changed = Changed {
            groups: self.groups.clone(),
            unplaced: self.unplaced.clone(),
            words: String::new(),
        };
        changed.words = match change {
            ByHand::Put { urn, to } => changed.put(urn, *to, known)?,
            ByHand::Swap { urn, with } => changed.swap(urn, with, known)?,
            ByHand::TakeOut { urn } => changed.take_out(urn, known)?,
            ByHand::LetIn { urn } => {
                let one = changed.unplaced.iter_mut().find(|one| one.urn == *urn && one.by_hand);
                let one = one.ok_or("That school was not taken out by hand.")?;
                one.by_hand = false;
                one.why = "waits for the next proposal".to_owned();
                format!("{} may be placed again", (known.name)(urn))
            }
            ByHand::Keep { group } => {
                let words = format!("kept as it was on {}", known.on.in_words());
                changed.group(*group)?.kept.push(words);
                format!("Group {group} is kept as it is")
            }
            ByHand::LetGo { group } => {
                let held = changed.group(*group)?;
                if held.kept.is_empty() {
                    return Err(format!("Group {group} is not kept; a proposal may change it."));
                }
                held.kept.clear();
                format!("Group {group} may be changed by a proposal again")
            }
            ByHand::Lead { group, lead } => changed.lead(*group, lead, known)?,
            ByHand::LetLeadGo { group } => {
                let held = changed.group(*group)?;
                if !held.lead_by_hand {
                    return Err(format!("Nobody named the lead of group {group} by hand."));
                }
                held.lead_by_hand = false;
                format!("Another lead of group {group} may be proposed")
            }
        };
        Ok(changed)
    }
}

impl Changed {
    fn group(&mut self, id: u32) -> Result<&mut Group, String> {
        let found = self.groups.iter_mut().find(|group| group.id == id);
        found.ok_or_else(|| format!("There is no group {id}."))
    }

    fn group_of(&self, urn: &str) -> Option<u32> {
        self.groups.iter().find(|group| group.urns.iter().any(|one| one == urn)).map(|one| one.id)
    }

    fn put(&mut self, urn: &str, to: Option<u32>, known: &Known) -> Result<String, String> {
        let name = (known.name)(urn);
        let from = self.group_of(urn);
        let is_listed = from.is_some() || self.unplaced.iter().any(|one| one.urn == urn);
        if !is_listed {
            return Err(format!("{name} holds no place among these groups; propose again first."));
        }
        let to = match to {
            Some(to) if Some(to) == from => return Err(format!("{name} is in group {to}.")),
            Some(to) => to,
            None => {
                let id = self.groups.iter().map(|group| group.id).max().unwrap_or(0) + 1;
                self.groups.push(Group { id, ..Group::default() });
                id
            }
        };
        let most = known.size.map(|size| usize::from(size.most));
        let group = self.group(to)?;
        if let Some(most) = most.filter(|most| group.urns.len() >= *most) {
            return Err(format!(
                "Group {to} would have {} schools and the rule says at most {most}. Move one out of it first.",
                group.urns.len() + 1
            ));
        }
        group.urns.push(urn.to_owned());
        group.kept.push(format!("{name} was put here on {}", known.on.in_words()));
        self.unplaced.retain(|one| one.urn != urn);
        if let Some(from) = from {
            self.leave(urn, from, known)?;
        }
        self.measure(to, known)?;
        Ok(match from {
            Some(from) => format!("{name} was moved from group {from} to group {to}"),
            None => format!("{name} was put into group {to}"),
        })
    }

    /// Each school stands where the other stood, so that no group is ever too large.
    fn swap(&mut self, urn: &str, with: &str, known: &Known) -> Result<String, String> {
        let names = [urn, with].map(|one| (known.name)(one));
        let [a, b] = [0, 1].map(|at| {
            let of = self.group_of([urn, with][at]);
            of.ok_or_else(|| format!("{} is in no group; move it into one.", names[at]))
        });
        let (a, b) = (a?, b?);
        if a == b {
            return Err(format!(
                "{} and {} are both in group {a}; choose a school of another group.",
                names[0], names[1]
            ));
        }
        for (id, leaves, comes, name) in [(a, urn, with, &names[1]), (b, with, urn, &names[0])] {
            let group = self.group(id)?;
            for one in group.urns.iter_mut().filter(|one| *one == leaves) {
                comes.clone_into(one);
            }
            for earlier in &mut group.goes_on_from {
                earlier.urns.retain(|one| one != leaves);
            }
            group.goes_on_from.retain(|earlier| !earlier.urns.is_empty());
            group.kept.push(format!("{name} was put here on {}", known.on.in_words()));
        }
        self.measure(a, known)?;
        self.measure(b, known)?;
        Ok(format!("{} of group {a} and {} of group {b} changed places", names[0], names[1]))
    }

    fn take_out(&mut self, urn: &str, known: &Known) -> Result<String, String> {
        let name = (known.name)(urn);
        let from = self.group_of(urn).ok_or_else(|| format!("{name} is in no group."))?;
        self.leave(urn, from, known)?;
        let why = format!("taken out by hand on {}", known.on.in_words());
        self.unplaced.push(Unplaced { urn: urn.to_owned(), why, by_hand: true });
        Ok(format!("{name} was taken out of group {from}"))
    }

    /// Takes a school out of its group; a group without schools is no more.
    fn leave(&mut self, urn: &str, from: u32, known: &Known) -> Result<(), String> {
        let group = self.group(from)?;
        group.urns.retain(|one| one != urn);
        for earlier in &mut group.goes_on_from {
            earlier.urns.retain(|one| one != urn);
        }
        group.goes_on_from.retain(|earlier| !earlier.urns.is_empty());
        self.measure(from, known)?;
        self.groups.retain(|group| !group.urns.is_empty());
        Ok(())
    }

    /// Says anew how far apart a group's schools are.
    fn measure(&mut self, id: u32, known: &Known) -> Result<(), String> {
        let group = self.group(id)?;
        let places: Vec<Place> = group.urns.iter().filter_map(|urn| (known.place)(urn)).collect();
        let pairs = places
            .iter()
            .enumerate()
            .flat_map(|(at, a)| places[at + 1..].iter().map(move |b| a.metres_to(*b)));
        group.metres = pairs.sum();
        group.reasons = vec![format!(
            "changed by hand; {} km over all pairs of its schools",
            group.metres / 1_000
        )];
        Ok(())
    }

    fn lead(&mut self, id: u32, name: &str, known: &Known) -> Result<String, String> {
        let lead = known.leads.get(name).ok_or("Nobody of that name may lead groups.")?;
        if !lead.is_trained || !lead.is_active {
            let why = if lead.is_trained {
                "is not active this year"
            } else {
                "has not completed the training"
            };
            return Err(format!("{name} {why}."));
        }
        let leads = |group: &&Group| group.id != id && group.lead.as_deref() == Some(name);
        let n = self.groups.iter().filter(leads).count();
        if n >= usize::from(lead.capacity) {
            return Err(format!(
                "{name} leads {n} already and has room for {}. Name another lead there first.",
                lead.capacity
            ));
        }
        let group = self.group(id)?;
        group.lead = Some(name.to_owned());
        group.lead_by_hand = true;
        Ok(format!("{name} leads group {id}"))
    }
}
