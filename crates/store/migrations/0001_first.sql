-- The first shape: what belongs to a school is keyed by school_id first; the rest are small reference tables.

create table school (
    school_id text primary key,
    name text not null,
    phase text not null,
    demo bigint not null check (demo in (0, 1)),
    settings text not null,
    created_at bigint not null
);

create table staff (
    school_id text not null references school (school_id),
    staff_id text not null,
    name text not null,
    email text,
    roles text not null,
    password_hash text,
    created_at bigint not null,
    left_at bigint,
    primary key (school_id, staff_id),
    unique (school_id, email)
);

create table class (
    school_id text not null references school (school_id),
    class_id text not null,
    name text not null,
    year_group bigint not null check (year_group between 0 and 13),
    code text not null,
    lesson_minutes bigint not null check (lesson_minutes > 0),
    timetable text not null,
    unit text not null,
    created_at bigint not null,
    primary key (school_id, class_id),
    unique (school_id, code)
);

create table staff_class (
    school_id text not null,
    class_id text not null,
    staff_id text not null,
    primary key (school_id, class_id, staff_id),
    foreign key (school_id, class_id) references class (school_id, class_id),
    foreign key (school_id, staff_id) references staff (school_id, staff_id)
);

create table pupil (
    school_id text not null references school (school_id),
    pupil_id text not null,
    upn text,
    given_name text not null,
    family_name text not null,
    year_group bigint not null check (year_group between 0 and 13),
    left_at bigint,
    primary key (school_id, pupil_id),
    unique (school_id, upn)
);

create table enrolment (
    school_id text not null,
    class_id text not null,
    pupil_id text not null,
    register_order bigint not null,
    joined_at bigint not null,
    left_at bigint,
    primary key (school_id, class_id, pupil_id),
    foreign key (school_id, class_id) references class (school_id, class_id),
    foreign key (school_id, pupil_id) references pupil (school_id, pupil_id)
);

create index enrolment_by_pupil on enrolment (school_id, pupil_id);

create table lesson (
    school_id text not null,
    lesson_id text not null,
    class_id text not null,
    step text,
    title text not null,
    planned_for bigint,
    created_at bigint not null,
    primary key (school_id, lesson_id),
    foreign key (school_id, class_id) references class (school_id, class_id)
);

create index lesson_by_class on lesson (school_id, class_id, created_at);

create table fact (
    school_id text not null,
    fact_id text not null,
    lesson_id text,
    class_id text not null,
    seq bigint not null,
    kind text not null,
    pupil_id text,
    device_id text,
    counter bigint,
    at bigint not null,
    author text not null,
    body text not null,
    primary key (school_id, fact_id),
    unique (school_id, class_id, seq),
    unique (school_id, device_id, counter),
    check ((device_id is null) = (counter is null)),
    foreign key (school_id, class_id) references class (school_id, class_id),
    foreign key (school_id, lesson_id) references lesson (school_id, lesson_id),
    foreign key (school_id, pupil_id) references pupil (school_id, pupil_id)
);

create index fact_by_lesson on fact (school_id, lesson_id, seq);

create table sheet (
    school_id text not null,
    code text not null,
    lesson_id text,
    fact_id text not null,
    created_at bigint not null,
    primary key (school_id, code),
    foreign key (school_id, lesson_id) references lesson (school_id, lesson_id),
    foreign key (school_id, fact_id) references fact (school_id, fact_id)
);

create table session (
    school_id text not null,
    token_sha256 text not null,
    staff_id text,
    pupil_id text,
    class_id text,
    device_id text,
    created_at bigint not null,
    expires_at bigint not null,
    primary key (school_id, token_sha256),
    check ((staff_id is null) <> (pupil_id is null)),
    foreign key (school_id, staff_id) references staff (school_id, staff_id),
    foreign key (school_id, pupil_id) references pupil (school_id, pupil_id),
    foreign key (school_id, class_id) references class (school_id, class_id)
);

create table import_batch (
    school_id text not null references school (school_id),
    batch_id text not null,
    class_id text not null,
    at bigint not null,
    author text not null,
    summary text not null,
    primary key (school_id, batch_id),
    foreign key (school_id, class_id) references class (school_id, class_id)
);

-- Reference tables: which school a code belongs to, and what belongs to the whole store.

create table class_code (
    code text primary key,
    school_id text not null,
    class_id text not null
);

create table sheet_code (
    code text primary key,
    school_id text not null
);

create table sign_in_attempt (
    account text primary key,
    tries bigint not null,
    window_started bigint not null
);

create table setup (
    token_sha256 text primary key,
    expires_at bigint not null,
    used_at bigint
);

create table secret (
    name text primary key,
    value text not null
);
