-- What a case file holds beside its referrals: how it is counted, its risk, its rests and duplicates, who takes part,
-- who is let in for a time, and what agencies answered.

alter table social_case
    add column number          text,
    add column counted_as      text,
    add column risk            text,
    add column risk_reasons    text[] not null default '{}',
    add column risk_at         timestamptz,
    add column wished_outcome  text,
    add column wished_by       uuid,
    add column rested          text,
    add column suspended_until timestamptz,
    add column duplicate_of    uuid,
    add column duplicates      uuid[] not null default '{}',
    add column reopened_at     timestamptz;

-- As `domain.case.count_as` says it, for cases of before; old code that opens more is counted the same way.
create function counted_as_by(age_band text, subjects uuid[]) returns text language sql immutable as $$
    select case when age_band in ('0-2', '3-6', '7-13', '14-17') or cardinality(subjects) > 1
        then 'household' else 'adult' end
$$;
create function count_case() returns trigger language plpgsql as $$
begin
    new.counted_as := coalesce(new.counted_as, counted_as_by(new.age_band, new.subjects));
    return new;
end $$;
create trigger social_case_counted before insert on social_case for each row execute function count_case();
update social_case set counted_as = counted_as_by(age_band, subjects);
alter table social_case alter column counted_as set not null;

create table participant (
    id      uuid   primary key,
    case_id uuid   not null,
    role    text   not null,
    person  uuid,
    staff   uuid,
    left_at timestamptz,
    version bigint not null
);
create index participant_of_case on participant (case_id);
create index participant_of_staff on participant (staff) where staff is not null and left_at is null;
create index participant_of_person on participant (person) where person is not null;

create table case_grant (
    id          uuid        primary key,
    case_id     uuid        not null,
    account     uuid        not null,
    parts       text[]      not null,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    reason      text        not null,
    granted_by  uuid,
    revoked_at  timestamptz,
    version     bigint      not null
);
create index case_grant_of_account on case_grant (account, valid_until) where revoked_at is null;
create index case_grant_of_case on case_grant (case_id);

create table agency_answer (
    id       uuid        primary key,   -- the notice's
    case_id  uuid        not null,
    agency   text        not null,
    noted_at timestamptz not null,
    answer   text,
    reason   text,
    outcome  text,
    seen     boolean     not null default false,
    version  bigint      not null
);
create index agency_answer_new on agency_answer (case_id, noted_at) where not seen;
create index agency_answer_of_case on agency_answer (case_id);

-- Everything that happened to a case, in order, and all that one actor did (see shared/stream, `actor`).
create index event_log_of_case on event_log (key, position) where topic is null;
create index social_case_number on social_case (number text_pattern_ops) where number is not null;
create index social_case_wished on social_case (unit) where wished_outcome is not null;
create index social_case_duplicate on social_case (duplicate_of) where duplicate_of is not null;

-- The lists: in each order a walk along one index, for the units of whoever asks and for what is worked on.
create index social_case_by_due on social_case (coalesce(due_at, 'infinity'), id);
create index social_case_open_by_due on social_case (coalesce(due_at, 'infinity'), id)
    where state not in ('closed', 'duplicate');
create index social_case_unit_by_due on social_case (unit, coalesce(due_at, 'infinity'), id)
    where state not in ('closed', 'duplicate');
create index social_case_by_risk on social_case (
    (case risk when 'critical' then 0 when 'high' then 1 when 'moderate' then 2 when 'low' then 3 else 4 end),
    coalesce(due_at, 'infinity'), id
) where state not in ('closed', 'duplicate');
create index social_case_by_opening on social_case (opened_at desc, id desc);
create index social_case_by_closing on social_case (closed_at desc, id desc) where closed_at is not null;
create index social_case_needs on social_case using gin (needs);
