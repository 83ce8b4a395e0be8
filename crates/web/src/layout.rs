//! The shells every page sits in: public, staff, projector, pupil.
//!
//! A shell sets the document, the bar with the mark, and the scripts; pages give only what is inside.

use curriculum::Content;
use learning::Plan;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::access::{Role, Visit};
use crate::parts::ten_frame;

/// Where a staff page belongs in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Today and everything of the day's lesson.
    Today,
    /// Small steps and progression.
    Steps,
    /// Classes, pupils and imports.
    Classes,
    /// The school's own view.
    School,
}

/// Where a hub's page belongs in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HubPlace {
    /// What is late this week.
    Late,
    /// Its schools.
    Schools,
    /// Who has a place and who waits.
    Places,
    /// Work groups.
    Groups,
    /// Who leads, and Mastery Advocates.
    People,
    /// Sessions of the groups.
    Sessions,
    /// What schools are due.
    Money,
    /// The report.
    Report,
    /// A page of everybody's, such as a small step.
    Elsewhere,
}

/// Where a nation's page belongs in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NationPlace {
    /// The figures of every hub.
    Figures,
    /// Research projects.
    Research,
    /// A researcher's extracts.
    Extracts,
    /// A page of everybody's, such as a small step.
    Elsewhere,
}

/// A page anybody may see.
pub fn public(visit: &Visit, title: &str, inside: &Markup) -> Markup {
    public_with(visit, title, &[], inside)
}

/// A page anybody may see who has its link, which stands on it to keep.
pub fn by_link(visit: &Visit, title: &str, inside: &Markup) -> Markup {
    public_with(visit, title, &["/assets/whole.js"], inside)
}

