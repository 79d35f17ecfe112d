"""Files of rows that cases takes: units, staff and hours of home care. How, is `shared.bulk`."""
