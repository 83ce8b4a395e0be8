-- How the adults of a school work together: what a teacher wrote of herself, meetings, coaching, notes. No pupil is in it.

create table school_fact (
    school_id text not null references school (school_id),
    fact_id text not null,
    seq bigint not null,
    kind text not null,
    at bigint not null,
    author text not null,
    body text not null,
    primary key (school_id, fact_id),
    unique (school_id, seq)
);
