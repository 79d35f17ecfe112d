-- Cases that are open, with all that stocks of them are counted by: figures read them from here alone. Those that are
-- closed have an index of their own, so that a case is in one of the two and every change writes only that one.
drop index social_case_held, social_case_closed, social_case_staff;
create index social_case_open on social_case (staff)
    include (unit, priority, opened_at, needs, age_band, groups, mode, risk, minutes_away, counted_as, stage, resting,
             assigned_at) where closed_at is null;
create index social_case_closed on social_case (closed_at) include (opened_at, unit, priority, outcome, mode)
    where closed_at is not null;
