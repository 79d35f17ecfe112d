"""Rules of intake and of notice: dated, named once, complete."""

from datetime import date

import pytest

from shared.contracts.codes import NeedCode, ReferralKind
from shared.settings import Settings, SettingsError

RULE = """
[[intake.triage]]
code = "{code}"
priority = "routine"
decide_within = "1 working day"
contact_within = "P1M"
valid_from = 2021-07-01
source = "convention"
"""

PARTNER = '[partners.{code}]\nkind = "ngo"\nname = {{ lv = "C", en = "C" }}\nnotice_channels = ["partner_topic"]\n'

NOTICE = """
[[notifications.rules.rule]]
code = "tell"
on = "CaseOpened"
agency = "centrs"
purpose = "support"
legal_basis = "public_task"
article = "none"
field_set = "contact"
channels = ["{channel}"]
acknowledge_within = "PT4H"
valid_from = 2021-07-01
source = "convention"
"""


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (RULE.format(code="ordinary"), "two intake rules are called ordinary"),
        (RULE.format(code="second") + 'needs = ["crisis"]\n', "second.* must match everything"),
        (RULE.format(code="second") + "valid_until = 2030-01-01\n", "second.* must match everything"),
        (RULE.format(code="second").replace("P1M", "soon"), "'soon' is not a term"),
        (RULE.format(code="second") + 'kinds = ["police.violence"]\n', "Input should be 'police.family_violence'"),
        (NOTICE.format(channel="partner_topic"), "tells centrs, who is no partner"),
        (PARTNER.format(code="centrs") + NOTICE.format(channel="email"), "email, which centrs does not have"),
        ('[partners.c1]\nkind = "ngo"\nname = { lv = "C", en = "C" }\nchannels = ["http"]\n', "channels and sends go"),
        (PARTNER.format(code="c1") + 'webhook_url = "https://c.example"\n', "webhook_url go together"),
        (PARTNER.format(code="c1") + 'email = "birojs@c.example"\n', '"email" and email go together'),
        (PARTNER.format(code="c1").replace("partner_topic", "sms"), '"sms" and sms_number go together'),
        (PARTNER.format(code="c1") + 'email = "Birojs <birojs@c.example>"\n', "String should match pattern"),
        ('[notifications.mail]\nhost = "h"\nsender = "a@b.lv"\nusername = "a"\n', "username and password"),
    ],
)
def test_rules_that_would_fail_at_work_are_refused_at_start(write, more, sentence):
    with pytest.raises(SettingsError, match=sentence):
        Settings.load(write(more), {})


def test_a_notice_rule_that_reaches_its_partner_is_fine(write):
    settings = Settings.load(write(PARTNER.format(code="centrs") + NOTICE.format(channel="partner_topic")), {})
    assert [rule.code for rule in settings.notifications.rules.rule] == ["tell"]


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ('on = "CaseOpened"', 'on = "CaseOpend"', 21, "Input should be 'CaseOpened', 'CaseReopened', "),
        ('agency = "centrs"', 'agency = "centsr"', 22, "tells centsr, who is no partner. Did you mean centrs?"),
        ('["partner_topic"]\nack', '["email"]\nack', 27, "uses email, which centrs does not have"),
        ("valid_from = 2021-07-01\n", "valid_from = 2021-07-01\nrisks = ['high']\n", 30, "nobody has assessed a risk"),
        ('on = "CaseOpened"', 'on = "ReferralRedirected"\nmodes = ["emergency"]', 22, "does not say in which mode"),
    ],
    ids=["an unknown fact", "an unknown agency", "a channel it does not have", "a risk nobody assessed", "a mode"],
)
def test_a_notice_rule_that_cannot_work_is_refused_with_its_line(write, monkeypatch, old, new, line, sentence):
    rule = PARTNER.format(code="centrs") + NOTICE.format(channel="partner_topic")
    head, _, tail = rule.partition("[[notifications")
    assert old in tail
    file = write(head + "[[notifications" + tail.replace(old, new, 1))
    monkeypatch.chdir(file.parent)
    with pytest.raises(SettingsError) as refusal:
        Settings.load(file, {})
    assert sentence in str(refusal.value) and f"(paraugs.toml:{line})" in str(refusal.value)


STEP = '\n[[notifications.rules.rule.escalation]]\nafter = "PT1H"\nlevel = "{}"\n'


