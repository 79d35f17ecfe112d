"""The machine in one line, without which no figure means anything."""

import os
import platform
from pathlib import Path

import psutil


def about() -> str:
    """Cores, CPU, memory, kernel, Python, load average."""
    return (
        f"{os.cpu_count()} cores of {_cpu()}, {psutil.virtual_memory().total / 2**30:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {load()}"
    )


def load() -> str:
    """The machine's load average, printed beside every result."""
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())


def _cpu() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
