-- What intake owns: people, referrals, what was said of them, and partners. Nobody else has names.

create table partner (
    id   text primary key,
    kind text not null
);

create table person (
    id            uuid primary key,
    given_name    text not null,
    family_name   text not null,
    personal_code text,
    birth_date    date,
    address       text,
    phone         text
);

-- How a person is found again. id is a keyed digest: neither codes nor partners' ids can be read from it.
create table person_key (
    id     text primary key,
    person uuid not null
);

create table referral (
    id          uuid        primary key,
    number      text        not null unique,
    partner     text,
    reference   text,
    channel     text        not null,
    kind        text        not null,
    needs       text[]      not null,
    subjects    uuid[]      not null,
    age_band    text        not null,
    received_at timestamptz not null,
    state       text        not null,
    priority    text        not null,
    rule        text,
    decide_by   timestamptz,
    contact_by  timestamptz,
    reason      text,
    case_id     uuid,
    outcome     text,
    version     bigint      not null
);
-- The worker's queue: what waits for a decision, by the clock that runs out first.
create index referral_queue on referral (state, decide_by, id);
create index referral_partner on referral (partner, received_at, id);

create table letter (
    id            uuid    primary key,
    narrative     text    not null,
    subject       jsonb   not null,
    reporter      jsonb,
    occurred_at   timestamptz,
    urgent        boolean not null,
    unknown_codes jsonb   not null
);

create table number_series (
    id   text    primary key,
    year integer not null,
    last bigint  not null
);
