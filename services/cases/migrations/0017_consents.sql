-- Consents, and what was shared on which ground. People are intake's ids; `words` are the only free text.

create table consent (
    id           uuid        primary key,
    case_id      uuid        not null,
    person       uuid        not null,
    said_by      uuid        not null,
    capacity     text        not null,
    text         text        not null,
    text_version integer     not null,
    answer       text        not null,
    mode         text        not null,
    said_at      timestamptz not null,
    read_by      uuid,
    witness      uuid,
    sign_by      timestamptz,
    words        text        not null,
    allowances   jsonb       not null,
    signed_at    timestamptz,
    document     uuid,
    withdrawn_at timestamptz,
    channel      text,
    version      bigint      not null
);
create index consent_case on consent (case_id, said_at, id);

create table sharing (
    id        uuid        primary key,
    case_id   uuid        not null,
    person    uuid        not null,
    recipient text        not null,
    purpose   text        not null,
    field_set text        not null,
    basis     text        not null,
    consent   uuid,
    duty      text,
    shared_at timestamptz not null,
    by        uuid,
    version   bigint      not null
);
create index sharing_case on sharing (case_id, shared_at, id);
