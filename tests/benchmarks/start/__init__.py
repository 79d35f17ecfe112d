"""From `tilts serve` to ready: all services in one process, from nothing and again."""
