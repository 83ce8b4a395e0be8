//! What groups share: what is handed on has a licence or the maker's leave, and consent where people are in it.

use programme::{
    Consent, Date, HubBook, HubFact, Licence, Material, MaterialKind, MaterialStep, Materials,
    Noted, Reach,
};

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn material(title: &str, kind: MaterialKind, licence: Licence) -> Material {
    Material {
        title: title.to_owned(),
        kind,
        about: "Year 3, parts of a whole".to_owned(),
        big_idea: None,
        source: "Group 1".to_owned(),
        lies: String::new(),
        licence,
        adapts: None,
        changed: String::new(),
        reach: Reach::Anybody,
        by: "R. Hale".to_owned(),
        on: day("2025-10-01"),
    }
}

fn added(material: Material) -> MaterialStep {
    MaterialStep::Added { material }
}

/// The steps folded as a hub's book does; the first is `f0`.
fn folded(steps: Vec<MaterialStep>) -> Materials {
    let facts = steps.into_iter().map(|step| HubFact::Material { step }).enumerate();
    let noted = facts.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect();
    HubBook::fold("North", noted).materials
}

fn leave() -> Licence {
    Licence::Leave { from: "P. Ashby".to_owned() }
}

/// Rows in part: R80.
#[test]
fn only_what_has_a_licence_or_leave_is_handed_on_and_it_is_said_why_not() {
    let tasks = |licence| material("Strips", MaterialKind::Tasks, licence);
    for (made, why) in [
        (tasks(Licence::By), None),
        (tasks(Licence::ByNd), None),
        (tasks(Licence::OpenGovernment), None),
        (tasks(leave()), None),
        (tasks(Licence::NotKnown), Some("nobody has said yet on what terms")),
        (tasks(Licence::RightsKept), Some("all rights are kept by somebody else")),
        (
            Material { reach: Reach::Hub, ..tasks(Licence::By) },
            Some("meant for the schools of this hub"),
        ),
    ] {
        let all = folded(vec![added(made)]);
        let found = all.why_not(&all.all()[0], Reach::Anybody, day("2025-11-01"));
        match why {
            None => assert!(
                found.is_empty() && all.for_anybody(day("2025-11-01")).len() == 1,
                "{found:?}"
            ),
            Some(why) => {
                assert!(found.iter().any(|says| says.contains(why)), "{why} is not in {found:?}");
                assert!(all.for_anybody(day("2025-11-01")).is_empty());
            }
        }
    }
    let (material, licence) = ("f0".to_owned(), Licence::By);
    let found = MaterialStep::Licensed {
        material,
        licence,
        by: "R. Hale".to_owned(),
        on: day("2025-10-02"),
    };
    let all = folded(vec![added(tasks(Licence::NotKnown)), found]);
    assert_eq!(all.for_anybody(day("2025-11-01")).len(), 1, "its terms are known now");
}

/// Rows in part: R80.
#[test]
fn a_video_or_a_case_study_goes_as_far_as_those_in_it_agree_and_no_longer() {
    let consent = |reach, until: Option<&str>| MaterialStep::Consented {
        material: "f0".to_owned(),
        consent: Consent {
            kept_by: "Quarry".to_owned(),
            reach,
            until: until.map(day),
            on: day("2025-10-02"),
        },
    };
    let ended = || MaterialStep::ConsentEnded { material: "f0".to_owned(), on: day("2025-10-09") };
    let (hub, anybody) = (Reach::Hub, Reach::Anybody);
    for (steps, reach, on, why) in [
        (vec![], hub, "2025-10-10", Some("no consent is recorded")),
        (vec![consent(anybody, None)], anybody, "2025-10-10", None),
        (vec![consent(hub, None)], hub, "2025-10-10", None),
        (
            vec![consent(hub, None)],
            anybody,
            "2025-10-10",
            Some("agreed to the schools of this hub only"),
        ),
        (vec![consent(anybody, Some("2026-07-31"))], anybody, "2026-07-31", None),
        (
            vec![consent(anybody, Some("2026-07-31"))],
            anybody,
            "2026-08-01",
            Some("held until 31 July 2026"),
        ),
        (
            vec![consent(anybody, None), ended()],
            hub,
            "2025-10-10",
            Some("agrees no longer, since 9 October 2025"),
        ),
        (vec![consent(anybody, None), ended(), consent(hub, None)], hub, "2025-10-10", None),
    ] {
        for kind in [MaterialKind::Video, MaterialKind::CaseStudy] {
            let film = added(material("A lesson on parts", kind, Licence::By));
            let all = folded([vec![film], steps.clone()].concat());
            let found = all.why_not(&all.all()[0], reach, day(on));
            match why {
                None => assert!(found.is_empty(), "{found:?}"),
                Some(why) => assert!(found[0].contains(why), "{why} is not in {found:?}"),
            }
        }
    }
}

