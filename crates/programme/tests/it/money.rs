//! Money by the rule, once for a school and year, never twice through a change of number.

use programme::{
    Books, ClaimRules, Date, Entry, EntryKind, Facts, Ledger, Link, Pence, RefusedClaim,
    SchoolYear, Statement, Succession, Urn, claim, statements, totals,
};
use proptest::prelude::*;

use crate::rules::shipped;

#[test]
fn pounds_are_read_and_written_exactly() {
    for (text, pence, written) in [
        ("2000", Some(200_000), "£2,000.00"),
        ("£2,000.00", Some(200_000), "£2,000.00"),
        ("-50.5", Some(-5_050), "-£50.50"),
        ("0.07", Some(7), "£0.07"),
        ("1,234,567.89", Some(123_456_789), "£1,234,567.89"),
        ("1,23", None, ""),
        ("2000.005", None, ""),
        ("2000.", None, ""),
        (".50", None, ""),
        ("two thousand", None, ""),
        ("", None, ""),
        ("9999999999999999999", None, ""),
    ] {
        assert_eq!(Pence::read(text), pence.map(Pence), "{text}");
        if let Some(pence) = pence {
            assert_eq!(Pence(pence).to_string(), written);
        }
    }
}

/// 1 converts to 11 in the middle of the year; 2 and 3 merge in 12; 4 splits in 13 and 14. 5 has not been confirmed.
const LIST: &str = "urn,programme,year,what,on
900001,secondary-development,2021/22,head-confirmed,01-06-2021
900002,secondary-development,2021/22,head-confirmed,01-06-2021
900003,secondary-development,2021/22,head-confirmed,01-06-2021
900004,secondary-development,2021/22,head-confirmed,01-06-2021
900001,secondary-development,2021/22,started,05-10-2021
900002,secondary-development,2021/22,started,05-10-2021
900003,secondary-development,2021/22,started,05-10-2021
900004,secondary-development,2021/22,started,05-10-2021
900005,secondary-development,2021/22,started,05-10-2021
900011,secondary-development,2021/22,started,12-01-2022
900011,secondary-development,2021/22,attended,12-01-2022
900011,secondary-development,2021/22,attended,12-03-2022
900011,secondary-development,2022/23,head-confirmed,01-06-2022
900011,secondary-development,2022/23,started,05-10-2022
";

