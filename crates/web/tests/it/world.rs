//! An invented school, another beside it, everybody who may knock, and a client for each.

use std::path::Path;
use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use curriculum::Content;
use learning::{FactBody, LiveLesson, PupilId};
use store::{
    Class, NewClass, NewPupil, NewSchool, NewSession, NewStaff, Place, School, Staff, Store,
    Timetable, Who,
};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, Press, Settings, demo};

/// The step whose lesson, check and misconceptions the tests use.
pub const STEP: &str = "unit-fraction-of-a-quantity";

/// Names no content has, so that finding one on a page means something.
pub const PUPILS: [(&str, &str); 4] = [
    ("Zebedee", "Quillfeather"),
    ("Ottoline", "Marrowby"),
    ("Peregrine", "Thwaite"),
    ("Xanthe", "Umberside"),
];

/// What is behind a sign-in.
#[derive(Debug, Clone)]
pub enum Person {
    Staff(Staff),
    Pupil { school_id: String, class_id: String, pupil_id: String },
}

/// One school with two classes, another with one, on a store in a folder of its own.
pub struct World {
    pub app: App,
    pub folder: TempDir,
    pub place: Place,
    pub school: School,
    pub class: Class,
    pub other_class: Class,
    pub far_school: School,
    pub far_class: Class,
    pub teacher: Staff,
    pub pupils: Vec<Person>,
}

/// A place of its own for one test: the folder, or with `TENFRAME_TEST_ON=postgres` a schema on the tests' server.
pub fn place_in(folder: &TempDir) -> Place {
    if std::env::var("TENFRAME_TEST_ON").as_deref() != Ok("postgres") {
        return Place::Folder(folder.path().to_owned());
    }
    let server = std::env::var("TENFRAME_TEST_DATABASE").unwrap();
    Place::read(&format!("{server}?schema=t{}", store::new_id().replace('-', "")))
}

/// The content shipped, loaded once and without trying its tasks, which a test of `curriculum` does.
pub fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let mut files = Vec::new();
        read(&root, &root, &mut files);
        let loaded = Content::load_quickly(&files);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        loaded.content
    })
}

fn read(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(root, &path, files);
        } else if path.extension().is_some_and(|end| end == "toml" || end == "txt") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    files.sort();
}

impl World {
    pub async fn new() -> Self {
        Self::with(Settings { is_demo: true, is_open_to_network: false }).await
    }