@pytest.mark.parametrize("round", [("head", "deputy"), ("deputy", "deputy"), ("phone_task", "head")])
def test_a_ladder_that_goes_round_is_refused_with_its_line(write, round):
    rule = PARTNER.format(code="centrs") + NOTICE.format(channel="partner_topic")
    with pytest.raises(SettingsError, match=r"level \(.*:38\): the ladder goes round: .*once, in this order"):
        Settings.load(write(rule + "".join(map(STEP.format, round))), {})


@pytest.mark.parametrize(("until", "twice"), [("", True), ("2025-01-01", True), ("2024-12-31", False)])
def test_a_code_may_name_one_rule_after_the_other_but_not_two_at_once(write, until, twice):
    rule = NOTICE.format(channel="partner_topic")
    first = rule + (f"valid_until = {until}\n" if until else "")
    second = rule.replace("valid_from = 2021-07-01", "valid_from = 2025-01-01")
    file = write(PARTNER.format(code="centrs") + first + second)
    if not twice:
        assert len(Settings.load(file, {}).notifications.rules.rule) == 2
        return
    with pytest.raises(SettingsError, match=r"code \(.*:3[34]\): two notice rules are called tell in one period"):
        Settings.load(file, {})


def test_two_windows_of_coalescing_never_hold_on_one_day(write):
    window = '[[notifications.rules.coalescing]]\nwithin = "PT5M"\nvalid_from = 2021-07-01\nsource = "convention"\n'
    with pytest.raises(SettingsError, match="two of coalescing hold in one period"):
        Settings.load(write(window * 2), {})
    ended = window + "valid_until = 2021-07-31\n"
    assert len(Settings.load(write(ended + window.replace("07-01", "08-01")), {}).notifications.rules.coalescing) == 2


def test_two_codes_of_a_territory_never_hold_on_one_day(write):
    file = write()
    second = '{ code = "0099001", valid_from = 2025-07-01, source = "merger" }]'
    text = file.read_text("utf-8")
    file.write_text(text.replace('"invented" }]', f'"invented" }}, {second}'), "utf-8")
    with pytest.raises(SettingsError, match="0099000 and 0099001 hold on the same day"):
        Settings.load(file, {})
    ended = text.replace('"invented" }]', f'"invented", valid_until = 2025-06-30 }}, {second}')
    file.write_text(ended, "utf-8")
    municipality = Settings.load(file, {}).municipality
    assert municipality.atvk_on(date(2025, 6, 30)) == "0099000"
    assert municipality.atvk_on(date(2025, 7, 1)) == "0099001"
    with pytest.raises(LookupError, match="no ATVK code on 2020-01-01"):
        municipality.atvk_on(date(2020, 1, 1))


@pytest.mark.parametrize(
    ("kind", "needs", "rule", "priority"),
    [
        (ReferralKind.POLICE_FAMILY_VIOLENCE, {NeedCode.VIOLENCE_IN_FAMILY}, "police-family-violence", "urgent"),
        (ReferralKind.POLICE_FAMILY_VIOLENCE, {NeedCode.CHILD_NEGLECT}, "child-in-danger", "stat"),
        (ReferralKind.SCHOOL_NEGLECT_SIGNS, {NeedCode.CHILD_NEGLECT}, "child-in-danger", "stat"),
        (ReferralKind.SCHOOL_ABSENCE, {NeedCode.CHILD_NEGLECT}, "child-not-cared-for", "asap"),
        (ReferralKind.SELF_REFERRAL, {NeedCode.CRISIS}, "violence-or-crisis", "urgent"),
        (ReferralKind.HEALTH_DISCHARGE, {NeedCode.HOME_CARE}, "discharge-without-care", "asap"),
        (ReferralKind.SELF_REFERRAL, {NeedCode.HOME_CARE}, "ordinary", "routine"),
        (ReferralKind.OTHER, set(), "ordinary", "routine"),
    ],
)
def test_the_class_of_a_referral_in_liepaja(kind, needs, rule, priority):
    rules = Settings.load("liepaja", {}).intake.rules_on(date(2026, 3, 16))
    first = next(each for each in rules if each.matches(kind, frozenset(needs)))
    assert (first.code, first.priority) == (rule, priority)


def test_no_rule_holds_before_its_first_day():
    assert Settings.load("liepaja", {}).intake.rules_on(date(2021, 6, 30)) == ()
