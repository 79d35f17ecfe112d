"""What is generated from the contracts and committed: schemas, the AsyncAPI document, the partners' page.

`python -m shared.contracts.snapshots check` says whether they are current, and what a change means for those who read;
`… write` brings them up to date, and refuses a change after which old data could not be read.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from shared.contracts import asyncapi, partner_page, rollout
from shared.contracts.compatibility import changes
from shared.contracts.registry import BY_TYPE
from shared.contracts.schema import schema

ROOT = Path(__file__).parents[2]
SCHEMAS = Path("shared/contracts/schemas")


@cache  # one check asks for them three times
def _schemas() -> Mapping[str, Mapping[str, Any]]:
    """What the contracts say now, by type."""
    return {type: schema(contract) for type, contract in BY_TYPE.items()}


@cache
def generated() -> Mapping[Path, str]:
    """Every generated file: its path from the root of the repository, and its text."""
    files = {SCHEMAS / f"{type}.json": _json(said) for type, said in _schemas().items()}
    files[Path("shared/contracts/asyncapi.json")] = _json(asyncapi.document())
    files[Path("docs/partners.md")] = partner_page.page()
    return files


def committed_schemas(root: Path) -> dict[str, Mapping[str, Any]]:
    """The schemas as they were when somebody last wrote them, by type."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted((root / SCHEMAS).glob("*.json"))}


def breaking(root: Path) -> list[str]:
    """Why the contracts must not be written down as they are now; empty when they may."""
    committed = committed_schemas(root)
    gone = [
        f"{type}: removed, but the log still holds such facts. Keep its class; stop publishing it instead."
        for type in sorted(committed.keys() - BY_TYPE.keys())
    ]
    return gone + [text for text, is_breaking in _changed(committed) if is_breaking]


def compatible(root: Path) -> list[str]:
    """Each contract that changed without breaking anything: its changes, and the order of deployment."""
    return [text for text, is_breaking in _changed(committed_schemas(root)) if not is_breaking]


def outdated(root: Path) -> list[Path]:
    """The generated files that are missing or not what the contracts say now."""
    return [
        path
        for path, text in generated().items()
        if not (root / path).is_file() or (root / path).read_text("utf-8") != text
    ]


def _changed(committed: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, bool]]:
    """For each contract that means something else than before: the report, and whether it is breaking."""
    for type, contract in BY_TYPE.items():
        if type in committed and (found := changes(committed[type], _schemas()[type])):
            lines = [f"  {change.pointer or 'whole'}: {change.what}" for change in found]
            yield "\n".join([f"{type}:", *lines, f"  {rollout.order(contract, found)}"]), rollout.is_breaking(found)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def check(root: Path) -> int:
    """Print what changed and what is outdated; 1 if anything is."""
    found = [*breaking(root), *compatible(root), *(f"{path}: outdated" for path in outdated(root))]
    if found:
        print(*found, "Mend what is breaking, then run: python -m shared.contracts.snapshots write", sep="\n")
    return 1 if found else 0


def write(root: Path) -> int:
    """Write every generated file and print the orders of deployment; 1 and nothing written if a change is breaking."""
    if found := breaking(root):
        print(*found, sep="\n")
        return 1
    print(*compatible(root), sep="\n", end="")
    for path, text in generated().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    commands = {("check",): check, ("write",): write}
    if (command := commands.get(tuple(sys.argv[1:]))) is None:
        sys.exit("usage: python -m shared.contracts.snapshots check|write")
    sys.exit(command(ROOT))
