-- What cases owns: units and staff, cases and visits. No names: people are intake's ids, staff are codes.

create table unit (
    id       uuid    primary key,
    code     text    not null unique,
    label_lv text    not null,
    label_en text    not null,
    active   boolean not null
);

create table staff (
    id     uuid    primary key,
    code   text    not null unique,
    unit   uuid    not null references unit,
    role   text    not null,
    absent boolean not null
);

create table social_case (
    id               uuid        primary key,
    referrals        uuid[]      not null,
    subjects         uuid[]      not null,
    kind             text        not null,
    priority         text        not null,
    needs            text[]      not null,
    age_band         text        not null,
    unit             uuid        not null,
    opened_at        timestamptz not null,
    due_at           timestamptz,
    state            text        not null,
    staff            uuid,
    open_visits      uuid[]      not null,
    first_contact_at timestamptz,
    outcome          text,
    closed_at        timestamptz,
    version          bigint      not null
);
-- A worker's and a unit's list: what is open, by the clock that runs out first.
create index social_case_list on social_case (state, due_at, id);
create index social_case_staff on social_case (staff, state);

create table visit (
    id         uuid        primary key,
    case_id    uuid        not null,
    staff      uuid        not null,
    mode       text        not null,
    planned_at timestamptz not null,
    state      text        not null,
    duration   integer,
    outcome    text,
    reason     text,
    version    bigint      not null
);
create index visit_case on visit (case_id, planned_at, id);
create index visit_day on visit (staff, planned_at);
