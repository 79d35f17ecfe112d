-- What a person has to do for a notice, one row a notice, under its id.

create table follow_up (
    id         uuid        primary key,
    reason     text        not null,
    role       text        not null,
    call       boolean     not null,
    due_at     timestamptz not null,
    asked_at   timestamptz not null,
    open       boolean     not null,
    calls      integer     not null,
    claimed_by uuid,
    claimed_at timestamptz,
    result     text,
    told_at    timestamptz,
    done_by    uuid,
    done_at    timestamptz,
    version    bigint      not null
);
create index follow_up_due on follow_up (due_at, id) where open;
create index follow_up_list on follow_up (due_at, id);

-- Who was told of a silence before this was kept is asked to look after it now.
insert into follow_up (id, reason, role, call, due_at, asked_at, open, calls, version)
select id, case when overdue_since is null then 'unreachable' else 'silent' end,
       case level when 'phone_task' then 'worker' else level end, level = 'phone_task', now(), now(), true, 0, 1
from notice where state in ('issued', 'delivered') and level is not null;
