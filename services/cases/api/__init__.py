"""Cases over HTTP: lists, cases, visits, units and staff."""
