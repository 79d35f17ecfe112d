-- What a service's HTTP side keeps: answers to commands for repeats, and who read whose data.

-- Written in the transaction of the command itself, so that a crash leaves both or neither. See commands.py.
create table idempotency_key (
    client        text        not null,  -- the actor's id
    key           text        not null,
    request_hash  bytea       not null,
    status        smallint    not null,
    location      text,
    version       bigint,
    body          text,
    created_at    timestamptz not null default now(),
    primary key (client, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- Rows are only ever added. It says that somebody's data were read, never what they were.
create table read_audit (
    id           uuid        primary key default uuidv7(),
    at           timestamptz not null default now(),
    actor        text        not null,
    roles        text[]      not null,
    purpose      text        not null,
    correlation  text        not null,
    route        text        not null,
    subjects     uuid[]      not null
);
create index read_audit_at on read_audit (at);
-- "Who has read about me?" is a question that every person may ask.
create index read_audit_subjects on read_audit using gin (subjects);
