"""One stage: consume → validate → dedupe + row + event in one transaction → commit offsets, 1 KB referrals.

Three contenders on fresh topics, groups and tables. *floor* is what the machine gives without any of our promises,
*naive* is what a user would write, *ours* is the stream.
"""
