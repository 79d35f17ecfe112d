-- Doors for residents, and where people live.

-- ATVK codes as they were written: whose referral it is follows from them and from the classifier of the day.
alter table referral
    add column declared_residence text,
    add column actual_residence   text;

-- What was written down of a call to the phone desk, or of somebody who walked in.
create table desk_call (
    id        uuid        primary key,
    channel   text        not null,
    caller    text,
    operator  uuid,
    called_at timestamptz not null,
    outcome   text        not null
);
create index desk_call_list on desk_call (called_at, id);

-- How much a door still takes from somebody today. id is a keyed digest of door, day and whoever calls: nobody can be
-- read from it, or found again tomorrow.
create table door_bucket (
    id        text             primary key,
    tokens    double precision not null,
    filled_at timestamptz      not null
);
create index door_bucket_old on door_bucket (filled_at);
