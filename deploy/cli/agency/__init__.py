"""What `tilts agency` can do."""
