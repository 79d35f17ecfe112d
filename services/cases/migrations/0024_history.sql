-- All that one member of staff did, and all that one account read: for auditors and the head.
create index event_log_of_actor on event_log (actor, time, id) where actor is not null;
create index read_audit_actor on read_audit (actor, at, id);
