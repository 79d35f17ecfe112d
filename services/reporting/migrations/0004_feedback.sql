-- Answers to campaigns. Nothing of what was written, nobody who wrote it; members of staff by their ids.

create table campaign_answer (
    id            uuid        primary key,
    position      bigint      not null,
    campaign      text        not null,
    kind          text        not null,
    role          text        not null,
    channel       text        not null,
    answered_at   timestamptz not null,
    life_improved text,
    worker        uuid,
    verdict       text,
    reason        text,
    collected_at  timestamptz
);
create index campaign_answer_campaign on campaign_answer (campaign);
