-- Sessions of offers, who came to them, and the hours of home care. People are requests here, and nothing else.

create table session (
    id           uuid        primary key,
    offer        uuid        not null,
    service      text        not null,
    planned_at   timestamptz not null,
    minutes      integer     not null,
    staff        uuid[]      not null,
    counted      boolean     not null,
    places       bigint,
    request      uuid,
    series       uuid,
    state        text        not null,
    reason       text,
    held_at      timestamptz,
    held_minutes integer,
    came         bigint      not null,
    head_counts  jsonb       not null,
    version      bigint      not null
);
create index session_list on session (planned_at, id);
create index session_of_offer on session (offer, planned_at, id);
create index session_series on session (series) where series is not null;

create table attendance (
    id          uuid        primary key,   -- derived from session and request: nobody stands there twice
    session     uuid        not null,
    offer       uuid        not null,
    request     uuid        not null,
    case_id     uuid        not null,
    result      text        not null,
    minutes     integer     not null,
    recorded_at timestamptz not null,
    by          uuid,
    before      jsonb       not null,
    version     bigint      not null
);
create index attendance_of_session on attendance (session, request);
create index attendance_of_request on attendance (request, session);

-- What is planned for a request, whose id it has, in the order in which it was said.
create table care_plan (
    id      uuid   primary key,
    case_id uuid   not null,
    offer   uuid   not null,
    said    jsonb  not null,
    version bigint not null
);
create index care_plan_of_offer on care_plan (offer, id);

create table care_entry (
    id          uuid        primary key,
    request     uuid        not null,
    case_id     uuid        not null,
    offer       uuid        not null,
    task        text        not null,
    began_at    timestamptz not null,
    minutes     integer     not null,
    recorded_at timestamptz not null,
    staff       uuid,
    by          uuid,
    before      jsonb       not null,
    version     bigint      not null
);
create index care_entry_of_request on care_entry (request, began_at, id);
