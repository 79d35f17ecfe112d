"""How a person wishes to be reminded (atgādinājums), and how they may be: their wish, as far as safe contact leaves it.

A machine reminds only by the way that was chosen, and only where no rule of safe contact stands against it. What else
is decided about reaching somebody, in words for one, a person reads before calling.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from services.intake.domain.people.safe_contact import SafeContact
from shared.contracts.people_codes import ContactChannel, Language, ReminderChannel, ReminderGround, ReminderWay
from shared.decision import Cause, Refusal
from shared.matching import e164


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """What the person chose. The address is one that they named for it, which need not be the one we call."""

    channel: ReminderChannel
    number: str | None = None
    """In E.164, for text messages."""
    email: str | None = None
    language: Language = Language.LV
    discreet: bool = False
    """Whether a message must not say whom it is from: others may see it."""
    decided_at: datetime | None = None
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody may be reminded now. `to` is where, for the two ways of a machine."""

    way: ReminderWay
    ground: ReminderGround
    to: str | None = None
    language: Language = Language.LV
    discreet: bool = False
    after: time | None = None
    before: time | None = None
    """Between which hours of the day in Riga; both or none."""


UNKNOWN = Reach(ReminderWay.CALL, ReminderGround.PERSON_UNKNOWN)
"""For somebody whom nobody entered: a person looks into the case."""

_MACHINE = {
    ReminderChannel.TEXT_MESSAGE: (ReminderWay.TEXT_MESSAGE, ContactChannel.TEXT_MESSAGE),
    ReminderChannel.EMAIL: (ReminderWay.EMAIL, ContactChannel.EMAIL),
}
_CALLS = (ContactChannel.MOBILE_PHONE, ContactChannel.HOME_PHONE, ContactChannel.AT_WORK)


def chosen(wish: ReminderChoice, cause: Cause) -> ReminderChoice:
    """The choice as it is kept. Raises Refusal when it lacks the address of its channel, or has another one."""
    number = e164(wish.number)
    given = {"number": number if wish.number else None, "email": wish.email}
    needed = {ReminderChannel.TEXT_MESSAGE: "number", ReminderChannel.EMAIL: "email"}.get(wish.channel)
    wrong = [name for name, value in given.items() if bool(value) != (name == needed)]
    if wish.number and number is None:
        wrong = ["number"]
    if wrong:
        raise Refusal(
            code="reminder-address", title="The address does not belong to the channel", status=422,
            detail="A text message needs a number that can be somebody's, an e-mail an address; else leave both out.",
            pointers=((f"/{wrong[0]}", "is missing, or does not belong to the channel"),),
        )  # fmt: skip
    return replace(wish, number=number, decided_at=cause.time, by=cause.staff)


def reach(choice: ReminderChoice | None, rules: Sequence[SafeContact], is_undecided: bool) -> Reach:
    """How somebody may be reminded, by all `rules` of contact that hold for them.

    `is_undecided` says that something dangerous was reported since a worker last decided on them.
    """
    if choice and choice.channel is ReminderChannel.NONE:
        return Reach(ReminderWay.UNWANTED, ReminderGround.CHOSEN)
    if not any(_leave(rules, channel) for channel in _CALLS):
        return Reach(ReminderWay.NO_CONTACT, ReminderGround.FORBIDDEN)
    if choice is None:
        return Reach(ReminderWay.CALL, ReminderGround.NOTHING_CHOSEN)
    if choice.channel not in _MACHINE:
        return Reach(ReminderWay.CALL, ReminderGround.CHOSEN)
    way, channel = _MACHINE[choice.channel]
    after, before = _hours(rules)
    if is_undecided or not _leave(rules, channel) or _only_a_person_minds(rules, after, before):
        return Reach(ReminderWay.CALL, ReminderGround.UNSAFE)
    if (to := choice.number or choice.email) is None:  # after a restore the channel is known, and not where
        return Reach(ReminderWay.CALL, ReminderGround.ADDRESS_UNKNOWN)
    discreet = choice.discreet or bool(rules)
    return Reach(way, ReminderGround.CHOSEN, to, choice.language, discreet, after, before)


def _leave(rules: Sequence[SafeContact], channel: ContactChannel) -> bool:
    """Whether the rules leave the channel. A text message is read on a mobile phone, so both must be left."""
    used = {channel, ContactChannel.MOBILE_PHONE} if channel is ContactChannel.TEXT_MESSAGE else {channel}
    return all(used.isdisjoint(rule.forbidden) and (not rule.allowed or channel in rule.allowed) for rule in rules)


def _hours(rules: Sequence[SafeContact]) -> tuple[time | None, time | None]:
    """The hours that all rules leave."""
    given = [(rule.after, rule.before) for rule in rules if rule.after is not None]
    return max((after for after, _ in given), default=None), min((before for _, before in given), default=None)


def _only_a_person_minds(rules: Sequence[SafeContact], after: time | None, before: time | None) -> bool:
    """Whether something is to be minded that is said in words, or hours that leave none or go over midnight."""
    overnight = any(rule.after is not None and rule.after >= rule.before for rule in rules)
    return overnight or (after is not None and after >= before) or any(rule.words or rule.never_tell for rule in rules)
