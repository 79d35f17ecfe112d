-- Feedback: answers to campaigns, and what was written in them. The campaigns themselves are configuration.
-- Who answered is in no table: the answer's id is a keyed digest of person and campaign.

create table answer_series (
    id   text   primary key,
    last bigint not null
);

create table refused_answers (
    id    text   primary key,
    count bigint not null
);

create table answer (
    id            uuid        primary key,
    campaign      text        not null,
    kind          text        not null,
    place         bigint      not null,
    role          text        not null,
    channel       text        not null,
    answered_at   timestamptz not null,
    life_improved text,
    worker        uuid,
    verdict       text,
    reason        text,
    claim_shown   boolean     not null,
    collected     boolean     not null,
    version       bigint      not null,
    -- Two answers at one place would be two winners of one gift.
    unique (campaign, place)
);

create table answer_text (
    id   uuid primary key,
    text text not null
);
