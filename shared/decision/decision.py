"""What a command or a heard fact leads to, as plain values: the meeting point of the pure rooms and the database.

`decide` functions read a `World` and return a `Decision`; they never write. The caller saves the decision whole, in one
transaction: new states, timers, receipts, and last the facts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from shared.contracts.fact import Fact
from shared.contracts.message import EdgeMessage
from shared.decision.identity import derived


class State(Protocol):
    """A frozen dataclass that one table keeps; `id` is its primary key.

    One that only says where another is (an index) has `leads_to` as well: whoever asks for it is given that too.
    """

    @property
    def id(self) -> UUID | str: ...


S = TypeVar("S", bound=State)
Ref = tuple[type, UUID | str]


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline: at `due`, a command of this `kind` is given to the service for `key`. Idempotent by all three."""

    kind: str
    key: UUID | str
    due: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to one partner on one of its edge topics (`receipts`); it must carry no personal data."""

    partner: str
    message: EdgeMessage


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything one decision changes. Empty when there was nothing to do (a repeat, a fact about nobody here)."""

    states: tuple[State, ...] = ()
    facts: tuple[Fact, ...] = ()
    replies: tuple[Reply, ...] = ()
    timers: tuple[Timer, ...] = ()

    def __add__(self, other: "Decision") -> "Decision":
        return Decision(
            self.states + other.states,
            self.facts + other.facts,
            self.replies + other.replies,
            self.timers + other.timers,
        )


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a decision is taken: the fact, message, timer or request behind it, who or what sent it, and the instant.

    `time` is the moment of deciding; instants that matter in law (received, due) travel inside the facts.
    New ids are derived from `id`, so that deciding again after a crash or a restore gives the same ids and facts.
    """

    id: UUID
    time: datetime
    correlation: str
    by: str
    trace: str | None = None
    message: str | None = None
    """The partner's own id of its message, when one is the cause: receipts repeat it."""

    def derive(self, name: str) -> UUID:
        return derived(self.id, name)

    @property
    def partner(self) -> str | None:
        """The partner behind it; follows from the topic or token, never from what was written."""
        return self.by.removeprefix("partner.") if self.by.startswith("partner.") else None

    @property
    def staff(self) -> UUID | None:
        """The member of staff behind it: their accounts are named by their staff id."""
        try:
            return UUID(self.by)
        except ValueError:
            return None


@dataclass(slots=True)
class World:
    """The states a batch touches. What was asked for and not found reads as None; what was not asked is an error."""

    asked: set[Ref] = field(default_factory=set)
    states: dict[Ref, State] = field(default_factory=dict)
    changed: dict[Ref, State] = field(default_factory=dict)
    missing: set[Ref] = field(default_factory=set)
    """Asked for and not found: decisions rest on there being none, so nobody else may have made one meanwhile."""

    def get(self, kind: type[S], key: UUID | str) -> S | None:
        ref = (kind, key)
        if ref not in self.asked:
            raise KeyError(f"{kind.__name__} {key} was not loaded: the handler's refs must name it")
        return self.states.get(ref)

    def accept(self, decision: Decision) -> None:
        """Let later facts of the same batch see what this decision changed."""
        for state in decision.states:
            ref = (type(state), state.id)
            self.asked.add(ref)
            self.states[ref] = self.changed[ref] = state


@dataclass(frozen=True, slots=True)
class Handler:
    """How one type of fact, message, timer or command takes effect: what to load, and the pure function that decides.

    `refs(body, cause, rules)` names the states; `decide(world, body, cause, rules)` returns a Decision, or raises
    Refusal. `rules` is the service's own frozen view of its configuration.
    """

    refs: Callable[[Any, Cause, Any], Iterable[Ref]]
    decide: Callable[[World, Any, Cause, Any], Decision]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What else follows from a service's facts, whatever they were caused by: one rule, which no door can forget.

    `refs(asked)` names the states it looks at beside those that a decision asks for; `follow(world, decision, cause,
    rules)` gives what is added to the decision before it takes effect.
    """

    refs: Callable[[Iterable[Ref]], Iterable[Ref]]
    follow: Callable[[World, Decision, Cause, Any], Decision]


@dataclass(frozen=True, slots=True)
class Marking:
    """What each fact of a service carries besides what its rule says, whatever it was caused by.

    `refs` are loaded with every decision, so that its rule may read them too; they should be read-only, or all
    decisions wait for each other. `mark(world, fact, cause)` gives the fact as it is told.
    """

    refs: tuple[Ref, ...]
    mark: Callable[[World, Fact, Cause], Fact]
