"""The stream: how services tell each other what happened. The log is the truth, Kafka is the fast path.

Read in this order: `event` and `partition` (what travels, and where), `log` (one transaction writes state and facts),
`relay` (the log to Kafka), `cursor` (the arithmetic of exactly once), `batch` (one transaction applies up to 500
records), `parking` (what could not be processed), `timers`, `recover`. `bus` is the only file that knows aiokafka,
`consumer` the only one that knows FastStream.
"""
