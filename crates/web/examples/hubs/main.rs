//! A nation's schools on one store: forty hubs and five years of what they wrote down, and how long each page takes.
//!
//! `cargo run --release -p web --example hubs -- [--schools 10636] [--hubs 40] [--facts 1000000] [--years 5]
//! [--rounds 20] [--data DIR] [--seed 1]`. It makes an invented register and brings it in as a file is, writes the hubs'
//! years, hands all of them on to a nation, and asks every page of the largest hub and of the nation that is read, each
//! round after a fact was written, so that nothing is answered from what was kept whole. `told.rs` writes the history.
//! It ends with `N passed, N failed`: a page passes when 95 of 100 answers come within 300 ms, the register within 10 s.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use curriculum::Content;
use learning::Author;
use programme::{
    Action, Columns, HubFact, HubReturn, NationFact, Place, Register, ReturnedSchool, School,
    Succession, Urn, changes, invent,
};
use store::{Hub, NewHub, NewSession, NewStaff, Store, Who};
use tower::ServiceExt;
use web::hub_journal::{HubJournal, today};
use web::{App, Object, Press, Settings, clock};

mod told;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// What the targets ask.
const PAGE: Duration = Duration::from_millis(300);
const REGISTER: Duration = Duration::from_secs(10);

struct Ask {
    schools: usize,
    hubs: usize,
    facts: usize,
    years: u16,
    rounds: usize,
    seed: u64,
    data: Option<PathBuf>,
}

impl Ask {
    fn read() -> Fallible<Self> {
        let given: Vec<String> = std::env::args().skip(1).collect();
        let mut options: BTreeMap<&str, &str> = BTreeMap::new();
        for pair in given.chunks(2) {
            let [name, value] = pair else {
                return Err(format!("`{}` has no value", pair[0]).into());
            };
            options.insert(name.trim_start_matches("--"), value);
        }
        let mut number = |name: &str, usual: usize| -> Fallible<usize> {
            Ok(options.remove(name).map_or(Ok(usual), str::parse)?)
        };
        let ask = Self {
            schools: number("schools", 10_636)?,
            hubs: number("hubs", 40)?,
            facts: number("facts", 1_000_000)?,
            years: u16::try_from(number("years", 5)?)?,
            rounds: number("rounds", 20)?,
            seed: number("seed", 1)? as u64,
            data: options.remove("data").map(PathBuf::from),
        };
        match options.into_keys().next() {
            Some(name) => Err(format!(
                "`--{name}` is not known; expected --schools, --hubs, --facts, --years, --rounds, --seed, --data"
            )
            .into()),
            None => Ok(ask),
        }
    }
}

fn say(text: &str) {
    // Nothing can be done when even this cannot be written.
    let _ = writeln!(std::io::stdout(), "{text}");
}

#[tokio::main]
async fn main() -> Fallible<ExitCode> {
    let ask = Ask::read()?;
    let kept;
    let folder = match &ask.data {
        Some(folder) => folder.clone(),
        None => {
            kept = tempfile::tempdir()?;
            kept.path().to_owned()
        }
    };
    let store = Store::open(&folder)?;
    let settings = Settings { is_demo: true, is_open_to_network: false };
    let app = App::new(store, Content::default(), Press(print::sheet), settings).await?;
    let imported = bring_in_the_register(&app, &ask).await?;
    let hubs = write_the_hubs(&app, &ask).await?;
    let (largest, _) =
        hubs.iter().max_by_key(|(_, urns)| urns.len()).ok_or("expected one hub at least")?;
    let nation = hand_on(&app, &hubs).await?;
    let mut tally = Tally::default();
    tally.check("register, as a file of all schools", imported, REGISTER);
    let lead = sign_in(&app, &largest.hub_id, "hub-lead").await?;
    let coordinator = sign_in(&app, &nation, "national").await?;
    let names = names(&app, largest).await?;
    let router = web::router(app.clone());
    for (object, cookie) in [(Object::Hub, &lead), (Object::Nation, &coordinator)] {
        for path in pages(object, &names) {
            let mut took = Vec::new();
            for round in 0..ask.rounds {
                write_one(&app, largest, &names, round).await?;
                took.push(ask_for(&router, &path, cookie).await?);
            }
            tally.page(&path, &mut took);
        }
    }
    say(&format!("memory at most {} MB, store {} MB", most_memory(), megabytes(&folder)));
    say(&format!("{} passed, {} failed", tally.passed, tally.failed));
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What was within its target and what was not.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn check(&mut self, what: &str, took: Duration, within: Duration) {
        let is_well = took <= within;
        let word = if is_well { "ok    " } else { "FAILED" };
        say(&format!("{word} {what}: {} ms (at most {})", took.as_millis(), within.as_millis()));
        if is_well { self.passed += 1 } else { self.failed += 1 }
    }

    fn page(&mut self, path: &str, took: &mut [Duration]) {
        let first = took.first().copied().unwrap_or_default();
        took.sort_unstable();
        let at = |percent: usize| {
            let place = (took.len() * percent).div_ceil(100).max(1) - 1;
            took.get(place).copied().unwrap_or_default()
        };
        let (half, most) = (at(50), at(95));
        let what =
            format!("{path} p50 {} ms, first {} ms, p95", half.as_millis(), first.as_millis());
        self.check(&what, most, PAGE);
    }
}

