"""The bus and the databases of docker-compose.yml without their images: the same versions, settings and scripts."""

import os
import subprocess
from pathlib import Path

from deploy.kafka.broker import KafkaBroker
from deploy.local.errors import ServerError
from deploy.local.ports import free_port
from deploy.local.postgres import USER, Postgres, binaries
from tests.heavy.compose.composed import ROOT, project

KAFKA = ROOT / "deploy" / "compose" / "kafka"
DATABASES = ROOT / "deploy" / "compose" / "postgres" / "databases.sql"
SECRETS_SCRIPT = ROOT / "deploy" / "compose" / "secrets.sh"


class ComposedKafka(KafkaBroker):
    """Apache Kafka set up by the code that the official image runs at its start, from the file that compose mounts.

    Only what depends on the machine is laid over it, as the image allows by variables: addresses and the disk.
    """

    def _command(self) -> list[str]:
        final = self.folder / "config"
        final.mkdir(exist_ok=True)
        if not (self._records / "meta.properties").exists():
            places = {"default": KAFKA, "mounted": KAFKA, "final": final}
            folders = [word for name, place in places.items() for word in (f"--{name}-configs-dir", str(place))]
            setup = self._java("kafka.docker.KafkaDockerWrapper", "setup", *folders)
            done = subprocess.run(setup, check=False, capture_output=True, text=True, env=self._environment())
            if done.returncode != 0:
                raise ServerError(f"the image would not start: {done.stderr[-1000:]}")
        return self._java("kafka.Kafka", str(final / "server.properties"))

    def _environment(self) -> dict[str, str]:
        controller = f"localhost:{free_port()}"
        return os.environ | {
            "CLUSTER_ID": project()["services"]["kafka"]["environment"]["CLUSTER_ID"],
            "KAFKA_LOG_DIRS": str(self._records),
            "KAFKA_LISTENERS": f"PLAINTEXT://{self.bootstrap},CONTROLLER://{controller}",
            "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://{self.bootstrap}",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": f"1@{controller}",
        }


def make_secrets(folder: Path) -> Path:
    """Run the script that the documentation tells to run."""
    subprocess.run(["sh", str(SECRETS_SCRIPT), str(folder)], check=True, capture_output=True)
    return folder


def composed_postgres(folder: Path, secrets: Path) -> Postgres:
    """A running PostgreSQL with the databases and roles that the init script makes on an empty volume."""
    postgres = Postgres(folder, port=free_port(), fsync=False)
    postgres.start()
    psql = [binaries() / "psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={DATABASES}", postgres.dsn(USER)]
    done = subprocess.run(psql, check=False, capture_output=True, text=True, env=os.environ | {"SECRETS": str(secrets)})
    if done.returncode != 0:
        raise ServerError(f"{DATABASES} failed: {done.stderr}")
    return postgres
