"""Exit codes, and the one form in which the command line says that something did not work."""

from enum import IntEnum


class Exit(IntEnum):
    """What the shell is told. Documented in docs/operate.md."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    CONFIGURATION = 3
    CREDENTIALS = 4
    UNREACHABLE = 5
    DATA = 6
    BUG = 70


CODES = ", ".join(f"{code.value} {code.name.lower()}" for code in Exit)


class Failure(Exception):
    """What did not work, why, and how to mend it."""

    def __init__(self, code: Exit, what: str, why: str = "", mend: str = "") -> None:
        self.code = code
        self.what = what
        said = [f"tilts: {what}", why and f"  why:  {why}", mend and f"  mend: {mend}"]
        super().__init__("\n".join(line for line in said if line))
