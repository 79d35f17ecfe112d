"""Who asks: the one value that every request, command and audit row speaks of."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from shared.security.roles import PURPOSES, Purpose, Role

_CODED = ((frozenset({Role.PARTNER, Role.PROVIDER}), "partner"), (frozenset({Role.SERVICE}), "service"))
"""Roles that stand for a partner or a service, whose code the actor then has."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, partner or service, with the purpose of what it does now.

    `id` names the account, never the human. `partner` and `service` are codes, set exactly for the roles of those
    names, and `partner` for a provider, which is one: who a partner is follows from its token, never from what it
    wrote. Raises ValueError for a contradiction.
    """

    id: str
    roles: frozenset[Role]
    purpose: Purpose
    partner: str | None = None
    service: str | None = None
    identity: str | None = field(default=None, repr=False)
    """Who a resident is, as a bank link or an electronic signature (e-paraksts) has proved. Never stored nor logged."""
    generation: int = 0
    """Which generation of its credentials a partner shows: those of before a rotation end some time after it."""
    until: datetime | None = field(default=None, compare=False)
    """When the token ends that it showed; None when it showed none."""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an actor needs an id: audit rows and idempotency keys hang on it")
        if not self.roles:
            raise ValueError(f"actor {self.id} has no role, so it could do nothing; name at least one")
        for roles, name in _CODED:
            if bool(self.roles & roles) != bool(getattr(self, name)):
                which = " or ".join(sorted(roles))
                raise ValueError(
                    f"actor {self.id}: role {which} and the code of the {name} go together; give both or neither"
                )
        if self.identity and Role.RESIDENT not in self.roles:
            raise ValueError(f"actor {self.id}: only a resident has a verified identity; leave it out")
        if self.purpose not in self.may_claim:
            allowed = ", ".join(sorted(self.may_claim))
            raise ValueError(f"actor {self.id} may not claim the purpose {self.purpose}; its roles allow {allowed}")

    @property
    def may_claim(self) -> frozenset[Purpose]:
        """The purposes that these roles may give."""
        return frozenset().union(*(PURPOSES[role] for role in self.roles))

    def acting_for(self, purpose: Purpose) -> "Actor":
        """The same actor with another purpose. Raises ValueError when no role of it may claim that purpose."""
        return replace(self, purpose=purpose)
