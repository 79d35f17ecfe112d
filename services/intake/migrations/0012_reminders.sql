-- How a person wishes to be reminded, and where.

alter table person add column reminders jsonb;
