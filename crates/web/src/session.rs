//! Who is signed in: the cookie, the form token and the delivery token of a pupil's answers.
//!
//! The cookie holds a random token whose SHA-256 the store knows. Form and delivery tokens are signed, not stored.
//! It never checks a password; `pages/sign_in.rs` does. Start at [`of`].

use axum::http::{HeaderMap, HeaderValue, header};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{NewSession, Who};

use crate::access::Role;
use crate::app::App;
use crate::clock;
use crate::error::PageError;

/// Somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A child, in the class joined.
    Pupil(PupilActor),
    /// A member of staff.
    Staff(StaffActor),
}

/// A child signed in to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilActor {
    /// The school.
    pub school_id: String,
    /// The class joined.
    pub class_id: String,
    /// The pupil.
    pub pupil_id: String,
    /// The name on the page.
    pub name: String,
}

/// A member of staff signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffActor {
    /// The school.
    pub school_id: String,
    /// The member of staff.
    pub staff_id: String,
    /// The name on the page.
    pub name: String,
    /// What they do there.
    pub roles: Vec<Role>,
}

impl Actor {
    /// The school of whoever is signed in.
    pub fn school_id(&self) -> &str {
        match self {
            Self::Pupil(pupil) => &pupil.school_id,
            Self::Staff(staff) => &staff.school_id,
        }
    }

    /// The name on the page.
    pub fn name(&self) -> &str {
        match self {
            Self::Pupil(pupil) => &pupil.name,
            Self::Staff(staff) => &staff.name,
        }
    }

    /// What they do.
    pub fn roles(&self) -> &[Role] {
        match self {
            Self::Pupil(_) => &[Role::Pupil],
            Self::Staff(staff) => &staff.roles,
        }
    }

    /// The member of staff.
    ///
    /// # Errors
    ///
    /// [`PageError::not_yours`] for a pupil.
    pub fn staff(&self) -> Result<&StaffActor, PageError> {
        match self {
            Self::Staff(staff) => Ok(staff),
            Self::Pupil(_) => Err(PageError::not_yours()),
        }
    }

    /// The pupil.
    ///
    /// # Errors
    ///
    /// [`PageError::not_yours`] for staff.
    pub fn pupil(&self) -> Result<&PupilActor, PageError> {
        match self {
            Self::Pupil(pupil) => Ok(pupil),
            Self::Staff(_) => Err(PageError::not_yours()),
        }
    }

    /// The author of facts this person records.
    pub fn author(&self) -> learning::Author {
        match self {
            Self::Staff(staff) => learning::Author::Staff { id: staff.staff_id.as_str().into() },
            Self::Pupil(pupil) => learning::Author::Device {
                pupil: pupil.pupil_id.as_str().into(),
                device: "page".into(),
            },
        }
    }
}

const COOKIE: &str = "tenframe";

/// Our choice: a school day and a bit, so that nobody signs in twice in a day.
const STAFF_HOURS: i64 = 14;
const PUPIL_HOURS: i64 = 9;
const HOUR: i64 = 3_600_000_000;

/// The token in the browser's cookie.
pub fn cookie_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Who is signed in, with the form token of the session.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn of(app: &App, headers: &HeaderMap) -> Result<Option<(Actor, String)>, PageError> {
    let Some(token) = cookie_token(headers) else { return Ok(None) };
    let Some(session) = app.store.session(token, clock::now()).await? else { return Ok(None) };
    let school_id = session.school_id;
    let actor = match session.who {
        Who::Staff(staff_id) => app
            .store
            .staff_member(&school_id, &staff_id)
            .await?
            .filter(|staff| staff.left_at.is_none())
            .map(|staff| {
                let roles = staff.roles.iter().filter_map(|slug| Role::read(slug)).collect();
                Actor::Staff(StaffActor { school_id, staff_id, name: staff.name, roles })
            }),
        Who::Pupil(pupil_id) => {
            let class_id = session.class_id.unwrap_or_default();
            app.store
                .pupil(&school_id, &pupil_id)
                .await?
                .filter(|pupil| pupil.left_at.is_none())
                .map(|pupil| {
                    Actor::Pupil(PupilActor {
                        school_id,
                        class_id,
                        pupil_id,
                        name: pupil.given_name,
                    })
                })
        }
    };
    Ok(actor.map(|actor| (actor, sign(app, &["form", token]))))
}

