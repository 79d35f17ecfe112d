-- However many deliveries wait for one agency, the next one for another is found at once: by channel, agency and urgency,
-- and of those only what may begin already. Fresh ones before those that were tried.

create index delivery_turn on delivery (channel, agency, urgent, coalesce(not_before, '-infinity'), seq) where open;
drop index delivery_due;
