"""Counting. Nothing here writes or locks; every query gives the rows of the figures it is named for.

All of a report is read in one snapshot. Everything is counted from the projections themselves: a month of a large
municipality is some ten thousand rows behind an index, so a table of daily counts would only be one more thing that can
be wrong.
"""

from services.reporting.queries import (
    agencies,
    attendance,
    capacity,
    care,
    case_life,
    cases,
    coverage,
    early_warnings,
    flow,
    late,
    modes,
    planning,
    plans,
    referrals,
    requests,
    services,
    surveys,
    teams,
    visits,
    work,
    workload,
)

QUERIES = (
    *referrals.QUERIES,
    *early_warnings.QUERIES,
    *cases.QUERIES,
    *case_life.QUERIES,
    *visits.QUERIES,
    *work.QUERIES,
    *plans.QUERIES,
    *modes.QUERIES,
    *teams.QUERIES,
    *workload.QUERIES,
    *surveys.QUERIES,
    *agencies.QUERIES,
    *flow.QUERIES,
    *late.QUERIES,
    *capacity.QUERIES,
    *requests.QUERIES,
    *services.QUERIES,
    *attendance.QUERIES,
    *care.QUERIES,
    *coverage.QUERIES,
    *planning.QUERIES,
)
