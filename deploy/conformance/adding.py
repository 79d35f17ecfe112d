"""A partner added or taken out as an edit of its municipality's file, which is under version control: text to text."""

import json
import re
import tomllib
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from shared.contracts.fields import PartnerCode
from shared.settings.municipality import Partner

_HEADER = re.compile(r"\[+\s*([^\]\s]+)\s*\]+")


def with_partner(text: str, code: str, partner: dict[str, Any]) -> str:
    """The file with `[partners.<code>]` behind the other partners, everything else as it was.

    Raises ValueError when the partner is none that the settings take, or is there already.
    """
    try:
        TypeAdapter(PartnerCode).validate_python(code)
        Partner.model_validate(partner)
    except ValidationError as error:
        raise ValueError("; ".join(_told(one) for one in error.errors())) from None
    before = tomllib.loads(text)
    if code in before.get("partners", {}):
        raise ValueError(f"{code} is there already")
    lines = text.splitlines(keepends=True)
    at = _end_of_partners(lines)
    edited = "".join([*lines[:at], *(["\n"] if at else []), _block(code, partner), *lines[at:]])
    if tomllib.loads(edited) != before | {"partners": before.get("partners", {}) | {code: partner}}:
        raise ValueError("the file is not written as expected, so that an edit would change more than partners")
    return edited


def without_partner(text: str, code: str) -> str:
    """The file without `[partners.<code>]`, everything else as it was. Raises ValueError when that cannot be told."""
    before = tomllib.loads(text)
    if code not in before.get("partners", {}):
        raise ValueError(f"the file names no {code}")
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        if header := _HEADER.match(line):
            inside = header[1] == f"partners.{code}" or header[1].startswith(f"partners.{code}.")
        elif line.startswith("#"):
            inside = False
        if not inside:
            kept.append(line)
    edited = "".join(kept)
    left = {name: partner for name, partner in before["partners"].items() if name != code}
    if tomllib.loads(edited).get("partners", {}) != left or _rest(tomllib.loads(edited)) != _rest(before):
        raise ValueError("the file is not written as expected, so that an edit would change more than partners")
    return edited


def _rest(file: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in file.items() if name != "partners"}


def _told(error: ErrorDetails) -> str:
    where = ".".join(map(str, error["loc"]))
    return f"{where or 'it'}: {error['msg'].removeprefix('Value error, ')}"


def _end_of_partners(lines: list[str]) -> int:
    """Behind the last line of the last partner; behind everything where there is none."""
    end, inside = len(lines), False
    for number, line in enumerate(lines):
        if header := _HEADER.match(line):
            inside = header[1].startswith("partners.")
        if inside and line.strip() and not line.startswith("#"):
            end = number + 1
    return end


def _block(code: str, partner: dict[str, Any]) -> str:
    return "".join([f"[partners.{code}]\n", *(f"{name} = {_toml(value)}\n" for name, value in partner.items())])


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    # Texts and lists of texts are written alike in TOML and JSON.
    return json.dumps(value, ensure_ascii=False)
