"""The language the services and their partners share.

One module per publishing service (`intake`, `cases`, `notifications`, `stream`) holds its facts, `partner` holds the
messages that cross the edge. `registry` knows them all. Models only: nothing here reads or writes anything.
"""
