"""Home care (aprūpe mājās): hours that are planned for a week, and hours that were given."""
