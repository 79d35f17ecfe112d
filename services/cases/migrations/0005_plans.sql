-- Assessments by checklists, plans in their editions, recommendations and crisis plans. Words stand here only: facts
-- carry codes, scores and counts.

create table assessment (
    id                uuid        primary key, -- made by the device that it was written on
    case_id           uuid        not null,
    checklist         text        not null,
    checklist_version integer     not null,
    staff             uuid        not null,
    place             text        not null,
    made_at           timestamptz not null,
    received_at       timestamptz not null,
    subject           uuid,
    replaces          uuid,
    replaced_by       uuid,
    sent              text        not null,
    answers           jsonb       not null,
    state             text        not null,
    client            text,
    signed_at         timestamptz,
    score             integer,
    score_of          integer,
    risk              text,
    version           bigint      not null
);
create index assessment_case on assessment (case_id, made_at, id);
create index assessment_list on assessment (made_at, id);

create table plan (
    id            uuid        primary key,
    case_id       uuid        not null,
    kind          text        not null,
    edition       integer     not null,
    author        uuid        not null,
    review_on     date        not null,
    goals         jsonb       not null,
    subject       uuid,
    project       text,
    assessments   uuid[]      not null,
    turns_18_on   date,
    previous      uuid,
    next          uuid,
    state         text        not null,
    submitted_at  timestamptz,
    decided_by    uuid,
    decided_at    timestamptz,
    return_reason text,
    return_words  text,
    outcome       text,
    reviewed_at   timestamptz,
    version       bigint      not null
);
create index plan_case on plan (case_id, edition, id);
-- A supervisor's list of what waits, and everybody's of what is to be reviewed.
create index plan_list on plan (state, review_on, id);

create table recommendation (
    id             uuid        primary key,
    case_id        uuid        not null,
    code           text        not null,
    staff          uuid        not null,
    given_at       timestamptz not null,
    follow_up_on   date        not null,
    subject        uuid,
    words          text,
    outcome        text,
    followed_up_at timestamptz,
    version        bigint      not null
);
create index recommendation_case on recommendation (case_id, follow_up_on, id);
create index recommendation_open on recommendation (follow_up_on, id) where outcome is null;

create table crisis_plan (
    id            uuid        primary key,
    case_id       uuid        not null,
    subject       uuid        not null,
    warning_signs text[]      not null,
    what_helps    text[]      not null,
    calls         jsonb       not null,
    safe_place    text,
    written_by    uuid        not null,
    written_at    timestamptz not null,
    version       bigint      not null
);
create index crisis_plan_subject on crisis_plan (subject);
create index crisis_plan_case on crisis_plan (case_id);
