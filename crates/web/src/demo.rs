//! The demo's doors: who is signed in behind each, without typing.
//!
//! The people are invented; `tenframe demo` makes them.

/// A door on the demo's front page.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// Its name in the address.
    pub slug: &'static str,
    /// The invented member of staff behind it.
    pub email: &'static str,
    /// Where it opens.
    pub opens: &'static str,
    /// Whether it opens the joining page of that person's class instead.
    pub is_pupil: bool,
}

/// The teacher of the Year 4 class.
pub const TEACHER: &str = "teacher@thistledown.example";
/// The mathematics lead of the primary school.
pub const LEAD: &str = "lead@thistledown.example";
/// The Year 8 teacher of the secondary school.
pub const SECONDARY: &str = "teacher@ashdown-vale.example";

/// The lead of the invented hub.
pub const HUB_LEAD: &str = "lead@northfield-hub.example";

/// Who looks after every invented hub.
pub const NATIONAL: &str = "centre@maths-centre.example";

/// Who studies the programme, from extracts alone.
pub const RESEARCHER: &str = "study@maths-centre.example";

/// The doors in the order shown.
pub const DOORS: [Door; 7] = [
    Door { slug: "teach", email: TEACHER, opens: "/today", is_pupil: false },
    Door { slug: "lead", email: LEAD, opens: "/school", is_pupil: false },
    Door { slug: "pupil", email: TEACHER, opens: "", is_pupil: true },
    Door { slug: "teach-secondary", email: SECONDARY, opens: "/today", is_pupil: false },
    Door { slug: "hub", email: HUB_LEAD, opens: "/hub", is_pupil: false },
    Door { slug: "nation", email: NATIONAL, opens: "/nation", is_pupil: false },
    Door { slug: "research", email: RESEARCHER, opens: "/research", is_pupil: false },
];

/// The teacher of the other primary class.
pub const OTHER_TEACHER: &str = "other-teacher@thistledown.example";
/// The teaching assistant of the first primary class.
pub const ASSISTANT: &str = "assistant@thistledown.example";