    pub async fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = place_in(&folder);
        let store = Store::open_at(&place).await.unwrap();
        let app = App::new(store, content().clone(), Press(print::sheet), settings).await.unwrap();
        let school = add_school(&app, "Larkfield Primary").await;
        let far_school = add_school(&app, "Saltmarsh Primary").await;
        let class = add_class(&app, &school, "3 Oak").await;
        let other_class = add_class(&app, &school, "3 Elm").await;
        let far_class = add_class(&app, &far_school, "3 Ash").await;
        let teacher = add_staff(&app, &school, demo::TEACHER, &["teacher"]).await;
        give(&app, &class, &teacher).await;
        let mut world = Self {
            app,
            folder,
            place,
            school,
            class,
            other_class,
            far_school,
            far_class,
            teacher,
            pupils: Vec::new(),
        };
        for (given, family) in PUPILS {
            let pupil = add_pupil(&world.app, &world.class, given, family).await;
            world.pupils.push(pupil);
        }
        world
    }

    /// A client with nobody signed in.
    pub fn nobody(&self) -> Client {
        Client { router: web::router(self.app.clone()), cookie: None, token: String::new() }
    }

    /// A client signed in as this person.
    pub async fn as_person(&self, person: &Person) -> Client {
        let mut client = self.nobody();
        client.cookie = Some(open_session(&self.app, person).await);
        let page = match person {
            Person::Staff(_) => "/steps",
            Person::Pupil { .. } => "/pupil",
        };
        let page = client.get(page).await;
        client.token = field(&page.body, "_token").unwrap_or_default();
        client
    }

    pub async fn as_teacher(&self) -> Client {
        self.as_person(&Person::Staff(self.teacher.clone())).await
    }

    pub async fn as_pupil(&self, idx: usize) -> Client {
        self.as_person(&self.pupils[idx]).await
    }

    pub fn pupil_id(&self, idx: usize) -> &str {
        match &self.pupils[idx] {
            Person::Pupil { pupil_id, .. } => pupil_id,
            Person::Staff(_) => unreachable!(),
        }
    }

    /// Plans the lesson of a step for the class and gives its id.
    pub async fn plan(&self, teacher: &Client, step: &str) -> String {
        let to = format!("/classes/{}/lessons", self.class.class_id);
        let reply = teacher.post(&to, &[("step", step)]).await;
        id_in(&reply, "/lessons/")
    }

    /// Opens just a check on the step for tablets and gives its id.
    pub async fn check(&self, teacher: &Client, step: &str) -> String {
        let to = format!("/classes/{}/check", self.class.class_id);
        let reply = teacher.post(&to, &[("step", step), ("mode", "tablets")]).await;
        id_in(&reply, "/lessons/")
    }

    /// The bodies of every fact of the class, in order.
    pub async fn facts(&self) -> Vec<FactBody> {
        facts_of(&self.app, &self.class).await
    }

    /// The lesson folded from its facts by nobody's memory but the store's.
    pub async fn folded(&self, lesson: &str) -> LiveLesson {
        let roster =
            self.app.store.roster(&self.school.school_id, &self.class.class_id).await.unwrap();
        let roster = roster.into_iter().map(|one| PupilId(one.pupil.pupil_id)).collect();
        let facts = self.app.store.facts_of_lesson(&self.school.school_id, lesson).await.unwrap();
        LiveLesson::fold(learning::Plan::default(), roster, &facts)
    }

    /// Everything the store holds that a page could have changed, as text to compare.
    pub async fn everything(&self) -> String {
        let store = &self.app.store;
        let mut all = String::new();
        for school in store.schools().await.unwrap() {
            let id = &school.school_id;
            all += &format!("{school:?}\n{:?}\n", store.staff(id).await.unwrap());
            all += &format!("{:?}\n", store.pupils(id).await.unwrap());
            all += &format!("{:?}\n", store.imports(id).await.unwrap().len());
            all += &format!("{:?}\n", store.school_facts(id, 0).await.unwrap());
            for class in store.classes(id).await.unwrap() {
                let lessons = store.lessons_of_class(id, &class.class_id).await.unwrap();
                let register = store.register(id, &class.class_id).await.unwrap();
                let staff = store.staff_of_class(id, &class.class_id).await.unwrap();
                let n_facts = facts_of(&self.app, &class).await.len();
                all += &format!("{class:?}\n{lessons:?}\n{register:?}\n{staff:?}\n{n_facts}\n");
            }
        }
        all
    }
}

pub async fn facts_of(app: &App, class: &Class) -> Vec<FactBody> {
    let facts = app.store.facts_of_class(&class.school_id, &class.class_id, 0, &[]).await.unwrap();
    facts.into_iter().map(|stored| stored.fact.body).collect()
}

pub async fn add_school(app: &App, name: &str) -> School {
    let new = NewSchool {
        name: name.to_owned(),
        phase: "primary".to_owned(),
        demo: true,
        // No keep-up slots, so that no page depends on the time of day.
        settings: serde_json::json!({ "keep_up": [] }),
        created_at: web::clock::now(),
    };
    app.store.add_school(new).await.unwrap()
}

pub async fn add_class(app: &App, school: &School, name: &str) -> Class {
    let new = NewClass {
        name: name.to_owned(),
        year_group: 3,
        lesson_minutes: 60,
        timetable: Timetable { weeks: 1, slots: Vec::new() },
        unit: vec![STEP.to_owned()],
        created_at: web::clock::now(),
    };
    app.store.add_class(&school.school_id, new).await.unwrap()
}

pub async fn add_staff(app: &App, school: &School, email: &str, roles: &[&str]) -> Staff {
    let new = NewStaff {
        name: email.split('@').next().unwrap().to_owned(),
        email: Some(email.to_owned()),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        password_hash: None,
        created_at: web::clock::now(),
    };
    app.store.add_staff(&school.school_id, new).await.unwrap()
}

