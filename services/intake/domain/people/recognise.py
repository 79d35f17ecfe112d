"""Who is meant: the one way by which every door finds a person again, or enters somebody new and compares them.

By personal code, or a partner's own id of the person, it is the same person, unless names and date of birth both say
otherwise. Whoever is not known so is entered, always, and compared with those who share a block: a certain match is
linked by rule, a likely one proposed. Nothing is merged, and no referral is held up by what is found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from services.intake.domain.people.block import Block, block_ids
from services.intake.domain.people.match import paired
from services.intake.domain.people.person import Person, PersonCode, completed, describe
from services.intake.domain.rules import Rules
from shared.contracts.partner import Subject
from shared.decision import Cause, Decision, Ref, World, derived
from shared.matching import Description, MatchField, compare, plainly_other

_PAIRS_AT_MOST = 5
"""How many likely people one is paired with: the best, because nobody looks through fifty."""
_CLAIMS_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class PersonKey:
    """How a person is found again: a fingerprint of a personal code, or of a partner's own id, and the person.

    `others` are those who claim the same code or id and are plainly somebody else; which of them is right, people
    find out.
    """

    id: str
    person: UUID
    others: tuple[UUID, ...] = ()

    @property
    def people(self) -> tuple[UUID, ...]:
        return self.person, *self.others

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        return tuple((Person, person) for person in self.people)


def keys(subject: Subject, partner: str | None, rules: Rules) -> dict[str, MatchField]:
    """Under which ids of PersonKey somebody may be known already, and what each stands for; the surest first."""
    found = {}
    if subject.personal_code:
        found[code_key(subject.personal_code, rules)] = MatchField.PERSONAL_CODE
    if partner and subject.partner_person_id:
        own = f"partner:{partner}:{subject.partner_person_id}"
        found[rules.fingerprint(own)] = MatchField.PARTNER_PERSON_ID
    return found


def code_key(code: str, rules: Rules) -> str:
    """Under which id of PersonKey those are found who have or had the code."""
    return rules.fingerprint(f"code:{code}")


def newcomer(cause: Cause) -> UUID:
    """The id of whoever a message brings, if nobody known is meant."""
    return cause.derive("person")


def refs(subject: Subject, partner: str | None, cause: Cause, rules: Rules) -> Iterable[Ref]:
    """What recognising touches."""
    yield Person, newcomer(cause)
    yield from ((PersonKey, key) for key in keys(subject, partner, rules))
    yield from ((Block, block) for block in block_ids(describe(subject), rules))


def recognise(
    world: World, subject: Subject, partner: str | None, cause: Cause, rules: Rules
) -> tuple[Person, Decision]:
    """The person meant, and what is new about them."""
    said, scale = describe(subject), rules.matching(cause.time)
    wanted = keys(subject, partner, rules)
    claims: dict[UUID, MatchField] = {}
    for fingerprint, field in wanted.items():
        if key := world.get(PersonKey, fingerprint):
            claims |= {id: field for id in key.people if id not in claims and world.get(Person, id)}
    meant = (world.get(Person, id) for id in claims)
    known = next((who for who in meant if not plainly_other(said, describe(who), scale)), None)
    # After a restore facts may have told of a newcomer before the message that describes them comes again.
    before = known or world.get(Person, newcomer(cause)) or Person(newcomer(cause))
    who = completed(before, subject)
    learnt = learn(world, who, subject.personal_code, wanted, cause)
    disputed = {id: field for id, field in claims.items() if id != who.id}
    met = enter(world, who, said, rules, cause, disputed)
    if who is not before and not any(isinstance(state, Person) for state in met.states):
        learnt += Decision((who,))
    decision = learnt + met
    return next((state for state in decision.states if isinstance(state, Person)), who), decision


def enter(
    world: World, who: Person, said: Description, rules: Rules, cause: Cause, disputed: Mapping[UUID, MatchField]
) -> Decision:
    """Enter somebody into the blocks of what was said, and pair them with those who are likely the same.

    `disputed` are people with the same code or id who are another person all the same: somebody must look at these.
    """
    ids = block_ids(said, rules)
    blocks = [world.get(Block, id) or Block(id) for id in ids]
    entered = [after for block in blocks if (after := block.entered(who.id)) is not block]
    if not entered and not disputed:
        return Decision()
    candidates = dict.fromkeys(id for block in blocks if not block.is_common for id in block.people)
    candidates |= dict.fromkeys(disputed)
    scale, what = rules.matching(cause.time), describe(who)
    found = [
        (other, compare(what, describe(other), scale, _shared(disputed, other)))
        for id in candidates
        if id != who.id and (other := world.get(Person, id)) and not _have_met(who, other)
    ]
    likely = [pair for pair in found if pair[0].id in disputed or pair[1].is_likely(scale)]
    likely.sort(key=lambda pair: (pair[0].id not in disputed, -pair[1].score, pair[0].id))
    pairs = [paired(who.id, other.id, match, scale) for other, match in likely[:_PAIRS_AT_MOST]]
    if not pairs:
        return Decision(tuple(entered))
    who = replace(who, met=(*who.met, *(pair.other for pair, _ in pairs)))
    facts = tuple(fact for _, told in pairs for fact in told)
    return Decision((*entered, who, *(pair for pair, _ in pairs)), facts)


def learn(world: World, who: Person, code: str | None, wanted: Mapping[str, MatchField], cause: Cause) -> Decision:
    """The keys by which this person is found from now on, and a code that is new to their history."""
    states = []
    for fingerprint, field in wanted.items():
        key = world.get(PersonKey, fingerprint)
        if key and (who.id in key.people or len(key.people) >= _CLAIMS_AT_MOST):
            continue
        states.append(replace(key, others=(*key.others, who.id)) if key else PersonKey(fingerprint, who.id))
        if field is MatchField.PERSONAL_CODE:
            states.append(person_code(who.id, code, cause))
    return Decision(tuple(states))


def person_code(person: UUID, code: str, cause: Cause) -> PersonCode:
    """A code in a person's history, told now."""
    return PersonCode(derived(person, f"code:{code}"), person, code, cause.time, cause.by)


def _shared(disputed: Mapping[UUID, MatchField], other: Person) -> tuple[MatchField, ...]:
    return (disputed[other.id],) if other.id in disputed else ()


def _have_met(one: Person, other: Person) -> bool:
    return other.id in one.met or one.id in other.met
