"""`tilts partner simulate`: plays us on this machine for a partner's developers, without database or broker."""

import socket
from datetime import timedelta
from secrets import token_hex
from typing import Annotated

import typer

from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Municipality
from deploy.cli.output import say
from deploy.cli.partner.whose import rules_of
from shared.calendar import SystemClock
from shared.contracts.codes import DeclineReason
from shared.security import Actor, Purpose, Role, issue_token

_A_WEEK = timedelta(days=7)


def simulate(
    partner: Annotated[str, typer.Option("--as", help="The partner whose system is tried.")],
    municipality: Municipality = None,
    folder: Folder = None,
    port: Annotated[int, typer.Option(help="Where it listens on 127.0.0.1; 0 takes a free one.")] = 8787,
    delay: Annotated[float, typer.Option(help="Seconds until the decision, and again until the end.", min=0)] = 5,
    declines: Annotated[DeclineReason | None, typer.Option(help="Decline every referral for this reason.")] = None,
) -> None:
    """Take referrals over HTTP as intake does, register, decide and conclude them. State is in memory only.

    The same rules, problems and answers; what people would decide, time decides. Never send it real people.
    """
    # Here, because the other words of `tilts partner` start in half the time without them.
    import uvicorn

    from deploy.simulator.app import simulator
    from deploy.simulator.office import Office

    office = Office(rules_of(municipality, folder, partner), SystemClock(), timedelta(seconds=delay), declines)
    key = token_hex(32)
    actor = Actor(f"simulator:{partner}", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner)
    with _listening(port) as listening:
        at = f"http://127.0.0.1:{listening.getsockname()[1]}"
        say(f"SIMULATOR at {at}: nobody reads what you send, and it is gone when this ends. Ctrl-C ends it.")
        say(f"export TILTS_URL={at} TILTS_TOKEN={issue_token(key, actor, _A_WEEK)}")
        config = uvicorn.Config(simulator(office, key), lifespan="off", access_log=False, log_level="warning")
        uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise Failure(Exit.UNREACHABLE, f"port {port} is taken", error.strerror or "", "another: --port 0") from None
