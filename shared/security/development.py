"""The authenticator of development mode, and the credentials that services show each other there."""

from datetime import timedelta

from shared.security.actor import Actor
from shared.security.roles import Purpose, Role
from shared.security.tokens import issue_token, read_token

_SHORTEST_KEY = 32
_ONE_CALL = timedelta(minutes=5)


class DevelopmentOnly(RuntimeError):
    """Something meant for development was asked for in a deployment that is not."""


class DevelopmentTokens:
    """Reads and issues tokens signed with `key`.

    Raises DevelopmentOnly outside development mode (everybody who holds the key can be anybody), and ValueError for a
    key that could be guessed.
    """

    def __init__(self, key: str, *, development: bool) -> None:
        if not development:
            raise DevelopmentOnly(
                "development tokens are refused outside development mode, because whoever holds their one key can pose "
                "as anybody; set [deployment] mode to development, or configure an identity provider"
            )
        if len(key.encode()) < _SHORTEST_KEY:
            raise ValueError(
                f"the key of the development tokens must have at least {_SHORTEST_KEY} bytes; make a longer one"
            )
        self._key = key

    async def authenticate(self, token: str) -> Actor:
        """See Authenticator."""
        return read_token(self._key, token)

    def for_service(self, service: str) -> str:
        """A short-lived token with which `service` calls another, to pull a log or to read; one for each call."""
        actor = Actor(f"service:{service}", frozenset({Role.SERVICE}), Purpose.OPERATIONS, service=service)
        return issue_token(self._key, actor, _ONE_CALL)
