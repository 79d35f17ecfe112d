"""The night shelter (nakts patversme), night by night: beds, guests of whom nothing is asked, and counts."""
