"""What `tilts up` was asked for, and the environment of everything it starts."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from deploy.local.ports import free_port, is_free
from deploy.up.folder import PROJECT, StateFolder
from shared.settings.environment import NO_SETTINGS, PREFIX

DEFAULT_PORT = 8080


class PortTaken(RuntimeError):
    """Somebody else listens on the port that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of 127.0.0.1 is taken by another program")
        self.port = port


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of `tilts up`. `port` 0 takes any free one."""

    municipality: str
    broker: str
    port: int | None = None
    processes: bool = False


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of 127.0.0.1 that a deployment keeps from run to run, as long as they are free."""

    http: int
    broker: int
    webhook: int

    @classmethod
    def choose(cls, wanted: int | None, folder: StateFolder) -> "Ports":
        """Those of the last run, the one that is wanted for HTTP, or free ones. Raises PortTaken for a wanted one."""
        if wanted and not is_free(wanted):
            raise PortTaken(wanted)
        kept = folder.read_ports()
        usual = [kept.get("http"), DEFAULT_PORT] if wanted is None else []
        ports = cls(wanted or _first_free(*usual), _first_free(kept.get("broker")), _first_free(kept.get("webhook")))
        folder.write_ports(asdict(ports))
        return ports


def environment(
    wish: Wish, folder: StateFolder, ports: Ports, dsn: str, services: Sequence[str], webhook: str | None
) -> dict[str, str]:
    """The settings that the municipality's file leaves to the machine, over those of our own shell.

    `webhook` is the partner whose webhook the day receives, if any.
    """
    made = {
        "TILTS_NOTIFICATIONS__DROP_FOLDER": str(folder.messages),
        **own(),
        "TILTS_MUNICIPALITY": wish.municipality,
        "TILTS_SECRETS__FOLDER": str(folder.secrets),
        "TILTS_DOCUMENTS__FOLDER": str(folder.documents),
        "TILTS_DATABASE__DSN": dsn,
        "TILTS_BROKER__BOOTSTRAP_SERVERS": f"127.0.0.1:{ports.broker}",
        "TILTS_HTTP__PORT": str(ports.http),
    }
    if webhook:
        name = f"TILTS_PARTNERS__{webhook.replace('-', '_').upper()}__WEBHOOK_URL"
        made[name] = f"http://127.0.0.1:{ports.webhook}/pazinojumi"
    if wish.processes:
        first, *others = services
        taken = {first: ports.http, **{service: free_port() for service in others}}
        made |= {_base_url(service): f"http://127.0.0.1:{port}/{service}" for service, port in taken.items()}
    return made


def with_clock(environment: Mapping[str, str], pace: float, lasts: timedelta) -> dict[str, str]:
    """The environment of a day that is played: its clock has caught up with the real one after `lasts`."""
    until = datetime.now(UTC) + lasts
    return {**environment, "TILTS_CALENDAR__PACE": f"{pace:g}", "TILTS_CALENDAR__PACE_UNTIL": until.isoformat()}


def of_process(environment: Mapping[str, str], services: Sequence[str]) -> dict[str, str]:
    """The whole environment of the process that serves `services`: settings of the deployment, not of the shell."""
    inherited = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    mine = {**inherited, **environment, "PYTHONPATH": str(PROJECT)}
    if base := environment.get(_base_url(services[0])):
        mine["TILTS_HTTP__PORT"] = str(urlsplit(base).port)
    return mine


def own() -> dict[str, str]:
    """The settings that the shell gives."""
    return {name: value for name, value in os.environ.items() if _is_setting(name)}


def _is_setting(name: str) -> bool:
    return name.startswith(PREFIX) and name not in NO_SETTINGS


def _base_url(service: str) -> str:
    return f"{PREFIX}HTTP__BASE_URLS__{service.upper()}"


def _first_free(*ports: int | None) -> int:
    return next((port for port in ports if port and is_free(port)), None) or free_port()
