-- What was done about cases, and by whom as an id. No word of anything, nobody's name, and nobody a case is about.
--
-- New columns of old tables: rows of before have none of it until the projections are rebuilt.

alter table referral add territory text;
alter table social_case add counted_as text, add stage text, add resting boolean, add risk text,
    add minutes_away integer, add staff uuid, add first_contact_at timestamptz;
alter table visit add staff uuid, add after_hours boolean;
alter table staff add active boolean;
create index social_case_staff on social_case (staff);

-- What happened to a case, each time it did: id is the case, the movement and the instant.
create table case_movement (
    id       text        primary key,
    position bigint      not null,
    case_id  uuid        not null,
    movement text        not null,
    reason   text,
    at       timestamptz not null
);
create index case_movement_at on case_movement (at);

create table contact (
    id          uuid        primary key,
    position    bigint      not null,
    case_id     uuid        not null,
    staff       uuid        not null,
    kind        text        not null,
    mode        text        not null,
    partner     text        not null,
    reached     boolean     not null,
    began_at    timestamptz not null,
    minutes     integer     not null,
    after_hours boolean     not null,
    corrected   boolean
);
create index contact_began on contact (began_at);

create table assessment (
    id        uuid        primary key,
    position  bigint      not null,
    case_id   uuid        not null,
    checklist text        not null,
    place     text        not null,
    client    text        not null,
    score     bigint      not null,
    score_of  bigint      not null,
    signed_at timestamptz not null,
    corrected boolean
);
create index assessment_signed on assessment (signed_at);

create table plan (
    id           uuid   primary key,
    position     bigint not null,
    case_id      uuid   not null,
    kind         text,
    methods      text[],
    submitted_at timestamptz,
    returned_at  timestamptz,
    approved_at  timestamptz,
    review_on    date,
    ended_at     timestamptz
);
create index plan_submitted on plan (submitted_at);
create index plan_approved on plan (approved_at);

create table plan_review (
    id             text        primary key,
    position       bigint      not null,
    plan           uuid        not null,
    case_id        uuid        not null,
    outcome        text        not null,
    reviewed_at    timestamptz not null,
    steps_done     bigint      not null,
    steps_not_done bigint      not null,
    steps_open     bigint      not null,
    goals_measured bigint      not null,
    goals_improved bigint      not null
);
create index plan_review_at on plan_review (reviewed_at);

create table recommendation (
    id             uuid        primary key,
    position       bigint      not null,
    case_id        uuid        not null,
    code           text        not null,
    given_at       timestamptz not null,
    outcome        text
);
create index recommendation_given on recommendation (given_at);

create table task (
    id           uuid        primary key,
    position     bigint      not null,
    case_id      uuid        not null,
    kind         text        not null,
    due_at       timestamptz not null,
    statutory    boolean     not null,
    completed_at timestamptz
);
create index task_due on task (due_at);

create table conference (
    id         uuid        primary key,
    position   bigint      not null,
    case_id    uuid        not null,
    mode       text        not null,
    planned_at timestamptz not null,
    state      text        not null,
    minutes    integer,
    agencies   integer
);
create index conference_planned on conference (planned_at);

create table consent (
    id           uuid        primary key,
    position     bigint      not null,
    case_id      uuid        not null,
    mode         text        not null,
    answer       text        not null,
    said_at      timestamptz not null,
    sign_by      timestamptz,
    signed_at    timestamptz,
    withdrawn_at timestamptz
);
create index consent_said on consent (said_at);

create table outreach (
    id         uuid        primary key,
    position   bigint      not null,
    unit       uuid        not null,
    started_at timestamptz not null,
    ended_at   timestamptz
);

-- A case on the list of a campaign: id is the campaign and the case.
create table outreach_case (
    id       text   primary key,
    position bigint not null,
    outreach uuid   not null,
    case_id  uuid   not null,
    result   text
);
create index outreach_case_of on outreach_case (outreach);

-- id is who, which and when.
create table training (
    id           text   primary key,
    position     bigint not null,
    staff        uuid   not null,
    training     text   not null,
    completed_on date   not null,
    valid_until  date
);

create table team_event (
    id           uuid    primary key,
    position     bigint  not null,
    kind         text    not null,
    held_on      date    not null,
    participants bigint  not null,
    duration     integer not null,
    unit         uuid
);
create index team_event_held on team_event (held_on);

select to_be_rebuilt(name) from unnest(array[
    'referral', 'social_case', 'visit', 'staff', 'case_movement', 'contact', 'assessment', 'plan', 'plan_review',
    'recommendation', 'task', 'conference', 'consent', 'outreach', 'outreach_case', 'training', 'team_event'
]) name;
