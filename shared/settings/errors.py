"""Settings that cannot be used: every problem at once, each with where it was written and how to mend it."""

from collections.abc import Iterable
from difflib import get_close_matches

from shared.settings.leaves import KeyPath


class SettingsError(ValueError):
    """`problems` holds one sentence each; no sentence repeats a value, which might be a secret."""

    def __init__(self, what: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(
                [
                    f"{what} cannot be used:",
                    *(f"  - {problem}" for problem in self.problems),
                ]
            )
        )


class Misplaced(ValueError):
    """What a rule between several keys refuses; `at` is the key to blame, below the section that refuses it."""

    def __init__(self, message: str, at: KeyPath) -> None:
        self.at = at
        super().__init__(message)


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A sentence that begins with a space, naming the nearest of `known`, or nothing when none is near."""
    near = get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""
