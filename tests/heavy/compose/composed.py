"""docker-compose.yml as the real Docker Compose reads it; no engine is needed for that."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
FILE = ROOT / "docker-compose.yml"
MUNICIPALITY = {"TILTS_MUNICIPALITY": "liepaja"}


def tool(name: str) -> str:
    """The program `name` that the development requirements brought."""
    return str(Path(sys.executable).with_name(name))


def compose(*words: str, file: Path = FILE, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `docker compose -f file words…` with the variables of `env` and no others of ours."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TILTS_", "COMPOSE_"))}
    command = [tool("docker-compose"), "--file", str(file), "--project-directory", str(ROOT), *words]
    given = clean | (MUNICIPALITY if env is None else env)
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=given)


@functools.cache
def project() -> dict:
    """The whole project, an operator's container included: anchors resolved, variables filled in."""
    done = compose("--profile", "operator", "config", "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
