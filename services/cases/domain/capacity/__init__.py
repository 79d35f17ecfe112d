"""Capacity (kapacitāte) of a service at a location, as three things that are not one: rooms, staff and places."""
