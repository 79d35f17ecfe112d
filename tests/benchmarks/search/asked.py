"""What people look for: the filters that they use, with any of the values that there are."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from shared.contracts.catalogue_codes import Accessibility, ServiceGroup, ServiceKind
from tests.benchmarks.search import requests
from tests.benchmarks.search.catalogue import LANGUAGES, WORDS

_SERVICES = "/v1/catalogue/services"
_REQUESTS = "/v1/requests"

Asked = tuple[str, dict[str, str | int]]
"""A path, and its query."""


@dataclass(frozen=True)
class Looking:
    """Whoever looks, for any of what there is: so many pages of services, so many requests, and their queues."""

    luck: random.Random
    now: datetime
    pages: int
    """Of the catalogue."""
    count: int
    queues: Mapping[UUID, Sequence[UUID]]
    """Who waits, by offer."""

    def services(self, *filters: str) -> Asked:
        """The first page of the catalogue by these filters."""
        any_of = self.luck.choice
        values = {
            "age": self.luck.randrange(90), "group": any_of(list(ServiceGroup)), "language": any_of(LANGUAGES),
            "kind": any_of(list(ServiceKind)), "text": " ".join(any_of(WORDS) for _ in range(2)),
            "accessibility": any_of(list(Accessibility)), "page": self.luck.randrange(self.pages) + 1,
            "near": f"{self.luck.uniform(56, 57):.3f},{self.luck.uniform(21, 24):.3f}",
            "open_on": str(self.now.date() + self.luck.randrange(60) * _DAY),
        }  # fmt: skip
        return _SERVICES, {name: values[name] for name in filters}

    def requests(self, *filters: str) -> Asked:
        """The first page of requests by these filters."""
        number = self.luck.randrange(self.count)
        values = {
            "state": self.luck.choice(("requested", "waiting", "offered", "started")),
            "person": str(requests.person(number)), "offer": str(self.luck.choice(list(self.queues))),
            "decide_before": (self.now + 7 * _DAY).isoformat(),
        }  # fmt: skip
        return _REQUESTS, {name: values[name] for name in filters}

    def position(self, queues: Sequence[Sequence[UUID]], **query: str) -> Asked:
        """Where somebody stands who waits in one of these queues."""
        return f"{_REQUESTS}/{self.luck.choice(self.luck.choice(queues))}/position", query

    @cached_property
    def any(self) -> Sequence[Sequence[UUID]]:
        """All queues in which somebody waits."""
        return list(self.queues.values())

    @cached_property
    def longest(self) -> Sequence[UUID]:
        return max(self.any, key=len)


_DAY = timedelta(days=1)
PUBLIC: Mapping[str, Callable[[Looking], Asked]] = {
    "services, any page": lambda one: one.services("page"),
    "services by age and group": lambda one: one.services("age", "group"),
    "services by kind and language": lambda one: one.services("kind", "language"),
    "services by text": lambda one: one.services("text"),
    "services open on a day, by age": lambda one: one.services("open_on", "age"),
    "services near, by age": lambda one: one.services("near", "age"),
    "services by all of it": lambda one: one.services("age", "group", "language", "text", "open_on", "accessibility"),
}
STAFF: Mapping[str, Callable[[Looking], Asked]] = {
    "requests, the newest": lambda one: one.requests(),
    "requests by state": lambda one: one.requests("state"),
    "requests by state and offer": lambda one: one.requests("state", "offer"),
    "requests of a person": lambda one: one.requests("person"),
    "requests to be decided soon": lambda one: one.requests("decide_before"),
}
HEAD: Mapping[str, Callable[[Looking], Asked]] = {
    "position in a queue": lambda one: one.position(one.any),
    "position in the longest queue": lambda one: one.position([one.longest]),
    "position, a month ago": lambda one: one.position(one.any, at=(one.now - 30 * _DAY).isoformat()),
    "places and who waits": lambda one: ("/v1/places", {"limit": 50}),
    "the queue of a place": lambda one: (f"/v1/places/{one.luck.choice(list(one.queues))}", {}),
    "capacity by kind": lambda one: ("/v1/capacity", {"kind": one.luck.choice(list(ServiceKind))}),
}
"""By whom each of it is looked for."""
