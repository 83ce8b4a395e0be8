//! A change is taken only from our own pages: with the session's form token, and from no other site.

use axum::body::Body;
use axum::http::{StatusCode, header};
use web::{Role, Who};

use crate::world::{Client, Person, Reply, STEP, World, add_staff, field, form};

const FORM: &str = "application/x-www-form-urlencoded";

/// Every field any form of ours has, so that only the token or the origin can be what is missing.
fn whole(world: &World, token: Option<&str>) -> String {
    let pupil = world.pupil_id(0);
    let mut fields = vec![
        ("pupil", pupil),
        ("step", STEP),
        ("mode", "tablets"),
        ("go", "next"),
        ("answer", "0"),
        ("by", "1"),
        ("do", "accept"),
        ("q", "absent"),
        ("decision", "go-on"),
        ("note", "because"),
        ("outcome", "ready"),
        ("name", "5 Rowan"),
        ("year_group", "5"),
        ("email", "new@larkfield.test"),
        ("password", "three long words"),
        ("role", "teacher"),
        ("school", "Another"),
        ("phase", "primary"),
        ("question", "check-1"),
        ("text", "3"),
        ("counter", "1"),
        ("code", "AAAAAA"),
        ("rows", "[]"),
        ("weeks", "1"),
        ("turn", "0"),
        ("task", "1"),
        ("what", "halves"),
    ];
    fields.extend(token.map(|token| ("_token", token)));
    form(&fields)
}

struct Met {
    world: World,
    lesson: String,
    link: String,
    everyone: Vec<(Role, Client)>,
}

impl Met {
    async fn new() -> Self {
        let world = World::new().await;
        let teacher = world.as_teacher().await;
        let lesson = world.plan(&teacher, STEP).await;
        let administrator =
            add_staff(&world.app, &world.school, "a@x.test", &["school-administrator"]).await;
        let administrator = world.as_person(&Person::Staff(administrator)).await;
        let lead = add_staff(&world.app, &world.school, "l@x.test", &["maths-lead"]).await;
        let lead = world.as_person(&Person::Staff(lead)).await;
        let pupil = world.as_pupil(0).await;
        let later = web::clock::now() + 3_600_000_000;
        let link = world.app.store.make_setup_link(later).await.unwrap();
        let (nation, national) = crate::nation::nation(&world).await;
        let (_, researcher) = crate::research::researcher(&world, &nation).await;
        let everyone = vec![
            (Role::Teacher, teacher),
            (Role::SchoolAdministrator, administrator),
            (Role::MathsLead, lead),
            (Role::Pupil, pupil),
            (Role::HubLead, hub_lead(&world).await),
            (Role::National, national),
            (Role::Researcher, researcher),
        ];
        Self { world, lesson, link, everyone }
    }

    fn path(&self, path: &str) -> String {
        let code = self.world.class.code.to_string();
        let mut path = path.to_owned();
        for (name, value) in [
            ("{class}", self.world.class.class_id.as_str()),
            ("{lesson}", &self.lesson),
            ("{turn}", "1"),
            ("{sheet}", "practice"),
            ("{code}", &code),
            ("{token}", &self.link),
            ("{door}", "teach"),
            ("{step}", STEP),
            ("{urn}", "900001"),
            ("{session}", "of-nobody"),
            ("{import}", "of-nobody"),
            ("{plan}", "of-nobody"),
            ("{application}", "of-nobody"),
            ("{interest}", "of-nobody"),
            ("{agreement}", "of-nobody"),
            ("{group_lesson}", "of-nobody"),
            ("{gap_task}", "of-nobody"),
            ("{project}", "of-nobody"),
            ("{extract}", "of-nobody"),
            ("{slip}", "of-nobody"),
            ("{round}", "of-nobody"),
            ("{handing}", "of-nobody"),
        ] {
            path = path.replace(name, value);
        }
        assert!(!path.contains('{'), "`{path}` has a parameter this test does not know");
        path
    }

    /// Somebody whom the route lets in; anybody for a public one.
    fn welcome(&self, who: Who) -> &Client {
        let may = |role: &Role| match who {
            Who::Anyone | Who::Bearer => true,
            Who::Roles(roles) => roles.contains(role),
        };
        let found = self.everyone.iter().find(|(role, _)| may(role));
        &found.expect("one of these may use every form").1
    }
}

