-- What is looked for when somebody looks for a text, written down once instead of put together for each search.

alter table service add column words text not null generated always as (
    lower((name->>'lv') || ' ' || (name->>'en') || ' ' || (name->>'lt') || ' ' ||
        (short->>'lv') || ' ' || (short->>'en') || ' ' || (short->>'lt'))
) stored;
alter table organization add column words text not null generated always as (
    lower((name->>'lv') || ' ' || (name->>'en') || ' ' || (name->>'lt'))
) stored;

-- When the catalogue changed last is said with each page of it.
create index organization_changed on organization (changed_at);
create index location_changed on location (changed_at);
create index service_changed on service (changed_at);
create index service_at_location_changed on service_at_location (changed_at);
create index service_begins on service (valid_from);
create index service_ends on service (valid_until);
