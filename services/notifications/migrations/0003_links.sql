-- Links that stand in messages without content: whoever opens one reads and answers one notice, for a time.
-- The id is the SHA-256 of the link's token; the token itself is in the message alone.

create table answer_link (
    id         text        primary key,
    notice     uuid        not null,
    agency     text        not null,
    expires_at timestamptz not null
);