pub async fn give(app: &App, class: &Class, staff: &Staff) {
    app.store.give_class(&class.school_id, &class.class_id, &staff.staff_id).await.unwrap();
}

pub async fn add_pupil(app: &App, class: &Class, given: &str, family: &str) -> Person {
    let new = NewPupil {
        upn: None,
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        year_group: 3,
    };
    let now = web::clock::now();
    let pupil = app.store.add_pupil(&class.school_id, &class.class_id, new, now).await.unwrap();
    Person::Pupil {
        school_id: class.school_id.clone(),
        class_id: class.class_id.clone(),
        pupil_id: pupil.pupil_id,
    }
}

async fn open_session(app: &App, person: &Person) -> String {
    let (school_id, who, class_id) = match person.clone() {
        Person::Staff(staff) => (staff.school_id, Who::Staff(staff.staff_id), None),
        Person::Pupil { school_id, class_id, pupil_id } => {
            (school_id, Who::Pupil(pupil_id), Some(class_id))
        }
    };
    let now = web::clock::now();
    let expires_at = now + 3_600_000_000;
    let new = NewSession { school_id, who, class_id, device_id: None, created_at: now, expires_at };
    app.store.open_session(new).await.unwrap()
}

/// A browser: its cookie and the form token of the last page.
#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub cookie: Option<String>,
    pub token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub location: String,
    pub cookie: Option<String>,
    pub body: String,
}

impl Client {
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request("GET", path), Body::empty(), true).await
    }

    /// Posts a form with the session's token.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut fields = fields.to_vec();
        fields.push(("_token", &self.token));
        self.post_bare(path, &fields).await
    }

    /// Posts just these fields.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form(fields)), true).await
    }

    pub async fn post_json(&self, path: &str, value: &serde_json::Value) -> Reply {
        let request = self
            .request("POST", path)
            .header("x-form-token", &self.token)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request, Body::from(value.to_string()), true).await
    }

    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "tenframe.test")
            .header(header::ORIGIN, "http://tenframe.test");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, format!("tenframe={cookie}")),
            None => request,
        }
    }

    /// Sends a request; a stream's body is left unread.
    pub async fn send(
        &self,
        request: axum::http::request::Builder,
        body: Body,
        reads_body: bool,
    ) -> Reply {
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        let status = head.status;
        let text = |name| {
            let value = head.headers.get(name).and_then(|value| value.to_str().ok());
            value.map(str::to_owned)
        };
        let location = text(header::LOCATION).unwrap_or_default();
        let cookie = text(header::SET_COOKIE).and_then(|line| {
            let value = line.strip_prefix("tenframe=")?.split(';').next()?.to_owned();
            Some(value)
        });
        let is_text = text(header::CONTENT_TYPE).is_none_or(|kind| {
            !["event-stream", "pdf", "spreadsheetml"].iter().any(|other| kind.contains(other))
        });
        let body = if reads_body && is_text {
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        } else {
            String::new()
        };
        Reply { status, location, cookie, body }
    }
}

impl Client {
    /// The bytes of what a request gives.
    pub async fn bytes(&self, request: axum::http::request::Builder) -> Vec<u8> {
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
    }
}

pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The value of a named field of a form on a page.
pub fn field(page: &str, name: &str) -> Option<String> {
    let start = page.find(&format!("name=\"{name}\" value=\""))?;
    page[start..].split('"').nth(3).map(str::to_owned)
}

/// The id after `before` in where a reply leads.
pub fn id_in(reply: &Reply, before: &str) -> String {
    let found = reply.location.split(before).nth(1).and_then(|rest| rest.split('/').next());
    found.unwrap_or_else(|| panic!("{} leads to `{}`", reply.status, reply.location)).to_owned()
}

/// The page without what differs between two sessions or two lessons by right.
pub fn without(page: &str, ids: &[&str]) -> String {
    let mut page = page.to_owned();
    while let Some(token) = field(&page, "_token").filter(|token| token != "-") {
        page = page.replace(&format!("value=\"{token}\""), "value=\"-\"");
    }
    for id in ids {
        page = page.replace(id, "ID");
    }
    page
}
