//! Work groups: proposed by distance, explained, drawn on a map; what a person changed is marked and stays.
//!
//! A change names the drawing it was made on, so that two people never undo each other's. Start at [`show`]; what is
//! done with groups is [`super::hub_group_changes`].

use axum::extract::{Query, State};
use maud::{Markup, html};
use programme::{
    CarriedOver, Drawn, Group, GroupSize, GroupsSoFar, HubLead, Kept, Moved, NotGoingOn,
    SchoolYear, Urn, Wish, carry_over, earlier_groups, group_checks, library,
};

use super::hub::said_done;
use super::hub_group_changes::{SWAP, standing};
use super::hub_places::{Asked, chooser};
use super::hub_schools::one_check;
use super::hub_sessions::theme;
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::hub_pictures::{Dot, letter, map};

/// What every part of the page needs.
struct Page<'p> {
    visit: &'p Visit,
    journal: &'p HubJournal,
    programme: &'p str,
    year: SchoolYear,
    drawn: Option<&'p Drawn>,
    leads: bool,
}

/// The groups of a programme and year.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = asked.of(&journal, "primary-development");
    let drawn = standing(&journal, &programme, year);
    let leads = visit.is_any_of(&[Role::HubLead]);
    let page = Page {
        visit: &visit,
        journal: &journal,
        programme: &programme,
        year,
        drawn: drawn.as_ref(),
        leads,
    };
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.hub.name) } h1 { "Work groups" } } (chooser(&journal, "/hub/groups", &programme, year)) }
            (said_done(&visit, &journal, &asked.done, &address(&programme, year)))
            @if leads { (page.proposing()) }
            @match &drawn {
                None => { (page.beginning()) }
                Some(drawn) => { (page.groups(drawn)) }
            }
            @if leads { (page.wishes()) }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Groups, "Work groups", &inside))
}

/// Where the groups of a programme and year are.
pub fn address(programme: &str, year: SchoolYear) -> String {
    format!("/hub/groups?programme={programme}&year={year}")
}

/// A school's name by its number as text.
pub fn named(journal: &HubJournal, urn: &str) -> String {
    urn.parse::<Urn>().map_or_else(|_| urn.to_owned(), |urn| journal.name(urn))
}

/// Words with the schools' names in place of their numbers.
pub fn with_names(journal: &HubJournal, words: &str) -> String {
    let mut said = String::new();
    let mut rest = words;
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = &rest[from..];
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        said.push_str(&rest[..from]);
        said.push_str(&named(journal, &digits[..end]));
        rest = &digits[end..];
    }
    said.push_str(rest);
    said
}

fn dots(journal: &HubJournal, drawn: &Drawn) -> Vec<Dot> {
    let grouped = drawn.groups.iter().flat_map(|group| {
        group.urns.iter().enumerate().map(move |(at, urn)| (urn, at, Some(group.id)))
    });
    let alone = drawn.unplaced.iter().enumerate().map(|(at, one)| (&one.urn, at, None));
    let dot = |(urn, at, group): (&String, usize, Option<u32>)| {
        let school = journal.schools.get(&urn.parse::<Urn>().ok()?)?;
        Some(Dot { place: school.place?, name: journal.name(school.urn), group, at })
    };
    grouped.chain(alone).filter_map(dot).collect()
}

fn span(size: GroupSize) -> String {
    if size.least == size.most {
        size.most.to_string()
    } else {
        format!("{} to {}", size.least, size.most)
    }
}

fn schools(n: usize) -> String {
    if n == 1 { "1 school".to_owned() } else { format!("{n} schools") }
}

/// The fields that say which drawing a change is made on.
fn which(page: &Page) -> Markup {
    html! {
        (token(page.visit))
        input type="hidden" name="programme" value=(page.programme);
        input type="hidden" name="year" value=(page.year);
        input type="hidden" name="after" value=(page.drawn.map_or("", |drawn| &drawn.by_fact));
    }
}

