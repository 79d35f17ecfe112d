"""Assessments, plans with their reviews, and recommendations."""

from services.reporting.reports.asking import Asking, counts


@counts("assessments")
async def assessments(ask: Asking):
    rows = await ask.rows(f"""
        select checklist, count(*) as signed, count(*) filter (where place = 'home') as at_home,
            count(*) filter (where client in ('signed', 'agreed_orally')) as agreed,
            count(*) filter (where corrected) as corrected,
            percentile_disc(0.5) within group (order by round(100.0 * score / nullif(score_of, 0))::int) as score_p50
        from assessment a where signed_at >= :since and signed_at < :until and {ask.of_cases("a.case_id")}
        group by checklist order by checklist
        """)
    return {"assessments": rows}


@counts("plans")
async def plans(ask: Asking):
    """A plan is in force from its approval until it ends, another takes its place, or its case is closed."""
    rows = await ask.rows(f"""
        select coalesce(p.kind, 'unknown') as plan_kind,
            count(*) filter (where submitted_at >= :since and submitted_at < :until) as submitted,
            count(*) filter (where returned_at >= :since and returned_at < :until) as returned,
            count(*) filter (where approved_at >= :since and approved_at < :until) as approved,
            count(*) filter (where in_force) as in_force,
            count(*) filter (where in_force and review_on < :day) as overdue
        from plan p join social_case c on c.id = p.case_id, lateral (
            select approved_at < :end and coalesce(ended_at, 'infinity') >= :end
                and coalesce(c.closed_at, 'infinity') >= :end as in_force
        ) standing
        where (in_force or submitted_at >= :since and submitted_at < :until
               or returned_at >= :since and returned_at < :until or approved_at >= :since and approved_at < :until)
            and {ask.cases()}
        group by 1 order by 1
        """)
    return {"plans": rows}


@counts("plans.reviews")
async def reviews(ask: Asking):
    rows = await ask.rows(f"""
        select outcome as review, count(*) as reviewed, sum(steps_done)::bigint as steps_done,
            sum(steps_not_done)::bigint as steps_not_done, sum(steps_open)::bigint as steps_open
        from plan_review r where reviewed_at >= :since and reviewed_at < :until and {ask.of_cases("r.case_id")}
        group by 1 order by 1
        """)
    return {"plans.reviews": rows}


@counts("plans.methods")
async def methods(ask: Asking):
    """The last review of the period counts, because each measures the same goals again."""
    rows = await ask.rows(f"""
        with last as (
            select distinct on (plan) plan, goals_measured, goals_improved from plan_review r
            where reviewed_at >= :since and reviewed_at < :until and {ask.of_cases("r.case_id")}
            order by plan, reviewed_at desc
        )
        select method, count(*) as plans, sum(goals_measured)::bigint as measured,
            sum(goals_improved)::bigint as improved
        from last join plan p on p.id = last.plan, unnest(p.methods) method group by method order by method
        """)
    return {"plans.methods": rows}


@counts("recommendations")
async def recommendations(ask: Asking):
    rows = await ask.rows(f"""
        select code as recommendation, count(*) as given, count(*) filter (where outcome = 'followed') as followed,
            count(*) filter (where outcome = 'partly_followed') as partly_followed,
            count(*) filter (where outcome = 'not_followed') as not_followed,
            count(*) filter (where outcome = 'not_needed') as not_needed,
            count(*) filter (where outcome is null) as unasked
        from recommendation r where given_at >= :since and given_at < :until and {ask.of_cases("r.case_id")}
        group by 1 order by 1
        """)
    return {"recommendations": rows}


QUERIES = (assessments, plans, reviews, methods, recommendations)
