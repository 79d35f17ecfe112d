"""Files of people: sealed while they arrive, told by their content, kept under the digest of what is kept.

`receiving` takes a stream into a sealed temporary file, `kinds` says what it really is, `sealing` encrypts it in pieces
under a key of its own, and a `Store` keeps the sealed bytes: a folder, or an S3-compatible service. Nothing here holds
a whole file in memory, and no byte of one lies anywhere unsealed.
"""
