-- The list of requests, the newest first: of one person, and in one state, however few are in it.

create index service_request_of_person on service_request (person, requested_at, id);
create index service_request_in_state on service_request (state, requested_at, id);
