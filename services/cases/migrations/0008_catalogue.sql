-- The public catalogue: organisations, locations, services, and services at locations.

create table organization (
    id         uuid        primary key,
    code       text        not null,
    name       jsonb       not null,
    short      jsonb       not null,
    provider   text        not null,
    changed_at timestamptz not null,
    unit       uuid,
    website    text,
    phone      text,
    source     text        not null,
    version    bigint      not null
);

-- Here alone are the addresses of places that nobody is told of.
create table location (
    id            uuid        primary key,
    code          text        not null,
    name          jsonb       not null,
    changed_at    timestamptz not null,
    address       text,
    city          text,
    postal_code   text,
    atvk          text,
    restricted    boolean     not null,
    accessibility text[]      not null,
    source        text        not null,
    version       bigint      not null
);

create table service (
    id            uuid        primary key,
    organization  uuid        not null,
    code          text        not null,
    name          jsonb       not null,
    short         jsonb       not null,
    kind          text        not null,
    status        text        not null,
    changed_at    timestamptz not null,
    groups        text[]      not null,
    minimum_age   int,
    maximum_age   int,
    languages     text[]      not null,
    schedules     jsonb       not null,
    funding       text,
    levels        text[]      not null,
    apply         jsonb       not null,
    valid_from    date,
    valid_until   date,
    sensitive     boolean     not null,
    low_threshold boolean     not null,
    source        text        not null,
    version       bigint      not null
);
create index service_organization on service (organization);

-- No foreign keys: after a restore a place may be known before its service is.
create table service_at_location (
    id         uuid        primary key,
    service    uuid        not null,
    location   uuid        not null,
    changed_at timestamptz not null,
    schedules  jsonb       not null,
    active     boolean     not null,
    version    bigint      not null
);
create index service_at_location_service on service_at_location (service);
create index service_at_location_location on service_at_location (location);

-- How many rooms, staff and places an offer has from when on, in the order in which it was said; its id is the offer's.
create table capacity (
    id      uuid   primary key,
    service uuid   not null,
    said    jsonb  not null,
    version bigint not null
);
