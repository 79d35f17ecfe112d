-- Services and who asks for them: the catalogue, how much there is of it, requests with their places, sessions, hours of
-- home care, nights of shelters, benefits, prevention, and figures of registers. Of people only their case.
--
-- A value that a fact may take back again has a word for "none" (infinity, none), because what facts said of a row is
-- only replaced. The offer of a sensitive service is told in no fact about somebody, so nothing of it can be added up.

create table organization (
    id       uuid   primary key,
    position bigint not null,
    code     text   not null,
    unit     uuid
);

create table service (
    id           uuid    primary key,
    position     bigint  not null,
    organization uuid    not null,
    code         text    not null,
    label_lv     text    not null,
    label_en     text    not null,
    kind         text    not null,
    status       text    not null,
    groups       text[]  not null,
    sensitive    boolean not null,
    valid_from   date    not null,
    valid_until  date    not null
);

-- A service at a location; its id is the offer that requests and sessions name.
create table service_place (
    id        uuid    primary key,
    position  bigint  not null,
    service   uuid    not null,
    label_lv  text    not null,
    label_en  text    not null,
    territory text,
    active    boolean not null
);

-- id is offer, part and instant: of several words about one instant the last holds.
create table capacity (
    id         text        primary key,
    position   bigint      not null,
    offer      uuid        not null,
    part       text        not null,
    from_at    timestamptz not null,
    amount     bigint      not null,
    serves     bigint      not null,
    called_off boolean     not null
);

create table service_request (
    id           uuid        primary key,
    position     bigint      not null,
    case_id      uuid        not null,
    offer        uuid        not null,
    service      text        not null,
    kind         text        not null,
    urgency      text        not null,
    requested_at timestamptz not null,
    decide_by    timestamptz not null,
    decision     text,
    decided_at   timestamptz,
    contest_by   timestamptz,
    reason       text,
    placed_at    timestamptz,
    started_at   timestamptz,
    runs_out_at  timestamptz,
    ended_at     timestamptz,
    end_reason   text,
    result       text
);
create index service_request_requested on service_request (requested_at);
create index service_request_decided on service_request (decided_at);
create index service_request_placed on service_request (placed_at);
create index service_request_ended on service_request (ended_at);
-- Who waits and who receives is few of many.
create index service_request_open on service_request (requested_at) where ended_at is null;

-- What can happen to a request more than once: places offered and declined, interruptions. id is request, step, instant.
create table request_step (
    id         text        primary key,
    position   bigint      not null,
    request_id uuid        not null,
    case_id    uuid        not null,
    offer      uuid        not null,
    step       text        not null,
    at         timestamptz not null,
    reason     text
);
create index request_step_at on request_step (at);
create index request_step_request on request_step (request_id, at);

create table session (
    id         uuid        primary key,
    position   bigint      not null,
    offer      uuid        not null,
    service    text        not null,
    planned_at timestamptz not null,
    minutes    integer     not null,
    state      text        not null,
    ages       text[],
    counts     bigint[],
    mode       text
);
create index session_planned on session (planned_at);

create table attendance (
    id       uuid    primary key,
    position bigint  not null,
    session  uuid    not null,
    case_id  uuid    not null,
    result   text    not null,
    minutes  integer not null
);
create index attendance_session on attendance (session);

create table activity (
    id       uuid        primary key,
    position bigint      not null,
    unit     uuid        not null,
    kind     text        not null,
    theme    text        not null,
    at       timestamptz not null,
    state    text        not null,
    minutes  integer,
    ages     text[],
    counts   bigint[],
    mode     text
);
create index activity_at on activity (at);

-- id is request and day.
create table care_plan (
    id               text    primary key,
    position         bigint  not null,
    request_id       uuid    not null,
    case_id          uuid    not null,
    offer            uuid    not null,
    from_day         date    not null,
    minutes_per_week integer not null
);
create index care_plan_request on care_plan (request_id, from_day);

create table care_entry (
    id         uuid        primary key,
    position   bigint      not null,
    request_id uuid        not null,
    case_id    uuid        not null,
    offer      uuid        not null,
    task       text        not null,
    began_at   timestamptz not null,
    minutes    integer     not null
);
create index care_entry_began on care_entry (began_at);

create table shelter_night (
    id          uuid     primary key,
    position    bigint   not null,
    offer       uuid     not null,
    begins_on   date     not null,
    beds        bigint,
    guests      bigint   not null,
    reasons     text[]   not null,
    turned_away bigint[] not null,
    mode        text
);
create index shelter_night_begins on shelter_night (begins_on);

create table benefit (
    id          uuid        primary key,
    position    bigint      not null,
    case_id     uuid        not null,
    what        text        not null,
    grantor     text        not null,
    first_on    date        not null,
    last_on     date        not null,
    recorded_at timestamptz not null,
    end_reason  text
);
create index benefit_days on benefit (last_on, first_on);

-- id is group, source, day, territory, and whether it is quoted.
create table register_count (
    id           text    primary key,
    position     bigint  not null,
    target_group text    not null,
    amount       bigint  not null,
    source       text    not null,
    counted_on   date    not null,
    territory    text,
    quoted       boolean not null,
    note         text    not null
);

select to_be_rebuilt(name) from unnest(array[
    'organization', 'service', 'service_place', 'capacity', 'service_request', 'request_step', 'session', 'attendance',
    'activity', 'care_plan', 'care_entry', 'shelter_night', 'benefit', 'register_count'
]) name;
