"""A service's state in memory: decisions are loaded for, taken and kept as in the database, without one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.contracts.fact import Fact
from shared.decision.decision import Cause, Consequence, Decision, Handler, Ref, State, World


@dataclass
class Memory:
    """`states` by kind and key; `facts` as the rules say them, in order. Nothing outlives the process."""

    rules: Any
    states: dict[Ref, State] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    everywhere: tuple[Ref, ...] = ()
    """What every decision may read without asking for it."""
    found: Mapping[type, Callable[["Memory", Any], State]] = field(default_factory=dict)
    """By kind, what finds states that nothing keeps, from their id: what a query does in the database."""

    consequence: Consequence | None = None

    def take(self, refs: Iterable[Ref], decide: Callable[[World], Decision], cause: Cause | None = None) -> Decision:
        """Take one decision. What it was not loaded for, it cannot see. What follows from it needs its `cause`."""
        asked = {*self.everywhere, *refs}
        if self.consequence:
            asked.update(self.consequence.refs(tuple(asked)))
        found = {ref: self.found[ref[0]](self, ref[1]) for ref in asked if ref[0] in self.found}
        states = self.states | found
        for ref in tuple(asked):
            asked.update(getattr(states.get(ref), "leads_to", ()))
        world = World(asked, {ref: states[ref] for ref in asked if ref in states})
        decision = decide(world)
        if self.consequence and cause:
            decision += self.consequence.follow(world, decision, cause, self.rules)
        self.states.update({(type(state), state.id): state for state in decision.states})
        self.facts += decision.facts
        return decision

    def hear(self, handler: Handler, body: Any, cause: Cause) -> Decision:
        """Let a handler of the service's tables take effect."""
        refs = handler.refs(body, cause, self.rules)
        return self.take(refs, lambda world: handler.decide(world, body, cause, self.rules), cause)

    def of(self, kind: type) -> list[Any]:
        """All states of one kind, in the order in which they came to be."""
        return [state for (found, _), state in self.states.items() if found is kind]
