"""Apache Kafka's jars: fetched once by Maven into the cache, and checked against `jars.sha256` before every use."""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from deploy.cache import cache_folder
from deploy.local.process import ServerError

POM = Path(__file__).with_name("pom.xml")
MANIFEST = Path(__file__).with_name("jars.sha256")
MAVEN_MESSAGE = 600


def kafka_version() -> str:
    """Return the version of Apache Kafka that `pom.xml` names."""
    namespace = {"m": "http://maven.apache.org/POM/4.0.0"}
    return ElementTree.parse(POM).findtext("m:dependencies/m:dependency/m:version", namespaces=namespace)


def jars() -> Path:
    """Return the folder with Kafka's jars, fetched when they are not in the cache.

    Raises `ServerError` when they cannot be fetched, or are not the jars that `jars.sha256` lists.
    """
    folder = cache_folder("kafka") / kafka_version()
    if not folder.exists():
        fetch(folder)
    if digests(folder) != MANIFEST.read_text():
        raise ServerError(f"the jars in {folder} are not those that {MANIFEST} lists; remove that folder and try again")
    return folder


def fetch(folder: Path) -> None:
    """Let Maven copy the jars into `folder`, which appears only when it is complete. Needs the network, once."""
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerError("Apache Kafka comes by Maven and `mvn` is not installed; on Debian: apt-get install maven")
    with tempfile.TemporaryDirectory(dir=folder.parent) as half:
        copy = [maven, "-B", "-q", "-f", str(POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
        done = subprocess.run([*copy, f"-DoutputDirectory={half}/jars"], check=False, capture_output=True, text=True)
        if done.returncode != 0:
            reason = done.stdout.strip()[:MAVEN_MESSAGE]
            raise ServerError(f"Maven could not fetch Apache Kafka (44 MB; is there a network?): {reason}")
        Path(half, "jars").rename(folder)


def digests(folder: Path) -> str:
    """Return a line for each jar in `folder`, by name, as `sha256sum` writes it."""
    lines = (f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}\n" for jar in sorted(folder.glob("*.jar")))
    return "".join(lines)


if __name__ == "__main__":
    # After a change of pom.xml: what Maven gives now becomes what we expect.
    with tempfile.TemporaryDirectory() as scratch:
        fetch(Path(scratch, "fetched"))
        MANIFEST.write_text(digests(Path(scratch, "fetched")))
