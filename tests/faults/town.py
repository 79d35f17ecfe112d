"""What became of everything, kept by somebody who knows nothing of reporting's tables: read fact by fact from the logs
of the others, in the order of each. It knows what the people in `reports` do, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.contracts.counting import count_as


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, as it stands in the log of its service."""

    kind: str
    """case-opened, for one."""
    at: datetime
    data: Mapping[str, Any]


@dataclass
class Town:
    """Referrals, cases, visits, contacts and notices by their ids, each with what was said of it."""

    referrals: dict[str, dict] = field(default_factory=dict)
    cases: dict[str, dict] = field(default_factory=dict)
    visits: dict[str, dict] = field(default_factory=dict)
    contacts: dict[str, dict] = field(default_factory=dict)
    notices: dict[str, dict] = field(default_factory=dict)
    movements: list[tuple[str, str]] = field(default_factory=list)
    """Of cases: which one, and what happened to it."""
    warnings: dict[tuple[str, str], dict] = field(default_factory=dict)
    """Early ones, by kind and day."""
    partners: dict[str, str] = field(default_factory=dict)
    """Of what kind they are."""
    territories: dict[str, str] = field(default_factory=dict)
    """Of units."""

    def hear(self, told: Told) -> None:
        """One fact more."""
        about, _, what = told.kind.partition("-")
        hearing = {
            "referral": self._referral, "case": self._case, "visit": self._visit, "notice": self._notice,
        }.get(about, self._other)  # fmt: skip
        hearing(what, told.data, told.at)

    def _referral(self, what: str, fact: Mapping, at: datetime) -> None:
        if what == "received":
            self.referrals[fact["referral"]] = {
                **fact,
                "state": "received",
                "received_at": instant(fact["received_at"]),
            }
            return
        one = self.referrals[fact["referral"]]
        if what == "triaged":
            one |= {"class": fact["priority"], "due_at": instant(fact["due_at"])}
        elif what == "accepted":
            one |= {"state": what, "decided_at": at}
        elif what == "concluded":
            one["state"] = what
        else:
            raise AssertionError(f"nobody here does what leads to referral-{what}")

    def _case(self, what: str, fact: Mapping, at: datetime) -> None:
        if what == "opened":
            counted_as = fact.get("counted_as") or count_as(fact["age_band"], fact["subjects"])
            times = {"opened_at": instant(fact["opened_at"]), "due_at": instant(fact["due_at"])}
            self.cases[fact["case"]] = {**fact, **times, "state": "open", "counted_as": counted_as}
            self.movements.append((fact["case"], what))
        elif what == "assigned":
            self.cases[fact["case"]] |= {"unit": fact["unit"], "state": what}
        elif what == "closed":
            self.cases[fact["case"]] |= {"closed_at": instant(fact["closed_at"]), "outcome": fact["outcome"]}
            self.movements.append((fact["case"], what))
        else:
            raise AssertionError(f"nobody here does what leads to case-{what}")

    def _visit(self, what: str, fact: Mapping, at: datetime) -> None:
        if what == "scheduled":
            self.visits[fact["visit"]] = {**fact, "state": "planned", "planned_at": instant(fact["planned_at"])}
            return
        one = self.visits[fact["visit"]]
        if what == "completed":
            one |= {"state": what, "mode": fact["mode"], "duration": fact["duration"]}
            self._met(fact["case"], instant(fact["completed_at"]))
            self.cases[fact["case"]].setdefault("visited_at", instant(fact["completed_at"]))
        elif what in ("missed", "cancelled"):
            one |= {"state": what, "reason": fact["reason"]}
        elif what != "started":
            raise AssertionError(f"nobody here does what leads to visit-{what}")

    def _notice(self, what: str, fact: Mapping, at: datetime) -> None:
        if what == "issued":
            self.notices[fact["notice"]] = {**fact, "issued_at": at}
        elif what in ("delivered", "withdrawn"):
            self.notices[fact["notice"]][what] = True
        elif what == "acknowledged":
            self.notices[fact["notice"]].setdefault("first_word_at", instant(fact["acknowledged_at"]))
        else:
            raise AssertionError(f"nobody here does what leads to notice-{what}")

    def _other(self, what: str, fact: Mapping, at: datetime) -> None:
        match fact:
            case {"contact": id, "case": case, "began_at": began}:
                self.contacts[id] = dict(fact)
                if fact["reached"] and fact["partner"] == "client":
                    self._met(case, instant(began))
            case {"notice": id, "answer": answer, "answered_at": answered}:
                self.notices[id].setdefault("first_word_at", instant(answered))
                self.notices[id] |= {"answer": answer, "reason": fact.get("reason"), "answered_at": instant(answered)}
            case {"kind": kind, "day": day, "counted": _}:
                self.warnings[kind, day] = dict(fact)
            case {"partner": partner, "kind": kind}:
                self.partners[partner] = kind
            case {"unit": unit, "label": _}:
                self.territories[unit] = fact.get("atvk") or "unknown"

    def _met(self, case: str, at: datetime) -> None:
        self.cases[case].setdefault("met_at", at)


def instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
