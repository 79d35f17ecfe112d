"""What is late at the end, in whichever period it began: what somebody must do something about."""

from services.reporting.reports.asking import Asking, counts


def _either(mine: str, *conditions: str) -> str:
    """How many there are of what fulfils one of several conditions that exclude each other: for each is an index."""
    return "(select count(*) from (" + " union all ".join(f"{mine} and {one}" for one in conditions) + ") late)"


@counts("late")
async def late(ask: Asking):
    """A case that is closed is late with nothing; what was done after the end was late then."""
    cases = _either(
        f"select from social_case c where due_at < :end and opened_at < :end and {ask.cases()}",
        "closed_at is null and first_contact_at is null",
        "closed_at is null and first_contact_at >= :end",
        "closed_at >= :end and coalesce(first_contact_at, 'infinity') >= :end",
    )
    tasks = _either(
        f"""select from task t join social_case c on c.id = t.case_id
            where t.due_at < :end and coalesce(c.closed_at, 'infinity') >= :end and {ask.cases()}""",
        "t.completed_at is null",
        "t.completed_at >= :end",
    )
    rows = await ask.rows(f"""
        select {cases} as first_contact_overdue, {tasks} as tasks_overdue, (
            select count(*) from visit v
            where state = 'planned' and planned_at < :end and {ask.of_cases("v.case_id")}
        ) as visits_unreported
    """)
    return {"late": rows}


QUERIES = (late,)
