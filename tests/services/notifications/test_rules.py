"""Who is told of a case in Liepāja: the golden table, and a reason for everybody who is not."""

from datetime import date, timedelta

import pytest

from services.notifications.domain.rules import Situation
from services.notifications.rules import rules
from shared.contracts.codes import AgeBand, NeedCode, Priority
from shared.settings import Settings, SettingsError
from shared.settings.settings import MUNICIPALITIES
from tests.services.notifications.samples import ENVIRON, RULES, riga

NEGLECT, VIOLENCE, CRISIS, CARE = (
    NeedCode.CHILD_NEGLECT,
    NeedCode.VIOLENCE_IN_FAMILY,
    NeedCode.CRISIS,
    NeedCode.HOME_CARE,
)
ROUTINE, URGENT, ASAP, STAT = Priority.ROUTINE, Priority.URGENT, Priority.ASAP, Priority.STAT
BABY, CHILD, ADULT, UNKNOWN = AgeBand.AGE_0_2, AgeBand.AGE_7_13, AgeBand.AGE_25_64, AgeBand.UNKNOWN
DAY = date(2026, 3, 16)
IN_DANGER, TO_COURT, TO_CENTRE = (
    "orphans-court-child-in-danger",
    "orphans-court-violence-child",
    "crisis-centre-violence",
)


@pytest.mark.parametrize(
    ("needs", "priority", "age", "told"),
    [
        ({NEGLECT}, STAT, BABY, [IN_DANGER]),
        ({NEGLECT}, ASAP, UNKNOWN, [IN_DANGER]),
        ({NEGLECT}, URGENT, CHILD, []),
        ({NEGLECT}, STAT, ADULT, []),
        ({VIOLENCE}, ROUTINE, CHILD, [TO_COURT]),
        ({VIOLENCE}, URGENT, CHILD, [TO_COURT, TO_CENTRE]),
        ({VIOLENCE}, URGENT, ADULT, [TO_CENTRE]),
        ({VIOLENCE}, ASAP, ADULT, []),
        ({VIOLENCE, NEGLECT}, STAT, CHILD, [IN_DANGER, TO_COURT, TO_CENTRE]),
        ({CRISIS}, URGENT, UNKNOWN, [TO_CENTRE]),
        ({CARE}, STAT, ADULT, []),
        (set(), STAT, CHILD, []),
    ],
)
def test_who_is_told_of_what(needs, priority, age, told):
    fitting = RULES.fitting(Situation(frozenset(needs), priority, age, DAY))
    assert [rule.code for rule in fitting] == told


@pytest.mark.parametrize(
    ("needs", "priority", "age", "day", "why"),
    [
        ({VIOLENCE}, URGENT, ADULT, DAY, ["is for the ages 0-2, 14-17, 3-6, 7-13"]),
        ({CARE}, URGENT, CHILD, DAY, ["is for the needs violence_in_family"]),
        ({VIOLENCE}, URGENT, CHILD, date(2021, 6, 30), ["holds from 2021-07-01 on"]),
        ({CARE}, URGENT, ADULT, DAY, ["is for the needs violence_in_family", "is for the ages 0-2, 14-17, 3-6, 7-13"]),
        ({VIOLENCE}, URGENT, CHILD, DAY, []),
    ],
)
def test_a_rule_says_why_it_does_not_fit(needs, priority, age, day, why):
    verdicts = RULES.explain(Situation(frozenset(needs), priority, age, day))
    assert [list(v.against) for v in verdicts if v.rule.code == TO_COURT] == [why]


def test_a_rule_that_has_ended_holds_on_its_last_day_and_not_on_the_next(liepaja_with):
    book = liepaja_with("valid_until = 2026-03-16\nvalid_from = 2021-07-01")
    violence = Situation(frozenset({VIOLENCE}), ROUTINE, CHILD, DAY)
    assert [rule.code for rule in book.fitting(violence)] == [TO_COURT]
    after = Situation(frozenset({VIOLENCE}), ROUTINE, CHILD, DAY + timedelta(days=1))
    assert book.fitting(after) == ()
    assert "held until 2026-03-16" in [why for verdict in book.explain(after) for why in verdict.against]


