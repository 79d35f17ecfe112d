"""The JSON Schema of the answers to a checklist, by which a device without a connection judges them as we do."""

from typing import Any

from services.cases.domain.assessments.checklist import Checklist
from services.cases.domain.assessments.questions import AnyQuestion


def answers_schema(checklist: Checklist) -> dict[str, Any]:
    """A schema (2020-12) that takes exactly the answers that may be signed. A draft may lack what is required."""
    questions = checklist.questions.values()
    conditions = [_condition(one) for one in questions if one.shown_if]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tilts:checklist:{checklist.code}:{checklist.version}",
        "type": "object",
        "properties": {one.code: {"title": one.text.lv} | one.schema() for one in questions},
        "required": [one.code for one in questions if one.required and one.shown_if is None],
        "additionalProperties": False,
    } | ({"allOf": conditions} if conditions else {})


def _condition(question: AnyQuestion) -> dict[str, Any]:
    """What is not shown is not answered, so an answer that shows something was itself asked for."""
    when = question.shown_if
    so = {"properties": {when.question: {"enum": list(when.answers)}}, "required": [when.question]}
    told = {"if": so, "else": {"properties": {question.code: False}}}
    return told | ({"then": {"required": [question.code]}} if question.required else {})
