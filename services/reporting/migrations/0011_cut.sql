-- Cuts: where reporting stood at an instant. From one, its tables of that instant can be built again at any time.
--
-- name: the day in Riga; for a cut on demand with a number behind it. One a day is daily, taken when the day ends.
-- late: taken when the day had been over for some time, because reporting was down.
-- applied, own_log: see services/reporting/standing.py. hash: of all the rest, to see that nobody touched it.
create table cut (
    name     text        primary key,
    day      date        not null,
    daily    boolean     not null,
    taken_at timestamptz not null,
    late     boolean     not null,
    applied  json        not null,
    own_log  json        not null,
    hash     text        not null
);
create index cut_taken on cut (taken_at, name);

-- Cuts whose tables are asked for. facts: how many are read while they are being built; failed: why they cannot be;
-- shape: by which migrations they were built, for tables of another shape are built anew.
create table cut_kept (
    cut      text        primary key references cut,
    asked_at timestamptz not null default clock_timestamp(),
    used_at  timestamptz not null default clock_timestamp(),
    shape    text,
    facts    bigint      not null default 0,
    failed   text
);
