"""The wheels that the image is built from, for its own Python: downloaded once into the cache, beside everybody else's.

The build itself then needs no network, and no index is named in the Dockerfile.
"""

import hashlib
import os
from pathlib import Path

import pytest

from deploy.cache import cache_folder
from tests.heavy.image.base import ROOT, named_in_dockerfile
from tests.heavy.image.buildah import Buildah

LOCKS = ["build", "runtime"]
INSIDE = "/wheels"
OFFLINE = f"[global]\nno-index = true\nfind-links = {INSIDE}\n"
"""What pip reads while the image is built."""

# How this machine reaches its package index, whatever that is.
PASSED_ON = ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "PIP_TRUSTED_HOST", "https_proxy", "HTTPS_PROXY"]
CONFIGURATION = [Path("/etc/ssl/certs"), Path("/etc/pip.conf")]


def wheels(buildah: Buildah, base: str) -> Path:
    """The folder that holds every wheel of the locks for the Python of the image `base`."""
    folder = cache_folder("wheels")
    locks = b"".join((ROOT / "requirements" / f"{lock}.lock").read_bytes() for lock in LOCKS)
    complete = folder / f"{named_in_dockerfile()[1]}-{hashlib.sha256(locks).hexdigest()[:12]}.complete"
    if not complete.exists():
        _download(buildah, base, folder)
        complete.touch()
    return folder


def _download(buildah: Buildah, base: str, folder: Path) -> None:
    container = buildah.container(base)
    volumes = {ROOT / "requirements": "/requirements", folder: f"{INSIDE}:rw"}
    volumes |= {path: str(path) for path in CONFIGURATION if path.exists()}
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    buildah.run_in(container, "python", "-m", "venv", "/pip")
    for lock in LOCKS:
        exact = ["--require-hashes", "--only-binary=:all:", "--requirement", f"/requirements/{lock}.lock"]
        download = ["/pip/bin/pip", "download", "--quiet", f"--find-links={INSIDE}", f"--dest={INSIDE}", *exact]
        done = buildah.run_in(container, *download, env=env, volumes=volumes, check=False)
        if done.returncode != 0:
            pytest.fail(f"The wheels of requirements/{lock}.lock could not be fetched:\n{done.stderr[-2000:]}")
    buildah.run("rm", container)
