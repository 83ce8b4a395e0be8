-- The programme: the public register of schools, and what belongs to a hub, keyed by hub_id first.
-- A hub's own people are staff under the school_id that is its hub_id, so that they sign in as anybody does.

create table register_school (
    urn bigint primary key,
    name text not null,
    body text not null
);

create table register_link (
    from_urn bigint not null,
    to_urn bigint not null,
    is_split bigint not null check (is_split in (0, 1)),
    dated text,
    primary key (from_urn, to_urn)
);

create table register_update (
    update_id text primary key,
    at bigint not null,
    fields text not null,
    summary text not null
);

create table hub (
    hub_id text primary key references school (school_id),
    lead_urn bigint not null,
    created_at bigint not null
);

create table hub_school (
    hub_id text not null references hub (hub_id),
    urn bigint not null,
    added_at bigint not null,
    primary key (hub_id, urn)
);

create table hub_fact (
    hub_id text not null references hub (hub_id),
    fact_id text not null,
    seq bigint not null,
    kind text not null,
    urn bigint,
    at bigint not null,
    author text not null,
    body text not null,
    primary key (hub_id, fact_id),
    unique (hub_id, seq)
);
