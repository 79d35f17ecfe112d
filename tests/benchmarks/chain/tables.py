"""The tables of the naive services, and of what they may rely on: keys that tell a repeat."""

TABLES = """
create table seen (message text primary key);
create table series (last integer);
insert into series values (0);
create table person (
    id uuid primary key, code text unique, given_name text, family_name text, birth_date date, address text
);
create table referral (
    id uuid primary key, number text, reference text, kind text, needs text[], person uuid, state text, at timestamptz
);
create table letter (id uuid primary key, narrative text);
create table social_case (id uuid primary key, referral uuid unique, person uuid, opened_at timestamptz);
create table matter (id uuid primary key, number text);
create table notice (id uuid primary key, case_id uuid unique, agency text, issued_at timestamptz);
create table known_referral (id uuid primary key, kind text, received_at timestamptz, due_at timestamptz, state text);
create table known_case (id uuid primary key, kind text, opened_at timestamptz);
create table known_notice (id uuid primary key, agency text, acknowledge_by timestamptz, delivered_at timestamptz);
"""
