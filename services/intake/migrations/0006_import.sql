-- Files of rows: how far each import is, people who were entered from one, and figures of registers.

-- Moved in the transaction of each batch, so that an import that was killed goes on where it stopped.
create table import_job (
    id             text        primary key,   -- kind, partner and digest: one file is one job
    kind           text        not null,
    partner        text,
    digest         text        not null,
    size           bigint      not null,      -- bytes of the file
    bytes          bigint      not null,      -- where the next row begins
    line           bigint      not null,      -- the number of the line that begins there
    rows           bigint      not null default 0,
    taken          bigint      not null default 0,
    repeated       bigint      not null default 0,
    rejected       bigint      not null default 0,
    rejected_bytes bigint      not null default 0,   -- how much of the file of rejected rows is certain
    begun_at       timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    finished_at    timestamptz
);

-- Which person a row led to, and a keyed digest of what the row said: the same row again is known, another is refused.
create table person_entry (
    id     uuid primary key,
    person uuid not null,
    said   text not null
);

create table register_count (
    id           uuid        primary key,
    target_group text        not null,
    count        bigint      not null,
    source       text        not null,
    counted_on   date        not null,
    territory    text,
    quoted       boolean     not null,
    note         text,
    recorded_at  timestamptz not null,
    version      bigint      not null
);
create index register_count_by_day on register_count (counted_on, id);
