"""`make bench`: speed and memory as ratios within one run, never as times asserted in a test."""
