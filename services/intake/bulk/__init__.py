"""Files of rows: referrals, people and figures of registers, each row taken by the rules of every other door."""
