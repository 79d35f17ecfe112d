"""The broker's settings in the words of the two libraries that connect to it."""

import ssl
from functools import partial
from typing import Any

from aiokafka import client
from aiokafka.protocol.metadata import MetadataRequest
from faststream.kafka import KafkaBroker
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from shared.settings.technical import Broker

_DRAIN = 12.0
"""A batch in flight may take so long at shutdown: above a transaction's time limit, below compose's grace period."""
_SASL = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}

# aiokafka asks for every topic as if to create it, and has no setting for that. A broker that grants it (the embedded
# one) would, after it lost everything, make topics of a width of its own before `tilts topics` comes by.
client.MetadataRequest = partial(MetadataRequest, allow_auto_topic_creation=False)


def connection(settings: Broker) -> dict[str, Any]:
    """aiokafka's arguments, for producer, tail reader and admin client."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": list(settings.bootstrap_servers),
        "security_protocol": settings.security_protocol,
        "ssl_context": _ssl(settings),
    }
    if settings.security_protocol.startswith("SASL"):
        arguments["sasl_mechanism"] = settings.sasl_mechanism
        arguments["sasl_plain_username"] = settings.sasl_username
        arguments["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    return arguments


def faststream(settings: Broker) -> KafkaBroker:
    """FastStream's broker, for the consumer alone: sending is the relay's, and topics are created by a deploy step.

    Types are not applied: the stream validates each record by itself.
    """
    return KafkaBroker(
        list(settings.bootstrap_servers), security=_security(settings), apply_types=False, logger=None,
        consumer_only=True, graceful_timeout=_DRAIN,
    )  # fmt: skip


def _security(settings: Broker) -> BaseSecurity | None:
    context = _ssl(settings)
    if settings.security_protocol.startswith("SASL"):
        kind = _SASL[settings.sasl_mechanism]
        return kind(
            settings.sasl_username, settings.sasl_password.get_secret_value(), ssl_context=context,
            use_ssl=bool(context),
        )  # fmt: skip
    return BaseSecurity(ssl_context=context, use_ssl=True) if context else None


def _ssl(settings: Broker) -> ssl.SSLContext | None:
    if not settings.security_protocol.endswith("SSL"):
        return None
    return ssl.create_default_context(cafile=settings.ca_file)