fn public_with(visit: &Visit, title: &str, scripts: &[&str], inside: &Markup) -> Markup {
    document(
        title,
        "",
        scripts,
        &html! { (notice(visit.notice)) (bar(&html! {})) main #main { (inside) } (foot()) },
    )
}

/// A page anybody may use, with the bar of whoever is signed in as staff.
pub fn open(visit: &Visit, place: Place, title: &str, script: &str, inside: &Markup) -> Markup {
    if visit.actor.as_ref().is_some_and(|actor| !actor.roles().contains(&Role::Pupil)) {
        return staff_with(visit, place, title, script, inside);
    }
    document(
        title,
        "",
        &[script],
        &html! { (notice(visit.notice)) (bar(&html! {})) main #main { (inside) } (foot()) },
    )
}

/// A page for when something could not be shown.
pub fn plain(title: &str, inside: &Markup) -> Markup {
    let inside = html! { (bar(&html! {})) main #main { (inside) } (foot()) };
    document(title, "", &["/assets/back.js"], &inside)
}

/// A page for signed-in staff.
pub fn staff(visit: &Visit, place: Place, title: &str, inside: &Markup) -> Markup {
    staff_with(visit, place, title, "/assets/app.js", inside)
}

/// A page of a hub, for its lead and its specialists.
pub fn hub(visit: &Visit, place: HubPlace, title: &str, inside: &Markup) -> Markup {
    hub_with(visit, place, title, "/assets/app.js", inside)
}

/// A page of a hub with a form that is kept on the phone until it is sent.
pub fn hub_keeping(visit: &Visit, place: HubPlace, title: &str, inside: &Markup) -> Markup {
    hub_with(visit, place, title, "/assets/keep.js", inside)
}

fn hub_with(visit: &Visit, place: HubPlace, title: &str, script: &str, inside: &Markup) -> Markup {
    let leads = visit.is_any_of(&[Role::HubLead]);
    let link = |to: &str, here: HubPlace, name: &str| {
        html! { a href=(to) aria-current=[(here == place).then_some("page")] { (name) } }
    };
    let links = html! {
        (link("/hub", HubPlace::Late, "Late"))
        (link("/hub/schools", HubPlace::Schools, "Schools"))
        @if leads { (link("/hub/places", HubPlace::Places, "Places")) }
        (link("/hub/groups", HubPlace::Groups, "Groups"))
        (link("/hub/people", HubPlace::People, "People"))
        (link("/hub/sessions", HubPlace::Sessions, "Sessions"))
        @if leads { (link("/hub/money", HubPlace::Money, "Money")) (link("/hub/report", HubPlace::Report, "Report")) }
    };
    signed_in(visit, title, script, &links, inside)
}

/// A page of a nation, for whoever looks after every hub and for researchers.
pub fn nation(visit: &Visit, place: NationPlace, title: &str, inside: &Markup) -> Markup {
    let link = |to: &str, here: NationPlace, name: &str| {
        html! { a href=(to) aria-current=[(here == place).then_some("page")] { (name) } }
    };
    let links = html! {
        @if visit.is_any_of(&[Role::National]) { (link("/nation", NationPlace::Figures, "Every hub")) (link("/nation/projects", NationPlace::Research, "Research")) }
        @if visit.is_any_of(&[Role::Researcher]) { (link("/research", NationPlace::Extracts, "Your extracts")) }
    };
    signed_in(visit, title, "/assets/app.js", &links, inside)
}

/// A page under the bar of somebody signed in: links, and the way out.
fn signed_in(visit: &Visit, title: &str, script: &str, links: &Markup, inside: &Markup) -> Markup {
    let links = html! {
        nav aria-label="Main" {
            (links)
            form.inline method="post" action="/sign-out" {
                (token(visit))
                button.plain { "Sign out" }
            }
        }
    };
    document(
        title,
        "",
        &[script],
        &html! { (notice(visit.notice)) (bar(&links)) main #main { (inside) } (foot()) },
    )
}

fn staff_with(visit: &Visit, place: Place, title: &str, script: &str, inside: &Markup) -> Markup {
    if visit.is_any_of(&[Role::HubLead, Role::Specialist]) && !visit.is_any_of(&Role::OF_A_SCHOOL) {
        return hub_with(visit, HubPlace::Elsewhere, title, script, inside);
    }
    if visit.is_any_of(&Role::OF_A_NATION) && !visit.is_any_of(&Role::OF_A_SCHOOL) {
        return nation(visit, NationPlace::Elsewhere, title, inside);
    }
    let roles = visit.actor.as_ref().map(|actor| actor.roles().to_vec()).unwrap_or_default();
    let leads = roles.iter().any(|role| {
        matches!(role, Role::MathsLead | Role::Headteacher | Role::SchoolAdministrator)
    });
    let link = |to: &str, here: Place, name: &str| {
        html! { a href=(to) aria-current=[(here == place).then_some("page")] { (name) } }
    };
    let links = html! {
        (link("/today", Place::Today, "Today"))
        (link("/steps", Place::Steps, "Small steps"))
        (link("/classes", Place::Classes, "Classes"))
        @if leads { (link("/school", Place::School, "School")) }
    };
    signed_in(visit, title, script, &links, inside)
}

/// A staff page whose live parts follow a lesson.
pub fn following(
    visit: &Visit,
    place: Place,
    title: &str,
    lesson_id: &str,
    inside: &Markup,
) -> Markup {
    staff(visit, place, title, &followed(lesson_id, inside))
}

/// A staff page that follows a lesson and moves it by the keys of the projector.
pub fn moving(
    visit: &Visit,
    place: Place,
    title: &str,
    lesson_id: &str,
    inside: &Markup,
) -> Markup {
    staff_with(visit, place, title, "/assets/present.js", &followed(lesson_id, inside))
}

fn followed(lesson_id: &str, inside: &Markup) -> Markup {
    html! { div #follow data-events={ "/lessons/" (lesson_id) "/events" } { (inside) } p #connection.soft.small role="status" {} }
}

/// One screen for the whole class: no bar, no names, nothing to click by accident.
pub fn projector(title: &str, is_blank: bool, inside: &Markup) -> Markup {
    document(
        title,
        if is_blank { "projector blank" } else { "projector" },
        &["/assets/present.js"],
        inside,
    )
}

/// A pupil's page: large, one thing at a time.
pub fn pupil(title: &str, scripts: &[&str], inside: &Markup) -> Markup {
    document(title, "pupil", scripts, &html! { main #main { (inside) } })
}

/// The head of a page of a lesson: what page it is, the lesson's title, and the small step where that has another name.
pub fn lesson_head(content: &Content, class: &str, page: &str, plan: &Plan) -> Markup {
    html! {
        div {
            p.eyebrow { (class) " · " (page) }
            h1 { (plan.title) }
            (step_line(content, plan.step.as_deref(), &plan.title))
        }
    }
}

/// "Small step: …" under a lesson's title; nothing where the lesson is called as its step, or has none.
pub fn step_line(content: &Content, step: Option<&str>, title: &str) -> Markup {
    let step = step.and_then(|slug| content.step(slug)).filter(|step| !title.contains(&step.name));
    html! { @if let Some(step) = step { p.of-step { "Small step: " a href={ "/steps/" (step.slug) } { (step.name) } } } }
}

/// The hidden field every form carries.
pub fn token(visit: &Visit) -> Markup {
    html! { input type="hidden" name="_token" value=(visit.token); }
}

fn document(title: &str, class: &str, scripts: &[&str], body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Tenframe" }
                link rel="stylesheet" href="/assets/style.css";
                link rel="icon" href="/assets/mark.svg" type="image/svg+xml";
                script src="/assets/theme.js" {}
                @for script in scripts { script src=(script) type="module" {} }
            }
            body class=[(!class.is_empty()).then_some(class)] {
                a.skip href="#main" { "Skip to the page" }
                (body)
            }
        }
    }
}

fn notice(words: Option<&str>) -> Markup {
    html! { @if let Some(words) = words { div.notice { (words) } } }
}

fn bar(links: &Markup) -> Markup {
    html! {
        header.bar { div {
            a.mark href="/" { (ten_frame::mark()) "Tenframe" }
            (links)
        } }
    }
}

fn foot() -> Markup {
    html! {
        footer.foot { div {
            span { "Tenframe is open-source software for teaching for mastery." }
            span.row {
                label.small for="theme" { "Page colour" }
                select #theme  {
                    @for (value, name) in THEMES { option value=(value) { (name) } }
                }
            }
        } }
    }
}

const THEMES: [(&str, &str); 6] = [
    ("light", "Paper"),
    ("dark", "Dark"),
    ("cream", "Cream"),
    ("blue", "Blue"),
    ("rose", "Rose"),
    ("contrast", "High contrast"),
];

/// Text already safe for HTML, such as a drawing of our own.
pub fn safe(text: &str) -> Markup {
    PreEscaped(text.to_owned())
}
