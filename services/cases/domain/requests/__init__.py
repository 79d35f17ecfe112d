"""Requests for a service: asked for, decided, and what becomes of them."""
