//! The demo hub's lesson that a group planned, watched and discussed: two suggestions, a version, what was seen, answers.
//!
//! The teachers and the counts are invented. Start at [`planned`].

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use learning::Author;
use programme::{
    AnswerCount, Answers, BigIdea, Date, HubFact, Judged, LessonBegun, LessonPart, LessonStep,
    LessonWish, Offer, PartKind, SeenPart, Session, Suggestion, Tap, TaskSet, Urn, Watched,
    WrongAnswer,
};
use store::Hub;
use web::hub_journal::HubJournal;
use web::{App, PageError, clock, group_lesson};

const STEP: &str = "unit-fraction-of-a-quantity";
const LEADER: &str = "Mr Abernathy";

/// What one school of the demo brought: how many were right, took the denominator away, gave it, wrote nothing.
const BROUGHT: [[u32; 4]; 3] = [[19, 5, 2, 1], [23, 2, 3, 0], [14, 9, 1, 2]];

/// A lesson for a session that was held, by schools of its group and the people they named.
pub async fn planned(app: &App, hub: &Hub, by: &Author, session: &str) -> Result<()> {
    let journal = read(app, hub).await?;
    let Some(session) = journal.book.sessions.get(session).cloned() else { return Ok(()) };
    let people = people(&journal, &session);
    let (title, text) = group_lesson::begin(&app.content, STEP).map_err(said)?;
    let turns: Vec<LessonPart> = text.of(PartKind::Turn).cloned().collect();
    let point = text.of(PartKind::KeyPoint).next().cloned();
    let hard = text.of(PartKind::DifficultPoint).next().cloned();
    let (Some(point), Some(hard)) = (point, hard) else { return Ok(()) };
    let append = async |facts: Vec<HubFact>| {
        app.store.append_hub_facts(&hub.hub_id, clock::now(), by.clone(), facts).await
    };
    let on = session.at.on;
    let begun = LessonBegun {
        programme: session.programme.clone(),
        year: session.year,
        group: session.group,
        session: session.id.clone(),
        step: STEP.to_owned(),
        title,
        text,
        by: LEADER.to_owned(),
        on,
    };
    let ids = append(vec![HubFact::LessonBegun { begun }]).await?;
    let lesson = ids.into_iter().next().context("a fact has an id")?;
    let of = |step| HubFact::Lesson { lesson: lesson.clone(), step };
    let suggested = |part: &LessonPart, wish, why: &str, who: usize| {
        let (urn, by) = people.get(who).cloned().unzip();
        let suggestion = Suggestion {
            session: session.id.clone(),
            part: part.id.clone(),
            about: part.says.clone(),
            wish,
            why: why.to_owned(),
            by: by.unwrap_or_else(|| LEADER.to_owned()),
            urn,
            on,
        };
        of(LessonStep::Suggested { suggestion })
    };
    let before_the_glow = LessonWish::Say {
        says: "Look at the last question and at this one. Tell your partner what stays the same; only then what changed, and what you expect.".to_owned(),
        asks: turns[3].asks.clone(),
    };
    let ids = append(vec![
        suggested(&turns[1], LessonWish::Keep, "everybody had a reason about the unequal strip", 0),
        suggested(&turns[3], before_the_glow, "they saw the change and lost the whole", 2),
    ])
    .await?;
    let held = read(app, hub).await?;
    let known = held.book.lessons.get(&lesson).context("the lesson that began")?;
    let taken: Vec<&str> = ids.iter().map(String::as_str).collect();
    let text = known.with(&taken).map_err(|why| anyhow::anyhow!("{why}"))?;
    let written =
        LessonStep::Written { text, taken: ids, left: Vec::new(), by: LEADER.to_owned(), on };
    let ids = append(vec![of(written)]).await?;
    let version = ids.into_iter().next().context("a fact has an id")?;
    let saw = |part: &LessonPart, tap: Tap, words: &str| SeenPart {
        part: part.id.clone(),
        taps: BTreeSet::from([tap]),
        words: words.to_owned(),
    };
    let watched = Watched {
        session: session.id.clone(),
        version: version.clone(),
        by: LEADER.to_owned(),
        on,
        seen: vec![
            saw(&point, Tap::Said, "“It says how many parts, not how many in a part.”"),
            saw(
                &hard,
                Tap::CameUp,
                "“20 take away 4.” A partner folded the strip, and they counted the parts again.",
            ),
        ],
        besides: "The stem sentence was said by everybody before the third question.".to_owned(),
    };
    let task = task(&session, version, on);
    let ids = append(vec![of(LessonStep::Watched { watched }), of(LessonStep::TaskSet { task })]);
    let task = ids.await?.into_iter().nth(1).context("a fact has an id")?;
    let mut facts: Vec<HubFact> = Vec::new();
    for answers in brought(&people, &task, held.today) {
        facts.push(of(LessonStep::Brought { answers }));
    }
    facts.extend(offers(&people, on));
    append(facts).await?;
    Ok(())
}