/// Rows in part: R80.
#[test]
fn an_adaptation_stands_apart_names_its_original_and_keeps_its_terms() {
    let adapted = |licence: Licence, changed: &str| Material {
        adapts: Some("f0".to_owned()),
        changed: changed.to_owned(),
        source: "Group 2".to_owned(),
        ..material("Longer strips", MaterialKind::Tasks, licence)
    };
    for (original, own, changed, says) in [
        (Licence::By, Licence::By, "longer strips", None),
        (Licence::By, Licence::By, " ", Some("say what the adaptation changed")),
        (Licence::ByNd, Licence::ByNd, "longer", Some("“Strips” may not be adapted")),
        (Licence::NotKnown, Licence::By, "longer", Some("“Strips” may not be adapted")),
        (Licence::RightsKept, Licence::By, "longer", Some("may not be adapted: all rights kept")),
        (Licence::BySa, Licence::By, "longer", Some("adaptations carry its own licence, CC BY-SA")),
        (Licence::BySa, Licence::BySa, "longer", None),
        (Licence::ByNc, Licence::By, "longer", Some("may not be sold")),
        (Licence::ByNc, Licence::ByNc, "longer", None),
        (leave(), leave(), "longer", None),
        (leave(), Licence::Leave { from: String::new() }, "longer", Some("who gave leave")),
    ] {
        let all = folded(vec![added(material("Strips", MaterialKind::Tasks, original))]);
        match (all.check(&adapted(own, changed)).map_err(|why| why.to_string()), says) {
            (Ok(()), None) => {}
            (Err(found), Some(says)) => assert!(found.contains(says), "{says} is not in {found}"),
            (found, says) => panic!("{found:?} for {says:?}"),
        }
    }
    let original = material("Strips", MaterialKind::Tasks, Licence::By);
    let all = folded(vec![added(original), added(adapted(Licence::By, "longer"))]);
    let own = all.get("f1").unwrap();
    assert_eq!(all.get("f0").unwrap().material.title, "Strips", "the original is as it was");
    assert_eq!(all.adaptations("f0").map(|held| &*held.id).collect::<Vec<_>>(), ["f1"]);
    assert_eq!(
        all.attribution(own),
        "“Longer strips”, Group 2, CC BY: name the maker; adapted from “Strips”, Group 1, CC BY: name the maker"
    );
    let (material, on) = ("f0".to_owned(), day("2025-10-20"));
    let closed =
        MaterialStep::Licensed { material, licence: Licence::ByNd, by: "R. Hale".to_owned(), on };
    let original = self::material("Strips", MaterialKind::Tasks, Licence::By);
    let all = folded(vec![added(original), added(adapted(Licence::By, "longer")), closed]);
    let why = all.why_not(all.get("f1").unwrap(), Reach::Anybody, on);
    assert!(why[0].contains("“Strips”, may not be adapted"), "{why:?}");
    let alone = folded(vec![added(adapted(Licence::By, "longer"))]);
    let why = alone.why_not(&alone.all()[0], Reach::Anybody, on);
    assert_eq!(why, ["the original it adapts was taken out of the register"]);
}
