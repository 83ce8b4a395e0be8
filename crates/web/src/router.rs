//! Every route in one table: path, handler, who may, whose object.
//!
//! A path that is not in this table does not exist; tests are made from the same table.
//! Reading a page is `see`, changing something is `act`. Every row passes [`access::guard`].

use std::convert::Infallible;

use axum::Extension;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::access::{self, Access, Object, Role, Who};
use crate::app::App;
use crate::{assets, pages};

/// One row of the table.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with `{class}`, `{lesson}` and other names.
    pub path: &'static str,
    /// Who may, and whose object.
    pub access: Access,
    handler: MethodRouter<App>,
}

const ANYONE: Who = Who::Anyone;
const BEARER: Who = Who::Bearer;
const PUPILS: Who = Who::Roles(&[Role::Pupil]);
const STAFF: Who = Who::Roles(&[
    Role::TeachingAssistant,
    Role::Teacher,
    Role::MathsLead,
    Role::Headteacher,
    Role::SchoolAdministrator,
    Role::Specialist,
    Role::HubLead,
    Role::National,
    Role::Researcher,
]);
const CLASS_STAFF: Who = Who::Roles(&[
    Role::TeachingAssistant,
    Role::Teacher,
    Role::MathsLead,
    Role::Headteacher,
    Role::SchoolAdministrator,
]);
const TEACHERS: Who = Who::Roles(&[Role::Teacher, Role::MathsLead]);
const ADULTS: Who = Who::Roles(&[Role::TeachingAssistant, Role::Teacher, Role::MathsLead]);
const LEADERS: Who = Who::Roles(&[Role::MathsLead, Role::Headteacher, Role::SchoolAdministrator]);
const HEADS: Who = Who::Roles(&[Role::MathsLead, Role::Headteacher]);
const MATHS_LEADS: Who = Who::Roles(&[Role::MathsLead]);
const KEEPERS: Who = Who::Roles(&[Role::Teacher, Role::MathsLead, Role::SchoolAdministrator]);
const ADMINISTRATORS: Who = Who::Roles(&[Role::SchoolAdministrator]);

const HUB: Who = Who::Roles(&[Role::HubLead, Role::Specialist]);
const HUB_LEADS: Who = Who::Roles(&[Role::HubLead]);
const NATIONAL: Who = Who::Roles(&[Role::National]);
const RESEARCHERS: Who = Who::Roles(&[Role::Researcher]);

