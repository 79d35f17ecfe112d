"""Packages of npm that are other people's word on a standard, each fetched once into the ignored folder `.cache`.

Without a lock file: that would carry the address of whoever it was fetched from.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

_CACHE = Path(__file__).parents[2] / ".cache"
_INSTALL = ("npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund")


def installed(package: str) -> Path:
    """The folder in which `package` (`name@version`) is. Fails the test where Node or the network is missing."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is missing: install Node.js 18 or newer, or run `make test`, which does without.")
    folder = _CACHE / package.replace("/", "-").lstrip("@")
    done = folder / "installed"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        npm = subprocess.run(
            [*_INSTALL, "--prefix", folder, package], check=False, capture_output=True, text=True, timeout=100
        )
        assert npm.returncode == 0, f"npm could not install {package}; is there a network?\n{npm.stderr}"
        done.touch()
    return folder
