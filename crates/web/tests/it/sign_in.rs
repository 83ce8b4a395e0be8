//! Getting in: a password, a set-up link that works once, a class code and a name.

use axum::http::StatusCode;
use store::Store;
use web::{App, Press, Settings};

use crate::world::{Client, Person, Reply, World, add_staff, content, place_in};

const EMAIL: &str = "ada@larkfield.test";
const PASSWORD: &str = "seven small counters";

async fn set_up(client: &Client, link: &str, changed: &[(&str, &str)]) -> Reply {
    let mut fields = vec![
        ("school", "Larkfield Primary"),
        ("phase", "primary"),
        ("name", "Ada Finch"),
        ("email", " Ada@Larkfield.test "),
        ("password", PASSWORD),
        ("teaches", "yes"),
    ];
    for (name, value) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    client.post_bare(&format!("/set-up/{link}"), &fields).await
}

async fn sign_in(client: &Client, email: &str, password: &str, next: &str) -> Reply {
    let fields = [("email", email), ("password", password), ("next", next)];
    client.post_bare("/sign-in", &fields).await
}

#[tokio::test]
async fn an_empty_store_is_set_up_once_and_then_signed_in_to() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let app =
        App::new(store, content().clone(), Press(print::sheet), Settings::default()).await.unwrap();
    let client = Client { router: web::router(app.clone()), cookie: None, token: String::new() };
    let now = web::clock::now();
    let link = app.store.make_setup_link(now + 60_000_000).await.unwrap();
    let over = app.store.make_setup_link(now - 1).await.unwrap();

    for bad in [over.as_str(), "0000", "nothing"] {
        let page = client.get(&format!("/set-up/{bad}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert_eq!(set_up(&client, bad, &[]).await.cookie, None, "{bad}");
    }
    assert_eq!(client.get(&format!("/set-up/{link}")).await.status, StatusCode::OK);
    for (fault, says) in [
        (("school", " "), "needs a name"),
        (("phase", "nursery"), "Choose a phase"),
        (("name", ""), "A name is needed"),
        (("email", "ada"), "not an email address"),
        (("password", "short"), "it needs at least"),
    ] {
        let page = set_up(&client, &link, &[fault]).await;
        assert!(page.body.contains(says) && page.cookie.is_none(), "{says}: {}", page.body);
    }
    assert_eq!(app.store.schools().await.unwrap().len(), 0, "nothing half-made");

    let made = set_up(&client, &link, &[]).await;
    assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/classes"));
    let signed_in = Client { cookie: made.cookie, ..client.clone() };
    assert_eq!(signed_in.get("/classes").await.status, StatusCode::OK);
    let second = set_up(&client, &link, &[("school", "Another")]).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second.cookie, None);
    assert_eq!(client.get(&format!("/set-up/{link}")).await.status.as_u16(), 422);
    assert_eq!(app.store.schools().await.unwrap().len(), 1);

    for (email, password) in
        [(EMAIL, "seven small counter"), (EMAIL, ""), ("eve@larkfield.test", PASSWORD)]
    {
        let page = sign_in(&client, email, password, "").await;
        assert_eq!((page.status, page.cookie), (StatusCode::OK, None), "{email} {password}");
        assert!(page.body.contains("do not belong together"), "{}", page.body);
        assert!(!page.body.contains("small counter"), "a password is never shown back");
    }
    for (next, goes) in [
        ("/classes/1/today", "/classes/1/today"),
        ("", "/today"),
        ("//elsewhere.test", "/today"),
        ("https://elsewhere.test", "/today"),
        ("/\\elsewhere.test", "/today"),
        ("/\t/elsewhere.test", "/today"),
        ("/\r\nSet-Cookie: a=b", "/today"),
    ] {
        let reply = sign_in(&client, "ADA@larkfield.test ", PASSWORD, next).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{next:?}");
        assert_eq!(reply.location, goes, "{next:?}");
        let signed_in = Client { cookie: reply.cookie, ..client.clone() };
        assert_eq!(signed_in.get("/today").await.location, "/classes");
    }
}

