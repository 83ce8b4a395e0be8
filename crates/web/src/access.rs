//! Who may open what: roles, whose object a page shows, and the guard before every handler.
//!
//! The guard is the only place that reads the session cookie or decides; handlers receive a [`Visit`].
//! Start at [`guard`].

use axum::Extension;
use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::error::PageError;
use crate::session::{self, Actor};
use crate::turns::Turn;

/// What a person does in the programme or the school, as sessions and the router table name it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A child in a class.
    Pupil,
    /// An adult who helps in a class.
    TeachingAssistant,
    /// Teaches one or more classes.
    Teacher,
    /// Leads mathematics in a school, or a department.
    MathsLead,
    /// Leads the school.
    Headteacher,
    /// Looks after classes, staff and data.
    SchoolAdministrator,
    /// Leads work groups of schools.
    Specialist,
    /// Leads a hub.
    HubLead,
    /// Looks after every hub of the nation.
    National,
    /// Studies the programme, from extracts alone.
    Researcher,
}

impl Role {
    /// Every role, in the order of the router's documentation.
    pub const ALL: [Self; 10] = [
        Self::Pupil,
        Self::TeachingAssistant,
        Self::Teacher,
        Self::MathsLead,
        Self::Headteacher,
        Self::SchoolAdministrator,
        Self::Specialist,
        Self::HubLead,
        Self::National,
        Self::Researcher,
    ];

    /// The roles of a nation's people.
    pub const OF_A_NATION: [Self; 2] = [Self::National, Self::Researcher];

    /// The roles of a school's staff; who has none of them is a hub's, or a nation's.
    pub const OF_A_SCHOOL: [Self; 5] = [
        Self::TeachingAssistant,
        Self::Teacher,
        Self::MathsLead,
        Self::Headteacher,
        Self::SchoolAdministrator,
    ];

    /// The first page of somebody with these roles.
    pub fn first_page(roles: &[Self]) -> &'static str {
        let is_of_a_hub = |role: &Self| matches!(role, Self::HubLead | Self::Specialist);
        if roles.contains(&Self::Pupil) {
            "/pupil"
        } else if roles.contains(&Self::National) {
            "/nation"
        } else if roles.contains(&Self::Researcher) {
            "/research"
        } else if roles.iter().any(is_of_a_hub)
            && !roles.iter().any(|role| Self::OF_A_SCHOOL.contains(role))
        {
            "/hub"
        } else {
            "/today"
        }
    }

    /// The slug kept in the store, such as `maths-lead`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Pupil => "pupil",
            Self::TeachingAssistant => "teaching-assistant",
            Self::Teacher => "teacher",
            Self::MathsLead => "maths-lead",
            Self::Headteacher => "headteacher",
            Self::SchoolAdministrator => "school-administrator",
            Self::Specialist => "specialist",
            Self::HubLead => "hub-lead",
            Self::National => "national",
            Self::Researcher => "researcher",
        }
    }

    /// Reads a slug back.
    pub fn read(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// Whether this role sees every class of its school, not only its own.
    fn sees_whole_school(self) -> bool {
        matches!(self, Self::MathsLead | Self::Headteacher | Self::SchoolAdministrator)
    }
}

/// Who may use a route.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// Anybody, signed in or not.
    Anyone,
    /// Whoever brings what stands on a token of its own, or asks what is nobody's: who is signed in is not looked up.
    Bearer,
    /// Somebody signed in with one of these roles.
    Roles(&'static [Role]),
}

/// Whose object a route shows; the path names it (`{class}`, `{lesson}`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// Nobody's: public pages and content.
    Nothing,
    /// The actor's own school.
    School,
    /// A class of the actor's school; teachers and assistants only their own.
    Class,
    /// A lesson of such a class; a pupil only of the class joined.
    Lesson,
    /// The actor's own hub.
    Hub,
    /// The actor's own nation: what hubs handed on, never a class, a teacher or a pupil.
    Nation,
}

/// The access column of one row of the router table.
#[derive(Debug, Clone, Copy)]
pub struct Access {
    /// Who may use the route.
    pub who: Who,
    /// Whose object it shows.
    pub object: Object,
}

/// One checked request: who asks, and for which school, class and lesson.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Who is signed in; `None` on public pages.
    pub actor: Option<Actor>,
    /// The class named by the path or by its lesson.
    pub class: Option<store::Class>,
    /// The lesson named by the path.
    pub lesson: Option<store::Lesson>,
    /// The hub of whoever asks, on a hub's pages.
    pub hub: Option<store::Hub>,
    /// The nation of whoever asks, on a nation's pages.
    pub nation: Option<store::Nation>,
    /// The form token every form of this page must carry; empty when nobody is signed in.
    pub token: String,
    /// What every page must say of this server; none when there is nothing to say.
    pub notice: Option<&'static str>,
}