/// The table.
pub fn table() -> Vec<Route> {
    use Object::{Class, Hub, Lesson, Nation, Nothing, School};
    use pages::{
        agree, applied, big_ideas, check, class, classes, concepts, desk, drawings, facts,
        find_the_slip, five_ideas, front, gate, go_on, grid, health, hub, hub_door, hub_exchanges,
        hub_five_ideas, hub_group_changes, hub_groups, hub_hand_on, hub_import_preview,
        hub_imports, hub_learning, hub_lesson, hub_lesson_task, hub_lesson_watch, hub_lessons,
        hub_lists, hub_materials, hub_money, hub_observation, hub_papers, hub_people,
        hub_people_written, hub_place_dates, hub_places, hub_plan, hub_plan_draft, hub_quotations,
        hub_report, hub_rounds, hub_schools, hub_session, hub_sessions, hub_sharing, hub_support,
        hub_visit, join, keep_up, keep_up_times, knowledge, lasting, learning_counts, lesson,
        marking, nation, nation_allocation, nation_extracts, nation_practice, nation_projects,
        own_record, own_sequence, places, present, pretend, pupil, pupil_facts, research, result,
        school, school_counts, school_lasts, school_practices, sequence, set_up, shares, sheets,
        sign_in, steps, thread, today, together,
    };
    let large = DefaultBodyLimit::max(hub_import_preview::MOST_SENT);
    let workbook_preview = hub_import_preview::preview.layer(large);
    vec![
        // Anybody
        see("/", ANYONE, Nothing, front::show),
        see("/sign-in", ANYONE, Nothing, sign_in::show),
        act("/sign-in", ANYONE, Nothing, sign_in::sign_in),
        act("/sign-out", ANYONE, Nothing, sign_in::sign_out),
        see("/set-up/{token}", ANYONE, Nothing, set_up::show),
        act("/set-up/{token}", ANYONE, Nothing, set_up::set_up),
        act("/demo/{door}", ANYONE, Nothing, sign_in::enter_demo),
        see("/join", ANYONE, Nothing, join::ask_code),
        act("/join", ANYONE, Nothing, join::find_class),
        see("/join/{code}", ANYONE, Nothing, join::ask_name),
        act("/join/{code}", ANYONE, Nothing, join::join),
        act("/answers", BEARER, Nothing, pupil::deliver),
        see("/health", BEARER, Nothing, health::health),
        see("/metrics", BEARER, Nothing, health::metrics),
        see("/places", ANYONE, Nothing, places::show),
        act("/places", ANYONE, Nothing, applied::ask),
        act("/places/apply", ANYONE, Nothing, applied::apply),
        see("/applied/{application}", ANYONE, Nothing, applied::show),
        see("/asked/{interest}", ANYONE, Nothing, applied::asked),
        act("/asked/{interest}", ANYONE, Nothing, applied::take_back),
        see("/agree/{plan}", ANYONE, Nothing, agree::show),
        act("/agree/{plan}", ANYONE, Nothing, agree::sign),
        see("/shares/{agreement}", ANYONE, Nothing, shares::show),
        act("/shares/{agreement}", ANYONE, Nothing, shares::agree),
        act("/shares/{agreement}/take-back", ANYONE, Nothing, shares::take_back),
        act("/shares/{agreement}/count", ANYONE, Nothing, shares::count),
        see("/five-ideas/{slip}", ANYONE, Nothing, five_ideas::show),
        act("/five-ideas/{slip}", ANYONE, Nothing, five_ideas::answer),
        act("/five-ideas/{slip}/take-out", ANYONE, Nothing, five_ideas::take_out),
        see("/learning/{handing}", ANYONE, Nothing, learning_counts::show),
        act("/learning/{handing}", ANYONE, Nothing, learning_counts::hand_on),
        act("/learning/{handing}/take-back", ANYONE, Nothing, learning_counts::take_back),
        see("/drawings", ANYONE, Nothing, drawings::all),
        see("/drawings/{kind}", ANYONE, Nothing, drawings::show),
        see("/drawings/{kind}/picture.svg", ANYONE, Nothing, drawings::picture),
        // Pupils
        see("/pupil", PUPILS, Nothing, pupil::show),
        see("/pupil/now", PUPILS, Nothing, pupil::now),
        see("/pupil/events", PUPILS, Nothing, pupil::events),
        act("/pupil/preview", PUPILS, Nothing, pupil::preview),
        act("/pupil/answer", PUPILS, Nothing, pupil::answer),
        act("/pupil/expect", PUPILS, Nothing, pupil::expect),
        see("/pupil/facts", PUPILS, Nothing, pupil_facts::show),
        act("/pupil/facts", PUPILS, Nothing, pupil_facts::answer),
        act("/pupil/facts/copy", PUPILS, Nothing, pupil_facts::copied),
        see("/pupil/facts/tables-check", PUPILS, Nothing, pupil_facts::tables_check),
        act("/pupil/facts/tables-check", PUPILS, Nothing, pupil_facts::keep_tables_check),
        // Content, for all staff
        see("/steps", STAFF, Nothing, steps::find),
        see("/steps/{step}", STAFF, Nothing, steps::show),
        see("/threads/{thread}", STAFF, Nothing, thread::show),
        see("/concepts", STAFF, Nothing, concepts::all),
        see("/concepts/{concept}", STAFF, Nothing, concepts::show),
        see("/concepts/{concept}/present", STAFF, Nothing, concepts::present),
        see("/families/{family}", STAFF, Nothing, sequence::of_family),
        see("/big-ideas", STAFF, Nothing, big_ideas::all),
        see("/big-ideas/{idea}", STAFF, Nothing, big_ideas::show),
        see("/references", STAFF, Nothing, big_ideas::references),
        see("/sequences", STAFF, Nothing, own_sequence::show),
        see("/sequences/practice", STAFF, Nothing, find_the_slip::show),
        // A class
        see("/today", CLASS_STAFF, School, today::first),
        see("/classes", CLASS_STAFF, School, classes::show),
        act("/classes", ADMINISTRATORS, School, classes::add),
        see("/classes/{class}/today", CLASS_STAFF, Class, today::show),
        see("/classes/{class}", CLASS_STAFF, Class, class::show),
        act("/classes/{class}/timetable", KEEPERS, Class, class::save_timetable),
        act("/classes/{class}/pupils/preview", KEEPERS, Class, class::preview_import),
        act("/classes/{class}/pupils", KEEPERS, Class, class::import),
        act("/classes/{class}/pupils/leave", KEEPERS, Class, class::leave),
        see("/classes/{class}/check", TEACHERS, Class, check::show),
        act("/classes/{class}/check", TEACHERS, Class, check::make),
        act("/classes/{class}/sequence", TEACHERS, Class, own_sequence::put_to_use),
        act("/classes/{class}/lessons", TEACHERS, Class, lesson::make),
        see("/classes/{class}/keep-up-times", CLASS_STAFF, Class, keep_up_times::show),
        act("/classes/{class}/keep-up-times", KEEPERS, Class, keep_up_times::save),
        see("/classes/{class}/ledger", CLASS_STAFF, Class, keep_up::ledger),
        see("/classes/{class}/lasting", CLASS_STAFF, Class, lasting::show),
        see("/classes/{class}/gate", CLASS_STAFF, Class, gate::show),
        act("/classes/{class}/gate", TEACHERS, Class, gate::ask),
        act("/classes/{class}/gate/{step}/pre-teach", ADULTS, Class, gate::print_pre_teach),
        see("/classes/{class}/sheets/{code}", CLASS_STAFF, Class, gate::sheet),
        see("/classes/{class}/facts", CLASS_STAFF, Class, facts::show),
        act("/classes/{class}/facts/met", TEACHERS, Class, facts::save_met),
        act("/classes/{class}/facts/begin", ADULTS, Class, facts::begin),
        see("/classes/{class}/facts/present", ADULTS, Class, facts::present),
        // A lesson
        see("/lessons/{lesson}", CLASS_STAFF, Lesson, lesson::show),
        act("/lessons/{lesson}/plan", TEACHERS, Lesson, lesson::save),
        act("/lessons/{lesson}/start", TEACHERS, Lesson, lesson::start),
        act("/lessons/{lesson}/end", TEACHERS, Lesson, lesson::end),
        see("/lessons/{lesson}/events", CLASS_STAFF, Lesson, present::events),
        see("/lessons/{lesson}/present", ADULTS, Lesson, present::show),
        act("/lessons/{lesson}/move", ADULTS, Lesson, present::go),
        act("/lessons/{lesson}/hands", ADULTS, Lesson, present::count_hands),
        act("/lessons/{lesson}/expect", ADULTS, Lesson, present::expect),
        see("/lessons/{lesson}/desk", ADULTS, Lesson, desk::show),
        see("/lessons/{lesson}/sequence/{turn}", CLASS_STAFF, Lesson, sequence::of_turn),
        act("/lessons/{lesson}/sequence/{turn}", TEACHERS, Lesson, sequence::keep),
        see("/lessons/{lesson}/grid", CLASS_STAFF, Lesson, grid::show),
        see("/lessons/{lesson}/marking", ADULTS, Lesson, marking::show),
        act("/lessons/{lesson}/marking", ADULTS, Lesson, marking::mark),
        see("/lessons/{lesson}/result", CLASS_STAFF, Lesson, result::show),
        act("/lessons/{lesson}/result", TEACHERS, Lesson, result::change),
        see("/lessons/{lesson}/keep-up", CLASS_STAFF, Lesson, keep_up::show),
        act("/lessons/{lesson}/keep-up", ADULTS, Lesson, keep_up::held),
        see("/lessons/{lesson}/go-on", CLASS_STAFF, Lesson, go_on::show),
        act("/lessons/{lesson}/go-on", TEACHERS, Lesson, go_on::decide),
        act("/lessons/{lesson}/sheets/{sheet}", ADULTS, Lesson, sheets::issue),
        see("/lessons/{lesson}/sheets/{sheet}", CLASS_STAFF, Lesson, sheets::show),
        act("/lessons/{lesson}/pretend", TEACHERS, Lesson, pretend::change),
        // A teacher's own record, which nobody else opens
        see("/own-record", TEACHERS, School, own_record::show),
        act("/own-record", TEACHERS, School, own_record::write),
        act("/own-record/take-back", TEACHERS, School, own_record::take_it_back),
        act("/own-record/names", TEACHERS, School, own_record::say_names),
        see("/own-record/knowledge", TEACHERS, School, knowledge::own),
        act("/own-record/knowledge", TEACHERS, School, knowledge::answer),
        // A school
        see("/school", LEADERS, School, school::show),
        see("/school/practices", LEADERS, School, school_practices::show),
        see("/school/lasts", LEADERS, School, school_lasts::show),
        act("/school/lasts", HEADS, School, school_lasts::write),
        see("/school/knowledge", MATHS_LEADS, School, knowledge::of_school),
        see("/school/together", CLASS_STAFF, School, together::show),
        act("/school/together", MATHS_LEADS, School, together::plan_meeting),
        act("/school/together/change", MATHS_LEADS, School, together::change),
        act("/school/together/coaching", TEACHERS, School, together::coach),
        see("/school/together.ics", CLASS_STAFF, School, together::calendar),
        act("/big-ideas/notes", TEACHERS, School, big_ideas::note),
        see("/school/counts", LEADERS, School, school_counts::show),
        act("/school/staff", ADMINISTRATORS, School, school::add_staff),
        // A hub: its own book and the public register, never a class
        see("/hub", HUB, Hub, hub::show),
        act("/hub", HUB, Hub, hub::act),
        act("/hub/take-back", HUB, Hub, hub::take_back),
        see("/hub/schools", HUB, Hub, hub_schools::show),
        see("/hub/schools/{urn}", HUB, Hub, hub_schools::one),
        act("/hub/schools/{urn}", HUB, Hub, hub_schools::write),
        see("/hub/schools/{urn}/door", HUB, Hub, hub_door::show),
        act("/hub/schools/{urn}/door", HUB, Hub, hub_door::answer),
        act("/hub/schools/{urn}/door/decide", HUB_LEADS, Hub, hub_door::decided),
        see("/hub/schools/{urn}/visit", HUB, Hub, hub_visit::show),
        act("/hub/schools/{urn}/visit", HUB, Hub, hub_visit::log),
        act("/hub/schools/{urn}/visit/done", HUB, Hub, hub_visit::done),
        see("/hub/schools/{urn}/learning", HUB, Hub, hub_learning::show),
        act("/hub/schools/{urn}/learning", HUB, Hub, hub_learning::ask),
        act("/hub/schools/{urn}/learning/taken-back", HUB, Hub, hub_learning::taken_back),
        see("/hub/schools/{urn}/observation", HUB, Hub, hub_observation::show),
        act("/hub/schools/{urn}/observation", HUB, Hub, hub_observation::write),
        see("/hub/schools/{urn}/support", HUB, Hub, hub_support::show),
        act("/hub/schools/{urn}/support", HUB, Hub, hub_support::write),
        act("/hub/schools/{urn}/support/hours", HUB_LEADS, Hub, hub_support::set_hours),
        see("/hub/schools/{urn}/plan", HUB, Hub, hub_plan::show),
        act("/hub/schools/{urn}/plan", HUB, Hub, hub_plan::write),
        act("/hub/schools/{urn}/plan/sign", HUB, Hub, hub_plan::sign),
        act("/hub/schools/{urn}/plan/ask", HUB, Hub, hub_plan::ask),
        act("/hub/schools/{urn}/plan/review", HUB, Hub, hub_plan::review),
        act("/hub/schools/{urn}/plan/sharing", HUB, Hub, hub_plan::share),
        see("/hub/schools/{urn}/plan/draft", HUB, Hub, hub_plan_draft::show),
        act("/hub/schools/{urn}/plan/draft", HUB, Hub, hub_plan_draft::take),
        see("/hub/schools/{urn}/sharing", HUB, Hub, hub_sharing::show),
        act("/hub/schools/{urn}/sharing", HUB, Hub, hub_sharing::ask),
        act("/hub/schools/{urn}/sharing/taken-back", HUB, Hub, hub_sharing::taken_back),
        act("/hub/schools/{urn}/people", HUB_LEADS, Hub, hub_schools::name_people),
        act("/hub/schools/{urn}/leaves", HUB_LEADS, Hub, hub_schools::leaves),
        see("/hub/imports", HUB_LEADS, Hub, hub_imports::show),
        see("/hub/imports/template.xlsx", HUB_LEADS, Hub, hub_import_preview::template),
        act("/hub/imports/preview", HUB_LEADS, Hub, workbook_preview),
        act("/hub/imports/bring-in", HUB_LEADS, Hub, hub_import_preview::bring_in),
        act("/hub/imports/{import}", HUB_LEADS, Hub, hub_imports::decide),
        see("/hub/places", HUB_LEADS, Hub, hub_places::show),
        act("/hub/places", HUB_LEADS, Hub, hub_places::set),
        act("/hub/places/dates", HUB_LEADS, Hub, hub_place_dates::write),
        act("/hub/places/round", HUB_LEADS, Hub, hub_rounds::set),
        act("/hub/places/told", HUB_LEADS, Hub, hub_rounds::told),
        act("/hub/places/decline", HUB_LEADS, Hub, hub_rounds::decline),
        see("/hub/places.csv", HUB_LEADS, Hub, hub_lists::letters),
        see("/hub/groups", HUB, Hub, hub_groups::show),
        act("/hub/groups", HUB_LEADS, Hub, hub_group_changes::change),
        act("/hub/groups/wishes", HUB_LEADS, Hub, hub_group_changes::wish),
        see("/hub/people", HUB, Hub, hub_people::show),
        act("/hub/people", HUB_LEADS, Hub, hub_people_written::write),
        see("/hub/sessions", HUB, Hub, hub_sessions::show),
        act("/hub/sessions", HUB, Hub, hub_sessions::plan),
        see("/hub/sessions/{session}", HUB, Hub, hub_session::show),
        act("/hub/sessions/{session}/register", HUB, Hub, hub_session::take_register),
        act("/hub/sessions/{session}/notes", HUB, Hub, hub_session::note),
        act("/hub/sessions/{session}/move", HUB, Hub, hub_session::move_it),
        act("/hub/sessions/{session}/call-off", HUB, Hub, hub_session::call_off),
        see("/hub/sessions/{session}/calendar.ics", HUB, Hub, hub_session::calendar),
        act("/hub/sessions/{session}/theme", HUB, Hub, hub_lessons::set_theme),
        see("/hub/sessions/{session}/lesson", HUB, Hub, hub_lesson::choose),
        act("/hub/sessions/{session}/lesson", HUB, Hub, hub_lesson::chosen),
        see("/hub/exchanges", HUB, Hub, hub_exchanges::show),
        act("/hub/exchanges", HUB, Hub, hub_exchanges::write),
        act("/hub/exchanges/again", HUB, Hub, hub_exchanges::again),
        see("/hub/lessons", HUB, Hub, hub_lessons::show),
        act("/hub/lessons/offers", HUB, Hub, hub_lessons::offer),
        see("/hub/lessons/{group_lesson}", HUB, Hub, hub_lesson::show),
        act("/hub/lessons/{group_lesson}/suggestions", HUB, Hub, hub_lesson::suggest),
        act("/hub/lessons/{group_lesson}/versions", HUB, Hub, hub_lesson::write),
        see("/hub/lessons/{group_lesson}/watch/{session}", HUB, Hub, hub_lesson_watch::show),
        act("/hub/lessons/{group_lesson}/watch/{session}", HUB, Hub, hub_lesson_watch::watched),
        act("/hub/lessons/{group_lesson}/tasks", HUB, Hub, hub_lesson_task::set),
        see("/hub/lessons/{group_lesson}/tasks/{gap_task}", HUB, Hub, hub_lesson_task::show),
        act("/hub/lessons/{group_lesson}/tasks/{gap_task}", HUB, Hub, hub_lesson_task::bring),
        see("/hub/materials", HUB, Hub, hub_materials::show),
        act("/hub/materials", HUB, Hub, hub_materials::add),
        act("/hub/materials/licence", HUB, Hub, hub_materials::set_licence),
        act("/hub/materials/consent", HUB, Hub, hub_materials::set_consent),
        see("/hub/materials.csv", HUB, Hub, hub_materials::as_csv),
        see("/hub/money", HUB_LEADS, Hub, hub_money::show),
        act("/hub/money", HUB_LEADS, Hub, hub_money::pay),
        act("/hub/money/rules", HUB_LEADS, Hub, hub_money::set_rules),
        see("/hub/money.csv", HUB_LEADS, Hub, hub_money::as_csv),
        see("/hub/money/claims.pdf", HUB_LEADS, Hub, hub_papers::claims),
        see("/hub/money/closing.pdf", HUB_LEADS, Hub, hub_papers::closing),
        see("/hub/year.csv", HUB_LEADS, Hub, hub_lists::year),
        see("/hub/five-ideas", HUB, Hub, hub_five_ideas::show),
        act("/hub/five-ideas", HUB_LEADS, Hub, hub_five_ideas::open),
        see("/hub/five-ideas/{round}/links", HUB, Hub, hub_five_ideas::links),
        see("/hub/five-ideas.csv", HUB, Hub, hub_five_ideas::as_csv),
        see("/hub/five-ideas/codebook.csv", HUB, Hub, hub_five_ideas::codebook),
        see("/hub/quotations", HUB, Hub, hub_quotations::show),
        act("/hub/quotations", HUB, Hub, hub_quotations::quote),
        see("/hub/report", HUB_LEADS, Hub, hub_report::show),
        see("/hub/report.csv", HUB_LEADS, Hub, hub_report::as_csv),
        see("/hub/report.pdf", HUB_LEADS, Hub, hub_report::as_pdf),
        see("/hub/report/{definition}", HUB_LEADS, Hub, hub_report::open),
        see("/hub/hand-on", HUB_LEADS, Hub, hub_hand_on::show),
        act("/hub/hand-on", HUB_LEADS, Hub, hub_hand_on::hand_on),
        see("/hub/hand-on.csv", HUB_LEADS, Hub, hub_hand_on::as_csv),
        // A nation: what hubs handed on, never a school's own pages
        see("/nation", NATIONAL, Nation, nation::show),
        see("/nation.csv", NATIONAL, Nation, nation::as_csv),
        see("/nation/figures/{definition}", NATIONAL, Nation, nation::open),
        see("/nation/practice", NATIONAL, Nation, nation_practice::show),
        see("/nation/practice.csv", NATIONAL, Nation, nation_practice::as_csv),
        see("/nation/projects", NATIONAL, Nation, nation_projects::show),
        act("/nation/projects", NATIONAL, Nation, nation_projects::begin),
        see("/nation/projects/{project}", NATIONAL, Nation, nation_projects::one),
        act("/nation/projects/{project}", NATIONAL, Nation, nation_projects::write),
        act("/nation/projects/{project}/allocate", NATIONAL, Nation, nation_allocation::allocate),
        act("/nation/projects/{project}/extracts", NATIONAL, Nation, nation_extracts::grant),
        act("/nation/projects/{project}/take-back", NATIONAL, Nation, nation_allocation::take_back),
        see("/research", RESEARCHERS, Nation, research::show),
        act("/research/extracts/{extract}", RESEARCHERS, Nation, research::take),
        act("/research/extracts/{extract}/practice", RESEARCHERS, Nation, research::take_practice),
        see("/research/extracts/{extract}/codebook.csv", RESEARCHERS, Nation, research::codebook),
    ]
}

/// The whole application.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in table() {
        let guarded: MethodRouter<App> = route
            .handler
            .layer::<_, Infallible>(from_fn_with_state(app.clone(), access::guard))
            .layer(Extension(route.access));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(assets::serve)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CompressionLayer::new())
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ))
        .with_state(app)
}

/// Our choice: a class list of thirty is a few KiB; 2 MiB leaves room and refuses the rest.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Everything comes from this server; no script or style stands inside a page.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'";

fn see<H, T>(path: &'static str, who: Who, object: Object, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: "GET", path, access: Access { who, object }, handler: get(handler) }
}

fn act<H, T>(path: &'static str, who: Who, object: Object, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: "POST", path, access: Access { who, object }, handler: post(handler) }
}
