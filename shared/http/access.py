"""Who may call a route: declared beside it, checked before anything of the request is believed.

    @router.get("/v1/people/{id}")
    async def person(id: UUID, actor: Annotated[Actor, allow(Role.SOCIAL_WORKER, personal_data=True)]): ...

or, where the handler does not need the actor, with `dependencies=[allow(...)]`. An app does not start with a route that
declares nothing, or two things.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Security
from fastapi.routing import iter_route_contexts
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shared.http.problems import Problem
from shared.security import Actor, Authenticator, CredentialsRefused, Purpose, Role

PURPOSE_HEADER = "Tilts-Purpose"
BROWSER_COOKIE = "tilts_token"
_CHANGES_NOTHING = ("GET", "HEAD")

ANONYMOUS = Actor("anonymous", frozenset({Role.RESIDENT}), Purpose.FEEDBACK)
"""Anybody at all, where a route lets them in."""

_bearer = HTTPBearer(
    scheme_name="token",
    bearerFormat="JWT",
    auto_error=False,
    description="A token that names actor, roles and purpose.",
)
_CHALLENGE = 'Bearer realm="tilts"'

BearerToken = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


@dataclass(frozen=True, slots=True)
class Access:
    """A declaration: these roles may call; with `personal_data`, the answer needs an audit row (see audit)."""

    roles: frozenset[Role]
    personal_data: bool
    anonymous: bool = False

    async def __call__(self, request: Request, token: BearerToken) -> Actor:
        return await self.admit(request, token)

    async def admit(self, request: Request, token: HTTPAuthorizationCredentials | None = None) -> Actor:
        """The actor who calls. Raises Problem 401 without good credentials, 403 without a role or purpose for this."""
        token = token or await _bearer(request) or _browser_token(request)
        if token is None and self.anonymous:
            request.state.actor, request.state.personal_data = ANONYMOUS, self.personal_data
            return ANONYMOUS
        actor = _with_purpose(await authenticated(request, token), request)
        if not actor.roles & self.roles:
            allowed = sorted(self.roles)
            raise Problem("role-not-allowed", f"This is for the roles {', '.join(allowed)}.", allowed=allowed)
        request.state.actor, request.state.authorization = actor, f"Bearer {token.credentials}"
        request.state.personal_data = self.personal_data
        return actor


@dataclass(frozen=True, slots=True)
class Public:
    """A declaration: anybody may call, because the answer holds nothing about anybody."""

    async def __call__(self) -> None:
        return None

    async def admit(self, request: Request) -> None:
        return None


def allow(*roles: Role, personal_data: bool = False, anonymous: bool = False) -> Any:
    """Declare that actors with any of `roles` may call; as the annotation of a parameter it gives the Actor.

    With `anonymous`, whoever shows no token may call too, as ANONYMOUS: for what residents bring without an account.
    Raises ValueError without a role.
    """
    if not roles:
        raise ValueError("allow() without a role would let nobody in; name the roles, or use public()")
    return Depends(Access(frozenset(roles), personal_data, anonymous))


def public() -> Any:
    """Declare that anybody may call, without credentials."""
    return Depends(Public())


def access_of(route: Any) -> Access | Public | None:
    """What a route declares, None when it declares nothing. Raises ValueError when it contradicts itself."""
    dependant = getattr(route, "dependant", None)
    declared = [d.call for d in dependant.dependencies if isinstance(d.call, Access | Public)] if dependant else []
    if len(declared) > 1:
        raise ValueError(f"{route.path} declares more than once who may call it; keep one allow() or public()")
    return declared[0] if declared else None


def undeclared_routes(app: FastAPI) -> list[str]:
    """The routes that do not say who may call them, as "GET /path"."""
    routes = [route for route in iter_route_contexts(app.routes) if access_of(route.original_route) is None]
    return [f"{', '.join(sorted(route.methods or ['any method']))} {route.path}" for route in routes]


def actor_of(request: Request) -> Actor:
    """Who calls. Raises RuntimeError on a public route, where nobody was asked."""
    try:
        return request.state.actor
    except AttributeError:
        raise RuntimeError("this route is public, so nobody was asked who calls; declare it with allow()") from None


def authorization_of(request: Request) -> str:
    """The Authorization header by which the caller was let in, to ask another service as them. Never to be stored."""
    return request.state.authorization


async def still_admitted(request: Request) -> None:
    """Look again at who was let in, while the answer goes on. Raises Problem 401, or the Refusal of a partner without
    access."""
    token = authorization_of(request).removeprefix("Bearer ")
    await authenticated(request, HTTPAuthorizationCredentials(scheme="Bearer", credentials=token))


async def authenticated(request: Request, token: HTTPAuthorizationCredentials | None) -> Actor:
    """Whom the token stands for. Raises Problem 401 without one, or for one that proves nothing."""
    if token is None:
        raise Problem(
            "credentials-missing",
            "Send Authorization: Bearer and your token.",
            headers={"WWW-Authenticate": _CHALLENGE},
        )
    authenticator: Authenticator = request.app.state.authenticator
    try:
        return await authenticator.authenticate(token.credentials)
    except CredentialsRefused as refused:
        headers = {"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'}
        raise Problem("credentials-refused", str(refused), headers=headers) from None


def _browser_token(request: Request) -> HTTPAuthorizationCredentials | None:
    """What `browser.sign_in` left in a browser. It never counts for a change: another site could have caused that."""
    if not getattr(request.app.state, "development", False) or request.method not in _CHANGES_NOTHING:
        return None
    token = request.cookies.get(BROWSER_COOKIE)
    return HTTPAuthorizationCredentials(scheme="Bearer", credentials=token) if token else None


def _with_purpose(actor: Actor, request: Request) -> Actor:
    wanted = request.headers.get(PURPOSE_HEADER)
    if wanted is None:
        return actor
    try:
        return actor.acting_for(Purpose(wanted))
    except ValueError:
        allowed = sorted(actor.may_claim)
        raise Problem(
            "purpose-not-allowed", f"Your roles allow the purposes {', '.join(allowed)}.", allowed=allowed
        ) from None
