"""The catalogue in the terms of HSDS: organisations, services, locations, and services at locations.

The configuration owns it: nothing of it is changed over HTTP. What belongs to a place refers to a service at
a location.
"""