/// The lead of a hub beside the world's schools.
async fn hub_lead(world: &World) -> Client {
    let hub = store::NewHub {
        name: "Millford Maths Hub".to_owned(),
        demo: true,
        lead_urn: programme::Urn::new(900_001).unwrap(),
        created_at: web::clock::now(),
    };
    let hub = world.app.store.add_hub(hub).await.unwrap();
    let house = world.app.store.school(&hub.hub_id).await.unwrap().unwrap();
    let lead = add_staff(&world.app, &house, "lead@hub.test", &["hub-lead"]).await;
    world.as_person(&Person::Staff(lead)).await
}

async fn send(client: &Client, path: &str, body: String, origin: &str) -> Reply {
    let mut request = axum::http::Request::builder()
        .method("POST")
        .uri(path)
        .header(header::HOST, "tenframe.test")
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, FORM);
    if let Some(cookie) = &client.cookie {
        request = request.header(header::COOKIE, format!("tenframe={cookie}"));
    }
    client.send(request, Body::from(body), true).await
}

#[tokio::test]
async fn a_change_without_its_token_or_from_another_site_changes_nothing() {
    let met = Met::new().await;
    let before = met.world.everything().await;
    let own = "http://tenframe.test";
    let mut n = 0;
    for route in web::table().into_iter().filter(|route| route.method == "POST") {
        let client = met.welcome(route.access.who);
        let path = met.path(route.path);
        let mut tries = vec![("foreign origin", Some(client.token.as_str()), "http://evil.test")];
        tries.push(("origin of a like name", Some(&client.token), "http://tenframe.test.evil"));
        tries.push(("no origin to speak of", Some(&client.token), "null"));
        if matches!(route.access.who, Who::Roles(_)) {
            tries.push(("no token", None, own));
            tries.push(("empty token", Some(""), own));
            tries.push(("another's token", Some("0123456789abcdef"), own));
        }
        for (what, token, origin) in tries {
            n += 1;
            let reply = send(client, &path, whole(&met.world, token), origin).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{what}: POST {path}");
            assert_eq!(reply.cookie, None, "{what}: POST {path}");
        }
    }
    assert!(n > 100, "only {n} tries were made");
    assert_eq!(met.world.everything().await, before);
}

#[tokio::test]
async fn one_sessions_token_is_no_use_in_another() {
    let met = Met::new().await;
    let world = &met.world;
    let again = world.as_teacher().await;
    let path = format!("/lessons/{}/start", met.lesson);
    let teacher = &met.everyone[0].1;
    assert_ne!(again.token, teacher.token);
    let crossed = Client { token: again.token.clone(), ..teacher.clone() };
    let before = world.everything().await;
    assert_eq!(crossed.post(&path, &[("mode", "tablets")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.everything().await, before);
    assert_eq!(teacher.post(&path, &[("mode", "tablets")]).await.status, StatusCode::SEE_OTHER);
    assert_ne!(world.everything().await, before);
}

#[tokio::test]
async fn every_form_on_a_page_for_staff_carries_the_token() {
    let met = Met::new().await;
    let teacher = &met.everyone[0].1;
    let class = &met.world.class.class_id;
    let lesson = &met.lesson;
    teacher.post(&format!("/lessons/{lesson}/start"), &[("mode", "tablets")]).await;
    for path in [
        "/steps".to_owned(),
        "/own-record".to_owned(),
        "/own-record/knowledge".to_owned(),
        "/big-ideas/variation".to_owned(),
        format!("/steps/{STEP}"),
        format!("/classes/{class}"),
        format!("/classes/{class}/today"),
        format!("/classes/{class}/check?step={STEP}"),
        format!("/lessons/{lesson}"),
        format!("/lessons/{lesson}/desk"),
        format!("/lessons/{lesson}/present"),
        format!("/lessons/{lesson}/grid"),
        format!("/lessons/{lesson}/marking?q=1"),
        format!("/lessons/{lesson}/result"),
        format!("/lessons/{lesson}/keep-up"),
        format!("/lessons/{lesson}/go-on"),
    ] {
        let page = teacher.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let mut n = 0;
        for part in page.body.split("<form").skip(1) {
            let form = part.split("</form>").next().unwrap_or_default();
            let head = form.split('>').next().unwrap_or_default();
            if !head.contains("method=\"post\"") {
                continue;
            }
            n += 1;
            let has_token = field(form, "_token").as_ref() == Some(&teacher.token)
                || head.contains(&format!("_token={}", teacher.token));
            assert!(has_token, "a form of {path} has no token: <form{head}>");
        }
        assert!(n > 0, "{path} has no form at all");
    }
}
