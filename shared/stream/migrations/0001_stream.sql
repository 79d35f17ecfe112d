-- The event log of one service, and what it has applied of the others. See shared/stream/README.md for the idea.

-- One row: whose log this is, how it is cut, and whether it may grow.
-- incarnation: which running database was last compared with the bus (see log_incarnation), lineage: the same without
-- its restarts.
-- diverged: why the log is closed; only `tilts log recover` clears it, for the bus that told us may be gone by then.
create table log_identity (
    one         boolean primary key default true check (one),
    source      text        not null,
    partitions  integer     not null check (partitions > 0),
    hash        text        not null,
    epoch       integer     not null default 1,
    incarnation text,
    lineage     text,
    diverged    text,
    max_bytes   integer     not null default 262144
);

-- Where each epoch began: facts after `after` in this partition belong to `epoch` or a later one.
create table log_epoch (
    epoch      integer     not null,
    partition  integer     not null,
    after      bigint      not null,
    opened_at  timestamptz not null default now(),
    primary key (epoch, partition)
);

-- The last position of each partition. Its row lock makes position order = commit order = causal order.
-- lane: `core` partitions mirror the core topic's; `edge` partitions hold receipts for partners' own topics.
create table event_log_head (
    partition  integer primary key,
    lane       text   not null check (lane in ('core', 'edge')),
    position   bigint not null default 0
);

-- Outbox, history and audit trail at once: rows are only ever added.
create table event_log (
    partition   integer     not null,    -- one of event_log_head: append_facts has locked it there, so no foreign key
    position    bigint      not null,
    epoch       integer     not null,
    id          uuid        not null,
    type        text        not null,
    key         text        not null,
    time        timestamptz not null,
    data        json        not null,
    topic       text,                    -- edge lane only: the partner's topic
    causation   uuid,
    correlation text        not null,
    trace       text,
    primary key (partition, position)
);

-- A partner that repeats a message gets the same receipts again: they are found by what caused them.
create index event_log_receipts on event_log (causation) where topic is not null;

-- Facts adopted from the bus after a restore: deciding again gives the same ids, which must not be appended twice.
create table adopted_fact (id uuid primary key);

-- How far the relay has published each partition; an operator's rewind raises the generation.
create table relayed (
    partition   integer primary key references event_log_head,
    position    bigint  not null default 0,
    generation  integer not null default 1
);

-- How far this service has applied each partition of the others' logs. fact: the id of the last one applied, so that
-- nothing is ever applied on top of another history than its own.
create table consumed (
    source     text    not null,
    partition  integer not null,
    epoch      integer not null default 1,
    position   bigint  not null default 0,
    fact       uuid,
    primary key (source, partition)
);

-- The only dedupe for topics that partners write: (partner, message id). Kept longer than the topics' retention.
create table partner_message (
    partner   text        not null,
    message   text        not null,
    digest    bytea       not null,
    seen_at   timestamptz not null default now(),
    primary key (partner, message)
);
create index partner_message_age on partner_message (seen_at);

-- Records that could not be processed, each with everything needed to process it later, in order per key.
create table parked (
    seq        bigint generated always as identity primary key,
    id         uuid        not null unique,
    source     text        not null,     -- a service, `partner.<code>` or `timer`
    partition  integer,
    key        text        not null,
    epoch      integer,
    position   bigint,
    type       text,
    headers    json        not null,
    body       bytea,
    reason     text        not null,
    detail     text        not null,     -- for the operator; never a value out of the record
    parked_at  timestamptz not null
);
create index parked_key on parked (source, key, seq);

-- Deadlines. Claimed when due, fired as an ordinary command, deleted in that command's transaction.
create table timer (
    kind text        not null,
    key  text        not null,
    due  timestamptz not null,
    primary key (kind, key, due)
);
create index timer_due on timer (due);

