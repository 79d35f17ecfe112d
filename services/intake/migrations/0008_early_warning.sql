-- How many referrals of each kind came on each day, as far back as the rules look. id is the kind.
create table kind_rate (
    id        text  primary key,
    days      jsonb not null,
    raised_on date
);
