-- Units as a tree, staff with absences and further positions, their names apart, trainings; and how far each import is.

alter table unit
    add column parent  uuid,
    add column kind    text,
    add column atvk    text,
    add column address text,
    add column head    uuid,
    add column seed    jsonb,
    add column version bigint not null default 1;
create index unit_parent on unit (parent);

alter table staff
    add column active    boolean not null default true,
    add column also      jsonb   not null default '[]',
    add column languages text[]  not null default '{}',
    add column deputy    uuid,
    add column absences  jsonb   not null default '[]',
    add column seed      jsonb,
    add column version   bigint  not null default 1,
    -- After a restore somebody may be known before their unit is.
    drop constraint staff_unit_fkey;
create index staff_unit on staff (unit);
create index staff_deputy on staff (deputy) where deputy is not null;

-- Until now each start brought everything to what the configuration said, so that is what stands there.
update unit set seed = jsonb_build_object('label_lv', label_lv, 'label_en', label_en);
update staff set seed = jsonb_build_object('unit', unit, 'role', role);

create table unit_tree (
    id       uuid  primary key,
    branches jsonb not null
);

-- Alone here are names of staff.
create table staff_name (
    id          uuid primary key,
    given_name  text not null,
    family_name text not null
);

create table training (
    id           uuid   primary key,
    staff        uuid   not null,
    training     text   not null,
    completed_on date   not null,
    valid_until  date,
    version      bigint not null
);
create index training_staff on training (staff, training);
create index training_end on training (valid_until, id);

-- Moved in the transaction of each batch, so that an import that was killed goes on where it stopped.
create table import_job (
    id             text        primary key,   -- kind, partner (never one here) and digest: one file is one job
    kind           text        not null,
    partner        text,
    digest         text        not null,
    size           bigint      not null,      -- bytes of the file
    bytes          bigint      not null,      -- where the next row begins
    line           bigint      not null,      -- the number of the line that begins there
    rows           bigint      not null default 0,
    taken          bigint      not null default 0,
    repeated       bigint      not null default 0,
    rejected       bigint      not null default 0,
    rejected_bytes bigint      not null default 0,   -- how much of the file of rejected rows is certain
    begun_at       timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    finished_at    timestamptz
);
