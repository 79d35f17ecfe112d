"""Answers to campaigns in the period. Nothing of what was written; who is thanked is nobody's name."""

from services.reporting.reports.asking import Asking, counts


def _mine(ask: Asking) -> str:
    """No answer tells of whose case it is, so a report about a part of the municipality has none."""
    whole = not ask.scope.is_narrowed
    return f"from campaign_answer a where answered_at >= :since and answered_at < :until and {whole}"


@counts("surveys.answers")
async def answers(ask: Asking):
    rows = await ask.rows(f"""
        select campaign, count(*) as answers, count(*) filter (where verdict = 'approved') as approved,
            count(*) filter (where verdict = 'hidden') as hidden,
            count(*) filter (where verdict is null and (worker is not null or kind = 'proposal')) as unread,
            count(distinct worker) as thanked, count(collected_at) as gifts
        {_mine(ask)} group by campaign order by campaign
        """)
    return {"surveys.answers": rows}


@counts("surveys.life_improved")
async def life_improved(ask: Asking):
    rows = await ask.rows(f"""
        select role as respondent, life_improved, count(*) as answers
        {_mine(ask)} and life_improved is not null group by 1, 2 order by 1, 2
        """)
    return {"surveys.life_improved": rows}


@counts("surveys.response")
async def response(ask: Asking):
    """Whoever could have been asked: the cases that were open on any day of the period."""
    rows = await ask.rows(f"""
        select campaign, count(*) filter (where life_improved = 'yes') as positive, count(*) as answers,
            round(100.0 * count(*) filter (where life_improved = 'yes') / count(*))::int as positive_rate,
            count(*) filter (where role = 'client') as by_clients, max(served) as served,
            round(100.0 * count(*) filter (where role = 'client') / nullif(max(served), 0))::int as response_rate
        from (select a.*, (
            select count(*) from (
                select 1 from social_case where opened_at < :end and closed_at is null
                union all
                select 1 from social_case where opened_at < :end and closed_at >= :since
            ) open
        ) as served {_mine(ask)} and life_improved is not null) answered
        group by campaign order by campaign
        """)
    return {"surveys.response": rows}


QUERIES = (answers, life_improved, response)
