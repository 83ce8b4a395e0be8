//! Every statement the store can run: one `.sql` file each, named as its constant.
//!
//! A statement not listed here cannot be run; a test runs each of them. Start at [`ALL`].

/// Whether a statement changes the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Runs on the reader pool.
    Read,
    /// Runs on the one writer only.
    Write,
}

/// What a statement looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Names one school in `$n`; the whole answer path is of this kind.
    OneSchool,
    /// Names one hub in `$n`, and joins nothing but reference tables and the hub's own.
    OneHub,
    /// A small reference table, sign-in, or upkeep.
    WholeStore,
}

/// One statement.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Query {
    /// The file's name without `.sql`.
    pub name: &'static str,
    /// The SQL, with parameters written `$1`, `$2`, ...
    pub text: &'static str,
    /// Whether it changes the store.
    pub effect: Effect,
    /// Whether it stays within one school or hub.
    pub reach: Reach,
}

macro_rules! queries {
    ($($constant:ident = $name:literal, $effect:ident, $reach:ident;)*) => {
        $(pub(crate) const $constant: Query = Query {
            name: $name,
            text: include_str!(concat!("sql/", $name, ".sql")),
            effect: Effect::$effect,
            reach: Reach::$reach,
        };)*

        /// Every statement, in the order of their names.
        #[cfg(test)]
        pub(crate) const ALL: &[&Query] = &[$(&$constant),*];
    };
}

