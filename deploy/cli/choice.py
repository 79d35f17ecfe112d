"""Which services a command is about."""

from collections.abc import Sequence

from deploy.cli.exits import Exit, Failure
from deploy.services import chosen
from shared.runtime.definition import Definition


def services(names: Sequence[str] | None) -> list[Definition]:
    """The services of these names, all when none is given. Raises Failure."""
    try:
        return chosen(names or ())
    except LookupError as error:
        raise Failure(Exit.USAGE, str(error)) from None
