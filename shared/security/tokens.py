"""Development tokens: JSON Web Tokens signed with one shared key (HS256)."""

from datetime import UTC, datetime, timedelta

import jwt

from shared.security.actor import Actor
from shared.security.authenticator import CredentialsRefused
from shared.security.roles import Purpose, Role

_ALGORITHM = "HS256"
_AUDIENCE = "tilts"
_ISSUER = "tilts-development"
_REQUIRED = ["sub", "iat", "exp", "aud", "iss", "roles", "purpose"]
_WORKING_DAY = timedelta(hours=8)


def issue_token(key: str, actor: Actor, ttl: timedelta = _WORKING_DAY) -> str:
    """A token that stands for `actor` for `ttl`; its purpose is the default of each request made with it."""
    now = datetime.now(UTC)
    claims = {
        "sub": actor.id,
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "iat": now,
        "exp": now + ttl,
        "roles": sorted(actor.roles),
        "purpose": actor.purpose,
        "partner": actor.partner,
        "service": actor.service,
        "identity": actor.identity,
        "generation": actor.generation,
    }
    return jwt.encode(claims, key, algorithm=_ALGORITHM)


def read_token(key: str, token: str) -> Actor:
    """The actor a token stands for. Raises CredentialsRefused when it is not ours, ran out, or contradicts itself."""
    try:
        claims = jwt.decode(
            token, key, algorithms=[_ALGORITHM], audience=_AUDIENCE, issuer=_ISSUER, options={"require": _REQUIRED}
        )
    except jwt.ExpiredSignatureError:
        raise CredentialsRefused("The token has expired; ask for a new one.") from None
    except jwt.InvalidTokenError:
        # One sentence for all: telling a forger which check failed helps nobody else.
        raise CredentialsRefused("The token is not one that this deployment issued; ask for a new one.") from None
    try:
        return Actor(
            id=claims["sub"],
            roles=frozenset(map(Role, claims["roles"])),
            purpose=Purpose(claims["purpose"]),
            partner=claims.get("partner"),
            service=claims.get("service"),
            identity=claims.get("identity"),
            until=datetime.fromtimestamp(claims["exp"], UTC),
            generation=int(claims.get("generation", 0)),
        )
    except (TypeError, ValueError):
        raise CredentialsRefused(
            "The token names roles or a purpose that do not exist here; ask for a new one."
        ) from None
