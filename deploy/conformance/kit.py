"""What a partner's developers take away: schemas, good and bad messages, the page, clients. All from the code."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from deploy.conformance.messages import WRITTEN
from shared.contracts import asyncapi, examples, partner_page
from shared.contracts.schema import schema
from shared.contracts.snapshots import ROOT
from shared.contracts.topics import EDGE_TOPICS

CLIENTS = ("partner_client.py", "partner_http.py", "partner_http.sh")
_PROSE = Path(__file__).with_name("kit.md")
_LINKS = {"../shared/contracts/schemas": "schemas", "../shared/contracts/asyncapi.json": "asyncapi.json"}


def files() -> dict[str, str]:
    """Every file of the kit: its path in it, and its text. Raises OSError where the clients of `docs/` are missing."""
    page = partner_page.page()
    for ours, here in _LINKS.items():
        page = page.replace(ours, here)
    return {
        "README.md": _PROSE.read_text("utf-8"),
        "partners.md": page,
        "asyncapi.json": _json(asyncapi.document()),
        **{name: (ROOT / "docs" / name).read_text("utf-8") for name in CLIENTS},
        **dict(_contracts()),
        "reasons.json": _json(_reasons()),
    }


def write(out: Path, kit: dict[str, str]) -> None:
    """Into a folder, or into one file when `out` ends with `.zip`. Raises FileExistsError rather than overwrite."""
    if out.suffix == ".zip":
        with ZipFile(out, "x", ZIP_DEFLATED) as archive:
            for name, text in kit.items():
                archive.writestr(f"{out.stem}/{name}", text)
        return
    out.mkdir(parents=True)
    for name, text in kit.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")


def _contracts() -> Iterator[tuple[str, str]]:
    for contract in (contract for topic in EDGE_TOPICS for contract in topic.contracts):
        yield f"schemas/{contract.type}.json", _json(schema(contract))
        if contract.type not in WRITTEN:
            yield from _named(f"received/{contract.type}", examples.valid(contract))
            continue
        yield from _named(f"sent/{contract.type}/valid", examples.valid(contract))
        yield from _named(f"sent/{contract.type}/tolerated", _sent(examples.tolerated(contract)))
        yield from _named(f"sent/{contract.type}/invalid", _sent(examples.rejected(contract)))


def _reasons() -> dict[str, Any]:
    """By the path of each invalid message: the errors of the receipt that it gets."""
    return {
        f"sent/{contract.type}/invalid/{name}.json": case["errors"]
        for contract in WRITTEN.values()
        for name, case in examples.rejected(contract).items()
    }


def _sent(cases: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {name: case["sent"] for name, case in cases.items()}


def _named(folder: str, bodies: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((f"{folder}/{name}.json", _json(body)) for name, body in bodies.items())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
