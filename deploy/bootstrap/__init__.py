"""Puts what Tilts needs into `.venv`, from locks with hashes; the second time from the cache, without a network.

Runs before anything is installed, on whatever `python3` the machine has: standard library only, and in this package
no syntax newer than Python 3.6, so that an old Python gets to the sentence that says it is too old.
"""
