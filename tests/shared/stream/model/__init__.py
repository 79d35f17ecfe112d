"""One partition of the stream as a small machine: a source, its relays, the bus and a consumer, driven step by step.

What decides is the code that runs in production (cursor, agreement, adoption); what is modelled is what PostgreSQL and
Kafka do, and everything that can happen to them between two steps.
"""
