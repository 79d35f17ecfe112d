"""The AsyncAPI 3 document, generated from the registry.

FastStream could generate one from its subscribers, but it has no message headers, examples, consumer groups or
retention, and sees one service at a time; the registry knows all of it. Node's @asyncapi/parser checks the result in
the heavy tests. The document describes our side: `send` is what our services send.
"""

from collections.abc import Iterable
from typing import Any

from shared.contracts import examples
from shared.contracts.contract import Contract
from shared.contracts.headers import FROM_PARTNERS, FROM_US, ON_CORE_TOPICS, Header
from shared.contracts.registry import BY_TYPE, consumed_by, topics_of
from shared.contracts.schema import schema
from shared.contracts.topics import PARTNER, SERVICES, TOPICS, Topic

_BINDING = "0.5.0"


def document() -> dict[str, Any]:
    """The whole document, ready for JSON."""
    schemas: dict[str, Any] = {}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tilts",
            "version": "1.0.0",
            "description": "Four services for municipal social work that meet on Kafka, and the topics of their "
            "partners. Core topics carry no personal data.",
        },
        "defaultContentType": "application/json",
        "servers": _servers(),
        "channels": {_id(topic): _channel(topic) for topic in TOPICS},
        "operations": dict(_operations()),
        "components": {
            "messages": {type: _message(contract, schemas) for type, contract in BY_TYPE.items()},
            "messageTraits": {
                "core": _headers(FROM_US + ON_CORE_TOPICS),
                "toPartner": _headers(FROM_US),
                "fromPartner": _headers(FROM_PARTNERS),
            },
            "schemas": schemas,
            "parameters": {
                "municipality": {"description": "The municipality's code in topic names.", "examples": ["liepaja"]},
                "partner": {"description": "The partner's code in topic names.", "examples": ["valsts-policija"]},
            },
            "securitySchemes": {
                "scram": {"type": "scramSha512", "description": "User name and password, one a partner and service."},
                "certificate": {"type": "X509", "description": "Client certificate, one a partner and service."},
            },
        },
    }


def _servers() -> dict[str, Any]:
    return {
        "production": {
            "host": "{bootstrap}",
            "protocol": "kafka-secure",
            "description": "Apache Kafka. ACLs give each partner its four topics and nothing else.",
            "variables": {"bootstrap": {"default": "kafka.example:9093", "description": "Told at onboarding."}},
            "security": [
                {"$ref": "#/components/securitySchemes/scram"},
                {"$ref": "#/components/securitySchemes/certificate"},
            ],
        },
        "development": {
            "host": "localhost:{port}",
            "protocol": "kafka",
            "description": "The broker that `tilts up` starts; it prints its port.",
            "variables": {"port": {"default": "9092"}},
        },
    }


def _id(topic: Topic) -> str:
    return topic.name.removeprefix("{municipality}.").replace("{partner}.", "")


def _channel(topic: Topic) -> dict[str, Any]:
    places = ["municipality", "partner"] if topic.is_edge else ["municipality"]
    retention = int(topic.retention.total_seconds() * 1000)
    return {
        "address": topic.name,
        "description": topic.purpose,
        "parameters": {place: {"$ref": f"#/components/parameters/{place}"} for place in places},
        "messages": {c.type: {"$ref": f"#/components/messages/{c.type}"} for c in topic.contracts},
        "bindings": {
            "kafka": {
                "topicConfiguration": {"cleanup.policy": ["delete"], "retention.ms": retention},
                "bindingVersion": _BINDING,
            }
        },
        "x-owner": topic.owner,
        "x-producers": list(topic.producers),
        "x-consumers": list(topic.consumers),
        "x-personal-data": topic.personal_data,
    }


def _operations() -> Iterable[tuple[str, dict[str, Any]]]:
    for topic in TOPICS:
        for service in SERVICES:
            if service in topic.producers:
                yield f"{service}.send.{_id(topic)}", _operation("send", topic, topic.contracts)
            if service in topic.consumers:
                consumed = [c for c in topic.contracts if c.type in consumed_by(service)]
                group = {"type": "string", "description": f"One consumer group, that of {service}."}
                bindings = {"kafka": {"groupId": group, "bindingVersion": _BINDING}}
                yield f"{service}.receive.{_id(topic)}", _operation("receive", topic, consumed) | {"bindings": bindings}


def _operation(action: str, topic: Topic, contracts: Iterable[type[Contract]]) -> dict[str, Any]:
    channel = f"#/channels/{_id(topic)}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{contract.type}"} for contract in contracts],
    }


def _message(contract: type[Contract], schemas: dict[str, Any]) -> dict[str, Any]:
    """The message; its schema and the ones it refers to go into `schemas`."""
    body = _rehomed(schema(contract))
    schemas.update(body.pop("$defs", {}))
    keys = body.pop("x-key")
    schemas[contract.type] = {name: value for name, value in body.items() if name not in ("$schema", "$id")}
    return {
        "name": contract.type,
        "title": contract.__name__,
        "summary": body["description"],
        "contentType": "application/json",
        "headers": {"type": "object", "properties": {"ce_type": {"const": contract.type}}},
        "payload": {"$ref": f"#/components/schemas/{contract.type}"},
        "correlationId": {"location": "$message.header#/ce_correlationid"},
        "traits": [{"$ref": f"#/components/messageTraits/{_trait(contract)}"}],
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": " or ".join(f"`{name}`" for name in keys)},
                "bindingVersion": _BINDING,
            }
        },
        "examples": [{"name": name, "payload": payload} for name, payload in examples.valid(contract).items()],
    }


def _trait(contract: type[Contract]) -> str:
    topic = topics_of(contract)[0]
    if not topic.is_edge:
        return "core"
    return "fromPartner" if PARTNER in topic.producers else "toPartner"


def _headers(headers: tuple[Header, ...]) -> dict[str, Any]:
    return {
        "headers": {
            "type": "object",
            "required": [header.name for header in headers if header.required],
            "properties": {
                header.name: {"type": "string", "description": header.description, "examples": [header.example]}
                for header in headers
            },
        }
    }


def _rehomed(node: Any) -> Any:
    """A schema whose references point into the document's components."""
    if isinstance(node, dict):
        return {
            name: value.replace("#/$defs/", "#/components/schemas/") if name == "$ref" else _rehomed(value)
            for name, value in node.items()
        }
    return [_rehomed(item) for item in node] if isinstance(node, list) else node
