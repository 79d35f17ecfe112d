-- Documents and their files. The bytes lie sealed elsewhere, under the digest of what lies there; without `key` nobody
-- can read them. `title` is the only free text.

create table document_series (
    id   text    primary key,
    last integer not null
);

create table stored_file (
    id          uuid        primary key,
    by          text        not null,
    digest      text        not null,
    size        bigint      not null,
    media       text        not null,
    stored      text        not null unique,
    key         text        not null,
    received_at timestamptz not null,
    document    uuid
);
-- What was received and never used is forgotten after a day.
create index stored_file_unused on stored_file (received_at) where document is null;

create table document (
    id               uuid        primary key,
    case_id          uuid        not null,
    kind             text        not null,
    title            text        not null,
    restricted       boolean     not null,
    files            uuid[]      not null,
    added_at         timestamptz not null,
    by               uuid,
    number           text        unique,
    template         text,
    template_version integer,
    removed          text,
    removed_at       timestamptz,
    version          bigint      not null
);
create index document_case on document (case_id, added_at, id);
