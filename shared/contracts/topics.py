"""The topics: what lies on each, who writes and reads it, for how long, and whether it names people.

One core topic per service, because the order of all facts of one case matters more than one topic per type; four edge
topics per partner, each with one writer and one reader, which ACLs hold. The names are templates: a deployment fills in
its municipality and its partners.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from inspect import isclass
from types import ModuleType

from shared.contracts import (
    agency_channels,
    assessments,
    attendance,
    benefits,
    capacity,
    case_life,
    cases,
    catalogue,
    consents,
    contacts,
    documents,
    early_warning,
    feedback,
    follow_ups,
    intake,
    mode,
    notifications,
    participants,
    partners,
    people,
    plans,
    registers,
    reminders,
    requests,
    shelter,
    stream,
    tasks,
    units,
    visits,
)
from shared.contracts.contract import Contract
from shared.contracts.fact import Fact
from shared.contracts.partner import (
    aggregate_receipts,
    aggregates,
    answers,
    feedback_receipts,
    notices,
    receipts,
    referrals,
)
from shared.contracts.partner import feedback as feedback_from_portals

SERVICES = ("intake", "cases", "notifications", "reporting")
PARTNER = "partner"
"""Stands for the one partner an edge topic belongs to, among producers and consumers."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `name` has the places `{municipality}` and, at the edge, `{partner}`."""

    name: str
    purpose: str
    owner: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    retention: timedelta
    personal_data: bool
    contracts: tuple[type[Contract], ...]

    @property
    def is_edge(self) -> bool:
        """Whether a partner writes or reads it."""
        return PARTNER in self.producers + self.consumers

    def named(self, municipality: str, partner: str | None = None) -> str:
        """The name in one deployment. Raises ValueError when an edge topic is named without its partner."""
        if self.is_edge and partner is None:
            raise ValueError(f"{self.name} belongs to one partner: say which.")
        return self.name.format(municipality=municipality, partner=partner)


def _declared_in(*modules: ModuleType) -> tuple[type[Contract], ...]:
    """The contracts of the modules, in the order they are written; bases without a type are none."""
    return tuple(
        cls
        for module in modules
        for cls in vars(module).values()
        if isclass(cls) and issubclass(cls, Contract) and cls.__module__ == module.__name__ and "type" in vars(cls)
    )


def _consumers(contracts: Iterable[type[Fact]]) -> tuple[str, ...]:
    addressed = {service for contract in contracts for service in contract.to}
    return tuple(service for service in SERVICES if service in addressed)


def _core(service: str, purpose: str, *modules: ModuleType) -> Topic:
    contracts = _declared_in(*modules, stream)
    return Topic(
        name=f"{{municipality}}.{service}",
        purpose=purpose,
        owner=service,
        producers=(service,),
        consumers=_consumers(contracts),
        retention=timedelta(days=14),
        personal_data=False,
        contracts=contracts,
    )


def _edge(
    module: ModuleType,
    purpose: str,
    service: str,
    days: int,
    *also: ModuleType,
    from_partner: bool,
    personal_data: bool,
) -> Topic:
    """The topic a module of `partner` is named after; the contracts of `also` lie on it too."""
    return Topic(
        name=f"{{municipality}}.partner.{{partner}}.{module.__name__.rpartition('.')[2]}",
        purpose=purpose,
        owner=service,
        producers=(PARTNER,) if from_partner else (service,),
        consumers=(service,) if from_partner else (PARTNER,),
        retention=timedelta(days=days),
        personal_data=personal_data,
        contracts=_declared_in(module, *also),
    )


CORE_TOPICS = (
    _core(
        "intake",
        "Referrals from arrival to the closed loop, people, partners, answers to campaigns, figures of registers.",
        *(intake, people, feedback, partners, early_warning, registers),
    ),
    _core(
        "cases",
        "Cases, tasks, assessments, plans, visits, contacts, units, staff, services, requests, sessions, papers.",
        *(
            cases,
            case_life,
            participants,
            tasks,
            assessments,
            plans,
            visits,
            contacts,
            units,
            catalogue,
            capacity,
            mode,
            consents,
            documents,
            requests,
            shelter,
            benefits,
            attendance,
        ),
    ),
    _core(
        "notifications",
        "Notices to agencies and their answers; reminders to clients.",
        notifications,
        agency_channels,
        follow_ups,
        reminders,
    ),
    _core("reporting", "Only what reporting could not process."),
)
EDGE_TOPICS = (
    _edge(
        referrals,
        "You refer people to us.",
        "intake",
        7,
        feedback_from_portals,
        aggregates,
        from_partner=True,
        personal_data=True,
    ),
    _edge(
        receipts,
        "We tell you what became of your referrals.",
        "intake",
        14,
        feedback_receipts,
        aggregate_receipts,
        from_partner=False,
        personal_data=False,
    ),
    _edge(notices, "We tell you what you must know.", "notifications", 7, from_partner=False, personal_data=True),
    _edge(answers, "You answer our notices.", "notifications", 7, from_partner=True, personal_data=False),
)
TOPICS = CORE_TOPICS + EDGE_TOPICS
