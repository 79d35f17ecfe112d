-- Who did it, and what a change changed.

-- The member of staff behind a fact, in services where only staff act; never a resident, whose answers name nobody.
alter table event_log add column actor uuid;

-- Which fields of a state a change touched, so that whoever saw an older version can be told. No values: what a field
-- holds now stands in the state itself, and what it held is nobody's any more. Kept for some weeks.
create table state_change (
    kind    text        not null,
    id      text        not null,
    version bigint      not null,   -- after the change
    before  bigint      not null,
    at      timestamptz not null,
    actor   uuid,
    fields  text[]      not null,
    primary key (kind, id, version)
);
create index state_change_at on state_change (at);

-- The same function with one parameter more; a build of before leaves it out.
drop function append_facts(
    integer[], uuid[], text[], text[], timestamptz[], text[], text[], uuid[], text[], text[]
);

-- Appends facts; called exactly once in a transaction, last. Returns how many were new.
create function append_facts(
    partitions integer[], ids uuid[], types text[], keys text[], times timestamptz[], bodies text[],
    topics text[], causations uuid[], correlations text[], traces text[],
    actors uuid[] default null
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
        select * from unnest(
            partitions, ids, types, keys, times, bodies, topics, causations, correlations, traces, actors
        ) with ordinality as g(partition, id, type, key, time, body, topic, causation, correlation, trace, actor, n)
        where not exists (select from adopted_fact a where a.id = g.id)
    ), numbered as (
        select g.*, h.position + row_number() over (partition by g.partition order by g.n) as position
        from given g join event_log_head h using (partition)
    ), inserted as (
        insert into event_log (
            partition, position, epoch, id, type, key, time, data, topic, causation, correlation, trace, actor
        )
        select
            partition, position, log.epoch, id, type, key, time, body::json, topic, causation, correlation, trace, actor
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
