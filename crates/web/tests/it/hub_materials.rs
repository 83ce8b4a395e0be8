//! What groups share and what is read: the register of materials, the five big ideas, the references.

use axum::http::StatusCode;

use crate::hub::HubWorld;
use crate::world::Reply;

impl HubWorld {
    async fn add_material(&self, changes: &[(&str, &str)]) -> Reply {
        let mut fields = vec![
            ("title", "Strips to cut"),
            ("kind", "tasks"),
            ("about", "Year 3, parts of a whole"),
            ("idea", "variation"),
            ("source", "Group 1, Millford"),
            ("lies", "the blue box"),
            ("licence", "by"),
            ("reach", "anybody"),
        ];
        for (name, value) in changes {
            fields.retain(|field| field.0 != *name);
            fields.push((name, value));
        }
        self.specialist.post("/hub/materials", &fields).await
    }

    /// Adds a material and gives its id.
    async fn added_material(&self, changes: &[(&str, &str)]) -> String {
        let done = self.add_material(changes).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        done.location.split("done=").nth(1).unwrap().to_owned()
    }

    async fn register(&self, onward: &str) -> String {
        self.lead.get(&format!("/hub/materials.csv?onward={onward}")).await.body
    }
}

/// Rows: R80.
#[tokio::test]
async fn what_may_be_handed_on_is_listed_and_what_stays_says_why() {
    let made = HubWorld::new().await;
    let strips = made.added_material(&[]).await;
    let slides = made.added_material(&[("title", "Bought slides"), ("licence", "not-known")]).await;
    made.added_material(&[("title", "Year 4 cuts"), ("kind", "video")]).await;
    made.added_material(&[
        ("title", "Longer strips"),
        ("adapts", &strips),
        ("changed", "twelve parts, not ten"),
        ("source", "Group 2, Millford"),
    ])
    .await;
    let page = made.lead.get("/hub/materials").await.body;
    for says in [
        "nobody has said yet on what terms it may be used",
        "no consent is recorded",
        "twelve parts, not ten",
        "adapted from “Strips to cut”, Group 1, Millford, CC BY",
    ] {
        assert!(page.contains(says), "{says} is not on\n{page}");
    }
    let (whole, onward) = (made.register("").await, made.register("yes").await);
    for title in ["Bought slides", "Year 4 cuts"] {
        assert!(whole.contains(title) && !onward.contains(title), "{title}: {onward}");
    }
    assert!(onward.contains("Strips to cut,tasks") && onward.contains("Longer strips"), "{onward}");
    let film = made.journal().await.book.materials.all()[2].id.clone();
    let terms = [("material", slides.as_str()), ("licence", "leave"), ("from", "Ms Rowntree")];
    let agree = [("material", film.as_str()), ("kept-by", "Quarry"), ("reach", "anybody")];
    for (to, fields) in [("licence", terms), ("consent", agree)] {
        let done = made.specialist.post(&format!("/hub/materials/{to}"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let onward = made.register("yes").await;
    assert!(onward.contains("with the leave of Ms Rowntree") && onward.contains("Year 4 cuts"));
    let ended = [("material", film.as_str()), ("ended", "yes")];
    made.specialist.post("/hub/materials/consent", &ended).await;
    assert!(!made.register("yes").await.contains("Year 4 cuts"), "who agrees no longer is heard");
    let about = made.lead.get("/hub/materials?idea=fluency").await.body;
    assert!(about.contains("Nothing is about this big idea yet"), "{about}");
}

#[tokio::test]
async fn a_material_says_what_it_lacks_and_nothing_is_written() {
    let made = HubWorld::new().await;
    let closed = made.added_material(&[("licence", "by-nd")]).await;
    for (changes, says) in [
        (vec![("title", " ")], "it has no title"),
        (vec![("source", "")], "it has no source"),
        (vec![("licence", "whatever")], "on what terms"),
        (vec![("licence", "leave"), ("from", " ")], "who gave leave"),
        (vec![("reach", "the moon")], "for whom it is"),
        (vec![("kind", "song")], "`song` is no kind of material"),
        (vec![("adapts", "gone"), ("changed", "longer")], "not in the register"),
        (vec![("adapts", closed.as_str()), ("changed", "longer")], "may not be adapted"),
    ] {
        let reply = made.add_material(&changes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    let consent = [
        ("material", closed.as_str()),
        ("kept-by", "Quarry"),
        ("reach", "anybody"),
        ("until", "2001-01-01"),
    ];
    let over = made.specialist.post("/hub/materials/consent", &consent).await;
    assert!(over.body.contains("1 January 2001 is over"), "{}", over.body);
    let unknown = [("material", "of-nobody"), ("licence", "by")];
    let unknown = made.specialist.post("/hub/materials/licence", &unknown).await;
    assert!(unknown.body.contains("not in the register any more"), "{}", unknown.body);
    assert_eq!(made.journal().await.book.materials.all().len(), 1);
}

/// Rows: R107, R109.
#[tokio::test]
async fn each_big_idea_is_a_page_to_print_and_a_reference_says_whether_it_is_confirmed() {
    let made = HubWorld::new().await;
    let teacher = made.world.as_teacher().await;
    for client in [&teacher, &made.specialist] {
        let all = client.get("/big-ideas").await.body;
        for idea in programme::BigIdea::ALL {
            let to = format!("/big-ideas/{}", idea.slug());
            assert!(all.contains(&format!("href=\"{to}\"")), "{to}");
            let page = client.get(&to).await;
            assert_eq!(page.status, StatusCode::OK, "{to}");
            for part in [
                "In the lesson you see",
                "It is not",
                "Try it tomorrow",
                "In our school",
                "To read",
            ] {
                assert!(page.body.contains(part), "{part} is not on {to}");
            }
        }
        let all = client.get("/references").await.body;
        let variation = client.get("/references?about=variation").await.body;
        assert!(
            all.contains("Toward a Theory of Instruction")
                && all.contains("confirmed on 2026-11-22")
        );
        assert!(variation.contains("Necessary Conditions of Learning"));
        assert!(
            !variation.contains("Toward a Theory of Instruction"),
            "that is about another idea"
        );
    }
    assert_eq!(teacher.get("/big-ideas/speed").await.status, StatusCode::NOT_FOUND);
    let none = teacher.get("/references?about=luck").await.body;
    assert!(none.contains("Nothing is listed about"), "{none}");
}