impl Visit {
    /// Whether whoever asks has one of these roles.
    pub fn is_any_of(&self, roles: &[Role]) -> bool {
        let own = self.actor.as_ref().map(Actor::roles).unwrap_or_default();
        own.iter().any(|role| roles.contains(role))
    }

    /// Whether whoever asks teaches: may plan, decide and accept.
    pub fn may_teach(&self) -> bool {
        self.is_any_of(&[Role::Teacher, Role::MathsLead])
    }

    /// The signed-in actor.
    ///
    /// # Errors
    ///
    /// [`PageError::sign_in`] on a public route without a session.
    pub fn actor(&self) -> Result<&Actor, PageError> {
        self.actor.as_ref().ok_or_else(PageError::sign_in)
    }

    /// The class the route names.
    pub fn class(&self) -> Result<&store::Class, PageError> {
        self.class.as_ref().ok_or_else(|| PageError::not_found("class"))
    }

    /// The hub of whoever asks.
    pub fn hub(&self) -> Result<&store::Hub, PageError> {
        self.hub.as_ref().ok_or_else(PageError::not_yours)
    }

    /// The nation of whoever asks.
    pub fn nation(&self) -> Result<&store::Nation, PageError> {
        self.nation.as_ref().ok_or_else(PageError::not_yours)
    }

    /// The lesson the route names.
    pub fn lesson(&self) -> Result<&store::Lesson, PageError> {
        self.lesson.as_ref().ok_or_else(|| PageError::not_found("lesson"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| PageError::fault("a page outside the router table"))
    }
}

/// Lets a request through to its handler, or answers with the page that says why not.
pub async fn guard(
    State(app): State<App>,
    Extension(access): Extension<Access>,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    match admit(&app, access, &params, request).await {
        Ok(request) => match in_turn(&app, request).await {
            Ok((request, turn)) => {
                let response = next.run(request).await;
                drop(turn);
                response
            }
            Err(error) => error.into_response(),
        },
        Err(refused) => *refused,
    }
}

/// Waits for the turn of a change to a hub or a nation. What is larger than a form takes none: nobody should wait for
/// a file on its way.
async fn in_turn(app: &App, request: Request) -> Result<(Request, Option<Turn>), PageError> {
    let visit = request.extensions().get::<Visit>();
    let hub = visit.and_then(|visit| Some(visit.hub.as_ref()?.hub_id.clone()));
    let nation = visit.and_then(|visit| Some(visit.nation.as_ref()?.nation_id.clone()));
    let length = request.body().size_hint().upper();
    let is_short = length.is_some_and(|n| n <= FORM_LIMIT as u64);
    let is_form = request.method() != Method::GET && is_short;
    let Some(house) = hub.or(nation).filter(|_| is_form) else { return Ok((request, None)) };
    let (parts, body) = request.into_parts();
    let sent = axum::body::to_bytes(body, FORM_LIMIT).await;
    let sent = sent.map_err(|_| PageError::too_large("form", FORM_LIMIT))?;
    let turn = app.turns.take(&house).await;
    Ok((Request::from_parts(parts, Body::from(sent)), Some(turn)))
}

async fn admit(
    app: &App,
    access: Access,
    params: &RawPathParams,
    request: Request,
) -> Result<Request, Box<Response>> {
    let (mut parts, body) = request.into_parts();
    let session = match access.who {
        Who::Bearer => None,
        Who::Anyone | Who::Roles(_) => session::of(app, &parts.headers).await.map_err(refuse)?,
    };
    let (actor, token) = match session {
        Some((actor, token)) => (Some(actor), token),
        None => (None, String::new()),
    };
    check_role(access.who, actor.as_ref(), &parts.method, &parts.uri)?;
    let mut body = body;
    if parts.method != Method::GET {
        check_origin(&parts.headers).map_err(refuse)?;
        if actor.is_some() && matches!(access.who, Who::Roles(_)) {
            body = check_token(&token, &parts, body).await.map_err(refuse)?;
        }
    }
    let visit = find_object(app, access.object, actor, params, token).await.map_err(refuse)?;
    parts.extensions.insert(visit);
    Ok(Request::from_parts(parts, body))
}

fn refuse(error: PageError) -> Box<Response> {
    Box::new(error.into_response())
}

fn check_role(
    who: Who,
    actor: Option<&Actor>,
    method: &Method,
    uri: &Uri,
) -> Result<(), Box<Response>> {
    let Who::Roles(allowed) = who else { return Ok(()) };
    match actor {
        Some(actor) if actor.roles().iter().any(|role| allowed.contains(role)) => Ok(()),
        Some(_) => Err(refuse(PageError::not_yours())),
        None if method == Method::GET => {
            let to = if allowed == [Role::Pupil] {
                "/join".to_owned()
            } else {
                format!("/sign-in?next={}", uri.path())
            };
            Err(Box::new(Redirect::to(&to).into_response()))
        }
        None => Err(refuse(PageError::sign_in())),
    }
}

/// A change must come from a page of this server: `Origin` (or `Referer`) names the host that was asked.
fn check_origin(headers: &HeaderMap) -> Result<(), PageError> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::HeaderName::from_static("sec-fetch-site"))
        .is_some_and(|site| site == "cross-site")
    {
        return Err(PageError::other_site());
    }
    let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
    let host = text(header::HOST).unwrap_or_default();
    let same = origin.split_once("://").is_some_and(|(_, from)| from == host);
    if same { Ok(()) } else { Err(PageError::other_site()) }
}

