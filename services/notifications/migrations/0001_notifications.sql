-- What notifications owns: notices, what is to be done for each, each try, and who was told which fields about whom.
-- No names, and no values of personal fields: they are asked of intake when a notice is sent, and never kept.

-- A referral's number, which notices quote.
create table matter (
    id     uuid primary key,
    number text not null
);

create table case_file (
    id      uuid   primary key,
    notices uuid[] not null
);

create table notice (
    id              uuid        primary key,
    case_id         uuid,
    referral        uuid,
    agency          text        not null,
    rule            text        not null,
    legal_basis     text        not null,
    field_set       text        not null,
    channels        text[]      not null,
    issued_at       timestamptz not null,
    acknowledge_by  timestamptz not null,
    purpose         text        not null,
    article         text        not null,
    subject         uuid,
    needs           text[]      not null,
    priority        text        not null,
    ladder          jsonb       not null,
    state           text        not null,
    channel         text,
    content         text,
    delivered_at    timestamptz,
    acknowledged_at timestamptz,
    answered_at     timestamptz,
    late            boolean     not null,
    answer          text,
    reason          text,
    outcome         text,
    overdue_since   timestamptz,
    level           text,
    withdrawal      text,
    version         bigint      not null
);
create index notice_case on notice (case_id, issued_at, id);
create index notice_agency on notice (agency, issued_at, id);
create index notice_list on notice (issued_at, id);
-- What waits for a word from each agency.
create index notice_silent on notice (agency) where state in ('issued', 'delivered');

-- What is to be done, one row a notice, under its id. seq is the order among those that may begin at once.
create table delivery (
    id          uuid        primary key,
    agency      text        not null,
    channel     text        not null,
    urgent      boolean     not null,
    correlation text        not null,
    trace       text,
    message     text        not null,
    open        boolean     not null,
    not_before  timestamptz,
    attempt     integer     not null,
    failures    integer     not null,
    seq         bigint      generated always as identity
);
-- However many wait, the next one is found at once: urgent before others, fresh before tried.
create index delivery_due on delivery (channel, urgent desc, not_before nulls first, seq) where open;

create table delivery_try (
    id       text        primary key,
    notice   uuid        not null,
    attempt  integer     not null,
    channel  text        not null,
    message  text        not null,
    begun_at timestamptz not null,
    outcome  text,
    status   integer
);
create index delivery_try_notice on delivery_try (notice, attempt);

-- The ledger of disclosures. A row stands under the id of the try that carried the fields.
create table disclosure (
    id          text        primary key,
    notice      uuid        not null,
    agency      text        not null,
    subject     uuid        not null,
    fields      text[]      not null,
    purpose     text        not null,
    rule        text        not null,
    legal_basis text        not null,
    article     text        not null,
    channel     text        not null,
    at          timestamptz not null,
    reached     text        not null
);
-- "Who was told about me?" is a question that every person may ask.
create index disclosure_subject on disclosure (subject, at, id);
create index disclosure_notice on disclosure (notice);
