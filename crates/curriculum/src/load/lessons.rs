//! Reads a lesson: turns, screens and the check; sequences left to the program are made here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::families::DEPTH_KINDS;
use super::file::{File, Table, value};
use super::key_facts::read_fact;
use super::picture::read_picture;
use super::{Loading, file_slug};
use crate::content::Content;
use crate::lesson::{Actor, BigIdeas, CheckPlan, Example, Lesson, Screen, Truth, Turn, TurnKind};
use crate::lesson_check::{Place, check_lesson};
use crate::nearest::{did_you_mean, known};
use crate::plan::{Phase, PhaseKind, Relation, SequencePlan};
use crate::task::{Deepen, TaskRef};
use crate::text::RichText;
use crate::value::Value;

const TURN_KINDS: [(&str, TurnKind); 8] = [
    ("demonstrate", TurnKind::Demonstrate),
    ("explain", TurnKind::Explain),
    ("explore", TurnKind::Explore),
    ("discuss", TurnKind::Discuss),
    ("practise", TurnKind::Practise),
    ("generalise", TurnKind::Generalise),
    ("prove", TurnKind::Prove),
    ("check", TurnKind::Check),
];
const ACTORS: [(&str, Actor); 3] =
    [("teacher", Actor::Teacher), ("pairs", Actor::Pairs), ("everyone", Actor::Everyone)];
const TRUTHS: [(&str, Truth); 3] =
    [("always", Truth::Always), ("sometimes", Truth::Sometimes), ("never", Truth::Never)];
const PHASES: [(&str, PhaseKind); 5] = [
    ("contrast", PhaseKind::Contrast),
    ("separation", PhaseKind::Separation),
    ("generalisation", PhaseKind::Generalisation),
    ("fusion", PhaseKind::Fusion),
    ("mixed", PhaseKind::Mixed),
];
const RELATIONS: [(&str, Relation); 5] = [
    ("same", Relation::Same),
    ("doubles", Relation::Doubles),
    ("halves", Relation::Halves),
    ("rises", Relation::Rises),
    ("falls", Relation::Falls),
];
const SCREENS: [(&str, &str); 11] = [
    ("facts", "facts"),
    ("what-it-is", "what-it-is"),
    ("stem", "stem"),
    ("sequence", "sequence"),
    ("two-answers", "two-answers"),
    ("hinge", "hinge"),
    ("statement", "statement"),
    ("talk", "talk"),
    ("practise", "practise"),
    ("deepen", "deepen"),
    ("check", "check"),
];

/// Minutes one turn may take. Our choice: domain study 2.4 says 1 to 6; longer ones are allowed for practice.
const MINUTES: std::ops::RangeInclusive<i64> = 1..=20;

pub(super) fn read_lesson<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let step = table.required_text("step").unwrap_or_else(|| file_slug(file.path).to_owned());
    if let Some(entry) = table.entry("step") {
        loading.step_at(file, step.clone(), entry.value.span());
        if step != file_slug(file.path) {
            file.problem(
                entry.value.span(),
                format!("this file should be called {step}.toml, after its step"),
            );
        }
    }
    let content = &loading.content;
    let own = content.step(&step).map(|step| step.new_mathematics.clone()).unwrap_or_default();
    let title = table.required_text("title").unwrap_or_default();
    let new_mathematics = table.text("new-mathematics").unwrap_or(own);
    let big_ideas = table
        .table("big-ideas", "[big-ideas]")
        .map(|ideas| read_big_ideas(&ideas))
        .unwrap_or_default();
    let reader = Reader { content, file, step: &step, broken: &loading.broken_families };
    let mut turns_are_broken = false;
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut turns = Vec::new();
    for turn in table.tables("turn", "a turn") {
        match reader.turn(&turn) {
            Some(read) => {
                places.push(turn.at.clone());
                turns.push(read);
            }
            None => turns_are_broken = true,
        }
    }
    let n_before_check = file.problems.borrow().len();
    let check_at = table.entry("check").map_or(0..0, |entry| entry.key_at.clone());
    let check = match table.table("check", "[check]") {
        Some(check) => reader.check(&check),
        None => {
            file.problem(table.at.clone(), "a lesson needs `[check]`");
            CheckPlan::default()
        }
    };
    let check_is_broken = file.problems.borrow().len() > n_before_check || check.tasks.is_empty();
    table.finish();
    let mut lesson = Lesson { step: step.clone(), title, new_mathematics, big_ideas, turns, check };
    if lesson.check.recheck.is_empty() {
        lesson.check.recheck = crate::recheck::recheck(content, &lesson.check.tasks, &[]);
    }
    for (place, message) in check_lesson(content, &lesson) {
        // What follows from tasks that could not be read has been said already.
        if check_is_broken && place == Place::Check || turns_are_broken && place == Place::Lesson {
            continue;
        }
        let at = match place {
            Place::Lesson => 0..0,
            Place::Check => check_at.clone(),
            Place::Turn(idx) => places.get(idx).cloned().unwrap_or(0..0),
        };
        file.problem(at, message);
    }
    loading.claim(file, "lesson", &step, 0..0);
    loading.content.lessons.insert(step, lesson);
}

