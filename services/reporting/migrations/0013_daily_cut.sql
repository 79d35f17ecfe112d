-- One a day, and the last of them found at once: it is looked for all the time.
create unique index cut_daily on cut (day) where daily;