/// Our choice: form bodies up to 256 KiB are searched for the token; files carry it in the address.
const FORM_LIMIT: usize = 256 * 1024;

async fn check_token(token: &str, parts: &Parts, body: Body) -> Result<Body, PageError> {
    let in_header =
        parts.headers.get("x-form-token").is_some_and(|value| value.as_bytes() == token.as_bytes());
    let wanted = format!("_token={token}");
    let in_query =
        parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair == wanted));
    if in_header || in_query {
        return Ok(body);
    }
    let bytes = axum::body::to_bytes(body, FORM_LIMIT)
        .await
        .map_err(|_| PageError::too_large("form", FORM_LIMIT))?;
    let in_form = bytes.split(|byte| *byte == b'&').any(|pair| pair == wanted.as_bytes());
    if in_form { Ok(Body::from(bytes)) } else { Err(PageError::old_form()) }
}

async fn find_object(
    app: &App,
    object: Object,
    actor: Option<Actor>,
    params: &RawPathParams,
    token: String,
) -> Result<Visit, PageError> {
    let mut visit = Visit {
        actor,
        class: None,
        lesson: None,
        hub: None,
        nation: None,
        token,
        notice: app.settings.notice(),
    };
    let named =
        |name: &str| params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
    let class_id = match object {
        Object::Nothing | Object::School => return Ok(visit),
        Object::Hub => {
            let hub = app.store.hub(visit.actor()?.school_id()).await?;
            visit.hub = Some(hub.ok_or_else(PageError::not_yours)?);
            return Ok(visit);
        }
        Object::Nation => {
            let nation = app.store.nation(visit.actor()?.school_id()).await?;
            visit.nation = Some(nation.ok_or_else(PageError::not_yours)?);
            return Ok(visit);
        }
        Object::Class => {
            named("class").ok_or_else(|| PageError::fault("a class route without `{class}`"))?
        }
        Object::Lesson => {
            let id = named("lesson")
                .ok_or_else(|| PageError::fault("a lesson route without `{lesson}`"))?;
            let lesson = app.store.lesson(visit.actor()?.school_id(), &id).await?;
            let lesson = lesson.ok_or_else(|| PageError::not_found("lesson"))?;
            let class_id = lesson.class_id.clone();
            visit.lesson = Some(lesson);
            class_id
        }
    };
    let class = app.store.class(visit.actor()?.school_id(), &class_id).await?;
    let class = class.ok_or_else(|| PageError::not_found("class"))?;
    if !may_see_class(app, visit.actor()?, &class).await? {
        return Err(PageError::not_yours());
    }
    visit.class = Some(class);
    Ok(visit)
}

async fn may_see_class(app: &App, actor: &Actor, class: &store::Class) -> Result<bool, PageError> {
    match actor {
        Actor::Pupil(pupil) => Ok(pupil.class_id == class.class_id),
        Actor::Staff(staff) if staff.roles.iter().any(|role| role.sees_whole_school()) => Ok(true),
        Actor::Staff(staff) => {
            let own = app.store.classes_of_staff(&staff.school_id, &staff.staff_id).await?;
            Ok(own.iter().any(|one| one.class_id == class.class_id))
        }
    }
}