queries! {
    ADD_CLASS = "add_class", Write, OneSchool;
    ADD_FACT = "add_fact", Write, OneSchool;
    ADD_HUB = "add_hub", Write, OneHub;
    ADD_HUB_FACT = "add_hub_fact", Write, OneHub;
    ADD_HUB_SCHOOL = "add_hub_school", Write, OneHub;
    ADD_IMPORT_BATCH = "add_import_batch", Write, OneSchool;
    ADD_LESSON = "add_lesson", Write, OneSchool;
    ADD_NATION_FACT = "add_nation_fact", Write, OneSchool;
    ADD_PUPIL = "add_pupil", Write, OneSchool;
    ADD_REGISTER_UPDATE = "add_register_update", Write, WholeStore;
    ADD_SCHOOL = "add_school", Write, OneSchool;
    ADD_SCHOOL_FACT = "add_school_fact", Write, OneSchool;
    ADD_SECRET = "add_secret", Write, WholeStore;
    ADD_SESSION = "add_session", Write, OneSchool;
    ADD_SETUP = "add_setup", Write, WholeStore;
    ADD_SHEET = "add_sheet", Write, OneSchool;
    ADD_STAFF = "add_staff", Write, OneSchool;
    ADD_STAFF_CLASS = "add_staff_class", Write, OneSchool;
    CHANGE_CLASS = "change_class", Write, OneSchool;
    CHANGE_LESSON = "change_lesson", Write, OneSchool;
    CHANGE_PASSWORD = "change_password", Write, OneSchool;
    CHANGE_PUPIL = "change_pupil", Write, OneSchool;
    CHANGE_SCHOOL = "change_school", Write, OneSchool;
    CHANGE_STAFF = "change_staff", Write, OneSchool;
    CLAIM_CLASS_CODE = "claim_class_code", Write, WholeStore;
    CLAIM_SHEET_CODE = "claim_sheet_code", Write, WholeStore;
    COUNT_SIGN_IN = "count_sign_in", Write, WholeStore;
    FIND_CLASS_CODE = "find_class_code", Read, WholeStore;
    FIND_FACT_BY_DEVICE = "find_fact_by_device", Read, OneSchool;
    FIND_REGISTER_SCHOOLS = "find_register_schools", Read, WholeStore;
    FIND_SHEET_CODE = "find_sheet_code", Read, WholeStore;
    FIND_STAFF_BY_EMAIL = "find_staff_by_email", Read, WholeStore;
    JOIN_CLASS = "join_class", Write, OneSchool;
    LAST_HUB_FACT = "last_hub_fact", Read, OneHub;
    LAST_NATION_FACT = "last_nation_fact", Read, OneSchool;
    LEAVE_CLASS = "leave_class", Write, OneSchool;
    LEAVE_EVERY_CLASS = "leave_every_class", Write, OneSchool;
    LIST_CLASSES = "list_classes", Read, OneSchool;
    LIST_CLASSES_OF_PUPIL = "list_classes_of_pupil", Read, OneSchool;
    LIST_CLASSES_OF_STAFF = "list_classes_of_staff", Read, OneSchool;
    LIST_CURRENT_ENROLMENTS = "list_current_enrolments", Read, OneSchool;
    LIST_EVERY_FACT = "list_every_fact", Read, WholeStore;
    LIST_FACTS_OF_CLASS = "list_facts_of_class", Read, OneSchool;
    LIST_FACTS_OF_LESSON = "list_facts_of_lesson", Read, OneSchool;
    LIST_HUB_FACTS = "list_hub_facts", Read, OneHub;
    LIST_HUB_SCHOOLS = "list_hub_schools", Read, OneHub;
    LIST_HUBS = "list_hubs", Read, WholeStore;
    LIST_IMPORT_BATCHES = "list_import_batches", Read, OneSchool;
    LIST_LESSONS_OF_CLASS = "list_lessons_of_class", Read, OneSchool;
    LIST_NATION_FACTS = "list_nation_facts", Read, OneSchool;
    LIST_NATIONS = "list_nations", Read, WholeStore;
    LIST_PUPILS = "list_pupils", Read, OneSchool;
    LIST_REGISTER_LINKS = "list_register_links", Read, WholeStore;
    LIST_REGISTER_SCHOOLS = "list_register_schools", Read, WholeStore;
    LIST_ROSTER = "list_roster", Read, OneSchool;
    LIST_SCHOOL_FACTS = "list_school_facts", Read, OneSchool;
    LIST_SCHOOLS = "list_schools", Read, WholeStore;
    LIST_SESSIONS_OF_CLASS = "list_sessions_of_class", Read, OneSchool;
    LIST_SHEETS_OF_LESSON = "list_sheets_of_lesson", Read, OneSchool;
    LIST_STAFF = "list_staff", Read, OneSchool;
    LIST_STAFF_OF_CLASS = "list_staff_of_class", Read, OneSchool;
    PUT_REGISTER_LINK = "put_register_link", Write, WholeStore;
    PUT_REGISTER_SCHOOL = "put_register_school", Write, WholeStore;
    READ_CLASS = "read_class", Read, OneSchool;
    READ_FACT = "read_fact", Read, OneSchool;
    READ_HUB = "read_hub", Read, OneHub;
    READ_LAST_REGISTER_UPDATE = "read_last_register_update", Read, WholeStore;
    READ_LESSON = "read_lesson", Read, OneSchool;
    READ_NATION = "read_nation", Read, OneSchool;
    READ_PUPIL = "read_pupil", Read, OneSchool;
    READ_REGISTER_SCHOOL = "read_register_school", Read, WholeStore;
    READ_SCHOOL = "read_school", Read, OneSchool;
    READ_SECRET = "read_secret", Read, WholeStore;
    READ_SESSION = "read_session", Read, OneSchool;
    READ_SETUP = "read_setup", Read, WholeStore;
    READ_SHEET = "read_sheet", Read, OneSchool;
    READ_STAFF = "read_staff", Read, OneSchool;
    REMOVE_EXPIRED_SESSIONS = "remove_expired_sessions", Write, WholeStore;
    REMOVE_SECRET = "remove_secret", Write, WholeStore;
    REMOVE_SESSION = "remove_session", Write, OneSchool;
    REMOVE_SESSIONS_OF_PUPIL = "remove_sessions_of_pupil", Write, OneSchool;
    REMOVE_SESSIONS_OF_STAFF = "remove_sessions_of_staff", Write, OneSchool;
    REMOVE_SIGN_IN = "remove_sign_in", Write, WholeStore;
    REMOVE_STAFF_CLASS = "remove_staff_class", Write, OneSchool;
    USE_SETUP = "use_setup", Write, WholeStore;
}
