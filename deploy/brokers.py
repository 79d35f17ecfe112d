"""The brokers one can choose from, by the names that the command line and the tests use."""

from deploy.broker import Broker
from deploy.kafka.broker import KafkaBroker
from deploy.local.broker import EmbeddedBroker

BROKERS: dict[str, type[Broker]] = {"embedded": EmbeddedBroker, "kafka": KafkaBroker}
