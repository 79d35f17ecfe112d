"""What a worker decides about a person; and how those are indexed who were entered before there was an index."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from services.intake.domain.people.block import Block, block_ids
from services.intake.domain.people.person import Person, describe, indexed, replaced
from services.intake.domain.people.recognise import PersonKey, code_key, enter, learn, person_code
from services.intake.domain.people.reminding import ReminderChoice, chosen
from services.intake.domain.people.safe_contact import SafeContact
from services.intake.domain.rules import Rules
from shared.contracts.people import ReminderChannelChosen
from shared.decision import Cause, Decision, Ref, Refusal, World
from shared.matching import MatchField


def refs(after: Person, rules: Rules) -> Iterable[Ref]:
    """What correcting or indexing touches, `after` being the person as they will be."""
    yield Person, after.id
    yield from ((Block, block) for block in block_ids(describe(after), rules))
    if after.personal_code:
        yield PersonKey, code_key(after.personal_code, rules)


def amend(world: World, before: Person, changes: Mapping[str, Any], cause: Cause, rules: Rules) -> Decision:
    """The person as corrected, found and compared by what they are now called. An old code stays in their history."""
    after = replaced(before, changes)
    keys, disputed = {}, {}
    if after.personal_code:
        fingerprint = code_key(after.personal_code, rules)
        keys[fingerprint] = MatchField.PERSONAL_CODE
        if key := world.get(PersonKey, fingerprint):
            disputed = {id: MatchField.PERSONAL_CODE for id in key.people if id != after.id and world.get(Person, id)}
    learnt = learn(world, after, after.personal_code, keys, cause)
    return Decision((after,)) + learnt + enter(world, after, describe(after), rules, cause, disputed)


def index(world: World, before: Person, cause: Cause, rules: Rules) -> Decision:
    """Somebody who was entered by a build without an index; since when their code is known was not kept."""
    after = indexed(before)
    history = ()
    if after.personal_code:
        history = (replace(person_code(after.id, after.personal_code, cause), known_from=None, by=None),)
    return Decision((after, *history)) + enter(world, after, describe(after), rules, cause, {})


def decide_contact(person: Person, wish: SafeContact, cause: Cause) -> Decision:
    """A worker decides how the person is reached; what is left out of the wish does not hold any more.

    Raises Refusal when it contradicts itself.
    """
    if both := sorted(set(wish.allowed) & set(wish.forbidden)):
        raise Refusal(
            code="contact-contradicts-itself", title="The rules of contact contradict each other", status=422,
            detail=f"{both[0]} is allowed and forbidden: leave it out of one of the two.",
            pointers=(("/allowed", "names what is forbidden"),),
        )  # fmt: skip
    if (wish.after is None) != (wish.before is None):
        raise Refusal(
            code="contact-contradicts-itself", title="The rules of contact contradict each other", status=422,
            detail="Give both hours of the day, or none.", pointers=(("/after", "goes together with before"),),
        )  # fmt: skip
    decided = replace(wish, decided_at=cause.time, by=cause.staff)
    return Decision((replace(person, safe_contact=decided, version=person.version + 1),))


def decide_reminders(person: Person, wish: ReminderChoice, cause: Cause) -> Decision:
    """A worker notes how the person wishes to be reminded. Raises Refusal when the address is not the channel's."""
    choice = chosen(wish, cause)
    fact = ReminderChannelChosen(person=person.id, channel=choice.channel, by=choice.by)
    return Decision((replace(person, reminders=choice, version=person.version + 1),), (fact,))
