-- What reporting remembers: one row for each thing that facts tell of. Nobody decides here, so every value comes from a
-- fact, and replaying the logs gives the same rows. No ids of people: what is counted needs none.
--
-- position: that of the newest fact in the row, in the one log partition that all facts of this row come from. An older
-- fact never overwrites a newer one. What the first fact of a row always tells is `not null`: a fact that changes a row
-- nobody has begun is refused, and parked.

create table referral (
    id           uuid        primary key,
    position     bigint      not null,
    partner      text,
    channel      text        not null,
    kind         text        not null,
    needs        text[]      not null,
    age_band     text        not null,
    received_at  timestamptz not null,
    priority     text,
    due_at       timestamptz,
    state        text        not null,
    decided_at   timestamptz,
    missed_at    timestamptz,
    reason       text,
    concluded_at timestamptz,
    outcome      text
);
create index referral_received on referral (received_at);
-- What waits for a decision is few of many.
create index referral_waiting on referral (received_at) where state = 'received';

create table social_case (
    id             uuid        primary key,
    position       bigint      not null,
    referrals      uuid[]      not null,
    kind           text        not null,
    priority       text        not null,
    needs          text[]      not null,
    age_band       text        not null,
    unit           uuid        not null,
    opened_at      timestamptz not null,
    due_at         timestamptz,
    assigned_at    timestamptz,
    first_visit_at timestamptz,
    closed_at      timestamptz,
    outcome        text
);
create index social_case_opened on social_case (opened_at);
create index social_case_closed on social_case (closed_at);
create index social_case_open on social_case (opened_at) where closed_at is null;

create table visit (
    id           uuid        primary key,
    position     bigint      not null,
    case_id      uuid        not null,
    mode         text        not null,
    state        text        not null,
    planned_at   timestamptz not null,
    completed_at timestamptz,
    duration     integer,
    outcome      text,
    reason       text
);
create index visit_planned on visit (planned_at);

create table notice (
    id              uuid        primary key,
    position        bigint      not null,
    case_id         uuid,
    referral        uuid,
    agency          text        not null,
    rule            text        not null,
    channel         text        not null,
    issued_at       timestamptz not null,
    acknowledge_by  timestamptz not null,
    delivered_at    timestamptz,
    acknowledged_at timestamptz,
    answered_at     timestamptz,
    answer          text,
    reason          text,
    outcome         text,
    late            boolean,
    overdue_at      timestamptz,
    escalated_at    timestamptz,
    withdrawn_at    timestamptz
);
create index notice_issued on notice (issued_at);

create table unit (
    id       uuid    primary key,
    position bigint  not null,
    label_lv text    not null,
    label_en text    not null,
    active   boolean not null
);

-- The one row whose facts come from several partitions (their key is the unit, and people move), where positions say
-- nothing about each other: here the newer fact is the one that happened later.
create table staff (
    id         uuid        primary key,
    changed_at timestamptz not null,
    position   bigint      not null,
    unit       uuid        not null,
    role       text        not null,
    absent     boolean     not null
);

create table partner (
    id       text   primary key,
    position bigint not null,
    kind     text   not null
);

-- Nothing here may be refused: it would be parked, which is a fact for this very table.
create table parked_record (
    id             uuid   primary key,
    position       bigint not null,
    consumer       text   not null,
    source         text,
    record_type    text,
    reason         text,
    state          text   not null,
    parked_at      timestamptz,
    ended_at       timestamptz,
    discard_reason text
);
create index parked_record_waiting on parked_record (consumer, reason) where state = 'waiting';
