-- When a referral last changed, for partners who ask what is new by FHIR's _lastUpdated. Whoever writes a row, it is set.

alter table referral add column updated_at timestamptz not null default clock_timestamp();

create function referral_touched() returns trigger language plpgsql as $$
begin
    new.updated_at := clock_timestamp();
    return new;
end $$;
create trigger referral_touched before update on referral for each row execute function referral_touched();

create index referral_updated_of on referral (partner, updated_at, id);
