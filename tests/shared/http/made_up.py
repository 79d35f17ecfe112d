"""Requests made up by schemathesis from an API's description and sent to a real server, and the faults it finds."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import schemathesis
from hypothesis import strategies
from schemathesis.config import ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.schemas import BaseSchema

from shared.http import etag
from tests.shared.http.seen import Seen

# A cursor comes from the page before; a made-up one is rightly refused.
schemathesis.openapi.format("cursor", strategies.nothing())

_SEEN = Seen()


@schemathesis.hook
def after_call(context, case, response) -> None:
    """Whoever lists things, makes or changes one, knows them and their versions from then on."""
    if response.status_code < 300 and response.headers.get("content-type") == ["application/json"]:
        _SEEN.note(case.path, response.json())


@schemathesis.hook
def before_call(context, case, kwargs) -> None:
    """What no description can say of a good request: what there is and its version, a key of its own, a good period."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    case.path_parameters = {
        name: _SEEN.instead(case.path.split(f"/{{{name}}}")[0].rsplit("/", 1)[1], id)
        for name, id in case.path_parameters.items()
    }
    if isinstance(case.body, dict):
        case.body = {name: _SEEN.instead(name, value) for name, value in case.body.items()}
    seen = _SEEN.version(case.path_parameters)
    if "If-Match" in case.headers and seen is not None:
        case.headers["If-Match"] = etag(seen)
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid4())
    today = datetime.now(UTC).date()
    known = {"from": str(today.replace(day=1)), "to": str(today)} | dict.fromkeys(
        ("unit", "territory", "as_of", "group", "mode"), ""
    )
    case.query = {name: known.get(name, value) for name, value in case.query.items()}


@schemathesis.hook
def map_body(context, body):
    """Where a name may stand, control characters and mere blanks are refused; JSON Schema has no way to say so."""
    match body:
        case str():
            # Blanks around it are cut off, and part of some patterns.
            said = body.strip()
            return said if said and said.isprintable() else body and "a" * len(body)
        case float() if body.is_integer():
            return int(body)  # to JSON Schema they are one number, and we want a count written as one
        case dict():
            return {key: map_body(context, value) for key, value in body.items()}
        case list():
            return [map_body(context, item) for item in body]
        case _:
            return body


async def faults_found(address: str, token: str, *, only: str = "", without: str = "^$") -> list[str]:
    """What a run against the API at `address` finds, each as "POST /path: fault"; about a second for each route.

    Calls are made one by one, and in sequences in which each goes on with what the one before has made. `only` matches
    the paths to call, `without` those of them to leave alone.
    """
    return await asyncio.to_thread(_run, address, _config(token), only, without)


def _config(token: str) -> SchemathesisConfig:
    project = ProjectConfig(headers={"Authorization": f"Bearer {token}"})
    project.generation.max_examples = 15
    project.generation.deterministic = True
    # PostgreSQL keeps no U+0000, and JSON Schema has no short way to say so.
    project.generation.allow_x00 = False
    # A version that is made up is stale, and a change without one is refused with the status that RFC 6585 has for it.
    accepted, missing = project.checks.positive_data_acceptance, project.checks.missing_required_header
    accepted.expected_statuses = [*accepted.expected_statuses, "412"]
    missing.expected_statuses = [*missing.expected_statuses, "428"]
    return SchemathesisConfig(projects=ProjectsConfig(default=project))


def _run(address: str, config: SchemathesisConfig, only: str, without: str) -> list[str]:
    # A description is written when it is first asked for: of a hundred routes that takes seconds where others work too.
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=config, timeout=60)
    schema = schema.include(path_regex=only or "^").exclude(path_regex=without)
    _look_around(schema)
    faults = []
    for event in from_schema(schema).execute():
        match event:
            case events.FatalError():
                raise event.exception
            case events.NonFatalError():
                faults.append(f"{event.label}: {event.value!r}")
            case events.ScenarioFinished():
                faults += _faults(event.label, event.recorder)
    return faults


def _look_around(schema: BaseSchema) -> None:
    """See what each list shows, so that the first call to a thing finds it."""
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.method == "get" and "{" not in operation.path:
            operation.Case().call()


def _faults(label: str | None, recorder: ScenarioRecorder) -> list[str]:
    """Each with the call it came of; a sequence of calls has no label."""
    faults = []
    for id, checks in recorder.checks.items():
        call = recorder.interactions[id]
        name = label or f"… {call.request.method} {call.request.uri}"
        said = f"{call.request.body!r} was answered with {call.response.content!r}" if call.response else "no answer"
        faults += [f"{name}: {check.failure_info.failure}\n{said}" for check in checks if check.failure_info]
    return faults
