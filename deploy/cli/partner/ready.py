"""All that a partner needs besides its entry in the file; what cannot be made now is named with its command."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from deploy.cli.exits import Failure
from deploy.cli.partner import credentials
from deploy.cli.partner.rotate import webhook
from deploy.cli.partner.standing import change
from deploy.conformance import acl
from deploy.conformance.kit import files, write
from services.intake.domain import partners
from shared.contracts.topics import EDGE_TOPICS
from shared.partnership import Partner
from shared.settings import Settings
from shared.stream import kafka, topics
from shared.stream.bus import BusUnavailable


def ready(settings: Settings, code: str, kit: Path | None, holds: timedelta) -> dict[str, Any]:
    """Let it in, make its topics, its token and its webhook's secret, write its kit; tell all of it, and what is left.

    Secrets are in what is returned, and are shown nowhere else again.
    """
    slug, partner, left = settings.municipality.slug, settings.partners[code], []
    standing = _let_in(settings, code, left)
    made: dict[str, Any] = {"partner": code, "topics made": _topics(settings, code, left)}
    generation = standing.generation if standing else 0
    issued = credentials.token(settings, code, generation, holds)
    made["token"] = issued or credentials.FROM_THE_PROVIDER.format(generation)
    made |= credentials.provider_token(settings, code, generation, holds)
    if partner.webhook_url:
        made |= webhook(settings, code, None)
    made["acls"] = list(acl.lines(settings, code))
    if kit:
        write(kit, files())
        made["kit"] = str(kit)
    else:
        left.append(f"for its developers: tilts partner kit --out {code}-kit.zip")
    left.append("start the services again: they read the file once")
    left.append(f"see how it stands: tilts partner show {code} -m {slug}")
    return made | {"left to do": left}


def _let_in(settings: Settings, code: str, left: list[str]) -> Partner | None:
    kind = settings.partners[code].kind
    try:
        return change(settings, code, lambda seen, _, cause: partners.onboard(seen, code, kind))
    except Failure as failure:
        left.append(f"intake is told of it when it starts ({failure.what})")
        return None


def _topics(settings: Settings, code: str, left: list[str]) -> list[str]:
    its_own = {topic.named(settings.municipality.slug, code) for topic in EDGE_TOPICS}
    every = topics.deployed(settings.municipality.slug, [code], settings.log.partitions)
    wanted = [topic for topic in every if topic.name in its_own]
    try:
        return asyncio.run(topics.create(kafka.connection(settings.broker), wanted, settings.broker.replication_factor))
    except BusUnavailable:
        left.append(f"the broker does not answer; make its topics: tilts topics -m {settings.municipality.slug}")
        return []
