-- The life of a referral beyond its decision: asked about, corrected, redirected, withdrawn, answered, linked.

alter table referral
    add column triage_reason text,
    add column triaged_by    uuid,
    add column asked         text[] not null default '{}',
    add column clock_left    integer,
    add column redirected_to text,
    add column municipality  text,
    add column withdrawal    text,
    add column answer        text,
    add column links         uuid[] not null default '{}';

-- Which referral a partner means by its own reference; the later one, where it used a reference twice.
create table partner_reference (
    id       text primary key,
    referral uuid not null
);
insert into partner_reference
select distinct on (1) partner || '/' || reference, id from referral
where partner is not null and reference is not null order by 1, received_at desc, id;

-- What was said of a referral after it came. The letter is never changed.
create table supplement (
    id       uuid        primary key,
    referral uuid        not null,
    act      text        not null,
    said     jsonb       not null,
    said_at  timestamptz not null
);
create index supplement_referral on supplement (referral, said_at, id);

-- A partner that reads its receipts over HTTP follows its own, not those of others in the same partition.
create index event_log_receipts_of on event_log (topic, position) where topic is not null;
