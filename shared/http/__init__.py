"""The HTTP side that all services share: who may call, problems, repeats, versions, pages, audit, health.

A service's `api` brings routers, `create_app` makes the application. `access`, `commands` and `pagination` begin
with the pattern of a handler.
"""

from shared.http.access import actor_of, allow, authorization_of, public, still_admitted, undeclared_routes
from shared.http.app import UndeclaredRoutes, create_app
from shared.http.audit import UnauditedRead, audit_read
from shared.http.commands import Answer, Command
from shared.http.correlation import Correlation, current
from shared.http.health import Check, Checks
from shared.http.mounting import mount_services
from shared.http.openapi import REFUSING, describe, without_example
from shared.http.pagination import Page, Paged
from shared.http.problem_types import ProblemType
from shared.http.problems import Problem
from shared.http.settings import HttpSettings
from shared.http.versions import IfMatch, etag, require_version, version_of

__all__ = [
    "REFUSING",
    "Answer",
    "Check",
    "Checks",
    "Command",
    "Correlation",
    "HttpSettings",
    "IfMatch",
    "Page",
    "Paged",
    "Problem",
    "ProblemType",
    "UnauditedRead",
    "UndeclaredRoutes",
    "actor_of",
    "allow",
    "audit_read",
    "authorization_of",
    "create_app",
    "current",
    "describe",
    "etag",
    "mount_services",
    "public",
    "require_version",
    "still_admitted",
    "undeclared_routes",
    "version_of",
    "without_example",
]