/// Reads the register as a file is read, looks what it would change, and takes it over.
async fn bring_in_the_register(app: &App, ask: &Ask) -> Fallible<Duration> {
    // Some are closed, independent or without a place: those that take part are fewer than those there are.
    let made = invent(ask.seed, (ask.schools * 13 / 10).min(70_000));
    let (csv, links) = (made.schools_csv(), made.links);
    let started = Instant::now();
    let read = Register::read(&csv, &Columns::official())?;
    let held = app.store.school_register().await?;
    let after = held.with(&read);
    let lines = Succession::of(&links, Some(&after));
    let found = changes(&held, &read, &lines);
    let n = after.n_schools();
    app.store.take_register(after, lines.links(), clock::now(), serde_json::json!({})).await?;
    let took = started.elapsed();
    say(&format!("register: {n} schools, {} new, {} links", found.new.len(), lines.links().len()));
    Ok(took)
}

/// Adds the hubs, gives each the schools nearest to it, and writes their years.
async fn write_the_hubs(app: &App, ask: &Ask) -> Fallible<Vec<(Hub, Vec<Urn>)>> {
    let register = app.store.school_register().await?;
    let takes_part = |school: &&School| {
        school.is_open(today()) == Some(true)
            && school.place.is_some()
            && matches!(school.phase.as_deref(), Some("Primary" | "Secondary"))
    };
    let schools: Vec<&School> = register.schools().filter(takes_part).take(ask.schools).collect();
    let apart = schools.len() / ask.hubs.max(1);
    let leads: Vec<&School> =
        schools.iter().step_by(apart.max(1)).take(ask.hubs).copied().collect();
    let metres = |a: Option<Place>, b: Option<Place>| match (a, b) {
        (Some(a), Some(b)) => a.metres_to(b),
        _ => u64::MAX,
    };
    let mut of_hub: Vec<Vec<&School>> = vec![Vec::new(); leads.len()];
    // The nearest hub that has room, so that none has far more than its share.
    let room = schools.len().div_ceil(leads.len().max(1)) * 5 / 4;
    for school in &schools {
        let mut near: Vec<usize> = (0..leads.len()).collect();
        near.sort_by_key(|&at| (metres(leads[at].place, school.place), at));
        if let Some(at) = near.into_iter().find(|&at| of_hub[at].len() < room) {
            of_hub[at].push(school);
        }
    }
    let a_school_year = ask.facts / (schools.len().max(1) * usize::from(ask.years.max(1)));
    let (mut hubs, mut n_facts) = (Vec::new(), 0);
    let started = Instant::now();
    for (at, (lead, own)) in leads.iter().zip(of_hub).enumerate() {
        let new = NewHub {
            name: format!("Hub {} of {}", at + 1, lead.town.as_deref().unwrap_or("the county")),
            demo: true,
            lead_urn: lead.urn,
            created_at: clock::now(),
        };
        let hub = app.store.add_hub(new).await?;
        n_facts += told::write(app, &hub, &own, ask.years, a_school_year).await?;
        hubs.push((hub, own.iter().map(|school| school.urn).collect()));
    }
    say(&format!(
        "{} hubs, {} schools, {n_facts} facts of {} years written in {} s",
        hubs.len(),
        schools.len(),
        ask.years,
        started.elapsed().as_secs()
    ));
    Ok(hubs)
}

