"""What `tilts partner` can do, one file for each of its words."""
