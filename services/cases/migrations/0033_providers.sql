-- A partner's standing, as intake tells it: whoever provides services comes in here, and who has no access does not.

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

-- Since when somebody is expected: a provider sees what was accepted at its places, also after it has ended.
alter table service_request add column accepted_at timestamptz;

-- Where a place is (WGS84), for whoever asks what is near. Of a restricted one nothing tells it.
alter table location add column latitude double precision, add column longitude double precision;
