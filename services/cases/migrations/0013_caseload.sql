-- What a case weighs beside what it is: how far it is to it. And what teams did for their own wellbeing, as counts.

create table case_distance (
    id      uuid    primary key,
    minutes integer not null,   -- one way
    version bigint  not null
);

-- Nobody who took part is named: no column leads to a member of staff.
create table team_event (
    id           uuid    primary key,
    kind         text    not null,
    held_on      date    not null,
    participants integer not null,
    duration     integer not null,
    unit         uuid,
    version      bigint  not null
);
create index team_event_day on team_event (held_on, id);

create index social_case_load on social_case (staff) where state <> 'closed';
