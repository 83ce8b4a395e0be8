//! What stands in a hub's report beside its counts: practice that was asked and seen again, what inspection reports
//! say, case studies.
//!
//! Each is a table of text with what must be read with it, made once and shown alike on the screen, on paper and in the
//! spreadsheet. Start at [`all`].

use maud::{Markup, html};
use paper::ReportTable;
use programme::{
    CLUSTER_RANGE, HIDDEN_BELOW, LEARNT_CAVEATS, MEASURES, MaterialKind, NoForecast, Reach, Urn,
    forecast, learnt,
};

use super::hub_five_ideas::{answers_of, seen_of};
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::parts::five_ideas::{
    ANSWER_HEADS, SEEN_HEADS, answer_rows, hidden, of_answers, of_seen, seen_rows, statements,
};
use crate::parts::forecast as forecast_words;
use crate::parts::learnt as learnt_words;
use crate::parts::rich::capital;

/// One part of the report.
pub struct More {
    /// What it is about.
    pub caption: &'static str,
    /// What must be read first, one sentence or two each.
    pub about: Vec<String>,
    /// The heads of its columns.
    pub heads: Vec<&'static str>,
    /// Its rows, each with one cell for each head.
    pub rows: Vec<Vec<String>>,
    /// The same as a picture, on the screen.
    pub picture: Option<Markup>,
}

/// Every part of which something is recorded, in order.
pub fn all(journal: &HubJournal) -> Result<Vec<More>, PageError> {
    let parts = [
        answers(journal)?,
        seen(journal)?,
        quotations(journal),
        case_studies(journal),
        learning_of(journal),
        forecast_of(journal),
    ];
    Ok(parts.into_iter().flatten().collect())
}

fn answers(journal: &HubJournal) -> Result<Option<More>, PageError> {
    let paired = answers_of(journal)?.filter(|paired| !paired.rows.is_empty());
    let Some(paired) = paired else { return Ok(None) };
    let mut about = of_answers(&paired);
    about.push(hidden());
    Ok(Some(More {
        caption: "What teachers say of their lessons, asked again",
        about,
        heads: ANSWER_HEADS.to_vec(),
        rows: answer_rows(statements()?, &paired),
        picture: None,
    }))
}

fn seen(journal: &HubJournal) -> Result<Option<More>, PageError> {
    let again = seen_of(journal)?.filter(|again| !again.rows.is_empty());
    let Some(again) = again else { return Ok(None) };
    let mut about = of_seen(&again);
    about.push(hidden());
    Ok(Some(More {
        caption: "What specialists see in schools, seen again",
        about,
        heads: SEEN_HEADS.to_vec(),
        rows: seen_rows(statements()?, &again),
        picture: None,
    }))
}

fn quotations(journal: &HubJournal) -> Option<More> {
    let mut all: Vec<_> = journal.book.quotations.iter().collect();
    all.sort_by_key(|held| (held.quotation.theme, held.quotation.report));
    let row = |held: &&programme::HeldQuotation| {
        let one = &held.quotation;
        let written = one.written(held.urn, &journal.book.facts, &journal.lines);
        vec![
            capital(one.theme.in_words()),
            format!("“{}”", one.says),
            with_number(journal, held.urn),
            one.report.in_words(),
            one.page.clone(),
            one.lies.clone(),
            written.in_words(),
        ]
    };
    (!all.is_empty()).then(|| More {
        caption: "What inspection reports say",
        about: vec![
            "Sentences of inspection reports, word for word, each with where it stands. They were chosen by the hub and not by chance; other reports, and other sentences of these, may say other things.".to_owned(),
            "No grade is kept here or worked out. What led to what, the reports do not say, and neither does this one.".to_owned(),
        ],
        heads: vec!["Theme", "Quotation", "School", "Report of", "Page", "To be read at", "Beside the programme"],
        rows: all.iter().map(row).collect(),
        picture: None,
    })
}

