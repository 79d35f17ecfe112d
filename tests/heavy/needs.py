"""What the heavy tests need on the machine: `python -m tests.heavy.needs` tells what is missing, or ends quietly.

Nothing is installed behind anybody's back: only in CI, as root on Debian, and it says so. No heavy test is skipped for
a missing program.
"""

import os
import shlex
import shutil
import subprocess
import sys

# program: (the Debian package that has it, what it is for)
NEEDS = {
    "java": ("openjdk-17-jre-headless", "Apache Kafka"),
    "mvn": ("maven", "fetching Apache Kafka"),
    "node": ("nodejs", "checking the AsyncAPI document and webhooks"),
    "npm": ("npm", "fetching what checks them"),
    "chromium": ("chromium", "looking at the pages as a browser does"),
    "curl": ("curl", "the client in curl that partners copy"),
    "buildah": ("buildah", "building the image without an engine"),
    "debootstrap": ("debootstrap", "the base of that image"),
    "promtool": ("prometheus", "checking what Prometheus asks and when it speaks"),
}
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def missing() -> list[str]:
    """Return the programs that are not installed."""
    return [program for program in NEEDS if shutil.which(program, path=PATH) is None]


def apt_command(programs: list[str]) -> list[str]:
    """Return the command that installs `programs` on Debian."""
    packages = sorted({NEEDS[program][0] for program in programs})
    return ["apt-get", "install", "--yes", "--no-install-recommends", *packages]


def may_install() -> bool:
    """Say whether this is a machine that is ours to change: CI, as root, on Debian or a relative."""
    return os.environ.get("CI") == "true" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def main() -> int:
    """Return 0 when everything is there, in CI after installing it; else say what is missing and return 1."""
    programs = missing()
    if programs and may_install():
        print("CI installs what the heavy tests need:", shlex.join(apt_command(programs)), flush=True)
        subprocess.run(["apt-get", "update", "--quiet"], check=True)
        subprocess.run(apt_command(programs), check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        programs = missing()
    for program in programs:
        print(f"missing: {program}, for {NEEDS[program][1]}", file=sys.stderr)
    if programs:
        print(f"On Debian or Ubuntu: {shlex.join(apt_command(programs))}", file=sys.stderr)
        print("The image is built on Linux only. `make test` needs none of this.", file=sys.stderr)
    return 1 if programs else 0


if __name__ == "__main__":
    sys.exit(main())
