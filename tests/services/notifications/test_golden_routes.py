"""The golden table of whom Liepāja tells of what, and the service's own account of it."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.notifications.explaining import WHEN, Told, explain
from services.notifications.rules import rulebook
from shared.contracts.codes import AgeBand, NeedCode, NoticeChannel, Priority
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralRedirected
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import RiskLevel
from shared.settings import Settings
from tests.services.notifications.samples import assessed, closed, id_of, opened, reopened, riga

RULES = rulebook(Settings.load("liepaja", {}))
ROUTES = tomllib.loads((Path(__file__).parent / "golden" / "liepaja.toml").read_text("utf-8"))["route"]


def fact(said: dict[str, Any]) -> Fact:
    at = riga(said["at"])
    match said["on"]:
        case "CaseOpened":
            return opened(
                opened_at=at, needs=tuple(map(NeedCode, said["needs"])), age_band=AgeBand(said["age"]),
                priority=Priority(said["priority"]), service_mode=ServiceMode(said.get("mode", "normal")),
            )  # fmt: skip
        case "RiskAssessed":
            return assessed(RiskLevel(said["level"]), at)
        case "CaseReopened":
            return reopened(at=at)
        case _:
            return ReferralRedirected(
                referral=id_of("referral a"), number="LPX-2026-000001", redirected_at=at, due_at=riga(said["due"]),
                partner=said.get("partner"), municipality=said.get("municipality"), age_band=AgeBand(said["age"]),
                needs=tuple(map(NeedCode, said["needs"])), subjects=(id_of("person a"),), priority=Priority.ROUTINE,
            )  # fmt: skip


def line(told: Told) -> str:
    ladder = ", ".join(f"{level} {due:%Y-%m-%d %H:%M}" for level, due in told.silence)
    fields = ", ".join(told.fields) or "no field"
    return (
        f"{told.agency}: {'joined by ' if told.joins else ''}{' + '.join(told.rules)}; {fields}; "
        f"{', '.join(told.channels)}; until {told.acknowledge_by:%Y-%m-%d %H:%M}; {ladder}"
    )


@pytest.mark.parametrize("route", ROUTES, ids=[route["name"] for route in ROUTES])
def test_whom_liepaja_tells_of_what(route):
    explained = explain([fact(said) for said in route["facts"]], RULES)
    assert [line(told) for told in explained.told] == route["told"]


def test_every_rule_of_liepaja_has_its_place_in_the_table():
    lines = " ".join(line for route in ROUTES for line in route["told"])
    assert [rule.code for rule in RULES.rules if rule.code not in lines] == []


def test_every_fact_that_rules_look_at_has_its_place_in_the_table():
    assert {kind.__name__ for kind in WHEN} == {route["facts"][-1]["on"] for route in ROUTES}


def test_whoever_is_not_told_has_a_reason_and_whoever_is_has_none():
    explained = explain([opened()], RULES)
    fitting = {verdict.rule.code for verdict in explained.verdicts if verdict.fits}
    assert fitting == {rule for told in explained.told for rule in told.rules}
    assert all(verdict.against for verdict in explained.verdicts if not verdict.fits)


def test_another_day_has_the_rules_and_the_clocks_of_that_day():
    before, after = (explain([opened()], RULES, riga(at)) for at in ("2021-06-30 12:00", "2026-12-24 15:00"))
    assert before.told == () and f"{after.told[0].acknowledge_by:%Y-%m-%d %H:%M}" == "2026-12-28 17:00"


@pytest.mark.parametrize(
    ("history", "why"),
    [
        ([closed()], "no rule can look at CaseClosed; they look at CaseOpened, CaseReopened, Referral"),
        ([ReferralRedirected(referral=id_of("a"), due_at=riga("2026-03-16 09:30"))], "give redirected_at"),
    ],
)
def test_what_cannot_be_explained_says_why(history, why):
    with pytest.raises(LookupError, match=why):
        explain(history, RULES)


def test_by_a_channel_that_others_may_read_no_field_is_told_whatever_the_set():
    by_mail = [replace(rule, channels=(NoticeChannel.EMAIL,)) for rule in RULES.rules]
    explained = explain([opened()], replace(RULES, rules=tuple(by_mail)))
    assert [told.fields for told in explained.told] == [()]
