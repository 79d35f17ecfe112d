-- People: codes they have had, an index by which those who may be one are found, pairs, households, relationships.

-- Who has told no name is a person as well. What is searched is filled in as people are met, the rest by `indexing`.
alter table person
    alter column given_name drop not null,
    alter column family_name drop not null,
    add column description  text,
    add column safe_contact jsonb,
    add column met          uuid[] not null default '{}',
    add column folded       text,
    add column phone_number text,
    add column version      bigint not null default 1;
create index person_not_indexed on person (id) where folded is null;
create index person_names on person using gin (array_to_tsvector(string_to_array(folded, ' ')));
create index person_phone on person (phone_number) where phone_number is not null;
create index person_born on person (birth_date) where birth_date is not null;

alter table person_key add column others uuid[] not null default '{}';

create table person_code (
    id         uuid primary key,
    person     uuid not null,
    code       text not null,
    known_from timestamptz,
    by         text
);
create index person_code_person on person_code (person);

-- Who shares a key of comparing. id is a keyed digest: no name, date or number can be read from it.
create table block (
    id     text primary key,
    people uuid[] not null
);

create table person_match (
    id      uuid    primary key,
    one     uuid    not null,
    other   uuid    not null,
    score   integer not null,
    fields  jsonb   not null,
    state   text    not null,
    rule    text,
    by      uuid,
    reason  text,
    version bigint  not null
);
create index person_match_one on person_match (one, state);
create index person_match_other on person_match (other, state);

create table household (
    id      uuid   primary key,
    members jsonb  not null,
    version bigint not null
);
create index household_members on household using gin (members jsonb_path_ops);

create table relationship (
    id      uuid        primary key,
    person  uuid        not null,
    other   uuid        not null,
    kind    text        not null,
    since   timestamptz not null,
    until   timestamptz,
    by      uuid,
    version bigint      not null
);
create index relationship_person on relationship (person);
create index relationship_other on relationship (other);

-- The referrals of a person.
create index referral_subjects on referral using gin (subjects);
