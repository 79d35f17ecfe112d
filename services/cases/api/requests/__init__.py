"""Requests for services over HTTP."""
