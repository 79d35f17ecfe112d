"""The garbage collector, told how a service lives: batches of short-lived objects over parts that stay for ever.

Left alone it walks every batch that is in flight, for a tenth of a loaded process's CPU, and finds nothing: a batch has
no cycles. So it hardly ever runs by count, and by the clock often enough that what does have them (the tracebacks of
errors, requests that were cancelled) does not pile up.
"""

import asyncio
import gc

_INTERVAL = 30.0


def settle() -> None:
    """Called once everything is started: what is there by now is never walked again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(400_000, 20, 50)


async def collect() -> None:
    """Collect now and then until cancelled."""
    while True:
        await asyncio.sleep(_INTERVAL)
        gc.collect()