impl Page<'_> {
    fn short(&self) -> String {
        self.journal.rules().short(self.programme)
    }

    fn name(&self, urn: &str) -> String {
        named(self.journal, urn)
    }

    fn proposing(&self) -> Markup {
        let (journal, programme, year) = (self.journal, self.programme, self.year);
        let n = journal.holders(programme, year).len();
        let rule = journal.rules().programmes.rule(programme, year);
        let size = rule.as_ref().ok().and_then(|(_, rule)| rule.group_size);
        let so_far = self.drawn.map(|drawn| GroupsSoFar::of(drawn, &journal.lines, journal.today));
        let n_kept = so_far.map_or(0, |so_far| so_far.n_kept());
        let out = self.drawn.into_iter().flat_map(|drawn| &drawn.unplaced);
        let n_out = out.filter(|one| one.by_hand).count();
        html! {
            form.row method="post" action="/hub/groups" {
                (which(self))
                @if n == 0 {
                    p.soft { "No school holds a place yet: " a href={ "/hub/places?programme=" (programme) "&year=" (year) } { "places" } }
                } @else {
                    button.act.quiet[self.drawn.is_some()] name="do" value="propose" {
                        @match (size, self.drawn) { (None, _) => { "Put groups together by hand" } (_, None) => { "Propose groups" } _ => { "Propose again" } }
                    }
                    p.soft {
                        (schools(n)) @if n == 1 { " holds" } @else { " hold" } " a place; "
                        @match size { Some(size) => { "the rule says " (span(size)) " to a group." } None => { "no public source says how many schools make a group." } }
                        @if self.drawn.is_some() && size.is_some() {
                            @match n_kept { 0 if n_out > 0 => {} 0 => { " Nothing is kept by hand." } 1 => { " One group is kept as it is; the rest is solved around it." } n => { " " (n) " groups are kept as they are; the rest is solved around them." } }
                            @if n_out > 0 { " " (schools(n_out)) @if n_out == 1 { " stays" } @else { " stay" } " out, as somebody decided." }
                        }
                    }
                }
            }
        }
    }

    /// No groups yet: those of last year may begin this one.
    fn beginning(&self) -> Markup {
        let carried =
            earlier_groups(&self.journal.book, self.year).filter_map(|(slug, year, drawn)| {
                let carried = self.carried((slug, year))?;
                (carried.n_going_on > 0).then_some((slug, year, drawn, carried))
            });
        let carried: Vec<_> = carried.collect();
        html! {
            p.told { "No groups are drawn for " (self.short()) " in " (self.year) "." }
            @if self.leads { @for (slug, year, drawn, carried) in &carried {
                @let n_all: usize = drawn.groups.iter().map(|group| group.urns.len()).sum();
                section.sheet.stack-s {
                    h2 { "Begin with last year's groups" }
                    p { "Of the " (n_all) " schools in groups of " (self.journal.rules().short(slug)) " " (year) ", " strong { (carried.n_going_on) } @if carried.n_going_on == 1 { " holds" } @else { " hold" } " a place in " (self.short()) " " (self.year) ". They stay together, with their lead and what they kept of their lessons; other schools are placed into the room that is left." }
                    (self.not_going_on(&carried.not_going_on))
                    form method="post" action="/hub/groups" { (which(self)) input type="hidden" name="from" value=(slug); button.act name="do" value="begin" { "Begin with these groups" } }
                }
            } }
        }
    }

    fn carried(&self, from: (&str, SchoolYear)) -> Option<CarriedOver> {
        let journal = self.journal;
        let holders = journal.holders(self.programme, self.year);
        let school = |urn: Urn| journal.schools.get(&urn);
        let to = (self.programme, self.year);
        carry_over(&journal.book, &journal.lines, from, to, &holders, school, journal.today)
    }

    fn not_going_on(&self, all: &[NotGoingOn]) -> Markup {
        html! { @if !all.is_empty() { details {
            summary { "Who does not go on " span.soft.number { (all.len()) } }
            ul.clean.stack-s { @for one in all { li { strong { (self.name(&one.urn)) } " (group " (one.group) "): " (with_names(self.journal, &one.why)) } } }
        } } }
    }

    fn groups(&self, drawn: &Drawn) -> Markup {
        let short = self.short();
        let mut from: Vec<(&str, SchoolYear)> = drawn
            .groups
            .iter()
            .flat_map(|group| &group.goes_on_from)
            .map(|from| (from.programme.as_str(), from.year))
            .collect();
        from.sort_unstable();
        from.dedup();
        html! {
            figure.sheet { (map(&format!("The groups of {short} in {}", self.year), &dots(self.journal, drawn))) figcaption.small.soft { "Each school is joined to the middle of its group; its letter is that of the list below. North is up; distances are straight lines." } }
            (self.elsewhere(&drawn.moves))
            @if !drawn.changes.is_empty() { section.told.stack-s { p { "Changed by hand since they were proposed:" } ul { @for change in &drawn.changes { li { (change) } } } } }
            div.grid2 { @for group in &drawn.groups { (self.one_group(drawn, group)) } }
            (self.without(drawn))
            @for from in from { @if let Some(carried) = self.carried(from) { (self.not_going_on(&carried.not_going_on)) } }
        }
    }

    /// Who was put elsewhere by the last proposal.
    fn elsewhere(&self, moves: &[Moved]) -> Markup {
        let at = |group: Option<u32>| {
            group.map_or_else(|| "no group".to_owned(), |group| format!("group {group}"))
        };
        html! { @if !moves.is_empty() { details.told {
            summary { (schools(moves.len())) @if moves.len() == 1 { " is" } @else { " are" } " elsewhere since the last proposal" }
            ul { @for one in moves { li { (self.name(&one.urn)) ": from " (at(one.from)) " to " (at(one.to)) } } }
        } } }
    }

    fn one_group(&self, drawn: &Drawn, group: &Group) -> Markup {
        let rule = self.journal.rules().programmes.rule(self.programme, self.year);
        let checks = rule.map(|(_, rule)| group_checks(rule, &self.teachers(group)));
        let size = checks.unwrap_or_default().into_iter().next();
        let holders = self.journal.holders(self.programme, self.year);
        let holds = |urn: &String| {
            urn.parse::<Urn>().is_ok_and(|urn| holders.contains(&self.journal.now(urn)))
        };
        html! {
            section.sheet.stack-s.group #{ "group-" (group.id) } {
                h2 { span.number-mark { (group.id) } " Group " (group.id) }
                p { @match &group.lead { Some(lead) => { "Led by " strong { (lead) } @if group.lead_by_hand { span.soft { ", named by hand" } } } None => { span.fault { "Nobody leads it yet" } } } }
                ul.clean.group-schools { @for (at, urn) in group.urns.iter().enumerate() { li.row.between {
                    span { span.letter { (letter(at)) } " " (self.name(urn)) @if !holds(urn) { " " span.tag.warm { "holds no place now" } } }
                    @if self.leads { (self.mover(drawn, urn, Some(group.id))) }
                } } }
                @if let Some(size) = &size { ul.clean.checks { (one_check(size)) } }
                (self.kept(group))
                @for from in &group.goes_on_from { p.small { "Goes on from group " (from.id) " of " (self.journal.rules().short(&from.programme)) " " (from.year) ", with " (from.urns.iter().map(|urn| self.name(urn)).collect::<Vec<_>>().join(", ")) "." } }
                (self.library(group))
                details { summary.small { "Why these schools" } ul.small { @for reason in &group.reasons { li { (with_names(self.journal, reason)) } } } }
                @if self.leads { (self.lead(group)) }
            }
        }
    }

    /// The choice of another group for a school, those with room first, or of a school of a full group to change
    /// places with; `0` takes it out, `new` begins a group.
    fn mover(&self, drawn: &Drawn, urn: &str, here: Option<u32>) -> Markup {
        let rule = self.journal.rules().programmes.rule(self.programme, self.year);
        let most = rule.ok().and_then(|(_, rule)| rule.group_size).map(|size| size.most);
        let is_full =
            |group: &Group| most.is_some_and(|most| group.urns.len() >= usize::from(most));
        let others = drawn.groups.iter().filter(|other| Some(other.id) != here);
        let (full, open): (Vec<&Group>, Vec<&Group>) = others.partition(|other| is_full(other));
        html! { form.row.move method="post" action="/hub/groups" {
            (which(self))
            input type="hidden" name="urn" value=(urn);
            label.unseen for={ "to-" (urn) } { "Move " (self.name(urn)) " to" }
            select #{ "to-" (urn) } name="to" required {
                @if open.is_empty() { option value="" { "swap with …" } }
                @for other in &open { option value=(other.id) { "to group " (other.id) } }
                @if here.is_some() { @for other in &full { optgroup label={ "Group " (other.id) " is full: swap with" } {
                    @for one in &other.urns { option value={ (SWAP) (one) } { "swap with " (self.name(one)) } }
                } } }
                option value="new" { "to a new group" }
                @if here.is_some() { option value="0" { "out" } }
            }
            button.plain.small name="do" value="move" { "Move" }
        } }
    }

    /// What a person settled in a group, and the way to let it go.
    fn kept(&self, group: &Group) -> Markup {
        html! {
            @if !group.kept.is_empty() {
                div.told.stack-s { p.small { strong { "Kept by hand." } " A new proposal leaves its schools as they are." } ul.small { @for words in &group.kept { li { (words) } } } }
            }
            @if self.leads { form.row method="post" action="/hub/groups" {
                (which(self))
                input type="hidden" name="to" value=(group.id);
                @if group.kept.is_empty() { button.plain.small name="do" value="keep" { "Keep it as it is" } } @else { button.plain.small name="do" value="let-go" { "Let it go" } }
                @if group.lead_by_hand { button.plain.small name="do" value="let-lead-go" { "Another lead may be proposed" } }
            } }
        }
    }

    fn lead(&self, group: &Group) -> Markup {
        let book = &self.journal.book;
        let stays = |lead: &&HubLead| {
            let goes = book.ways.get(&lead.name).is_some_and(|way| way.left.is_some());
            !goes || group.lead.as_deref() == Some(&*lead.name)
        };
        let leads: Vec<&HubLead> = book.leads.values().filter(stays).collect();
        html! { @if !leads.is_empty() { form.row.move method="post" action="/hub/groups" {
            (which(self))
            input type="hidden" name="to" value=(group.id);
            label.unseen for={ "lead-" (group.id) } { "Lead of group " (group.id) }
            select #{ "lead-" (group.id) } name="lead" { @for lead in &leads { option value=(lead.name) selected[group.lead.as_deref() == Some(&*lead.name)] { (lead.name) } } }
            button.plain.small name="do" value="lead" { "Leads it" }
        } } }
    }

    /// What a group wrote down of its lessons, this year and before.
    fn library(&self, group: &Group) -> Markup {
        let held = library(&self.journal.book, self.programme, self.year, group);
        html! { @if !held.is_empty() { details {
            summary.small { "What it has kept " span.soft.number { (held.len()) } }
            ul.small.clean.stack-s { @for session in held { @if let Some(said) = &session.said { li {
                a href={ "/hub/sessions/" (session.id) } { (theme(session)) } span.soft { " · " (session.at.on.in_words()) }
                @if !said.lesson.is_empty() { p { (said.lesson) } }
                @if !said.keep.is_empty() { p { "Kept: " (said.keep) } }
                @if !said.change.is_empty() { p { "Changed: " (said.change) } }
            } } } }
        } } }
    }

    fn without(&self, drawn: &Drawn) -> Markup {
        html! { @if !drawn.unplaced.is_empty() { section.stack-s {
            h2 { "Without a group " span.soft.number { (drawn.unplaced.len()) } }
            ul.clean.group-schools { @for one in &drawn.unplaced { li.row.between {
                span { strong { (self.name(&one.urn)) } ": " (one.why) }
                @if self.leads { span.row {
                    @if one.by_hand { form.inline method="post" action="/hub/groups" { (which(self)) input type="hidden" name="urn" value=(one.urn); button.plain.small name="do" value="let-in" { "May be proposed again" } } }
                    (self.mover(drawn, &one.urn, None))
                } }
            } } }
        } } }
    }

    /// How many people each school of a group has named; as many as are asked for where nobody is named yet.
    fn teachers(&self, group: &Group) -> Vec<(Urn, u8)> {
        let rule = self.journal.rules().programmes.rule(self.programme, self.year);
        let asked = rule.ok().and_then(|(_, rule)| rule.teachers).unwrap_or(0);
        let of = |urn: &String| {
            let urn: Urn = urn.parse().ok()?;
            let line = self.journal.lines.line(urn);
            let people = self.journal.book.people_of(&line, self.programme, self.year);
            let n = if people.is_empty() { Some(asked) } else { u8::try_from(people.len()).ok() };
            Some((urn, n.unwrap_or(asked)))
        };
        group.urns.iter().filter_map(of).collect()
    }

    fn wish(&self, wish: &Wish) -> Markup {
        let back = address(self.programme, self.year);
        let [a, b] = wish.schools.map(|urn| self.journal.name(self.journal.now(urn)));
        html! { li.late-row {
            div { span { strong { (a) } " and " strong { (b) } @match wish.kept { Kept::Together => { " are kept together" } Kept::Apart => { " are kept apart" } } } p.small.soft { (wish.why) " · since " (wish.on.in_words()) } }
            form.inline method="post" action="/hub/take-back" { (token(self.visit)) input type="hidden" name="fact" value=(wish.id); input type="hidden" name="back" value=(back); button.plain { "Take it back" } }
        } }
    }

    /// Who is to be kept together or apart: the list, and writing one down.
    fn wishes(&self) -> Markup {
        let holders = self.journal.holders(self.programme, self.year);
        // A wish is of schools, and stands where one of them holds a place.
        let (wishes, elsewhere): (Vec<_>, Vec<_>) =
            self.journal.book.wishes.iter().partition(|wish| {
                let holds = |urn: &Urn| holders.contains(&self.journal.now(*urn));
                wish.schools.iter().any(holds)
            });
        let mut offered: Vec<&programme::School> = self.journal.open_schools();
        offered.retain(|school| holders.is_empty() || holders.contains(&school.urn));
        html! {
            section.stack-s #wishes {
                h2 { "Kept together or apart" }
                @if wishes.is_empty() { p.soft { "Nothing is asked for of schools that hold a place here. What you write down here, every proposal keeps, in each programme, until you take it back." } }
                ul.clean.late-list { @for wish in &wishes { (self.wish(wish)) } }
                @if !elsewhere.is_empty() { details { summary.small { "Of schools that hold no place here " span.soft.number { (elsewhere.len()) } } ul.clean.late-list { @for wish in &elsewhere { (self.wish(wish)) } } } }
                @if offered.len() > 1 { details { summary { "Keep two schools together or apart" }
                    form.sheet.quiet.stack method="post" action="/hub/groups/wishes" {
                        (which(self))
                        div.row { @for (id, label) in [("one", "One school"), ("other", "The other")] { div { label for=(id) { (label) } select #(id) name=(id) required { option value="" { "Choose a school" } @for school in &offered { option value=(school.urn) { (self.journal.name(school.urn)) } } } } } }
                        fieldset.door-question { legend { "They are to be" } label.option for="together" { input #together type="radio" name="kept" value="together" required; "in one group" } label.option for="apart" { input #apart type="radio" name="kept" value="apart" required; "never in one group" } }
                        div { label for="why" { "Why" } input #why type="text" name="why" maxlength="300" required; }
                        button.act.quiet { "Write it down" }
                    }
                } }
            }
        }
    }
}
