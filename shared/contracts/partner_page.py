"""The page a stranger at a partner connects by, generated from the registry and the golden examples.

The prose is `pages/partners.md`; tables and examples come from what validates the messages, so that they cannot differ.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from inspect import getdoc, getmembers, isclass
from pathlib import Path
from string import Template
from typing import Any

from shared.contracts import codes, examples, feedback_codes, people_codes, referral_codes, register_codes
from shared.contracts.contract import Contract
from shared.contracts.field_table import Row, rows
from shared.contracts.headers import FROM_PARTNERS, FROM_US, Header
from shared.contracts.partner import ReferralRegistered
from shared.contracts.schema import schema
from shared.contracts.topics import EDGE_TOPICS, PARTNER, Topic

_PROSE = Path(__file__).parent / "pages" / "partners.md"


def page() -> str:
    """The whole page as Markdown."""
    prose = Template(_PROSE.read_text("utf-8"))
    return prose.substitute(
        topics=_topics(),
        receipt=_json(examples.example(ReferralRegistered)),
        headers_from_partners=_headers(FROM_PARTNERS, "required"),
        headers_from_us=_headers(FROM_US, "always there"),
        messages="\n\n".join(_topic(topic) for topic in EDGE_TOPICS),
        codes=_codes(),
        forms=_forms(),
    )


def _topics() -> str:
    return _table(
        ("topic", "what for", "who writes", "who reads", "kept", "personal data"),
        (
            (
                f"`.{_short(topic)}`",
                topic.purpose,
                _party(topic.producers),
                _party(topic.consumers),
                f"{topic.retention.days} days",
                "yes" if topic.personal_data else "no",
            )
            for topic in EDGE_TOPICS
        ),
    )


def _short(topic: Topic) -> str:
    return topic.name.rpartition(".")[2]


def _party(parties: Sequence[str]) -> str:
    return "you" if parties == (PARTNER,) else f"we ({', '.join(parties)})"


def _headers(headers: Iterable[Header], when_required: str) -> str:
    return _table(
        ("header", when_required, "meaning", "example"),
        ((f"`{h.name}`", "yes" if h.required else "no", h.description, f"`{h.example}`") for h in headers),
    )


def _topic(topic: Topic) -> str:
    from_partner = PARTNER in topic.producers
    direction = "You send" if from_partner else "You receive"
    messages = "\n\n".join(_message(contract, from_partner) for contract in topic.contracts)
    return f"### {direction} on `.{_short(topic)}`\n\n{messages}"


def _message(contract: type[Contract], from_partner: bool) -> str:
    body = schema(contract)
    parts = [
        f"#### {contract.__name__}",
        f"`{contract.type}`, key: {' or '.join(f'`{name}`' for name in contract.key_fields)}",
        body["description"],
        _fields(rows(body)),
    ]
    for name, example in examples.valid(contract).items():
        caption = "" if name == "example" else f"Another, {_words(name)}:\n\n"
        parts.append(f"{caption}```json\n{_json(example)}\n```")
    if tolerated := examples.tolerated(contract):
        parts.append("Also understood:\n\n" + "\n".join(f"- {case['why']}" for case in tolerated.values()))
    if from_partner and (rejected := examples.rejected(contract)):
        parts.append("Rejected:\n\n" + _rejected(rejected))
    return "\n\n".join(parts)


def _fields(rows: Iterable[Row]) -> str:
    return _table(
        ("field", "required", "what it is", "meaning"),
        ((f"`{row.name}`", "yes" if row.required else "no", row.kind, row.meaning) for row in rows),
    )


def _rejected(cases: dict[str, dict[str, Any]]) -> str:
    return _table(
        ("when", "pointer", "message"),
        (
            (_words(name), f"`{error['pointer'] or 'the whole body'}`", error["message"])
            for name, case in cases.items()
            for error in case["errors"]
        ),
    )


def _codes() -> str:
    """The code lists that the edge messages refer to."""
    used = {name for topic in EDGE_TOPICS for contract in topic.contracts for name in schema(contract).get("$defs", {})}
    return "\n\n".join(
        f"### {name}\n\n{getdoc(enum)}\n\n{', '.join(f'`{code}`' for code in enum)}"
        for module in (codes, referral_codes, people_codes, feedback_codes, register_codes)
        for name, enum in getmembers(module, isclass)
        if issubclass(enum, StrEnum) and name in used
    )


def _forms() -> str:
    """The texts that must have a certain form, wherever edge messages use them."""
    found = {
        node["title"]: node
        for topic in EDGE_TOPICS
        for contract in topic.contracts
        for node in _nodes(schema(contract))
        if "pattern" in node
    }
    return _table(
        ("form", "regular expression", "example"),
        ((name, f"`{found[name]['pattern']}`", f"`{found[name]['examples'][0]}`") for name in sorted(found)),
    )


def _nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema."""
    if isinstance(schema, dict):
        yield schema
    for child in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _nodes(child)


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    cells = [head, ["--"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in cells)


def _words(name: str) -> str:
    return name.replace("-", " ")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
