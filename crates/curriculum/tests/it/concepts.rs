//! Cards of concepts: what is shipped, that a near miss misses one feature of what is drawn, and how cards are dealt.

use std::collections::BTreeSet;

use curriculum::{Card, Concept, Expression, Scope, Value};
use proptest::prelude::*;

use crate::checks::drawing::picture_differs;
use crate::fixtures::shipped;

/// Concepts that make their own cards.
fn makers(content: &curriculum::Content) -> Vec<&Concept> {
    content.concepts().filter(|concept| concept.makes_cards()).collect()
}

#[test]
fn twenty_concepts_and_more_make_cards_across_the_strands() {
    let content = shipped();
    let makers = makers(content);
    assert!(makers.len() >= 20, "{} concepts", makers.len());
    let strand = |concept: &&Concept| content.step(&concept.step).map(|step| step.strand.as_str());
    let strands: BTreeSet<&str> = makers.iter().filter_map(strand).collect();
    for wanted in ["number", "fractions", "geometry", "algebra"] {
        assert!(strands.contains(wanted), "{wanted} is not among {strands:?}");
    }
}

#[test]
fn each_near_miss_misses_one_feature_and_each_feature_is_missed() {
    let content = shipped();
    for concept in makers(content) {
        let cards = concept.every_card();
        let ids: BTreeSet<&str> = concept.features.iter().map(|one| one.id.as_str()).collect();
        let missed: BTreeSet<&str> =
            cards.iter().filter_map(|card| card.misses.as_deref()).collect();
        assert_eq!(missed, ids, "{}", concept.slug);
        assert!(cards.iter().all(|card| card.is == card.misses.is_none()), "{}", concept.slug);
        let usual = cards.iter().filter(|card| card.standard).count();
        let others = cards.iter().filter(|card| card.is && !card.standard).count();
        assert!(usual > 0 && others >= 3, "{}: {usual} usual, {others} others", concept.slug);
        assert!(
            cards.iter().all(|card| !card.is || card.standard == card.unusual.is_empty()),
            "{}",
            concept.slug
        );
    }
}

#[test]
fn every_card_is_drawn_as_it_was_worked_out() {
    let content = shipped();
    for concept in makers(content) {
        for card in concept.every_card() {
            let Some(picture) = &card.show else { continue };
            let drawn = picture.build().unwrap();
            assert_eq!(picture_differs(picture, &drawn), None, "{} {}", concept.slug, card.id);
        }
    }
}

/// Whether a polygon has a feature, from the corners that are read back from its drawing.
fn seen(card: &Card, law: &str) -> Option<bool> {
    let drawn = card.show.as_ref()?.build().unwrap().draw().svg;
    let represent::ReadBack::Fields { kind: "polygon", fields } =
        represent::read_back(&drawn).unwrap()
    else {
        return None;
    };
    let corners = match fields.get("points")? {
        represent::Field::List(corners) => corners.iter().map(|corner| match corner {
            represent::Field::List(pair) => {
                let number = |field: &represent::Field| match field {
                    represent::Field::Number(number) => Value::Number(number.clone()),
                    other => panic!("{other:?}"),
                };
                Value::List(pair.iter().map(number).collect())
            }
            other => panic!("{other:?}"),
        }),
        other => panic!("{other:?}"),
    };
    let scope = Scope::from([("points".to_owned(), Value::List(corners.collect()))]);
    match Expression::read(law).unwrap().value(&scope).unwrap() {
        Value::Flag(flag) => Some(flag),
        other => panic!("{other}"),
    }
}

#[test]
fn a_shape_has_the_features_that_its_drawing_has() {
    let content = shipped();
    let mut n_seen = 0;
    for (slug, laws) in [
        (
            "square",
            vec![
                ("equal-sides", "count(unique(side-squares(points))) = 1"),
                ("right-angles", "right-angles(points) = count(points)"),
            ],
        ),
        (
            "parallelogram",
            vec![
                ("four-sides", "count(points) = 4"),
                ("two-parallel-pairs", "parallel-pairs(points) * 2 = count(points)"),
            ],
        ),
        (
            "isosceles-triangle",
            vec![
                ("three-sides", "count(points) = 3"),
                ("two-equal-sides", "count(unique(side-squares(points))) < count(points)"),
            ],
        ),
        (
            "right-angled-triangle",
            vec![("three-sides", "count(points) = 3"), ("right-angle", "right-angles(points) > 0")],
        ),
        ("line-of-symmetry", vec![("folds-onto-itself", "symmetry-lines(points) > 0")]),
    ] {
        for card in content.concept(slug).unwrap().every_card() {
            for (feature, law) in &laws {
                let has = card.misses.as_deref() != Some(*feature);
                assert_eq!(seen(&card, law), Some(has), "{slug} {} {feature}", card.id);
                n_seen += 1;
            }
        }
    }
    assert!(n_seen > 100, "{n_seen}");
}

#[test]
fn a_concept_on_one_card_shows_each_feature_missed_and_examples_that_are_unlike() {
    let content = shipped();
    for concept in makers(content) {
        let frayer = concept.frayer(1);
        assert_eq!(frayer.non_examples.len(), concept.features.len(), "{}", concept.slug);
        assert!(frayer.examples[0].standard, "{}", concept.slug);
        let unlike = frayer.examples.iter().filter(|card| !card.standard).count();
        assert!(unlike > 1, "{}: {unlike} unlike", concept.slug);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn cards_are_dealt_the_same_again_none_twice_and_the_usual_one_first(seed in any::<u64>(), length in 4_usize..12) {
        let content = shipped();
        for concept in makers(content).into_iter().step_by(5) {
            let dealt = concept.deal(seed, Some(length));
            prop_assert_eq!(&dealt, &concept.deal(seed, Some(length)));
            prop_assert!(dealt.len() <= length && dealt[0].standard && !dealt[1].is);
            let looks: Vec<_> = dealt.iter().map(|card| format!("{:?}{:?}", card.show, card.text)).collect();
            let unique: BTreeSet<_> = looks.iter().collect();
            prop_assert_eq!(unique.len(), looks.len(), "{}", concept.slug);
        }
    }
}
