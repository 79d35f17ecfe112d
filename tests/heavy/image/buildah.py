"""Builds and runs images without an engine: Debian's buildah, every command in a chroot of its own.

Needs root on Linux. The network is the machine's own, so what runs in an image reaches what the tests start beside it.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

POLICY = {"default": [{"type": "insecureAcceptAnything"}]}
"""Every image here is one that we have made ourselves."""
PATIENCE = 240


class Buildah:
    """The images and containers of one run of the tests, in `folder`; `clear` removes them all."""

    def __init__(self, folder: Path) -> None:
        if os.geteuid() != 0:
            pytest.fail("The image is built and run in a chroot, which takes root: run `make test-all` as root.")
        if shutil.which("buildah") is None:
            pytest.fail("buildah is missing. On Debian or Ubuntu: apt-get install buildah. `make test` does without.")
        self.folder = folder
        # Copying every layer takes long; some machines (inside containers, mostly) know no other way.
        self._driver = "overlay" if self._can("overlay") else "vfs"
        self._policy = folder / "policy.json"
        self._policy.write_text(json.dumps(POLICY))

    def command(self, *words: str | Path) -> list[str]:
        """The command line that `run` would run, for those who want to hold the process."""
        return [*self._with(self._driver), *(str(word) for word in words)]

    def run(self, *words: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `buildah words…`. Unless told not to `check`, fails the test with what it said when it fails."""
        done = subprocess.run(self.command(*words), check=False, capture_output=True, text=True, timeout=PATIENCE)
        if check and done.returncode != 0:
            pytest.fail(f"buildah {' '.join(str(word) for word in words)}\n{done.stdout}{done.stderr}")
        return done

    def build(self, tag: str, context: Path, volumes: Mapping[Path, str]) -> None:
        """Build the Dockerfile in `context` as `tag`, with nothing but the images that are here already."""
        options = ["--isolation", "chroot", "--pull-never", "--layers=false", "--quiet"]
        policy = ["--signature-policy", self._policy]
        self.run("bud", *options, *policy, "--format", "docker", *mounted(volumes), "--tag", tag, context)

    def commit(self, container: str, tag: str) -> None:
        """Make `container` the image `tag`, and remove it."""
        self.run("commit", "--quiet", "--rm", "--signature-policy", self._policy, container, tag)

    def container(self, image: str) -> str:
        """A new container of `image`, by name."""
        pull = ["--pull-never", "--signature-policy", self._policy]
        return self.run("from", *(pull if image != "scratch" else []), image).stdout.strip()

    def run_in(
        self,
        container: str,
        *words: str,
        user: str = "",
        env: Mapping[str, str] | None = None,
        volumes: Mapping[Path, str] | None = None,
        check: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        """Run `words` in `container`, as the image's own user unless another is given."""
        return self.run(*_run(container, words, user, env or {}, volumes or {}), check=check)

    def command_in(
        self, container: str, *words: str, env: Mapping[str, str], volumes: Mapping[Path, str] | None = None
    ) -> list[str]:
        """The command line for a process in `container` that the test holds itself."""
        return self.command(*_run(container, words, "", env, volumes or {}))

    def _with(self, driver: str) -> list[str]:
        storage = ["--root", str(self.folder / driver), "--runroot", str(self.folder / "running")]
        return ["buildah", "--storage-driver", driver, *storage]

    def _can(self, driver: str) -> bool:
        asked = subprocess.run([*self._with(driver), "info"], check=False, capture_output=True, timeout=PATIENCE)
        return asked.returncode == 0

    def clear(self) -> None:
        """Remove every container and image."""
        self.run("rm", "--all", check=False)
        shutil.rmtree(self.folder)


def mounted(volumes: Mapping[Path, str]) -> list[str]:
    """`host folder → folder inside` as buildah reads it; nothing is written back unless the place ends in `:rw`."""
    return [
        f"--volume={host}:{inside if inside.endswith(':rw') else f'{inside}:ro'}" for host, inside in volumes.items()
    ]


def _run(
    container: str, words: tuple[str, ...], user: str, env: Mapping[str, str], volumes: Mapping[Path, str]
) -> list[str]:
    options = [*mounted(volumes), *(f"--env={name}={value}" for name, value in env.items())]
    return ["run", "--isolation", "chroot", *([f"--user={user}"] if user else []), *options, container, "--", *words]
