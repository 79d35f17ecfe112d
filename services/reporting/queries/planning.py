"""For those who plan: needs beside places in each territory, what workshops asked for, how many institutions are."""

from collections import Counter

from services.reporting.queries.offers import HOLDING, LAST_DAY, WAITING, offers
from services.reporting.queries.stock import stock
from services.reporting.reports.asking import Asking, counts
from shared.contracts.case_codes import TargetGroup

_OF_UNIT = "coalesce((select u.territory from unit u where u.id = c.unit), 'unknown')"


def _usable(ask: Asking) -> str:
    return f"""
        {offers(ask)}, {HOLDING}, usable as (
            select o.territory, o.groups, min(h.people) as places from offer o join holding h on h.offer = o.id
            where o.available and o.valid_from <= {LAST_DAY} group by o.id, o.territory, o.groups
        )
    """


@counts("coverage.territories")
async def territories(ask: Asking):
    """Cases lie where their unit does, services where their place does."""
    rows = await ask.rows(f"""
        with {_usable(ask)}
        select territory, sum(open)::bigint as open, sum(waiting)::bigint as waiting, sum(places)::bigint as usable
        from (
            select {_OF_UNIT} as territory, open, 0 as waiting, null::bigint as places
            from (select unit, count(*) as open from {stock(ask, "unit")} open group by unit) c
            union all
            select {_OF_UNIT}, 0, 1, null from service_request r join social_case c on c.id = r.case_id
            where {WAITING} and {ask.cases()}
            union all
            select territory, 0, 0, places from usable
        ) found
        group by territory order by territory
    """)
    return {"coverage.territories": rows}


@counts("coverage.needs")
async def needs(ask: Asking):
    """A case belongs to several groups, a service is for several, and both count in each of them."""
    rows = await ask.rows(
        f"""
        with {_usable(ask)}
        select territory, target_group, sum(open)::bigint as in_need, sum(places)::bigint as usable
        from (
            select {_OF_UNIT} as territory, target_group, open, null::bigint as places
            from (select unit, groups, count(*) as open from {stock(ask, "unit, groups")} open group by 1, 2) c,
                unnest(c.groups) target_group
            union all
            select territory, target_group, 0, places from usable, unnest(groups) target_group
        ) found
        where target_group = any(:groups::text[]) group by 1, 2 order by 1, 2
        """,
        groups=[ask.scope.group] if ask.scope.group else list(TargetGroup),
    )
    return {"coverage.needs": rows}


@counts("planning.workshops", "planning.needs")
async def workshops(ask: Asking):
    """Those that were held up to the end of the period. They are the municipality's, whatever is asked about."""
    held = [one for one in ask.rules.workshops if one.held_on <= ask.scope.last]
    named = Counter(need for one in held for need in one.needs)
    rows = await ask.rows(
        f"""
        with received as materialized (
            select needs, count(*) as referrals from referral r
            where r.received_at >= :since and r.received_at < :until and {ask.referrals()} group by needs
        ), open as materialized (
            select needs, count(*) as cases from {stock(ask, "needs")} open group by needs
        )
        select need, times as workshops,
            (select coalesce(sum(referrals), 0)::bigint from received where needs @> array[need]) as received,
            (select coalesce(sum(cases), 0)::bigint from open where needs @> array[need]) as in_need
        from unnest(:needs::text[], :times::bigint[]) named (need, times) order by need
        """,
        needs=list(named), times=list(named.values()),
    )  # fmt: skip
    shown = [
        {"workshop": one.code, "participants": one.participants, "working_groups": one.working_groups} for one in held
    ]
    return {"planning.workshops": shown, "planning.needs": rows}


@counts("institutions")
async def institutions(ask: Asking):
    """Units that are open beside the organisations that are units, and beside the number that is quoted."""
    if ask.scope.is_narrowed:
        return {"institutions": []}
    [found] = await ask.rows("""
        with named as (select o.unit, u.active from organization o left join unit u on u.id = o.unit
                       where o.unit is not null)
        select (select count(*) from unit where active) as units, count(*) as named,
            count(*) filter (where active is not true) as missing,
            (select count(*) from unit u where u.active and not exists (select from named where unit = u.id)) as unnamed
        from named
    """)
    checked, quoted = dict(found), ask.rules.institutions
    if quoted is not None:
        checked |= {"quoted": quoted, "difference": checked["units"] - quoted}
    return {"institutions": [{"check": name, "institutions": count} for name, count in checked.items()]}


QUERIES = (territories, needs, workshops, institutions)
