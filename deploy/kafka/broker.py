"""Apache Kafka in KRaft mode as a child process: one node, broker and controller in one.

For conformance, faults and benchmarks, and for anyone who wants the real broker on a laptop. Its records survive a
restart, and a SIGKILL too. Not for production: one node, no replicas, no encryption.

For a moment after a restart it answers "not the coordinator" when asked for committed offsets; aiokafka 0.14 overlooks
that and reports that there are none.
"""

import secrets
import shutil
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path

from deploy.broker import Broker
from deploy.kafka.jars import jars
from deploy.kafka.java import java
from deploy.local.ports import free_port
from deploy.local.process import ServerError

HEAP = ["-Xms64m", "-Xmx512m"]

SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    # Topics are declared in code; a typing error must not create one.
    "auto.create.topics.enable": "false",
    # One node cannot keep three copies of what Kafka writes down about itself.
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    # There is nobody to wait for: neither members of a group, nor voters, nor the node's own previous life.
    "group.initial.rebalance.delay.ms": "0",
    "controller.quorum.election.timeout.ms": "100",
    "controller.quorum.fetch.timeout.ms": "200",
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "500",
    # By default a quarter of our heap.
    "log.cleaner.dedupe.buffer.size": "2097152",
}


class KafkaBroker(Broker):
    """An Apache Kafka broker whose records, log and settings lie in `folder`."""

    name = "kafka"
    durable = True
    ready_within = 60.0

    @property
    def _records(self) -> Path:
        return self.folder / "records"

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    def _command(self) -> list[str]:
        self._write_properties()
        if not (self._records / "meta.properties").exists():
            self._format()
        return self._java("kafka.Kafka", str(self._properties))

    def _forget(self) -> None:
        shutil.rmtree(self._records, ignore_errors=True)

    def _write_properties(self) -> None:
        controller = f"127.0.0.1:{free_port()}"
        settings = {
            **SETTINGS,
            "controller.quorum.bootstrap.servers": controller,
            "listeners": f"PLAINTEXT://{self.bootstrap},CONTROLLER://{controller}",
            "log.dirs": str(self._records),
        }
        self._properties.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))

    def _format(self) -> None:
        """Give the empty folder of records to a cluster of its own."""
        cluster = urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")
        # In one word: an id may begin with a hyphen, and would be taken for an option.
        arguments = ["format", "--standalone", f"--cluster-id={cluster}", "--config", str(self._properties)]
        tool = self._java("kafka.tools.StorageTool", *arguments)
        done = subprocess.run(tool, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise ServerError(f"Apache Kafka could not format {self._records}. {done.stdout}{done.stderr}".strip())

    def _java(self, main: str, *arguments: str) -> list[str]:
        level = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
        return [java(), *HEAP, level, "-cp", f"{jars()}/*", main, *arguments]
