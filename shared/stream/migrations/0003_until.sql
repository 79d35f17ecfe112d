-- Until when everything that happened in a partition of another log has taken effect here: the time of the newest fact
-- applied, or of the newest word that the log ended where we stand. Not known before something was heard.
alter table consumed add column until timestamptz;
