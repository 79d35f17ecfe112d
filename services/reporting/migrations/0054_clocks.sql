-- The clocks of referrals, which the overview asks for two periods and an indicator for a year, are read from this alone.
drop index referral_received;
create index referral_received on referral (received_at) include (priority, decided_at, due_at, missed_at);
