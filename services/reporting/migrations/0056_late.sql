-- What is late: few of all, so each is found by an index of what is still open, or was done since. Those of cases leave
-- out so much that nothing else is planned by them.
create index social_case_uncontacted on social_case (due_at) include (opened_at, unit, groups, mode)
    where closed_at is null and first_contact_at is null;
create index social_case_contacted on social_case (first_contact_at)
    where closed_at is null and first_contact_at is not null;
create index task_open on task (due_at) where completed_at is null;
create index task_completed on task (completed_at) where completed_at is not null;
create index visit_open on visit (planned_at) where state = 'planned';
