-- Contacts outside of visits, campaigns over open cases, conferences with other agencies, prevention.

create table contact (
    id           uuid        primary key,
    case_id      uuid        not null,
    staff        uuid        not null,
    kind         text        not null,
    mode         text        not null,
    partner      text        not null,
    reached      boolean     not null,
    began_at     timestamptz not null,
    minutes      integer     not null,
    after_hours  boolean     not null,
    corrects     uuid,
    outreach     uuid,
    corrected_by uuid,       -- kept, and shown as corrected
    version      bigint      not null
);
create index contact_of_case on contact (case_id, began_at, id);
create index contact_of_staff on contact (staff, began_at);

-- Words about a contact, a conference, one of its decisions or an activity. They stand here only: no fact carries them.
create table note (
    id    uuid primary key,
    words text not null
);

create table outreach (
    id                  uuid        primary key,
    unit                uuid        not null,
    needs               text[]      not null,
    not_contacted_since timestamptz,
    started_at          timestamptz not null,
    by                  uuid        not null,
    cases               integer     not null,
    ended_at            timestamptz,
    version             bigint      not null
);
create index outreach_list on outreach (started_at, id);

create table outreach_target (
    id          uuid        primary key,   -- derived from both: a case stands on a list once
    outreach    uuid        not null,
    case_id     uuid        not null,
    state       text        not null,
    tries       integer     not null,
    tried_at    timestamptz,
    next_try_at timestamptz,
    version     bigint      not null,
    unique (outreach, case_id)
);

create table conference (
    id            uuid        primary key,
    case_id       uuid        not null,
    called_by     uuid        not null,
    mode          text        not null,
    planned_at    timestamptz not null,
    staff         uuid[]      not null,
    agencies      text[]      not null,
    persons       uuid[]      not null,
    state         text        not null,
    held_at       timestamptz,
    minutes       integer,
    staff_came    uuid[]      not null,
    agencies_came text[]      not null,
    persons_came  uuid[]      not null,
    reason        text,
    version       bigint      not null
);
create index conference_of_case on conference (case_id, planned_at, id);

create table conference_resolution (
    id         uuid        primary key,
    conference uuid        not null,
    case_id    uuid        not null,
    kind       text        not null,
    due_at     timestamptz not null,
    staff      uuid,
    agency     text,
    done_at    timestamptz,
    version    bigint      not null
);
create index conference_resolution_of on conference_resolution (conference, due_at, id);

create table activity (
    id         uuid        primary key,
    unit       uuid        not null,
    kind       text        not null,
    theme      text        not null,
    school     text,
    planned_at timestamptz not null,
    state      text        not null,
    staff      uuid[]      not null,
    mode       text,
    held_at    timestamptz,
    minutes    integer,
    ages       text[]      not null,
    counts     integer[]   not null,
    reason     text,
    version    bigint      not null
);
create index activity_list on activity (planned_at, id);
