-- What tries have told of the ways to each agency, and what operators say of them.

create table endpoint (
    id             text        primary key,
    channel        text        not null,
    agency         text,
    circuit        text        not null,
    failed         uuid[]      not null,
    reopened       integer     not null,
    opened_at      timestamptz,
    until          timestamptz,
    probe          uuid,
    last_success   timestamptz,
    paused_since   timestamptz,
    reason         text,
    disabled_since timestamptz,
    -- Whether nothing but a probe may go there.
    shut           boolean     not null generated always as
                   (circuit <> 'closed' or paused_since is not null or disabled_since is not null) stored
);

-- Since when a delivery is in the queue where it stands. By the database: whoever puts it there has no machine's clock.
alter table delivery add column since timestamptz not null default now();

create function delivery_queued() returns trigger language plpgsql as $$
begin
    new.since := now();
    return new;
end
$$;
create trigger delivery_queued before update on delivery for each row
    when (new.open and (not old.open or new.channel <> old.channel)) execute function delivery_queued();
