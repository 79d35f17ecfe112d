-- A partner's standing: whether it has access, and which of its credentials hold.

alter table partner
    add column state      text        not null default 'active',
    add column since      timestamptz,
    add column reason     text,
    add column generation integer     not null default 0,
    add column rotated_at timestamptz,
    add column old_until  timestamptz,
    add column version    bigint      not null default 1;

-- How far a partner has read its receipts over HTTP: the last place it told us by asking for what comes after it.
create table receipt_read (
    partner  text        primary key,
    epoch    integer     not null,
    position bigint      not null,
    at       timestamptz not null
);

-- What of a partner is not over is counted before it is removed.
create index referral_open_of on referral (partner) where state in ('received', 'needs_info', 'accepted', 'in_progress');
