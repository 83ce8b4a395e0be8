//! A class list comes in: shown first, written only when asked for, and never in a demo others can open.

use axum::body::Body;
use axum::http::{StatusCode, header};
use web::Settings;

use crate::world::{Client, Person, Reply, World, add_pupil, field};

/// The unique pupil number of DfE's own guide.
const UPN: &str = "H801200001001";

const LIST: &str = "UPN,Given name,Family name,Year group\n\
    ,Hesper,Nightingale,3\n\
    ,Barnaby,Fothergill,3\n\
    H801200001001,Zebedee,Quillfeather,3\n\
    ,Ottoline,Marrowby,3\n\
    A801200001001,Wrong,Letter,3\n\
    ,Thirteen,Years,thirteen\n\
    ,,,\n\
    ,Hesper,Nightingale,3\n";

async fn preview(client: &Client, class: &str, file: &[u8]) -> Reply {
    let path = format!("/classes/{class}/pupils/preview?_token={}", client.token);
    send(client, &path, file).await
}

async fn send(client: &Client, path: &str, file: &[u8]) -> Reply {
    let mut body = b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"class.csv\"\r\nContent-Type: text/csv\r\n\r\n".to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = client
        .request("POST", path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    client.send(request, Body::from(body), true).await
}

/// The section under a heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let after = page.split(&format!("<h2>{heading}")).nth(1).unwrap_or_default();
    after.split("</section>").next().unwrap_or_default()
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

async fn world() -> World {
    let world = World::new().await;
    add_pupil(&world.app, &world.other_class, "Barnaby", "Fothergill").await;
    world
}

async fn names(world: &World, class: &store::Class) -> Vec<String> {
    let roster = world.app.store.roster(&class.school_id, &class.class_id).await.unwrap();
    let named = roster.into_iter().map(|one| {
        let upn = one.pupil.upn.map(|upn| format!(" {upn}")).unwrap_or_default();
        format!("{} {}{upn}", one.pupil.given_name, one.pupil.family_name)
    });
    named.collect()
}

#[tokio::test]
async fn a_list_is_previewed_with_nothing_written_and_then_written_as_previewed() {
    let world = world().await;
    let teacher = world.as_teacher().await;
    let class = &world.class.class_id;
    let before = world.everything().await;
    let page = preview(&teacher, class, LIST.as_bytes()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for (heading, holds) in [
        ("New pupils", &["Hesper Nightingale", "line 2"][..]),
        ("Moved from another class", &["Barnaby Fothergill", "line 3"]),
        ("Changed", &["Zebedee Quillfeather", "line 4", UPN]),
    ] {
        let shown = section(&page.body, heading);
        for what in holds {
            assert!(shown.contains(what), "{heading}: {what} in {shown}");
        }
    }
    assert!(page.body.contains("1 already in the class, just as the file says"));
    assert!(page.body.contains("Peregrine Thwaite, Xanthe Umberside"), "those not listed stay");
    for refused in ["Line 6", "its check letter should be H", "Line 7", "thirteen", "Line 9"] {
        assert!(page.body.contains(refused), "{refused} in {}", page.body);
    }
    assert!(page.body.contains("Write these 3"));
    assert_eq!(world.everything().await, before, "a preview writes nothing");

    let rows = unescaped(&field(&page.body, "rows").unwrap());
    let to = format!("/classes/{class}/pupils");
    assert_eq!(teacher.post(&to, &[("rows", &rows)]).await.status, StatusCode::SEE_OTHER);
    let expected = [
        "Barnaby Fothergill".to_owned(),
        "Hesper Nightingale".to_owned(),
        "Ottoline Marrowby".to_owned(),
        "Peregrine Thwaite".to_owned(),
        "Xanthe Umberside".to_owned(),
        format!("Zebedee Quillfeather {UPN}"),
    ];
    let mut written = names(&world, &world.class).await;
    written.sort();
    assert_eq!(written, expected);
    assert_eq!(names(&world, &world.other_class).await, Vec::<String>::new());

    let again = preview(&teacher, class, LIST.as_bytes()).await.body;
    assert!(again.contains("4 already in the class"), "{again}");
    assert!(!again.contains("Write these"));
    let before = world.everything().await;
    for rows in ["", "[", "[{\"line\":1}]", "{}"] {
        let reply = teacher.post(&to, &[("rows", rows)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{rows}");
    }
    assert_eq!(world.everything().await, before);
}

#[tokio::test]
async fn lists_of_any_make_are_read_and_what_is_no_list_is_named() {
    let world = world().await;
    let teacher = world.as_teacher().await;
    let class = &world.class.class_id;
    let before = world.everything().await;
    for (file, status, says) in [
        (&b"Surname;Forename\nPrice;Zo\xeb\n"[..], 422, "There is no column"),
        (b"Surname,Forename\nPrice,Zo\xeb\n", 200, "Zo\u{eb} Price"),
        (b"\xef\xbb\xbfSurname,Forename\r\nPrice,Zo\xc3\xab\r\n", 200, "Zo\u{eb} Price"),
        (b"Surname,Forename\nO\x92Neill,Si\xe2n\n", 200, "Si\u{e2}n O\u{2019}Neill"),
        (b"Surname,Forename\n<b>Bold</b>,Ada\n", 200, "Ada &lt;b&gt;Bold&lt;/b&gt;"),
        (b"", 422, "Nothing was written"),
        (b"Surname,Forename\n", 422, "no pupils below it"),
        (b"\x00\x01\x02\x03", 422, "There is no column"),
    ] {
        let page = preview(&teacher, class, file).await;
        assert_eq!(page.status.as_u16(), status, "{}", String::from_utf8_lossy(file));
        assert!(page.body.contains(says), "{says} in {}", page.body);
    }
    let many = format!("Surname,Forename\n{}", "Price,Ada\n".repeat(501));
    let page = preview(&teacher, class, many.as_bytes()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("more than 500 rows"));
    assert_eq!(world.everything().await, before);
}

#[tokio::test]
async fn a_file_without_the_token_in_its_address_is_refused() {
    let world = world().await;
    let teacher = world.as_teacher().await;
    let path = format!("/classes/{}/pupils/preview", world.class.class_id);
    assert_eq!(send(&teacher, &path, LIST.as_bytes()).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_demo_open_to_the_network_says_so_and_takes_no_list() {
    for (settings, is_refused) in [
        (Settings { is_demo: true, is_open_to_network: true }, true),
        (Settings { is_demo: true, is_open_to_network: false }, false),
        (Settings { is_demo: false, is_open_to_network: true }, false),
    ] {
        let world = World::with(settings).await;
        let teacher = world.as_teacher().await;
        let class = &world.class.class_id;
        for (client, path) in [
            (&world.nobody(), "/".to_owned()),
            (&world.nobody(), "/sign-in".to_owned()),
            (&teacher, format!("/classes/{class}")),
            (&teacher, format!("/classes/{class}/today")),
        ] {
            let page = client.get(&path).await.body;
            let has_banner = page.contains("class=\"notice\"") && page.contains("demo");
            assert_eq!(has_banner, is_refused, "{path}");
        }
        let before = world.everything().await;
        let page = preview(&teacher, class, b"Surname,Forename\nPrice,Ada\n").await;
        assert_eq!(page.status == StatusCode::OK, !is_refused, "{}", page.body);
        let row = r#"[{"line":2,"upn":null,"given":"Ada","family":"Price","year":null}]"#;
        let reply = teacher.post(&format!("/classes/{class}/pupils"), &[("rows", row)]).await;
        assert_eq!(reply.status == StatusCode::SEE_OTHER, !is_refused);
        assert_eq!(world.everything().await == before, is_refused);
    }
}

#[tokio::test]
async fn an_import_in_the_lesson_brings_the_new_pupil_into_it() {
    let world = world().await;
    let teacher = world.as_teacher().await;
    let lesson = world.check(&teacher, crate::world::STEP).await;
    let grid = format!("/lessons/{lesson}/grid");
    assert!(!teacher.get(&grid).await.body.contains("Hesper"));
    let row = r#"[{"line":2,"upn":null,"given":"Hesper","family":"Nightingale","year":null}]"#;
    let to = format!("/classes/{}/pupils", world.class.class_id);
    teacher.post(&to, &[("rows", row)]).await;
    assert!(teacher.get(&grid).await.body.contains("Hesper"));
    let roster =
        world.app.store.roster(&world.school.school_id, &world.class.class_id).await.unwrap();
    let new = roster.into_iter().find(|one| one.pupil.given_name == "Hesper").unwrap();
    let person = Person::Pupil {
        school_id: world.school.school_id.clone(),
        class_id: world.class.class_id.clone(),
        pupil_id: new.pupil.pupil_id,
    };
    let now = world.as_person(&person).await.get("/pupil/now").await.body;
    assert!(now.contains("\"phase\":\"check\""), "{now}");
}
