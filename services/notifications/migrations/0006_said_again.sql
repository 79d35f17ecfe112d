-- A notice that serves several rules, that a person had an agency told, or that is brought once more.

alter table notice
    add column also   text[] not null default '{}',
    add column joined uuid[] not null default '{}',
    add column added  text,
    add column resent text;

-- Tries up to this one brought other words than those that are to be brought now.
alter table delivery add column asked_after integer not null default 0;
