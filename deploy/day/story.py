"""A story: what can happen to whom, and the sentences that tell it. The stories themselves are in `stories/*.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

_FORMS = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """`sentences` holds alternatives for each place in the narrative; `{zēns|meitene}` follows the subject's gender.

    `who` gives the subject's age, `people_of` takes the people of another story, `urgent_every` = 3 makes every third
    one urgent. `roles` are those of a named reporter, whose identity is kept from the subject when `protected`;
    one who is `anonymous` gives no name at all.
    """

    code: str
    kind: str
    needs: tuple[str, ...]
    who: str
    count: int
    urgent_every: int
    channels: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    partner: str | None = None
    people_of: str | None = None
    roles: tuple[str, ...] = ()
    protected: bool = False
    anonymous: bool = False

    def narrative(self, random: Random, gender: str) -> str:
        """Two to four sentences about a subject of `gender` (m or f)."""
        chosen = " ".join(random.choice(alternatives) for alternatives in self.sentences)
        return _FORMS.sub(lambda forms: forms[1 if gender == "m" else 2], chosen)


@cache
def stories() -> tuple[Story, ...]:
    """All stories, those of one file together, in a fixed order."""
    files = sorted((Path(__file__).parent / "stories").glob("*.toml"), key=lambda file: file.name)
    told = [entry for file in files for entry in tomllib.loads(file.read_text("utf-8"))["story"]]
    return tuple(Story(**{key: _frozen(value) for key, value in entry.items()}) for entry in told)


def _frozen(value):
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
