"""What went wrong, as a sentence with its reason, a way to mend it, and an exit code."""

import asyncpg
import httpx

from deploy.cli.exits import Exit, Failure
from deploy.day.colleague import Refused
from deploy.local.errors import ServerError
from shared.database.migrations import MigrationError
from shared.runtime.errors import CannotStart
from shared.security import CredentialsRefused, DevelopmentOnly
from shared.settings import SettingsError
from shared.stream.bus import BusUnavailable
from shared.stream.log import LogMismatch
from shared.stream.recover import NothingToRecover
from shared.stream.replay import NotParked

_UP = "is `tilts up` running? It says so: tilts status"
_KNOWN = (
    # The first that fits: a class stands before those it derives from.
    (SettingsError, Exit.CONFIGURATION, "the settings cannot be used", "correct them, then look: tilts config show"),
    (DevelopmentOnly, Exit.CREDENTIALS, "development tokens are refused here", ""),
    (CredentialsRefused, Exit.CREDENTIALS, "the token was refused", "tilts token"),
    (CannotStart, Exit.UNREACHABLE, "the service cannot start", ""),
    (ServerError, Exit.UNREACHABLE, "a part could not be started", ""),
    (BusUnavailable, Exit.UNREACHABLE, "the broker does not answer", _UP),
    (httpx.TransportError, Exit.UNREACHABLE, "a service does not answer", _UP),
    (LogMismatch, Exit.DATA, "the log is another one", ""),
    (MigrationError, Exit.DATA, "the database cannot be brought up to this build", ""),
    (Refused, Exit.DATA, "a service refused what the day asked for", "begin anew: tilts up --fresh"),
    (NothingToRecover, Exit.DATA, "there is nothing to recover", "see how it is: tilts status"),
    (NotParked, Exit.DATA, "nothing is parked under this id", "tilts parked list"),
    (
        asyncpg.InvalidAuthorizationSpecificationError,
        Exit.CREDENTIALS,
        "PostgreSQL refuses the user or the password",
        "see which are used, and where they came from: tilts config show",
    ),
    (asyncpg.InvalidCatalogNameError, Exit.CONFIGURATION, "the database does not exist", "create it: tilts up"),
    (asyncpg.UndefinedTableError, Exit.CONFIGURATION, "the database is empty", "tilts migrate"),
    (asyncpg.PostgresError, Exit.DATA, "PostgreSQL refused a statement", ""),
    (OSError, Exit.UNREACHABLE, "something does not answer", _UP),
)


def explain(error: Exception) -> Failure:
    """The Failure that tells of `error`; one that nobody foresaw is called a bug."""
    if isinstance(error, Failure):
        return error
    for kind, code, what, mend in _KNOWN:
        if isinstance(error, kind):
            return Failure(code, what, str(error) or type(error).__name__, mend)
    # Its words might quote a row, so only its name is shown.
    return Failure(Exit.BUG, "that should not happen", type(error).__name__, "see where: the same command with --debug")
