"""The port through which a bearer token becomes an actor. Development tokens implement it; OpenID Connect will."""

from typing import Protocol

from shared.security.actor import Actor


class CredentialsRefused(Exception):
    """The token proves nothing. The message says why in words that may be shown to whoever sent it."""


class Authenticator(Protocol):
    async def authenticate(self, token: str) -> Actor:
        """The actor this token stands for. Raises CredentialsRefused."""
        ...
