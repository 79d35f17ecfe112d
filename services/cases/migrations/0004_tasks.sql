-- What is to be done about a case, by whom and until when; and what a case itself counts and names of it.

create table task (
    id           uuid        primary key,
    case_id      uuid        not null,
    kind         text        not null,
    due_at       timestamptz not null,
    statutory    boolean     not null,
    staff        uuid,       -- none: whoever has the case
    about        uuid,
    added_by     uuid,
    state        text        not null,
    told_due     boolean     not null default false,
    completed_at timestamptz,
    version      bigint      not null
);
create index task_of_case on task (case_id, due_at, id);
create index task_of_staff on task (staff, state, due_at, id);
create index task_open on task (due_at, id) where state = 'open';

-- What one colleague asks of another, in words. It stands here only: no fact carries it.
create table task_note (
    id    uuid primary key,
    words text not null
);

alter table social_case
    add column deputy      uuid,
    add column opened_by   uuid,
    add column open_duties uuid[] not null default '{}';
create index social_case_unit on social_case (unit, state, due_at, id);
create index social_case_deputy on social_case (deputy) where deputy is not null;
create index social_case_opener on social_case (opened_by) where opened_by is not null;
