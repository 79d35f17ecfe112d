"""The base image of the Dockerfile, made from Debian's packages where no registry of images can be reached.

It is the same Debian with the same minor version of Python as the official image, and has what that one adds
(certificates, names of services, time zones). It is not the official image: its Python lies in /usr, not /usr/local.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from deploy.cache import cache_folder
from tests.heavy.image.buildah import Buildah

ROOT = Path(__file__).parents[3]
FROM = re.compile(r"^FROM (python:(\d+\.\d+)-slim-([a-z]+))(?: AS \w+)?$", re.MULTILINE)
PACKAGES = "python3,python3-venv,ca-certificates,netbase,tzdata"
DEBOOTSTRAP = ["debootstrap", "--variant=minbase", "--force-check-gpg", f"--include={PACKAGES}"]
DOWNLOADED = ["var/cache/apt", "var/lib/apt/lists"]


def named_in_dockerfile() -> tuple[str, str, str]:
    """The one base of every stage: its name, its version of Python, its release of Debian."""
    (base,) = set(FROM.findall((ROOT / "Dockerfile").read_text()))
    return base


def make_base(buildah: Buildah) -> str:
    """Import the base under the name that the Dockerfile uses; returns that name."""
    name, python, release = named_in_dockerfile()
    container = buildah.container("scratch")
    buildah.run("add", "--quiet", container, _archive(release), "/")
    # Where the official image has it.
    buildah.run_in(container, "ln", "-s", "/usr/bin/python3", "/usr/local/bin/python")
    version = "import sys; print('%d.%d' % sys.version_info[:2])"
    assert buildah.run_in(container, "python", "-c", version).stdout.strip() == python
    buildah.commit(container, f"localhost/{name}")
    return name


def _archive(release: str) -> Path:
    """The file system of `release` as a tar file, made once, and checked before each use."""
    recipe = hashlib.sha256(" ".join([*DEBOOTSTRAP, release]).encode()).hexdigest()[:12]
    archive = cache_folder("image") / f"{release}-{recipe}.tar"
    seal = archive.with_suffix(".sha256")
    if not seal.exists():
        _debootstrap(release, archive)
        seal.write_text(_digest(archive))
    if _digest(archive) != seal.read_text():
        pytest.fail(f"{archive} is not as it was made; remove it together with {seal}, and run the test again")
    return archive


def _debootstrap(release: str, archive: Path) -> None:
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    if shutil.which("debootstrap", path=path) is None:
        pytest.fail("debootstrap is missing. On Debian or Ubuntu: apt-get install debootstrap.")
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        system = Path(folder) / "system"
        command = [*DEBOOTSTRAP, release, str(system)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PATH": path})
        if done.returncode != 0:
            pytest.fail(f"debootstrap could not make {release}; is there a network?\n{done.stdout[-2000:]}")
        for downloaded in DOWNLOADED:
            shutil.rmtree(system / downloaded)
        subprocess.run(["tar", "--create", "--file", str(archive), "--directory", str(system), "."], check=True)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
