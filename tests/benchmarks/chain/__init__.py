"""The chain: a partner publishes referrals, and an agency has a notice for each; receipts on the way, nothing lost.

Two contenders: *ours* is `tilts serve` with all services in one process, *naive* three services as a user would write
them, in one process too. Naive does less: it decides nothing by dated rules, keeps no log, counts nothing.
"""
