"""The access rules of a partner's topics: one writer and one reader each, as lines for Kafka's own `kafka-acls.sh`.

`tilts up` sets none, because its broker is for one person. On Apache Kafka an operator runs these once a partner; the
broker refuses everybody else by its default (`allow.everyone.if.no.acl.found=false`).
"""

from collections.abc import Iterator, Sequence

from shared.contracts.topics import EDGE_TOPICS, PARTNER
from shared.settings import Settings

_COMMAND = 'kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config admin.properties --add'


def lines(settings: Settings, partner: str) -> Iterator[str]:
    """Users are called like the partner and like our service, ours as `broker.sasl_username` where that is set.

    Reading and writing imply describing, and writing implies an idempotent producer.
    """
    for topic in EDGE_TOPICS:
        name = topic.named(settings.municipality.slug, partner)
        for parties, operation in ((topic.producers, "Write"), (topic.consumers, "Read")):
            yield _line(_user(settings, parties, partner), operation, f"--topic {name}")
    # Consumers commit their offsets under a group. The dot keeps `skola` out of the groups of `skola-2`.
    yield _line(partner, "Read", f"--group {partner}. --resource-pattern-type prefixed")


def _line(user: str, operation: str, resource: str) -> str:
    return f"{_COMMAND} --allow-principal User:{user} --operation {operation} {resource}"


def _user(settings: Settings, parties: Sequence[str], partner: str) -> str:
    (party,) = parties
    return partner if party == PARTNER else settings.broker.sasl_username or party