/// Opens a session for a member of staff and gives the cookie to set.
pub async fn open_staff(
    app: &App,
    school_id: &str,
    staff_id: &str,
) -> Result<HeaderValue, PageError> {
    open(app, school_id, Who::Staff(staff_id.to_owned()), None, STAFF_HOURS).await
}

/// Opens a session for a pupil in a class and gives the cookie to set.
pub async fn open_pupil(
    app: &App,
    school_id: &str,
    class_id: &str,
    pupil_id: &str,
) -> Result<HeaderValue, PageError> {
    open(app, school_id, Who::Pupil(pupil_id.to_owned()), Some(class_id.to_owned()), PUPIL_HOURS)
        .await
}

async fn open(
    app: &App,
    school_id: &str,
    who: Who,
    class_id: Option<String>,
    hours: i64,
) -> Result<HeaderValue, PageError> {
    let now = clock::now();
    let new = NewSession {
        school_id: school_id.to_owned(),
        who,
        class_id,
        device_id: None,
        created_at: now,
        expires_at: now + hours * HOUR,
    };
    let token = app.store.open_session(new).await?;
    set_cookie(&token, hours * 3600)
}

/// The cookie that forgets the session.
pub fn forget() -> Result<HeaderValue, PageError> {
    set_cookie("", 0)
}

fn set_cookie(token: &str, seconds: i64) -> Result<HeaderValue, PageError> {
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    HeaderValue::from_str(&text)
        .map_err(|_| PageError::fault("a session token that is not a cookie"))
}

/// Whom a delivery token belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The school.
    pub school_id: String,
    /// The class.
    pub class_id: String,
    /// The pupil.
    pub pupil_id: String,
}

/// Seven days, as long as an answer may wait in a device's outbox.
const DELIVERY_DAYS: i64 = 7;

/// The token that delivers a pupil's answers, even after sign-out, for seven days.
pub fn delivery_token(app: &App, pupil: &PupilActor, now: i64) -> String {
    let until = now / HOUR + DELIVERY_DAYS * 24;
    let named = format!("{}~{}~{}~{until}", pupil.school_id, pupil.class_id, pupil.pupil_id);
    let signature = sign(app, &["delivery", &named]);
    format!("{named}~{signature}")
}

/// Reads a delivery token; none when it is not ours or is over.
pub fn read_delivery(app: &App, token: &str, now: i64) -> Option<Delivery> {
    let (named, signature) = token.rsplit_once('~')?;
    if !is_signed(app, &["delivery", named], signature) {
        return None;
    }
    let mut parts = named.split('~');
    let (school_id, class_id, pupil_id) = (parts.next()?, parts.next()?, parts.next()?);
    let until: i64 = parts.next()?.parse().ok()?;
    (now / HOUR <= until).then(|| Delivery {
        school_id: school_id.to_owned(),
        class_id: class_id.to_owned(),
        pupil_id: pupil_id.to_owned(),
    })
}

/// The name of a link with which a school signs its plan: it holds the hub and the fact that asked.
pub fn plan_token(app: &App, hub_id: &str, asked: &str) -> String {
    let signature = sign(app, &["plan", hub_id, asked]);
    format!("{hub_id}~{asked}~{signature}")
}

/// The hub and the fact of such a link; none when it is not ours.
pub fn read_plan_token(app: &App, link: &str) -> Option<(String, String)> {
    let mut parts = link.split('~');
    let (hub_id, asked, signature) = (parts.next()?, parts.next()?, parts.next()?);
    is_signed(app, &["plan", hub_id, asked], signature)
        .then(|| (hub_id.to_owned(), asked.to_owned()))
}

/// The name of a link that opens one thing a school said to a hub on a public page: `kind` says which, the link holds
/// the hub and the fact.
pub fn public_token(app: &App, kind: &str, hub_id: &str, fact: &str) -> String {
    let signature = sign(app, &[kind, hub_id, fact]);
    format!("{hub_id}~{fact}~{signature}")
}

/// The hub and the fact of such a link; none when it is not ours, or is of another kind.
pub fn read_public_token(app: &App, kind: &str, link: &str) -> Option<(String, String)> {
    let mut parts = link.split('~');
    let (hub_id, fact, signature) = (parts.next()?, parts.next()?, parts.next()?);
    is_signed(app, &[kind, hub_id, fact], signature).then(|| (hub_id.to_owned(), fact.to_owned()))
}

/// Makes the keys of one extract: the same text has the same key in it, and another in any other.
pub fn extract_keys(app: &App, extract: &str) -> impl Fn(&str) -> String {
    let (app, extract) = (app.clone(), extract.to_owned());
    move |text| sign(&app, &["extract", &extract, text])[..12].to_owned()
}

