"""The command `tilts`: results on stdout, progress on stderr, one file for each command."""
