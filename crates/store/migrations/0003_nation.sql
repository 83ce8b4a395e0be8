-- A nation's figures: what hubs handed on, and research with it. The nation is a house among the schools, so that its
-- people sign in as anybody does; about names the hub or the fact that a row is about.

create table nation_fact (
    school_id text not null references school (school_id),
    fact_id text not null,
    seq bigint not null,
    kind text not null,
    about text not null,
    at bigint not null,
    author text not null,
    body text not null,
    primary key (school_id, fact_id),
    unique (school_id, seq)
);
