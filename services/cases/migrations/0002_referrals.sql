-- What becomes of a referral after its case was opened: which case grew from it, and whether its sender took it back.

create table referral_case (
    id      uuid primary key,
    case_id uuid not null
);
insert into referral_case
select distinct on (referral) referral, c.id from social_case c, unnest(c.referrals) referral
order by referral, c.opened_at desc;

alter table social_case add column withdrawn uuid[] not null default '{}';
