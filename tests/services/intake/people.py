"""People as workers meet them over HTTP: told of by a school, found, and decided about."""

from typing import Any

from tests.services.intake.samples import SCHOOL, body
from tests.services.running import INESE, Caller, partner

JANIS = {"given_name": "Jānis", "family_name": "Bērziņš", "birth_date": "1961-02-03", "phone": "+371 20000001"}
ZANE = {"given_name": "Zane", "family_name": "Ozola-Kalniņa", "personal_code": "161175-19997"}
GUEST = {"description": "Vīrs ar baltu suni"}


async def told(intake, subject: dict, sender: str = SCHOOL, **changed: Any) -> dict:
    """A referral about somebody, as the queue shows it."""
    referral = body(kind="other", subject=subject, **changed)
    sent = await Caller(intake, partner(sender)).do("/v1/referrals", referral)
    return (await Caller(intake, INESE).get(f"/v1/queue/{sent.json()['id']}")).json()


async def entered(intake, *subjects: dict) -> list[str]:
    """The ids of people who are told of one after another."""
    return [(await told(intake, subject))["subjects"][0] for subject in subjects]


async def searched(intake, actor=INESE, **wanted: str) -> list[str]:
    """The ids that a search finds."""
    found = await Caller(intake, actor).do("/v1/people/search", wanted)
    return [row["id"] for row in found.json()["items"]]


async def paired(intake, one: str, other: str, act: str, version: int, reason: str = "same_document"):
    """What comes of deciding about two entries."""
    wish = {"other": other, "act": act, "reason": reason}
    return await Caller(intake, INESE).do(f"/v1/people/{one}/links", wish, version=version)


async def whole(intake, person: str) -> dict:
    return (await Caller(intake, INESE).get(f"/v1/people/{person}")).json()
