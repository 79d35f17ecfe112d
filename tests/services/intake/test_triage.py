"""The rules as they stand in the municipality's files: the class and clocks of a referral, and the rule behind them."""

from datetime import date
from functools import cache

import pytest

from services.intake.rules import MunicipalRules, rules
from shared.calendar import RIGA
from shared.contracts.codes import NeedCode, ReferralKind
from shared.settings import Settings, SettingsError
from tests.services.intake.samples import RULES, SETTINGS, riga

FRIDAY, SATURDAY, TUESDAY = "2026-03-20 16:00", "2026-03-28 23:00", "2026-11-17 12:00"


@pytest.mark.parametrize(
    ("kind", "needs", "received", "rule", "priority", "decide_by", "contact_by"),
    [
        ("police.family_violence", "violence_in_family", FRIDAY, "police-family-violence", "urgent",
         "2026-03-23 17:00", "2026-03-23 17:00"),
        ("police.family_violence", "violence_in_family child_neglect", FRIDAY, "child-in-danger", "stat",
         "2026-03-20 20:00", "2026-03-21 16:00"),
        ("school.neglect_signs", "child_neglect", SATURDAY, "child-in-danger", "stat",
         "2026-03-29 04:00", "2026-03-30 00:00"),
        ("self_referral", "crisis", FRIDAY, "violence-or-crisis", "urgent", "2026-03-23 11:30", "2026-03-23 17:00"),
        ("self_referral", "crisis", SATURDAY, "violence-or-crisis", "urgent", "2026-03-30 12:30", "2026-03-30 17:00"),
        ("school.absence", "child_neglect", TUESDAY, "child-not-cared-for", "asap",
         "2026-11-19 17:00", "2026-11-23 17:00"),
        ("health.discharge", "home_care", TUESDAY, "discharge-without-care", "asap",
         "2026-11-19 17:00", "2026-11-20 17:00"),
        ("health.discharge", "", TUESDAY, "ordinary", "routine", "2026-11-25 17:00", "2026-12-18 17:00"),
        ("school.absence", "family_cannot_solve", "2026-03-16 09:30", "ordinary", "routine",
         "2026-03-23 17:00", "2026-04-17 17:00"),
        ("crisis", "", FRIDAY, "reported-as-crisis", "urgent", "2026-03-23 11:30", "2026-03-23 17:00"),
        ("third_party_concern", "violence_among_peers", FRIDAY, "violence-or-crisis", "urgent",
         "2026-03-23 11:30", "2026-03-23 17:00"),
        ("kindergarten.neglect_signs", "child_neglect", SATURDAY, "child-in-danger", "stat",
         "2026-03-29 04:00", "2026-03-30 00:00"),
        ("orphans_court.request", "care_leaver", FRIDAY, "orphans-court-request", "asap",
         "2026-03-23 17:00", "2026-03-27 17:00"),
        ("service.continuation", "home_care", FRIDAY, "service-must-not-lapse", "asap",
         "2026-03-25 17:00", "2026-04-07 17:00"),
        ("service.new_request", "older_age", FRIDAY, "ordinary", "routine", "2026-03-27 17:00", "2026-04-23 17:00"),
        ("inquiry", "", FRIDAY, "question", "routine", "2026-04-07 17:00", "2026-04-21 00:00"),
        ("other", "other", "2026-12-23 16:59", "ordinary", "routine", "2027-01-05 17:00", "2027-01-28 17:00"),
    ],
    ids=[
        "a police report on Friday is due on Monday",
        "a child in it is a matter of hours",
        "hours are hours in the night the clock is changed",
        "working hours stop on Friday evening",
        "and begin on Monday morning, in summer time",
        "the eighteenth of November is no working day",
        "somebody comes home from hospital and cannot manage",
        "somebody comes home from hospital and can",
        "Easter takes two days out of the month",
        "a crisis is one whatever is known of it",
        "violence among peers is violence",
        "a kindergarten's child is no less in danger",
        "the orphan's court waits for an answer",
        "a service that goes on must not lapse over Easter",
        "a new service waits its turn",
        "a question is answered within ten working days",
        "so do Christmas and New Year",
    ],
)  # fmt: skip
def test_a_referral_has_its_class_and_clocks_by(kind, needs, received, rule, priority, decide_by, contact_by):
    triage = RULES.triage(ReferralKind(kind), [NeedCode(need) for need in needs.split()], riga(received))
    due = [f"{instant.astimezone(RIGA):%Y-%m-%d %H:%M}" for instant in (triage.decide_by, triage.contact_by)]
    assert [triage.rule, str(triage.priority), *due] == [rule, priority, decide_by, contact_by]


@pytest.mark.parametrize("kind", ReferralKind)
def test_only_the_police_s_report_of_violence_needs_no_decision(kind):
    rule = "police-report-needs-no-decision" if kind is ReferralKind.POLICE_FAMILY_VIOLENCE else None
    assert RULES.accepted_by(kind, riga(FRIDAY)) == rule


@cache
def rules_of(slug: str) -> MunicipalRules:
    return rules(Settings.load(slug, {"TILTS_SECURITY__INDEX_KEY": "k" * 32}))


@pytest.mark.parametrize("slug", ["liepaja", "dobele", "dienvidkurzeme", "aizkraukle"])
@pytest.mark.parametrize("kind", ReferralKind)
def test_every_municipality_has_a_clock_for_every_kind(slug, kind):
    own = rules_of(slug)
    triage = own.triage(kind, [], riga(FRIDAY))
    assert riga(FRIDAY) < triage.decide_by
    assert riga(FRIDAY) < triage.contact_by


def test_intake_does_not_begin_without_the_key_by_which_it_finds_people_again():
    with pytest.raises(SettingsError, match=r"security\.index_key is missing; set TILTS_SECURITY__INDEX_KEY"):
        rules(Settings.load("liepaja", {}))


def test_intake_does_not_begin_with_rules_that_leave_a_referral_of_today_without_a_clock():
    last = SETTINGS.intake.triage[-1].model_copy(update={"valid_from": date(2200, 1, 1)})
    intake = SETTINGS.intake.model_copy(update={"triage": (last,)})
    with pytest.raises(SettingsError, match="holds from 2200-01-01 on only"):
        rules(SETTINGS.model_copy(update={"intake": intake}))


def test_another_key_makes_another_fingerprint_of_the_same():
    other = rules(Settings.load("liepaja", {"TILTS_SECURITY__INDEX_KEY": "k" * 32}))
    assert RULES.fingerprint("code:090511-20006") == RULES.fingerprint("code:090511-20006")
    assert RULES.fingerprint("code:090511-20006") != other.fingerprint("code:090511-20006")
