//! Quotations of inspection reports: none without where it stands, and beside each what the programme had to do with it.

use programme::{
    BigIdea, Date, Fact, Facts, HubBook, HubFact, Noted, Quotation, SchoolYear, Succession, Urn,
    What, Written,
};

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn quotation() -> Quotation {
    Quotation {
        says: "Pupils say what each part of a drawing stands for.".to_owned(),
        report: day("2025-03-12"),
        page: "3".to_owned(),
        theme: BigIdea::RepresentationAndStructure,
        lies: "https://reports.example/900001".to_owned(),
        by: "A. Lead".to_owned(),
        on: day("2025-05-01"),
    }
}

/// Rows in part: R101.
#[test]
fn a_quotation_without_where_it_stands_is_refused_in_words() {
    let with = |change: fn(&mut Quotation)| {
        let mut one = quotation();
        change(&mut one);
        one
    };
    for (one, says) in [
        (quotation(), ""),
        (with(|one| one.says = " ".to_owned()), "the sentence itself is missing"),
        (with(|one| one.page = String::new()), "the page it stands on is missing"),
        (with(|one| one.lies = String::new()), "where the report can be read is missing"),
        (with(|one| one.report = day("2025-06-01")), "the report is of 1 June 2025"),
        (with(|one| one.says = "a".repeat(601)), "601 letters are too many to quote"),
        (with(|one| one.says = "a".repeat(600)), ""),
    ] {
        let told = one.check(day("2025-05-01")).err().map_or(String::new(), |why| why.to_string());
        assert!(told.contains(says) && told.is_empty() == says.is_empty(), "{told:?} for {says:?}");
    }
}

/// Rows in part: R101.
#[test]
fn it_stands_beside_it_whether_the_school_had_begun_when_the_report_was_written() {
    let urn = Urn::new(900_001).unwrap();
    let began = |on: &str| {
        Facts::of(vec![Fact {
            urn,
            programme: "primary-development".to_owned(),
            year: SchoolYear::beginning_in(2024),
            what: What::Started,
            on: day(on),
            hub: None,
        }])
    };
    for (facts, written) in [
        (Facts::default(), Written::NotKnown),
        (began("2024-09-20"), Written::Since(day("2024-09-20"))),
        (began("2025-03-12"), Written::Since(day("2025-03-12"))),
        (began("2025-03-13"), Written::Before(day("2025-03-13"))),
    ] {
        let told = quotation().written(urn, &facts, &Succession::default());
        assert_eq!(told, written);
        for claim in ["because", "thanks to", "improved"] {
            assert!(!told.in_words().contains(claim), "{}", told.in_words());
        }
    }
}

#[test]
fn a_quotation_that_is_taken_out_counts_no_more() {
    let urn = Urn::new(900_001).unwrap();
    let fact = |id: &str, fact| Noted { id: id.to_owned(), fact };
    let quoted = fact("q", HubFact::Quoted { urn, quotation: quotation() });
    let back = fact("b", HubFact::TakenBack { fact: "q".to_owned() });
    assert_eq!(HubBook::fold("North", vec![quoted.clone()]).quotations.len(), 1);
    assert!(HubBook::fold("North", vec![quoted, back]).quotations.is_empty());
}
