"""Files of rows that intake takes: referrals, people and figures of registers. How, is `shared.bulk`."""
