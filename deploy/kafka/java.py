"""The Java that runs Apache Kafka."""

import re
import shutil
import subprocess
from os import environ
from pathlib import Path

from deploy.local.process import ServerError

OLDEST = 17


def java() -> str:
    """Return the path of a Java that Kafka can run on, from `$JAVA_HOME` or the PATH. Raises `ServerError`."""
    home = environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    how = f"Apache Kafka needs Java {OLDEST} or newer; on Debian: apt-get install openjdk-17-jre-headless"
    if program is None or not Path(program).exists():
        raise ServerError(f"`java` is not installed. {how}")
    said = subprocess.run([program, "-version"], check=False, capture_output=True, text=True).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < OLDEST:
        raise ServerError(f"{program} is too old ({said.splitlines()[0] if said else 'it does not run'}). {how}")
    return program
