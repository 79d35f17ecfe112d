-- Run once, by the image of PostgreSQL, when its volume is empty: four databases and who may do what in them.
--
-- tilts_owner owns the tables and runs the migrations. Each service logs in as itself, reads and writes its own
-- database, changes no table's shape, and cannot even connect to the other three.
--
-- Passwords are read from the files that compose mounts, so that none stands here.

\set ON_ERROR_STOP on
\set owner_password `cat "$SECRETS/database_owner"`
\set intake_password `cat "$SECRETS/database_intake"`
\set cases_password `cat "$SECRETS/database_cases"`
\set notifications_password `cat "$SECRETS/database_notifications"`
\set reporting_password `cat "$SECRETS/database_reporting"`

create role tilts_owner         login password :'owner_password';
create role tilts_intake        login password :'intake_password';
create role tilts_cases         login password :'cases_password';
create role tilts_notifications login password :'notifications_password';
create role tilts_reporting     login password :'reporting_password';

create database tilts_intake        owner tilts_owner;
create database tilts_cases         owner tilts_owner;
create database tilts_notifications owner tilts_owner;
create database tilts_reporting     owner tilts_owner;

revoke all on database tilts_intake, tilts_cases, tilts_notifications, tilts_reporting, postgres from public;
grant connect on database tilts_intake        to tilts_intake;
grant connect on database tilts_cases         to tilts_cases;
grant connect on database tilts_notifications to tilts_notifications;
grant connect on database tilts_reporting     to tilts_reporting;

-- What the migrations of the owner will create, the service may use. (`public` belongs to whoever owns the database.)
\connect tilts_intake
alter default privileges for role tilts_owner grant select, insert, update, delete on tables to tilts_intake;
alter default privileges for role tilts_owner grant usage on sequences to tilts_intake;
\connect tilts_cases
alter default privileges for role tilts_owner grant select, insert, update, delete on tables to tilts_cases;
alter default privileges for role tilts_owner grant usage on sequences to tilts_cases;
\connect tilts_notifications
alter default privileges for role tilts_owner grant select, insert, update, delete on tables to tilts_notifications;
alter default privileges for role tilts_owner grant usage on sequences to tilts_notifications;
\connect tilts_reporting
alter default privileges for role tilts_owner grant select, insert, update, delete on tables to tilts_reporting;
alter default privileges for role tilts_owner grant usage on sequences to tilts_reporting;
