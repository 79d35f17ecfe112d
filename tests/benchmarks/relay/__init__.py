"""What the relay adds to a bare produce: from the commit of a fact to its record on the bus.

Woken in the process that committed, as it is everywhere; and by polling only, as when the call got lost.
"""
