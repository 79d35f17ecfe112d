"""The referrals of the day: every story told as often as it says, some sent twice, some broken. The same seed gives the
same day.

Bodies have the fields of `ReferralSubmitted`; so has what residents bring, who are no partner.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from deploy.day.broken import FAULTS, Fault, encoded
from deploy.day.people import AGES, Person, person
from deploy.day.story import Story, stories

DAY = timedelta(hours=9)
REPEATED = 12
_PREFIXES = {
    "valsts-policija": "VP",
    "liepajas-6-vidusskola": "L6V",
    "regionala-slimnica": "LRS",
    "dienvidkurzeme": "DKN",
    None: "TEL",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One referral as it is sent, `at` after the beginning of the day."""

    at: timedelta
    story: str
    partner: str | None
    """Who sends it; none for a resident."""
    channel: str
    """kafka or http for partners; phone, walk_in or web for residents."""
    message_id: str
    """`ce_id` on Kafka, `Idempotency-Key` over HTTP."""
    body: dict[str, Any]
    data: bytes
    """What travels; differs from `body` where it is broken."""
    repeated: bool = False
    """The same message was sent before: it must not count again."""
    fault: Fault | None = None
    """How it is broken: it must be rejected."""

    @property
    def urgent(self) -> bool:
        return self.body["urgent"]


def referrals(seed: int, begins: datetime) -> list[Sample]:
    """The samples of the day that begins at `begins` (aware), in the order in which they are sent."""
    if begins.tzinfo is None:
        raise ValueError("The day needs an instant to begin at; give a datetime with a time zone.")
    random = Random(seed)
    people: dict[str, list[Person]] = {}
    good = []
    for story in stories():
        people[story.code] = _people(random, story, people, begins.date())
        good += [_sample(random, story, index, who, begins) for index, who in enumerate(people[story.code])]
    sent = [sample for sample in good if sample.partner]
    repeated = [_again(random, sample) for sample in random.sample(sent, REPEATED)]
    broken = [_broken(random, fault, begins) for fault in FAULTS]
    return sorted([*good, *repeated, *broken], key=lambda sample: sample.at)


def _people(random: Random, story: Story, known: dict[str, list[Person]], today: date) -> list[Person]:
    if story.people_of is None:
        return [person(random, story.who, today) for _ in range(story.count)]
    first, last = AGES[story.who]
    aged = [who for who in known[story.people_of] if first <= (today - who.birth_date).days // 365.25 <= last]
    return aged[: story.count]


def _sample(random: Random, story: Story, index: int, who: Person, begins: datetime) -> Sample:
    at = timedelta(seconds=random.randrange(int(DAY.total_seconds())))
    happened = begins + at - timedelta(minutes=random.randint(15, 900))
    body = {
        "reference": f"{_PREFIXES[story.partner]}-{begins:%Y}-{random.randrange(10**6):06}",
        "kind": story.kind,
        "needs": list(story.needs),
        "subject": _subject(who),
        "reporter": _reporter(random, story, begins.date()),
        "narrative": story.narrative(random, who.gender),
        "occurred_at": happened.isoformat(timespec="seconds"),
        "urgent": bool(story.urgent_every) and index % story.urgent_every == 0,
    }
    body = {key: value for key, value in body.items() if value is not None}
    return Sample(
        at=at,
        story=story.code,
        partner=story.partner,
        channel=story.channels[index % len(story.channels)],
        message_id=str(UUID(int=random.getrandbits(128), version=4)),
        body=body,
        data=encoded(body),
    )


def _subject(who: Person) -> dict[str, str]:
    given = {
        "given_name": who.given_name,
        "family_name": who.family_name,
        "personal_code": who.personal_code,
        "birth_date": who.birth_date.isoformat(),
        "address": who.address,
        "phone": who.phone,
    }
    return {key: value for key, value in given.items() if value is not None}


def _reporter(random: Random, story: Story, today: date) -> dict[str, Any] | None:
    if story.anonymous:
        return {"identity": "anonymous", "relation": "neighbour"}
    if not story.roles:
        return None
    role = random.choice(story.roles)
    named = person(random, "adult", today, gender="f" if role[-1] in "ae" else "m")
    names = {"given_name": named.given_name, "family_name": named.family_name, "phone": named.phone}
    return names | {"role": role, "protected": story.protected}


def _again(random: Random, sample: Sample) -> Sample:
    return replace(sample, at=sample.at + timedelta(minutes=random.randint(1, 60)), repeated=True)


def _broken(random: Random, fault: Fault, begins: datetime) -> Sample:
    """Faults happen to partners on Kafka: there the answer has to find its way back by itself."""
    story = random.choice([story for story in stories() if "kafka" in story.channels and not story.people_of])
    sample = _sample(random, story, 0, person(random, story.who, begins.date()), begins)
    return replace(sample, channel="kafka", data=fault.apply(sample.body), fault=fault)
