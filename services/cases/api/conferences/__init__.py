"""Conferences with other agencies about a case."""
