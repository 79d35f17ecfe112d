"""The figures once more, counted in plain loops from what facts said, without reporting's tables, SQL or definitions.

What the people in `reports` do is counted here; all of it happened in one period.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from shared.contracts.target_groups import groups_by
from tests.faults.town import Told, Town

Rows = list[dict[str, Any]]
_RIGA = ZoneInfo("Europe/Riga")
_OF_REFERRALS: dict[str, Callable[[dict, Town], Sequence[str]]] = {
    "source": lambda one, town: [town.partners[one["partner"]]],
    "kind": lambda one, town: [one["kind"]],
    "need": lambda one, town: one["needs"],
    "age": lambda one, town: [one["age_band"]],
    "target_group": lambda one, town: groups_by(one["needs"], one["age_band"]),
    "territory": lambda one, town: [one.get("territory") or "unknown"],
    "channel": lambda one, town: [one["channel"]],
    "state": lambda one, town: [one["state"]],
}


def counted(facts: Iterable[Told], now: datetime) -> dict[str, Rows]:
    """Figure → rows, with the columns that are counted here, as of an instant."""
    town = Town()
    for told in facts:
        town.hear(told)
    parts = (_referrals, _cases, _stock, _visits, _contacts, _agencies, _sums)
    return {name: rows for part in parts for name, rows in part(town, now)}


def _referrals(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    received = list(town.referrals.values())
    for name, codes in _OF_REFERRALS.items():
        found = Counter(code for one in received for code in codes(one, town))
        yield f"referrals.by_{name}", [{name: code, "received": count} for code, count in found.items()]
    days = Counter((str(one["received_at"].astimezone(_RIGA).date()), one["class"]) for one in received)
    yield "referrals.over_time", [{"time": day, "class": of, "received": count} for (day, of), count in days.items()]
    yield (
        "referrals.clock",
        [
            {"class": name, "received": len(of), **_tally(map(_decided, of), "kept", "missed", "running")}
            for name, of in _by(received, "class")
        ],
    )
    yield (
        "referrals.early_warnings",
        [
            {"time": day, "kind": kind, "counted": one["counted"], "usual": (one["usual"] + 500) // 1000}
            for (kind, day), one in town.warnings.items()
        ],
    )
    opened = {referral: case["opened_at"] for case in town.cases.values() for referral in case["referrals"]}
    took = {
        "decided": [one["decided_at"] - one["received_at"] for one in received if "decided_at" in one],
        "opened": [opened[id] - one["received_at"] for id, one in town.referrals.items() if id in opened],
        "visited": [one["visited_at"] - one["opened_at"] for one in town.cases.values() if "visited_at" in one],
    }
    yield (
        "turnaround",
        [
            {"step": step, "measured": len(spans), **_spread(map(_seconds, spans))}
            for step, spans in took.items()
            if spans
        ],
    )


def _cases(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    every = list(town.cases.values())
    for figure, column in (("unit", "unit"), ("class", "priority")):
        yield (
            f"cases.by_{figure}",
            [
                {figure: code, "opened": len(of), "closed": len(of) - len(_open(of)), "open": len(_open(of))}
                for code, of in _by(every, column)
            ],
        )
    ended = Counter(one["outcome"] for one in every if "closed_at" in one)
    yield "cases.outcomes", [{"outcome": outcome, "closed": count} for outcome, count in ended.items()]
    yield (
        "cases.first_contact",
        [
            {"class": name, **_tally((_met(one, now) for one in of), "kept", "missed", "dropped", "running")}
            for name, of in _by(every, "priority")
        ],
    )
    moved = Counter((town.cases[case]["counted_as"], movement) for case, movement in town.movements)
    yield (
        "cases.movements",
        [{"counted_as": whom, "movement": movement, "times": times} for (whom, movement), times in moved.items()],
    )


def _stock(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    still = _open(town.cases.values())
    yield "cases.age", [{"days": "0", "class": name, "open": len(of)} for name, of in _by(still, "priority")]
    states = Counter((one["counted_as"], one["state"]) for one in still)
    yield (
        "cases.by_state",
        [{"counted_as": whom, "case_state": state, "open": count} for (whom, state), count in states.items()],
    )
    yield (
        "cases.by_risk",
        [{"counted_as": whom, "risk": "unknown", "open": len(of)} for whom, of in _by(still, "counted_as")],
    )
    where = Counter(town.territories[one["unit"]] for one in still)
    yield "coverage.territories", [{"territory": place, "open": count} for place, count in where.items()]
    in_need = Counter(
        (town.territories[one["unit"]], group) for one in still for group in groups_by(one["needs"], one["age_band"])
    )
    yield (
        "coverage.needs",
        [{"territory": place, "target_group": group, "in_need": count} for (place, group), count in in_need.items()],
    )


def _visits(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    visits = list(town.visits.values())
    yield "visits.by_mode", [
        {
            "mode": mode, "planned": len(of),
            **_tally((_stands(one, now) for one in of), "completed", "missed", "cancelled", "ahead", "unreported"),
        }
        for mode, of in _by(visits, "mode")
    ]  # fmt: skip
    lasted = [
        (mode, [one["duration"] for one in of if one["state"] == "completed"]) for mode, of in _by(visits, "mode")
    ]
    yield "visits.duration", [{"mode": mode, **_spread(of), "total": sum(of)} for mode, of in lasted if of]
    reasons = Counter(one["reason"] for one in visits if one["state"] == "missed")
    yield "visits.missed", [{"reason": reason, "missed": count} for reason, count in reasons.items()]


def _contacts(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    found = defaultdict(list)
    for one in town.contacts.values():
        found[one["kind"], one["mode"]].append(one)
    yield "contacts", [
        {
            "contact": kind, "mode": mode, "contacts": len(of), "reached": sum(one["reached"] for one in of),
            "after_hours": sum(bool(one.get("after_hours")) for one in of), "total": sum(one["minutes"] for one in of),
        }
        for (kind, mode), of in found.items()
    ]  # fmt: skip
    modes = Counter(one["mode"] == "in_person" for one in town.visits.values() if one["state"] == "completed")
    yield "work.by_mode", [{
        "service_mode": "normal", "received": len(town.referrals), "opened": len(town.cases), "in_person": modes[True],
        "remote": modes[False], "contacts": sum(one["reached"] for one in town.contacts.values()),
    }]  # fmt: skip


def _agencies(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    by_agency = list(_by(town.notices.values(), "agency"))
    yield "agencies.notices", [
        {
            "agency": agency, "told": len(of), "delivered": sum("delivered" in one for one in of),
            "acknowledged": sum("first_word_at" in one for one in of), "silent": sum(map(_silent, of)),
            "withdrawn": sum("withdrawn" in one for one in of),
            **_tally((one.get("answer") for one in of), "accepted", "refused"),
        }
        for agency, of in by_agency
    ]  # fmt: skip
    yield "agencies.turnaround", [
        {"agency": agency, **_after(of, "first_word_at", "first_word"), **_after(of, "answered_at", "answer")}
        for agency, of in by_agency
    ]  # fmt: skip
    yield "agencies.by_rule", [
        {"agency": agency, "rule": rule, "told": len(ruled), "answered": sum("answer" in one for one in ruled)}
        for agency, of in by_agency
        for rule, ruled in _by([one for one in of if "answer" in one or "withdrawn" not in one], "rule")
    ]  # fmt: skip
    refused = Counter((one["agency"], one["reason"]) for one in town.notices.values() if one.get("answer") == "refused")
    yield (
        "agencies.refusals",
        [{"agency": agency, "reason": reason, "refused": count} for (agency, reason), count in refused.items()],
    )


def _sums(town: Town, now: datetime) -> Iterator[tuple[str, Rows]]:
    visits = Counter(one["state"] for one in town.visits.values())
    still = len(_open(town.cases.values()))
    yield "overview", [{
        "received": len(town.referrals), "opened": len(town.cases), "closed": len(town.cases) - still, "open": still,
        "undecided": sum("decided_at" not in one for one in town.referrals.values()),
        "missed": sum(_decided(one) == "missed" for one in town.referrals.values()),
        "visits_completed": visits["completed"], "visits_missed": visits["missed"], "notices": len(town.notices),
        "silent": sum(map(_silent, town.notices.values())), "waiting": 0,
    }]  # fmt: skip


def _decided(one: dict) -> str:
    if "decided_at" not in one:
        return "running"
    return "missed" if one["decided_at"] > one["due_at"] else "kept"


def _met(case: dict, now: datetime) -> str:
    if "met_at" in case:
        return "kept" if case["met_at"] <= case["due_at"] else "missed"
    if "closed_at" in case and case["closed_at"] <= case["due_at"]:
        return "dropped"
    return "missed" if now > case["due_at"] else "running"


def _stands(visit: dict, now: datetime) -> str:
    if visit["state"] != "planned":
        return visit["state"]
    return "ahead" if visit["planned_at"] >= now else "unreported"


def _silent(notice: dict) -> bool:
    return "first_word_at" not in notice and "withdrawn" not in notice


def _open(cases: Iterable[dict]) -> list[dict]:
    return [one for one in cases if "closed_at" not in one]


def _by(things: Iterable[dict], column: str) -> Iterable[tuple[Hashable, list[dict]]]:
    found = defaultdict(list)
    for one in things:
        found[one[column]].append(one)
    return found.items()


def _tally(states: Iterable[str | None], *names: str) -> dict[str, int]:
    found = Counter(states)
    return {name: found[name] for name in names}


def _after(notices: Iterable[dict], word: str, name: str) -> dict[str, int]:
    spread = _spread(_seconds(one[word] - one["issued_at"]) for one in notices if word in one)
    return {f"{name}_{part}": seconds for part, seconds in spread.items()}


def _spread(values: Iterable[int]) -> dict[str, int]:
    """The values below which a half and nine tenths of them lie."""
    ordered = sorted(values)
    return {f"p{part}": ordered[ceil(part * len(ordered) / 100) - 1] for part in (50, 90)} if ordered else {}


def _seconds(span) -> int:
    return int(span.total_seconds() + 0.5)
