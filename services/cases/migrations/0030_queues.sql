-- A queue counts who stands in it, and no longer lists them: an act costs the same however many wait.
-- Who stands in it say the requests. A process of before this has no list to decide by, and fails until it is replaced:
-- that is better than a place given twice. What its clocks could not do meanwhile is parked: `tilts parked replay`.

alter table place_queue drop column entries;
alter table place_queue add column waiting bigint not null default 0;
alter table place_queue add column offered bigint not null default 0;
alter table place_queue add column taken bigint not null default 0;

update place_queue q set (waiting, offered, taken) = (
    select count(*) filter (where r.state = 'waiting'), count(*) filter (where r.state = 'offered'),
        count(*) filter (where r.state in ('accepted', 'started', 'interrupted'))
    from service_request r where r.offer = q.id
);

create index service_request_in_line on service_request (offer, person)
    where state in ('waiting', 'offered', 'accepted', 'started', 'interrupted');
create index service_request_waiting on service_request (offer)
    include (id, case_id, urgency, points, requested_at, postponed_until, unreachable_since)
    where state = 'waiting';