async fn read(app: &App, hub: &Hub) -> Result<HubJournal> {
    HubJournal::read(app, hub.clone()).await.map_err(said)
}

fn said(error: PageError) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", error.title, error.say)
}

/// Everybody who takes part in a session's group, school by school.
fn people(journal: &HubJournal, session: &Session) -> Vec<(Urn, String)> {
    let drawn = journal.book.groups.get(&(session.programme.clone(), session.year));
    let group = drawn.and_then(|all| all.groups.iter().find(|one| one.id == session.group));
    let urns = group.into_iter().flat_map(|group| &group.urns).filter_map(|urn| urn.parse().ok());
    let of = |urn: Urn| {
        let line = journal.lines.line(urn);
        let people = journal.book.people_of(&line, &session.programme, session.year);
        people.into_iter().map(move |name| (urn, name))
    };
    urns.flat_map(of).collect()
}

/// What every school tries: a question with the two wrong answers the family predicts.
fn task(session: &Session, version: String, on: Date) -> TaskSet {
    let wrong = |answer: &str, because: &str| WrongAnswer {
        answer: answer.to_owned(),
        because: because.to_owned(),
    };
    TaskSet {
        session: session.id.clone(),
        version,
        question: "Find `1/4` of 36.".to_owned(),
        answer: "9".to_owned(),
        wrong: vec![
            wrong("32", "The denominator is taken away"),
            wrong("4", "The denominator is given as the answer"),
        ],
        task: String::new(),
        also: "Teach it with your own class, and bring one answer to argue about".to_owned(),
        by: LEADER.to_owned(),
        on,
    }
}

/// What the first schools brought; the others have not yet.
fn brought(people: &[(Urn, String)], task: &str, on: Date) -> Vec<Answers> {
    let mut urns: Vec<Urn> = people.iter().map(|(urn, _)| *urn).collect();
    urns.dedup();
    let predicted = |because: &str| Judged::Wrong(Some(because.to_owned()));
    let kinds = [
        ("9", Judged::Right),
        ("32", predicted("The denominator is taken away")),
        ("4", predicted("The denominator is given as the answer")),
        ("", Judged::Blank),
    ];
    let answers = |(urn, counts): (Urn, [u32; 4])| {
        let count = |((answer, judged), n): (&(&str, Judged), u32)| AnswerCount {
            answer: (*answer).to_owned(),
            n,
            judged: judged.clone(),
        };
        let counts = kinds.iter().zip(counts).filter(|(_, n)| *n > 0).map(count).collect();
        let (task, by) = (task.to_owned(), LEADER.to_owned());
        Answers { task, urn, counts, said: String::new(), by, on }
    };
    urns.into_iter().zip(BROUGHT).map(answers).collect()
}

/// What two of the schools show the others.
fn offers(people: &[(Urn, String)], on: Date) -> Vec<HubFact> {
    let shown = [
        (
            "The bar in every year group, one lesson in each",
            BigIdea::RepresentationAndStructure,
            "a visit, Tuesday mornings",
        ),
        (
            "Sequences that a year group wrote and argued",
            BigIdea::Variation,
            "on paper, with what stays the same",
        ),
    ];
    let schools = people.iter().step_by(2);
    let offer = |((urn, by), (what, big_idea, how)): (&(Urn, String), (&str, BigIdea, &str))| {
        let (what, how) = (what.to_owned(), how.to_owned());
        HubFact::Offered { offer: Offer { urn: *urn, what, big_idea, how, by: by.clone(), on } }
    };
    schools.zip(shown).map(offer).collect()
}
