-- A partner's standing, as intake tells it: who has no access is not let in, and what it would be told is held.

create table partner (
    id         text        primary key,
    kind       text        not null,
    state      text        not null default 'active',
    since      timestamptz,
    reason     text,
    generation integer     not null default 0,
    rotated_at timestamptz,
    old_until  timestamptz,
    version    bigint      not null default 1
);
