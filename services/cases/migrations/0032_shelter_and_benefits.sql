-- Night shelters. A night is one row, locked by whoever lets somebody in: never more guests than beds.

create table shelter_night (
    id          uuid        primary key,   -- derived from both: a night is there once
    offer       uuid        not null,
    begins_on   date        not null,
    guests      integer     not null,
    here        integer     not null,
    brought     integer     not null,
    reasons     text[]      not null,
    turned_away integer[]   not null,
    beds        bigint,
    closed_at   timestamptz,
    closed_by   uuid,
    corrections jsonb       not null,
    version     bigint      not null,
    unique (offer, begins_on)
);
create index shelter_night_list on shelter_night (begins_on, id);

-- An id for one night. Whoever is known has a case; what somebody wishes to be called is a note.
create table shelter_guest (
    id        uuid        primary key,
    night     uuid        not null,
    offer     uuid        not null,
    let_in_at timestamptz not null,
    brought   boolean     not null,
    case_id   uuid,
    left_at   timestamptz,
    version   bigint      not null
);
create index shelter_guest_of_night on shelter_guest (night, let_in_at, id);
create index shelter_guest_of_case on shelter_guest (case_id, let_in_at, id) where case_id is not null;

-- Benefits that others grant and pay. The number of a decision and an amount stand here only: no fact carries them.
create table benefit (
    id           uuid        primary key,
    case_id      uuid        not null,
    person       uuid        not null,
    what         text        not null,
    first_on     date        not null,
    last_on      date,
    grantor      text        not null,
    system       text,
    decision     text,
    cents        bigint,
    ends_soon_at timestamptz,
    ended_for    text,
    recorded_at  timestamptz not null,
    recorded_by  uuid        not null,
    version      bigint      not null
);
create index benefit_of_case on benefit (case_id, first_on, id);
create index benefit_list on benefit (first_on, id);