/// The name of a link with which a school says what it shares.
pub fn agreement_token(app: &App, hub_id: &str, asked: &str) -> String {
    let signature = sign(app, &["agreement", hub_id, asked]);
    format!("{hub_id}~{asked}~{signature}")
}

/// The hub and the fact of such a link; none when it is not ours.
pub fn read_agreement_token(app: &App, link: &str) -> Option<(String, String)> {
    let mut parts = link.split('~');
    let (hub_id, asked, signature) = (parts.next()?, parts.next()?, parts.next()?);
    is_signed(app, &["agreement", hub_id, asked], signature)
        .then(|| (hub_id.to_owned(), asked.to_owned()))
}

/// The name of a link with which a school hands counts on of what its pupils learn.
pub fn learning_token(app: &App, hub_id: &str, asked: &str) -> String {
    let signature = sign(app, &["learning", hub_id, asked]);
    format!("{hub_id}~{asked}~{signature}")
}

/// The hub and the fact of such a link; none when it is not ours.
pub fn read_learning_token(app: &App, link: &str) -> Option<(String, String)> {
    let mut parts = link.split('~');
    let (hub_id, asked, signature) = (parts.next()?, parts.next()?, parts.next()?);
    is_signed(app, &["learning", hub_id, asked], signature)
        .then(|| (hub_id.to_owned(), asked.to_owned()))
}

/// The name of one link of a round of statements: it holds the hub, the round and a number, and nobody.
pub fn slip_token(app: &App, hub_id: &str, round: &str, number: u16) -> String {
    let signature = sign(app, &["slip", hub_id, round, &number.to_string()]);
    format!("{hub_id}~{round}~{number}~{signature}")
}

/// The hub, the round and the number of such a link; none when it is not ours.
pub fn read_slip_token(app: &App, link: &str) -> Option<(String, String, u16)> {
    let mut parts = link.split('~');
    let (hub_id, round, number) = (parts.next()?, parts.next()?, parts.next()?);
    let signature = parts.next()?;
    is_signed(app, &["slip", hub_id, round, number], signature)
        .then(|| Some((hub_id.to_owned(), round.to_owned(), number.parse().ok()?)))?
}

/// A mark made of texts, from which they cannot be found out; the same texts have the same mark.
pub fn mark(app: &App, of: &[&str]) -> String {
    sign(app, &[&["mark"], of].concat())[..24].to_owned()
}

/// What codes are written with: nothing that is taken for something else.
const PAIR_LETTERS: &[u8; 23] = b"23456789CDFGHJKMNPRTVWX";
const PAIR_LENGTH: usize = 12;

/// A code by which a teacher's answers of two rounds pair; kept nowhere.
///
/// # Errors
///
/// A fault when the machine gives no chance.
pub fn new_pair_code() -> Result<String, PageError> {
    let mut code = String::new();
    while code.len() < PAIR_LENGTH {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| PageError::fault("no random numbers"))?;
        // Bytes past the last whole round of letters are left out, so that every letter is as likely.
        let fair = bytes.iter().map(|&byte| usize::from(byte)).filter(|&byte| byte < 253);
        let letters = fair.map(|byte| char::from(PAIR_LETTERS[byte % PAIR_LETTERS.len()]));
        code.extend(letters.take(PAIR_LENGTH - code.len()));
    }
    Ok(code)
}

/// Whether a text may be such a code.
pub fn is_a_pair_code(text: &str) -> bool {
    text.len() == PAIR_LENGTH && text.bytes().all(|byte| PAIR_LETTERS.contains(&byte))
}

/// A code as it is read: `7KXD-2M9T-CHRW`.
pub fn spaced(code: &str) -> String {
    let pieces: Vec<&str> = (0..code.len())
        .step_by(4)
        .filter_map(|at| code.get(at..(at + 4).min(code.len())))
        .collect();
    pieces.join("-")
}

fn sign(app: &App, parts: &[&str]) -> String {
    mac(app, parts).finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_signed(app: &App, parts: &[&str], signature: &str) -> bool {
    let bytes: Option<Vec<u8>> = (0..signature.len() / 2)
        .map(|at| u8::from_str_radix(signature.get(at * 2..at * 2 + 2)?, 16).ok())
        .collect();
    bytes.is_some_and(|bytes| mac(app, parts).verify_slice(&bytes).is_ok())
}

fn mac(app: &App, parts: &[&str]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(b"\n");
    }
    mac
}
