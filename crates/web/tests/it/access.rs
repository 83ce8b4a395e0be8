//! Every route of the table met by everybody who may knock, against the rule written here a second time.

use std::sync::OnceLock;

use axum::body::Body;
use axum::http::{StatusCode, header};
use learning::FactBody;
use store::{Class, School};
use web::{Access, Object, Role, Who};

use crate::world::{Client, Person, Reply, STEP, World, add_pupil, add_staff, form, give, id_in};

struct Actor {
    name: &'static str,
    roles: Vec<Role>,
    school: String,
    own_classes: Vec<String>,
    is_of_a_hub: bool,
    is_of_a_nation: bool,
    person: Option<Person>,
}

/// The world and the real names that the paths' parameters stand for.
struct Matrix {
    world: World,
    lesson: String,
    turn: usize,
    code: String,
    link: String,
    session: OnceLock<String>,
    plan: OnceLock<String>,
    agreement: OnceLock<String>,
    round: OnceLock<(String, String)>,
    asked_and_applied: OnceLock<(String, String)>,
    handing: OnceLock<String>,
    lesson_and_task: OnceLock<(String, String)>,
    project: OnceLock<String>,
    extract: OnceLock<String>,
}

#[tokio::test]
async fn everybody_meets_every_route_as_the_table_says() {
    let matrix = Matrix::new().await;
    let actors = matrix.actors().await;
    let table = web::table();
    let (mut n_cells, mut wrong) = (0, Vec::new());
    for actor in &actors {
        let client = match &actor.person {
            Some(person) => matrix.world.as_person(person).await,
            None => matrix.world.nobody(),
        };
        for route in &table {
            n_cells += 1;
            let client = match &actor.person {
                Some(person) if route.path == "/sign-out" => matrix.world.as_person(person).await,
                _ => client.clone(),
            };
            let path = matrix.path(route.method, route.path);
            let reply = matrix.knock(&client, route.method, &path).await;
            let is_let_in = !is_refused(&reply, route.access.who);
            if reply.status.is_server_error() || is_let_in != matrix.may(actor, route.access) {
                let (name, method) = (actor.name, route.method);
                wrong.push(format!("{name}: {method} {path} answered {}", reply.status));
            }
        }
    }
    let n_expected = actors.len() * table.len();
    assert_eq!(n_cells, n_expected, "every route times every actor");
    assert!(wrong.is_empty(), "{} of {n_cells} cells wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A session of every school of Primary Development on a day.
fn a_session(on: programme::Date) -> programme::HubFact {
    programme::HubFact::SessionPlanned {
        programme: "primary-development".to_owned(),
        year: on.school_year(),
        group: 0,
        theme: "Parts of a whole".to_owned(),
        at: programme::Appointment {
            on,
            starts: programme::TimeOfDay::read("13:30").unwrap(),
            ends: programme::TimeOfDay::read("16:00").unwrap(),
            place: "Larkfield Primary".to_owned(),
            is_online: false,
        },
    }
}

/// 401, 403, 404, or sent to sign in or to join.
fn is_refused(reply: &Reply, who: Who) -> bool {
    let is_sent_away = reply.location.starts_with("/sign-in") || reply.location == "/join";
    matches!(reply.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
        || (matches!(who, Who::Roles(_)) && is_sent_away)
}

impl Matrix {
    async fn new() -> Self {
        let world = World::new().await;
        let teacher = world.as_teacher().await;
        let lesson = world.plan(&teacher, STEP).await;
        let to = format!("/lessons/{lesson}");
        teacher.post(&format!("{to}/start"), &[("mode", "tablets")]).await;
        let code = id_in(&teacher.post(&format!("{to}/sheets/answers"), &[]).await, "/sheets/");
        let later = web::clock::now() + 3_600_000_000;
        let link = world.app.store.make_setup_link(later).await.unwrap();
        let plan = world.folded(&lesson).await.plan;
        let planned = web::planning::lesson_in(&plan).unwrap();
        let is_sequence =
            |turn: &curriculum::Turn| matches!(turn.screen, curriculum::Screen::Sequence { .. });
        let turn = planned.turns.iter().position(is_sequence).unwrap();
        Self {
            world,
            lesson,
            turn,
            code,
            link,
            session: OnceLock::new(),
            plan: OnceLock::new(),
            agreement: OnceLock::new(),
            round: OnceLock::new(),
            asked_and_applied: OnceLock::new(),
            handing: OnceLock::new(),
            lesson_and_task: OnceLock::new(),
            project: OnceLock::new(),
            extract: OnceLock::new(),
        }
    }

    async fn actors(&self) -> Vec<Actor> {
        let World { app, school, far_school, class, other_class, far_class, .. } = &self.world;
        let mut actors = vec![
            Actor {
                name: "nobody",
                roles: Vec::new(),
                school: String::new(),
                own_classes: Vec::new(),
                is_of_a_hub: false,
                is_of_a_nation: false,
                person: None,
            },
            pupil("a pupil of the class", class, self.world.pupils[0].clone()),
            pupil(
                "a pupil of another class",
                other_class,
                add_pupil(app, other_class, "Nan", "Oakes").await,
            ),
        ];
        let register = "URN,EstablishmentName\n900001,Larkfield Primary\n";
        let columns = programme::Columns::official();
        let read = programme::Register::read(register.as_bytes(), &columns).unwrap();
        let urn = programme::Urn::new(900_001).unwrap();
        let held = programme::Register::default().with(&read);
        let now = web::clock::now();
        app.store.take_register(held, Vec::new(), now, serde_json::json!({})).await.unwrap();
        let hub = store::NewHub {
            name: "Millford Maths Hub".to_owned(),
            demo: true,
            lead_urn: urn,
            created_at: now,
        };
        let hub = app.store.add_hub(hub).await.unwrap();
        app.store.add_hub_schools(&hub.hub_id, vec![urn], now).await.unwrap();
        let planned = vec![a_session(web::hub_journal::today())];
        let by = learning::Author::System;
        let ids = app.store.append_hub_facts(&hub.hub_id, now, by.clone(), planned).await.unwrap();
        self.session.set(ids[0].clone()).unwrap();
        let begun = crate::hub_lessons::a_lesson(&ids[0]);
        let ids =
            app.store.append_hub_facts(&hub.hub_id, now, by.clone(), vec![begun]).await.unwrap();
        let lesson = ids[0].clone();
        let task = crate::hub_lessons::a_task(&lesson, self.session.get().unwrap());
        let ids =
            app.store.append_hub_facts(&hub.hub_id, now, by.clone(), vec![task]).await.unwrap();
        self.lesson_and_task.set((lesson, ids[0].clone())).unwrap();
        let plan = crate::hub_plans::a_plan(urn, web::hub_journal::today());
        let ids = app.store.append_hub_facts(&hub.hub_id, now, by.clone(), plan).await.unwrap();
        let link = web::plan_link(app, &hub.hub_id, ids.last().unwrap());
        self.plan.set(link.strip_prefix("/agree/").unwrap().to_owned()).unwrap();
        let step = programme::AgreementStep::Asked { on: web::hub_journal::today() };
        // Of another school than the one whose pages are tried: making a new link there would end this one.
        let other = programme::Urn::new(900_002).unwrap();
        let asked = vec![programme::HubFact::Agreement { urn: other, step }];
        let ids = app.store.append_hub_facts(&hub.hub_id, now, by.clone(), asked).await.unwrap();
        let link = web::agreement_link(app, &hub.hub_id, &ids[0]);
        self.agreement.set(link.strip_prefix("/shares/").unwrap().to_owned()).unwrap();
        let opened = vec![crate::five_ideas::a_round("autumn", web::hub_journal::today())];
        let ids = app.store.append_hub_facts(&hub.hub_id, now, by.clone(), opened).await.unwrap();
        let link = web::five_ideas_link(app, &hub.hub_id, &ids[0], 0);
        let slip = link.strip_prefix("/five-ideas/").unwrap().to_owned();
        self.round.set((ids[0].clone(), slip)).unwrap();
        let year = web::hub_journal::today().school_year().next();
        let from_the_public = crate::hub_rounds::asked_and_applied(other, year);
        let ids = app
            .store
            .append_hub_facts(&hub.hub_id, now, by.clone(), from_the_public)
            .await
            .unwrap();
        let (asked, applied) = (
            web::interest_link(app, &hub.hub_id, &ids[0]),
            web::application_link(app, &hub.hub_id, &ids[1]),
        );
        let asked = asked.strip_prefix("/asked/").unwrap().to_owned();
        let applied = applied.strip_prefix("/applied/").unwrap().to_owned();
        self.asked_and_applied.set((asked, applied)).unwrap();
        let step = programme::LearningStep::Asked { on: web::hub_journal::today() };
        let asked = vec![programme::HubFact::Learning { urn: other, step }];
        let ids = app.store.append_hub_facts(&hub.hub_id, now, by, asked).await.unwrap();
        let link = web::learning_link(app, &hub.hub_id, &ids[0]);
        self.handing.set(link.strip_prefix("/learning/").unwrap().to_owned()).unwrap();
        let house = &app.store.school(&hub.hub_id).await.unwrap().unwrap();
        let nation = app.store.add_nation("The Centre", true, now).await.unwrap();
        let begun = vec![crate::research::a_project()];
        let by = learning::Author::System;
        let ids = app.store.append_nation_facts(&nation.nation_id, now, by, begun).await.unwrap();
        self.project.set(ids[0].clone()).unwrap();
        let nation = &app.store.school(&nation.nation_id).await.unwrap().unwrap();
        let staff: [(&'static str, &School, Option<&Class>, Role); 16] = [
            ("the class's own teacher", school, Some(class), Role::Teacher),
            ("a teacher of another class", school, Some(other_class), Role::Teacher),
            ("a teacher of another school", far_school, Some(far_class), Role::Teacher),
            ("an assistant", school, Some(class), Role::TeachingAssistant),
            ("an assistant of another class", school, Some(other_class), Role::TeachingAssistant),
            ("the maths lead", school, None, Role::MathsLead),
            ("the headteacher", school, None, Role::Headteacher),
            ("the administrator", school, None, Role::SchoolAdministrator),
            ("a specialist", school, None, Role::Specialist),
            ("a hub lead of no hub", far_school, None, Role::HubLead),
            ("a hub lead", house, None, Role::HubLead),
            ("a specialist of the hub", house, None, Role::Specialist),
            ("who looks after every hub", nation, None, Role::National),
            ("a researcher", nation, None, Role::Researcher),
            ("somebody national of no nation", far_school, None, Role::National),
            ("a hub lead in the nation's house", nation, None, Role::HubLead),
        ];
        for (idx, (name, school, class, role)) in staff.into_iter().enumerate() {
            let one = add_staff(app, school, &format!("s{idx}@x.test"), &[role.slug()]).await;
            if let Some(class) = class {
                give(app, class, &one).await;
            }
            if role == Role::Researcher {
                let id = crate::research::an_extract(
                    app,
                    &school.school_id,
                    self.project.get().unwrap(),
                    &one,
                )
                .await;
                self.extract.set(id).unwrap();
            }
            actors.push(Actor {
                name,
                roles: vec![role],
                school: school.school_id.clone(),
                own_classes: class.iter().map(|class| class.class_id.clone()).collect(),
                is_of_a_hub: school.phase == store::HUB_PHASE,
                is_of_a_nation: school.phase == store::NATION_PHASE,
                person: Some(Person::Staff(one)),
            });
        }
        actors
    }

    /// The rule: a role the route names, the object's school, and the whole school or one's own class.
    fn may(&self, actor: &Actor, access: Access) -> bool {
        let Who::Roles(roles) = access.who else { return true };
        if !actor.roles.iter().any(|role| roles.contains(role)) {
            return false;
        }
        let leads = [Role::MathsLead, Role::Headteacher, Role::SchoolAdministrator];
        match access.object {
            Object::Nothing | Object::School => true,
            Object::Hub => actor.is_of_a_hub,
            Object::Nation => actor.is_of_a_nation,
            Object::Class | Object::Lesson => {
                actor.school == self.world.school.school_id
                    && (actor.roles.iter().any(|role| leads.contains(role))
                        || actor.own_classes.contains(&self.world.class.class_id))
            }
        }
    }

    /// The path with real names in it.
    fn path(&self, method: &str, path: &str) -> String {
        let real = |name: &str| match name {
            "class" => self.world.class.class_id.clone(),
            "lesson" => self.lesson.clone(),
            "turn" => self.turn.to_string(),
            "sheet" if method == "POST" => "practice".to_owned(),
            "sheet" => self.code.clone(),
            "code" => self.world.class.code.to_string(),
            "token" => self.link.clone(),
            "door" => "teach".to_owned(),
            "step" => STEP.to_owned(),
            "thread" => "fractions".to_owned(),
            "concept" => "square".to_owned(),
            "idea" => "variation".to_owned(),
            "family" => STEP.to_owned(),
            "kind" => "bar".to_owned(),
            "urn" => "900001".to_owned(),
            "session" => self.session.get().expect("the hub planned one").clone(),
            "plan" => self.plan.get().expect("the hub asked for one").clone(),
            "interest" => self.asked_and_applied.get().expect("one asked").0.clone(),
            "application" => self.asked_and_applied.get().expect("one applied").1.clone(),
            "agreement" => self.agreement.get().expect("the hub asked for one").clone(),
            "round" => self.round.get().expect("the hub opened one").0.clone(),
            "slip" => self.round.get().expect("the hub opened one").1.clone(),
            "handing" => self.handing.get().expect("the hub asked for one").clone(),
            "group_lesson" => self.lesson_and_task.get().expect("one was chosen").0.clone(),
            "gap_task" => self.lesson_and_task.get().expect("one was set").1.clone(),
            "definition" => "started".to_owned(),
            "project" => self.project.get().expect("the nation began one").clone(),
            "extract" => self.extract.get().expect("one was granted").clone(),
            "import" => "a-spreadsheet".to_owned(),
            unknown => panic!("`{path}` names `{{{unknown}}}`: say here what it stands for"),
        };
        let pieces = path.split('/').map(|piece| {
            match piece.strip_prefix('{').and_then(|piece| piece.strip_suffix('}')) {
                Some(name) => real(name),
                None => piece.to_owned(),
            }
        });
        pieces.collect::<Vec<_>>().join("/")
    }

    /// Asks, with a good form token; what the form lacks is a fault of the form, not a refusal.
    async fn knock(&self, client: &Client, method: &str, path: &str) -> Reply {
        let request = client.request(method, path);
        match method {
            "POST" => {
                let kind = "application/x-www-form-urlencoded";
                let body = form(&[("_token", &client.token)]);
                client
                    .send(request.header(header::CONTENT_TYPE, kind), Body::from(body), true)
                    .await
            }
            _ => client.send(request, Body::empty(), true).await,
        }
    }
}

fn pupil(name: &'static str, class: &Class, person: Person) -> Actor {
    Actor {
        name,
        roles: vec![Role::Pupil],
        school: class.school_id.clone(),
        own_classes: vec![class.class_id.clone()],
        is_of_a_hub: false,
        is_of_a_nation: false,
        person: Some(person),
    }
}

#[tokio::test]
async fn a_lesson_is_found_only_through_its_own_school() {
    let world = World::new().await;
    let teacher = world.as_teacher().await;
    let lesson = world.plan(&teacher, STEP).await;
    let lead = add_staff(&world.app, &world.far_school, "lead@far.test", &["maths-lead"]).await;
    let lead = world.as_person(&Person::Staff(lead)).await;
    for place in ["", "/present", "/result", "/grid", "/keep-up"] {
        let reply = lead.get(&format!("/lessons/{lesson}{place}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{place}");
        assert!(!reply.body.contains("Zebedee"), "{place}");
    }
    let sheet = lead.post(&format!("/lessons/{lesson}/sheets/practice"), &[]).await;
    assert_eq!(sheet.status, StatusCode::NOT_FOUND);
    let issued = world.facts().await;
    assert!(!issued.iter().any(|fact| matches!(fact, FactBody::SheetIssued { .. })));
}
