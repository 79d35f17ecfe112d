"""Which acts whoever asks may do with a case now: by their role, and as things stand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from services.cases.api.views import ActionView, CaseEntry
from services.cases.domain.acts import Act, refusal
from services.cases.domain.case import Case
from shared.http import allow
from shared.security import Actor, Role

WORKERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR)
_SUPERVISOR = (Role.SUPERVISOR,)
_CASE = TypeAdapter(Case)

ROLES: Mapping[Act, tuple[Role, ...]] = MappingProxyType(
    dict.fromkeys(Act, WORKERS)
    | dict.fromkeys(
        (Act.ASSIGN, Act.GRANT_ACCESS, Act.CLOSE, Act.APPROVE_CLOSURE, Act.RETURN_CLOSURE, Act.REOPEN), _SUPERVISOR
    )
)
"""Who may do what. The routes declare the same, by `allowed`."""


def allowed(act: Act) -> Any:
    """What a route for this act declares."""
    return allow(*ROLES[act])


def entry(row: Mapping[str, Any], actor: Actor) -> CaseEntry:
    """A case as its row says it, with what the actor may do."""
    case = _CASE.validate_python(dict(row))
    shown = {name: getattr(case, name) for name in CaseEntry.model_fields if name != "actions"}
    return CaseEntry(**shown, actions=[_action(case, act, actor) for act in Act])


def _action(case: Case, act: Act, actor: Actor) -> ActionView:
    if not actor.roles & set(ROLES[act]):
        who = ", ".join(ROLES[act])
        return ActionView(act=act, allowed=False, code="role-not-allowed", why=f"This is for the roles {who}.")
    why = refusal(case, act)
    return ActionView(act=act, allowed=why is None, code=why and why.code, why=why and why.detail)
