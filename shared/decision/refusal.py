"""A rule that says no.

Pure, so that a rule can be tested without HTTP or Kafka: the edge that carried the command turns the refusal into
what its caller understands (an RFC 9457 problem, or a rejection receipt on the partner's topic).
"""

import re
from dataclasses import dataclass
from typing import Literal

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

RefusalStatus = Literal[403, 404, 409, 422]
"""403 may not, 404 is not there, 409 a rule says no, 422 never with these values, whatever else is the case.

What the description of an API allows is not answered with 422: what it cannot say is a rule.
"""


@dataclass(eq=False, kw_only=True)
class Refusal(Exception):
    """Raised by a rule; the command then changes nothing.

    `code` is kebab-case and stable: callers branch on it. `title` is the same sentence for every occurrence, `detail`
    says what was wrong with this one and how to mend it; neither may hold personal data, for both reach logs.
    `rule` names where the rule stands written (a law's article, a municipality's regulation), `pointers` are
    pairs of a JSON pointer into the command and what is wrong there.
    """

    code: str
    title: str
    detail: str
    rule: str | None = None
    status: RefusalStatus = 409
    pointers: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"refusal code {self.code!r} is not kebab-case; callers find its page under that name")

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"
