"""The chain: a partner publishes referrals, and an agency has a notice for each; receipts on the way, nothing lost.

Two contenders do the same work in one process: the same receipts, facts and notices, the same things remembered, and
reporting's tables kept. *ours* is `tilts serve` with all services, *naive* four services as a user would write them,
without dated rules, without an audit, and without any promise when something breaks.
"""