@pytest.mark.parametrize(
    ("code", "issued", "acknowledge_by", "ladder"),
    [
        # A Monday morning: four working hours, then two and two more.
        (IN_DANGER, "2026-03-16 09:30", "2026-03-16 13:30", ["2026-03-16 15:30", "2026-03-17 09:00"]),
        # A Friday evening: the clock runs on Monday.
        (IN_DANGER, "2026-03-20 18:00", "2026-03-23 12:30", ["2026-03-23 14:30", "2026-03-23 16:30"]),
        (TO_COURT, "2026-03-16 09:30", "2026-03-17 17:00", ["2026-03-18 12:30"]),
        # Elapsed time runs through the night, and through the change of the clocks.
        (TO_CENTRE, "2026-03-28 23:30", "2026-03-29 04:30", ["2026-03-29 05:30"]),
    ],
)
def test_the_clocks_of_a_notice(code, issued, acknowledge_by, ladder):
    rule = next(rule for rule in RULES.rules if rule.code == code)
    due, rungs = RULES.clocks(rule, riga(issued))
    assert due == riga(acknowledge_by)
    assert [rung.due for rung in rungs] == [riga(text) for text in ladder]
    assert [rung.level for rung in rungs] == [level for _, level in rule.escalation]


@pytest.fixture
def liepaja_with(tmp_path):
    """The rulebook of Liepāja with another line in place of `valid_from = 2021-07-01` in its notice rules."""

    def load(line: str):
        for file in MUNICIPALITIES.glob("*.toml"):
            text = file.read_text("utf-8")
            if file.name == "liepaja.notices.toml":
                text = text.replace("valid_from = 2021-07-01", line)
            (tmp_path / file.name).write_text(text, "utf-8")
        return rules(Settings.load(tmp_path / "liepaja.toml", ENVIRON))

    return load


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_A", "whsec_ā"])
def test_a_webhook_without_a_secret_that_signs_is_refused_at_start(secret):
    (name,) = ENVIRON
    with pytest.raises(SettingsError, match=f"set {name}"):
        rules(Settings.load("liepaja", {name: secret}))


PRODUCTION = ENVIRON | {
    "TILTS_DEPLOYMENT__MODE": "production",
    "TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_URL": "https://centrs.example/pazinojumi",
}


@pytest.mark.parametrize(
    ("channel", "missing"),
    [("email", "mail"), ("email", "public_url"), ("sms", "drop_folder"), ("e_address", "drop_folder")],
)
def test_a_channel_that_nobody_brings_on_is_refused_at_start_outside_development(channel, missing):
    environ = PRODUCTION | {
        "TILTS_NOTIFICATIONS__MAIL__HOST": "smtp.example", "TILTS_NOTIFICATIONS__MAIL__SENDER": "tilts@liepaja.example",
        "TILTS_NOTIFICATIONS__DROP_FOLDER": "messages", "TILTS_NOTIFICATIONS__PUBLIC_URL": "https://tilts.example/n",
    }  # fmt: skip
    settings = Settings.load("liepaja", environ)
    (first, *others) = settings.notifications.rules.rule
    written = first.model_copy(update={"channels": (channel,)})
    book = settings.notifications.rules.model_copy(update={"rule": (written, *others)})
    whole = settings.notifications.model_copy(update={"rules": book})
    assert rules(settings.model_copy(update={"notifications": whole})).rules[0].channels == (channel,)
    without = whole.model_copy(update={missing: None})
    with pytest.raises(SettingsError, match=f"uses {channel}, which cannot work without notifications.{missing}"):
        rules(settings.model_copy(update={"notifications": without}))
