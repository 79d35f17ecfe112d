-- What the overview counts among hundreds of thousands of rows, it finds in indexes alone.

-- Cases that are open, or were closed in or after a period, with what they are counted by.
drop index social_case_open, social_case_closed;
create index social_case_closed on social_case (closed_at) include (opened_at, unit, priority, outcome, mode);

-- Referrals that nobody had decided at an instant: few of many, whatever state they are in.
drop index referral_waiting;
create index referral_undecided on referral (received_at) where decided_at is null;
create index referral_decided on referral (decided_at, received_at);
