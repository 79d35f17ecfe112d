-- Until when everything was applied when the cut was taken, by source; not known of cuts from before.
alter table cut add column until json;
