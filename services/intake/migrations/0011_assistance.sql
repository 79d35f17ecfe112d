-- Applications for benefits: where each was forwarded to, and its number there.

alter table referral add column benefit_system text, add column benefit_number text;
