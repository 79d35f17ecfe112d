-- The mode that the service works in: one row with all periods of emergency. Every decision reads it without a lock.

create table service_mode (
    id      text        primary key,
    periods jsonb       not null,
    told    text        not null,
    told_at timestamptz,
    version bigint      not null
);
