"""Files of rows that cases takes: units and staff. How, is `shared.bulk`."""