fn urn(last: u32) -> Urn {
    Urn::new(900_000 + last).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

fn lines() -> Succession {
    let link = |from, to, is_split| Link {
        from: urn(from),
        to: urn(to),
        is_split,
        on: Some(day("31-12-2021")),
    };
    let links = [
        link(1, 11, false),
        link(2, 12, false),
        link(3, 12, false),
        link(4, 13, true),
        link(4, 14, true),
    ];
    Succession::of(&links, None)
}

fn facts() -> Facts {
    let read = Facts::read(LIST.as_bytes(), &shipped()).unwrap();
    assert_eq!(read.problems, []);
    read.facts
}

fn ledger(rows: &str) -> Ledger {
    let read = Ledger::read(
        format!("urn,programme,year,what,amount,on,reference,why\n{rows}").as_bytes(),
        &shipped(),
    );
    let read = read.unwrap();
    assert_eq!(read.problems, [], "{rows}");
    read.ledger
}

const SESSIONS: &str = "[[claim]]\nprogramme = \"secondary-development\"\nfrom = \"2021/22\"\nsessions-attended = 2\nsource = \"North Hub, its own rule\"\n";

fn with<T>(rows: &str, rules: &str, on: &str, ask: impl FnOnce(&Books) -> T) -> T {
    let (programmes, facts, lines, ledger) = (shipped(), facts(), lines(), ledger(rows));
    let rules = ClaimRules::read(rules).unwrap();
    ask(&Books {
        programmes: &programmes,
        rules: &rules,
        facts: &facts,
        lines: &lines,
        ledger: &ledger,
        on: day(on),
    })
}

#[track_caller]
fn check(who: u32, in_year: &str, pounds: i64, held: &str, rules: &str, says: Option<&str>) {
    let found: Result<Entry, RefusedClaim> = with(held, rules, "01-07-2023", |books| {
        claim(books, urn(who), "secondary-development", year(in_year), Pence(pounds * 100), "C1")
    });
    match (found, says) {
        (Ok(entry), None) => {
            assert_eq!((entry.kind, entry.pence), (EntryKind::Claimed, Pence(pounds * 100)))
        }
        (Err(error), Some(says)) => assert!(error.to_string().contains(says), "{error}"),
        (found, says) => panic!("{who} {in_year} {pounds}: {found:?}, expected {says:?}"),
    }
}

/// Rows: R86.
#[test]
fn two_thousand_pounds_are_due_once_for_a_school_and_year() {
    let by_1 = "900001,secondary-development,2021/22,claimed,2000,01-11-2021,A1,\n";
    let by_2 = "900002,secondary-development,2021/22,claimed,2000,01-11-2021,A2,\n";
    let by_3 = "900003,secondary-development,2021/22,claimed,2000,01-11-2021,A3,\n";
    let by_4 = "900004,secondary-development,2021/22,claimed,2000,01-11-2021,A4,\n";
    let both = format!("{by_2}{by_3}");
    for (who, in_year, pounds, held, rules, says) in [
        (1, "2021/22", 2000, "", "", None),
        (11, "2021/22", 2000, "", "", None),
        (
            11,
            "2021/22",
            2000,
            by_1,
            "",
            Some("£2,000.00 was claimed on 1 November 2021 by 900001, which is the same school"),
        ),
        (1, "2021/22", 2000, by_1, "", Some("was claimed on 1 November 2021")),
        // Two schools that started and merged afterwards keep what each is entitled to, and no more.
        (3, "2021/22", 2000, by_2, "", None),
        (12, "2021/22", 2000, by_2, "", None),
        (12, "2021/22", 2000, &both, "", Some("was claimed on 1 November 2021")),
        // The halves of a school that split have nothing of their own for that year.
        (13, "2021/22", 2000, "", "", None),
        (14, "2021/22", 2000, by_4, "", Some("by 900004")),
        (
            5,
            "2021/22",
            2000,
            "",
            "",
            Some("a condition is not met: the headteacher confirmed (not recorded)"),
        ),
        (6, "2021/22", 2000, "", "", Some("no start is recorded for 900006")),
        (1, "2021/22", 2001, "", "", Some("£2,001.00 is asked for and £2,000.00 is due")),
        (1, "2021/22", 0, "", "", Some("more than nothing")),
        // The second year has its own sum.
        (11, "2022/23", 1000, by_1, "", None),
        (11, "2022/23", 2000, by_1, "", Some("£1,000.00 is due")),
        // A hub may ask for sessions as well.
        (11, "2021/22", 2000, "", SESSIONS, None),
        (2, "2021/22", 2000, "", SESSIONS, Some("somebody was at 2 sessions or more (0 recorded)")),
    ] {
        check(who, in_year, pounds, held, rules, says);
    }
    let found = with("", "", "01-07-2023", |books| {
        claim(books, urn(1), "secondary-embedding-and-sustaining", year("2021/22"), Pence(1), "C1")
    });
    assert!(found.is_err());
}

fn of(statements: &[Statement], who: u32) -> &Statement {
    statements.iter().find(|statement| statement.urn == urn(who)).unwrap()
}

/// Rows: R86.
#[test]
fn a_statement_tells_what_is_due_claimed_paid_corrected_and_open() {
    let rows = "900001,secondary-development,2021/22,claimed,\"£2,000.00\",01-11-2021,A1,
900011,secondary-development,2021/22,paid,2000,01-02-2022,P1,
900002,secondary-development,2021/22,claimed,2000,01-11-2021,A2,
900012,secondary-development,2021/22,paid,2200,01-02-2022,P2,
900012,secondary-development,2021/22,corrected,-200,01-03-2022,K2,paid 200 too much
900004,secondary-development,2021/22,paid,500,01-03-2022,P4,
";
    let found = with(rows, "", "01-07-2022", |books| statements(books, year("2021/22")));
    let numbers: Vec<u32> = vec![1, 2, 3, 4, 5];
    assert_eq!(
        found.iter().map(|each| each.urn).collect::<Vec<_>>(),
        numbers.into_iter().map(urn).collect::<Vec<_>>()
    );
    for (who, today, due, claimed, paid, corrected, open, remarks) in [
        (1, Some(11), 2000, 2000, 2000, 0, 0, 0),
        (2, Some(12), 2000, 2000, 2200, -200, 0, 0),
        (3, Some(12), 2000, 0, 0, 0, 2000, 0),
        (4, None, 2000, 0, 500, 0, 1500, 1),
        (5, Some(5), 0, 0, 0, 0, 0, 0),
    ] {
        let each = of(&found, who);
        let pounds = |n: i64| Pence(n * 100);
        assert_eq!(each.today, today.map(urn), "{who}");
        assert_eq!(
            (each.due, each.claimed, each.paid, each.corrected, each.open),
            (pounds(due), pounds(claimed), pounds(paid), pounds(corrected), pounds(open)),
            "{who}"
        );
        assert_eq!(each.remarks.len(), remarks, "{who}: {:?}", each.remarks);
    }
    assert_eq!(of(&found, 4).remarks, ["£500.00 is paid and £0.00 is claimed"]);
    let sums = totals(&found);
    assert_eq!((sums.n_schools, sums.entitled, sums.due), (5, Pence(1_000_000), Pence(800_000)));
    assert_eq!(sums.open, sums.due - sums.paid - sums.corrected);
    let before = with(rows, "", "01-12-2021", |books| statements(books, year("2021/22")));
    assert_eq!(of(&before, 1).paid, Pence(0), "what comes later is not known yet");
}

#[test]
fn what_was_paid_too_much_is_said_to_come_back() {
    let rows = "900001,secondary-development,2021/22,claimed,2000,01-11-2021,A1,
900011,secondary-development,2021/22,claimed,2000,02-11-2021,A9,
900001,secondary-development,2021/22,paid,2000,01-02-2022,P1,
900011,secondary-development,2021/22,paid,2000,01-02-2022,P9,
";
    let found = with(rows, "", "01-07-2022", |books| statements(books, year("2021/22")));
    let each = of(&found, 1);
    assert_eq!(each.open, Pence(-200_000));
    assert_eq!(
        each.remarks,
        [
            "claimed twice: by 900001 on 2021-11-01 and by 900011 on 2021-11-02",
            "£4,000.00 is claimed and £2,000.00 is due",
            "£2,000.00 is to come back",
        ]
    );
}

#[test]
fn a_ledger_is_refused_row_by_row() {
    for (row, says) in [
        ("900001,secondary-development,2021/22,claimed,2000,01-11-2021,A1,", None),
        ("900001,secondary-development,2021/22,corrected,-5,01-11-2021,A1,by mistake", None),
        ("900001,secondary-development,2021/22,corrected,-5,01-11-2021,A1,", Some("why is blank")),
        (
            "900001,secondary-development,2021/22,paid,-5,01-11-2021,A1,",
            Some("nothing below 0 but for a correction"),
        ),
        ("900001,secondary-development,2021/22,lent,5,01-11-2021,A1,", Some("what is `lent`")),
        (
            "900001,secondary-development,2021/22,paid,5.123,01-11-2021,A1,",
            Some("amount is `5.123`"),
        ),
        ("900001,secondary-develop,2021/22,paid,5,01-11-2021,A1,", Some("there is no programme")),
        ("900001,secondary-development,2021/22,paid", Some("4 cells and the header 8")),
    ] {
        let text = format!("urn,programme,year,what,amount,on,reference,why\n{row}\n");
        let read = Ledger::read(text.as_bytes(), &shipped()).unwrap();
        match says {
            None => assert_eq!(read.problems, [], "{row}"),
            Some(says) => {
                assert!(read.problems[0].to_string().contains(says), "{:?}", read.problems)
            }
        }
    }
    assert!(ClaimRules::read("[[claim]]\nprogramme = 3\n").is_err());
}

proptest! {
    /// Whoever asks in whatever order, no line of schools is ever owed more than its starts.
    #[test]
    fn claims_that_are_taken_never_exceed_the_entitlements(asked in prop::collection::vec(1..15_u32, 0..20)) {
        let (programmes, facts, lines) = (shipped(), facts(), lines());
        let rules = ClaimRules::default();
        let mut ledger = Ledger::default();
        for who in asked {
            let books = Books {
                programmes: &programmes, rules: &rules, facts: &facts, lines: &lines, ledger: &ledger,
                on: day("01-07-2022"),
            };
            let taken = claim(&books, urn(who), "secondary-development", year("2021/22"), Pence(200_000), "C");
            ledger.entries.extend(taken);
        }
        let books = Books {
            programmes: &programmes, rules: &rules, facts: &facts, lines: &lines, ledger: &ledger,
            on: day("01-07-2022"),
        };
        for each in statements(&books, year("2021/22")) {
            prop_assert!(each.claimed <= each.due, "{:?}", each);
            prop_assert!(each.remarks.is_empty(), "{:?}", each.remarks);
        }
        prop_assert!(ledger.entries.len() <= 4);
    }
}