/// A school's name with its number, once.
fn with_number(journal: &HubJournal, urn: Urn) -> String {
    let name = journal.schools.get(&urn).map_or("", |school| &school.name);
    format!("{name} ({urn})")
}

fn case_studies(journal: &HubJournal) -> Option<More> {
    let all = &journal.book.materials;
    let mut stays = 0;
    let mut rows = Vec::new();
    for held in all.all().iter().filter(|held| held.material.kind == MaterialKind::CaseStudy) {
        if !all.why_not(held, Reach::Anybody, journal.today).is_empty() {
            stays += 1;
            continue;
        }
        let material = &held.material;
        rows.push(vec![
            material.title.clone(),
            material.big_idea.map_or(String::new(), |idea| capital(idea.in_words())),
            material.about.clone(),
            all.attribution(held),
            material.lies.clone(),
        ]);
    }
    let mut about = vec![
        "What single schools did and what came of it. Those who are told of agreed that anybody may read it, and the agreement holds on the day of this report. A case study shows what can be, not how often it is.".to_owned(),
    ];
    match stays {
        0 => {}
        1 => about.push("One more is in the register and does not go to everybody.".to_owned()),
        n => about.push(format!("{n} more are in the register and do not go to everybody.")),
    }
    (!rows.is_empty()).then(|| More {
        caption: "Case studies",
        about,
        heads: vec!["Case study", "Big idea", "About", "Named so", "Where"],
        rows,
        picture: None,
    })
}

fn learning_of(journal: &HubJournal) -> Option<More> {
    let (held, lines) = (&journal.book.learning, &journal.lines);
    let all = learnt(held, lines, journal.today, HIDDEN_BELOW);
    let mut about: Vec<String> = LEARNT_CAVEATS.map(str::to_owned).to_vec();
    about.extend(MEASURES.map(|one| format!("{}: {}", one.name, one.sentence)));
    about.push(CLUSTER_RANGE.to_owned());
    about.push(hidden());
    (!all.is_empty()).then(|| More {
        caption: "What pupils learn, as schools hand it on",
        about,
        heads: learnt_words::HEADS.to_vec(),
        rows: learnt_words::rows(&all),
        picture: None,
    })
}

fn forecast_of(journal: &HubJournal) -> Option<More> {
    let (facts, lines) = (&journal.book.facts, &journal.lines);
    match forecast(facts, lines, journal.today, HIDDEN_BELOW) {
        Ok(foreseen) => Some(More {
            caption: "Forecast: schools that will ever have begun",
            about: foreseen.assumptions.clone(),
            heads: forecast_words::HEADS.to_vec(),
            rows: forecast_words::rows(&foreseen),
            picture: Some(forecast_words::drawn(
                "Schools that ever began: recorded years, and a forecast with its range",
                &foreseen,
            )),
        }),
        // Before anything is recorded there is nothing to say; after that it is said what is missing.
        Err(NoForecast { years: 0 }) => None,
        Err(why) => Some(More {
            caption: "Forecast: schools that will ever have begun",
            about: vec![format!("There is none yet: {why}.")],
            heads: Vec::new(),
            rows: Vec::new(),
            picture: None,
        }),
    }
}

impl More {
    /// As it stands on the screen.
    pub fn shown(&self) -> Markup {
        html! { section.stack-s {
            h2 { (self.caption) }
            div.stack-s.narrow-read { @for says in &self.about { p.small { (says) } } }
            @if let Some(picture) = &self.picture { figure.sheet { (picture) } }
            @if !self.rows.is_empty() { div.wide-table tabindex="0" role="region" aria-label=(self.caption) { table.spread.told-table {
                thead { tr { @for head in &self.heads { th scope="col" { (head) } } } }
                tbody { @for row in &self.rows { tr { @for cell in row { td { (cell) } } } } }
            } } }
        } }
    }

    /// As it is printed.
    pub fn printed(&self) -> ReportTable {
        ReportTable {
            caption: self.caption.to_owned(),
            heads: self.heads.iter().map(|&head| head.to_owned()).collect(),
            rows: self.rows.clone(),
        }
    }
}
