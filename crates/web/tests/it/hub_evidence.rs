//! What stands in a hub's report beside its counts, alike on the screen, on paper and in the spreadsheet: quotations
//! with their provenance, case studies with consent.

use axum::http::StatusCode;
use paper::Sheet;
use programme::{Date, HubFact, SchoolYear, What};
use web::hub_journal::{in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};

const HERE: &str = "/hub/quotations";
const SENTENCE: &str = "Pupils say what each part of a drawing stands for";

impl HubWorld {
    /// The report as one text each: the screen, the paper, the spreadsheet.
    pub async fn reports(&self) -> [String; 3] {
        let screen = self.lead.get("/hub/report").await.body;
        let Ok(Sheet::Report(paper)) = web::paper(&self.journal().await) else {
            panic!("not a report")
        };
        let cells = paper.tables.iter().flat_map(|table| {
            table.rows.iter().flatten().chain([&table.caption]).cloned().collect::<Vec<_>>()
        });
        let said = paper.definitions.iter().map(|(_, says)| says.clone());
        let printed: Vec<String> = cells.chain(said).collect();
        let sheet = self.lead.get("/hub/report.csv").await.body;
        [screen.replace("&quot;", "\""), printed.join("\n"), sheet]
    }
}

/// Rows: R101.
#[tokio::test]
async fn a_report_is_quoted_with_where_it_stands_alike_on_screen_paper_and_spreadsheet() {
    let made = HubWorld::with_seven_schools().await;
    made.write(vec![made.happened(900_002, DEVELOPMENT, What::Started)]).await;
    let (report, coming) = (in_days(-3).to_string(), in_days(3).to_string());
    let quote = async |changed: (&str, &str)| {
        let mut fields = vec![
            ("urn", "900002"),
            ("says", SENTENCE),
            ("theme", "representation and structure"),
            ("report", report.as_str()),
            ("page", "3"),
            ("lies", "https://reports.example/900002"),
        ];
        fields.retain(|(name, _)| *name != changed.0);
        fields.push(changed);
        made.specialist.post(HERE, &fields).await
    };
    for (changed, says) in [
        (("page", ""), "the page it stands on is missing"),
        (("lies", " "), "where the report can be read is missing"),
        (("urn", ""), "the school is missing"),
        (("report", ""), "the day of the report is missing"),
        (("report", coming.as_str()), "which has not come yet"),
        (("theme", "outstanding"), "`outstanding` is none of the five big ideas"),
        (("says", ""), "the sentence itself is missing"),
    ] {
        let reply = quote(changed).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    for text in made.reports().await {
        assert!(!text.contains("What inspection reports say"), "nothing is quoted yet: {text}");
    }
    for _ in 0..2 {
        assert_eq!(quote(("page", "3")).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(made.journal().await.book.quotations.len(), 1, "sent again, it stands once");
    let held = made.specialist.get(HERE).await.body;
    assert!(held.contains("page 3") && held.contains("No grade is kept"), "{held}");
    let day = in_days(-3).in_words();
    for text in made.reports().await {
        for says in [
            SENTENCE,
            "Quarry Primary School (900002)",
            day.as_str(),
            "https://reports.example/900002",
            "Representation and structure",
            "The school had begun on",
            "No grade is kept here or worked out",
        ] {
            assert!(text.contains(says), "{says} is not in {text}");
        }
    }
    let id = made.journal().await.book.quotations[0].id.clone();
    made.specialist.post("/hub/take-back", &[("fact", &id), ("back", HERE)]).await;
    for text in made.reports().await {
        assert!(!text.contains(SENTENCE), "it was taken out");
    }
}

/// Rows in part: R95.
#[tokio::test]
async fn a_case_study_stands_in_the_report_while_those_in_it_agree_that_anybody_reads_it() {
    let made = HubWorld::with_seven_schools().await;
    made.write(vec![made.happened(900_002, DEVELOPMENT, What::Started)]).await;
    let fields = [
        ("title", "Ten minutes before lunch"),
        ("kind", "case study"),
        ("source", "Quarry Primary School"),
        ("about", "Years 3 and 4"),
        ("idea", "coherence"),
        ("licence", "by"),
        ("reach", "anybody"),
    ];
    let done = made.lead.post("/hub/materials", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let id = made.journal().await.book.materials.all()[0].id.clone();
    let consent = async |reach: &str, until: &str| {
        let fields = [
            ("material", id.as_str()),
            ("kept-by", "the school"),
            ("reach", reach),
            ("until", until),
        ];
        made.lead.post("/hub/materials/consent", &fields).await
    };
    let stands = async || {
        let told = made.reports().await.map(|text| text.contains("Ten minutes before lunch"));
        assert!(told.iter().all(|one| *one == told[0]), "the three agree: {told:?}");
        told[0]
    };
    assert!(!stands().await, "nobody in it has agreed");
    consent("the schools of this hub", "").await;
    assert!(!stands().await, "they agreed to the schools of the hub only");
    consent("anybody", &today().to_string()).await;
    assert!(stands().await, "it holds to the end of its last day");
    let ended = [("material", id.as_str()), ("ended", "yes")];
    made.lead.post("/hub/materials/consent", &ended).await;
    assert!(!stands().await, "somebody agrees no longer");
}

/// Rows in part: R96.
#[tokio::test]
async fn a_forecast_stands_apart_from_the_counts_with_its_range_alike_on_all_three() {
    let made = HubWorld::with_seven_schools().await;
    let this_year = made.year;
    let began = |number: u32, years_ago: u16| {
        let year = SchoolYear::beginning_in(this_year.first_year() - years_ago);
        HubFact::Happened {
            urn: urn(number),
            programme: DEVELOPMENT.to_owned(),
            year,
            what: What::Started,
            on: Date::new(year.first_year(), 10, 5).unwrap(),
            note: String::new(),
        }
    };
    made.write((900_001..=900_005).map(|number| began(number, 2)).collect()).await;
    for text in made.reports().await {
        assert!(text.contains("There is none yet: a forecast rests on 3 school years"), "{text}");
        assert!(text.contains("2 are"), "it says how many are over: {text}");
    }
    let made = HubWorld::with_seven_schools().await;
    made.write((900_001..=900_005).map(|number| began(number, 3)).collect()).await;
    made.write(vec![began(900_006, 2), began(900_007, 1), began(900_008, 1)]).await;
    let this = made.year.to_string();
    for text in made.reports().await {
        for says in [
            "Forecast: schools that will ever have begun",
            "forecast",
            "11 to 11",
            "It rests on the 3 school years",
        ] {
            assert!(text.contains(says), "{says} is not in {text}");
        }
    }
    let sheet = made.lead.get("/hub/report.csv").await.body;
    assert!(sheet.contains(&format!("{this},forecast,11,11 to 11,")), "{sheet}");
    let counts = sheet.split("Forecast:").next().unwrap();
    assert!(
        !counts.contains("forecast") && !counts.contains(",11"),
        "no forecast among counts: {counts}"
    );
}
