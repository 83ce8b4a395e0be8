//! The class's screen names nobody and cannot tell two pupils apart; the same evidence gets the same words.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use learning::{Plan, QuestionId};
use serde_json::{Value, json};

use crate::world::{Client, PUPILS, STEP, World, field, without};

/// What each of the four writes, in register order; `None` sends nothing.
type Writes = fn(&Plan, &QuestionId) -> Option<String>;

fn right(plan: &Plan, id: &QuestionId) -> Option<String> {
    Some(plan.question(id)?.answer.clone())
}

fn misled(plan: &Plan, id: &QuestionId) -> Option<String> {
    let question = plan.question(id)?;
    Some(question.predicted.first().map_or("1000", |one| one.response.as_str()).to_owned())
}

fn unreadable(_: &Plan, _: &QuestionId) -> Option<String> {
    Some("?".to_owned())
}

fn silent(_: &Plan, _: &QuestionId) -> Option<String> {
    None
}

struct Class<'a> {
    world: &'a World,
    teacher: &'a Client,
    pupils: &'a [Client],
}

impl Class<'_> {
    /// Teaches the whole lesson and gives the projector as it was before and after the answers at every beat.
    async fn teach(&self, writes: [Writes; 4]) -> Vec<String> {
        let lesson = self.world.plan(self.teacher, STEP).await;
        let to = |place: &str| format!("/lessons/{lesson}/{place}");
        self.teacher.post(&to("start"), &[("mode", "tablets")]).await;
        let plan = self.world.folded(&lesson).await.plan;
        let mut screens = Vec::new();
        for _ in 0..200 {
            let asked = self.screen(&lesson).await;
            let is_last = asked.contains("id=\"next\" name=\"go\" value=\"next\" disabled");
            screens.push(asked);
            if self.answer(&plan, writes).await {
                screens.push(self.screen(&lesson).await);
            }
            if is_last {
                self.teacher.post(&to("end"), &[]).await;
                return screens;
            }
            self.teacher.post(&to("move"), &[("go", "next")]).await;
        }
        panic!("the lesson has no end");
    }

    async fn screen(&self, lesson: &str) -> String {
        let page = self.teacher.get(&format!("/lessons/{lesson}/present")).await;
        assert_eq!(page.status, StatusCode::OK);
        for (given, family) in PUPILS {
            assert!(!page.body.contains(given) && !page.body.contains(family), "{}", page.body);
        }
        without(&page.body, &[lesson])
    }

    /// Who writes something also says what they expect of it, where that is asked.
    async fn expect(&self, client: &Client, now: &Value, plan: &Plan, writes: Writes) {
        let question = &now["questions"][0];
        let (Some(id), Some(offered)) = (question["id"].as_str(), question["expect"].as_str())
        else {
            return;
        };
        let at = |name: &str| field(offered, name);
        let (Some(turn), Some(task)) = (at("turn"), at("task")) else { return };
        let Some(text) = writes(plan, &QuestionId(id.to_owned())) else { return };
        let what = if right(plan, &QuestionId(id.to_owned())) == Some(text) {
            "smaller"
        } else {
            "bigger"
        };
        client.post("/pupil/expect", &[("turn", &turn), ("task", &task), ("what", what)]).await;
    }

    /// Everybody answers what is in front of the class; whether there was anything to answer.
    async fn answer(&self, plan: &Plan, writes: [Writes; 4]) -> bool {
        let mut n = 0;
        for ((client, writes), idx) in self.pupils.iter().zip(writes).zip(0..) {
            let now: Value = serde_json::from_str(&client.get("/pupil/now").await.body).unwrap();
            self.expect(client, &now, plan, writes).await;
            let asked = now["questions"].as_array().unwrap().iter().zip(0..);
            let items: Vec<Value> = asked
                .filter_map(|(question, at)| {
                    let id = QuestionId(question["id"].as_str()?.to_owned());
                    Some(json!({
                        "token": now["token"], "lesson": now["lesson"], "question": id.as_str(),
                        "text": writes(plan, &id)?, "device": format!("tablet-{idx}"),
                        "counter": web::clock::now() * 100 + at, "at": 1,
                    }))
                })
                .collect();
            n += items.len();
            let reply = self.world.nobody().post_json("/answers", &Value::Array(items)).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        }
        n > 0
    }
}

#[tokio::test]
async fn the_projected_lesson_is_the_same_when_two_pupils_swap_all_their_answers() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let mut pupils = Vec::new();
    for idx in 0..PUPILS.len() {
        pupils.push(world.as_pupil(idx).await);
    }
    let class = Class { world: &world, teacher: &teacher, pupils: &pupils };
    let one: [Writes; 4] = [right, misled, silent, unreadable];
    let swapped: [Writes; 4] = [misled, right, unreadable, silent];
    let first = class.teach(one).await;
    let second = class.teach(swapped).await;
    assert!(first.len() > 30, "only {} screens", first.len());
    assert!(first.iter().collect::<BTreeSet<_>>().len() > 30, "the screens never change");
    for (one, other) in first.iter().zip(&second) {
        assert_eq!(one, other);
    }
    assert_eq!(first.len(), second.len());
    let n_counts = first.iter().filter(|screen| screen.contains("2 of 4 have answered")).count();
    assert!(n_counts > 5, "the screen does show how many answered");
    let n_expected = first.iter().filter(|screen| screen.contains("On devices, expected")).count();
    assert!(n_expected > 1, "the screen does show what was expected");
}

#[tokio::test]
async fn two_pupils_with_the_same_evidence_get_the_same_words() {
    let kinds: [Writes; 4] = [right, misled, unreadable, silent];
    let mut seen = BTreeSet::new();
    for writes in kinds {
        let world = World::new().await;
        let teacher = world.as_teacher().await;
        let lesson = world.check(&teacher, STEP).await;
        let plan = world.folded(&lesson).await.plan;
        let pupils = [world.as_pupil(0).await, world.as_pupil(1).await];
        let class = Class { world: &world, teacher: &teacher, pupils: &pupils };
        class.answer(&plan, [writes, writes, silent, silent]).await;
        for accept in [false, true] {
            if accept {
                teacher.post(&format!("/lessons/{lesson}/result"), &[("do", "accept")]).await;
            }
            let mut words = Vec::new();
            for (idx, (given, _)) in PUPILS.iter().enumerate().take(2) {
                let id = world.pupil_id(idx);
                let page = teacher.get(&format!("/lessons/{lesson}/result?pupil={id}")).await.body;
                let behind = page
                    .split("id=\"behind\"")
                    .nth(1)
                    .and_then(|rest| rest.split("</aside>").next());
                words.push(without(behind.unwrap(), &[id, given]));
                assert!(words[idx].contains("<p>"), "{page}");
            }
            assert_eq!(words[0], words[1]);
            if !accept {
                seen.insert(words.remove(0).replace(&lesson, "ID"));
            }
        }
    }
    assert_eq!(seen.len(), kinds.len(), "each kind of evidence has words of its own");
}
