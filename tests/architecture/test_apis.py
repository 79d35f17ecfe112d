"""What the APIs of all services have in common: they say who may call, show examples, and explain every refusal."""

import ast
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from prometheus_client import CollectorRegistry

from shared.calendar import SystemClock
from shared.http import HttpSettings, create_app, describe, undeclared_routes, without_example
from shared.observability import Metrics
from shared.runtime.desk import Desk
from shared.runtime.log_routes import log_routes
from shared.runtime.parked_routes import parked_routes
from shared.runtime.wakeup import Wakeup
from shared.security import DevelopmentTokens
from tests.architecture.deployment import DEFINITIONS, SETTINGS

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=DEFINITIONS, scope="module")
def definition(request):
    return DEFINITIONS[request.param]


@pytest.fixture(scope="module")
def app(definition):
    """The application of a service that has no database: its routes are all that is looked at."""
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    desk = Desk(None, definition.work(SETTINGS), 6, SystemClock(), Wakeup(), None, SETTINGS, metrics)
    return create_app(
        title=definition.title, service=definition.name, version="0", pool=None, settings=HttpSettings(),
        routers=[*definition.routers(desk), log_routes(None), parked_routes(None)], checks={}, metrics=metrics,
        registry=registry,
        authenticator=DevelopmentTokens("k" * 32, development=True), rules=definition.problems,
    )  # fmt: skip


def test_every_route_says_who_may_call(app):
    assert undeclared_routes(app) == []


def test_the_description_is_valid(app):
    assert list(OpenAPIV31SpecValidator(describe(app)).iter_errors()) == []


def test_every_body_has_an_example(app):
    assert without_example(app) == []


def test_every_operation_has_a_summary_a_person_wrote(app):
    described = {
        f"{method.upper()} {path}": operation
        for path, operations in describe(app)["paths"].items()
        for method, operation in operations.items()
    }
    made_up_by_the_framework = [
        label for label, operation in described.items()
        if operation["summary"].replace(" ", "_").lower() == operation["operationId"].split("_v1_")[0]
    ]  # fmt: skip
    assert made_up_by_the_framework == []


def test_every_refusal_of_the_rules_has_a_page_that_calls_it_the_same(definition):
    pages = {page.code: (page.title, page.status) for page in definition.problems}
    raised = refusals(ROOT / "services" / definition.name)
    assert raised == pages


def refusals(folder: Path) -> dict[str, tuple[str, int]]:
    """The refusals that the source of a service raises: title and status by code."""
    found = {}
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                said = {k.arg: k.value.value for k in node.keywords if isinstance(k.value, ast.Constant)}
                found[said["code"]] = (said["title"], said.get("status", 409))
    return found
