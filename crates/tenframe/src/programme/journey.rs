//! `tenframe programme journey`: where a school stands and what it may do next. `door`: what answers recommend.
//! `late`: what a hub has to do.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use programme::{Action, Answer, Facts, Journey, Programmes, School, SchoolYear, Standing, late};

use super::sources;

/// Whose journey.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The school's number.
    urn: String,
    #[command(flatten)]
    schools: sources::Schools,
    /// What happened: CSV with columns urn, programme, year, what, on; without it, nothing yet.
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// The school year it might join in; without it, the one after the day.
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// The day; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Write the picture to this file.
    #[arg(long, value_name = "FILE.svg")]
    svg: Option<PathBuf>,
    /// One JSON object instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// Whose answers.
#[derive(Debug, clap::Args)]
pub struct DoorOf {
    /// The journey: primary or secondary.
    #[arg(long, value_name = "NAME")]
    journey: String,
    /// An answer such as leadership=yes, vision=partly, systems=not-yet; none lists the questions.
    #[arg(long = "answer", value_name = "QUESTION=ANSWER")]
    answers: Vec<String>,
    /// One JSON object instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// For which year.
#[derive(Debug, clap::Args)]
pub struct LateIn {
    /// What happened: CSV with columns urn, programme, year, what, on.
    #[arg(long, value_name = "FILE")]
    events: PathBuf,
    #[command(flatten)]
    schools: sources::Schools,
    /// The school year.
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// The day; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// JSON instead of a list to read.
    #[arg(long)]
    json: bool,
}

/// Tells where a school stands.
pub fn run(ask: &Show, programmes: &Programmes, journeys: &[Journey]) -> Result<ExitCode> {
    let (register, lines) = ask.schools.read_needed()?;
    let school = sources::school(&register, &ask.urn)?;
    let facts = match &ask.events {
        Some(file) => sources::read_facts(file, programmes, &lines)?,
        None => Facts::default(),
    };
    let on = sources::day(ask.on.as_deref())?;
    let year: SchoolYear = match &ask.year {
        Some(text) => text.parse()?,
        None => on.school_year().next(),
    };
    let mut out = crate::out::out();
    let mut all = Vec::new();
    for journey in journeys_of(&school, journeys)? {
        let standing = Standing::of(journey, programmes, &school, &facts, &lines, on, year);
        all.push((journey, standing));
    }
    if let (Some(file), Some((journey, standing))) = (&ask.svg, all.first()) {
        std::fs::write(file, standing.draw(journey))
            .with_context(|| format!("`{}` cannot be written", file.display()))?;
    }
    if ask.json {
        let standings: Vec<&Standing> = all.iter().map(|(_, standing)| standing).collect();
        serde_json::to_writer(&mut out, &standings)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (_, standing) in &all {
        tell(&mut out, standing)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The journeys for a school's phase; all of them where the register does not say it.
fn journeys_of<'j>(school: &School, journeys: &'j [Journey]) -> Result<Vec<&'j Journey>> {
    let found: Vec<&Journey> =
        journeys.iter().filter(|journey| journey.is_for(school) != Some(false)).collect();
    if found.is_empty() {
        bail!(
            "{} {} is of the phase {}; there is no journey for it",
            school.urn,
            school.name,
            school.phase.as_deref().unwrap_or("not said")
        );
    }
    Ok(found)
}

fn tell(out: &mut impl Write, standing: &Standing) -> Result<()> {
    writeln!(out, "{}: {}\n{}\n", standing.urn, standing.journey, standing.description())?;
    for next in &standing.next {
        let verdict = match next.may_join {
            Some(true) => "may join",
            Some(false) => "may not join",
            None => "may join if what is not known is settled",
        };
        writeln!(out, "{} in {}: {verdict}", next.name, next.year)?;
        for check in &next.checks {
            let mark = match check.holds {
                Some(true) => "met",
                Some(false) => "not met",
                None => "not known",
            };
            writeln!(out, "  {mark}: {} ({})", check.asks, check.because)?;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// Tells what answers recommend, or lists the questions.
pub fn run_door(ask: &DoorOf, journeys: &[Journey]) -> Result<ExitCode> {
    let Some(journey) = journeys.iter().find(|journey| journey.slug == ask.journey) else {
        let known: Vec<&str> = journeys.iter().map(|journey| journey.slug.as_str()).collect();
        bail!("there is no journey `{}`; expected one of {}", ask.journey, known.join(", "));
    };
    let mut answers = BTreeMap::new();
    for text in &ask.answers {
        let read =
            text.split_once('=').and_then(|(slug, answer)| Some((slug, Answer::read(answer)?)));
        let (slug, answer) = read.with_context(|| {
            format!("`{text}` is no answer; expected a question, =, and yes, partly or not-yet")
        })?;
        answers.insert(slug.to_owned(), answer);
    }
    let advice = journey.advise(&answers)?;
    let mut out = crate::out::out();
    if ask.json {
        let found = serde_json::json!({
            "journey": journey.slug, "doors": journey.doors, "questions": journey.questions, "advice": advice,
        });
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    if answers.is_empty() {
        for question in &journey.questions {
            writeln!(out, "{}: {}", question.slug, question.ask)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", advice.says)?;
    for reason in &advice.reasons {
        writeln!(out, "  {} {}", reason.question, reason.says)?;
    }
    if !answers.is_empty() && !advice.unanswered.is_empty() {
        writeln!(out, "Not answered: {}", advice.unanswered.join(", "))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists what is late.
pub fn run_late(ask: &LateIn, programmes: &Programmes) -> Result<ExitCode> {
    let (_, lines) = ask.schools.read()?;
    let facts = sources::read_facts(&ask.events, programmes, &lines)?;
    let year: SchoolYear = ask.year.parse()?;
    let found = late(&facts, programmes, &lines, year, sources::day(ask.on.as_deref())?);
    let mut out = crate::out::out();
    if ask.json {
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &found {
        let action = match row.action {
            Action::ChaseTheHead => "chase the head",
            Action::ConfirmThePlace => "confirm the place",
            Action::BookTheVisit => "book the visit",
            Action::WriteTheVisit => "write the visit down",
            Action::ReviewThePlan => "review the plan",
            Action::TalkOfPractices => "talk about what has become less",
            Action::SignThePlan => "sign the plan",
            Action::RingTheSchool => "ring the school",
            Action::NameWhoTakesOver => "name who takes over",
            Action::AskAgain => "ask again what became of it",
            Action::AskToGoOn => "ask whether the school goes on",
            Action::SayWhetherCompleted => "say whether it was completed",
            Action::ClaimTheMoney => "claim the money",
        };
        writeln!(out, "{} {}: {}. {action}", row.urn, row.programme, row.says)?;
    }
    if found.is_empty() {
        writeln!(out, "Nothing is late.")?;
    }
    Ok(ExitCode::SUCCESS)
}