#[tokio::test]
async fn the_eleventh_try_waits_even_with_the_right_password() {
    let world = World::new().await;
    let client = world.nobody();
    let email = "nobody@larkfield.test";
    for n in 1..=10 {
        assert_eq!(sign_in(&client, email, "guess", "").await.status, StatusCode::OK, "try {n}");
    }
    let waits = sign_in(&client, " Nobody@larkfield.test", "guess", "").await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(waits.body.contains("tried ten times"), "{}", waits.body);
    let other = sign_in(&client, "other@larkfield.test", "guess", "").await;
    assert_eq!(other.status, StatusCode::OK, "another account is not held back");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_a_page_asked_for_is_come_back_to() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let page = format!("/classes/{}/today", world.class.class_id);
    assert_eq!(teacher.get(&page).await.status, StatusCode::OK);
    teacher.post("/sign-out", &[]).await;
    let sent = teacher.get(&page).await;
    assert_eq!(sent.location, format!("/sign-in?next={page}"));
    assert!(teacher.get(&sent.location).await.body.contains(&format!("value=\"{page}\"")));
}

#[tokio::test]
async fn a_pupil_joins_by_code_and_name_and_a_name_in_use_is_asked_about() {
    let world = World::new().await;
    let nobody = world.nobody();
    let code = world.class.code.to_string();
    for (typed, says) in [
        ("", "not one of our codes"),
        ("12", "not one of our codes"),
        ("ZZZZZZZZZZZZZZ", "not one of our codes"),
    ] {
        let page = nobody.post_bare("/join", &[("code", typed)]).await;
        assert!(page.body.contains(says), "{typed}: {}", page.body);
    }
    let found = nobody.post_bare("/join", &[("code", &code.to_lowercase())]).await;
    assert_eq!(found.location, format!("/join/{code}"));
    let names = nobody.get(&found.location).await.body;
    assert!(names.contains("Zebedee Q") && !names.contains("Quillfeather"));

    let to = format!("/join/{code}");
    let first = nobody.post_bare(&to, &[("pupil", world.pupil_id(0))]).await;
    assert_eq!(first.location, "/pupil");
    let second = nobody.post_bare(&to, &[("pupil", world.pupil_id(0))]).await;
    assert!(second.cookie.is_none() && second.body.contains("Is this you, Zebedee?"));
    let sure = [("pupil", world.pupil_id(0)), ("really", "yes")];
    assert!(nobody.post_bare(&to, &sure).await.cookie.is_some());
    let stranger = nobody.post_bare(&to, &[("pupil", "somebody-else")]).await;
    assert!(stranger.cookie.is_none() && stranger.body.contains("Pick your name"));
}

#[tokio::test]
async fn the_doors_need_no_typing_and_are_there_only_in_a_demo() {
    for is_demo in [true, false] {
        let settings = Settings { is_demo, is_open_to_network: false };
        let world = World::with(settings).await;
        let nobody = world.nobody();
        assert_eq!(nobody.get("/").await.body.contains("/demo/teach"), is_demo);
        let teach = nobody.post_bare("/demo/teach", &[]).await;
        assert_eq!(teach.cookie.is_some(), is_demo);
        let pupil = nobody.post_bare("/demo/pupil", &[]).await;
        assert_eq!(pupil.location.starts_with("/join/"), is_demo);
        assert_eq!(nobody.post_bare("/demo/cellar", &[]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_member_of_staff_is_added_with_roles_and_classes_and_signs_in() {
    let world = World::new().await;
    let roles = ["school-administrator"];
    let administrator = add_staff(&world.app, &world.school, "head@larkfield.test", &roles).await;
    let administrator = world.as_person(&Person::Staff(administrator)).await;
    let fields = [
        ("name", "Ben Wren"),
        ("email", " Ben@Larkfield.test"),
        ("password", PASSWORD),
        ("role", "teacher"),
        ("role", "maths-lead"),
        ("class", world.class.class_id.as_str()),
        ("class", world.other_class.class_id.as_str()),
    ];
    let added = administrator.post("/school/staff", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let found = world.app.store.staff_by_email("ben@larkfield.test").await.unwrap().remove(0);
    assert_eq!(found.roles, ["teacher", "maths-lead"]);
    let classes =
        world.app.store.classes_of_staff(&found.school_id, &found.staff_id).await.unwrap();
    assert_eq!(classes.len(), 2);
    let signed_in = sign_in(&world.nobody(), "ben@larkfield.test", PASSWORD, "").await;
    assert!(signed_in.cookie.is_some(), "{}", signed_in.body);
}
