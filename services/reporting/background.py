"""What reporting does by itself: a cut at the end of every day, and the tables of cuts that somebody has asked for."""

import asyncio

import structlog

from services.reporting.cuts import cuts, kept
from services.reporting.projections.projecting import SOURCES
from services.reporting.rebuild.logs import PulledLogs
from shared.runtime.desk import Desk
from shared.stream.pull import HttpSources

_LOOK_EVERY = 0.5
_log = structlog.get_logger("cuts")


async def daily_cuts(desk: Desk) -> None:
    """Take the cut of every day that is over. What was missed while reporting was down is taken at its start."""
    while True:
        async with desk.pool.acquire() as conn:
            for cut in await cuts.take_daily(conn, desk.clock.now()):
                _log.info("cut_taken", cut=cut.name, late=cut.late, hash=cut.hash)
        await asyncio.sleep(_LOOK_EVERY)


async def asked_cuts(desk: Desk) -> None:
    """Build the tables of the cuts that were asked for, wherever that was."""
    logs = PulledLogs(HttpSources(desk.peers.client, desk.peers.bases(SOURCES)))
    while True:
        for name in await kept.build_asked(desk.pool, logs, desk.work.municipality):
            _log.info("cut_built", cut=name)
        await asyncio.sleep(_LOOK_EVERY)
