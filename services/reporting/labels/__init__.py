"""What codes, columns and numbers are called for people: one file for each part of the work, lv and en."""
