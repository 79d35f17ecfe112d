-- What reports can be narrowed to: target groups, territories, and the mode in which things happened. Rows of before
-- have none of it until the projections are rebuilt.

alter table referral add groups text[];
alter table social_case add groups text[], add mode text;
alter table unit add territory text;

create table mode_switch (
    id       text        primary key,
    position bigint      not null,
    mode     text        not null,
    at       timestamptz not null
);
create index mode_switch_at on mode_switch (at);
