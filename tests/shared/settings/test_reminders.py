"""A file of reminders that cannot be meant is refused at start, with what is wrong; the one we bring can be."""

import tomllib

import pytest
from pydantic import ValidationError

from shared.contracts.reminder_codes import ReminderOf
from shared.settings import Settings
from shared.settings.reminders import Reminders
from tests.services.notifications.samples import ENVIRON

DATED = 'valid_from = 2021-07-01\nsource = "Sample"\n'
VISIT = '[[rule]]\ncode = "one"\nof = "visit"\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (VISIT + "days_before = 1\n", "days_before and at go together"),
        (VISIT + "at = 15:00:00\n", "days_before and at go together"),
        (VISIT + "at = 15:00:00\ndays_before = 1\nhours_before = 2\n", "names two times"),
        (VISIT, "must say how long before the visit"),
        (VISIT + "hours_before = 2\n" + DATED + VISIT + "hours_before = 3\n", "two reminders are called one"),
        ('[[rule]]\ncode = "one"\nof = "offer"\nonly_confirmed = true\n', "is of no visit"),
        ('[[rule]]\ncode = "one"\nof = "birthday"\n', "Input should be"),
        ("[[quiet]]\nbegins = 08:00:00\nends = 20:00:00\n", "begin in the evening"),
        ("[[gathering]]\nminutes = 0\n", "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_meant_is_refused(text, why):
    with pytest.raises(ValidationError, match=why):
        Reminders.model_validate(tomllib.loads(text + DATED))


@pytest.mark.parametrize("municipality", ["liepaja", "dobele", "aizkraukle", "dienvidkurzeme"])
def test_every_municipality_reminds_of_everything_that_can_be_reminded_of(municipality):
    settings = Settings.load(municipality, ENVIRON if municipality == "liepaja" else {})
    assert {rule.of for rule in settings.notifications.reminders.rule} == set(ReminderOf)