fn read_big_ideas(table: &Table<'_>) -> BigIdeas {
    let text = |key: &str| table.text(key).unwrap_or_default();
    let ideas = BigIdeas {
        coherence: text("coherence"),
        representation: text("representation"),
        thinking: text("thinking"),
        fluency: text("fluency"),
        variation: text("variation"),
    };
    table.finish();
    ideas
}

struct Reader<'r, 'a> {
    broken: &'r BTreeSet<String>,
    content: &'r Content,
    file: &'a File<'a>,
    step: &'r str,
}

impl<'a> Reader<'_, 'a> {
    fn turn(&self, table: &Table<'a>) -> Option<Turn> {
        let kind = table.one_of("kind", &TURN_KINDS);
        let actor = table.one_of("actor", &ACTORS);
        let minutes =
            table.required_whole("minutes", MINUTES).and_then(|minutes| u8::try_from(minutes).ok());
        let title = table.required_text("title");
        let say = table.required_rich("say");
        let (listen_for, next_question) = (table.rich("listen-for"), table.rich("next-question"));
        let screen = self.screen(table);
        // Which keys a turn may have is known only when its screen is.
        if screen.is_some() {
            table.finish();
        }
        Some(Turn {
            kind: kind?,
            actor: actor?,
            minutes: minutes?,
            title: title?,
            say,
            listen_for,
            next_question,
            screen: screen?,
        })
    }

    fn screen(&self, table: &Table<'a>) -> Option<Screen> {
        match table.one_of("screen", &SCREENS)? {
            "facts" => self.facts(table),
            "what-it-is" => self.what_it_is(table),
            "stem" => self.stem(table),
            "sequence" => {
                let (family, plan, tasks, noticing) = self.sequence(table)?;
                Some(Screen::Sequence { family, plan, tasks, noticing })
            }
            "practise" => {
                let (family, plan, tasks, noticing) = self.sequence(table)?;
                Some(Screen::Practise { family, plan, tasks, noticing })
            }
            "two-answers" => {
                let task = self.one_task(table);
                let other = table.required_text("other");
                Some(Screen::TwoAnswers { task: task?, other: other? })
            }
            "hinge" => Some(Screen::Hinge { task: self.one_task(table)? }),
            "statement" => self.statement(table),
            "talk" => Some(Screen::Talk {
                prompt: table.required_rich("prompt"),
                show: table.table("show", "a picture").and_then(|show| read_picture(&show)),
            }),
            "deepen" => self.deepen(table),
            _ => Some(Screen::Check),
        }
    }

    fn facts(&self, table: &Table<'a>) -> Option<Screen> {
        if let Some(slug) = table.text("key-facts") {
            let Some(list) = self.content.key_facts(&slug) else {
                let slugs = || self.content.key_facts.keys().map(String::as_str);
                let at =
                    table.entry("key-facts").map_or(table.at.clone(), |entry| entry.value.span());
                self.file.helpful(
                    at,
                    format!("there is no list of key facts `{slug}`"),
                    did_you_mean(&slug, slugs()),
                    known(slugs()),
                );
                return None;
            };
            return Some(Screen::Facts { facts: list.facts.clone() });
        }
        let facts: Vec<_> = table
            .tables("facts", "a fact")
            .iter()
            .map(|fact| {
                let read = read_fact(fact, fact.text("slug").unwrap_or_default());
                fact.finish();
                read
            })
            .collect();
        if facts.is_empty() {
            self.file.problem(table.at.clone(), "this screen needs `facts` or `key-facts`");
            return None;
        }
        Some(Screen::Facts { facts })
    }

    fn what_it_is(&self, table: &Table<'a>) -> Option<Screen> {
        let slug = table.required_text("concept")?;
        let wanted = table.texts("cards");
        let question = table.rich("question");
        let Some(concept) = self.content.concept(&slug) else {
            let slugs = || self.content.concepts.keys().map(String::as_str);
            let at = table.entry("concept").map_or(table.at.clone(), |entry| entry.value.span());
            self.file.helpful(
                at,
                format!("there is no concept `{slug}`"),
                did_you_mean(&slug, slugs()),
                known(slugs()),
            );
            return None;
        };
        let mut cards = Vec::new();
        for (id, at) in &wanted {
            match concept.cards.iter().find(|card| card.id == *id) {
                Some(card) => cards.push(card.clone()),
                None => {
                    let ids = || concept.cards.iter().map(|card| card.id.as_str());
                    let message = format!("`{id}` is not a card of the concept `{slug}`");
                    self.file.helpful(at.clone(), message, did_you_mean(id, ids()), known(ids()));
                }
            }
        }
        if wanted.is_empty() {
            cards.clone_from(&concept.cards);
        }
        let question = if question.is_empty() { concept.question.clone() } else { question };
        Some(Screen::WhatItIs { concept: slug, question, cards })
    }

    fn stem(&self, table: &Table<'a>) -> Option<Screen> {
        let own = self.content.step(self.step).map(|step| step.stem.clone()).unwrap_or_default();
        let stem = table.text("stem").unwrap_or(own);
        if stem.is_empty() {
            self.file.problem(table.at.clone(), "this turn needs `stem`, as its step has none");
        }
        let family = table.text("family");
        Some(Screen::Stem { stem, tasks: self.tasks(table, "tasks", family.as_deref())? })
    }

    fn sequence(
        &self,
        table: &Table<'a>,
    ) -> Option<(String, SequencePlan, Vec<TaskRef>, RichText)> {
        let slug = table.required_text("family")?;
        let plan = self.plan(table);
        let noticing = table.rich("noticing");
        let seed = table.whole("seed", 0..=i64::MAX);
        if table.entry("tasks").is_some() {
            let tasks = self.tasks(table, "tasks", Some(&slug));
            return Some((slug, plan?, tasks?, noticing));
        }
        let plan = plan?;
        let at = table.entry("family").map_or(table.at.clone(), |entry| entry.value.span());
        let family = self.known_family(&slug, &at)?;
        let seed = u64::try_from(seed.unwrap_or(1)).unwrap_or(1);
        match crate::variation::sequence(self.content, family, &plan, seed) {
            Ok(made) => {
                Some((slug, plan, made.tasks.into_iter().map(|task| task.task).collect(), noticing))
            }
            Err(error) => {
                self.file.helpful(
                    table.at.clone(),
                    error.to_string(),
                    "",
                    "or write the tasks out in `tasks`",
                );
                None
            }
        }
    }

    fn plan(&self, table: &Table<'a>) -> Option<SequencePlan> {
        let phases = table.tables("plan", "a phase");
        if phases.is_empty() {
            self.file.helpful(
                table.at.clone(),
                "a sequence needs `plan`",
                "",
                "such as plan = [{ kind = \"separation\", focus = \"parts\", length = 4 }]",
            );
            return None;
        }
        let phase = |phase: &Table<'a>| {
            let kind = phase.one_of("kind", &PHASES);
            let focus = phase.text("focus");
            let chart = phase.text("chart");
            let length = phase
                .required_whole("length", 1..=100)
                .and_then(|length| usize::try_from(length).ok());
            let relation = phase
                .entry("relation")
                .is_some()
                .then(|| phase.one_of("relation", &RELATIONS))
                .flatten();
            phase.finish();
            Some(Phase { kind: kind?, focus, chart, length: length?, relation })
        };
        phases.iter().map(phase).collect::<Option<_>>().map(|phases| SequencePlan { phases })
    }

    fn statement(&self, table: &Table<'a>) -> Option<Screen> {
        let statement = table.required_rich("statement");
        let verdict = table.one_of("verdict", &TRUTHS);
        let mut examples = Vec::new();
        for example in table.tables("examples", "an example") {
            examples.push(Example {
                text: example.required_rich("text"),
                holds: example.flag("holds").unwrap_or(true),
            });
            example.finish();
        }
        let proof = table.plain_texts("proof").iter().map(|line| RichText::read(line)).collect();
        let verdict = verdict?;
        let sound = match verdict {
            Truth::Always => examples.iter().all(|example| example.holds),
            Truth::Never => examples.iter().all(|example| !example.holds),
            Truth::Sometimes => {
                examples.is_empty()
                    || examples.iter().any(|example| example.holds)
                        && examples.iter().any(|example| !example.holds)
            }
        };
        if !sound {
            self.file.problem(
                table.at.clone(),
                "the examples do not agree with the verdict of this statement",
            );
        }
        Some(Screen::Statement { statement, verdict, examples, proof })
    }

    fn deepen(&self, table: &Table<'a>) -> Option<Screen> {
        let mut deepen = Vec::new();
        for prompt in table.tables("deepen", "a prompt") {
            let kind = prompt.one_of("kind", &DEPTH_KINDS);
            let read = (prompt.required_rich("text"), prompt.required_rich("answer"));
            prompt.finish();
            deepen.push(Deepen { kind: kind?.to_owned(), text: read.0, answer: read.1 });
        }
        if deepen.is_empty() {
            self.file.problem(table.at.clone(), "this screen needs `deepen`");
            return None;
        }
        Some(Screen::Deepen { deepen })
    }

    fn check(&self, table: &Table<'a>) -> CheckPlan {
        let tasks = self.tasks(table, "tasks", None).unwrap_or_default();
        let recheck = if table.entry("recheck").is_some() {
            self.tasks(table, "recheck", None).unwrap_or_default()
        } else {
            Vec::new()
        };
        table.finish();
        CheckPlan { tasks, recheck }
    }

    fn tasks(&self, table: &Table<'a>, key: &str, family: Option<&str>) -> Option<Vec<TaskRef>> {
        let Some(entry) = table.entry(key) else {
            self.file.problem(table.at.clone(), format!("this needs `{key}`"));
            return None;
        };
        let DeValue::Array(items) = entry.value.get_ref() else {
            self.file.problem(entry.value.span(), format!("`{key}` should be a list of tasks"));
            return None;
        };
        let tasks: Vec<Option<TaskRef>> =
            items.iter().map(|item| self.task(item, family)).collect();
        tasks.into_iter().collect()
    }

    fn one_task(&self, table: &Table<'a>) -> Option<TaskRef> {
        let family = table.text("family");
        match table.entry("task") {
            Some(entry) => self.task(entry.value, family.as_deref()),
            None => {
                self.file.problem(table.at.clone(), "this screen needs `task`");
                None
            }
        }
    }

    fn task(&self, item: &'a Spanned<DeValue<'a>>, family: Option<&str>) -> Option<TaskRef> {
        let DeValue::Table(entries) = item.get_ref() else {
            self.file.helpful(
                item.span(),
                "a task is a table",
                "",
                "such as { family = \"slug\", parts = 4, whole = 20 }",
            );
            return None;
        };
        let table = Table::new(self.file, "a task", item.span(), entries);
        let slug = match (table.text("family"), family) {
            (Some(slug), _) => slug,
            (None, Some(family)) => family.to_owned(),
            (None, None) => {
                self.file.problem(item.span(), "this task needs `family`");
                return None;
            }
        };
        let at = table.entry("family").map_or(item.span(), |entry| entry.value.span());
        let family = self.known_family(&slug, &at)?;
        let is_choice = |name: &str| family.choices().any(|(dimension, _)| dimension.name == name);
        let (mut given, mut choice) = (BTreeMap::new(), BTreeMap::new());
        for entry in table.rest() {
            match value(entry.value.get_ref()) {
                Some(Value::Text(text)) if is_choice(&entry.key) => {
                    choice.insert(entry.key, text);
                }
                Some(value) => {
                    given.insert(entry.key, value);
                }
                None => self.file.problem(
                    entry.value.span(),
                    format!("`{}` should be a number or a text", entry.key),
                ),
            }
        }
        match family.complete(&TaskRef { family: slug, given, choice }) {
            Ok(task) => Some(task),
            Err(error) => {
                self.file.problem(item.span(), error.to_string());
                None
            }
        }
    }

    fn known_family(&self, slug: &str, at: &Range<usize>) -> Option<&crate::family::TaskFamily> {
        let family = self.content.family(slug);
        if family.is_none() && !self.broken.contains(slug) {
            let slugs = self.content.families.keys().map(String::as_str);
            self.file.helpful(
                at.clone(),
                format!("there is no task family `{slug}`"),
                did_you_mean(slug, slugs),
                "",
            );
        }
        family
    }
}
