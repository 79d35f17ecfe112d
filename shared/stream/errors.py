"""Which failures pass by themselves, and which will come again for the same record.

Transient: wait and do the same again. Deterministic: the record is parked, everything else goes on.
"""

import asyncio

import asyncpg
import httpx

_TRANSIENT_STATES = {
    "40P01",  # deadlock_detected
    "40001",  # serialization_failure
    "55P03",  # lock_not_available
    "57014",  # query_canceled (statement or transaction timeout)
    "25P04",  # transaction_timeout
    "25P03",  # idle_in_transaction_session_timeout
    "TL005",  # the log is closed after a restore
    "TL006",  # the log was not compared with the bus yet
}
_TRANSIENT_CLASSES = {"08", "53", "57", "58"}  # connection, resources, operator intervention, system


class Transient(ConnectionError):
    """Something this service needs does not answer now; the same work is done again later."""


def is_transient(error: BaseException) -> bool:
    """Would doing the same again, a little later, have a chance?"""
    if isinstance(error, asyncpg.PostgresError):
        state = error.sqlstate or ""
        return state in _TRANSIENT_STATES or state[:2] in _TRANSIENT_CLASSES
    if isinstance(error, asyncpg.InterfaceError):
        # The driver's word for a connection that went away under a statement, but also for a value it cannot encode.
        return not isinstance(error, ValueError)
    return isinstance(error, (OSError, TimeoutError, asyncio.TimeoutError, httpx.TransportError))
