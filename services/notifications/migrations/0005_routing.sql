-- What a case was opened with, for rules on its later facts: its risk got worse, it is worked on again.
-- A case that was opened before this is known by its notices only.

alter table case_file
    add column referral uuid,
    add column subject  uuid,
    add column needs    text[] not null default '{}',
    add column priority text   not null default 'routine',
    add column age_band text   not null default 'unknown',
    add column risk     text;
