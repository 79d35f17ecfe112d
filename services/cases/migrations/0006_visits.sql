-- A visit has a life before and during it: where, with whom, why in an emergency, and who is alone out there.

alter table visit
    add column place              text,
    add column area               text,
    add column companion          uuid,
    add column justification      text,
    add column series             uuid,
    add column moved_from         timestamptz[] not null default '{}',
    add column moved_why          text[]        not null default '{}',
    add column started_at         timestamptz,
    add column ended_at           timestamptz,
    add column checklist          text,
    add column unmet              text[]        not null default '{}',
    add column safety             text,
    add column check_in_every     integer,
    add column check_in_due       timestamptz,
    add column checked_in_at      timestamptz,
    add column check_in_missed_at timestamptz,
    add column watched_by         uuid,
    add column score              integer,
    add column after_hours        boolean;
-- What the visits of old builds never said: where. They were at home, which asks for most.
update visit set place = 'home' where mode = 'in_person';

create index visit_companion on visit (companion, planned_at) where companion is not null;
create index visit_series on visit (series) where series is not null;
-- Who did not say that they are safe: seldom a row, and looked at by everybody.
create index visit_silent on visit (check_in_missed_at) where check_in_missed_at is not null;
