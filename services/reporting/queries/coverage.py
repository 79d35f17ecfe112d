"""How many of a target group are registered, known and unknown, by whose count."""

from services.reporting.queries.offers import LAST_DAY
from services.reporting.queries.stock import stock
from services.reporting.reports.asking import Asking, counts
from services.reporting.reports.scope import Scope
from shared.contracts.case_codes import TargetGroup
from shared.contracts.register_codes import TargetGroup as RegisterGroup

KNOWN_AS = {
    RegisterGroup.DISABILITY: TargetGroup.DISABILITY,
    RegisterGroup.CHILD_SPECIAL_NEEDS: TargetGroup.CHILD_SPECIAL_NEEDS,
    RegisterGroup.CARE_LEAVER: TargetGroup.CARE_LEAVERS,
    RegisterGroup.ADDICTION_YOUTH: TargetGroup.YOUTH_ADDICTION,
    RegisterGroup.OLDER_AGE: TargetGroup.OLDER_PEOPLE,
}
"""Groups that registers and cases both know. Of the others only whoever counts by hand says how many are known."""

_SAID = f"""
    said as (
        select r.*,
            case when territory is null or territory = any(:own::text[]) then 'whole' else territory end as place
        from register_count r
        where counted_on <= {LAST_DAY} and target_group = any(:groups::text[])
    )
"""
"""`said`: what was counted up to the end, of the whole municipality or of a territory in it."""


@counts("coverage.gap")
async def gap(ask: Asking):
    """What was counted comes before what was only quoted, the newest count before older ones."""
    if _is_of_a_part(ask.scope):
        return {"coverage.gap": []}
    rows = await ask.rows(
        f"""
        with {_SAID}, latest as (
            select distinct on (target_group, place, tells) target_group, place, tells, amount
            from said join unnest(:sources::text[], :tells::text[]) of (source, tells) using (source)
            order by target_group, place, tells, quoted, counted_on desc, source
        ), in_cases as (
            select g.target_group, p.place, sum(c.open)::bigint as cases
            from (select unit, groups, count(*) as open from {stock(ask, "unit, groups", "true")} open group by 1, 2) c
            left join unit u on u.id = c.unit
            join unnest(:registered_as::text[], :known_as::text[]) g (target_group, known_as)
                on c.groups @> array[g.known_as]
            cross join lateral (values ('whole'), (u.territory)) p (place)
            where p.place <> all(:own::text[]) group by 1, 2
        ), each as (
            select target_group, place, max(amount) filter (where tells = 'registered') as registered,
                max(amount) filter (where tells = 'known') as known,
                max(amount) filter (where tells = 'unknown') as quoted
            from latest group by 1, 2
        )
        select target_group as register_group, place as territory, registered, known, registered - known as gap, quoted,
            registered - known - quoted as difference
        from (
            select e.target_group, e.place, e.registered, coalesce(e.known, c.cases) as known, e.quoted
            from each e left join in_cases c using (target_group, place)
        ) found
        where {_PLACE if ask.scope.territory else "true"} order by 1, 2
        """,
        **_given(ask),
        sources=list(ask.rules.sources), tells=list(ask.rules.sources.values()), registered_as=list(KNOWN_AS),
        known_as=list(KNOWN_AS.values()),
    )  # fmt: skip
    return {"coverage.gap": rows}


@counts("coverage.counts")
async def counted(ask: Asking):
    """Every figure as it was given; its code is all that tells it from others."""
    if _is_of_a_part(ask.scope):
        return {"coverage.counts": []}
    rows = await ask.rows(
        f"""
        with {_SAID} select target_group as register_group, id as register_count, amount from said
        where {_PLACE if ask.scope.territory else "true"} order by 1, 2
        """,
        **_given(ask),
    )
    return {"coverage.counts": rows}


_PLACE = "place = case when :territory = any(:own::text[]) then 'whole' else :territory end"


def _is_of_a_part(scope: Scope) -> bool:
    """Whether a report is of a unit or a mode: registers know neither."""
    return bool(scope.unit or scope.mode)


def _given(ask: Asking) -> dict[str, list[str]]:
    group = ask.scope.group
    groups = [code for code in RegisterGroup if group is None or KNOWN_AS.get(code) is group]
    return {"own": sorted(ask.rules.territories), "groups": groups}


QUERIES = (gap, counted)
