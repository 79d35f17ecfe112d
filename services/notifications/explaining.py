"""Whom a fact would have told, and why nobody else: the service's own rules and decisions, in memory, nothing sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from services.notifications.domain import case_facts, redirected
from services.notifications.domain.disclosure import carried
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice
from services.notifications.domain.rules import Rulebook, Verdict
from services.notifications.domain.situation import Situation
from services.notifications.handlers import FACTS
from shared.calendar import RIGA
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralRedirected
from shared.contracts.notifications import NoticeIssued, NoticeJoined
from shared.decision import Cause, derived
from shared.decision.memory import Memory

WHEN: Mapping[type[Fact], str] = MappingProxyType(case_facts.WHEN | {ReferralRedirected: "redirected_at"})
"""The facts that rules look at, and where each says when it happened."""
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Told:
    """One notice that the fact leads to, or that takes it in (`joins`)."""

    agency: str
    rules: tuple[str, ...]
    """The first is the one on whose ground it stands."""
    joins: bool
    purpose: str
    legal_basis: str
    article: str
    fields: tuple[str, ...]
    channels: tuple[str, ...]
    acknowledge_by: datetime
    silence: tuple[tuple[str, datetime], ...]
    """Who is told, and when, as long as the agency says nothing."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What each rule says of a fact, and the notices."""

    fact: str
    at: datetime
    verdicts: tuple[Verdict, ...]
    told: tuple[Told, ...]


def explain(history: Sequence[Fact], rules: Rulebook, at: datetime | None = None) -> Explained:
    """Whom the last fact tells after what the earlier ones said; `at`: as if that one happened then.

    Each fact is heard when it happened. Raises LookupError for a fact that no rule looks at, or that has no instant.
    """
    *earlier, fact = history
    if type(fact) not in WHEN:
        known = ", ".join(sorted(kind.__name__ for kind in WHEN))
        raise LookupError(f"no rule can look at {type(fact).__name__}; they look at {known}")
    if at:
        fact = fact.model_copy(update={WHEN[type(fact)]: at})
    memory = Memory(rules)
    for number, before in enumerate(earlier):
        if type(before) in WHEN:
            memory.hear(FACTS[before.type], before, _cause(before, number))
    cause = _cause(fact, len(earlier))
    verdicts = rules.explain(_situation(memory, fact, cause))
    facts = memory.hear(FACTS[fact.type], fact, cause).facts
    said = [one for one in facts if isinstance(one, NoticeIssued | NoticeJoined)]
    told = tuple(_told(memory.states[Notice, one.notice], isinstance(one, NoticeJoined)) for one in said)
    return Explained(type(fact).__name__, cause.time.astimezone(RIGA), verdicts, told)


def _cause(fact: Fact, number: int) -> Cause:
    happened = getattr(fact, WHEN[type(fact)])
    if happened is None:
        raise LookupError(f"{type(fact).__name__} does not say when it happened; give {WHEN[type(fact)]}")
    return Cause(derived(_NOBODY, str(number)), happened, "explained", fact.publisher)


def _situation(memory: Memory, fact: Fact, cause: Cause) -> Situation:
    if isinstance(fact, ReferralRedirected):
        return redirected.situation_of(fact, cause, memory.rules)
    return case_facts.situation_of(fact, memory.states.get((CaseFile, fact.case)))


def _told(notice: Notice, joins: bool) -> Told:
    return Told(
        agency=notice.agency, rules=(notice.rule, *notice.also), joins=joins, purpose=notice.purpose,
        legal_basis=notice.legal_basis, article=notice.article, fields=_fields(notice),
        channels=notice.channels, acknowledge_by=notice.acknowledge_by.astimezone(RIGA),
        silence=tuple((rung.level, rung.due.astimezone(RIGA)) for rung in notice.ladder),
    )  # fmt: skip


def _fields(notice: Notice) -> tuple[str, ...]:
    """What may go by one of its channels."""
    return tuple(sorted(frozenset().union(*(DISCLOSED[carried(x, notice.field_set)] for x in notice.channels))))
