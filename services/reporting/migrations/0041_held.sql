-- Who has which cases that are open, with all that they weigh by: the loads on the overview are read from it alone.
create index social_case_held on social_case (staff)
    include (opened_at, priority, needs, age_band, risk, minutes_away) where closed_at is null;