/// Every hub hands on to one nation; gives the nation's id.
async fn hand_on(app: &App, hubs: &[(Hub, Vec<Urn>)]) -> Fallible<String> {
    let nation = app.store.add_nation("The Centre", true, clock::now()).await?;
    for (hub, _) in hubs {
        let journal = HubJournal::read(app, hub.clone()).await.map_err(told::told)?;
        let returned = HubReturn {
            hub: hub.name.clone(),
            lead_urn: hub.lead_urn,
            on: today(),
            caption: "Simulated: no figure here is a fact about any school.".to_owned(),
            schools: ReturnedSchool::all_in(&journal.book.facts),
            practice: Vec::new(),
        };
        let fact = vec![NationFact::HandedOn { returned }];
        let now = clock::now();
        app.store.append_nation_facts(&nation.nation_id, now, Author::System, fact).await?;
    }
    Ok(nation.nation_id)
}

async fn sign_in(app: &App, house: &str, role: &str) -> Fallible<String> {
    let now = clock::now();
    let one = NewStaff {
        name: "A. Reader".to_owned(),
        email: None,
        roles: vec![role.to_owned()],
        password_hash: None,
        created_at: now,
    };
    let one = app.store.add_staff(house, one).await?;
    let session = NewSession {
        school_id: one.school_id,
        who: Who::Staff(one.staff_id),
        class_id: None,
        device_id: None,
        created_at: now,
        expires_at: now + 24 * 3_600_000_000,
    };
    Ok(app.store.open_session(session).await?)
}

/// What the names in an address stand for, and the school that is written of.
async fn names(app: &App, hub: &Hub) -> Fallible<BTreeMap<&'static str, String>> {
    let journal = HubJournal::read(app, hub.clone()).await.map_err(told::told)?;
    let session = journal.book.sessions.all().last().map(|one| one.id.clone());
    let urn = journal.schools.keys().next().ok_or("the hub has no school")?;
    Ok([
        ("{urn}", urn.to_string()),
        ("{session}", session.ok_or("the hub has no session")?),
        ("{definition}", "ever".to_owned()),
    ]
    .into())
}

/// Every page that is read and whose names are known; lessons and projects are none of the load.
fn pages(object: Object, names: &BTreeMap<&'static str, String>) -> Vec<String> {
    let is_for_it = |who: web::Who| match who {
        web::Who::Roles(roles) => {
            roles.iter().any(|role| matches!(role, web::Role::HubLead | web::Role::National))
        }
        web::Who::Anyone | web::Who::Bearer => false,
    };
    let reads = web::table().into_iter().filter(|route| {
        route.method == "GET" && route.access.object == object && is_for_it(route.access.who)
    });
    let named = reads.map(|route| {
        names.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value))
    });
    named.filter(|path| !path.contains('{')).collect()
}

/// One more fact, so that the next page has something new to fold.
async fn write_one(
    app: &App,
    hub: &Hub,
    names: &BTreeMap<&'static str, String>,
    round: usize,
) -> Fallible<()> {
    let fact = HubFact::Asked {
        urn: names["{urn}"].parse()?,
        programme: told::STAGES[0][round % 4].to_owned(),
        year: today().school_year(),
        action: Action::RingTheSchool,
        on: today(),
    };
    app.store.append_hub_facts(&hub.hub_id, clock::now(), Author::System, vec![fact]).await?;
    Ok(())
}

async fn ask_for(router: &Router, path: &str, cookie: &str) -> Fallible<Duration> {
    let request = Request::builder()
        .uri(path)
        .header(header::HOST, "tenframe.test")
        .header(header::COOKIE, format!("tenframe={cookie}"))
        .body(Body::empty())?;
    let started = Instant::now();
    let response = router.clone().oneshot(request).await?;
    let status = response.status();
    to_bytes(response.into_body(), usize::MAX).await?;
    let took = started.elapsed();
    // A paper of which there is nothing to print says so.
    let is_answer = status.is_success() || status == StatusCode::UNPROCESSABLE_ENTITY;
    if is_answer { Ok(took) } else { Err(format!("{path} answered {status}").into()) }
}

/// The most memory this program has had, in MB; 0 where the system does not tell.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kb.unwrap_or(0) / 1_000
}

fn megabytes(folder: &std::path::Path) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum::<u64>() / 1_000_000
}
