-- Reminders to clients. No address and no name: how somebody is reminded is asked of intake when it is done.

-- Whom a request for a service is for.
create table applicant (
    id      uuid primary key,
    case_id uuid not null,
    person  uuid not null
);

create table occasion (
    id        uuid        primary key,
    of        text        not null,
    thing     uuid        not null,
    case_id   uuid        not null,
    at        timestamptz not null,
    person    uuid,
    mode      text,
    place     text,
    confirmed boolean     not null,
    over      boolean     not null,
    reminders uuid[]      not null
);

create table reminder (
    id          uuid          primary key,
    occasion    uuid          not null,
    of          text          not null,
    thing       uuid          not null,
    case_id     uuid          not null,
    rule        text          not null,
    at          timestamptz   not null,
    due         timestamptz   not null,
    person      uuid,
    says        text          not null,
    mode        text,
    correlation text          not null,
    state       text          not null,
    told        timestamptz[] not null,
    channel     text,
    sent_at     timestamptz,
    attempt     integer       not null,
    failures    integer       not null,
    not_before  timestamptz,
    reason      text,
    task_since  timestamptz,
    outcome     text,
    done_at     timestamptz,
    done_by     uuid,
    ended       text,
    version     bigint        not null
);
create index reminder_due on reminder (due) where state = 'due';
create index reminder_task on reminder (at, id) where state = 'task';
create index reminder_case on reminder (case_id, at, id);
create index reminder_list on reminder (at, id);

create table reminder_try (
    id       text        primary key,
    reminder uuid        not null,
    attempt  integer     not null,
    message  uuid        not null,
    channel  text        not null,
    told_of  timestamptz not null,
    begun_at timestamptz not null,
    outcome  text,
    status   integer
);
create index reminder_try_reminder on reminder_try (reminder, attempt);