-- Names the running database: after a restart, a fail-over, a restore by whatever means, or when the table was filled
-- anew, the name is another one. A log that may have come back from a backup is noticed before its first append.
create function log_incarnation() returns text language sql stable as $$
    select concat_ws('/',
        extract(epoch from pg_postmaster_start_time()),
        (select oid from pg_database where datname = current_database()),
        pg_relation_filenode('event_log'))
$$;

-- The same without what a mere restart changes. Under another name the log may be an older state of itself.
create function log_lineage() returns text language sql stable as $$
    select concat_ws('/',
        (select system_identifier from pg_control_system()),
        left(pg_walfile_name(pg_current_wal_lsn()), 8),
        (select oid from pg_database where datname = current_database()),
        pg_relation_filenode('event_log'))
$$;

-- The number of an epoch that begins now. A log that was restored has forgotten the epochs after its backup and must not
-- give one of their numbers out again; the clock helps it to a later one. Nothing else depends on the clock being right.
create function next_epoch(current integer) returns integer language sql stable as $$
    select greatest(current + 1, extract(epoch from now() - timestamptz '2026-01-01')::integer)
$$;

-- Appends facts; called exactly once in a transaction, last. Returns how many were new.
create function append_facts(
    partitions integer[], ids uuid[], types text[], keys text[], times timestamptz[], bodies text[],
    topics text[], causations uuid[], correlations text[], traces text[]
) returns integer language plpgsql as $$
declare
    log     log_identity%rowtype;
    wanted  integer[];
    locked  integer;
    fresh   integer;
    added   integer;
begin
    -- A second call could lock heads out of order (deadlock) and would break "the append comes last".
    if current_setting('tilts.appended', true) = pg_current_xact_id()::text then
        raise exception 'append_facts was called twice in one transaction' using errcode = 'TL001';
    end if;
    perform set_config('tilts.appended', pg_current_xact_id()::text, true);

    wanted := array(select distinct p from unnest(partitions) p order by p);
    perform 1 from event_log_head where partition = any(wanted) order by partition for update;
    get diagnostics locked = row_count;
    if locked <> cardinality(wanted) then
        raise exception 'append_facts: unknown partition among %', wanted using errcode = 'TL002';
    end if;

    -- Read after the heads are locked: `tilts log recover` changes the identity while holding every head.
    select * into log from log_identity;
    if log.diverged is not null then
        raise exception 'the log is closed: %', log.diverged using errcode = 'TL005';
    end if;
    if log.incarnation is distinct from log_incarnation() then
        raise exception 'the log has not been compared with the bus since this database was started or restored'
            using errcode = 'TL006';
    end if;
    if exists (select from unnest(bodies) b where octet_length(b) > log.max_bytes) then
        raise exception 'append_facts: a fact is larger than % bytes', log.max_bytes using errcode = 'TL003';
    end if;

    with given as (
        select * from unnest(partitions, ids, types, keys, times, bodies, topics, causations, correlations, traces)
            with ordinality as g(partition, id, type, key, time, body, topic, causation, correlation, trace, n)
        where not exists (select from adopted_fact a where a.id = g.id)
    ), numbered as (
        select g.*, h.position + row_number() over (partition by g.partition order by g.n) as position
        from given g join event_log_head h using (partition)
    ), inserted as (
        insert into event_log (partition, position, epoch, id, type, key, time, data, topic, causation, correlation, trace)
        select partition, position, log.epoch, id, type, key, time, body::json, topic, causation, correlation, trace
        from numbered
        returning partition, position
    ), moved as (
        update event_log_head h set position = i.last
        from (select partition, max(position) as last, count(*) as n from inserted group by partition) i
        where h.partition = i.partition and i.last = h.position + i.n
        returning i.n
    )
    select (select count(*) from given), coalesce(sum(n), 0) into fresh, added from moved;
    if added <> fresh then
        raise exception 'append_facts: % facts given, % appended', fresh, added using errcode = 'TL004';
    end if;
    return added;
end $$;
