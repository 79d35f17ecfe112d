-- Projections that do not tell of everything yet: a migration made or widened them when facts about them had been
-- applied already. Figures that rest on them carry a mark until `tilts rebuild reporting` has read the logs again.
--
-- written: an empty table waits for the rebuild, because nobody has begun the rows that the next facts would change; a
-- table with rows goes on.
-- Every report locks this table first, and a rebuild that switches locks it against them: no report sees half of it.
create table incomplete_projection (
    name    text        primary key,
    since   timestamptz not null default now(),
    written boolean     not null
);

-- For migrations: `select to_be_rebuilt('visit')` after the table was made or changed. Where nothing was applied yet,
-- nothing is missing.
create function to_be_rebuilt(projection text) returns void language plpgsql as $$
declare
    begun boolean;
begin
    if exists (select from consumed where position > 0) then
        execute format('select exists (select from %I)', projection) into begun;
        insert into incomplete_projection (name, written) values (projection, begun) on conflict do nothing;
    end if;
end $$;
