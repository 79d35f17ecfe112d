-- Requests for services, and who waits for a place or holds one.

create table service_request (
    id                uuid        primary key,
    case_id           uuid        not null,
    person            uuid        not null,
    offer             uuid        not null,
    service           text        not null,
    kind              text        not null,
    urgency           text        not null,
    points            bigint      not null,
    requested_at      timestamptz not null,
    decide_by         timestamptz not null,
    renews            uuid,
    state             text        not null,
    decided_at        timestamptz,
    decided_by        uuid,
    refused_for       text,
    contest_by        timestamptz,
    check_due         timestamptz,
    asked_until       timestamptz,
    unreachable_since timestamptz,
    postponed_until   timestamptz,
    answer_due        timestamptz,
    declined_for      text,
    started_at        timestamptz,
    ends_at           timestamptz,
    renewal_due       timestamptz,
    interrupted_for   text,
    ended_at          timestamptz,
    ended_for         text,
    result            text,
    version           bigint      not null
);
create index service_request_of_case on service_request (case_id, requested_at, id);
create index service_request_of_offer on service_request (offer, requested_at, id);
create index service_request_list on service_request (requested_at, id);

-- One row for each offer: whoever changes anything about one of its places locks it, so that no place is given twice.
create table place_queue (
    id        uuid   primary key,
    service   text   not null,
    sorted_by text[] not null,
    entries   jsonb  not null
);
